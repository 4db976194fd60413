/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin convert`: a topology in another form; its JSON Schema; another tool's model. */
#include "cli/commands.h"

#include "base/out_folder.h"
#include "cli/package.h"
#include "cli/terminal.h"

#include "topology/export_graph.h"
#include "topology/import/import.h"
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

/* The bytes of file @path, at most what a topology may have. */
static GBytes *
read_file(const CtCli *cli, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(CtSource) source = ct_source_new_folder(folder, error);

    if (source == NULL)
        return NULL;
    return ct_source_read(source, name, (size_t)cli->options.limits.yaml_bytes, error);
}

/* The name of file @path without its ending. */
static char *
model_name(const char *path)
{
    char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');

    if (dot != NULL && dot != name)
        *dot = '\0';
    return name;
}

static CtStatus
write_package(const CtCli *cli, const CtOutFiles *files)
{
    g_autoptr(GError) error = NULL;
    bool ok;

    ct_terminal_hold(true);
    ok = ct_out_folder_write(cli->options.output, files, &error);
    ct_terminal_hold(false);
    if (!ok) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    ct_say(cli, "wrote %s; its README.md says what became what", cli->options.output);
    return CT_STATUS_OK;
}

static CtStatus
import_model(CtCli *cli, const CtImporter *importer)
{
    const char *path = cli->operands[0];
    g_autofree char *name = model_name(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtOutFiles) files = NULL;

    if (cli->options.output == NULL) {
        ct_say_error(cli, "convert --from writes a package: name its folder with -o");
        return CT_STATUS_INPUT;
    }
    g_autoptr(GBytes) bytes = read_file(cli, path, &error);
    if (bytes == NULL) {
        ct_say_error(cli, "%s: %s", path, error->message);
        return CT_STATUS_INPUT;
    }
    CtImportInput input = {.name = name, .limits = &cli->options.limits, .diag = diag};
    input.text = g_bytes_get_data(bytes, &input.length);
    input.text = input.text == NULL ? "" : input.text;
    input.file = ct_diag_add_bytes(diag, path, bytes);
    files = importer->convert(&input);
    ct_say_diagnostics(cli, diag);
    if (files != NULL)
        return write_package(cli, files);
    size_t n = ct_diag_count(diag, CT_SEVERITY_ERROR);
    ct_say_error(cli, "%s: %zu error%s", path, n, n == 1 ? "" : "s");
    return CT_STATUS_INPUT;
}

CtStatus
ct_command_convert(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    CtStatus status;

    if (cli->options.schema)
        return write_schema(cli);
    if (cli->options.from != NULL)
        return import_model(cli, ct_importer_find(cli->options.from));
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
