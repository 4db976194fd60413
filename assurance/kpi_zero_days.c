/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * k-zero-day safety (Wang, Jajodia, Singhal and Noel, IEEE TDSC 11(1), 2014): how many distinct
 * unknown flaws a goal needs at least, when every service may have one that gives what the service
 * runs as to whoever can send to it without a second factor. Services of one product and name
 * count once.
 *
 * None, one and two are decided by trying; past that the least that was found by leaving out what
 * is not needed, and that three are needed. Sixty-four sets go through the graph at a time.
 */
#include "assurance/kpi_parts.h"

#include "analysis/closure64.h"
#include "base/bits.h"

#include <math.h>

/* Facts and steps that all sets together may walk over. */
#define WORK UINT64_C(400000000)

/* One kind of service, and where it listens. */
typedef struct Kinds {
    uint32_t n;
    uint32_t *of_service; /* service instance → kind */
} Kinds;

typedef struct Search {
    const CtKpiLook *look;
    const CtGraph *graph;
    Kinds kinds;
    CtClosure *closure;
    uint64_t *worlds; /* per kind: the worlds in which it has a flaw */
    uint64_t walked;  /* facts and steps so far */
} Search;

static Kinds
find_kinds(const CtInstances *instances)
{
    Kinds kinds = {.of_service = g_new(uint32_t, (size_t)instances->n_services + 1)};
    g_autofree uint32_t *kind_of = g_new(uint32_t, (size_t)instances->model->services.length + 1);

    for (uint32_t i = 0; i < instances->model->services.length; i++)
        kind_of[i] = CT_NO_ID;
    for (uint32_t s = 0; s < instances->n_services; s++) {
        uint32_t row = ct_instances_service(instances, s)->service;

        if (kind_of[row] == CT_NO_ID)
            kind_of[row] = kinds.n++;
        kinds.of_service[s] = kind_of[row];
    }
    return kinds;
}

static CtFactId
gain_of(const CtGraph *graph, uint32_t service)
{
    const CtClassService *info = ct_instances_service(graph->instances, service);

    return ct_graph_fact(graph,
                         (CtFact){.kind = CT_FACT_EXEC,
                                  .level = info->runs_as,
                                  .entity = ct_instances_service_asset(graph->instances, service)});
}

static uint64_t
goal_worlds(const Search *search)
{
    const CtTargets *targets = &search->look->targets;
    uint64_t had = 0;

    for (uint32_t w = 0; w < 64; w++) {
        uint32_t n = 0;

        for (uint32_t i = 0; i < targets->n; i++)
            n += ((ct_closure_worlds(search->closure, targets->facts[i]) >> w) & 1) != 0;
        had |= (uint64_t)(n >= targets->need) << w;
    }
    return had;
}

/* The worlds in which the goal is had with the flaws of search->worlds. */
static uint64_t
follow(Search *search)
{
    const CtGraph *graph = search->graph;
    const GArray *entries = search->look->twin->entries;
    bool is_new = true;

    ct_closure_clear(search->closure);
    for (guint i = 0; i < entries->len; i++)
        ct_closure_enter(search->closure, g_array_index(entries, CtFactId, i), UINT64_MAX);
    while (is_new) {
        is_new = false;
        ct_closure_run(search->closure, NULL, UINT64_MAX);
        search->walked += (uint64_t)graph->n_facts + graph->n_steps;
        for (uint32_t s = 0; s < graph->instances->n_services; s++) {
            uint64_t worlds = search->worlds[search->kinds.of_service[s]];
            CtFact reach = {.kind = CT_FACT_REACH, .entity = s};

            if (worlds != 0)
                worlds &= ct_closure_worlds(search->closure, ct_graph_fact(graph, reach));
            if (worlds == 0)
                continue;
            CtFactId gain = gain_of(graph, s);

            if ((worlds & ~ct_closure_worlds(search->closure, gain)) == 0)
                continue;
            ct_closure_enter(search->closure, gain, worlds);
            is_new = true;
        }
    }
    return goal_worlds(search);
}

static bool
is_had_with(Search *search, const uint64_t *flawed)
{
    for (uint32_t k = 0; k < search->kinds.n; k++)
        search->worlds[k] = ct_bits_get(flawed, k) ? UINT64_MAX : 0;
    return (follow(search) & 1) != 0;
}

/* Whether two flaws suffice, or one (@first == CT_NO_ID); kinds of @useful. */
static bool
is_had_with_one_of(Search *search, const CtIds *useful, uint32_t first)
{
    for (uint32_t base = 0; base < useful->length; base += CT_N_WORLDS) {
        for (uint32_t k = 0; k < search->kinds.n; k++)
            search->worlds[k] = k == first ? UINT64_MAX : 0;
        for (uint32_t w = 0; w < CT_N_WORLDS && base + w < useful->length; w++)
            search->worlds[useful->data[base + w]] |= UINT64_C(1) << w;
        if (follow(search) != 0)
            return true;
        if (search->walked > WORK)
            return false;
    }
    return false;
}

static bool
is_had_with_two(Search *search, const CtIds *useful)
{
    for (uint32_t i = 0; i < useful->length; i++) {
        const CtIds rest = {.data = useful->data + i + 1, .length = useful->length - i - 1};

        if (is_had_with_one_of(search, &rest, useful->data[i]))
            return true;
        if (search->walked > WORK)
            return false;
    }
    return false;
}

/* A set from which none can be left out: kinds in turn are, while the goal is still had. */
static uint32_t
leave_out(Search *search, uint64_t *flawed)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < search->kinds.n; k++) {
        if (!ct_bits_get(flawed, k))
            continue;
        n++;
        if (search->walked > WORK)
            continue;
        ct_bits_unset(flawed, k);
        if (is_had_with(search, flawed))
            n--;
        else
            ct_bits_set(flawed, k);
    }
    return n;
}

static CtKpiNumber
search_least(Search *search)
{
    g_autofree uint64_t *flawed = ct_bits_new(search->kinds.n);
    g_auto(CtIds) useful = {0};
    CtKpiNumber found;

    for (uint32_t k = 0; k < search->kinds.n; k++) {
        ct_bits_set(flawed, k);
        ct_ids_add(&useful, k);
    }
    if (!is_had_with(search, flawed))
        return ct_kpi_no_number("no number of unknown flaws in services is enough");
    if (is_had_with_one_of(search, &useful, CT_NO_ID))
        return ct_kpi_number(1);
    uint32_t least = search->walked > WORK ? 1 : 2;

    if (least == 2 && is_had_with_two(search, &useful))
        return ct_kpi_number(2);
    least = search->walked > WORK ? least : 3;
    search->walked = 0; /* what is left out has a budget of its own */
    found = ct_kpi_number(leave_out(search, flawed));
    if (found.value > least) {
        found.low = least;
        found.high = found.value;
    }
    return found;
}

void
ct_kpi_look_at_zero_days(const CtKpiLook *look, CtKpiGoal *goal)
{
    const CtGraph *graph = look->twin->graph;
    Search search = {.look = look, .graph = graph};

    if (look->slice != NULL) {
        goal->zero_days = ct_kpi_number(0);
        return;
    }
    search.kinds = find_kinds(graph->instances);
    search.closure = ct_closure_new(graph);
    search.worlds = g_new0(uint64_t, (size_t)search.kinds.n + 1);
    goal->zero_days = search_least(&search);
    ct_closure_free(search.closure);
    g_free(search.worlds);
    g_free(search.kinds.of_service);
}
