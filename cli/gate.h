/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --baseline: only what is new since an earlier result ends a command with exit status 1, and it is
 * said on standard error.
 */
#pragma once

#include "cli/command.h"

#include "assurance/baseline.h"
#include "report/data.h"

typedef struct CtGate {
    CtBaseline *baseline; /* NULL: none was given */
    CtDiag *diag;
} CtGate;

void ct_gate_clear(CtGate *gate);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtGate, ct_gate_clear)

/* Reads what --baseline names, a run file or a JSON result. CT_STATUS_OK, or what to end with,
 * having said why. @of_validation: it must have requirements, else goals. */
CtStatus ct_gate_load(CtGate *gate, const CtCli *cli, bool of_validation) G_GNUC_WARN_UNUSED_RESULT;

/* What is new of a run: goals, failures as grave as --fail-on says (default low), targets, and
 * requirements of the standards that the baseline was judged by, too. */
CtStatus ct_gate_judge_run(const CtGate *gate, const CtCli *cli, const CtReportData *result);

/* Requirements that fail, as grave as @least, and did not. */
CtStatus ct_gate_judge_validation(const CtGate *gate,
                                  const CtCli *cli,
                                  const CtAssurance *assurance,
                                  CtGravity least);
