/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small run from inputs in memory, as file, for tests of what reads and writes such files. */
#pragma once

#include "sim/run_make.h"

typedef struct CtSampleRun {
    CtTwinStored stored;
    CtTwin *twin;
    CtSim *sim;
    CtRunHeader *header;
} CtSampleRun;

/* @n replications are wanted. */
void ct_sample_run_init(CtSampleRun *sample, uint64_t n);
void ct_sample_run_clear(CtSampleRun *sample);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtSampleRun, ct_sample_run_clear)

/* Adds rows @first to @last - 1 to @file. */
bool ct_sample_run_add(const CtSampleRun *sample,
                       CtRunFile *file,
                       uint64_t first,
                       uint64_t last,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the complete run at @path, with a result and the trace of replication 0. */
bool ct_sample_run_write(const CtSampleRun *sample,
                         const char *path,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
