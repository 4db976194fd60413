/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a scenario of the Network Attack Simulator: reading ends and says why not, or makes
 * a package whose topology and scenario load without an error.
 */
#include "analysis/entry.h"
#include "topology/import/import.h"
#include "topology/load.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough that a run is a matter of milliseconds. */
static CtLimits
small_limits(void)
{
    CtLimits limits = ct_limits_default;

    limits.yaml_nodes = 100000;
    limits.yaml_aliases = 10000;
    return limits;
}

static void
check_package(const CtOutFiles *files, const CtLimits *limits)
{
    static const char *const names[] = {"topology.yaml", "scenario.lua", "README.md"};
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtLoadOptions options = {.limits = limits, .warnings = true};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *text = ct_out_files_get(files, names[i]);

        ct_source_add(source, names[i], text, strlen(text));
    }
    g_autoptr(CtModel) model = ct_model_load(source, "topology.yaml", &options, diag);
    g_autoptr(CtScenario) scenario = ct_scenario_load(source, "scenario.lua", NULL, limits, diag);
    if (model == NULL || scenario == NULL) {
        g_autofree char *said = ct_diag_to_text(diag, 5);

        g_error("an imported package does not load: %s\n%s", said,
                ct_out_files_get(files, "topology.yaml"));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CtLimits limits = small_limits();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autofree char *text = g_malloc(size + 1);

    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    CtImportInput input = {.text = text,
                           .length = size,
                           .file = ct_diag_add_file(diag, "scenario.yaml", text, size),
                           .name = "scenario\n\"\\\x1b",
                           .limits = &limits,
                           .diag = diag};
    g_autoptr(CtOutFiles) files = ct_importer_find("nasim")->convert(&input);
    g_autofree char *said = ct_diag_to_text(diag, 50);

    if (files != NULL)
        check_package(files, &limits);
    return said != NULL ? 0 : 1;
}
