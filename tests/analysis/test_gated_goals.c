/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Goals that are no attempt's gain but packets before a second factor: the k best paths by each
 * cost on generated topologies, against every subset of the attempts that bear on the goal.
 */
#include "tests/support/check.h"

#include "analysis/best_paths.h"
#include "analysis/plan_cost.h"
#include "base/bits.h"
#include "tests/support/model_generator.h"
#include "tests/support/world.h"

#include <math.h>
#include <stdlib.h>

enum { N_MODELS = 1500, K = 4, MOST_ATTEMPTS = 13, MOST_STEPS = 600 };

typedef struct Case {
    const CtGraph *graph;
    const CtFixpoint *fixpoint;
    CtFactId entry, goal;
    CtIds steps;       /* all that may have a part in deriving the goal */
    CtIds attempts;    /* those of them that are attempts */
    bool *holds;       /* per fact of the graph */
    GArray *minimal;   /* uint32_t: bit per attempt */
    uint64_t *allowed; /* bit per step */
} Case;

static bool
has_fired(const Case *one, uint32_t step)
{
    const CtGraph *graph = one->graph;
    uint32_t have = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        have += ct_bits_get(one->fixpoint->holds, graph->premises[i]) ? 1 : 0;
    return have >= ct_graph_need(graph, step);
}

/* Backwards from the goal, over every step that can be taken at all. */
static void
collect_steps(Case *one)
{
    const CtGraph *graph = one->graph;
    g_autofree bool *wanted = g_new0(bool, graph->n_facts);
    g_auto(CtIds) open = {0};

    wanted[one->goal] = true;
    ct_ids_add(&open, one->goal);
    for (uint32_t next = 0; next < open.length; next++)
        for (uint32_t g = graph->gained_start[open.data[next]];
             g < graph->gained_start[open.data[next] + 1]; g++) {
            uint32_t step = graph->gained[g];

            if (!has_fired(one, step))
                continue;
            ct_ids_add(&one->steps, step);
            if (graph->step_kind[step] == CT_STEP_ATTEMPT)
                ct_ids_add(&one->attempts, step);
            for (uint32_t i = graph->step_premise_start[step];
                 i < graph->step_premise_start[step + 1]; i++)
                if (!wanted[graph->premises[i]]) {
                    wanted[graph->premises[i]] = true;
                    ct_ids_add(&open, graph->premises[i]);
                }
        }
    ct_ids_sort_unique(&one->attempts);
}

static bool
is_taken(const Case *one, uint32_t step, uint32_t mask)
{
    for (uint32_t a = 0; a < one->attempts.length; a++)
        if (one->attempts.data[a] == step)
            return (mask >> a & 1) != 0;
    return true; /* free */
}

static bool
reaches(Case *one, uint32_t mask)
{
    const CtGraph *graph = one->graph;
    bool changed = true;

    memset(one->holds, 0, graph->n_facts * sizeof *one->holds);
    one->holds[one->entry] = true;
    while (changed && !one->holds[one->goal]) {
        changed = false;
        for (uint32_t k = 0; k < one->steps.length; k++) {
            uint32_t step = one->steps.data[k], have = 0;

            if (one->holds[graph->step_gain[step]] || !is_taken(one, step, mask))
                continue;
            for (uint32_t i = graph->step_premise_start[step];
                 i < graph->step_premise_start[step + 1]; i++)
                have += one->holds[graph->premises[i]] ? 1 : 0;
            if (have < ct_graph_need(graph, step))
                continue;
            one->holds[graph->step_gain[step]] = true;
            changed = true;
        }
    }
    return one->holds[one->goal];
}

/* Rising masks: a set's subsets have lower numbers, so they are known before it. */
static void
every_subset(Case *one)
{
    for (uint32_t mask = 0; mask < UINT32_C(1) << one->attempts.length; mask++) {
        bool is_minimal = true;

        for (guint i = 0; i < one->minimal->len && is_minimal; i++) {
            uint32_t other = g_array_index(one->minimal, uint32_t, i);

            is_minimal = (other & mask) != other;
        }
        if (is_minimal && reaches(one, mask))
            g_array_append_val(one->minimal, mask);
    }
}

static double
weigh(const CtPathCost *price, CtCost cost)
{
    const double weights[CT_COST_COUNT] = {
        [CT_COST_STEPS] = price->steps,
        [CT_COST_EFFORT] = price->effort_hours,
        [CT_COST_TIME] = (double)price->time_ms,
        [CT_COST_SKILL] = price->skill,
        [CT_COST_PROBABILITY] = -price->probability,
        [CT_COST_STEALTH] = -price->stealth,
    };

    return weights[cost];
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* What each minimal set costs, cheapest first. */
static GArray *
prices(Case *one, CtPathFinder *finder, CtCost cost)
{
    GArray *weights = g_array_new(FALSE, FALSE, sizeof(double));
    CtTargets targets = {.facts = &one->goal, .n = 1, .need = 1};

    for (guint i = 0; i < one->minimal->len; i++) {
        uint32_t mask = g_array_index(one->minimal, uint32_t, i);
        CtPathCost price;

        for (uint32_t a = 0; a < one->attempts.length; a++)
            if ((mask >> a & 1) != 0)
                ct_bits_set(one->allowed, one->attempts.data[a]);
        g_autoptr(CtPlan) plan =
            ct_path_finder_within(finder, &targets, one->allowed, CT_COST_TIME);
        for (uint32_t a = 0; a < one->attempts.length; a++)
            ct_bits_unset(one->allowed, one->attempts.data[a]);
        CU_ASSERT_FATAL(plan != NULL);
        CHECK_INT(plan->n_attempts, __builtin_popcount(mask));
        ct_plan_cost(one->graph, plan, &price, NULL);
        double weight = weigh(&price, cost);
        g_array_append_val(weights, weight);
    }
    g_array_sort(weights, compare_doubles);
    return weights;
}

static void
check_paths(Case *one, uint64_t seed)
{
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(one->graph, &one->entry, 1);

    for (int cost = 0; cost < CT_COST_COUNT; cost++) {
        g_autoptr(GArray) want = prices(one, finder, (CtCost)cost);
        g_autoptr(CtBestPaths) best =
            ct_best_paths_new(&(CtBestQuery){.graph = one->graph,
                                             .fixpoint = one->fixpoint,
                                             .entries = &one->entry,
                                             .n_entries = 1,
                                             .finder = finder,
                                             .targets = {.facts = &one->goal, .n = 1, .need = 1},
                                             .cost = (CtCost)cost,
                                             .k = K});

        CU_ASSERT_FATAL(best != NULL);
        CHECK_MSG(best->plans->len == MIN(want->len, K), "seed %u by %s: %u ways of %u",
                  (unsigned)seed, ct_cost_text((CtCost)cost), best->plans->len, want->len);
        for (guint i = 0; i < MIN(best->plans->len, want->len); i++) {
            double least = g_array_index(want, double, i);
            CtPathCost price;

            ct_plan_cost(one->graph, g_ptr_array_index(best->plans, i), &price, NULL);
            CHECK_MSG(fabs(weigh(&price, (CtCost)cost) - least) <= 1e-6 * (1 + fabs(least)),
                      "seed %u by %s: way %u costs %g, want %g", (unsigned)seed,
                      ct_cost_text((CtCost)cost), i, weigh(&price, (CtCost)cost), least);
        }
    }
}

/* Every goal of the model that fits: how many had more than one way. */
static uint32_t
check_model(const CtTestWorld *world, uint64_t seed, uint32_t *ret_n_goals)
{
    uint32_t n_several = 0;

    for (uint32_t s = 0; s < world->instances->n_services; s++) {
        CtFact fact = {.kind = CT_FACT_GATED, .entity = s};
        Case one = {.graph = world->graph, .fixpoint = world->fixpoint, .entry = world->entry};

        if (!ct_test_world_has(world, fact))
            continue;
        one.goal = ct_graph_fact(world->graph, fact);
        collect_steps(&one);
        if (one.attempts.length > 0 && one.attempts.length <= MOST_ATTEMPTS &&
            one.steps.length <= MOST_STEPS) {
            one.holds = g_new(bool, world->graph->n_facts);
            one.allowed = ct_bits_new(world->graph->n_steps);
            one.minimal = g_array_new(FALSE, FALSE, sizeof(uint32_t));
            every_subset(&one);
            if (one.minimal->len > 1 || g_array_index(one.minimal, uint32_t, 0) != 0) {
                check_paths(&one, seed);
                ++*ret_n_goals;
                n_several += one.minimal->len > 1 ? 1 : 0;
            }
            g_array_unref(one.minimal);
            g_free(one.allowed);
            g_free(one.holds);
        }
        ct_ids_clear(&one.steps);
        ct_ids_clear(&one.attempts);
    }
    return n_several;
}

static void
test_best_paths_to_what_asks_a_second_factor(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    GError *error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    uint32_t n_goals = 0, n_several = 0;

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed + 90000, &ct_generator_gated);
        g_auto(CtTestWorld) world = {0};

        if (ct_test_world_init(&world, library, &traits, text, NULL, NULL))
            n_several += check_model(&world, seed, &n_goals);
    }
    CHECK_MSG(n_goals > 40 && n_several > 20, "only %u goals, %u of several ways", n_goals,
              n_several);
}

CU_TestInfo test_gated_goals_tests[] = {
    {"the best paths to what asks a second factor", test_best_paths_to_what_asks_a_second_factor},
    CU_TEST_INFO_NULL,
};
