/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of viz/app share. */
#pragma once

#include "viz/app.h"

typedef enum CtAppDrag { CT_APP_DRAG_NONE, CT_APP_DRAG_PLAN, CT_APP_DRAG_TIME } CtAppDrag;

static inline bool
ct_app_is_run(const CtApp *app)
{
    return app->sides[0].subject.chronicle != NULL;
}

/* @part is to be drawn anew. */
static inline void
ct_app_touch(CtApp *app, CtAppPart part)
{
    app->versions[part]++;
}

/* The plan is to be drawn anew. */
void ct_app_touch_plan(CtApp *app);

/* Opens the field of CT_ACTION_SEARCH or FILTER. */
void ct_app_open_field(CtApp *app, CtWindowAction what);

/* Whether the open field, if there is one, takes @input. */
bool ct_app_field_input(CtApp *app, const CtInput *input);

/* --- camera --- */

void ct_app_fit(CtApp *app);
void ct_app_pan(CtApp *app, double dx, double dy);          /* in pixels */
void ct_app_zoom(CtApp *app, double factor, CtPoint about); /* of the window */
void ct_app_show_rect(CtApp *app, CtRect rect);             /* of the plan */

/* What is at @point of the window, on a plan; CT_PICK_NONE. Cost: what is drawn there. */
CtPick ct_app_pick(const CtApp *app, CtPoint point, uint32_t *ret_side);

/* Where @pick stands in the plan; false for what has no place. */
bool ct_app_place(const CtLayout *layout, CtPick pick, CtRect *ret_rect);

/* --- lists --- */

/* Whether @tab has anything to show for this subject. */
bool ct_app_has_tab(const CtApp *app, CtAppTab tab);
void ct_app_list_events(CtApp *app);
void ct_app_list_ways(CtApp *app);

/* Goes to row @row of the tab shown: its time, its way, its failure. */
void ct_app_follow_row(CtApp *app, uint32_t row);

/* Moves the list of events to the present. */
void ct_app_follow_time(CtApp *app);

/* To the next event listed, @by 1, or the one before, -1. */
void ct_app_step_event(CtApp *app, int by);

/* What the legend is about. */
CtLegend ct_app_legend(const CtApp *app);

/* --- what is selected --- */

void ct_app_select(CtApp *app, CtPick pick, uint32_t side);

/* The zone, asset, supplier, conduit or channel that @text names best, the @nth of those; how many
 * there are. */
CtPick ct_app_search(const CtBlueprint *blueprint, const char *text, uint32_t nth, uint32_t *ret_n);

/* "rtu-1", "meter[17]": the id of @pick; g_free(). NULL. */
char *ct_app_id(const CtBlueprint *blueprint, CtPick pick);

/* What can be said about @pick at the moment shown, a line each (char *); headings begin with '#'.
 * At most 200 lines. */
GPtrArray *ct_app_about(const CtAppSide *side, CtPick pick);

/* What asset @a is made of, appended to such lines: services, components, vulnerabilities. */
void ct_app_say_content(GPtrArray *lines, const CtAppSide *side, uint32_t a);

/* A line more, unless there are too many. */
void ct_app_say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The first lines of that; NULL for nothing. */
char *ct_app_brief(const CtAppSide *side, CtPick pick);
