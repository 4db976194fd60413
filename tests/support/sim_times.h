/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Times of goals over many replications, and distributions to hold them against. Every replication
 * is played by the engine and, where that will do, by the one pass as well; they must agree.
 */
#pragma once

#include "sim/summary.h"

typedef struct CtSimTimes {
    uint32_t n, n_goals;
    int64_t *goal_ms; /* n × n_goals; CT_NOT_REACHED */
    int64_t *end_ms;
    uint64_t *tries;
    uint64_t *fallen; /* instances of all places that had fallen */
} CtSimTimes;

/* Replications 0 … @n - 1. */
CtSimTimes *ct_sim_times_new(const CtSim *sim, uint32_t n);
void ct_sim_times_free(CtSimTimes *times);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSimTimes, ct_sim_times_free)

/* Replications that reached @goal, and how many did at exactly @ms. */
uint32_t ct_sim_times_reached(const CtSimTimes *times, uint32_t goal);
uint32_t ct_sim_times_at(const CtSimTimes *times, uint32_t goal, int64_t ms);

/* The chance that something has come about by @ms. */
typedef double (*CtSimCdf)(double ms, const void *data);

/*
 * √n times the largest distance between the times of @goal and @cdf, up to @horizon_ms
 * (Kolmogorov–Smirnov): a right program stays below 1.63 in 99 cases of a hundred.
 */
double ct_sim_times_distance(
    const CtSimTimes *times, uint32_t goal, int64_t horizon_ms, CtSimCdf cdf, const void *data);

/* Stages one after the other, each exponential with its own mean. */
typedef struct CtStages {
    uint32_t n; /* at most 16 */
    double mean_ms[16];
} CtStages;

/* A CtSimCdf for CtStages, by uniformisation: the jumps of one Poisson process move it on. */
double ct_stages_cdf(double ms, const void *stages);

/* How many standard deviations @k of @n is from a share @p. */
double ct_share_z(uint32_t k, uint32_t n, double p);
