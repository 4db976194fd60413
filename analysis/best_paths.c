/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lawler's partition without its inclusions: the problems below a found set ban one of its attempts
 * each, on top of what was banned above. Every minimal set but the found one lacks one of them, so
 * none is missed; sets and bans that come up twice are told by their bytes.
 */
#include "analysis/best_paths.h"

#include "analysis/additive.h"
#include "analysis/additive_costs.h"
#include "analysis/plan_cost.h"
#include "analysis/slice_fold.h"

#include "base/bits.h"
#include "base/limits.h"

#include <math.h>
#include <string.h>

#define MOST_PROBLEMS 512 /* a path of 20 attempts and k = 5 ask for about a hundred */

#define TRIES_LIMIT                                                                                \
    "the search for further ways ended at its limit of " G_STRINGIFY(MOST_PROBLEMS) " tries"
#define SUM_LIMIT "the search ended at its limit (--max-search)"
#define SIZE_LIMIT "in an attack graph of this size one way is looked for"

void
ct_best_paths_free(CtBestPaths *best)
{
    if (best == NULL)
        return;
    g_ptr_array_unref(best->plans);
    g_free(best);
}

static CtBestPaths *
best_paths_alloc(void)
{
    CtBestPaths *best = g_new0(CtBestPaths, 1);

    best->plans = g_ptr_array_new_with_free_func((GDestroyNotify)ct_plan_free);
    return best;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* The attempts of @plan, rising. */
static void
attempts_of(const CtGraph *graph, const CtPlan *plan, CtIds *ret_attempts)
{
    for (uint32_t i = 0; i < plan->steps.length; i++)
        if (graph->step_kind[plan->steps.data[i].step] == CT_STEP_ATTEMPT)
            ct_ids_add(ret_attempts, plan->steps.data[i].step);
    ct_ids_sort_unique(ret_attempts);
}

/* What tells two paths apart: their attempts, or what these are like. */
static GBytes *
kind_of_path(const CtBestQuery *query, const CtIds *attempts)
{
    g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (uint32_t i = 0; i < attempts->length; i++) {
        uint32_t step = attempts->data[i];

        if (query->alike != NULL)
            step = query->alike->orbit[step];
        g_array_append_val(kinds, step);
    }
    g_array_sort(kinds, compare_numbers);
    return g_bytes_new(kinds->data, kinds->len * sizeof(uint32_t));
}

/* What attempts of @slice are like; NULL where nothing is asked about that. */
static uint32_t *
labels_of(const CtBestQuery *query, const CtSlice *slice)
{
    uint32_t *label;

    if (query->alike == NULL)
        return NULL;
    label = g_new(uint32_t, (size_t)slice->n_attempts + 1);
    for (uint32_t a = 0; a < slice->n_attempts; a++)
        label[a] = query->alike->orbit[slice->step[a]];
    return label;
}

/* --- time and skill --- */

/* What is left when some attempts are banned, and the best path then. */
typedef struct Problem {
    CtIds banned; /* rising */
    CtPlan *plan;
    int64_t cost;
    uint32_t n_attempts;
    uint32_t number;
} Problem;

typedef struct Search {
    const CtBestQuery *query;
    uint64_t *allowed; /* bit per step */
    GPtrArray *open;   /* Problem */
    GHashTable *asked; /* GBytes of bans; asked, never walked */
    GHashTable *found; /* GBytes of attempts; likewise */
    uint32_t n_problems;
    bool is_full; /* a problem was not posed */
} Search;

static void
problem_free(gpointer data)
{
    Problem *problem = data;

    ct_ids_clear(&problem->banned);
    ct_plan_free(problem->plan);
    g_free(problem);
}

static GBytes *
bytes_of(const CtIds *ids)
{
    return g_bytes_new(ids->data, ids->length * sizeof *ids->data);
}

static bool
problem_before(const Problem *a, const Problem *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->n_attempts != b->n_attempts)
        return a->n_attempts < b->n_attempts;
    return a->number < b->number;
}

/* Poses the problem with @banned, which it takes over, if it is new and has an answer. */
static void
pose(Search *search, CtIds banned)
{
    const CtBestQuery *query = search->query;
    Problem *problem;
    CtPlan *plan;

    if (search->n_problems >= MOST_PROBLEMS) {
        search->is_full = true;
        ct_ids_clear(&banned);
        return;
    }
    if (!g_hash_table_add(search->asked, bytes_of(&banned))) {
        ct_ids_clear(&banned);
        return;
    }
    for (uint32_t i = 0; i < banned.length; i++)
        ct_bits_unset(search->allowed, banned.data[i]);
    plan = ct_path_finder_within(query->finder, &query->targets, search->allowed, query->cost);
    for (uint32_t i = 0; i < banned.length; i++)
        ct_bits_set(search->allowed, banned.data[i]);
    if (plan == NULL) {
        ct_ids_clear(&banned);
        return;
    }
    problem = g_new0(Problem, 1);
    *problem = (Problem){.banned = banned,
                         .plan = plan,
                         .cost = query->cost == CT_COST_SKILL ? plan->skill : plan->time_ms,
                         .n_attempts = plan->n_attempts,
                         .number = search->n_problems++};
    g_ptr_array_add(search->open, problem);
}

static Problem *
take_best(Search *search)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < search->open->len; i++)
        if (problem_before(g_ptr_array_index(search->open, i),
                           g_ptr_array_index(search->open, best)))
            best = i;
    return g_ptr_array_steal_index(search->open, best);
}

/* How many of @attempts are like @step. */
static uint32_t
count_alike(const CtAlike *alike, const CtIds *attempts, uint32_t step)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < attempts->length; i++)
        n += alike->orbit[attempts->data[i]] == alike->orbit[step];
    return n;
}

/* @step, and what is like it where the path needs no more than one of them. */
static void
add_banned(const CtBestQuery *query, const CtIds *attempts, uint32_t step, CtIds *banned)
{
    const CtAlike *alike = query->alike;

    ct_ids_add(banned, step);
    if (alike == NULL || count_alike(alike, attempts, step) > 1)
        return;
    for (uint32_t i = alike->members.start[alike->orbit[step]];
         i < alike->members.start[alike->orbit[step] + 1]; i++)
        ct_ids_add(banned, alike->members.value[i]);
}

/* Whether @attempts has several that are alike. */
static bool
has_alike(const CtAlike *alike, const CtIds *attempts)
{
    for (uint32_t i = 0; alike != NULL && i < attempts->length; i++)
        if (count_alike(alike, attempts, attempts->data[i]) > 1)
            return true;
    return false;
}

/* Only as many of the alike as a way can have a use for: where one takes several, the choices of
 * which would be ways without number. */
static void
allow_folded(Search *search)
{
    const CtBestQuery *query = search->query;
    g_autoptr(CtSlice) slice =
        ct_slice_new(query->graph, query->fixpoint, query->entries, query->n_entries,
                     query->targets.facts, query->targets.n, query->targets.need);
    g_autofree uint32_t *label = labels_of(query, slice);
    g_autofree double *own = g_new0(double, (size_t)slice->n_attempts + 1); /* as labels say */
    CtAdditiveCosts costs = {.own = own};

    ct_csr_build(&costs.shares, slice->n_attempts, NULL, NULL, 0);
    g_autoptr(CtSliceFold) fold = ct_slice_fold_new(slice, &costs, label);

    for (uint32_t a = 0; a < slice->n_attempts; a++)
        ct_bits_unset(search->allowed, slice->step[a]);
    for (uint32_t a = 0; a < fold->slice->n_attempts; a++)
        ct_bits_set(search->allowed, fold->slice->step[a]);
    ct_csr_clear(&costs.shares);
}

/* Bans each attempt of the set just found. */
static void
branch(Search *search, const Problem *problem, const CtIds *attempts)
{
    for (uint32_t i = 0; i < attempts->length; i++) {
        CtIds banned = {0};

        for (uint32_t k = 0; k < problem->banned.length; k++)
            ct_ids_add(&banned, problem->banned.data[k]);
        add_banned(search->query, attempts, attempts->data[i], &banned);
        ct_ids_sort_unique(&banned);
        pose(search, banned);
    }
}

/* The problem without bans; on what folding leaves, where its answer takes several alike. */
static void
pose_first(Search *search)
{
    g_auto(CtIds) attempts = {0};

    pose(search, (CtIds){0});
    if (search->query->k == 1 || search->open->len == 0)
        return;
    attempts_of(search->query->graph, ((Problem *)g_ptr_array_index(search->open, 0))->plan,
                &attempts);
    if (!has_alike(search->query->alike, &attempts))
        return;
    allow_folded(search);
    g_ptr_array_set_size(search->open, 0);
    g_hash_table_remove_all(search->asked);
    pose(search, (CtIds){0});
}

static void
search_partition(Search *search, CtBestPaths *best)
{
    const CtBestQuery *query = search->query;

    pose_first(search);
    while (search->open->len > 0 && best->plans->len < query->k) {
        Problem *problem = take_best(search);
        g_auto(CtIds) attempts = {0};
        bool is_new;

        attempts_of(query->graph, problem->plan, &attempts);
        is_new = g_hash_table_add(search->found, kind_of_path(query, &attempts));
        if (is_new && search->is_full) /* a better one may be behind what was not posed */
            best->limit = TRIES_LIMIT;
        if (!is_new || best->plans->len + 1 < query->k)
            branch(search, problem, &attempts);
        if (is_new)
            g_ptr_array_add(best->plans, g_steal_pointer(&problem->plan));
        problem_free(problem);
    }
    if (search->is_full && best->plans->len < query->k)
        best->limit = TRIES_LIMIT;
}

static CtBestPaths *
by_superior_cost(const CtBestQuery *query)
{
    CtBestPaths *best = best_paths_alloc();
    CtBestQuery bounded = *query;
    g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(problem_free);
    g_autoptr(GHashTable) asked =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autoptr(GHashTable) found =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autofree uint64_t *allowed = ct_bits_new(query->graph->n_steps);
    Search search = {
        .query = &bounded, .allowed = allowed, .open = open, .asked = asked, .found = found};

    memset(allowed, 0xff, ((size_t)query->graph->n_steps / 64 + 1) * sizeof *allowed);
    if (query->graph->n_facts > CT_BEST_PATHS_MOST_FACTS)
        bounded.k = 1;
    search_partition(&search, best);

    const CtPlan *first = g_ptr_array_index(best->plans, 0);
    best->lower_bound = (double)first->bound;
    best->is_optimal = first->is_optimal;
    if (bounded.k < query->k)
        best->limit = SIZE_LIMIT;
    return best;
}

/* --- sums --- */

static double
bound_of(CtCost cost, double sum)
{
    return cost == CT_COST_PROBABILITY || cost == CT_COST_STEALTH ? exp(-sum) : sum;
}

static void
add_set(const CtBestQuery *query,
        const CtSlice *slice,
        const CtIds *set,
        GHashTable *found,
        CtBestPaths *best)
{
    g_autofree uint64_t *steps = ct_bits_new(query->graph->n_steps);
    g_auto(CtIds) attempts = {0};
    CtPlan *plan;

    for (uint32_t i = 0; i < set->length; i++)
        ct_bits_set(steps, slice->step[set->data[i]]);
    plan = ct_path_finder_within(query->finder, &query->targets, steps, CT_COST_TIME);
    g_assert(plan != NULL); /* the set derives the goal */
    attempts_of(query->graph, plan, &attempts);
    if (best->plans->len < query->k && g_hash_table_add(found, kind_of_path(query, &attempts)))
        g_ptr_array_add(best->plans, plan);
    else
        ct_plan_free(plan);
}

static CtBestPaths *
solve_slice(const CtBestQuery *query, const CtSlice *slice, const GArray *groups)
{
    g_autoptr(CtSumCosts) costs =
        ct_sum_costs_new(query->graph, query->fixpoint, slice, query->cost);
    g_autofree uint32_t *label = labels_of(query, slice);
    g_autoptr(GHashTable) found =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autoptr(CtAdditiveResult) result = ct_additive_solve(&(CtAdditiveProblem){
        .slice = slice,
        .costs = &costs->costs,
        .k = query->k,
        .groups = groups,
        .label = label,
        .work = query->work > 0 ? query->work : ct_limits_default.search,
        .seconds = query->seconds > 0 ? query->seconds : CT_BEST_PATHS_SECONDS,
    });
    const CtAdditiveSet *first = &g_array_index(result->sets, CtAdditiveSet, 0);
    CtBestPaths *best = best_paths_alloc();

    for (uint32_t i = 0; i < result->sets->len; i++)
        add_set(query, slice, &g_array_index(result->sets, CtAdditiveSet, i).attempts, found, best);
    best->is_optimal = first->is_optimal;
    best->limit = result->hit_limit ? SUM_LIMIT : NULL;
    best->lower_bound =
        bound_of(query->cost, first->is_optimal ? first->cost : result->lower_bound);
    return best;
}

static CtBestPaths *
by_sum(const CtBestQuery *query)
{
    g_autoptr(CtSlice) slice =
        ct_slice_new(query->graph, query->fixpoint, query->entries, query->n_entries,
                     query->targets.facts, query->targets.n, query->targets.need);
    g_autofree uint32_t *label = labels_of(query, slice);

    if (label == NULL)
        return solve_slice(query, slice, NULL);

    g_autoptr(CtSumCosts) costs =
        ct_sum_costs_new(query->graph, query->fixpoint, slice, query->cost);
    g_autoptr(CtSliceFold) fold = ct_slice_fold_new(slice, &costs->costs, label);
    return solve_slice(query, fold->slice, fold->groups);
}

CtBestPaths *
ct_best_paths_new(const CtBestQuery *query)
{
    g_return_val_if_fail(query->k > 0, NULL);

    if (!ct_path_finder_reaches(query->finder, &query->targets))
        return NULL;
    if (query->cost == CT_COST_TIME || query->cost == CT_COST_SKILL)
        return by_superior_cost(query);
    return by_sum(query);
}
