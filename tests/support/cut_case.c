/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/cut_case.h"

#include "base/csr_pairs.h"

static const CtFactId entry = 0;

void
ct_cut_case_begin(CtCutCase *one, uint32_t n_facts, uint32_t n_elements, CtFactId goal)
{
    uint32_t n_of_kind[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = n_facts};

    g_assert(n_facts <= CT_CUT_CASE_MOST_FACTS && n_elements <= CT_CUT_CASE_MOST_ELEMENTS);
    *one = (CtCutCase){.n_elements = n_elements,
                       .goal = goal,
                       .step_mask = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                       .builder = ct_builder_new(n_of_kind, 0, 100000)};
}

void
ct_cut_case_add_step(CtCutCase *one,
                     CtFactId gain,
                     const CtFactId *premises,
                     uint32_t n,
                     uint32_t need,
                     uint32_t mask)
{
    ct_builder_add_step(one->builder, CT_STEP_DERIVED, 0, gain, premises, n);
    if (need > 0)
        ct_builder_set_need(one->builder, MIN(need, n));
    g_array_append_val(one->step_mask, mask);
}

static void
put_elements(CtCutCase *one)
{
    CtCsrPairs steps = {0}, of_step = {0};

    one->elements.graph = one->graph;
    one->elements.rows = g_array_new(FALSE, TRUE, sizeof(CtElement));
    g_array_set_size(one->elements.rows, one->n_elements);
    for (uint32_t s = 0; s < one->slice->n_steps; s++)
        for (uint32_t e = 0; e < one->n_elements; e++)
            if (one->slice->step[s] != CT_NO_ID &&
                (g_array_index(one->step_mask, uint32_t, one->slice->step[s]) >> e & 1) != 0) {
                ct_csr_pairs_add(&steps, e, s);
                ct_csr_pairs_add(&of_step, s, e);
            }
    ct_csr_close(&one->elements.steps, one->n_elements, &steps);
    ct_csr_close(&one->elements.of_step, one->slice->n_steps, &of_step);
}

bool
ct_cut_case_finish(CtCutCase *one)
{
    one->graph = ct_builder_finish(one->builder);
    g_clear_pointer(&one->builder, ct_builder_free);
    one->fixpoint = ct_fixpoint_new(one->graph, &entry, 1);
    one->slice = ct_slice_new(one->graph, one->fixpoint, &entry, 1, &one->goal, 1, 1);
    if (one->slice != NULL)
        put_elements(one);
    return one->slice != NULL;
}

void
ct_cut_case_clear(CtCutCase *one)
{
    g_array_unref(one->step_mask);
    if (one->elements.rows != NULL)
        g_array_unref(one->elements.rows);
    ct_csr_clear(&one->elements.steps);
    ct_csr_clear(&one->elements.of_step);
    ct_slice_free(one->slice);
    ct_fixpoint_free(one->fixpoint);
    ct_graph_free(one->graph);
}

double
ct_cut_case_weight(const CtCutCase *one, uint32_t mask)
{
    double weight = 0;

    for (uint32_t e = 0; e < one->n_elements; e++)
        weight += (mask >> e & 1) != 0 ? one->weight[e] : 0;
    return weight;
}

uint32_t
ct_cut_case_mask(const CtIds *set)
{
    uint32_t mask = 0;

    for (uint32_t i = 0; i < set->length; i++)
        mask |= UINT32_C(1) << set->data[i];
    return mask;
}

bool
ct_cut_case_reaches(const CtCutCase *one, uint32_t gone)
{
    const CtGraph *graph = one->graph;
    bool holds[CT_CUT_CASE_MOST_FACTS] = {[0] = true};
    bool changed = true;

    while (changed && !holds[one->goal]) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            if (holds[graph->step_gain[s]] || (g_array_index(one->step_mask, uint32_t, s) & gone))
                continue;
            for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1];
                 i++)
                have += holds[graph->premises[i]] ? 1 : 0;
            if (have < ct_graph_need(graph, s))
                continue;
            holds[graph->step_gain[s]] = true;
            changed = true;
        }
    }
    return holds[one->goal];
}

CtCutResult *
ct_cut_case_find(const CtCutCase *one, uint32_t most_sets)
{
    CtCutLimits limits = {.most = most_sets, .work = UINT64_MAX / 2, .seconds = 600};

    return ct_cuts_find(one->slice, &one->elements, one->weight, &limits, NULL);
}
