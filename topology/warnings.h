/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is legal in a model but odd: things unused, zones without assets, doors that cannot match.
 */
#pragma once

#include "topology/model.h"

/* Adds every warning to @diag. @model is valid. Cost: linear in the model,
 * conduits times assets in the worst case. */
void ct_model_warn(const CtModel *model, CtDiag *diag);

/* Its parts: what nothing refers to; zones and conduits that do nothing; services on ports that no
 * network of theirs carries; times of patches that come to nothing. */
void ct_warn_unused(const CtModel *model, CtDiag *diag);
void ct_warn_doors(const CtModel *model, CtDiag *diag);
void ct_warn_times(const CtModel *model, CtDiag *diag);
void ct_warn_media(const CtModel *model, CtDiag *diag);
