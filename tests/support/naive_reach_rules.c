/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom selectors name and what rules match, as written. */
#include "tests/support/naive_reach_private.h"

uint32_t
naive_around(const CtInstances *instances, uint32_t zone, CtId row)
{
    while (zone != CT_NO_ID && instances->zone_row[zone] != row)
        zone = instances->zone_parent[zone];
    return zone;
}

bool
naive_same_instance(const CtInstances *instances, uint32_t a, uint32_t b)
{
    for (uint32_t row = 0; row < instances->model->zones.length; row++) {
        uint32_t x = naive_around(instances, a, row);
        uint32_t y = naive_around(instances, b, row);

        if (x != CT_NO_ID && y != CT_NO_ID && x != y)
            return false;
    }
    return true;
}

static bool
term_names(const CtNaiveReach *naive, const CtTerm *term, uint32_t asset)
{
    const CtInstances *instances = naive->instances;
    const CtAsset *row = &naive->model->assets.data[instances->asset_row[asset]];
    const CtProduct *product = &naive->model->products.data[row->product];

    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET: {
        g_autofree char *text = ct_instances_asset_text(instances, asset);
        g_autoptr(GString) wanted = g_string_new(NULL);

        if (term->id != instances->asset_row[asset])
            return false;
        g_string_append(wanted, ct_model_id(naive->model, CT_SECTION_ASSETS, term->id));
        for (uint32_t i = 0; i < term->depth; i++)
            g_string_append_printf(wanted, "[%u]", term->index[i]);
        return term->depth == 0 || g_str_equal(text, wanted->str);
    }
    case CT_TERM_ZONE:
        return naive_around(instances, instances->asset_zone[asset], term->id) != CT_NO_ID;
    case CT_TERM_PRODUCT:
        for (uint32_t i = 0; i < row->software.length; i++)
            if (naive->model->pool.data[row->software.start + i] == term->id)
                return true;
        return row->product == term->id;
    case CT_TERM_SUPPLIER:
        return product->supplier == term->id;
    case CT_TERM_KIND:
        return product->kind == term->id;
    }
    return false;
}

bool
naive_selector_names(const CtNaiveReach *naive, CtId selector, uint32_t asset)
{
    if (selector == CT_NO_ID)
        return true;
    if (asset == CT_NO_ID)
        return false;

    CtSpan terms = naive->model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++)
        if (term_names(naive, &naive->model->terms.data[terms.start + i], asset))
            return true;
    return false;
}

static bool
rule_matches(const NaiveQuestion *question, const CtRule *rule, bool use_to)
{
    const CtModel *model = question->naive->model;
    bool port = !ct_span_is_stated(rule->ports);

    for (uint32_t i = 0; i < rule->ports.length; i++) {
        const CtPortRange *range = &model->port_ranges.data[rule->ports.start + i];

        port = port || range->protocol == CT_PROTOCOL_UNSTATED ||
               (range->protocol == question->port.protocol && range->low <= question->port.low &&
                question->port.low <= range->high);
    }
    return port && naive_selector_names(question->naive, rule->from, question->sender) &&
           (!use_to || naive_selector_names(question->naive, rule->to, question->receiver));
}

bool
naive_list_matches(const NaiveQuestion *question, CtSpan list, bool use_to)
{
    for (uint32_t i = 0; i < list.length; i++)
        if (rule_matches(question, &question->naive->model->rules.data[list.start + i], use_to))
            return true;
    return false;
}
