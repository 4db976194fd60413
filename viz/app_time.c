/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The time line with its small plots. */
#include "viz/app_parts.h"

#include <string.h>

enum { MOST_PLOTS = 3 };

typedef struct Plots {
    CtPlot plots[MOST_PLOTS];
    char *values[MOST_PLOTS]; /* owned */
    uint32_t n;
} Plots;

static void
plots_clear(Plots *plots)
{
    for (uint32_t i = 0; i < plots->n; i++)
        g_free(plots->values[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plots, plots_clear)

/* @value is taken over. */
static void
add_plot(Plots *plots, const char *name, char *value, const double *samples, CtPaint paint)
{
    plots->values[plots->n] = value;
    plots->plots[plots->n++] = (CtPlot){name, value, samples, CT_APP_PLOT_SAMPLES, paint};
}

static void
add_held(Plots *plots, const CtAppSide *side, const char *name)
{
    add_plot(plots, name,
             g_strdup_printf("%u of %u", ct_snapshot_fallen(&side->snapshot->all),
                             side->subject.blueprint->n_instances),
             side->held, CT_PAINT_STATE + CT_SHOWN_ADMIN);
}

/* "1 234 567". */
static char *
amount_text(double amount)
{
    g_autofree char *digits = g_strdup_printf("%.0f", amount);
    g_autoptr(GString) text = g_string_new(NULL);
    size_t n = strlen(digits);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s%c", i > 0 && (n - i) % 3 == 0 ? " " : "", digits[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
add_figures(Plots *plots, const CtApp *app)
{
    const CtAppSide *side = &app->sides[0];
    const CtBlueprint *blueprint = side->subject.blueprint;
    uint32_t down = side->snapshot->n_things[CT_CHANGE_FUNCTION];

    add_held(plots, side, "assets held");
    if (blueprint->n_functions > 0)
        add_plot(plots, "functions up",
                 g_strdup_printf("%u of %u", blueprint->n_functions - down, blueprint->n_functions),
                 side->up, CT_PAINT_GUARD);
    if (app->most_cost > 0)
        add_plot(plots, "cost of lost functions",
                 amount_text(ct_snapshot_cost(blueprint, side->subject.chronicle,
                                              ct_playback_now(&app->playback))),
                 side->cost, CT_PAINT_FAILURE);
}

void
ct_app_draw_time(CtApp *app, CtScene *scene)
{
    g_auto(Plots) plots = {0};

    /* Of two runs the share held of each, on the same axis. */
    if (app->n_sides == 2)
        for (uint32_t i = 0; i < 2; i++)
            add_held(&plots, &app->sides[i], i == 0 ? "assets held in A" : "assets held in B");
    else
        add_figures(&plots, app);
    ct_furniture_timeline(scene, app->line,
                          &(CtTimeline){.chronicle = app->sides[0].subject.chronicle,
                                        .end_ms = app->playback.end_ms,
                                        .now = ct_playback_now(&app->playback),
                                        .plots = plots.plots,
                                        .n_plots = plots.n});
}
