/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `cybertwin verify RUN`: is the run what its inputs give? The file is checked page by page, then
 * replications are played again from the inputs in it and compared number by number.
 */
#include "cli/commands.h"

#include "cli/progress.h"
#include "cli/run_open.h"
#include "cli/terminal.h"

#include "sim/replicate.h"

#include <string.h>

enum { SAMPLES = 25 };

typedef struct Sample {
    const CtCli *cli;
    const CtSim *sim;
    uint64_t every, seen; /* every so many rows is played again */
    GError *damage;       /* the first row whose detail cannot be read; NULL */
    uint64_t played, wrong;
    uint64_t first_wrong;
} Sample;

static bool
is_same(const CtRow *a, const CtRow *b)
{
    return a->outcome == b->outcome && a->end_ms == b->end_ms && a->tries == b->tries &&
           a->gains == b->gains && a->noise_ppm == b->noise_ppm && a->seen_ppm == b->seen_ppm &&
           a->effort_ms == b->effort_ms && a->n_goals == b->n_goals &&
           memcmp(a->goal_ms, b->goal_ms, a->n_goals * sizeof *a->goal_ms) == 0 &&
           ct_row_has_same_losses(a, b) && a->detail_length == b->detail_length &&
           memcmp(a->detail, b->detail, a->detail_length) == 0;
}

static void
play_some(const CtRow *row, void *data)
{
    Sample *sample = data;
    const CtSim *sim = sample->sim;

    if (sample->damage != NULL ||
        !ct_row_read_detail(row, sim->n_rules, sim->places->n_places, NULL, &sample->damage))
        return;
    if (sample->seen++ % sample->every != 0)
        return;
    g_autoptr(CtRow) again = ct_replicate_one(sample->sim, row->replication);

    sample->played++;
    if (is_same(row, again))
        return;
    if (sample->wrong++ == 0)
        sample->first_wrong = row->replication;
}

static CtStatus
print_hash(CtCli *cli, CtRunRead *run)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *hash = ct_run_read_hash(run, &error);

    if (hash == NULL) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        return ct_run_status(error);
    }
    CtOut *out = ct_result_open(cli);

    ct_out_printf(out, "%s\n", hash);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

static bool
play_samples(const CtCli *cli, CtRunRead *run, Sample *sample, CtStatus *ret_status)
{
    g_autoptr(GError) error = NULL;
    uint64_t wanted = cli->options.samples > 0 ? (uint64_t)cli->options.samples : SAMPLES;
    uint64_t n = 0;

    ct_progress_phase(cli, "playing replications again");
    if (ct_run_read_check(run, &error) && ct_run_read_count(run, &n, &error)) {
        sample->every = MAX(1, (n + wanted - 1) / wanted);
        if (ct_run_read_each_row(run, play_some, sample, &error) && sample->damage == NULL)
            return true;
    }
    if (error == NULL)
        g_propagate_error(&error, g_steal_pointer(&sample->damage));
    ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
    *ret_status = ct_run_status(error);
    return false;
}

static CtStatus
write_verdict(CtCli *cli, const Sample *sample)
{
    CtOut *out = ct_result_open(cli);

    if (sample->wrong == 0)
        ct_out_printf(out,
                      "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                      " replications played again from the inputs in the file: all as written\n",
                      sample->played, sample->seen);
    else
        ct_out_printf(out,
                      "%" G_GUINT64_FORMAT " of the %" G_GUINT64_FORMAT
                      " replications played again came out otherwise, the first of them number "
                      "%" G_GUINT64_FORMAT "\n",
                      sample->wrong, sample->played, sample->first_wrong);
    return ct_result_close(cli, out, sample->wrong == 0 ? CT_STATUS_OK : CT_STATUS_MISSED);
}

/* Rows speak of rules, places and goals by number. */
static bool
has_same_names(const CtRunHeader *header, const CtSim *sim)
{
    return header->goals->len == sim->n_goals && header->rules->len == sim->n_rules &&
           header->places->len == sim->places->n_places &&
           (header->losses->len > 0) == (sim->losses != NULL);
}

CtStatus
ct_command_verify(CtCli *cli)
{
    CtStatus status = CT_STATUS_OK;
    g_autoptr(CtRunRead) run = ct_run_open(cli, cli->operands[0], &status);
    g_autoptr(CtRunAgain) again = NULL;
    Sample sample = {.cli = cli};

    if (run == NULL)
        return status;
    if (cli->options.hash)
        return print_hash(cli, run);
    again = ct_run_do_again(cli, run, &status);
    if (again == NULL)
        return status;
    if (!has_same_names(ct_run_read_get_header(run), again->sim)) {
        ct_say_error(cli, "%s: its goals, techniques or places are not those of its inputs",
                     cli->operands[0]);
        return CT_STATUS_MISSED;
    }
    sample.sim = again->sim;
    if (play_samples(cli, run, &sample, &status))
        status = write_verdict(cli, &sample);
    g_clear_error(&sample.damage);
    return status;
}
