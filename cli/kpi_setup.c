/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/kpi_setup.h"

#include "assurance/kpi.h"
#include "sim/run_make.h"

enum { MOST_PROFILE = 1 << 24 };

void
ct_kpi_setup_clear(CtKpiSetup *setup)
{
    g_clear_pointer(&setup->own, ct_kpi_own_free);
    g_clear_pointer(&setup->profile, ct_kpi_profile_free);
    g_clear_pointer(&setup->profile_bytes, g_bytes_unref);
}

/* Something that is wrong with a file as a whole. */
static bool
say(CtTwin *twin, const char *file, const GError *error)
{
    ct_diag_error(twin->diag, (CtPos){.file = ct_diag_add_file(twin->diag, file, NULL, 0)}, "%s",
                  error->message);
    return false;
}

/* --- own ones --- */

static bool
load_folder(CtKpiSetup *setup, CtTwin *twin, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = ct_source_new_folder(path, &error);

    return source != NULL ? ct_kpi_own_load(setup->own, source, "", twin->diag)
                          : say(twin, path, error);
}

static bool
load_own(CtKpiSetup *setup, const CtCli *cli, CtTwin *twin)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = twin->is_lone_file ? NULL : ct_source_list(twin->source, "kpis", ".lua");
    bool has_folder = names != NULL && names[0] != NULL;
    bool ok = true;

    if (!has_folder && cli->options.kpis == NULL)
        return true;
    setup->own = ct_kpi_own_new(&twin->limits, &error);
    if (setup->own == NULL)
        return say(twin, "kpis", error);
    if (has_folder)
        ok = ct_kpi_own_load(setup->own, twin->source, "kpis", twin->diag);
    for (char **folder = cli->options.kpis; folder != NULL && *folder != NULL; folder++)
        ok = load_folder(setup, twin, *folder) && ok;
    return ok;
}

/* --- the profile --- */

static bool
read_profile(CtKpiSetup *setup, CtTwin *twin, const char *name, GBytes *bytes)
{
    setup->profile_bytes = g_bytes_ref(bytes);
    setup->profile = ct_kpi_profile_read(name, bytes, setup->own, &twin->limits, twin->diag);
    return setup->profile != NULL;
}

static bool
load_profile(CtKpiSetup *setup, const CtCli *cli, CtTwin *twin, const CtRunHeader *header)
{
    const char *path = cli->options.profile;

    if (path != NULL) {
        g_autofree char *folder = g_path_get_dirname(path);
        g_autofree char *name = g_path_get_basename(path);
        g_autoptr(GError) error = NULL;
        g_autoptr(CtSource) source = ct_source_new_folder(folder, &error);
        g_autoptr(GBytes) bytes =
            source != NULL ? ct_source_read(source, name, MOST_PROFILE, &error) : NULL;

        return bytes != NULL ? read_profile(setup, twin, path, bytes) : say(twin, path, error);
    }
    if (header == NULL)
        return true;
    for (guint i = 0; i < header->inputs->len; i++) {
        const CtRunInput *input = &g_array_index(header->inputs, CtRunInput, i);

        if (g_strcmp0(input->kind, CT_RUN_INPUT_PROFILE) == 0)
            return read_profile(setup, twin, input->path, input->bytes);
    }
    return true;
}

bool
ct_kpi_setup_load(CtKpiSetup *setup, const CtCli *cli, CtTwin *twin, const CtRunHeader *header)
{
    /* A script that did not load may be what a target names. */
    if (!load_own(setup, cli, twin))
        return false;
    bool ok = load_profile(setup, cli, twin, header);

    return ct_kpi_check_targets(twin->model, setup->own, twin->diag) && ok;
}
