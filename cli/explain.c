/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin explain TECHNIQUE [PACKAGE]`: a technique in words. */
#include "cli/commands.h"

#include "cli/explain_standard.h"
#include "cli/library.h"
#include "cli/package.h"
#include "cli/terminal.h"

#include "base/ident.h"
#include "report/technique.h"

#include <string.h>

/* No rule has this name or id; one of them may have been meant. */
static CtStatus
refuse(const CtCli *cli, const CtLibrary *library, const char *wanted)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *near;

    for (uint32_t i = 0; i < ct_library_count(library); i++) {
        const CtTechnique *technique = ct_library_get(library, i);
        g_autofree const char **ids = ct_technique_distinct_ids(technique);

        g_ptr_array_add(names, (void *)technique->name);
        for (const char **id = ids; *id != NULL; id++)
            g_ptr_array_add(names, (void *)*id);
    }
    near = ct_ident_nearest(wanted, (const char *const *)names->pdata, names->len);
    if (near != NULL)
        ct_say_error(cli, "there is no technique '%s'; did you mean '%s'?", wanted, near);
    else
        ct_say_error(cli, "there is no technique '%s'; 'cybertwin list techniques' names them all",
                     wanted);
    return CT_STATUS_INPUT;
}

static CtStatus
write_techniques(CtCli *cli, CtLibrary *library, const CtTwin *twin)
{
    uint32_t n = 0;
    g_autofree const CtTechnique **found = ct_library_find(library, cli->operands[0], &n);
    CtTextOptions options = {.width = cli->width, .color = cli->color, .all = cli->options.verbose};

    if (n == 0) {
        CtStatus status = CT_STATUS_INPUT;

        if (ct_explain_standard(cli, twin, &status))
            return status;
        return refuse(cli, library, cli->operands[0]);
    }
    CtOut *out = ct_result_open(cli);

    if (strcmp(cli->format, "json") == 0)
        ct_report_techniques_json(out, found, n, twin);
    for (uint32_t i = 0; strcmp(cli->format, "text") == 0 && i < n; i++) {
        if (i > 0)
            ct_out_put(out, "\n");
        ct_report_technique_text(out, found[i], twin, &options);
    }
    return ct_result_close(cli, out, CT_STATUS_OK);
}

CtStatus
ct_command_explain(CtCli *cli)
{
    CtStatus status = CT_STATUS_OK;

    if (cli->n_operands == 2) {
        g_auto(CtPackage) package = {0};

        status = ct_package_load(&package, cli, cli->operands[1], CT_TWIN_SOLVED);
        if (status != CT_STATUS_OK)
            return status;
        return write_techniques(cli, package.twin->library, package.twin);
    }
    g_autoptr(CtLibrary) library = ct_cli_library(cli, &status);

    return library != NULL ? write_techniques(cli, library, NULL) : status;
}
