/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys are sorted in C with no Lua call inside the comparison; texts stay valid because an array
 * of the keys is on the stack. table.sort is a merge sort from the bottom up over two arrays, so
 * it needs no recursion, and an inconsistent order function cannot lead it astray.
 */
#include "lua/ordered.h"

#include "lua/args.h"
#include "lua/host.h"

#include "base/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Key {
    int type;
    size_t length;
    lua_Number number; /* of a number, or a boolean */
    const char *text;
    lua_Integer at; /* where it stood before sorting: breaks ties of 2^53 and 2^53 + 1 */
} Key;

enum { MAX_UNPACKED = 256 };

static int
compare_keys(const void *left, const void *right)
{
    const Key *a = left, *b = right;

    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->type == LUA_TSTRING) {
        int order = memcmp(a->text, b->text, MIN(a->length, b->length));
        if (order != 0)
            return order;
        return a->length < b->length ? -1 : a->length > b->length;
    }
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void
read_key(lua_State *L, Key *key)
{
    key->type = lua_type(L, -1);
    if (key->type == LUA_TSTRING)
        key->text = lua_tolstring(L, -1, &key->length);
    else if (key->type == LUA_TNUMBER)
        key->number = lua_tonumber(L, -1);
    else if (key->type == LUA_TBOOLEAN)
        key->number = lua_toboolean(L, -1);
    else
        ct_lua_raise(L,
                     "pairs: %s as a key has no order that is the same in every run; use texts or "
                     "numbers",
                     ct_lua_describe(L, -1));
}

size_t
ct_lua_ordered_keys(lua_State *L, int index)
{
    size_t n = 0;

    index = lua_absindex(L, index);
    luaL_checkstack(L, 6, NULL);
    lua_newtable(L);
    int raw = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, index) != 0;) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, raw, (lua_Integer)++n);
    }
    ct_lua_charge(L, (double)n * 4.0);

    Key *keys = lua_newuserdatauv(L, MAX(n, 1) * sizeof *keys, 0);
    memset(keys, 0, n * sizeof *keys);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, raw, (lua_Integer)i + 1);
        read_key(L, &keys[i]);
        keys[i].at = (lua_Integer)i + 1;
        lua_pop(L, 1);
    }
    ct_sort(keys, n, sizeof *keys, compare_keys);

    lua_createtable(L, (int)MIN(n, 1 << 20), 0);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, raw, keys[i].at);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, raw);
    lua_settop(L, raw);
    return n;
}

/* Upvalues: the table, its keys, how many have been given. Keys that have gone are passed over. */
static int
next_pair(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));

    for (;;) {
        i++;
        if (lua_rawgeti(L, lua_upvalueindex(2), i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            break;
        lua_pop(L, 2);
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

int
ct_lua_ordered_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    if (lua_type(L, 1) != LUA_TTABLE)
        ct_lua_raise(L, "pairs: expected a table, not %s", ct_lua_describe(L, 1));
    lua_pushvalue(L, 1);
    ct_lua_ordered_keys(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

/* Whether the right one, on top of the stack, goes before the left one below it: only then may it
 * overtake. */
static bool
right_goes_first(lua_State *L)
{
    if (lua_isnil(L, 2))
        return lua_compare(L, -1, -2, LUA_OPLT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool first = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return first;
}

/* Merges [low, middle) and [middle, high) of the array at @from into the one at @to. */
static void
merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high)
{
    lua_Integer left = low, right = middle;

    for (lua_Integer out = low; out < high; out++) {
        bool take_right = left >= middle;

        if (left < middle && right < high) {
            lua_rawgeti(L, from, left);
            lua_rawgeti(L, from, right);
            take_right = right_goes_first(L);
            lua_pop(L, 2);
        }
        lua_rawgeti(L, from, take_right ? right++ : left++);
        lua_rawseti(L, to, out);
    }
}

static int
stable_sort(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);

    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    ct_lua_charge(L, (double)n * 8.0);
    lua_newtable(L);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    int from = 3, to = 4;
    for (lua_Integer width = 1; width < n; width *= 2) {
        for (lua_Integer low = 1; low <= n; low += 2 * width)
            merge(L, from, to, low, MIN(low + width, n + 1), MIN(low + 2 * width, n + 1));
        ct_lua_charge(L, (double)n * 4.0);
        from = 7 - from;
        to = 7 - to;
    }
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

static int
call_original(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/*
 * The length that the work is charged by must be the one that the library goes by: a table that
 * answers `#` itself could claim 2^53 elements, and no hook runs while C shifts them.
 */
static void
check_table(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__len") == LUA_TNIL)
        return;
    ct_lua_raise(L, "a table with __len cannot be taken apart or put together by the library");
}

/* insert and remove shift what follows; concat joins it. */
static int
charged_by_length(lua_State *L)
{
    check_table(L);
    ct_lua_charge(L, (double)lua_rawlen(L, 1) / 4.0);
    return call_original(L);
}

static int
bounded_concat(lua_State *L)
{
    check_table(L);

    lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
    if (luaL_optinteger(L, 4, length) > length)
        ct_lua_raise(L, "table.concat: the table has only %lld elements", (long long)length);
    if (luaL_optinteger(L, 3, 1) < 1)
        ct_lua_raise(L, "table.concat: elements count from 1");
    return charged_by_length(L);
}

static int
bounded_unpack(lua_State *L)
{
    check_table(L);

    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = luaL_optinteger(L, 3, (lua_Integer)lua_rawlen(L, 1));
    if (first <= last && (double)last - (double)first >= MAX_UNPACKED)
        ct_lua_raise(L, "table.unpack: more than %d values at once", MAX_UNPACKED);
    return call_original(L);
}

static int
charged_by_text(lua_State *L)
{
    size_t length = 0;

    if (lua_type(L, 1) == LUA_TSTRING)
        lua_tolstring(L, 1, &length);
    ct_lua_charge(L, (double)length / 8.0);
    return call_original(L);
}

static void
wrap(lua_State *L, const char *name, lua_CFunction function)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

void
ct_lua_ordered_tables(lua_State *L)
{
    wrap(L, "insert", charged_by_length);
    wrap(L, "remove", charged_by_length);
    wrap(L, "concat", bounded_concat);
    wrap(L, "unpack", bounded_unpack);
    lua_pushcfunction(L, stable_sort);
    lua_setfield(L, -2, "sort");
}

void
ct_lua_ordered_utf8(lua_State *L)
{
    wrap(L, "len", charged_by_text);
    wrap(L, "codepoint", charged_by_text);
    wrap(L, "offset", charged_by_text);
}
