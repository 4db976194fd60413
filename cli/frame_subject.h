/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a picture of `cybertwin frame` shows, loaded from a package or a run as its options ask. */
#pragma once

#include "cli/package.h"

#include "draw/frame.h"

/* Everything that a picture may show; what is not asked for is NULL. */
typedef struct CtFrameSubject {
    CtBlueprint *blueprint;
    CtLayout *layout;
    CtChronicle *chronicle;
    CtSnapshot *snapshot;
    CtDossier *dossier;
    CtSegmentation *segmentation;
    const CtPath *path;                   /* of the dossier */
    const CtElementFinding *chokes, *cut; /* likewise */
    uint32_t n_chokes, n_cut;
    GString *told; /* sentences about what is shown; NULL */
    GString *line; /* of a run: the moment, and what was told; NULL before ct_frame_tell_moment() */
    uint64_t replication;
    bool is_run, matrix;
} CtFrameSubject;

void ct_frame_subject_clear(CtFrameSubject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtFrameSubject, ct_frame_subject_clear)

/* False, having said why, with the exit status in @ret_status. @package must outlive @subject. */
bool ct_frame_load_package(CtCli *cli,
                           CtPackage *package,
                           CtFrameSubject *subject,
                           CtStatus *ret_status) G_GNUC_WARN_UNUSED_RESULT;
bool ct_frame_load_run(CtCli *cli,
                       CtFrameSubject *subject,
                       CtStatus *ret_status) G_GNUC_WARN_UNUSED_RESULT;

/* One more sentence of what is told. */
void G_GNUC_PRINTF(2, 3) ct_frame_tell(CtFrameSubject *subject, const char *format, ...);

/* Says in the line which moment the snapshot is at. */
void ct_frame_tell_moment(CtFrameSubject *subject);
