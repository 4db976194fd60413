/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-draw: what a picture of a fleet costs at 1280×800, stage by stage, each against a
 * floor from the same run: laying out against making the blueprint that is laid out; the draw
 * commands of the whole plan, and of the marks over it, against copying those commands; pixels
 * against filling the boxes of the commands in an array by hand.
 */
#include "analysis/pipeline.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/measure.h"
#include "draw/frame.h"
#include "draw/render_cairo.h"

#include <stdlib.h>
#include <string.h>

enum { N_ZONES = 40, REPEATS = 9, WIDTH = 1280, HEIGHT = 800, N_COSTS = 6 };

typedef struct Fleet {
    CtTwinStored stored;
    CtTwin *twin;
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtScene *scene, *copy;
    uint32_t *pixels;
    int repeats; /* at most REPEATS */
} Fleet;

static void
fleet_clear(Fleet *fleet)
{
    ct_scene_free(fleet->scene);
    ct_scene_free(fleet->copy);
    ct_layout_free(fleet->layout);
    ct_blueprint_free(fleet->blueprint);
    ct_twin_free(fleet->twin);
    ct_source_free(fleet->stored.package);
    g_free(fleet->pixels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fleet, fleet_clear)

static bool
fleet_init(Fleet *fleet, uint32_t n, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();

    ct_fleet_write_zones(n, MIN(N_ZONES, n), yaml);
    fleet->stored = (CtTwinStored){.package = ct_source_new_memory(),
                                   .topology = "fleet.yaml",
                                   .is_lone = true};
    ct_source_add(fleet->stored.package, "fleet.yaml", ct_out_text(yaml),
                  strlen(ct_out_text(yaml)));
    fleet->repeats = n < 1000 ? 1 : REPEATS; /* small ones are no measurement */
    fleet->twin = ct_twin_new(&(CtTwinOptions){.stored = &fleet->stored});
    fleet->scene = ct_scene_new(WIDTH, HEIGHT);
    fleet->copy = ct_scene_new(WIDTH, HEIGHT);
    fleet->pixels = g_new0(uint32_t, (size_t)WIDTH * HEIGHT);
    if (!ct_twin_load(fleet->twin, "fleet", CT_TWIN_INSTANCES, error))
        return false;
    fleet->blueprint = ct_blueprint_new(fleet->twin);
    fleet->layout = ct_layout_new(fleet->blueprint);
    return true;
}

/* --- what is measured --- */

static void
make_blueprint(Fleet *fleet)
{
    ct_blueprint_free(ct_blueprint_new(fleet->twin));
}

static void
lay_out(Fleet *fleet)
{
    ct_layout_free(ct_layout_new(fleet->blueprint));
}

static void
draw(Fleet *fleet)
{
    ct_scene_clear(fleet->scene);
    ct_frame_draw(fleet->scene, &(CtFrame){.layout = fleet->layout});
}

/* The same commands, points and texts, of which all is known. */
static void
copy(Fleet *fleet)
{
    const CtScene *scene = fleet->scene;

    ct_scene_clear(fleet->copy);
    g_array_append_vals(fleet->copy->points, scene->points->data, scene->points->len);
    for (guint i = 0; i < scene->commands->len; i++) {
        CtDraw command = g_array_index(scene->commands, CtDraw, i);

        if (command.text != NULL)
            command.text = g_string_chunk_insert(fleet->copy->texts, command.text);
        g_array_append_val(fleet->copy->commands, command);
    }
}

static void
paint(Fleet *fleet)
{
    ct_render_pixels(fleet->scene, CT_THEME_LIGHT, 1, (CtPoint){0, 0}, fleet->pixels, WIDTH, HEIGHT,
                     WIDTH * 4);
}

/* Each box in one colour, without edges, lines and letters. */
static void
fill(Fleet *fleet)
{
    for (guint i = 0; i < fleet->scene->commands->len; i++) {
        const CtDraw *command = &g_array_index(fleet->scene->commands, CtDraw, i);
        CtRect box = command->kind == CT_DRAW_TEXT ? ct_scene_text_box(command) : command->box;
        int left = CLAMP((int)box.x, 0, WIDTH), right = CLAMP((int)ct_rect_right(box), 0, WIDTH);
        int top = CLAMP((int)box.y, 0, HEIGHT), bottom = CLAMP((int)ct_rect_bottom(box), 0, HEIGHT);

        if (command->kind == CT_DRAW_LINE)
            continue;
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                fleet->pixels[y * WIDTH + x] = i;
    }
}

/* --- */

/* Median ms of @act. */
static double
cost_of(Fleet *fleet, void (*act)(Fleet *fleet))
{
    double samples[REPEATS];

    for (int i = 0; i < fleet->repeats; i++) {
        double before = ct_measure_seconds();

        act(fleet);
        samples[i] = 1000 * (ct_measure_seconds() - before);
    }
    return ct_measure_median(samples, (size_t)fleet->repeats);
}

static bool
bench_size(CtTextTable *table, const char *text, GError **error)
{
    g_auto(Fleet) fleet = {0};
    int64_t n;
    char cells[10][32];
    const char *row[11] = {text};

    if (!ct_units_parse_integer(text, 1, 1000000, &n, error) ||
        !fleet_init(&fleet, (uint32_t)n, error))
        return false;
    const double costs[N_COSTS] = {cost_of(&fleet, lay_out), cost_of(&fleet, make_blueprint),
                                   cost_of(&fleet, draw),    cost_of(&fleet, copy),
                                   cost_of(&fleet, paint),   cost_of(&fleet, fill)};

    g_snprintf(cells[0], sizeof cells[0], "%u", fleet.scene->commands->len);
    for (int i = 0; i < N_COSTS / 2; i++) {
        double own = costs[2 * (size_t)i], floor = costs[2 * (size_t)i + 1];

        char(*three)[32] = &cells[3 * (size_t)i + 1];

        g_snprintf(three[0], sizeof three[0], "%.2f", own);
        g_snprintf(three[1], sizeof three[1], "%.2f", floor);
        g_snprintf(three[2], sizeof three[2], "%.1f", own / MAX(floor, 1e-3));
    }
    for (int i = 0; i < 10; i++)
        row[i + 1] = cells[i];
    ct_text_table_add(table, row);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"assets", "commands", "layout", "floor", "ratio", "scene",
                                          "floor",  "ratio",    "pixels", "floor", "ratio", NULL};
    static const char *const usual[] = {"1000", "10000", "100000", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 110);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    bool ok = true;

    ct_out_printf(out, "%s\nms of processor time, median of %d\n\n", machine, REPEATS);
    for (unsigned i = 0; i < 11; i++)
        ct_text_table_set_right(table, i);
    for (; ok && *sizes != NULL; sizes++)
        ok = bench_size(table, *sizes, &error);
    ct_text_table_write(table, out, false);
    ok = ct_out_close(out, ok ? &error : NULL) && ok;
    if (!ok)
        fprintf(stderr, "cybertwin-bench-draw: %s\n", error->message);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
