/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of SARIF, private to report/sarif*.c. */
#pragma once

#include "report/data.h"

#include "base/json_out.h"

typedef struct CtSarif {
    CtJson *json;
    const CtReportData *data;
    const char *prefix; /* of file names; NULL */
} CtSarif;

/* S1 to S9 stand at 0 to 8. */
enum { CT_SARIF_RULE_GOAL = 9, CT_SARIF_RULE_TARGET, CT_SARIF_RULE_REQUIREMENT, CT_SARIF_N_RULES };

typedef struct CtSarifRule {
    const char *id, *name, *text, *help;
    const char *severity; /* "security-severity" of a rule whose findings are all as grave; NULL */
} CtSarifRule;

extern const CtSarifRule ct_sarif_rules[CT_SARIF_N_RULES];

/* "message", its text as it stands: what would read as a link or an argument does not. */
void ct_sarif_put_message(const CtSarif *sarif, const char *key, const char *text);

/* "artifactLocation" of a file within the package. */
void ct_sarif_put_file(const CtSarif *sarif, const char *key, const char *file);

/* "physicalLocation": line 0 is the file as a whole. */
void ct_sarif_put_place(const CtSarif *sarif, const char *file, CtPos pos);

/* The array "results". */
void ct_sarif_put_results(const CtSarif *sarif);
