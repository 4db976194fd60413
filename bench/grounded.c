/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/grounded.h"

#include "base/out.h"
#include "base/units.h"
#include "bench/measure.h"

#include <stdlib.h>
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

bool
ct_grounded_init_fleet(CtGrounded *grounded, CtFleetFamily family, const char *size, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();
    int64_t n;

    if (!ct_units_parse_integer(size, 1, 10000000, &n, error))
        return false;
    ct_fleet_write(family, (uint32_t)n, yaml);
    return ct_grounded_init(grounded, ct_out_text(yaml), ct_fleet_entry(family), error);
}

int
ct_grounded_main(
    int argc, char **argv, const char *program, const char *const *headers, CtGroundedBench bench)
{
    static const char *const usual[] = {"1000", "10000", "100000", NULL};
    const char *const *size = argc > 1 ? (const char *const *)argv + 1 : usual;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 150);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;

    ct_text_table_set_right(table, 1);
    ct_text_table_set_right(table, 3);
    for (; *size != NULL; size++)
        for (int family = 0; family < CT_FLEET_FAMILY_COUNT; family++)
            if (!bench(table, (CtFleetFamily)family, *size, &error)) {
                fprintf(stderr, "%s: %s\n", program, error->message);
                return EXIT_FAILURE;
            }
    ct_out_printf(out, "%s\n\n", machine);
    ct_text_table_write(table, out, false);
    return ct_out_close(out, &error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
