/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/run_open.h"

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
