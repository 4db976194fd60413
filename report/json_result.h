/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A dossier as JSON (docs/schemas/result.schema.json). Equal inputs give equal bytes; neither the
 * command line nor a path of this machine is in it.
 */
#pragma once

#include "assurance/kpi.h"
#include "base/out.h"
#include "sim/statistics.h"

/* @kpis: NULL where none were computed. @statistics: NULL where nothing was simulated; see
 * report/statistics.h for @allow_failed. Cost: linear in what is written. */
void ct_report_json(CtOut *out,
                    const CtDossier *dossier,
                    const CtStatistics *statistics,
                    const CtKpis *kpis,
                    bool allow_failed);
