/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/simulate.h"

#include "cli/progress.h"
#include "cli/run_open.h"
#include "cli/simulate_parts.h"
#include "cli/terminal.h"

#include "base/units.h"
#include "report/json_result.h"
#include "sim/replicate.h"
#include "sim/scenario.h"
#include "sim/trace.h"

#include <string.h>

enum { REPLICATIONS = 1000, UNTIL_MOST = 102400, UNTIL_FIRST = 100 };

void
ct_simulation_clear(CtSimulation *simulation)
{
    g_clear_pointer(&simulation->statistics, ct_statistics_free);
    g_clear_pointer(&simulation->rows, g_ptr_array_unref);
    g_clear_pointer(&simulation->file, ct_run_file_free);
    g_clear_pointer(&simulation->header, ct_run_header_free);
    g_clear_pointer(&simulation->sim, ct_sim_free);
}

bool
ct_simulation_is_run_file(const char *output)
{
    return output != NULL && g_str_has_suffix(output, ".ctrun");
}

/* --- options --- */

static bool
read_sim_options(const CtCli *cli, CtSimOptions *ret_options)
{
    const CtOptions *options = &cli->options;
    g_autoptr(GError) error = NULL;
    guint64 seed = 1;

    *ret_options = (CtSimOptions){.horizon_ms = -1, .to_horizon = options->to_horizon};
    if (options->seed != NULL &&
        !g_ascii_string_to_unsigned(options->seed, 10, 0, UINT64_MAX, &seed, NULL)) {
        ct_say_error(cli, "--seed '%s' is not a whole number from 0 to 2^64 - 1", options->seed);
        return false;
    }
    ret_options->seed = seed;
    if (options->horizon != NULL &&
        !ct_units_parse_time(options->horizon, &ret_options->horizon_ms, &error)) {
        ct_say_error(cli, "--horizon: %s", error->message);
        return false;
    }
    if (ret_options->horizon_ms == 0 || ret_options->horizon_ms > CT_TIME_NEVER) {
        ct_say_error(cli,
                     "--horizon must be longer than 0 and shorter than %" G_GINT64_FORMAT " years",
                     CT_UNITS_LONGEST_YEARS);
        return false;
    }
    return true;
}

/* Whether --until speaks of something that there is. */
static bool
until_is_known(const CtCli *cli, const CtTwin *twin)
{
    g_auto(CtUntil) until = {0};

    if (!ct_until_parse(cli, &until))
        return false;
    if (until.what == NULL || strcmp(until.what, "success") == 0)
        return true;
    for (guint a = 0; a < twin->attackers->len; a++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, a);

        for (uint32_t g = 0; g < attacker->goals.length; g++)
            if (strcmp(attacker->goals.data[g].id, until.what) == 0)
                return true;
    }
    ct_say_error(cli, "--until: '%s' is neither success nor the id of a goal", until.what);
    return false;
}

/* What only makes sense together with a run file, or without something else. */
static bool
options_fit(const CtCli *cli, uint64_t n)
{
    const CtOptions *options = &cli->options;
    bool has_file = ct_simulation_is_run_file(options->output);

    if (options->resume && !has_file) {
        ct_say_error(cli, "--resume goes on with a run file: name it with -o NAME.ctrun");
        return false;
    }
    if (options->shard != NULL && (!has_file || options->until != NULL)) {
        ct_say_error(cli, has_file ? "--shard does not go with --until: a share cannot know how "
                                     "the others are doing"
                                   : "--shard writes a run file: name it with -o NAME.ctrun");
        return false;
    }
    if (has_file && n == 0) {
        ct_say_error(cli, "a run file holds replications: ask for some with -n");
        return false;
    }
    return true;
}

bool
ct_simulation_wanted(const CtCli *cli, const CtTwin *twin, uint64_t *ret_n)
{
    const CtOptions *options = &cli->options;
    CtSimOptions simulated;
    CtShare share;

    *ret_n = options->replications >= 0 ? (uint64_t)options->replications
             : options->until != NULL   ? UNTIL_MOST
             : twin->has_scenario       ? REPLICATIONS
                                        : 0;
    return options_fit(cli, *ret_n) && read_sim_options(cli, &simulated) &&
           ct_share_parse(cli, &share) && until_is_known(cli, twin);
}

/* --- one batch of replications --- */

typedef struct Batch {
    const CtCli *cli;
    CtSimulation *simulation;
    CtShare share;
    uint64_t done, total;
    gint stop;
    GError *error;
} Batch;

static bool
is_not_wanted(uint64_t replication, void *data)
{
    const Batch *batch = data;

    if (!ct_share_has(&batch->share, replication))
        return true;
    if (batch->simulation->file != NULL)
        return ct_run_file_has(replication, batch->simulation->file);
    return replication < batch->simulation->rows->len &&
           batch->simulation->rows->pdata[replication] != NULL;
}

static bool
keep(CtRow *row, void *data)
{
    Batch *batch = data;
    CtSimulation *simulation = batch->simulation;

    batch->done++;
    if (simulation->file == NULL) {
        simulation->rows->pdata[row->replication] = row;
        return true;
    }
    bool kept = ct_run_file_add(simulation->file, row, &batch->error);

    ct_row_free(row);
    return kept;
}

static void
tick(void *data)
{
    Batch *batch = data;

    ct_progress_count(batch->done, batch->total);
    if (batch->simulation->file != NULL && batch->error == NULL &&
        !ct_run_file_tick(batch->simulation->file, &batch->error))
        g_atomic_int_set(&batch->stop, 1);
}

/* What was computed stays in the file where there is one. */
static CtStatus
give_up(Batch *batch)
{
    CtRunFile *file = batch->simulation->file;

    if (batch->error == NULL && file != NULL && !ct_run_file_flush(file, &batch->error)) {
        /* said below */
    }
    if (batch->error != NULL) {
        ct_say_error(batch->cli, "%s", batch->error->message);
        g_clear_error(&batch->error);
        return CT_STATUS_INTERNAL;
    }
    if (file != NULL)
        ct_say(batch->cli, "stopped; the same command with --resume goes on from here");
    return CT_STATUS_INTERRUPTED;
}

/* Replications 0 … @n - 1, as far as they are not there. */
static CtStatus
replicate(Batch *batch, uint64_t n)
{
    const CtReplicateRange range = {.n = n, .is_there = is_not_wanted, .data = batch};
    const CtReplicateOptions options = {.jobs = (uint32_t)batch->cli->options.jobs,
                                        .stop = &batch->stop,
                                        .tick = tick,
                                        .sink = keep,
                                        .data = batch};

    batch->total = ct_share_size(&batch->share, n);
    bool complete = ct_replicate(batch->simulation->sim, &range, &options);

    return complete && batch->error == NULL ? CT_STATUS_OK : give_up(batch);
}

typedef struct Evaluation {
    CtStatisticsMaker *maker;
    uint64_t n;
} Evaluation;

/* With --until, a run that was stopped may have rows of a later look than the one at hand. */
static void
add_row(const CtRow *row, void *data)
{
    const Evaluation *evaluation = data;

    if (row->replication < evaluation->n)
        ct_statistics_add(row, evaluation->maker);
}

bool
ct_simulation_evaluate(CtSimulation *simulation, GError **error)
{
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(simulation->header);
    Evaluation evaluation = {.maker = maker, .n = simulation->header->n};

    g_clear_pointer(&simulation->statistics, ct_statistics_free);
    if (simulation->file != NULL) {
        if (!ct_run_file_flush(simulation->file, error) ||
            !ct_run_file_each_row(simulation->file, add_row, &evaluation, error))
            return false;
    } else {
        for (guint i = 0; i < simulation->rows->len; i++)
            if (simulation->rows->pdata[i] != NULL)
                ct_statistics_add(simulation->rows->pdata[i], maker);
    }
    simulation->statistics = ct_statistics_finish(maker, error);
    return simulation->statistics != NULL;
}

/* After 100, 200, 400 … replications: is the interval narrow enough? */
static CtStatus
replicate_until(Batch *batch, const CtUntil *until, uint64_t most)
{
    CtSimulation *simulation = batch->simulation;
    uint64_t n = MIN(UNTIL_FIRST, most);

    for (;; n = MIN(2 * n, most)) {
        double half = 0;
        CtStatus status = replicate(batch, n);

        simulation->header->n = n;
        if (status != CT_STATUS_OK)
            return status;
        if (!ct_simulation_evaluate(simulation, &batch->error))
            return give_up(batch);
        if (!ct_statistics_half_width(simulation->statistics, until->what, &half))
            g_assert_not_reached(); /* ct_simulation_wanted() knows it */
        if (half <= until->half_width || n == most)
            return CT_STATUS_OK;
    }
}

/* Of those that failed, the first stands for all. */
static void
say_why(const CtCli *cli, const CtSimulation *simulation)
{
    const CtStatistics *statistics = simulation->statistics;

    if (statistics->n_failed == 0)
        return;
    g_autofree char *why = ct_scenario_why_failed(simulation->sim, statistics->first_failed);

    ct_say(cli, "replication %" G_GUINT64_FORMAT " failed: %s", statistics->first_failed, why);
}

static CtStatus
replicate_all(Batch *batch, const CtUntil *until, uint64_t n)
{
    CtSimulation *simulation = batch->simulation;
    CtStatus status;

    ct_progress_phase(batch->cli, "simulating");
    ct_terminal_defer_interrupt(simulation->file != NULL ? &batch->stop : NULL);
    status = until->what != NULL ? replicate_until(batch, until, n) : replicate(batch, n);
    ct_terminal_defer_interrupt(NULL);
    if (status == CT_STATUS_OK && !simulation->is_share && simulation->statistics == NULL &&
        !ct_simulation_evaluate(simulation, &batch->error))
        return give_up(batch);
    if (status == CT_STATUS_OK && simulation->statistics != NULL)
        say_why(batch->cli, simulation);
    return status;
}

/* Rows that are there from before are kept; all of them may be. */
static CtStatus
replicate_into(Batch *batch, const CtUntil *until, uint64_t n, const char *path)
{
    CtSimulation *simulation = batch->simulation;
    const CtCli *cli = batch->cli;
    g_autoptr(GError) error = NULL;
    bool is_complete = false;
    CtStatus status = ct_simulation_take_over(simulation, cli, path, until, n, &is_complete);

    if (status != CT_STATUS_OK || is_complete)
        return status;
    if (simulation->file == NULL)
        simulation->file = ct_run_file_open(path, simulation->header, cli->options.resume, &error);
    if (simulation->file == NULL) {
        ct_say_error(cli, "%s", error->message);
        return ct_run_status(error);
    }
    batch->done = ct_run_file_count(simulation->file);
    return replicate_all(batch, until, n);
}

CtStatus
ct_simulation_run(
    CtSimulation *simulation, const CtCli *cli, CtPackage *package, uint64_t n, const char *path)
{
    CtRunRequest request = {.as_of = package->as_of,
                            .until = cli->options.until,
                            .shard = cli->options.shard,
                            .cost = cli->options.cost,
                            .paths = (uint32_t)cli->options.paths,
                            .profile =
                                package->kpis.profile != NULL ? package->kpis.profile->file : NULL,
                            .profile_bytes = package->kpis.profile_bytes,
                            .standards = (const char *const *)cli->options.standards,
                            .catalogs =
                                simulation->standards != NULL ? simulation->standards->given : NULL,
                            .n = n};
    Batch batch = {.cli = cli, .simulation = simulation};
    g_auto(CtUntil) until = {0};
    g_autoptr(GError) error = NULL;

    if (!read_sim_options(cli, &request.sim) || !ct_share_parse(cli, &batch.share) ||
        !ct_until_parse(cli, &until))
        return CT_STATUS_INPUT; /* said before, by ct_simulation_wanted() */
    simulation->is_share = cli->options.shard != NULL;
    ct_progress_phase(cli, "preparing to simulate");
    simulation->sim = ct_sim_setup(package->twin, &request.sim, &error);
    if (simulation->sim == NULL) {
        ct_say_error(cli, "%s", error->message);
        return ct_package_status(error);
    }
    if (!ct_scenario_rehearse(simulation->sim, &error)) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    if (path != NULL)
        ct_standards_read_folder(package->twin);
    simulation->header = ct_run_make_header(package->twin, simulation->sim, &request);
    if (path == NULL) {
        simulation->rows = g_ptr_array_new_with_free_func((GDestroyNotify)ct_row_free);
        g_ptr_array_set_size(simulation->rows, (gint)n);
        return replicate_all(&batch, &until, n);
    }
    return replicate_into(&batch, &until, n, path);
}
