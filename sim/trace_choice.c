/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/trace_choice.h"

#include <string.h>

typedef struct Reached {
    int64_t end_ms;
    uint64_t replication;
} Reached;

void
ct_trace_choice_begin(CtTraceChoice *choice, const CtRunHeader *header)
{
    *choice =
        (CtTraceChoice){.header = header, .reached = g_array_new(FALSE, FALSE, sizeof(Reached))};
}

/* Zones hold every asset once. */
static void
count_fallen(uint32_t place, G_GNUC_UNUSED int64_t first_ms, uint32_t fallen, void *data)
{
    CtTraceChoice *choice = data;

    if (strcmp(g_array_index(choice->header->places, CtRunPlace, place).kind, "zone") == 0)
        choice->fallen += fallen;
}

/* When @row had all goals that can be had; CT_NOT_REACHED where it never had, or there is none. */
static int64_t
reached_at(const CtRunHeader *header, const CtRow *row)
{
    int64_t last = CT_NOT_REACHED;

    for (guint g = 0; g < header->goals->len && g < row->n_goals; g++) {
        if (!g_array_index(header->goals, CtRunGoal, g).is_possible)
            continue;
        if (row->goal_ms[g] < 0)
            return CT_NOT_REACHED;
        last = MAX(last, row->goal_ms[g]);
    }
    return last;
}

void
ct_trace_choice_add(const CtRow *row, void *data)
{
    CtTraceChoice *choice = data;
    const CtRowVisitor visitor = {.place = count_fallen, .data = choice};

    if (row->outcome == CT_OUTCOME_FAILED)
        return;
    choice->fallen = 0;
    if (!ct_row_read_detail(row, choice->header->rules->len, choice->header->places->len, &visitor,
                            NULL))
        return;
    if (!choice->any) {
        choice->any = true;
        choice->first = row->replication;
        choice->worst = row->replication;
        choice->most_fallen = choice->fallen;
    }
    if (choice->fallen > choice->most_fallen) {
        choice->worst = row->replication;
        choice->most_fallen = choice->fallen;
    }
    Reached reached = {.end_ms = reached_at(choice->header, row), .replication = row->replication};

    if (reached.end_ms != CT_NOT_REACHED)
        g_array_append_val(choice->reached, reached);
}

static gint
compare_reached(gconstpointer left, gconstpointer right)
{
    const Reached *a = left, *b = right;

    if (a->end_ms != b->end_ms)
        return a->end_ms < b->end_ms ? -1 : 1;
    return a->replication < b->replication ? -1 : a->replication > b->replication;
}

static void
choose(CtTraceChoice *choice, uint64_t replication, const char *reason)
{
    choice->named[choice->n_named++] =
        (CtTraceChosen){.replication = replication, .reason = reason};
    for (uint32_t i = 0; i < choice->n_chosen; i++)
        if (choice->chosen[i].replication == replication)
            return;
    choice->chosen[choice->n_chosen++] =
        (CtTraceChosen){.replication = replication, .reason = reason};
}

void
ct_trace_choice_end(CtTraceChoice *choice)
{
    guint n = choice->reached->len;

    g_array_sort(choice->reached, compare_reached);
    if (choice->any) {
        choose(choice,
               n > 0 ? g_array_index(choice->reached, Reached, (n - 1) / 2).replication
                     : choice->first,
               "median");
        choose(choice,
               n > 0 ? g_array_index(choice->reached, Reached, 0).replication : choice->first,
               "fastest");
        choose(choice, choice->worst, "worst");
    }
    g_clear_pointer(&choice->reached, g_array_unref);
}
