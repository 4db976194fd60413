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

typedef enum ParameterType {
    DURATION,
    OPEN_DURATION,  /* may be left out: no end */
    FIRST_DURATION, /* may be left out: 0 */
    SHAPE,
    COUNT,
    CHANCE,
} ParameterType;

#define MOST_PARAMETERS 4

typedef struct Parameter {
    const char *name;
    ParameterType type;
} Parameter;

/* In the order of CtDistKind; parameters in the order of CtDist's fields a, b, c, d. */
static const struct {
    const char *word;
    Parameter parameters[MOST_PARAMETERS];
} shapes[] = {
    [CT_DIST_CONSTANT] = {"constant", {{NULL, DURATION}}},
    [CT_DIST_EXPONENTIAL] = {"exponential", {{"mean", DURATION}}},
    [CT_DIST_UNIFORM] = {"uniform", {{"low", DURATION}, {"high", DURATION}}},
    [CT_DIST_TRIANGULAR] = {"triangular",
                            {{"low", DURATION}, {"mode", DURATION}, {"high", DURATION}}},
    [CT_DIST_NORMAL] = {"normal", {{"mean", DURATION}, {"sd", DURATION}}},
    [CT_DIST_LOGNORMAL] = {"lognormal", {{"median", DURATION}, {"sigma", SHAPE}}},
    [CT_DIST_WEIBULL] = {"weibull", {{"scale", DURATION}, {"shape", SHAPE}}},
    [CT_DIST_GAMMA] = {"gamma", {{"scale", DURATION}, {"shape", SHAPE}}},
    [CT_DIST_PARETO] = {"pareto", {{"minimum", DURATION}, {"shape", SHAPE}}},
    [CT_DIST_TRUNCATED_NORMAL] =
        {"truncated_normal",
         {{"mean", DURATION}, {"sd", DURATION}, {"low", FIRST_DURATION}, {"high", OPEN_DURATION}}},
    [CT_DIST_BINOMIAL] = {"binomial", {{"each", DURATION}, {"tries", COUNT}, {"p", CHANCE}}},
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

    if (dist.kind != CT_DIST_CONSTANT || dist.never > 0)
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

static double
check_chance(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TNUMBER || !(lua_tonumber(L, index) >= 0.0) ||
        lua_tonumber(L, index) > 1.0)
        ct_lua_raise(L, "%s: expected a number between 0 and 1", what);
    return lua_tonumber(L, index);
}

static double
check_count(lua_State *L, int index, const char *what)
{
    double number = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : 0.0;

    if (!(number >= 1.0) || number > 1e6 || number != floor(number))
        ct_lua_raise(L, "%s: expected a whole number from 1 to 1000000", what);
    return number;
}

/* What the table at 1 says besides @names is a mistake. */
static void
check_keys(lua_State *L, const char *word, const char *const *names, size_t n)
{
    char suggestion[96];

    for (lua_pushnil(L); lua_next(L, 1) != 0; lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "1";
        bool known = false;

        for (size_t i = 0; i < n; i++)
            known = known || strcmp(names[i], key) == 0;
        if (!known)
            ct_lua_raise(L, "%s has no parameter '%.40s'%s", word, key,
                         ct_lua_suggest(key, names, n, suggestion, sizeof suggestion));
    }
}

/* The value of the table at 1 under the parameter's name. */
static double
read_parameter(lua_State *L, const char *word, const Parameter *parameter)
{
    char what[64];
    double value = 0.0;
    bool is_nil = ct_lua_raw_field(L, 1, parameter->name) == LUA_TNIL;

    g_snprintf(what, sizeof what, "%s: %s", word, parameter->name);
    if (is_nil && parameter->type != OPEN_DURATION && parameter->type != FIRST_DURATION)
        ct_lua_raise(L, "%s is missing", what);
    switch (parameter->type) {
    case DURATION:
        value = check_ms(L, -1, what);
        break;
    case FIRST_DURATION:
        value = is_nil ? 0.0 : check_ms(L, -1, what);
        break;
    case OPEN_DURATION:
        value = is_nil ? (double)INFINITY : check_ms(L, -1, what);
        break;
    case SHAPE:
        value = check_shape(L, -1, what);
        break;
    case COUNT:
        value = check_count(L, -1, what);
        break;
    case CHANCE:
        value = check_chance(L, -1, what);
        break;
    }
    lua_pop(L, 1);
    return value;
}

static void
check_table(lua_State *L, const char *word, const char *first)
{
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "%s: expected its parameters in braces, such as { %s = … }, not %s", word,
                     first, ct_lua_describe(L, 1));
}

/* Raises what is wrong with parameters taken together. */
static void
check_together(lua_State *L, const CtDist *dist)
{
    GError *error = NULL;

    if (!ct_dist_check(dist, &error))
        ct_lua_raise_gerror(L, error);
}

static int
shape_word(lua_State *L)
{
    size_t shape = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    const char *word = shapes[shape].word;
    const char *names[MOST_PARAMETERS] = {NULL};
    double values[MOST_PARAMETERS] = {0.0};
    size_t n = 0;

    while (n < MOST_PARAMETERS && shapes[shape].parameters[n].name != NULL) {
        names[n] = shapes[shape].parameters[n].name;
        n++;
    }
    check_table(L, word, names[0]);
    check_keys(L, word, names, n);
    for (size_t i = 0; i < n; i++)
        values[i] = read_parameter(L, word, &shapes[shape].parameters[i]);
    CtDist dist = {
        .kind = (uint8_t)shape, .a = values[0], .b = values[1], .c = values[2], .d = values[3]};
    check_together(L, &dist);
    return push_dist(L, dist);
}

/* Anything that may also never happen. */
static int
maybe_word(lua_State *L)
{
    static const char *const names[] = {"p", "time"};
    static const Parameter chance = {"p", CHANCE};

    check_table(L, "maybe", "p");
    check_keys(L, "maybe", names, G_N_ELEMENTS(names));
    double p = read_parameter(L, "maybe", &chance);
    if (ct_lua_raw_field(L, 1, "time") == LUA_TNIL)
        ct_lua_raise(L, "maybe: time is missing");
    CtDist dist = ct_lua_check_dist(L, -1, "maybe: time");
    dist.never = 1.0 - p * (1.0 - dist.never);
    return push_dist(L, dist);
}

static int
bernoulli_word(lua_State *L)
{
    return push_dist(L, (CtDist){.kind = CT_DIST_CONSTANT,
                                 .a = 1.0,
                                 .never = 1.0 - check_chance(L, 1, "bernoulli")});
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
ct_lua_durations_open_shapes(lua_State *L)
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
}

void
ct_lua_durations_open(lua_State *L)
{
    ct_lua_durations_open_shapes(L);
    lua_pushcfunction(L, bernoulli_word);
    ct_lua_sandbox_set(L, "bernoulli");
    lua_pushcfunction(L, maybe_word);
    ct_lua_sandbox_set(L, "maybe");
    lua_pushcfunction(L, constant_word);
    ct_lua_sandbox_set(L, "constant");
    lua_pushcfunction(L, wait_word);
    ct_lua_sandbox_set(L, "wait");
    push_dist(L, (CtDist){.kind = CT_DIST_CONSTANT, .a = 1.0});
    ct_lua_sandbox_set(L, "now");
}
