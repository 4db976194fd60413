/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The discrete-event engine: one replication, event by event. A try begins when all that its
 * attempt needs holds and a slot is free, and ends in success, in failure, or cancelled because
 * what it is for has been had by another way, or because something that it needs has ended; its
 * number is not used again. Slots, strategies and traces live here; where none of these matters
 * sim/first_passage.h computes the same in one pass.
 */
#pragma once

#include "sim/host.h"
#include "sim/world.h"

typedef enum CtTraceKind {
#define CT_TRACE(NAME, text, line) CT_TRACE_##NAME,
#include "sim/trace_kinds.def"
#undef CT_TRACE
    CT_TRACE_COUNT,
} CtTraceKind;

const char *ct_trace_kind_text(CtTraceKind kind); /* "begin", "success" …; static */

/* What happened, in the order in which it did. */
struct CtTraceEvent {
    int64_t time;
    CtTraceKind kind;
    uint32_t actor;   /* of actions: who acts, a CtEventPriority */
    uint32_t attempt; /* of the actor's course; CT_NO_ID for what no try brings */
    uint32_t n;       /* number of the try; of PATCH: the vulnerability; of what is blocked: the
                         part, see topology/rule_names.h */
    uint32_t fact;    /* GAIN, LOSS, GOAL, GIVE: of the course; of actions: the entity */
    CtFactId by; /* BEGIN and SUCCESS of a worm: execution where it comes from; else CT_NO_ID */
    const char *text; /* LOG, for the time of the call; else NULL */
};

typedef void (*CtTraceFunc)(const CtTraceEvent *event, void *data);

/* For one thread; @sim outlives it. */
CtEngine *ct_engine_new(const CtSim *sim);
void ct_engine_free(CtEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEngine, ct_engine_free)

/* Whether @kind is an action of sim/actions.h, or what follows from one for functions and
 * requirements: it has no try, and speaks of an entity. */
bool ct_trace_kind_is_action(CtTraceKind kind);

/* Whether @kind is of an alert: raised, looked at, confirmed or dismissed. Of a false alarm such an
 * event has no attempt; its `actor` is then the section of the sensor, its `fact` the sensor. */
bool ct_trace_kind_is_alert(CtTraceKind kind);

/* Whether @kind is of a playbook's action: `actor` is a CtDefence, `fact` what it is done to, an
 * instance of assets or else a row, `n` of patch the asset. */
bool ct_trace_kind_is_response(CtTraceKind kind);

/* Whom to tell what happens, when it does; NULL: nobody. */
void ct_engine_set_trace(CtEngine *engine, CtTraceFunc func, void *data);

/*
 * Plays replication @replication; @summary is initialised. Cost: O(1), amortised, for each event.
 * Allocates nothing once grown to its size.
 */
void ct_engine_run(CtEngine *engine, uint64_t replication, CtSummary *summary);

/* Why the replication played last failed, if a script did it; else NULL. Valid until the next. */
const char *ct_engine_failure(const CtEngine *engine);

/* What actor @i had at the end of the replication played last; valid until the next. */
const CtCourseState *ct_engine_state(const CtEngine *engine, uint32_t i);
