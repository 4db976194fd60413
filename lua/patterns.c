/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every guard is a closure over the library's own function, which it calls once the cost is paid.
 */
#include "lua/patterns.h"

#include "lua/args.h"
#include "lua/host.h"
#include "lua/sandbox.h"

#include <string.h>

#define MAX_COST 16e6
#define CHEAP 32.0 /* steps of the matcher that cost about one instruction */

enum { MAX_TEXT = 16 << 20 };

static double
worst_case(const char *pattern, size_t length, size_t subject, bool anchors)
{
    double span = (double)subject + 1.0;
    double cost = (double)length + 1.0;
    bool anchored = anchors && length > 0 && pattern[0] == '^';

    for (size_t i = 0; i < length && cost < MAX_COST * 2; i++) {
        char c = pattern[i];

        if (c == '%' && i + 1 < length) {
            c = pattern[++i];
            if (c == 'b' || g_ascii_isdigit(c)) /* balanced pairs, back references: linear each */
                cost *= span;
        } else if (c == '*' || c == '+' || c == '-') {
            cost *= span;
        } else if (c == '?') {
            cost *= 2.0;
        }
    }
    return anchored ? cost : cost * span;
}

static int
call_original(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

static int
guarded(lua_State *L, bool anchors, bool plain)
{
    size_t subject, length;

    luaL_checklstring(L, 1, &subject);
    const char *pattern = luaL_checklstring(L, 2, &length);
    double cost = plain ? ((double)subject + 1.0) * ((double)length + 1.0)
                        : worst_case(pattern, length, subject, anchors);

    if (cost > MAX_COST && !plain)
        ct_lua_raise(L,
                     "this pattern could take %.0e steps on a text of %zu bytes: use fewer "
                     "repetitions, anchor it with ^, or search a shorter text",
                     cost, subject);
    ct_lua_charge(L, 8.0 + cost / CHEAP);
    return call_original(L);
}

static int
guarded_find(lua_State *L)
{
    return guarded(L, true, lua_toboolean(L, 4) != 0);
}

static int
guarded_match(lua_State *L)
{
    return guarded(L, true, false);
}

static int
guarded_gmatch(lua_State *L)
{
    return guarded(L, false, false);
}

/* Without a special character Lua's rep loops on even where every turn adds nothing. */
static int
guarded_rep(lua_State *L)
{
    size_t length, between = 0;

    luaL_checklstring(L, 1, &length);
    lua_Integer n = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &between);
    if (n <= 0 || length + between == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((double)n * (double)(length + between) > MAX_TEXT)
        ct_lua_raise(L, "string.rep would make a text of more than %d MiB", MAX_TEXT >> 20);
    return call_original(L);
}

/* %p would print an address, and so would %s of a table. */
static int
guarded_format(lua_State *L)
{
    const char *format = luaL_checkstring(L, 1);
    int argument = 1;

    ct_lua_charge(L, 16.0);

    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        at++;
        if (*at == '%') {
            at++;
            continue;
        }
        at += strspn(at, "-+ #0123456789.");
        argument++;
        if (*at == 'p')
            ct_lua_raise(L, "string.format: %%p is not available, results must not show addresses");
        if (*at == 's' && argument <= lua_gettop(L)) {
            ct_lua_push_text(L, argument);
            lua_replace(L, argument);
        }
    }
    return call_original(L);
}

void
ct_lua_patterns_guard(lua_State *L)
{
    static const luaL_Reg guards[] = {
        {"find", guarded_find},  {"match", guarded_match}, {"gmatch", guarded_gmatch},
        {"gsub", guarded_match}, {"rep", guarded_rep},     {"format", guarded_format},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(guards); i++) {
        lua_getfield(L, -1, guards[i].name);
        lua_pushcclosure(L, guards[i].func, 1);
        lua_setfield(L, -2, guards[i].name);
    }
}
