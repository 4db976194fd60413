/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The segmentation matrix (DESIGN 6): for each zone towards each other one, what the design
 * intends, what the rules allow, and what an attacker gets who holds the first.
 *
 *   intended    yes: a flow or an `always` policy goes there. No: `never` policies forbid all of it
 *               (and win), or the topology declares flows and none goes there. Unknown: it declares
 *               none.
 *   allowed     the rules let some host of the first send into the second (topology/reach_zones.h)
 *   attackable  one who holds user execution on every asset of the first and stands on its
 *               networks, and has nothing else, gets a session, execution, control or a halt on an
 *               asset of the second
 */
#pragma once

#include "analysis/findings.h"
#include "analysis/zone_parts.h"
#include "attacks/graph.h"
#include "topology/reach_zones.h"

enum { CT_MOST_ZONES = 2000 }; /* rows past which no matrix is made */

/* CtAnswer each; all CT_NO_ANSWER where there is no such cell. */
typedef struct CtZoneCell {
    uint8_t intended, allowed, attackable;
} CtZoneCell;

#define CT_NO_ANSWER 0xff

typedef struct CtZoneMatrix {
    CtZoneParts *parts; /* owned */
    uint32_t n;         /* zone rows */
    CtZoneCell *cells;  /* n × n, from × to */
} CtZoneMatrix;

/*
 * @reach and @graph may be NULL, where a limit kept them from being made: what hangs on them is
 * unknown. @graph is one of default traits. @instances has at most CT_MOST_ZONES zone rows.
 * Cost: a sweep of @graph and of @reach for each 64 parts, linear in assets each; zones squared.
 */
CtZoneMatrix *ct_zone_matrix_new(const CtInstances *instances,
                                 const CtFolds *folds,
                                 const CtReachZones *reach,
                                 const CtGraph *graph);
void ct_zone_matrix_free(CtZoneMatrix *matrix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtZoneMatrix, ct_zone_matrix_free)

static inline CtZoneCell *
ct_zone_cell(const CtZoneMatrix *matrix, CtId from, CtId to)
{
    return &matrix->cells[(size_t)from * matrix->n + to];
}

/* Fills `intended` of every cell there is; part of ct_zone_matrix_new(). */
void ct_zone_matrix_intend(CtZoneMatrix *matrix, const CtInstances *instances);

/* A bit a zone row that stands alone, without the zones within: some asset in it is of @selector,
 * or a term names the zone or one around it; free with g_free(). */
uint64_t *ct_selector_zones(const CtInstances *instances, CtId selector);

/* Likewise: every host in it is of @selector, or a term names the zone or one around it. Of an
 * outside zone not all hosts are in the model: there only a term will do. */
uint64_t *ct_selector_covers(const CtInstances *instances, CtId selector);
