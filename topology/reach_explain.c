/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/reach_explain.h"

#include "base/bits.h"
#include "topology/reach_tries.h"

#include <string.h>

G_DEFINE_QUARK(ct_reach_explain_error_quark, ct_reach_explain_error)

static void
free_door(gpointer data)
{
    CtReachDoor *door = data;

    g_free(door->conduit);
    g_free(door->from);
    g_free(door->to);
    g_free(door->rule);
    g_free(door);
}

static void
free_try(gpointer data)
{
    CtReachTry *try = data;

    g_free(try->conduit);
    g_free(try->rule);
    g_free(try->where);
    g_free(try->reason);
    g_free(try);
}

static void
free_verdict(gpointer data)
{
    CtReachVerdict *verdict = data;

    g_free(verdict->service);
    g_free(verdict->port);
    g_ptr_array_unref(verdict->doors);
    g_ptr_array_unref(verdict->tries);
    g_free(verdict);
}

void
ct_reach_explanation_free(CtReachExplanation *explanation)
{
    if (explanation == NULL)
        return;
    g_free(explanation->from);
    g_free(explanation->to);
    g_ptr_array_unref(explanation->verdicts);
    g_free(explanation);
}

/* Every origin at once; how each node was first come to, and in which order. */
typedef struct Spread {
    uint32_t *by_edge; /* node → the edge that led to it, CT_NO_ID: an origin, or not found */
    uint32_t *order;   /* node → when, CT_NO_ID: not found */
} Spread;

static void
spread_from(const CtReach *reach, const CtIds *origins, Spread *spread)
{
    g_auto(CtIds) queue = {0};

    spread->by_edge = g_new(uint32_t, (size_t)reach->nodes.length + 1);
    spread->order = g_new(uint32_t, (size_t)reach->nodes.length + 1);
    for (uint32_t i = 0; i < reach->nodes.length; i++)
        spread->by_edge[i] = spread->order[i] = CT_NO_ID;
    for (uint32_t i = 0; i < origins->length; i++)
        if (spread->order[origins->data[i]] == CT_NO_ID) {
            spread->order[origins->data[i]] = queue.length;
            ct_ids_add(&queue, origins->data[i]);
        }
    for (uint32_t i = 0; i < queue.length; i++)
        for (uint32_t e = reach->first_edge[queue.data[i]];
             e < reach->first_edge[queue.data[i] + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (edge->opener != CT_NO_ID || spread->order[edge->to] != CT_NO_ID)
                continue;
            spread->order[edge->to] = queue.length;
            spread->by_edge[edge->to] = e;
            ct_ids_add(&queue, edge->to);
        }
}

static void
clear_spread(Spread *spread)
{
    g_free(spread->by_edge);
    g_free(spread->order);
}

/* The best node of @group that was come to: no second factor first, then no diode, then nearest. */
static uint32_t
best_node(const CtReach *reach, const Spread *spread, uint32_t group)
{
    uint32_t best = CT_NO_ID;
    uint32_t best_rank = UINT32_MAX;

    for (uint32_t i = reach->group_nodes.start[group]; i < reach->group_nodes.start[group + 1];
         i++) {
        uint32_t node = reach->group_nodes.value[i];
        const CtSignature *signature = &reach->signatures.data[reach->nodes.data[node].signature];
        uint32_t rank = (ct_signature_is_gated(signature) ? 2u : 0u) +
                        (signature->inspection == CT_INSPECTION_DIODE ? 1u : 0u);

        if (spread->order[node] == CT_NO_ID)
            continue;
        if (best == CT_NO_ID || rank < best_rank ||
            (rank == best_rank && spread->order[node] < spread->order[best])) {
            best = node;
            best_rank = rank;
        }
    }
    return best;
}

static CtReachDoor *
door_of_edge(const CtModel *model, const CtReachEdge *edge)
{
    CtReachDoor *door = g_new0(CtReachDoor, 1);
    const CtConduit *conduit = &model->conduits.data[edge->conduit];

    door->conduit = g_strdup(ct_model_id(model, CT_SECTION_CONDUITS, edge->conduit));
    door->from = g_strdup(ct_model_id(model, CT_SECTION_ZONES, conduit->from));
    door->to = g_strdup(ct_model_id(model, CT_SECTION_ZONES, conduit->to));
    if (edge->rule != CT_NO_ID) {
        door->rule =
            g_strdup_printf("allow[%" G_GUINT32_FORMAT "]", edge->rule - conduit->allow.start);
        door->pos = model->rules.data[edge->rule].pos;
    }
    return door;
}

/* Without a conduit: from the sender's network to the receiver's on the same segment. */
static CtReachDoor *
door_of_segment(const CtReachQuestion *question, uint32_t origin)
{
    const CtReachGroups *groups = question->groups;
    const CtInstances *instances = question->rules->instances;
    uint32_t own = question->reach->nodes.data[origin].place;
    CtReachDoor *door = g_new0(CtReachDoor, 1);
    uint32_t n;
    const uint32_t *networks =
        ct_id_sets_get(&groups->network_sets, groups->groups.data[question->group].networks, &n);
    uint32_t to = own;

    if (!ct_ids_has_sorted(networks, n, own))
        for (uint32_t i = n; i > 0; i--)
            if (groups->segment_of[networks[i - 1]] == groups->segment_of[own])
                to = networks[i - 1];
    door->from = ct_instances_network_text(instances, own);
    door->to = ct_instances_network_text(instances, to);
    door->pos = instances->model->networks.data[instances->network_row[to]].e.pos;
    return door;
}

static void
add_doors(CtReachQuestion *question, const Spread *spread, uint32_t node)
{
    const CtReach *reach = question->reach;
    g_auto(CtIds) edges = {0};
    uint32_t origin = node;

    while (spread->by_edge[origin] != CT_NO_ID) {
        ct_ids_add(&edges, spread->by_edge[origin]);
        origin = reach->edges.data[spread->by_edge[origin]].from;
    }
    for (uint32_t i = edges.length; i > 0; i--) {
        const CtReachEdge *edge = &reach->edges.data[edges.data[i - 1]];

        if (edge->conduit != CT_NO_ID)
            g_ptr_array_add(question->verdict->doors,
                            door_of_edge(question->rules->instances->model, edge));
    }
    if (question->verdict->doors->len == 0)
        g_ptr_array_add(question->verdict->doors, door_of_segment(question, origin));
}

static CtReachVerdict *
explain_service(CtReachQuestion *question, const Spread *spread, uint32_t service)
{
    const CtReach *reach = question->reach;
    const CtClassService *row = ct_instances_service(reach->instances, service);
    CtReachVerdict *verdict = g_new0(CtReachVerdict, 1);
    uint32_t node;

    *verdict = (CtReachVerdict){
        .service = ct_instances_service_text(reach->instances, service),
        .port = ct_reach_port_text(row->port),
        .pos = row->pos,
        .signature = reach->signatures.data[0],
        .doors = g_ptr_array_new_with_free_func(free_door),
        .tries = g_ptr_array_new_with_free_func(free_try),
    };
    question->verdict = verdict;
    question->service = service;
    question->group = reach->group_of_service[service];
    node = best_node(reach, spread, question->group);
    if (node != CT_NO_ID) {
        verdict->signature = reach->signatures.data[reach->nodes.data[node].signature];
        verdict->answer =
            ct_signature_is_gated(&verdict->signature) ? CT_REACH_GATED : CT_REACH_YES;
        add_doors(question, spread, node);
    }
    if (verdict->answer != CT_REACH_YES)
        ct_reach_question_try(question);
    return verdict;
}

static void
add_network(CtReachQuestion *question, uint32_t network)
{
    ct_ids_add(&question->networks, network);
    ct_ids_add(&question->origins, question->reach->anonymous_origin[network]);
}

static void
add_zone(CtReachQuestion *question, uint32_t zone)
{
    const CtInstances *instances = question->reach->instances;
    g_auto(CtIds) networks = {0};

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        uint32_t up = z;

        while (up != CT_NO_ID && up != zone)
            up = instances->zone_parent[up];
        for (uint32_t i = instances->zone_networks.start[z];
             up != CT_NO_ID && i < instances->zone_networks.start[z + 1]; i++)
            ct_ids_add(&networks, instances->zone_networks.value[i]);
    }
    ct_ids_sort_unique(&networks);
    for (uint32_t i = 0; i < networks.length; i++)
        add_network(question, networks.data[i]);
}

/* @from names nothing; why depends on what has that id, if anything has. */
static void
set_no_sender(const CtInstances *instances, const char *from, GError **error)
{
    g_autofree char *id = g_strndup(from, strcspn(from, "["));
    g_autoptr(GError) reason = NULL;
    uint32_t found;
    bool is_zone = ct_model_find(instances->model, CT_SECTION_ZONES, id) != CT_NO_ID;

    /* It does not parse as any of them: whichever is asked gives a reason. */
    if (is_zone ? !ct_instances_parse_zone(instances, from, &found, &reason)
                : !ct_instances_parse_asset(instances, from, &found, &reason))
        g_set_error(error, CT_REACH_EXPLAIN_ERROR, CT_REACH_EXPLAIN_ERROR_NAME,
                    "'%s' is no asset, network or zone to start from: %s", from, reason->message);
}

/* Who asks: an asset, a host on a network, or one on any network of a zone. */
static bool
find_sender(CtReachQuestion *question, const char *from, GError **error)
{
    const CtReach *reach = question->reach;
    const CtInstances *instances = reach->instances;
    bool located = g_str_has_prefix(from, "located:");
    uint32_t found;

    question->who = from;
    if (located) {
        if (!ct_instances_parse_network(instances, from + strlen("located:"), &found, error))
            return false;
        add_network(question, found);
    } else if (ct_instances_parse_asset(instances, from, &found, NULL)) {
        question->sender = question->rules->sender[found];
        for (uint32_t i = reach->asset_origins.start[found];
             i < reach->asset_origins.start[found + 1]; i++) {
            ct_ids_add(&question->origins, reach->asset_origins.value[i]);
            ct_ids_add(&question->networks, reach->nodes.data[reach->asset_origins.value[i]].place);
        }
    } else if (ct_instances_parse_network(instances, from, &found, NULL)) {
        add_network(question, found);
    } else if (ct_instances_parse_zone(instances, from, &found, NULL)) {
        add_zone(question, found);
    } else {
        set_no_sender(instances, from, error);
        return false;
    }
    return true;
}

/* Whether @to is a zone or a network and no asset; says so. */
static bool
is_no_receiver(const CtInstances *instances, const char *to, GError **error)
{
    g_autofree char *id = g_strndup(to, strcspn(to, "["));
    uint32_t network;

    if (ct_model_find(instances->model, CT_SECTION_ASSETS, id) != CT_NO_ID)
        return false;
    if (ct_model_find(instances->model, CT_SECTION_ZONES, id) != CT_NO_ID) {
        g_set_error(error, CT_REACH_EXPLAIN_ERROR, CT_REACH_EXPLAIN_ERROR_NAME,
                    "'%s' is a zone: ask for an asset in it, or for a service as ASSET.SERVICE; "
                    "'cybertwin segments' tells which zone gets into which",
                    to);
        return true;
    }
    if (!ct_instances_parse_network(instances, to, &network, NULL))
        return false;
    g_set_error(error, CT_REACH_EXPLAIN_ERROR, CT_REACH_EXPLAIN_ERROR_NAME,
                "'%s' is a network: ask for an asset on it, or for a service as ASSET.SERVICE", to);
    return true;
}

/* The services asked about: one named in @to or by @service, or all of an asset. */
static bool
find_services(
    const CtReach *reach, const char *to, const char *service, CtIds *ret_services, GError **error)
{
    const CtInstances *instances = reach->instances;
    g_autofree char *named = service == NULL ? g_strdup(to) : g_strdup_printf("%s.%s", to, service);
    uint32_t found;

    if (strchr(named, '.') != NULL) {
        if (!ct_instances_parse_service(instances, named, &found, error))
            return false;
        ct_ids_add(ret_services, found);
        return true;
    }
    if (is_no_receiver(instances, named, error) ||
        !ct_instances_parse_asset(instances, named, &found, error))
        return false;
    for (uint32_t s = instances->service_first[found]; s < instances->service_first[found + 1]; s++)
        ct_ids_add(ret_services, s);
    return true;
}

CtReachExplanation *
ct_reach_explain(
    const CtReach *reach, const char *from, const char *to, const char *service, GError **error)
{
    g_return_val_if_fail(reach != NULL && from != NULL && to != NULL, NULL);
    g_return_val_if_fail(error == NULL || *error == NULL, NULL);

    g_autoptr(CtReachRules) rules = ct_reach_rules_new(reach->instances);
    g_autoptr(CtReachGroups) groups = ct_reach_groups_new(rules);
    CtReachQuestion question = {.reach = reach, .rules = rules, .groups = groups};
    g_auto(CtIds) services = {0};
    CtReachExplanation *explanation = NULL;
    Spread spread;

    if (find_sender(&question, from, error) &&
        find_services(reach, to, service, &services, error)) {
        explanation = g_new0(CtReachExplanation, 1);
        *explanation = (CtReachExplanation){
            .from = g_strdup(from),
            .to = g_strdup(to),
            .verdicts = g_ptr_array_new_with_free_func(free_verdict),
        };
        spread_from(reach, &question.origins, &spread);
        for (uint32_t i = 0; i < services.length; i++)
            g_ptr_array_add(explanation->verdicts,
                            explain_service(&question, &spread, services.data[i]));
        clear_spread(&spread);
    }
    ct_ids_clear(&question.networks);
    ct_ids_clear(&question.origins);
    return explanation;
}
