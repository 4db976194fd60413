/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/random_attempts.h"

#include "attacks/build.h"
#include "tests/support/model_generator.h"

static CtDist
draw_dist(uint64_t *state)
{
    double some = 1 + ct_random_below(state, 4);

    if (ct_random_below(state, 4) == 0)
        return (CtDist){.kind = CT_DIST_EXPONENTIAL, .a = some};
    return (CtDist){.kind = CT_DIST_CONSTANT, .a = some};
}

static void
draw_template(CtRandomAttempts *random, CtBuilder *builder, uint64_t *state)
{
    CtVerdict *verdict = g_new0(CtVerdict, 1);
    CtTechnique *technique = g_new0(CtTechnique, 1);
    uint32_t index = ct_builder_graph(builder)->templates.length;

    *verdict = (CtVerdict){
        .fires = true,
        .time = draw_dist(state),
        .retry = draw_dist(state),
        .works = ct_random_below(state, 3) == 0 ? 0.6 : 1,
        .success = 0.25 * (1 + ct_random_below(state, 4)),
        .noise = 0.1 * ct_random_below(state, 4),
        .tries = ct_random_below(state, 3) == 0 ? 1 + ct_random_below(state, 3) : UINT32_MAX,
    };
    if (ct_random_below(state, 3) == 0)
        verdict->prepare = draw_dist(state);
    verdict->effort_hours =
        (verdict->prepare.a + verdict->time.a) / 3600e3 + 0.001 * ct_random_below(state, 3);
    technique->index = index;
    technique->name = technique->title = technique->ids.it = g_strdup_printf("rule-%u", index);
    g_ptr_array_add(random->owned, (gpointer)technique->name);
    g_ptr_array_add(random->owned, verdict);
    g_ptr_array_add(random->owned, technique);
    ct_builder_add_template(builder, (CtTemplate){.technique = technique, .verdict = verdict});
}

static void
draw_step(CtBuilder *builder, bool attempt, uint32_t n_facts, uint32_t n_templates, uint64_t *state)
{
    CtFactId premises[4];
    uint32_t n = ct_random_below(state, 40) == 0 ? 0 : 1 + ct_random_below(state, 3);
    CtFactId gain = 1 + ct_random_below(state, n_facts - 1);

    for (uint32_t i = 0; i < n; i++)
        premises[i] = ct_random_below(state, n_facts);
    ct_builder_add_step(builder, attempt ? CT_STEP_ATTEMPT : CT_STEP_DERIVED,
                        attempt ? ct_random_below(state, n_templates) : CT_REASON_ALTERNATIVE, gain,
                        premises, n);
    if (!attempt && n > 1 && ct_random_below(state, 2) == 0)
        ct_builder_set_need(builder, 1 + ct_random_below(state, n));
}

CtRandomAttempts *
ct_random_attempts_new(uint32_t seed)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};
    CtRandomAttempts *random = g_new0(CtRandomAttempts, 1);
    g_autoptr(CtBuilder) builder = ct_builder_new(no_named_facts, 0, UINT32_MAX);
    uint64_t state = seed;
    uint32_t n_facts = 3 + ct_random_below(&state, 14);
    uint32_t n_templates = 1 + ct_random_below(&state, 5);
    uint32_t n_attempts = 2 + ct_random_below(&state, 24);
    uint32_t n_derived = ct_random_below(&state, 12);

    random->owned = g_ptr_array_new_with_free_func(g_free);
    for (uint32_t i = 0; i < n_facts; i++)
        ct_builder_add_auxiliary(builder, CT_AUXILIARY_ANY, i, 0);
    for (uint32_t i = 0; i < n_templates; i++)
        draw_template(random, builder, &state);
    for (uint32_t i = 0; i < n_attempts + n_derived; i++)
        draw_step(builder, i < n_attempts, n_facts, n_templates, &state);
    random->graph = ct_builder_finish(builder);
    return random;
}

void
ct_random_attempts_free(CtRandomAttempts *random)
{
    if (random == NULL)
        return;
    ct_graph_free(random->graph);
    g_ptr_array_unref(random->owned);
    g_free(random);
}
