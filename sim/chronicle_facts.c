/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a fact of an attacker marks on the blueprint. */
#include "sim/chronicle_parts.h"

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

void
ct_chronicle_add_fact(CtChronicleDraft *draft, const CtGraph *graph, int64_t time, CtFact fact)
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
