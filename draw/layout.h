/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where everything of a blueprint stands, in units of their own: rooms in rows by level, rooms
 * within rooms, the outside along the upper edge, suppliers with their premises along the sides,
 * and the ways between. A function of the blueprint alone: neither the order of the file nor the
 * frame bears on it, and what an asset is changes nothing but its own room.
 */
#pragma once

#include "analysis/blueprint.h"
#include "draw/geometry.h"

/* Of a zone. */
typedef struct CtRoom {
    CtRect box;
    CtRect floor; /* where its own assets stand, below the title; no height where it has none */
    bool by_rows; /* a slot holds an asset row; else a fold */
    uint32_t n_slots, columns;
    double slot_width, slot_height, slot_gap;
    bool has_rooms; /* zones within */
} CtRoom;

/* Of a supplier that has channels or premises. */
typedef struct CtDock {
    CtRect box;
    uint32_t supplier;
    bool on_right; /* side of the building */
} CtDock;

/* A row of rooms of one level. */
typedef struct CtBand {
    CtRect box;
    int8_t level;
    bool stated; /* some zone says so */
} CtBand;

typedef enum CtRouteOf { CT_ROUTE_CONDUIT, CT_ROUTE_CHANNEL } CtRouteOf;

/* The way of a conduit, or of a channel to one of its ends, from wall to wall. */
typedef struct CtRoute {
    uint8_t of;         /* CtRouteOf */
    uint32_t what;      /* conduit or channel */
    uint32_t from_zone; /* CT_NO_ID: a dock */
    uint32_t to_zone;
    uint32_t first_point, n_points; /* first and last: the doors */
    bool is_branch;                 /* it leaves another way of the channel instead of a wall */
} CtRoute;

typedef struct CtLayout {
    const CtBlueprint *blueprint;
    CtRect bounds;   /* of everything */
    CtRect building; /* without the outside and the suppliers */
    CtRoom *rooms;   /* a zone each */
    CtDock *docks;
    uint32_t n_docks;
    CtBand *bands;
    uint32_t n_bands;
    CtRoute *routes; /* conduits, then channels */
    uint32_t n_routes;
    CtPoint *points;
    uint32_t n_points;
    uint32_t *dock_of;       /* supplier → dock; CT_NO_ID */
    uint32_t *conduit_route; /* conduit → route; CT_NO_ID */
    struct CtWays *ways;     /* draw/ways.h */
} CtLayout;

/* @blueprint outlives it. Cost: n log n in zones; the ways, for as long as their budget lasts. */
CtLayout *ct_layout_new(const CtBlueprint *blueprint);
void ct_layout_free(CtLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtLayout, ct_layout_free)

/* The place of slot @i of @room. */
CtRect ct_room_slot(const CtRoom *room, uint32_t i);

/* The slot of @asset, and its room; what stands in a fold shares one. */
CtRect ct_layout_asset(const CtLayout *layout, uint32_t asset);

/* Cells of a grid of @n within @slot, as wide as high text wants them; for what unfolds in a slot.
 */
CtRect ct_slot_cell(CtRect slot, uint32_t n, uint32_t i, uint32_t *ret_columns);
