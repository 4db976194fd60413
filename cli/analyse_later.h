/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analysis of a design beside its window: begun when the window asks for it, on a thread of its
 * own, so that no picture waits. While it goes on it alone changes the twin: its reach relation and
 * attack graph are nobody else's to look at. igraph is not used by it.
 */
#pragma once

#include "cli/command.h"

#include "analysis/exposure_write.h"
#include "viz/app.h"

typedef struct CtLater {
    CtTwin *twin;             /* borrowed, loaded to CT_TWIN_INSTANCES at least */
    const char *path;         /* borrowed */
    CtDossierOptions options; /* what they refer to outlives it; exposure is set when it begins */
    CtExposureOptions exposure;
    GThread *thread; /* NULL: not begun, or joined */
    gint has_ended;  /* atomic */
    bool is_done;    /* joined */
    CtDossier *dossier;
    GError *error;
} CtLater;

/*
 * Lets @app ask for ways, choke points, cuts and failures of @twin, as @options ask, whose
 * `exposure` is not read. @later outlives the app.
 */
void ct_later_offer(
    CtLater *later, const CtCli *cli, CtTwin *twin, const CtDossierOptions *options, CtApp *app);
void ct_later_clear(CtLater *later);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtLater, ct_later_clear)

/*
 * Once the window is closed: what still goes on nobody waits for, the process ends with @status.
 * Nothing is being written then. Returns where nothing goes on.
 */
void ct_later_leave(const CtLater *later, CtStatus status);
