/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Something that an attacker can try, as a value that a script may look at and give back. */
#include "sim/lua_run.h"

#include "lua/args.h"

#include <lauxlib.h>
#include <string.h>

typedef struct Option {
    uint32_t attempt, actor;
} Option;

static const char *const fields[] = {"technique",    "rule",  "target", "gains",
                                     "effort_hours", "noise", "success"};

static void
push_gains(lua_State *L, CtLuaRun *run, const Option *option)
{
    const CtCourse *course = run->shared->sim->actors[option->actor].course;
    CtFactId fact = course->graph->step_gain[course->graph_step[option->attempt]];
    CtFact named;

    if (ct_graph_fact_of(course->graph, fact, &named))
        lua_pushstring(L, ct_lua_run_fact_name(run, option->actor, fact));
    else
        lua_pushnil(L);
}

static int
option_index(lua_State *L)
{
    const Option *option = luaL_testudata(L, 1, CT_LUA_OPTION_TYPE);
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    CtLuaRun *run = ct_lua_run_of(L);
    char suggestion[96];

    if (option == NULL)
        ct_lua_raise(L, "expected one of me:options()");
    const CtCourse *course = run->shared->sim->actors[option->actor].course;
    const CtCourseTemplate *template =
        &course->templates[course->attempts[option->attempt].template];

    if (strcmp(key, "technique") == 0)
        lua_pushstring(L, ct_lua_run_technique_id(run, option->actor, option->attempt));
    else if (strcmp(key, "rule") == 0)
        lua_pushstring(L, ct_library_get(run->shared->twin->library, template->rule)->name);
    else if (strcmp(key, "target") == 0)
        lua_pushstring(L, ct_lua_run_target_name(run, option->actor, option->attempt));
    else if (strcmp(key, "gains") == 0)
        push_gains(L, run, option);
    else if (strcmp(key, "effort_hours") == 0)
        lua_pushnumber(L, (lua_Number) template->effort_ms / 3600e3);
    else if (strcmp(key, "noise") == 0)
        lua_pushnumber(L, template->noise);
    else if (strcmp(key, "success") == 0)
        lua_pushnumber(L, template->success * template->works);
    else
        ct_lua_raise(L, "an option has no '%.64s'%s", key,
                     ct_lua_suggest(key, fields, G_N_ELEMENTS(fields), suggestion,
                                    sizeof suggestion));
    return 1;
}

void
ct_lua_push_option(lua_State *L, uint32_t actor, uint32_t attempt)
{
    Option *option = ct_lua_new_object(L, CT_LUA_OPTION_TYPE, sizeof *option, 0);

    option->actor = actor;
    option->attempt = attempt;
}

void
ct_lua_option_open(lua_State *L)
{
    static const luaL_Reg metamethods[] = {{"__index", option_index}, {NULL, NULL}};

    ct_lua_register_type(L, CT_LUA_OPTION_TYPE, metamethods);
}
