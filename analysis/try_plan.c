/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Backward from the premises to what can matter, which ends at what is held; then forward from
 * that, counting, so that a step is taken when the last premise it needs is there. What each fact
 * came by is its cause; ranks rise along causes, so there is no cycle.
 */
#include "analysis/try_plan.h"

#include "base/bits.h"

typedef struct Walk {
    const CtGraph *graph;
    const uint64_t *held, *closed;
    uint64_t *matters;  /* bit a fact */
    uint32_t *missing;  /* step → premises that it waits for, and 1; 0: it does not matter */
    uint32_t *rank;     /* fact → 1, 2 … in the order in which they are had; 0: not had */
    uint32_t *cause;    /* fact → step; CT_NO_ID: held */
    CtIds asked, queue; /* facts to look behind; facts that are had */
} Walk;

static void
walk_clear(Walk *walk)
{
    g_free(walk->matters);
    g_free(walk->missing);
    g_free(walk->rank);
    g_free(walk->cause);
    ct_ids_clear(&walk->asked);
    ct_ids_clear(&walk->queue);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

static bool
is_structural(const Walk *walk, uint32_t step)
{
    uint8_t kind = walk->graph->step_kind[step];

    return kind != CT_STEP_ATTEMPT && kind != CT_STEP_OUTCOME &&
           (walk->closed == NULL || !ct_bits_get(walk->closed, step));
}

static void
have(Walk *walk, CtFactId fact, uint32_t cause)
{
    if (walk->rank[fact] != 0)
        return;
    ct_ids_add(&walk->queue, fact);
    walk->rank[fact] = walk->queue.length;
    walk->cause[fact] = cause;
}

static void
ask(Walk *walk, CtFactId fact)
{
    if (ct_bits_get(walk->matters, fact))
        return;
    ct_bits_set(walk->matters, fact);
    if (ct_bits_get(walk->held, fact))
        have(walk, fact, CT_NO_ID);
    else
        ct_ids_add(&walk->asked, fact);
}

static void
ask_premises(Walk *walk, uint32_t step)
{
    const CtGraph *graph = walk->graph;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        ask(walk, graph->premises[i]);
}

static void
look_behind(Walk *walk)
{
    const CtGraph *graph = walk->graph;

    while (walk->asked.length > 0) {
        CtFactId fact = walk->asked.data[--walk->asked.length];

        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i];

            if (!is_structural(walk, step))
                continue;
            walk->missing[step] = ct_graph_need(graph, step) + 1;
            if (walk->missing[step] == 1)
                have(walk, fact, step);
            ask_premises(walk, step);
        }
    }
}

static void
go_forward(Walk *walk)
{
    const CtGraph *graph = walk->graph;

    for (uint32_t head = 0; head < walk->queue.length; head++) {
        CtFactId fact = walk->queue.data[head];

        for (uint32_t i = graph->uses_start[fact]; i < graph->uses_start[fact + 1]; i++) {
            uint32_t step = graph->uses[i];

            if (walk->missing[step] > 1 && --walk->missing[step] == 1)
                have(walk, graph->step_gain[step], step);
        }
    }
}

/* --- the plan --- */

/* Of a threshold, the first that were had before what it gains. */
static void
add_row(const Walk *walk, uint32_t step, int64_t done_ms, uint32_t most_rank, CtPlan *plan)
{
    const CtGraph *graph = walk->graph;
    uint32_t need = ct_graph_need(graph, step);
    CtPlanStep row = {.step = step, .done_ms = done_ms, .premises = {.start = plan->facts.length}};

    for (uint32_t i = graph->step_premise_start[step];
         i < graph->step_premise_start[step + 1] && row.premises.length < need; i++) {
        CtFactId fact = graph->premises[i];

        if (walk->rank[fact] == 0 || walk->rank[fact] >= most_rank)
            continue;
        ct_ids_add(&plan->facts, fact);
        row.premises.length++;
    }
    plan->steps.data[plan->steps.length++] = row;
}

/* Facts that the rows written so far rest on, and those behind them: all that has a cause. */
static uint64_t *
find_used(const Walk *walk, const uint32_t *goals, uint32_t n)
{
    const CtGraph *graph = walk->graph;
    uint64_t *used = ct_bits_new(graph->n_facts);

    for (uint32_t g = 0; g < n; g++)
        for (uint32_t i = graph->step_premise_start[goals[g]];
             i < graph->step_premise_start[goals[g] + 1]; i++)
            ct_bits_set(used, graph->premises[i]);
    /* Later ones rest on earlier ones. */
    for (uint32_t k = walk->queue.length; k-- > 0;) {
        CtFactId fact = walk->queue.data[k];
        uint32_t step = walk->cause[fact];
        uint32_t taken = 0;

        if (!ct_bits_get(used, fact) || step == CT_NO_ID)
            continue;
        for (uint32_t i = graph->step_premise_start[step];
             i < graph->step_premise_start[step + 1] && taken < ct_graph_need(graph, step); i++) {
            uint32_t rank = walk->rank[graph->premises[i]];

            if (rank == 0 || rank >= walk->rank[fact])
                continue;
            ct_bits_set(used, graph->premises[i]);
            taken++;
        }
    }
    return used;
}

static CtPlan *
write_plan(const Walk *walk, const uint32_t *goals, uint32_t n, int64_t done_ms)
{
    const CtGraph *graph = walk->graph;
    g_autofree uint64_t *used = find_used(walk, goals, n);
    CtPlan *plan = g_new0(CtPlan, 1);

    plan->steps.data = g_new0(CtPlanStep, (size_t)walk->queue.length + n + 1);
    plan->steps.capacity = walk->queue.length + n;
    for (uint32_t k = 0; k < walk->queue.length; k++) {
        CtFactId fact = walk->queue.data[k];

        if (ct_bits_get(used, fact) && walk->cause[fact] != CT_NO_ID)
            add_row(walk, walk->cause[fact], done_ms, walk->rank[fact], plan);
    }
    for (uint32_t g = 0; g < n; g++)
        add_row(walk, goals[g], done_ms, UINT32_MAX, plan);
    plan->n_attempts = 1;
    plan->time_ms = done_ms;
    plan->skill = graph->templates.data[graph->step_reason[goals[0]]].verdict->skill;
    return plan;
}

/* Whether enough of what @step needs is had. */
static bool
can_be_taken(const Walk *walk, uint32_t step)
{
    const CtGraph *graph = walk->graph;
    uint32_t n = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += walk->rank[graph->premises[i]] != 0;
    return n >= ct_graph_need(graph, step);
}

CtPlan *
ct_try_plan_new(const CtGraph *graph,
                const uint64_t *held,
                const uint64_t *closed,
                uint32_t step,
                uint32_t outcome,
                int64_t done_ms)
{
    uint32_t goals[] = {step, outcome};
    g_auto(Walk) walk = {.graph = graph,
                         .held = held,
                         .closed = closed,
                         .matters = ct_bits_new(graph->n_facts),
                         .missing = g_new0(uint32_t, (size_t)graph->n_steps + 1),
                         .rank = g_new0(uint32_t, (size_t)graph->n_facts + 1),
                         .cause = g_new0(uint32_t, (size_t)graph->n_facts + 1)};

    g_return_val_if_fail(graph->step_kind[step] == CT_STEP_ATTEMPT, NULL);
    ask_premises(&walk, step);
    if (outcome != CT_NO_ID)
        ask_premises(&walk, outcome);
    look_behind(&walk);
    go_forward(&walk);
    if (!can_be_taken(&walk, step))
        return NULL;
    uint32_t length = walk.queue.length;

    /* An outcome rests on its attempt, which is about to be made; its own row is written last. */
    have(&walk, graph->step_gain[step], step);
    bool with = outcome != CT_NO_ID && can_be_taken(&walk, outcome);

    walk.queue.length = length;
    return write_plan(&walk, goals, with ? 2 : 1, done_ms);
}
