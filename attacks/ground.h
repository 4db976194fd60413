/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Techniques times topology: the attack graph. Guards are judged once per class of bindings;
 * steps are emitted per instance. Structural derivations (TECHNIQUES 2.2) and the reach relation
 * become steps of their own kinds.
 */
#pragma once

#include "attacks/graph.h"

#define CT_GROUND_ERROR ct_ground_error_quark()
typedef enum CtGroundError { CT_GROUND_ERROR_LIMIT } CtGroundError;
GQuark ct_ground_error_quark(void);

/* A binding whose guard said no, or one of whose conditions cannot be met; kept for "why not". */
typedef struct CtRejected {
    const CtTechnique *technique;
    uint8_t opener;
    uint32_t entities[CT_MAX_VARIABLES];
    const char *reason;
} CtRejected;

/*
 * @guard is consulted, and must outlive the graph (verdicts are shared). @rejected may be NULL;
 * else bindings that were refused are appended, at most @max_rejected. Errors: a script's, or
 * CT_GROUND_ERROR_LIMIT past @limits->steps.
 */
CtGraph *ct_ground(CtLibrary *library,
                   CtGuard *guard,
                   const CtReach *reach,
                   const CtAttackerTraits *traits,
                   const CtLimits *limits,
                   GArray *rejected,
                   uint32_t max_rejected,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
