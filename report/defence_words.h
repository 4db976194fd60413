/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several reports say of who defends, in the same words; private to report/. */
#pragma once

#include "sim/defence_statistics.h"

/* How soon something happens; a course that ends before counts as later than any time. */
typedef struct CtDefenceQuestion {
    const char *id;   /* "detect" */
    const char *what; /* "Detected, from the start" */
    const char *of;   /* "courses", "courses with a gain": what the share is of */
    const CtDefenceTimes *times;
} CtDefenceQuestion;

enum { CT_DEFENCE_N_QUESTIONS = 4 };

void ct_defence_questions(const CtDefenceStatistics *defence,
                          CtDefenceQuestion ret_questions[CT_DEFENCE_N_QUESTIONS]);

typedef enum CtDefenceUnit {
    CT_DEFENCE_A_COURSE, /* mean number */
    CT_DEFENCE_A_DAY,    /* likewise */
    CT_DEFENCE_MS,
    CT_DEFENCE_SHARE, /* of their shifts */
} CtDefenceUnit;

/* What those who defend have to do. */
typedef struct CtDefenceFigure {
    const char *id;   /* "false-alarms" */
    const char *what; /* "False alarms" */
    CtEstimate value; /* NaNs: does not apply */
    CtDefenceUnit unit;
} CtDefenceFigure;

enum { CT_DEFENCE_N_FIGURES = 12 };

void ct_defence_figures(const CtDefenceStatistics *defence,
                        CtDefenceFigure ret_figures[CT_DEFENCE_N_FIGURES]);

const char *ct_defence_unit_text(CtDefenceUnit unit); /* "a course", "a day", "ms", "share" */

/* "12.4 (11.9–12.9) a course", "93% (91–95)", "–"; free with g_free(). */
char *ct_defence_figure_text(const CtDefenceFigure *figure);
