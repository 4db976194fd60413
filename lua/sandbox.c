/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two tables in the registry: the globals, which only C writes, and hints for names that are
 * missing on purpose. Each script runs in an empty table whose __index looks a name up there.
 */
#include "lua/sandbox.h"

#include "lua/args.h"
#include "lua/host.h"
#include "lua/ordered.h"
#include "lua/patterns.h"

#include "base/ident.h"

#include <lualib.h>
#include <string.h>

static const char globals_key = 'g', hints_key = 'h', fallback_key = 'f';

static const char *const allowed[] = {
    "assert", "error",  "ipairs",   "pcall",    "select",       "tonumber",
    "type",   "rawlen", "rawequal", "_VERSION", "getmetatable",
};

static const struct {
    const char *name, *instead;
} removed[] = {
    {"xpcall", "use pcall"}, /* its handler would run inside the count hook, where no hook does */
    {"next", "use pairs, which walks in key order"},
    {"load", "a script cannot make code at run time"},
    {"loadstring", "a script cannot make code at run time"},
    {"loadfile", "scripts read no files"},
    {"dofile", "scripts read no files"},
    {"require", "scripts read no files; every file of a folder is loaded by itself"},
    {"package", "scripts read no files"},
    {"io", "scripts read and write no files"},
    {"os", "scripts have no clock, no files and no network"},
    {"debug", "scripts cannot look into themselves"},
    {"print", "scripts write nothing; put what matters into `note`, or raise an error"},
    {"collectgarbage", "memory looks after itself"},
    {"coroutine", "techniques answer at once"},
    {"rawset", "write t[k] = v"},
    {"rawget", "write t[k]"},
    {"_G", "globals cannot be changed; a script's own variables need no _G"},
    {"dump", "there is no bytecode"},
};

void
ct_lua_push_text(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
        luaL_tolstring(L, index, NULL);
        return;
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        return;
    default:
        break;
    }
    if (luaL_callmeta(L, index, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING)
            ct_lua_raise(L, "__tostring must return a text");
        return;
    }
    lua_pushstring(L, lua_type(L, index) == LUA_TUSERDATA ? ct_lua_describe(L, index)
                                                          : luaL_typename(L, index));
}

static int
safe_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    ct_lua_push_text(L, 1);
    return 1;
}

/* A finalizer runs where no hook does, even while the state is closed. */
static int
safe_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2)) {
        luaL_checktype(L, 2, LUA_TTABLE);
        if (ct_lua_raw_field(L, 2, "__gc") != LUA_TNIL)
            ct_lua_raise(L, "setmetatable: __gc is not available to scripts");
        if (ct_lua_raw_field(L, 2, "__close") != LUA_TNIL)
            ct_lua_raise(L, "setmetatable: __close is not available to scripts");
        if (ct_lua_raw_field(L, 2, "__mode") != LUA_TNIL)
            ct_lua_raise(L, "setmetatable: __mode is not available, results must not depend on "
                            "when memory is collected");
    }
    lua_settop(L, 2);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        ct_lua_raise(L, "setmetatable: this table is read-only");
    lua_setmetatable(L, 1);
    return 1;
}

static int
refuse_write(lua_State *L)
{
    ct_lua_raise(L, "%s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

void
ct_lua_make_read_only(lua_State *L, const char *what)
{
    lua_newtable(L);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, what);
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_replace(L, -2);
}

size_t
ct_lua_sandbox_push_names(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    size_t n = ct_lua_ordered_keys(L, -1);
    lua_remove(L, -2);
    return n;
}

/* Names of the globals, sorted, so that "did you mean" does not depend on hashes. */
static const char *
nearest_global(lua_State *L, const char *name, char *buffer, size_t size)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    size_t n = ct_lua_ordered_keys(L, -1);
    const char **names = lua_newuserdatauv(L, MAX(n, 1) * sizeof *names, 0);

    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, -2, (lua_Integer)i + 1);
        names[i] = lua_tostring(L, -1); /* kept alive by the globals */
        lua_pop(L, 1);
    }
    return ct_lua_suggest(name, names, n, buffer, size);
}

static int
read_global(lua_State *L)
{
    char suggestion[96];

    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return 1;
    if (lua_type(L, 2) != LUA_TSTRING)
        ct_lua_raise(L, "the name of a variable must be a text");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &hints_key);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) == LUA_TSTRING)
        ct_lua_raise(L, "'%s' is not available here: %s", lua_tostring(L, 2), lua_tostring(L, -1));
    lua_rawgetp(L, LUA_REGISTRYINDEX, &fallback_key);
    if (!lua_isnil(L, -1)) {
        lua_pushvalue(L, 2);
        lua_call(L, 1, 1);
        if (!lua_isnil(L, -1))
            return 1;
    }
    ct_lua_raise(L, CT_LUA_NO_WORD "%.64s'%s", lua_tostring(L, 2),
                 nearest_global(L, lua_tostring(L, 2), suggestion, sizeof suggestion));
}

static int
write_global(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL)
        ct_lua_raise(L,
                     "'%.64s' is a word of the language and cannot be assigned: choose another "
                     "name, or write local",
                     lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?");
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 0;
}

static int
publish_global(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_replace(L, 1);
    lua_rawset(L, 1);
    return 0;
}

void
ct_lua_sandbox_push_environment(lua_State *L, bool publishes)
{
    static const luaL_Reg metamethods[] = {
        {"__index", read_global},
        {"__newindex", write_global},
        {NULL, NULL},
    };

    lua_newtable(L);
    lua_newtable(L);
    luaL_setfuncs(L, metamethods, 0);
    if (publishes) {
        lua_pushcfunction(L, publish_global);
        lua_setfield(L, -2, "__newindex");
    }
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

void
ct_lua_sandbox_set(lua_State *L, const char *name)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 2);
}

void
ct_lua_sandbox_hint(lua_State *L, const char *name, const char *instead)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &hints_key);
    lua_pushstring(L, instead);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

bool
ct_lua_sandbox_has(lua_State *L, const char *name)
{
    int top = lua_gettop(L);
    bool has = false;

    for (int i = 0; i < 2; i++) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, i == 0 ? &globals_key : &hints_key);
        has = ct_lua_raw_field(L, -1, name) != LUA_TNIL || has;
        lua_settop(L, top);
    }
    return has;
}

void
ct_lua_sandbox_set_fallback(lua_State *L, lua_CFunction fallback)
{
    lua_pushcfunction(L, fallback);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &fallback_key);
}

/* Takes @library of Lua's own, drops what is not wanted, and publishes it read-only. */
static void
add_library(lua_State *L, const char *name, lua_CFunction open, const char *const *drop)
{
    luaL_requiref(L, name, open, 0);
    for (size_t i = 0; drop != NULL && drop[i] != NULL; i++) {
        lua_pushnil(L);
        lua_setfield(L, -2, drop[i]);
    }
    if (strcmp(name, LUA_STRLIBNAME) == 0)
        ct_lua_patterns_guard(L);
    if (strcmp(name, LUA_TABLIBNAME) == 0)
        ct_lua_ordered_tables(L);
    if (strcmp(name, LUA_UTF8LIBNAME) == 0)
        ct_lua_ordered_utf8(L);
    ct_lua_make_read_only(L, name);
    ct_lua_sandbox_set(L, name);
}

static void
lock_strings(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

int
ct_lua_sandbox_open(lua_State *L)
{
    static const char *const no_dump[] = {"dump", NULL};
    static const char *const no_random[] = {"random", "randomseed", NULL};
    static const char *const no_move[] = {"move", NULL};

    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &hints_key);
    for (size_t i = 0; i < G_N_ELEMENTS(removed); i++)
        ct_lua_sandbox_hint(L, removed[i].name, removed[i].instead);

    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++) {
        lua_getfield(L, -1, allowed[i]);
        ct_lua_sandbox_set(L, allowed[i]);
    }
    lua_pop(L, 1);
    lua_pushcfunction(L, safe_tostring);
    ct_lua_sandbox_set(L, "tostring");
    lua_pushcfunction(L, safe_setmetatable);
    ct_lua_sandbox_set(L, "setmetatable");
    lua_pushcfunction(L, ct_lua_ordered_pairs);
    ct_lua_sandbox_set(L, "pairs");

    add_library(L, LUA_STRLIBNAME, luaopen_string, no_dump);
    add_library(L, LUA_TABLIBNAME, luaopen_table, no_move);
    add_library(L, LUA_MATHLIBNAME, luaopen_math, no_random);
    add_library(L, LUA_UTF8LIBNAME, luaopen_utf8, NULL);
    lock_strings(L);
    return 0;
}
