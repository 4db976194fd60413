/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/canvas.h"

#include "draw/render_cairo.h"

#include <math.h>
#include <string.h>

/* Around what is seen of the plan, in units of the window. */
static const double margin = 128;

typedef struct Pixels {
    uint32_t *data;
    int width, height;
} Pixels;

/* The plan of a side: the ground alone, and with the assets on it. */
typedef struct Plan {
    Pixels ground, whole;
    double zoom;
    CtPoint corner; /* of the plan, at the upper left pixel */
    uint64_t ground_version, assets_version;
    bool valid;
} Plan;

typedef struct Part {
    Pixels pixels;
    uint64_t version;
    bool valid;
} Part;

struct CtCanvas {
    Plan plans[CT_APP_MOST_SIDES];
    Part parts[CT_APP_PART_COUNT];
    Pixels frame;
    CtScene *scene;
    CtTheme theme;
    double scale;
    uint64_t n_paintings;
};

static void
pixels_resize(Pixels *pixels, int width, int height)
{
    if (pixels->width == width && pixels->height == height)
        return;
    g_free(pixels->data);
    pixels->data = g_new0(uint32_t, (size_t)width * (size_t)height);
    pixels->width = width;
    pixels->height = height;
}

CtCanvas *
ct_canvas_new(void)
{
    CtCanvas *canvas = g_new0(CtCanvas, 1);

    canvas->scene = ct_scene_new(1, 1);
    return canvas;
}

void
ct_canvas_free(CtCanvas *canvas)
{
    if (canvas == NULL)
        return;
    for (int i = 0; i < CT_APP_MOST_SIDES; i++) {
        g_free(canvas->plans[i].ground.data);
        g_free(canvas->plans[i].whole.data);
    }
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        g_free(canvas->parts[i].pixels.data);
    g_free(canvas->frame.data);
    ct_scene_free(canvas->scene);
    g_free(canvas);
}

uint64_t
ct_canvas_paintings(const CtCanvas *canvas)
{
    return canvas->n_paintings;
}

/* Paints the canvas's scene; point @origin of the window comes to the upper left. */
static void
paint(CtCanvas *canvas, CtPoint origin, Pixels *pixels)
{
    ct_render_pixels(canvas->scene, canvas->theme, canvas->scale, origin, pixels->data,
                     pixels->width, pixels->height, pixels->width * 4);
}

/* Copies @from with its upper left at @x, @y of the frame, as much as lies within @clip. */
static void
copy(Pixels *to, const Pixels *from, int x, int y, CtRect clip)
{
    int left = MAX(MAX((int)clip.x, x), 0), top = MAX(MAX((int)clip.y, y), 0);
    int right = MIN(MIN((int)ct_rect_right(clip), x + from->width), to->width);
    int bottom = MIN(MIN((int)ct_rect_bottom(clip), y + from->height), to->height);

    if (right <= left)
        return;
    for (int row = top; row < bottom; row++)
        memcpy(&to->data[(size_t)row * (size_t)to->width + (size_t)left],
               &from->data[(size_t)(row - y) * (size_t)from->width + (size_t)(left - x)],
               (size_t)(right - left) * sizeof *to->data);
}

static CtRect
scaled(const CtCanvas *canvas, CtRect rect)
{
    double left = floor(rect.x * canvas->scale), top = floor(rect.y * canvas->scale);

    return (CtRect){left, top, ceil(ct_rect_right(rect) * canvas->scale) - left,
                    ceil(ct_rect_bottom(rect) * canvas->scale) - top};
}

/* Whether what is kept of the plan covers what @app shows of it. */
static bool
covers(const Plan *plan, const CtApp *app)
{
    return plan->valid && plan->zoom == app->zoom &&
           fabs((app->corner.x - plan->corner.x) * app->zoom - margin) <= margin &&
           fabs((app->corner.y - plan->corner.y) * app->zoom - margin) <= margin;
}

static void
paint_plan(CtCanvas *canvas, CtApp *app, uint32_t side)
{
    Plan *plan = &canvas->plans[side];
    const CtAppSide *of = &app->sides[side];
    CtPlanView view = ct_app_view(app, side, margin);
    int width = (int)ceil(view.camera.viewport.width * canvas->scale);
    int height = (int)ceil(view.camera.viewport.height * canvas->scale);
    bool moved = !covers(plan, app) || plan->ground.width != width || plan->ground.height != height;
    bool ground = moved || plan->ground_version != of->ground_version;

    if (!ground && plan->assets_version == of->assets_version)
        return;
    pixels_resize(&plan->ground, width, height);
    pixels_resize(&plan->whole, width, height);
    if (moved) {
        plan->zoom = app->zoom;
        plan->corner = (CtPoint){view.camera.x, view.camera.y};
    }
    view.camera.viewport.x = view.camera.viewport.y = 0;
    view.camera.x = plan->corner.x;
    view.camera.y = plan->corner.y;
    if (ground) {
        ct_scene_clear(canvas->scene);
        ct_plan_draw_ground(canvas->scene, &view);
        paint(canvas, (CtPoint){0, 0}, &plan->ground);
    }
    memcpy(plan->whole.data, plan->ground.data,
           (size_t)width * (size_t)height * sizeof *plan->whole.data);
    ct_scene_clear(canvas->scene);
    ct_plan_draw_assets(canvas->scene, &view);
    paint(canvas, (CtPoint){0, 0}, &plan->whole);
    plan->ground_version = of->ground_version;
    plan->assets_version = of->assets_version;
    plan->valid = true;
    canvas->n_paintings++;
}

/* Onto the frame, and the marks over it, which keep to the side's box. */
static void
show_plan(CtCanvas *canvas, CtApp *app, uint32_t side)
{
    const Plan *plan = &canvas->plans[side];
    CtRect clip = scaled(canvas, app->sides[side].box);
    double x = (plan->corner.x - app->corner.x) * app->zoom * canvas->scale;
    double y = (plan->corner.y - app->corner.y) * app->zoom * canvas->scale;

    copy(&canvas->frame, &plan->whole, (int)clip.x + (int)lround(x), (int)clip.y + (int)lround(y),
         clip);
    ct_scene_clear(canvas->scene);
    ct_app_draw_marks(app, side, canvas->scene);
    if (canvas->scene->commands->len == 0)
        return;
    /* Rows of the frame are as long as before: the picture ends at the clip's right edge. */
    int width = MIN((int)clip.width, canvas->frame.width - (int)clip.x);
    int height = MIN((int)clip.height, canvas->frame.height - (int)clip.y);

    if (width > 0 && height > 0)
        ct_render_pixels(
            canvas->scene, canvas->theme, canvas->scale,
            (CtPoint){clip.x / canvas->scale, clip.y / canvas->scale},
            &canvas->frame.data[(size_t)clip.y * (size_t)canvas->frame.width + (size_t)clip.x],
            width, height, canvas->frame.width * 4);
}

static void
show_part(CtCanvas *canvas, CtApp *app, CtAppPart which)
{
    Part *part = &canvas->parts[which];
    CtRect rect = app->parts[which];

    if (rect.height <= 0 || rect.width <= 0)
        return;
    CtRect clip = scaled(canvas, rect);

    if (!part->valid || part->version != app->versions[which] ||
        part->pixels.width != (int)clip.width || part->pixels.height != (int)clip.height) {
        pixels_resize(&part->pixels, (int)clip.width, (int)clip.height);
        ct_scene_clear(canvas->scene);
        ct_app_draw_part(app, which, canvas->scene);
        paint(canvas, (CtPoint){clip.x / canvas->scale, clip.y / canvas->scale}, &part->pixels);
        part->version = app->versions[which];
        part->valid = true;
    }
    copy(&canvas->frame, &part->pixels, (int)clip.x, (int)clip.y, clip);
}

/* What no part covers, as between two plans, is of one colour. */
static void
clear(Pixels *pixels, uint32_t rgba)
{
    uint32_t pixel = rgba >> 8 | 0xff000000U;

    for (size_t i = 0; i < (size_t)pixels->width * (size_t)pixels->height; i++)
        pixels->data[i] = pixel;
}

static void
forget(CtCanvas *canvas)
{
    for (int i = 0; i < CT_APP_MOST_SIDES; i++)
        canvas->plans[i].valid = false;
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        canvas->parts[i].valid = false;
}

const uint32_t *
ct_canvas_paint(CtCanvas *canvas, CtApp *app, double scale, int *ret_width, int *ret_height)
{
    if (canvas->scale != scale || canvas->theme != app->theme)
        forget(canvas);
    canvas->scale = scale;
    canvas->theme = app->theme;
    pixels_resize(&canvas->frame, MAX((int)ceil(app->width * scale), 1),
                  MAX((int)ceil(app->height * scale), 1));
    clear(&canvas->frame, ct_palette_rgba(app->theme, CT_PAINT_PANEL_EDGE));
    canvas->scene->width = app->width;
    canvas->scene->height = app->height;
    for (uint32_t i = 0; i < app->n_sides; i++) {
        if (app->sides[i].box.width < 1 || app->sides[i].box.height < 1)
            continue;
        paint_plan(canvas, app, i);
        show_plan(canvas, app, i);
    }
    for (int i = 0; i < CT_APP_PART_COUNT; i++)
        show_part(canvas, app, (CtAppPart)i);
    ct_scene_clear(canvas->scene);
    ct_app_draw_overlay(app, canvas->scene);
    if (canvas->scene->commands->len > 0)
        paint(canvas, (CtPoint){0, 0}, &canvas->frame);
    *ret_width = canvas->frame.width;
    *ret_height = canvas->frame.height;
    return canvas->frame.data;
}
