/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A technique explained: what opens it, what it walks, what stops it; and, in a package, each
 * distinct way in which it applies there, with an example. As text and as JSON
 * (docs/schemas/explain.schema.json).
 */
#pragma once

#include "analysis/pipeline.h"
#include "base/out.h"
#include "report/text.h"

/* @twin: loaded to CT_TWIN_SOLVED, or NULL where no package is named. Cost: steps of the graph. */
void ct_report_technique_text(CtOut *out,
                              const CtTechnique *technique,
                              const CtTwin *twin,
                              const CtTextOptions *options);

void ct_report_techniques_json(CtOut *out,
                               const CtTechnique *const *techniques,
                               uint32_t n_techniques,
                               const CtTwin *twin);

/* The distinct ids of a rule, NULL-terminated; free with g_free(). */
const char **ct_technique_distinct_ids(const CtTechnique *technique);
