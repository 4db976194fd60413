/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One attempt by itself, from what is held: not a path to it, but how it can be made right now. For
 * whoever tells why a try of a simulation came about, where what was held, and which doors were
 * open, is that of a moment.
 */
#pragma once

#include "analysis/path.h"

/*
 * Attempt @step from facts of @held (a bit each), by structural steps that are not in @closed (a
 * bit each; NULL: all are open), as few of them deep as can be; with @outcome (a step; CT_NO_ID),
 * which is one of it and whose own premises are part of it. Everything costs nothing and is done
 * at @done_ms. NULL where what it needs does not follow. Ties: the graph's own order.
 * Cost: a word per fact and step, and what leads there.
 */
CtPlan *ct_try_plan_new(const CtGraph *graph,
                        const uint64_t *held,
                        const uint64_t *closed,
                        uint32_t step,
                        uint32_t outcome,
                        int64_t done_ms);
