/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies behind each vertex: backwards from the groups on every segment, the keys (port cell,
 * receiver class as the vertex knows it) for which some route leads on, whoever sends. A walk that
 * follows the pairs found here never sets out for nothing. A FIRST vertex has seen no rule yet; its
 * keys are just the families of networks.
 */
#include "topology/reach_routes.h"

#include "topology/rows_add.h"

#include "base/sort.h"

#include <stdlib.h>

/* A pair and its route, while pairs come as they are found. */
typedef struct FoundPair {
    uint32_t route;
    CtRoutePair pair;
} FoundPair;

typedef struct Search {
    CtRoutes *routes;
    CT_ROWS(FoundPair) found;
    CtTuples judged; /* conduit, key */
    CtIds pass_of;   /* of judged: routes->passes or CT_NO_ID */
    uint32_t on;     /* first ON vertex */
    uint32_t next;   /* first vertex past FIRST and FIRST_OPEN */
    uint32_t held;   /* first HELD vertex */
} Search;

static const CtPortCell *
cell_of(const CtRoutes *routes, uint32_t key)
{
    return &routes->rules->cells.data[routes->keys.data[key].a];
}

static uint32_t
key_at(CtRoutes *routes, uint32_t vertex, uint32_t cell, uint32_t receiver)
{
    return ct_tuples_add(&routes->keys,
                         (CtTuple){.a = cell, .b = ct_routes_receiver(routes, vertex, receiver)});
}

static bool
matches(const CtRoutes *routes, const CtRule *rule, const CtTuple *key)
{
    const CtReachRules *rules = routes->rules;

    return (rule->to == CT_NO_ID ||
            ct_id_sets_has(&rules->sets, key->b, rules->to_rank[rule->to])) &&
           ct_reach_rule_has_cell(rules, rule, key->a);
}

/* Deny rules that ask a sender; false if one matches and asks none. */
static bool
collect_denies(CtRoutes *routes, CtSpan list, const CtTuple *key, CtSpan *ret_rules)
{
    *ret_rules = (CtSpan){.start = routes->pass_rules.length};
    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &routes->rules->instances->model->rules.data[list.start + i];

        if (!matches(routes, rule, key))
            continue;
        if (rule->from == CT_NO_ID)
            return false;
        ct_ids_add(&routes->pass_rules, list.start + i);
        ret_rules->length++;
    }
    return true;
}

/* Allow rules that ask a sender or may be blocked by themselves, up to the first that does neither;
 * false if there are none. */
static bool
collect_allows(CtRoutes *routes, CtSpan list, const CtTuple *key, CtPass *pass)
{
    pass->allow = CT_NO_ID;
    pass->allow_if = (CtSpan){.start = routes->pass_rules.length};
    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &routes->rules->instances->model->rules.data[list.start + i];

        if (!matches(routes, rule, key))
            continue;
        if (rule->from == CT_NO_ID && !ct_reach_rule_is_single(routes->rules, list.start + i)) {
            pass->allow = list.start + i;
            return true;
        }
        ct_ids_add(&routes->pass_rules, list.start + i);
        pass->allow_if.length++;
    }
    return pass->allow_if.length > 0;
}

static uint32_t
judge(Search *search, CtId conduit, uint32_t key)
{
    CtRoutes *routes = search->routes;
    const CtConduit *row = &routes->rules->instances->model->conduits.data[conduit];
    uint32_t known = search->judged.length;
    uint32_t i = ct_tuples_add(&search->judged, (CtTuple){.a = conduit, .b = key});
    CtTuple tuple = routes->keys.data[key];
    CtPass pass;

    if (i < known)
        return search->pass_of.data[i];
    if (collect_denies(routes, row->deny, &tuple, &pass.deny_if) &&
        collect_allows(routes, row->allow, &tuple, &pass)) {
        ct_ids_add(&search->pass_of, routes->passes.length);
        CT_ROWS_ADD(&routes->passes, pass);
    } else {
        ct_ids_add(&search->pass_of, CT_NO_ID);
    }
    return search->pass_of.data[i];
}

/* Whether somebody stands on the side from which a way into @vertex is opened. */
static bool
can_be_opened(const Search *search, CtId conduit, uint32_t vertex)
{
    const CtRoutes *routes = search->routes;
    const CtConduitPlan *plan = &routes->plans[conduit];
    bool held = vertex >= search->held && vertex < search->on;

    for (uint32_t i = 0; i < plan->sides.length; i++) {
        bool by_target = routes->sides.data[plan->sides.start + i].by_target;

        if (plan->door == CT_NO_ID || by_target == held)
            return true;
    }
    return false;
}

/* What the rules let through from the start of @route: where they ask no sender, from the open
 * vertex; what is left, from the other. */
static uint32_t
pass_from(Search *search, const CtReachRoute *route, uint32_t key)
{
    const CtRoutes *routes = search->routes;
    uint32_t i = judge(search, route->conduit, key);
    bool is_open = ct_routes_is_open(routes, route->from);
    const CtPass *pass;

    if (i == CT_NO_ID)
        return CT_NO_ID;
    pass = &routes->passes.data[i];
    if (pass->allow != CT_NO_ID && pass->deny_if.length == 0)
        return is_open ? i : CT_NO_ID;
    for (uint32_t k = 0; k < pass->allow_if.length; k++)
        if (ct_routes_decides(routes, pass, k, is_open))
            return i;
    return pass->allow != CT_NO_ID && !is_open ? i : CT_NO_ID;
}

/* Goes back over @route from @key at its end. */
static void
go_back(Search *search, uint32_t route, uint32_t key)
{
    CtRoutes *routes = search->routes;
    const CtReachRoute *row = &routes->routes.data[route];
    CtTuple tuple = routes->keys.data[key];
    uint8_t family = cell_of(routes, key)->family;
    FoundPair found = {.route = route, .pair = {.key_to = key, .pass = CT_NO_ID}};
    bool held = row->to >= search->held && row->to < search->on;

    if (row->kind == CT_ROUTE_LEAVE && routes->row_family[row->from - search->on] != family)
        return;
    if (row->kind == CT_ROUTE_PASS) {
        found.pair.pass = held ? CT_NO_ID : pass_from(search, row, key);
        if (found.pair.pass == CT_NO_ID && (!ct_routes_is_open(routes, row->from) ||
                                            !can_be_opened(search, row->conduit, row->to)))
            return;
    }
    if (row->from < search->next)
        found.pair.key_from = family;
    else
        found.pair.key_from = key_at(routes, row->from, tuple.a, tuple.b);
    CT_ROWS_ADD(&search->found, found);
    ct_tuples_add(&routes->behind, (CtTuple){.a = row->from, .b = found.pair.key_from});
}

/* Over all routes that end at @vertex; of conduits, those that may let @key through. */
static void
go_back_from(Search *search, uint32_t vertex, uint32_t key)
{
    const CtRoutes *routes = search->routes;
    const CtCsr *to = &routes->routes_to;
    g_auto(CtIds) passes = {0};

    for (uint32_t i = to->start[vertex]; i < to->start[vertex + 1]; i++)
        if (routes->routes.data[to->value[i]].kind != CT_ROUTE_PASS)
            go_back(search, to->value[i], key);
    ct_route_index_find(&routes->by_receiver, &routes->rules->sets, vertex,
                        routes->keys.data[key].b, &passes);
    for (uint32_t i = 0; i < passes.length; i++)
        go_back(search, passes.data[i], key);
}

/* FIRST vertices know no key but a family; going back among them is the same for all keys. */
static void
go_up_first(Search *search, uint32_t vertex, uint32_t family)
{
    CtRoutes *routes = search->routes;

    for (uint32_t i = routes->routes_to.start[vertex]; i < routes->routes_to.start[vertex + 1];
         i++) {
        uint32_t route = routes->routes_to.value[i];
        uint32_t from = routes->routes.data[route].from;

        CT_ROWS_ADD(
            &search->found,
            ((FoundPair){.route = route,
                         .pair = {.key_from = family, .key_to = family, .pass = CT_NO_ID}}));
        ct_tuples_add(&routes->behind, (CtTuple){.a = from, .b = family});
    }
}

/* Groups by segment and key, and where the search begins. */
static void
start_at_groups(Search *search)
{
    CtRoutes *routes = search->routes;
    const CtCsr *in = &routes->groups->segment_groups;
    g_auto(CtIds) row = {0};
    g_auto(CtIds) group = {0};

    for (uint32_t s = 0; s < routes->groups->n_segments; s++) {
        uint32_t vertex = search->on + routes->segment_row[s];

        for (uint32_t i = in->start[s]; i < in->start[s + 1]; i++) {
            const CtServiceGroup *entry = &routes->groups->groups.data[in->value[i]];
            uint32_t key = key_at(routes, vertex, entry->cell, entry->receiver);

            ct_tuples_add(&routes->behind, (CtTuple){.a = vertex, .b = key});
            ct_ids_add(&row, ct_tuples_add(&routes->segment_keys, (CtTuple){.a = s, .b = key}));
            ct_ids_add(&group, in->value[i]);
        }
    }
    ct_csr_build(&routes->key_groups, routes->segment_keys.length, row.data, group.data,
                 row.length);
}

static int
compare_found(const void *a, const void *b)
{
    const FoundPair *x = a;
    const FoundPair *y = b;

    if (x->route != y->route)
        return x->route < y->route ? -1 : 1;
    if (x->pair.key_from != y->pair.key_from)
        return x->pair.key_from < y->pair.key_from ? -1 : 1;
    return (x->pair.key_to > y->pair.key_to) - (x->pair.key_to < y->pair.key_to);
}

static void
file_pairs(Search *search)
{
    CtRoutes *routes = search->routes;

    if (search->found.length > 0)
        ct_sort(search->found.data, search->found.length, sizeof(FoundPair), compare_found);
    for (uint32_t i = 0; i < search->found.length; i++) {
        CtSpan *pairs = &routes->routes.data[search->found.data[i].route].pairs;

        if (pairs->length == 0)
            pairs->start = routes->pairs.length;
        CT_ROWS_ADD(&routes->pairs, search->found.data[i].pair);
        pairs->length++;
    }
}

bool
ct_routes_find_behind(CtRoutes *routes, uint64_t most)
{
    Search search = {
        .routes = routes,
        .on = ct_routes_vertex(routes, CT_PLACE_ON),
        .next = ct_routes_vertex(routes, CT_PLACE_NEXT),
        .held = ct_routes_vertex(routes, CT_PLACE_HELD),
    };
    bool within = true;

    start_at_groups(&search);
    for (uint32_t i = 0; i < routes->behind.length && within; i++) { /* grows meanwhile */
        CtTuple item = routes->behind.data[i];

        if (item.a < search.next)
            go_up_first(&search, item.a, item.b);
        else
            go_back_from(&search, item.a, item.b);
        within = search.found.length <= most;
    }
    if (within)
        file_pairs(&search);
    g_free(search.found.data);
    ct_tuples_clear(&search.judged);
    ct_ids_clear(&search.pass_of);
    return within;
}
