/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Devices that join in time: by hand, on generated models against the oracle of a changing world,
 * and a law: stricter admission lets nothing fall sooner.
 */
#include "tests/support/check.h"

#include "attacks/ground.h"
#include "base/units.h"
#include "sim/onboarding.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/timed_world.h"

#include <string.h>

static const int64_t horizon_ms = INT64_C(60) * CT_MS_DAY;

/* --- by hand --- */

static const char hall[] =
    "cybertwin: 1\n"
    "products:\n"
    "  open: { kind: plc, services: { web: { port: tcp/80 } } }\n"
    "  asked: { kind: plc, services: { web: { port: tcp/80 } }, security: { onboarding: user } }\n"
    "  proven: { kind: plc, services: { web: { port: tcp/80 } }, security: { onboarding: attested "
    "} "
    "}\n"
    "networks: { hall: {} }\n"
    "zones: { site: { networks: [hall] } }\n"
    "assets:\n"
    "  old: { product: proven, zone: site, admission: 1d }\n"
    "  soon: { product: open, zone: site, joins: 2h, admission: 1d }\n"
    "  now: { product: open, zone: site, joins: 0h, admission: 1d }\n"
    "  held: { product: asked, zone: site, joins: 0h, admission: 90min }\n"
    "  late: { product: asked, zone: site, joins: 2h, admission: 1d, count: 3 }\n"
    "  blank: { product: asked, zone: site, joins: 0h }\n"
    "  shown: { product: proven, zone: site, joins: 0h }\n"
    "  seen: { product: proven, zone: site, joins: 2h }\n"
    "  own: { product: open, zone: site, joins: 3h, admission: 1h, security: { onboarding: "
    "attested "
    "} }\n"
    "  never: { product: proven, zone: site, joins: 9000d }\n"
    "  stuck: { product: asked, zone: site, joins: 1h, admission: 9000d }\n";

typedef struct Wanted {
    int64_t minutes;
    CtActionKind kind;
    const char *asset;
    bool is_checked;
} Wanted;

static void
test_by_hand(void)
{
    static const Wanted wanted[] = {
        {0, CT_ACTION_AWAIT, "soon", false},
        {0, CT_ACTION_AWAIT, "late", false},
        {0, CT_ACTION_AWAIT, "seen", false},
        {0, CT_ACTION_AWAIT, "own", false},
        {0, CT_ACTION_AWAIT, "never", false},
        {0, CT_ACTION_AWAIT, "stuck", false},
        {0, CT_ACTION_QUARANTINE, "held", false},
        {0, CT_ACTION_ADMIT, "shown", true},
        {60, CT_ACTION_QUARANTINE, "stuck", false},
        {90, CT_ACTION_ADMIT, "held", false},
        {120, CT_ACTION_QUARANTINE, "late", false},
        {120, CT_ACTION_ADMIT, "soon", false},
        {120, CT_ACTION_ADMIT, "seen", true},
        {180, CT_ACTION_QUARANTINE, "own", false},
        {240, CT_ACTION_ADMIT, "own", true},
        {26 * 60, CT_ACTION_ADMIT, "late", false},
        {9000 * 24 * 60, CT_ACTION_ADMIT, "never", true},
        {9000 * 24 * 60 + 60, CT_ACTION_ADMIT, "stuck", false},
    };
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;

    if (!ct_loaded_init(&loaded, hall, &why)) {
        CHECK_MSG(false, "%s", why);
        return;
    }
    g_autoptr(GArray) turns = ct_onboarding_turns(loaded.instances);

    CHECK_INT(turns->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < MIN(turns->len, G_N_ELEMENTS(wanted)); i++) {
        const CtOnboardingTurn *turn = &g_array_index(turns, CtOnboardingTurn, i);

        CHECK_INT(turn->time, wanted[i].minutes * CT_MS_MINUTE);
        CHECK_INT(turn->kind, wanted[i].kind);
        CHECK_STR(ct_model_id(loaded.model, CT_SECTION_ASSETS, turn->asset), wanted[i].asset);
        CHECK_INT(turn->is_checked, wanted[i].is_checked);
    }
}

/* --- generated --- */

static char *
practices(uint64_t *state)
{
    return g_strdup(ct_random_below(state, 2) == 0 ? "    practices: { reproducible: true }\n"
                                                   : "");
}

/* How strictly; CT_ONBOARDING_UNSTATED: as drawn. */
static CtOnboarding strictness;

static char *
onboarding(uint64_t *state)
{
    static const char *const words[] = {"", "none", "user", "attested"};
    GString *text = g_string_new("");
    uint32_t drawn = 1 + ct_random_below(state, 3);

    if (ct_random_below(state, 3) == 0)
        return g_string_free(text, FALSE);
    g_string_append_printf(text, "    security: { onboarding: %s }\n    joins: %uh\n",
                           words[strictness != CT_ONBOARDING_UNSTATED ? strictness : drawn],
                           ct_random_below(state, 4) * ct_random_below(state, 60));
    if (ct_random_below(state, 4) != 0)
        g_string_append_printf(text, "    admission: %uh\n", ct_random_below(state, 200));
    return g_string_free(text, FALSE);
}

static char *
with_times(uint32_t seed, CtOnboarding onboarding_of_all)
{
    uint64_t state = seed;
    char *text = ct_generate_model(seed, &ct_generator_all);

    strictness = onboarding_of_all;
    text = ct_put_before(text, "    tier: ", &state, practices);
    return ct_put_before(text, "    product: ", &state, onboarding);
}

static void
add(GArray *plan, int64_t time, CtActionKind kind, uint32_t asset, bool is_checked)
{
    const CtNaiveAction action = {.time = time,
                                  .action = {.kind = kind, .entity = asset},
                                  .is_checked = is_checked};

    g_array_append_val(plan, action);
}

static GArray *
naive_plan(const CtInstances *instances)
{
    const CtModel *model = instances->model;
    GArray *plan = g_array_new(FALSE, FALSE, sizeof(CtNaiveAction));

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        const CtAsset *asset = &model->assets.data[instances->asset_row[a]];
        int64_t joins = ct_stated_ms(model, asset->joins, 0),
                takes = ct_stated_ms(model, asset->admission, 0);

        if (asset->joins == CT_NO_ID)
            continue;
        const CtSecurity *security =
            &model->securities.data[model->overrides.data[asset->override].security];

        if (joins > 0)
            add(plan, 0, CT_ACTION_AWAIT, a, false);
        if (security->onboarding == CT_ONBOARDING_NONE)
            add(plan, joins, CT_ACTION_ADMIT, a, false);
        else if (takes > 0)
            add(plan, joins, CT_ACTION_QUARANTINE, a, false);
        if (security->onboarding != CT_ONBOARDING_NONE)
            add(plan, joins + takes, CT_ACTION_ADMIT, a,
                security->onboarding == CT_ONBOARDING_ATTESTED);
    }
    g_array_sort(plan, ct_naive_action_compare);
    return plan;
}

/* --- played --- */

typedef struct Played {
    CtSim *sim;
    CtEngine *engine;
    GArray *events; /* CtSmallEvent */
    uint32_t n_refused;
} Played;

static void
played_clear(Played *played)
{
    ct_engine_free(played->engine);
    ct_sim_free(played->sim);
    g_array_unref(played->events);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Played, played_clear)

static void
record(const CtTraceEvent *event, void *data)
{
    Played *played = data;
    CtSmallEvent small;

    played->n_refused += event->kind == CT_TRACE_REFUSE;
    if (ct_small_from_trace(event, played->sim->actors[0].course, &small))
        g_array_append_val(played->events, small);
}

static Played
play(const CtGraph *graph, const CtInstances *instances, const CtFactId *entries, uint32_t n)
{
    Played played = {.sim = ct_sim_new(horizon_ms, 7, 1000000),
                     .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, entries, n);
    g_auto(CtSummary) summary = {0};

    ct_sim_add(played.sim, ct_course_new_changing(graph, fixpoint, entries, n, NULL, 0, "mallory"),
               0, CT_STRATEGY_RANDOM);
    ct_sim_close(played.sim);
    ct_onboarding_join(played.sim, instances, ct_onboarding_turns(instances));
    played.engine = ct_engine_new(played.sim);
    ct_summary_init(&summary, played.sim);
    ct_engine_set_trace(played.engine, record, &played);
    ct_engine_run(played.engine, 0, &summary);
    ct_engine_set_trace(played.engine, NULL, NULL);
    g_array_sort(played.events, ct_small_compare);
    return played;
}

enum { N_MODELS = 120, MOST_STEPS = 400, MOST_ENTRIES = 6 };

/* Places, devices that have something of his on them, a product that has, a supplier of his. */
static uint32_t
entries_of(const CtGraph *graph, uint32_t seed, CtFactId *ret_entries)
{
    const CtInstances *instances = graph->instances;
    uint64_t state = seed;
    uint32_t n = 0;

    for (uint32_t i = 0; i < MIN(instances->n_networks, 2); i++)
        ret_entries[n++] = ct_graph_fact(graph, (CtFact){.kind = CT_FACT_LOCATED, .entity = i});
    for (uint32_t i = 0; i < 2 && instances->n_assets > 0; i++)
        ret_entries[n++] =
            ct_graph_fact(graph, (CtFact){.kind = i == 0 ? CT_FACT_IMPLANT : CT_FACT_EXEC,
                                          .level = CT_LEVEL_ADMIN,
                                          .entity = ct_random_below(&state, instances->n_assets)});
    if (seed % 2 == 0 && instances->model->suppliers.length > 0)
        ret_entries[n++] = ct_graph_fact(
            graph, (CtFact){.kind = CT_FACT_SUPPLIER,
                            .entity = ct_random_below(&state, instances->model->suppliers.length)});
    if (instances->model->products.length > 0)
        ret_entries[n++] = ct_graph_fact(
            graph, (CtFact){.kind = CT_FACT_TAINTED,
                            .entity = ct_random_below(&state, instances->model->products.length)});
    return n;
}

static void
compare(const CtGraph *graph, const GArray *plan, uint32_t seed, uint32_t *n_refused)
{
    CtFactId entries[MOST_ENTRIES];
    uint32_t n = entries_of(graph, seed, entries);
    CtNaiveProblem problem = {.small = {.graph = graph,
                                        .entries = entries,
                                        .n_entries = n,
                                        .actor = "mallory",
                                        .horizon_ms = horizon_ms,
                                        .seed = 7},
                              .actions = (const CtNaiveAction *)(const void *)plan->data,
                              .n_actions = plan->len,
                              .given = CT_NO_ID};
    g_autoptr(CtSimKeys) keys = ct_sim_keys_new(graph, "mallory");
    g_autoptr(CtNaiveRun) want = ct_naive_play(&problem, keys);
    g_auto(Played) got = play(graph, graph->instances, entries, n);

    *n_refused += want->n_refused;
    CHECK_MSG(got.n_refused == want->n_refused, "model of seed %u: %u refused, want %u", seed,
              got.n_refused, want->n_refused);
    ct_check_small_events(got.events, want->events, seed);
}

static CtLibrary *
builtin_library(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    return library;
}

static void
test_generated(void)
{
    g_autoptr(CtLibrary) library = builtin_library();
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    uint32_t n_turns = 0, n_played = 0, n_refused = 0;

    for (uint32_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = with_times(seed, CT_ONBOARDING_UNSTATED);
        g_auto(CtLoaded) loaded = {0};
        g_autofree char *why = NULL;
        GError *error = NULL;

        if (!ct_loaded_init(&loaded, text, &why)) {
            CHECK_MSG(strstr(why, "limit") != NULL, "model of seed %u: %s", seed, why);
            continue;
        }
        g_autoptr(GArray) plan = naive_plan(loaded.instances);
        g_autoptr(CtGuard) guard = ct_guard_new(library, loaded.instances, &traits);
        g_autoptr(CtGraph) graph =
            ct_ground(library, guard, loaded.reach, &traits, &ct_limits_default, NULL, 0, &error);

        CU_ASSERT_FATAL(graph != NULL);
        if (graph->n_steps > MOST_STEPS || plan->len == 0)
            continue;
        n_turns += plan->len;
        n_played++;
        compare(graph, plan, seed, &n_refused);
    }
    CHECK_MSG(n_played > N_MODELS / 3 && n_turns > 200 && n_refused > 20,
              "%u models, %u turns, %u refused", n_played, n_turns, n_refused);
}

/* --- laws --- */

/* When each fact of model @seed first came to hold; -1: never. NULL: no such model. g_free(). */
static int64_t *
first_times(CtLibrary *library, uint32_t seed, CtOnboarding onboarding_of_all, uint32_t *ret_n)
{
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    g_autofree char *text = with_times(seed, onboarding_of_all);
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;
    CtFactId entries[MOST_ENTRIES];
    GError *error = NULL;

    if (!ct_loaded_init(&loaded, text, &why))
        return NULL;
    g_autoptr(CtGuard) guard = ct_guard_new(library, loaded.instances, &traits);
    g_autoptr(CtGraph) graph =
        ct_ground(library, guard, loaded.reach, &traits, &ct_limits_default, NULL, 0, &error);

    CU_ASSERT_FATAL(graph != NULL);
    g_auto(Played) played =
        play(graph, loaded.instances, entries, entries_of(graph, seed, entries));
    const CtCourseState *state = ct_engine_state(played.engine, 0);
    int64_t *first = g_new(int64_t, (size_t)graph->n_facts + 1);

    for (CtFactId f = 0; f < graph->first_reach_node; f++) {
        uint32_t id = state->course->fact_of[f];

        first[f] = id == CT_NO_ID ? -1 : ct_course_state_first_ms(state, id);
    }
    *ret_n = graph->first_reach_node;
    return first;
}

/* Under the same luck; the technique that asks for a lax admission may be lost, none comes. */
static void
test_stricter_is_no_sooner(void)
{
    g_autoptr(CtLibrary) library = builtin_library();
    uint32_t n_never = 0;

    for (uint32_t seed = 1; seed <= N_MODELS; seed++) {
        uint32_t n_lax = 0, n_strict = 0;
        g_autofree int64_t *lax = first_times(library, seed, CT_ONBOARDING_USER, &n_lax);
        g_autofree int64_t *strict = first_times(library, seed, CT_ONBOARDING_ATTESTED, &n_strict);

        CHECK_INT(n_lax, n_strict);
        for (uint32_t f = 0; lax != NULL && strict != NULL && f < MIN(n_lax, n_strict); f++) {
            CHECK_MSG(strict[f] < 0 || (lax[f] >= 0 && lax[f] <= strict[f]),
                      "model of seed %u: fact %u at %" PRId64 ", %" PRId64 " when attested", seed,
                      f, lax[f], strict[f]);
            n_never += lax[f] >= 0 && strict[f] < 0;
        }
    }
    CHECK_MSG(n_never > 50, "%u never", n_never);
}

CU_TestInfo test_onboarding_tests[] = {
    {"onboarding by hand", test_by_hand},
    {"onboarding against the oracle", test_generated},
    {"stricter admission lets nothing fall sooner", test_stricter_is_no_sooner},
    CU_TEST_INFO_NULL,
};
