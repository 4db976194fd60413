/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a goal is out of reach, beside the certificate: steps one condition short, and techniques
 * whose guard said no where everything else was there.
 */
#pragma once

#include "analysis/findings.h"
#include "analysis/path.h"
#include "analysis/pipeline.h"
#include "analysis/store.h"

/*
 * Fills @finding's near misses, at most @most, and the size of its certificate. First those that
 * with what they lack, and nothing else, would let the goal be had, then by how close to it they
 * are; two conditions short only where each depends on how the system is set up. @targets cannot
 * be had. Cost: steps from which a target follows; one more grounding of graphs up to
 * CT_NEAR_MISS_MOST_STEPS; a closure a word of 64 candidates.
 */
void ct_near_misses_write(const CtTwin *twin,
                          const CtTargets *targets,
                          uint32_t most,
                          CtDossierStore *store,
                          CtGoalFinding *finding);

/* Past this a graph is not grounded again to hear of guards that said no. */
#define CT_NEAR_MISS_MOST_STEPS 2000000
