/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A profile: targets that one organisation holds many designs against, in a file of its own.
 *
 *   cybertwin-profile: 1
 *   name: control systems
 *   targets:
 *     attack_success_probability: { max: 5% }
 *     time_to_compromise: { min: 30d }
 *
 * A target of a profile takes the place of the topology's for the same KPI; the others stay.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"

typedef struct CtKpiProfileTarget {
    char *id;
    char *min, *max; /* as written; NULL unstated */
    uint32_t line, column;
} CtKpiProfileTarget;

typedef struct CtKpiProfile {
    char *file; /* its name without folders */
    char *name; /* what it calls itself; else that of its file */
    CtKpiProfileTarget *targets;
    uint32_t n_targets;
} CtKpiProfile;

struct CtKpiOwn;

/*
 * Reads @bytes, of a file that messages call @label; @diag keeps a reference. What is wrong goes to
 * @diag, all of it: unknown and doubled keys, targets of what is no KPI of the table or of @own
 * (NULL: none), bounds in a wrong unit, targets without one. NULL then. Cost: linear.
 */
CtKpiProfile *ct_kpi_profile_read(const char *label,
                                  GBytes *bytes,
                                  const struct CtKpiOwn *own,
                                  const CtLimits *limits,
                                  CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
void ct_kpi_profile_free(CtKpiProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtKpiProfile, ct_kpi_profile_free)
