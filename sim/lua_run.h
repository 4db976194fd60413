/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A script in one engine. Private to sim/scenario.c and sim/lua_*.c. */
#pragma once

#include "analysis/lua_entry.h"
#include "sim/engine.h"
#include "sim/host.h"

#include <lua.h>

/* What all engines share. */
typedef struct CtScenarioRun {
    const CtTwin *twin;
    const CtSim *sim;
    uint32_t n_actors;
    CtCsr *members; /* per actor, ct_course_members() */
} CtScenarioRun;

typedef enum CtSlotKind {
    CT_SLOT_FREE_HANDLER,
    CT_SLOT_ONCE,
    CT_SLOT_EVERY,
    CT_SLOT_LISTENER,
    CT_SLOT_THREAD,
} CtSlotKind;

/* What the word that a coroutine waits in returns. */
typedef enum CtScriptAnswer {
    CT_SCRIPT_NOTHING,
    CT_SCRIPT_FALSE,
    CT_SCRIPT_TRUE,
    CT_SCRIPT_NIL, /* it came to no end */
} CtScriptAnswer;

/* A handler or a coroutine: its value is at the same index, plus one, of a table in Lua. */
typedef struct CtScriptSlot {
    uint8_t kind;      /* CtSlotKind */
    uint8_t event;     /* LISTENER: CtScenarioEvent */
    uint32_t next;     /* FREE: the next free one; LISTENER: the next of its event; CT_NO_ID */
    uint32_t actor;    /* of a thread that waits for a try, or for something to try; CT_NO_ID … */
    uint32_t attempt;  /* … this one; CT_NO_ID: anything */
    int64_t period_ms; /* EVERY */
} CtScriptSlot;

typedef struct CtScriptStart {
    int64_t time;
    uint32_t slot;
} CtScriptStart;

/* Slots as they were when the script had been read. */
typedef struct CtScriptSlots {
    CtScriptSlot *data;
    uint32_t length, capacity;
    uint32_t free;                           /* first; CT_NO_ID */
    uint32_t first[CT_SCENARIO_EVENT_COUNT]; /* listeners, in the order in which they came */
    uint32_t last[CT_SCENARIO_EVENT_COUNT];  /* CT_NO_ID: none */
} CtScriptSlots;

/* Texts of one actor's course, made when they are first asked for; NULL until then. */
typedef struct CtScriptNames {
    char **facts;   /* of the graph */
    char **targets; /* of attempts */
} CtScriptNames;

/* What an attacker who is led may try: what has been possible at some time, in the order in which
 * he who tries the cheapest first would. */
typedef struct CtScriptLeader {
    uint32_t *order; /* ct_strategy_order(); NULL: he leads himself */
    uint32_t
        *marked; /* per attempt: the replication in which it is among the candidates, plus one */
    uint32_t mark;
    CtIds candidates;
    bool is_sorted;
    double noise; /* expected, of his tries */
    uint64_t tries;
} CtScriptLeader;

typedef struct CtLuaRun {
    const CtScenarioRun *shared;
    CtEngine *engine;
    uint32_t number; /* among the engine's hosts */
    CtLuaHost *lua;
    CtScenario *declared; /* read again, with the handlers */
    CtDiag *diag;
    CtScenarioReader reader;
    CtScenarioSink sink;
    char *failure; /* of reading; NULL */
    bool is_playing;
    CtScriptSlots slots, frozen;
    uint32_t *lead;          /* per actor: the slot of his function; CT_NO_ID */
    GArray *starts;          /* CtScriptStart: what the script schedules while it is read */
    uint64_t n_events;       /* of this replication: handlers run, lines logged */
    uint32_t running;        /* the slot whose thread runs; CT_NO_ID: none */
    bool is_inside;          /* of a call into the script */
    GHashTable *draws;       /* name → how many times it was drawn in this replication */
    CtScriptNames *names;    /* per actor */
    CtScriptLeader *leaders; /* per actor */
    bool *wanted;            /* by rule: what a leader asks for */
    CtIds waiting;           /* slots of threads that wait for an actor */
} CtLuaRun;

CtLuaRun *ct_lua_run_new(CtEngine *engine, const CtScenarioRun *shared);
void ct_lua_run_free(CtLuaRun *run);
CtLuaRun *ct_lua_run_of(lua_State *L);

/* The run, for @word, which is allowed now; raises. */
CtLuaRun *ct_lua_run_for(lua_State *L, const char *word);

/* Counts something that a script does; raises past the limit. */
void ct_lua_run_count(lua_State *L, CtLuaRun *run);

void ct_script_slots_empty(CtScriptSlots *slots);
void ct_script_slots_copy(CtScriptSlots *to, const CtScriptSlots *from);

/* The table of slots' values. sim/lua_slots.c */
void ct_lua_slots_open(lua_State *L);
void ct_lua_run_push_slots(lua_State *L);

/* Leaves at the bottom of the stack what calls need; outside of any. False: no room. */
bool ct_lua_run_keep(CtLuaRun *run);

/* What the script hands over goes to the run. sim/lua_sink.c */
void ct_lua_sink_init(CtLuaRun *run);

/* @attacker is led no more. */
void ct_lua_run_forget_lead(CtLuaRun *run, uint32_t attacker);

/* The time in @ms, CT_TIME_NEVER at most. */
int64_t ct_lua_run_later(const CtLuaRun *run, int64_t ms);

/* A slot of @kind with the value on top of the stack, which is popped. May raise. */
uint32_t ct_lua_run_add(lua_State *L, CtLuaRun *run, CtSlotKind kind);
void ct_lua_run_drop(lua_State *L, CtLuaRun *run, uint32_t slot);

/* Calls the handler of @slot with @texts; likewise, or goes on with its thread. sim/lua_call.c */
void ct_lua_run_enter(CtLuaRun *run, uint32_t slot, const char *const *texts, uint32_t n_texts);
void ct_lua_run_go_on(CtLuaRun *run, uint32_t slot, CtScriptAnswer answer);

/* Goes on with the thread of @slot, which waits for an actor, once all of the present event has
 * been heard. */
void ct_lua_run_answer_soon(CtLuaRun *run, uint32_t slot, CtScriptAnswer answer);

/* A replication begins; an event with @slot has come up. */
void ct_lua_run_begin(CtLuaRun *run);
void ct_lua_run_wake(CtLuaRun *run, const CtEvent *event);

/* The slot of the thread that runs in @L; raises, naming @word, where it cannot wait. */
uint32_t ct_lua_run_thread(lua_State *L, const CtLuaRun *run, const char *word);

/* Wakes @slot at @time. Raises where that is past. */
void ct_lua_run_schedule(lua_State *L, CtLuaRun *run, int64_t time, uint32_t slot);

/* What the engine tells, to those who listen. */
void ct_lua_run_hear(CtLuaRun *run, const CtTraceEvent *event);

/* The words that act. sim/lua_run_words.c */
void ct_lua_run_words_open(lua_State *L);

/* Actions and what the world is like. sim/lua_world.c */
void ct_lua_world_open(lua_State *L);

/* Whether a script's text names a word that changes the world. */
bool ct_lua_text_acts(const char *text, size_t length);

/* Names, kept by the run. sim/lua_hear.c */
const char *ct_lua_run_fact_name(CtLuaRun *run, uint32_t actor, CtFactId fact);
const char *ct_lua_run_target_name(CtLuaRun *run, uint32_t actor, uint32_t attempt);
const char *ct_lua_run_technique_id(const CtLuaRun *run, uint32_t actor, uint32_t attempt);
void ct_lua_run_free_names(CtLuaRun *run);

/* Attackers who are led. sim/lua_leader.c */
void ct_lua_leaders_new(CtLuaRun *run);
void ct_lua_leaders_free(CtLuaRun *run);
void ct_lua_leaders_begin(CtLuaRun *run);
void ct_lua_leaders_hear(CtLuaRun *run, const CtTraceEvent *event);
void ct_lua_leader_open(lua_State *L);
void ct_lua_push_leader(lua_State *L, uint32_t actor);

/* Something that an attacker can try: the attempt's number, then the actor's. sim/lua_option.c */
#define CT_LUA_OPTION_TYPE "an option"
void ct_lua_option_open(lua_State *L);
void ct_lua_push_option(lua_State *L, uint32_t actor, uint32_t attempt);

/* The fact at @index, a fact or its text; raises, naming @word. sim/lua_names.c */
CtFact ct_lua_run_fact(lua_State *L, const CtLuaRun *run, int index, const char *word);

/* Whether @actor has the fact at @index, a fact or its text; raises, naming @word. sim/lua_names.c
 */
bool ct_lua_run_has(lua_State *L, const CtLuaRun *run, uint32_t actor, int index, const char *word);

bool ct_lua_run_is_technique(const CtTechnique *technique, const char *text); /* id or name */

/* Whether there is such a technique, by id or by name; such an entity. Else what is near. */
bool ct_lua_run_knows_technique(const CtLuaRun *run, const char *text, char *near, size_t size);
bool ct_lua_run_knows_target(const CtTwin *twin, const char *text, char *near, size_t size);
