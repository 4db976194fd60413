/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/grounded.h"

#include "base/out.h"

#include <string.h>

static bool
build_graph(CtGrounded *grounded, const char *entry, GError **error)
{
    const CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    CtFact fact;

    grounded->classes = ct_classes_new(grounded->model);
    grounded->instances = ct_instances_new(grounded->classes, ct_limits_default.assets, error);
    if (grounded->instances == NULL)
        return false;
    grounded->reach = ct_reach_new(grounded->instances, &ct_limits_default, error);
    grounded->library = grounded->reach != NULL ? ct_library_new(&ct_limits_default, error) : NULL;
    if (grounded->library == NULL ||
        !ct_library_load_builtin(grounded->library, grounded->diag, error))
        return false;
    grounded->guard = ct_guard_new(grounded->library, grounded->instances, &traits);
    grounded->graph = ct_ground(grounded->library, grounded->guard, grounded->reach, &traits,
                                &ct_limits_default, NULL, 0, error);
    if (grounded->graph == NULL ||
        !ct_fact_parse(&ct_fact_kinds_builtin, grounded->instances, entry, &fact, error))
        return false;
    grounded->entry = ct_graph_fact(grounded->graph, fact);
    grounded->fixpoint = ct_fixpoint_new(grounded->graph, &grounded->entry, 1);
    return true;
}

bool
ct_grounded_init(CtGrounded *grounded, const char *yaml, const char *entry, GError **error)
{
    CtLimits limits = ct_limits_default;
    CtLoadOptions options = {.limits = &limits};
    size_t length = strlen(yaml);

    limits.yaml_bytes = MAX(limits.yaml_bytes, length + 1);
    grounded->source = ct_source_new_memory();
    ct_source_add(grounded->source, "fleet.yaml", yaml, length);
    grounded->diag = ct_diag_new();
    grounded->model = ct_model_load(grounded->source, "fleet.yaml", &options, grounded->diag);
    if (grounded->model == NULL) {
        g_set_error(error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "the fleet does not load");
        return false;
    }
    return build_graph(grounded, entry, error);
}

void
ct_grounded_clear(CtGrounded *grounded)
{
    ct_fixpoint_free(grounded->fixpoint);
    ct_graph_free(grounded->graph);
    ct_guard_free(grounded->guard);
    ct_library_free(grounded->library);
    ct_reach_free(grounded->reach);
    ct_instances_free(grounded->instances);
    ct_classes_free(grounded->classes);
    ct_model_free(grounded->model);
    ct_diag_free(grounded->diag);
    ct_source_free(grounded->source);
    *grounded = (CtGrounded){0};
}
