/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways to goals: the list of them, and the steps of the one that is shown. */
#include "viz/app_parts.h"

#include "base/units.h"

void
ct_app_list_ways(CtApp *app)
{
    const CtDossier *dossier = app->sides[0].subject.dossier;

    g_array_set_size(app->ways, 0);
    g_array_set_size(app->way_goals, 0);
    for (uint32_t a = 0; dossier != NULL && a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            const CtGoalFinding *goal = &dossier->attackers[a].goals[g];

            for (uint32_t k = 0; k < goal->n_paths; k++) {
                const CtPath *path = &goal->paths[k];

                g_array_append_val(app->ways, path);
                g_array_append_val(app->way_goals, goal);
            }
        }
    app->lists[CT_APP_TAB_PATHS].n = app->ways->len;
    if (app->sides[0].subject.segmentation != NULL)
        app->lists[CT_APP_TAB_FAILURES].n = app->sides[0].subject.segmentation->n_failures;
}

/* Of why it can be done, what a reader would ask for; derivations go without saying. */
void
ct_app_say_why(GPtrArray *lines, const CtAppSide *side, const CtPathStep *step)
{
    for (uint32_t i = 0; i < step->n_why; i++) {
        const CtWhy *why = &step->why[i];

        if (why->kind == CT_WHY_DERIVED)
            continue;
        g_autofree char *where = ct_app_pos_text(side, why->pos);

        ct_app_say(lines, "    %s%s%s%s%s", why->kind == CT_WHY_ASSUMED ? "assumed: " : "",
                   why->text, where != NULL ? " (" : "", where != NULL ? where : "",
                   where != NULL ? ")" : "");
    }
}

void
ct_app_say_step(GPtrArray *lines, const CtAppSide *side, const CtPathStep *step, uint32_t number)
{
    g_autofree char *done = ct_units_time_text(step->done_ms);

    ct_app_say(lines, "#%u. %s %s", number, step->technique, step->title);
    if (step->to != NULL)
        ct_app_say(lines, "  on %s%s%s", step->to, step->to_zone != NULL ? " in " : "",
                   step->to_zone != NULL ? step->to_zone : "");
    if (!step->is_outcome)
        ct_app_say(lines, "  done after %s", done);
    ct_app_say_why(lines, side, step);
}

void
ct_app_show_way(CtApp *app, uint32_t way)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

    app->way = way;
    app->sides[0].way = NULL;
    app->steps.first = 0;
    app->steps.chosen = CT_LIST_NONE;
    if (way != CT_LIST_NONE) {
        const CtPath *path = g_array_index(app->ways, const CtPath *, way);

        app->sides[0].way = path;
        for (uint32_t i = 0; i < path->n_steps; i++)
            ct_app_say_step(lines, &app->sides[0], &path->steps[i], i + 1);
    }
    g_ptr_array_unref(app->step_lines);
    app->step_lines = ct_app_break_lines(lines);
    app->steps.n = app->step_lines->len;
    ct_app_resize(app, app->width, app->height);
}
