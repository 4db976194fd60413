/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The map that packets move on, before any packet does. A vertex stands for all instances of a
 * place (a zone's or conduit's row, networks of the same rows), so that `count` costs nothing here;
 * a route joins two vertices.
 *
 * At every vertex it is known which selectors still matter: of senders those that rules ahead ask
 * for, of receivers those that rules behind have asked for. Classes are cut down to these, which
 * keeps many conduits with rules of their own from multiplying at a hub that joins them. And it is
 * known for which receivers and ports (keys) a vertex leads to any group at all.
 */
#pragma once

#include "topology/reach_groups.h"

typedef enum CtReachPlaceKind {
    CT_PLACE_FIRST,      /* in a zone, about to enter a first conduit; an instance a zone's */
    CT_PLACE_FIRST_OPEN, /* likewise, where rules ask no sender, so that most are alike */
    CT_PLACE_NEXT,       /* in a zone, having come over a conduit: transit ones only */
    CT_PLACE_NEXT_OPEN,
    CT_PLACE_INTO, /* led into a zone and the zones within; a zone's */
    CT_PLACE_DOOR, /* in a conduit with several instances on either side */
    CT_PLACE_HELD, /* in such a conduit, opened only by who stands behind it */
    CT_PLACE_ON,   /* on a segment, having come over a conduit; a segment's */
} CtReachPlaceKind;

enum { CT_N_ZONE_PLACES = CT_PLACE_INTO + 1 };

typedef enum CtRouteKind {
    CT_ROUTE_UP,     /* conduits of the zone around this one may be entered as well */
    CT_ROUTE_DOWN,   /* into the zones within */
    CT_ROUTE_LAND,   /* onto the zone's networks */
    CT_ROUTE_LEAVE,  /* from a segment, to conduits of the zones that list it */
    CT_ROUTE_OPEN,   /* to where rules ask no sender */
    CT_ROUTE_PASS,   /* through a conduit */
    CT_ROUTE_SPREAD, /* out of a DOOR or HELD */
} CtRouteKind;

typedef struct CtReachRoute {
    uint32_t from, to; /* vertices */
    CtId conduit;      /* of PASS and SPREAD */
    uint8_t kind;
    CtSpan pairs; /* routes->pairs, rising by key_from */
} CtReachRoute;

/*
 * PASS routes at a vertex: those whose conduit lets something through to anyone (or is opened), and
 * those that only let through what some selector names, by its rank.
 */
typedef struct CtRouteIndex {
    CtCsr any;     /* vertex → routes */
    CtTuples rows; /* vertex, rank → row of `named` */
    CtCsr named;   /* row → routes */
} CtRouteIndex;

/* What a conduit's rules say of one key. A rule that may be blocked by itself never stands in for
 * others: it is among `allow_if`, whether or not it asks a sender. */
typedef struct CtPass {
    CtId allow;      /* the first allow rule that matches whoever sends, CT_NO_ID */
    CtSpan allow_if; /* routes->pass_rules: allow rules before it that match some senders */
    CtSpan deny_if;  /* deny rules that match some senders */
} CtPass;

/* Packets known as @key_from before a route are, among others, @key_to behind it. */
typedef struct CtRoutePair {
    uint32_t key_from, key_to;
    uint32_t pass; /* routes->passes; CT_NO_ID: no rule lets it through, or the route has none */
} CtRoutePair;

/* Who enforces a conduit: assets of one zone row, found from the instance of a zone on one side. */
typedef struct CtOpenerSide {
    bool by_target; /* from the instance of `to`, else that of `from` */
    CtId common;    /* the nearest zone row around both; CT_NO_ID: none, every asset will do */
    CtSpan openers; /* routes->openers, rising by place */
} CtOpenerSide;

typedef struct CtReachOpener {
    uint32_t place; /* instance of `common`, 0 without one */
    uint32_t asset; /* instance */
} CtReachOpener;

typedef struct CtConduitPlan {
    CtId common;   /* the nearest zone row around both ends, CT_NO_ID */
    uint32_t door; /* first DOOR instance (HELD alike); CT_NO_ID: straight from zone to zone */
    CtSpan sides;  /* routes->sides */
} CtConduitPlan;

typedef struct CtRoutes {
    CtReachRules *rules;
    const CtReachGroups *groups;

    uint32_t n_segment_rows;
    uint32_t *segment_row; /* segment → number of its row */
    uint8_t *row_family;   /* segment row → what it carries */
    CtCsr segment_zones;   /* segment → zone instances that list one of its networks */

    CtConduitPlan *plans; /* conduit → plan */
    CtIds door_conduit;   /* DOOR vertex → conduit */
    CtIds door_of;        /* DOOR instance → DOOR vertex, from 0 */
    uint32_t n_doors;     /* DOOR instances */
    CT_ROWS(CtOpenerSide) sides;
    CT_ROWS(CtReachOpener) openers;

    uint32_t n_vertices;
    CT_ROWS(CtReachRoute) routes; /* by from, kind, to, conduit */
    uint32_t *first_route;        /* vertex → its first route; n + 1 entries */
    CtCsr routes_to;              /* vertex → routes that end there */

    CtIdSets asked;                /* sets of ranks */
    uint32_t *asks_from, *asks_to; /* vertex → set of those that matter; CT_NO_ID: all */
    CtRouteIndex by_sender;   /* PASS routes out of a vertex, by the senders they let through */
    CtRouteIndex by_receiver; /* PASS routes to a vertex, by the receivers they let through */

    CtTuples keys;   /* key: cell, receiver set */
    CtTuples behind; /* vertex, key that leads to some group */
    CT_ROWS(CtRoutePair) pairs;
    CT_ROWS(CtPass) passes;
    CtIds pass_rules;
    CtTuples segment_keys; /* segment, key → row of key_groups */
    CtCsr key_groups;
} CtRoutes;

/* First vertex of a kind; row numbers are added to it. */
uint32_t ct_routes_vertex(const CtRoutes *routes, CtReachPlaceKind kind);

/* The route from vertex @from of @kind to vertex @to, NULL if there is none. Cost: log routes. */
const CtReachRoute *
ct_routes_find(const CtRoutes *routes, uint32_t from, CtRouteKind kind, uint32_t to);

/*
 * Cost: rows of zones, conduits, networks and rules; Σ over conduits of (receiver classes × ports
 * that lie behind) × rules. NULL past @most pairs.
 */
CtRoutes *ct_routes_new(CtReachRules *rules, const CtReachGroups *groups, uint64_t most);
void ct_routes_free(CtRoutes *routes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRoutes, ct_routes_free)

/* A class of senders or receivers, as vertex @vertex knows it. */
uint32_t ct_routes_sender(const CtRoutes *routes, uint32_t vertex, uint32_t sender);
uint32_t ct_routes_receiver(const CtRoutes *routes, uint32_t vertex, uint32_t receiver);

/* Adds the PASS routes of @index at @vertex that @set (of ranks) may find open; rising, once each.
 */
void ct_route_index_find(const CtRouteIndex *index,
                         const CtIdSets *sets,
                         uint32_t vertex,
                         uint32_t set,
                         CtIds *ret_routes);

/* Whether the @i-th of pass->allow_if is asked at an open vertex, or at the other: rules that ask
 * no sender are where nothing else of the pass does. */
bool ct_routes_decides(const CtRoutes *routes, const CtPass *pass, uint32_t i, bool at_open);

/* Whether @vertex is FIRST_OPEN or NEXT_OPEN. */
bool ct_routes_is_open(const CtRoutes *routes, uint32_t vertex);

/* The zone instances of @conduit's `to` that an instance of `common` (or any) leads to. */
CtSpan ct_routes_targets(const CtRoutes *routes, CtId conduit, uint32_t common);

/* Parts of ct_routes_new(). */
void ct_routes_find_matters(CtRoutes *routes);
void ct_routes_index_passes(CtRoutes *routes);
bool ct_routes_find_behind(CtRoutes *routes, uint64_t most);
