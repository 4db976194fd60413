/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Through a conduit: by its rules, or opened by who enforces it. Where both ends have several
 * instances the packets pass a door between them, so that n × m pairs cost n + m steps. A door is
 * opened on the side where those who enforce it are told apart; behind it, that is a door of its
 * own (HELD).
 */
#include "topology/reach_walk.h"

#include "topology/instances_build.h"

/* Whether one of the first @n rules of @list that ask a sender names @sender. */
static bool
is_denied(const CtRoutes *routes, const CtPass *pass, uint32_t sender)
{
    const CtReachRules *rules = routes->rules;
    const CtRule *rows = rules->instances->model->rules.data;

    for (uint32_t i = 0; i < pass->deny_if.length; i++) {
        CtId rule = routes->pass_rules.data[pass->deny_if.start + i];

        if (ct_id_sets_has(&rules->sets, sender, rules->from_rank[rows[rule].from]))
            return true;
    }
    return false;
}

/*
 * The allow rules by which @pass lets @sender through, at an open vertex or at the other: one that
 * cannot be blocked by itself if there is such a rule, else each. @ret_rules is filled anew.
 */
static void
decide(const CtRoutes *routes, const CtPass *pass, uint32_t sender, bool at_open, CtIds *ret_rules)
{
    const CtReachRules *rules = routes->rules;
    const CtRule *rows = rules->instances->model->rules.data;

    ret_rules->length = 0;
    if (is_denied(routes, pass, sender))
        return;
    for (uint32_t i = 0; i < pass->allow_if.length; i++) {
        CtId rule = routes->pass_rules.data[pass->allow_if.start + i];

        /* Where rules that ask nobody let it through anyway, this one does not matter. */
        if ((pass->allow == CT_NO_ID && !ct_routes_decides(routes, pass, i, at_open)) ||
            (rows[rule].from != CT_NO_ID &&
             !ct_id_sets_has(&rules->sets, sender, rules->from_rank[rows[rule].from])))
            continue;
        if (!ct_reach_rule_is_single(rules, rule)) {
            ret_rules->length = 0;
            ct_ids_add(ret_rules, rule);
            return;
        }
        ct_ids_add(ret_rules, rule);
    }
    if (pass->allow == CT_NO_ID)
        return;
    ret_rules->length = 0;
    ct_ids_add(ret_rules, pass->allow);
}

static uint32_t
ancestor_or_all(const CtInstances *instances, uint32_t zone, CtId row)
{
    return row == CT_NO_ID ? 0 : ct_instances_ancestor(instances, zone, row);
}

/* A conduit being passed: where from, where to. */
typedef struct Passage {
    uint32_t from;   /* state */
    uint32_t source; /* zone instance; CT_NO_ID out of a door */
    const CtReachRoute *route;
    CtSpan targets;    /* zone instances */
    uint32_t place;    /* that of the first target, or of the one door */
    uint32_t n_places; /* one a target, or one */
    CtTuple to;        /* but for its place */
} Passage;

static void
pass_by_rule(CtReachWalk *walk, const Passage *passage, CtId rule, uint32_t label)
{
    CtWalkStep step = {
        .from = passage->from,
        .conduit = passage->route->conduit,
        .rule = rule,
        .opener = CT_NO_ID,
    };
    CtTuple to = passage->to;

    to.d = label;
    for (uint32_t i = 0; i < passage->n_places; i++) {
        to.a = passage->place + i;
        ct_walk_pass(walk, step, to);
    }
}

/* Everyone of @side who stands where @zone does opens the way to the @i-th place. */
static void
open_by(
    CtReachWalk *walk, const Passage *passage, const CtOpenerSide *side, uint32_t zone, uint32_t i)
{
    const CtRoutes *routes = walk->routes;
    uint32_t place = ancestor_or_all(routes->rules->instances, zone, side->common);
    const CtReachOpener *openers = routes->openers.data + side->openers.start;
    uint32_t low = 0;
    uint32_t high = side->openers.length;
    CtWalkStep step = {.from = passage->from, .conduit = passage->route->conduit, .rule = CT_NO_ID};
    CtTuple to = passage->to;

    to.a = passage->place + i;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (openers[middle].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < side->openers.length && openers[low].place == place; low++) {
        step.opener = openers[low].asset;
        ct_walk_pass(walk, step, to);
    }
}

static void
pass_by_opening(CtReachWalk *walk, const Passage *passage)
{
    const CtRoutes *routes = walk->routes;
    const CtConduitPlan *plan = &routes->plans[passage->route->conduit];
    bool out_of_door = passage->source == CT_NO_ID;

    for (uint32_t s = 0; s < plan->sides.length; s++) {
        const CtOpenerSide *side = &routes->sides.data[plan->sides.start + s];

        if (side->by_target && passage->n_places == passage->targets.length &&
            (plan->door == CT_NO_ID || out_of_door)) {
            for (uint32_t i = 0; i < passage->n_places; i++)
                open_by(walk, passage, side, passage->targets.start + i, i);
        } else if (!side->by_target && !out_of_door) {
            for (uint32_t i = 0; i < passage->n_places; i++)
                open_by(walk, passage, side, passage->source, i);
        }
    }
}

static bool
has_side(const CtRoutes *routes, CtId conduit, bool by_target)
{
    CtSpan sides = routes->plans[conduit].sides;

    for (uint32_t s = 0; s < sides.length; s++)
        if (routes->sides.data[sides.start + s].by_target == by_target)
            return true;
    return false;
}

/* To listeners: all ports at once by the rules that cannot be blocked one by one, and those of each
 * that can. */
static void
try_ports(CtReachWalk *walk, const Passage *passage, const CtTuple *state)
{
    CtId conduit = passage->route->conduit;
    const CtConduit *row = &walk->routes->rules->instances->model->conduits.data[conduit];
    CtId rule;
    uint32_t ports =
        ct_labels_ports_behind(&walk->labels, state->d, conduit, state->c, CT_NO_ID, &rule);

    if (ports != 0)
        pass_by_rule(walk, passage, rule, ports);
    if (walk->routes->rules->single == NULL)
        return;
    for (uint32_t i = 0; i < row->allow.length; i++) {
        CtId single = row->allow.start + i;

        if (!ct_reach_rule_is_single(walk->routes->rules, single))
            continue;
        ports = ct_labels_ports_behind(&walk->labels, state->d, conduit, state->c, single, &rule);
        if (ports != 0)
            pass_by_rule(walk, passage, single, ports);
    }
}

/* By the rules, if they let it through. */
static void
try_rules(CtReachWalk *walk, const Passage *passage, uint32_t pass, const CtTuple *state)
{
    CtId conduit = passage->route->conduit;
    bool at_open = ct_routes_is_open(walk->routes, passage->route->from);
    g_auto(CtIds) rules = {0};

    if (walk->labels.listening) {
        /* One that asks a sender is judged whole, where senders are known. */
        if (!at_open ||
            !ct_conduit_traits(walk->routes->rules->instances->model, conduit).asks_sender)
            try_ports(walk, passage, state);
        return;
    }
    if (pass == CT_NO_ID)
        return;
    decide(walk->routes, &walk->routes->passes.data[pass], state->c, at_open, &rules);
    for (uint32_t i = 0; i < rules.length; i++)
        pass_by_rule(walk, passage, rules.data[i],
                     ct_labels_signature_behind(&walk->labels, state->d, conduit));
}

void
ct_walk_enter_conduit(CtReachWalk *walk, uint32_t from, uint32_t zone, const CtReachRoute *route)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    const CtConduitPlan *plan = &routes->plans[route->conduit];
    CtTuple state = walk->states.data[from];
    uint32_t common = ancestor_or_all(instances, zone, plan->common);
    uint32_t held_vertex = ct_routes_vertex(routes, CT_PLACE_HELD);
    bool held = plan->door != CT_NO_ID && route->to >= held_vertex;
    Passage passage = {.from = from, .source = zone, .route = route};
    uint32_t n;
    const CtRoutePair *pairs = ct_walk_pairs(walk, route, state.b, &n);

    passage.targets = ct_routes_targets(routes, route->conduit, common);
    if (plan->door == CT_NO_ID) {
        passage.place = CT_PLACE_INTO * instances->n_zones + passage.targets.start;
        passage.n_places = passage.targets.length;
    } else {
        passage.place =
            CT_N_ZONE_PLACES * instances->n_zones + (held ? routes->n_doors : 0) + plan->door +
            (plan->common == CT_NO_ID ? 0 : common - instances->zone_first[plan->common]);
        passage.n_places = 1;
    }
    passage.to = (CtTuple){.c = ct_routes_sender(routes, route->to, state.c), .d = state.d};
    for (uint32_t i = 0; i < n; i++) {
        passage.to.b = pairs[i].key_to;
        if (held) {
            if (has_side(routes, route->conduit, true))
                ct_walk_go(walk, from, passage.place, passage.to.b, passage.to.c, state.d);
            continue;
        }
        try_rules(walk, &passage, pairs[i].pass, &state);
        if (ct_routes_is_open(routes, route->from))
            pass_by_opening(walk, &passage);
    }
}

void
ct_walk_leave_door(CtReachWalk *walk, uint32_t from, uint32_t door, bool held)
{
    const CtRoutes *routes = walk->routes;
    const CtInstances *instances = routes->rules->instances;
    uint32_t number = routes->door_of.data[door];
    CtId conduit = routes->door_conduit.data[number];
    const CtConduitPlan *plan = &routes->plans[conduit];
    uint32_t vertex = ct_routes_vertex(routes, held ? CT_PLACE_HELD : CT_PLACE_DOOR) + number;
    const CtReachRoute *route = &routes->routes.data[routes->first_route[vertex]];
    uint32_t common =
        plan->common == CT_NO_ID ? 0 : instances->zone_first[plan->common] + door - plan->door;
    CtTuple state = walk->states.data[from];
    Passage passage = {.from = from, .source = CT_NO_ID, .route = route};
    uint32_t n;
    const CtRoutePair *pairs = ct_walk_pairs(walk, route, state.b, &n);

    passage.targets = ct_routes_targets(routes, conduit, common);
    passage.place = CT_PLACE_INTO * instances->n_zones + passage.targets.start;
    passage.n_places = passage.targets.length;
    passage.to = (CtTuple){.c = ct_routes_sender(routes, route->to, state.c), .d = state.d};
    for (uint32_t i = 0; i < n; i++) {
        passage.to.b = pairs[i].key_to;
        if (held)
            pass_by_opening(walk, &passage);
        else
            for (uint32_t t = 0; t < passage.n_places; t++)
                ct_walk_go(walk, from, passage.place + t, passage.to.b, passage.to.c, state.d);
    }
}
