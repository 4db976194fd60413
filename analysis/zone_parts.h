/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a row or column of the segmentation matrix stands for. A zone stands for itself and the
 * zones within it, as it does wherever a selector or a conduit names it. Between a zone and one
 * within it, the outer one stands for what is in none within: its own part. A replicated zone is
 * also held against itself: one instance against the others.
 */
#pragma once

#include "attacks/fold.h"

typedef enum CtMatrixPartKind {
    CT_PART_WHOLE, /* all instances of the zone and of the zones within; part number = zone row */
    CT_PART_OWN,   /* all instances of the zone alone */
    CT_PART_ONE,   /* one instance, with the zones within */
} CtMatrixPartKind;

typedef struct CtMatrixPart {
    uint8_t kind;  /* CtMatrixPartKind */
    uint32_t zone; /* row */
} CtMatrixPart;

typedef struct CtZoneParts {
    const CtInstances *instances;
    GArray *rows;      /* CtMatrixPart: the whole ones first, one a zone row; then by zone row */
    CtCsr zones;       /* part → zone instances */
    uint32_t *own;     /* zone row → its own part; CT_NO_ID where nothing is in the zone alone */
    uint32_t *one;     /* zone row → the first of its ONE parts, CT_NO_ID; contiguous */
    uint32_t *n_one;   /* how many ONE parts: no two of them alike */
    uint8_t *ones_cut; /* there would have been more */
    uint32_t *depth;   /* zone row → zones around it */
} CtZoneParts;

/* Cost: zone instances times the depth of nesting. */
CtZoneParts *ct_zone_parts_new(const CtInstances *instances, const CtFolds *folds);
void ct_zone_parts_free(CtZoneParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtZoneParts, ct_zone_parts_free)

/* Whether zone row @zone is @around or lies within it. Cost: depth. */
bool ct_zone_is_within(const CtModel *model, CtId zone, CtId around);

/*
 * The parts that the cell from zone row @from to @to speaks of: who starts, and what he is after.
 * False where there is no such cell. A cell of a replicated zone with itself has several starts,
 * all of the zone's ONE parts; the first is returned, and its goal is whatever else is of the zone.
 */
bool ct_zone_parts_of_cell(
    const CtZoneParts *parts, CtId from, CtId to, uint32_t *ret_from, uint32_t *ret_to);
