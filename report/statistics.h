/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the replications of a run say, for a person and for a program. */
#pragma once

#include "base/json_out.h"
#include "report/text.h"
#include "sim/statistics.h"

/*
 * The section of a report: how likely, how soon, how loud. With `brief` the goals alone, with `all`
 * every zone, asset and technique. Cost: linear in what is written.
 */
void ct_report_statistics_text(CtOut *out,
                               const CtStatistics *statistics,
                               bool allow_failed,
                               const CtTextOptions *options);

/* The key `statistics` of a JSON result, within its object; `null` for NULL. */
void ct_report_statistics_json(CtJson *json, const CtStatistics *statistics, bool allow_failed);

/* Whether estimates are given: none are while a replication has failed, unless asked for. */
static inline bool
ct_report_statistics_stand(const CtStatistics *statistics, bool allow_failed)
{
    return statistics->n > 0 && (statistics->n_failed == 0 || allow_failed);
}
