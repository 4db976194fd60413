/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cells are the elementary intervals between the ends of all ranges that rules name, protocol by
 * protocol; a rule covers a cell if it covers its first port.
 */
#include "topology/reach_rules.h"

#include "base/bits.h"
#include "topology/rows_add.h"

#include <stdlib.h>

typedef void (*RuleVisitor)(CtReachRules *rules, const CtRule *rule, bool in_conduit, void *data);

static void
visit_list(CtReachRules *rules, CtSpan list, bool in_conduit, RuleVisitor visit, void *data)
{
    for (uint32_t i = 0; i < list.length; i++)
        visit(rules, &rules->instances->model->rules.data[list.start + i], in_conduit, data);
}

static void
visit_rules(CtReachRules *rules, RuleVisitor visit, void *data)
{
    const CtModel *model = rules->instances->model;

    for (uint32_t c = 0; c < model->conduits.length; c++) {
        visit_list(rules, model->conduits.data[c].allow, true, visit, data);
        visit_list(rules, model->conduits.data[c].deny, true, visit, data);
    }
    for (uint32_t f = 0; f < model->firewalls.length; f++) {
        visit_list(rules, model->firewalls.data[f].allow, false, visit, data);
        visit_list(rules, model->firewalls.data[f].deny, false, visit, data);
    }
}

static void
mark_selectors(CtReachRules *rules, const CtRule *rule, bool in_conduit, G_GNUC_UNUSED void *data)
{
    if (rule->from != CT_NO_ID)
        rules->from_rank[rule->from] = 0;
    if (rule->to != CT_NO_ID && in_conduit)
        rules->to_rank[rule->to] = 0;
}

/* Numbers the marked selectors of @rank in their order. */
static uint32_t
number_ranks(uint32_t *rank, uint32_t n_selectors)
{
    uint32_t next = 0;

    for (uint32_t s = 0; s < n_selectors; s++)
        if (rank[s] != CT_NO_ID)
            rank[s] = next++;
    return next;
}

static uint32_t *
unmarked(uint32_t n)
{
    uint32_t *rank = g_new(uint32_t, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        rank[i] = CT_NO_ID;
    return rank;
}

/* Per asset the set of ranks of those selectors that name it. */
static uint32_t *
classes_of_assets(CtReachRules *rules, const uint32_t *rank)
{
    const CtInstances *instances = rules->instances;
    const CtCsr *selected = &instances->selected;
    uint32_t *class = g_new0(uint32_t, (size_t)instances->n_assets + 1);
    g_auto(CtIds) asset = {0};
    g_auto(CtIds) ranks = {0};
    g_auto(CtCsr) named_by = {0};

    for (uint32_t s = 0; s < selected->n_rows; s++) {
        if (rank[s] == CT_NO_ID)
            continue;
        for (uint32_t i = selected->start[s]; i < selected->start[s + 1]; i++) {
            ct_ids_add(&asset, selected->value[i]);
            ct_ids_add(&ranks, rank[s]);
        }
    }
    if (asset.length == 0)
        return class;
    ct_csr_build(&named_by, instances->n_assets, asset.data, ranks.data, asset.length);
    for (uint32_t a = 0; a < instances->n_assets; a++)
        class[a] = ct_id_sets_add(&rules->sets, named_by.value + named_by.start[a],
                                  named_by.start[a + 1] - named_by.start[a]);
    return class;
}

uint8_t
ct_reach_family(uint8_t medium)
{
    if (medium == CT_MEDIUM_UNSTATED || ct_medium_is_ip((CtMedium)medium))
        return CT_MEDIUM_ETHERNET;
    return medium;
}

static uint8_t
family_of_protocol(uint8_t protocol)
{
    for (unsigned medium = 1; medium <= ct_words_count(CT_WORDS_MEDIUM); medium++)
        if (ct_medium_carries((CtMedium)medium, (CtProtocol)protocol))
            return ct_reach_family((uint8_t)medium);
    return CT_MEDIUM_UNSTATED;
}

/* The ends of a range, as protocol << 17 | first port of a cell. */
static void
add_ends(CtReachRules *rules, const CtRule *rule, G_GNUC_UNUSED bool in_conduit, void *data)
{
    CtIds *ends = data;

    for (uint32_t i = 0; i < rule->ports.length; i++) {
        const CtPortRange *range =
            &rules->instances->model->port_ranges.data[rule->ports.start + i];

        ct_ids_add(ends, (uint32_t)range->protocol << 17 | range->low);
        if (range->high < UINT16_MAX)
            ct_ids_add(ends, (uint32_t)range->protocol << 17 | (range->high + 1u));
    }
}

static void
cut_ports(CtReachRules *rules)
{
    g_auto(CtIds) ends = {0};

    for (uint32_t p = 1; p <= ct_words_count(CT_WORDS_PROTOCOL); p++)
        ct_ids_add(&ends, p << 17);
    visit_rules(rules, add_ends, &ends);
    ct_ids_sort_unique(&ends);
    for (uint32_t i = 0; i < ends.length; i++) {
        uint32_t protocol = ends.data[i] >> 17;
        bool last = i + 1 == ends.length || ends.data[i + 1] >> 17 != protocol;

        if (protocol == CT_PROTOCOL_UNSTATED) /* a range of every protocol has no end of its own */
            continue;
        CT_ROWS_ADD(&rules->cells,
                    ((CtPortCell){
                        .protocol = (uint8_t)protocol,
                        .family = family_of_protocol((uint8_t)protocol),
                        .low = (uint16_t)(ends.data[i] & 0xFFFF),
                        .high = last ? UINT16_MAX : (uint16_t)((ends.data[i + 1] & 0x1FFFF) - 1),
                    }));
    }
}

CtReachRules *
ct_reach_rules_new(const CtInstances *instances)
{
    CtReachRules *rules = g_new0(CtReachRules, 1);
    uint32_t n_selectors = instances->model->selectors.length;

    rules->instances = instances;
    ct_id_sets_init(&rules->sets);
    rules->from_rank = unmarked(n_selectors);
    rules->to_rank = unmarked(n_selectors);
    visit_rules(rules, mark_selectors, NULL);
    rules->n_from = number_ranks(rules->from_rank, n_selectors);
    rules->n_to = number_ranks(rules->to_rank, n_selectors);
    rules->sender = classes_of_assets(rules, rules->from_rank);
    rules->receiver = classes_of_assets(rules, rules->to_rank);
    cut_ports(rules);
    return rules;
}

void
ct_reach_rules_free(CtReachRules *rules)
{
    if (rules == NULL)
        return;
    ct_id_sets_clear(&rules->sets);
    g_free(rules->sender);
    g_free(rules->receiver);
    g_free(rules->from_rank);
    g_free(rules->to_rank);
    g_free(rules->cells.data);
    g_free(rules);
}

uint32_t
ct_reach_cell(const CtReachRules *rules, CtPortRange port)
{
    uint32_t low = 0;
    uint32_t high = rules->cells.length;

    g_return_val_if_fail(port.protocol != CT_PROTOCOL_UNSTATED, 0);
    while (high - low > 1) { /* cells[low] is at or before the port, cells[high] past it */
        uint32_t middle = low + (high - low) / 2;
        const CtPortCell *cell = &rules->cells.data[middle];
        bool past =
            cell->protocol != port.protocol ? cell->protocol > port.protocol : cell->low > port.low;

        if (past)
            high = middle;
        else
            low = middle;
    }
    return low;
}

bool
ct_reach_rule_has_cell(const CtReachRules *rules, const CtRule *rule, uint32_t cell)
{
    const CtPortCell *ports = &rules->cells.data[cell];

    if (!ct_span_is_stated(rule->ports))
        return true;
    for (uint32_t i = 0; i < rule->ports.length; i++) {
        const CtPortRange *range =
            &rules->instances->model->port_ranges.data[rule->ports.start + i];

        if (range->protocol == CT_PROTOCOL_UNSTATED ||
            (range->protocol == ports->protocol && range->low <= ports->low &&
             ports->low <= range->high))
            return true;
    }
    return false;
}

static bool
any_matches(const CtReachRules *rules, CtSpan list, uint32_t cell, uint32_t sender)
{
    for (uint32_t i = 0; i < list.length; i++) {
        const CtRule *rule = &rules->instances->model->rules.data[list.start + i];

        if (ct_reach_rule_has_cell(rules, rule, cell) &&
            (rule->from == CT_NO_ID ||
             ct_id_sets_has(&rules->sets, sender, rules->from_rank[rule->from])))
            return true;
    }
    return false;
}

bool
ct_reach_firewall_passes(const CtReachRules *rules, CtId firewall, uint32_t cell, uint32_t sender)
{
    if (firewall == CT_NO_ID)
        return true;

    const CtFirewall *row = &rules->instances->model->firewalls.data[firewall];

    if (any_matches(rules, row->deny, cell, sender))
        return false;
    return row->action != CT_DEFAULT_ACTION_DENY || any_matches(rules, row->allow, cell, sender);
}

static bool
lists_internet(const CtModel *model, CtId zone)
{
    CtSpan networks = model->zones.data[zone].networks;

    for (uint32_t i = 0; i < networks.length; i++)
        if (model->networks.data[model->pool.data[networks.start + i]].medium == CT_MEDIUM_INTERNET)
            return true;
    return false;
}

uint64_t *
ct_conduits_transit(const CtModel *model)
{
    g_autofree uint64_t *internet = ct_bits_new(model->zones.length); /* at or below the zone */
    uint64_t *transit = ct_bits_new(model->conduits.length);

    for (uint32_t z = 0; z < model->zones.length; z++)
        if (lists_internet(model, z))
            for (CtId up = z; up != CT_NO_ID && !ct_bits_get(internet, up);
                 up = model->zones.data[up].parent)
                ct_bits_set(internet, up);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];

        if (ct_tri_or(conduit->transit, ct_bits_get(internet, conduit->from)))
            ct_bits_set(transit, c);
    }
    return transit;
}

CtConduitTraits
ct_conduit_traits(const CtModel *model, CtId conduit)
{
    const CtConduit *row = &model->conduits.data[conduit];
    CtConduitTraits traits = {.is_enforced = row->enforced_by != CT_NO_ID};

    for (uint32_t i = 0; i < row->allow.length; i++) {
        bool asks = model->rules.data[row->allow.start + i].from != CT_NO_ID;

        traits.asks_sender = traits.asks_sender || asks;
        traits.allows_any_sender = traits.allows_any_sender || !asks;
    }
    for (uint32_t i = 0; i < row->deny.length; i++)
        traits.asks_sender =
            traits.asks_sender || model->rules.data[row->deny.start + i].from != CT_NO_ID;
    return traits;
}
