/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/session.h"

#include "draw/frame.h"
#include "draw/render_cairo.h"
#include "viz/canvas.h"

enum { FRAME_MS = 16, REST_MS = 500, LOOK_MS = 50, MOST_SCREENSHOTS = 9999 };

typedef struct Loop {
    CtSession *session;
    CtApp *app;
    CtWindow *window;
    CtCanvas *canvas;
    const uint32_t *pixels;
    int width, height; /* of the pixels */
    double scale;
    int usual;       /* percent, where the settings say nothing */
    uint64_t before; /* the clock at the last tick */
    uint32_t n_frames;
} Loop;

/* Software where a test or a user asks for it. */
static bool
wants_software(void)
{
    const char *driver = g_getenv("SDL_RENDER_DRIVER");

    return g_strcmp0(driver, "software") == 0 ||
           g_strcmp0(g_getenv("SDL_VIDEODRIVER"), "dummy") == 0;
}

static int
percent_of(const Loop *loop)
{
    return loop->session->settings.percent > 0 ? loop->session->settings.percent : loop->usual;
}

/* Units of the app are `percent` of those of the window. */
static void
resize(Loop *loop)
{
    CtSettings *settings = &loop->session->settings;
    int width, height;

    ct_window_size(loop->window, &width, &height, &loop->scale);
    settings->width = MAX(width, 200);
    settings->height = MAX(height, 150);
    loop->scale *= percent_of(loop) / 100.0;
    ct_app_resize(loop->app, width * 100.0 / percent_of(loop), height * 100.0 / percent_of(loop));
}

/* The next of the usual sizes. */
static void
change_size(Loop *loop)
{
    static const int sizes[] = {100, 125, 150, 175, 200, 250, 300, 400};
    int by = loop->app->wants_larger, percent = percent_of(loop);
    int best = percent;

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (by < 0 ? sizes[i] < percent : sizes[i] > percent && best == percent)
            best = sizes[i];
    loop->app->wants_larger = 0;
    loop->session->settings.percent = best;
    resize(loop);
    ct_app_tell(loop->app, "Text and lines at %d %%.", best);
}

static void
show(Loop *loop)
{
    loop->pixels =
        ct_canvas_paint(loop->canvas, loop->app, loop->scale, &loop->width, &loop->height);
    ct_window_show(loop->window, loop->pixels, loop->width, loop->height, loop->width * 4);
    if (loop->n_frames++ == 0)
        loop->session->say(true, "the window shows its first picture", loop->session->data);
}

/* The first name that is still free. */
static char *
free_name(const CtSession *session)
{
    for (int i = 1; i <= MOST_SCREENSHOTS; i++) {
        g_autofree char *name = g_strdup_printf("%s-%d.png", session->screenshots, i);

        if (!g_file_test(name, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&name);
    }
    return NULL;
}

static void
take_screenshot(Loop *loop)
{
    g_autofree char *name = free_name(loop->session);
    g_autoptr(GError) error = NULL;
    g_autofree char *line = NULL;

    loop->app->wants_screenshot = false;
    if (name == NULL || loop->pixels == NULL) {
        ct_app_tell(loop->app, "There is no free name for a screenshot here.");
        return;
    }
    g_autoptr(CtOut) out = ct_out_new_file(name);

    if (ct_render_pixels_png(loop->pixels, loop->width, loop->height, out, &error) &&
        ct_out_close(out, &error)) {
        line = g_strdup_printf("screenshot: %s", name);
        loop->session->say(false, line, loop->session->data);
        ct_app_tell(loop->app, "Kept as %s", name);
    } else {
        ct_app_tell(loop->app, "%s", error->message);
    }
}

/* All that has come in; waits for it where nothing moves. Whether there was any. */
static bool
take_input(Loop *loop)
{
    CtInput input;
    bool any = false;
    int wait = 0;

    if (!ct_app_is_moving(loop->app))
        wait = ct_app_is_analysing(loop->app) ? LOOK_MS : REST_MS;
    while (!loop->app->wants_quit && ct_window_next(loop->window, any ? 0 : wait, &input)) {
        any = true;
        if (input.kind == CT_INPUT_RESIZE)
            resize(loop);
        input.x *= 100.0 / percent_of(loop);
        input.y *= 100.0 / percent_of(loop);
        ct_app_input(loop->app, &input);
        if (loop->app->wants_larger != 0)
            change_size(loop);
        if (loop->app->wants_screenshot) {
            show(loop); /* with what the keys before it did */
            take_screenshot(loop);
        }
        if (loop->app->wants_full_screen) {
            loop->app->wants_full_screen = false;
            ct_window_toggle_full_screen(loop->window);
        }
    }
    return any;
}

/* No faster than a screen shows it. */
static void
keep_pace(const Loop *loop)
{
    uint64_t spent = ct_window_clock_ms() - loop->before;

    if (ct_app_is_moving(loop->app) && spent < FRAME_MS)
        g_usleep((FRAME_MS - spent) * 1000);
}

static void
run(Loop *loop)
{
    resize(loop);
    show(loop);
    loop->before = ct_window_clock_ms();
    while (!loop->app->wants_quit) {
        bool any = take_input(loop);
        uint64_t now = ct_window_clock_ms();
        bool analysing = ct_app_is_analysing(loop->app);
        bool changed = ct_app_tick(loop->app, now - loop->before);

        if (analysing && !ct_app_is_analysing(loop->app))
            loop->session->say(true, "the design is analysed", loop->session->data);

        loop->before = now;
        if (any || changed)
            show(loop);
        keep_pace(loop);
    }
}

/* On a screen with many pixels that it does not call fine, text and lines are larger, and so is a
 * window of which nobody has said how large it is. */
static void
fit_screen(Loop *loop)
{
    CtSettings *settings = &loop->session->settings;
    int width, height;

    ct_window_screen(&width, &height);
    loop->usual = 100 * MIN(ct_frame_scale(width, height), 4);
    if (!settings->is_new)
        return;
    settings->width = settings->width * percent_of(loop) / 100;
    settings->height = settings->height * percent_of(loop) / 100;
    if (width > 0 && height > 0) {
        settings->width = MIN(settings->width, width);
        settings->height = MIN(settings->height, height);
    }
}

bool
ct_session_run(CtSession *session, CtApp *app, GError **error)
{
    g_autoptr(CtWindow) window = NULL;
    g_autoptr(CtCanvas) canvas = NULL;
    Loop loop = {.session = session, .app = app, .usual = 100};

    fit_screen(&loop);
    window = ct_window_new(session->title, session->settings.width, session->settings.height,
                           wants_software(), error);
    if (window == NULL)
        return false;
    canvas = ct_canvas_new();
    app->no_side_panel = session->settings.no_side_panel;
    ct_app_set_theme(app, session->settings.theme);
    loop.window = window;
    loop.canvas = canvas;
    run(&loop);
    session->settings.theme = app->theme;
    session->settings.no_side_panel = app->no_side_panel;
    return true;
}
