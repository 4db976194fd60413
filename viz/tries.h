/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tries of a chronicle that are under way at a moment, each a dot on its way. */
#pragma once

#include "draw/plan.h"

typedef struct CtTries CtTries;

/* @chronicle outlives it. Cost: linear in the happenings. */
CtTries *ct_tries_new(const CtChronicle *chronicle);
void ct_tries_free(CtTries *tries);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTries, ct_tries_free)

/* The happening that ends the try that begins with @i; CT_NO_ID where none does. */
uint32_t ct_tries_end(const CtTries *tries, uint32_t i);

/* The latest tries at @time, at most 200, among the 2000 last begun. Cost: those. */
void ct_tries_draw(const CtTries *tries, CtScene *scene, const CtPlanView *view, int64_t time);
