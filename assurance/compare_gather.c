/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is gathered of one side while it is analysed: facts, and times of goals. */
#include "assurance/compare_parts.h"

#include "base/bits.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

/* --- facts --- */

struct CtHeldFacts {
    CtDossierStore *store;
    GArray *facts; /* CtFactCount */
    bool is_sorted;
};

CtHeldFacts *
ct_held_facts_new(void)
{
    CtHeldFacts *facts = g_new0(CtHeldFacts, 1);

    facts->store = ct_store_new();
    facts->facts = g_array_new(FALSE, FALSE, sizeof(CtFactCount));
    return facts;
}

void
ct_held_facts_free(CtHeldFacts *facts)
{
    if (facts == NULL)
        return;
    g_array_unref(facts->facts);
    ct_store_free(facts->store);
    g_free(facts);
}

/* "exec:meter:user": of an asset or service the row, whatever the instance. */
static char *
text_of(const CtGraph *graph, CtFact fact)
{
    g_autofree char *text = ct_fact_text(graph->kinds, graph->instances, fact);
    GString *bare = g_string_new(NULL);
    int depth = 0;

    for (const char *at = text; *at != '\0'; at++) {
        depth += *at == '[';
        if (depth == 0)
            g_string_append_c(bare, *at);
        depth -= *at == ']';
    }
    return g_string_free(bare, FALSE);
}

/* Of facts of one kind and level, instances of one row follow each other. */
static void
add_fact(CtHeldFacts *facts, const char *attacker, const CtGraph *graph, CtFact fact)
{
    g_autofree char *text = text_of(graph, fact);
    g_autofree char *whole =
        attacker != NULL ? g_strdup_printf("%s: %s", attacker, text) : g_strdup(text);
    CtFactCount *last = facts->facts->len > 0
                            ? &g_array_index(facts->facts, CtFactCount, facts->facts->len - 1)
                            : NULL;
    CtFactCount one = {.text = ct_store_text(facts->store, whole), .count = 1};

    if (last != NULL && strcmp(last->text, whole) == 0)
        last->count++;
    else
        g_array_append_val(facts->facts, one);
}

void
ct_held_facts_look(const CtTwin *twin, void *data)
{
    CtHeldFacts *facts = data;
    const CtGraph *graph = twin->graph;
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    const char *name = twin->attackers->len > 1 ? attacker->id : NULL;

    for (CtFactId id = 0; id < graph->first_reach_node; id++) {
        CtFact fact;

        if (!ct_bits_get(twin->fixpoint->holds, id) || !ct_graph_fact_of(graph, id, &fact) ||
            !graph->kinds->infos[fact.kind].held)
            continue;
        add_fact(facts, name, graph, fact);
    }
    facts->is_sorted = false;
}

static gint
compare_held(gconstpointer a, gconstpointer b)
{
    return strcmp(((const CtFactCount *)a)->text, ((const CtFactCount *)b)->text);
}

const GArray *
ct_held_facts_sorted(CtHeldFacts *facts)
{
    guint kept = 0;

    if (facts->is_sorted)
        return facts->facts;
    g_array_sort(facts->facts, compare_held);
    for (guint i = 0; i < facts->facts->len; i++) {
        CtFactCount *fact = &g_array_index(facts->facts, CtFactCount, i);
        CtFactCount *last = kept > 0 ? &g_array_index(facts->facts, CtFactCount, kept - 1) : NULL;

        if (last != NULL && strcmp(last->text, fact->text) == 0)
            last->count += fact->count;
        else
            g_array_index(facts->facts, CtFactCount, kept++) = *fact;
    }
    g_array_set_size(facts->facts, kept);
    facts->is_sorted = true;
    return facts->facts;
}

static void
put_change(GArray *changes, const char *text, uint64_t before, uint64_t after, CtComparison *to)
{
    CtFactChange change = {.text = ct_store_text(to->store, text),
                           .before = before,
                           .after = after};

    if (before == after)
        return;
    to->n_gained_facts += after > before;
    to->n_lost_facts += after < before;
    g_array_append_val(changes, change);
}

void
ct_compare_facts(CtComparison *comparison, CtHeldFacts *before, CtHeldFacts *after)
{
    const GArray *a = ct_held_facts_sorted(before), *b = ct_held_facts_sorted(after);
    g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(CtFactChange));

    for (guint i = 0, k = 0; i < a->len || k < b->len;) {
        const CtFactCount *x = i < a->len ? &g_array_index(a, CtFactCount, i) : NULL;
        const CtFactCount *y = k < b->len ? &g_array_index(b, CtFactCount, k) : NULL;
        int order = x == NULL ? 1 : y == NULL ? -1 : strcmp(x->text, y->text);

        bool in_before = x != NULL && order <= 0, in_after = y != NULL && order >= 0;

        put_change(changes,
                   in_before  ? x->text
                   : in_after ? y->text
                              : "",
                   in_before ? x->count : 0, in_after ? y->count : 0, comparison);
        i += in_before;
        k += in_after;
    }
    comparison->n_facts = changes->len;
    comparison->facts = ct_store_array(comparison->store, changes);
}

/* --- times of goals --- */

struct CtGoalTimes {
    uint32_t n_goals;
    GArray *ms; /* int64_t: replication by replication, a goal each; negative: not reached */
    uint64_t n;
    bool is_whole; /* replications 0 … n - 1, none of which failed */
};

CtGoalTimes *
ct_goal_times_new(void)
{
    CtGoalTimes *times = g_new0(CtGoalTimes, 1);

    times->ms = g_array_new(FALSE, FALSE, sizeof(int64_t));
    times->is_whole = true;
    return times;
}

void
ct_goal_times_free(CtGoalTimes *times)
{
    if (times == NULL)
        return;
    g_array_unref(times->ms);
    g_free(times);
}

void
ct_goal_times_add(const CtRow *row, void *data)
{
    CtGoalTimes *times = data;

    if (times->n == 0)
        times->n_goals = row->n_goals;
    if (row->replication != times->n || row->n_goals != times->n_goals ||
        row->outcome == CT_OUTCOME_FAILED)
        times->is_whole = false;
    times->n++;
    if (times->is_whole)
        g_array_append_vals(times->ms, row->goal_ms, row->n_goals);
}

bool
ct_goal_times_pair(const CtCompareSide *before, const CtCompareSide *after, const char **ret_why)
{
    const CtStatistics *a = before->statistics, *b = after->statistics;

    *ret_why = NULL;
    if (a == NULL || b == NULL || before->times == NULL || after->times == NULL)
        return false;
    if (a->seed != b->seed)
        *ret_why = "their seeds differ";
    else if (a->horizon_ms != b->horizon_ms)
        *ret_why = "their horizons differ";
    else if (before->times->n != after->times->n)
        *ret_why = "they have not equally many replications";
    else if (!before->times->is_whole || !after->times->is_whole)
        *ret_why = "replications are missing or failed";
    return *ret_why == NULL;
}

static int64_t
time_of(const CtGoalTimes *times, uint64_t replication, uint32_t goal)
{
    return g_array_index(times->ms, int64_t, replication * times->n_goals + goal);
}

CtEstimate
ct_goal_times_success(const CtGoalTimes *before, uint32_t a, const CtGoalTimes *after, uint32_t b)
{
    CtPairedCounts counts = {0};

    for (uint64_t r = 0; r < before->n; r++) {
        bool in_a = time_of(before, r, a) >= 0, in_b = time_of(after, r, b) >= 0;

        counts.both += in_a && in_b;
        counts.only_a += in_a && !in_b;
        counts.only_b += !in_a && in_b;
        counts.neither += !in_a && !in_b;
    }
    return ct_stats_paired_shares(&counts, CT_STATISTICS_CONFIDENCE);
}

CtEstimate
ct_goal_times_mean_days(
    const CtGoalTimes *before, uint32_t a, const CtGoalTimes *after, uint32_t b, int64_t horizon_ms)
{
    g_autofree double *x = g_new(double, before->n + 1);
    g_autofree double *y = g_new(double, before->n + 1);

    for (uint64_t r = 0; r < before->n; r++) {
        int64_t in_a = time_of(before, r, a), in_b = time_of(after, r, b);

        x[r] = (double)(in_a < 0 ? horizon_ms : MIN(in_a, horizon_ms)) / (double)CT_MS_DAY;
        y[r] = (double)(in_b < 0 ? horizon_ms : MIN(in_b, horizon_ms)) / (double)CT_MS_DAY;
    }
    return ct_stats_paired(x, y, before->n, CT_STATISTICS_CONFIDENCE);
}
