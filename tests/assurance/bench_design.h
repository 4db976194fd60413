/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A topology in memory, judged by rows of catalogs, for the suites of assurance/. */
#pragma once

#include "assurance/assess.h"

typedef struct CtJudged {
    CtSource *source;
    CtTwinStored stored; /* what the twin is asked outlives it */
    CtLimits limits;
    CtTwin *twin;
    CtAssurance *assurance;
} CtJudged;

typedef struct CtJudgeWith {
    const char *const *patches;   /* "path=value", NULL-terminated; NULL */
    const char *technique;        /* the text of a technique file; NULL */
    const char *const *entries;   /* NULL: the outsider */
    bool undecided;               /* network reach passes its limit */
    bool solved;                  /* attackers or segments are asked about */
    const CtStatistics *run;      /* NULL */
    const char *const *standards; /* as CtAssessOptions.standards */
} CtJudgeWith;

/* False, with what was wrong in @ret_why (g_free), where the topology does not load. */
bool ct_judged_init(CtJudged *judged,
                    const char *text,
                    const CtCatalogs *catalogs,
                    CtChecks *checks,
                    const CtJudgeWith *with,
                    char **ret_why);
void ct_judged_clear(CtJudged *judged);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtJudged, ct_judged_clear)

/* The result of row @id of the first standard, NULL. */
const CtRequirementResult *
ct_judged_row(const CtJudged *judged, const char *standard, const char *id);
