/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/assurance/bench_design.h"

#include <string.h>

void
ct_judged_clear(CtJudged *judged)
{
    ct_assurance_free(judged->assurance);
    ct_twin_free(judged->twin);
    g_clear_pointer(&judged->source, ct_source_free);
    *judged = (CtJudged){0};
}

static GArray *
new_patches(const char *const *texts, GPtrArray *own)
{
    GArray *patches = g_array_new(FALSE, FALSE, sizeof(CtPatch));

    for (; texts != NULL && *texts != NULL; texts++) {
        const char *equals = strchr(*texts, '=');
        CtPatch patch = {.path = g_strndup(*texts, (gsize)(equals - *texts)), .value = equals + 1};

        g_ptr_array_add(own, (char *)patch.path);
        g_array_append_val(patches, patch);
    }
    return patches;
}

/* As far as the rows need; reach may pass its limit. */
static bool
load(CtTwin *twin, const CtJudgeWith *with, GError **error)
{
    GError *inner = NULL;

    if (!ct_twin_load(twin, "bench", with->solved ? CT_TWIN_RULES : CT_TWIN_INSTANCES, error))
        return false;
    if (!with->solved || ct_twin_load(twin, "bench", CT_TWIN_REACH, &inner))
        return true;
    if (g_error_matches(inner, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED) && with->undecided) {
        g_error_free(inner);
        return true;
    }
    g_propagate_error(error, inner);
    return false;
}

bool
ct_judged_init(CtJudged *judged,
               const char *text,
               const CtCatalogs *catalogs,
               CtChecks *checks,
               const CtJudgeWith *with,
               char **ret_why)
{
    g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) patches = new_patches(with->patches, own);
    g_autoptr(GError) error = NULL;

    judged->source = ct_source_new_memory();
    ct_source_add(judged->source, "topology.yaml", text, strlen(text));
    if (with->technique != NULL)
        ct_source_add(judged->source, "techniques/test.lua", with->technique,
                      strlen(with->technique));
    judged->stored = (CtTwinStored){.package = judged->source, .topology = "topology.yaml"};
    judged->limits = ct_limits_default;
    judged->limits.reach = with->undecided ? 1 : judged->limits.reach;
    judged->twin = ct_twin_new(&(CtTwinOptions){.limits = &judged->limits,
                                                .patches = (const CtPatch *)(void *)patches->data,
                                                .n_patches = patches->len,
                                                .entries = with->entries,
                                                .stored = &judged->stored});
    CtAssessOptions options = {.standards = with->standards,
                               .as_of = "2026-01-01",
                               .statistics = with->run};

    if (load(judged->twin, with, &error))
        judged->assurance = ct_assess(judged->twin, catalogs, checks, &options, &error);
    if (judged->assurance != NULL)
        return true;
    g_autofree char *said = ct_diag_to_text(judged->twin->diag, 20);
    *ret_why = g_strdup_printf("%s\n%s", error != NULL ? error->message : "", said);
    return false;
}

const CtRequirementResult *
ct_judged_row(const CtJudged *judged, const char *standard, const char *id)
{
    for (uint32_t s = 0; s < judged->assurance->n_standards; s++) {
        const CtStandardResult *result = &judged->assurance->standards[s];

        for (uint32_t i = 0; strcmp(result->id, standard) == 0 && i < result->n_requirements; i++)
            if (strcmp(result->requirements[i].id, id) == 0)
                return &result->requirements[i];
    }
    return NULL;
}
