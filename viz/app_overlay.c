/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is over everything: what the pointer is on, a field, a line told, help. */
#include "viz/app_parts.h"

#include "draw/metrics.h"

#include <math.h>
#include <string.h>

static const double text_size = 11, line_height = 16;

/* A lower window is needed for the plan. */
static const double least_height = 300;

static void
draw_box(CtScene *scene, CtRect box)
{
    scene->pick = (CtPick){0};
    ct_scene_rect(scene, box, CT_PAINT_PANEL, CT_PAINT_WALL, 1)->radius = 4;
}

/* Beside the pointer, within the window. */
static void
draw_hint(CtApp *app, CtScene *scene)
{
    g_autofree char *text = ct_app_brief(&app->sides[app->hovered_side], app->hovered);
    g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", 12);
    uint32_t n = g_strv_length(lines);
    double width = 0;

    if (text == NULL || n == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        width = MAX(width, ct_text_width(lines[i], text_size, i == 0));
    width = MIN(width + 20, app->width - 8);
    CtRect box = {app->pointer.x + 14, app->pointer.y + 16, width, n * line_height + 10};

    box.x = MAX(MIN(box.x, app->width - box.width - 4), 0);
    if (ct_rect_bottom(box) > app->height)
        box.y = MAX(app->pointer.y - box.height - 8, 0);
    draw_box(scene, box);
    for (uint32_t i = 0; i < n; i++)
        ct_scene_text(scene, (CtPoint){box.x + 9, box.y + 5 + (i + 0.5) * line_height},
                      box.width - 12, lines[i], text_size, i == 0 ? CT_PAINT_INK : CT_PAINT_INK_DIM,
                      CT_ALIGN_LEFT, i == 0);
}

static void
draw_field(CtApp *app, CtScene *scene)
{
    CtRect plan = app->sides[0].box;
    double width = MIN(420, app->width - 16);
    CtRect box = {plan.x + 8, plan.y + 8, width, 30};
    g_autofree char *label =
        app->asks == CT_ACTION_FILTER ? g_strdup("events with")
        : app->field.text->len == 0
            ? g_strdup("search")
            : g_strdup_printf("search (%u of %u)", app->n_found > 0 ? app->found + 1 : 0,
                              app->n_found);

    ct_field_draw(scene, box, label, &app->field);
}

/* At the lower edge of the plan, in as many lines as it takes and as fit. */
static void
draw_told(const CtApp *app, CtScene *scene, const char *text)
{
    enum { MOST_LINES = 6 };
    CtRect plan = app->sides[0].box;
    double most = MIN(720, app->width - 36), width = 0;
    g_auto(GStrv) lines = ct_text_break(text, text_size, false, most);
    uint32_t n = MIN(g_strv_length(lines), MOST_LINES);

    for (uint32_t i = 0; i < n; i++)
        width = MAX(width, ct_text_width(lines[i], text_size, false));
    CtRect box = {plan.x + 8, 0, MIN(width, most) + 20, n * line_height + 10};

    box.y = MAX(ct_rect_bottom(plan) - box.height - 8, 0);
    draw_box(scene, box);
    for (uint32_t i = 0; i < n; i++)
        ct_scene_text(scene, (CtPoint){box.x + 10, box.y + 5 + (i + 0.5) * line_height},
                      box.width - 16, lines[i], text_size, CT_PAINT_INK, CT_ALIGN_LEFT, false);
}

/* What to do first, until something is done. */
static const char *
greeting(const CtApp *app)
{
    if (ct_app_is_run(app))
        return "space plays · drag the time line · n goes from event to event · click anything to "
               "learn about it · w draws the best attack of the design · c what would stop it · x "
               "where walls are breached · v who reaches whom · ? lists all keys";
    if (app->sides[0].subject.blueprint->n_zones == 0)
        return "This design has no zones and no assets: there is nothing to draw.";
    if (app->ways->len == 0 && app->weak_rows->len == 0 && ct_app_has_matrix(app))
        return "x marks where walls are breached · m who reaches whom · click anything to learn "
               "about it · / searches · ? lists all keys";
    if (app->ways->len == 0)
        return "click anything to learn about it · / searches · ? lists all keys";
    return "n draws the best attack · c what would stop it · x where walls are breached · m who "
           "reaches whom · click anything to learn about it · ? lists all keys";
}

/* Which of two runs a plan is of, and how it stands. */
static void
draw_names(const CtApp *app, CtScene *scene)
{
    for (uint32_t i = 0; app->n_sides == 2 && i < 2; i++) {
        const CtAppSide *side = &app->sides[i];
        uint32_t held = side->snapshot != NULL ? ct_snapshot_fallen(&side->snapshot->all) : 0;
        g_autofree char *text =
            g_strdup_printf("%s · %u held · %s", ct_app_letter(i), held, side->subject.name);
        double width = MIN(ct_text_width(text, text_size, true) + 18, MAX(side->box.width - 16, 0));
        CtRect box = {side->box.x + 8, side->box.y + 6, width, line_height + 8};

        draw_box(scene, box);
        ct_scene_text(scene, (CtPoint){box.x + 9, ct_rect_middle(box).y}, width - 12, text,
                      text_size, CT_PAINT_INK, CT_ALIGN_LEFT, true);
    }
}

/* Whether the help of what is shown lists it. */
static bool
is_helpful(const CtApp *app, const CtKeyBinding *binding)
{
    return binding->keys != NULL &&
           binding->of != (ct_app_is_run(app) ? CT_ACTION_OF_DESIGN : CT_ACTION_OF_RUN);
}

static void
draw_key(CtScene *scene, CtPoint at, double width, const CtKeyBinding *binding)
{
    const double size = 11.5, keys = 60;

    ct_scene_text(scene, at, keys - 4, binding->keys, size, CT_PAINT_INK, CT_ALIGN_LEFT, true);
    ct_scene_text(scene, (CtPoint){at.x + keys, at.y}, width - keys, binding->what, size,
                  CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

/* In two columns where there is room; as many as fit, and how many do not. */
static void
draw_help(CtApp *app, CtScene *scene)
{
    const double column = 320, top = 44, line = 19;
    uint32_t n = 0, columns = app->width >= 2 * column + 60 ? 2 : 1, k = 0;

    for (size_t i = 0; i < ct_n_bindings; i++)
        n += is_helpful(app, &ct_bindings[i]);
    double room = floor((app->height - 8 - top - 12) / line);
    uint32_t fit = (uint32_t)MAX(room, 1), rows = MAX((n + columns - 1) / columns, 1);
    uint32_t last = rows > fit ? fit - 1 : rows; /* a line for what is left out */
    double width = MIN(columns * column + 24, app->width - 8);
    double height = MIN(top + MIN(rows, fit) * line + 12, app->height - 8);
    CtRect box = {(app->width - width) / 2, (app->height - height) / 2, width, height};

    draw_box(scene, box);
    ct_scene_text(scene, (CtPoint){box.x + 16, box.y + 22}, box.width - 32, "Keys", 15,
                  CT_PAINT_INK, CT_ALIGN_LEFT, true);
    for (size_t i = 0; i < ct_n_bindings; i++) {
        if (!is_helpful(app, &ct_bindings[i]))
            continue;
        uint32_t row = k % rows, in_column = k / rows;
        CtPoint at = {box.x + 16 + in_column * column, box.y + top + row * line};

        k++;
        if (row >= last)
            scene->n_left_out++;
        else
            draw_key(scene, at, MIN(column - 12, ct_rect_right(box) - at.x - 6), &ct_bindings[i]);
    }
    if (rows <= fit)
        return;
    g_autofree char *rest =
        g_strdup_printf("and %u more in a larger window", n - MIN(last * columns, n));

    ct_scene_text(scene, (CtPoint){box.x + 16, box.y + top + last * line}, box.width - 22, rest,
                  11.5, CT_PAINT_INK_DIM, CT_ALIGN_LEFT, false);
}

void
ct_app_draw_overlay(CtApp *app, CtScene *scene)
{
    g_autofree char *analysis = ct_app_analysis_text(app);

    draw_names(app, scene);
    if (app->told != NULL || analysis != NULL)
        draw_told(app, scene, app->told != NULL ? app->told : analysis);
    else if (app->greets && !app->shows_help && app->height >= least_height)
        draw_told(app, scene, greeting(app));
    if (app->asks != CT_ACTION_NONE)
        draw_field(app, scene);
    if (app->hovered.of != CT_PICK_NONE && !app->shows_help)
        draw_hint(app, scene);
    if (app->shows_help)
        draw_help(app, scene);
}
