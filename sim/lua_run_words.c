/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of handlers and coroutines that concern no attacker. */
#include "sim/lua_run.h"

#include "base/units.h"
#include "lua/args.h"
#include "lua/sandbox.h"

#include <string.h>

static int
log_word(lua_State *L)
{
    CtLuaRun *run = ct_lua_run_for(L, "log");

    if (lua_gettop(L) != 1)
        ct_lua_raise(L, "log: expected one text; join several with ..");
    ct_lua_run_count(L, run);
    ct_lua_push_text(L, 1);
    ct_engine_log(run->engine, lua_tostring(L, -1));
    return 0;
}

static int
elapsed_word(lua_State *L)
{
    static const char *const units[] = {"ms", "s", "m", "h", "d"};
    static const int64_t ms[] = {1, CT_MS_SECOND, CT_MS_MINUTE, CT_MS_HOUR, CT_MS_DAY};
    const CtLuaRun *run = ct_lua_run_for(L, "elapsed");

    for (size_t i = 0; i < G_N_ELEMENTS(units) && lua_type(L, 1) == LUA_TSTRING; i++)
        if (strcmp(lua_tostring(L, 1), units[i]) == 0) {
            lua_pushnumber(L, (lua_Number)ct_engine_now(run->engine) / (lua_Number)ms[i]);
            return 1;
        }
    ct_lua_raise(L, "elapsed: say in what: \"ms\", \"s\", \"m\", \"h\" or \"d\", not %s%.20s",
                 lua_type(L, 1) == LUA_TSTRING ? "" : ct_lua_describe(L, 1),
                 lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "");
}

static int
wait_word(lua_State *L)
{
    CtLuaRun *run = ct_lua_run_for(L, "wait");
    int64_t ms = ct_lua_entry_duration(L, 1, "wait");
    int64_t now = ct_engine_now(run->engine);
    uint32_t slot = ct_lua_run_thread(L, run, "wait");

    ct_lua_run_schedule(L, run, MIN(now + MIN(ms, CT_TIME_NEVER), CT_TIME_NEVER), slot);
    return lua_yield(L, 0);
}

/* Draws of one name are numbered; what is drawn under other names does not move them. */
static int
random_word(lua_State *L)
{
    CtLuaRun *run = ct_lua_run_for(L, "random");

    if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) == 0 || lua_rawlen(L, 1) > 256)
        ct_lua_raise(L,
                     "random: a draw has a name, as in random \"clicks\", so that it is the same "
                     "in every variant, not %s",
                     ct_lua_describe(L, 1));
    ct_lua_run_count(L, run);
    const char *name = lua_tostring(L, 1);
    uint64_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(run->draws, name)) + 1;

    g_hash_table_insert(run->draws, g_strdup(name), GSIZE_TO_POINTER(n));
    double u = ct_draw_script(&(CtDrawSource){.seed = ct_engine_sim(run->engine)->seed,
                                              .replication = ct_engine_replication(run->engine)},
                              ct_hash_key(name, strlen(name)), n);

    if (lua_isnoneornil(L, 2)) {
        lua_pushnumber(L, u);
        return 1;
    }
    if (!lua_isinteger(L, 2) || lua_tointeger(L, 2) < 1)
        ct_lua_raise(L, "random: expected a whole number of at least 1 after the name, not %s",
                     ct_lua_describe(L, 2));
    lua_Integer most = lua_tointeger(L, 2);

    lua_pushinteger(L, 1 + MIN((lua_Integer)(u * (double)most), most - 1));
    return 1;
}

void
ct_lua_run_words_open(lua_State *L)
{
    static const luaL_Reg words[] = {
        {"elapsed", elapsed_word},
        {"log", log_word},
        {"random", random_word},
        {"wait", wait_word},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        lua_pushcfunction(L, words[i].func);
        ct_lua_sandbox_set(L, words[i].name);
    }
    ct_lua_world_open(L);
    ct_lua_leader_open(L);
}
