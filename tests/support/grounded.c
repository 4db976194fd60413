/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/grounded.h"

#include "base/bits.h"
#include "tests/support/check.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"

void
ct_grounded_init(CtGrounded *grounded,
                 CtLibrary *library,
                 const CtModel *model,
                 bool every_door,
                 const uint64_t *single)
{
    const CtLimits *limits = &ct_limits_default;
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    g_autoptr(GError) error = NULL;

    *grounded = (CtGrounded){.classes = ct_classes_new(model)};
    grounded->instances = ct_instances_new(grounded->classes, limits->assets, &error);
    CHECK_OK(grounded->instances != NULL, error);
    grounded->reach = every_door
                          ? ct_reach_new_every_rule(grounded->instances, single, limits, &error)
                          : ct_reach_new(grounded->instances, limits, &error);
    CHECK_OK(grounded->reach != NULL, error);
    grounded->guard = ct_guard_new(library, grounded->instances, &traits);
    grounded->graph =
        ct_ground(library, grounded->guard, grounded->reach, &traits, limits, NULL, 0, &error);
    CHECK_OK(grounded->graph != NULL, error);
}

void
ct_grounded_clear(CtGrounded *grounded)
{
    ct_graph_free(grounded->graph);
    ct_guard_free(grounded->guard);
    ct_reach_free(grounded->reach);
    ct_instances_free(grounded->instances);
    ct_classes_free(grounded->classes);
}

CtModel
ct_without_rules(const CtModel *model,
                 const uint64_t *rules,
                 const uint64_t *single,
                 uint64_t **ret_single)
{
    CtModel without = *model;
    uint64_t *left = ct_bits_new(model->rules.length);

    without.conduits.data =
        g_memdup2(model->conduits.data, model->conduits.length * sizeof(CtConduit));
    without.rules.data = g_memdup2(model->rules.data, model->rules.length * sizeof(CtRule));
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtSpan *allow = &without.conduits.data[c].allow;
        uint32_t kept = 0;

        for (uint32_t i = 0; i < allow->length; i++) {
            uint32_t rule = allow->start + i;

            if (ct_bits_get(rules, rule))
                continue;
            if (single != NULL && ct_bits_get(single, rule))
                ct_bits_set(left, allow->start + kept);
            without.rules.data[allow->start + kept++] = model->rules.data[rule];
        }
        allow->length = kept;
    }
    if (ret_single != NULL)
        *ret_single = g_steal_pointer(&left);
    g_free(left);
    return without;
}

void
ct_without_rules_clear(CtModel *without)
{
    g_free(without->conduits.data);
    g_free(without->rules.data);
}

void
ct_check_models(uint32_t n, CtModelLaw law, void *data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    g_autoptr(CtDiag) diag = ct_diag_new();

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (uint32_t seed = 1; seed <= n; seed++) {
        g_autofree char *text =
            ct_generate_model(seed, seed % 2 == 0 ? &ct_generator_all : &ct_generator_reach);
        g_autofree char *trouble = NULL;
        g_auto(CtLoaded) loaded = {0};
        uint64_t state = seed;

        if (!ct_loaded_init(&loaded, text, &trouble))
            continue;
        g_autofree char *why = law(library, loaded.model, &state, data);

        CHECK_MSG(why == NULL, "model of seed %u: %s", seed, why);
        if (why != NULL)
            return;
    }
}
