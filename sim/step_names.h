/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an attempt is named to people: by its technique and by what it is done to. */
#pragma once

#include "attacks/graph.h"

/* "T0859": the id of its technique that fits the kind of its target; static to the library. */
const char *ct_step_technique_id(const CtGraph *graph, uint32_t step);

/* "hmi-1", "meter[17]", or another entity; g_free(). "" where it has none. */
char *ct_step_target(const CtGraph *graph, uint32_t step);
