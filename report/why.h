/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The answer of `why`, as text and as JSON (docs/schemas/why.schema.json): a dossier whose only
 * goal is the fact asked about, and the proof behind it.
 */
#pragma once

#include "analysis/dossier.h"
#include "attacks/certificate.h"
#include "report/text.h"

typedef struct CtWhyAnswer {
    const char *fact; /* as asked */
    const CtDossier *dossier;
    const CtCertificate *certificate; /* for the first attacker; NULL where it was undecided */
    const CtGraph *graph;             /* that the certificate speaks of */
} CtWhyAnswer;

void ct_report_why_text(CtOut *out, const CtWhyAnswer *answer, const CtTextOptions *options);
void ct_report_why_json(CtOut *out, const CtWhyAnswer *answer);
