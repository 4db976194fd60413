/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/world.h"

#include "base/bits.h"
#include "topology/load.h"

#include <string.h>

/* Takes allow rule @rule out of the conduit that has it; those after it move up. */
static void
remove_rule(CtModel *model, CtIds *original, uint32_t rule)
{
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtSpan *allow = &model->conduits.data[c].allow;

        if (!ct_span_is_stated(*allow) || rule < allow->start ||
            rule >= allow->start + allow->length)
            continue;
        for (uint32_t r = rule; r + 1 < allow->start + allow->length; r++) {
            model->rules.data[r] = model->rules.data[r + 1];
            original->data[r] = original->data[r + 1];
        }
        allow->length--;
        return;
    }
    g_assert_not_reached();
}

static bool
load(CtTestWorld *world, const char *text)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    CtLoadOptions options = {0};

    world->diag = ct_diag_new();
    ct_source_add(source, "t.yaml", text, strlen(text));
    world->model = ct_model_load(source, "t.yaml", &options, world->diag);
    return world->model != NULL;
}

bool
ct_test_world_init(CtTestWorld *world,
                   CtLibrary *library,
                   const CtAttackerTraits *traits,
                   const char *text,
                   const CtIds *rules,
                   const CtIds *flaws)
{
    *world = (CtTestWorld){0};
    if (!load(world, text))
        return false;
    for (uint32_t r = 0; r < world->model->rules.length; r++)
        ct_ids_add(&world->original, r);
    for (uint32_t i = rules != NULL ? rules->length : 0; i-- > 0;)
        remove_rule(world->model, &world->original, rules->data[i]);
    for (uint32_t i = 0; flaws != NULL && i < flaws->length; i++)
        world->model->vulnerabilities.data[flaws->data[i]].patched = CT_TRI_TRUE;
    world->classes = ct_classes_new(world->model);
    world->instances = ct_instances_new(world->classes, ct_limits_default.assets, NULL);
    if (world->instances == NULL || world->instances->n_networks == 0)
        return false;
    world->reach = ct_reach_new(world->instances, &ct_limits_default, NULL);
    if (world->reach == NULL)
        return false;
    world->guard = ct_guard_new(library, world->instances, traits);
    world->graph =
        ct_ground(library, world->guard, world->reach, traits, &ct_limits_default, NULL, 0, NULL);
    if (world->graph == NULL)
        return false;
    world->entry = world->graph->first_of_kind[CT_FACT_LOCATED];
    world->fixpoint = ct_fixpoint_new(world->graph, &world->entry, 1);
    return true;
}

void
ct_test_world_clear(CtTestWorld *world)
{
    ct_fixpoint_free(world->fixpoint);
    ct_graph_free(world->graph);
    ct_guard_free(world->guard);
    ct_reach_free(world->reach);
    ct_instances_free(world->instances);
    ct_classes_free(world->classes);
    ct_model_free(world->model);
    ct_diag_free(world->diag);
    ct_ids_clear(&world->original);
    *world = (CtTestWorld){0};
}

bool
ct_test_world_has(const CtTestWorld *world, CtFact fact)
{
    return ct_bits_get(world->fixpoint->holds, ct_graph_fact(world->graph, fact));
}
