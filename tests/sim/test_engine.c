/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine against a small simulator that shares nothing with it but the draws, also on a course
 * in which things may end but none does, and the one pass against the engine: on random graphs full
 * of ties, with thresholds and cycles, and on generated models under the whole library.
 */
#include "tests/support/check.h"

#include "attacks/ground.h"
#include "base/bits.h"
#include "sim/engine.h"
#include "sim/first_passage.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/random_attempts.h"
#include "tests/support/small_simulator.h"
#include "tests/support/timed_world.h"

enum { N_GRAPHS = 1500, N_MODELS = 60, N_REPLICATIONS = 3 };

typedef struct Case {
    const CtGraph *graph;
    CtFactId entries[64];
    uint32_t n_entries;
    CtFactId goals[4];
    uint32_t n_goals;
    uint32_t parallel;
    CtStrategy strategy;
    int64_t horizon_ms;
    uint32_t spread; /* 0: no worm */
    CtFactId hosts[64][2];
    uint32_t n_hosts;
} Case;

typedef struct Recorder {
    const CtCourse *course;
    GArray *events; /* CtSmallEvent */
    uint32_t n_gains, n_goals, n_ends;
} Recorder;

static void
record(const CtTraceEvent *event, void *data)
{
    Recorder *recorder = data;
    CtSmallEvent small;

    recorder->n_gains += event->kind == CT_TRACE_GAIN;
    recorder->n_goals += event->kind == CT_TRACE_GOAL;
    recorder->n_ends += event->kind == CT_TRACE_END;
    if (ct_small_from_trace(event, recorder->course, &small))
        g_array_append_val(recorder->events, small);
}

static CtSim *
sim_of(const Case *one, const CtFixpoint *fixpoint, bool is_changing)
{
    CtCourse *(*compile)(const CtGraph *, const CtFixpoint *, const CtFactId *, size_t,
                         const CtCourseGoal *, uint32_t, const char *) =
        is_changing ? ct_course_new_changing : ct_course_new;
    CtSim *sim = ct_sim_new(one->horizon_ms, 7, 1000000);
    CtCourseGoal goals[4];

    for (uint32_t g = 0; g < one->n_goals; g++)
        goals[g] = (CtCourseGoal){.facts = &one->goals[g], .n_facts = 1, .need = 1};
    ct_sim_add(sim,
               compile(one->graph, fixpoint, one->entries, one->n_entries, goals, one->n_goals,
                       "mallory"),
               one->parallel, one->strategy);
    if (one->spread > 0) {
        CtWormHost hosts[64];

        for (uint32_t h = 0; h < one->n_hosts; h++)
            hosts[h] = (CtWormHost){.user = one->hosts[h][0], .admin = one->hosts[h][1]};
        ct_sim_set_worm(sim, one->spread, hosts, one->n_hosts, UINT32_MAX);
    }
    ct_sim_close(sim);
    return sim;
}

/* What is different, or NULL; g_free(). */
static char *
compare_events(GArray *got, GArray *want)
{
    g_array_sort(got, ct_small_compare);
    for (guint i = 0; i < MAX(got->len, want->len); i++) {
        const CtSmallEvent *a = i < got->len ? &g_array_index(got, CtSmallEvent, i) : NULL;
        const CtSmallEvent *b = i < want->len ? &g_array_index(want, CtSmallEvent, i) : NULL;

        if (a == NULL || b == NULL || ct_small_compare(a, b) != 0)
            return g_strdup_printf("event %u of %u (%u wanted): got %" PRId64 " kind %u step %u "
                                   "try %u by %d, want %" PRId64 " kind %u step %u try %u by %d",
                                   i, got->len, want->len, a != NULL ? a->time : -1,
                                   a != NULL ? a->kind : 0, a != NULL ? a->step : 0,
                                   a != NULL ? a->n : 0, a != NULL ? (int)a->by : 0,
                                   b != NULL ? b->time : -1, b != NULL ? b->kind : 0,
                                   b != NULL ? b->step : 0, b != NULL ? b->n : 0,
                                   b != NULL ? (int)b->by : 0);
    }
    return NULL;
}

static char *
compare_facts(const CtCourseState *state, const CtSmallRun *want)
{
    const CtCourse *course = state->course;

    for (CtFactId f = 0; f < course->graph->n_facts; f++) {
        uint32_t fact = course->fact_of[f];
        bool holds = fact != CT_NO_ID && ct_course_state_holds(state, fact);
        int64_t time = holds ? state->facts[fact].moment.time : -1;
        uint32_t by = holds ? state->facts[fact].moment.attempt : CT_NO_ID;

        by = by != CT_NO_ID ? course->graph_step[by] : CT_NO_ID;
        if (time != want->fact_ms[f] || by != want->credited[f])
            return g_strdup_printf("fact %u: got %" PRId64 " by %d, want %" PRId64 " by %d", f,
                                   time, (int)by, want->fact_ms[f], (int)want->credited[f]);
    }
    return NULL;
}

static char *
compare_counts(const CtSummary *got, const CtSmallRun *want)
{
    bool reached = got->outcome == CT_OUTCOME_REACHED;

    if (got->tries == want->tries && got->gains == want->gains &&
        got->noise_ppm == want->noise_ppm && got->seen_ppm == want->seen_ppm &&
        got->effort_ms == want->effort_ms && got->end_ms == want->end_ms &&
        reached == want->reached)
        return NULL;
    return g_strdup_printf("tries %" PRIu64 " want %" PRIu64 ", gains %" PRIu64 " want %" PRIu64
                           ", noise %" PRId64 " want %" PRId64 ", seen %" PRId64 " want %" PRId64
                           ", effort %" PRId64 " want %" PRId64 ", end %" PRId64 " want %" PRId64
                           ", reached %d want %d",
                           got->tries, want->tries, got->gains, want->gains, got->noise_ppm,
                           want->noise_ppm, got->seen_ppm, want->seen_ppm, got->effort_ms,
                           want->effort_ms, got->end_ms, want->end_ms, reached, want->reached);
}

static char *
compare_one_pass(const CtFirstPassage *passage,
                 const CtSummary *got,
                 const CtSmallRun *want,
                 const CtSummary *engine,
                 const CtSim *sim)
{
    char *why = compare_facts(ct_first_passage_state(passage, 0), want);

    if (why == NULL)
        why = compare_counts(got, want);
    for (uint32_t r = 0; why == NULL && r < sim->n_rules; r++)
        if (got->rule_tries[r] != engine->rule_tries[r] ||
            got->rule_gains[r] != engine->rule_gains[r])
            why = g_strdup_printf("rule %u is counted otherwise", r);
    for (uint32_t g = 0; why == NULL && g < sim->n_goals; g++)
        if (got->goal_ms[g] != engine->goal_ms[g])
            why = g_strdup_printf("goal %u has another time", g);
    return why;
}

/* NULL where engine, one pass and small simulator agree; else what differs. */
static char *
disagreement(const Case *one, const CtSim *sim, const CtSimKeys *keys, uint64_t replication)
{
    CtSmallProblem problem = {.graph = one->graph,
                              .entries = one->entries,
                              .n_entries = one->n_entries,
                              .goals = one->goals,
                              .n_goals = one->n_goals,
                              .actor = "mallory",
                              .parallel = one->parallel,
                              .spread = one->spread,
                              .hosts = (const CtFactId(*)[2])one->hosts,
                              .n_hosts = one->n_hosts,
                              .random_order = one->strategy == CT_STRATEGY_RANDOM,
                              .horizon_ms = one->horizon_ms,
                              .seed = 7,
                              .replication = replication};
    g_autoptr(CtSmallRun) want = ct_small_simulate(&problem, keys);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0}, second = {0};
    Recorder recorder = {.course = sim->actors[0].course,
                         .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};
    char *why;

    ct_summary_init(&summary, sim);
    ct_summary_init(&second, sim);
    ct_engine_set_trace(engine, record, &recorder);
    ct_engine_run(engine, replication, &summary);
    why = compare_events(recorder.events, want->events);
    if (why == NULL)
        why = compare_facts(ct_engine_state(engine, 0), want);
    if (why == NULL)
        why = compare_counts(&summary, want);
    if (why == NULL && ct_sim_is_one_pass(sim)) {
        g_autoptr(CtFirstPassage) passage = ct_first_passage_new(sim);

        ct_first_passage_run(passage, replication, &second);
        why = compare_one_pass(passage, &second, want, &summary, sim);
        if (why != NULL) {
            char *longer = g_strconcat("one pass: ", why, NULL);

            g_free(why);
            why = longer;
        }
    }
    g_array_unref(recorder.events);
    return why;
}

static char *
disagreement_anywhere(const Case *one)
{
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(one->graph, one->entries, one->n_entries);
    g_autoptr(CtSim) sim = sim_of(one, fixpoint, false);
    g_autoptr(CtSim) changing = sim_of(one, fixpoint, true);
    g_autoptr(CtSimKeys) keys = ct_sim_keys_new(one->graph, "mallory");
    char *why = NULL;

    for (uint64_t r = 0; r < N_REPLICATIONS && why == NULL; r++)
        why = disagreement(one, sim, keys, r);
    if (why == NULL)
        why = disagreement(one, changing, keys, 0);
    return why;
}

/* Some facts of the graph are execution on hosts, of user and of administrator or of both alike. */
static void
let_worms_loose(Case *one, uint32_t seed)
{
    uint32_t n = one->graph->n_facts;

    one->parallel = 0;
    one->strategy = CT_STRATEGY_RANDOM;
    one->spread = 1 + seed % 3;
    for (uint32_t f = seed % 2; f + 1 < n; f += 2 + seed % 3) {
        one->hosts[one->n_hosts][0] = f;
        one->hosts[one->n_hosts++][1] = f + (seed / 2) % 2;
    }
}

static void
test_random_graphs(void)
{
    for (uint32_t seed = 1; seed <= N_GRAPHS; seed++) {
        g_autoptr(CtRandomAttempts) random = ct_random_attempts_new(seed);
        Case one = {.graph = random->graph,
                    .entries = {0},
                    .n_entries = 1,
                    .goals = {random->graph->n_facts - 1, random->graph->n_facts / 2},
                    .n_goals = seed % 3,
                    .parallel = seed % 2 == 0 ? 0 : 1 + seed % 4,
                    .strategy = seed % 7 < 4 ? CT_STRATEGY_RANDOM : CT_STRATEGY_CHEAPEST,
                    .horizon_ms = seed % 5 == 0 ? 9 : 60};

        if (seed % 3 == 1)
            let_worms_loose(&one, seed);
        g_autofree char *why = disagreement_anywhere(&one);

        CHECK_MSG(why == NULL, "graph of seed %u: %s", seed, why);
        if (why != NULL)
            return;
    }
}

/* One model under the whole library; attempts of days, so the horizon is two months. */
static char *
check_model(CtLibrary *library, uint32_t seed)
{
    g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
    g_autofree char *trouble = NULL;
    g_auto(CtLoaded) loaded = {0};
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    g_autoptr(GError) error = NULL;

    if (!ct_loaded_init(&loaded, text, &trouble))
        return NULL;
    g_autoptr(CtGuard) guard = ct_guard_new(library, loaded.instances, &traits);
    g_autoptr(CtGraph) graph =
        ct_ground(library, guard, loaded.reach, &traits, &ct_limits_default, NULL, 0, &error);
    Case one = {.graph = graph,
                .parallel = seed % 3 == 0 ? 3 : 0,
                .strategy = CT_STRATEGY_RANDOM,
                .horizon_ms = INT64_C(60) * 86400000};

    for (uint32_t n = 0; n < MIN(loaded.instances->n_networks, 2); n++)
        one.entries[one.n_entries++] =
            ct_graph_fact(graph, (CtFact){.kind = CT_FACT_LOCATED, .entity = n});
    for (uint32_t a = 0; a < MIN(loaded.instances->n_assets, 1) && seed % 4 == 0; a++)
        one.goals[one.n_goals++] =
            ct_graph_fact(graph,
                          (CtFact){.kind = CT_FACT_EXEC, .entity = a, .level = CT_LEVEL_ADMIN});
    for (uint32_t a = 0; a < MIN(loaded.instances->n_assets, 64) && seed % 3 == 1; a++) {
        CtFact host = {.kind = CT_FACT_EXEC, .entity = a, .level = CT_LEVEL_USER};

        one.spread = 1 + seed % 2;
        one.hosts[one.n_hosts][0] = ct_graph_fact(graph, host);
        host.level = CT_LEVEL_ADMIN;
        one.hosts[one.n_hosts++][1] = ct_graph_fact(graph, host);
    }
    return disagreement_anywhere(&one);
}

static void
test_models(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    g_autoptr(CtDiag) diag = ct_diag_new();

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (uint32_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *why = check_model(library, seed);

        CHECK_MSG(why == NULL, "model of seed %u: %s", seed, why);
        if (why != NULL)
            return;
    }
}

CU_TestInfo test_engine_tests[] = {
    {"engine, one pass and small simulator agree on random graphs", test_random_graphs},
    {"they agree on generated models under the library", test_models},
    CU_TEST_INFO_NULL,
};
