/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `defender "soc" { … }`: its fields, read into the scenario. Names are looked up later. */
#include "analysis/defender.h"
#include "analysis/lua_entry.h"
#include "attacks/lua_durations.h"
#include "attacks/lua_words.h"
#include "lua/args.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"

#include <math.h>
#include <string.h>

enum { MOST_ACTIONS = 64, MOST_TARGET = 512 };

/* Raises for a key of the table at @index that is none of @fields. */
static void
check_keys(lua_State *L, int index, const CtScenarioField *fields, size_t n, const char *what)
{
    const char *names[16];
    char suggestion[96];
    size_t n_keys = ct_lua_ordered_keys(L, index);

    g_assert(n <= G_N_ELEMENTS(names));
    for (size_t f = 0; f < n; f++)
        names[f] = fields[f].name;
    for (size_t i = 1; i <= n_keys; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "[1]";
        bool known = false;

        for (size_t f = 0; f < n; f++)
            known = known || strcmp(names[f], key) == 0;
        if (!known)
            ct_lua_raise(L, "%s has no '%.64s'%s", what, key,
                         ct_lua_suggest(key, names, n, suggestion, sizeof suggestion));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void
read_chance(lua_State *L, const char *key, double *ret_chance)
{
    if (ct_lua_raw_field(L, 1, key) != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TNUMBER ||
            !(lua_tonumber(L, -1) >= 0 && lua_tonumber(L, -1) <= 1))
            ct_lua_raise(L, "%s must be a number between 0 and 1, not %s", key,
                         lua_type(L, -1) == LUA_TNUMBER ? "one outside" : ct_lua_describe(L, -1));
        *ret_chance = lua_tonumber(L, -1);
    }
    lua_pop(L, 1);
}

/* Owns its error, so that who calls may jump. */
static bool
check_dist(const CtDist *dist, char *why, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_dist_check(dist, &error))
        return true;
    g_strlcpy(why, error->message, size);
    return false;
}

static void
read_dist(lua_State *L, int table, const char *key, CtDist *ret_dist)
{
    char why[256];

    if (ct_lua_raw_field(L, table, key) != LUA_TNIL) {
        CtDist dist = ct_lua_check_dist(L, -1, key);

        if (!check_dist(&dist, why, sizeof why))
            ct_lua_raise(L, "%s: %s", key, why);
        *ret_dist = dist;
    }
    lua_pop(L, 1);
}

static void
read_people(lua_State *L, const char *key, const char *otherwise, uint32_t *ret_people)
{
    if (ct_lua_raw_field(L, 1, key) != LUA_TNIL) {
        lua_Number n = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;

        if (!(n >= 1 && n <= CT_DEFENDER_MOST_ANALYSTS) || n != floor(n))
            ct_lua_raise(L, "%s must be a whole number from 1 to %d; %s", key,
                         CT_DEFENDER_MOST_ANALYSTS, otherwise);
        *ret_people = (uint32_t)n;
    }
    lua_pop(L, 1);
}

/* Owns its error, so that who calls may jump. */
static bool
parse_shifts(const char *text, CtWeek *ret_week, char *why, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_week_parse(text, ret_week, &error))
        return true;
    g_strlcpy(why, error->message, size);
    return false;
}

static void
read_shifts(lua_State *L, CtDefender *defender)
{
    char why[256];

    if (ct_lua_raw_field(L, 1, "shifts") != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TSTRING)
            ct_lua_raise(L, "shifts must be hours such as \"mon-fri 08:00-18:00\", not %s",
                         ct_lua_describe(L, -1));
        if (!parse_shifts(lua_tostring(L, -1), &defender->shifts, why, sizeof why))
            ct_lua_raise(L, "shifts: %s", why);
    }
    lua_pop(L, 1);
}

/* Owns its error, so that who calls may jump. */
static bool
parse_rate(const char *text, double *ret_per_ms, char *why, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_defender_parse_rate(text, ret_per_ms, &error))
        return true;
    g_strlcpy(why, error->message, size);
    return false;
}

/* The rate on top of the stack. */
static void
add_rate(lua_State *L, CtDefender *defender, const char *sensor)
{
    char why[256];
    double per_ms = 0;

    if (lua_type(L, -1) != LUA_TSTRING)
        ct_lua_raise(L, "false_alarms: expected a rate such as \"2/d\", not %s",
                     ct_lua_describe(L, -1));
    if (!parse_rate(lua_tostring(L, -1), &per_ms, why, sizeof why))
        ct_lua_raise(L, "false_alarms: %s", why);
    ct_defender_add_false_alarms(defender, sensor, defender->pos)->per_ms = per_ms;
}

static void
read_false_alarms(lua_State *L, CtDefender *defender)
{
    int type = ct_lua_raw_field(L, 1, "false_alarms");

    if (type == LUA_TTABLE) {
        int table = lua_gettop(L);
        size_t n = ct_lua_ordered_keys(L, table);

        for (size_t i = 1; i <= n; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i);
            if (lua_type(L, -1) != LUA_TSTRING)
                ct_lua_raise(L, "false_alarms: expected ids of assets and conduits, as in "
                                "{ [\"hmi-1\"] = \"2/d\" }");
            lua_pushvalue(L, -1);
            lua_rawget(L, table);
            add_rate(L, defender, lua_tostring(L, -2));
            lua_pop(L, 2);
        }
        lua_pop(L, 1);
    } else if (type != LUA_TNIL) {
        add_rate(L, defender, NULL);
    }
    lua_pop(L, 1);
}

/* The text on top of the stack: "isolate", "rotate op-password". */
static void
add_action(lua_State *L, CtPlay *play)
{
    const char *words[CT_DEFENCE_COUNT];
    char word[32] = "", target[MOST_TARGET], suggestion[96];

    if (lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) >= MOST_TARGET)
        ct_lua_raise(L, "act: expected a text such as \"isolate\", not %s", ct_lua_describe(L, -1));
    const char *text = lua_tostring(L, -1), *space = strchr(text, ' ');
    size_t n = space != NULL ? (size_t)(space - text) : strlen(text);

    if (n < sizeof word)
        g_strlcpy(word, text, n + 1);
    g_strlcpy(target, space != NULL ? space + 1 : "", sizeof target);
    g_strstrip(target);
    for (int i = 0; i < CT_DEFENCE_COUNT; i++) {
        words[i] = ct_defence_text((CtDefence)i);
        if (strcmp(words[i], word) != 0)
            continue;
        if (target[0] == '\0' && ct_defence_needs_target((CtDefence)i))
            ct_lua_raise(L, "act: %s needs to know which, as in \"%s ID\", one of the %s", word,
                         word, ct_section_name(ct_defence_section((CtDefence)i)));
        ct_defender_add_action(play, (CtDefence)i, target[0] != '\0' ? target : NULL);
        return;
    }
    ct_lua_raise(L,
                 "act: nobody can '%.64s'%s; write isolate, restore, patch, rotate, block, "
                 "investigate and the like",
                 text,
                 ct_lua_suggest(word, words, CT_DEFENCE_COUNT, suggestion, sizeof suggestion));
}

/* The entry of the playbook on top of the stack. */
static void
read_play(lua_State *L, CtDefender *defender)
{
    int table = lua_gettop(L);

    if (!lua_istable(L, table))
        ct_lua_raise(L,
                     "playbook: expected entries such as { on = \"exec\", act = { \"isolate\" } "
                     "}, not %s",
                     ct_lua_describe(L, table));
    check_keys(L, table, ct_play_fields, ct_n_play_fields, "an entry of the playbook");
    if (defender->playbook.length == CT_DEFENDER_MOST_PLAYS)
        ct_lua_raise(L, "playbook: more than %d entries", CT_DEFENDER_MOST_PLAYS);
    CtPlay *play = ct_defender_add_play(defender, defender->pos);

    if (ct_lua_raw_field(L, table, "on") != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TSTRING)
            ct_lua_raise(L, "playbook: on = must be a kind of fact such as \"exec\", not %s",
                         ct_lua_describe(L, -1));
        if (strcmp(lua_tostring(L, -1), "any") != 0)
            play->on = g_strdup(lua_tostring(L, -1));
    }
    lua_pop(L, 1);
    read_dist(L, table, "after", &play->after);
    read_dist(L, table, "takes", &play->takes);
    int type = ct_lua_raw_field(L, table, "act");

    if (type == LUA_TSTRING)
        add_action(L, play);
    else if (type != LUA_TTABLE || lua_rawlen(L, -1) == 0)
        ct_lua_raise(L, "playbook: an entry says what to do, as in act = { \"isolate\" }");
    for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        if (i > MOST_ACTIONS)
            ct_lua_raise(L, "act: more than %d actions", MOST_ACTIONS);
        add_action(L, play);
        lua_pop(L, 1);
    }
    lua_settop(L, table);
}

static void
read_playbook(lua_State *L, CtDefender *defender)
{
    int type = ct_lua_raw_field(L, 1, "playbook");

    if (type != LUA_TNIL && type != LUA_TTABLE)
        ct_lua_raise(L, "playbook must be a list of entries in braces, not %s",
                     ct_lua_describe(L, -1));
    for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        read_play(L, defender);
        lua_pop(L, 1);
    }
    lua_settop(L, 1);
}

/* What `defender "name"` returns takes the fields. Upvalues: name, line. */
static int
take_defender(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_reader(L);
    CtPos pos = {.file = reader->file, .line = (uint32_t)lua_tointeger(L, lua_upvalueindex(2))};

    ct_lua_entry_check(L, "defender");
    lua_settop(L, 1);
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "defender: expected its fields in braces after the name, not %s",
                     ct_lua_describe(L, 1));
    if (reader->scenario->defender != NULL)
        ct_lua_raise(L, "defender: one is declared already, in line %u",
                     reader->scenario->defender->pos.line);
    check_keys(L, 1, ct_defender_fields, ct_n_defender_fields, "a defender");
    CtDefender *defender = ct_defender_new(lua_tostring(L, lua_upvalueindex(1)), pos);

    reader->scenario->defender = defender; /* owns it from here on: what follows may raise */
    read_people(L, "analysts", "without anybody who looks at alerts leave the defender out",
                &defender->analysts);
    read_people(L, "experts", "where nobody looks a second time leave them out",
                &defender->experts);
    read_dist(L, 1, "triage", &defender->triage);
    read_dist(L, 1, "examines", &defender->examines);
    read_shifts(L, defender);
    read_chance(L, "recognises", &defender->recognises);
    read_chance(L, "dismisses", &defender->dismisses);
    read_chance(L, "finds", &defender->finds);
    read_false_alarms(L, defender);
    read_playbook(L, defender);
    return 0;
}

static int
defender_word(lua_State *L)
{
    ct_lua_entry_check(L, "defender");
    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0 || lua_rawlen(L, 1) > 128)
        ct_lua_raise(L, "defender: expected a name such as \"soc\", not %s", ct_lua_describe(L, 1));
    lua_settop(L, 1);
    lua_pushinteger(L, ct_lua_calling_line(L));
    lua_pushcclosure(L, take_defender, 2);
    return 1;
}

void
ct_lua_defender_open(lua_State *L)
{
    ct_lua_durations_open_shapes(L);
    lua_pushcfunction(L, defender_word);
    ct_lua_sandbox_set(L, "defender");
}
