/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goals, failures and figures of two dossiers, matched by their ids. */
#include "assurance/compare_parts.h"

#include <math.h>
#include <string.h>

const char *
ct_change_text(CtChange change)
{
    static const char *const texts[] = {
        [CT_CHANGE_NONE] = "same",
        [CT_CHANGE_BETTER] = "better",
        [CT_CHANGE_WORSE] = "worse",
        [CT_CHANGE_OPEN] = "open",
    };

    return texts[change];
}

static const CtEstimate no_estimate = {.value = NAN, .low = NAN, .high = NAN};

/* --- goals --- */

typedef struct Place {
    const CtGoalFinding *goal; /* NULL: there is none */
    uint32_t number;           /* in the run */
} Place;

static Place
find_goal(const CtDossier *dossier, const char *attacker, const char *id)
{
    uint32_t number = 0;

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++, number++)
            if (strcmp(dossier->attackers[a].id, attacker) == 0 &&
                strcmp(dossier->attackers[a].goals[g].id, id) == 0)
                return (Place){.goal = &dossier->attackers[a].goals[g], .number = number};
    return (Place){0};
}

static CtChange
change_of_answers(const CtGoalFinding *before, const CtGoalFinding *after)
{
    if (before == NULL || after == NULL)
        return after != NULL && after->reachable == CT_ANSWER_YES ? CT_CHANGE_WORSE
                                                                  : CT_CHANGE_NONE;
    if (before->reachable == after->reachable)
        return CT_CHANGE_NONE;
    if (before->reachable == CT_ANSWER_UNKNOWN || after->reachable == CT_ANSWER_UNKNOWN)
        return CT_CHANGE_OPEN;
    return after->reachable == CT_ANSWER_YES ? CT_CHANGE_WORSE : CT_CHANGE_BETTER;
}

static void
add_goal(CtComparison *comparison,
         const CtCompareSide *before,
         const CtCompareSide *after,
         const char *attacker,
         const char *id)
{
    CtGoalChange *change = &comparison->goals[comparison->n_goals++];
    Place a = find_goal(before->dossier, attacker, id), b = find_goal(after->dossier, attacker, id);

    *change = (CtGoalChange){.before = a.goal,
                             .after = b.goal,
                             .attacker = attacker,
                             .id = id,
                             .change = (uint8_t)change_of_answers(a.goal, b.goal),
                             .success = no_estimate,
                             .mean_days = no_estimate};
    comparison->n_newly_reachable += change->change == CT_CHANGE_WORSE;
    comparison->n_no_longer_reachable += change->change == CT_CHANGE_BETTER;
    if (!comparison->is_paired || a.goal == NULL || b.goal == NULL ||
        a.number >= before->statistics->goals->len || b.number >= after->statistics->goals->len)
        return;
    change->success = ct_goal_times_success(before->times, a.number, after->times, b.number);
    change->mean_days = ct_goal_times_mean_days(before->times, a.number, after->times, b.number,
                                                after->statistics->horizon_ms);
}

static uint32_t
count_goals(const CtDossier *dossier)
{
    uint32_t n = 0;

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        n += dossier->attackers[a].n_goals;
    return n;
}

static void
compare_goals(CtComparison *comparison, const CtCompareSide *before, const CtCompareSide *after)
{
    const CtDossier *sides[] = {after->dossier, before->dossier};

    comparison->goals =
        ct_store_alloc(comparison->store, (size_t)count_goals(sides[0]) + count_goals(sides[1]),
                       sizeof *comparison->goals);
    for (int s = 0; s < 2; s++)
        for (uint32_t a = 0; a < sides[s]->n_attackers; a++)
            for (uint32_t g = 0; g < sides[s]->attackers[a].n_goals; g++) {
                const char *attacker = sides[s]->attackers[a].id;
                const char *id = sides[s]->attackers[a].goals[g].id;

                if (s == 0 || find_goal(sides[0], attacker, id).goal == NULL)
                    add_goal(comparison, before, after, attacker, id);
            }
}

/* --- failures --- */

static bool
counts(const CtSegFailure *failure)
{
    return failure->waiver != CT_SEG_WAIVED;
}

/* Failures of @of that count and do not in @other, gravest first as they come. */
static const CtSegFailure **
failures_without(const CtSegmentation *of,
                 const CtSegmentation *other,
                 CtDossierStore *store,
                 uint32_t *ret_n)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const CtSegFailure **failures;

    *ret_n = 0;
    if (of == NULL || other == NULL)
        return NULL;
    for (uint32_t i = 0; i < other->n_failures; i++)
        if (counts(&other->failures[i]))
            g_hash_table_add(known, (gpointer)other->failures[i].id);
    failures = ct_store_alloc(store, of->n_failures, sizeof(const CtSegFailure *));
    for (uint32_t i = 0; i < of->n_failures; i++)
        if (counts(&of->failures[i]) && !g_hash_table_contains(known, of->failures[i].id))
            failures[(*ret_n)++] = &of->failures[i];
    return failures;
}

/* --- figures --- */

/* Where the value of @kpi lies; false: nobody knows. */
static bool
range_of(const CtKpi *kpi, double *ret_low, double *ret_high)
{
    *ret_low = isnan(kpi->low) ? kpi->value : kpi->low;
    *ret_high = !isnan(kpi->high) ? kpi->high : !isnan(kpi->low) ? (double)INFINITY : kpi->value;
    return !isnan(*ret_low) && !isnan(*ret_high);
}

static CtChange
direction(const CtKpi *kpi, bool rises)
{
    return rises == (kpi->info.better == CT_KPI_HIGHER) ? CT_CHANGE_BETTER : CT_CHANGE_WORSE;
}

static CtChange
change_of_values(const CtKpi *before, const CtKpi *after, CtEstimate paired)
{
    double a_low, a_high, b_low, b_high;
    bool has_a = range_of(before, &a_low, &a_high), has_b = range_of(after, &b_low, &b_high);

    if (!has_a || !has_b)
        return has_a == has_b ? CT_CHANGE_NONE : CT_CHANGE_OPEN;
    if (!isnan(paired.low) && !isnan(paired.high)) {
        if (paired.low > 0 || paired.high < 0)
            return direction(after, paired.low > 0);
        return CT_CHANGE_NONE;
    }
    if (a_high < b_low || b_high < a_low)
        return direction(after, a_high < b_low);
    return CT_CHANGE_NONE;
}

/* The paired difference of the goal that decides both, where this is a figure that has one. */
static CtEstimate
paired_of(const CtComparison *comparison, const CtKpi *before, const CtKpi *after)
{
    bool is_success = strcmp(after->info.id, "attack_success_probability") == 0;
    bool is_mean = strcmp(after->info.id, "mean_time_to_compromise") == 0;

    if ((!is_success && !is_mean) || before->of == NULL || after->of == NULL ||
        strcmp(before->of, after->of) != 0)
        return no_estimate;
    for (uint32_t i = 0; i < comparison->n_goals; i++)
        if (strcmp(comparison->goals[i].id, after->of) == 0)
            return is_success ? comparison->goals[i].success : comparison->goals[i].mean_days;
    return no_estimate;
}

static void
add_kpi(CtComparison *comparison, const CtKpi *before, const CtKpi *after)
{
    CtKpiChange *change = &comparison->kpis[comparison->n_kpis++];

    *change = (CtKpiChange){.before = before,
                            .after = after,
                            .difference = (double)NAN,
                            .paired = no_estimate,
                            .change = CT_CHANGE_OPEN};
    change->is_newly_missed = after != NULL && after->met == CT_KPI_MISSED &&
                              (before == NULL || before->met != CT_KPI_MISSED);
    change->is_no_longer_missed = before != NULL && before->met == CT_KPI_MISSED &&
                                  (after == NULL || after->met != CT_KPI_MISSED);
    if (before != NULL && after != NULL) {
        change->difference = after->value - before->value;
        change->paired = paired_of(comparison, before, after);
        change->change = (uint8_t)change_of_values(before, after, change->paired);
    }
    comparison->n_better += change->change == CT_CHANGE_BETTER;
    comparison->n_worse += change->change == CT_CHANGE_WORSE;
    comparison->n_newly_missed += change->is_newly_missed;
    comparison->n_no_longer_missed += change->is_no_longer_missed;
}

static void
compare_kpis(CtComparison *comparison, const CtKpis *before, const CtKpis *after)
{
    comparison->kpis = ct_store_alloc(comparison->store, (size_t)before->n_kpis + after->n_kpis,
                                      sizeof *comparison->kpis);
    for (uint32_t i = 0; i < after->n_kpis; i++)
        add_kpi(comparison, ct_kpis_find(before, after->kpis[i].info.id), &after->kpis[i]);
    for (uint32_t i = 0; i < before->n_kpis; i++)
        if (ct_kpis_find(after, before->kpis[i].info.id) == NULL)
            add_kpi(comparison, &before->kpis[i], NULL);
}

CtComparison *
ct_comparison_new(const CtCompareSide *before, const CtCompareSide *after)
{
    CtComparison *comparison = g_new0(CtComparison, 1);

    comparison->store = ct_store_new();
    comparison->is_paired = ct_goal_times_pair(before, after, &comparison->unpaired_why);
    compare_goals(comparison, before, after);
    ct_compare_facts(comparison, before->facts, after->facts);
    comparison->gained =
        failures_without(after->dossier->segmentation, before->dossier->segmentation,
                         comparison->store, &comparison->n_gained);
    comparison->lost = failures_without(before->dossier->segmentation, after->dossier->segmentation,
                                        comparison->store, &comparison->n_lost);
    compare_kpis(comparison, before->kpis, after->kpis);
    ct_compare_verdicts(comparison, before->assurance, after->assurance);
    return comparison;
}

void
ct_comparison_free(CtComparison *comparison)
{
    if (comparison == NULL)
        return;
    ct_store_free(comparison->store);
    g_free(comparison);
}
