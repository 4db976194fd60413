/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An implicit hitting set whose oracle is a trial. Trials are kept, to see what contradicts what.
 */
#include "analysis/measure_cuts.h"

#include "analysis/ilp.h"

#include <math.h>
#include <string.h>

/* Up to so many measures every subset may be tried: 64 trials. */
enum { FEW = 6 };

typedef struct Tried {
    uint8_t *applied;
    CtTrial outcome;
} Tried;

typedef struct Search {
    uint32_t n;
    const double *cost;
    CtTrialFunc trial;
    void *data;
    CtIlp *ilp;
    uint64_t work;
    gint64 deadline;
    double scale;
    bool exact;    /* rules out only what was tried */
    GArray *tried; /* Tried, REACHED and STOPPED ones */
    uint8_t *chosen;
    CtMeasureCuts *cuts;
} Search;

static void
clear_tried(void *data)
{
    g_free(((Tried *)data)->applied);
}

/* Every measure of @a is in @b. */
static bool
is_within(const uint8_t *a, const uint8_t *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i] != 0 && b[i] == 0)
            return false;
    return true;
}

/* Remembers, and notices a set that stops the attacker within one that does not. */
static CtTrial
try_set(Search *search, const uint8_t *applied)
{
    CtTrial outcome = search->trial(search->data, applied);
    Tried own = {.outcome = outcome};

    if (outcome != CT_TRIAL_REACHED && outcome != CT_TRIAL_STOPPED)
        return outcome;
    for (guint i = 0; i < search->tried->len; i++) {
        const Tried *other = &g_array_index(search->tried, Tried, i);

        if (other->outcome == outcome)
            continue;
        if (outcome == CT_TRIAL_STOPPED ? is_within(applied, other->applied, search->n)
                                        : is_within(other->applied, applied, search->n))
            search->cuts->some_open = true;
    }
    own.applied = g_memdup2(applied, (gsize)search->n + 1);
    g_array_append_val(search->tried, own);
    return outcome;
}

/* One of what is not in @set has to be taken; with @exact, or one of what is in it left out. */
static void
add_row(Search *search, const uint8_t *set, bool exact)
{
    g_autofree uint32_t *measures = g_new(uint32_t, (size_t)search->n + 1);
    g_autofree double *signs = g_new(double, (size_t)search->n + 1);
    uint32_t length = 0;
    double bound = 1;

    for (uint32_t i = 0; i < search->n; i++) {
        if (set[i] != 0 && !exact)
            continue;
        bound -= set[i] != 0 ? 1 : 0;
        signs[length] = set[i] != 0 ? -1 : 1;
        measures[length++] = i;
    }
    ct_ilp_add_row(search->ilp, measures, signs, length, bound);
}

/* Adds to @set what leaves the goal reachable, dearest first: the row is to name cheap ones. */
static CtTrial
grow(Search *search, uint8_t *set)
{
    g_autofree uint8_t *done = g_memdup2(set, (gsize)search->n + 1);

    for (uint32_t round = 0; round < search->n; round++) {
        uint32_t next = CT_NO_ID;

        for (uint32_t i = 0; i < search->n; i++)
            if (done[i] == 0 && (next == CT_NO_ID || search->cost[i] > search->cost[next]))
                next = i;
        if (next == CT_NO_ID)
            break;
        done[next] = 1;
        set[next] = 1;
        CtTrial outcome = try_set(search, set);

        if (outcome == CT_TRIAL_LIMIT)
            return outcome;
        if (outcome != CT_TRIAL_REACHED)
            set[next] = 0;
    }
    return CT_TRIAL_REACHED;
}

typedef enum Outcome { OUTCOME_CUT, OUTCOME_NONE, OUTCOME_LIMIT, OUTCOME_AGAIN } Outcome;

/* Measures that cost nothing are left out where the set can do without them. */
static Outcome
drop_free_ones(Search *search)
{
    for (uint32_t i = 0; i < search->n; i++) {
        CtTrial outcome;

        if (search->chosen[i] == 0 || search->cost[i] > 0)
            continue;
        search->chosen[i] = 0;
        outcome = try_set(search, search->chosen);
        if (outcome == CT_TRIAL_LIMIT)
            return OUTCOME_LIMIT;
        if (outcome != CT_TRIAL_STOPPED)
            search->chosen[i] = 1;
    }
    return OUTCOME_CUT;
}

/* The next cheapest set that suffices, in search->chosen. */
static Outcome
next_set(Search *search, double *ret_bound)
{
    for (;;) {
        gint64 left = search->deadline - g_get_monotonic_time();
        double bound = 0;
        CtIlpStatus status =
            left <= 0 ? CT_ILP_LIMIT
                      : ct_ilp_solve_counted(search->ilp, &search->work,
                                             (double)left / G_USEC_PER_SEC, &bound, search->chosen);

        *ret_bound = MAX(*ret_bound, bound * search->scale);
        if (status != CT_ILP_OPTIMAL)
            return status == CT_ILP_LIMIT ? OUTCOME_LIMIT : OUTCOME_NONE;
        CtTrial outcome = try_set(search, search->chosen);

        if (outcome == CT_TRIAL_REACHED && !search->exact)
            outcome = grow(search, search->chosen);
        if (search->cuts->some_open && !search->exact)
            return OUTCOME_AGAIN;
        if (outcome == CT_TRIAL_LIMIT)
            return OUTCOME_LIMIT;
        if (outcome == CT_TRIAL_STOPPED)
            return drop_free_ones(search);
        add_row(search, search->chosen, search->exact || outcome == CT_TRIAL_INVALID);
    }
}

/* No further set that contains @set, whose length is at least 1; of its cost, none is needed. */
static void
exclude(Search *search, const CtIds *set)
{
    g_autofree double *minus = g_new(double, (size_t)set->length + 1);

    for (uint32_t i = 0; i < set->length; i++)
        minus[i] = -1;
    ct_ilp_add_row(search->ilp, set->data, minus, set->length, 1 - (double)set->length);
}

static Outcome
collect(Search *search, uint32_t most)
{
    CtCutResult *result = search->cuts->result;

    for (;;) {
        double bound = 0;
        Outcome outcome;
        CtIds set = {0};

        if (result->sets->len >= most)
            return OUTCOME_CUT;
        outcome = next_set(search, result->sets->len == 0 ? &result->lower_bound : &bound);
        if (outcome != OUTCOME_CUT)
            return outcome;
        for (uint32_t i = 0; i < search->n; i++)
            if (search->chosen[i] != 0)
                ct_ids_add(&set, i);
        if (result->sets->len > 0 &&
            ct_cut_weight(&set, search->cost) > result->weight * (1 + 1e-9)) {
            ct_ids_clear(&set);
            return OUTCOME_NONE;
        }
        result->weight = MIN(result->weight, ct_cut_weight(&set, search->cost));
        result->lower_bound = MIN(result->lower_bound, result->weight);
        exclude(search, &set);
        g_array_append_val(result->sets, set);
        if (set.length == 0)
            return OUTCOME_NONE;
    }
}

static Outcome
run(Search *search, uint32_t most)
{
    Outcome outcome;

    g_clear_pointer(&search->ilp, ct_ilp_free);
    search->ilp = ct_ilp_new();
    for (uint32_t i = 0; i < search->n; i++)
        ct_ilp_add_variable(search->ilp, search->cost[i] / search->scale);
    outcome = collect(search, most);
    if (outcome != OUTCOME_AGAIN)
        return outcome;
    search->exact = true;
    ct_cut_result_free(search->cuts->result);
    search->cuts->result = ct_cut_result_new();
    return run(search, most);
}

/* Each by itself, and all together: what is most likely to show that one opens a way. */
static void
look_around(Search *search)
{
    g_autofree uint8_t *set = g_new0(uint8_t, (size_t)search->n + 1);

    memset(set, 1, search->n);
    search->cuts->all_stop = try_set(search, set) == CT_TRIAL_STOPPED;
    for (uint32_t i = 0; i < search->n; i++) {
        memset(set, 0, search->n);
        set[i] = 1;
        if (try_set(search, set) == CT_TRIAL_LIMIT)
            return;
    }
}

CtMeasureCuts *
ct_measure_cuts_new(
    uint32_t n, const double *cost, CtTrialFunc trial, void *data, const CtCutLimits *limits)
{
    CtMeasureCuts *cuts = g_new0(CtMeasureCuts, 1);
    Search search = {.n = n,
                     .cost = cost,
                     .trial = trial,
                     .data = data,
                     .work = limits->work,
                     .exact = n <= FEW,
                     .cuts = cuts};
    bool is_exact;
    Outcome outcome;

    cuts->result = ct_cut_result_new();
    search.deadline = g_get_monotonic_time() + (gint64)(limits->seconds * G_USEC_PER_SEC);
    search.scale = ct_cut_scale(cost, n, &is_exact);
    search.tried = g_array_new(FALSE, FALSE, sizeof(Tried));
    g_array_set_clear_func(search.tried, clear_tried);
    search.chosen = g_new0(uint8_t, (size_t)n + 1);
    look_around(&search);
    search.exact = search.exact || cuts->some_open;
    outcome = run(&search, limits->most);
    cuts->presumes_they_close = !search.exact;
    cuts->result->hit_limit = outcome == OUTCOME_LIMIT;
    cuts->result->is_complete = outcome == OUTCOME_NONE && is_exact;
    cuts->result->is_optimal = is_exact && (cuts->result->sets->len > 0 || outcome == OUTCOME_NONE);
    ct_cut_result_finish(cuts->result);
    g_array_unref(search.tried);
    g_free(search.chosen);
    ct_ilp_free(search.ilp);
    return cuts;
}

void
ct_measure_cuts_free(CtMeasureCuts *cuts)
{
    if (cuts == NULL)
        return;
    ct_cut_result_free(cuts->result);
    g_free(cuts);
}
