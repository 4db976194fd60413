/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the engine tells, as handlers hear it: names, never numbers or tables. A name is made when
 * it is first asked for and kept for all replications of the engine; it depends on nothing else.
 */
#include "sim/lua_run.h"

#include "sim/actions.h"
#include "sim/step_names.h"
#include "topology/rule_names.h"

static const CtCourse *
course_of(const CtLuaRun *run, uint32_t actor)
{
    return run->shared->sim->actors[actor].course;
}

static const char *
actor_name(const CtLuaRun *run, uint32_t actor)
{
    return ((const CtAttacker *)g_ptr_array_index(run->shared->twin->attackers, actor))->id;
}

const char *
ct_lua_run_fact_name(CtLuaRun *run, uint32_t actor, CtFactId fact)
{
    CtScriptNames *names = &run->names[actor];
    const CtGraph *graph = course_of(run, actor)->graph;

    if (names->facts == NULL)
        names->facts = g_new0(char *, (size_t)graph->n_facts + 1);
    if (names->facts[fact] == NULL)
        names->facts[fact] = ct_graph_fact_text(graph, fact);
    return names->facts[fact];
}

const char *
ct_lua_run_target_name(CtLuaRun *run, uint32_t actor, uint32_t attempt)
{
    CtScriptNames *names = &run->names[actor];
    const CtCourse *course = course_of(run, actor);

    if (names->targets == NULL)
        names->targets = g_new0(char *, (size_t)course->n_attempts + 1);
    if (names->targets[attempt] == NULL)
        names->targets[attempt] = ct_step_target(course->graph, course->graph_step[attempt]);
    return names->targets[attempt];
}

const char *
ct_lua_run_technique_id(const CtLuaRun *run, uint32_t actor, uint32_t attempt)
{
    const CtCourse *course = course_of(run, actor);

    return ct_step_technique_id(course->graph, course->graph_step[attempt]);
}

void
ct_lua_run_free_names(CtLuaRun *run)
{
    for (uint32_t i = 0; i < run->shared->sim->n_actors; i++) {
        const CtCourse *course = course_of(run, i);

        for (uint32_t f = 0; run->names[i].facts != NULL && f < course->graph->n_facts; f++)
            g_free(run->names[i].facts[f]);
        for (uint32_t a = 0; run->names[i].targets != NULL && a < course->n_attempts; a++)
            g_free(run->names[i].targets[a]);
        g_free(run->names[i].facts);
        g_free(run->names[i].targets);
    }
    g_free(run->names);
}

static bool
somebody_listens(const CtLuaRun *run, CtScenarioEvent event)
{
    return run->slots.first[event] != CT_NO_ID;
}

/* Those who come to listen meanwhile hear of the next. */
static void
tell(CtLuaRun *run, CtScenarioEvent event, const char *const *texts, uint32_t n_texts)
{
    uint32_t last = run->slots.last[event];

    for (uint32_t slot = run->slots.first[event]; slot != CT_NO_ID;
         slot = slot == last ? CT_NO_ID : run->slots.data[slot].next)
        if (run->slots.data[slot].kind == CT_SLOT_LISTENER)
            ct_lua_run_enter(run, slot, texts, n_texts);
}

static void
tell_try(CtLuaRun *run, CtScenarioEvent event, const CtTraceEvent *traced)
{
    if (!somebody_listens(run, event) || traced->attempt == CT_NO_ID)
        return;
    const char *const texts[] = {ct_lua_run_technique_id(run, traced->actor, traced->attempt),
                                 ct_lua_run_target_name(run, traced->actor, traced->attempt),
                                 actor_name(run, traced->actor)};

    tell(run, event, texts, G_N_ELEMENTS(texts));
}

/* Whether the commands of @actor ran on the asset of @fact, an execution, before or by another
 * fact that came at the same moment and is told first. */
static bool
ran_before(const CtLuaRun *run, uint32_t actor, CtFact fact, uint32_t course_fact)
{
    const CtCourse *course = course_of(run, actor);
    const CtCourseState *state = ct_engine_state(run->engine, actor);
    const CtHeldFact *held = &state->facts[course_fact];

    for (unsigned level = CT_LEVEL_USER; level <= CT_LEVEL_ADMIN; level++) {
        CtFactId other = ct_graph_fact(course->graph, (CtFact){.kind = CT_FACT_EXEC,
                                                               .level = (uint8_t)level,
                                                               .entity = fact.entity});
        uint32_t there = other != CT_NO_ID ? course->fact_of[other] : CT_NO_ID;

        if (level == fact.level || there == CT_NO_ID || !ct_course_state_holds(state, there))
            continue;
        CtMoment moment = state->facts[there].moment;

        if (ct_moment_before(course, moment, held->moment) ||
            (!ct_moment_before(course, held->moment, moment) && level < fact.level))
            return true;
    }
    return false;
}

static void
tell_fact(CtLuaRun *run, CtScenarioEvent event, const CtTraceEvent *traced)
{
    const CtCsr *members = &run->shared->members[traced->actor];
    const CtGraph *graph = course_of(run, traced->actor)->graph;

    for (uint32_t i = members->start[traced->fact];
         somebody_listens(run, event) && i < members->start[traced->fact + 1]; i++) {
        CtFactId fact = members->value[i];
        const char *texts[] = {NULL, actor_name(run, traced->actor)};
        CtFact named;

        if (!ct_graph_fact_of(graph, fact, &named))
            continue;
        if (event != CT_SCENARIO_EVENT_COMPROMISED) {
            texts[0] = ct_lua_run_fact_name(run, traced->actor, fact);
            tell(run, event, texts, G_N_ELEMENTS(texts));
        } else if (named.kind == CT_FACT_EXEC &&
                   !ran_before(run, traced->actor, named, traced->fact)) {
            g_autofree char *asset = ct_instances_asset_text(graph->instances, named.entity);

            texts[0] = asset;
            tell(run, event, texts, G_N_ELEMENTS(texts));
        }
    }
}

static void
tell_action(CtLuaRun *run, const CtTraceEvent *traced)
{
    static const char *const who[] = {[CT_EVENT_PRIORITY_SCRIPT] = "script",
                                      [CT_EVENT_PRIORITY_WORLD] = "world",
                                      [CT_EVENT_PRIORITY_DEFENDER] = "defender",
                                      [CT_EVENT_PRIORITY_ATTACKER] = "attacker",
                                      [CT_EVENT_PRIORITY_SENSOR] = "sensor"};
    const CtInstances *instances = run->shared->twin->instances;
    CtSection section = ct_trace_kind_section((CtTraceKind)traced->kind);

    if (!somebody_listens(run, CT_SCENARIO_EVENT_ACTED))
        return;
    g_autofree char *target = section == CT_SECTION_ASSETS
                                  ? ct_instances_asset_text(instances, traced->fact)
                              : section == CT_SECTION_CONDUITS
                                  ? ct_conduit_part_text(instances->model, traced->fact, traced->n)
                                  : g_strdup(ct_model_id(instances->model, section, traced->fact));
    const char *const texts[] = {ct_trace_kind_text(traced->kind), target, who[traced->actor]};

    tell(run, CT_SCENARIO_EVENT_ACTED, texts, G_N_ELEMENTS(texts));
}

/* The sensor of a false alarm stands in for what the alert is about. */
static void
tell_alert(CtLuaRun *run, const CtTraceEvent *traced)
{
    const CtInstances *instances = run->shared->twin->instances;
    bool is_true = traced->attempt != CT_NO_ID;
    CtScenarioEvent event = traced->kind == CT_TRACE_CONFIRMED   ? CT_SCENARIO_EVENT_CONFIRMED
                            : traced->kind == CT_TRACE_DISMISSED ? CT_SCENARIO_EVENT_DISMISSED
                                                                 : CT_SCENARIO_EVENT_ALERT;
    bool is_told = traced->kind == CT_TRACE_ALERT || traced->kind == CT_TRACE_FALSE_ALARM ||
                   traced->kind == CT_TRACE_CONFIRMED || traced->kind == CT_TRACE_DISMISSED;

    if (!is_told || !somebody_listens(run, event))
        return;
    g_autofree char *sensor =
        is_true ? NULL
        : traced->actor == CT_SECTION_ASSETS
            ? ct_instances_asset_text(instances, traced->fact)
            : g_strdup(ct_model_id(instances->model, (CtSection)traced->actor, traced->fact));
    const char *const texts[] = {
        is_true ? ct_lua_run_target_name(run, traced->actor, traced->attempt) : sensor};

    tell(run, event, texts, G_N_ELEMENTS(texts));
}

static void
tell_goal(CtLuaRun *run, const CtTraceEvent *traced)
{
    const CtAttacker *attacker = g_ptr_array_index(run->shared->twin->attackers, traced->actor);
    uint32_t goal = traced->fact - course_of(run, traced->actor)->first_goal;
    const char *const texts[] = {attacker->goals.data[goal].id, attacker->id};

    if (somebody_listens(run, CT_SCENARIO_EVENT_GOAL))
        tell(run, CT_SCENARIO_EVENT_GOAL, texts, G_N_ELEMENTS(texts));
}

void
ct_lua_run_hear(CtLuaRun *run, const CtTraceEvent *event)
{
    if (ct_trace_kind_is_action(event->kind)) {
        tell_action(run, event);
        return;
    }
    if (ct_trace_kind_is_alert(event->kind) || ct_trace_kind_is_response(event->kind) ||
        event->kind == CT_TRACE_FOUND) {
        tell_alert(run, event);
        return;
    }
    switch (event->kind) {
    case CT_TRACE_BEGIN:
        tell_try(run, CT_SCENARIO_EVENT_BEGUN, event);
        break;
    case CT_TRACE_SUCCESS:
        tell_try(run, CT_SCENARIO_EVENT_SUCCEEDED, event);
        break;
    case CT_TRACE_FAILURE:
        tell_try(run, CT_SCENARIO_EVENT_FAILED, event);
        break;
    case CT_TRACE_GAIN:
        tell_fact(run, CT_SCENARIO_EVENT_GAINED, event);
        tell_fact(run, CT_SCENARIO_EVENT_COMPROMISED, event);
        break;
    case CT_TRACE_LOSS:
        tell_fact(run, CT_SCENARIO_EVENT_LOST, event);
        break;
    case CT_TRACE_GOAL:
        tell_goal(run, event);
        break;
    default:
        break;
    }
    ct_lua_leaders_hear(run, event);
}
