/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a technique file and as a scenario, under tight limits. Whatever they are, the
 * program answers with diagnostics, and what was loaded can be asked for its documentation.
 */
#include "analysis/entry.h"
#include "topology/load.h"

#include <stdint.h>
#include <string.h>

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

static const char topology[] =
    "cybertwin: 1\n"
    "products:\n"
    "  eye: { kind: camera, services: { web: { port: tcp/80, auth: none, gives: shell } } }\n"
    "vulnerabilities: { CVE-1: { affects: [eye.web], vector: network } }\n"
    "zones: { home: {} }\n"
    "assets: { cam: { product: eye, zone: home, stores: [pin] } }\n"
    "credentials: { pin: { opens: [eye.web] } }\n"
    "people: { kid: { uses: [cam], accounts: [pin] } }\n"
    "data: { film: { at: [cam] } }\n";

/* One small architecture for all inputs, kept to the end. */
static const CtInstances *
get_instances(void)
{
    static CtInstances *instances;

    if (instances == NULL) {
        g_autoptr(CtSource) source = ct_source_new_memory();
        CtLoadOptions options = {0};

        ct_source_add(source, "t.yaml", topology, strlen(topology));
        CtModel *model = ct_model_load(source, "t.yaml", &options, ct_diag_new());
        g_assert(model != NULL);
        instances = ct_instances_new(ct_classes_new(model), 100, NULL);
        g_assert(instances != NULL);
    }
    return instances;
}

/* Every rule is asked about the first entity of each kind; it may raise, and no more. */
static void
ask_rules(CtLibrary *library)
{
    static const CtAttackerTraits traits = {.scale_times = 1.0};
    const CtInstances *instances = get_instances();
    g_autoptr(CtGuard) guard = ct_guard_new(library, instances, &traits);

    for (uint32_t t = 0; t < ct_library_count(library); t++) {
        const CtTechnique *technique = ct_library_get(library, t);
        const uint32_t first[CT_MAX_VARIABLES] = {0};
        bool possible = true;

        for (uint8_t v = 0; v < technique->n_variables; v++)
            possible = possible && ct_entity_count(instances, technique->variable_kind[v]) > 0;
        if (possible)
            (void)!ct_guard_judge(guard, technique, 0, first, NULL, NULL);
    }
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
    ask_rules(library);
    g_autofree char *text = ct_diag_to_text(diag, 20);
    g_assert(g_utf8_validate(text, -1, NULL));
}

static void
load_scenario(const CtLimits *limits, CtSource *source)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtScenario) scenario = ct_scenario_load(source, "t/t.lua", NULL, limits, diag);

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
