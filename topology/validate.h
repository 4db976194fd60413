/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a model with all names resolved can still have wrong: cycles, contradictions, thresholds
 * that cannot be met, sizes past the limits.
 */
#pragma once

#include "base/limits.h"
#include "topology/model.h"

/* Zones within zones: deep enough for any plant, and every walk up is short. */
enum { CT_MAX_ZONE_DEPTH = 64 };

/* Adds every error to @diag. Cost: linear in the model. */
void ct_model_validate(const CtModel *model, const CtLimits *limits, CtDiag *diag);

/* The part of it that looks at one entity at a time. */
void ct_validate_entities(const CtModel *model, CtDiag *diag);

/* The part on functions, flows, policies and measures; @zone_instances: how often each zone stands
 * in the model, counts of its parents multiplied in. */
void ct_validate_intent(const CtModel *model, const uint64_t *zone_instances, CtDiag *diag);
