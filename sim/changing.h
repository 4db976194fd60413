/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a course carries besides where things may end: premises and gainers of every step, which
 * facts are kept once a try has brought them, and what each action takes away. In such a course no
 * fact is merged with another, and what gains an entry is an attempt like any other.
 *
 * An action never names a step. It cuts, or ends facts: a cut is a row of steps that cannot be
 * taken while it is there.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtCourse CtCourse;

typedef enum CtCutKind {
    CT_CUT_NETWORK,    /* asset: what rests on packets to or from it */
    CT_CUT_ASSET,      /* asset: all that is done to it or with it … */
    CT_CUT_ABSENT,     /* asset: … but for what its supplier builds in before it is there */
    CT_CUT_CONDUIT,    /* conduit: reach through its rules */
    CT_CUT_RULE,       /* allow rule that may be blocked by itself: reach by it alone */
    CT_CUT_CHANNEL,    /* channel: what it carries, and acting as its sender */
    CT_CUT_SECRET,     /* credential: guessing what is default or weak */
    CT_CUT_DISCLOSURE, /* vulnerability: attempts on it, wherever it sits */
    CT_CUT_COUNT,
} CtCutKind;

/* An attempt on a vulnerability, on one asset. */
typedef struct CtFlawStep {
    uint32_t step, vulnerability;
} CtFlawStep;

typedef struct CtChanging {
    CtCsr premises;           /* step → facts; twice if it counts twice */
    CtCsr gainers;            /* fact → steps of every kind */
    uint64_t *keeps;          /* bit a fact: once a try has brought it, it ends only by itself */
    uint32_t *source;         /* step → the attempt that it is an outcome of; CT_NO_ID: of none */
    uint64_t *has_passing;    /* bit an attempt: among its outcomes are facts that are not kept */
    CtCsr cuts[CT_CUT_COUNT]; /* entity → steps */
    CtCsr users;              /* credential → attempts and outcomes that use it */
    uint32_t *flaw_start;     /* asset → its flaws, n + 1; NULL without instances */
    CtFlawStep *flaws;
    CtIds givable; /* facts of the graph that are had without a step: entries, now or later */
} CtChanging;

/* Of @course, whose steps and adjacency are there and whose facts are not merged. Cost: linear. */
CtChanging *ct_changing_new(const CtCourse *course);
void ct_changing_free(CtChanging *changing);

/* Which steps each action takes away; part of ct_changing_new(). sim/changing_gather.c */
void ct_changing_gather(const CtCourse *course, CtChanging *changing);

/* Whether a fact of @kind is kept once a try has brought it. The others last while the try's
 * prerequisites do: a session, reach by a trust path, a place on a network, a signature had. */
bool ct_changing_keeps(const CtFactKinds *kinds, uint8_t kind);
