/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answer of `reach`, as text and as JSON (docs/schemas/reach.schema.json). */
#pragma once

#include "analysis/pipeline.h"
#include "base/out.h"
#include "report/text.h"
#include "topology/reach_explain.h"

/* @twin names the files. With options->all nothing that was tried is left out. */
void ct_report_reach_text(CtOut *out,
                          const CtTwin *twin,
                          const CtReachExplanation *explanation,
                          const CtTextOptions *options);

void ct_report_reach_json(CtOut *out, const CtTwin *twin, const CtReachExplanation *explanation);
