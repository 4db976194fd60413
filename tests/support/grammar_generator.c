/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk over the tables with dice. What the validator would refuse is avoided key by key, see
 * is_chosen() and the cases of put_value().
 */
#include "tests/support/grammar_generator.h"

#include "topology/yaml/grammar.h"
#include "topology/yaml/scalar_text.h"

#include <string.h>

typedef struct Dice {
    uint64_t state;
    uint32_t n[CT_SECTION_COUNT]; /* entities by section */
    uint32_t row;                 /* of the entity being written */
    uint32_t n_components;        /* of the product being written */
    CtSection section;            /* its section */
    bool odd;                     /* a choice made once an entity */
} Dice;

static uint32_t
roll(Dice *dice, uint32_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (uint32_t)(dice->state >> 33) % sides;
}

static void put_map(Dice *dice, GString *out, const CtShape *shape);

static void
put_id(Dice *dice, GString *out, CtSection section)
{
    g_string_append_printf(out, "%s-%u", ct_section_word(section), roll(dice, dice->n[section]));
}

/* An entity before the one being written, so that nothing runs in a circle. */
static void
put_earlier(Dice *dice, GString *out, CtSection section)
{
    g_string_append_printf(out, "%s-%u", ct_section_word(section), roll(dice, dice->row));
}

static void
put_text(Dice *dice, GString *out)
{
    static const char *const texts[] = {"plain",   "two words", "4.1",     "true",  "- dash",
                                        "q\"uote", "umlaut ä",  "a: b",    "#hash", "line\nline",
                                        "",        "~",         "{ no }",  "0x1F",  "tab\there",
                                        "*star",   "trailing ", "percent%"};

    ct_scalar_text_quote(out, texts[roll(dice, G_N_ELEMENTS(texts))]);
}

static void
put_selector(Dice *dice, GString *out, bool sender)
{
    switch (roll(dice, 6)) {
    case 0:
        put_id(dice, out, CT_SECTION_ASSETS);
        break;
    case 1:
        g_string_append(out, "{ zone: ");
        put_id(dice, out, CT_SECTION_ZONES);
        g_string_append(out, " }");
        break;
    case 2:
        g_string_append(out, "{ product: [ ");
        put_id(dice, out, CT_SECTION_PRODUCTS);
        g_string_append(out, " ] }");
        break;
    case 3:
        g_string_append(out, "{ supplier: ");
        put_id(dice, out, CT_SECTION_SUPPLIERS);
        g_string_append(out, " }");
        break;
    case 4:
        g_string_append(out, "{ kind: rtu }");
        break;
    default:
        g_string_append(out, "[ ");
        put_id(dice, out, CT_SECTION_ASSETS);
        g_string_append(out, ", { zone: ");
        put_id(dice, out, CT_SECTION_ZONES);
        g_string_append(out, sender ? " } ]" : " }, { kind: plc } ]");
        break;
    }
}

static void
put_free(Dice *dice, GString *out, unsigned depth)
{
    uint32_t n = roll(dice, 4);

    g_string_append(out, "{");
    for (uint32_t i = 0; i < n; i++) {
        g_string_append_printf(out, "%s k%u: ", i > 0 ? "," : "", i);
        switch (roll(dice, depth > 2 ? 4 : 6)) {
        case 0:
            g_string_append(out, "12.50");
            break;
        case 1:
            g_string_append(out, "true");
            break;
        case 2:
            g_string_append(out, "null");
            break;
        case 3:
            put_text(dice, out);
            break;
        case 4:
            g_string_append(out, "[ 1, two, [ ] ]");
            break;
        default:
            put_free(dice, out, depth + 1);
            break;
        }
    }
    g_string_append(out, " }");
}

static void
put_port(Dice *dice, GString *out, bool one)
{
    static const char *const ports[] = {"tcp/443", "udp/161", "can",           "zigbee", "icmp",
                                        "tcp/0",   "usb",     "tcp/8000-8010", "udp"};

    g_string_append(out, ports[roll(dice, one ? 7 : G_N_ELEMENTS(ports))]);
}

static void
put_list(Dice *dice, GString *out, void (*put)(Dice *dice, GString *out), uint32_t least)
{
    uint32_t n = least + roll(dice, 3);

    g_string_append(out, "[");
    for (uint32_t i = 0; i < n; i++) {
        g_string_append(out, i > 0 ? ", " : " ");
        put(dice, out);
    }
    g_string_append(out, " ]");
}

static void
put_any_port(Dice *dice, GString *out)
{
    put_port(dice, out, false);
}

static void
put_rule(Dice *dice, GString *out)
{
    put_map(dice, out, &ct_shape_rule);
}

static void
put_service(Dice *dice, GString *out)
{
    put_id(dice, out, roll(dice, 2) ? CT_SECTION_PRODUCTS : CT_SECTION_ASSETS);
    g_string_append(out, ".service-0");
}

static void
put_opened(Dice *dice, GString *out)
{
    static const CtSection sections[] = {CT_SECTION_NETWORKS, CT_SECTION_CHANNELS,
                                         CT_SECTION_CONDUITS, CT_SECTION_DATA};

    if (roll(dice, 2) == 0)
        put_service(dice, out);
    else
        put_id(dice, out, sections[roll(dice, G_N_ELEMENTS(sections))]);
}

static void
put_party(Dice *dice, GString *out)
{
    static const CtSection sections[] = {CT_SECTION_ASSETS, CT_SECTION_CREDENTIALS,
                                         CT_SECTION_PEOPLE};

    put_id(dice, out, sections[roll(dice, G_N_ELEMENTS(sections))]);
}

static void
put_affected(Dice *dice, GString *out)
{
    static const char *const rest[] = {"", ".service-0", ".component-0"};

    if (roll(dice, 3) == 0) {
        g_string_append(out, "\"pkg:generic/lib-1@>=1.0,<2\"");
        return;
    }
    put_id(dice, out, CT_SECTION_PRODUCTS);
    g_string_append(out, rest[roll(dice, G_N_ELEMENTS(rest))]);
}

static void
put_need(Dice *dice, GString *out)
{
    if (dice->row > 0 && roll(dice, 3) == 0)
        put_earlier(dice, out, CT_SECTION_FUNCTIONS);
    else
        put_id(dice, out, CT_SECTION_ASSETS);
}

static void
put_needs(Dice *dice, GString *out)
{
    static const char *const forms[] = {"", "{ all: ", "{ any: ", "{ k: 1, of: "};
    uint32_t form = roll(dice, G_N_ELEMENTS(forms));

    g_string_append(out, forms[form]);
    put_list(dice, out, put_need, 1);
    g_string_append(out, form > 0 ? " }" : "");
}

static void
put_inner(Dice *dice, GString *out, const CtKey *key)
{
    uint32_t n = 1 + roll(dice, 3);

    if (key->arg == CT_SECTION_COMPONENTS)
        dice->n_components = n;
    g_string_append(out, "{");
    for (uint32_t i = 0; i < n; i++) {
        g_string_append_printf(out, "%s %s-%u: ", i > 0 ? "," : "", ct_section_word(key->arg), i);
        put_map(dice, out, key->shape);
    }
    g_string_append(out, " }");
}

static void
put_ref(Dice *dice, GString *out, const CtKey *key)
{
    bool own = (CtSection)key->arg == dice->section;

    if (own)
        put_earlier(dice, out, key->arg);
    else
        put_id(dice, out, key->arg);
}

static void
put_refs(Dice *dice, GString *out, const CtKey *key)
{
    uint32_t n = roll(dice, 3) + (strcmp(key->name, "networks") == 0 ? 1 : 0);

    g_string_append(out, "[");
    for (uint32_t i = 0; i < n; i++) {
        g_string_append(out, i > 0 ? ", " : " ");
        put_ref(dice, out, key);
    }
    g_string_append(out, " ]");
}

static void
put_scalar(Dice *dice, GString *out, const CtKey *key)
{
    static const char *const cvss[] = {
        "\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"",
        "\"CVSS:3.1/AV:L/AC:H/PR:L/UI:R/S:C/C:N/I:N/A:H\"",
        "\"CVSS:4.0/AV:A/AC:L/AT:P/PR:H/UI:P/VC:H/VI:N/VA:N/SC:N/SI:L/SA:N\"",
    };

    switch ((CtKeyType)key->type) {
    case CT_KEY_TEXT:
        put_text(dice, out);
        break;
    case CT_KEY_NAME:
        g_string_append_printf(out, "word_%u", roll(dice, 9));
        break;
    case CT_KEY_PURL:
        g_string_append_printf(out, "\"pkg:generic/lib-1@1.%u\"", roll(dice, 9));
        break;
    case CT_KEY_CVSS:
        g_string_append(out, cvss[roll(dice, G_N_ELEMENTS(cvss))]);
        break;
    case CT_KEY_DATE:
        g_string_append(out, "2028-02-29");
        break;
    case CT_KEY_DURATION:
        g_string_append_printf(out, "%u%s", 1 + roll(dice, 90), roll(dice, 2) ? "d" : "h");
        break;
    case CT_KEY_WINDOW:
        g_string_append(out, "\"mon-fri 08:00-17:00, sat 22:00-06:00\"");
        break;
    case CT_KEY_WORD:
        g_string_append(out, ct_word_text(key->arg, 1 + roll(dice, ct_words_count(key->arg))));
        break;
    case CT_KEY_MFA:
        g_string_append(out, roll(dice, 2) ? "true" : "otp");
        break;
    case CT_KEY_BOOL:
        g_string_append(out,
                        roll(dice, 2) && strcmp(key->name, "disabled") != 0 ? "true" : "false");
        break;
    case CT_KEY_NUMBER:
        g_string_append_printf(out, "%u.%u", roll(dice, 1000), roll(dice, 1000));
        break;
    case CT_KEY_CAPACITY:
        g_string_append_printf(out, "%uMbit/s", roll(dice, 1000));
        break;
    case CT_KEY_FRACTION:
    case CT_KEY_FRACTION_F:
        g_string_append_printf(out, roll(dice, 2) ? "0.%u" : "%u%%", roll(dice, 100));
        break;
    default:
        g_string_append_printf(out, "%u", key->low + roll(dice, MIN(key->high - key->low, 4) + 1));
        break;
    }
}

static void
put_words(Dice *dice, GString *out, const CtKey *key)
{
    uint32_t n = 1 + roll(dice, 2);

    g_string_append(out, "[");
    for (uint32_t i = 0; i < n; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : " ",
                               ct_word_text(key->arg, 1 + roll(dice, ct_words_count(key->arg))));
    g_string_append(out, " ]");
}

/* Values that name entities; false where @key's do not. */
static bool
put_names(Dice *dice, GString *out, const CtKey *key)
{
    switch ((CtKeyType)key->type) {
    case CT_KEY_REF:
        put_ref(dice, out, key);
        return true;
    case CT_KEY_REFS:
        put_refs(dice, out, key);
        return true;
    case CT_KEY_COMPONENT:
        g_string_append_printf(out, "component-%u", roll(dice, dice->n_components));
        return true;
    case CT_KEY_INTO:
        put_id(dice, out, roll(dice, 2) ? CT_SECTION_NETWORKS : CT_SECTION_ZONES);
        return true;
    case CT_KEY_SELECTOR:
    case CT_KEY_SENDER:
        put_selector(dice, out, key->type == CT_KEY_SENDER);
        return true;
    case CT_KEY_ASSET:
        if (dice->section == CT_SECTION_ASSETS)
            put_earlier(dice, out, CT_SECTION_ASSETS);
        else
            put_id(dice, out, CT_SECTION_ASSETS);
        return true;
    case CT_KEY_SERVICE_NAME:
        g_string_append(out, "service-0");
        return true;
    case CT_KEY_SERVICE:
        put_service(dice, out);
        return true;
    case CT_KEY_NEEDS:
        put_needs(dice, out);
        return true;
    case CT_KEY_APPROVALS:
        g_string_append(out, "{ k: 1, of: people-0 }");
        return true;
    default:
        return false;
    }
}

/* Values that are lists of something; false where @key's are not. */
static bool
put_lists(Dice *dice, GString *out, const CtKey *key)
{
    switch ((CtKeyType)key->type) {
    case CT_KEY_WORDS:
        if (key->arg == CT_WORDS_MUST)
            g_string_append(out, "available");
        else
            put_words(dice, out, key);
        return true;
    case CT_KEY_PORTS:
        if (roll(dice, 4) == 0)
            g_string_append(out, "any");
        else
            put_list(dice, out, put_any_port, 1);
        return true;
    case CT_KEY_RULES:
        if (key->arg != 0)
            g_string_append(out, "[ { port: [ tcp/23, can ], from: { zone: zone-0 } } ]");
        else
            put_list(dice, out, put_rule, 0);
        return true;
    case CT_KEY_SERVICES:
        put_list(dice, out, put_service, 0);
        return true;
    case CT_KEY_OPENS:
        put_list(dice, out, put_opened, 0);
        return true;
    case CT_KEY_PARTIES:
        put_list(dice, out, put_party, 0);
        return true;
    case CT_KEY_AFFECTS:
        put_list(dice, out, put_affected, 0);
        return true;
    default:
        return false;
    }
}

static void
put_value(Dice *dice, GString *out, const CtKey *key)
{
    if (put_names(dice, out, key) || put_lists(dice, out, key))
        return;
    switch ((CtKeyType)key->type) {
    case CT_KEY_PORT:
        put_port(dice, out, true);
        break;
    case CT_KEY_SETTINGS:
        g_string_append(out,
                        "{ conduits.conduit-0.controls.mfa: otp, assets.asset-0.count: 3, "
                        "assets.asset-0.x: { a: [ 1, 'two' ] }, conduits.conduit-0.allow: null }");
        break;
    case CT_KEY_SL_T:
        g_string_append(out, roll(dice, 2) ? "3" : "{ IAC: 1, RDF: 4 }");
        break;
    case CT_KEY_FREE:
        put_free(dice, out, 0);
        break;
    case CT_KEY_MAP:
    case CT_KEY_PART:
    case CT_KEY_POLICY:
        put_map(dice, out, key->shape);
        break;
    case CT_KEY_ENTITIES:
        put_inner(dice, out, key);
        break;
    default:
        put_scalar(dice, out, key);
        break;
    }
}

/* Whether a key is written at all; some must be, some must not, the others half of the time. */
static bool
is_chosen(Dice *dice, const CtShape *shape, const CtKey *key)
{
    bool own = (key->type == CT_KEY_REF || key->type == CT_KEY_REFS) &&
               (CtSection)key->arg == dice->section;

    if (key->type == CT_KEY_REFUSED)
        return false;
    if (own || (key->type == CT_KEY_ASSET && dice->section == CT_SECTION_ASSETS))
        return dice->row > 0 && roll(dice, 2) != 0; /* only those before it may be named */
    if (key->type == CT_KEY_COMPONENT)
        return dice->section == CT_SECTION_PRODUCTS && roll(dice, 2) != 0;
    if (key->type == CT_KEY_POLICY || shape == &ct_shape_target)
        return dice->odd == (strcmp(key->name, "never") == 0 || strcmp(key->name, "min") == 0);
    if (shape == &ct_shape_requirement && key->type == CT_KEY_REF)
        return dice->odd == (strcmp(key->name, "function") == 0);
    if (shape == &ct_shape_flow && key->type == CT_KEY_PORTS)
        return dice->odd && roll(dice, 2) != 0;
    if (shape == &ct_shape_flow && key->type == CT_KEY_SERVICE_NAME)
        return !dice->odd;
    if (key->required || key->type == CT_KEY_PORT || key->type == CT_KEY_INTO ||
        (shape == &ct_shape_channel && strcmp(key->name, "to") == 0) ||
        (shape == &ct_shape_asset && strcmp(key->name, "networks") == 0) ||
        (shape == &ct_shape_product && key->type == CT_KEY_ENTITIES))
        return true;
    return roll(dice, 2) != 0;
}

static void
put_map(Dice *dice, GString *out, const CtShape *shape)
{
    bool more = false;

    g_string_append(out, "{");
    for (uint32_t i = 0; i < shape->n_keys + (shape->entity ? ct_shape_entity.n_keys : 0); i++) {
        const CtKey *key =
            i < shape->n_keys ? &shape->keys[i] : &ct_shape_entity.keys[i - shape->n_keys];

        if (!is_chosen(dice, shape, key))
            continue;
        g_string_append_printf(out, "%s %s: ", more ? "," : "", key->name);
        put_value(dice, out, key);
        more = true;
    }
    g_string_append(out, " }");
}

GPtrArray *
grammar_generate_sections(uint64_t seed)
{
    GPtrArray *sections = g_ptr_array_new_with_free_func(g_free);
    Dice dice = {.state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1};

    for (CtSection section = 0; section < CT_SECTION_COUNT; section++)
        dice.n[section] = 1 + roll(&dice, 4);
    for (size_t i = 0; i < ct_n_section_grammars; i++) {
        GString *out = g_string_new(NULL);

        dice.section = ct_section_grammars[i].section;
        g_string_append_printf(out, "%s:\n", ct_section_name(dice.section));
        for (dice.row = 0; dice.row < dice.n[dice.section]; dice.row++) {
            dice.odd = roll(&dice, 2) != 0;
            g_string_append_printf(out, "  %s-%u: ", ct_section_word(dice.section), dice.row);
            put_map(&dice, out, ct_section_grammars[i].shape);
            g_string_append_c(out, '\n');
        }
        g_ptr_array_add(sections, g_string_free(out, FALSE));
    }
    for (guint i = sections->len; i > 1; i--) { /* any order is as good */
        guint j = roll(&dice, i);
        gpointer other = sections->pdata[i - 1];

        sections->pdata[i - 1] = sections->pdata[j];
        sections->pdata[j] = other;
    }
    return sections;
}

char *
grammar_generate(uint64_t seed)
{
    g_autoptr(GPtrArray) sections = grammar_generate_sections(seed);
    GString *out = g_string_new("cybertwin: 1\nname: generated\n");

    for (guint i = 0; i < sections->len; i++)
        g_string_append(out, g_ptr_array_index(sections, i));
    return g_string_free(out, FALSE);
}
