/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A model back to text. The YAML is normalised: sections and keys in the order of the grammar,
 * entities in their own, only what is stated, without comments, includes, anchors and patches.
 */
#pragma once

#include "base/out.h"
#include "topology/model.h"

/* YAML that ct_model_load() reads back as an equal model. Cost: linear. */
void ct_model_write_yaml(const CtModel *model, CtOut *out);

/* The same tree as JSON, which is YAML as well. */
void ct_model_write_json(const CtModel *model, CtOut *out);

/* Whether two models say the same: their normalised texts are equal. Positions do not count. */
bool ct_model_equal(const CtModel *a, const CtModel *b);
