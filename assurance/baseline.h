/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was wrong before, so that only what is new counts: read from the JSON result of an earlier
 * `run` or `validate`, whatever version wrote it, as long as it has the keys of docs/schemas.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"

typedef struct CtBaseline CtBaseline;

/*
 * Reads @bytes, which messages call @label. What does not read goes to @diag; NULL then, and where
 * there is neither a result of `run` nor one of `validate`. Cost: linear.
 */
CtBaseline *ct_baseline_read(const char *label, GBytes *bytes, const CtLimits *limits, CtDiag *diag)
    G_GNUC_WARN_UNUSED_RESULT;
void ct_baseline_free(CtBaseline *baseline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBaseline, ct_baseline_free)

/* Whether it speaks of goals and failures (a run), of requirements (a validation). */
bool ct_baseline_is_of_run(const CtBaseline *baseline);
bool ct_baseline_is_of_validation(const CtBaseline *baseline);

/* Whether it was so before. Cost: one hash look-up. */
bool ct_baseline_reached(const CtBaseline *baseline, const char *attacker, const char *goal);
bool ct_baseline_had_failure(const CtBaseline *baseline, const char *id);
bool ct_baseline_missed(const CtBaseline *baseline, const char *kpi);
bool ct_baseline_judged(const CtBaseline *baseline, const char *standard);
bool ct_baseline_failed(const CtBaseline *baseline, const char *standard, const char *requirement);
