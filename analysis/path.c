/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Three passes: by cost over the whole graph; by size of the tree over the derivations that are as
 * cheap, which breaks ties; then, on the attempts so found, again by time with one attempt left
 * out after the other (path_minimise.c).
 */
#include "analysis/path_parts.h"

#include "analysis/costs.h"

#include "base/bits.h"

/* In a tree's size an attempt outweighs every structural step on the way. */
#define ATTEMPT_WEIGHT (INT64_C(1) << 20)

CtKnuthProblem
ct_path_problem(const CtPathFinder *finder, CtKnuthHow how, const int64_t *own)
{
    return (CtKnuthProblem){.how = how,
                            .own = own,
                            .entries = finder->entries,
                            .n_entries = finder->n_entries};
}

CtPathFinder *
ct_path_finder_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries)
{
    CtPathFinder *finder = g_new0(CtPathFinder, 1);

    finder->graph = graph;
    finder->entries = g_new0(CtFactId, n_entries + 1);
    finder->n_entries = n_entries;
    for (size_t i = 0; i < n_entries; i++)
        finder->entries[i] = entries[i];
    finder->own_time = ct_costs_time(graph);
    finder->own_skill = ct_costs_skill(graph);
    finder->own_size = g_new0(int64_t, (size_t)graph->templates.length + 1);
    finder->by_time = ct_knuth_new(graph);
    finder->scratch = ct_knuth_new(graph);
    finder->scratch_size = ct_knuth_new(graph);
    finder->kept = ct_bits_new(graph->n_steps);
    finder->slice = ct_bits_new(graph->n_facts);
    finder->behind = ct_bits_new(graph->n_facts);

    CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_LATEST, finder->own_time);
    ct_knuth_run(finder->by_time, &problem);
    return finder;
}

void
ct_path_finder_free(CtPathFinder *finder)
{
    if (finder == NULL)
        return;
    g_free(finder->entries);
    g_free(finder->own_time);
    g_free(finder->own_skill);
    g_free(finder->own_size);
    ct_knuth_free(finder->by_time);
    ct_knuth_free(finder->by_skill);
    ct_knuth_free(finder->scratch);
    ct_knuth_free(finder->scratch_size);
    g_free(finder->kept);
    g_free(finder->slice);
    g_free(finder->behind);
    g_free(finder);
}

void
ct_plan_free(CtPlan *plan)
{
    if (plan == NULL)
        return;
    g_free(plan->steps.data);
    ct_ids_clear(&plan->facts);
    ct_ids_clear(&plan->targets);
    g_free(plan);
}

uint32_t
ct_plan_gainer(const CtPlan *plan, const CtGraph *graph, CtFactId fact)
{
    for (uint32_t i = 0; i < plan->steps.length; i++)
        if (graph->step_gain[plan->steps.data[i].step] == fact)
            return i;
    return CT_NO_ID;
}

uint32_t
ct_path_count_held(const CtKnuth *knuth, const CtTargets *targets)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < targets->n; i++)
        n += ct_knuth_holds(knuth, targets->facts[i]);
    return n;
}

bool
ct_path_finder_reaches(const CtPathFinder *finder, const CtTargets *targets)
{
    return ct_path_count_held(finder->by_time, targets) >= targets->need;
}

/* A target and when it is had. */
typedef struct Had {
    int64_t cost;
    int64_t size;
    CtFactId fact;
} Had;

static int
compare_had(gconstpointer a, gconstpointer b)
{
    const Had *x = a, *y = b;

    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return (x->fact > y->fact) - (x->fact < y->fact);
}

int64_t
ct_path_choose_targets(const CtKnuth *knuth,
                       const CtKnuth *size,
                       const CtTargets *targets,
                       CtIds *ret_facts)
{
    g_autoptr(GArray) had = g_array_new(FALSE, FALSE, sizeof(Had));
    int64_t dearest = 0;

    for (uint32_t i = 0; i < targets->n; i++) {
        CtFactId fact = targets->facts[i];

        if (!ct_knuth_holds(knuth, fact) || (size != NULL && !ct_knuth_holds(size, fact)))
            continue;
        g_array_append_val(had, ((Had){.cost = knuth->cost[fact],
                                       .size = size != NULL ? size->cost[fact] : 0,
                                       .fact = fact}));
    }
    g_array_sort(had, compare_had);
    for (uint32_t i = 0; i < MIN(targets->need, had->len); i++) {
        const Had *one = &g_array_index(had, Had, i);

        ct_ids_add(ret_facts, one->fact);
        dearest = MAX(dearest, one->cost);
    }
    return dearest;
}

void
ct_path_collect_support(const CtKnuth *knuth,
                        const CtKnuthProblem *problem,
                        const CtIds *facts,
                        CtIds *ret_steps)
{
    const CtGraph *graph = knuth->graph;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* asked, never walked */
    g_auto(CtIds) open = {0};

    for (uint32_t i = 0; i < facts->length; i++)
        ct_ids_add(&open, facts->data[i]);
    while (open.length > 0) {
        CtFactId fact = open.data[--open.length];
        uint32_t step = knuth->step[fact];

        if (!g_hash_table_add(seen, GSIZE_TO_POINTER((size_t)fact + 1)) || step == CT_NO_ID)
            continue;
        g_assert(graph->step_gain[step] == fact);
        ct_ids_add(ret_steps, step);
        ct_knuth_premises(knuth, problem, step, &open);
    }
}

CtKnuthProblem
ct_path_run_by_size(CtPathFinder *finder,
                    const CtKnuth *by_time,
                    const uint64_t *attempts,
                    const CtFactId *facts,
                    uint32_t n_facts)
{
    const CtGraph *graph = finder->graph;

    for (uint32_t i = 0; i < graph->templates.length; i++)
        finder->own_size[i] = ATTEMPT_WEIGHT;
    for (size_t i = 0; i < graph->n_facts / 64 + 1; i++)
        finder->slice[i] = 0;
    ct_knuth_slice(by_time, finder->own_time, facts, n_facts, finder->slice);

    CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_TREE, finder->own_size);
    problem.free_cost = 1;
    problem.attempts = attempts;
    problem.slice = finder->slice;
    problem.tight = by_time;
    problem.tight_own = finder->own_time;
    ct_knuth_run(finder->scratch_size, &problem);
    return problem;
}

/* By size of tree, among derivations that need no skill above @most. */
static CtKnuthProblem
run_below_skill(CtPathFinder *finder, int64_t most, const uint64_t *attempts)
{
    for (uint32_t i = 0; i < finder->graph->templates.length; i++)
        finder->own_size[i] = finder->own_skill[i] <= most ? ATTEMPT_WEIGHT : CT_KNUTH_NEVER;

    CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_TREE, finder->own_size);
    problem.free_cost = 1;
    problem.attempts = attempts;
    ct_knuth_run(finder->scratch_size, &problem);
    return problem;
}

/* On the attempts of @attempts, NULL: all; over the facts of @near, NULL: all; no later than
 * @latest, or NULL. */
static CtPlan *
best_by_time(CtPathFinder *finder,
             const CtTargets *targets,
             const uint64_t *attempts,
             const uint64_t *near,
             int64_t latest)
{
    const CtKnuth *by_time = finder->by_time;
    g_auto(CtIds) candidates = {0}, facts = {0}, steps = {0};
    CtTargets all = *targets;

    if (attempts != NULL) {
        CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_LATEST, finder->own_time);

        problem.attempts = attempts;
        problem.slice = near;
        problem.targets = targets->facts;
        problem.n_targets = targets->n;
        problem.need_targets = targets->need;
        problem.with_ties = true; /* which are the fewest steps is still to be told */
        ct_knuth_run(finder->scratch, &problem);
        by_time = finder->scratch;
    }
    all.need = ct_path_count_held(by_time, targets);
    if (all.need < targets->need)
        return NULL;
    ct_path_choose_targets(by_time, NULL, &all, &candidates);
    if (ct_path_choose_targets(by_time, NULL, targets, &facts) > latest)
        return NULL;
    facts.length = 0;

    CtKnuthProblem by_size =
        ct_path_run_by_size(finder, by_time, attempts, candidates.data, candidates.length);
    int64_t optimum = ct_path_choose_targets(by_time, finder->scratch_size, targets, &facts);
    ct_path_collect_support(finder->scratch_size, &by_size, &facts, &steps);

    CtPlan *plan = ct_path_minimise(finder, targets, &steps, CT_COST_TIME, optimum);
    plan->bound = optimum;
    plan->is_optimal = plan->time_ms <= optimum;
    return plan;
}

static CtPlan *
best_by_skill(CtPathFinder *finder, const CtTargets *targets, const uint64_t *attempts)
{
    g_auto(CtIds) lowest = {0}, facts = {0}, steps = {0};
    const CtKnuth *by_skill = finder->by_skill;

    if (by_skill == NULL || attempts != NULL) {
        CtKnuthProblem problem = ct_path_problem(finder, CT_KNUTH_HIGHEST, finder->own_skill);
        CtKnuth *workspace = finder->scratch;

        if (attempts == NULL)
            workspace = finder->by_skill = ct_knuth_new(finder->graph);
        problem.attempts = attempts;
        ct_knuth_run(workspace, &problem);
        by_skill = workspace;
    }
    if (ct_path_count_held(by_skill, targets) < targets->need)
        return NULL;

    int64_t optimum = ct_path_choose_targets(by_skill, NULL, targets, &lowest);
    CtKnuthProblem by_size = run_below_skill(finder, optimum, attempts);
    ct_path_choose_targets(finder->scratch_size, NULL, targets, &facts);
    ct_path_collect_support(finder->scratch_size, &by_size, &facts, &steps);

    CtPlan *plan = ct_path_minimise(finder, targets, &steps, CT_COST_SKILL, CT_KNUTH_NEVER);
    plan->bound = optimum;
    plan->is_optimal = plan->skill <= optimum;
    return plan;
}

CtPlan *
ct_path_finder_best(CtPathFinder *finder, const CtTargets *targets, CtCost cost)
{
    return ct_path_finder_within(finder, targets, NULL, cost);
}

CtPlan *
ct_path_finder_within(CtPathFinder *finder,
                      const CtTargets *targets,
                      const uint64_t *steps,
                      CtCost cost)
{
    g_return_val_if_fail(targets->need > 0 && targets->need <= targets->n, NULL);

    if (cost == CT_COST_SKILL)
        return best_by_skill(finder, targets, steps);
    return best_by_time(finder, targets, steps, NULL, CT_KNUTH_NEVER);
}

CtPlan *
ct_path_finder_early(CtPathFinder *finder,
                     const CtTargets *targets,
                     const uint64_t *steps,
                     const uint64_t *near,
                     int64_t latest)
{
    return best_by_time(finder, targets, steps, near, latest);
}

int64_t
ct_path_finder_time(const CtPathFinder *finder, const CtTargets *targets)
{
    g_auto(CtIds) facts = {0};

    return ct_path_choose_targets(finder->by_time, NULL, targets, &facts);
}
