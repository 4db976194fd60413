/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fills the exposure of a dossier, attacker by attacker, and the measures at the end. */
#pragma once

#include "analysis/cut.h"
#include "analysis/exposure.h"
#include "analysis/pipeline.h"
#include "analysis/store.h"

enum {
    CT_EXPOSURE_CUTS = 1 << 0,
    CT_EXPOSURE_BLAST = 1 << 1,
    CT_EXPOSURE_SURFACE = 1 << 2,
    CT_EXPOSURE_ALL = CT_EXPOSURE_CUTS | CT_EXPOSURE_BLAST | CT_EXPOSURE_SURFACE,
};

typedef struct CtExposureOptions {
    unsigned parts;
    CtCutLimits cuts;      /* of one kind of element for one goal */
    uint32_t trials;       /* sets of measures tried, at most */
    uint64_t trial_work;   /* steps, facts and assets of what they build, together */
    uint32_t max_sources;  /* of a blast radius; past it a sample */
    uint64_t blast_work;   /* facts and steps times sweeps; past it a smaller sample */
    uint64_t seed;         /* of the sample */
    uint32_t blast_listed; /* sources listed */
} CtExposureOptions;

/* What `cuts`, `blast` and `surface` take their time for. */
void ct_exposure_options_full(CtExposureOptions *options, const CtLimits *limits);

/* What fits beside the paths of `run`. */
void ct_exposure_options_brief(CtExposureOptions *options, const CtLimits *limits);

typedef struct CtExposureWriter CtExposureWriter;

/* @twin loaded to CT_TWIN_SOLVED. All must outlive the writer. */
CtExposureWriter *
ct_exposure_writer_new(const CtTwin *twin, const CtExposureOptions *options, CtDossierStore *store);
void ct_exposure_writer_free(CtExposureWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtExposureWriter, ct_exposure_writer_free)

/* The attacker that is selected in the twin. */
void ct_exposure_add_attacker(CtExposureWriter *writer);

/* Tries the measures, and completes @ret_exposure. Once. */
void ct_exposure_finish(CtExposureWriter *writer, CtExposure *ret_exposure);
