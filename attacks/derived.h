/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Structural derivations: what follows from held facts without an attempt (TECHNIQUES 2.2), the
 * reach relation's edges, and functions impaired. Private to the grounding.
 */
#pragma once

#include "attacks/build.h"
#include "attacks/ground_relations.h"

/* Appends every structural step to @builder. Cost: linear in instances, edges and needs. */
void ct_derive_structure(CtBuilder *builder, CtRelations *relations);

/* The part of it that concerns functions (derived_functions.c). */
void ct_derive_functions(CtBuilder *builder, CtRelations *relations);
