/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/standards.h"

#include "cli/terminal.h"

void
ct_standards_clear(CtStandards *standards)
{
    g_clear_pointer(&standards->catalogs, ct_catalogs_free);
    g_clear_pointer(&standards->checks, ct_checks_free);
    g_clear_pointer(&standards->diag, ct_diag_free);
}

static bool
load_folder(CtStandards *standards, CtSource *source, const char *folder)
{
    bool ok = ct_checks_load_folder(standards->checks, source, folder, standards->diag);

    return ct_catalogs_load_folder(standards->catalogs, source, folder, standards->diag) && ok;
}

static bool
load_given(CtStandards *standards, const CtCli *cli, GError **error)
{
    bool ok = true;

    for (char **folder = cli->options.catalogs; folder != NULL && *folder != NULL; folder++) {
        g_autoptr(CtSource) source = ct_source_new_folder(*folder, error);

        if (source == NULL)
            return false;
        ok = load_folder(standards, source, ".") && ok;
    }
    return ok;
}

CtStatus
ct_standards_load(CtStandards *standards, const CtCli *cli, CtSource *package)
{
    g_autoptr(GError) error = NULL;

    standards->diag = ct_diag_new();
    standards->checks = ct_checks_new(&cli->options.limits, &error);
    standards->catalogs = ct_catalogs_new(&cli->options.limits);
    bool ok = standards->checks != NULL &&
              ct_checks_load_builtin(standards->checks, standards->diag) &&
              ct_catalogs_load_builtin(standards->catalogs, standards->diag);

    if (ok && package != NULL)
        ok = load_folder(standards, package, "standards");
    ok = ok && load_given(standards, cli, &error);
    ok = ok && ct_catalogs_bind(standards->catalogs, standards->checks, standards->diag);
    ct_say_diagnostics(cli, standards->diag);
    if (ok)
        return CT_STATUS_OK;
    ct_say_error(cli, "%s",
                 error != NULL ? error->message : "not all catalogs and checks are valid");
    return CT_STATUS_INPUT;
}

const CtCatalog *
ct_standards_find(const CtStandards *standards, const CtCli *cli, const char *id)
{
    const CtCatalog *catalog = ct_catalogs_find(standards->catalogs, id);

    if (catalog != NULL)
        return catalog;
    const char *near = ct_catalogs_nearest(standards->catalogs, id);

    if (near != NULL)
        ct_say_error(cli, "there is no standard '%s'; did you mean '%s'?", id, near);
    else
        ct_say_error(cli, "there is no standard '%s'; 'cybertwin list standards' names them all",
                     id);
    return NULL;
}
