/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rules that do nothing, or are undone by another door (S9). A rule is taken apart into one item a
 * port range. Nothing is said of receivers where packets go on from the zone or where it is
 * outside: what stands there is not all in the model.
 */
#include "analysis/seg_parts.h"

#include "base/bits.h"

#include <string.h>

typedef struct Item {
    CtId conduit;
    bool allow;
    uint32_t rule;     /* row of model->rules */
    CtPortRange range; /* protocol unstated: any */
    CtId from, to;     /* selectors, CT_NO_ID */
} Item;

typedef struct Door {
    CtSegWork *work;
    CtId conduit;
    GArray *items; /* Item */
    bool knows_senders, knows_receivers;
} Door;

static void
add_items(Door *door, bool allow)
{
    const CtModel *model = door->work->model;
    const CtConduit *conduit = &model->conduits.data[door->conduit];
    CtSpan list = allow ? conduit->allow : conduit->deny;

    for (uint32_t i = 0; ct_span_is_stated(list) && i < list.length; i++) {
        const CtRule *rule = &model->rules.data[list.start + i];
        Item item = {.conduit = door->conduit,
                     .allow = allow,
                     .rule = list.start + i,
                     .from = rule->from,
                     .to = rule->to};

        if (!ct_span_is_stated(rule->ports) || rule->ports.length == 0)
            g_array_append_val(door->items, item);
        for (uint32_t k = 0; ct_span_is_stated(rule->ports) && k < rule->ports.length; k++) {
            item.range = model->port_ranges.data[rule->ports.start + k];
            g_array_append_val(door->items, item);
        }
    }
}

static GArray *
items_of(CtSegWork *work, CtId conduit)
{
    Door door = {.work = work,
                 .conduit = conduit,
                 .items = g_array_new(FALSE, FALSE, sizeof(Item))};

    add_items(&door, true);
    add_items(&door, false);
    return door.items;
}

/* --- sets of assets --- */

/* Every asset of @inner is one of @outer; CT_NO_ID is everyone. */
static bool
covers(const CtInstances *instances, CtId outer, CtId inner)
{
    const CtCsr *selected = &instances->selected;

    if (outer == CT_NO_ID || outer == inner)
        return true;
    if (inner == CT_NO_ID)
        return false;
    for (uint32_t i = selected->start[inner]; i < selected->start[inner + 1]; i++)
        if (!ct_seg_selects(instances, outer, selected->value[i]))
            return false;
    return true;
}

static bool
meets(const CtInstances *instances, CtId a, CtId b)
{
    const CtCsr *selected = &instances->selected;

    if (a == CT_NO_ID || b == CT_NO_ID || a == b)
        return true;
    for (uint32_t i = selected->start[a]; i < selected->start[a + 1]; i++)
        if (ct_seg_selects(instances, b, selected->value[i]))
            return true;
    return false;
}

static bool
item_covers(const CtInstances *instances, const Item *outer, const Item *inner)
{
    return ct_seg_range_within(inner->range, outer->range) &&
           covers(instances, outer->from, inner->from) && covers(instances, outer->to, inner->to);
}

static bool
item_meets(const CtInstances *instances, const Item *a, const Item *b)
{
    return ct_port_ranges_meet(a->range, b->range) && meets(instances, a->from, b->from) &&
           meets(instances, a->to, b->to);
}

/* --- one item --- */

static bool
names_one(const CtSegWork *work, CtId selector, CtId zone)
{
    const CtCsr *on = &work->on_zone;

    for (uint32_t i = on->start[zone]; i < on->start[zone + 1]; i++)
        if (ct_seg_selects(work->instances, selector, on->value[i]))
            return true;
    return false;
}

static bool
matches_service(const CtSegWork *work, const Item *item, CtId zone)
{
    const CtInstances *instances = work->instances;
    const CtCsr *on = &work->on_zone;

    for (uint32_t i = on->start[zone]; i < on->start[zone + 1]; i++) {
        uint32_t asset = on->value[i];

        if (item->to != CT_NO_ID && !ct_seg_selects(instances, item->to, asset))
            continue;
        for (uint32_t s = instances->service_first[asset]; s < instances->service_first[asset + 1];
             s++)
            if (ct_port_ranges_meet(item->range, ct_instances_service(instances, s)->port))
                return true;
    }
    return false;
}

/* The item of the door that makes @item needless; NULL. Of equals the first counts. */
static const Item *
find_cover(const Door *door, const Item *item, bool by_deny)
{
    for (guint i = 0; i < door->items->len; i++) {
        const Item *other = &g_array_index(door->items, Item, i);

        if (other->rule == item->rule || other->allow == by_deny ||
            !item_covers(door->work->instances, other, item))
            continue;
        if (other->allow == item->allow && other->rule > item->rule &&
            item_covers(door->work->instances, item, other))
            continue;
        return other;
    }
    return NULL;
}

static bool
meets_an_allow(const Door *door, const Item *item)
{
    for (guint i = 0; i < door->items->len; i++) {
        const Item *other = &g_array_index(door->items, Item, i);

        if (other->allow && item_meets(door->work->instances, item, other))
            return true;
    }
    return false;
}

static const char *
other_rule(const Door *door, const Item *other)
{
    return ct_seg_keep(door->work, ct_seg_rule_text(door->work->model, door->conduit, other->allow,
                                                    other->rule));
}

/* Why @item does nothing, a sentence's end; NULL where it does something. */
static char *
idle_reason(const Door *door, const Item *item)
{
    const CtSegWork *work = door->work;
    const CtConduit *conduit = &work->model->conduits.data[door->conduit];
    const char *from = ct_model_id(work->model, CT_SECTION_ZONES, conduit->from);
    const char *to = ct_model_id(work->model, CT_SECTION_ZONES, conduit->to);
    const Item *other;

    if (item->from != CT_NO_ID && door->knows_senders &&
        !names_one(work, item->from, conduit->from))
        return g_strdup_printf("names no sender on the networks of %s", from);
    if (item->to != CT_NO_ID && door->knows_receivers && !names_one(work, item->to, conduit->to))
        return g_strdup_printf("names no receiver on the networks of %s", to);
    if (door->knows_receivers && !matches_service(work, item, conduit->to))
        return g_strdup_printf("matches no service%s in %s",
                               item->to != CT_NO_ID ? " of those it names" : "", to);
    if (item->allow && (other = find_cover(door, item, true)) != NULL)
        return g_strdup_printf("is contradicted: %s denies all of it", other_rule(door, other));
    if ((other = find_cover(door, item, !item->allow)) != NULL)
        return g_strdup_printf("is shadowed: %s says so already", other_rule(door, other));
    if (!item->allow && !meets_an_allow(door, item))
        return g_strdup("denies what no rule of the conduit allows, which is denied anyway");
    return NULL;
}

/* "S9:c:allow:tcp/443:from=a:to=zone=x" */
static char *
rule_id(const CtModel *model, const Item *item, const char *ports)
{
    g_autoptr(GString) id = g_string_new(NULL);

    g_string_append_printf(id, "S9:%s:%s:%s",
                           ct_model_id(model, CT_SECTION_CONDUITS, item->conduit),
                           item->allow ? "allow" : "deny", ports);
    if (item->from != CT_NO_ID) {
        g_autofree char *from = ct_seg_selector_id(model, item->from);

        g_string_append_printf(id, ":from=%s", from);
    }
    if (item->to != CT_NO_ID) {
        g_autofree char *to = ct_seg_selector_id(model, item->to);

        g_string_append_printf(id, ":to=%s", to);
    }
    return g_string_free(g_steal_pointer(&id), FALSE);
}

static char *
range_of(const CtModel *model, const Item *item)
{
    const CtRule *rule = &model->rules.data[item->rule];

    for (uint32_t k = 0; ct_span_is_stated(rule->ports) && k < rule->ports.length; k++) {
        CtSpan one = {.start = rule->ports.start + k, .length = 1};
        CtPortRange range = model->port_ranges.data[one.start];

        if (range.protocol == item->range.protocol && range.low == item->range.low &&
            range.high == item->range.high)
            return ct_seg_ports_text(model, one);
    }
    return g_strdup("any");
}

static CtSegDraft *
add_draft(CtSegWork *work, const Item *item, char *id)
{
    const CtModel *model = work->model;
    const CtConduit *conduit = &model->conduits.data[item->conduit];
    CtSegDraft *draft = ct_seg_add(work, CT_SEG_IDLE, id, model->rules.data[item->rule].pos);

    draft->failure.severity = draft->if_attackable = CT_SEG_LOW;
    draft->failure.from = ct_seg_zone(work, conduit->from);
    draft->failure.to = ct_seg_zone(work, conduit->to);
    draft->failure.rule =
        ct_seg_keep(work, ct_seg_rule_text(model, item->conduit, item->allow, item->rule));
    return draft;
}

/* The rule with the ranges that are not of @idle; NULL where none is left. */
static char *
rule_without(const CtModel *model, const CtRule *rule, CtPortRange idle)
{
    g_autoptr(GString) ports = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);

    for (uint32_t k = 0; ct_span_is_stated(rule->ports) && k < rule->ports.length; k++) {
        CtSpan one = {.start = rule->ports.start + k, .length = 1};
        CtPortRange range = model->port_ranges.data[one.start];
        g_autofree char *port = ct_seg_ports_text(model, one);

        if (range.protocol != idle.protocol || range.low != idle.low || range.high != idle.high)
            g_string_append_printf(ports, "%s%s", ports->len > 0 ? ", " : "", port);
    }
    if (ports->len == 0)
        return NULL;
    g_string_append_printf(text, "{ port: [%s]", ports->str);
    if (rule->from != CT_NO_ID) {
        g_autofree char *from = ct_seg_selector_yaml(model, rule->from);

        g_string_append_printf(text, ", from: %s", from);
    }
    if (rule->to != CT_NO_ID) {
        g_autofree char *to = ct_seg_selector_yaml(model, rule->to);

        g_string_append_printf(text, ", to: %s", to);
    }
    g_string_append(text, " }");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
add_idle(const Door *door, const Item *item, const char *reason, bool whole)
{
    CtSegWork *work = door->work;
    const CtModel *model = work->model;
    const CtRule *rule = &model->rules.data[item->rule];
    g_autofree char *ports = whole ? ct_seg_ports_text(model, rule->ports) : range_of(model, item);
    CtSegDraft *draft = add_draft(work, item, rule_id(model, item, ports));
    g_autofree char *rest = whole ? NULL : rule_without(model, rule, item->range);

    draft->failure.what =
        ct_seg_keep(work, g_strdup_printf("%s for %s %s",
                                          item->allow ? "the allow rule" : "the deny rule", ports,
                                          reason));
    draft->failure.fix = ct_seg_keep(
        work, whole ? g_strdup("Take the rule out, or mend what it was meant to name.")
                    : g_strdup_printf("Take %s out of the rule, or mend what it was meant to name.",
                                      ports));
    draft->failure.set =
        ct_seg_keep(work, ct_seg_set_list(model, door->conduit, item->allow, item->rule, rest));
}

/* Items @first … are of one rule. */
static void
judge_rule(const Door *door, guint first, guint n)
{
    g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func(g_free);
    guint n_idle = 0;

    for (guint i = 0; i < n; i++) {
        g_ptr_array_add(reasons, idle_reason(door, &g_array_index(door->items, Item, first + i)));
        n_idle += reasons->pdata[i] != NULL ? 1 : 0;
    }
    if (n_idle == n) {
        add_idle(door, &g_array_index(door->items, Item, first), reasons->pdata[0], true);
        return;
    }
    for (guint i = 0; i < n; i++)
        if (reasons->pdata[i] != NULL)
            add_idle(door, &g_array_index(door->items, Item, first + i), reasons->pdata[i], false);
}

static void
judge_door(const Door *door)
{
    guint at = 0;

    while (at < door->items->len) {
        guint n = 1;

        while (at + n < door->items->len && g_array_index(door->items, Item, at + n).rule ==
                                                g_array_index(door->items, Item, at).rule)
            n++;
        judge_rule(door, at, n);
        at += n;
    }
}

/* --- two doors --- */

static bool
is_denied(const CtInstances *instances, const GArray *items, const Item *item)
{
    for (guint i = 0; i < items->len; i++) {
        const Item *other = &g_array_index(items, Item, i);

        if (!other->allow && item_covers(instances, other, item))
            return true;
    }
    return false;
}

static void
add_despite(CtSegWork *work, const Item *denied, const Item *allowed)
{
    const CtModel *model = work->model;
    const char *other = ct_model_id(model, CT_SECTION_CONDUITS, denied->conduit);
    g_autofree char *ports = range_of(model, allowed);
    g_autofree char *id = rule_id(model, allowed, ports);
    g_autofree char *deny = ct_seg_rule_text(model, denied->conduit, false, denied->rule);
    CtSegDraft *draft = add_draft(work, allowed, g_strdup_printf("%s:despite=%s", id, other));

    draft->failure.severity = draft->if_attackable = CT_SEG_MEDIUM;
    draft->failure.what = ct_seg_keep(
        work,
        g_strdup_printf("conduit %s lets through for %s what %s denies between the same zones: "
                        "a deny rule holds for its own conduit alone",
                        ct_model_id(model, CT_SECTION_CONDUITS, allowed->conduit), ports, deny));
    draft->failure.fix =
        ct_seg_keep(work,
                    g_strdup_printf("Make one conduit of the two, or deny it in %s as well.",
                                    ct_model_id(model, CT_SECTION_CONDUITS, allowed->conduit)));
    g_autofree char *rule = ct_seg_rule_yaml(model, &model->rules.data[denied->rule]);

    draft->failure.set =
        ct_seg_keep(work, ct_seg_set_list(model, allowed->conduit, false, CT_NO_ID, rule));
}

static bool
same_zones(const CtModel *model, CtId a, CtId b)
{
    return model->conduits.data[a].from == model->conduits.data[b].from &&
           model->conduits.data[a].to == model->conduits.data[b].to;
}

static void
compare_doors(CtSegWork *work, const GArray *denying, const GArray *allowing)
{
    const CtInstances *instances = work->instances;

    for (guint i = 0; i < denying->len; i++)
        for (guint k = 0; k < allowing->len; k++) {
            const Item *denied = &g_array_index(denying, Item, i);
            const Item *allowed = &g_array_index(allowing, Item, k);

            if (!denied->allow && allowed->allow && item_meets(instances, denied, allowed) &&
                !is_denied(instances, allowing, denied) && !is_denied(instances, allowing, allowed))
                add_despite(work, denied, allowed);
        }
}

void
ct_seg_find_idle(CtSegWork *work)
{
    const CtModel *model = work->model;

    for (CtId c = 0; c < model->conduits.length; c++) {
        const CtConduit *conduit = &model->conduits.data[c];
        g_autoptr(GArray) items = items_of(work, c);
        Door door = {.work = work,
                     .conduit = c,
                     .items = items,
                     .knows_senders = ct_seg_knows_senders(work, c),
                     .knows_receivers = ct_seg_knows_receivers(work, c)};
        uint64_t n_on = work->on_zone.start[conduit->to + 1] - work->on_zone.start[conduit->to] +
                        work->on_zone.start[conduit->from + 1] - work->on_zone.start[conduit->from];

        if (!ct_seg_look(work, items->len * (n_on + items->len)))
            return;
        judge_door(&door);
        for (CtId other = 0; ct_span_is_stated(conduit->deny) && other < model->conduits.length;
             other++)
            if (other != c && same_zones(model, c, other)) {
                g_autoptr(GArray) theirs = items_of(work, other);

                if (!ct_seg_look(work, (uint64_t)items->len * theirs->len))
                    return;
                compare_doors(work, items, theirs);
            }
    }
}
