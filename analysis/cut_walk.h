/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "What is left": a counting pass over a slice with the steps of some elements blocked. Private to
 * analysis/cut*.c.
 */
#pragma once

#include "analysis/cut.h"

typedef struct CtCutWalk {
    const CtSlice *slice;
    const CtElements *elements;
    uint8_t *gone;     /* per element */
    uint32_t *missing; /* per step */
    uint32_t *cause;   /* per fact: the step that gained it; CT_NO_ID */
    CtIds facts;       /* in the order in which they came to hold */
    uint64_t looked;   /* steps looked at so far */
} CtCutWalk;

CtCutWalk *ct_cut_walk_new(const CtSlice *slice, const CtElements *elements);
void ct_cut_walk_free(CtCutWalk *walk);

/* Whether the goal follows without what is gone; leaves a cause for every fact that does. */
bool ct_cut_walk(CtCutWalk *walk);

/* The elements of the derivation that the last walk found: causes, followed back from the goal. */
void ct_cut_walk_path(const CtCutWalk *walk, CtIds *ret_elements);

/* The same made small: elements are taken away as long as some way remains. @weight: INFINITY for
 * what cannot go; NULL: all can. */
void ct_cut_walk_small_path(CtCutWalk *walk, const double *weight, CtIds *ret_elements);
