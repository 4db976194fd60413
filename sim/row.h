/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One replication as it is kept: the numbers that a person asks for in fields of their own, use of
 * techniques and fall of places packed into a blob. What comes back from a file is not trusted.
 *
 * The blob: LEB128 numbers without sign. The count of rules with a try, then for each the distance
 * from the rule before (the first: from -1), tries, successes; the count of fallen places, then for
 * each the distance from the place before, the time of its fall in ms, instances fallen. Where
 * somebody defends, then the numbers of sim/defence.h in their order, each plus one.
 */
#pragma once

#include "sim/summary.h"

typedef struct CtRow {
    uint64_t replication;
    uint8_t outcome; /* CtOutcome */
    int64_t end_ms;
    uint64_t tries, gains;
    int64_t noise_ppm, seen_ppm, effort_ms;
    int64_t *goal_ms; /* n_goals of them */
    uint32_t n_goals;
    CtLossTime *losses; /* n_losses of them: of functions, then of requirements */
    uint32_t n_losses;
    uint8_t *detail;
    size_t detail_length;
} CtRow;

CtRow *ct_row_new(const CtSummary *summary, const CtSim *sim);
void ct_row_free(CtRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRow, ct_row_free)

bool ct_row_has_same_losses(const CtRow *a, const CtRow *b);

#define CT_ROW_ERROR ct_row_error_quark()
typedef enum CtRowError { CT_ROW_ERROR_FORMAT } CtRowError;
GQuark ct_row_error_quark(void);

typedef struct CtRowVisitor {
    void (*rule)(uint32_t rule, uint64_t tries, uint64_t gains, void *data);
    void (*place)(uint32_t place, int64_t first_ms, uint32_t fallen, void *data);
    void (*defence)(const CtDefenceRow *defence, void *data);
    void *data;
} CtRowVisitor;

/* Reads the blob; false, with what is wrong, where it is not one for so many rules and places.
 * Nothing is visited before all of it was found sound. */
bool ct_row_read_detail(const CtRow *row,
                        uint32_t n_rules,
                        uint32_t n_places,
                        const CtRowVisitor *visitor,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
