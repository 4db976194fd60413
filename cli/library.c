/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loading techniques without a package. */
#include "cli/library.h"

#include "cli/terminal.h"

static bool
load(CtLibrary *library, const CtCli *cli, CtDiag *diag, GError **error)
{
    if (!ct_library_load_builtin(library, diag, error))
        return false;
    for (char **folder = cli->options.techniques; folder != NULL && *folder != NULL; folder++) {
        g_autoptr(CtSource) source = ct_source_new_folder(*folder, error);

        if (source == NULL || !ct_library_load_folder(library, source, ".", diag, error))
            return false;
    }
    return true;
}

CtLibrary *
ct_cli_library(const CtCli *cli, CtStatus *ret_status)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&cli->options.limits, &error);
    bool ok = library != NULL && load(library, cli, diag, &error);

    ct_say_diagnostics(cli, diag);
    if (ok)
        return g_steal_pointer(&library);
    if (error != NULL)
        ct_say_error(cli, "%s", error->message);
    *ret_status = CT_STATUS_INPUT;
    return NULL;
}
