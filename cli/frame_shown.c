/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/frame_shown.h"

#include "cli/progress.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "base/units.h"

enum { TOLD = 4 /* names in the line below the title */ };

bool
ct_frame_shown_parse(const CtCli *cli, CtFrameShown *shown)
{
    g_auto(GStrv) words = g_strsplit(cli->options.show != NULL ? cli->options.show : "", ",", -1);
    const struct {
        const char *word;
        bool *on;
    } known[] = {{"failures", &shown->failures},
                 {"chokes", &shown->chokes},
                 {"cuts", &shown->cuts},
                 {"matrix", &shown->matrix}};

    *shown = (CtFrameShown){.path = cli->options.path, .failures = cli->options.failures};
    for (guint i = 0; words[i] != NULL; i++) {
        bool found = false;

        for (size_t k = 0; k < G_N_ELEMENTS(known); k++)
            if (g_str_equal(words[i], known[k].word))
                found = *known[k].on = true;
        if (!found) {
            ct_say_error(cli, "--show '%s': expected failures, chokes, cuts or matrix", words[i]);
            return false;
        }
    }
    return true;
}

bool
ct_frame_shown_needs_dossier(const CtFrameShown *shown)
{
    return shown->path > 0 || shown->chokes || shown->cuts;
}

bool
ct_frame_shown_needs_segmentation(const CtFrameShown *shown)
{
    return shown->failures || shown->matrix;
}

void
ct_frame_shown_ask(const CtCli *cli,
                   const CtFrameShown *shown,
                   CtDossierOptions *options,
                   CtExposureOptions *exposure)
{
    *options = (CtDossierOptions){.cost = CT_COST_EFFORT,
                                  .scenario_cost = cli->options.cost == NULL,
                                  .n_paths = (uint32_t)MAX(shown->path, 1)};
    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options->cost))
        g_assert_not_reached(); /* the options are checked */
    if (!shown->chokes && !shown->cuts)
        return;
    ct_exposure_options_brief(exposure, &cli->options.limits);
    exposure->parts = CT_EXPOSURE_CUTS;
    options->exposure = exposure;
}

/* --- of a dossier --- */

static bool
add_path(const CtCli *cli, CtFrameSubject *subject, CtStatus *ret_status)
{
    const CtGoalFinding *goal = NULL;

    for (uint32_t i = 0; i < subject->dossier->n_attackers && goal == NULL; i++)
        if (subject->dossier->attackers[i].n_goals > 0)
            goal = &subject->dossier->attackers[i].goals[0];
    if (goal == NULL || (uint32_t)cli->options.path > goal->n_paths) {
        if (goal == NULL)
            ct_say_error(cli, "--path: there is no goal%s",
                         subject->is_run ? " in the run" : "; name one with --goal");
        else
            ct_say_error(cli, "--path %d: there are %u ways to %s", cli->options.path,
                         goal->n_paths, goal->id);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    subject->path = &goal->paths[cli->options.path - 1];
    g_autofree char *time = ct_units_time_text(subject->path->cost.time_ms);

    ct_frame_tell(subject, "Way %d to %s: %u steps, %s", cli->options.path, goal->id,
                  subject->path->n_steps, time);
    return true;
}

/* "jump-1, corp-control allow[0] and 3 more". */
static char *
names_of(const CtElementFinding *elements, uint32_t n)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < MIN(n, TOLD); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", elements[i].id);
    if (n > TOLD)
        g_string_append_printf(text, " and %u more", n - TOLD);
    return g_string_free(text, FALSE);
}

static void
add_chokes(CtFrameSubject *subject, const CtWeakFinding *weak)
{
    g_autofree char *names = names_of(weak->chokes, weak->n_chokes);

    subject->chokes = weak->chokes;
    subject->n_chokes = weak->n_chokes;
    if (weak->n_chokes > 0)
        ct_frame_tell(subject, "On every way to %s: %s", weak->goal, names);
    else
        ct_frame_tell(subject, "Nothing lies on every way to %s", weak->goal);
}

/* The least set of what stands in the plan, else of what there is. */
static const CtCutsFinding *
choose_cuts(const CtWeakFinding *weak)
{
    static const char *const by[] = {"rule", "asset", "supplier", "credential", "vulnerability"};
    const CtCutsFinding *best = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(by); i++) {
        const CtCutsFinding *cuts = ct_weak_find_cuts(weak, by[i]);

        if (cuts != NULL && cuts->n_sets > 0 &&
            (best == NULL || (i < 2 && cuts->sets[0].n_elements < best->sets[0].n_elements)))
            best = cuts;
    }
    return best;
}

static void
add_cut(CtFrameSubject *subject, const CtWeakFinding *weak)
{
    const CtCutsFinding *cuts = choose_cuts(weak);

    if (cuts == NULL) {
        ct_frame_tell(subject, "Nothing that can be taken away leaves no way to %s", weak->goal);
        return;
    }
    subject->cut = cuts->sets[0].elements;
    subject->n_cut = cuts->sets[0].n_elements;
    g_autofree char *names = names_of(subject->cut, subject->n_cut);

    ct_frame_tell(subject, "No way to %s without %s", weak->goal, names);
}

bool
ct_frame_shown_take(const CtCli *cli,
                    const CtFrameShown *shown,
                    CtFrameSubject *subject,
                    CtStatus *ret)
{
    const CtWeakFinding *weak = NULL;

    if (shown->path > 0 && !add_path(cli, subject, ret))
        return false;
    for (uint32_t i = 0; i < subject->dossier->exposure.n_weak && weak == NULL; i++)
        weak = &subject->dossier->exposure.weak[i];
    if (weak == NULL && (shown->chokes || shown->cuts)) {
        ct_say_error(cli, "--show: there is no goal%s",
                     subject->is_run ? " in the run" : "; name one with --goal");
        *ret = CT_STATUS_INPUT;
        return false;
    }
    if (shown->chokes)
        add_chokes(subject, weak);
    if (shown->cuts)
        add_cut(subject, weak);
    return true;
}

bool
ct_frame_shown_segment(const CtCli *cli,
                       const CtTwin *twin,
                       const char *as_of,
                       CtFrameSubject *subject,
                       CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtSegOptions options = {.as_of = as_of, .most_paths = 1};

    ct_progress_phase(cli, "holding zones against each other");
    subject->segmentation = ct_segmentation_new(twin, &options, &error);
    if (subject->segmentation != NULL)
        return true;
    ct_say_error(cli, "%s", error->message);
    *ret_status = CT_STATUS_INPUT;
    return false;
}
