/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A step goes with the asset on which it gains something, with the rule behind a reach edge, and
 * with the credentials, flaws and products that its binding names.
 */
#include "analysis/elements.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_texts[CT_ELEMENT_COUNT] = {
    [CT_ELEMENT_ASSET] = "asset",           [CT_ELEMENT_RULE] = "rule",
    [CT_ELEMENT_CREDENTIAL] = "credential", [CT_ELEMENT_VULNERABILITY] = "vulnerability",
    [CT_ELEMENT_TECHNIQUE] = "technique",   [CT_ELEMENT_SUPPLIER] = "supplier",
};

const char *
ct_element_kind_text(CtElementKind kind)
{
    g_return_val_if_fail(kind < CT_ELEMENT_COUNT, "");
    return kind_texts[kind];
}

bool
ct_element_kind_parse(const char *text, CtElementKind *ret_kind)
{
    for (int kind = 0; kind < CT_ELEMENT_COUNT; kind++)
        if (strcmp(kind_texts[kind], text) == 0) {
            *ret_kind = (CtElementKind)kind;
            return true;
        }
    return false;
}

typedef struct Pair {
    CtElement element;
    uint32_t step;
} Pair;

typedef struct Gathering {
    const CtGraph *graph;
    const CtSlice *slice;
    uint32_t kinds;
    CtIds spared;  /* assets, sorted */
    GArray *pairs; /* Pair */
} Gathering;

static void
add(Gathering *gathering, CtElementKind kind, uint32_t id, uint32_t step)
{
    Pair pair = {.element = {.kind = (uint8_t)kind, .id = id}, .step = step};

    if ((gathering->kinds >> kind & 1) == 0 || id == CT_NO_ID)
        return;
    if (kind == CT_ELEMENT_ASSET &&
        ct_ids_has_sorted(gathering->spared.data, gathering->spared.length, id))
        return;
    g_array_append_val(gathering->pairs, pair);
}

uint32_t
ct_element_asset_of(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return CT_NO_ID;
    if (ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_ASSET)
        return fact.entity;
    if (fact.kind == CT_FACT_SESSION)
        return ct_instances_service_asset(graph->instances, fact.entity);
    return CT_NO_ID;
}

/* One that is mended already cannot be patched again. */
static void
add_vulnerability(Gathering *gathering, uint32_t entity, uint32_t s)
{
    const CtInstances *instances = gathering->graph->instances;
    CtId v = instances->classes->vulnerabilities.data[entity].vulnerability;

    if (!ct_classes_is_mended(&instances->model->vulnerabilities.data[v]))
        add(gathering, CT_ELEMENT_VULNERABILITY, v, s);
}

static void
add_binding(Gathering *gathering, uint32_t s, uint32_t step)
{
    const CtGraph *graph = gathering->graph;
    const CtModel *model = graph->instances->model;
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;

    for (uint32_t v = 0; v < technique->n_variables; v++) {
        uint32_t entity = graph->bindings[graph->step_binding_start[step] + v];

        if (technique->variable_kind[v] == CT_ENTITY_CREDENTIAL)
            add(gathering, CT_ELEMENT_CREDENTIAL, entity, s);
        else if (technique->variable_kind[v] == CT_ENTITY_SUPPLIER)
            add(gathering, CT_ELEMENT_SUPPLIER, entity, s);
        else if (technique->variable_kind[v] == CT_ENTITY_PRODUCT)
            add(gathering, CT_ELEMENT_SUPPLIER, model->products.data[entity].supplier, s);
        else if (technique->variable_kind[v] == CT_ENTITY_VULNERABILITY)
            add_vulnerability(gathering, entity, s);
    }
    add(gathering, CT_ELEMENT_TECHNIQUE, technique->index, s);
}

static void
add_step(Gathering *gathering, uint32_t s, uint32_t step)
{
    const CtGraph *graph = gathering->graph;
    CtFactId gain = graph->step_gain[step];
    CtFact fact;

    add(gathering, CT_ELEMENT_ASSET, ct_element_asset_of(graph, gain), s);
    if (ct_graph_fact_of(graph, gain, &fact) && fact.kind == CT_FACT_HOLDS)
        add(gathering, CT_ELEMENT_CREDENTIAL, fact.entity, s);
    if (graph->step_kind[step] == CT_STEP_REACH)
        add(gathering, CT_ELEMENT_RULE, graph->reach->edges.data[graph->step_reason[step]].rule, s);
    if (graph->step_kind[step] == CT_STEP_ATTEMPT)
        add_binding(gathering, s, step);
}

static int
compare_pairs(const void *a, const void *b)
{
    const Pair *x = a;
    const Pair *y = b;

    if (x->element.kind != y->element.kind)
        return x->element.kind < y->element.kind ? -1 : 1;
    if (x->element.id != y->element.id)
        return x->element.id < y->element.id ? -1 : 1;
    return (x->step > y->step) - (x->step < y->step);
}

static CtElements *
number_elements(Gathering *gathering)
{
    CtElements *elements = g_new0(CtElements, 1);
    const Pair *pairs = (const Pair *)(const void *)gathering->pairs->data;
    g_auto(CtIds) of = {0};
    g_auto(CtIds) step = {0};

    elements->graph = gathering->graph;
    elements->rows = g_array_new(FALSE, FALSE, sizeof(CtElement));
    g_array_sort(gathering->pairs, compare_pairs);
    for (guint i = 0; i < gathering->pairs->len; i++) {
        if (i > 0 && compare_pairs(&pairs[i - 1], &pairs[i]) == 0)
            continue;
        if (i == 0 || pairs[i - 1].element.kind != pairs[i].element.kind ||
            pairs[i - 1].element.id != pairs[i].element.id)
            g_array_append_val(elements->rows, pairs[i].element);
        ct_ids_add(&of, elements->rows->len - 1);
        ct_ids_add(&step, pairs[i].step);
    }
    ct_csr_build(&elements->steps, elements->rows->len, of.data, step.data, of.length);
    ct_csr_build(&elements->of_step, gathering->slice->n_steps, step.data, of.data, of.length);
    return elements;
}

CtElements *
ct_elements_new(const CtGraph *graph,
                const CtSlice *slice,
                uint32_t kinds,
                const CtFactId *goals,
                uint32_t n_goals)
{
    Gathering gathering = {.graph = graph, .slice = slice, .kinds = kinds};
    CtElements *elements;

    gathering.pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    for (uint32_t g = 0; g < n_goals; g++)
        if (ct_element_asset_of(graph, goals[g]) != CT_NO_ID)
            ct_ids_add(&gathering.spared, ct_element_asset_of(graph, goals[g]));
    ct_ids_sort_unique(&gathering.spared);
    for (uint32_t s = 0; s < slice->n_steps; s++)
        if (slice->step[s] != CT_NO_ID)
            add_step(&gathering, s, slice->step[s]);
    elements = number_elements(&gathering);
    ct_ids_clear(&gathering.spared);
    g_array_unref(gathering.pairs);
    return elements;
}

void
ct_elements_free(CtElements *elements)
{
    if (elements == NULL)
        return;
    g_array_unref(elements->rows);
    ct_csr_clear(&elements->of_step);
    ct_csr_clear(&elements->steps);
    g_free(elements->alike);
    g_free(elements->copy);
    g_free(elements->place);
    g_free(elements->orbit);
    g_free(elements);
}

/* Which conduit and place a rule has; rules know only their position. */
static char *
rule_text(const CtModel *model, uint32_t rule)
{
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtSpan allow = model->conduits.data[c].allow;

        if (ct_span_is_stated(allow) && rule >= allow.start && rule < allow.start + allow.length)
            return g_strdup_printf("%s allow[%u]", ct_model_id(model, CT_SECTION_CONDUITS, c),
                                   rule - allow.start);
    }
    return g_strdup_printf("rule %u", rule);
}

static const CtTechnique *
technique_of(const CtGraph *graph, uint32_t index)
{
    for (uint32_t t = 0; t < graph->templates.length; t++)
        if (graph->templates.data[t].technique->index == index)
            return graph->templates.data[t].technique;
    return NULL;
}

char *
ct_element_text(const CtGraph *graph, CtElement element)
{
    const CtModel *model = graph->instances->model;
    const CtTechnique *technique;

    switch ((CtElementKind)element.kind) {
    case CT_ELEMENT_ASSET:
        return ct_instances_asset_text(graph->instances, element.id);
    case CT_ELEMENT_RULE:
        return rule_text(model, element.id);
    case CT_ELEMENT_CREDENTIAL:
        return g_strdup(ct_model_id(model, CT_SECTION_CREDENTIALS, element.id));
    case CT_ELEMENT_VULNERABILITY:
        return g_strdup(ct_model_id(model, CT_SECTION_VULNERABILITIES, element.id));
    case CT_ELEMENT_TECHNIQUE:
        technique = technique_of(graph, element.id);
        return g_strdup(technique != NULL ? technique->name : "");
    case CT_ELEMENT_SUPPLIER:
        return g_strdup(ct_model_id(model, CT_SECTION_SUPPLIERS, element.id));
    case CT_ELEMENT_COUNT:
        break;
    }
    return g_strdup("");
}

CtPos
ct_element_pos(const CtGraph *graph, CtElement element)
{
    const CtInstances *instances = graph->instances;

    switch ((CtElementKind)element.kind) {
    case CT_ELEMENT_ASSET:
        return ct_entity_pos(instances, CT_ENTITY_ASSET, element.id);
    case CT_ELEMENT_RULE:
        return instances->model->rules.data[element.id].pos;
    case CT_ELEMENT_CREDENTIAL:
        return ct_entity_pos(instances, CT_ENTITY_CREDENTIAL, element.id);
    case CT_ELEMENT_VULNERABILITY:
        return instances->model->vulnerabilities.data[element.id].e.pos;
    case CT_ELEMENT_SUPPLIER:
        return ct_entity_pos(instances, CT_ENTITY_SUPPLIER, element.id);
    case CT_ELEMENT_TECHNIQUE:
    case CT_ELEMENT_COUNT:
        break;
    }
    return (CtPos){0};
}
