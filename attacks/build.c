/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Steps live in growing columns of equal length; premises and bindings are appended to one long
 * array each, and a step's share ends where the next one's begins. `need` gets a column only
 * when the first threshold appears. Adjacency is built by counting, once, at the end.
 *
 * There are about as many steps as facts. Room for that many is taken at once: what is never
 * written costs no memory, growing would copy, and what is too much is given back in the end.
 */
#include "attacks/build.h"

#include "base/bits.h"
#include "base/pages.h"

struct CtBuilder {
    CtGraph *graph;
    uint64_t max_steps;
    uint32_t capacity; /* of the step columns */
    CtIds premises;
    CtIds bindings;
    bool full;
};

static void *
resize(void *column, size_t n, size_t size)
{
    return ct_pages_large(g_realloc_n(column, n, size), n * size);
}

static void
resize_columns(CtBuilder *builder, uint32_t capacity)
{
    CtGraph *graph = builder->graph;

    builder->capacity = capacity;
    graph->step_gain = resize(graph->step_gain, capacity, sizeof *graph->step_gain);
    graph->step_premise_start =
        resize(graph->step_premise_start, (size_t)capacity + 1, sizeof *graph->step_premise_start);
    graph->step_kind = resize(graph->step_kind, capacity, sizeof *graph->step_kind);
    graph->step_reason = resize(graph->step_reason, capacity, sizeof *graph->step_reason);
    graph->step_binding_start =
        resize(graph->step_binding_start, (size_t)capacity + 1, sizeof *graph->step_binding_start);
    if (graph->step_need != NULL)
        graph->step_need = resize(graph->step_need, capacity, sizeof *graph->step_need);
}

/* Makes room for @n more values. */
static void
make_room(CtIds *ids, uint32_t n)
{
    if (n <= ids->capacity - ids->length)
        return;
    ids->capacity = MAX(MAX(1024, ids->length + n), ids->capacity + ids->capacity / 2);
    ids->data = resize(ids->data, ids->capacity, sizeof *ids->data);
}

static void
append(CtIds *ids, const uint32_t *values, uint32_t n)
{
    make_room(ids, n);
    for (uint32_t i = 0; i < n; i++)
        ids->data[ids->length + i] = values[i];
    ids->length += n;
}

CtBuilder *
ct_builder_new_of(const CtFactKinds *kinds,
                  const uint32_t *n_facts_of_kind,
                  uint32_t n_nodes,
                  uint64_t max_steps)
{
    CtBuilder *builder = g_new0(CtBuilder, 1);
    CtGraph *graph = g_new0(CtGraph, 1);
    uint32_t next = 0;

    for (uint32_t kind = 0; kind < kinds->n; kind++) {
        graph->first_of_kind[kind] = next;
        next += n_facts_of_kind[kind];
    }
    graph->first_of_kind[kinds->n] = next;
    graph->kinds = kinds;
    graph->first_reach_node = next;
    graph->first_auxiliary = next + n_nodes;
    graph->n_facts = graph->first_auxiliary;
    builder->graph = graph;
    builder->max_steps = MIN(max_steps, UINT32_MAX / 4);

    uint32_t expected = (uint32_t)MIN(builder->max_steps, (uint64_t)next + n_nodes + next / 4);
    resize_columns(builder, MAX(1024, expected));
    make_room(&builder->premises, expected + expected / 4);
    make_room(&builder->bindings, expected);
    return builder;
}

CtBuilder *
ct_builder_new(const uint32_t n_facts_of_kind[CT_FACT_COUNT], uint32_t n_nodes, uint64_t max_steps)
{
    return ct_builder_new_of(&ct_fact_kinds_builtin, n_facts_of_kind, n_nodes, max_steps);
}

void
ct_builder_free(CtBuilder *builder)
{
    if (builder == NULL)
        return;
    ct_ids_clear(&builder->premises);
    ct_ids_clear(&builder->bindings);
    if (builder->graph != NULL)
        ct_graph_free(builder->graph);
    g_free(builder);
}

CtGraph *
ct_builder_graph(CtBuilder *builder)
{
    return builder->graph;
}

CtFactId
ct_builder_add_auxiliary(CtBuilder *builder, CtAuxiliaryKind kind, uint32_t a, uint32_t b)
{
    CtGraph *graph = builder->graph;

    if (graph->auxiliaries.length == graph->auxiliaries.capacity) {
        graph->auxiliaries.capacity = MAX(64, graph->auxiliaries.capacity * 2);
        graph->auxiliaries.data =
            g_renew(CtAuxiliary, graph->auxiliaries.data, graph->auxiliaries.capacity);
    }
    graph->auxiliaries.data[graph->auxiliaries.length++] =
        (CtAuxiliary){.kind = (uint8_t)kind, .a = a, .b = b};
    return graph->n_facts++;
}

void
ct_builder_set_auxiliary(CtBuilder *builder, CtFactId id, uint32_t a, uint32_t b)
{
    CtGraph *graph = builder->graph;

    g_assert(id >= graph->first_auxiliary && id < graph->n_facts);
    graph->auxiliaries.data[id - graph->first_auxiliary].a = a;
    graph->auxiliaries.data[id - graph->first_auxiliary].b = b;
}

uint32_t
ct_builder_add_template(CtBuilder *builder, CtTemplate template)
{
    CtGraph *graph = builder->graph;

    if (graph->templates.length == graph->templates.capacity) {
        graph->templates.capacity = MAX(64, graph->templates.capacity * 2);
        graph->templates.data =
            g_renew(CtTemplate, graph->templates.data, graph->templates.capacity);
    }
    graph->templates.data[graph->templates.length] = template;
    return graph->templates.length++;
}

uint32_t
ct_builder_add_step(CtBuilder *builder,
                    CtStepKind kind,
                    uint32_t reason,
                    CtFactId gain,
                    const CtFactId *premises,
                    uint32_t n)
{
    CtGraph *graph = builder->graph;
    uint32_t step = graph->n_steps;

    if (step >= builder->max_steps || builder->premises.length > UINT32_MAX / 2 - n) {
        builder->full = true;
        return step > 0 ? step - 1 : 0;
    }
    if (step == builder->capacity)
        resize_columns(builder, builder->capacity + builder->capacity / 2);
    graph->step_gain[step] = gain;
    graph->step_kind[step] = (uint8_t)kind;
    graph->step_reason[step] = reason;
    graph->step_premise_start[step] = builder->premises.length;
    graph->step_binding_start[step] = builder->bindings.length;
    append(&builder->premises, premises, n);
    if (graph->step_need != NULL)
        graph->step_need[step] = n;
    graph->n_steps++;
    return step;
}

void
ct_builder_bind(CtBuilder *builder, const uint32_t *entities, uint32_t n)
{
    if (builder->full)
        return;
    append(&builder->bindings, entities, n);
}

static void
make_need_column(CtBuilder *builder)
{
    CtGraph *graph = builder->graph;

    graph->step_premise_start[graph->n_steps] = builder->premises.length;
    graph->step_need = g_new(uint32_t, builder->capacity);
    for (uint32_t s = 0; s < graph->n_steps; s++)
        graph->step_need[s] = graph->step_premise_start[s + 1] - graph->step_premise_start[s];
}

void
ct_builder_set_need(CtBuilder *builder, uint32_t need)
{
    if (builder->full)
        return;
    g_assert(builder->graph->n_steps > 0);
    if (builder->graph->step_need == NULL)
        make_need_column(builder);
    builder->graph->step_need[builder->graph->n_steps - 1] = need;
}

bool
ct_builder_is_full(const CtBuilder *builder)
{
    return builder->full;
}

static uint32_t *
new_starts(uint32_t n_facts)
{
    size_t n = (size_t)n_facts + 2;

    return ct_pages_large(g_new0(uint32_t, n), n * sizeof(uint32_t));
}

/* start[] has two entries to spare: counted two places up, the running sum gives where to fill. */
static void
build_uses(CtGraph *graph)
{
    uint32_t n_premises = graph->step_premise_start[graph->n_steps];
    uint32_t *start = new_starts(graph->n_facts);

    graph->uses = resize(NULL, (size_t)n_premises + 1, sizeof *graph->uses);
    for (uint32_t i = 0; i < n_premises; i++)
        start[graph->premises[i] + 2]++;
    for (uint32_t f = 1; f < graph->n_facts + 2; f++)
        start[f] += start[f - 1];
    for (uint32_t s = 0; s < graph->n_steps; s++)
        for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1]; i++)
            graph->uses[start[graph->premises[i] + 1]++] = s;
    graph->uses_start = start;
}

static void
build_gained(CtGraph *graph)
{
    uint32_t *start = new_starts(graph->n_facts);

    graph->gained = resize(NULL, (size_t)graph->n_steps + 1, sizeof *graph->gained);
    for (uint32_t s = 0; s < graph->n_steps; s++)
        start[graph->step_gain[s] + 2]++;
    for (uint32_t f = 1; f < graph->n_facts + 2; f++)
        start[f] += start[f - 1];
    for (uint32_t s = 0; s < graph->n_steps; s++)
        graph->gained[start[graph->step_gain[s] + 1]++] = s;
    graph->gained_start = start;
}

static void
sum_up_needs(CtGraph *graph)
{
    graph->needs_several = ct_bits_new(graph->n_steps);
    for (uint32_t s = 0; s < graph->n_steps; s++) {
        uint32_t need = ct_graph_need(graph, s);

        graph->most_needed = MAX(graph->most_needed, need);
        if (need > 1)
            ct_bits_set(graph->needs_several, s);
        if (need == 0)
            ct_ids_add(&graph->needs_nothing, s);
    }
}

CtGraph *
ct_builder_finish(CtBuilder *builder)
{
    CtGraph *graph = builder->graph;

    /* To size: a large graph lives long, and a third of its columns may be room to grow. */
    resize_columns(builder, MAX(1, graph->n_steps));
    builder->graph = NULL;
    graph->step_premise_start[graph->n_steps] = builder->premises.length;
    graph->step_binding_start[graph->n_steps] = builder->bindings.length;
    graph->premises = g_renew(uint32_t, builder->premises.data, builder->premises.length + 1);
    graph->bindings = g_renew(uint32_t, builder->bindings.data, builder->bindings.length + 1);
    builder->premises = (CtIds){0};
    builder->bindings = (CtIds){0};
    sum_up_needs(graph);
    build_uses(graph);
    build_gained(graph);
    return graph;
}
