/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See the header: everything here runs inside a protected call and may end in a jump. */
#include "lua/args.h"

#include "base/ident.h"
#include "lua/failure.h"

#include <stdarg.h>
#include <string.h>

int
ct_lua_raise(lua_State *L, const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    g_vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    lua_pushstring(L, text);
    lua_error(L);
    g_assert_not_reached();
}

int
ct_lua_raise_gerror(lua_State *L, GError *error)
{
    char text[1024];

    g_strlcpy(text, error->message, sizeof text);
    g_error_free(error);
    lua_pushstring(L, text);
    lua_error(L);
    g_assert_not_reached();
}

int
ct_lua_raw_field(lua_State *L, int index, const char *key)
{
    int table = lua_absindex(L, index);

    lua_pushstring(L, key);
    return lua_rawget(L, table);
}

int
ct_lua_calling_line(lua_State *L)
{
    CtLuaFailure where = {0};

    ct_lua_failure_locate(&where, L, 0, NULL);
    return where.n_frames > 0 ? (int)where.frames[0].line : 0;
}

void
ct_lua_register_type(lua_State *L, const char *type, const luaL_Reg *metamethods)
{
    luaL_newmetatable(L, type);
    luaL_setfuncs(L, metamethods, 0);
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

void *
ct_lua_new_object(lua_State *L, const char *type, size_t size, int n_values)
{
    void *object = lua_newuserdatauv(L, size, n_values);

    memset(object, 0, size);
    luaL_setmetatable(L, type);
    return object;
}

const char *
ct_lua_suggest(
    const char *text, const char *const *candidates, size_t n_candidates, char *buffer, size_t size)
{
    const char *near = ct_ident_nearest(text, candidates, n_candidates);

    buffer[0] = '\0';
    if (near != NULL)
        g_snprintf(buffer, size, " (did you mean '%s'?)", near);
    return buffer;
}

const char *
ct_lua_describe(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return "nothing";
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a text";
    case LUA_TTABLE:
        return "a table";
    case LUA_TFUNCTION:
        return "a function";
    case LUA_TUSERDATA:
        if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
            const char *name = lua_tostring(L, -1); /* the registry keeps it alive */
            lua_pop(L, 1);
            return name;
        }
        return "an object";
    default:
        return "something else";
    }
}
