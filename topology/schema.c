/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk over the grammar tables; a shape becomes an object under "definitions", a type of value
 * what describes it.
 */
#include "topology/schema.h"

#include "topology/schema_parts.h"
#include "topology/yaml/grammar.h"

#include <string.h>

#define ID "[A-Za-z0-9][A-Za-z0-9_-]{0,127}"
#define INSTANCE ID "(\\[[0-9]+\\]){0,4}"
#define DOTTED INSTANCE "\\." ID

static void put_shape(CtJson *json, const CtShape *shape);

/* One of several: the writer is called for each of @n. */
typedef void (*PutChoice)(CtJson *json, const CtKey *key, unsigned i);

static void
put_choices(CtJson *json, const CtKey *key, unsigned n, PutChoice put)
{
    ct_json_key(json, "anyOf");
    ct_json_begin_array(json);
    for (unsigned i = 0; i < n; i++) {
        ct_json_begin_object(json);
        put(json, key, i);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_items(CtJson *json, const CtKey *key, void (*put)(CtJson *json, const CtKey *key))
{
    ct_schema_type(json, "array");
    ct_json_key(json, "items");
    ct_json_begin_object(json);
    put(json, key);
    ct_json_end_object(json);
}

static void
put_reference(CtJson *json, const char *name)
{
    g_autofree char *path = g_strconcat("#/definitions/", name, NULL);

    ct_json_put_string(json, "$ref", path);
}

/* One item of a list, by type. */
static void
put_item(CtJson *json, const CtKey *key)
{
    switch ((CtKeyType)key->type) {
    case CT_KEY_WORDS:
        ct_schema_enum(json, key->arg);
        break;
    case CT_KEY_PORTS:
        put_reference(json, "ports");
        break;
    case CT_KEY_RULES:
        put_reference(json, key->arg != 0 ? "firewall_rule" : "rule");
        break;
    case CT_KEY_SERVICES:
        ct_schema_pattern(json, DOTTED);
        break;
    case CT_KEY_OPENS:
        ct_schema_id(json, ID "|" DOTTED);
        break;
    case CT_KEY_AFFECTS:
        ct_schema_id(json, ID "(\\." ID ")?|pkg:[^/]+/.+");
        break;
    case CT_KEY_PARTIES:
    case CT_KEY_NEEDS:
        put_reference(json, "assets");
        break;
    default:
        ct_schema_id(json, ID);
        break;
    }
}

static void
put_one_or_list(CtJson *json, const CtKey *key, unsigned i)
{
    if (i == 0)
        put_item(json, key);
    else
        put_items(json, key, put_item);
}

static void
put_mfa(CtJson *json, const CtKey *key, unsigned i)
{
    if (i == 0)
        ct_schema_type(json, "boolean");
    else
        ct_schema_enum(json, key->arg);
}

static void
put_fraction(CtJson *json, const CtKey *key, unsigned i)
{
    (void)key;
    if (i == 0)
        ct_schema_range(json, "number", 0, 1);
    else
        ct_schema_pattern(json, "[0-9.]+%");
}

static void
put_quantity(CtJson *json, const CtKey *key, unsigned i)
{
    (void)key;
    if (i == 0)
        ct_schema_type(json, "number");
    else
        ct_schema_pattern(json, "[0-9.]+%|([0-9.]+ ?(ms|s|m|h|d|w|y) ?)+");
}

static void
put_capacity(CtJson *json, const CtKey *key, unsigned i)
{
    (void)key;
    if (i == 0) {
        ct_schema_type(json, "number");
        ct_json_put_integer(json, "minimum", 0);
    } else {
        ct_schema_pattern(json, "[0-9.]+ ?(kbit|Mbit|Gbit)(/s)?");
    }
}

static void
put_levels(CtJson *json, const CtKey *key, unsigned i)
{
    (void)key;
    if (i == 0) {
        ct_schema_range(json, "integer", 0, 4);
        return;
    }
    ct_schema_type(json, "object");
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    for (int fr = 0; fr < CT_N_FR; fr++) {
        ct_json_key(json, ct_fr_names[fr]);
        ct_json_begin_object(json);
        ct_schema_range(json, "integer", 0, 4);
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
    ct_json_put_bool(json, "additionalProperties", false);
}

static void
put_k(CtJson *json)
{
    ct_json_key(json, "k");
    ct_json_begin_object(json);
    ct_schema_type(json, "integer");
    ct_json_put_integer(json, "minimum", 1);
    ct_json_end_object(json);
}

/* The map form with @lists among its keys; `k` and `of` go together. */
static void
put_k_of(CtJson *json, const CtKey *key, const char *const *lists)
{
    static const char *const pair[] = {"k", "of"};

    ct_schema_type(json, "object");
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    put_k(json);
    for (; *lists != NULL; lists++) {
        ct_json_key(json, *lists);
        ct_json_begin_object(json);
        put_choices(json, key, 2, put_one_or_list);
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
    ct_json_key(json, "dependencies");
    ct_json_begin_object(json);
    for (int i = 0; i < 2; i++) {
        ct_json_key(json, pair[i]);
        ct_json_begin_array(json);
        ct_json_string(json, pair[1 - i]);
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
    ct_json_put_bool(json, "additionalProperties", false);
}

static void
put_needs(CtJson *json, const CtKey *key, unsigned i)
{
    static const char *const lists[] = {"all", "any", "of", NULL};

    if (i < 2)
        put_one_or_list(json, key, i);
    else
        put_k_of(json, key, lists);
}

/* A map, or nothing. */
static void
put_nullable_object(CtJson *json)
{
    ct_json_key(json, "type");
    ct_json_begin_array(json);
    ct_json_string(json, "object");
    ct_json_string(json, "null");
    ct_json_end_array(json);
}

static void
put_object_of(CtJson *json, const CtShape *shape)
{
    put_nullable_object(json);
    ct_json_key(json, "propertyNames");
    ct_json_begin_object(json);
    ct_json_put_string(json, "pattern", "^" ID "$");
    ct_json_end_object(json);
    ct_json_key(json, "additionalProperties");
    put_shape(json, shape);
}

static void
put_scalar(CtJson *json, const CtKey *key)
{
    switch ((CtKeyType)key->type) {
    case CT_KEY_WORD:
        ct_schema_enum(json, key->arg);
        break;
    case CT_KEY_BOOL:
        ct_schema_type(json, "boolean");
        break;
    case CT_KEY_NUMBER:
        ct_schema_type(json, "number");
        if (key->arg == 0)
            ct_json_put_integer(json, "minimum", 0);
        break;
    case CT_KEY_INT8:
    case CT_KEY_INT32:
    case CT_KEY_COUNT:
        ct_schema_range(json, "integer", key->low, key->high);
        break;
    case CT_KEY_CVSS:
        ct_schema_pattern(json, "CVSS:(3\\.[01]|4\\.0)/.+");
        break;
    case CT_KEY_PURL:
        ct_schema_pattern(json, "pkg:[^/]+/.+");
        break;
    case CT_KEY_PORT:
        put_reference(json, "port");
        break;
    case CT_KEY_SERVICE:
        ct_schema_pattern(json, DOTTED);
        break;
    case CT_KEY_ASSET:
        ct_schema_id(json, INSTANCE);
        break;
    case CT_KEY_NAME:
    case CT_KEY_REF:
    case CT_KEY_COMPONENT:
    case CT_KEY_SERVICE_NAME:
        ct_schema_id(json, ID);
        break;
    case CT_KEY_REFUSED:
        ct_json_key(json, "not");
        ct_json_begin_object(json);
        ct_json_end_object(json);
        break;
    default: /* texts; a date is a text that YAML readers may take apart */
        ct_schema_text(json);
        if (key->type == CT_KEY_TEXT && key->required)
            ct_json_put_string(json, "pattern", "\\S");
        break;
    }
}

/* What describes the value of @key, within an object that is open. */
static void
put_value(CtJson *json, const CtKey *key)
{
    static const char *const of[] = {"of", NULL};

    switch ((CtKeyType)key->type) {
    case CT_KEY_WORDS:
    case CT_KEY_REFS:
    case CT_KEY_INTO:
    case CT_KEY_PORTS:
    case CT_KEY_RULES:
    case CT_KEY_SERVICES:
    case CT_KEY_OPENS:
    case CT_KEY_PARTIES:
    case CT_KEY_AFFECTS:
        put_choices(json, key, 2, put_one_or_list);
        break;
    case CT_KEY_MFA:
        put_choices(json, key, 2, put_mfa);
        break;
    case CT_KEY_FRACTION:
    case CT_KEY_FRACTION_F:
        put_choices(json, key, 2, put_fraction);
        break;
    case CT_KEY_QUANTITY:
        put_choices(json, key, 2, put_quantity);
        break;
    case CT_KEY_CAPACITY:
        put_choices(json, key, 2, put_capacity);
        break;
    case CT_KEY_SL_T:
        put_choices(json, key, 2, put_levels);
        break;
    case CT_KEY_NEEDS:
        put_choices(json, key, 3, put_needs);
        break;
    case CT_KEY_APPROVALS:
        put_k_of(json, key, of);
        break;
    case CT_KEY_SELECTOR:
    case CT_KEY_SENDER:
        put_reference(json, "selector");
        break;
    case CT_KEY_SETTINGS:
    case CT_KEY_FREE:
        ct_schema_type(json, "object");
        break;
    case CT_KEY_ENTITIES:
        put_object_of(json, key->shape);
        break;
    default:
        put_scalar(json, key);
        break;
    }
}

static void
put_keys(CtJson *json, const CtShape *shape)
{
    for (uint32_t i = 0; i < shape->n_keys; i++) {
        const CtKey *key = &shape->keys[i];
        bool nested =
            key->type == CT_KEY_MAP || key->type == CT_KEY_PART || key->type == CT_KEY_POLICY;

        ct_json_key(json, key->name);
        if (nested) {
            put_shape(json, key->shape);
            continue;
        }
        ct_json_begin_object(json);
        ct_json_put_string(json, "description", key->doc);
        put_value(json, key);
        ct_json_end_object(json);
    }
}

static bool
has_required(const CtShape *shape)
{
    uint32_t i = 0;

    while (i < shape->n_keys && !shape->keys[i].required)
        i++;
    return i < shape->n_keys;
}

static void
put_required(CtJson *json, const CtShape *shape)
{
    if (!has_required(shape))
        return;
    ct_json_key(json, "required");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < shape->n_keys; i++)
        if (shape->keys[i].required)
            ct_json_string(json, shape->keys[i].name);
    ct_json_end_array(json);
}

/* An object with the keys of @shape. An entity may be left empty, which YAML reads as null. */
static void
put_shape(CtJson *json, const CtShape *shape)
{
    ct_json_begin_object(json);
    if (shape->doc[0] != '\0')
        ct_json_put_string(json, "description", shape->doc);
    if (shape->entity && !has_required(shape))
        put_nullable_object(json);
    else
        ct_schema_type(json, "object");
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    put_keys(json, shape);
    if (shape->entity)
        put_keys(json, &ct_shape_entity);
    ct_json_end_object(json);
    put_required(json, shape);
    ct_json_put_bool(json, "additionalProperties", false);
    ct_json_end_object(json);
}

static void
put_ports(CtJson *json)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (unsigned i = 1; i <= ct_words_count(CT_WORDS_PROTOCOL); i++)
        g_string_append_printf(words, "%s%s", i > 1 ? "|" : "", ct_word_text(CT_WORDS_PROTOCOL, i));

    g_autofree char *one = g_strdup_printf("(tcp|udp)/[0-9]{1,5}|%s", words->str);
    g_autofree char *many =
        g_strdup_printf("any|(tcp|udp)/[0-9]{1,5}(-[0-9]{1,5})?|%s", words->str);

    ct_json_key(json, "port");
    ct_json_begin_object(json);
    ct_schema_pattern(json, one);
    ct_json_end_object(json);
    ct_json_key(json, "ports");
    ct_json_begin_object(json);
    ct_schema_pattern(json, many);
    ct_json_end_object(json);
}

static void
put_selector_term(CtJson *json, const CtKey *key, unsigned i)
{
    static const char *const keys[] = {"zone", "product", "supplier", "kind"};
    static const CtKey ids = {"ids", CT_KEY_REFS, .arg = CT_SECTION_ASSETS};

    (void)key;
    if (i == 0) {
        ct_schema_id(json, INSTANCE);
        return;
    }
    ct_schema_type(json, "object");
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    for (size_t j = 0; j < G_N_ELEMENTS(keys); j++) {
        ct_json_key(json, keys[j]);
        ct_json_begin_object(json);
        put_choices(json, &ids, 2, put_one_or_list);
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
    ct_json_put_integer(json, "minProperties", 1);
    ct_json_put_integer(json, "maxProperties", 1);
    ct_json_put_bool(json, "additionalProperties", false);
}

static void
put_assets(CtJson *json, const CtKey *key)
{
    (void)key;
    put_reference(json, "assets");
}

static void
put_selector(CtJson *json, const CtKey *key, unsigned i)
{
    if (i == 0)
        put_assets(json, key);
    else
        put_items(json, key, put_assets);
}

static void
put_definitions(CtJson *json)
{
    ct_json_key(json, "definitions");
    ct_json_begin_object(json);
    put_ports(json);
    ct_json_key(json, "assets");
    ct_json_begin_object(json);
    ct_json_put_string(json, "description",
                       "One asset, or all of a zone, product, supplier, kind.");
    put_choices(json, NULL, 2, put_selector_term);
    ct_json_end_object(json);
    ct_json_key(json, "selector");
    ct_json_begin_object(json);
    put_choices(json, NULL, 2, put_selector);
    ct_json_end_object(json);
    ct_json_key(json, "rule");
    put_shape(json, &ct_shape_rule);
    ct_json_key(json, "firewall_rule");
    put_shape(json, &ct_shape_firewall_rule);
    ct_json_end_object(json);
}

static void
put_top(CtJson *json)
{
    ct_json_key(json, "cybertwin");
    ct_json_begin_object(json);
    ct_json_put_string(json, "description", "The format; comes first.");
    ct_json_key(json, "const");
    ct_json_integer(json, 1);
    ct_json_end_object(json);
    ct_json_key(json, "include");
    ct_json_begin_object(json);
    ct_json_put_string(json, "description", "Files that are part of the topology.");
    ct_json_key(json, "type");
    ct_json_begin_array(json);
    ct_json_string(json, "string");
    ct_json_string(json, "array");
    ct_json_end_array(json);
    ct_json_key(json, "items");
    ct_json_begin_object(json);
    ct_schema_type(json, "string");
    ct_json_end_object(json);
    ct_json_end_object(json);
    put_keys(json, &ct_shape_top);
    for (size_t i = 0; i < ct_n_section_grammars; i++) {
        ct_json_key(json, ct_section_name(ct_section_grammars[i].section));
        ct_json_begin_object(json);
        ct_json_put_string(json, "description", ct_section_grammars[i].shape->doc);
        put_object_of(json, ct_section_grammars[i].shape);
        ct_json_end_object(json);
    }
    ct_json_key(json, "waivers");
    ct_json_begin_object(json);
    ct_schema_type(json, "array");
    ct_json_key(json, "items");
    put_shape(json, &ct_shape_waiver);
    ct_json_end_object(json);
}

void
ct_schema_write(CtOut *out)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "$schema", "http://json-schema.org/draft-07/schema#");
    ct_json_put_string(json, "$id", "https://cybertwin.example/topology.schema.json");
    ct_json_put_string(json, "title", "Cybertwin topology");
    ct_json_put_string(json, "description", "Generated from the tables that the reader uses.");
    ct_schema_type(json, "object");
    put_definitions(json);
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    put_top(json);
    ct_json_end_object(json);
    ct_json_put_bool(json, "additionalProperties", false);
    ct_json_end_object(json);
    ct_out_put(out, "\n");
}
