/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plan in words: steps with technique ids, who acts on what, what is gained, and why each step
 * is possible, with the places in the topology that say so.
 */
#pragma once

#include "analysis/path.h"
#include "analysis/store.h"

/* @ret_path and all it refers to live in @store. Cost: linear in the plan and its premises. */
void
ct_story_write(const CtGraph *graph, const CtPlan *plan, CtDossierStore *store, CtPath *ret_path);
