/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A replication of the sample run as an app shows it. */
#pragma once

#include "tests/support/sample_run.h"
#include "viz/app.h"

typedef struct CtShownRun {
    CtSampleRun sample;
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtChronicle *chronicle;
    CtRunWhy *why;
    CtAppSubject run, design; /* with what happens, and without */
} CtShownRun;

void ct_shown_run_init(CtShownRun *shown);
void ct_shown_run_clear(CtShownRun *shown);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtShownRun, ct_shown_run_clear)

/* The draw commands of @part as text, or of the overlay for CT_APP_PART_COUNT; g_free(). */
char *ct_shown_part(CtApp *app, CtAppPart part);

void ct_shown_type(CtApp *app, const char *text); /* a character each */
void ct_shown_key(CtApp *app, CtWindowKey key);
void ct_shown_click(CtApp *app, CtPoint point);
