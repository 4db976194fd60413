/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin graph PACKAGE [FACT…]`: the attack graph for other programs. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/terminal.h"

#include "attacks/export.h"

#include <string.h>

/* The numbers of the facts named after the package. */
static bool
parse_targets(const CtCli *cli, const CtTwin *twin, CtIds *ret_targets, GError **error)
{
    for (unsigned i = 1; i < cli->n_operands; i++) {
        CtFact fact;

        if (!ct_fact_parse(twin->graph->kinds, twin->instances, cli->operands[i], &fact, error))
            return false;
        ct_ids_add(ret_targets, ct_graph_fact(twin->graph, fact));
    }
    return true;
}

static CtExportFormat
format_of(const char *word)
{
    if (strcmp(word, "graphml") == 0)
        return CT_EXPORT_GRAPHML;
    return strcmp(word, "json") == 0 ? CT_EXPORT_JSON : CT_EXPORT_DOT;
}

CtStatus
ct_command_graph(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_auto(CtIds) targets = {0};
    g_autoptr(GError) error = NULL;
    CtStatus status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_SOLVED);

    if (status != CT_STATUS_OK)
        return status;
    if (!parse_targets(cli, package.twin, &targets, &error)) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    CtExportOptions options = {
        .format = format_of(cli->format),
        .targets = targets.data,
        .n_targets = targets.length,
        .all = cli->options.all,
        .max_nodes = (uint64_t)cli->options.max_nodes,
    };
    CtOut *out = ct_result_open(cli);

    if (!ct_graph_export(package.twin->graph, package.twin->fixpoint, &options, out, &error)) {
        ct_out_free(out);
        ct_say_error(cli, "%s", error->message);
        if (g_error_matches(error, CT_EXPORT_ERROR, CT_EXPORT_ERROR_LIMIT))
            ct_say_error(cli, "name a FACT after PACKAGE, or raise --max-nodes");
        return CT_STATUS_INPUT;
    }
    return ct_result_close(cli, out, CT_STATUS_OK);
}
