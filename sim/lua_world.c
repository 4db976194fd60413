/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The world as scripts see it, and what they do to it: one row a word that acts. Nothing here
 * changes anything but through sim/actions.h.
 */
#include "sim/lua_run.h"

#include "lua/args.h"
#include "lua/sandbox.h"
#include "sim/actions.h"
#include "topology/rule_names.h"

#include <string.h>

enum { MOST_TOGETHER = 65536 };

static const struct {
    const char *word;
    CtActionKind kind;
} actions[] = {
    {"isolate", CT_ACTION_ISOLATE},
    {"reconnect", CT_ACTION_RECONNECT},
    {"take_down", CT_ACTION_TAKE_DOWN},
    {"restore", CT_ACTION_RESTORE},
    {"halt", CT_ACTION_HALT},
    {"resume", CT_ACTION_RESUME},
    {"patch", CT_ACTION_PATCH},
    {"rotate", CT_ACTION_ROTATE},
    {"block", CT_ACTION_BLOCK},
    {"unblock", CT_ACTION_UNBLOCK},
    {"revoke", CT_ACTION_REVOKE},
    {"reinstate", CT_ACTION_REINSTATE},
    {"disclose", CT_ACTION_DISCLOSE},
    {"conceal", CT_ACTION_CONCEAL},
    {"quarantine", CT_ACTION_QUARANTINE},
    {"admit", CT_ACTION_ADMIT},
};

/* Whether @text has @word as one: not as a part of a longer one. */
static bool
has_word(const char *text, size_t length, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = text; (at = g_strstr_len(at, (gssize)(text + length - at), word)) != NULL;
         at++) {
        bool begins = at == text || (!g_ascii_isalnum(at[-1]) && at[-1] != '_');
        bool ends = at + n == text + length || (!g_ascii_isalnum(at[n]) && at[n] != '_');

        if (begins && ends)
            return true;
    }
    return false;
}

bool
ct_lua_text_acts(const char *text, size_t length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
        if (has_word(text, length, actions[i].word))
            return true;
    return has_word(text, length, "give");
}

/* --- which entities --- */

typedef struct Entities {
    uint32_t first, n;
} Entities;

/* Owns its error, so that who calls may jump. */
static bool
find_asset(const CtInstances *instances, const char *text, Entities *ret, char *why, size_t size)
{
    g_autoptr(GError) error = NULL;
    CtId row = ct_model_find(instances->model, CT_SECTION_ASSETS, text);

    *ret = (Entities){.n = 1};
    if (ct_instances_parse_asset(instances, text, &ret->first, &error))
        return true;
    if (row == CT_NO_ID) {
        g_strlcpy(why, error->message, size);
        return false;
    }
    *ret = (Entities){0}; /* all of `count: N`, which follow one another */
    for (uint32_t i = 0; i < instances->n_assets; i++)
        if (instances->asset_row[i] == row) {
            ret->first = ret->n == 0 ? i : ret->first;
            ret->n++;
        }
    return true;
}

static CtId
find_row(lua_State *L, const CtModel *model, CtSection section, const char *text, const char *word)
{
    uint32_t n = ct_model_count(model, section);
    CtId row = ct_model_find(model, section, text);
    char suggestion[128];

    if (row != CT_NO_ID)
        return row;
    const char **names = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *names, 0);

    for (uint32_t i = 0; i < n; i++)
        names[i] = ct_model_id(model, section, i);
    ct_lua_raise(L, "%s: the topology has no '%.64s' among its %s%s", word, text,
                 ct_section_name(section),
                 ct_lua_suggest(text, names, n, suggestion, sizeof suggestion));
}

static Entities
named_entities(lua_State *L, const CtLuaRun *run, CtSection section, int index, const char *word)
{
    const CtInstances *instances = run->shared->twin->instances;
    Entities entities = {.n = 1};
    char why[256];

    if (lua_type(L, index) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected an id of the topology's %s, not %s", word,
                     ct_section_name(section), ct_lua_describe(L, index));
    if (section != CT_SECTION_ASSETS)
        entities.first = find_row(L, instances->model, section, lua_tostring(L, index), word);
    else if (!find_asset(instances, lua_tostring(L, index), &entities, why, sizeof why))
        ct_lua_raise(L, "%s: %s", word, why);
    if (entities.n > MOST_TOGETHER)
        ct_lua_raise(L, "%s: more than %d assets at once; name some", word, MOST_TOGETHER);
    return entities;
}

/* Owns its error, so that who calls may jump. */
static bool
find_part(const CtModel *model, const char *text, CtAction *ret, char *why, size_t size)
{
    g_autoptr(GError) error = NULL;

    if (ct_conduit_part_parse(model, text, &ret->entity, &ret->part, &error))
        return true;
    g_strlcpy(why, error->message, size);
    return false;
}

/* A conduit, or a single rule of one; the courses have to know of the rule. */
static CtAction
named_part(lua_State *L, const CtLuaRun *run, CtActionKind kind, const char *word)
{
    const CtModel *model = run->shared->twin->model;
    const CtReach *reach = run->shared->sim->every_door;
    CtAction action = {.kind = kind, .vulnerability = CT_NO_ID};
    char why[256];

    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected an id of the topology's conduits, not %s", word,
                     ct_lua_describe(L, 1));
    if (!find_part(model, lua_tostring(L, 1), &action, why, sizeof why))
        ct_lua_raise(L, "%s: %s", word, why);
    CtId rule = ct_conduit_part_rule(model, action.entity, action.part);

    if (rule != CT_NO_ID && reach != NULL &&
        (reach->single == NULL || !ct_bits_get(reach->single, rule)))
        ct_lua_raise(L, "%s: the script has to name a rule in plain somewhere: \"%.128s\"", word,
                     lua_tostring(L, 1));
    return action;
}

/* --- acting --- */

static void
check_changing(lua_State *L, const CtLuaRun *run, const char *word)
{
    if (!run->shared->sim->is_changing)
        ct_lua_raise(L,
                     "%s: nothing can end in this run: the script names no word that acts in "
                     "plain",
                     word);
}

/* Upvalue: row of `actions`. */
static int
act_word(lua_State *L)
{
    size_t row = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    const char *word = actions[row].word;
    CtLuaRun *run = ct_lua_run_for(L, word);
    CtAction one = {.kind = actions[row].kind, .vulnerability = CT_NO_ID};
    uint32_t changed = 0;

    check_changing(L, run, word);
    ct_lua_run_count(L, run);
    if (ct_action_section(one.kind) == CT_SECTION_CONDUITS) {
        one = named_part(L, run, one.kind, word);
        lua_pushboolean(L, ct_engine_act(run->engine, CT_EVENT_PRIORITY_SCRIPT, &one));
        return 1;
    }
    Entities entities = named_entities(L, run, ct_action_section(one.kind), 1, word);

    if (one.kind == CT_ACTION_PATCH)
        one.vulnerability = named_entities(L, run, CT_SECTION_VULNERABILITIES, 2, word).first;
    CtAction *all = lua_newuserdatauv(L, ((size_t)entities.n + 1) * sizeof *all, 0);

    for (uint32_t i = 0; i < entities.n; i++) {
        one.entity = entities.first + i;
        all[i] = one;
    }
    changed = ct_engine_act_all(run->engine, CT_EVENT_PRIORITY_SCRIPT, all, entities.n);
    lua_pushboolean(L, changed > 0);
    return 1;
}

static uint32_t
named_attacker(lua_State *L, const CtLuaRun *run, int index, const char *word)
{
    const GPtrArray *attackers = run->shared->twin->attackers;
    const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
    char suggestion[128];

    for (uint32_t i = 0; text != NULL && i < attackers->len; i++)
        if (strcmp(((const CtAttacker *)g_ptr_array_index(attackers, i))->id, text) == 0)
            return i;
    if (text == NULL)
        ct_lua_raise(L, "%s: expected the name of an attacker, not %s", word,
                     ct_lua_describe(L, index));
    const char **names = lua_newuserdatauv(L, ((size_t)attackers->len + 1) * sizeof *names, 0);

    for (uint32_t i = 0; i < attackers->len; i++)
        names[i] = ((const CtAttacker *)g_ptr_array_index(attackers, i))->id;
    ct_lua_raise(L, "%s: there is no attacker '%.64s'%s", word, text,
                 ct_lua_suggest(text, names, attackers->len, suggestion, sizeof suggestion));
}

static int
give_word(lua_State *L)
{
    CtLuaRun *run = ct_lua_run_for(L, "give");
    uint32_t actor = named_attacker(L, run, 1, "give");
    const CtAttacker *attacker = g_ptr_array_index(run->shared->twin->attackers, actor);

    check_changing(L, run, "give");
    ct_lua_run_count(L, run);
    CtFact fact = ct_lua_run_fact(L, run, 2, "give");

    for (uint32_t i = attacker->entries.length - attacker->n_later; i < attacker->entries.length;
         i++) {
        const CtFact *later = &attacker->entries.data[i];

        if (later->kind != fact.kind || later->entity != fact.entity || later->level != fact.level)
            continue;
        CtFactId id = ct_graph_fact(run->shared->sim->actors[actor].course->graph, fact);

        lua_pushboolean(L, id != CT_NO_ID && ct_engine_give(run->engine, actor, id));
        return 1;
    }
    ct_lua_raise(L,
                 "give: what may come to '%.64s' is declared: write later = { … } among his fields",
                 attacker->id);
}

/* --- looking --- */

static int
has_word_word(lua_State *L)
{
    const CtLuaRun *run = ct_lua_run_for(L, "has");
    bool has = false;

    lua_settop(L, 2);
    if (!lua_isnil(L, 2)) {
        lua_pushboolean(L, ct_lua_run_has(L, run, named_attacker(L, run, 2, "has"), 1, "has"));
        return 1;
    }
    for (uint32_t i = 0; i < run->shared->sim->n_actors && !has; i++)
        has = ct_lua_run_has(L, run, i, 1, "has");
    lua_pushboolean(L, has);
    return 1;
}

static const char *
state_text(uint8_t condition)
{
    static const struct {
        unsigned condition;
        const char *text;
    } states[] = {{CT_ASSET_ABSENT, "absent"},
                  {CT_ASSET_DOWN, "down"},
                  {CT_ASSET_HALTED, "halted"},
                  {CT_ASSET_QUARANTINED | CT_ASSET_REFUSED, "quarantined"},
                  {CT_ASSET_ISOLATED, "isolated"}};

    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if ((condition & states[i].condition) != 0)
            return states[i].text;
    return "up";
}

/* Of several states, what keeps it off most. */
static int
state_word(lua_State *L)
{
    const CtLuaRun *run = ct_lua_run_for(L, "state");
    const CtWorld *world = ct_engine_world(run->engine);
    Entities entities = named_entities(L, run, CT_SECTION_ASSETS, 1, "state");
    uint8_t condition = 0;

    if (entities.n != 1)
        ct_lua_raise(L, "state: '%.64s' is several assets; name one, as in %.64s[0]",
                     lua_tostring(L, 1), lua_tostring(L, 1));
    if (world != NULL)
        condition = ct_world_asset(world, entities.first);
    lua_pushstring(L, state_text(condition));
    return 1;
}

static int
is_blocked_word(lua_State *L)
{
    const CtLuaRun *run = ct_lua_run_for(L, "is_blocked");
    const CtWorld *world = ct_engine_world(run->engine);
    CtAction one = named_part(L, run, CT_ACTION_BLOCK, "is_blocked");
    CtId rule = ct_conduit_part_rule(run->shared->twin->model, one.entity, one.part);

    lua_pushboolean(L,
                    world != NULL && (ct_world_conduit(world, one.entity) != 0 ||
                                      (rule != CT_NO_ID && ct_world_rule_is_blocked(world, rule))));
    return 1;
}

static bool
stands_in(const CtInstances *instances, uint32_t asset, CtId zone)
{
    uint32_t at = instances->asset_zone[asset];

    for (; at != CT_NO_ID; at = instances->zone_parent[at])
        if (instances->zone_row[at] == zone)
            return true;
    return false;
}

/* Owns the text, so that who calls may jump. */
static void
put_asset(const CtInstances *instances, uint32_t asset, char *buffer, size_t size)
{
    g_autofree char *text = ct_instances_asset_text(instances, asset);

    g_strlcpy(buffer, text, size);
}

static int
assets_word(lua_State *L)
{
    const CtLuaRun *run = ct_lua_run_for(L, "assets");
    const CtInstances *instances = run->shared->twin->instances;
    bool any = lua_isnoneornil(L, 1);
    CtId zone = any ? CT_NO_ID : named_entities(L, run, CT_SECTION_ZONES, 1, "assets").first;
    lua_Integer n = 0;
    char text[512];

    ct_lua_charge(L, instances->n_assets);
    lua_newtable(L);
    for (uint32_t i = 0; i < instances->n_assets; i++) {
        if (!any && !stands_in(instances, i, zone))
            continue;
        put_asset(instances, i, text, sizeof text);
        lua_pushstring(L, text);
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* Upvalue: a section. */
static int
ids_word(lua_State *L)
{
    CtSection section = (CtSection)lua_tointeger(L, lua_upvalueindex(1));
    const CtModel *model = ct_lua_run_for(L, ct_section_name(section))->shared->twin->model;
    uint32_t n = ct_model_count(model, section);

    lua_newtable(L);
    for (uint32_t i = 0; i < n; i++) {
        lua_pushstring(L, ct_model_id(model, section, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

void
ct_lua_world_open(lua_State *L)
{
    static const luaL_Reg words[] = {
        {"assets", assets_word},         {"give", give_word},   {"has", has_word_word},
        {"is_blocked", is_blocked_word}, {"state", state_word},
    };
    static const CtSection sections[] = {CT_SECTION_CONDUITS, CT_SECTION_FUNCTIONS,
                                         CT_SECTION_ZONES};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        lua_pushcfunction(L, words[i].func);
        ct_lua_sandbox_set(L, words[i].name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
        lua_pushinteger(L, sections[i]);
        lua_pushcclosure(L, ids_word, 1);
        ct_lua_sandbox_set(L, ct_section_name(sections[i]));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, act_word, 1);
        ct_lua_sandbox_set(L, actions[i].word);
    }
}
