/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cheapest sets of measures that put a goal out of reach, where all that is known of a set is
 * what a trial says: the model is changed, and the goal is reached or it is not. No path is asked
 * which measure would hit it, since measures act together.
 *
 * A set that leaves the goal reachable is grown until it cannot be grown any more; of what is not
 * in it, one at least has to be taken (the hitting-set duality between the sets that suffice and
 * the complements of those that do not: R. Reiter, "A theory of diagnosis from first principles",
 * Artificial Intelligence 32(1), 1987). That holds as long as a further measure opens no way. With
 * few measures nothing is presumed: only the set tried is ruled out; nor when a trial shows that a
 * measure does open one.
 */
#pragma once

#include "analysis/cut.h"

typedef enum CtTrial {
    CT_TRIAL_REACHED, /* the goal is still reachable */
    CT_TRIAL_STOPPED, /* it is not */
    CT_TRIAL_INVALID, /* these measures cannot be applied together */
    CT_TRIAL_LIMIT,   /* nobody knows */
} CtTrial;

/* What comes of the measures with applied[i] != 0. The same question gets the same answer. */
typedef CtTrial (*CtTrialFunc)(void *data, const uint8_t *applied);

typedef struct CtMeasureCuts {
    CtCutResult *result;      /* elements are measures */
    bool presumes_they_close; /* that a further measure opens no way; no trial spoke against it */
    bool some_open;           /* a trial showed that one does */
    bool all_stop;            /* all of them together put the goal out of reach */
} CtMeasureCuts;

/*
 * @cost: of each measure, ≥ 0. Every set found was tried. Cost: trials, which @trial must limit;
 * at most 2 to the power of @n, usually about @n for every set that must be hit.
 */
CtMeasureCuts *ct_measure_cuts_new(
    uint32_t n, const double *cost, CtTrialFunc trial, void *data, const CtCutLimits *limits);
void ct_measure_cuts_free(CtMeasureCuts *cuts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtMeasureCuts, ct_measure_cuts_free)
