/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is drawn over a plan, at rest or at a moment of a run: a way, failures, choke points, a cut;
 * or the zone matrix in its place. */
#pragma once

#include "cli/frame_subject.h"

/* What --path, --failures and --show name. */
typedef struct CtFrameShown {
    int path; /* the number of the way, from 1; 0: none */
    bool failures, chokes, cuts, matrix;
} CtFrameShown;

/* False, having said so, where --show names something else. */
bool ct_frame_shown_parse(const CtCli *cli, CtFrameShown *ret_shown);

/* Whether a dossier, or the segmentation, is needed for it. */
bool ct_frame_shown_needs_dossier(const CtFrameShown *shown);
bool ct_frame_shown_needs_segmentation(const CtFrameShown *shown);

/* How the design is asked for it; @exposure is what options->exposure points to where cuts or choke
 * points are shown. */
void ct_frame_shown_ask(const CtCli *cli,
                        const CtFrameShown *shown,
                        CtDossierOptions *ret_options,
                        struct CtExposureOptions *exposure);

/* Of subject->dossier: the way, choke points and cut of the first goal. False, having said why,
 * with the status to end with. */
bool ct_frame_shown_take(const CtCli *cli,
                         const CtFrameShown *shown,
                         CtFrameSubject *subject,
                         CtStatus *ret_status);

/* Where the zones of @twin, loaded to CT_TWIN_REACH at least, fail on the day @as_of. */
bool ct_frame_shown_segment(const CtCli *cli,
                            const CtTwin *twin,
                            const char *as_of,
                            CtFrameSubject *subject,
                            CtStatus *ret_status);
