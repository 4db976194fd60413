/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For each flow its receivers are parted by who can be their senders: in replicated zones each
 * instance has its own. Of the relation only what lies between senders and receivers is copied:
 * backwards from the receivers' services, then forwards from the senders within that.
 */
#include "base/bits.h"
#include "base/sort.h"
#include "sim/flows_private.h"
#include "topology/flows.h"
#include "topology/id_sets.h"
#include "topology/rows_add.h"

/* An asset of a flow, and the zone instance it stands in. */
typedef struct Standing {
    uint32_t zone, asset;
} Standing;

/* Receivers with the same senders. */
typedef struct Part {
    CtIds beside; /* first and number of the zone instances of each row of senders */
    CtIds receivers;
} Part;

typedef struct Building {
    CtFlowPlan *plan;
    const CtReach *reach;
    const uint64_t *needed;
    uint64_t work, most;
    CtCsr into;                  /* node → edges that end there and need no opener */
    uint32_t *back, *local;      /* node → case it was last met for; its number there */
    uint32_t *ahead;             /* likewise, forwards */
    uint32_t turn;               /* cases begun, from 1 */
    CtIds nodes;                 /* of the case at hand, by number */
    CtIds queue;                 /* scratch */
    CtIds sender, sender_source; /* pairs */
    CtIds door, door_case;       /* pairs */
    CtIdSets groups;             /* sets of groups of services */
    GArray *senders;             /* Standing, of the flow at hand, by zone */
    CtIds sender_rows;           /* zone rows in which they stand */
} Building;

static int
compare_standings(const void *a, const void *b)
{
    const Standing *x = a;
    const Standing *y = b;

    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    return (x->asset > y->asset) - (x->asset < y->asset);
}

/* --- the part of the relation --- */

static void
meet_backwards(Building *building, uint32_t node)
{
    if (building->back[node] == building->turn)
        return;
    building->back[node] = building->turn;
    ct_ids_add(&building->queue, node);
}

static void
go_back(Building *building, const CtIds *groups)
{
    const CtReach *reach = building->reach;

    building->queue.length = 0;
    for (uint32_t g = 0; g < groups->length; g++)
        for (uint32_t i = reach->group_nodes.start[groups->data[g]];
             i < reach->group_nodes.start[groups->data[g] + 1]; i++)
            meet_backwards(building, reach->group_nodes.value[i]);
    for (uint32_t q = 0; q < building->queue.length; q++) {
        uint32_t node = building->queue.data[q];

        for (uint32_t i = building->into.start[node]; i < building->into.start[node + 1]; i++)
            meet_backwards(building, reach->edges.data[building->into.value[i]].from);
        building->work += building->into.start[node + 1] - building->into.start[node] + 1;
    }
}

/* A node from which a receiver is reached gets a number. */
static void
meet_forwards(Building *building, uint32_t node)
{
    if (building->back[node] != building->turn || building->ahead[node] == building->turn)
        return;
    building->ahead[node] = building->turn;
    building->local[node] = building->nodes.length;
    ct_ids_add(&building->nodes, node);
}

static bool
is_on_the_way(const Building *building, uint32_t node)
{
    return building->ahead[node] == building->turn;
}

/* The senders among which the case chooses, with the number of the source of each. */
static void
add_senders(Building *building, const Part *part, uint32_t first_source)
{
    const CtCsr *origins = &building->reach->asset_origins;
    const Standing *senders = (const Standing *)(const void *)building->senders->data;

    for (uint32_t b = 0; b + 1 < part->beside.length; b += 2) {
        uint32_t zone = part->beside.data[b], end = zone + part->beside.data[b + 1];
        uint32_t low = 0, high = building->senders->len;

        while (low < high) {
            uint32_t middle = low + (high - low) / 2;

            if (senders[middle].zone < zone)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < building->senders->len && senders[low].zone < end; low++)
            for (uint32_t i = origins->start[senders[low].asset];
                 i < origins->start[senders[low].asset + 1]; i++) {
                meet_forwards(building, origins->value[i]);
                building->work++;
                if (!is_on_the_way(building, origins->value[i]))
                    continue;
                ct_ids_add(&building->sender, senders[low].asset);
                ct_ids_add(&building->sender_source,
                           first_source + building->local[origins->value[i]]);
            }
    }
}

static void
go_forwards(Building *building)
{
    const CtReach *reach = building->reach;

    for (uint32_t q = 0; q < building->nodes.length; q++) {
        uint32_t node = building->nodes.data[q];

        for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++)
            if (reach->edges.data[e].opener == CT_NO_ID)
                meet_forwards(building, reach->edges.data[e].to);
        building->work += reach->first_edge[node + 1] - reach->first_edge[node];
    }
}

static void
add_edge(Building *building, const CtReachEdge *edge, CtIds *doors)
{
    CtFlowPlan *plan = building->plan;
    CtFlowEdge copy = {.to = building->local[edge->to],
                       .conduit = edge->conduit,
                       .rule = ct_reach_edge_is_single(building->reach, edge)
                                   ? plan->n_conduits + edge->rule
                                   : CT_NO_ID};

    CT_ROWS_ADD(&plan->edges, copy);
    if (copy.conduit != CT_NO_ID)
        ct_ids_add(doors, copy.conduit);
    if (copy.rule != CT_NO_ID)
        ct_ids_add(doors, copy.rule);
}

static void
copy_edges(Building *building, uint32_t c)
{
    CtFlowPlan *plan = building->plan;
    const CtReach *reach = building->reach;
    g_auto(CtIds) doors = {0};

    for (uint32_t i = 0; i < building->nodes.length; i++) {
        uint32_t node = building->nodes.data[i];

        ct_ids_add(&plan->first_edge, plan->edges.length);
        for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (edge->opener != CT_NO_ID || !is_on_the_way(building, edge->to))
                continue;
            add_edge(building, edge, &doors);
        }
    }
    ct_ids_add(&plan->first_edge, plan->edges.length);
    ct_ids_sort_unique(&doors);
    for (uint32_t i = 0; i < doors.length; i++) {
        ct_ids_add(&building->door, doors.data[i]);
        ct_ids_add(&building->door_case, c);
    }
}

/* --- classes of receivers --- */

static uint32_t
groups_of(Building *building, const CtFlow *flow, uint32_t receiver)
{
    g_auto(CtIds) services = {0};

    ct_flow_services(building->reach->instances, flow->service, flow->ports, receiver, &services);
    for (uint32_t i = 0; i < services.length; i++)
        services.data[i] = building->reach->group_of_service[services.data[i]];
    ct_ids_sort_unique(&services);
    return ct_id_sets_add(&building->groups, services.data, services.length);
}

static CtSpan
add_ends(Building *building, uint32_t set)
{
    const CtReach *reach = building->reach;
    CtIds *ends = &building->plan->ends;
    CtSpan span = {.start = ends->length};
    uint32_t n;
    const uint32_t *groups = ct_id_sets_get(&building->groups, set, &n);

    for (uint32_t g = 0; g < n; g++)
        for (uint32_t i = reach->group_nodes.start[groups[g]];
             i < reach->group_nodes.start[groups[g] + 1]; i++)
            if (is_on_the_way(building, reach->group_nodes.value[i]))
                ct_ids_add(ends, building->local[reach->group_nodes.value[i]]);
    span.length = ends->length - span.start;
    return span;
}

/* @sets: of each receiver of @part. Those that nobody reaches in the design are left out. */
static void
add_classes(Building *building, const Part *part, const CtIds *sets)
{
    CtFlowPlan *plan = building->plan;
    g_autofree Standing *rows = g_new(Standing, (size_t)part->receivers.length + 1);

    for (uint32_t i = 0; i < part->receivers.length; i++)
        rows[i] = (Standing){.zone = sets->data[i], .asset = part->receivers.data[i]};
    ct_sort(rows, part->receivers.length, sizeof *rows, compare_standings);
    for (uint32_t i = 0, next; i < part->receivers.length; i = next) {
        CtFlowClass row = {.ends = add_ends(building, rows[i].zone),
                           .receivers = {.start = plan->receivers.length}};

        for (next = i; next < part->receivers.length && rows[next].zone == rows[i].zone; next++)
            if (row.ends.length > 0)
                ct_ids_add(&plan->receivers, rows[next].asset);
        row.receivers.length = plan->receivers.length - row.receivers.start;
        if (row.ends.length > 0)
            CT_ROWS_ADD(&plan->classes, row);
    }
}

/* --- cases --- */

static void
put_values(Building *building, uint32_t c)
{
    CtFlowPlan *plan = building->plan;
    const CtFlowCase *row = &plan->cases.data[c];
    g_autofree uint32_t *values = g_new(uint32_t, (size_t)row->n_nodes + 1);

    ct_flow_case_spread(plan, c, plan->sources.data, NULL, 0, values, &building->queue);
    for (uint32_t i = row->classes.start; i < row->classes.start + row->classes.length; i++)
        plan->classes.data[i].value = ct_flow_class_value(plan, &plan->classes.data[i], values);
}

static void
count_senders(Building *building, uint32_t c, uint32_t first_pair, uint32_t n_sources)
{
    CtFlowPlan *plan = building->plan;

    for (uint32_t i = 0; i < n_sources; i++)
        CT_ROWS_ADD(&plan->sources, ((CtFlowSource){.in_case = c}));
    for (uint32_t i = first_pair; i < building->sender.length; i++) {
        CtFlowSource *source = &plan->sources.data[building->sender_source.data[i]];

        source->n++;
        source->mix ^= building->sender.data[i];
    }
}

static void
add_case(Building *building, const CtFlow *flow, const Part *part)
{
    CtFlowPlan *plan = building->plan;
    uint32_t c = plan->cases.length, first_pair = building->sender.length;
    CtFlowCase row = {.first_node = plan->first_edge.length,
                      .sources = {.start = plan->sources.length},
                      .classes = {.start = plan->classes.length}};
    g_auto(CtIds) sets = {0};
    g_auto(CtIds) groups = {0};

    for (uint32_t i = 0; i < part->receivers.length; i++) {
        uint32_t n;

        ct_ids_add(&sets, groups_of(building, flow, part->receivers.data[i]));
        const uint32_t *of_one = ct_id_sets_get(&building->groups, sets.data[i], &n);

        for (uint32_t g = 0; g < n; g++)
            ct_ids_add(&groups, of_one[g]);
    }
    ct_ids_sort_unique(&groups);
    building->turn++;
    building->nodes.length = 0;
    go_back(building, &groups);
    add_senders(building, part, row.sources.start);
    row.sources.length = building->nodes.length;
    if (row.sources.length == 0)
        return; /* nobody reaches any of them */
    go_forwards(building);
    row.n_nodes = building->nodes.length;
    copy_edges(building, c);
    add_classes(building, part, &sets);
    count_senders(building, c, first_pair, row.sources.length);
    row.classes.length = plan->classes.length - row.classes.start;
    CT_ROWS_ADD(&plan->cases, row);
    plan->most_nodes = MAX(plan->most_nodes, row.n_nodes);
    put_values(building, c);
}

/* --- a flow --- */

static void
part_free(void *data)
{
    Part *part = data;

    ct_ids_clear(&part->beside);
    ct_ids_clear(&part->receivers);
    g_free(part);
}

static void
list_senders(Building *building, CtId selector)
{
    const CtInstances *instances = building->reach->instances;
    const CtCsr *selected = &instances->selected;

    g_array_set_size(building->senders, 0);
    building->sender_rows.length = 0;
    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++) {
        Standing one = {.zone = instances->asset_zone[selected->value[i]],
                        .asset = selected->value[i]};

        g_array_append_val(building->senders, one);
        ct_ids_add(&building->sender_rows, instances->zone_row[one.zone]);
    }
    ct_sort(building->senders->data, building->senders->len, sizeof(Standing), compare_standings);
    ct_ids_sort_unique(&building->sender_rows);
}

/* The part for receivers that stand in @zone. @known: bytes of `beside` → part. */
static Part *
part_for(Building *building, GPtrArray *parts, GHashTable *known, uint32_t zone)
{
    g_auto(CtIds) beside = {0};

    for (uint32_t i = 0; i < building->sender_rows.length; i++) {
        CtSpan span =
            ct_zones_beside(building->reach->instances, zone, building->sender_rows.data[i]);

        ct_ids_add(&beside, span.start);
        ct_ids_add(&beside, span.length);
    }
    g_autoptr(GBytes) key = g_bytes_new(beside.data, beside.length * sizeof *beside.data);
    Part *part = g_hash_table_lookup(known, key);

    if (part != NULL)
        return part;
    part = g_new0(Part, 1);
    part->beside = beside;
    beside = (CtIds){0};
    g_hash_table_insert(known, g_bytes_ref(key), part);
    g_ptr_array_add(parts, part);
    return part;
}

static void
add_flow(Building *building, const CtFlow *flow)
{
    const CtInstances *instances = building->reach->instances;
    const CtCsr *selected = &instances->selected;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(part_free);
    g_autoptr(GHashTable) known = /* asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    uint32_t zone = CT_NO_ID;
    Part *part = NULL;

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
        add_case(building, flow, g_ptr_array_index(parts, i));
}

/* --- */

static void
building_init(Building *building, CtFlowPlan *plan, const CtReach *reach)
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
    building->senders = g_array_new(FALSE, FALSE, sizeof(Standing));
    ct_id_sets_init(&building->groups);
}

/* Also brings what was gathered into the plan's indices. */
static void
building_clear(Building *building)
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
    Building building = {.needed = needed, .most = MIN(most, UINT32_MAX / 4)};

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
