/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two walks over one map, one towards services and one towards listeners, thinned out and written
 * down as nodes and edges. The second is written down against its direction: that the attacker is
 * present somewhere makes it true that others can call out to him.
 */
#include "topology/reach.h"

#include "base/bits.h"
#include "base/sort.h"
#include "topology/reach_thin.h"
#include "topology/rows_add.h"

#include <stdlib.h>

G_DEFINE_QUARK(ct_reach_error_quark, ct_reach_error)

/* What is being put together. */
typedef struct Assembly {
    CtReach *reach;
    const CtInstances *instances;
    const CtReachRules *rules;
    const CtReachGroups *groups;
    const CtRoutes *routes;
    uint64_t most;
    bool every_door;
} Assembly;

static bool
is_carried(const CtInstances *instances, uint32_t network)
{
    return ct_medium_is_carried(
        (CtMedium)instances->model->networks.data[instances->network_row[network]].medium);
}

static uint32_t
add_node(CtReach *reach, CtReachNodeKind kind, uint32_t place, uint32_t signature)
{
    CT_ROWS_ADD(&reach->nodes,
                ((CtReachNode){.kind = (uint8_t)kind, .place = place, .signature = signature}));
    return reach->nodes.length - 1;
}

/*
 * Origins of a walk: first one a network for hosts that no rule names, then one for each sender
 * class there. @ret_of_asset gets the state of each attachment, CT_NO_ID where @skip_carried leaves
 * it out.
 */
static uint32_t *
add_origins(const Assembly *assembly, CtReachWalk *walk, bool skip_carried)
{
    const CtInstances *instances = assembly->instances;
    const CtCsr *attached = &instances->attached;
    uint32_t *of_attachment = g_new(uint32_t, (size_t)attached->start[instances->n_assets] + 1);
    uint32_t last_network = CT_NO_ID;
    uint32_t last_sender = 0;
    uint32_t last = CT_NO_ID;

    for (uint32_t n = 0; n < instances->n_networks; n++)
        if (!skip_carried || !is_carried(instances, n))
            ct_walk_add_origin(walk, n, 0);
    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t i = attached->start[a]; i < attached->start[a + 1]; i++) {
            uint32_t network = attached->value[i];

            if (network != last_network || assembly->rules->sender[a] != last_sender) {
                last_network = network;
                last_sender = assembly->rules->sender[a];
                last = skip_carried && is_carried(instances, network)
                           ? CT_NO_ID
                           : ct_walk_add_origin(walk, network, last_sender);
            }
            of_attachment[i] = last;
        }
    return of_attachment;
}

/* Zone instance of a state's place, CT_NO_ID where it is none. */
static uint32_t
zone_of_place(const CtInstances *instances, uint32_t place)
{
    return place < CT_N_ZONE_PLACES * instances->n_zones ? place % instances->n_zones : CT_NO_ID;
}

/* Nodes of the states that are left, in their order; CT_NO_ID for the rest. */
static uint32_t *
add_walk_nodes(Assembly *assembly, const CtReachWalk *walk, const CtThinWalk *thin)
{
    CtReach *reach = assembly->reach;
    uint32_t *node = g_new(uint32_t, (size_t)walk->states.length + 1);
    bool listening = walk->labels.listening;

    for (uint32_t s = 0; s < walk->states.length; s++) {
        const CtTuple *state = &walk->states.data[s];

        if (!ct_bits_get(thin->kept, s))
            node[s] = CT_NO_ID;
        else if (state->a >= walk->first_origin)
            node[s] = add_node(reach, listening ? CT_REACH_OUT : CT_REACH_ORIGIN,
                               state->a - walk->first_origin, 0);
        else if (state->a >= walk->first_end)
            node[s] = listening
                          ? reach->listen[state->a - walk->first_end]
                          : add_node(reach, CT_REACH_GROUP, state->a - walk->first_end, state->d);
        else
            node[s] =
                add_node(reach, CT_REACH_TRANSIT, zone_of_place(assembly->instances, state->a),
                         listening ? 0 : state->d);
    }
    return node;
}

static void
add_walk_edges(Assembly *assembly, const CtThinWalk *thin, const uint32_t *node, bool backwards)
{
    for (uint32_t i = 0; i < thin->steps.length; i++) {
        const CtWalkStep *step = &thin->steps.data[i];
        CtReachEdge edge = {
            .from = node[backwards ? step->to : step->from],
            .to = node[backwards ? step->from : step->to],
            .conduit = step->conduit,
            .rule = step->rule,
            .opener = step->opener,
        };

        CT_ROWS_ADD(&assembly->reach->edges, edge);
    }
}

/* Rows of the attachments whose state is there, as nodes. */
static void
file_attachments(const Assembly *assembly,
                 const uint32_t *of_attachment,
                 const uint32_t *node,
                 CtCsr *csr)
{
    const CtInstances *instances = assembly->instances;
    const CtCsr *attached = &instances->attached;
    uint32_t length = 0;

    csr->n_rows = instances->n_assets;
    csr->start = g_new0(uint32_t, (size_t)instances->n_assets + 2);
    csr->value = g_new(uint32_t, (size_t)attached->start[instances->n_assets] + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        for (uint32_t i = attached->start[a]; i < attached->start[a + 1]; i++)
            if (of_attachment[i] != CT_NO_ID)
                csr->value[length++] = node[of_attachment[i]];
        csr->start[a + 1] = length;
    }
}

static uint32_t *
nodes_of_networks(const Assembly *assembly, const CtReachWalk *walk, const uint32_t *node)
{
    uint32_t n = assembly->instances->n_networks;
    uint32_t *of_network = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++) {
        uint32_t state = ct_tuples_find(&walk->states, (CtTuple){.a = walk->first_origin + i});

        of_network[i] = state == CT_NO_ID ? CT_NO_ID : node[state];
    }
    return of_network;
}

static void
file_signatures(CtReach *reach, const CtLabels *labels)
{
    for (uint32_t i = 0; i < labels->signatures.length; i++)
        CT_ROWS_ADD(&reach->signatures, ct_labels_signature(labels, i));
}

static void
file_group_nodes(CtReach *reach)
{
    g_auto(CtIds) group = {0};
    g_auto(CtIds) node = {0};

    for (uint32_t i = 0; i < reach->nodes.length; i++)
        if (reach->nodes.data[i].kind == CT_REACH_GROUP) {
            ct_ids_add(&group, reach->nodes.data[i].place);
            ct_ids_add(&node, i);
        }
    ct_csr_build(&reach->group_nodes, reach->n_groups, group.data, node.data, node.length);
}

static bool
walk_to_services(Assembly *assembly)
{
    CtReach *reach = assembly->reach;
    CtReachWalk walk;
    CtThinWalk thin = {0};
    g_autofree uint32_t *of_attachment = NULL;
    g_autofree uint32_t *node = NULL;
    bool within;

    ct_walk_init(&walk, assembly->routes, false, assembly->most);
    of_attachment = add_origins(assembly, &walk, false);
    within = ct_walk_run(&walk);
    if (within) {
        ct_thin_walk_init(&thin, &walk, assembly->every_door);
        node = add_walk_nodes(assembly, &walk, &thin);
        add_walk_edges(assembly, &thin, node, false);
        file_attachments(assembly, of_attachment, node, &reach->asset_origins);
        reach->anonymous_origin = nodes_of_networks(assembly, &walk, node);
        file_signatures(reach, &walk.labels);
        file_group_nodes(reach);
    }
    ct_thin_walk_clear(&thin);
    ct_walk_clear(&walk);
    return within;
}

static void
add_listeners(Assembly *assembly)
{
    CtReach *reach = assembly->reach;
    uint32_t n = assembly->instances->n_networks;

    reach->listen = g_new(uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++)
        reach->listen[i] =
            is_carried(assembly->instances, i) ? CT_NO_ID : add_node(reach, CT_REACH_LISTEN, i, 0);
}

static bool
walk_to_listeners(Assembly *assembly)
{
    CtReach *reach = assembly->reach;
    CtReachWalk walk;
    CtThinWalk thin = {0};
    g_autofree uint32_t *of_attachment = NULL;
    g_autofree uint32_t *node = NULL;
    bool within;

    add_listeners(assembly);
    ct_walk_init(&walk, assembly->routes, true,
                 assembly->most - MIN(assembly->most, reach->edges.length));
    of_attachment = add_origins(assembly, &walk, true);
    within = ct_walk_run(&walk);
    if (within) {
        ct_thin_walk_init(&thin, &walk, assembly->every_door);
        node = add_walk_nodes(assembly, &walk, &thin);
        add_walk_edges(assembly, &thin, node, true);
        file_attachments(assembly, of_attachment, node, &reach->asset_outs);
        reach->anonymous_out = nodes_of_networks(assembly, &walk, node);
    }
    ct_thin_walk_clear(&thin);
    ct_walk_clear(&walk);
    return within;
}

static int
compare_edges(const void *a, const void *b)
{
    const CtReachEdge *x = a;
    const CtReachEdge *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->opener != y->opener)
        return x->opener < y->opener ? -1 : 1;
    if (x->conduit != y->conduit)
        return x->conduit < y->conduit ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static void
index_edges(CtReach *reach)
{
    if (reach->edges.length > 0)
        ct_sort(reach->edges.data, reach->edges.length, sizeof(CtReachEdge), compare_edges);
    reach->first_edge = g_new0(uint32_t, (size_t)reach->nodes.length + 2);
    for (uint32_t i = 0; i < reach->edges.length; i++)
        reach->first_edge[reach->edges.data[i].from + 1]++;
    for (uint32_t n = 0; n < reach->nodes.length; n++)
        reach->first_edge[n + 1] += reach->first_edge[n];
}

static void
file_groups(CtReach *reach, CtReachGroups *groups)
{
    uint32_t n = reach->instances->n_services;
    g_autofree uint32_t *self = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t s = 0; s < n; s++)
        self[s] = s;
    reach->n_groups = groups->groups.length;
    ct_csr_build(&reach->group_services, reach->n_groups, groups->of_service, self, n);
    reach->group_of_service = g_steal_pointer(&groups->of_service);
}

static CtReach *
reach_new(const CtInstances *instances,
          const CtLimits *limits,
          bool every_door,
          const uint64_t *single,
          GError **error)
{
    g_return_val_if_fail(instances != NULL, NULL);
    g_return_val_if_fail(error == NULL || *error == NULL, NULL);

    uint64_t most = MIN((limits != NULL ? limits : &ct_limits_default)->reach, UINT32_MAX / 4);
    g_autoptr(CtReach) reach = g_new0(CtReach, 1);
    g_autoptr(CtReachRules) rules = ct_reach_rules_new(instances);
    rules->single = single;
    g_autoptr(CtReachGroups) groups = ct_reach_groups_new(rules);
    g_autoptr(CtRoutes) routes = ct_routes_new(rules, groups, most);
    Assembly assembly = {
        .reach = reach,
        .instances = instances,
        .rules = rules,
        .groups = groups,
        .routes = routes,
        .most = most,
        .every_door = every_door,
    };

    reach->instances = instances;
    file_groups(reach, groups);
    if (routes == NULL || !walk_to_services(&assembly) || !walk_to_listeners(&assembly)) {
        g_set_error(error, CT_REACH_ERROR, CT_REACH_ERROR_LIMIT,
                    "network reach has more than %" G_GUINT64_FORMAT
                    " edges; every answer is unknown (--max-reach raises the limit)",
                    most);
        return NULL;
    }
    index_edges(reach);
    if (single != NULL)
        reach->single =
            g_memdup2(single, (instances->model->rules.length / 64 + 1) * sizeof *single);
    return g_steal_pointer(&reach);
}

CtReach *
ct_reach_new(const CtInstances *instances, const CtLimits *limits, GError **error)
{
    return reach_new(instances, limits, false, NULL, error);
}

CtReach *
ct_reach_new_every_door(const CtInstances *instances, const CtLimits *limits, GError **error)
{
    return reach_new(instances, limits, true, NULL, error);
}

CtReach *
ct_reach_new_every_rule(const CtInstances *instances,
                        const uint64_t *single,
                        const CtLimits *limits,
                        GError **error)
{
    return reach_new(instances, limits, true, single, error);
}

void
ct_reach_free(CtReach *reach)
{
    if (reach == NULL)
        return;
    g_free(reach->single);
    g_free(reach->nodes.data);
    g_free(reach->edges.data);
    g_free(reach->first_edge);
    g_free(reach->signatures.data);
    g_free(reach->group_of_service);
    ct_csr_clear(&reach->group_services);
    ct_csr_clear(&reach->group_nodes);
    g_free(reach->anonymous_origin);
    ct_csr_clear(&reach->asset_origins);
    g_free(reach->listen);
    g_free(reach->anonymous_out);
    ct_csr_clear(&reach->asset_outs);
    g_free(reach);
}

/* The nodes from the root of the search to @node. */
static void
trace_back(const uint32_t *found_from, uint32_t node, CtIds *ret_nodes)
{
    g_auto(CtIds) back = {0};

    for (; node != CT_NO_ID; node = found_from[node])
        ct_ids_add(&back, node);
    ret_nodes->length = 0;
    while (back.length > 0)
        ct_ids_add(ret_nodes, back.data[--back.length]);
}

bool
ct_reach_allows(const CtReach *reach, uint32_t origin, uint32_t service, CtIds *ret_nodes_or_null)
{
    g_return_val_if_fail(origin < reach->nodes.length, false);
    g_return_val_if_fail(service < reach->instances->n_services, false);

    uint32_t group = reach->group_of_service[service];
    g_autofree uint32_t *found_from = g_new(uint32_t, (size_t)reach->nodes.length + 1);
    g_autofree uint64_t *found = ct_bits_new(reach->nodes.length);
    g_auto(CtIds) queue = {0};

    ct_ids_add(&queue, origin);
    ct_bits_set(found, origin);
    found_from[origin] = CT_NO_ID;
    for (uint32_t i = 0; i < queue.length; i++) {
        uint32_t node = queue.data[i];

        if (reach->nodes.data[node].kind == CT_REACH_GROUP &&
            reach->nodes.data[node].place == group) {
            if (ret_nodes_or_null != NULL)
                trace_back(found_from, node, ret_nodes_or_null);
            return true;
        }
        for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (edge->opener != CT_NO_ID || ct_bits_get(found, edge->to))
                continue;
            ct_bits_set(found, edge->to);
            found_from[edge->to] = node;
            ct_ids_add(&queue, edge->to);
        }
    }
    return false;
}
