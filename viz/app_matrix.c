/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The segmentation matrix: a panel in place of the plan, and what can be said about a cell of it.
 */
#include "viz/app_parts.h"

#include "analysis/zone_sign.h"
#include "base/units.h"

#include <string.h>

enum { MOST_DOORS = 8, MOST_FAILURES = 8, MOST_STEPS = 12 };

static const CtSegmentation *
segmentation_of(const CtApp *app)
{
    return app->sides[0].subject.segmentation;
}

bool
ct_app_has_matrix(const CtApp *app)
{
    return segmentation_of(app) != NULL && segmentation_of(app)->n_zones > 0;
}

void
ct_app_show_matrix(CtApp *app, bool shows)
{
    if (shows && !ct_app_has_matrix(app)) {
        ct_app_tell(app, "The zones of this design were not held against each other.");
        return;
    }
    app->shows_matrix = shows;
    app->hovered = (CtPick){0};
    ct_app_resize(app, app->width, app->height);
}

/* --- a cell in words --- */

static void
say_intended(GPtrArray *lines, const CtZoneCell *cell)
{
    static const char *const texts[] = {
        [CT_ANSWER_YES] = "intended: yes, a flow or a policy goes there",
        [CT_ANSWER_NO] = "intended: no, no flow goes there, or a policy forbids it",
        [CT_ANSWER_UNKNOWN] = "intended: not stated, as the design declares no flows",
    };

    ct_app_say(lines, "%s", texts[MIN(cell->intended, CT_ANSWER_UNKNOWN)]);
}

static void
say_allowed(GPtrArray *lines, const CtAppSide *side, const CtZoneCell *cell)
{
    if (cell->allowed == CT_ANSWER_YES)
        ct_app_say(lines, "allowed: yes, some rule lets packets through");
    else if (cell->allowed == CT_ANSWER_NO)
        ct_app_say(lines, "allowed: no, no chain of rules leads there");
    else
        ct_app_say(lines, "allowed: undecided%s%s",
                   side->subject.segmentation->undecided != NULL ? ": " : "",
                   side->subject.segmentation->undecided != NULL
                       ? side->subject.segmentation->undecided
                       : "");
}

static void
say_attackable(GPtrArray *lines, const CtZoneCell *cell)
{
    static const char *const texts[] = {
        [CT_ANSWER_YES] = "attackable: yes, who holds the first gets into the second",
        [CT_ANSWER_NO] = "attackable: no, who holds the first alone does not get in",
        [CT_ANSWER_UNKNOWN] = "attackable: undecided",
    };

    ct_app_say(lines, "%s", texts[MIN(cell->attackable, CT_ANSWER_UNKNOWN)]);
}

/* Whether @zone is @name's, or within it. */
static bool
is_in(const CtBlueprint *blueprint, uint32_t zone, uint32_t other)
{
    return zone != CT_NO_ID && other != CT_NO_ID && ct_blueprint_is_within(blueprint, zone, other);
}

/* Conduits that lead straight from the one to the other. */
static void
say_doors(GPtrArray *lines, const CtAppSide *side, uint32_t from, uint32_t to)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    uint32_t n = 0;

    for (uint32_t i = 0; i < blueprint->n_conduits; i++) {
        const CtBlueConduit *conduit = &blueprint->conduits[i];

        if (!is_in(blueprint, from, conduit->from) || !is_in(blueprint, to, conduit->to))
            continue;
        if (n == 0)
            ct_app_say(lines, "#Conduits straight there");
        if (n++ < MOST_DOORS) {
            ct_app_say(lines, "%s: %s", conduit->title, conduit->allow_short);
            ct_app_say_position(lines, side, conduit->pos);
        }
    }
    if (n > MOST_DOORS)
        ct_app_say(lines, "and %u more", n - MOST_DOORS);
}

static void
say_path(GPtrArray *lines, const CtPath *path)
{
    for (uint32_t i = 0; i < MIN(path->n_steps, MOST_STEPS); i++) {
        const CtPathStep *step = &path->steps[i];

        ct_app_say(lines, "  %u. %s %s on %s", i + 1, step->technique, step->title,
                   step->to != NULL ? step->to : "it");
    }
    if (path->n_steps > MOST_STEPS)
        ct_app_say(lines, "  and %u steps more", path->n_steps - MOST_STEPS);
}

void
ct_app_say_failure(GPtrArray *lines, const CtAppSide *side, const CtSegFailure *failure)
{
    ct_app_say(lines, "%s, %s%s", failure->id,
               ct_seg_severity_text((CtSegSeverity)failure->severity),
               failure->waiver == CT_SEG_WAIVED ? ", accepted" : "");
    ct_app_say(lines, "  %s", failure->what);
    ct_app_say_position(lines, side, failure->pos);
    if (failure->fix != NULL)
        ct_app_say(lines, "  What helps: %s", failure->fix);
    if (failure->path != NULL)
        say_path(lines, failure->path);
}

/* What is found wrong between the two, and what an attacker makes of it. */
static void
say_failures(GPtrArray *lines, const CtAppSide *side, const char *from, const char *to)
{
    const CtSegmentation *segmentation = side->subject.segmentation;
    uint32_t n = 0;

    for (uint32_t i = 0; i < segmentation->n_failures; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (g_strcmp0(failure->from, from) != 0 || g_strcmp0(failure->to, to) != 0)
            continue;
        if (n == 0)
            ct_app_say(lines, "#What is wrong there");
        if (n++ < MOST_FAILURES)
            ct_app_say_failure(lines, side, failure);
    }
    if (n > MOST_FAILURES)
        ct_app_say(lines, "and %u more", n - MOST_FAILURES);
}

void
ct_app_say_cell(GPtrArray *lines, const CtAppSide *side, uint32_t what)
{
    const CtSegmentation *segmentation = side->subject.segmentation;

    if (segmentation == NULL || segmentation->cells == NULL || segmentation->n_zones == 0 ||
        what / segmentation->n_zones >= segmentation->n_zones)
        return;
    uint32_t from = what / segmentation->n_zones, to = what % segmentation->n_zones;
    const CtZoneCell *cell = &segmentation->cells[what];
    const char *ids[] = {segmentation->zones[from].id, segmentation->zones[to].id};
    const char *sign = ct_zone_sign_text(ct_zone_sign(segmentation, from, to));

    ct_app_say(lines, "#From %s into %s", ids[0], ids[1]);
    if (sign == NULL) {
        ct_app_say(lines, "one lies within the other: there is nothing to cross");
        return;
    }
    ct_app_say(lines, "%s", sign);
    say_intended(lines, cell);
    say_allowed(lines, side, cell);
    say_attackable(lines, cell);
    say_doors(lines, side, ct_blueprint_find_zone(side->subject.blueprint, ids[0]),
              ct_blueprint_find_zone(side->subject.blueprint, ids[1]));
    say_failures(lines, side, ids[0], ids[1]);
}

/* --- keys --- */

/* From the cell that is selected, else from the first. */
static void
move_cell(CtApp *app, int across, int down)
{
    int64_t n = segmentation_of(app)->n_zones, row = 0, column = 0;

    if (app->selected.of == CT_PICK_CELL) {
        row = app->selected.what / n;
        column = app->selected.what % n;
        row = CLAMP(row + down, 0, n - 1);
        column = CLAMP(column + across, 0, n - 1);
    }
    ct_app_select(app, (CtPick){CT_PICK_CELL, (uint32_t)(row * n + column)}, 0);
    ct_app_touch(app, CT_APP_MATRIX);
}

/* To the zone on the plan into which the selected cell leads. */
static void
go_to_zone(CtApp *app)
{
    const CtSegmentation *segmentation = segmentation_of(app);
    uint32_t to = app->selected.of == CT_PICK_CELL ? app->selected.what % segmentation->n_zones : 0;
    uint32_t zone =
        ct_blueprint_find_zone(app->sides[0].subject.blueprint, segmentation->zones[to].id);

    ct_app_show_matrix(app, false);
    if (zone == CT_NO_ID)
        return;
    ct_app_select(app, (CtPick){CT_PICK_ZONE, zone}, 0);
    ct_app_act(app, CT_ACTION_GO_TO);
}

bool
ct_app_act_on_matrix(CtApp *app, CtWindowAction action)
{
    switch (action) {
    case CT_ACTION_LEFT:
    case CT_ACTION_RIGHT:
        move_cell(app, action == CT_ACTION_LEFT ? -1 : 1, 0);
        return true;
    case CT_ACTION_UP:
    case CT_ACTION_DOWN:
        move_cell(app, 0, action == CT_ACTION_UP ? -1 : 1);
        return true;
    case CT_ACTION_CHOOSE:
    case CT_ACTION_GO_TO:
        if (app->selected.of != CT_PICK_CELL)
            return action == CT_ACTION_GO_TO;
        go_to_zone(app);
        return true;
    default:
        return false;
    }
}
