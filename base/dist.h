/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long something takes, as technique files state it: a distribution of milliseconds, and the
 * chance that it never happens at all. Data only; base/sampler.h draws from it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Append only. The fields are those of CtDist; ms unless said. */
typedef enum CtDistKind {
    CT_DIST_CONSTANT,         /* a */
    CT_DIST_EXPONENTIAL,      /* mean a */
    CT_DIST_UNIFORM,          /* a … b */
    CT_DIST_TRIANGULAR,       /* low a, mode b, high c */
    CT_DIST_NORMAL,           /* mean a, deviation b; what falls below 0 counts as 0 */
    CT_DIST_LOGNORMAL,        /* median a, deviation of the logarithm b (no unit) */
    CT_DIST_WEIBULL,          /* scale a, shape b (no unit) */
    CT_DIST_GAMMA,            /* scale a, shape b (no unit) */
    CT_DIST_PARETO,           /* minimum a, shape b (no unit) */
    CT_DIST_TRUNCATED_NORMAL, /* mean a and deviation b of the normal, given c ≤ value ≤ d */
    CT_DIST_BINOMIAL,         /* a for each success of b tries (a whole number) of chance c */
    CT_DIST_KIND_COUNT,
} CtDistKind;

/* All zero is the constant 0. */
typedef struct CtDist {
    uint8_t kind;
    double a, b, c, d;
    double never; /* the chance, 0–1, that it never happens; all else is given that it does */
} CtDist;

#define CT_DIST_ERROR ct_dist_error_quark()
typedef enum CtDistError {
    CT_DIST_ERROR_FAILED, /* the parameters make no distribution; the message says which */
} CtDistError;
GQuark ct_dist_error_quark(void);

/* Whether the parameters make a distribution: finite, not negative, in order, and for a truncated
 * normal with at least a billionth of the normal inside. */
bool ct_dist_check(const CtDist *dist, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with all times @factor times as long. */
CtDist ct_dist_scaled(const CtDist *dist, double factor);

/* The mean, given that it happens. INFINITY where the mean does not exist. */
double ct_dist_mean_ms(const CtDist *dist);

/* The mean over all cases: INFINITY too where `never` is above 0. */
double ct_dist_overall_mean_ms(const CtDist *dist);

/* "exponential, mean 1d"; free with g_free(). */
char *ct_dist_text(const CtDist *dist);
