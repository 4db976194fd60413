/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A world that changes against one that is worked out anew after every change, on generated models
 * under the whole library with random actions, many at the very moment at which a try ends; and
 * what must be so whatever happens.
 */
#include "tests/support/check.h"

#include "attacks/ground.h"
#include "base/bits.h"
#include "sim/actions.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_changing.h"

/* The oracle takes time with the square of the steps: most models are small. */
enum {
    N_MODELS = 150,
    N_SMALL_MODELS = 2000,
    MOST_ACTIONS = 24,
    MOST_GOALS = 2,
    MOST_STEPS = 500,
    MOST_STEPS_OF_SMALL = 160,
};

static const int64_t horizon_ms = INT64_C(60) * 86400000;

typedef struct Case {
    CtLoaded loaded;
    uint64_t *single; /* allow rules that may be blocked by themselves; NULL */
    CtReach *doors;
    CtGuard *guard;
    CtGraph *graph;
    CtFactId entries[64];
    uint32_t n_entries;
    CtFactId goals[MOST_GOALS];
    uint32_t n_goals;
    uint32_t parallel;
    CtNaiveAction actions[MOST_ACTIONS];
    uint32_t n_actions;
    CtFactId given;
    int64_t given_ms;
} Case;

static void
case_clear(Case *one)
{
    ct_graph_free(one->graph);
    ct_guard_free(one->guard);
    ct_reach_free(one->doors);
    g_free(one->single);
    ct_loaded_clear(&one->loaded);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static CtFactId
fact(const Case *one, CtFactKind kind, uint32_t entity, CtLevel level)
{
    return ct_graph_fact(one->graph, (CtFact){.kind = (uint8_t)kind,
                                              .level = (uint8_t)level,
                                              .entity = entity});
}

static bool
case_init(Case *one, CtLibrary *library, const CtGeneratorSizes *sizes, uint32_t seed)
{
    g_autofree char *text = ct_generate_model(seed, sizes);
    g_autofree char *trouble = NULL;
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    g_autoptr(GError) error = NULL;
    uint64_t state = seed;

    *one = (Case){.given = CT_NO_ID, .parallel = seed % 3 == 0 ? 3 : 0};
    if (!ct_loaded_init(&one->loaded, text, &trouble))
        return false;
    ct_naive_require_flows(one->loaded.model, &state);
    one->guard = ct_guard_new(library, one->loaded.instances, &traits);
    one->single = ct_naive_choose_rules(one->loaded.model, &state);
    one->doors =
        ct_reach_new_every_rule(one->loaded.instances, one->single, &ct_limits_default, &error);
    CU_ASSERT_FATAL(one->doors != NULL);
    one->graph =
        ct_ground(library, one->guard, one->doors, &traits, &ct_limits_default, NULL, 0, &error);
    CU_ASSERT_FATAL(one->graph != NULL);
    uint32_t n_assets = one->loaded.instances->n_assets;

    for (uint32_t n = 0; n < MIN(one->loaded.instances->n_networks, 2); n++)
        one->entries[one->n_entries++] = fact(one, CT_FACT_LOCATED, n, CT_LEVEL_UNSTATED);
    if (n_assets > 0 && seed % 2 == 0)
        one->entries[one->n_entries++] =
            fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_ADMIN);
    for (uint32_t g = 0; g < MOST_GOALS && n_assets > 0 && seed % 4 == 0; g++)
        one->goals[one->n_goals++] =
            fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_USER);
    if (n_assets > 0 && seed % 5 == 0) {
        one->given = fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_ADMIN);
        one->given_ms = ct_random_below(&state, 20 * 86400) * INT64_C(1000);
    }
    return true;
}

/* A course goes on for what can be had at rest; other goals would keep only the oracle. */
static void
drop_impossible_goals(Case *one, const CtFixpoint *fixpoint)
{
    uint32_t kept = 0;

    for (uint32_t g = 0; g < one->n_goals; g++)
        if (ct_bits_get(fixpoint->holds, one->goals[g]))
            one->goals[kept++] = one->goals[g];
    one->n_goals = kept;
}

/* --- actions --- */

static uint32_t
n_entities(const Case *one, CtActionKind kind)
{
    CtSection section = ct_action_section(kind);

    return section == CT_SECTION_ASSETS ? one->loaded.instances->n_assets
                                        : ct_model_count(one->loaded.model, section);
}

static int
compare_actions(const void *a, const void *b)
{
    const CtNaiveAction *x = a, *y = b;

    return (x->time > y->time) - (x->time < y->time);
}

/* One of the rules of @conduit that may be blocked by themselves, every other time; else all of it.
 */
static uint32_t
draw_part(const Case *one, uint32_t conduit, uint64_t *state)
{
    CtSpan allow = one->loaded.model->conduits.data[conduit].allow;
    uint32_t i = allow.length > 0 ? ct_random_below(state, allow.length) : 0;

    return one->single != NULL && allow.length > 0 && ct_bits_get(one->single, allow.start + i) &&
                   ct_random_below(state, 4) != 0
               ? i + 1
               : 0;
}

/* Half of them when something of @events happens, so that they meet tries. */
static void
draw_actions(Case *one, GArray *events, uint64_t *state)
{
    uint32_t n = 1 + ct_random_below(state, MOST_ACTIONS);

    one->n_actions = 0;
    for (uint32_t i = 0; i < n; i++) {
        CtActionKind kind = (CtActionKind)ct_random_below(state, CT_ACTION_COUNT);
        uint32_t n_vulnerabilities = one->loaded.model->vulnerabilities.length;
        int64_t time = ct_random_below(state, 50 * 86400) * INT64_C(1000);

        if (events->len > 0 && ct_random_below(state, 2) == 0)
            time = g_array_index(events, CtSmallEvent, ct_random_below(state, events->len)).time;
        if (ct_random_below(state, 8) == 0)
            time = 0;
        if (n_entities(one, kind) == 0 || (kind == CT_ACTION_PATCH && n_vulnerabilities == 0))
            continue;
        CtAction action = {.kind = kind, .entity = ct_random_below(state, n_entities(one, kind))};

        if (kind == CT_ACTION_PATCH)
            action.vulnerability = ct_random_below(state, n_vulnerabilities);
        if (kind == CT_ACTION_BLOCK || kind == CT_ACTION_UNBLOCK)
            action.part = draw_part(one, action.entity, state);
        one->actions[one->n_actions++] = (CtNaiveAction){.time = time, .action = action};
    }
    if (one->n_actions > 0)
        qsort(one->actions, one->n_actions, sizeof *one->actions, compare_actions);
}

/* --- the engine, with the actions as a host --- */

typedef struct Actor {
    const Case *one;
    const CtCourse *course;
    uint32_t host;
    bool acts;
    GArray *events; /* CtSmallEvent */
    uint32_t n_lost, n_gained;
} Actor;

static void
schedule(CtEngine *engine, void *data)
{
    Actor *actor = data;
    const Case *one = actor->one;

    if (one->given != CT_NO_ID)
        ct_engine_schedule(engine, actor->host,
                           &(CtEvent){.time = one->given_ms, .step = CT_NO_ID});
    for (uint32_t i = 0; i < one->n_actions; i++)
        if (i == 0 || one->actions[i].time != one->actions[i - 1].time)
            ct_engine_schedule(engine, actor->host,
                               &(CtEvent){.time = one->actions[i].time,
                                          .priority = CT_EVENT_PRIORITY_DEFENDER,
                                          .step = i});
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    Actor *actor = data;
    CtAction together[MOST_ACTIONS];
    uint32_t n = 0;

    if (event->step == CT_NO_ID) {
        ct_engine_give(engine, 0, actor->one->given);
        return;
    }
    for (uint32_t i = event->step;
         i < actor->one->n_actions && actor->one->actions[i].time == event->time; i++)
        together[n++] = actor->one->actions[i].action;
    actor->acts = true;
    ct_engine_act_all(engine, CT_EVENT_PRIORITY_DEFENDER, together, n);
    actor->acts = false;
}

static const CtHost host = {.begin = schedule, .wake = wake};

static bool
is_named(const CtCourse *course, uint32_t id)
{
    for (CtFactId f = 0; f < course->graph->first_reach_node; f++)
        if (course->fact_of[f] == id)
            return true;
    return false;
}

static void
record(const CtTraceEvent *event, void *data)
{
    Actor *actor = data;
    CtSmallEvent small = {.time = event->time, .n = event->n, .by = CT_NO_ID};

    if (actor->acts && event->kind == CT_TRACE_LOSS)
        actor->n_lost += is_named(actor->course, event->fact);
    if (actor->acts && event->kind == CT_TRACE_GAIN)
        actor->n_gained += is_named(actor->course, event->fact);
    if (event->kind == CT_TRACE_BEGIN)
        small.kind = CT_SMALL_BEGIN;
    else if (event->kind == CT_TRACE_SUCCESS)
        small.kind = CT_SMALL_SUCCESS;
    else if (event->kind == CT_TRACE_FAILURE)
        small.kind = CT_SMALL_FAILURE;
    else if (event->kind == CT_TRACE_CANCEL)
        small.kind = CT_SMALL_CANCEL;
    else
        return;
    small.step = actor->course->graph_step[event->attempt];
    g_array_append_val(actor->events, small);
}

static CtSim *
sim_of(Case *one)
{
    CtSim *sim = ct_sim_new(horizon_ms, 7, 1000000);
    CtFactId all[65];
    CtCourseGoal goals[MOST_GOALS];

    memcpy(all, one->entries, sizeof one->entries);
    all[one->n_entries] = one->given;
    g_autoptr(CtFixpoint) fixpoint =
        ct_fixpoint_new(one->graph, all, one->n_entries + (one->given != CT_NO_ID));

    drop_impossible_goals(one, fixpoint);
    for (uint32_t g = 0; g < one->n_goals; g++)
        goals[g] = (CtCourseGoal){.facts = &one->goals[g], .n_facts = 1, .need = 1};
    ct_sim_add(sim,
               ct_course_new_changing(one->graph, fixpoint, one->entries, one->n_entries, goals,
                                      one->n_goals, "mallory"),
               one->parallel, CT_STRATEGY_RANDOM);
    ct_sim_close(sim);
    bool within = ct_sim_require_flows(sim, one->doors, ct_limits_default.reach, NULL);

    CU_ASSERT_FATAL(within);
    return sim;
}

/* --- comparing --- */

static char *
compare_events(const Case *one, GArray *got, GArray *want)
{
    g_array_sort(got, ct_small_compare);
    for (guint i = 0; i < MAX(got->len, want->len); i++) {
        const CtSmallEvent *a = i < got->len ? &g_array_index(got, CtSmallEvent, i) : NULL;
        const CtSmallEvent *b = i < want->len ? &g_array_index(want, CtSmallEvent, i) : NULL;

        if (a != NULL && b != NULL && ct_small_compare(a, b) == 0)
            continue;
        const CtSmallEvent *first = a == NULL || (b != NULL && ct_small_compare(b, a) < 0) ? b : a;
        uint32_t template = one->graph->step_reason[first->step];

        return g_strdup_printf("event %u of %u (%u wanted): %s %" PRId64
                               " kind %u step %u (%s) try %u",
                               i, got->len, want->len,
                               first == a ? "not wanted:" : "missing:", first->time, first->kind,
                               first->step, one->graph->templates.data[template].technique->name,
                               first->n);
    }
    return NULL;
}

static char *
compare_facts(const Case *one, const CtCourseState *state, const CtNaiveRun *want)
{
    const CtCourse *course = state->course;

    for (CtFactId f = 0; f < one->graph->n_facts; f++) {
        uint32_t id = course->fact_of[f];
        bool holds = id != CT_NO_ID && ct_course_state_holds(state, id);
        int64_t first = id != CT_NO_ID ? ct_course_state_first_ms(state, id) : -1;

        if (holds == want->holds[f] && first == want->first_ms[f] &&
            (!holds || state->facts[id].moment.time == want->since_ms[f]))
            continue;
        g_autofree char *text = ct_graph_fact_text(one->graph, f);

        return g_strdup_printf("fact %s: holds %d want %d, first %" PRId64 " want %" PRId64
                               ", since %" PRId64 " want %" PRId64,
                               text, holds, want->holds[f], first, want->first_ms[f],
                               holds ? state->facts[id].moment.time : -1, want->since_ms[f]);
    }
    return NULL;
}

static uint64_t n_cut_off; /* assets that actions cut off, in all that was played */

static char *
disagreement(const Case *one, const CtSim *sim, const CtSimKeys *keys, uint64_t replication)
{
    CtNaiveProblem problem = {.small = {.graph = one->graph,
                                        .entries = one->entries,
                                        .n_entries = one->n_entries,
                                        .goals = one->goals,
                                        .n_goals = one->n_goals,
                                        .actor = "mallory",
                                        .parallel = one->parallel,
                                        .horizon_ms = horizon_ms,
                                        .seed = 7,
                                        .replication = replication},
                              .actions = one->actions,
                              .n_actions = one->n_actions,
                              .given = one->given,
                              .given_ms = one->given_ms};
    g_autoptr(CtNaiveRun) want = ct_naive_play(&problem, keys);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0};
    Actor actor = {.one = one,
                   .course = sim->actors[0].course,
                   .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};
    char *why;

    n_cut_off += want->n_cut_off;
    actor.host = ct_engine_add_host(engine, &host, &actor);
    ct_summary_init(&summary, sim);
    ct_engine_set_trace(engine, record, &actor);
    ct_engine_run(engine, replication, &summary);
    why = compare_events(one, actor.events, want->events);
    if (why == NULL)
        why = compare_facts(one, ct_engine_state(engine, 0), want);
    if (why == NULL && (actor.n_lost != want->n_lost || actor.n_gained != want->n_gained))
        why = g_strdup_printf("actions took %u facts and brought %u, want %u and %u", actor.n_lost,
                              actor.n_gained, want->n_lost, want->n_gained);
    if (why == NULL && (summary.end_ms != want->end_ms || summary.tries != want->tries))
        why = g_strdup_printf("end %" PRId64 " want %" PRId64 ", tries %" PRIu64 " want %" PRIu64,
                              summary.end_ms, want->end_ms, summary.tries, want->tries);
    if (why == NULL && summary.losses != NULL)
        why = ct_naive_compare_losses(want, one->loaded.model, summary.losses);
    g_array_unref(actor.events);
    return why;
}

/* The events of a course in which nothing changes. */
static GArray *
quiet_events(const CtSim *sim)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0};
    Actor actor = {.course = sim->actors[0].course,
                   .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};

    ct_summary_init(&summary, sim);
    ct_engine_set_trace(engine, record, &actor);
    ct_engine_run(engine, 0, &summary);
    return actor.events;
}

static char *
action_text(const Case *one)
{
    GString *text = g_string_new("");

    for (uint32_t i = 0; i < one->n_actions; i++)
        g_string_append_printf(text, " %" PRId64 ":%s(%u,%u)", one->actions[i].time,
                               ct_action_text(one->actions[i].action.kind),
                               one->actions[i].action.entity, one->actions[i].action.vulnerability);
    return g_string_free(text, FALSE);
}

/* Actions without which it fails as well are taken out. */
static char *
shrunk(Case *one, const CtSim *sim, const CtSimKeys *keys, char *why)
{
    for (uint32_t i = 0; i < one->n_actions;) {
        CtNaiveAction left_out = one->actions[i];

        memmove(&one->actions[i], &one->actions[i + 1],
                (one->n_actions - i - 1) * sizeof *one->actions);
        one->n_actions--;
        char *still = disagreement(one, sim, keys, 0);

        if (still != NULL) {
            g_free(why);
            why = still;
            continue;
        }
        memmove(&one->actions[i + 1], &one->actions[i],
                (one->n_actions - i) * sizeof *one->actions);
        one->actions[i++] = left_out;
        one->n_actions++;
    }
    g_autofree char *actions = action_text(one);
    char *told = g_strconcat(why, "; actions:", actions, NULL);

    g_free(why);
    return told;
}

static CtLibrary *
library_new(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    return library;
}

/* Whether engine and oracle agree; @ret_played is counted up where the model is one of them. */
static bool
check_model(CtLibrary *library,
            const CtGeneratorSizes *sizes,
            uint32_t most_steps,
            uint32_t seed,
            uint32_t *ret_played)
{
    g_auto(Case) one = {0};
    uint64_t state = seed;

    if (!case_init(&one, library, sizes, seed) || one.graph->n_steps > most_steps)
        return true;
    g_autoptr(CtSim) sim = sim_of(&one);
    g_autoptr(CtSimKeys) keys = ct_sim_keys_new(one.graph, "mallory");
    g_autoptr(GArray) events = quiet_events(sim);

    draw_actions(&one, events, &state);
    char *why = disagreement(&one, sim, keys, 0);
    bool agrees = why == NULL;

    ++*ret_played;
    if (!agrees)
        why = shrunk(&one, sim, keys, why);
    CHECK_MSG(agrees, "model of seed %u: %s", seed, why);
    g_free(why);
    return agrees;
}

static void
test_models(void)
{
    g_autoptr(CtLibrary) library = library_new();
    uint32_t n_large = 0, n_small = 0;

    for (uint32_t seed = 1; seed <= N_MODELS; seed++)
        if (!check_model(library, &ct_generator_all, MOST_STEPS, seed, &n_large))
            return;
    CHECK_MSG(n_large > N_MODELS / 3, "only %u models load", n_large);
    for (uint32_t seed = 1; n_small < N_SMALL_MODELS && seed < 3 * N_SMALL_MODELS; seed++)
        if (!check_model(library, &ct_generator_small, MOST_STEPS_OF_SMALL, seed, &n_small))
            return;
    CHECK_MSG(n_small == N_SMALL_MODELS, "only %u small models load", n_small);
    CHECK_MSG(n_cut_off > N_SMALL_MODELS, "only %" PRIu64 " assets were cut off", n_cut_off);
}

/* --- what must be so --- */

static void
isolate_everything(CtEngine *engine, void *data)
{
    const Case *one = ((Actor *)data)->one;
    static const CtActionKind kinds[] = {CT_ACTION_ISOLATE, CT_ACTION_BLOCK, CT_ACTION_REVOKE};

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (uint32_t e = 0; e < n_entities(one, kinds[k]); e++)
            ct_engine_act(engine, CT_EVENT_PRIORITY_DEFENDER,
                          &(CtAction){.kind = kinds[k], .entity = e});
}

/* Of one who stands on a network and has nothing else, perfect isolation at time 0 leaves that. */
static void
test_perfect_isolation(void)
{
    static const CtHost isolating = {.begin = isolate_everything};
    static const CtFactKind kinds[] = {CT_FACT_EXEC,   CT_FACT_IMPLANT, CT_FACT_CONTROLS,
                                       CT_FACT_HALTED, CT_FACT_SPOOFS,  CT_FACT_RECRUITED};
    g_autoptr(CtLibrary) library = library_new();

    for (uint32_t seed = 1; seed <= 61; seed += 2) { /* odd: nothing but networks to begin with */
        g_auto(Case) one = {0};
        g_auto(CtSummary) summary = {0};

        if (!case_init(&one, library, &ct_generator_all, seed))
            continue;
        one.given = CT_NO_ID;
        g_autoptr(CtSim) sim = sim_of(&one);
        g_autoptr(CtEngine) engine = ct_engine_new(sim);
        Actor actor = {.one = &one};

        ct_engine_add_host(engine, &isolating, &actor);
        ct_summary_init(&summary, sim);
        ct_engine_run(engine, 0, &summary);
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            for (uint32_t a = 0; a < one.loaded.instances->n_assets; a++) {
                CtFactId id = fact(&one, kinds[k], a, CT_LEVEL_USER);
                uint32_t got = sim->actors[0].course->fact_of[id];

                CHECK_MSG(got == CT_NO_ID ||
                              ct_course_state_first_ms(ct_engine_state(engine, 0), got) < 0,
                          "model of seed %u: asset %u fell", seed, a);
            }
    }
}

int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void *, size_t),
                                              void (*freed)(const volatile void *))
    __attribute__((weak));

static uint64_t n_allocations; /* of this thread, the only one */

static void
count_allocation(G_GNUC_UNUSED const volatile void *block, G_GNUC_UNUSED size_t size)
{
    n_allocations++;
}

static void
count_nothing(G_GNUC_UNUSED const volatile void *block)
{
}

static void
test_steady_state(void)
{
    g_autoptr(CtLibrary) library = library_new();

    if (__sanitizer_install_malloc_and_free_hooks == NULL ||
        __sanitizer_install_malloc_and_free_hooks(count_allocation, count_nothing) == 0)
        return; /* not counted in this build */
    for (uint32_t seed = 1; seed <= 30; seed++) {
        g_auto(Case) one = {0};
        g_auto(CtSummary) summary = {0};
        g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent));
        uint64_t state = seed, before = 0;

        if (!case_init(&one, library, &ct_generator_all, seed))
            continue;
        draw_actions(&one, none, &state);
        g_autoptr(CtSim) sim = sim_of(&one);
        g_autoptr(CtEngine) engine = ct_engine_new(sim);
        Actor actor = {.one = &one, .course = sim->actors[0].course};

        actor.host = ct_engine_add_host(engine, &host, &actor);
        ct_summary_init(&summary, sim);
        for (int round = 0; round < 2; round++) {
            before = n_allocations;
            for (uint64_t r = 0; r < 5; r++)
                ct_engine_run(engine, r, &summary);
        }
        uint64_t n = n_allocations - before;

        CHECK_MSG(n == 0, "model of seed %u: %" PRIu64 " allocations", seed, n);
    }
}

CU_TestInfo test_changing_tests[] = {
    {"perfect isolation at time zero leaves nothing but the entry", test_perfect_isolation},
    {"a steady state allocates nothing", test_steady_state},
    {"engine and naive world agree on generated models and random actions", test_models},
    CU_TEST_INFO_NULL,
};
