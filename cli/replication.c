/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/replication.h"

#include "cli/progress.h"
#include "cli/terminal.h"

#include "sim/trace_choice.h"

#include <string.h>

/* Says why there is no replication @asked for. */
static void
say_none(const CtCli *cli, const char *asked, uint64_t n)
{
    static const char *const reasons[] = {"fastest", "median", "worst", NULL};

    if (g_strv_contains(reasons, asked))
        ct_say_error(cli,
                     "%s: no replication came to an end of its own, so none is the %s; "
                     "--replication 0 takes the first",
                     cli->operands[0], asked);
    else
        ct_say_error(cli,
                     "--replication '%s': expected a number below %" G_GUINT64_FORMAT
                     ", or fastest, median or worst",
                     asked, n);
}

bool
ct_replication_find(const CtCli *cli, CtRunRead *run, uint64_t *ret_number, CtStatus *ret_status)
{
    const char *asked = cli->options.replication != NULL ? cli->options.replication : "median";
    const CtRunHeader *header = ct_run_read_get_header(run);
    CtTraceChoice choice;
    g_autoptr(GError) error = NULL;
    guint64 number;

    if (g_ascii_string_to_unsigned(asked, 10, 0, header->n > 0 ? header->n - 1 : 0, &number,
                                   NULL)) {
        *ret_number = number;
        return true;
    }
    ct_trace_choice_begin(&choice, header);
    bool read = ct_run_read_each_row(run, ct_trace_choice_add, &choice, &error);

    ct_trace_choice_end(&choice);
    for (uint32_t i = 0; read && i < choice.n_named; i++)
        if (strcmp(choice.named[i].reason, asked) == 0) {
            *ret_number = choice.named[i].replication;
            return true;
        }
    if (!read)
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
    else
        say_none(cli, asked, header->n);
    *ret_status = read ? CT_STATUS_INPUT : ct_run_status(error);
    return false;
}

typedef struct Unpacking {
    const CtSim *sim;
    GArray *records;
} Unpacking;

static bool
unpack(const void *data, size_t length, void *user, GError **error)
{
    Unpacking *unpacking = user;

    return ct_trace_unpack(unpacking->sim, data, length, unpacking->records, NULL, error);
}

GArray *
ct_replication_events(
    const CtCli *cli, CtRunRead *run, const CtSim *sim, uint64_t replication, CtStatus *ret_status)
{
    Unpacking unpacking = {.sim = sim, .records = ct_trace_records_new()};
    g_autoptr(GError) error = NULL;
    uint32_t n = 0;

    if (!ct_run_read_each_chunk(run, replication, unpack, &unpacking, &n, &error)) {
        ct_say_error(cli, "%s: %s", cli->operands[0], error->message);
        *ret_status = ct_run_status(error);
        g_array_unref(unpacking.records);
        return NULL;
    }
    if (n > 0)
        return unpacking.records;
    g_array_unref(unpacking.records);
    ct_progress_phase(cli, "playing the replication again");
    return ct_trace_play(sim, replication, NULL);
}
