/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Between a loaded twin with its simulation and the header of a run file: what the run is a
 * function of, written down, and back again from a file alone.
 */
#pragma once

#include "sim/run_file.h"
#include "sim/setup.h"

/* How the twin was asked for, beside what CtTwinOptions says. */
#define CT_RUN_INPUT_PROFILE "profile" /* kind of the input that holds targets, and no more */

typedef struct CtRunRequest {
    const char *as_of;   /* YYYY-MM-DD */
    const char *until;   /* --until as given; NULL */
    const char *shard;   /* --shard as given; NULL */
    const char *cost;    /* --cost as given; NULL */
    uint32_t paths;      /* -k; 0: not given */
    const char *profile; /* name of the file that targets are taken from; NULL */
    GBytes *profile_bytes;
    const GPtrArray *catalogs;    /* CtSource of each --catalogs folder, with what was read; NULL */
    const char *const *standards; /* --standard as given; NULL */
    CtSimOptions sim;
    uint64_t n;
} CtRunRequest;

/* @twin was loaded with `remember`, @sim set up from it. */
CtRunHeader *ct_run_make_header(const CtTwin *twin, const CtSim *sim, const CtRunRequest *request);

/* A run that is done again from its header: the twin and what it simulates. */
typedef struct CtRunAgain {
    CtTwinStored stored;
    GArray *patches; /* CtPatch, borrowed from the header */
    GPtrArray *entries, *goals;
    GPtrArray *catalogs; /* CtSource of each folder of catalogs and checks that was given */
    CtLimits limits;
    CtTwin *twin;
    CtSim *sim;
} CtRunAgain;

/*
 * Loads all that @header holds; it outlives the result. The run's own limits hold as far as @most
 * goes: what a file from elsewhere says may not raise what it costs to load it. Error: another
 * version of the program, or inputs that do not load (they did once: the file is not what it was).
 */
CtRunAgain *ct_run_again_new(const CtRunHeader *header,
                             const CtLimits *most,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The limits under which the run was made, defaults where @header does not say. */
void ct_run_limits(const CtRunHeader *header, CtLimits *ret_limits);

void ct_run_again_free(CtRunAgain *again);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRunAgain, ct_run_again_free)
