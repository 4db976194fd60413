/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The walks of topology/reach.c before they are thinned out: thinning drops a way over a conduit
 * where there is a better one without. A state carries two words: sets whose packets are there
 * without having passed a conduit, and sets whose packets have passed one.
 */
#include "topology/reach_zones.h"

#include "topology/reach.h"
#include "topology/reach_walk.h"

#include <string.h>

/* One walk, as far as it is needed. */
typedef struct Leg {
    uint32_t n_states;
    uint32_t *first;         /* state → its first step; n + 1 entries */
    uint32_t *step;          /* state it leads to, times two, plus one over a conduit */
    uint32_t *of_attachment; /* row of instances->attached → state, CT_NO_ID */
    uint32_t *of_network;    /* network instance → state, CT_NO_ID */
    CtIds ends, end_of;      /* states that are ends, and which end */
} Leg;

struct CtReachZones {
    const CtInstances *instances;
    Leg services, listeners;
    CtCsr group_zones; /* group of services → zone instances of their assets */
};

static void
clear_leg(Leg *leg)
{
    g_free(leg->first);
    g_free(leg->step);
    g_free(leg->of_attachment);
    g_free(leg->of_network);
    ct_ids_clear(&leg->ends);
    ct_ids_clear(&leg->end_of);
}

void
ct_reach_zones_free(CtReachZones *zones)
{
    if (zones == NULL)
        return;
    clear_leg(&zones->services);
    clear_leg(&zones->listeners);
    ct_csr_clear(&zones->group_zones);
    g_free(zones);
}

static bool
is_carried(const CtInstances *instances, uint32_t network)
{
    return ct_medium_is_carried(
        (CtMedium)instances->model->networks.data[instances->network_row[network]].medium);
}

static void
add_origins(Leg *leg, CtReachWalk *walk, const CtReachRules *rules, const CtInstances *instances)
{
    const CtCsr *attached = &instances->attached;
    bool listening = walk->labels.listening;

    leg->of_network = g_new(uint32_t, (size_t)instances->n_networks + 1);
    leg->of_attachment = g_new(uint32_t, (size_t)attached->start[instances->n_assets] + 1);
    for (uint32_t n = 0; n < instances->n_networks; n++)
        leg->of_network[n] =
            listening && is_carried(instances, n) ? CT_NO_ID : ct_walk_add_origin(walk, n, 0);
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t i = attached->start[a]; i < attached->start[a + 1]; i++)
            leg->of_attachment[i] =
                listening && is_carried(instances, attached->value[i])
                    ? CT_NO_ID
                    : ct_walk_add_origin(walk, attached->value[i], rules->sender[a]);
}

/* Steps that need no device commanded, by where they start. */
static void
keep_steps(Leg *leg, const CtReachWalk *walk)
{
    uint32_t n = 0;
    g_autofree uint32_t *next = NULL;

    leg->n_states = walk->states.length;
    leg->first = g_new0(uint32_t, (size_t)leg->n_states + 2);
    for (uint32_t i = 0; i < walk->steps.length; i++)
        if (walk->steps.data[i].opener == CT_NO_ID) {
            leg->first[walk->steps.data[i].from + 1]++;
            n++;
        }
    for (uint32_t s = 0; s < leg->n_states; s++)
        leg->first[s + 1] += leg->first[s];
    leg->step = g_new(uint32_t, (size_t)n + 1);
    next = g_memdup2(leg->first, ((size_t)leg->n_states + 1) * sizeof *next);
    for (uint32_t i = 0; i < walk->steps.length; i++) {
        const CtWalkStep *step = &walk->steps.data[i];

        if (step->opener == CT_NO_ID)
            leg->step[next[step->from]++] = 2 * step->to + (step->conduit != CT_NO_ID ? 1 : 0);
    }
}

static bool
walk_leg(Leg *leg, const CtRoutes *routes, bool listening, uint64_t most)
{
    CtReachWalk walk;
    bool within;

    ct_walk_init(&walk, routes, listening, most);
    add_origins(leg, &walk, routes->rules, routes->rules->instances);
    /* A step's end and its mark share 32 bits. */
    within = ct_walk_run(&walk) && walk.states.length < UINT32_MAX / 2;
    if (within) {
        keep_steps(leg, &walk);
        for (uint32_t s = 0; s < walk.states.length; s++) {
            uint32_t place = walk.states.data[s].a;

            if (place >= walk.first_end && place < walk.first_origin) {
                ct_ids_add(&leg->ends, s);
                ct_ids_add(&leg->end_of, place - walk.first_end);
            }
        }
    }
    ct_walk_clear(&walk);
    return within;
}

static void
file_group_zones(CtReachZones *zones, const CtReachGroups *groups)
{
    const CtInstances *instances = zones->instances;
    g_autofree uint32_t *last = g_new(uint32_t, (size_t)groups->groups.length + 1);
    g_auto(CtIds) group = {0};
    g_auto(CtIds) zone = {0};

    for (uint32_t g = 0; g < groups->groups.length; g++)
        last[g] = CT_NO_ID;
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t s = instances->service_first[a]; s < instances->service_first[a + 1]; s++) {
            uint32_t of = groups->of_service[s];

            if (last[of] == instances->asset_zone[a])
                continue;
            last[of] = instances->asset_zone[a];
            ct_ids_add(&group, of);
            ct_ids_add(&zone, instances->asset_zone[a]);
        }
    ct_csr_build(&zones->group_zones, groups->groups.length, group.data, zone.data, group.length);
}

CtReachZones *
ct_reach_zones_new(const CtInstances *instances, const CtLimits *limits, GError **error)
{
    g_return_val_if_fail(error == NULL || *error == NULL, NULL);

    uint64_t most = MIN((limits != NULL ? limits : &ct_limits_default)->reach, UINT32_MAX / 4);
    g_autoptr(CtReachZones) zones = g_new0(CtReachZones, 1);
    g_autoptr(CtReachRules) rules = ct_reach_rules_new(instances);
    g_autoptr(CtReachGroups) groups = ct_reach_groups_new(rules);
    g_autoptr(CtRoutes) routes = ct_routes_new(rules, groups, most);

    zones->instances = instances;
    if (routes == NULL || !walk_leg(&zones->services, routes, false, most) ||
        !walk_leg(&zones->listeners, routes, true, most)) {
        g_set_error(error, CT_REACH_ERROR, CT_REACH_ERROR_LIMIT,
                    "network reach has more than %" G_GUINT64_FORMAT
                    " edges; every answer is unknown (--max-reach raises the limit)",
                    most);
        return NULL;
    }
    file_group_zones(zones, groups);
    return g_steal_pointer(&zones);
}

/* --- following --- */

typedef struct Words {
    uint64_t *before, *after; /* per state: no conduit passed yet; one passed */
    uint32_t *stack;
    uint8_t *waits; /* per state: it is on the stack */
    uint32_t n_stack;
} Words;

static void
grow(Words *words, uint32_t state, uint64_t before, uint64_t after)
{
    if ((before & ~words->before[state]) == 0 && (after & ~words->after[state]) == 0)
        return;
    words->before[state] |= before;
    words->after[state] |= after;
    if (words->waits[state])
        return;
    words->waits[state] = 1;
    words->stack[words->n_stack++] = state;
}

static void
enter(const Leg *leg, const CtInstances *instances, const uint64_t *from, Words *words)
{
    const CtCsr *attached = &instances->attached;
    const CtCsr *listed = &instances->network_zones;

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint64_t word = from[instances->asset_zone[a]];

        for (uint32_t i = attached->start[a]; word != 0 && i < attached->start[a + 1]; i++)
            if (leg->of_attachment[i] != CT_NO_ID)
                grow(words, leg->of_attachment[i], word, 0);
    }
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = listed->start[n]; i < listed->start[n + 1]; i++)
            if (leg->of_network[n] != CT_NO_ID)
                grow(words, leg->of_network[n], from[listed->value[i]], 0);
}

static void
follow_leg(const Leg *leg, Words *words)
{
    while (words->n_stack > 0) {
        uint32_t state = words->stack[--words->n_stack];
        uint64_t before = words->before[state];
        uint64_t after = words->after[state];

        words->waits[state] = 0;
        for (uint32_t i = leg->first[state]; i < leg->first[state + 1]; i++) {
            bool passes = (leg->step[i] & 1) != 0;

            grow(words, leg->step[i] / 2, passes ? 0 : before, passes ? before | after : after);
        }
    }
}

static void
follow(const CtReachZones *zones,
       const Leg *leg,
       const CtCsr *end_zones,
       const uint64_t *from,
       uint64_t *into)
{
    size_t n = (size_t)leg->n_states + 1;
    g_autofree uint64_t *before = g_new0(uint64_t, n);
    g_autofree uint64_t *after = g_new0(uint64_t, n);
    g_autofree uint32_t *stack = g_new(uint32_t, n);
    g_autofree uint8_t *waits = g_new0(uint8_t, n);
    Words words = {.before = before, .after = after, .stack = stack, .waits = waits};

    enter(leg, zones->instances, from, &words);
    follow_leg(leg, &words);
    for (uint32_t i = 0; i < leg->ends.length; i++) {
        uint64_t word = after[leg->ends.data[i]];
        uint32_t end = leg->end_of.data[i];

        for (uint32_t k = end_zones->start[end]; word != 0 && k < end_zones->start[end + 1]; k++)
            into[end_zones->value[k]] |= word;
    }
}

void
ct_reach_zones_follow(const CtReachZones *zones, const uint64_t *from, uint64_t *ret_into)
{
    follow(zones, &zones->services, &zones->group_zones, from, ret_into);
    follow(zones, &zones->listeners, &zones->instances->network_zones, from, ret_into);
}
