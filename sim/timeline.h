/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the topology says of time: conduits that are open only at certain hours of the week. Time 0
 * is Monday 00:00. At rest all of them are open.
 */
#pragma once

#include "sim/sim.h"

/* Whether any conduit of @model has a window that is not always open. */
bool ct_timeline_is_needed(const CtModel *model);

/* Lets the windows of @model open and close in every replication of @sim, whose courses were
 * compiled for it. @model outlives it. */
void ct_timeline_join(CtSim *sim, const CtModel *model);
