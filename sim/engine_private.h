/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of the engine share. An attempt is idle, waiting for a slot, or under way with one
 * pending event. Those waiting are a heap by rank; an entry that cannot be tried when it comes up
 * is dropped. All memory is reused from one replication to the next.
 */
#pragma once

#include "sim/actions.h"
#include "sim/event_queue.h"
#include "sim/retract.h"
#include "sim/waiting.h"
#include "sim/worm.h"

typedef struct CtUnder {
    uint32_t epoch;
    uint32_t tries; /* begun so far */
    bool runs;
    bool waits;          /* in the heap */
    double success;      /* of the try under way, against its chance */
    CtEventHandle event; /* of its end; none past the horizon */
} CtUnder;

typedef struct CtEngineActor {
    const CtActor *plan;
    CtCourseState *state;
    CtUnder *attempts;
    CtWaiting waiting;
    CtWorm *worm; /* NULL: none; it has slots of its own */
    uint32_t n_running;
    CtIds opening; /* where things change: what may be tried once time 0 has begun */
} CtEngineActor;

typedef struct CtEngineHost {
    const CtHost *host;
    void *data;
} CtEngineHost;

typedef enum CtWorldChangeKind {
    CT_WORLD_CUT,
    CT_WORLD_MEND,
    CT_WORLD_RESTORED, /* asset: what the attackers have there ends */
    CT_WORLD_RESUMED,  /* asset: it is not halted */
    CT_WORLD_ROTATED,  /* credential */
    CT_WORLD_PATCHED,  /* asset and vulnerability */
} CtWorldChangeKind;

/* What an action does to every attacker's course. */
typedef struct CtWorldChange {
    CtWorldChangeKind kind;
    CtCutKind cut;
    uint32_t entity, vulnerability;
} CtWorldChange;

struct CtEngine {
    const CtSim *sim;
    CtEngineActor *actors;
    const CtCourseState **states; /* of the actors */
    CtEventQueue *queue;
    CtSummary *summary;
    CtTraceFunc trace;
    void *trace_data;
    bool failed;
    char *failure;   /* why, where somebody said so */
    bool is_opening; /* nothing has been tried yet */
    int64_t now;
    uint64_t n_acts; /* of this replication, against the limit of tries */
    CtWorld *world;
    GArray *hosts;   /* CtEngineHost */
    void **attached; /* one a host kind of the sim */
    bool somebody_hears;
    GArray *unheard; /* CtTraceEvent */
    GArray *changes; /* of one call of ct_engine_act_all(), see sim/actions.c */
};

/* --- sim/engine.c --- */

void ct_engine_tell(
    CtEngine *engine, CtTraceKind kind, const CtEngineActor *actor, CtMoment moment, uint32_t fact);
void ct_engine_tell_event(CtEngine *engine, const CtTraceEvent *event);

/* All goals that can be had were reached, and the run does not go on to its horizon. */
bool ct_engine_has_ended(const CtEngine *engine);

/* What the last moment of @actor brought. */
void ct_engine_tell_gains(CtEngine *engine, const CtEngineActor *actor, CtMoment moment);

void ct_engine_count_gains(CtEngine *engine, const CtEngineActor *actor);
void ct_engine_settle_losses(CtEngine *engine);

/* --- sim/engine_tries.c --- */

CtUnder *ct_engine_under(CtEngineActor *actor, uint32_t attempt);

/* What state->enabled names may be tried from now on. */
void ct_engine_offer_enabled(CtEngine *engine, CtEngineActor *actor, CtMoment moment);
void ct_engine_offer(CtEngine *engine, CtEngineActor *actor, uint32_t attempt, CtMoment trigger);
void ct_engine_fill_slots(CtEngine *engine, CtEngineActor *actor, CtMoment trigger);

/* Tries for what has come to hold end at once. */
void ct_engine_cancel_useless(CtEngine *engine, CtEngineActor *actor, int64_t time);
void ct_engine_cancel_try(CtEngine *engine, CtEngineActor *actor, uint32_t attempt, int64_t time);
void ct_engine_end_try(CtEngineActor *actor, uint32_t attempt);
uint32_t ct_engine_most_tries(const CtCourse *course, uint32_t attempt);

/* --- sim/engine_hosts.c --- */

void ct_engine_attach(CtEngine *engine);
void ct_engine_detach(CtEngine *engine);
void ct_engine_begin_hosts(CtEngine *engine);
void ct_engine_wake(CtEngine *engine, const CtEvent *event);
void ct_engine_let_hear(CtEngine *engine);
void ct_engine_end_hosts(CtEngine *engine);
