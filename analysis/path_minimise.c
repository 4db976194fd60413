/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dropping is monotone: what cannot be spared from a set cannot be spared from any part of it, so
 * each attempt is tried once, the dearest first. Each try looks only at the facts behind the
 * targets from which attempts of the set lead on: the rest of the graph has no part in it.
 */
#include "analysis/path_parts.h"

#include "base/bits.h"

static void
add_behind(CtPathFinder *finder, CtFactId fact, CtIds *facts)
{
    if (ct_bits_get(finder->behind, fact))
        return;
    ct_bits_set(finder->behind, fact);
    ct_ids_add(facts, fact);
}

/*
 * Sets finder->behind: every fact of a derivation of @targets by the attempts kept, or by some of
 * them; listed in @ret_facts too. Cost: what leads to these facts.
 */
static void
find_behind(CtPathFinder *finder, const CtTargets *targets, CtIds *ret_facts)
{
    const CtGraph *graph = finder->graph;

    for (uint32_t i = 0; i < targets->n; i++)
        add_behind(finder, targets->facts[i], ret_facts);
    for (uint32_t i = 0; i < ret_facts->length; i++) { /* grows while it is walked */
        CtFactId fact = ret_facts->data[i];

        for (uint32_t g = graph->gained_start[fact]; g < graph->gained_start[fact + 1]; g++) {
            uint32_t step = graph->gained[g];

            if (graph->step_kind[step] == CT_STEP_ATTEMPT && !ct_bits_get(finder->kept, step))
                continue;
            for (uint32_t k = graph->step_premise_start[step];
                 k < graph->step_premise_start[step + 1]; k++)
                add_behind(finder, graph->premises[k], ret_facts);
        }
    }
}

static void
forget_behind(CtPathFinder *finder, const CtIds *facts)
{
    for (uint32_t i = 0; i < facts->length; i++)
        ct_bits_unset(finder->behind, facts->data[i]);
}

/* When @attempts, all of them kept when finder->behind was found, have @targets. */
static int64_t
time_within(CtPathFinder *finder, const CtTargets *targets, const uint64_t *attempts)
{
    CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_LATEST, finder->own_time);
    g_auto(CtIds) facts = {0};

    problem.attempts = attempts;
    problem.slice = finder->behind;
    problem.targets = targets->facts;
    problem.n_targets = targets->n;
    problem.need_targets = targets->need;
    ct_knuth_run(finder->scratch, &problem);
    if (ct_path_count_held(finder->scratch, targets) < targets->need)
        return CT_KNUTH_NEVER;
    return ct_path_choose_targets(finder->scratch, NULL, targets, &facts);
}

/* An attempt and what it costs. */
typedef struct Dear {
    int64_t cost;
    uint32_t step;
} Dear;

static int
compare_dear(gconstpointer a, gconstpointer b)
{
    const Dear *x = a, *y = b;

    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    return (x->step < y->step) - (x->step > y->step); /* later in the file goes first */
}

static GArray *
dearest_first(const CtPathFinder *finder, const CtIds *steps, CtCost cost)
{
    const CtGraph *graph = finder->graph;
    GArray *dear = g_array_new(FALSE, FALSE, sizeof(Dear));

    for (uint32_t i = 0; i < steps->length; i++) {
        uint32_t step = steps->data[i];
        uint32_t shared = graph->step_reason[step];

        if (graph->step_kind[step] != CT_STEP_ATTEMPT)
            continue;
        int64_t time = finder->own_time[shared];
        int64_t skill = finder->own_skill[shared];
        Dear one = {.cost = cost == CT_COST_SKILL ? skill * CT_KNUTH_NEVER / 8 + time / 8 : time,
                    .step = step};
        g_array_append_val(dear, one);
    }
    g_array_sort(dear, compare_dear);
    return dear;
}

/* Takes out of finder->kept each of @dear without which @targets are still had by @latest. */
static void
drop_redundant(CtPathFinder *finder, const CtTargets *targets, const GArray *dear, int64_t latest)
{
    for (uint32_t i = 0; i < dear->len; i++) {
        uint32_t step = g_array_index(dear, Dear, i).step;

        if (!ct_bits_get(finder->kept, step))
            continue;
        ct_bits_unset(finder->kept, step);
        if (time_within(finder, targets, finder->kept) > latest)
            ct_bits_set(finder->kept, step);
    }
}

static int
compare_plan_steps(gconstpointer a, gconstpointer b, gpointer data)
{
    const CtKnuth *size = data;
    const CtPlanStep *x = a, *y = b;
    uint32_t rank_x = size->rank[size->graph->step_gain[x->step]];
    uint32_t rank_y = size->rank[size->graph->step_gain[y->step]];

    if (x->done_ms != y->done_ms)
        return x->done_ms < y->done_ms ? -1 : 1;
    return (rank_x > rank_y) - (rank_x < rank_y);
}

/* The steps of the derivation that the scratch passes hold, as rows of @plan. */
static void
write_steps(CtPathFinder *finder, const CtKnuthProblem *problem, CtPlan *plan)
{
    const CtGraph *graph = finder->graph;
    g_auto(CtIds) steps = {0};

    ct_path_collect_support(finder->scratch_size, problem, &plan->targets, &steps);
    plan->steps.data = g_new0(CtPlanStep, steps.length + 1);
    plan->steps.length = plan->steps.capacity = steps.length;
    for (uint32_t i = 0; i < steps.length; i++) {
        uint32_t step = steps.data[i];
        CtPlanStep *row = &plan->steps.data[i];

        row->step = step;
        row->done_ms = finder->scratch->cost[graph->step_gain[step]];
        row->premises.start = plan->facts.length;
        ct_knuth_premises(finder->scratch_size, problem, step, &plan->facts);
        row->premises.length = plan->facts.length - row->premises.start;
        if (graph->step_kind[step] == CT_STEP_ATTEMPT) {
            plan->n_attempts++;
            plan->skill = MAX(plan->skill, (uint8_t)finder->own_skill[graph->step_reason[step]]);
        }
    }
    g_qsort_with_data(plan->steps.data, (int)steps.length, sizeof(CtPlanStep), compare_plan_steps,
                      finder->scratch_size);
}

/* The plan of finder->kept, which suffices; on the facts of @behind, NULL: all. */
static CtPlan *
plan_of_kept(CtPathFinder *finder, const CtTargets *targets, const uint64_t *behind)
{
    CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_LATEST, finder->own_time);
    CtPlan *plan = g_new0(CtPlan, 1);

    problem.attempts = finder->kept;
    problem.slice = behind;
    ct_knuth_run(finder->scratch, &problem);

    g_auto(CtIds) candidates = {0};
    CtTargets all = *targets;
    all.need = ct_path_count_held(finder->scratch, targets);
    ct_path_choose_targets(finder->scratch, NULL, &all, &candidates);

    CtKnuthProblem by_size = ct_path_run_by_size(finder, finder->scratch, finder->kept,
                                                 candidates.data, candidates.length);
    plan->time_ms =
        ct_path_choose_targets(finder->scratch, finder->scratch_size, targets, &plan->targets);
    write_steps(finder, &by_size, plan);
    return plan;
}

CtPlan *
ct_path_minimise(CtPathFinder *finder,
                 const CtTargets *targets,
                 const CtIds *steps,
                 CtCost cost,
                 int64_t optimum)
{
    g_autoptr(GArray) dear = dearest_first(finder, steps, cost);
    bool is_small = dear->len <= CT_PATH_MAX_MINIMISED;
    g_auto(CtIds) behind = {0};

    for (uint32_t i = 0; i < dear->len; i++)
        ct_bits_set(finder->kept, g_array_index(dear, Dear, i).step);
    if (is_small) {
        find_behind(finder, targets, &behind);
        if (optimum < CT_KNUTH_NEVER)
            drop_redundant(finder, targets, dear, optimum);
        drop_redundant(finder, targets, dear, CT_KNUTH_NEVER - 1);
    }

    CtPlan *plan = plan_of_kept(finder, targets, is_small ? finder->behind : NULL);
    plan->is_minimal = is_small;
    forget_behind(finder, &behind);
    for (uint32_t i = 0; i < dear->len; i++)
        ct_bits_unset(finder->kept, g_array_index(dear, Dear, i).step);
    return plan;
}
