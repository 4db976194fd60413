/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/graph_builder.h"

#include <inttypes.h>

CtTestGraph *
ct_test_graph_new(uint32_t n_facts)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};
    CtTestGraph *test = g_new0(CtTestGraph, 1);

    test->builder = ct_builder_new(no_named_facts, 0, UINT32_MAX);
    test->owned = g_ptr_array_new_with_free_func(g_free);
    for (uint32_t i = 0; i < n_facts; i++)
        ct_builder_add_auxiliary(test->builder, CT_AUXILIARY_ANY, i, 0);
    return test;
}

void
ct_test_graph_free(CtTestGraph *test)
{
    if (test == NULL)
        return;
    ct_builder_free(test->builder);
    ct_graph_free(test->graph);
    g_ptr_array_unref(test->owned);
    g_free(test);
}

uint32_t
ct_test_graph_attempt(CtTestGraph *test,
                      CtFactId gain,
                      const CtFactId *premises,
                      uint32_t n,
                      uint32_t need,
                      int64_t time_ms,
                      uint8_t skill)
{
    CtVerdict *verdict = g_new0(CtVerdict, 1);
    CtTechnique *technique = g_new0(CtTechnique, 1);
    uint32_t index = ct_builder_graph(test->builder)->templates.length;

    *verdict = (CtVerdict){
        .fires = true,
        .time = {.kind = CT_DIST_CONSTANT, .a = (double)time_ms},
        .works = 1,
        .success = 0.5,
        .chance = 0.5,
        .skill = skill,
        .effort_hours = (double)time_ms / 3600e3,
    };
    technique->index = index;
    technique->name = technique->title = technique->ids.it = g_strdup_printf("rule-%u", index);
    g_ptr_array_add(test->owned, (gpointer)technique->name);
    g_ptr_array_add(test->owned, verdict);
    g_ptr_array_add(test->owned, technique);
    ct_builder_add_template(test->builder,
                            (CtTemplate){.technique = technique, .verdict = verdict});

    uint32_t step = ct_builder_add_step(test->builder, CT_STEP_ATTEMPT, index, gain, premises, n);
    if (need != 0)
        ct_builder_set_need(test->builder, need);
    return step;
}

uint32_t
ct_test_graph_derive(
    CtTestGraph *test, CtFactId gain, const CtFactId *premises, uint32_t n, uint32_t need)
{
    uint32_t step = ct_builder_add_step(test->builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, gain,
                                        premises, n);

    if (need != 0)
        ct_builder_set_need(test->builder, need);
    return step;
}

const CtGraph *
ct_test_graph_finish(CtTestGraph *test)
{
    test->graph = ct_builder_finish(test->builder);
    g_clear_pointer(&test->builder, ct_builder_free);
    return test->graph;
}

static uint32_t
next_number(uint64_t *state, uint32_t below)
{
    /* SplitMix64 (Steele, Lea and Flood 2014). */
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % below);
}

/* One step as drawn. */
typedef struct Drawn {
    bool attempt;
    CtFactId gain;
    CtFactId premises[4];
    uint32_t n, need;
    int64_t time_ms;
    uint8_t skill;
} Drawn;

static Drawn
draw_step(const CtRandomGraph *shape, uint64_t *state, bool attempt)
{
    Drawn drawn = {.attempt = attempt};

    drawn.gain = 1 + next_number(state, shape->n_facts - 1);
    drawn.n = 1 + next_number(state, shape->thresholds ? 4 : 2);
    for (uint32_t i = 0; i < drawn.n; i++) {
        CtFactId premise = next_number(state, shape->n_facts);
        bool is_new = true;

        for (uint32_t j = 0; j < i; j++)
            is_new = is_new && drawn.premises[j] != premise;
        if (!is_new) {
            drawn.n = i;
            break;
        }
        drawn.premises[i] = premise;
    }
    drawn.need = shape->thresholds && !attempt ? 1 + next_number(state, drawn.n) : drawn.n;
    drawn.time_ms = 1 + next_number(state, 4); /* full of ties */
    drawn.skill = (uint8_t)next_number(state, CT_SKILL_COUNT);
    return drawn;
}

static GArray *
draw_steps(const CtRandomGraph *shape)
{
    GArray *steps = g_array_new(FALSE, TRUE, sizeof(Drawn));
    uint64_t state = shape->seed;
    uint32_t n = shape->n_attempts + shape->n_derived;

    for (uint32_t i = 0; i < n; i++) {
        Drawn drawn = draw_step(shape, &state, i < shape->n_attempts);

        if ((shape->dropped >> i & 1) == 0)
            g_array_append_val(steps, drawn);
    }
    return steps;
}

CtTestGraph *
ct_random_graph(const CtRandomGraph *shape)
{
    g_autoptr(GArray) steps = draw_steps(shape);
    CtTestGraph *test = ct_test_graph_new(shape->n_facts);

    for (uint32_t i = 0; i < steps->len; i++) {
        const Drawn *drawn = &g_array_index(steps, Drawn, i);

        if (drawn->attempt)
            ct_test_graph_attempt(test, drawn->gain, drawn->premises, drawn->n, drawn->need,
                                  drawn->time_ms, drawn->skill);
        else
            ct_test_graph_derive(test, drawn->gain, drawn->premises, drawn->n, drawn->need);
    }
    ct_test_graph_finish(test);
    return test;
}

char *
ct_random_graph_text(const CtRandomGraph *shape)
{
    g_autoptr(GArray) steps = draw_steps(shape);
    GString *text = g_string_new(NULL);

    g_string_printf(text, "seed %u, %u facts, entry 0, goal %u\n", shape->seed, shape->n_facts,
                    shape->n_facts - 1);
    for (uint32_t i = 0; i < steps->len; i++) {
        const Drawn *drawn = &g_array_index(steps, Drawn, i);

        g_string_append_printf(text, "  %s %u <- %u of", drawn->attempt ? "attempt" : "derived",
                               drawn->gain, drawn->need);
        for (uint32_t j = 0; j < drawn->n; j++)
            g_string_append_printf(text, " %u", drawn->premises[j]);
        if (drawn->attempt)
            g_string_append_printf(text, " (time %" PRId64 ", skill %u)", drawn->time_ms,
                                   drawn->skill);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

CtRandomGraph
ct_random_graph_shrink(CtRandomGraph shape,
                       bool (*fails)(const CtGraph *graph, gpointer data),
                       gpointer data)
{
    uint32_t n = shape.n_attempts + shape.n_derived;
    bool smaller = true;

    while (smaller) {
        smaller = false;
        for (uint32_t i = 0; i < n; i++) {
            CtRandomGraph candidate = shape;

            candidate.dropped |= UINT64_C(1) << i;
            if (candidate.dropped == shape.dropped)
                continue;

            g_autoptr(CtTestGraph) test = ct_random_graph(&candidate);
            if (fails(test->graph, data)) {
                shape = candidate;
                smaller = true;
            }
        }
    }
    return shape;
}
