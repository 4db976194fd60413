/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by sim/loss*.c. */
#pragma once

#include "sim/losses.h"

/* The two ways in which an asset fails. */
enum { CT_LOSS_PLAIN, CT_LOSS_REPORTS, CT_LOSS_N_WAYS };

/*
 * A function, or the same needs counted the other way for a requirement that asks for something
 * else than the function's own loss, or the holders of data. Units come after those that they need,
 * so that there is no circle (topology/validate refuses one).
 */
typedef struct CtLossUnit {
    uint32_t enough;      /* failing needs that lose it; 0: it cannot be lost */
    uint32_t requirement; /* that it violates; CT_NO_ID */
} CtLossUnit;

struct CtLossPlan {
    uint32_t n_assets, n_functions, n_requirements, n_units, n_courses;
    CtLossUnit *units;              /* functions first, by row */
    CtCsr of_asset[CT_LOSS_N_WAYS]; /* asset → units that need it, by how they count */
    CtCsr of_unit;                  /* function → units that need it */
    CtCsr guarded;                  /* function → requirements that ask for its own loss */
    CtCsr *causes;                  /* per course: fact → what it does, see ct_loss_cause() */
    CtIds *causing;                 /* per course: facts that do anything, rising */
    CtFlowPlan *flows;              /* NULL: nobody requires one, or nothing is blocked */
};

/* What a fact does: an asset fails plainly, by its reports alone, or a requirement is violated. */
typedef enum CtLossEffect {
    CT_LOSS_FAILS,
    CT_LOSS_FAILS_BY_REPORT,
    CT_LOSS_VIOLATES,
    CT_LOSS_EFFECT_COUNT,
} CtLossEffect;

/* That, and the asset or requirement, as one value of `causes`. */
static inline uint32_t
ct_loss_cause(uint32_t entity, CtLossEffect effect)
{
    return entity * CT_LOSS_EFFECT_COUNT + effect;
}
