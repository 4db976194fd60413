/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/run_open.h"

#include "cli/as_of.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "store/db.h"

CtStatus
ct_run_status(const GError *error)
{
    if (g_error_matches(error, CT_DB_ERROR, CT_DB_ERROR_FAILED) ||
        g_error_matches(error, CT_DB_ERROR, CT_DB_ERROR_FULL))
        return CT_STATUS_INTERNAL;
    if (g_error_matches(error, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED))
        return CT_STATUS_UNDECIDED;
    return CT_STATUS_INPUT;
}

CtRunRead *
ct_run_open(const CtCli *cli, const char *path, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtRunRead *run;

    ct_progress_phase(cli, "reading the run file");
    run = ct_run_read_open(path, &error);
    if (run == NULL) {
        ct_say_error(cli, "%s", error->message);
        *ret_status = ct_run_status(error);
    }
    return run;
}

/* The raised limits of a run are not taken over unseen: what it may cost is for who asks to say. */
static void
say_limits(const CtCli *cli, const CtRunHeader *header)
{
    CtLimits limits;

    ct_run_limits(header, &limits);
    for (size_t i = 0; i < ct_n_limit_infos; i++) {
        size_t offset = ct_limit_infos[i].offset;
        uint64_t its = *(const uint64_t *)(const void *)((const char *)&limits + offset);
        uint64_t ours =
            *(const uint64_t *)(const void *)((const char *)&cli->options.limits + offset);

        if (its > ours)
            ct_say(cli,
                   "the run was made with --%s %" G_GUINT64_FORMAT "; say so here, too, to ask as "
                   "far as it did",
                   ct_limit_infos[i].flag, its);
    }
}

CtRunAgain *
ct_run_do_again(const CtCli *cli, CtRunRead *run, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtRunAgain *again;

    ct_progress_phase(cli, "loading what the run was made from");
    say_limits(cli, ct_run_read_get_header(run));
    again = ct_run_again_new(ct_run_read_get_header(run), &cli->options.limits, &error);
    if (again == NULL) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        *ret_status = ct_run_status(error);
    }
    return again;
}

void
ct_run_ask(CtDossierOptions *options, const CtRunHeader *header)
{
    const char *paths = ct_run_header_option(header, "paths");
    const char *cost = ct_run_header_option(header, "cost");
    guint64 n;

    options->as_of = ct_run_header_option(header, "as-of");
    options->scenario_cost = cost == NULL || !ct_cost_parse(cost, &options->cost);
    if (paths != NULL && g_ascii_string_to_unsigned(paths, 10, 1, 10000, &n, NULL))
        options->n_paths = (uint32_t)n;
}

CtDossier *
ct_run_analyse(const CtCli *cli,
               const char *path,
               CtRunAgain *again,
               const CtDossierOptions *options,
               CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtDossier *dossier = NULL;

    if (options->as_of != NULL)
        ct_as_of_check_waivers(again->twin->model, options->as_of, again->twin->diag);
    ct_progress_phase(cli, "looking for the best paths");
    if (ct_twin_load(again->twin, path, CT_TWIN_SOLVED, &error))
        dossier = ct_dossier_new(again->twin, options, &error);
    if (dossier == NULL) {
        ct_say_error(cli, "%s: %s", path, error->message);
        *ret_status = ct_run_status(error);
    }
    return dossier;
}
