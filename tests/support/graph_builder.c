/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/graph_builder.h"

#include "base/bits.h"
#include "base/span.h"

#include <inttypes.h>

struct CtGraphBuilder {
    uint32_t n_facts;
    CtIds gain, premise_start, premises, need, kind, reason;
    GArray *templates; /* CtTemplate */
    GPtrArray *owned;
};

CtGraphBuilder *
ct_graph_builder_new(uint32_t n_facts)
{
    CtGraphBuilder *builder = g_new0(CtGraphBuilder, 1);

    builder->n_facts = n_facts;
    builder->templates = g_array_new(FALSE, TRUE, sizeof(CtTemplate));
    builder->owned = g_ptr_array_new_with_free_func(g_free);
    return builder;
}

void
ct_graph_builder_free(CtGraphBuilder *builder)
{
    if (builder == NULL)
        return;
    ct_ids_clear(&builder->gain);
    ct_ids_clear(&builder->premise_start);
    ct_ids_clear(&builder->premises);
    ct_ids_clear(&builder->need);
    ct_ids_clear(&builder->kind);
    ct_ids_clear(&builder->reason);
    g_clear_pointer(&builder->templates, g_array_unref);
    g_clear_pointer(&builder->owned, g_ptr_array_unref);
    g_free(builder);
}

static uint32_t
add_step(CtGraphBuilder *builder,
         CtFactId gain,
         const CtFactId *premises,
         size_t n,
         uint32_t need,
         CtStepKind kind,
         uint32_t reason)
{
    ct_ids_add(&builder->gain, gain);
    ct_ids_add(&builder->premise_start, builder->premises.length);
    for (size_t i = 0; i < n; i++)
        ct_ids_add(&builder->premises, premises[i]);
    ct_ids_add(&builder->need, need == 0 ? (uint32_t)n : need);
    ct_ids_add(&builder->kind, kind);
    ct_ids_add(&builder->reason, reason);
    return builder->gain.length - 1;
}

uint32_t
ct_graph_builder_attempt(CtGraphBuilder *builder,
                         CtFactId gain,
                         const CtFactId *premises,
                         size_t n,
                         uint32_t need,
                         int64_t time_ms,
                         uint8_t skill)
{
    CtVerdict *verdict = g_new0(CtVerdict, 1);
    CtTechnique *technique = g_new0(CtTechnique, 1);
    uint32_t index = builder->templates->len;

    verdict->fires = true;
    verdict->time = (CtDist){.kind = CT_DIST_CONSTANT, .a = (double)time_ms};
    verdict->works = 1;
    verdict->success = 0.5;
    verdict->skill = skill;
    verdict->effort_hours = (double)time_ms / 3600e3;
    technique->index = index;
    technique->name = g_strdup_printf("rule-%u", index);
    technique->title = technique->name;
    technique->ids.it = technique->name;
    g_ptr_array_add(builder->owned, verdict);
    g_ptr_array_add(builder->owned, technique);
    g_ptr_array_add(builder->owned, (gpointer)technique->name);
    g_array_append_val(builder->templates,
                       ((CtTemplate){.technique = technique, .verdict = verdict}));
    return add_step(builder, gain, premises, n, need, CT_STEP_ATTEMPT, index);
}

uint32_t
ct_graph_builder_derive(
    CtGraphBuilder *builder, CtFactId gain, const CtFactId *premises, size_t n, uint32_t need)
{
    return add_step(builder, gain, premises, n, need, CT_STEP_DERIVED, 0);
}

/* fact → steps, from (fact, step) pairs. */
static void
adopt_rows(CtGraph *graph,
           const uint32_t *facts,
           const uint32_t *steps,
           size_t n,
           uint32_t **start,
           uint32_t **value)
{
    CtCsr csr = {0};

    ct_csr_build(&csr, graph->n_facts, facts, steps, n);
    *start = csr.start;
    *value = csr.value;
}

static void
build_adjacency(CtGraph *graph)
{
    uint32_t n_premises = graph->step_premise_start[graph->n_steps];
    g_autofree uint32_t *steps = g_new(uint32_t, MAX(n_premises, graph->n_steps) + 1);

    for (uint32_t step = 0; step < graph->n_steps; step++)
        for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1];
             i++)
            steps[i] = step;
    adopt_rows(graph, graph->premises, steps, n_premises, &graph->uses_start, &graph->uses);
    for (uint32_t step = 0; step < graph->n_steps; step++)
        steps[step] = step;
    adopt_rows(graph, graph->step_gain, steps, graph->n_steps, &graph->gained_start,
               &graph->gained);
}

CtGraph *
ct_graph_builder_build(CtGraphBuilder *builder)
{
    CtGraph *graph = g_new0(CtGraph, 1);
    uint32_t n = builder->gain.length;

    graph->n_facts = builder->n_facts;
    graph->n_steps = n;
    graph->step_gain = g_memdup2(builder->gain.data, n * sizeof(uint32_t));
    graph->premises = g_memdup2(builder->premises.data, builder->premises.length * sizeof(uint32_t));
    graph->step_need = g_memdup2(builder->need.data, n * sizeof(uint32_t));
    graph->step_reason = g_memdup2(builder->reason.data, n * sizeof(uint32_t));
    graph->step_premise_start = g_new0(uint32_t, n + 1);
    graph->step_binding_start = g_new0(uint32_t, n + 1);
    graph->step_kind = g_new0(uint8_t, n + 1);
    for (uint32_t step = 0; step < n; step++) {
        graph->step_premise_start[step] = builder->premise_start.data[step];
        graph->step_kind[step] = (uint8_t)builder->kind.data[step];
    }
    graph->step_premise_start[n] = builder->premises.length;
    graph->templates.length = graph->templates.capacity = builder->templates->len;
    graph->templates.data = (CtTemplate *)(void *)g_array_free(
        g_steal_pointer(&builder->templates), FALSE);
    graph->reasons.data = g_new0(const char *, 1);
    graph->reasons.data[0] = "follows";
    graph->reasons.length = graph->reasons.capacity = 1;
    graph->owned = g_steal_pointer(&builder->owned);
    build_adjacency(graph);
    return graph;
}

/* --- by chance --- */

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

CtGraph *
ct_random_graph(const CtRandomGraph *shape)
{
    g_autoptr(GArray) steps = draw_steps(shape);
    g_autoptr(CtGraphBuilder) builder = ct_graph_builder_new(shape->n_facts);

    for (uint32_t i = 0; i < steps->len; i++) {
        const Drawn *drawn = &g_array_index(steps, Drawn, i);

        if (drawn->attempt)
            ct_graph_builder_attempt(builder, drawn->gain, drawn->premises, drawn->n, drawn->need,
                                     drawn->time_ms, drawn->skill);
        else
            ct_graph_builder_derive(builder, drawn->gain, drawn->premises, drawn->n, drawn->need);
    }
    return ct_graph_builder_build(builder);
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

            g_autoptr(CtGraph) graph = ct_random_graph(&candidate);
            if (fails(graph, data)) {
                shape = candidate;
                smaller = true;
            }
        }
    }
    return shape;
}
