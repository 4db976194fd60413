/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The k best paths by each of the costs against all minimal sets, priced here from what DESIGN says
 * a path costs. The graphs have cycles and thresholds, attempts that share what works and what is
 * prepared, zero and huge costs, chances of 0 and 1, and goals of several facts.
 */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"

#include "analysis/best_paths.h"
#include "analysis/plan_cost.h"
#include "attacks/build.h"

#include <inttypes.h>
#include <math.h>

enum { N_GRAPHS = 250, K = 4, N_RULES = 3, N_SECRETS = 2, N_FACTS = 7, MOST_ATTEMPTS = 11 };

/* A rule's attempts on one secret are equal but for their premises and gain, as the draws are. */
typedef struct Case {
    uint32_t seed;
    uint32_t dropped; /* bit i: without the i-th step drawn */
    CtTechnique techniques[N_RULES];
    CtVerdict verdicts[N_RULES][N_SECRETS];
    CtGraph *graph;
    CtFactId goals[2];
    CtTargets targets;
} Case;

static void
draw_rules(Case *one, GRand *rand)
{
    static const double hours[] = {0, 0, 1, 2, 5, 1e7};
    static const double chances[] = {0, 0.25, 0.5, 0.5, 1, 1};

    for (uint32_t r = 0; r < N_RULES; r++) {
        one->techniques[r] =
            (CtTechnique){.name = "rule",
                          .index = r,
                          .n_variables = 2,
                          .variable_kind = {CT_ENTITY_CREDENTIAL, CT_ENTITY_PEOPLE}};
        CtPer prepare_per = g_rand_boolean(rand) ? CT_PER_CREDENTIAL : CT_PER_STEP;
        CtPer works_per = g_rand_boolean(rand) ? CT_PER_CREDENTIAL : CT_PER_STEP;

        for (uint32_t s = 0; s < N_SECRETS; s++) {
            double prepare = hours[g_rand_int_range(rand, 0, 5)];
            double work = hours[g_rand_int_range(rand, 0, G_N_ELEMENTS(hours))];

            one->verdicts[r][s] = (CtVerdict){
                .fires = true,
                .time = {.kind = CT_DIST_CONSTANT, .a = work * 3600e3},
                .prepare = {.kind = CT_DIST_CONSTANT, .a = prepare * 3600e3},
                .prepare_per = (uint8_t)prepare_per,
                .works_per = (uint8_t)works_per,
                .works = chances[g_rand_int_range(rand, 0, G_N_ELEMENTS(chances))],
                .chance = chances[g_rand_int_range(rand, 0, G_N_ELEMENTS(chances))],
                .effort_hours = prepare + work,
                .skill = (uint8_t)g_rand_int_range(rand, 0, CT_SKILL_COUNT),
            };
        }
    }
}

static void
draw_step(Case *one, CtBuilder *builder, GRand *rand, uint32_t number, bool attempt)
{
    CtFactId premises[3], gain = (CtFactId)g_rand_int_range(rand, 1, N_FACTS);
    uint32_t n = (uint32_t)g_rand_int_range(rand, 3, 9) / 3, n_distinct = 0;
    uint32_t rule = (uint32_t)g_rand_int_range(rand, 0, N_RULES);
    uint32_t secret = (uint32_t)g_rand_int_range(rand, 0, N_SECRETS);
    uint32_t need = (uint32_t)g_rand_int_range(rand, 1, 4);

    for (uint32_t i = 0; i < n; i++) {
        gint32 number_drawn = g_rand_int_range(rand, -2, N_FACTS); /* the entry often */
        CtFactId premise = (CtFactId)MAX(0, number_drawn);
        bool is_new = true;

        for (uint32_t k = 0; k < n_distinct; k++)
            is_new = is_new && premises[k] != premise;
        if (is_new)
            premises[n_distinct++] = premise;
    }
    if ((one->dropped >> number & 1) != 0)
        return;
    ct_builder_add_step(builder, attempt ? CT_STEP_ATTEMPT : CT_STEP_DERIVED,
                        attempt ? rule * N_SECRETS + secret : CT_REASON_ALTERNATIVE, gain, premises,
                        n_distinct);
    if (attempt)
        ct_builder_bind(builder, (const uint32_t[]){secret, number}, 2);
    else if (need < n_distinct)
        ct_builder_set_need(builder, need);
}

/* The last fact; or one or both of the last two, derived into a fact for the oracle, too. */
static void
draw_goal(Case *one, CtBuilder *builder, GRand *rand)
{
    uint32_t kind = (uint32_t)g_rand_int_range(rand, 0, 3);

    one->goals[0] = N_FACTS - 1;
    one->goals[1] = N_FACTS - 2;
    one->targets =
        (CtTargets){.facts = one->goals, .n = kind == 0 ? 1 : 2, .need = 1 + (kind == 1)};
    ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, N_FACTS, one->goals,
                        one->targets.n);
    if (one->targets.need < one->targets.n)
        ct_builder_set_need(builder, one->targets.need);
}

static void
make_case(Case *one, uint32_t seed, uint32_t dropped)
{
    static const uint32_t no_named_facts[CT_FACT_COUNT] = {0};
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(CtBuilder) builder = ct_builder_new(no_named_facts, 0, UINT32_MAX);
    uint32_t n_attempts = (uint32_t)g_rand_int_range(rand, 7, MOST_ATTEMPTS + 1);
    uint32_t n_derived = (uint32_t)g_rand_int_range(rand, 0, 4);

    *one = (Case){.seed = seed, .dropped = dropped};
    for (uint32_t i = 0; i < N_FACTS + 1; i++)
        ct_builder_add_auxiliary(builder, CT_AUXILIARY_ANY, i, 0);
    draw_rules(one, rand);
    for (uint32_t r = 0; r < N_RULES; r++)
        for (uint32_t s = 0; s < N_SECRETS; s++)
            ct_builder_add_template(builder, (CtTemplate){.technique = &one->techniques[r],
                                                          .verdict = &one->verdicts[r][s]});
    for (uint32_t i = 0; i < n_attempts + n_derived; i++)
        draw_step(one, builder, rand, i, i < n_attempts);
    draw_goal(one, builder, rand);
    one->graph = ct_builder_finish(builder);
}

/* --- what a set costs --- */

static CtPathCost
price(const Case *one, uint64_t mask)
{
    const CtGraph *graph = one->graph;
    CtPathCost cost = {.probability = 1, .stealth = 1};
    bool prepared[N_RULES][N_SECRETS] = {{false}}, drawn[N_RULES][N_SECRETS] = {{false}};
    g_autofree int64_t *time = ct_brute_times(graph, 0, mask);
    uint32_t bit = 0;

    cost.time_ms = time[N_FACTS];
    for (uint32_t step = 0; step < graph->n_steps; step++) {
        if (graph->step_kind[step] != CT_STEP_ATTEMPT || (mask >> bit++ & 1) == 0)
            continue;
        uint32_t rule = graph->step_reason[step] / N_SECRETS;
        uint32_t secret = graph->step_reason[step] % N_SECRETS;
        const CtVerdict *verdict = &one->verdicts[rule][secret];
        bool pays = verdict->prepare_per == CT_PER_STEP || !prepared[rule][secret];
        bool draws = verdict->works_per == CT_PER_STEP || !drawn[rule][secret];

        cost.steps++;
        cost.effort_hours += (verdict->time.a + (pays ? verdict->prepare.a : 0)) / 3600e3;
        cost.probability *= verdict->chance * (draws ? verdict->works : 1);
        cost.skill = MAX(cost.skill, verdict->skill);
        prepared[rule][secret] = drawn[rule][secret] = true;
    }
    return cost;
}

/* What is to be least. */
static double
weigh(const CtPathCost *price, CtCost cost)
{
    switch (cost) {
    case CT_COST_STEPS:
        return price->steps;
    case CT_COST_EFFORT:
        return price->effort_hours;
    case CT_COST_TIME:
        return (double)price->time_ms;
    case CT_COST_SKILL:
        return price->skill;
    case CT_COST_PROBABILITY:
        return -price->probability;
    case CT_COST_STEALTH:
        return -price->stealth;
    case CT_COST_COUNT:
        break;
    }
    g_assert_not_reached();
}

static bool
is_less(double a, double b)
{
    return a < b - 1e-6 * (1 + fabs(b));
}

static int
compare(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static uint64_t
mask_of(const CtGraph *graph, const CtPlan *plan)
{
    uint64_t mask = 0;

    for (uint32_t i = 0; i < plan->steps.length; i++) {
        uint32_t bit = 0;

        if (graph->step_kind[plan->steps.data[i].step] != CT_STEP_ATTEMPT)
            continue;
        for (uint32_t s = 0; s < plan->steps.data[i].step; s++)
            bit += graph->step_kind[s] == CT_STEP_ATTEMPT;
        mask |= UINT64_C(1) << bit;
    }
    return mask;
}

/* --- judging --- */

static GArray *
weights_of(const Case *one, const CtBrute *brute, CtCost cost)
{
    GArray *weights = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < brute->minimal->len; i++) {
        CtPathCost set = price(one, g_array_index(brute->minimal, uint64_t, i));
        double weight = weigh(&set, cost);

        g_array_append_val(weights, weight);
    }
    g_array_sort(weights, compare);
    return weights;
}

/* The bound in the terms of weigh(). */
static double
weigh_bound(const CtBestPaths *best, CtCost cost)
{
    return cost == CT_COST_PROBABILITY || cost == CT_COST_STEALTH ? -best->lower_bound
                                                                  : best->lower_bound;
}

/* Of equal cost: by attempts, time, then the first that differs; the models have no assets. */
static bool
is_in_order(const Case *one, const CtPlan *before, const CtPlan *after, CtCost cost)
{
    uint64_t x = mask_of(one->graph, before), y = mask_of(one->graph, after);
    CtPathCost price_x = price(one, x), price_y = price(one, y);
    int n_x = __builtin_popcountll(x), n_y = __builtin_popcountll(y);

    double w_x = weigh(&price_x, cost), w_y = weigh(&price_y, cost);

    if (w_x < w_y - 1e-9 * fabs(w_y)) /* finer than is_less(), as the order is */
        return true;
    if (n_x != n_y)
        return n_x < n_y;
    if (price_x.time_ms != price_y.time_ms)
        return price_x.time_ms < price_y.time_ms;
    return (x ^ y) != 0 && (x & ((x ^ y) & -(x ^ y))) != 0;
}

/* What is wrong with the way at @i; NULL: nothing. Each is the least of those left. */
static const char *
judge_way(const Case *one,
          const CtBrute *brute,
          const CtBestPaths *best,
          const GArray *weights,
          CtCost cost,
          guint i)
{
    const CtPlan *plan = g_ptr_array_index(best->plans, i);
    uint64_t mask = mask_of(one->graph, plan);
    CtPathCost said, is = price(one, mask);
    bool is_minimal = false;
    double want = g_array_index(weights, double, i);

    if (i > 0 && !is_in_order(one, g_ptr_array_index(best->plans, i - 1), plan, cost))
        return "of two that cost the same the wrong one first";
    ct_plan_cost(one->graph, plan, &said, NULL);
    for (guint m = 0; m < brute->minimal->len; m++)
        is_minimal = is_minimal || g_array_index(brute->minimal, uint64_t, m) == mask;
    if (!is_minimal)
        return "no minimal set";
    for (guint k = 0; k < i; k++)
        if (mask_of(one->graph, g_ptr_array_index(best->plans, k)) == mask)
            return "a set twice";
    if (fabs(weigh(&said, cost) - weigh(&is, cost)) > 1e-6 * (1 + fabs(weigh(&is, cost))))
        return "a cost that the set has not";
    if (is_less(want, weigh(&is, cost)))
        return "a dearer set before a cheaper one";
    return NULL;
}

/* How few attempts a minimal set of least cost has. */
static uint32_t
fewest_of_the_best(const Case *one, const CtBrute *brute, CtCost cost)
{
    uint32_t fewest = UINT32_MAX;
    double least = INFINITY;

    for (guint i = 0; i < brute->minimal->len; i++) {
        CtPathCost set = price(one, g_array_index(brute->minimal, uint64_t, i));

        if (is_less(weigh(&set, cost), least))
            fewest = UINT32_MAX;
        if (!is_less(least, weigh(&set, cost)))
            fewest = MIN(fewest, set.steps);
        least = MIN(least, weigh(&set, cost));
    }
    return fewest;
}

static const char *
judge(const Case *one, CtCost cost)
{
    g_autoptr(CtBrute) brute = ct_brute_new(one->graph, 0, N_FACTS);
    g_autoptr(GArray) weights = weights_of(one, brute, cost);
    const CtFactId entry = 0;
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(one->graph, &entry, 1);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(one->graph, &entry, 1);
    g_autoptr(CtBestPaths) best = ct_best_paths_new(&(CtBestQuery){.graph = one->graph,
                                                                   .fixpoint = fixpoint,
                                                                   .entries = &entry,
                                                                   .n_entries = 1,
                                                                   .finder = finder,
                                                                   .targets = one->targets,
                                                                   .cost = cost,
                                                                   .k = K});

    if (best == NULL)
        return brute->reachable ? "no way to what can be had" : NULL;
    if (best->plans->len != MIN(brute->minimal->len, K))
        return "too few ways or too many";
    for (guint i = 0; i < best->plans->len; i++) {
        const char *wrong = judge_way(one, brute, best, weights, cost, i);

        if (wrong != NULL)
            return wrong;
    }

    if (cost != CT_COST_TIME && cost != CT_COST_SKILL && best->plans->len > 0 &&
        fewest_of_the_best(one, brute, cost) !=
            ((const CtPlan *)g_ptr_array_index(best->plans, 0))->n_attempts)
        return "more attempts than one that costs the same";

    CtPathCost first = price(one, mask_of(one->graph, g_ptr_array_index(best->plans, 0)));
    if (is_less(g_array_index(weights, double, 0), weigh_bound(best, cost)))
        return "a bound above the best";
    if (best->is_optimal && is_less(g_array_index(weights, double, 0), weigh(&first, cost)))
        return "a first that is not the best but said to be";
    if (!best->is_optimal && cost != CT_COST_TIME && cost != CT_COST_SKILL)
        return "a sum that was not proved";
    return best->limit != NULL ? "a limit where none was" : NULL;
}

static char *
case_text(const Case *one)
{
    const CtGraph *graph = one->graph;
    GString *text = g_string_new(NULL);

    g_string_printf(text, "seed %u dropped %#x, entry 0, %u of %u goals\n", one->seed, one->dropped,
                    one->targets.need, one->targets.n);
    for (uint32_t step = 0; step < graph->n_steps; step++) {
        g_string_append_printf(text, "  %u <- %u of", graph->step_gain[step],
                               ct_graph_need(graph, step));
        for (uint32_t p = graph->step_premise_start[step]; p < graph->step_premise_start[step + 1];
             p++)
            g_string_append_printf(text, " %u", graph->premises[p]);
        if (graph->step_kind[step] == CT_STEP_ATTEMPT) {
            uint32_t template = graph->step_reason[step];
            const CtVerdict *verdict = &one->verdicts[template / N_SECRETS][template % N_SECRETS];

            g_string_append_printf(
                text, "  rule %u secret %u: %g + %g h, works %g (%s), chance %g, skill %u",
                template / N_SECRETS, template % N_SECRETS, verdict->prepare.a / 3600e3,
                verdict->time.a / 3600e3, verdict->works, ct_per_text((CtPer)verdict->works_per),
                verdict->chance, verdict->skill);
        }
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

/* Drops steps as long as something stays wrong, and says what. */
static void
shrink_and_say(uint32_t seed, CtCost cost)
{
    uint32_t dropped = 0;

    for (uint32_t i = 0; i < 16; i++) {
        Case one;

        make_case(&one, seed, dropped | UINT32_C(1) << i);
        if (judge(&one, cost) != NULL)
            dropped |= UINT32_C(1) << i;
        ct_graph_free(one.graph);
    }

    Case least;
    make_case(&least, seed, dropped);
    g_autofree char *text = case_text(&least);
    CHECK_MSG(false, "by %s, %s:\n%s", ct_cost_text(cost), judge(&least, cost), text);
    ct_graph_free(least.graph);
}

static void
check_cost(CtCost cost)
{
    uint32_t n_several = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        Case one;
        const char *wrong;

        make_case(&one, seed, 0);
        g_autoptr(CtBrute) brute = ct_brute_new(one.graph, 0, N_FACTS);
        n_several += brute->minimal->len > 1;
        wrong = judge(&one, cost);
        ct_graph_free(one.graph);
        if (wrong != NULL) {
            shrink_and_say(seed, cost);
            return;
        }
    }
    CHECK_MSG(n_several > N_GRAPHS / 5, "only %u of %u goals have several ways", n_several,
              N_GRAPHS);
}

static void
test_steps(void)
{
    check_cost(CT_COST_STEPS);
}

static void
test_effort(void)
{
    check_cost(CT_COST_EFFORT);
}

static void
test_probability(void)
{
    check_cost(CT_COST_PROBABILITY);
}

static void
test_stealth(void)
{
    check_cost(CT_COST_STEALTH);
}

static void
test_time(void)
{
    check_cost(CT_COST_TIME);
}

static void
test_skill(void)
{
    check_cost(CT_COST_SKILL);
}

CU_TestInfo test_best_costs_tests[] = {
    {"the best by steps are those of all minimal sets", test_steps},
    {"the best by effort are those of all minimal sets", test_effort},
    {"the best by probability are those of all minimal sets", test_probability},
    {"the best by stealth are those of all minimal sets", test_stealth},
    {"the best by time are those of all minimal sets", test_time},
    {"the best by skill are those of all minimal sets", test_skill},
    CU_TEST_INFO_NULL,
};
