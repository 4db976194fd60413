/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/frame_subject.h"

#include "cli/progress.h"
#include "cli/replication.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "base/units.h"

#include <string.h>

enum { TOLD = 4 /* names in the line below the title */ };

/* What --show names. */
typedef struct Shown {
    bool failures, chokes, cuts, matrix;
} Shown;

void
ct_frame_subject_clear(CtFrameSubject *subject)
{
    ct_snapshot_free(subject->snapshot);
    ct_chronicle_free(subject->chronicle);
    ct_layout_free(subject->layout);
    ct_blueprint_free(subject->blueprint);
    ct_dossier_free(subject->dossier);
    ct_segmentation_free(subject->segmentation);
    if (subject->line != NULL)
        g_string_free(subject->line, TRUE);
}

/* One more sentence below the title. */
static void G_GNUC_PRINTF(2, 3) tell(CtFrameSubject *subject, const char *format, ...)
{
    va_list args;

    if (subject->line == NULL)
        subject->line = g_string_new(NULL);
    else
        g_string_append(subject->line, " · ");
    va_start(args, format);
    g_string_append_vprintf(subject->line, format, args);
    va_end(args);
}

static bool
parse_shown(const CtCli *cli, Shown *shown)
{
    g_auto(GStrv) words = g_strsplit(cli->options.show != NULL ? cli->options.show : "", ",", -1);
    const struct {
        const char *word;
        bool *on;
    } known[] = {{"failures", &shown->failures},
                 {"chokes", &shown->chokes},
                 {"cuts", &shown->cuts},
                 {"matrix", &shown->matrix}};

    *shown = (Shown){.failures = cli->options.failures};
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

/* --- of a package --- */

static bool
add_blast(const CtCli *cli, const CtTwin *twin, CtFrameSubject *subject, CtStatus *ret_status)
{
    const char *id = cli->options.blast;

    subject->chronicle = ct_chronicle_new_blast(subject->blueprint, twin, id);
    if (subject->chronicle == NULL) {
        ct_say_error(cli,
                     "--blast '%s': there is no asset, supplier, product, component or credential "
                     "of that name",
                     id);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    subject->snapshot = ct_snapshot_new(subject->blueprint, subject->chronicle);
    ct_snapshot_seek(subject->snapshot, 0);
    tell(subject, "What falls when %s alone is the attacker's: %u of %u assets", id,
         ct_snapshot_fallen(&subject->snapshot->all), subject->blueprint->n_instances);
    return true;
}

static bool
add_path(CtCli *cli, CtFrameSubject *subject, CtStatus *ret_status)
{
    const CtGoalFinding *goal = NULL;

    for (uint32_t i = 0; i < subject->dossier->n_attackers && goal == NULL; i++)
        if (subject->dossier->attackers[i].n_goals > 0)
            goal = &subject->dossier->attackers[i].goals[0];
    if (goal == NULL || (uint32_t)cli->options.path > goal->n_paths) {
        if (goal == NULL)
            ct_say_error(cli, "--path: there is no goal; name one with --goal");
        else
            ct_say_error(cli, "--path %d: there are %u ways to %s", cli->options.path,
                         goal->n_paths, goal->id);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    subject->path = &goal->paths[cli->options.path - 1];
    g_autofree char *time = ct_units_time_text(subject->path->cost.time_ms);

    tell(subject, "Way %d to %s: %u steps, %s", cli->options.path, goal->id, subject->path->n_steps,
         time);
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
        tell(subject, "On every way to %s: %s", weak->goal, names);
    else
        tell(subject, "Nothing lies on every way to %s", weak->goal);
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
        tell(subject, "Nothing that can be taken away leaves no way to %s", weak->goal);
        return;
    }
    subject->cut = cuts->sets[0].elements;
    subject->n_cut = cuts->sets[0].n_elements;
    g_autofree char *names = names_of(subject->cut, subject->n_cut);

    tell(subject, "No way to %s without %s", weak->goal, names);
}

/* Ways, choke points and cuts of the first goal. */
static bool
add_dossier(
    CtCli *cli, CtPackage *package, const Shown *shown, CtFrameSubject *subject, CtStatus *ret)
{
    CtExposureOptions exposure;
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = (uint32_t)MAX(cli->options.path, 1)};
    const CtWeakFinding *weak = NULL;

    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the options are checked */
    if (shown->chokes || shown->cuts) {
        ct_exposure_options_brief(&exposure, &cli->options.limits);
        exposure.parts = CT_EXPOSURE_CUTS;
        options.exposure = &exposure;
    }
    subject->dossier = ct_package_analyse(package, cli, &options, ret);
    if (subject->dossier == NULL || (cli->options.path > 0 && !add_path(cli, subject, ret)))
        return false;
    for (uint32_t i = 0; i < subject->dossier->exposure.n_weak && weak == NULL; i++)
        weak = &subject->dossier->exposure.weak[i];
    if (weak == NULL && (shown->chokes || shown->cuts)) {
        ct_say_error(cli, "--show: there is no goal; name one with --goal");
        *ret = CT_STATUS_INPUT;
        return false;
    }
    if (shown->chokes)
        add_chokes(subject, weak);
    if (shown->cuts)
        add_cut(subject, weak);
    return true;
}

static bool
add_failures(const CtCli *cli, CtPackage *package, CtFrameSubject *subject, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtSegOptions options = {.as_of = package->as_of, .most_paths = 1};

    ct_progress_phase(cli, "holding zones against each other");
    subject->segmentation = ct_segmentation_new(package->twin, &options, &error);
    if (subject->segmentation != NULL)
        return true;
    ct_say_error(cli, "%s", error->message);
    *ret_status = CT_STATUS_INPUT;
    return false;
}

bool
ct_frame_load_package(CtCli *cli, CtPackage *package, CtFrameSubject *subject, CtStatus *ret_status)
{
    const CtOptions *options = &cli->options;
    Shown shown;
    bool dossier, segmentation;

    *ret_status = CT_STATUS_INPUT;
    if (!parse_shown(cli, &shown))
        return false;
    if (options->at != NULL || options->frames != NULL || options->replication != NULL) {
        ct_say_error(cli, "--at, --frames and --replication are of a run file; '%s' is a design",
                     cli->operands[0]);
        return false;
    }
    dossier = options->path > 0 || shown.chokes || shown.cuts;
    segmentation = shown.failures || shown.matrix;
    *ret_status =
        ct_package_load(package, cli, cli->operands[0],
                        dossier || segmentation || options->blast != NULL ? CT_TWIN_SOLVED
                                                                          : CT_TWIN_INSTANCES);
    if (*ret_status != CT_STATUS_OK)
        return false;
    subject->blueprint = ct_blueprint_new(package->twin);
    subject->matrix = shown.matrix;
    return (options->blast == NULL || add_blast(cli, package->twin, subject, ret_status)) &&
           (!dossier || add_dossier(cli, package, &shown, subject, ret_status)) &&
           (!segmentation || add_failures(cli, package, subject, ret_status));
}

/* --- of a run --- */

bool
ct_frame_load_run(CtCli *cli, CtFrameSubject *subject, CtStatus *ret_status)
{
    const CtOptions *options = &cli->options;
    int64_t at = 0;

    if (options->path > 0 || options->failures || options->blast != NULL || options->show != NULL) {
        ct_say_error(cli, "--path, --show, --failures and --blast are of a design; '%s' is a run",
                     cli->operands[0]);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    if (options->at != NULL && !ct_units_parse_time(options->at, &at, NULL)) {
        ct_say_error(cli, "--at '%s': expected a time, for example 3h or 2d4h", options->at);
        *ret_status = CT_STATUS_INPUT;
        return false;
    }
    g_autoptr(CtRunRead) run = ct_run_open(cli, cli->operands[0], ret_status);

    if (run == NULL || !ct_replication_find(cli, run, &subject->replication, ret_status))
        return false;
    g_autoptr(CtRunAgain) again = ct_run_do_again(cli, run, ret_status);

    if (again == NULL)
        return false;
    g_autoptr(GArray) records =
        ct_replication_events(cli, run, again->sim, subject->replication, ret_status);

    if (records == NULL)
        return false;
    subject->is_run = true;
    subject->blueprint = ct_blueprint_new(again->twin);
    subject->chronicle = ct_chronicle_new(subject->blueprint, again->twin, again->sim, records);
    subject->snapshot = ct_snapshot_new(subject->blueprint, subject->chronicle);
    ct_snapshot_seek(subject->snapshot, options->at != NULL ? at : subject->chronicle->end_ms);
    return true;
}

void
ct_frame_tell_moment(CtFrameSubject *subject)
{
    g_autofree char *now = ct_units_time_text(subject->snapshot->time);
    g_autofree char *end = ct_units_time_text(subject->chronicle->end_ms);

    if (subject->line == NULL)
        subject->line = g_string_new(NULL);
    g_string_printf(subject->line,
                    "Replication %" G_GUINT64_FORMAT " after %s of %s: %u of %u assets held",
                    subject->replication, now, end, ct_snapshot_fallen(&subject->snapshot->all),
                    subject->blueprint->n_instances);
}
