/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What changes the world while a replication runs: what a defender does, a timeline brings, or a
 * script says (DESIGN 7). An action is a change at the engine's present moment; how long it takes
 * to decide on it and to carry it out is the business of who schedules it. What it ends and what
 * follows from that is drawn at once: facts are lost and gained, tries whose prerequisite is gone
 * are cancelled, attempts that have become possible are offered. All of it is in the trace.
 *
 * Only for a run that was compiled for it (CtSim.is_changing); elsewhere nothing ever ends.
 * docs/decisions/0027 says what each action ends.
 */
#pragma once

#include "sim/engine.h"

typedef enum CtActionKind {
    CT_ACTION_ISOLATE,    /* asset: no packet leaves it or arrives */
    CT_ACTION_RECONNECT,  /* asset: undoes ISOLATE */
    CT_ACTION_TAKE_DOWN,  /* asset: begin of restoring it: what the attacker has there ends, and
                             nothing can be done with it or to it … */
    CT_ACTION_RESTORE,    /* asset: … until this. Without TAKE_DOWN before: both at once */
    CT_ACTION_HALT,       /* asset: stopped; what the attacker has there waits */
    CT_ACTION_RESUME,     /* asset: undoes HALT, and the attacker's `halted` */
    CT_ACTION_PATCH,      /* asset and vulnerability: attempts on it end; no execution does */
    CT_ACTION_ROTATE,     /* credential: what was held of it, and sessions opened with it, end; a
                             default or weak one is replaced by a strong one */
    CT_ACTION_BLOCK,      /* conduit: it lets nothing pass, but for who commands its enforcer; or by
                             one of its allow rules */
    CT_ACTION_UNBLOCK,    /* conduit, or one of its allow rules */
    CT_ACTION_REVOKE,     /* channel: it carries nothing */
    CT_ACTION_REINSTATE,  /* channel */
    CT_ACTION_OPEN,       /* conduit: its window, see sim/timeline.h */
    CT_ACTION_CLOSE,      /* conduit */
    CT_ACTION_DISCLOSE,   /* vulnerability, on every asset: it can be used from now on */
    CT_ACTION_CONCEAL,    /* vulnerability, likewise: not yet known */
    CT_ACTION_AWAIT,      /* asset: not there yet; nothing is done to it or with it … */
    CT_ACTION_QUARANTINE, /* asset: … it is there and runs, on no network … */
    CT_ACTION_ADMIT,      /* asset: … and is on them. Undoes the two above and the next */
    CT_ACTION_REFUSE,     /* asset: as QUARANTINE, until somebody admits it */
    CT_ACTION_COUNT,
} CtActionKind;

/* Why an asset was refused. */
typedef enum CtRefusal {
    CT_REFUSAL_COMMANDED, /* an attacker's commands run there */
    CT_REFUSAL_IMPLANT,   /* his code waits there */
    CT_REFUSAL_TAINTED,   /* a product of it is tainted, and that shows */
    CT_REFUSAL_COUNT,
} CtRefusal;

const char *ct_refusal_text(CtRefusal refusal); /* "an attacker's commands run there" …; static */

const char *ct_action_text(CtActionKind kind); /* "isolate", "take-down" …; static */

/* What CtAction.entity is: an instance for assets, else a row. */
CtSection ct_action_section(CtActionKind kind);

/* Likewise of CtTraceEvent.fact, where ct_trace_kind_is_action(). */
CtSection ct_trace_kind_section(CtTraceKind kind);

typedef struct CtAction {
    CtActionKind kind;
    uint32_t entity;        /* asset instance, credential, conduit, channel, vulnerability: row */
    uint32_t vulnerability; /* PATCH: row of the model's vulnerabilities; else not used */
    CtRefusal refusal;      /* REFUSE; else not used */
    uint32_t part; /* BLOCK, UNBLOCK: see topology/rule_names.h; 0: the whole conduit. A rule
                      is one that the courses were compiled to tell apart */
} CtAction;

/*
 * @by says for whom. True where anything changed; what is so already (an asset isolated twice) is
 * no change, and nothing is told. Isolation, halting and restoring are independent: an asset is
 * connected when none of them keeps it off. Likewise a conduit is open when it is neither blocked
 * nor closed. Not to be called from a trace function; a host's begin(), wake() and hear() are the
 * place. Cost: the steps that rest on the entity, and what follows from those that change.
 */
bool ct_engine_act(CtEngine *engine, CtEventPriority by, const CtAction *action);

/* Several at one moment, as one change: what one of them ends and another brings back has not
 * ended. Returns how many changed anything. */
uint32_t
ct_engine_act_all(CtEngine *engine, CtEventPriority by, const CtAction *actions, uint32_t n);

/* As ct_engine_give(), of several at one moment, as one change; returns how many he had not. */
uint32_t ct_engine_give_all(CtEngine *engine, uint32_t actor, const CtFactId *facts, uint32_t n);

/*
 * @actor has @fact from now on: a supplier goes over to him, an insider is hired. False where he
 * has it already, or where his course was not compiled with it as one that may come.
 */
bool ct_engine_give(CtEngine *engine, uint32_t actor, CtFactId fact);

/* --- reading --- */

bool ct_engine_holds(const CtEngine *engine, uint32_t actor, CtFactId fact); /* of the graph */
const CtWorld *ct_engine_world(const CtEngine *engine); /* NULL where nothing changes */

/* Functions impaired and requirements violated at present; NULL where the topology has neither, or
 * nothing changes. */
const CtLosses *ct_engine_losses(const CtEngine *engine);
