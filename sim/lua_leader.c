/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attackers whose script decides: `me`, as their function gets it. What could be tried is not
 * looked for among all attempts: an attempt is a candidate from when one of its premises comes to
 * hold, and the engine knows whether it can be tried now.
 */
#include "sim/lua_run.h"

#include "lua/args.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define LEADER_TYPE "an attacker"

typedef struct Leader {
    uint32_t actor;
} Leader;

void
ct_lua_leaders_new(CtLuaRun *run)
{
    const CtSim *sim = run->shared->sim;

    run->leaders = g_new0(CtScriptLeader, (size_t)sim->n_actors + 1);
    run->wanted = g_new0(bool, (size_t)sim->n_rules + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        const CtCourse *course = sim->actors[i].course;

        if (!sim->actors[i].is_led)
            continue;
        run->leaders[i].order = ct_strategy_order(course, CT_STRATEGY_CHEAPEST);
        run->leaders[i].marked = g_new0(uint32_t, (size_t)course->n_attempts + 1);
    }
}

void
ct_lua_leaders_free(CtLuaRun *run)
{
    for (uint32_t i = 0; i < run->shared->sim->n_actors; i++) {
        g_free(run->leaders[i].order);
        g_free(run->leaders[i].marked);
        ct_ids_clear(&run->leaders[i].candidates);
    }
    g_free(run->leaders);
    g_free(run->wanted);
}

static void
add_candidate(CtScriptLeader *leader, uint32_t attempt)
{
    if (leader->marked[attempt] == leader->mark)
        return;
    leader->marked[attempt] = leader->mark;
    ct_ids_add(&leader->candidates, attempt);
    leader->is_sorted = false;
}

void
ct_lua_leaders_begin(CtLuaRun *run)
{
    for (uint32_t i = 0; i < run->shared->sim->n_actors; i++) {
        CtScriptLeader *leader = &run->leaders[i];
        const CtCourse *course = run->shared->sim->actors[i].course;

        if (leader->order == NULL)
            continue;
        if (++leader->mark == 0) {
            memset(leader->marked, 0, course->n_attempts * sizeof *leader->marked);
            leader->mark = 1;
        }
        leader->candidates.length = 0;
        leader->noise = 0;
        leader->tries = 0;
        for (uint32_t k = 0; k < course->axioms.length; k++)
            if (course->axioms.data[k] < course->n_attempts)
                add_candidate(leader, course->axioms.data[k]);
    }
}

static int
compare_order(const void *a, const void *b, void *order)
{
    const uint32_t *of = order;
    uint32_t left = of[*(const uint32_t *)a], right = of[*(const uint32_t *)b];

    return (left > right) - (left < right);
}

static void
sort_candidates(CtScriptLeader *leader)
{
    if (!leader->is_sorted)
        g_qsort_with_data(leader->candidates.data, (gint)leader->candidates.length,
                          sizeof *leader->candidates.data, compare_order, leader->order);
    leader->is_sorted = true;
}

/* --- what happens to him --- */

static void
add_uses(CtScriptLeader *leader, const CtCourse *course, uint32_t fact)
{
    for (uint32_t u = course->uses.start[fact]; u < course->uses.start[fact + 1]; u++)
        if (course->uses.value[u] < course->n_attempts)
            add_candidate(leader, course->uses.value[u]);
}

/* Whether the thread of @slot waits for what @event tells; then what it is to be told. */
static bool
concerns(const CtScriptSlot *slot, const CtTraceEvent *event, CtScriptAnswer *ret_answer)
{
    bool ends = event->kind == CT_TRACE_SUCCESS || event->kind == CT_TRACE_FAILURE ||
                event->kind == CT_TRACE_CANCEL;

    if (slot->kind != CT_SLOT_THREAD || slot->actor != event->actor)
        return false;
    *ret_answer = event->kind == CT_TRACE_SUCCESS   ? CT_SCRIPT_TRUE
                  : event->kind == CT_TRACE_FAILURE ? CT_SCRIPT_FALSE
                                                    : CT_SCRIPT_NIL;
    if (slot->attempt != CT_NO_ID)
        return ends && slot->attempt == event->attempt;
    *ret_answer = CT_SCRIPT_NOTHING;
    return ends || event->kind == CT_TRACE_GAIN;
}

void
ct_lua_leaders_hear(CtLuaRun *run, const CtTraceEvent *event)
{
    CtScriptLeader *leader = &run->leaders[event->actor];
    CtIds *waiting = &run->waiting;
    CtScriptAnswer answer;
    uint32_t kept = 0;

    if (leader->order == NULL)
        return;
    if (event->kind == CT_TRACE_GAIN)
        add_uses(leader, run->shared->sim->actors[event->actor].course, event->fact);
    for (uint32_t i = 0; i < waiting->length; i++) {
        uint32_t slot = waiting->data[i];

        if (concerns(&run->slots.data[slot], event, &answer))
            ct_lua_run_answer_soon(run, slot, answer);
        else
            waiting->data[kept++] = slot;
    }
    waiting->length = kept;
}

/* --- his methods --- */

static Leader *
check_leader(lua_State *L, const char *method)
{
    Leader *leader = luaL_testudata(L, 1, LEADER_TYPE);

    ct_lua_run_for(L, method);
    if (leader == NULL)
        ct_lua_raise(L, "%s: written with a colon, on the attacker that the strategy is given",
                     method);
    return leader;
}

static int
wait_for(lua_State *L, CtLuaRun *run, uint32_t slot, uint32_t actor, uint32_t attempt)
{
    run->slots.data[slot].actor = actor;
    run->slots.data[slot].attempt = attempt;
    ct_ids_add(&run->waiting, slot);
    return lua_yield(L, 0);
}

static int
wait_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:wait");
    CtLuaRun *run = ct_lua_run_of(L);
    uint32_t slot = ct_lua_run_thread(L, run, "me:wait");

    if (lua_isnoneornil(L, 2))
        return wait_for(L, run, slot, me->actor, CT_NO_ID);
    int64_t ms = ct_lua_entry_duration(L, 2, "me:wait");

    ct_lua_run_schedule(L, run,
                        MIN(ct_engine_now(run->engine) + MIN(ms, CT_TIME_NEVER), CT_TIME_NEVER),
                        slot);
    return lua_yield(L, 0);
}

/* Whether @name is @target, or one of the instances of the row @target. */
static bool
is_among(const char *name, const char *target)
{
    size_t length = strlen(target);

    return strncmp(name, target, length) == 0 && (name[length] == '\0' || name[length] == '[');
}

/* Which rules are @technique, before candidates are looked at; NULL: any. */
static void
want(CtLuaRun *run, const char *technique)
{
    const CtLibrary *library = run->shared->twin->library;

    for (uint32_t rule = 0; rule < run->shared->sim->n_rules; rule++)
        run->wanted[rule] =
            technique == NULL || ct_lua_run_is_technique(ct_library_get(library, rule), technique);
}

/* After want(); @target may be NULL: any. */
static bool
matches(CtLuaRun *run, uint32_t actor, uint32_t attempt, const char *target)
{
    const CtCourse *course = run->shared->sim->actors[actor].course;

    return run->wanted[course->templates[course->attempts[attempt].template].rule] &&
           (target == NULL || is_among(ct_lua_run_target_name(run, actor, attempt), target));
}

/* The first that can be tried now; CT_NO_ID. */
static uint32_t
find_attempt(CtLuaRun *run, uint32_t actor, const char *technique, const char *target)
{
    CtScriptLeader *leader = &run->leaders[actor];

    sort_candidates(leader);
    want(run, technique);
    for (uint32_t i = 0; i < leader->candidates.length; i++) {
        uint32_t attempt = leader->candidates.data[i];

        if (matches(run, actor, attempt, target) && ct_engine_can_try(run->engine, actor, attempt))
            return attempt;
    }
    return CT_NO_ID;
}

/* Raises where no such technique, or no such target, is anywhere. Owns nothing. */
static void
check_names(lua_State *L,
            const CtLuaRun *run,
            const char *method,
            const char *technique,
            const char *target)
{
    const CtTwin *twin = run->shared->twin;
    char suggestion[128];

    if (technique != NULL &&
        !ct_lua_run_knows_technique(run, technique, suggestion, sizeof suggestion))
        ct_lua_raise(L, "%s: there is no technique '%.64s'%s", method, technique, suggestion);
    if (target != NULL && !ct_lua_run_knows_target(twin, target, suggestion, sizeof suggestion))
        ct_lua_raise(L, "%s: the topology has no '%.64s'%s", method, target, suggestion);
}

static uint32_t
asked_attempt(lua_State *L, CtLuaRun *run, const Leader *me)
{
    const uint32_t *option = luaL_testudata(L, 2, CT_LUA_OPTION_TYPE);

    if (option != NULL)
        return ct_engine_can_try(run->engine, me->actor, *option) ? *option : CT_NO_ID;
    if (lua_type(L, 2) != LUA_TSTRING || (!lua_isnoneornil(L, 3) && lua_type(L, 3) != LUA_TSTRING))
        ct_lua_raise(L,
                     "me:attempt: expected a technique and what it is done to, as in "
                     "me:attempt(\"T1566\", \"mail-pcs\"), or one of me:options(), not %s",
                     ct_lua_describe(L, lua_type(L, 2) != LUA_TSTRING ? 2 : 3));
    uint32_t attempt = find_attempt(run, me->actor, lua_tostring(L, 2), lua_tostring(L, 3));

    if (attempt == CT_NO_ID)
        check_names(L, run, "me:attempt", lua_tostring(L, 2), lua_tostring(L, 3));
    return attempt;
}

static int
attempt_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:attempt");
    CtLuaRun *run = ct_lua_run_of(L);
    uint32_t slot = ct_lua_run_thread(L, run, "me:attempt");
    const CtCourse *course = run->shared->sim->actors[me->actor].course;
    CtScriptLeader *leader = &run->leaders[me->actor];

    lua_settop(L, 3);
    ct_lua_run_count(L, run);
    uint32_t attempt = asked_attempt(L, run, me);

    if (attempt == CT_NO_ID || !ct_engine_try(run->engine, me->actor, attempt)) {
        lua_pushnil(L);
        return 1;
    }
    leader->tries++;
    leader->noise += course->templates[course->attempts[attempt].template].noise;
    return wait_for(L, run, slot, me->actor, attempt);
}

/* NULL where it is nil. */
static const char *
asked_text(lua_State *L, int index)
{
    if (lua_isnil(L, index))
        return NULL;
    if (lua_type(L, index) != LUA_TSTRING)
        ct_lua_raise(L,
                     "me:options: expected a technique and what it is done to, as in "
                     "me:options(\"T1566\", \"mail-pcs\"), or neither, not %s",
                     ct_lua_describe(L, index));
    return lua_tostring(L, index);
}

static int
options_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:options");
    CtLuaRun *run = ct_lua_run_of(L);
    CtScriptLeader *leader = &run->leaders[me->actor];
    lua_Integer n = 0;

    lua_settop(L, 3);
    const char *technique = asked_text(L, 2), *target = asked_text(L, 3);

    sort_candidates(leader);
    want(run, technique);
    lua_newtable(L);
    for (uint32_t i = 0; i < leader->candidates.length; i++) {
        uint32_t attempt = leader->candidates.data[i];

        if (!matches(run, me->actor, attempt, target) ||
            !ct_engine_can_try(run->engine, me->actor, attempt))
            continue;
        ct_lua_push_option(L, me->actor, attempt);
        lua_rawseti(L, -2, ++n);
    }
    if (n == 0)
        check_names(L, run, "me:options", technique, target);
    ct_lua_charge(L, leader->candidates.length);
    return 1;
}

static int
has_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:has");
    CtLuaRun *run = ct_lua_run_of(L);

    lua_pushboolean(L, ct_lua_run_has(L, run, me->actor, 2, "me:has"));
    return 1;
}

static int
reached_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:reached");
    const CtLuaRun *run = ct_lua_run_of(L);
    const CtAttacker *attacker = g_ptr_array_index(run->shared->twin->attackers, me->actor);
    const CtCourse *course = run->shared->sim->actors[me->actor].course;
    const CtCourseState *state = ct_engine_state(run->engine, me->actor);

    for (uint32_t g = 0; lua_type(L, 2) == LUA_TSTRING && g < attacker->goals.length; g++)
        if (strcmp(attacker->goals.data[g].id, lua_tostring(L, 2)) == 0) {
            lua_pushboolean(L, ct_course_state_holds(state, course->first_goal + g));
            return 1;
        }
    ct_lua_raise(L, "me:reached: %s%.64s is none of his goals",
                 lua_type(L, 2) == LUA_TSTRING ? "" : ct_lua_describe(L, 2),
                 lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "");
}

static int
noise_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:noise");

    lua_pushnumber(L, ct_lua_run_of(L)->leaders[me->actor].noise);
    return 1;
}

static int
tries_method(lua_State *L)
{
    const Leader *me = check_leader(L, "me:tries");

    lua_pushinteger(L, (lua_Integer)ct_lua_run_of(L)->leaders[me->actor].tries);
    return 1;
}

static const luaL_Reg methods[] = {
    {"attempt", attempt_method}, {"has", has_method},         {"noise", noise_method},
    {"options", options_method}, {"reached", reached_method}, {"tries", tries_method},
    {"wait", wait_method},
};

static int
leader_index(lua_State *L)
{
    const char *names[G_N_ELEMENTS(methods) + 1];
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    const Leader *me = luaL_testudata(L, 1, LEADER_TYPE);
    char suggestion[96];

    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        names[i] = methods[i].name;
        if (strcmp(key, methods[i].name) != 0)
            continue;
        lua_pushcfunction(L, methods[i].func);
        return 1;
    }
    names[G_N_ELEMENTS(methods)] = "name";
    if (strcmp(key, "name") == 0 && me != NULL) {
        const CtLuaRun *run = ct_lua_run_of(L);

        lua_pushstring(L, run->declared->attackers.data[me->actor].name);
        return 1;
    }
    ct_lua_raise(L, "an attacker has no '%.64s'%s", key,
                 ct_lua_suggest(key, names, G_N_ELEMENTS(names), suggestion, sizeof suggestion));
}

void
ct_lua_push_leader(lua_State *L, uint32_t actor)
{
    Leader *leader = ct_lua_new_object(L, LEADER_TYPE, sizeof *leader, 0);

    leader->actor = actor;
}

void
ct_lua_leader_open(lua_State *L)
{
    static const luaL_Reg metamethods[] = {{"__index", leader_index}, {NULL, NULL}};

    ct_lua_register_type(L, LEADER_TYPE, metamethods);
    ct_lua_option_open(L);
}
