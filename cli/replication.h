/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --replication of a run: which one is meant, and what happened in it. */
#pragma once

#include "cli/run_open.h"

#include "sim/trace.h"

/* The number that --replication names, by itself or by what makes it remarkable (default median).
 * False, having said why, with the status to end with. */
bool ct_replication_find(const CtCli *cli,
                         CtRunRead *run,
                         uint64_t *ret_number,
                         CtStatus *ret_status) G_GNUC_WARN_UNUSED_RESULT;

/* Its events, CtTraceRecord, as they were kept; where they were not, played again. NULL, having
 * said why. */
GArray *ct_replication_events(
    const CtCli *cli, CtRunRead *run, const CtSim *sim, uint64_t replication, CtStatus *ret_status);
