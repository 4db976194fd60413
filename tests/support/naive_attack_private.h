/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the naive attack share. */
#pragma once

#include "tests/support/naive_attack.h"
#include "tests/support/naive_reach.h"

struct NaiveAttack {
    const CtInstances *instances;
    const CtModel *model;
    CtLibrary *library;
    CtGuard *guard;
    CtRelations *relations;
    bool discover;
    bool changed;
    uint8_t *has[CT_FACT_KINDS_MOST]; /* 2 × entity + (1 for admin) */
    uint8_t *held_reach;              /* service: a step gained its reach */
    uint8_t *commanded;               /* a byte an asset: those that `reach` takes as commanded */
    CtNaiveReach *reach;              /* NULL before the first round */
    GArray **arrives;                 /* service → CtSignatures under which packets arrive now */
    uint8_t *calls_out;               /* asset × network + network: a host there can call back */
};

bool naive_has(const NaiveAttack *attack, CtFactKind kind, uint32_t entity, CtLevel level);
void naive_gain(NaiveAttack *attack, CtFact fact);

/* naive_arrivals.c: recomputes `arrives` and `calls_out`, and the facts reach, gated and out. */
void naive_arrivals(NaiveAttack *attack);
void naive_arrivals_free(NaiveAttack *attack);

/* naive_rules.c: every technique on every binding, once. */
void naive_rules(NaiveAttack *attack);
