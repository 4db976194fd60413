/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A dossier as JSON (docs/schemas/result.schema.json). Equal inputs give equal bytes; neither the
 * command line nor a path of this machine is in it.
 */
#pragma once

#include "base/out.h"
#include "report/data.h"

/* Of @data what a result tells: `kpis` NULL where none were computed, no inventory, no picture.
 * Cost: linear in what is written. */
void ct_report_json(CtOut *out, const CtReportData *data);
