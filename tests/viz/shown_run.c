/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/viz/shown_run.h"

#include "draw/render_text.h"

void
ct_shown_run_init(CtShownRun *shown)
{
    *shown = (CtShownRun){0};
    ct_sample_run_init(&shown->sample, 1);
    g_autoptr(GArray) records = ct_trace_play(shown->sample.sim, 0, NULL);

    shown->blueprint = ct_blueprint_new(shown->sample.twin);
    shown->layout = ct_layout_new(shown->blueprint);
    shown->chronicle =
        ct_chronicle_new(shown->blueprint, shown->sample.twin, shown->sample.sim, records);
    shown->why = ct_run_why_new(shown->sample.sim, records);
    shown->design = (CtAppSubject){.blueprint = shown->blueprint,
                                   .layout = shown->layout,
                                   .twin = shown->sample.twin,
                                   .name = "sample"};
    shown->run = shown->design;
    shown->run.chronicle = shown->chronicle;
    shown->run.why = shown->why;
}

void
ct_shown_run_clear(CtShownRun *shown)
{
    ct_run_why_free(shown->why);
    ct_chronicle_free(shown->chronicle);
    ct_layout_free(shown->layout);
    ct_blueprint_free(shown->blueprint);
    ct_sample_run_clear(&shown->sample);
}

char *
ct_shown_part(CtApp *app, CtAppPart part)
{
    g_autoptr(CtScene) scene = ct_scene_new(app->width, app->height);
    g_autoptr(CtOut) out = ct_out_new_string();

    if (part == CT_APP_PART_COUNT)
        ct_app_draw_overlay(app, scene);
    else
        ct_app_draw_part(app, part, scene);
    ct_render_text(scene, out);
    return g_strdup(ct_out_text(out));
}

void
ct_shown_type(CtApp *app, const char *text)
{
    for (; *text != '\0'; text++) {
        CtInput input = {.kind = CT_INPUT_TEXT, .text = {*text}};

        ct_app_input(app, &input);
    }
}

void
ct_shown_key(CtApp *app, CtWindowKey key)
{
    ct_app_input(app, &(CtInput){.kind = CT_INPUT_KEY, .key = key});
}

void
ct_shown_click(CtApp *app, CtPoint point)
{
    CtInput input = {.kind = CT_INPUT_MOVE, .x = point.x, .y = point.y};

    ct_app_input(app, &input);
    input.kind = CT_INPUT_PRESS;
    input.button = 1;
    ct_app_input(app, &input);
    input.kind = CT_INPUT_RELEASE;
    ct_app_input(app, &input);
}
