/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin convert PACKAGE`: a topology in another form; its JSON Schema. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/terminal.h"

#include "topology/export_graph.h"
#include "topology/schema.h"
#include "topology/yaml/write.h"

#include <string.h>

static CtStatus
write_schema(CtCli *cli)
{
    CtOut *out = ct_result_open(cli);

    ct_schema_write(out);
    return ct_result_close(cli, out, CT_STATUS_OK);
}

CtStatus
ct_command_convert(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtStatus status;

    if (cli->options.schema)
        return write_schema(cli);
    status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_INSTANCES);
    if (status != CT_STATUS_OK)
        return status;
    CtOut *out = ct_result_open(cli);

    /* What goes wrong with @out is remembered there and said when it is closed. */
    if (strcmp(cli->format, "json") == 0)
        ct_model_write_json(package.twin->model, out);
    else if (strcmp(cli->format, "graphml") == 0)
        (void)ct_export_graph_graphml(package.twin->instances, out);
    else if (strcmp(cli->format, "dot") == 0)
        (void)ct_export_graph_dot(package.twin->instances, out);
    else
        ct_model_write_yaml(package.twin->model, out);
    return ct_result_close(cli, out, CT_STATUS_OK);
}
