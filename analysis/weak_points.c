/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One slice a goal; elements of all kinds for choke points, of one kind at a time for cuts. */
#include "analysis/weak_points.h"

#include "analysis/attacker.h"

static const uint8_t cut_kinds[] = {CT_ELEMENT_RULE, CT_ELEMENT_ASSET, CT_ELEMENT_CREDENTIAL,
                                    CT_ELEMENT_VULNERABILITY};

static CtCutFinding
find_cuts(const CtTwin *twin,
          const CtSlice *slice,
          uint8_t kind,
          const CtFactId *facts,
          uint32_t n_facts,
          uint32_t most,
          double seconds)
{
    CtCutFinding finding = {.kind = kind};
    g_autofree double *weight = NULL;

    finding.elements = ct_elements_new(twin->graph, slice, UINT32_C(1) << kind, facts, n_facts);
    weight = g_new(double, finding.elements->rows->len + 1);
    for (guint e = 0; e < finding.elements->rows->len; e++)
        weight[e] = 1;
    finding.cuts = ct_cuts_find(slice, finding.elements, weight, most, seconds);
    return finding;
}

CtWeakPoints *
ct_weak_points_new(const CtTwin *twin, uint32_t goal, uint32_t most, double seconds)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    const CtGoal *wanted = &attacker->goals.data[goal];
    g_autofree CtFactId *facts = g_new(CtFactId, wanted->n_facts + 1);
    CtWeakPoints *points = g_new0(CtWeakPoints, 1);

    points->goal = goal;
    for (uint32_t i = 0; i < wanted->n_facts; i++)
        facts[i] = ct_graph_fact(twin->graph, wanted->facts[i]);
    g_autoptr(CtSlice) slice =
        ct_slice_new(twin->graph, twin->fixpoint,
                     (const CtFactId *)(const void *)twin->entries->data, twin->entries->len, facts,
                     wanted->n_facts, wanted->need);
    if (slice == NULL)
        return points;
    points->is_reachable = true;
    points->elements = ct_elements_new(twin->graph, slice, (UINT32_C(1) << CT_ELEMENT_COUNT) - 1,
                                       facts, wanted->n_facts);
    ct_choke_points(slice, points->elements, &points->chokes);
    points->cuts = g_new(CtCutFinding, G_N_ELEMENTS(cut_kinds));
    for (size_t k = 0; k < G_N_ELEMENTS(cut_kinds); k++)
        points->cuts[points->n_cuts++] =
            find_cuts(twin, slice, cut_kinds[k], facts, wanted->n_facts, most, seconds);
    return points;
}

void
ct_weak_points_free(CtWeakPoints *points)
{
    if (points == NULL)
        return;
    for (uint32_t i = 0; i < points->n_cuts; i++) {
        ct_elements_free(points->cuts[i].elements);
        ct_cut_result_free(points->cuts[i].cuts);
    }
    g_free(points->cuts);
    ct_elements_free(points->elements);
    ct_ids_clear(&points->chokes);
    g_free(points);
}
