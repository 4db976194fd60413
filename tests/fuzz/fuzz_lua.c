/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a technique file and as a scenario, under tight limits. Whatever they are, the
 * program answers with diagnostics, and what was loaded can be asked for its documentation.
 */
#include "analysis/entry.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static CtLimits
tight(void)
{
    CtLimits limits = ct_limits_default;

    limits.lua_bytes = 8 << 20;
    limits.lua_instructions = 100000;
    limits.techniques = 200;
    return limits;
}

static void
load_techniques(const CtLimits *limits, CtSource *source)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtLibrary) library = ct_library_new(limits, NULL);
    g_autoptr(CtOut) out = ct_out_new_string();

    g_assert(library != NULL);
    bool ok = ct_library_load_folder(library, source, "t", diag, NULL);
    g_assert(ok == (ct_diag_count(diag, CT_SEVERITY_ERROR) == 0));
    ct_library_write_markdown(library, out);
    g_autofree char *text = ct_diag_to_text(diag, 20);
    g_assert(g_utf8_validate(text, -1, NULL));
}

static void
load_scenario(const CtLimits *limits, CtSource *source)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtScenario) scenario = ct_scenario_load(source, "t/t.lua", limits, diag);

    g_assert((scenario != NULL) == (ct_diag_count(diag, CT_SEVERITY_ERROR) == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CtLimits limits = tight();
    g_autoptr(CtSource) source = ct_source_new_memory();

    ct_source_add(source, "t/t.lua", (const char *)data, size);
    load_techniques(&limits, source);
    load_scenario(&limits, source);
    return 0;
}
