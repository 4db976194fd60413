/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A world that changes against one that is worked out anew after every change, on generated models
 * under the whole library with random actions, many at the very moment at which a try ends; and
 * what must be so whatever happens.
 */
#include "tests/support/check.h"

#include "tests/support/changing_case.h"

/* The oracle takes time with the square of the steps: most models are small. */
enum {
    N_MODELS = 150,
    N_SMALL_MODELS = 2000,
    MOST_STEPS = 500,
    MOST_STEPS_OF_SMALL = 160,
};

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
            void (*change)(CtChangingCase *one, uint32_t seed),
            uint32_t *ret_played,
            uint32_t *ret_drops,
            uint64_t *ret_cut_off)
{
    g_auto(CtChangingCase) one = {0};
    uint64_t state = seed;

    if (!ct_changing_case_init(&one, library, sizes, seed) || one.graph->n_steps > most_steps)
        return true;
    if (change != NULL)
        change(&one, seed);
    g_autoptr(CtSim) sim = ct_changing_sim(&one);
    g_autoptr(CtSimKeys) keys = ct_sim_keys_new(one.graph, "mallory");
    g_autoptr(GArray) events = ct_changing_quiet_events(sim);

    ct_changing_draw_actions(&one, events, &state);
    char *why = ct_changing_disagreement(&one, sim, keys, 0);
    bool agrees = why == NULL;

    ++*ret_played;
    *ret_drops += one.n_drops;
    *ret_cut_off += one.n_cut_off;
    if (!agrees)
        why = ct_changing_shrunk(&one, sim, keys, why);
    CHECK_MSG(agrees, "model of seed %u: %s", seed, why);
    g_free(why);
    return agrees;
}

static void
test_models(void)
{
    g_autoptr(CtLibrary) library = library_new();
    uint32_t n_large = 0, n_small = 0, n_drops = 0;
    uint64_t n_cut_off = 0;

    for (uint32_t seed = 1; seed <= N_MODELS; seed++)
        if (!check_model(library, &ct_generator_all, MOST_STEPS, seed, NULL, &n_large, &n_drops,
                         &n_cut_off))
            return;
    CHECK_MSG(n_large > N_MODELS / 3, "only %u models load", n_large);
    for (uint32_t seed = 1; n_small < N_SMALL_MODELS && seed < 3 * N_SMALL_MODELS; seed++)
        if (!check_model(library, &ct_generator_small, MOST_STEPS_OF_SMALL, seed, NULL, &n_small,
                         &n_drops, &n_cut_off))
            return;
    CHECK_MSG(n_small == N_SMALL_MODELS, "only %u small models load", n_small);
    CHECK_INT(n_drops, 0); /* of worms alone */
    CHECK_MSG(n_cut_off > N_SMALL_MODELS, "only %" PRIu64 " assets were cut off", n_cut_off);
}

/* --- worms --- */

/* The attacker runs on every asset that he gets; on some from the start, so that one can go on
 * where another was lost. */
static void
let_worm_loose(CtChangingCase *one, uint32_t seed)
{
    uint32_t n_assets = one->loaded.instances->n_assets;
    uint64_t state = seed;

    for (uint32_t i = 0; i < seed % 4 && n_assets > 0; i++)
        one->entries[one->n_entries++] =
            ct_changing_fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_USER);
    one->spread = 1 + seed % 3;
    one->parallel = 0;
    for (uint32_t a = 0; a < MIN(n_assets, CT_CHANGING_MOST_HOSTS); a++) {
        one->hosts[one->n_hosts][0] = ct_changing_fact(one, CT_FACT_EXEC, a, CT_LEVEL_USER);
        one->hosts[one->n_hosts++][1] = ct_changing_fact(one, CT_FACT_EXEC, a, CT_LEVEL_ADMIN);
    }
}

/* Likewise where all takes 1 to 4 ms and is sure to succeed half the time: everything ties. */
static void
let_worm_race(CtChangingCase *one, uint32_t seed)
{
    for (uint32_t t = 0; t < one->graph->templates.length; t++) {
        CtVerdict *verdict = (CtVerdict *)(uintptr_t)one->graph->templates.data[t].verdict;

        verdict->time = verdict->retry =
            (CtDist){.kind = CT_DIST_CONSTANT, .a = 1 + (seed + t) % 4};
        verdict->prepare = (CtDist){.kind = CT_DIST_CONSTANT, .a = t % 3 == 0 ? 1 : 0};
        verdict->success = t % 2 == 0 ? 1 : 0.5;
        verdict->works = 1;
    }
    one->horizon_ms = 60;
    one->given_ms %= 20;
    let_worm_loose(one, seed);
}

static void
test_worms(void)
{
    g_autoptr(CtLibrary) library = library_new();
    uint32_t n_large = 0, n_small = 0, n_ties = 0, n_drops = 0;
    uint64_t n_cut_off = 0;

    for (uint32_t seed = 1; seed <= N_MODELS; seed++)
        if (!check_model(library, &ct_generator_all, MOST_STEPS, seed, let_worm_loose, &n_large,
                         &n_drops, &n_cut_off))
            return;
    for (uint32_t seed = 1; n_small < N_SMALL_MODELS / 2 && seed < N_SMALL_MODELS; seed++)
        if (!check_model(library, &ct_generator_small, MOST_STEPS_OF_SMALL, seed, let_worm_loose,
                         &n_small, &n_drops, &n_cut_off))
            return;
    for (uint32_t seed = 1; n_ties < N_SMALL_MODELS / 2 && seed < N_SMALL_MODELS; seed++)
        if (!check_model(library, &ct_generator_small, MOST_STEPS_OF_SMALL, seed, let_worm_race,
                         &n_ties, &n_drops, &n_cut_off))
            return;
    CHECK_MSG(n_large > N_MODELS / 3 && n_small + n_ties > N_SMALL_MODELS / 2,
              "only %u, %u and %u models load", n_large, n_small, n_ties);
    CHECK_MSG(n_drops > 40, "only %u times something lost its maker", n_drops);
}

/* --- what must be so --- */

static void
isolate_everything(CtEngine *engine, void *data)
{
    const CtChangingCase *one = ((CtChangingActor *)data)->one;
    static const CtActionKind kinds[] = {CT_ACTION_ISOLATE, CT_ACTION_BLOCK, CT_ACTION_REVOKE};

    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (uint32_t e = 0; e < ct_changing_n_entities(one, kinds[k]); e++)
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
        g_auto(CtChangingCase) one = {0};
        g_auto(CtSummary) summary = {0};

        if (!ct_changing_case_init(&one, library, &ct_generator_all, seed))
            continue;
        one.given = CT_NO_ID;
        g_autoptr(CtSim) sim = ct_changing_sim(&one);
        g_autoptr(CtEngine) engine = ct_engine_new(sim);
        CtChangingActor actor = {.one = &one};

        ct_engine_add_host(engine, &isolating, &actor);
        ct_summary_init(&summary, sim);
        ct_engine_run(engine, 0, &summary);
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            for (uint32_t a = 0; a < one.loaded.instances->n_assets; a++) {
                CtFactId id = ct_changing_fact(&one, kinds[k], a, CT_LEVEL_USER);
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
        g_auto(CtChangingCase) one = {0};
        g_auto(CtSummary) summary = {0};
        g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent));
        uint64_t state = seed, before = 0;

        if (!ct_changing_case_init(&one, library, &ct_generator_all, seed))
            continue;
        ct_changing_draw_actions(&one, none, &state);
        g_autoptr(CtSim) sim = ct_changing_sim(&one);
        g_autoptr(CtEngine) engine = ct_engine_new(sim);
        CtChangingActor actor = {.one = &one, .course = sim->actors[0].course};

        actor.host = ct_engine_add_host(engine, &ct_changing_host, &actor);
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
    {"engine and naive world agree on worms, and where everything ties", test_worms},
    {"they agree on generated models and random actions", test_models},
    CU_TEST_INFO_NULL,
};
