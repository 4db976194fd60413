/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sections, what every entity may have, and what the tables say in words.
 */
#include "topology/yaml/grammar.h"

#include <glib.h>
#include <string.h>

#define KEY(row, member) .offset = offsetof(row, member)

static const CtKey entity_keys[] = {
    {"name", CT_KEY_TEXT, .place = CT_PLACE_EXTRA, KEY(CtExtra, name),
     .doc = "What people call it."},
    {"note", CT_KEY_TEXT, .place = CT_PLACE_EXTRA, KEY(CtExtra, note), .doc = "A remark."},
    {"uid", CT_KEY_NAME, .place = CT_PLACE_EXTRA, KEY(CtExtra, uid), .fallback = "its id",
     .doc = "Keeps its luck in simulations when the id changes."},
    {"x", CT_KEY_FREE, .place = CT_PLACE_EXTRA, KEY(CtExtra, x),
     .doc = "A free map, kept and visible to Lua."},
};
const CtShape ct_shape_entity = {.what = "any entity",
                                 .doc = "Every entity, component and service may have these too.",
                                 .keys = entity_keys,
                                 .n_keys = G_N_ELEMENTS(entity_keys)};

static const CtKey top_keys[] = {
    {"name", CT_KEY_TEXT, KEY(CtModel, name), .doc = "What the system is called."},
    {"domain", CT_KEY_NAME, KEY(CtModel, domain),
     .doc = "automotive, energy, smart-home, telecom, industrial or any other word."},
    {"x", CT_KEY_FREE, KEY(CtModel, x), .doc = "A free map, kept and visible to Lua."},
};
const CtShape ct_shape_top = {.what = "a topology",
                              .doc = "The whole file; `cybertwin: 1` comes first.",
                              .keys = top_keys,
                              .n_keys = G_N_ELEMENTS(top_keys)};

const CtSectionGrammar ct_section_grammars[] = {
    {CT_SECTION_SUPPLIERS, &ct_shape_supplier},
    {CT_SECTION_PRODUCTS, &ct_shape_product},
    {CT_SECTION_VULNERABILITIES, &ct_shape_vulnerability},
    {CT_SECTION_NETWORKS, &ct_shape_network},
    {CT_SECTION_SITES, &ct_shape_site},
    {CT_SECTION_ZONES, &ct_shape_zone},
    {CT_SECTION_CONDUITS, &ct_shape_conduit},
    {CT_SECTION_ASSETS, &ct_shape_asset},
    {CT_SECTION_PEOPLE, &ct_shape_people},
    {CT_SECTION_DATA, &ct_shape_data},
    {CT_SECTION_CREDENTIALS, &ct_shape_credential},
    {CT_SECTION_CHANNELS, &ct_shape_channel},
    {CT_SECTION_FLOWS, &ct_shape_flow},
    {CT_SECTION_FUNCTIONS, &ct_shape_function},
    {CT_SECTION_CONDITIONS, &ct_shape_condition},
    {CT_SECTION_REQUIREMENTS, &ct_shape_requirement},
    {CT_SECTION_POLICIES, &ct_shape_policy},
    {CT_SECTION_MEASURES, &ct_shape_measure},
    {CT_SECTION_TARGETS, &ct_shape_target},
};
const size_t ct_n_section_grammars = G_N_ELEMENTS(ct_section_grammars);

const char *const ct_fr_names[CT_N_FR] = {"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"};

static const CtKey *
find_in(const CtKey *from, const CtKey *end, const char *name)
{
    for (; from < end; from++)
        if (from->name[0] == name[0] && strcmp(from->name, name) == 0)
            return from;
    return NULL;
}

const CtKey *
ct_shape_find_near(const CtShape *shape, const CtKey *first, const char *name)
{
    const CtKey *keys = shape->keys, *end = keys + shape->n_keys;
    const CtKey *near = first >= keys && first < end ? first : keys;
    const CtKey *found = find_in(near, end, name);

    if (found == NULL)
        found = find_in(keys, near, name);
    return found != NULL || !shape->entity ? found : ct_shape_find(&ct_shape_entity, name);
}

const CtKey *
ct_shape_find(const CtShape *shape, const char *name)
{
    return ct_shape_find_near(shape, shape->keys, name);
}

static char *
expects_words(const char *start, CtWordList list)
{
    GString *text = g_string_new(start);

    for (unsigned i = 1; i <= ct_words_count(list); i++)
        g_string_append_printf(text, "%s%s", i == 1 ? "" : ", ", ct_word_text(list, i));
    return g_string_free(text, FALSE);
}

static const char *const type_texts[CT_KEY_TYPE_COUNT] = {
    [CT_KEY_TEXT] = "a text",
    [CT_KEY_NAME] = "a word of letters, digits, '-' and '_'",
    [CT_KEY_PURL] = "a package URL such as \"pkg:generic/goahead@2.5.0\"",
    [CT_KEY_CVSS] = "a CVSS 3.1 or 4.0 vector such as "
                    "\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"",
    [CT_KEY_DATE] = "a date such as 2027-06-30",
    [CT_KEY_WINDOW] = "times such as \"mon-fri 08:00-17:00\"",
    [CT_KEY_DURATION] = "a duration such as 30d, 2h or 90min",
    [CT_KEY_BOOL] = "true or false",
    [CT_KEY_QUANTITY] = "a number, a percentage such as 5%, or a duration such as 30d",
    [CT_KEY_CAPACITY] = "a rate such as 100Mbit",
    [CT_KEY_FRACTION] = "a number from 0 to 1, or a percentage",
    [CT_KEY_FRACTION_F] = "a number from 0 to 1, or a percentage",
    [CT_KEY_COMPONENT] = "the id of a component of the same product",
    [CT_KEY_INTO] = "ids of networks or zones",
    [CT_KEY_SELECTOR] = "an asset, a list of assets, or one of {zone: …}, {product: …}, "
                        "{supplier: …}, {kind: …}",
    [CT_KEY_SENDER] = "an asset, a list of assets, or one of {zone: …}, {product: …}, "
                      "{supplier: …}, {kind: …}",
    [CT_KEY_ASSET] = "the id of one asset",
    [CT_KEY_PORT] = "one port such as tcp/443, udp/161 or can",
    [CT_KEY_PORTS] = "ports such as tcp/443, \"tcp/8000-8010\", can or any",
    [CT_KEY_RULES] = "a list of rules such as [ { port: tcp/443 } ]",
    [CT_KEY_SERVICE_NAME] = "the id of a service",
    [CT_KEY_SERVICE] = "a service, written product.service or asset.service",
    [CT_KEY_SERVICES] = "services, written product.service or asset.service",
    [CT_KEY_OPENS] = "services (product.service, asset.service), networks, channels, conduits or "
                     "data",
    [CT_KEY_PARTIES] = "assets, credentials or people",
    [CT_KEY_APPROVALS] = "a map such as { k: 2, of: developers }",
    [CT_KEY_NEEDS] = "assets and functions: a list, {all: […]}, {any: […]} or {k: 2, of: […]}",
    [CT_KEY_AFFECTS] = "product, product.service, product.component, or a package URL with "
                       "versions such as \"pkg:generic/goahead@<3.6.5\"",
    [CT_KEY_SETTINGS] = "a map such as { conduits.c1.controls.mfa: otp }",
    [CT_KEY_SL_T] = "a number from 0 to 4, or a map of IAC, UC, SI, DC, RDF, TRE, RA to such",
    [CT_KEY_FREE] = "a map",
    [CT_KEY_MAP] = "a map",
    [CT_KEY_PART] = "a map",
    [CT_KEY_ENTITIES] = "a map from ids to entries",
    [CT_KEY_POLICY] = "a map with from and to",
};

char *
ct_key_expects(const CtKey *key)
{
    switch ((CtKeyType)key->type) {
    case CT_KEY_WORD:
        return expects_words("one of: ", key->arg);
    case CT_KEY_WORDS:
        return expects_words("one or several of: ", key->arg);
    case CT_KEY_MFA:
        return expects_words("true, false or one of: ", CT_WORDS_MFA);
    case CT_KEY_NUMBER:
        return g_strdup(key->arg ? "a number" : "a number, 0 or more");
    case CT_KEY_INT8:
    case CT_KEY_INT32:
    case CT_KEY_COUNT:
        return g_strdup_printf("a whole number from %u to %u", key->low, key->high);
    case CT_KEY_TEXT:
        return g_strdup(key->required ? "a text that is not empty" : "a text");
    case CT_KEY_REF:
        return g_strdup_printf("the id of one of the %s", ct_section_name(key->arg));
    case CT_KEY_REFS:
        return g_strdup_printf("ids of %s", ct_section_name(key->arg));
    default: /* the rest say the same for every key */
        return g_strdup(type_texts[key->type] != NULL ? type_texts[key->type] : "");
    }
}
