/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a queue of pending events can cost at least, on one workload: PHOLD (Fujimoto 1990). As many
 * events as there are places; each, when its turn comes, makes one more after 1 h plus an
 * exponential hour, in a quarter of the cases at another place. Three queues run it on the same
 * numbers: a binary heap of 16-byte events, buckets whose width is tuned by hand for this very
 * workload with a small heap for the current one (no cancellation, no keys, nothing beyond their
 * horizon), and ours.
 */
#pragma once

#include <stdint.h>

typedef struct CtPhold {
    uint32_t n_places;
    uint32_t *visits; /* of each place, all 0 at first */
    uint64_t random[2];
    int64_t now; /* ms */
} CtPhold;

void ct_phold_init(CtPhold *phold, uint32_t n_places);
void ct_phold_clear(CtPhold *phold);

#define CT_PHOLD_HOUR 3600000.0

/* When and where the next event is after one at @place. */
int64_t ct_phold_next(CtPhold *phold, uint32_t *place);

/* Of the visits, in order: equal for queues that popped in the same order. */
uint64_t ct_phold_digest(const CtPhold *phold);

/* Each makes its queue with an event a place, lets @n_warm events pass, and returns the seconds of
 * processor time that the @n_events after them take. */
double ct_floor_heap(CtPhold *phold, uint64_t n_warm, uint64_t n_events);
double ct_floor_bucket(CtPhold *phold, uint64_t n_warm, uint64_t n_events, unsigned per_hour);
