/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who else takes part in a replication, beside the attackers: timelines of the world, scripts,
 * defenders. A host has its own pending events in the engine's queue, hears what happens, and acts
 * through sim/actions.h. One engine, one thread: nothing of a host is shared between replications
 * under way.
 *
 * Hosts hear of an event after all its consequences are drawn, in the order of ct_engine_add_host()
 * and before the next event leaves; what they do then is heard in turn. All of it has the time of
 * the event.
 */
#pragma once

#include "sim/event_queue.h"
#include "sim/summary.h"

typedef struct CtEngine CtEngine;
typedef struct CtTraceEvent CtTraceEvent;

/* Each may be NULL. */
typedef struct CtHost {
    /* The entries hold and nothing has been tried: time to schedule, and to act at time 0. */
    void (*begin)(CtEngine *engine, void *data);

    /* An event that ct_engine_schedule() pushed; `step`, `attempt` and `detail` are as given. */
    void (*wake)(CtEngine *engine, const CtEvent *event, void *data);

    /* What the trace tells; the events of hosts' own actions included. */
    void (*hear)(CtEngine *engine, const CtTraceEvent *event, void *data);

    /* The last goal or the horizon was reached at @end_ms; not called where it failed. */
    void (*end)(CtEngine *engine, int64_t end_ms, CtSummary *summary, void *data);
} CtHost;

/* How hosts come to every engine of a run: by sim->host_kinds, see ct_sim_add_host_kind(). */
typedef struct CtHostKind {
    /* Makes what one engine needs and adds its hosts; what it returns is given to detach(). */
    void *(*attach)(CtEngine *engine, const void *shared);
    void (*detach)(void *data);
    void (*free_shared)(void *shared); /* with the sim; may be NULL */
    void *shared;                      /* read by all threads */
} CtHostKind;

/* What attach() of host kind @i of the sim returned. */
void *ct_engine_attached(const CtEngine *engine, uint32_t i);

/* For one engine, until it is freed; returns the host's number. @host outlives the engine. */
uint32_t ct_engine_add_host(CtEngine *engine, const CtHost *host, void *data);

/*
 * Wakes @host at event->time, which is ct_engine_now() or later; of @event its time, priority, key,
 * step, attempt and detail count. An event past the horizon is not pushed, and its handle names
 * none. Cost: O(1), amortised.
 */
CtEventHandle ct_engine_schedule(CtEngine *engine, uint32_t host, const CtEvent *event);
bool ct_engine_unschedule(CtEngine *engine, CtEventHandle handle);

int64_t ct_engine_now(const CtEngine *engine); /* ms */
const CtSim *ct_engine_sim(const CtEngine *engine);
uint64_t ct_engine_replication(const CtEngine *engine);

/* The replication has failed: it is counted and says nothing. For limits and errors of scripts. */
void ct_engine_fail(CtEngine *engine);
void ct_engine_fail_because(CtEngine *engine, const char *why); /* ct_engine_failure() */

/* For the trace, and for all hosts to hear: what a host has to tell that is no action. */
void ct_engine_tell_of_host(CtEngine *engine, const CtTraceEvent *event);

/* A line for the trace; hosts do not hear of it. */
void ct_engine_log(CtEngine *engine, const char *text);

/* --- attackers that a host leads (CtActor.is_led): nothing is tried by itself --- */

/* Whether @attempt of @actor's course can be tried now: all it needs holds, what it gains does not,
 * it is not under way, it has tries left, and the replication has not ended. */
bool ct_engine_can_try(const CtEngine *engine, uint32_t actor, uint32_t attempt);

/* Begins a try, now; false, and nothing done, where it cannot be tried. Its end is heard as
 * SUCCESS, FAILURE or CANCEL of @attempt. */
bool ct_engine_try(CtEngine *engine, uint32_t actor, uint32_t attempt);

/* Ends a try under way; false if none is. */
bool ct_engine_give_up(CtEngine *engine, uint32_t actor, uint32_t attempt);
