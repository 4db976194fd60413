/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A flow with receivers that have the same senders. Of the relation only what lies between senders
 * and receivers is copied: backwards from the receivers' services, then forwards from the senders
 * within that.
 */
#include "base/sort.h"
#include "sim/flow_plan_private.h"
#include "topology/flows.h"
#include "topology/rows_add.h"

static void
meet_backwards(CtFlowBuilding *building, uint32_t node)
{
    if (building->back[node] == building->turn)
        return;
    building->back[node] = building->turn;
    ct_ids_add(&building->queue, node);
}

static void
go_back(CtFlowBuilding *building, const CtIds *groups)
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
meet_forwards(CtFlowBuilding *building, uint32_t node)
{
    if (building->back[node] != building->turn || building->ahead[node] == building->turn)
        return;
    building->ahead[node] = building->turn;
    building->local[node] = building->nodes.length;
    ct_ids_add(&building->nodes, node);
}

static bool
is_on_the_way(const CtFlowBuilding *building, uint32_t node)
{
    return building->ahead[node] == building->turn;
}

/* The senders among which the case chooses, with the number of the source of each. */
static void
add_senders(CtFlowBuilding *building, const CtFlowPart *part, uint32_t first_source)
{
    const CtCsr *origins = &building->reach->asset_origins;
    const CtFlowStanding *senders = (const CtFlowStanding *)(const void *)building->senders->data;

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
go_forwards(CtFlowBuilding *building)
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
add_edge(CtFlowBuilding *building, const CtReachEdge *edge, CtIds *doors)
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
copy_edges(CtFlowBuilding *building, uint32_t c)
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
groups_of(CtFlowBuilding *building, const CtFlow *flow, uint32_t receiver)
{
    g_auto(CtIds) services = {0};

    ct_flow_services(building->reach->instances, flow->service, flow->ports, receiver, &services);
    for (uint32_t i = 0; i < services.length; i++)
        services.data[i] = building->reach->group_of_service[services.data[i]];
    ct_ids_sort_unique(&services);
    return ct_id_sets_add(&building->groups, services.data, services.length);
}

static CtSpan
add_ends(CtFlowBuilding *building, uint32_t set)
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
add_classes(CtFlowBuilding *building, const CtFlowPart *part, const CtIds *sets)
{
    CtFlowPlan *plan = building->plan;
    g_autofree CtFlowStanding *rows = g_new(CtFlowStanding, (size_t)part->receivers.length + 1);

    for (uint32_t i = 0; i < part->receivers.length; i++)
        rows[i] = (CtFlowStanding){.zone = sets->data[i], .asset = part->receivers.data[i]};
    ct_sort(rows, part->receivers.length, sizeof *rows, ct_flow_compare_standings);
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
put_values(CtFlowBuilding *building, uint32_t c)
{
    CtFlowPlan *plan = building->plan;
    const CtFlowCase *row = &plan->cases.data[c];
    g_autofree uint32_t *values = g_new(uint32_t, (size_t)row->n_nodes + 1);

    ct_flow_case_spread(plan, c, plan->sources.data, NULL, 0, values, &building->queue);
    for (uint32_t i = row->classes.start; i < row->classes.start + row->classes.length; i++)
        plan->classes.data[i].value = ct_flow_class_value(plan, &plan->classes.data[i], values);
}

static void
count_senders(CtFlowBuilding *building, uint32_t c, uint32_t first_pair, uint32_t n_sources)
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

void
ct_flow_add_case(CtFlowBuilding *building, const CtFlow *flow, const CtFlowPart *part)
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
