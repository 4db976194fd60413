/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A fact is one host's own if everything that derives it is: labels spread from execution on each
 * host, and stop where two hosts meet, where an attempt gains the fact, and where any of several
 * premises would do. Each derivation is looked at once.
 */
#include "base/bits.h"
#include "base/csr_pairs.h"
#include "base/sort.h"
#include "sim/worm_plan_private.h"

#include <string.h>

/* --- hosts --- */

typedef struct NamedHost {
    CtKey128 key;
    CtWormHost host;
} NamedHost;

static int
compare_named(const void *left, const void *right)
{
    const NamedHost *a = left, *b = right;

    if (a->key.hi != b->key.hi)
        return a->key.hi < b->key.hi ? -1 : 1;
    return a->key.lo < b->key.lo ? -1 : a->key.lo > b->key.lo;
}

CtWormHost *
ct_worm_hosts(const CtCourse *course, uint32_t *ret_n)
{
    const CtGraph *graph = course->graph;
    uint32_t n_assets = graph->instances != NULL ? graph->instances->n_assets : 0, n = 0;
    g_autofree NamedHost *named = g_new(NamedHost, (size_t)n_assets + 1);
    CtWormHost *hosts = g_new(CtWormHost, (size_t)n_assets + 1);

    for (uint32_t a = 0; a < n_assets; a++) {
        CtFact fact = {.kind = CT_FACT_EXEC, .level = CT_LEVEL_USER, .entity = a};
        CtWormHost host = {.user = ct_graph_fact(graph, fact)};

        fact.level = CT_LEVEL_ADMIN;
        host.admin = ct_graph_fact(graph, fact);
        if (course->fact_of[host.user] == CT_NO_ID)
            continue;
        g_autofree char *name = ct_sim_entity_name(graph->instances, CT_ENTITY_ASSET, a);

        named[n++] = (NamedHost){.key = ct_hash_key(name, strlen(name)), .host = host};
    }
    ct_sort(named, n, sizeof *named, compare_named);
    for (uint32_t i = 0; i < n; i++)
        hosts[i] = named[i].host;
    *ret_n = n;
    return hosts;
}

/* --- derivations --- */

static bool
can_hold(const CtWormPlanner *planner, CtFactId fact)
{
    return planner->plan->course->fact_of[fact] != CT_NO_ID;
}

static bool
is_derivation(const CtWormPlanner *planner, uint32_t step)
{
    const CtGraph *graph = planner->graph;
    CtFactId gain = graph->step_gain[step];

    if (graph->step_kind[step] == CT_STEP_ATTEMPT || !can_hold(planner, gain) ||
        ct_bits_get(planner->plan->from_start, gain) || ct_bits_get(planner->is_root, gain))
        return false;
    uint32_t n = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += can_hold(planner, graph->premises[i]);
    return n >= ct_graph_need(graph, step);
}

static void
add_carrier(CtWormPlanner *planner, CtFactId fact, CtIds *todo)
{
    if (!can_hold(planner, fact) || ct_bits_get(planner->matters, fact))
        return;
    ct_bits_set(planner->matters, fact);
    ct_ids_add(todo, fact);
}

/* Backwards from what opens attempts, along what carries. */
static void
find_what_matters(CtWormPlanner *planner)
{
    const CtGraph *graph = planner->graph;
    const CtWormPlan *plan = planner->plan;
    g_auto(CtIds) todo = {0};

    for (uint32_t a = 0; a < plan->course->n_attempts; a++)
        if (plan->opener[a] != CT_NO_ID)
            add_carrier(planner, plan->opener[a], &todo);
    while (todo.length > 0) {
        CtFactId fact = todo.data[--todo.length];

        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i], first = graph->step_premise_start[step];
            uint32_t last = ct_worm_has_one_carrier(graph, step)
                                ? MIN(first + 1, graph->step_premise_start[step + 1])
                                : graph->step_premise_start[step + 1];

            if (!is_derivation(planner, step))
                continue;
            for (uint32_t p = first; p < last; p++)
                add_carrier(planner, graph->premises[p], &todo);
        }
    }
}

static void
add_derivation(CtWormPlanner *planner, uint32_t step, CtCsrPairs *carried, CtCsrPairs *completed)
{
    const CtGraph *graph = planner->graph;
    uint32_t first = graph->step_premise_start[step], last = graph->step_premise_start[step + 1];
    bool one = ct_worm_has_one_carrier(graph, step);

    if (ct_graph_need(graph, step) == 0) {
        ct_ids_add(&planner->plan->axioms, step);
        ct_bits_set(planner->by_others, graph->step_gain[step]);
        return;
    }
    if (!one)
        ct_bits_set(planner->by_others, graph->step_gain[step]);
    planner->n_left[graph->step_gain[step]]++;
    for (uint32_t p = first; p < last; p++) {
        if (!can_hold(planner, graph->premises[p]))
            continue;
        if (p == first || !one)
            ct_csr_pairs_add(carried, graph->premises[p], step);
        if (last - first > 1)
            ct_csr_pairs_add(completed, graph->premises[p], step);
    }
}

static void
find_derivations(CtWormPlanner *planner)
{
    const CtGraph *graph = planner->graph;
    CtWormPlan *plan = planner->plan;
    CtCsrPairs carried = {0}, completed = {0};

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        if (graph->step_kind[s] == CT_STEP_ATTEMPT)
            ct_bits_set(planner->by_others, graph->step_gain[s]);
        else if (ct_bits_get(planner->matters, graph->step_gain[s]) && is_derivation(planner, s))
            add_derivation(planner, s, &carried, &completed);
    }
    ct_csr_close(&plan->carried, graph->n_facts, &carried);
    ct_csr_close(&plan->completed, graph->n_facts, &completed);
}

/* --- what is one host's own --- */

static bool
may_be_own(const CtWormPlanner *planner, CtFactId fact)
{
    return !ct_bits_get(planner->by_others, fact) && !ct_bits_get(planner->is_root, fact) &&
           !ct_bits_get(planner->plan->from_start, fact);
}

/* @fact is sent by host @host and carries @step. */
static void
label_gain(CtWormPlanner *planner, uint32_t step, CtFactId fact, uint32_t host, CtIds *todo)
{
    const CtGraph *graph = planner->graph;
    CtWormPlan *plan = planner->plan;
    CtFactId gain = graph->step_gain[step];
    bool is_renaming = graph->step_premise_start[step + 1] == graph->step_premise_start[step] + 1;

    if (!may_be_own(planner, gain))
        return;
    if (plan->host_of[gain] != CT_NO_ID && plan->host_of[gain] != host) {
        ct_bits_set(planner->by_others, gain);
        return;
    }
    plan->host_of[gain] = host;
    if (is_renaming && ct_bits_get(plan->always, fact))
        ct_bits_set(plan->always, gain);
    if (--planner->n_left[gain] == 0)
        ct_ids_add(todo, gain);
}

static void
label_facts(CtWormPlanner *planner)
{
    CtWormPlan *plan = planner->plan;
    g_auto(CtIds) todo = {0};

    for (uint32_t h = 1; h < plan->n_hosts; h++) {
        ct_bits_set(plan->always, plan->hosts[h].user);
        ct_ids_add(&todo, plan->hosts[h].user);
        if (plan->hosts[h].admin != plan->hosts[h].user)
            ct_ids_add(&todo, plan->hosts[h].admin);
    }
    for (uint32_t i = 0; i < todo.length; i++) { /* grows while it is walked */
        CtFactId fact = todo.data[i];

        for (uint32_t k = plan->carried.start[fact]; k < plan->carried.start[fact + 1]; k++)
            label_gain(planner, plan->carried.value[k], fact, plan->host_of[fact], &todo);
    }
    /* What is derived in another way as well is nobody's own. */
    for (CtFactId f = 0; f < planner->graph->n_facts; f++)
        if (!ct_bits_get(planner->is_root, f) &&
            (planner->n_left[f] > 0 || !may_be_own(planner, f)))
            plan->host_of[f] = CT_NO_ID;
}

/* --- */

static void
number_things(CtWormPlanner *planner)
{
    const CtGraph *graph = planner->graph;
    CtWormPlan *plan = planner->plan;
    const CtCourse *course = plan->course;
    CtCsrPairs members = {0}, opened = {0};

    for (CtFactId f = 0; f < graph->n_facts; f++)
        if (course->fact_of[f] != CT_NO_ID)
            ct_csr_pairs_add(&members, course->fact_of[f], f);
    ct_csr_close(&plan->members, course->n_facts, &members);
    for (uint32_t s = 0; s < graph->n_steps; s++)
        plan->course_step[s] = CT_NO_ID;
    for (uint32_t s = 0; s < course->n_steps; s++)
        if (course->graph_step[s] != CT_NO_ID)
            plan->course_step[course->graph_step[s]] = s;
    for (uint32_t a = 0; a < course->n_attempts; a++) {
        uint32_t step = course->graph_step[a];

        plan->opener[a] = ct_graph_need(graph, step) > 0
                              ? graph->premises[graph->step_premise_start[step]]
                              : CT_NO_ID;
        if (plan->opener[a] != CT_NO_ID)
            ct_csr_pairs_add(&opened, plan->opener[a], a);
        else
            ct_ids_add(&plan->unopened, a);
    }
    ct_csr_close(&plan->opened, graph->n_facts, &opened);
}

static void
place_hosts(CtWormPlanner *planner, const CtWormHost *hosts)
{
    CtWormPlan *plan = planner->plan;

    plan->hosts[0] = (CtWormHost){.user = CT_NO_ID, .admin = CT_NO_ID};
    for (CtFactId f = 0; f < planner->graph->n_facts; f++)
        plan->host_of[f] = CT_NO_ID;
    for (uint32_t h = 1; h < plan->n_hosts; h++) {
        plan->hosts[h] = hosts[h - 1];
        plan->host_of[plan->hosts[h].user] = plan->host_of[plan->hosts[h].admin] = h;
        ct_bits_set(planner->is_root, plan->hosts[h].user);
        ct_bits_set(planner->is_root, plan->hosts[h].admin);
    }
    const CtChanging *changing = plan->course->changing;

    for (uint32_t i = 0; changing == NULL && i < plan->course->graph_entries.length; i++)
        ct_bits_set(plan->from_start, plan->course->graph_entries.data[i]);
    for (uint32_t i = 0; changing != NULL && i < changing->givable.length; i++)
        ct_bits_set(planner->by_others, changing->givable.data[i]);
}

static void
find_assets(CtWormPlan *plan)
{
    const CtGraph *graph = plan->course->graph;

    for (uint32_t h = 0; h < plan->n_hosts; h++) {
        CtFact fact;
        bool is_asset = h > 0 && graph->instances != NULL &&
                        ct_graph_fact_of(graph, plan->hosts[h].user, &fact);

        plan->asset_of[h] = is_asset ? fact.entity : CT_NO_ID;
    }
}

CtWormPlan *
ct_worm_plan_new(const CtCourse *course, const CtWormHost *hosts, uint32_t n_hosts)
{
    const CtGraph *graph = course->graph;
    CtWormPlan *plan = g_new0(CtWormPlan, 1);
    size_t room = (size_t)graph->n_facts + 1;
    CtWormPlanner planner = {.plan = plan,
                             .graph = graph,
                             .matters = ct_bits_new(room),
                             .is_root = ct_bits_new(room),
                             .by_others = ct_bits_new(room),
                             .n_left = g_new0(uint32_t, room)};

    plan->course = course;
    plan->n_hosts = n_hosts + 1;
    plan->hosts = g_new(CtWormHost, plan->n_hosts);
    plan->host_of = g_new(uint32_t, room);
    plan->always = ct_bits_new(room);
    plan->from_start = ct_bits_new(room);
    plan->class_of = g_new(uint32_t, plan->n_hosts);
    plan->course_step = g_new(uint32_t, (size_t)graph->n_steps + 1);
    plan->opener = g_new(uint32_t, (size_t)course->n_attempts + 1);
    plan->asset_of = g_new(uint32_t, plan->n_hosts);
    number_things(&planner);
    place_hosts(&planner, hosts);
    find_what_matters(&planner);
    find_derivations(&planner);
    label_facts(&planner);
    ct_worm_find_classes(&planner);
    find_assets(plan);
    if (course->changing != NULL)
        ct_worm_find_chains(&planner);
    g_free(planner.matters);
    g_free(planner.is_root);
    g_free(planner.by_others);
    g_free(planner.n_left);
    return plan;
}

void
ct_worm_plan_free(CtWormPlan *plan)
{
    if (plan == NULL)
        return;
    g_free(plan->hosts);
    g_free(plan->host_of);
    g_free(plan->always);
    g_free(plan->from_start);
    g_free(plan->class_of);
    ct_csr_clear(&plan->frontier);
    ct_csr_clear(&plan->members);
    ct_csr_clear(&plan->carried);
    ct_csr_clear(&plan->completed);
    g_free(plan->course_step);
    g_free(plan->opener);
    ct_csr_clear(&plan->opened);
    ct_ids_clear(&plan->axioms);
    ct_ids_clear(&plan->unopened);
    g_free(plan->asset_of);
    ct_csr_clear(&plan->chain);
    g_free(plan);
}
