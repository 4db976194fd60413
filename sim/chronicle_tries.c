/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line on a try: who, from where, by what, on what. */
#include "sim/chronicle_parts.h"

#include "analysis/plan_cost.h"
#include "sim/step_names.h"

/* Sets where the attacker stands by @fact alone; false where it does not say. */
static bool
stands_at(const CtChronicleDraft *draft,
          const CtFactKinds *kinds,
          CtFact fact,
          CtHappening *happening)
{
    const CtCsr *zones = &draft->instances->network_zones;

    if (fact.kind >= CT_FACT_COUNT || fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED ||
        fact.kind == CT_FACT_SESSION)
        return false;
    switch (ct_fact_kind_entity(kinds, fact.kind)) {
    case CT_ENTITY_ASSET:
        happening->from_instance = ct_chronicle_instance_of(draft, fact.entity);
        happening->from_zone =
            ct_chronicle_zone_of(draft, draft->instances->asset_zone[fact.entity]);
        return true;
    case CT_ENTITY_NETWORK:
        if (zones->start[fact.entity] == zones->start[fact.entity + 1])
            return false;
        happening->from_zone = ct_chronicle_zone_of(draft, zones->value[zones->start[fact.entity]]);
        return true;
    default:
        return false;
    }
}

/* Follows what opened @step back to where he stands: an asset, else a network. */
static void
find_origin(const CtChronicleDraft *draft, const CtTraceRecord *record, CtHappening *happening)
{
    const CtCourse *course = draft->sim->actors[record->actor].course;
    const CtGraph *graph = course->graph;
    uint32_t step = record->step;
    CtFact by;

    /* Of a worm the event says it. */
    if ((record->kind == CT_TRACE_BEGIN || record->kind == CT_TRACE_SUCCESS) &&
        record->fact != CT_NO_ID && ct_graph_fact_of(graph, record->fact, &by) &&
        stands_at(draft, graph->kinds, by, happening))
        return;
    for (int hops = 0; hops < 64; hops++) {
        uint32_t start = graph->step_premise_start[step];
        CtFactId first;
        CtFact fact;
        uint32_t cause;

        if (start == graph->step_premise_start[step + 1])
            return;
        first = graph->premises[start];
        if (ct_graph_fact_of(graph, first, &fact) &&
            stands_at(draft, graph->kinds, fact, happening))
            return;
        cause = draft->cause[record->actor][first];
        if (cause == CT_NO_ID || cause == step)
            return;
        /* Packets arrive because he came to stand somewhere. */
        if (ct_graph_fact_of(graph, graph->step_gain[cause], &fact) &&
            stands_at(draft, graph->kinds, fact, happening))
            return;
        step = cause;
    }
}

static void
find_target(const CtChronicleDraft *draft,
            const CtGraph *graph,
            uint32_t step,
            CtHappening *happening)
{
    uint32_t asset = ct_plan_target_asset(graph, step);
    const CtCsr *zones = &draft->instances->network_zones;
    uint32_t network = ct_plan_last_bound(graph, step, CT_ENTITY_NETWORK);

    if (asset != CT_NO_ID) {
        happening->to_instance = ct_chronicle_instance_of(draft, asset);
        happening->to_zone = ct_chronicle_zone_of(draft, draft->instances->asset_zone[asset]);
    } else if (network != CT_NO_ID && zones->start[network] < zones->start[network + 1]) {
        happening->to_zone = ct_chronicle_zone_of(draft, zones->value[zones->start[network]]);
    }
}

void
ct_chronicle_add_try(CtChronicleDraft *draft, const CtTwin *twin, const CtTraceRecord *record)
{
    const CtGraph *graph = draft->sim->actors[record->actor].course->graph;
    CtHappening happening = {.time = record->time,
                             .kind = (uint8_t)record->kind,
                             .by = ct_trace_kind_is_alert((CtTraceKind)record->kind)
                                       ? CT_EVENT_PRIORITY_DEFENDER
                                       : CT_EVENT_PRIORITY_ATTACKER,
                             .actor = record->actor,
                             .n = record->n,
                             .to_instance = CT_NO_ID,
                             .to_zone = CT_NO_ID,
                             .from_instance = CT_NO_ID,
                             .from_zone = CT_NO_ID,
                             .first_change = draft->changes->len,
                             .record = draft->record};

    if (record->step != CT_NO_ID) {
        const CtTechnique *technique =
            graph->templates.data[graph->step_reason[record->step]].technique;
        g_autofree char *target = ct_step_target(graph, record->step);

        happening.rule = ct_store_text(draft->store, technique->name);
        happening.technique =
            ct_store_text(draft->store, ct_step_technique_id(graph, record->step));
        happening.title =
            ct_store_text(draft->store, ct_technique_title(technique, happening.technique));
        if (*target != '\0')
            happening.target = ct_store_text(draft->store, target);
        find_target(draft, graph, record->step, &happening);
        find_origin(draft, record, &happening);
    }
    if (record->kind == CT_TRACE_GOAL) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, record->actor);

        happening.goal = ct_store_text(draft->store, attacker->goals.data[record->fact].id);
    }
    g_array_append_val(draft->happenings, happening);
}
