/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values with a shape of their own: ports, rules, security levels, approvals, settings, policies,
 * waivers and free maps.
 */
#include "topology/yaml/bind.h"

#include "base/ident.h"
#include "base/units.h"
#include "topology/yaml/value.h"

#include <string.h>

/* The protocol nearest to what stands before the slash, NULL if that is one or none is near. */
static const char *
nearest_protocol(const char *text)
{
    g_autofree char *name = g_strndup(text, strcspn(text, "/"));
    const char *words[32];
    unsigned n = MIN(ct_words_count(CT_WORDS_PROTOCOL), G_N_ELEMENTS(words));

    if (ct_word_find(CT_WORDS_PROTOCOL, name) != 0)
        return NULL;
    for (unsigned i = 0; i < n; i++)
        words[i] = ct_word_text(CT_WORDS_PROTOCOL, i + 1);
    return ct_ident_nearest(name, words, n);
}

/* Reads a port or a range; false, and the problem reported, if it is none. */
static bool
read_port(CtBinder *binder,
          const CtKey *key,
          const CtYamlEvent *item,
          CtPortRange *ret_range,
          bool *ret_any)
{
    const char *problem = NULL, *near;

    if (item->kind == CT_YAML_SCALAR && !ct_bind_is_null(item) &&
        ct_value_port(item->text, ret_range, ret_any, &problem))
        return true;
    near = item->kind == CT_YAML_SCALAR ? nearest_protocol(item->text) : NULL;
    if (problem != NULL)
        ct_bind_error(binder, item->pos, "'%s': %s; found '%s'", key->name, problem, item->text);
    else if (near != NULL)
        ct_bind_error(binder, item->pos,
                      "'%s': there is no protocol of that name in '%s'; did you mean '%s'?",
                      key->name, item->text, near);
    else
        ct_bind_expected(binder, key, item);
    return false;
}

void
ct_bind_port(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtPortRange range;
    bool any;

    if (!read_port(binder, key, first, &range, &any))
        return;

    bool numbered =
        !any && (range.protocol == CT_PROTOCOL_TCP || range.protocol == CT_PROTOCOL_UDP);

    if (any || (numbered && range.low != range.high)) {
        ct_bind_expected(binder, key, first);
        return;
    }
    range.high = range.low;
    *(CtPortRange *)ct_bind_field(binder, key, place) = range;
}

/* Appends one range; the place's row turns to CT_NO_ID when one of them is `any`. */
static void
add_port(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    CtPortRange range;
    bool any;

    (void)place;
    if (!read_port(binder, key, item, &range, &any))
        return;
    if (any)
        range = (CtPortRange){0};

    uint32_t row = ct_rows_append(binder->model, CT_TABLE_PORT_RANGES);

    binder->model->port_ranges.data[row] = range;
}

/* `any`, alone or in a list, is every port, which is to say that nothing is stated. */
void
ct_bind_ports(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtModel *model = binder->model;
    CtSpan span = {.start = ct_rows_count(model, CT_TABLE_PORT_RANGES)};
    bool any = false, list = first->kind == CT_YAML_LIST;
    CtPos pos = first->pos;

    ct_bind_each(binder, key, place, first, add_port);
    span.length = ct_rows_count(model, CT_TABLE_PORT_RANGES) - span.start;
    for (uint32_t i = 0; i < span.length; i++)
        any = any || model->port_ranges.data[span.start + i].protocol == 0;
    if (any) {
        model->port_ranges.length = span.start;
        return;
    }
    if (list && span.length == 0)
        ct_bind_error(binder, pos, "'%s' is an empty list; name a port, or write any", key->name);
    *(CtSpan *)ct_bind_field(binder, key, place) = span;
}

static void
add_rule(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    CtPlaceRow row = {.table = CT_TABLE_RULES};
    CtPos pos = item->pos;

    (void)place;
    if (item->kind != CT_YAML_MAP) {
        ct_bind_expected(binder, key, item);
        return;
    }
    row.row = ct_rows_append(binder->model, CT_TABLE_RULES);
    binder->model->rules.data[row.row].pos = pos;
    ct_bind_map(binder, &ct_shape_rule, row, item);
    if (key->arg != 0 && binder->model->rules.data[row.row].to != CT_NO_ID)
        ct_bind_error(binder, pos, "a firewall's rule has no 'to': it stands at the receiver");
}

void
ct_bind_rules(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtSpan span = {.start = ct_rows_count(binder->model, CT_TABLE_RULES)};

    ct_bind_each(binder, key, place, first, add_rule);
    span.length = ct_rows_count(binder->model, CT_TABLE_RULES) - span.start;
    *(CtSpan *)ct_bind_field(binder, key, place) = span;
}

void
ct_bind_sl_t(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    static CtKey const levels[CT_N_FR] = {
        {"IAC", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[0]), .high = 4},
        {"UC", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[1]), .high = 4},
        {"SI", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[2]), .high = 4},
        {"DC", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[3]), .high = 4},
        {"RDF", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[4]), .high = 4},
        {"TRE", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[5]), .high = 4},
        {"RA", CT_KEY_INT8, .offset = offsetof(CtZone, sl_t[6]), .high = 4},
    };
    static const CtShape shape = {.what = "sl_t", .keys = levels, .n_keys = G_N_ELEMENTS(levels)};
    g_autoptr(GError) error = NULL;
    int64_t level;

    if (first->kind == CT_YAML_MAP) {
        ct_bind_map(binder, &shape, place, first);
        return;
    }
    if (first->kind != CT_YAML_SCALAR || !first->plain ||
        !ct_units_parse_integer(first->text, 0, 4, &level, &error)) {
        ct_bind_expected(binder, key, first);
        return;
    }
    memset(ct_bind_field(binder, key, place), (int)level, CT_N_FR);
}

void
ct_bind_approvals(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    static const CtKey keys[] = {
        {"k", CT_KEY_COUNT, .offset = offsetof(CtChannel, approvals), .required = true, .low = 1,
         .high = 100000000},
        {"of", CT_KEY_REFS, .offset = offsetof(CtChannel, approvers), .required = true,
         .arg = CT_SECTION_PEOPLE},
    };
    static const CtShape shape = {.what = "approvals", .keys = keys, .n_keys = G_N_ELEMENTS(keys)};

    if (first->kind == CT_YAML_MAP)
        ct_bind_map(binder, &shape, place, first);
    else
        ct_bind_expected(binder, key, first);
}

/* A path of `--set`: ids and keys parted by dots. */
static bool
is_path(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ".", -1);
    size_t n = 0;

    for (; parts[n] != NULL; n++)
        if (!ct_ident_is_valid(parts[n], strlen(parts[n])))
            return false;
    return n >= 2;
}

void
ct_bind_settings(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtModel *model = binder->model;
    CtSpan span = {.start = ct_rows_count(model, CT_TABLE_SETTINGS)};
    CtYamlEvent event, value;

    if (first->kind != CT_YAML_MAP) {
        ct_bind_expected(binder, key, first);
        return;
    }
    for (;;) {
        g_autoptr(GString) text = g_string_new(NULL);

        ct_bind_next(binder, &event);
        if (event.kind == CT_YAML_MAP_END || ct_bind_is_over(&event))
            break;

        CtSetting setting = {.pos = event.pos, .path = ct_bind_intern(binder, &event)};

        if (!is_path(event.text))
            ct_bind_error(binder, event.pos,
                          "'%s' is no path; write section.id.key, as in conduits.c1.controls.mfa",
                          event.text);
        for (uint32_t i = span.start; i < model->settings.length; i++)
            if (model->settings.data[i].path == setting.path && !event.merged)
                ct_bind_twice(binder, &event, model->settings.data[i].pos);
        ct_bind_next(binder, &value);
        if (ct_bind_is_over(&value))
            break;
        if (!ct_bind_capture_yaml(binder, &value, text))
            continue;
        setting.value = ct_intern_add(model->names, text->str, text->len);

        uint32_t row = ct_rows_append(model, CT_TABLE_SETTINGS);

        model->settings.data[row] = setting;
    }
    span.length = ct_rows_count(model, CT_TABLE_SETTINGS) - span.start;
    *(CtSpan *)ct_bind_field(binder, key, place) = span;
}

void
ct_bind_free(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    g_autoptr(GString) json = g_string_new(NULL);

    if (first->kind != CT_YAML_MAP)
        ct_bind_expected(binder, key, first);
    else if (ct_bind_capture_json(binder, first, json))
        *(CtId *)ct_bind_field(binder, key, place) =
            ct_intern_add(binder->model->names, json->str, json->len);
}

void
ct_bind_policy(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtPolicy *policy = &binder->model->policies.data[place.row];

    if (policy->from != CT_NO_ID || policy->to != CT_NO_ID) {
        ct_bind_error(binder, first->pos, "a policy has either 'never' or 'always', not both");
        ct_bind_skip(binder, first);
        return;
    }
    policy->never = key->arg != 0;
    ct_bind_map(binder, key->shape, place, first);
}

void
ct_bind_waivers(CtBinder *binder, const CtYamlEvent *first)
{
    CtYamlEvent item;

    if (first->kind != CT_YAML_LIST) {
        ct_bind_error(binder, first->pos, "'waivers' must be a list of maps");
        ct_bind_skip(binder, first);
        return;
    }
    for (;;) {
        ct_bind_next(binder, &item);
        if (item.kind == CT_YAML_LIST_END || ct_bind_is_over(&item))
            return;

        CtPlaceRow place = {.table = CT_TABLE_WAIVERS,
                            .row = ct_rows_append(binder->model, CT_TABLE_WAIVERS)};

        binder->model->waivers.data[place.row].pos = item.pos;
        ct_bind_map(binder, &ct_shape_waiver, place, &item);
    }
}
