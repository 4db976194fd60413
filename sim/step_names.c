/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/step_names.h"

#include "analysis/plan_cost.h"

const char *
ct_step_technique_id(const CtGraph *graph, uint32_t step)
{
    const CtTechniqueIds *ids = &graph->templates.data[graph->step_reason[step]].technique->ids;
    uint32_t asset = ct_plan_target_asset(graph, step);
    const CtKindInfo *kind =
        asset != CT_NO_ID ? ct_instances_class(graph->instances, asset)->kind : NULL;
    const char *const choice[] = {kind != NULL && kind->is_ot ? ids->ot : ids->it,
                                  ids->it,
                                  ids->ot,
                                  ids->mobile,
                                  ids->internet_it,
                                  ids->internet_ot};

    for (size_t i = 0; i < G_N_ELEMENTS(choice); i++)
        if (choice[i] != NULL)
            return choice[i];
    return "";
}

char *
ct_step_target(const CtGraph *graph, uint32_t step)
{
    uint32_t asset = ct_plan_target_asset(graph, step);
    CtFact fact;

    if (asset != CT_NO_ID)
        return ct_instances_asset_text(graph->instances, asset);
    if (!ct_graph_fact_of(graph, graph->step_gain[step], &fact))
        return g_strdup("");
    return ct_entity_text(graph->instances, ct_fact_kind_entity(graph->kinds, fact.kind),
                          fact.entity);
}
