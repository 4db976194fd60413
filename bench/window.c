/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-window: what a picture of the window costs at 1280×800, without the window:
 * laying out, the first picture, one more while playing (something falls in each), one while
 * panning, one while zooming, and a seek back to the middle. Every asset falls once, evenly over an
 * hour.
 */
#include "analysis/pipeline.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/measure.h"
#include "viz/canvas.h"

#include <stdlib.h>
#include <string.h>

enum { N_ZONES = 40, PICTURES = 60, MOST_SAMPLES = PICTURES };

typedef struct Scene {
    CtTwinStored stored;
    CtTwin *twin;
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtMarkChange *changes;
    CtChronicle chronicle;
} Scene;

static void
scene_clear(Scene *scene)
{
    g_free(scene->changes);
    ct_layout_free(scene->layout);
    ct_blueprint_free(scene->blueprint);
    ct_twin_free(scene->twin);
    ct_source_free(scene->stored.package);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static bool
scene_init(Scene *scene, uint32_t n, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();

    ct_fleet_write_zones(n, MIN(N_ZONES, n), yaml);
    scene->stored = (CtTwinStored){.package = ct_source_new_memory(),
                                   .topology = "fleet.yaml",
                                   .is_lone = true};
    ct_source_add(scene->stored.package, "fleet.yaml", ct_out_text(yaml),
                  strlen(ct_out_text(yaml)));
    scene->twin = ct_twin_new(&(CtTwinOptions){.stored = &scene->stored});
    if (!ct_twin_load(scene->twin, "fleet", CT_TWIN_INSTANCES, error))
        return false;
    scene->blueprint = ct_blueprint_new(scene->twin);
    n = scene->blueprint->n_instances;
    scene->changes = g_new0(CtMarkChange, n);
    for (uint32_t i = 0; i < n; i++)
        scene->changes[i] = (CtMarkChange){.time = (int64_t)(CT_MS_HOUR * (double)i / n),
                                           .what = (uint32_t)((uint64_t)i * 7919 % n),
                                           .mark = CT_MARK_ADMIN,
                                           .of = CT_CHANGE_INSTANCE,
                                           .on = true};
    scene->chronicle =
        (CtChronicle){.changes = scene->changes, .n_changes = n, .end_ms = CT_MS_HOUR};
    return true;
}

static double
paint(CtCanvas *canvas, CtApp *app)
{
    double before = ct_measure_seconds();
    int width, height;

    ct_canvas_paint(canvas, app, 1, &width, &height);
    return 1000 * (ct_measure_seconds() - before);
}

/* Median ms of a picture, each after @act. */
static double
pictures(CtCanvas *canvas, CtApp *app, void (*act)(CtApp *app, int i))
{
    double samples[MOST_SAMPLES];

    for (int i = 0; i < PICTURES; i++) {
        double before = ct_measure_seconds();

        act(app, i);
        samples[i] = 1000 * (ct_measure_seconds() - before) + paint(canvas, app);
    }
    return ct_measure_median(samples, PICTURES);
}

static void
play(CtApp *app, int i)
{
    ct_app_seek(app, CT_MS_HOUR / 2 + i * CT_MS_HOUR / 200);
}

static void
pan(CtApp *app, int i)
{
    ct_app_input(app, &(CtInput){.kind = CT_INPUT_PRESS, .button = 1, .x = 400, .y = 300});
    ct_app_input(app, &(CtInput){.kind = CT_INPUT_MOVE,
                                 .x = 400 + (i < PICTURES / 2 ? 12 : -12),
                                 .y = 304});
    ct_app_input(app, &(CtInput){.kind = CT_INPUT_RELEASE, .button = 3});
}

static void
zoom(CtApp *app, int i)
{
    ct_app_act(app, i < PICTURES / 2 ? CT_ACTION_ZOOM_IN : CT_ACTION_ZOOM_OUT);
}

static void
seek(CtApp *app, int i)
{
    ct_app_seek(app, i % 2 == 0 ? CT_MS_HOUR : CT_MS_HOUR / 2);
}

static bool
bench_size(CtTextTable *table, const char *text, GError **error)
{
    g_auto(Scene) scene = {0};
    int64_t n;

    if (!ct_units_parse_integer(text, 1, 1000000, &n, error) ||
        !scene_init(&scene, (uint32_t)n, error))
        return false;
    double before = ct_measure_seconds();

    scene.layout = ct_layout_new(scene.blueprint);
    double laid_out = 1000 * (ct_measure_seconds() - before);
    g_autoptr(CtApp) app = ct_app_new(&(CtAppSubject){.blueprint = scene.blueprint,
                                                      .layout = scene.layout,
                                                      .chronicle = &scene.chronicle,
                                                      .name = "fleet"},
                                      1);
    g_autoptr(CtCanvas) canvas = ct_canvas_new();
    double first = paint(canvas, app);
    const double costs[] = {laid_out,
                            first,
                            pictures(canvas, app, play),
                            pictures(canvas, app, pan),
                            pictures(canvas, app, zoom),
                            pictures(canvas, app, seek)};

    char cells[G_N_ELEMENTS(costs)][32];
    const char *row[G_N_ELEMENTS(costs) + 1] = {text};

    for (size_t i = 0; i < G_N_ELEMENTS(costs); i++) {
        g_snprintf(cells[i], sizeof cells[i], "%.1f", costs[i]);
        row[i + 1] = cells[i];
    }
    ct_text_table_add(table, row);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"assets",  "layout",  "first", "playing",
                                          "panning", "zooming", "seek",  NULL};
    static const char *const usual[] = {"1000", "10000", "100000", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    bool ok = true;

    ct_out_printf(out, "%s\nms of processor time, median of %d pictures\n\n", machine, PICTURES);
    for (unsigned i = 0; i < 7; i++)
        ct_text_table_set_right(table, i);
    for (; ok && *sizes != NULL; sizes++)
        ok = bench_size(table, *sizes, &error);
    ct_text_table_write(table, out, false);
    ok = ct_out_close(out, ok ? &error : NULL) && ok;
    if (!ok)
        fprintf(stderr, "cybertwin-bench-window: %s\n", error->message);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
