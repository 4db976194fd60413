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

CtRunAgain *
ct_run_do_again(const CtCli *cli, CtRunRead *run, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    CtRunAgain *again;

    ct_progress_phase(cli, "loading what the run was made from");
    again = ct_run_again_new(ct_run_read_get_header(run), &error);
    if (again == NULL) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        *ret_status = ct_run_status(error);
    }
    return again;
}
