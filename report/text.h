/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A dossier as a person reads it in a terminal: first what was analysed and the verdict on each
 * goal, then the best path to each as numbered steps with the reasons and the lines of the
 * topology, then what falls when nothing stops the attacker.
 */
#pragma once

#include "analysis/dossier.h"
#include "base/out.h"

typedef struct CtTextOptions {
    unsigned width; /* columns, at least 40 */
    bool color;
    bool brief; /* the verdicts alone */
    bool all;   /* every path in full, and every reason */
} CtTextOptions;

/* Cost: linear in what is written. */
void ct_report_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
