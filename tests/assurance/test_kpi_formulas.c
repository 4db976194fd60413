/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formulas of the literature against numbers of the literature, or worked out by hand. */
#include "tests/support/check.h"

#include "assurance/kpi_parts.h"
#include "attacks/technique.h"
#include "base/units.h"

#include <math.h>

static void
check_near(double got, double want, double within)
{
    CHECK_MSG(fabs(got - want) <= within, "got %.10g, want %.10g", got, want);
}

/* Without a flaw nothing is at hand and nothing to be tried: all that is left is the wait, whose
 * days the paper tabulates by skill. */
static void
test_mcqueen_constants(void)
{
    static const struct {
        CtSkill skill;
        double days;
    } rows[] = {{CT_SKILL_NOVICE, 193.4},
                {CT_SKILL_BEGINNER, 92.0},
                {CT_SKILL_INTERMEDIATE, 45.9},
                {CT_SKILL_EXPERT, 21.0}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        check_near(ct_kpi_mcqueen_days(0, (uint8_t)rows[i].skill), rows[i].days, 0.05);
}

/* The paper's sum for the expected tries, with @usable of @flaws. */
static double
tries_of_the_paper(uint32_t usable, uint32_t flaws)
{
    double unusable = flaws - usable, sum = 1;

    for (uint32_t tries = 2; tries <= flaws - usable + 1; tries++) {
        double product = 1;

        for (uint32_t i = 2; i <= tries; i++)
            product *= (unusable - i + 2) / (flaws - i + 1);
        sum += tries * product;
    }
    return (double)usable / flaws * sum;
}

/* Where the usable flaws are a whole number the closed form is the paper's sum. */
static void
test_mcqueen_tries(void)
{
    static const struct {
        CtSkill skill;
        uint32_t usable, flaws;
        double exploits, share, wait;
    } rows[] = {{CT_SKILL_NOVICE, 3, 20, 50, 0.15, 193.385},
                {CT_SKILL_BEGINNER, 3, 10, 150, 0.30, 91.99},
                {CT_SKILL_INTERMEDIATE, 11, 20, 250, 0.55, 45.9},
                {CT_SKILL_EXPERT, 7, 7, 450, 1.0, 21.01}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double at_hand = 1 - exp(-(double)rows[i].flaws * rows[i].exploits / 9447);
        double none = pow(1 - rows[i].share, rows[i].flaws);
        double want =
            at_hand +
            5.8 * tries_of_the_paper(rows[i].usable, rows[i].flaws) * (1 - at_hand) * (1 - none) +
            rows[i].wait * none * (1 - at_hand);

        check_near(ct_kpi_mcqueen_days(rows[i].flaws, (uint8_t)rows[i].skill), want, 0.01);
    }
}

/* More flaws and more skill never take longer. */
static void
test_mcqueen_is_monotone(void)
{
    for (uint32_t flaws = 0; flaws < 60; flaws++)
        for (int skill = CT_SKILL_NOVICE; skill < CT_SKILL_EXPERT; skill++)
            CHECK_MSG(ct_kpi_mcqueen_days(flaws, (uint8_t)skill) + 1e-9 >=
                          ct_kpi_mcqueen_days(flaws, (uint8_t)(skill + 1)),
                      "%u flaws, skill %d", flaws, skill);
}

static void
test_diversity(void)
{
    check_near(ct_kpi_diversity((const uint64_t[]){1, 1, 1, 1}, 4), 1, 1e-12);
    check_near(ct_kpi_diversity((const uint64_t[]){2, 0, 2}, 3), 0.5, 1e-12);
    check_near(ct_kpi_diversity((const uint64_t[]){4}, 1), 0.25, 1e-12);
    /* r = 1 / (0.75^0.75 · 0.25^0.25) = 1.7548 */
    check_near(ct_kpi_diversity((const uint64_t[]){3, 1}, 2), 1.754765 / 4, 1e-6);
    CU_ASSERT(isnan(ct_kpi_diversity(NULL, 0)));
}

static void
test_concentration(void)
{
    check_near(ct_kpi_concentration((const double[]){1, 1, 2}, 3), 0.375, 1e-12);
    check_near(ct_kpi_concentration((const double[]){0, 5}, 2), 1, 1e-12);
    CU_ASSERT(isnan(ct_kpi_concentration((const double[]){0}, 1)));
}

static void
test_exploitability(void)
{
    const double most = 0.85 * 0.77 * 0.85 * 0.85;

    check_near(ct_kpi_exploitability("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), 1, 1e-12);
    check_near(ct_kpi_exploitability("CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:U/C:H/I:H/A:H"),
               0.55 * 0.44 * 0.62 * 0.62 / most, 1e-12);
    check_near(ct_kpi_exploitability("CVSS:3.1/AV:A/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H"),
               0.62 * 0.77 * 0.68 * 0.85 / most, 1e-12);
    CU_ASSERT(isnan(
        ct_kpi_exploitability("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")));
}

static void
test_bounds(void)
{
    static const struct {
        uint8_t scale;
        const char *text;
        double value; /* NaN: refused */
    } rows[] = {{CT_KPI_PROBABILITY, "0.05", 0.05}, {CT_KPI_PROBABILITY, "5%", 0.05},
                {CT_KPI_PROBABILITY, "5", NAN},     {CT_KPI_PROBABILITY, "2h", NAN},
                {CT_KPI_RATIO, "101%", NAN},        {CT_KPI_RATIO, "-0.1", NAN},
                {CT_KPI_PERCENT, "5%", 5},          {CT_KPI_PERCENT, "5", 5},
                {CT_KPI_PERCENT, "1d", NAN},        {CT_KPI_TIME, "12h", 0.5},
                {CT_KPI_TIME, "1d 12h", 1.5},       {CT_KPI_TIME, "3", NAN},
                {CT_KPI_TIME, "5%", NAN},           {CT_KPI_COUNT, "3", 3},
                {CT_KPI_COUNT, "3%", NAN},          {CT_KPI_NUMBER, "-2.5", -2.5},
                {CT_KPI_NUMBER, "3d", NAN}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        CtKpiInfo info = {.scale = rows[i].scale};
        double value = (double)NAN;
        bool is_read = ct_kpi_read_bound(&info, rows[i].text, &value);

        CHECK_MSG(is_read == !isnan(rows[i].value), "'%s' of scale %u", rows[i].text,
                  rows[i].scale);
        if (is_read)
            check_near(value, rows[i].value, 1e-12);
    }
}

/* Ids are unique, lower-case words; everything that reports show is said. */
static void
test_table(void)
{
    for (uint32_t i = 0; i < ct_kpi_count_infos(); i++) {
        const CtKpiInfo *info = ct_kpi_get_info(i);

        CU_ASSERT(ct_kpi_find_info(info->id) == info);
        for (const char *at = info->id; *at != '\0'; at++)
            CHECK_MSG(g_ascii_islower(*at) || g_ascii_isdigit(*at) || *at == '_', "%s", info->id);
        CHECK_MSG(info->name[0] != '\0' && info->unit[0] != '\0' && info->formula[0] != '\0' &&
                      info->source[0] != '\0',
                  "%s", info->id);
    }
    CU_ASSERT(ct_kpi_find_info("nothing") == NULL);
}

/* Replication i of 101: held after 1 day, detected i days later, contained 2 days after that; a
 * function is lost on day 3 and back i / 2 days later. The middle one is i = 50. */
static void
test_defence(void)
{
    static const struct {
        void (*compute)(const CtKpiWork *work, CtKpi *kpi);
        double days;
    } rows[] = {{ct_kpi_time_to_detect, 51},
                {ct_kpi_time_to_contain, 2},
                {ct_kpi_dwell_time, 50},
                {ct_kpi_time_to_recover, 25}};
    enum { N = 101 };
    g_autofree CtDefenceRow *replications = g_new0(CtDefenceRow, N);
    CtStatistics statistics = {.n = N};
    CtKpiWork work = {.statistics = &statistics};

    for (int64_t i = 0; i < N; i++) {
        CtDefenceRow *row = &replications[i];

        row->is_there = true;
        row->held_ms = CT_MS_DAY;
        row->detect_ms = (i + 1) * CT_MS_DAY;
        row->contain_ms = (i + 3) * CT_MS_DAY;
        row->impair_ms = 3 * CT_MS_DAY;
        row->recover_ms = 3 * CT_MS_DAY + i * CT_MS_DAY / 2;
    }
    for (size_t k = 0; k < G_N_ELEMENTS(rows); k++) {
        CtKpi nobody = {.value = (double)NAN, .low = (double)NAN, .high = (double)NAN};

        rows[k].compute(&work, &nobody);
        CU_ASSERT(isnan(nobody.value) && nobody.because != NULL);
    }
    ct_defence_statistics(replications, N, 365 * CT_MS_DAY, false, &statistics.defence);
    for (size_t k = 0; k < G_N_ELEMENTS(rows); k++) {
        CtKpi kpi = {.value = (double)NAN, .low = (double)NAN, .high = (double)NAN};

        rows[k].compute(&work, &kpi);
        check_near(kpi.value, rows[k].days, 1e-9);
        CHECK_MSG(kpi.low <= kpi.value && kpi.value <= kpi.high, "%g in %g…%g", kpi.value, kpi.low,
                  kpi.high);
    }
}

/* Detected in two of five: there is no median, and nothing is made up for it. */
static void
test_defence_censored(void)
{
    enum { N = 500 };
    g_autofree CtDefenceRow *replications = g_new0(CtDefenceRow, N);
    CtStatistics statistics = {.n = N};
    CtKpiWork work = {.statistics = &statistics};
    CtKpi kpi = {.value = (double)NAN, .low = (double)NAN, .high = (double)NAN};

    for (int64_t i = 0; i < N; i++) {
        ct_defence_row_begin(&replications[i]);
        replications[i].is_there = true;
        replications[i].detect_ms = i % 5 < 2 ? (i + 1) * CT_MS_DAY : -1;
    }
    ct_defence_statistics(replications, N, 1000 * CT_MS_DAY, false, &statistics.defence);
    ct_kpi_time_to_detect(&work, &kpi);
    CU_ASSERT(isnan(kpi.value) && isnan(kpi.high) && kpi.because != NULL);
    CHECK_INT(kpi.n, N);
}

/* 200 replications of ten days, two analysts on shift all the time: i % 4 false alarms a day, an
 * analyst busy for i % 3 days. */
static void
test_defence_means(void)
{
    enum { N = 204 };
    g_autofree CtDefenceRow *replications = g_new0(CtDefenceRow, N);
    CtStatistics statistics = {.n = N};
    CtKpiWork work = {.statistics = &statistics};
    CtKpi alarms = {.value = (double)NAN}, load = {.value = (double)NAN};

    for (int64_t i = 0; i < N; i++) {
        ct_defence_row_begin(&replications[i]);
        replications[i].is_there = true;
        replications[i].end_ms = 10 * CT_MS_DAY;
        replications[i].false_alarms = i % 4 * 10;
        replications[i].busy_ms = i % 3 * CT_MS_DAY;
        replications[i].available_ms = 20 * CT_MS_DAY;
    }
    ct_defence_statistics(replications, N, 10 * CT_MS_DAY, true, &statistics.defence);
    ct_kpi_false_alarms(&work, &alarms);
    ct_kpi_analyst_workload(&work, &load);
    check_near(alarms.value, 1.5, 1e-9);
    check_near(load.value, 0.05, 1e-9);
    CU_ASSERT(alarms.low < 1.5 && alarms.high > 1.5 && load.low < 0.05 && load.high > 0.05);
}

/* A function that costs 100 an hour is lost for a day of ten in every second replication. */
static CtRunHeader *
losses_header(void)
{
    CtRunHeader *header = ct_run_header_new();
    CtRunLoss losses[] = {{g_strdup("function"), g_strdup("dear"), 100},
                          {g_strdup("function"), g_strdup("cheap"), (double)NAN},
                          {g_strdup("requirement"), g_strdup("must"), (double)NAN}};

    g_array_append_vals(header->losses, losses, G_N_ELEMENTS(losses));
    return header;
}

static void
take_losses(const CtRunHeader *header, bool is_whole, CtLossSummary *ret_summary)
{
    CtLossMaker *maker = ct_loss_maker_new(header);
    CtLossTime times[2][3] = {{{0}}};
    CtRow row = {.end_ms = 10 * CT_MS_DAY, .n_losses = 3};

    times[1][0] = times[1][2] = (CtLossTime){.total_ms = CT_MS_DAY, .times = 1};
    for (int i = 0; i < 100; i++) {
        row.losses = times[i % 2];
        ct_loss_maker_add(maker, &row);
    }
    ct_loss_maker_finish(maker, 10 * CT_MS_DAY, is_whole, ret_summary);
    ct_loss_maker_free(maker);
}

static void
test_losses(void)
{
    g_autoptr(CtRunHeader) header = losses_header();

    for (int whole = 0; whole < 2; whole++) {
        CtStatistics statistics = {.n = 100, .horizon_ms = 10 * CT_MS_DAY};
        g_autoptr(CtDossierStore) store = ct_store_new();
        CtKpiWork work = {.statistics = &statistics, .store = store};
        CtKpi service = {.value = (double)NAN}, loss = {.value = (double)NAN};

        take_losses(header, whole, &statistics.losses);
        ct_kpi_service_resilience(&work, &service);
        ct_kpi_expected_loss(&work, &loss);
        if (whole) {
            check_near(service.value, 1 - 0.05 / 2, 1e-9);
            check_near(loss.value, 1200, 1e-9);
            CU_ASSERT(service.low < service.value && service.value < service.high);
            CHECK_INT(service.n_parts, 2);
            check_near(service.parts[0].value, 0.95, 1e-9);
            check_near(service.parts[1].value, 1, 1e-9);
            CHECK_INT(loss.n_parts, 1);
            CHECK_STR(loss.parts[0].of, "dear");
        } else {
            CU_ASSERT(isnan(service.value) && service.because != NULL);
            CU_ASSERT(isnan(loss.value) && loss.because != NULL);
        }
        ct_loss_summary_clear(&statistics.losses);
    }
}

CU_TestInfo test_kpi_formulas_tests[] = {
    {"McQueen's days without a flaw", test_mcqueen_constants},
    {"the expected tries are the paper's sum", test_mcqueen_tries},
    {"more skill never takes longer", test_mcqueen_is_monotone},
    {"effective richness", test_diversity},
    {"Herfindahl index", test_concentration},
    {"CVSS exploitability", test_exploitability},
    {"bounds of targets", test_bounds},
    {"the table is whole", test_table},
    {"times of who defends are medians", test_defence},
    {"false alarms and workload are means", test_defence_means},
    {"service and loss are over all replications", test_losses},
    {"what mostly does not happen has no median", test_defence_censored},
    CU_TEST_INFO_NULL,
};
