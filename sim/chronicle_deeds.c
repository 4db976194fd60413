/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What defenders, the world and scripts do, in the numbers of a blueprint. */
#include "sim/chronicle_parts.h"

#include "analysis/defender.h"
#include "sim/actions.h"
#include "topology/rule_names.h"

typedef struct Row {
    uint8_t kind; /* CtTraceKind */
    uint8_t of;   /* CtChangeOf */
    uint16_t mark;
    bool on;
} Row;

/* What each deed changes; one may change several things. */
static const Row rows[] = {
    {CT_TRACE_ISOLATE, CT_CHANGE_INSTANCE, CT_MARK_ISOLATED, true},
    {CT_TRACE_RECONNECT, CT_CHANGE_INSTANCE, CT_MARK_ISOLATED, false},
    {CT_TRACE_TAKE_DOWN, CT_CHANGE_INSTANCE, CT_MARK_ISOLATED, true},
    {CT_TRACE_RESTORE, CT_CHANGE_INSTANCE, CT_MARK_ISOLATED, false},
    {CT_TRACE_RESTORE, CT_CHANGE_INSTANCE, CT_MARK_RESTORED, true},
    {CT_TRACE_AWAIT, CT_CHANGE_INSTANCE, CT_MARK_AWAITED, true},
    {CT_TRACE_QUARANTINE, CT_CHANGE_INSTANCE, CT_MARK_AWAITED, true},
    {CT_TRACE_REFUSE, CT_CHANGE_INSTANCE, CT_MARK_AWAITED, true},
    {CT_TRACE_ADMIT, CT_CHANGE_INSTANCE, CT_MARK_AWAITED, false},
    {CT_TRACE_HALT, CT_CHANGE_INSTANCE, CT_MARK_STOPPED, true},
    {CT_TRACE_RESUME, CT_CHANGE_INSTANCE, CT_MARK_STOPPED, false},
    {CT_TRACE_PATCH, CT_CHANGE_INSTANCE, CT_MARK_PATCHED, true},
    {CT_TRACE_FALSE_ALARM, CT_CHANGE_INSTANCE, CT_MARK_ALERTED, true},
    {CT_TRACE_DISMISSED, CT_CHANGE_INSTANCE, CT_MARK_ALERTED, false},
    {CT_TRACE_FOUND, CT_CHANGE_INSTANCE, CT_MARK_ALERTED, true},
    {CT_TRACE_BLOCK, CT_CHANGE_BLOCKED, 1, true},
    {CT_TRACE_UNBLOCK, CT_CHANGE_BLOCKED, 1, false},
    {CT_TRACE_CLOSE, CT_CHANGE_CLOSED, 1, true},
    {CT_TRACE_OPEN, CT_CHANGE_CLOSED, 1, false},
    {CT_TRACE_REVOKE, CT_CHANGE_REVOKED, 1, true},
    {CT_TRACE_REINSTATE, CT_CHANGE_REVOKED, 1, false},
    {CT_TRACE_ROTATE, CT_CHANGE_ROTATED, 1, true},
    {CT_TRACE_IMPAIRED, CT_CHANGE_FUNCTION, 1, true},
    {CT_TRACE_RECOVERED, CT_CHANGE_FUNCTION, 1, false},
};

/* What `fact` of @record is; CT_SECTION_COUNT: nothing that has a name of its own. */
static CtSection
section_of(const CtTraceRecord *record)
{
    CtTraceKind kind = (CtTraceKind)record->kind;

    if (record->fact == CT_NO_ID || kind == CT_TRACE_GIVE || kind == CT_TRACE_LOG)
        return CT_SECTION_COUNT;
    if (ct_trace_kind_is_action(kind))
        return ct_trace_kind_section(kind);
    if (ct_trace_kind_is_response(kind))
        return ct_defence_section((CtDefence)record->actor);
    return kind == CT_TRACE_FOUND ? CT_SECTION_ASSETS : (CtSection)record->actor;
}

/* The number in the blueprint of row @entity, or instance, of @section; CT_NO_ID: it has none. */
static uint32_t
number_of(const CtChronicleDraft *draft, CtSection section, uint32_t entity)
{
    const CtBlueprint *blueprint = draft->blueprint;

    switch ((int)section) {
    case CT_SECTION_ASSETS:
        return ct_chronicle_instance_of(draft, entity);
    case CT_SECTION_CONDUITS:
        return blueprint->conduit_of_row[entity];
    case CT_SECTION_CHANNELS:
        return blueprint->channel_of_row[entity];
    case CT_SECTION_CREDENTIALS:
        return blueprint->credential_of_row[entity];
    case CT_SECTION_FUNCTIONS:
        return blueprint->function_of_row[entity];
    default:
        return CT_NO_ID;
    }
}

/* "hmi-1", "CVE-2017-17562 on rtu-1", "rtu-1: a product of it is tainted"; g_free(). */
static char *
entity_text(const CtChronicleDraft *draft, const CtTraceRecord *record, CtSection section)
{
    const CtInstances *instances = draft->instances;
    bool response = ct_trace_kind_is_response((CtTraceKind)record->kind);
    bool has_part = section == CT_SECTION_CONDUITS &&
                    (response || ct_trace_kind_is_action((CtTraceKind)record->kind));
    g_autofree char *entity =
        section == CT_SECTION_ASSETS ? ct_instances_asset_text(instances, record->fact)
        : has_part ? ct_conduit_part_text(instances->model, record->fact, record->n)
                   : g_strdup(ct_model_id(instances->model, section, record->fact));

    if (record->kind == CT_TRACE_PATCH)
        return g_strdup_printf("%s on %s",
                               ct_model_id(instances->model, CT_SECTION_VULNERABILITIES, record->n),
                               entity);
    if (record->kind == CT_TRACE_REFUSE)
        return g_strdup_printf("%s: %s", entity, ct_refusal_text((CtRefusal)record->n));
    if (response && record->actor == CT_DEFENCE_PATCH) {
        g_autofree char *asset = ct_instances_asset_text(instances, record->n);

        return g_strdup_printf("patch %s on %s", entity, asset);
    }
    if (response)
        return g_strdup_printf("%s %s", ct_defence_text((CtDefence)record->actor), entity);
    return g_steal_pointer(&entity);
}

static CtEventPriority
who(const CtTraceRecord *record)
{
    CtTraceKind kind = (CtTraceKind)record->kind;

    if (ct_trace_kind_is_action(kind))
        return (CtEventPriority)record->actor;
    return kind == CT_TRACE_LOG || kind == CT_TRACE_GIVE ? CT_EVENT_PRIORITY_SCRIPT
                                                         : CT_EVENT_PRIORITY_DEFENDER;
}

/* Its conduit lets other things pass as before. */
static bool
blocks_rule(const CtTraceRecord *record)
{
    return (record->kind == CT_TRACE_BLOCK || record->kind == CT_TRACE_UNBLOCK) && record->n > 0;
}

static void
add_changes(CtChronicleDraft *draft, const CtTraceRecord *record, CtSection section)
{
    uint32_t what = number_of(draft, section, record->fact);

    for (size_t i = 0; i < G_N_ELEMENTS(rows) && what != CT_NO_ID; i++) {
        if (rows[i].kind != record->kind || blocks_rule(record) ||
            (rows[i].of == CT_CHANGE_INSTANCE) != (section == CT_SECTION_ASSETS))
            continue;
        draft->ends = !rows[i].on;
        ct_chronicle_add_change(draft, record->time, (CtChangeOf)rows[i].of, what, rows[i].mark);
        draft->ends = false;
    }
}

void
ct_chronicle_add_deed(CtChronicleDraft *draft, const CtTraceRecord *record)
{
    CtSection section = section_of(record);
    CtHappening happening = {.time = record->time,
                             .kind = (uint8_t)record->kind,
                             .by = (uint8_t)who(record),
                             .to_instance = CT_NO_ID,
                             .to_zone = CT_NO_ID,
                             .from_instance = CT_NO_ID,
                             .from_zone = CT_NO_ID,
                             .first_change = draft->changes->len,
                             .record = draft->record};

    if (section != CT_SECTION_COUNT) {
        happening.target = ct_store_take_text(draft->store, entity_text(draft, record, section));
        add_changes(draft, record, section);
    }
    if (section == CT_SECTION_ASSETS) {
        happening.to_instance = ct_chronicle_instance_of(draft, record->fact);
        happening.to_zone = ct_chronicle_zone_of(draft, draft->instances->asset_zone[record->fact]);
    }
    if (record->kind == CT_TRACE_GIVE)
        happening.target =
            ct_store_take_text(draft->store,
                               ct_graph_fact_text(draft->sim->actors[record->actor].course->graph,
                                                  record->fact));
    if (record->kind == CT_TRACE_LOG)
        happening.target = ct_store_text(draft->store, record->text);
    happening.n_changes = draft->changes->len - happening.first_change;
    g_array_append_val(draft->happenings, happening);
}

void
ct_chronicle_add_alert(CtChronicleDraft *draft, uint32_t kind)
{
    CtHappening *last = &g_array_index(draft->happenings, CtHappening, draft->happenings->len - 1);

    if (last->to_instance == CT_NO_ID || (kind != CT_TRACE_ALERT && kind != CT_TRACE_DISMISSED))
        return;
    draft->ends = kind == CT_TRACE_DISMISSED;
    ct_chronicle_add_change(draft, last->time, CT_CHANGE_INSTANCE, last->to_instance,
                            CT_MARK_ALERTED);
    draft->ends = false;
    last->n_changes = draft->changes->len - last->first_change;
}
