/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What attackers do and gain; what others do is in chronicle_deeds.c. */
#include "sim/chronicle_parts.h"

#include "analysis/plan_cost.h"

/* --- from the model's numbers to the blueprint's --- */

uint32_t
ct_chronicle_instance_of(const CtChronicleDraft *draft, uint32_t asset)
{
    uint32_t row = draft->instances->asset_row[asset];

    return draft->blueprint->assets[draft->blueprint->asset_of_row[row]].first + asset -
           draft->instances->asset_first[row];
}

uint32_t
ct_chronicle_zone_of(const CtChronicleDraft *draft, uint32_t zone)
{
    return draft->blueprint->zone_of_row[draft->instances->zone_row[zone]];
}

/* --- changes --- */

void
ct_chronicle_add_change(
    CtChronicleDraft *draft, int64_t time, CtChangeOf of, uint32_t what, uint32_t mark)
{
    CtMarkChange change = {
        .time = time, .what = what, .mark = (uint16_t)mark, .of = (uint8_t)of, .on = !draft->ends};

    g_array_append_val(draft->changes, change);
}

void
ct_chronicle_add_mark(CtChronicleDraft *draft, int64_t time, uint32_t asset, uint32_t mark)
{
    ct_chronicle_add_change(draft, time, CT_CHANGE_INSTANCE, ct_chronicle_instance_of(draft, asset),
                            mark);
}

static void
add_reach(CtChronicleDraft *draft, const CtGraph *graph, int64_t time, uint32_t service)
{
    const CtReach *reach = graph->reach;
    uint32_t group = reach->group_of_service[service];
    uint32_t last = CT_NO_ID;

    for (uint32_t i = reach->group_services.start[group];
         i < reach->group_services.start[group + 1]; i++) {
        uint32_t asset =
            ct_instances_service_asset(draft->instances, reach->group_services.value[i]);

        if (asset != last)
            ct_chronicle_add_mark(draft, time, asset, CT_MARK_REACHED);
        last = asset;
    }
}

static void
add_known(CtChronicleDraft *draft, int64_t time, uint32_t zone)
{
    if (draft->zone_assets.start == NULL) {
        g_autofree uint32_t *assets = g_new(uint32_t, (size_t)draft->instances->n_assets + 1);

        for (uint32_t i = 0; i < draft->instances->n_assets; i++)
            assets[i] = i;
        ct_csr_build(&draft->zone_assets, draft->instances->n_zones, draft->instances->asset_zone,
                     assets, draft->instances->n_assets);
    }
    for (uint32_t i = draft->zone_assets.start[zone]; i < draft->zone_assets.start[zone + 1]; i++)
        ct_chronicle_add_mark(draft, time, draft->zone_assets.value[i], CT_MARK_KNOWN);
}

static void
add_zones_of_network(CtChronicleDraft *draft, int64_t time, uint32_t network)
{
    const CtCsr *zones = &draft->instances->network_zones;

    for (uint32_t i = zones->start[network]; i < zones->start[network + 1]; i++)
        ct_chronicle_add_change(draft, time, CT_CHANGE_ZONE,
                                ct_chronicle_zone_of(draft, zones->value[i]), 1);
}

static void
add_data(CtChronicleDraft *draft, int64_t time, uint32_t row)
{
    CtId at = draft->instances->model->data.data[row].at;
    const CtCsr *selected = &draft->instances->selected;

    for (uint32_t i = at != CT_NO_ID ? selected->start[at] : 0;
         at != CT_NO_ID && i < selected->start[at + 1]; i++)
        ct_chronicle_add_mark(draft, time, selected->value[i], CT_MARK_DATA);
}

static void
add_supplier(CtChronicleDraft *draft, int64_t time, CtId supplier)
{
    if (supplier != CT_NO_ID)
        ct_chronicle_add_change(draft, time, CT_CHANGE_SUPPLIER,
                                draft->blueprint->supplier_of_row[supplier], 1);
}

/* What is said of instances; false where @fact is of something else. */
static bool
add_mark_of(CtChronicleDraft *draft, const CtGraph *graph, int64_t time, CtFact fact)
{
    bool admin = fact.level == CT_LEVEL_ADMIN;

    switch ((int)fact.kind) {
    case CT_FACT_REACH:
    case CT_FACT_GATED:
        add_reach(draft, graph, time, fact.entity);
        return true;
    case CT_FACT_KNOWN:
        add_known(draft, time, fact.entity);
        return true;
    case CT_FACT_IMPLANT:
        ct_chronicle_add_mark(draft, time, fact.entity, CT_MARK_IMPLANT);
        return true;
    case CT_FACT_EXEC:
        ct_chronicle_add_mark(draft, time, fact.entity, admin ? CT_MARK_ADMIN : CT_MARK_USER);
        return true;
    case CT_FACT_CONTROLS:
    case CT_FACT_SPOOFS:
        ct_chronicle_add_mark(draft, time, fact.entity, CT_MARK_COMMANDED);
        return true;
    case CT_FACT_HALTED:
        ct_chronicle_add_mark(draft, time, fact.entity, CT_MARK_STOPPED);
        return true;
    case CT_FACT_READS:
    case CT_FACT_ALTERS:
    case CT_FACT_DESTROYS:
    case CT_FACT_EXFILTRATED:
        add_data(draft, time, fact.entity);
        return true;
    default:
        return false;
    }
}

static void
add_fact(CtChronicleDraft *draft, const CtGraph *graph, int64_t time, CtFact fact)
{
    const CtModel *model = draft->instances->model;
    const CtBlueprint *blueprint = draft->blueprint;

    if (add_mark_of(draft, graph, time, fact))
        return;
    switch ((int)fact.kind) {
    case CT_FACT_LOCATED:
    case CT_FACT_PRESENCE:
        add_zones_of_network(draft, time, fact.entity);
        break;
    case CT_FACT_OPERATES:
        ct_chronicle_add_change(draft, time, CT_CHANGE_CHANNEL,
                                blueprint->channel_of_row[fact.entity], 1);
        break;
    case CT_FACT_SUPPLIER:
        add_supplier(draft, time, fact.entity);
        break;
    case CT_FACT_TAINTED:
        add_supplier(draft, time, model->products.data[fact.entity].supplier);
        break;
    case CT_FACT_TAINTED_COMPONENT:
        add_supplier(draft, time, model->components.data[fact.entity].supplier);
        break;
    case CT_FACT_HOLDS:
        ct_chronicle_add_change(draft, time, CT_CHANGE_CREDENTIAL,
                                blueprint->credential_of_row[fact.entity], 1);
        break;
    case CT_FACT_IMPAIRED:
        if (!draft->tells_losses)
            ct_chronicle_add_change(draft, time, CT_CHANGE_FUNCTION,
                                    blueprint->function_of_row[fact.entity], 1);
        break;
    default:
        break; /* what is not drawn: sessions, people, conditions, declared kinds */
    }
}

/* --- who, from where, on what --- */

static const char *
shown_id(const CtGraph *graph, uint32_t step, const CtTechniqueIds *ids)
{
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

static char *
target_text(const CtGraph *graph, uint32_t step)
{
    uint32_t asset = ct_plan_target_asset(graph, step);
    CtFact fact;

    if (asset != CT_NO_ID)
        return ct_instances_asset_text(graph->instances, asset);
    if (!ct_graph_fact_of(graph, graph->step_gain[step], &fact))
        return NULL;
    return ct_entity_text(graph->instances, ct_fact_kind_entity(graph->kinds, fact.kind),
                          fact.entity);
}

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

/* --- events --- */

static void
add_happening(CtChronicleDraft *draft, const CtTwin *twin, const CtTraceRecord *record)
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

        happening.rule = ct_store_text(draft->store, technique->name);
        happening.technique =
            ct_store_text(draft->store, shown_id(graph, record->step, &technique->ids));
        happening.title =
            ct_store_text(draft->store, ct_technique_title(technique, happening.technique));
        happening.target = ct_store_take_text(draft->store, target_text(graph, record->step));
        find_target(draft, graph, record->step, &happening);
        find_origin(draft, record, &happening);
    }
    if (record->kind == CT_TRACE_GOAL) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, record->actor);

        happening.goal = ct_store_text(draft->store, attacker->goals.data[record->fact].id);
    }
    g_array_append_val(draft->happenings, happening);
}

/* Knowing, having been reached and having lost data do not pass. */
static bool
passes(uint8_t kind)
{
    return kind == CT_FACT_IMPLANT || kind == CT_FACT_EXEC || kind == CT_FACT_CONTROLS ||
           kind == CT_FACT_SPOOFS || kind == CT_FACT_HALTED || kind == CT_FACT_OPERATES ||
           kind == CT_FACT_SUPPLIER || kind == CT_FACT_TAINTED ||
           kind == CT_FACT_TAINTED_COMPONENT || kind == CT_FACT_HOLDS || kind == CT_FACT_IMPAIRED;
}

static void
add_loss(CtChronicleDraft *draft, const CtTraceRecord *record)
{
    const CtGraph *graph = draft->sim->actors[record->actor].course->graph;
    CtFact fact;

    if (!ct_graph_fact_of(graph, record->fact, &fact) || !passes(fact.kind))
        return;
    draft->ends = true;
    add_fact(draft, graph, record->time, fact);
    draft->ends = false;
}

static void
add_gain(CtChronicleDraft *draft, const CtTraceRecord *record)
{
    const CtGraph *graph = draft->sim->actors[record->actor].course->graph;
    CtFact fact;

    draft->cause[record->actor][record->fact] = record->step;
    if (!ct_graph_fact_of(graph, record->fact, &fact))
        return;
    add_fact(draft, graph, record->time, fact);
    if (draft->happenings->len > 0) {
        CtHappening *last =
            &g_array_index(draft->happenings, CtHappening, draft->happenings->len - 1);

        if (last->time == record->time)
            last->n_changes = draft->changes->len - last->first_change;
    }
}

static void
add_record(CtChronicleDraft *draft, const CtTwin *twin, const CtTraceRecord *record)
{
    if (record->kind == CT_TRACE_GAIN) {
        add_gain(draft, record);
        return;
    }
    if (record->kind == CT_TRACE_LOSS) {
        add_loss(draft, record);
        return;
    }
    if (record->step == CT_NO_ID && record->kind > CT_TRACE_END) {
        ct_chronicle_add_deed(draft, record);
        return;
    }
    add_happening(draft, twin, record);
    if (ct_trace_kind_is_alert((CtTraceKind)record->kind))
        ct_chronicle_add_alert(draft, record->kind);
    if (record->kind == CT_TRACE_BEGIN) {
        const CtHappening *begun =
            &g_array_index(draft->happenings, CtHappening, draft->happenings->len - 1);

        if (begun->to_instance != CT_NO_ID && begun->n <= 1)
            ct_chronicle_add_change(draft, record->time, CT_CHANGE_INSTANCE, begun->to_instance,
                                    CT_MARK_ATTEMPTED);
    }
}

static CtChronicle *
finish(CtChronicleDraft *draft)
{
    CtChronicle *chronicle = g_new0(CtChronicle, 1);

    chronicle->changes = ct_store_array(draft->store, draft->changes);
    chronicle->n_changes = draft->changes->len;
    chronicle->happenings = ct_store_array(draft->store, draft->happenings);
    chronicle->n_happenings = draft->happenings->len;
    if (chronicle->n_happenings > 0)
        chronicle->end_ms = chronicle->happenings[chronicle->n_happenings - 1].time;
    chronicle->store = draft->store;
    g_array_unref(draft->changes);
    g_array_unref(draft->happenings);
    ct_csr_clear(&draft->zone_assets);
    return chronicle;
}

static CtChronicleDraft
begin(const CtBlueprint *blueprint, const CtInstances *instances)
{
    return (CtChronicleDraft){.blueprint = blueprint,
                              .instances = instances,
                              .store = ct_store_new(),
                              .changes = g_array_new(FALSE, FALSE, sizeof(CtMarkChange)),
                              .happenings = g_array_new(FALSE, FALSE, sizeof(CtHappening))};
}

CtChronicle *
ct_chronicle_new(const CtBlueprint *blueprint,
                 const CtTwin *twin,
                 const CtSim *sim,
                 const GArray *records)
{
    CtChronicleDraft draft = begin(blueprint, twin->instances);
    g_autoptr(GPtrArray) actors = g_ptr_array_new();
    CtChronicle *chronicle;

    draft.sim = sim;
    draft.cause = g_new(uint32_t *, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        uint32_t n = sim->actors[i].course->graph->n_facts;

        draft.cause[i] = g_new(uint32_t, (size_t)n + 1);
        for (uint32_t f = 0; f < n; f++)
            draft.cause[i][f] = CT_NO_ID;
        g_ptr_array_add(actors, ((const CtAttacker *)g_ptr_array_index(twin->attackers, i))->id);
    }
    for (guint i = 0; i < records->len; i++)
        draft.tells_losses |= g_array_index(records, CtTraceRecord, i).kind == CT_TRACE_IMPAIRED;
    for (draft.record = 0; draft.record < records->len; draft.record++)
        add_record(&draft, twin, &g_array_index(records, CtTraceRecord, draft.record));
    for (uint32_t i = 0; i < sim->n_actors; i++)
        g_free(draft.cause[i]);
    g_free(draft.cause);
    chronicle = finish(&draft);
    chronicle->actors = ct_store_list(chronicle->store, actors);
    return chronicle;
}

CtChronicle *
ct_chronicle_new_rest(const CtBlueprint *blueprint,
                      const CtGraph *graph,
                      const CtFixpoint *fixpoint)
{
    CtChronicleDraft draft = begin(blueprint, graph->instances);
    g_autoptr(GPtrArray) actors = g_ptr_array_new();
    CtChronicle *chronicle;

    for (CtFactId f = 0; f < graph->n_facts; f++) {
        CtFact fact;

        if (fixpoint->order[f] != CT_NO_ID && ct_graph_fact_of(graph, f, &fact))
            add_fact(&draft, graph, 0, fact);
    }
    chronicle = finish(&draft);
    chronicle->actors = ct_store_list(chronicle->store, actors);
    return chronicle;
}

CtChronicle *
ct_chronicle_new_blast(const CtBlueprint *blueprint, const CtTwin *twin, const char *id)
{
    static const char *const kinds[] = {"exec", "supplier", "tainted", "holds"};

    g_return_val_if_fail(twin->graph != NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *text = g_strconcat(kinds[i], ":", id, NULL);
        CtFact fact;

        if (!ct_fact_parse(ct_library_fact_kinds(twin->library), twin->instances, text, &fact,
                           NULL))
            continue;
        CtFactId entry = ct_graph_fact(twin->graph, fact);
        g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(twin->graph, &entry, 1);

        return ct_chronicle_new_rest(blueprint, twin->graph, fixpoint);
    }
    return NULL;
}

void
ct_chronicle_free(CtChronicle *chronicle)
{
    if (chronicle == NULL)
        return;
    ct_store_free(chronicle->store);
    g_free(chronicle);
}

uint32_t
ct_chronicle_after(const CtChronicle *chronicle, int64_t time)
{
    uint32_t low = 0, high = chronicle->n_happenings;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (chronicle->happenings[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
