/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lawler's partition without its inclusions: the problems below a found set ban one of its attempts
 * each, on top of what was banned above. Every minimal set but the found one lacks one of them, so
 * none is missed; sets and bans that come up twice are told by their bytes.
 *
 * By time a problem is first asked for ways no later than a bound, on the few facts that such a way
 * can rest on. What has none waits until the bound is raised, and it is raised only when the next
 * best way might be among those that wait. Bans never make a way earlier, so the facts are chosen
 * once a bound, without bans.
 */
#include "analysis/best_parts.h"

#include "base/bits.h"

#include <string.h>

/* A path of 20 attempts and k = 5 ask for about a hundred problems. To shorten a long path costs
 * the square of its attempts, so it counts for more than one: past LONG, for that square. */
enum { MOST_WORK = 512, LONG = 32 };

#define TRIES_LIMIT "the search for further ways ended at its limit of tries"
#define SIZE_LIMIT "in an attack graph of this size one way is looked for"

/* A bound is raised by a quarter of the best time, then by four times as much, at least as far as
 * more facts can matter; then there is none. Each raise asks anew all that wait. */
enum { FIRST_RAISE = 4, RAISE_GROWS = 4, MOST_RAISES = 3 };

/* What is left when some attempts are banned, and the best path then. */
typedef struct Problem {
    CtIds banned; /* rising */
    CtPlan *plan; /* NULL while it waits */
    int64_t cost;
    uint32_t n_attempts;
    uint32_t number; /* as they were posed */
} Problem;

typedef struct Search {
    const CtBestQuery *query;
    uint64_t *allowed; /* bit per step */
    GPtrArray *open;   /* Problem */
    GPtrArray *waits;  /* Problem: none of its ways is as early as `latest` */
    GPtrArray *none;   /* Problem: has no way; nor has one with more bans */
    GHashTable *asked; /* GBytes of bans; asked, never walked */
    GHashTable *found; /* GBytes of attempts; likewise */
    uint64_t *near; /* bit per fact: ways no later than `latest` rest on these; NULL: all facts */
    int64_t best;   /* the best time */
    int64_t latest; /* CT_KNUTH_NEVER: no bound */
    int64_t next;   /* no more facts matter before */
    uint32_t n_raises;
    uint32_t n_posed;
    uint64_t work; /* of answering, see MOST_WORK */
    bool is_full;  /* a problem was not posed */
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

/* The best way without the banned attempts, no later than the bound; NULL without one. */
static CtPlan *
plan_without(Search *search, const CtIds *banned)
{
    const CtBestQuery *query = search->query;
    g_auto(CtIds) taken = {0};
    CtPlan *plan;

    for (uint32_t i = 0; i < banned->length; i++)
        if (ct_bits_get(search->allowed, banned->data[i])) {
            ct_bits_unset(search->allowed, banned->data[i]);
            ct_ids_add(&taken, banned->data[i]);
        }
    if (search->near == NULL)
        plan = ct_path_finder_within(query->finder, &query->targets, search->allowed, query->cost);
    else
        plan = ct_path_finder_early(query->finder, &query->targets, search->allowed, search->near,
                                    search->latest);
    for (uint32_t i = 0; i < taken.length; i++)
        ct_bits_set(search->allowed, taken.data[i]);
    return plan;
}

static bool
contains(const CtIds *ids, const CtIds *part)
{
    uint32_t i = 0;

    for (uint32_t k = 0; k < part->length; k++) {
        while (i < ids->length && ids->data[i] < part->data[k])
            i++;
        if (i == ids->length || ids->data[i] != part->data[k])
            return false;
    }
    return true;
}

/* Whether fewer bans left no way already. */
static bool
is_known_to_have_none(const Search *search, const CtIds *banned)
{
    for (uint32_t i = 0; i < search->none->len; i++)
        if (contains(banned, &((const Problem *)g_ptr_array_index(search->none, i))->banned))
            return true;
    return false;
}

/* Answers @problem, which it takes over, as far as the bound goes. */
static void
answer(Search *search, Problem *problem)
{
    const CtBestQuery *query = search->query;
    CtPlan *plan;

    if (is_known_to_have_none(search, &problem->banned)) {
        problem_free(problem);
        return;
    }
    plan = plan_without(search, &problem->banned);
    if (plan == NULL) {
        g_ptr_array_add(search->latest < CT_KNUTH_NEVER ? search->waits : search->none, problem);
        return;
    }
    problem->plan = plan;
    problem->cost = query->cost == CT_COST_SKILL ? plan->skill : plan->time_ms;
    problem->n_attempts = plan->n_attempts;
    search->work += MAX((uint64_t)plan->n_attempts * plan->n_attempts / ((uint64_t)LONG * LONG), 1);
    g_ptr_array_add(search->open, problem);
}

/* Lets ways be as late as @latest, and asks all that wait again. */
static void
raise_to(Search *search, int64_t latest)
{
    const CtBestQuery *query = search->query;
    g_autoptr(GPtrArray) waits = search->waits;

    search->waits = g_ptr_array_new_with_free_func(problem_free);
    g_clear_pointer(&search->near, g_free);
    search->latest = latest;
    if (latest < CT_KNUTH_NEVER)
        search->near = ct_path_finder_near(query->finder, &query->targets, latest, &search->next);
    if (search->next == CT_KNUTH_NEVER) /* these are all */
        search->latest = CT_KNUTH_NEVER;
    g_ptr_array_set_free_func(waits, NULL);
    for (uint32_t i = 0; i < waits->len; i++)
        answer(search, g_ptr_array_index(waits, i));
}

static void
raise_next(Search *search)
{
    int64_t by = MAX(search->best / FIRST_RAISE, 1), latest;

    search->n_raises++;
    for (uint32_t i = 1; i < search->n_raises; i++)
        by = MIN(by, CT_KNUTH_NEVER / 16) * RAISE_GROWS;
    latest = MAX(search->best + by, search->next);
    if (search->n_raises > MOST_RAISES || latest >= CT_KNUTH_NEVER / 2)
        latest = CT_KNUTH_NEVER;
    raise_to(search, latest);
}

/* Poses the problem with @banned, which it takes over, if it is new. */
static void
pose(Search *search, CtIds banned)
{
    Problem *problem;

    if (search->work + search->waits->len >= MOST_WORK && search->latest < CT_KNUTH_NEVER)
        raise_to(search, CT_KNUTH_NEVER); /* those without a way do not count */
    if (search->work >= MOST_WORK) {
        search->is_full = true;
        ct_ids_clear(&banned);
        return;
    }
    if (!g_hash_table_add(search->asked, bytes_of(&banned))) {
        ct_ids_clear(&banned);
        return;
    }
    problem = g_new0(Problem, 1);
    *problem = (Problem){.banned = banned, .number = search->n_posed++};
    answer(search, problem);
}

static uint32_t
find_best(const Search *search)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < search->open->len; i++)
        if (problem_before(g_ptr_array_index(search->open, i),
                           g_ptr_array_index(search->open, best)))
            best = i;
    return best;
}

/* The next best, once none that waits can be before it; NULL at the end. */
static Problem *
take_best(Search *search)
{
    for (;;) {
        uint32_t best = find_best(search);
        bool is_early = search->open->len > 0 &&
                        ((Problem *)g_ptr_array_index(search->open, best))->cost <= search->latest;

        if (!is_early && search->waits->len > 0)
            raise_next(search);
        else if (search->open->len > 0)
            return g_ptr_array_steal_index(search->open, best);
        else
            return NULL;
    }
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
    ct_best_attempts(search->query->graph, ((Problem *)g_ptr_array_index(search->open, 0))->plan,
                     &attempts);
    if (!has_alike(search->query->alike, &attempts))
        return;
    ct_best_allow_folded(search->query, search->allowed);
    g_ptr_array_set_size(search->open, 0);
    g_hash_table_remove_all(search->asked);
    pose(search, (CtIds){0});
}

static void
search_partition(Search *search, CtBestPaths *best)
{
    const CtBestQuery *query = search->query;
    Problem *problem;

    pose_first(search);
    while (best->plans->len < query->k && (problem = take_best(search)) != NULL) {
        g_auto(CtIds) attempts = {0};
        bool is_new;

        ct_best_attempts(query->graph, problem->plan, &attempts);
        is_new = g_hash_table_add(search->found, ct_best_kind(query, &attempts));
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

static void
search_clear(Search *search)
{
    g_ptr_array_unref(search->open);
    g_ptr_array_unref(search->waits);
    g_ptr_array_unref(search->none);
    g_hash_table_unref(search->asked);
    g_hash_table_unref(search->found);
    g_free(search->allowed);
    g_free(search->near);
}

static void
search_init(Search *search, const CtBestQuery *query)
{
    *search = (Search){
        .query = query,
        .allowed = ct_bits_new(query->graph->n_steps),
        .open = g_ptr_array_new_with_free_func(problem_free),
        .waits = g_ptr_array_new_with_free_func(problem_free),
        .none = g_ptr_array_new_with_free_func(problem_free),
        .asked =
            g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL),
        .found =
            g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL),
        .latest = CT_KNUTH_NEVER,
    };
    memset(search->allowed, 0xff,
           ((size_t)query->graph->n_steps / 64 + 1) * sizeof *search->allowed);
    if (query->cost == CT_COST_TIME) {
        search->best = ct_path_finder_time(query->finder, &query->targets);
        if (search->best < CT_KNUTH_NEVER / 2)
            raise_to(search, search->best);
    }
}

CtBestPaths *
ct_best_by_partition(const CtBestQuery *query)
{
    CtBestPaths *best = ct_best_paths_alloc();
    CtBestQuery bounded = *query;
    Search search;

    if (query->graph->n_facts > CT_BEST_PATHS_MOST_FACTS)
        bounded.k = 1;
    search_init(&search, &bounded);
    search_partition(&search, best);
    search_clear(&search);

    const CtPlan *first = g_ptr_array_index(best->plans, 0);
    best->lower_bound = (double)first->bound;
    best->is_optimal = first->is_optimal;
    if (bounded.k < query->k)
        best->limit = SIZE_LIMIT;
    return best;
}
