/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One constructor for all shapes, told by a table which parameters each has. Parameters that are
 * durations take a text or a constant; shapes are plain numbers.
 */
#include "attacks/lua_durations.h"

#include "attacks/lua_words.h"
#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <math.h>
#include <string.h>

#define MAX_MS (1000.0 * 365.0 * (double)CT_MS_DAY) /* a thousand years */

typedef struct Parameter {
    const char *name;
    bool is_number; /* a plain positive number, else a duration */
} Parameter;

/* In the order of CtDistKind; parameters in the order of CtDist's fields. */
static const struct {
    const char *word;
    Parameter parameters[3];
} shapes[] = {
    [CT_DIST_CONSTANT] = {"constant", {{NULL, false}}},
    [CT_DIST_EXPONENTIAL] = {"exponential", {{"mean", false}}},
    [CT_DIST_UNIFORM] = {"uniform", {{"low", false}, {"high", false}}},
    [CT_DIST_TRIANGULAR] = {"triangular", {{"low", false}, {"mode", false}, {"high", false}}},
    [CT_DIST_NORMAL] = {"normal", {{"mean", false}, {"sd", false}}},
    [CT_DIST_LOGNORMAL] = {"lognormal", {{"median", false}, {"sigma", true}}},
    [CT_DIST_WEIBULL] = {"weibull", {{"scale", false}, {"shape", true}}},
    [CT_DIST_GAMMA] = {"gamma", {{"scale", false}, {"shape", true}}},
    [CT_DIST_PARETO] = {"pareto", {{"minimum", false}, {"shape", true}}},
};

static const struct {
    const char *word;
    double ms;
} units[] = {
    {"seconds", (double)CT_MS_SECOND},
    {"minutes", (double)CT_MS_MINUTE},
    {"hours", (double)CT_MS_HOUR},
    {"days", (double)CT_MS_DAY},
};

static int
push_dist(lua_State *L, CtDist dist)
{
    CtDist *own = ct_lua_new_object(L, CT_LUA_DIST, sizeof *own, 0);

    *own = dist;
    return 1;
}

/* "20min" as well as "20m". */
static bool
parse_time(const char *text, double *ret_ms, GError **error)
{
    int64_t ms;
    char plain[64];
    const char *minutes = strstr(text, "min");

    if (minutes != NULL && strlen(text) < sizeof plain) {
        g_snprintf(plain, sizeof plain, "%.*sm%s", (int)(minutes - text), text, minutes + 3);
        text = plain;
    }
    if (!ct_units_parse_time(text, &ms, error))
        return false;
    *ret_ms = (double)ms;
    return true;
}

CtDist
ct_lua_check_dist(lua_State *L, int index, const char *what)
{
    const CtDist *dist = luaL_testudata(L, index, CT_LUA_DIST);
    CtDist constant = {.kind = CT_DIST_CONSTANT};
    GError *error = NULL;

    if (dist != NULL)
        return *dist;
    if (lua_type(L, index) == LUA_TNUMBER)
        ct_lua_raise(L, "%s: a number says no unit; write a unit: \"20min\", hours(%g)", what,
                     lua_tonumber(L, index));
    if (lua_type(L, index) != LUA_TSTRING)
        ct_lua_raise(L, "%s: expected a duration such as \"20min\", not %s", what,
                     ct_lua_describe(L, index));
    if (!parse_time(lua_tostring(L, index), &constant.a, &error)) {
        g_prefix_error(&error, "%s: ", what);
        ct_lua_raise_gerror(L, error);
    }
    return constant;
}

static double
check_ms(lua_State *L, int index, const char *what)
{
    CtDist dist = ct_lua_check_dist(L, index, what);

    if (dist.kind != CT_DIST_CONSTANT)
        ct_lua_raise(L, "%s: expected one duration such as \"20min\", not a distribution", what);
    if (!(dist.a >= 0.0) || dist.a > MAX_MS)
        ct_lua_raise(L, "%s: must lie between 0 and 1000 years", what);
    return dist.a;
}

static double
check_shape(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TNUMBER || !(lua_tonumber(L, index) > 0.0) ||
        lua_tonumber(L, index) > 1000.0)
        ct_lua_raise(L, "%s: expected a number above 0, at most 1000", what);
    return lua_tonumber(L, index);
}

/* What the table at 1 says besides the shape's parameters is a mistake. */
static void
check_keys(lua_State *L, size_t shape)
{
    const char *names[3];
    size_t n = 0;
    char suggestion[96];

    for (size_t i = 0; i < 3 && shapes[shape].parameters[i].name != NULL; i++)
        names[n++] = shapes[shape].parameters[i].name;
    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "1";
        bool known = false;

        for (size_t i = 0; i < n; i++)
            known = known || strcmp(names[i], key) == 0;
        if (!known)
            ct_lua_raise(L, "%s has no parameter '%.40s'%s", shapes[shape].word, key,
                         ct_lua_suggest(key, names, n, suggestion, sizeof suggestion));
    }
}

static void
check_order(lua_State *L, const CtDist *dist)
{
    if (dist->kind == CT_DIST_UNIFORM && dist->a > dist->b)
        ct_lua_raise(L, "uniform: low must not be above high");
    if (dist->kind == CT_DIST_TRIANGULAR && (dist->a > dist->b || dist->b > dist->c))
        ct_lua_raise(L, "triangular: low, mode and high must come in this order");
}

static int
shape_word(lua_State *L)
{
    size_t shape = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    double values[3] = {0.0};
    char what[64];

    if (!lua_istable(L, 1))
        ct_lua_raise(L, "%s: expected its parameters in braces, such as { %s = … }, not %s",
                     shapes[shape].word, shapes[shape].parameters[0].name, ct_lua_describe(L, 1));
    check_keys(L, shape);
    for (size_t i = 0; i < 3 && shapes[shape].parameters[i].name != NULL; i++) {
        const Parameter *parameter = &shapes[shape].parameters[i];

        g_snprintf(what, sizeof what, "%s: %s", shapes[shape].word, parameter->name);
        if (ct_lua_raw_field(L, 1, parameter->name) == LUA_TNIL)
            ct_lua_raise(L, "%s is missing", what);
        values[i] = parameter->is_number ? check_shape(L, -1, what) : check_ms(L, -1, what);
        lua_pop(L, 1);
    }
    CtDist dist = {.kind = (uint8_t)shape, .a = values[0], .b = values[1], .c = values[2]};
    check_order(L, &dist);
    return push_dist(L, dist);
}

static int
constant_word(lua_State *L)
{
    return push_dist(L, (CtDist){.kind = CT_DIST_CONSTANT, .a = check_ms(L, 1, "constant")});
}

/* Somebody else must act first. */
static int
wait_word(lua_State *L)
{
    return push_dist(L, (CtDist){.kind = CT_DIST_EXPONENTIAL, .a = check_ms(L, 1, "wait")});
}

static int
unit_word(lua_State *L)
{
    size_t unit = (size_t)lua_tointeger(L, lua_upvalueindex(1));

    if (lua_type(L, 1) != LUA_TNUMBER || !(lua_tonumber(L, 1) >= 0.0) ||
        lua_tonumber(L, 1) * units[unit].ms > MAX_MS)
        ct_lua_raise(L, "%s: expected a number, 0 or more, at most 1000 years", units[unit].word);
    return push_dist(L,
                     (CtDist){.kind = CT_DIST_CONSTANT, .a = lua_tonumber(L, 1) * units[unit].ms});
}

static int
dist_tostring(lua_State *L)
{
    char text[160];
    char *owned = ct_dist_text(luaL_checkudata(L, 1, CT_LUA_DIST));

    g_strlcpy(text, owned, sizeof text);
    g_free(owned);
    lua_pushstring(L, text);
    return 1;
}

void
ct_lua_durations_open(lua_State *L)
{
    static const luaL_Reg metamethods[] = {{"__tostring", dist_tostring}, {NULL, NULL}};

    ct_lua_register_type(L, CT_LUA_DIST, metamethods);
    for (size_t i = CT_DIST_EXPONENTIAL; i < G_N_ELEMENTS(shapes); i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, shape_word, 1);
        ct_lua_sandbox_set(L, shapes[i].word);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, unit_word, 1);
        ct_lua_sandbox_set(L, units[i].word);
    }
    lua_pushcfunction(L, constant_word);
    ct_lua_sandbox_set(L, "constant");
    lua_pushcfunction(L, wait_word);
    ct_lua_sandbox_set(L, "wait");
    push_dist(L, (CtDist){.kind = CT_DIST_CONSTANT, .a = 1.0});
    ct_lua_sandbox_set(L, "now");
}
