/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sensors unite as 1 - Π(1 - s). What is kept is Σ -ln(1 - s) as a fixed-point integer of 2^-40:
 * sums of integers do not depend on their order, so that two ways past the same sensors are known
 * to be equal. What is shown is rounded to 10^-9, well above what that loses.
 */
#include "topology/reach_labels.h"

#include <math.h>

static const double unit = 1099511627776.0; /* 2^40 */

/* Past this nothing is left of 1 - s in a double. */
enum { MOST_EXPONENT = 64 };

static uint64_t
exponent_of(double sensor)
{
    if (isnan(sensor) || sensor <= 0)
        return 0;
    if (sensor >= 1)
        return (uint64_t)(MOST_EXPONENT * unit);
    return (uint64_t)MIN(round(-log1p(-sensor) * unit), MOST_EXPONENT * unit);
}

static CtTuple
signature_tuple(uint8_t mfa, uint8_t inspection, uint8_t encryption, uint64_t exponent)
{
    return (CtTuple){
        .a = mfa,
        .b = (uint32_t)inspection << 8 | encryption,
        .c = (uint32_t)(exponent >> 32),
        .d = (uint32_t)exponent,
    };
}

static uint64_t
exponent_in(const CtTuple *tuple)
{
    return (uint64_t)tuple->c << 32 | tuple->d;
}

void
ct_labels_init(CtLabels *labels, CtReachRules *rules, bool listening)
{
    *labels = (CtLabels){.rules = rules, .listening = listening};
    ct_id_sets_init(&labels->ports);
    ct_tuples_add(&labels->signatures,
                  signature_tuple(CT_MFA_NONE, CT_INSPECTION_NONE, CT_ENCRYPTION_NONE, 0));
}

void
ct_labels_clear(CtLabels *labels)
{
    ct_tuples_clear(&labels->signatures);
    ct_id_sets_clear(&labels->ports);
    ct_tuples_clear(&labels->filtered);
    ct_ids_clear(&labels->filtered_to);
    ct_ids_clear(&labels->filtered_by);
}

uint32_t
ct_labels_signature_behind(CtLabels *labels, uint32_t label, CtId conduit)
{
    const CtConduit *row = &labels->rules->instances->model->conduits.data[conduit];
    CtTuple before = labels->signatures.data[label];
    uint8_t inspection = row->inspection != 0 ? row->inspection : CT_INSPECTION_STATEFUL;
    uint64_t exponent = exponent_in(&before) + exponent_of(row->sensor);

    return ct_tuples_add(&labels->signatures,
                         signature_tuple(MAX((uint8_t)before.a, row->mfa),
                                         MAX((uint8_t)(before.b >> 8), inspection),
                                         MAX((uint8_t)before.b, row->encryption),
                                         MIN(exponent, (uint64_t)(MOST_EXPONENT * unit))));
}

CtSignature
ct_labels_signature(const CtLabels *labels, uint32_t label)
{
    const CtTuple *tuple = &labels->signatures.data[label];
    double sensor = -expm1(-(double)exponent_in(tuple) / unit);

    return (CtSignature){
        .mfa = (uint8_t)tuple->a,
        .inspection = (uint8_t)(tuple->b >> 8),
        .encryption = (uint8_t)tuple->b,
        .sensor = round(sensor * 1e9) / 1e9,
    };
}

static bool
rule_about(const CtReachRules *rules, const CtRule *rule, uint32_t cell, uint32_t sender)
{
    return rule->to == CT_NO_ID && ct_reach_rule_has_cell(rules, rule, cell) &&
           (rule->from == CT_NO_ID ||
            ct_id_sets_has(&rules->sets, sender, rules->from_rank[rule->from]));
}

/* The first rule of @list about the cell, CT_NO_ID. */
static CtId
first_about(const CtReachRules *rules, CtSpan list, uint32_t cell, uint32_t sender)
{
    for (uint32_t i = 0; i < list.length; i++)
        if (rule_about(rules, &rules->instances->model->rules.data[list.start + i], cell, sender))
            return list.start + i;
    return CT_NO_ID;
}

/* Likewise of those that cannot be blocked by themselves. */
static CtId
first_firm(const CtReachRules *rules, CtSpan list, uint32_t cell, uint32_t sender)
{
    CtId rule = first_about(rules, list, cell, sender);

    while (rule != CT_NO_ID && ct_reach_rule_is_single(rules, rule)) {
        list.length -= rule + 1 - list.start;
        list.start = rule + 1;
        rule = first_about(rules, list, cell, sender);
    }
    return rule;
}

static uint32_t
filter_ports(
    CtLabels *labels, uint32_t label, CtId conduit, uint32_t sender, CtId single, CtId *ret_rule)
{
    const CtReachRules *rules = labels->rules;
    const CtConduit *row = &rules->instances->model->conduits.data[conduit];
    uint32_t n;
    const uint32_t *cells = ct_id_sets_get(&labels->ports, label, &n);
    g_auto(CtIds) kept = {0};
    CtSpan alone = {.start = single, .length = 1};

    *ret_rule = CT_NO_ID;
    if (row->mfa > CT_MFA_NONE || row->inspection == CT_INSPECTION_DIODE)
        return 0;
    for (uint32_t i = 0; i < n; i++) {
        CtId rule = single != CT_NO_ID ? first_about(rules, alone, cells[i], sender)
                                       : first_firm(rules, row->allow, cells[i], sender);

        if (rule == CT_NO_ID || first_about(rules, row->deny, cells[i], sender) != CT_NO_ID)
            continue;
        ct_ids_add(&kept, cells[i]);
        *ret_rule = MIN(*ret_rule, rule);
    }
    return ct_id_sets_add(&labels->ports, kept.data, kept.length);
}

uint32_t
ct_labels_ports_behind(
    CtLabels *labels, uint32_t label, CtId conduit, uint32_t sender, CtId single, CtId *ret_rule)
{
    uint32_t known = labels->filtered.length;
    uint32_t i = ct_tuples_add(&labels->filtered,
                               (CtTuple){.a = conduit, .b = sender, .c = label, .d = single});

    if (i == known) {
        CtId rule;

        ct_ids_add(&labels->filtered_to,
                   filter_ports(labels, label, conduit, sender, single, &rule));
        ct_ids_add(&labels->filtered_by, rule);
    }
    *ret_rule = labels->filtered_by.data[i];
    return labels->filtered_to.data[i];
}

uint32_t
ct_labels_ports_of(CtLabels *labels, uint8_t family)
{
    const CtReachRules *rules = labels->rules;
    g_auto(CtIds) cells = {0};

    for (uint32_t i = 0; i < rules->cells.length; i++)
        if (rules->cells.data[i].family == family)
            ct_ids_add(&cells, i);
    return ct_id_sets_add(&labels->ports, cells.data, cells.length);
}

uint8_t
ct_labels_family(const CtLabels *labels, uint32_t label)
{
    uint32_t n;
    const uint32_t *cells = ct_id_sets_get(&labels->ports, label, &n);

    g_return_val_if_fail(n > 0, CT_MEDIUM_UNSTATED);
    return labels->rules->cells.data[cells[0]].family;
}

static bool
has_all(const CtIdSets *sets, uint32_t set, uint32_t subset)
{
    uint32_t n;
    const uint32_t *ids = ct_id_sets_get(sets, subset, &n);

    for (uint32_t i = 0; i < n; i++)
        if (!ct_id_sets_has(sets, set, ids[i]))
            return false;
    return true;
}

bool
ct_labels_at_least(const CtLabels *labels, uint32_t a, uint32_t b)
{
    if (a == b)
        return true;
    if (labels->listening)
        return has_all(&labels->ports, a, b);

    const CtTuple *x = &labels->signatures.data[a];
    const CtTuple *y = &labels->signatures.data[b];

    return x->a <= y->a && x->b >> 8 <= y->b >> 8 && (uint8_t)x->b <= (uint8_t)y->b &&
           exponent_in(x) <= exponent_in(y);
}
