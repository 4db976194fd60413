/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Choke points and minimum cuts of the goals of the attacker at hand, for each kind of element by
 * itself: what a defender would take away first.
 */
#pragma once

#include "analysis/cut.h"
#include "analysis/pipeline.h"

typedef struct CtCutFinding {
    uint8_t kind;         /* CtElementKind */
    CtElements *elements; /* of that kind */
    CtCutResult *cuts;    /* each element weighs 1 */
} CtCutFinding;

typedef struct CtWeakPoints {
    uint32_t goal;        /* index into the attacker's goals */
    bool is_reachable;    /* otherwise there is nothing to take away */
    CtElements *elements; /* of every kind */
    CtIds chokes;         /* elements without which the goal is out of reach */
    CtCutFinding
        *cuts; /* one a kind that can be cut: assets, rules, credentials, vulnerabilities */
    uint32_t n_cuts;
} CtWeakPoints;

/*
 * Weak points of goal @goal of the selected attacker of @twin, solved; at most @most cuts of a
 * kind, within @seconds of wall time a kind.
 */
CtWeakPoints *ct_weak_points_new(const CtTwin *twin, uint32_t goal, uint32_t most, double seconds);
void ct_weak_points_free(CtWeakPoints *points);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWeakPoints, ct_weak_points_free)
