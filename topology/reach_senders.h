/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who can send to some services: the reach relation read backwards. */
#pragma once

#include "topology/reach.h"

enum { CT_REACH_MOST_RECEIVERS = 64 };

/*
 * Per node of @reach a bit for each of @services (instances, at most CT_REACH_MOST_RECEIVERS; bit i
 * is services[i]) to which packets from it arrive with no device commanded, as
 * ct_reach_allows() says of one origin and one service. @no_gate: only those for which no door asks
 * a second factor. g_free(). Cost: edges, times the services at worst.
 */
uint64_t *
ct_reach_senders(const CtReach *reach, const uint32_t *services, uint32_t n, bool no_gate);
