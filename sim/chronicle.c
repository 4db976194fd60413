/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A chronicle from its events, one after the other, or from all that holds at rest. */
#include "sim/chronicle_parts.h"

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

/* --- events --- */

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
    ct_chronicle_add_fact(draft, graph, record->time, fact);
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
    ct_chronicle_add_fact(draft, graph, record->time, fact);
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
    ct_chronicle_add_try(draft, twin, record);
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
            ct_chronicle_add_fact(&draft, graph, 0, fact);
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
