/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attack graphs so small that probability theory knows what must come out: one step, chains,
 * races, thresholds, retries, slots and the order of tries.
 */
#include "tests/support/check.h"

#include "attacks/build.h"
#include "sim/sim.h"
#include "tests/support/sim_times.h"

#include <math.h>

/* A right program stays below these with the seeds that are used; chance alone would pass them
 * once in a thousand seeds. */
#define MOST_DISTANCE 1.95
#define MOST_Z 3.3

enum { N = 4000, HOUR = 3600000 };

static const int64_t horizon = INT64_C(1000) * HOUR;

typedef struct Hand {
    CtBuilder *builder;
    CtGraph *graph;
    GPtrArray *owned;
    CtFixpoint *fixpoint;
    CtSim *sim;
} Hand;

static void
hand_init(Hand *hand, uint32_t n_facts)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};

    *hand = (Hand){.builder = ct_builder_new(no_named_facts, 0, UINT32_MAX),
                   .owned = g_ptr_array_new_with_free_func(g_free)};
    for (uint32_t i = 0; i < n_facts; i++)
        ct_builder_add_auxiliary(hand->builder, CT_AUXILIARY_ANY, i, 0);
}

static void
hand_clear(Hand *hand)
{
    ct_sim_free(hand->sim);
    ct_fixpoint_free(hand->fixpoint);
    ct_builder_free(hand->builder);
    ct_graph_free(hand->graph);
    g_ptr_array_unref(hand->owned);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hand, hand_clear)

static CtDist
exponential(double hours)
{
    return (CtDist){.kind = CT_DIST_EXPONENTIAL, .a = hours * HOUR};
}

static CtDist
constant(double hours)
{
    return (CtDist){.kind = CT_DIST_CONSTANT, .a = hours * HOUR};
}

/* An attempt of a rule of its own: @gain from fact @from; what is unsaid is certain and at once. */
static void
attempt(Hand *hand, CtFactId from, CtFactId gain, CtVerdict verdict)
{
    CtVerdict *row = g_memdup2(&verdict, sizeof verdict);
    CtTechnique *technique = g_new0(CtTechnique, 1);
    uint32_t index = ct_builder_graph(hand->builder)->templates.length;

    row->fires = true;
    row->works = 1;
    row->success = row->success > 0 ? row->success : 1;
    row->tries = row->tries > 0 ? row->tries : UINT32_MAX;
    if (row->retry.a <= 0)
        row->retry = row->time;
    technique->index = index;
    technique->name = technique->title = technique->ids.it = g_strdup_printf("rule-%u", index);
    g_ptr_array_add(hand->owned, (gpointer)technique->name);
    g_ptr_array_add(hand->owned, row);
    g_ptr_array_add(hand->owned, technique);
    ct_builder_add_template(hand->builder, (CtTemplate){.technique = technique, .verdict = row});
    ct_builder_add_step(hand->builder, CT_STEP_ATTEMPT, index, gain, &from, 1);
}

/* @gain as soon as @need of the @n facts from @first on hold. */
static void
threshold(Hand *hand, CtFactId first, uint32_t n, uint32_t need, CtFactId gain)
{
    CtFactId premises[16];

    for (uint32_t i = 0; i < n; i++)
        premises[i] = first + i;
    ct_builder_add_step(hand->builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, gain, premises, n);
    ct_builder_set_need(hand->builder, need);
}

/* Fact 0 is the entry, @goal the goal of each of @n_actors. */
static CtSimTimes *
play(Hand *hand, CtFactId goal, uint32_t n_actors, uint32_t parallel, CtStrategy strategy)
{
    static const char *const names[] = {"mallory", "trudy"};
    const CtCourseGoal goals = {.facts = &goal, .n_facts = 1, .need = 1};
    CtFactId entry = 0;

    hand->graph = ct_builder_finish(hand->builder);
    hand->fixpoint = ct_fixpoint_new(hand->graph, &entry, 1);
    hand->sim = ct_sim_new(horizon, 20, UINT64_MAX);
    for (uint32_t i = 0; i < n_actors; i++)
        ct_sim_add(hand->sim,
                   ct_course_new(hand->graph, hand->fixpoint, &entry, 1, &goals, 1, names[i]),
                   parallel, strategy);
    ct_sim_close(hand->sim);
    return ct_sim_times_new(hand->sim, N);
}

static void
check_distance(const CtSimTimes *times, uint32_t goal, CtSimCdf cdf, const void *data)
{
    double distance = ct_sim_times_distance(times, goal, horizon, cdf, data);

    CHECK_MSG(distance < MOST_DISTANCE, "distance %.3f", distance);
}

static void
check_share(uint32_t k, uint32_t n, double p)
{
    double z = ct_share_z(k, n, p);

    CHECK_MSG(fabs(z) < MOST_Z, "%u of %u where %.4f is the chance: z %.2f", k, n, p, z);
}

/* --- one thing after the other --- */

static double
exponential_cdf(double ms, const void *mean_ms)
{
    return 1 - exp(-ms / *(const double *)mean_ms);
}

static void
test_one_step(void)
{
    const double mean = 2.0 * HOUR;
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.time = exponential(2)});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, exponential_cdf, &mean);
    CHECK_INT(ct_sim_times_reached(times, 0), N);
}

/* What comes after the horizon is not seen, and what comes before is as it was. */
static void
test_horizon(void)
{
    const double mean = 2000.0 * HOUR;
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.time = exponential(2000)});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, exponential_cdf, &mean);
    check_share(ct_sim_times_reached(times, 0), N, 1 - exp(-0.5));
    for (uint32_t r = 0; r < N; r++)
        if (times->goal_ms[r] == CT_NOT_REACHED)
            CHECK_INT(times->end_ms[r], horizon);
}

static double
erlang_cdf(double ms, const void *shape)
{
    double x = ms / HOUR, term = 1, sum = 0;

    for (int i = 0; i < *(const int *)shape; i++) {
        sum += term;
        term *= x / (i + 1);
    }
    return 1 - exp(-x) * sum;
}

static void
test_chains(void)
{
    for (int length = 2; length <= 7; length++) {
        g_auto(Hand) hand = {0};

        hand_init(&hand, 8);
        for (int i = 0; i < length; i++)
            attempt(&hand, (CtFactId)i, (CtFactId)i + 1, (CtVerdict){.time = exponential(1)});
        g_autoptr(CtSimTimes) times =
            play(&hand, (CtFactId)length, 1, (uint32_t)length % 2, CT_STRATEGY_CHEAPEST);

        check_distance(times, 0, erlang_cdf, &length);
    }
}

/* Preparing comes first and is done once. */
static void
test_prepare(void)
{
    const CtStages stages = {.n = 2, .mean_ms = {5.0 * HOUR, 1.0 * HOUR}};
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.prepare = exponential(5), .time = exponential(1)});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, ct_stages_cdf, &stages);
}

/* --- several at once --- */

static void
test_minimum(void)
{
    const double mean = HOUR / (1 / 1.0 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0);
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    for (int i = 1; i <= 4; i++)
        attempt(&hand, 0, 1, (CtVerdict){.time = exponential(i)});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, exponential_cdf, &mean);
}

static double
maximum_cdf(double ms, G_GNUC_UNUSED const void *data)
{
    return (1 - exp(-ms / HOUR)) * (1 - exp(-ms / (3.0 * HOUR)));
}

static void
test_and_of_two(void)
{
    g_auto(Hand) hand = {0};

    hand_init(&hand, 4);
    attempt(&hand, 0, 1, (CtVerdict){.time = exponential(1)});
    attempt(&hand, 0, 2, (CtVerdict){.time = exponential(3)});
    threshold(&hand, 1, 2, 2, 3);
    g_autoptr(CtSimTimes) times = play(&hand, 3, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, maximum_cdf, NULL);
}

typedef struct Threshold {
    int need, n;
} Threshold;

static double
threshold_cdf(double ms, const void *data)
{
    const Threshold *one = data;
    double p = 1 - exp(-ms / HOUR), sum = 0;

    for (int k = one->need; k <= one->n; k++)
        sum += exp(lgamma(one->n + 1) - lgamma(k + 1) - lgamma(one->n - k + 1)) * pow(p, k) *
               pow(1 - p, one->n - k);
    return sum;
}

static void
test_m_of_n(void)
{
    for (int need = 1; need <= 5; need++) {
        const Threshold one = {.need = need, .n = 5};
        g_auto(Hand) hand = {0};

        hand_init(&hand, 7);
        for (CtFactId i = 1; i <= 5; i++)
            attempt(&hand, 0, i, (CtVerdict){.time = exponential(1)});
        threshold(&hand, 1, 5, (uint32_t)need, 6);
        g_autoptr(CtSimTimes) times = play(&hand, 6, 1, 0, CT_STRATEGY_CHEAPEST);

        check_distance(times, 0, threshold_cdf, &one);
    }
}

/* --- retries --- */

static void
test_geometric_retries(void)
{
    double left = 1;
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.time = constant(1), .success = 0.3});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    for (int k = 1; k <= 8; k++) {
        check_share(ct_sim_times_at(times, 0, (int64_t)k * HOUR), N, left * 0.3);
        left *= 0.7;
    }
    for (uint32_t r = 0; r < N; r++)
        CHECK_INT(times->tries[r] * HOUR, times->goal_ms[r]);
}

/* A geometric sum of exponential times is exponential. */
static void
test_exponential_retries(void)
{
    const double mean = 4.0 * HOUR;
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.time = exponential(1), .success = 0.25});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_distance(times, 0, exponential_cdf, &mean);
}

/* The first try takes one hour, each further one three. */
static void
test_other_time_of_retries(void)
{
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1,
            (CtVerdict){.time = constant(1), .retry = constant(3), .success = 0.5, .tries = 3});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 1, 0, CT_STRATEGY_CHEAPEST);

    check_share(ct_sim_times_at(times, 0, 1 * HOUR), N, 0.5);
    check_share(ct_sim_times_at(times, 0, 4 * HOUR), N, 0.25);
    check_share(ct_sim_times_at(times, 0, 7 * HOUR), N, 0.125);
    check_share(ct_sim_times_at(times, 0, CT_NOT_REACHED), N, 0.125);
}

static void
test_tries(void)
{
    for (uint32_t most = 1; most <= 4; most++) {
        uint64_t sum = 0;
        double left = pow(0.7, most), mean = (1 - left) / 0.3, second = 0;
        g_auto(Hand) hand = {0};

        hand_init(&hand, 2);
        attempt(&hand, 0, 1, (CtVerdict){.time = constant(1), .success = 0.3, .tries = most});
        g_autoptr(CtSimTimes) times = play(&hand, 1, 1, most % 2, CT_STRATEGY_RANDOM);

        check_share(ct_sim_times_reached(times, 0), N, 1 - left);
        for (uint32_t k = 1; k <= most; k++)
            second += k * k * pow(0.7, k - 1) * (k < most ? 0.3 : 1);
        for (uint32_t r = 0; r < N; r++)
            sum += times->tries[r];
        double z = ((double)sum - N * mean) / sqrt(N * (second - mean * mean) + 1e-9);

        CHECK_MSG(fabs(z) < MOST_Z, "%" PRIu64 " tries, %.1f expected: z %.2f", sum, N * mean, z);
    }
}

/* --- slots --- */

/* Six attempts of one hour's mean; while there are enough, @parallel of them are under way. */
static void
test_parallel(void)
{
    static const uint32_t slots[] = {1, 2, 3, 6, 0};

    for (size_t k = 0; k < G_N_ELEMENTS(slots); k++) {
        CtStages stages = {.n = 6};
        g_auto(Hand) hand = {0};

        hand_init(&hand, 8);
        for (CtFactId i = 1; i <= 6; i++) {
            uint32_t left = 7 - i;

            attempt(&hand, 0, i, (CtVerdict){.time = exponential(1)});
            stages.mean_ms[i - 1] = (double)HOUR / (slots[k] > 0 ? MIN(left, slots[k]) : left);
        }
        threshold(&hand, 1, 6, 6, 7);
        g_autoptr(CtSimTimes) times = play(&hand, 7, 1, slots[k], CT_STRATEGY_RANDOM);

        check_distance(times, 0, ct_stages_cdf, &stages);
    }
}

/* One slot, three attempts of 1 h, 2 h and 3 h; the last is what the goal needs. */
static CtSimTimes *
play_one_slot(Hand *hand, CtStrategy strategy)
{
    hand_init(hand, 4);
    for (CtFactId i = 1; i <= 3; i++)
        attempt(hand, 0, i, (CtVerdict){.time = constant(i), .effort_hours = i});
    return play(hand, 3, 1, 1, strategy);
}

static void
test_strategies(void)
{
    g_auto(Hand) cheapest = {0}, directed = {0}, random = {0};
    g_autoptr(CtSimTimes) one = play_one_slot(&cheapest, CT_STRATEGY_CHEAPEST);
    g_autoptr(CtSimTimes) two = play_one_slot(&directed, CT_STRATEGY_GOAL);
    g_autoptr(CtSimTimes) three = play_one_slot(&random, CT_STRATEGY_RANDOM);

    CHECK_INT(ct_sim_times_at(one, 0, 6 * HOUR), N);
    CHECK_INT(ct_sim_times_at(two, 0, 3 * HOUR), N);
    /* Of six orders, two have the third first, one each lets the first or the second alone go
     * before, two have it last. */
    check_share(ct_sim_times_at(three, 0, 3 * HOUR), N, 2 / 6.0);
    check_share(ct_sim_times_at(three, 0, 4 * HOUR), N, 1 / 6.0);
    check_share(ct_sim_times_at(three, 0, 5 * HOUR), N, 1 / 6.0);
    check_share(ct_sim_times_at(three, 0, 6 * HOUR), N, 2 / 6.0);
}

/* The shorter chain first, though each of its attempts is dearer. */
static void
test_goal_directed_looks_ahead(void)
{
    g_auto(Hand) hand = {0};

    hand_init(&hand, 6);
    attempt(&hand, 0, 1, (CtVerdict){.time = constant(1), .effort_hours = 1});
    attempt(&hand, 1, 2, (CtVerdict){.time = constant(1), .effort_hours = 1});
    attempt(&hand, 2, 5, (CtVerdict){.time = constant(1), .effort_hours = 1});
    attempt(&hand, 0, 3, (CtVerdict){.time = constant(10), .effort_hours = 10});
    attempt(&hand, 3, 5, (CtVerdict){.time = constant(10), .effort_hours = 10});
    g_autoptr(CtSimTimes) times = play(&hand, 5, 1, 1, CT_STRATEGY_GOAL);

    CHECK_INT(ct_sim_times_at(times, 0, 20 * HOUR), N);
}

/* --- two attackers --- */

static double
larger_of_two_cdf(double ms, const void *mean_ms)
{
    double p = exponential_cdf(ms, mean_ms);

    return p * p;
}

/* Each has luck of his own; the replication ends with the later of the two. */
static void
test_two_attackers(void)
{
    const double mean = 2.0 * HOUR;
    uint32_t both_late = 0;
    g_auto(Hand) hand = {0};

    hand_init(&hand, 2);
    attempt(&hand, 0, 1, (CtVerdict){.time = exponential(2)});
    g_autoptr(CtSimTimes) times = play(&hand, 1, 2, 0, CT_STRATEGY_CHEAPEST);
    CtSimTimes ends = {.n = N, .n_goals = 1, .goal_ms = times->end_ms};

    check_distance(times, 0, exponential_cdf, &mean);
    check_distance(times, 1, exponential_cdf, &mean);
    check_distance(&ends, 0, larger_of_two_cdf, &mean);
    for (uint32_t r = 0; r < N; r++) {
        both_late += times->goal_ms[2 * r] > 2 * HOUR && times->goal_ms[2 * r + 1] > 2 * HOUR;
        CHECK_INT(times->end_ms[r], MAX(times->goal_ms[2 * r], times->goal_ms[2 * r + 1]));
    }
    check_share(both_late, N, exp(-2));
}

CU_TestInfo test_closed_forms_tests[] = {
    {"one exponential step", test_one_step},
    {"the horizon cuts and changes nothing before it", test_horizon},
    {"chains are Erlang", test_chains},
    {"preparing comes before", test_prepare},
    {"the first of several is a minimum", test_minimum},
    {"two that are both needed are a maximum", test_and_of_two},
    {"m of n are an order statistic", test_m_of_n},
    {"retries are geometric", test_geometric_retries},
    {"retries of exponential times stay exponential", test_exponential_retries},
    {"a retry may take another time", test_other_time_of_retries},
    {"tries end", test_tries},
    {"slots make stages", test_parallel},
    {"the order of tries is the strategy's", test_strategies},
    {"goal-directed looks ahead", test_goal_directed_looks_ahead},
    {"two attackers are independent but for the end", test_two_attackers},
    CU_TEST_INFO_NULL,
};
