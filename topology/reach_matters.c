/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which selectors matter where. Of senders: those that rules of routes ahead ask for, and firewalls
 * of groups that can be arrived at. Of receivers: those that rules of routes behind have asked for.
 * Both are least fixpoints over the map, found in rounds: what changed in one is looked at from its
 * neighbours in the next. Sets are interned, since most vertices share theirs with a neighbour; a
 * vertex unites each set once, however many routes bring it.
 *
 * Any larger set would serve as well (classes would only be cut down less), so where the sets grow
 * out of hand everything matters everywhere.
 */
#include "topology/reach_routes.h"

#include "base/bits.h"

enum { MOST_UNITED = 1 << 27 };

typedef struct Spread {
    CtRoutes *routes;
    bool forward;         /* along the routes (receivers), else against them (senders) */
    uint32_t *asks;       /* vertex → set: what is being found */
    uint32_t *base;       /* vertex → set that it asks for by itself */
    uint32_t *of_conduit; /* conduit → set that its rules ask for */
    CtIds seen;           /* set → the turn that noted it last */
    CtIds noted;          /* sets to unite in this turn */
    uint32_t turn;
    uint64_t left; /* members that may still be united */
} Spread;

static void
add_rules(const CtRoutes *routes, CtSpan list, const uint32_t *rank, bool to, CtIds *ranks)
{
    const CtModel *model = routes->rules->instances->model;

    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &model->rules.data[list.start + i];
        CtId selector = to ? rule->to : rule->from;

        if (selector != CT_NO_ID)
            ct_ids_add(ranks, rank[selector]);
    }
}

static void
find_conduits(Spread *spread)
{
    const CtRoutes *routes = spread->routes;
    const CtModel *model = routes->rules->instances->model;
    const uint32_t *rank = spread->forward ? routes->rules->to_rank : routes->rules->from_rank;
    g_auto(CtIds) ranks = {0};

    spread->of_conduit = g_new(uint32_t, (size_t)model->conduits.length + 1);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        ranks.length = 0;
        add_rules(routes, model->conduits.data[c].allow, rank, spread->forward, &ranks);
        add_rules(routes, model->conduits.data[c].deny, rank, spread->forward, &ranks);
        ct_ids_sort_unique(&ranks);
        spread->of_conduit[c] = ct_id_sets_add(&spread->routes->asked, ranks.data, ranks.length);
    }
}

/* Firewalls of groups ask for senders where packets arrive. */
static void
find_firewalls(Spread *spread)
{
    const CtRoutes *routes = spread->routes;
    const CtModel *model = routes->rules->instances->model;
    const CtReachGroups *groups = routes->groups;
    uint32_t on = ct_routes_vertex(routes, CT_PLACE_ON);
    g_auto(CtIds) vertex = {0};
    g_auto(CtIds) firewall = {0};
    g_auto(CtIds) ranks = {0};
    g_auto(CtTuples) links = {0};
    g_auto(CtCsr) behind = {0};

    for (uint32_t s = 0; s < groups->n_segments; s++)
        for (uint32_t i = groups->segment_groups.start[s]; i < groups->segment_groups.start[s + 1];
             i++) {
            CtId row = groups->groups.data[groups->segment_groups.value[i]].firewall;
            uint32_t known = links.length;

            if (row == CT_NO_ID ||
                ct_tuples_add(&links, (CtTuple){.a = routes->segment_row[s], .b = row}) < known)
                continue;
            ct_ids_add(&vertex, routes->segment_row[s]);
            ct_ids_add(&firewall, row);
        }
    ct_csr_build(&behind, routes->n_segment_rows, vertex.data, firewall.data, vertex.length);
    for (uint32_t v = 0; v < routes->n_segment_rows; v++) {
        ranks.length = 0;
        for (uint32_t i = behind.start[v]; i < behind.start[v + 1]; i++) {
            const CtFirewall *row = &model->firewalls.data[behind.value[i]];

            add_rules(routes, row->allow, routes->rules->from_rank, false, &ranks);
            add_rules(routes, row->deny, routes->rules->from_rank, false, &ranks);
        }
        ct_ids_sort_unique(&ranks);
        spread->base[on + v] = ct_id_sets_add(&spread->routes->asked, ranks.data, ranks.length);
    }
}

/* Notes @set as one to unite, once a turn. */
static void
note(Spread *spread, uint32_t set)
{
    if (set == 0)
        return;
    while (spread->seen.length <= set)
        ct_ids_add(&spread->seen, 0);
    if (spread->seen.data[set] == spread->turn)
        return;
    spread->seen.data[set] = spread->turn;
    ct_ids_add(&spread->noted, set);
}

/* The union of the sets noted; CT_NO_ID when too much has been united. */
static uint32_t
unite(Spread *spread)
{
    CtIdSets *asked = &spread->routes->asked;
    g_auto(CtIds) united = {0};

    if (spread->noted.length <= 1)
        return spread->noted.length == 0 ? 0 : spread->noted.data[0];
    for (uint32_t i = 0; i < spread->noted.length; i++) {
        uint32_t n;
        const uint32_t *members = ct_id_sets_get(asked, spread->noted.data[i], &n);

        if (n > spread->left)
            return CT_NO_ID;
        spread->left -= n;
        for (uint32_t k = 0; k < n; k++)
            ct_ids_add(&united, members[k]);
    }
    ct_ids_sort_unique(&united);
    return ct_id_sets_add(asked, united.data, united.length);
}

/* What @vertex asks for, from what its neighbours do. */
static uint32_t
ask(Spread *spread, uint32_t vertex)
{
    const CtRoutes *routes = spread->routes;
    const uint32_t *first = spread->forward ? routes->routes_to.start : routes->first_route;

    spread->turn++;
    spread->noted.length = 0;
    note(spread, spread->base[vertex]);
    for (uint32_t i = first[vertex]; i < first[vertex + 1]; i++) {
        const CtReachRoute *route =
            &routes->routes.data[spread->forward ? routes->routes_to.value[i] : i];

        note(spread, spread->asks[spread->forward ? route->from : route->to]);
        /* Who stands before the open rules of a conduit has been asked by the others. */
        if (route->kind == CT_ROUTE_PASS &&
            (spread->forward || !ct_routes_is_open(routes, route->from)))
            note(spread, spread->of_conduit[route->conduit]);
    }
    return unite(spread);
}

/* The vertices that look at @vertex are looked at in the next round. */
static void
wake_neighbours(const Spread *spread, uint32_t vertex, uint64_t *awake, CtIds *next)
{
    const CtRoutes *routes = spread->routes;
    const uint32_t *first = spread->forward ? routes->first_route : routes->routes_to.start;

    for (uint32_t i = first[vertex]; i < first[vertex + 1]; i++) {
        const CtReachRoute *route =
            &routes->routes.data[spread->forward ? i : routes->routes_to.value[i]];
        uint32_t neighbour = spread->forward ? route->to : route->from;

        if (ct_bits_get(awake, neighbour))
            continue;
        ct_bits_set(awake, neighbour);
        ct_ids_add(next, neighbour);
    }
}

/* False when too much would have to be united. */
static bool
spread_sets(Spread *spread)
{
    g_autofree uint64_t *awake = ct_bits_new(spread->routes->n_vertices);
    g_auto(CtIds) now = {0};
    g_auto(CtIds) next = {0};

    for (uint32_t v = 0; v < spread->routes->n_vertices; v++)
        ct_ids_add(&now, v);
    while (now.length > 0) {
        CtIds done;

        next.length = 0;
        for (uint32_t i = 0; i < now.length; i++)
            ct_bits_unset(awake, now.data[i]);
        for (uint32_t i = 0; i < now.length; i++) {
            uint32_t set = ask(spread, now.data[i]);

            if (set == CT_NO_ID)
                return false;
            if (set == spread->asks[now.data[i]])
                continue;
            spread->asks[now.data[i]] = set;
            wake_neighbours(spread, now.data[i], awake, &next);
        }
        done = now;
        now = next;
        next = done;
    }
    return true;
}

/* Vertex → set of ranks; all CT_NO_ID (everything) where that is too much to find out. */
static uint32_t *
find_asks(CtRoutes *routes, bool forward)
{
    size_t n = (size_t)routes->n_vertices + 1;
    Spread spread = {
        .routes = routes,
        .forward = forward,
        .asks = g_new0(uint32_t, n),
        .base = g_new0(uint32_t, n),
        .left = MOST_UNITED,
    };

    if ((forward ? routes->rules->n_to : routes->rules->n_from) == 0) {
        g_free(spread.base);
        return spread.asks;
    }
    find_conduits(&spread);
    if (!forward)
        find_firewalls(&spread);
    if (!spread_sets(&spread))
        for (size_t v = 0; v < n; v++)
            spread.asks[v] = CT_NO_ID;
    g_free(spread.base);
    g_free(spread.of_conduit);
    ct_ids_clear(&spread.seen);
    ct_ids_clear(&spread.noted);
    return spread.asks;
}

void
ct_routes_find_matters(CtRoutes *routes)
{
    ct_id_sets_init(&routes->asked);
    routes->asks_from = find_asks(routes, false);
    routes->asks_to = find_asks(routes, true);
}

/* @set without what @asked does not have. */
static uint32_t
cut(const CtRoutes *routes, uint32_t set, uint32_t asked)
{
    CtIdSets *sets = &routes->rules->sets;
    g_auto(CtIds) kept = {0};
    uint32_t n;
    const uint32_t *members = ct_id_sets_get(sets, set, &n);

    if (asked == CT_NO_ID || n == 0)
        return set;
    for (uint32_t i = 0; i < n; i++)
        if (ct_id_sets_has(&routes->asked, asked, members[i]))
            ct_ids_add(&kept, members[i]);
    return kept.length == n ? set : ct_id_sets_add(sets, kept.data, kept.length);
}

uint32_t
ct_routes_sender(const CtRoutes *routes, uint32_t vertex, uint32_t sender)
{
    return cut(routes, sender, routes->asks_from[vertex]);
}

uint32_t
ct_routes_receiver(const CtRoutes *routes, uint32_t vertex, uint32_t receiver)
{
    return cut(routes, receiver, routes->asks_to[vertex]);
}

bool
ct_routes_is_open(const CtRoutes *routes, uint32_t vertex)
{
    uint32_t zones = routes->rules->instances->model->zones.length;

    return zones > 0 &&
           (vertex / zones == CT_PLACE_FIRST_OPEN || vertex / zones == CT_PLACE_NEXT_OPEN);
}
