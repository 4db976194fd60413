/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a covering program counts instead of naming it. Elements that can be swapped one by one are
 * a group. Groups that stand at one place in the copies of an orbit share what is decided of them:
 * the first copies, as many as an answer may have to treat in a way of their own, are decided of
 * one by one; the rest loses the same everywhere, paid as often as there are copies.
 *
 * Why nothing is lost: take a way's part in an orbit, the k copies it goes through and what it
 * uses of each. The orbit closes all its images exactly if some j of the k find no more than j - 1
 * copies that have left what they use (P. Hall, "On representatives of subsets", 1935). An answer
 * picks such j for each part that it closes so. Copies that have left nothing of what it picked can
 * all lose the cheapest of what they lose; others there are at most k - 1 for each distinct part,
 * and none where ways go through one copy only. Private to analysis/cut*.c.
 */
#pragma once

#include "analysis/elements.h"

/* So many of a group. */
typedef struct CtGroupCount {
    uint32_t group, n;
} CtGroupCount;

typedef struct CtCutOrbit {
    uint32_t n_copies, n_places;
    uint32_t *group;     /* [copy × n_places + place] */
    uint32_t n_single;   /* copies, the first ones, that are decided of one by one */
    uint32_t n_apart;    /* copies that an answer may have to treat in a way of their own */
    uint32_t most_parts; /* copies that a way goes through, at most */
    GHashTable *parts;   /* GBytes: distinct parts through several copies; asked, never walked */
} CtCutOrbit;

typedef struct CtCutGroups {
    uint32_t *of_element;
    CtCsr members;   /* group → elements, rising */
    uint32_t *orbit; /* group → orbit; CT_NO_ID: it stands in no copy */
    uint32_t *copy;  /* group → which copy of its orbit */
    uint32_t *place; /* group → which place in it */
    GArray *orbits;  /* CtCutOrbit */
} CtCutGroups;

/* Elements that cost nothing or cannot go are groups of their own, and no copy of theirs has its
 * like. Cost: linear, and sorting the places of each orbit. */
CtCutGroups *ct_cut_groups_new(const CtElements *elements, const double *weight);
void ct_cut_groups_free(CtCutGroups *groups);

uint32_t ct_cut_groups_size(const CtCutGroups *groups, uint32_t group);

/* The group whose decision @group shares: itself, or its place in the first copy of the rest. */
uint32_t ct_cut_groups_slot(const CtCutGroups *groups, uint32_t group);

/* On how many copies is decided with @slot. */
uint32_t ct_cut_groups_times(const CtCutGroups *groups, uint32_t slot);

/* Of which groups @elements are, and how many of each: CtGroupCount, by group. Those that cannot
 * go, by @weight, are left out. */
GArray *ct_cut_groups_count(const CtCutGroups *groups, const CtIds *elements, const double *weight);

/* Takes note of a way. True: more copies are decided of one by one; slots have changed. */
bool ct_cut_groups_learn(CtCutGroups *groups, const GArray *way);

typedef void (*CtCutImageFunc)(void *data, const GArray *counts);

/* Calls @func with @way and its images in other copies, a slot in place of each group; where there
 * are very many, with @way alone. */
void
ct_cut_images_of_way(const CtCutGroups *groups, const GArray *way, CtCutImageFunc func, void *data);

/* The same for an answer, which treats all copies of the rest alike. */
void ct_cut_images_of_answer(const CtCutGroups *groups,
                             const GArray *answer,
                             CtCutImageFunc func,
                             void *data);
