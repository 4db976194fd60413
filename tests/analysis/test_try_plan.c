/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How one attempt can be made from what is held, on graphs by chance with some steps closed: it is
 * there exactly where going round and round over all steps finds the premises, and what it says can
 * be read off from the graph step by step.
 */
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/try_plan.h"
#include "base/bits.h"

enum { N_GRAPHS = 1500 };

typedef struct Moment {
    const CtGraph *graph;
    uint64_t *held, *closed;
} Moment;

static bool
is_open(const Moment *moment, uint32_t step)
{
    return moment->graph->step_kind[step] != CT_STEP_ATTEMPT &&
           moment->graph->step_kind[step] != CT_STEP_OUTCOME && !ct_bits_get(moment->closed, step);
}

static bool
can_take(const CtGraph *graph, const uint64_t *had, uint32_t step)
{
    uint32_t n = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += ct_bits_get(had, graph->premises[i]);
    return n >= ct_graph_need(graph, step);
}

/* All that follows from what is held without another attempt, the slow way; g_free(). */
static uint64_t *
closure(const Moment *moment)
{
    const CtGraph *graph = moment->graph;
    uint64_t *had = ct_bits_new(graph->n_facts);
    bool changed = true;

    for (CtFactId f = 0; f < graph->n_facts; f++)
        if (ct_bits_get(moment->held, f))
            ct_bits_set(had, f);
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++)
            if (!ct_bits_get(had, graph->step_gain[s]) && is_open(moment, s) &&
                can_take(graph, had, s)) {
                ct_bits_set(had, graph->step_gain[s]);
                changed = true;
            }
    }
    return had;
}

static void
check_plan(const Moment *moment, const CtPlan *plan, uint32_t attempt, uint32_t seed)
{
    const CtGraph *graph = moment->graph;
    g_autofree uint64_t *had = ct_bits_new(graph->n_facts);

    for (CtFactId f = 0; f < graph->n_facts; f++)
        if (ct_bits_get(moment->held, f))
            ct_bits_set(had, f);
    for (uint32_t i = 0; i < plan->steps.length; i++) {
        const CtPlanStep *row = &plan->steps.data[i];
        bool is_last = i + 1 == plan->steps.length;

        CHECK_MSG(is_last ? row->step == attempt : is_open(moment, row->step), "seed %u row %u",
                  seed, i);
        CHECK_MSG(row->premises.length == ct_graph_need(graph, row->step), "seed %u row %u", seed,
                  i);
        CHECK_INT(row->done_ms, 77);
        for (uint32_t k = 0; k < row->premises.length; k++) {
            CtFactId fact = plan->facts.data[row->premises.start + k];
            bool is_premise = false;

            for (uint32_t p = graph->step_premise_start[row->step];
                 p < graph->step_premise_start[row->step + 1]; p++)
                is_premise |= graph->premises[p] == fact;
            CHECK_MSG(is_premise && ct_bits_get(had, fact), "seed %u row %u fact %u", seed, i,
                      fact);
        }
        CHECK_MSG(is_last || !ct_bits_get(had, graph->step_gain[row->step]), "seed %u row %u", seed,
                  i);
        ct_bits_set(had, graph->step_gain[row->step]);
    }
    /* Nothing stands there that nothing rests on. */
    for (uint32_t i = 0; i + 1 < plan->steps.length; i++) {
        bool is_used = false;

        for (uint32_t k = 0; k < plan->facts.length; k++)
            is_used |= plan->facts.data[k] == graph->step_gain[plan->steps.data[i].step];
        CHECK_MSG(is_used, "seed %u row %u", seed, i);
    }
}

static void
test_against_the_closure(void)
{
    uint32_t n_found = 0, n_none = 0, n_behind = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        g_autoptr(CtTestGraph) test =
            ct_random_graph(&(CtRandomGraph){.seed = 80000 + seed,
                                             .n_facts = 5 + seed % 9,
                                             .n_attempts = 4,
                                             .n_derived = 3 + seed % 12,
                                             .thresholds = seed % 2 == 1});
        g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
        Moment moment = {.graph = test->graph,
                         .held = ct_bits_new(test->graph->n_facts),
                         .closed = ct_bits_new(test->graph->n_steps)};

        for (CtFactId f = 0; f < moment.graph->n_facts; f++)
            if (f == 0 || g_rand_int_range(chance, 0, 4) == 0)
                ct_bits_set(moment.held, f);
        for (uint32_t s = 0; s < moment.graph->n_steps; s++)
            if (g_rand_int_range(chance, 0, 5) == 0)
                ct_bits_set(moment.closed, s);
        g_autofree uint64_t *had = closure(&moment);

        for (uint32_t s = 0; s < moment.graph->n_steps; s++) {
            if (moment.graph->step_kind[s] != CT_STEP_ATTEMPT)
                continue;
            g_autoptr(CtPlan) plan =
                ct_try_plan_new(moment.graph, moment.held, moment.closed, s, CT_NO_ID, 77);

            CHECK_MSG((plan != NULL) == can_take(moment.graph, had, s), "seed %u step %u", seed, s);
            n_found += plan != NULL;
            n_none += plan == NULL;
            n_behind += plan != NULL && plan->steps.length > 2;
            if (plan != NULL)
                check_plan(&moment, plan, s, seed);
        }
        g_free(moment.held);
        g_free(moment.closed);
    }
    CHECK_MSG(n_found > 500 && n_none > 500 && n_behind > 100, "%u found, %u not, %u longer",
              n_found, n_none, n_behind);
}

CU_TestInfo test_try_plan_tests[] = {
    {"against the closure", test_against_the_closure},
    CU_TEST_INFO_NULL,
};
