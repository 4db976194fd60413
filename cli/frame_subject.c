/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/frame_subject.h"

#include "cli/frame_shown.h"
#include "cli/replication.h"
#include "cli/terminal.h"

#include "analysis/exposure_write.h"
#include "base/units.h"

#include <string.h>

void
ct_frame_subject_clear(CtFrameSubject *subject)
{
    ct_snapshot_free(subject->snapshot);
    ct_chronicle_free(subject->chronicle);
    ct_layout_free(subject->layout);
    ct_blueprint_free(subject->blueprint);
    ct_dossier_free(subject->dossier);
    ct_segmentation_free(subject->segmentation);
    if (subject->told != NULL)
        g_string_free(subject->told, TRUE);
    if (subject->line != NULL)
        g_string_free(subject->line, TRUE);
}

void
ct_frame_tell(CtFrameSubject *subject, const char *format, ...)
{
    va_list args;

    if (subject->told == NULL)
        subject->told = g_string_new(NULL);
    else
        g_string_append(subject->told, " · ");
    va_start(args, format);
    g_string_append_vprintf(subject->told, format, args);
    va_end(args);
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
    ct_frame_tell(subject, "What falls when %s alone is the attacker's: %u of %u assets", id,
                  ct_snapshot_fallen(&subject->snapshot->all), subject->blueprint->n_instances);
    return true;
}

/* Ways, choke points and cuts of the first goal. */
static bool
add_dossier(CtCli *cli,
            CtPackage *package,
            const CtFrameShown *shown,
            CtFrameSubject *subject,
            CtStatus *ret_status)
{
    CtExposureOptions exposure;
    CtDossierOptions options;

    ct_frame_shown_ask(cli, shown, &options, &exposure);
    subject->dossier = ct_package_analyse(package, cli, &options, ret_status);
    return subject->dossier != NULL && ct_frame_shown_take(cli, shown, subject, ret_status);
}

bool
ct_frame_load_package(CtCli *cli, CtPackage *package, CtFrameSubject *subject, CtStatus *ret_status)
{
    const CtOptions *options = &cli->options;
    CtFrameShown shown;
    bool dossier, segmentation;

    *ret_status = CT_STATUS_INPUT;
    if (!ct_frame_shown_parse(cli, &shown))
        return false;
    if (options->at != NULL || options->frames != NULL || options->replication != NULL) {
        ct_say_error(cli, "--at, --frames and --replication are of a run file; '%s' is a design",
                     cli->operands[0]);
        return false;
    }
    dossier = ct_frame_shown_needs_dossier(&shown);
    segmentation = ct_frame_shown_needs_segmentation(&shown);
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
           (!segmentation ||
            ct_frame_shown_segment(cli, package->twin, package->as_of, subject, ret_status));
}

/* --- of a run --- */

/* What is drawn over the moment: of the design in the run file, as the run asked about it. */
static bool
add_shown(CtCli *cli,
          const CtRunHeader *header,
          CtRunAgain *again,
          const CtFrameShown *shown,
          CtFrameSubject *subject,
          CtStatus *ret_status)
{
    CtExposureOptions exposure;
    CtDossierOptions options, asked = {0};

    ct_run_ask(&asked, header);
    subject->matrix = shown->matrix;
    if (ct_frame_shown_needs_segmentation(shown) &&
        !ct_frame_shown_segment(cli, again->twin, asked.as_of, subject, ret_status))
        return false;
    if (!ct_frame_shown_needs_dossier(shown))
        return true;
    ct_frame_shown_ask(cli, shown, &options, &exposure);
    if (cli->options.cost == NULL) {
        options.cost = asked.cost;
        options.scenario_cost = asked.scenario_cost;
    }
    subject->dossier = ct_run_analyse(cli, cli->operands[0], again, &options, ret_status);
    return subject->dossier != NULL && ct_frame_shown_take(cli, shown, subject, ret_status);
}

/* False, having said why, where an option is of a design only, or malformed. */
static bool
parse_run_options(const CtCli *cli, CtFrameShown *ret_shown, int64_t *ret_at)
{
    const CtOptions *options = &cli->options;

    if (options->blast != NULL || options->entries != NULL || options->goals != NULL) {
        ct_say_error(cli, "--blast, --entry and --goal are of a design; '%s' is a run",
                     cli->operands[0]);
        return false;
    }
    if (options->at != NULL && !ct_units_parse_time(options->at, ret_at, NULL)) {
        ct_say_error(cli, "--at '%s': expected a time, for example 3h or 2d4h", options->at);
        return false;
    }
    return ct_frame_shown_parse(cli, ret_shown);
}

bool
ct_frame_load_run(CtCli *cli, CtFrameSubject *subject, CtStatus *ret_status)
{
    CtFrameShown shown;
    int64_t at = 0;

    *ret_status = CT_STATUS_INPUT;
    if (!parse_run_options(cli, &shown, &at))
        return false;
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
    ct_snapshot_seek(subject->snapshot, cli->options.at != NULL
                                            ? MIN(at, subject->chronicle->end_ms)
                                            : subject->chronicle->end_ms);
    return add_shown(cli, ct_run_read_get_header(run), again, &shown, subject, ret_status);
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
    if (subject->told != NULL)
        g_string_append_printf(subject->line, " · %s", subject->told->str);
}
