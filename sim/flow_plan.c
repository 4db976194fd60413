/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For each flow its receivers are parted by who can be their senders: in replicated zones each
 * instance has its own.
 */
#include "base/bits.h"
#include "base/sort.h"
#include "sim/flow_plan_private.h"
#include "topology/flows.h"

int
ct_flow_compare_standings(const void *a, const void *b)
{
    const CtFlowStanding *x = a;
    const CtFlowStanding *y = b;

    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    return (x->asset > y->asset) - (x->asset < y->asset);
}

static void
part_free(void *data)
{
    CtFlowPart *part = data;

    ct_ids_clear(&part->beside);
    ct_ids_clear(&part->receivers);
    g_free(part);
}

static void
list_senders(CtFlowBuilding *building, CtId selector)
{
    const CtInstances *instances = building->reach->instances;
    const CtCsr *selected = &instances->selected;

    g_array_set_size(building->senders, 0);
    building->sender_rows.length = 0;
    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++) {
        CtFlowStanding one = {.zone = instances->asset_zone[selected->value[i]],
                              .asset = selected->value[i]};

        g_array_append_val(building->senders, one);
        ct_ids_add(&building->sender_rows, instances->zone_row[one.zone]);
    }
    ct_sort(building->senders->data, building->senders->len, sizeof(CtFlowStanding),
            ct_flow_compare_standings);
    ct_ids_sort_unique(&building->sender_rows);
}

/* The part for receivers that stand in @zone. @known: bytes of `beside` → part. */
static CtFlowPart *
part_for(CtFlowBuilding *building, GPtrArray *parts, GHashTable *known, uint32_t zone)
{
    g_auto(CtIds) beside = {0};

    for (uint32_t i = 0; i < building->sender_rows.length; i++) {
        CtSpan span =
            ct_zones_beside(building->reach->instances, zone, building->sender_rows.data[i]);

        ct_ids_add(&beside, span.start);
        ct_ids_add(&beside, span.length);
    }
    g_autoptr(GBytes) key = g_bytes_new(beside.data, beside.length * sizeof *beside.data);
    CtFlowPart *part = g_hash_table_lookup(known, key);

    if (part != NULL)
        return part;
    part = g_new0(CtFlowPart, 1);
    part->beside = beside;
    beside = (CtIds){0};
    g_hash_table_insert(known, g_bytes_ref(key), part);
    g_ptr_array_add(parts, part);
    return part;
}

static void
add_flow(CtFlowBuilding *building, const CtFlow *flow)
{
    const CtInstances *instances = building->reach->instances;
    const CtCsr *selected = &instances->selected;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(part_free);
    g_autoptr(GHashTable) known = /* asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    uint32_t zone = CT_NO_ID;
    CtFlowPart *part = NULL;

    list_senders(building, flow->from);
    for (uint32_t i = selected->start[flow->to]; i < selected->start[flow->to + 1]; i++) {
        uint32_t asset = selected->value[i];

        if (!ct_bits_get(building->needed, asset))
            continue;
        if (part == NULL || instances->asset_zone[asset] != zone)
            part = part_for(building, parts, known, instances->asset_zone[asset]);
        zone = instances->asset_zone[asset];
        ct_ids_add(&part->receivers, asset);
    }
    for (guint i = 0; i < parts->len && building->work <= building->most; i++)
        ct_flow_add_case(building, flow, g_ptr_array_index(parts, i));
}

/* --- */

static void
building_init(CtFlowBuilding *building, CtFlowPlan *plan, const CtReach *reach)
{
    g_autofree uint32_t *to = g_new(uint32_t, (size_t)reach->edges.length + 1);
    g_autofree uint32_t *self = g_new(uint32_t, (size_t)reach->edges.length + 1);
    uint32_t n = 0;

    for (uint32_t e = 0; e < reach->edges.length; e++)
        if (reach->edges.data[e].opener == CT_NO_ID) {
            to[n] = reach->edges.data[e].to;
            self[n++] = e;
        }
    ct_csr_build(&building->into, reach->nodes.length, to, self, n);
    building->plan = plan;
    building->reach = reach;
    building->back = g_new0(uint32_t, (size_t)reach->nodes.length + 1);
    building->ahead = g_new0(uint32_t, (size_t)reach->nodes.length + 1);
    building->local = g_new0(uint32_t, (size_t)reach->nodes.length + 1);
    building->senders = g_array_new(FALSE, FALSE, sizeof(CtFlowStanding));
    ct_id_sets_init(&building->groups);
}

/* Also brings what was gathered into the plan's indices. */
static void
building_clear(CtFlowBuilding *building)
{
    CtFlowPlan *plan = building->plan;

    ct_csr_build(&plan->of_sender, plan->n_assets, building->sender.data,
                 building->sender_source.data, building->sender.length);
    ct_csr_build(&plan->of_door, plan->n_doors, building->door.data, building->door_case.data,
                 building->door.length);
    ct_csr_clear(&building->into);
    g_free(building->back);
    g_free(building->ahead);
    g_free(building->local);
    ct_ids_clear(&building->nodes);
    ct_ids_clear(&building->queue);
    ct_ids_clear(&building->sender);
    ct_ids_clear(&building->sender_source);
    ct_ids_clear(&building->door);
    ct_ids_clear(&building->door_case);
    ct_id_sets_clear(&building->groups);
    g_array_unref(building->senders);
    ct_ids_clear(&building->sender_rows);
}

static bool
is_asked(const CtFlow *flow)
{
    return ct_tri_or(flow->required, false) && flow->from != CT_NO_ID && flow->to != CT_NO_ID;
}

static bool
has_required(const CtModel *model)
{
    for (uint32_t f = 0; f < model->flows.length; f++)
        if (is_asked(&model->flows.data[f]))
            return true;
    return false;
}

bool
ct_flow_plan_new(const CtReach *reach,
                 const uint64_t *needed,
                 uint64_t most,
                 CtFlowPlan **ret_plan,
                 GError **error)
{
    const CtModel *model = reach->instances->model;
    CtFlowBuilding building = {.needed = needed, .most = MIN(most, UINT32_MAX / 4)};

    *ret_plan = NULL;
    if (!has_required(model))
        return true;
    g_autoptr(CtFlowPlan) plan = g_new0(CtFlowPlan, 1);

    plan->n_assets = reach->instances->n_assets;
    plan->n_conduits = model->conduits.length;
    plan->n_doors = plan->n_conduits + model->rules.length;
    building_init(&building, plan, reach);
    for (uint32_t f = 0; f < model->flows.length && building.work <= building.most; f++)
        if (is_asked(&model->flows.data[f]))
            add_flow(&building, &model->flows.data[f]);
    building_clear(&building);
    if (building.work > building.most) {
        g_set_error(error, CT_REACH_ERROR, CT_REACH_ERROR_LIMIT,
                    "between senders and receivers of required flows there are more than "
                    "%" G_GUINT64_FORMAT " edges of the network reach relation; --max-reach raises "
                    "the limit",
                    building.most);
        return false;
    }
    if (plan->cases.length > 0)
        *ret_plan = g_steal_pointer(&plan);
    return true;
}

void
ct_flow_plan_free(CtFlowPlan *plan)
{
    if (plan == NULL)
        return;
    g_free(plan->cases.data);
    g_free(plan->sources.data);
    g_free(plan->classes.data);
    g_free(plan->edges.data);
    ct_ids_clear(&plan->first_edge);
    ct_ids_clear(&plan->ends);
    ct_ids_clear(&plan->receivers);
    ct_csr_clear(&plan->of_sender);
    ct_csr_clear(&plan->of_door);
    g_free(plan);
}
