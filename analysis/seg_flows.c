/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be possible and is not: required flows (S8), `always` policies (S2). Packets from one
 * member of each fold of senders are followed through the reach relation, 64 senders at a time; a
 * second factor does not stop a business flow. Assets of one replicated zone mean their own
 * instance of it.
 */
#include "analysis/seg_parts.h"

#include "topology/reach_explain.h"

#include <string.h>

enum { N_SENDERS = 64 };

/* A flow, or a policy that says what must be possible. */
typedef struct Need {
    bool is_policy;
    CtId row;
    CtId from, to; /* selectors */
    CtId service;  /* interned name, CT_NO_ID */
    CtSpan ports;
} Need;

typedef struct Following {
    const CtReach *reach;
    uint64_t *word; /* per node */
    CtIds stack;
} Following;

static void
grow(Following *following, uint32_t node, uint64_t word)
{
    if ((word & ~following->word[node]) == 0)
        return;
    following->word[node] |= word;
    ct_ids_add(&following->stack, node);
}

static void
follow(Following *following)
{
    const CtReach *reach = following->reach;

    while (following->stack.length > 0) {
        uint32_t node = following->stack.data[--following->stack.length];

        for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++)
            if (reach->edges.data[e].opener == CT_NO_ID)
                grow(following, reach->edges.data[e].to, following->word[node]);
    }
}

/* Wherever both stand in one replicated zone, they stand in the same instance. */
static bool
belong_together(const CtInstances *instances, uint32_t a, uint32_t b)
{
    for (uint32_t x = instances->asset_zone[a]; x != CT_NO_ID; x = instances->zone_parent[x])
        for (uint32_t y = instances->asset_zone[b]; y != CT_NO_ID; y = instances->zone_parent[y])
            if (instances->zone_row[x] == instances->zone_row[y] && x != y)
                return false;
    return true;
}

static uint64_t
word_at(const Following *following, uint32_t service)
{
    const CtReach *reach = following->reach;
    uint32_t group = reach->group_of_service[service];
    uint64_t word = 0;

    for (uint32_t i = reach->group_nodes.start[group]; i < reach->group_nodes.start[group + 1]; i++)
        word |= following->word[reach->group_nodes.value[i]];
    return word;
}

/* One pair that should and cannot, and how many there are. */
typedef struct Blocked {
    uint32_t sender, receiver; /* asset instances; CT_NO_ID: none */
    uint32_t service;          /* CT_NO_ID: the receiver offers none */
    uint64_t n_pairs, n_all;
} Blocked;

static void
judge_receiver(const CtSegWork *work,
               const Need *need,
               const Following *following,
               const uint32_t *senders,
               uint32_t n,
               uint32_t receiver,
               Blocked *blocked)
{
    g_auto(CtIds) services = {0};
    uint64_t word = UINT64_MAX;
    uint32_t worst = CT_NO_ID;

    ct_flow_services(work->instances, need->service, need->ports, receiver, &services);
    if (services.length == 0)
        return;
    /* A service by name must be reached; of those on the ports, any. */
    for (uint32_t i = 0; i < services.length; i++) {
        uint64_t here = word_at(following, services.data[i]);

        word = i == 0 ? here : word | here;
        worst = services.data[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        if (senders[i] == receiver || !belong_together(work->instances, senders[i], receiver))
            continue;
        blocked->n_all++;
        if ((word >> i & 1) != 0)
            continue;
        if (blocked->n_pairs++ == 0) {
            blocked->sender = senders[i];
            blocked->receiver = receiver;
            blocked->service = worst;
        }
    }
}

static void
judge_batch(CtSegWork *work,
            const Need *need,
            Following *following,
            const uint32_t *senders,
            uint32_t n,
            Blocked *blocked)
{
    const CtReach *reach = work->twin->reach;
    const CtCsr *selected = &work->instances->selected;

    memset(following->word, 0, reach->nodes.length * sizeof *following->word);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = reach->asset_origins.start[senders[i]];
             k < reach->asset_origins.start[senders[i] + 1]; k++)
            grow(following, reach->asset_origins.value[k], UINT64_C(1) << i);
    follow(following);
    for (uint32_t i = selected->start[need->to]; i < selected->start[need->to + 1]; i++)
        judge_receiver(work, need, following, senders, n, selected->value[i], blocked);
}

/* The first members of the folds of @selector. */
static void
list_senders(const CtSegWork *work, CtId selector, CtIds *ret_senders)
{
    const CtCsr *selected = &work->instances->selected;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* asked, never walked */

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        if (g_hash_table_add(seen, GUINT_TO_POINTER(work->folds->of_asset[selected->value[i]] + 1)))
            ct_ids_add(ret_senders, selected->value[i]);
}

static bool
is_offered(const CtSegWork *work, const Need *need)
{
    const CtCsr *selected = &work->instances->selected;
    g_auto(CtIds) services = {0};

    for (uint32_t i = selected->start[need->to]; i < selected->start[need->to + 1]; i++) {
        ct_flow_services(work->instances, need->service, need->ports, selected->value[i],
                         &services);
        if (services.length > 0)
            return true;
    }
    return false;
}

/* --- in words --- */

/* The nearest obstacle between the two, "; " before it; "" where none is known. */
static char *
obstacle_text(const CtSegWork *work, const Blocked *blocked)
{
    g_autofree char *from = ct_instances_asset_text(work->instances, blocked->sender);
    g_autofree char *to = ct_instances_service_text(work->instances, blocked->service);
    g_autoptr(CtReachExplanation) why = ct_reach_explain(work->twin->reach, from, to, NULL, NULL);

    if (why == NULL || why->verdicts->len == 0)
        return g_strdup("");

    const CtReachVerdict *verdict = why->verdicts->pdata[0];

    if (verdict->tries->len == 0)
        return g_strdup("");
    return g_strdup_printf(": %s", ((const CtReachTry *)verdict->tries->pdata[0])->reason);
}

/* Conduits between the two zones, the first by name; CT_NO_ID. */
static CtId
door_between(const CtModel *model, CtId from, CtId to)
{
    CtId found = CT_NO_ID;

    for (CtId c = 0; c < model->conduits.length; c++)
        if (ct_zone_is_within(model, from, model->conduits.data[c].from) &&
            ct_zone_is_within(model, to, model->conduits.data[c].to) &&
            (found == CT_NO_ID || strcmp(ct_model_id(model, CT_SECTION_CONDUITS, c),
                                         ct_model_id(model, CT_SECTION_CONDUITS, found)) < 0))
            found = c;
    return found;
}

/* What a rule that lets @need pass looks like. */
static char *
rule_for(const CtSegWork *work, const Need *need, uint32_t service)
{
    CtPortRange port = ct_instances_service(work->instances, service)->port;
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, port.protocol);
    g_autofree char *from = ct_seg_selector_yaml(work->model, need->from);
    g_autofree char *to = ct_seg_selector_yaml(work->model, need->to);

    if (port.low == 0 && port.high == UINT16_MAX)
        return g_strdup_printf("{ port: %s, from: %s, to: %s }", protocol, from, to);
    return g_strdup_printf("{ port: %s/%u, from: %s, to: %s }", protocol, port.low, from, to);
}

static void
put_fix(CtSegWork *work, const Need *need, const Blocked *blocked, CtSegFailure *failure)
{
    const CtInstances *instances = work->instances;
    const CtModel *model = work->model;
    CtId from = instances->zone_row[instances->asset_zone[blocked->sender]];
    CtId to = instances->zone_row[instances->asset_zone[blocked->receiver]];
    CtId door = door_between(model, from, to);
    g_autofree char *rule = rule_for(work, need, blocked->service);

    failure->from = ct_seg_zone(work, from);
    failure->to = ct_seg_zone(work, to);
    if (from == to) {
        failure->fix =
            ct_seg_keep(work,
                        g_strdup_printf("Both stand in %s: look at the receiver's firewall, and at "
                                        "whether they share a network.",
                                        failure->from));
        return;
    }
    if (door != CT_NO_ID) {
        failure->fix = ct_seg_keep(
            work, g_strdup_printf("Let it through conduit %s: allow %s, and see that no deny rule "
                                  "there covers it.",
                                  ct_model_id(model, CT_SECTION_CONDUITS, door), rule));
        failure->set = ct_seg_keep(work, ct_seg_set_list(model, door, true, CT_NO_ID, rule));
        return;
    }
    failure->fix = ct_seg_keep(
        work, g_strdup_printf("No conduit leads from %s to %s: add one that allows %s, or find out "
                              "whether the flow is needed.",
                              failure->from, failure->to, rule));
    failure->set =
        ct_seg_keep(work,
                    g_strdup_printf("conduits.%s-%s={ from: %s, to: %s, allow: [%s] }",
                                    failure->from, failure->to, failure->from, failure->to, rule));
}

static void
add_blocked(CtSegWork *work, const Need *need, const Blocked *blocked)
{
    const CtModel *model = work->model;
    CtSection section = need->is_policy ? CT_SECTION_POLICIES : CT_SECTION_FLOWS;
    const char *id = ct_model_id(model, section, need->row);
    const char *word = need->is_policy ? "policy" : "flow";
    CtSegDraft *draft = ct_seg_add(work, need->is_policy ? CT_SEG_POLICY : CT_SEG_BLOCKED,
                                   g_strdup_printf("S%d:%s", need->is_policy ? 2 : 8, id),
                                   ct_model_entity(model, section, need->row)->pos);

    draft->failure.severity = draft->if_attackable = CT_SEG_HIGH;
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("%s %s", word, id));
    if (blocked->sender == CT_NO_ID) {
        draft->failure.what = ct_seg_keep(
            work, g_strdup_printf("the %s %s must be possible, and nothing it names offers such a "
                                  "service",
                                  word, id));
        draft->failure.fix = ct_seg_keep(
            work, g_strdup_printf("Name the service as the receivers' product does, or take the "
                                  "%s out.",
                                  word));
        return;
    }
    g_autofree char *from = ct_instances_asset_text(work->instances, blocked->sender);
    g_autofree char *to = ct_instances_service_text(work->instances, blocked->service);
    g_autofree char *why = obstacle_text(work, blocked);

    draft->failure.what =
        ct_seg_keep(work,
                    g_strdup_printf("the %s %s must be possible, and %s cannot reach %s%s%s", word,
                                    id, from, to,
                                    blocked->n_pairs < blocked->n_all ? " (others can)" : "", why));
    put_fix(work, need, blocked, &draft->failure);
}

static void
judge_need(CtSegWork *work, const Need *need, Following *following)
{
    Blocked blocked = {.sender = CT_NO_ID, .receiver = CT_NO_ID, .service = CT_NO_ID};
    const CtCsr *selected = &work->instances->selected;
    g_auto(CtIds) senders = {0};

    list_senders(work, need->from, &senders);
    /* Nobody to send or to receive: nothing is blocked. */
    if (senders.length == 0 || selected->start[need->to] == selected->start[need->to + 1])
        return;
    if (!is_offered(work, need)) {
        add_blocked(work, need, &blocked);
        return;
    }
    for (uint32_t i = 0; i < senders.length; i += N_SENDERS) {
        uint32_t n = MIN(N_SENDERS, senders.length - i);

        if (!ct_seg_look(work,
                         (uint64_t)(selected->start[need->to + 1] - selected->start[need->to]) +
                             work->twin->reach->nodes.length))
            return;
        judge_batch(work, need, following, senders.data + i, n, &blocked);
    }
    if (blocked.n_pairs > 0)
        add_blocked(work, need, &blocked);
}

void
ct_seg_find_blocked(CtSegWork *work)
{
    const CtModel *model = work->model;
    Following following = {.reach = work->twin->reach};

    if (work->twin->reach == NULL)
        return;
    following.word = g_new0(uint64_t, (size_t)work->twin->reach->nodes.length + 1);
    for (CtId f = 0; f < model->flows.length; f++) {
        const CtFlow *flow = &model->flows.data[f];

        if (ct_tri_or(flow->required, false))
            judge_need(work,
                       &(Need){.row = f,
                               .from = flow->from,
                               .to = flow->to,
                               .service = flow->service,
                               .ports = flow->ports},
                       &following);
    }
    for (CtId p = 0; p < model->policies.length; p++) {
        const CtPolicy *policy = &model->policies.data[p];

        if (!policy->never)
            judge_need(work,
                       &(Need){.is_policy = true,
                               .row = p,
                               .from = policy->from,
                               .to = policy->to,
                               .service = policy->service,
                               .ports = policy->ports},
                       &following);
    }
    g_free(following.word);
    ct_ids_clear(&following.stack);
}
