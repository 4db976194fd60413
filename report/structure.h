/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `structure` as text, JSON and GraphML. */
#pragma once

#include "analysis/pipeline.h"
#include "analysis/structure.h"
#include "report/text.h"

void ct_report_structure_text(CtOut *out,
                              const CtTwin *twin,
                              const CtStructure *structure,
                              const CtTextOptions *options);
void ct_report_structure_json(CtOut *out, const CtTwin *twin, const CtStructure *structure);
void ct_report_structure_graphml(CtOut *out, const CtTwin *twin, const CtStructure *structure);

/* One disagreement in a sentence; g_free(). @most: names of assets at most. */
char *ct_structure_text(const CtTwin *twin, const CtDisagreement *found, uint32_t most);

/* Where the topology has it. */
CtPos ct_structure_pos(const CtTwin *twin, const CtDisagreement *found);
