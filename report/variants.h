/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The variants of a scenario beside it as written, goal by goal. All of them met the same luck, so
 * their differences are paired, replication by replication.
 */
#pragma once

#include "base/json_out.h"
#include "report/text.h"
#include "sim/statistics.h"

typedef struct CtVariantRow {
    char *attacker, *goal;
    char *variant; /* NULL: as written */
    CtEstimate reached, restricted_mean_ms;
    CtEstimate reached_more, later_ms; /* than as written; NANs there, and without a pair */
} CtVariantRow;

/* A function or requirement in one variant. */
typedef struct CtVariantLoss {
    char *kind, *name;
    char *variant;                   /* NULL: as written */
    CtEstimate lost;                 /* share of replications */
    CtEstimate lost_ms;              /* mean of how long in all */
    double cost_per_hour;            /* NaN: unstated */
    CtEstimate lost_more, longer_ms; /* than as written; NANs there, and without a pair */
} CtVariantLoss;

typedef struct CtVariants {
    GArray *losses;  /* CtVariantLoss, by what is lost, then variant likewise */
    bool is_cut_off; /* a course of some variant ended before the horizon */
    GArray *rows;    /* CtVariantRow, by goal, then variant in the order of the script */
    uint64_t n;      /* replications of each */
    int64_t horizon_ms;
} CtVariants;

void ct_variants_init(CtVariants *variants);
void ct_variants_clear(CtVariants *variants);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtVariants, ct_variants_clear)

/* By goal, and by what is lost, in the order in which they came. */
void ct_variants_sort(CtVariants *variants);

void ct_report_variants_text(CtOut *out, const CtVariants *variants, const CtTextOptions *options);

/* The keys `variants` and `variant_losses` of a JSON result, within its object; nothing where there
 * are no rows. */
void ct_report_variants_json(CtJson *json, const CtVariants *variants);
