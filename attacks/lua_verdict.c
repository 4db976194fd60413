/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls a rule's functions with views of what its variables are bound to, and checks what they
 * return. Values that are no functions were checked when the rule was read, and go the same way.
 */
#include "attacks/lua_verdict.h"

#include "attacks/lua_terms.h"
#include "base/units.h"
#include "lua/args.h"

#include <math.h>
#include <string.h>

static CtView
view_of(const CtQuestion *question, uint8_t variable)
{
    static const uint32_t sees[CT_ENTITY_COUNT] = {
        [CT_ENTITY_ASSET] = CT_SEES_ASSET,           [CT_ENTITY_SERVICE] = CT_SEES_ASSET,
        [CT_ENTITY_CREDENTIAL] = CT_SEES_CREDENTIAL, [CT_ENTITY_PEOPLE] = CT_SEES_PERSON,
        [CT_ENTITY_SUPPLIER] = CT_SEES_SUPPLIER,
    };
    const CtTechnique *technique = &question->rule->technique;
    const CtInstances *instances = question->model->instances;
    uint8_t kind = technique->variable_kind[variable];
    CtView view = {.kind = kind,
                   .id = question->entities[variable],
                   .owner = CT_NO_ID,
                   .origin = CT_VIEW_VARIABLE,
                   .variable = variable,
                   .open = sees[kind] == 0 || (technique->sees & sees[kind]) != 0};

    if (kind == CT_ENTITY_SERVICE) {
        view.owner = ct_instances_service_asset(instances, view.id);
        view.id = ct_instances_class(instances, view.owner)->services.start + view.id -
                  instances->service_first[view.owner];
    }
    if (kind == CT_ENTITY_NETWORK)
        view.id = instances->network_row[view.id];
    if (kind == CT_ENTITY_ZONE)
        view.id = instances->zone_row[view.id];
    return view;
}

/* Pushes the value of @which: what its function returns, as @n_results, or itself. */
static void
push_value(lua_State *L, const CtQuestion *question, CtRuleValue which, int n_results)
{
    const CtTechnique *technique = &question->rule->technique;
    int n_arguments = technique->n_variables;

    luaL_checkstack(L, CT_MAX_VARIABLES + 8, NULL);
    lua_rawgeti(L, LUA_REGISTRYINDEX, question->rule->values);
    lua_rawgeti(L, -1, which);
    lua_remove(L, -2);
    if (!lua_isfunction(L, -1)) {
        for (int i = 1; i < n_results; i++)
            lua_pushnil(L);
        return;
    }
    for (uint8_t v = 0; v < technique->n_variables; v++)
        ct_lua_model_push(L, view_of(question, v));
    if ((technique->sees & CT_SEES_CONTROLS) != 0) {
        ct_lua_model_push(L, (CtView){.kind = CT_VIEW_CONTROLS, .owner = CT_NO_ID, .open = true});
        n_arguments++;
    }
    lua_call(L, n_arguments, n_results);
}

/* "file:line: time", of the function that gives @which, in @buffer of @size. */
static const char *
place_of(lua_State *L, const CtQuestion *question, CtRuleValue which, char *buffer, size_t size)
{
    static const char *const names[] = {
        [CT_RULE_WHEN] = "when",       [CT_RULE_ALSO] = "also",   [CT_RULE_GAINS] = "gains",
        [CT_RULE_PREPARE] = "prepare", [CT_RULE_WORKS] = "works", [CT_RULE_TIME] = "time",
        [CT_RULE_SUCCESS] = "success", [CT_RULE_NOISE] = "noise", [CT_RULE_SKILL] = "skill",
        [CT_RULE_EFFORT] = "effort",   [CT_RULE_RETRY] = "retry",
    };
    const CtTechnique *technique = &question->rule->technique;
    lua_Debug function = {.linedefined = (int)technique->line};

    lua_rawgeti(L, LUA_REGISTRYINDEX, question->rule->values);
    if (lua_rawgeti(L, -1, which) == LUA_TFUNCTION)
        lua_getinfo(L, ">S", &function);
    else
        lua_pop(L, 1);
    lua_pop(L, 1);
    g_snprintf(buffer, size, "%s:%d: %s", technique->file, function.linedefined, names[which]);
    return buffer;
}

/* A mistake in what a function returned, shown where the function stands. */
static int
bad_result(lua_State *L, const CtQuestion *question, CtRuleValue which, const char *text)
{
    char place[256];

    ct_lua_raise(L, "%s: %s", place_of(L, question, which, place, sizeof place), text);
}

/* `when` returns true, or false (or nothing) and a reason in words. */
static bool
ask_when(lua_State *L, CtQuestion *question)
{
    question->in_when = true;
    push_value(L, question, CT_RULE_WHEN, 2);
    question->in_when = false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, question->rule->values);
    bool is_asked = lua_rawgeti(L, -1, CT_RULE_WHEN) == LUA_TFUNCTION;
    lua_pop(L, 2);
    if (!is_asked)
        return true;

    if (!lua_isboolean(L, -2) && !lua_isnil(L, -2))
        bad_result(L, question, CT_RULE_WHEN, "must return true, or false and a reason");
    if (lua_type(L, -1) == LUA_TSTRING)
        g_strlcpy(question->reason, lua_tostring(L, -1), sizeof question->reason);
    else if (!lua_isnil(L, -1))
        bad_result(L, question, CT_RULE_WHEN, "the reason must be a text");
    if (lua_toboolean(L, -2))
        question->reason[0] = '\0';
    return lua_toboolean(L, -2);
}

static void
check_terms(lua_State *L, const CtQuestion *question, CtRuleValue which, const CtTerms *terms)
{
    char text[640];

    if (terms->mistake[0] == '\0')
        return;
    if (terms->line != 0)
        ct_lua_raise(L, "%s:%u: %s", question->rule->technique.file, terms->line, terms->mistake);
    g_snprintf(text, sizeof text, "%s", terms->mistake);
    bad_result(L, question, which, text);
}

/* False where what is needed besides can never hold. */
static bool
ask_facts(lua_State *L, CtQuestion *question)
{
    const CtTechnique *technique = &question->rule->technique;
    const CtInstances *instances = question->model->instances;
    CtVerdict *verdict = question->verdict;
    CtTerms terms;

    push_value(L, question, CT_RULE_ALSO, 1);
    ct_lua_read_terms(L, -1, technique, instances, false, &terms);
    check_terms(L, question, CT_RULE_ALSO, &terms);
    if (terms.unsatisfiable[0] != '\0') {
        g_strlcpy(question->reason, terms.unsatisfiable, sizeof question->reason);
        return false;
    }
    memcpy(verdict->also, terms.terms, terms.n * sizeof terms.terms[0]);
    verdict->n_also = terms.n;

    push_value(L, question, CT_RULE_GAINS, 1);
    ct_lua_read_terms(L, -1, technique, instances, true, &terms);
    check_terms(L, question, CT_RULE_GAINS, &terms);
    memcpy(verdict->gains, terms.terms, terms.n * sizeof terms.terms[0]);
    verdict->n_gains = terms.n;
    return true;
}

static CtDist
ask_dist(lua_State *L, const CtQuestion *question, CtRuleValue which, const CtDist *fallback)
{
    double scale = question->traits->scale_times;
    char place[256];

    push_value(L, question, which, 1);
    if (lua_isnil(L, -1) && fallback != NULL)
        return *fallback;
    CtDist dist = ct_lua_check_dist(L, -1, place_of(L, question, which, place, sizeof place));
    return ct_dist_scaled(&dist, scale);
}

static double
ask_number(
    lua_State *L, const CtQuestion *question, CtRuleValue which, double high, double fallback)
{
    char text[160];

    push_value(L, question, which, 1);
    if (lua_isnil(L, -1) && !isnan(fallback))
        return fallback;
    if (lua_type(L, -1) != LUA_TNUMBER || !(lua_tonumber(L, -1) >= 0.0) ||
        lua_tonumber(L, -1) > high) {
        g_snprintf(text, sizeof text, "expected a number between 0 and %g, not %s", high,
                   lua_type(L, -1) == LUA_TNUMBER ? "one outside" : ct_lua_describe(L, -1));
        bad_result(L, question, which, text);
    }
    return lua_tonumber(L, -1);
}

static uint8_t
ask_skill(lua_State *L, const CtQuestion *question)
{
    CtSkill skill = CT_SKILL_NOVICE;

    push_value(L, question, CT_RULE_SKILL, 1);
    if (lua_type(L, -1) != LUA_TSTRING || !ct_skill_parse(lua_tostring(L, -1), &skill))
        bad_result(L, question, CT_RULE_SKILL, "expected novice, beginner, intermediate or expert");
    return (uint8_t)skill;
}

/* Stated in hours or as a duration; else the means of preparing and of one attempt. */
static double
ask_effort(lua_State *L, const CtQuestion *question)
{
    const CtVerdict *verdict = question->verdict;
    double hours = -1.0;

    push_value(L, question, CT_RULE_EFFORT, 1);
    if (lua_isnil(L, -1)) {
        double ms = ct_dist_mean_ms(&verdict->prepare) + ct_dist_mean_ms(&verdict->time);
        if (!isfinite(ms))
            bad_result(L, question, CT_RULE_TIME, "this duration has no mean: state the effort");
        return ms / (double)CT_MS_HOUR;
    }
    const CtDist *dist = luaL_testudata(L, -1, CT_LUA_DIST);
    if (dist != NULL)
        hours = ct_dist_mean_ms(dist) / (double)CT_MS_HOUR;
    else if (lua_type(L, -1) == LUA_TNUMBER)
        hours = lua_tonumber(L, -1);
    if (!(hours >= 0.0) || hours > 1e7)
        bad_result(L, question, CT_RULE_EFFORT, "expected hours, as a number or a duration");
    return hours * question->traits->scale_times;
}

static void
ask_numbers(lua_State *L, CtQuestion *question)
{
    static const CtDist none = {.kind = CT_DIST_CONSTANT};
    CtVerdict *verdict = question->verdict;

    verdict->prepare = ask_dist(L, question, CT_RULE_PREPARE, &none);
    verdict->time = ask_dist(L, question, CT_RULE_TIME, NULL);
    verdict->retry = ask_dist(L, question, CT_RULE_RETRY, &verdict->time);
    verdict->works = ask_number(L, question, CT_RULE_WORKS, 1.0, 1.0);
    verdict->success = ask_number(L, question, CT_RULE_SUCCESS, 1.0, NAN);
    verdict->chance =
        verdict->success * (1.0 - verdict->time.never) * (1.0 - verdict->prepare.never);
    verdict->noise = ask_number(L, question, CT_RULE_NOISE, 1.0, NAN);
    verdict->skill = ask_skill(L, question);
    verdict->effort_hours = ask_effort(L, question);
    verdict->prepare_per = question->rule->prepare_per;
    verdict->works_per = question->rule->works_per;
    verdict->tries = question->rule->tries;
}

int
ct_lua_answer(lua_State *L)
{
    CtQuestion *question = lua_touserdata(L, 1);

    ct_lua_model_set(L, question->model);
    ct_lua_words_set_attacker(L, question->traits);
    if (ask_when(L, question) && ask_facts(L, question)) {
        ask_numbers(L, question);
        question->verdict->fires = true;
    }
    return 0;
}
