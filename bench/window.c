/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-window: what a picture of the window costs at 1280×800, up to SDL's software
 * renderer having it on a screen that nobody sees: loading the model, laying out, the first
 * picture, one more while playing (something falls in each), one while panning, one while zooming,
 * and a seek to the middle or the end. Every asset falls once, evenly over an hour.
 */
#include "analysis/pipeline.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/measure.h"
#include "viz/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_ZONES = 40, PICTURES = 60, MOST_SAMPLES = PICTURES, WIDTH = 1280, HEIGHT = 800 };

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

/* What a picture goes to: a canvas, and a window of SDL's that nobody sees, drawn in software. */
typedef struct Screen {
    CtCanvas *canvas;
    CtWindow *window; /* NULL: built without */
} Screen;

static bool
screen_init(Screen *screen, GError **error)
{
    screen->canvas = ct_canvas_new();
#ifdef CT_HAS_WINDOW
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen->window = ct_window_new("bench", WIDTH, HEIGHT, true, error);
    return screen->window != NULL;
#else
    (void)error;
    return true;
#endif
}

static void
screen_clear(Screen *screen)
{
    ct_canvas_free(screen->canvas);
#ifdef CT_HAS_WINDOW
    ct_window_free(screen->window);
#endif
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Screen, screen_clear)

static void
show(Screen *screen, const void *pixels, int width, int height)
{
#ifdef CT_HAS_WINDOW
    ct_window_show(screen->window, pixels, width, height, width * 4);
#else
    (void)screen, (void)pixels, (void)width, (void)height;
#endif
}

static double
paint(Screen *screen, CtApp *app)
{
    double before = ct_measure_seconds();
    int width, height;
    const uint32_t *pixels = ct_canvas_paint(screen->canvas, app, 1, &width, &height);

    show(screen, pixels, width, height);
    return 1000 * (ct_measure_seconds() - before);
}

/* Median ms of a picture, each after @act. */
static double
pictures(Screen *screen, CtApp *app, void (*act)(CtApp *app, int i))
{
    double samples[MOST_SAMPLES];

    for (int i = 0; i < PICTURES; i++) {
        double before = ct_measure_seconds();

        act(app, i);
        samples[i] = 1000 * (ct_measure_seconds() - before) + paint(screen, app);
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

/* The least that any picture costs: pixels of one colour, copied and shown. */
static double
floor_ms(Screen *screen)
{
    const size_t n = (size_t)WIDTH * HEIGHT;
    g_autofree uint32_t *from = g_new0(uint32_t, n);
    g_autofree uint32_t *to = g_new0(uint32_t, n);
    double samples[MOST_SAMPLES];

    for (int i = 0; i < PICTURES; i++) {
        double before = ct_measure_seconds();

        from[i] = (uint32_t)i;
        memcpy(to, from, n * sizeof *to);
        show(screen, to, WIDTH, HEIGHT);
        samples[i] = 1000 * (ct_measure_seconds() - before);
    }
    return ct_measure_median(samples, PICTURES);
}

/* What is measured, and how many ms it may take at each size; NaN: no bound is stated. */
static const struct {
    const char *name;
    void (*act)(CtApp *app, int i);
    double bound_1k, bound_10k;
} measured[] = {
    {"playing", play, 1000.0 / 60, 1000.0 / 30},
    {"panning", pan, 1000.0 / 30, 1000.0 / 15},
    {"zooming", zoom, NAN, NAN},
    {"seek", seek, 50, 50},
};

/* "12.3", and "12.3 (0.74)" with what share of its bound that is. */
static char *
cell_text(double ms, double bound)
{
    return isnan(bound) ? g_strdup_printf("%.1f", ms)
                        : g_strdup_printf("%.1f (%.2f)", ms, ms / bound);
}

static double
bound_of(size_t i, int64_t n)
{
    return n <= 1000 ? measured[i].bound_1k : n <= 10000 ? measured[i].bound_10k : NAN;
}

static bool
bench_size(CtTextTable *table, Screen *screen, const char *text, GError **error)
{
    enum { N = G_N_ELEMENTS(measured) };
    g_auto(Scene) scene = {0};
    char *cells[N + 4] = {NULL};
    const char *row[N + 5] = {text};
    int64_t n;

    if (!ct_units_parse_integer(text, 1, 1000000, &n, error))
        return false;
    double before = ct_measure_seconds();

    if (!scene_init(&scene, (uint32_t)n, error))
        return false;
    double loaded = 1000 * (ct_measure_seconds() - before);

    before = ct_measure_seconds();
    scene.layout = ct_layout_new(scene.blueprint);
    double laid_out = 1000 * (ct_measure_seconds() - before);
    g_autoptr(CtApp) app = ct_app_new(&(CtAppSubject){.blueprint = scene.blueprint,
                                                      .layout = scene.layout,
                                                      .chronicle = &scene.chronicle,
                                                      .name = "fleet"},
                                      1);
    double first = paint(screen, app);

    cells[0] = cell_text(loaded, NAN);
    cells[1] = cell_text(laid_out, NAN);
    cells[2] = cell_text(first, NAN);
    for (size_t i = 0; i < N; i++)
        cells[3 + i] = cell_text(pictures(screen, app, measured[i].act), bound_of(i, n));
    cells[N + 3] = g_strdup_printf("%.0f", ct_measure_peak() / (1 << 20));
    for (size_t i = 0; i < N + 4; i++)
        row[i + 1] = cells[i];
    ct_text_table_add(table, row);
    for (size_t i = 0; i < N + 4; i++)
        g_free(cells[i]);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const headers[] = {"assets",  "model",   "layout", "first", "playing",
                                          "panning", "zooming", "seek",   "MiB",   NULL};
    static const char *const usual[] = {"1000", "10000", "100000", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;
    g_auto(Screen) screen = {0};
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : usual;
    bool ok = screen_init(&screen, &error);

    ct_out_printf(out,
                  "%s\nms of processor time, median of %d pictures of %d×%d; in brackets the share "
                  "of what is allowed:\nplaying 60 pictures a second at 1 000 assets and 30 at "
                  "10 000, panning 30 and 15, a seek 50 ms\n",
                  machine, PICTURES, WIDTH, HEIGHT);
    if (ok)
        ct_out_printf(out, "to copy and show a picture alone: %.2f ms%s\n\n", floor_ms(&screen),
                      screen.window != NULL ? "" : ", without a window");
    for (unsigned i = 0; i < 9; i++)
        ct_text_table_set_right(table, i);
    for (; ok && *sizes != NULL; sizes++)
        ok = bench_size(table, &screen, *sizes, &error);
    ct_text_table_write(table, out, false);
    ok = ct_out_close(out, ok ? &error : NULL) && ok;
    if (!ok)
        fprintf(stderr, "cybertwin-bench-window: %s\n", error->message);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
