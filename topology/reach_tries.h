/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The walk that finds out why not. Internal to topology/reach_explain*.c.
 */
#pragma once

#include "topology/reach_reason.h"

/*
 * Adds to the verdict everything that stands between the sender and the service, nearest first:
 * conduits are tried outwards from the sender's networks, those that lead towards the receiver
 * only, each once as a first and once as a further one. Cost: zone instances, and conduits × rules.
 */
void ct_reach_question_try(CtReachQuestion *question);
