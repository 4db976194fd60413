/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --resume of a run that is complete: nothing to do, or more to do than was asked for before. */
#include "cli/simulate_parts.h"

#include "cli/progress.h"
#include "cli/run_open.h"
#include "cli/terminal.h"

/* Replications of the share at hand among 0 … @n - 1 that @run has not. */
static bool
count_missing(const CtCli *cli, CtRunRead *run, uint64_t n, uint64_t *ret_n, GError **error)
{
    CtShare share;
    uint64_t there = 0;

    if (!ct_share_parse(cli, &share) || !ct_run_read_count(run, &there, error))
        return false;
    *ret_n = ct_share_size(&share, n) - MIN(there, ct_share_size(&share, n));
    return true;
}

/* A run by --until ended where its interval was narrow enough, or where the most was reached. */
static bool
is_enough(const CtStatistics *statistics, const CtUntil *until, uint64_t had, uint64_t n)
{
    double half = 0;

    if (until->what == NULL || had >= n)
        return had >= n;
    return ct_statistics_half_width(statistics, until->what, &half) && half <= until->half_width;
}

static bool
evaluate(CtRunRead *run, CtSimulation *simulation, GError **error)
{
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(ct_run_read_get_header(run));

    if (ct_run_read_each_row(run, ct_statistics_add, maker, error))
        simulation->statistics = ct_statistics_finish(maker, error);
    return simulation->statistics != NULL;
}

typedef struct Copying {
    CtRunFile *file;
    GError *error;
} Copying;

static void
copy_row(const CtRow *row, void *data)
{
    Copying *copying = data;

    if (copying->error == NULL && !ct_run_file_add(copying->file, row, &copying->error))
        g_assert(copying->error != NULL);
}

/* A part with the rows of @run, opened anew so that it knows which those are. */
static bool
start_with(CtSimulation *simulation, const char *path, CtRunRead *run, GError **error)
{
    Copying copying = {.file = ct_run_file_open(path, simulation->header, false, error)};

    if (copying.file == NULL)
        return false;
    bool copied = ct_run_read_each_row(run, copy_row, &copying, error);

    if (copying.error != NULL && copied)
        g_propagate_error(error, g_steal_pointer(&copying.error));
    else if (copied)
        copied = ct_run_file_flush(copying.file, error);
    g_clear_error(&copying.error);
    if (!copied || (error != NULL && *error != NULL)) {
        ct_run_file_discard(copying.file);
        return false;
    }
    ct_run_file_free(copying.file);
    simulation->file = ct_run_file_open(path, simulation->header, true, error);
    return simulation->file != NULL;
}

/* What @run lacks of what is asked for; statistics are there unless a share's. */
static CtStatus
look(CtSimulation *simulation,
     const CtCli *cli,
     CtRunRead *run,
     const CtUntil *until,
     uint64_t n,
     bool *ret_is_complete,
     GError **error)
{
    uint64_t had = ct_run_read_get_header(run)->n, missing = 0;

    if (!evaluate(run, simulation, error) || !count_missing(cli, run, MIN(had, n), &missing, error))
        return CT_STATUS_INPUT;
    *ret_is_complete = missing == 0 && is_enough(simulation->statistics, until, had, n);
    if (*ret_is_complete) {
        simulation->header->n = had;
        ct_say(cli, "'%s' is complete, with %" G_GUINT64_FORMAT " replications: nothing to do",
               cli->options.output, had);
    } else {
        g_clear_pointer(&simulation->statistics, ct_statistics_free);
    }
    return CT_STATUS_OK;
}

CtStatus
ct_simulation_take_over(CtSimulation *simulation,
                        const CtCli *cli,
                        const char *path,
                        const CtUntil *until,
                        uint64_t n,
                        bool *ret_is_complete)
{
    g_autofree char *part = g_strdup_printf("%s.part", path);
    g_autofree char *difference = NULL;
    g_autoptr(CtRunRead) run = NULL;
    g_autoptr(GError) error = NULL;
    CtStatus status = CT_STATUS_OK;

    *ret_is_complete = false;
    if (!cli->options.resume || !g_file_test(path, G_FILE_TEST_EXISTS) ||
        g_file_test(part, G_FILE_TEST_EXISTS))
        return CT_STATUS_OK;
    run = ct_run_open(cli, path, &status);
    if (run == NULL)
        return status;
    difference = ct_run_header_difference(ct_run_read_get_header(run), simulation->header);
    if (difference != NULL) {
        ct_say_error(cli, "'%s' is another run: the %s differs", path, difference);
        return CT_STATUS_INPUT;
    }
    status = look(simulation, cli, run, until, n, ret_is_complete, &error);
    if (status == CT_STATUS_OK && !*ret_is_complete && !start_with(simulation, path, run, &error))
        status = CT_STATUS_INPUT;
    if (error != NULL) {
        ct_say_error(cli, "%s", error->message);
        return ct_run_status(error);
    }
    return status;
}
