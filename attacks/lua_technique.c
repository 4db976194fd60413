/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `technique "name" { … }`: the table is read field by field, every mistake in it is reported where
 * it stands, and what may be a function goes, out of the script's hands, into a table of the
 * library's own.
 */
#include "attacks/lua_rule.h"

#include "base/ident.h"
#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <string.h>

static const char library_key = 'l';

static const char *const fields[] = {
    "ids",   "name",   "names", "tactics", "from",     "via",   "each",    "also",
    "sees",  "when",   "gains", "prepare", "works",    "time",  "success", "noise",
    "skill", "effort", "retry", "tries",   "fans_out", "stops", "note",    "source",
};

/* One text of the table @field, which lies on top of the stack. */
static const char *
read_shown(CtRuleReader *reader, const char *field, const char *key)
{
    const char *text = NULL;
    int type = ct_lua_raw_field(reader->L, -1, key);

    if (type == LUA_TSTRING)
        text = ct_library_text(reader->owner, lua_tostring(reader->L, -1));
    else if (type != LUA_TNIL)
        ct_rule_fail(reader, field, "%s.%s must be a text, not %s", field, key,
                     ct_lua_describe(reader->L, -1));
    lua_pop(reader->L, 1);
    return text;
}

/* What is shown by domain and route: the ids of a rule, and their names where they differ. */
static bool
read_by_domain(CtRuleReader *reader, const char *field, CtTechniqueIds *ret_shown)
{
    static const char *const keys[] = {"it", "ot", "mobile", "internet"};
    char internet[32];

    if (ct_rule_push_field(reader, field) != LUA_TTABLE) {
        lua_pop(reader->L, 1);
        return false;
    }
    g_snprintf(internet, sizeof internet, "%s.internet", field);
    ct_rule_check_keys(reader, -1, field, field, keys, 4);
    ret_shown->it = read_shown(reader, field, "it");
    ret_shown->ot = read_shown(reader, field, "ot");
    ret_shown->mobile = read_shown(reader, field, "mobile");
    int type = ct_lua_raw_field(reader->L, -1, "internet");
    if (type == LUA_TTABLE) {
        ct_rule_check_keys(reader, -1, field, internet, keys, 2);
        ret_shown->internet_it = read_shown(reader, field, "it");
        ret_shown->internet_ot = read_shown(reader, field, "ot");
    } else if (type != LUA_TNIL) {
        ct_rule_fail(reader, field, "%s must be a table such as { it = \"…\" }", internet);
    }
    lua_pop(reader->L, 2);
    return true;
}

static void
read_ids(CtRuleReader *reader)
{
    CtTechniqueIds *ids = &reader->t->ids;
    bool failed = reader->failed;

    if (!read_by_domain(reader, "ids", ids)) {
        ct_rule_fail(reader, "ids",
                     "ids must be a table such as { it = \"T1078\", ot = \"T0859\" }");
        return;
    }
    if (ids->it == NULL && ids->ot == NULL && ids->mobile == NULL && reader->failed == failed)
        ct_rule_fail(reader, "ids", "ids needs at least one of it, ot and mobile");
}

static void
read_names(CtRuleReader *reader)
{
    reader->t->title = ct_rule_read_text(reader, "name", true);
    if (read_by_domain(reader, "names", &reader->t->titles))
        return;
    if (ct_rule_push_field(reader, "names") != LUA_TNIL)
        ct_rule_fail(reader, "names",
                     "names must be a table such as { ot = \"System Firmware\" }, not %s",
                     ct_lua_describe(reader->L, -1));
    lua_pop(reader->L, 1);
}

static void
read_sees(CtRuleReader *reader)
{
    static const char *const words[] = {"asset", "credential", "controls", "person", "supplier"};
    const char *const *named = ct_rule_read_texts(reader, "sees", false);
    char suggestion[96];

    for (size_t i = 0; named[i] != NULL; i++) {
        bool known = false;

        for (size_t w = 0; w < G_N_ELEMENTS(words); w++)
            if (strcmp(named[i], words[w]) == 0) {
                reader->t->sees |= UINT32_C(1) << w;
                known = true;
            }
        if (!known)
            ct_rule_fail(reader, "sees", "sees has no '%.40s'%s", named[i],
                         ct_lua_suggest(named[i], words, G_N_ELEMENTS(words), suggestion,
                                        sizeof suggestion));
    }
}

/* Keeps the value on top of the stack as @value, and pops it. */
static void
keep(CtRuleReader *reader, CtRuleValue value)
{
    lua_rawseti(reader->L, reader->values, value);
}

static void
read_facts(CtRuleReader *reader, const char *key, CtRuleValue value, bool gains)
{
    CtTerms terms = {0};
    int type = ct_rule_push_field(reader, key);

    if (type == LUA_TNIL && gains)
        ct_rule_fail(reader, key, "gains is missing: say which fact the technique yields");
    else if (type != LUA_TNIL && type != LUA_TFUNCTION)
        ct_lua_read_terms(reader->L, -1, reader->t, NULL, gains, &terms);
    if (terms.mistake[0] != '\0') {
        CtPos pos = ct_rule_field_pos(reader, key);
        if (terms.line != 0 && terms.line != pos.line)
            pos = (CtPos){.line = terms.line, .file = pos.file};
        ct_rule_fail_at(reader, pos, "%s: %s", key, terms.mistake);
    }
    keep(reader, value);
}

static void
read_function(CtRuleReader *reader, const char *key, CtRuleValue value)
{
    int type = ct_rule_push_field(reader, key);

    if (type != LUA_TNIL && type != LUA_TFUNCTION)
        ct_rule_fail(reader, key, "%s must be a function of the variables, not %s", key,
                     ct_lua_describe(reader->L, -1));
    keep(reader, value);
}

/* Wraps ct_lua_check_dist() so that its complaint becomes a diagnostic. */
static int
check_dist(lua_State *L)
{
    CtDist dist = ct_lua_check_dist(L, 1, lua_tostring(L, 2));

    *(CtDist *)ct_lua_new_object(L, CT_LUA_DIST, sizeof dist, 0) = dist;
    return 1;
}

/* The value on top of the stack is replaced by the duration it says. */
static void
read_dist_value(CtRuleReader *reader, const char *key)
{
    lua_State *L = reader->L;

    lua_pushcfunction(L, check_dist);
    lua_insert(L, -2);
    lua_pushstring(L, key);
    if (lua_pcall(L, 2, 1, 0) != LUA_OK) {
        ct_rule_fail(reader, key, "%s", lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?");
        lua_pop(L, 1);
        lua_pushnil(L);
    }
}

static void
read_time(CtRuleReader *reader, const char *key, CtRuleValue value, bool required)
{
    int type = ct_rule_push_field(reader, key);

    if (type == LUA_TNIL && required)
        ct_rule_fail(reader, key, "%s is missing: how long does one attempt take?", key);
    else if (type != LUA_TNIL && type != LUA_TFUNCTION)
        read_dist_value(reader, key);
    keep(reader, value);
}

/* A number within [0, @high], or a function. */
static void
read_number(CtRuleReader *reader, const char *key, CtRuleValue value, double high, bool required)
{
    lua_State *L = reader->L;
    int type = ct_rule_push_field(reader, key);
    const CtDist *dist = luaL_testudata(L, -1, CT_LUA_DIST);

    if (dist != NULL && value == CT_RULE_EFFORT && dist->kind == CT_DIST_CONSTANT) {
        lua_pushnumber(L, dist->a / (double)CT_MS_HOUR);
        lua_replace(L, -2);
    } else if (type == LUA_TNIL && required) {
        ct_rule_fail(reader, key, "%s is missing: give a number or a function", key);
    } else if (type == LUA_TNUMBER) {
        if (!(lua_tonumber(L, -1) >= 0.0) || lua_tonumber(L, -1) > high)
            ct_rule_fail(reader, key, "%s must lie between 0 and %g, not %g", key, high,
                         lua_tonumber(L, -1));
    } else if (type != LUA_TNIL && type != LUA_TFUNCTION) {
        ct_rule_fail(reader, key, "%s must be a number or a function, not %s", key,
                     ct_lua_describe(L, -1));
    }
    keep(reader, value);
}

static void
read_skill(CtRuleReader *reader)
{
    lua_State *L = reader->L;
    int type = ct_rule_push_field(reader, "skill");
    CtSkill skill;

    if (type == LUA_TNIL)
        ct_rule_fail(reader, "skill", "skill is missing: novice, beginner, intermediate or expert");
    else if (type == LUA_TSTRING && !ct_skill_parse(lua_tostring(L, -1), &skill))
        ct_rule_fail(reader, "skill",
                     "skill must be novice, beginner, intermediate or expert, not '%.40s'",
                     lua_tostring(L, -1));
    else if (type != LUA_TSTRING && type != LUA_TFUNCTION)
        ct_rule_fail(reader, "skill", "skill must be a word or a function, not %s",
                     ct_lua_describe(L, -1));
    keep(reader, CT_RULE_SKILL);
}

static uint8_t
read_per(CtRuleReader *reader, const char *key)
{
    char suggestion[96];
    CtPer per = CT_PER_STEP;
    int type = ct_lua_raw_field(reader->L, -1, "per");

    if (type == LUA_TSTRING && !ct_per_parse(lua_tostring(reader->L, -1), &per)) {
        const char *text = lua_tostring(reader->L, -1);
        ct_rule_fail(reader, key, "%s.per has no '%.40s'%s", key, text,
                     ct_lua_suggest(text, ct_per_names, ct_n_per_names, suggestion,
                                    sizeof suggestion));
    } else if (type != LUA_TSTRING && type != LUA_TNIL) {
        ct_rule_fail(reader, key, "%s.per must be a word such as \"vulnerability\"", key);
    }
    lua_pop(reader->L, 1);
    return (uint8_t)per;
}

/* prepare = { time = …, per = … } and works = { p = …, per = … } */
static uint8_t
read_pair(CtRuleReader *reader, const char *key, const char *inner, CtRuleValue value)
{
    lua_State *L = reader->L;
    const char *const known[] = {inner, "per"};
    uint8_t per = CT_PER_STEP;
    int type = ct_rule_push_field(reader, key);

    if (type == LUA_TNIL) {
        keep(reader, value);
        return per;
    }
    if (type != LUA_TTABLE) {
        ct_rule_fail(reader, key, "%s must be a table { %s = …, per = … }, not %s", key, inner,
                     ct_lua_describe(L, -1));
        lua_pop(L, 1);
        return per;
    }
    per = read_per(reader, key);
    ct_rule_check_keys(reader, -1, key, key, known, 2);
    type = ct_lua_raw_field(L, -1, inner);
    if (type == LUA_TNIL)
        ct_rule_fail(reader, key, "%s.%s is missing", key, inner);
    else if (type != LUA_TFUNCTION && value == CT_RULE_PREPARE)
        read_dist_value(reader, key);
    else if (type != LUA_TFUNCTION &&
             (type != LUA_TNUMBER || !(lua_tonumber(L, -1) >= 0.0) || lua_tonumber(L, -1) > 1.0))
        ct_rule_fail(reader, key, "%s.%s must be a number between 0 and 1 or a function", key,
                     inner);
    keep(reader, value);
    lua_pop(L, 1);
    return per;
}

static void
read_tries(CtRuleReader *reader)
{
    lua_State *L = reader->L;
    int type = ct_rule_push_field(reader, "tries");

    reader->rule.tries = UINT32_MAX;
    if (type != LUA_TNIL &&
        (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1 || lua_tointeger(L, -1) > INT32_MAX))
        ct_rule_fail(reader, "tries", "tries must be a whole number, 1 or more");
    else if (type != LUA_TNIL)
        reader->rule.tries = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 1);

    type = ct_rule_push_field(reader, "fans_out");
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        ct_rule_fail(reader, "fans_out", "fans_out must be true or false, not %s",
                     ct_lua_describe(L, -1));
    reader->t->fans_out = lua_toboolean(L, -1);
    lua_pop(L, 1);
}

static void
check_tactics(CtRuleReader *reader)
{
    static const char *const known[] = {
        "reconnaissance",
        "resource-development",
        "initial-access",
        "execution",
        "persistence",
        "privilege-escalation",
        "defense-evasion",
        "evasion",
        "credential-access",
        "discovery",
        "lateral-movement",
        "collection",
        "command-and-control",
        "exfiltration",
        "impact",
        "inhibit-response-function",
        "impair-process-control",
    };
    char suggestion[96];

    for (size_t i = 0; reader->t->tactics[i] != NULL; i++) {
        const char *tactic = reader->t->tactics[i];
        bool found = false;

        for (size_t k = 0; k < G_N_ELEMENTS(known); k++)
            found = found || strcmp(known[k], tactic) == 0;
        if (!found)
            ct_rule_fail(reader, "tactics", "'%.40s' is no tactic of ATT&CK%s", tactic,
                         ct_lua_suggest(tactic, known, G_N_ELEMENTS(known), suggestion,
                                        sizeof suggestion));
    }
}

static void
read_fields(CtRuleReader *reader)
{
    CtTechnique *t = reader->t;

    ct_rule_check_keys(reader, reader->table, "", NULL, fields, G_N_ELEMENTS(fields));
    read_ids(reader);
    read_names(reader);
    t->tactics = ct_rule_read_texts(reader, "tactics", true);
    check_tactics(reader);
    t->stops = ct_rule_read_texts(reader, "stops", false);
    t->note = ct_rule_read_text(reader, "note", false);
    if (ct_rule_push_field(reader, "source") == LUA_TNIL)
        ct_rule_fail(reader, "source",
                     "source is missing: say where the numbers come from, or \"assumption\"");
    lua_pop(reader->L, 1);
    t->source = ct_rule_read_text(reader, "source", false);
    read_sees(reader);
    ct_rule_read_variables(reader);
    if (t->n_variables > 0) {
        read_facts(reader, "also", CT_RULE_ALSO, false);
        read_facts(reader, "gains", CT_RULE_GAINS, true);
    }
    read_function(reader, "when", CT_RULE_WHEN);
    reader->rule.prepare_per = read_pair(reader, "prepare", "time", CT_RULE_PREPARE);
    reader->rule.works_per = read_pair(reader, "works", "p", CT_RULE_WORKS);
    read_time(reader, "time", CT_RULE_TIME, true);
    read_time(reader, "retry", CT_RULE_RETRY, false);
    read_number(reader, "success", CT_RULE_SUCCESS, 1.0, true);
    read_number(reader, "noise", CT_RULE_NOISE, 1.0, true);
    read_number(reader, "effort", CT_RULE_EFFORT, 1e6, false);
    read_skill(reader);
    read_tries(reader);
}

CtLibrary *
ct_lua_library_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
    CtLibrary *library = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return library;
}

/* The function that `technique "name"` returns. Upvalues: the name, the line. */
static int
take_table(lua_State *L)
{
    CtLibrary *library = ct_lua_library_of(L);
    CtRuleReader reader = {.L = L, .owner = library, .table = 1};

    if (library == NULL || library->file == NULL)
        ct_lua_raise(L, "technique: rules are declared while a file is read, not later");
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "technique: expected its fields in braces after the name, not %s",
                     ct_lua_describe(L, 1));
    luaL_checkstack(L, 2 * CT_MAX_VARIABLES + 20, NULL);
    reader.t = &reader.rule.technique;
    reader.t->name = ct_library_text(library, lua_tostring(L, lua_upvalueindex(1)));
    reader.t->kinds = &library->kinds;
    reader.t->file = library->file->name;
    reader.t->line = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
    reader.rule.pos = (CtPos){.line = reader.t->line, .column = 1, .file = library->file->index};
    lua_newtable(L);
    reader.values = lua_gettop(L);
    read_fields(&reader);
    if (reader.failed)
        return 0;
    lua_settop(L, reader.values);
    reader.rule.values = luaL_ref(L, LUA_REGISTRYINDEX);
    ct_library_add(library, &reader.rule);
    return 0;
}

static int
technique_word(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "technique: expected a name such as \"valid-accounts\", not %s",
                     ct_lua_describe(L, 1));
    if (!ct_ident_is_valid(lua_tostring(L, 1), lua_rawlen(L, 1)))
        ct_lua_raise(L, "technique: '%.64s' is no name: letters, digits, - and _, no spaces",
                     lua_tostring(L, 1));
    lua_settop(L, 1);
    lua_pushinteger(L, ct_lua_calling_line(L));
    lua_pushcclosure(L, take_table, 2);
    return 1;
}

int
ct_lua_technique_open(lua_State *L)
{
    CtLibrary *library = lua_touserdata(L, 1);

    ct_lua_words_open(L, &library->kinds);
    lua_pushlightuserdata(L, library);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
    lua_pushcfunction(L, technique_word);
    ct_lua_sandbox_set(L, "technique");
    ct_lua_fact_kinds_open(L);
    return 0;
}
