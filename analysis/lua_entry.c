/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Declarations only: each puts what it says into the scenario at once. Handlers are
 * analysis/lua_program.c's matter.
 */
#include "analysis/lua_entry_parts.h"
#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <string.h>

static const char reader_key = 'r';

CtScenarioReader *
ct_lua_entry_reader(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_key);
    CtScenarioReader *reader = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return reader;
}

CtScenarioReader *
ct_lua_entry_declare(lua_State *L, const char *word)
{
    ct_lua_entry_check(L, word);
    return ct_lua_entry_reader(L);
}

static int
horizon_word(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_declare(L, "horizon");

    int64_t ms = ct_lua_entry_duration(L, 1, "horizon");

    if (ms == 0 || ms > CT_UNITS_LONGEST_MS)
        ct_lua_raise(L,
                     "horizon: must be longer than 0 and shorter than %" G_GINT64_FORMAT " years",
                     CT_UNITS_LONGEST_YEARS);
    reader->scenario->horizon_ms = ms;
    return 0;
}

/* name "…" and note "…" */
static int
text_word(lua_State *L)
{
    bool is_note = lua_toboolean(L, lua_upvalueindex(1));
    CtScenarioReader *reader = ct_lua_entry_declare(L, is_note ? "note" : "name");
    char **where = is_note ? &reader->scenario->note : &reader->scenario->name;

    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected a text, not %s", is_note ? "note" : "name",
                     ct_lua_describe(L, 1));
    g_free(*where);
    *where = g_strdup(lua_tostring(L, 1));
    return 0;
}

/* Whether there is pack @name, and which there are. Owns what it asks for, so that who calls may
 * jump. */
static bool
find_pack(const char *name, char *message, size_t size)
{
    g_auto(GStrv) packs = ct_library_pack_names();
    g_autofree char *all = g_strjoinv(", ", packs);

    g_snprintf(message, size, "there are: %s", all);
    return g_strv_contains((const char *const *)packs, name);
}

static int
pack_word(lua_State *L)
{
    CtScenarioReader *reader = ct_lua_entry_declare(L, "pack");
    char message[256];

    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "pack: expected a name such as \"nasim\", not %s", ct_lua_describe(L, 1));
    if (!find_pack(lua_tostring(L, 1), message, sizeof message))
        ct_lua_raise(L,
                     "pack: no pack '%.64s' comes with this version (%s); techniques of your own "
                     "go into the package's techniques folder",
                     lua_tostring(L, 1), message);
    if (reader->kinds != NULL && reader->scenario->pack == NULL)
        ct_lua_raise(L, "pack: stands before the first fact of a kind that techniques declare");
    if (reader->scenario->pack != NULL && strcmp(reader->scenario->pack, lua_tostring(L, 1)) != 0)
        ct_lua_raise(L, "pack: the scenario takes pack '%.64s' already", reader->scenario->pack);
    g_free(reader->scenario->pack);
    reader->scenario->pack = g_strdup(lua_tostring(L, 1));
    return 0;
}

static void
add_closure(lua_State *L, const char *name, lua_CFunction function, bool value)
{
    lua_pushboolean(L, value);
    lua_pushcclosure(L, function, 1);
    ct_lua_sandbox_set(L, name);
}

int
ct_lua_entry_open(lua_State *L)
{
    lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_key);
    ct_lua_facts_open(L);
    ct_lua_attacker_open(L);
    add_closure(L, "horizon", horizon_word, false);
    add_closure(L, "pack", pack_word, false);
    add_closure(L, "name", text_word, false);
    add_closure(L, "note", text_word, true);
    ct_lua_defender_open(L);
    ct_lua_program_open(L);
    ct_lua_sandbox_hint(L, "technique", "techniques go into the package's techniques folder");
    return 0;
}
