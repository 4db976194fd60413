/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules that let through more than the flows over their conduit need (S4). Senders and receivers
 * are judged by themselves: a rule for the senders and the services of several flows is not wide
 * because it would also let one's sender to another's service.
 */
#include "analysis/seg_parts.h"

#include "base/bits.h"

#include <string.h>

/* What a flow speaks of. */
typedef struct Need {
    uint64_t *from, *to; /* bit a zone row */
    GArray *ports;       /* CtPortRange */
} Need;

/* The rules of one conduit for one port range, as written. */
typedef struct Item {
    CtId conduit;
    CtPortRange range;
    const char *text;
    CtIds rules;
    CtIds flows; /* that need some of it */
} Item;

/* What passes and is not needed. */
typedef struct Excess {
    uint32_t n_senders, n_receivers; /* assets, alike ones counted; services */
    uint32_t sender, receiver;       /* an example each, CT_NO_ID */
    bool is_range;                   /* more ports than any flow names */
} Excess;

static void
add_range(GArray *ports, CtPortRange range)
{
    for (guint i = 0; i < ports->len; i++)
        if (ct_seg_range_within(range, g_array_index(ports, CtPortRange, i)))
            return;
    g_array_append_val(ports, range);
}

static void
list_ports(const CtInstances *instances, const CtFlow *flow, GArray *ports)
{
    const CtCsr *selected = &instances->selected;
    CtId last = CT_NO_ID;

    for (uint32_t i = 0; ct_span_is_stated(flow->ports) && i < flow->ports.length; i++)
        add_range(ports, instances->model->port_ranges.data[flow->ports.start + i]);
    for (uint32_t i = selected->start[flow->to];
         flow->service != CT_NO_ID && i < selected->start[flow->to + 1]; i++) {
        uint32_t asset = selected->value[i];
        CtId class = instances->classes->of_asset[instances->asset_row[asset]];
        uint32_t service;

        if (class == last)
            continue;
        last = class;
        service = ct_instances_find_service(instances, asset, flow->service);
        if (service != CT_NO_ID)
            add_range(ports, ct_instances_service(instances, service)->port);
    }
}

static Need *
needs_of(const CtInstances *instances)
{
    const CtModel *model = instances->model;
    Need *needs = g_new0(Need, (size_t)model->flows.length + 1);

    for (CtId f = 0; f < model->flows.length; f++) {
        needs[f].from = ct_selector_zones(instances, model->flows.data[f].from);
        needs[f].to = ct_selector_zones(instances, model->flows.data[f].to);
        needs[f].ports = g_array_new(FALSE, FALSE, sizeof(CtPortRange));
        list_ports(instances, &model->flows.data[f], needs[f].ports);
    }
    return needs;
}

static void
needs_free(const CtModel *model, Need *needs)
{
    for (CtId f = 0; f < model->flows.length; f++) {
        g_free(needs[f].from);
        g_free(needs[f].to);
        g_array_unref(needs[f].ports);
    }
    g_free(needs);
}

static bool
bits_meet(const uint64_t *a, const uint64_t *b, uint32_t n)
{
    g_assert(a != NULL && b != NULL);
    for (uint32_t w = 0; w < n / 64 + 1; w++)
        if ((a[w] & b[w]) != 0)
            return true;
    return false;
}

/* Zones within @around, and those of assets on its networks. */
static uint64_t *
side_zones(const CtSegWork *work, CtId around)
{
    uint64_t *bits = ct_bits_new(work->model->zones.length);
    const CtCsr *on = &work->on_zone;

    for (CtId z = 0; z < work->model->zones.length; z++)
        if (ct_zone_is_within(work->model, z, around))
            ct_bits_set(bits, z);
    for (uint32_t i = on->start[around]; i < on->start[around + 1]; i++)
        ct_bits_set(bits, work->instances->zone_row[work->instances->asset_zone[on->value[i]]]);
    return bits;
}

/* Flows that may go over @conduit. */
static void
list_flows(const CtSegWork *work, const Need *needs, CtId conduit, CtIds *ret_flows)
{
    const CtModel *model = work->model;
    uint32_t n = model->zones.length;
    g_autofree uint64_t *from = side_zones(work, model->conduits.data[conduit].from);
    g_autofree uint64_t *to = side_zones(work, model->conduits.data[conduit].to);
    bool any_sender = ct_bits_get(work->transit, conduit);
    bool any_receiver = ct_seg_leads_on(work, conduit);

    for (CtId f = 0; f < model->flows.length; f++)
        if ((any_sender || bits_meet(needs[f].from, from, n)) &&
            (any_receiver || bits_meet(needs[f].to, to, n)))
            ct_ids_add(ret_flows, f);
}

static bool
flow_has(const Need *need, CtPortRange range)
{
    g_assert(need->ports != NULL);
    for (guint i = 0; i < need->ports->len; i++)
        if (ct_port_ranges_meet(g_array_index(need->ports, CtPortRange, i), range))
            return true;
    return false;
}

/* --- what is too much --- */

static bool
sends(const CtSegWork *work, const Item *item, uint32_t asset)
{
    for (uint32_t i = 0; i < item->flows.length; i++)
        if (ct_seg_selects(work->instances, work->model->flows.data[item->flows.data[i]].from,
                           asset))
            return true;
    return false;
}

static bool
receives(
    const CtSegWork *work, const Need *needs, const Item *item, uint32_t asset, CtPortRange port)
{
    for (uint32_t i = 0; i < item->flows.length; i++) {
        CtId flow = item->flows.data[i];

        if (flow_has(&needs[flow], port) &&
            ct_seg_selects(work->instances, work->model->flows.data[flow].to, asset))
            return true;
    }
    return false;
}

static bool
rule_names(const CtSegWork *work, const Item *item, bool sender, uint32_t asset)
{
    for (uint32_t i = 0; i < item->rules.length; i++) {
        const CtRule *rule = &work->model->rules.data[item->rules.data[i]];
        CtId selector = sender ? rule->from : rule->to;

        if (selector == CT_NO_ID || ct_seg_selects(work->instances, selector, asset))
            return true;
    }
    return false;
}

static uint32_t
fold_size(const CtSegWork *work, uint32_t asset)
{
    const CtCsr *members = &work->folds->members;
    uint32_t fold = work->folds->of_asset[asset];

    return members->start[fold + 1] - members->start[fold];
}

static void
count_senders(const CtSegWork *work, const Item *item, Excess *excess)
{
    CtId zone = work->model->conduits.data[item->conduit].from;

    for (uint32_t i = work->on_zone.start[zone]; i < work->on_zone.start[zone + 1]; i++) {
        uint32_t asset = work->on_zone.value[i];

        if (!rule_names(work, item, true, asset) || sends(work, item, asset))
            continue;
        excess->n_senders += fold_size(work, asset);
        excess->sender = excess->sender == CT_NO_ID ? asset : excess->sender;
    }
}

static void
count_receivers(const CtSegWork *work, const Need *needs, const Item *item, Excess *excess)
{
    const CtInstances *instances = work->instances;
    CtId zone = work->model->conduits.data[item->conduit].to;

    for (uint32_t i = work->on_zone.start[zone]; i < work->on_zone.start[zone + 1]; i++) {
        uint32_t asset = work->on_zone.value[i];

        if (!rule_names(work, item, false, asset))
            continue;
        for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1];
             s++) {
            CtPortRange port = ct_instances_service(instances, s)->port;

            if (!ct_port_ranges_meet(port, item->range) || receives(work, needs, item, asset, port))
                continue;
            excess->n_receivers += fold_size(work, asset);
            excess->receiver = excess->receiver == CT_NO_ID ? s : excess->receiver;
        }
    }
}

/* More ports than the flows name together. */
static bool
is_wide_range(const Need *needs, const Item *item)
{
    uint64_t n = 0;

    if (item->range.protocol == CT_PROTOCOL_UNSTATED)
        return true;
    if (item->range.low == item->range.high ||
        (item->range.low == 0 && item->range.high == UINT16_MAX))
        return false;
    g_autoptr(GArray) named = g_array_new(FALSE, FALSE, sizeof(CtPortRange));

    for (uint32_t i = 0; i < item->flows.length; i++)
        for (guint k = 0; k < needs[item->flows.data[i]].ports->len; k++) {
            CtPortRange port = g_array_index(needs[item->flows.data[i]].ports, CtPortRange, k);

            if (ct_seg_range_within(port, item->range))
                add_range(named, port);
        }
    for (guint i = 0; i < named->len; i++)
        n += (uint64_t)g_array_index(named, CtPortRange, i).high -
             g_array_index(named, CtPortRange, i).low + 1;
    return n < (uint64_t)item->range.high - item->range.low + 1;
}

/* --- in words --- */

/* Rules that let through what the flows need of @item, and no more. */
static char *
narrow_rules(const CtSegWork *work, const Need *needs, const Item *item)
{
    const CtModel *model = work->model;
    g_autoptr(GString) text = g_string_new(NULL);

    for (uint32_t i = 0; i < item->flows.length; i++) {
        const CtFlow *flow = &model->flows.data[item->flows.data[i]];
        const Need *need = &needs[item->flows.data[i]];
        g_autofree char *from = ct_seg_selector_yaml(model, flow->from);
        g_autofree char *to = ct_seg_selector_yaml(model, flow->to);
        g_autoptr(GString) ports = g_string_new(NULL);

        for (guint k = 0; k < need->ports->len; k++) {
            CtPortRange port = g_array_index(need->ports, CtPortRange, k);
            g_autofree char *one = ct_seg_range_text(port);

            if (ct_port_ranges_meet(port, item->range))
                g_string_append_printf(ports, "%s%s", ports->len > 0 ? ", " : "", one);
        }
        g_string_append_printf(text, "%s{ port: [%s], from: %s, to: %s }", i > 0 ? ", " : "",
                               ports->str, from, to);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
put_fix(CtSegWork *work, const Need *needs, const Item *item, CtSegFailure *failure)
{
    const CtRule *rule = &work->model->rules.data[item->rules.data[0]];
    bool alone =
        item->rules.length == 1 && (!ct_span_is_stated(rule->ports) || rule->ports.length <= 1);
    g_autofree char *narrow = item->flows.length > 0 ? narrow_rules(work, needs, item) : NULL;

    failure->fix = ct_seg_keep(
        work, narrow == NULL
                  ? g_strdup_printf("Take %s out of %s, or declare the flow that needs it.",
                                    item->text, failure->rule)
                  : g_strdup_printf("Narrow it to what flows need: allow %s. Or declare the flow "
                                    "that needs the rest.",
                                    narrow));
    if (alone)
        failure->set = ct_seg_keep(work, ct_seg_set_list(work->model, item->conduit, true,
                                                         item->rules.data[0], narrow));
}

static void
put_what(CtSegWork *work, const Item *item, const Excess *excess, CtSegFailure *failure)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(text, "%s allows %s", failure->rule, item->text);
    if (item->flows.length == 0) {
        g_string_append(text, ", which none of the flows over this conduit uses");
    } else {
        const char *join = " beyond its flows: ";

        if (excess->n_senders > 0) {
            g_autofree char *name = ct_instances_asset_text(work->instances, excess->sender);

            g_string_append_printf(text, "%s%u sender%s that no flow names (%s%s)", join,
                                   excess->n_senders, excess->n_senders == 1 ? "" : "s", name,
                                   excess->n_senders == 1 ? "" : ", …");
            join = "; ";
        }
        if (excess->n_receivers > 0) {
            g_autofree char *name = ct_instances_service_text(work->instances, excess->receiver);

            g_string_append_printf(text, "%s%u service%s that no flow names (%s%s)", join,
                                   excess->n_receivers, excess->n_receivers == 1 ? "" : "s", name,
                                   excess->n_receivers == 1 ? "" : ", …");
            join = "; ";
        }
        if (excess->is_range)
            g_string_append_printf(text, "%smore ports than they use", join);
    }
    failure->what = ct_seg_keep(work, g_string_free(g_steal_pointer(&text), FALSE));
}

/* Whether any receiver there is listens on it; if none does, the rule is idle and not wide. */
static bool
lets_any_through(const CtSegWork *work, const Item *item)
{
    const CtInstances *instances = work->instances;
    CtId zone = work->model->conduits.data[item->conduit].to;

    for (uint32_t i = work->on_zone.start[zone]; i < work->on_zone.start[zone + 1]; i++) {
        uint32_t asset = work->on_zone.value[i];

        for (uint32_t s = instances->service_first[asset];
             rule_names(work, item, false, asset) && s < instances->service_first[asset + 1]; s++)
            if (ct_port_ranges_meet(ct_instances_service(instances, s)->port, item->range))
                return true;
    }
    return !ct_seg_knows_receivers(work, item->conduit);
}

static void
judge_item(CtSegWork *work, const Need *needs, Item *item)
{
    const CtModel *model = work->model;
    const CtConduit *conduit = &model->conduits.data[item->conduit];
    Excess excess = {.sender = CT_NO_ID, .receiver = CT_NO_ID};
    const char *id = ct_model_id(model, CT_SECTION_CONDUITS, item->conduit);

    if (!lets_any_through(work, item))
        return;
    if (item->flows.length > 0) {
        if (ct_seg_knows_senders(work, item->conduit))
            count_senders(work, item, &excess);
        if (ct_seg_knows_receivers(work, item->conduit))
            count_receivers(work, needs, item, &excess);
        excess.is_range = is_wide_range(needs, item);
        if (excess.n_senders == 0 && excess.n_receivers == 0 && !excess.is_range)
            return;
    }
    CtSegDraft *draft = ct_seg_add(work, CT_SEG_WIDE, g_strdup_printf("S4:%s:%s", id, item->text),
                                   model->rules.data[item->rules.data[0]].pos);

    draft->failure.severity = CT_SEG_LOW;
    draft->if_attackable = CT_SEG_MEDIUM;
    draft->is_known = true;
    draft->attackable = ct_seg_cell(work, conduit->from, conduit->to).attackable;
    draft->failure.from = ct_seg_zone(work, conduit->from);
    draft->failure.to = ct_seg_zone(work, conduit->to);
    draft->failure.rule =
        ct_seg_keep(work, ct_seg_rule_text(model, item->conduit, true, item->rules.data[0]));
    put_what(work, item, &excess, &draft->failure);
    put_fix(work, needs, item, &draft->failure);
}

/* --- items of a conduit --- */

static Item *
item_for(GArray *items, CtId conduit, CtPortRange range)
{
    for (guint i = 0; i < items->len; i++) {
        Item *item = &g_array_index(items, Item, i);

        if (item->range.protocol == range.protocol && item->range.low == range.low &&
            item->range.high == range.high)
            return item;
    }
    Item item = {.conduit = conduit, .range = range};

    g_array_append_val(items, item);
    return &g_array_index(items, Item, items->len - 1);
}

static GArray *
items_of(CtSegWork *work, CtId conduit)
{
    const CtModel *model = work->model;
    CtSpan list = model->conduits.data[conduit].allow;
    GArray *items = g_array_new(FALSE, FALSE, sizeof(Item));

    for (uint32_t i = 0; ct_span_is_stated(list) && i < list.length; i++) {
        const CtRule *rule = &model->rules.data[list.start + i];

        if (!ct_span_is_stated(rule->ports) || rule->ports.length == 0)
            ct_ids_add(&item_for(items, conduit, (CtPortRange){0})->rules, list.start + i);
        for (uint32_t k = 0; ct_span_is_stated(rule->ports) && k < rule->ports.length; k++) {
            Item *item = item_for(items, conduit, model->port_ranges.data[rule->ports.start + k]);

            /* One that names a range twice is one rule all the same. */
            if (item->rules.length == 0 ||
                item->rules.data[item->rules.length - 1] != list.start + i)
                ct_ids_add(&item->rules, list.start + i);
        }
    }
    for (guint i = 0; i < items->len; i++)
        g_array_index(items, Item, i).text =
            ct_seg_keep(work, ct_seg_range_text(g_array_index(items, Item, i).range));
    return items;
}

static void
judge_conduit(CtSegWork *work, const Need *needs, CtId conduit)
{
    g_auto(CtIds) flows = {0};
    g_autoptr(GArray) items = NULL;

    list_flows(work, needs, conduit, &flows);
    if (flows.length == 0)
        return;
    items = items_of(work, conduit);
    for (guint i = 0; i < items->len; i++) {
        Item *item = &g_array_index(items, Item, i);

        for (uint32_t f = 0; f < flows.length; f++)
            if (flow_has(&needs[flows.data[f]], item->range))
                ct_ids_add(&item->flows, flows.data[f]);
        judge_item(work, needs, item);
        ct_ids_clear(&item->rules);
        ct_ids_clear(&item->flows);
    }
}

void
ct_seg_find_wide(CtSegWork *work)
{
    const CtModel *model = work->model;
    Need *needs;

    if (model->flows.length == 0)
        return;
    needs = needs_of(work->instances);
    for (CtId c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];
        uint64_t n_on = work->on_zone.start[conduit->to + 1] - work->on_zone.start[conduit->to] +
                        work->on_zone.start[conduit->from + 1] - work->on_zone.start[conduit->from];

        if (!ct_seg_look(work, model->flows.length + n_on * (1 + conduit->allow.length)))
            break;
        judge_conduit(work, needs, c);
    }
    needs_free(model, needs);
}
