/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conduit rules as elements, where a way has to be sure of every rule that it uses. */
#include "analysis/elements.h"

typedef struct Pairs {
    CtIds rule, step;
} Pairs;

/* Whether @edge may bear several rules' packets at once: on the way to a listener, ports travel
 * together (topology/reach_labels.h). */
static bool
is_shared(const CtReach *reach, const CtReachEdge *edge)
{
    return reach->nodes.data[edge->to].kind != CT_REACH_GROUP &&
           reach->nodes.data[edge->from].kind != CT_REACH_ORIGIN;
}

static void
add_edge(const CtGraph *graph, const CtReachEdge *edge, uint32_t step, Pairs *pairs)
{
    CtSpan rules = {.start = edge->rule, .length = 1};

    if (edge->rule == CT_NO_ID)
        return;
    if (edge->conduit != CT_NO_ID && is_shared(graph->reach, edge))
        rules = graph->instances->model->conduits.data[edge->conduit].allow;
    for (uint32_t i = 0; i < rules.length; i++) {
        ct_ids_add(&pairs->rule, rules.start + i);
        ct_ids_add(&pairs->step, step);
    }
}

/* Every allow rule a row; @number: rule → row. */
static void
add_rows(const CtModel *model, GArray *rows, uint32_t *number)
{
    g_auto(CtIds) rules = {0};

    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtSpan allow = model->conduits.data[c].allow;

        for (uint32_t i = 0; ct_span_is_stated(allow) && i < allow.length; i++)
            ct_ids_add(&rules, allow.start + i);
    }
    ct_ids_sort_unique(&rules);
    for (uint32_t i = 0; i < rules.length; i++) {
        CtElement element = {.kind = CT_ELEMENT_RULE, .id = rules.data[i]};

        number[rules.data[i]] = rows->len;
        g_array_append_val(rows, element);
    }
}

CtElements *
ct_elements_new_rules(const CtGraph *graph, const CtSlice *slice)
{
    const CtModel *model = graph->instances->model;
    g_autofree uint32_t *number = g_new(uint32_t, (size_t)model->rules.length + 1);
    CtElements *elements = g_new0(CtElements, 1);
    Pairs pairs = {0};

    elements->graph = graph;
    elements->rows = g_array_new(FALSE, FALSE, sizeof(CtElement));
    add_rows(model, elements->rows, number);
    for (uint32_t s = 0; s < slice->n_steps; s++)
        if (slice->step[s] != CT_NO_ID && graph->step_kind[slice->step[s]] == CT_STEP_REACH)
            add_edge(graph, &graph->reach->edges.data[graph->step_reason[slice->step[s]]], s,
                     &pairs);
    for (uint32_t i = 0; i < pairs.rule.length; i++)
        pairs.rule.data[i] = number[pairs.rule.data[i]];
    ct_csr_build(&elements->steps, elements->rows->len, pairs.rule.data, pairs.step.data,
                 pairs.rule.length);
    ct_csr_build(&elements->of_step, slice->n_steps, pairs.step.data, pairs.rule.data,
                 pairs.rule.length);
    ct_ids_clear(&pairs.rule);
    ct_ids_clear(&pairs.step);
    return elements;
}
