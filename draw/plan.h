/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The blueprint as draw commands, in parts that a window may keep apart: the ground (rooms, doors,
 * ways, suppliers), what stands on it with the state of a moment, and marks over both. How much of
 * it is drawn depends on how large it comes out, so that the number of commands is bounded by the
 * frame and not by the model.
 */
#pragma once

#include "analysis/dossier.h"
#include "draw/layout.h"
#include "draw/scene.h"

/* Which part of the plan is seen, where in the frame, and how large. */
typedef struct CtCamera {
    CtRect viewport; /* of the frame, in pixels */
    double x, y;     /* of the plan, at the viewport's upper left */
    double zoom;     /* pixels to a unit of the plan */
} CtCamera;

/* All of @world in the middle of @viewport, at most @most pixels to a unit. */
CtCamera ct_camera_fit(CtRect world, CtRect viewport, double most);
CtPoint ct_camera_to_frame(const CtCamera *camera, CtPoint point);
CtPoint ct_camera_to_plan(const CtCamera *camera, CtPoint point);
CtRect ct_camera_rect_to_frame(const CtCamera *camera, CtRect rect);

typedef struct CtPlanView {
    const CtLayout *layout;
    const CtSnapshot *snapshot; /* NULL: nothing has happened */
    CtCamera camera;
    double text_scale;   /* 1: the usual size of text */
    CtPick selected;     /* drawn with a frame; CT_PICK_NONE */
    bool no_channels;    /* leave channels out */
    bool no_door_labels; /* leave what doors allow out */
} CtPlanView;

/* Paper, building, outside, rooms with titles, suppliers, doors, conduits, channels. */
void ct_plan_draw_ground(CtScene *scene, const CtPlanView *view);

/* Asset tiles with their state. */
void ct_plan_draw_assets(CtScene *scene, const CtPlanView *view);

/* @path over the plan, its steps numbered from 1. */
void ct_plan_draw_path(CtScene *scene, const CtPlanView *view, const CtPath *path);

/* Failures of the segmentation at the door or wall that they breach, those of one place as one
 * mark: "S5 +2"; its pick is the gravest. */
void
ct_plan_draw_failures(CtScene *scene, const CtPlanView *view, const CtSegmentation *segmentation);

/* Choke points (CT_ICON_SHIELD) or a cut (CT_ICON_SCISSORS) at the doors, tiles and suppliers that
 * they are. Returns how many stand nowhere in the plan: flaws, techniques, credentials, measures.
 */
uint32_t ct_plan_draw_elements(CtScene *scene,
                               const CtPlanView *view,
                               const CtElementFinding *elements,
                               uint32_t n,
                               CtIcon icon);

/* The tries that are under way at @time, each along its way; view->snapshot is there. At most 200,
 * the latest. */
void ct_plan_draw_tries(CtScene *scene, const CtPlanView *view, int64_t time);
