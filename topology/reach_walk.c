/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Breadth first. A conduit leads back to where the packet has been, with a signature no better, on
 * any cycle of transit conduits; with sensors on it there would be no end to ever worse signatures.
 * Such a step is left out where *every* way to it passes a state of the same place that is at least
 * as good: `above` keeps, for every state, the last state that all ways to it pass (its immediate
 * dominator), as far as is known. Ways found later can only move it up; once nothing is left to
 * expand, it is brought to its fixpoint and what was left out is asked again.
 *
 * A dominator has a smaller number than what it dominates, so two chains meet by always going up
 * from the larger number (Cooper, Harvey, Kennedy, "A simple, fast dominance algorithm", 2001).
 */
#include "topology/reach_walk.h"

#include "topology/rows_add.h"

static uint32_t
meet(const CtReachWalk *walk, uint32_t a, uint32_t b)
{
    while (a != b) {
        if (a == CT_NO_ID || b == CT_NO_ID)
            return CT_NO_ID;
        if (a > b)
            a = walk->above.data[a];
        else
            b = walk->above.data[b];
    }
    return a;
}

/* Every way to @from passes a state of @to's place that is at least as good. */
static bool
is_idle(const CtReachWalk *walk, uint32_t from, const CtTuple *to)
{
    for (uint32_t s = from; s != CT_NO_ID; s = walk->above.data[s]) {
        const CtTuple *state = &walk->states.data[s];

        if (state->a == to->a && state->b == to->b && state->c == to->c &&
            ct_labels_at_least(&walk->labels, state->d, to->d))
            return true;
    }
    return false;
}

static void
add_step(CtReachWalk *walk, CtWalkStep step, CtTuple to)
{
    uint32_t known = walk->states.length;

    if (walk->steps.length >= walk->most) {
        walk->is_over = true;
        return;
    }
    step.to = ct_tuples_add(&walk->states, to);
    if (step.to == known)
        ct_ids_add(&walk->above, step.from);
    else
        walk->above.data[step.to] = meet(walk, walk->above.data[step.to], step.from);
    CT_ROWS_ADD(&walk->steps, step);
}

void
ct_walk_pass(CtReachWalk *walk, CtWalkStep step, CtTuple to)
{
    if (!is_idle(walk, step.from, &to)) {
        add_step(walk, step, to);
        return;
    }
    step.to = ct_tuples_add(&walk->skipped_to, to);
    CT_ROWS_ADD(&walk->skipped, step);
}

void
ct_walk_go(
    CtReachWalk *walk, uint32_t from, uint32_t place, uint32_t key, uint32_t sender, uint32_t label)
{
    CtWalkStep step = {.from = from, .conduit = CT_NO_ID, .rule = CT_NO_ID, .opener = CT_NO_ID};

    add_step(walk, step, (CtTuple){.a = place, .b = key, .c = sender, .d = label});
}

const CtRoutePair *
ct_walk_pairs(const CtReachWalk *walk, const CtReachRoute *route, uint32_t key, uint32_t *ret_n)
{
    static const CtRoutePair any = {.pass = CT_NO_ID};
    const CtRoutePair *pairs = walk->routes->pairs.data + route->pairs.start;
    uint32_t low = 0;
    uint32_t high = route->pairs.length;
    uint32_t end;

    if (walk->labels.listening) {
        *ret_n = 1;
        return &any;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (pairs[middle].key_from < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < route->pairs.length && pairs[end].key_from == key; end++)
        ;
    *ret_n = end - low;
    return pairs + low;
}

void
ct_walk_init(CtReachWalk *walk, const CtRoutes *routes, bool listening, uint64_t most)
{
    const CtInstances *instances = routes->rules->instances;
    const CtReachGroups *groups = routes->groups;
    uint32_t n_ends = listening ? instances->n_networks : groups->groups.length;

    *walk = (CtReachWalk){.routes = routes, .most = most};
    ct_labels_init(&walk->labels, routes->rules, listening);
    walk->first_on = CT_N_ZONE_PLACES * instances->n_zones + 2 * routes->n_doors;
    walk->first_hub = walk->first_on + groups->n_segments;
    walk->first_end = walk->first_hub + groups->n_hubs;
    walk->first_origin = walk->first_end + n_ends;
}

void
ct_walk_clear(CtReachWalk *walk)
{
    ct_labels_clear(&walk->labels);
    ct_tuples_clear(&walk->states);
    g_free(walk->steps.data);
    ct_ids_clear(&walk->above);
    g_free(walk->skipped.data);
    ct_tuples_clear(&walk->skipped_to);
    *walk = (CtReachWalk){0};
}

uint32_t
ct_walk_add_origin(CtReachWalk *walk, uint32_t network, uint32_t sender)
{
    uint32_t known = walk->states.length;
    uint32_t state =
        ct_tuples_add(&walk->states, (CtTuple){.a = walk->first_origin + network, .c = sender});

    if (state == known)
        ct_ids_add(&walk->above, CT_NO_ID);
    walk->n_origins = walk->states.length;
    return state;
}

/* Brings `above` to what holds of all steps there are. */
static void
settle(CtReachWalk *walk)
{
    bool moved = true;

    while (moved) {
        moved = false;
        for (uint32_t i = 0; i < walk->steps.length; i++) {
            const CtWalkStep *step = &walk->steps.data[i];
            uint32_t above = meet(walk, walk->above.data[step->to], step->from);

            if (above != walk->above.data[step->to]) {
                walk->above.data[step->to] = above;
                moved = true;
            }
        }
    }
}

/* Takes what was left out too early; false if there is none. */
static bool
take_back(CtReachWalk *walk)
{
    uint32_t kept = 0;
    uint32_t n = walk->skipped.length;

    for (uint32_t i = 0; i < n; i++) {
        CtWalkStep step = walk->skipped.data[i];
        CtTuple to = walk->skipped_to.data[step.to];

        if (is_idle(walk, step.from, &to))
            walk->skipped.data[kept++] = step;
        else
            add_step(walk, step, to);
    }
    walk->skipped.length = kept;
    return kept < n;
}

bool
ct_walk_run(CtReachWalk *walk)
{
    do {
        while (walk->next < walk->states.length) {
            ct_walk_expand(walk, walk->next++);
            if (walk->is_over || walk->skipped.length > walk->most)
                return false;
        }
        if (walk->skipped.length > 0)
            settle(walk);
    } while (take_back(walk));
    return !walk->is_over;
}
