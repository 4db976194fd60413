/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of draw/plan share. */
#pragma once

#include "draw/plan.h"

/* Size of text in pixels: @base at the usual zoom, never illegible, never huge. */
double ct_plan_text_size(const CtPlanView *view, double base);

/* Whether any of @box (in pixels) is seen. */
bool ct_plan_sees(const CtPlanView *view, CtRect box);

/* Ways and doors of conduits and channels. */
void ct_plan_draw_routes(CtScene *scene, const CtPlanView *view);

/* Controls at the door, as icons. Returns how many. */
enum { CT_PLAN_MOST_GUARDS = 4 };
uint32_t ct_plan_guards(const CtBlueConduit *conduit, CtIcon *ret_icons);

/* What doors allow and what guards them, beside them. */
void ct_plan_draw_labels(CtScene *scene, const CtPlanView *view);

/* What is written over band @i, and where; NULL: nothing. Static. */
const char *ct_plan_band_label(const CtPlanView *view, uint32_t i, CtRect *ret_box);

/* An arrow's head at @tip, pointing away from @from. */
void ct_plan_arrow(CtScene *scene, CtPoint from, CtPoint tip, double size, CtPaint paint);

/* Where @asset, or the room of @zone, stands in the frame. */
CtRect ct_plan_asset_box(const CtPlanView *view, uint32_t asset);
CtRect ct_plan_room_box(const CtPlanView *view, uint32_t zone);

/* The way from @from to @to (rectangles in the frame: tiles, or rooms as a whole) by the doors that
 * lead from zone to zone, appended to @points (CtPoint); straight, and false, where no door does.
 */
bool ct_plan_way(const CtPlanView *view,
                 CtRect from,
                 uint32_t from_zone,
                 CtRect to,
                 uint32_t to_zone,
                 GArray *points);
