/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Disclosure and patches by the topology: by hand, against a plan made minute by minute on
 * generated models, and that plan played by the oracle of a changing world.
 */
#include "tests/support/check.h"

#include "attacks/ground.h"
#include "base/units.h"
#include "sim/patches.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/scenario_run.h"
#include "tests/support/timed_world.h"

#include <string.h>

static const int64_t horizon_ms = INT64_C(60) * CT_MS_DAY;

/* --- by hand --- */

static const char hall[] =
    "cybertwin: 1\n"
    "suppliers: { maker: { patch_after: 30d }, other: {} }\n"
    "products:\n"
    "  pump: { kind: plc, supplier: maker, services: { web: { port: tcp/80 } } }\n"
    "  box: { kind: server, supplier: other, services: { web: { port: tcp/80 } } }\n"
    "  quick: { kind: server, supplier: maker, patch_after: 2h, services: { web: { port: tcp/80 } "
    "} "
    "}\n"
    "networks: { hall: {}, desk: {} }\n"
    "zones:\n"
    "  site: { networks: [hall], rollout: 2d, maintenance: \"sun 02:00-04:00\" }\n"
    "  cell: { networks: [hall], parent: site }\n"
    "  office: { networks: [desk] }\n"
    "assets:\n"
    "  slow: { product: pump, zone: cell, count: 2 }\n" /* by supplier and zone */
    "  own: { product: pump, zone: cell, rollout: 1h, maintenance: daily }\n"
    "  stone: { product: pump, zone: cell, updates: never }\n"
    "  open: { product: pump, zone: office }\n"                  /* 3d */
    "  hand: { product: pump, zone: office, updates: manual }\n" /* 30d */
    "  left: { product: box, zone: office }\n"                   /* nobody makes a patch */
    "  both: { product: quick, software: [pump], zone: office, rollout: 1h }\n"
    "vulnerabilities:\n"
    "  late: { affects: [pump, box, quick], disclosed_after: 10d }\n"
    "  known: { affects: [quick] }\n"
    "  soon: { affects: [box], patch_after: 1d }\n"
    "  gone: { affects: [pump], patched: true }\n";

typedef struct Wanted {
    int64_t hours;
    CtActionKind kind;
    const char *flaw, *asset;
} Wanted;

static void
test_by_hand(void)
{
    /* Day 42 is a Monday; the Sunday after is day 48. */
    static const Wanted wanted[] = {
        {3, CT_ACTION_PATCH, "known", "both"},
        {4 * 24, CT_ACTION_PATCH, "soon", "left"},
        {10 * 24, CT_ACTION_DISCLOSE, "late", NULL},
        {40 * 24 + 1, CT_ACTION_PATCH, "late", "own"},
        {40 * 24 + 1, CT_ACTION_PATCH, "late", "both"}, /* the later of its two products */
        {43 * 24, CT_ACTION_PATCH, "late", "open"},
        {48 * 24 + 2, CT_ACTION_PATCH, "late", "slow"},
        {70 * 24, CT_ACTION_PATCH, "late", "hand"},
    };
    g_auto(CtLoaded) loaded = {0};
    g_autofree char *why = NULL;

    if (!ct_loaded_init(&loaded, hall, &why)) {
        CHECK_MSG(false, "%s", why);
        return;
    }
    g_autoptr(GArray) turns = ct_patch_turns(loaded.instances);

    CHECK_INT(turns->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < MIN(turns->len, G_N_ELEMENTS(wanted)); i++) {
        const CtPatchTurn *turn = &g_array_index(turns, CtPatchTurn, i);

        CHECK_INT(turn->time, wanted[i].hours * CT_MS_HOUR);
        CHECK_INT(turn->kind, wanted[i].kind);
        CHECK_STR(ct_model_id(loaded.model, CT_SECTION_VULNERABILITIES, turn->vulnerability),
                  wanted[i].flaw);
        CHECK_STR(turn->asset == CT_NO_ID
                      ? NULL
                      : ct_model_id(loaded.model, CT_SECTION_ASSETS, turn->asset),
                  wanted[i].asset);
    }
}

/* --- generated --- */

static const char *const windows[] = {"sun 02:00-04:00", "mon-fri 22:00-06:00",
                                      "daily 12:00-12:30"};

static bool
is_in_window(const char *text, int64_t minute)
{
    int64_t day = minute / 1440 % 7, at = minute % 1440;

    if (text == NULL)
        return true;
    if (text == windows[0])
        return day == 6 && at >= 120 && at < 240;
    if (text == windows[1])
        return (day <= 4 && at >= 1320) || (day >= 1 && day <= 5 && at < 360);
    return at >= 720 && at < 750;
}

static char *
flaw_times(uint64_t *state)
{
    GString *text = g_string_new("");

    if (ct_random_below(state, 2) == 0)
        g_string_append_printf(text, "disclosed_after: %uh, ", ct_random_below(state, 400));
    if (ct_random_below(state, 2) == 0)
        g_string_append_printf(text, "patch_after: %uh, ", ct_random_below(state, 400));
    return g_string_free(text, FALSE);
}

static char *
supplier_times(uint64_t *state)
{
    return ct_random_below(state, 2) == 0
               ? g_strdup_printf("    patch_after: %uh\n", ct_random_below(state, 300))
               : g_strdup("");
}

static char *
asset_times(uint64_t *state)
{
    GString *text = g_string_new("");

    if (ct_random_below(state, 2) == 0)
        g_string_append_printf(text, "    rollout: %uh\n", ct_random_below(state, 300));
    if (ct_random_below(state, 2) == 0)
        g_string_append_printf(text, "    maintenance: \"%s\"\n",
                               windows[ct_random_below(state, G_N_ELEMENTS(windows))]);
    return g_string_free(text, FALSE);
}

static char *
with_times(uint32_t seed)
{
    uint64_t state = seed;
    char *text = ct_generate_model(seed, &ct_generator_all);

    text = ct_put_before(text, "{ affects: ", &state, flaw_times);
    text = ct_put_before(text, "    tier: ", &state, supplier_times);
    return ct_put_before(text, "    product: ", &state, asset_times);
}

/* A service that an asset has disabled is not there to be flawed. */
static bool
is_in_product(const CtInstances *instances, CtId flaw, CtId row, CtId product)
{
    const CtModel *model = instances->model;
    CtSpan terms = model->vulnerabilities.data[flaw].affects;

    for (uint32_t i = 0; i < terms.length; i++) {
        const CtAffects *term = &model->affects.data[terms.start + i];

        if (term->product != product)
            continue;
        if (term->service == CT_NO_ID ||
            ct_instances_find_product_service(instances, instances->asset_first[row], product,
                                              model->services.data[term->service].e.id) != CT_NO_ID)
            return true;
    }
    return false;
}

/* From disclosure to patch in @product, -1: never. */
static int64_t
naive_delay(const CtModel *model, CtId flaw, CtId product)
{
    int64_t ms = ct_stated_ms(model, model->vulnerabilities.data[flaw].patch_after, -1);
    CtId supplier = model->products.data[product].supplier;

    if (ms < 0)
        ms = ct_stated_ms(model, model->products.data[product].patch_after, -1);
    if (ms < 0 && supplier != CT_NO_ID)
        ms = ct_stated_ms(model, model->suppliers.data[supplier].patch_after, -1);
    return ms;
}

/* When asset @row has a patch of @flaw installed; -1: never, or it has no such flaw. */
static int64_t
naive_patch(const CtInstances *instances, CtId flaw, CtId row)
{
    const CtModel *model = instances->model;
    const CtAsset *asset = &model->assets.data[row];
    int64_t time = -1, rollout = ct_stated_ms(model, asset->rollout, -1);
    const char *window = NULL;

    for (uint32_t i = 0; i <= asset->software.length; i++) {
        CtId product = i == 0 ? asset->product : model->pool.data[asset->software.start + i - 1];

        if (!is_in_product(instances, flaw, row, product))
            continue;
        if (naive_delay(model, flaw, product) < 0)
            return -1;
        time = MAX(time, naive_delay(model, flaw, product));
    }
    if (time < 0 || asset->updates == CT_UPDATES_NEVER)
        return -1;
    for (size_t w = 0; w < G_N_ELEMENTS(windows); w++)
        if (asset->maintenance != CT_NO_ID &&
            strcmp(ct_model_text(model, asset->maintenance), windows[w]) == 0)
            window = windows[w];
    time += MAX(0, ct_stated_ms(model, model->vulnerabilities.data[flaw].disclosed_after, -1));
    time += rollout >= 0 ? rollout : 3 * CT_MS_DAY;
    while (!is_in_window(window, time / 60000))
        time = (time / 60000 + 1) * 60000;
    return time;
}

static void
add(GArray *plan, int64_t time, CtActionKind kind, uint32_t entity, CtId vulnerability)
{
    const CtNaiveAction action = {
        .time = time, .action = {.kind = kind, .entity = entity, .vulnerability = vulnerability}};

    g_array_append_val(plan, action);
}

static GArray *
naive_plan(const CtInstances *instances, uint32_t *ret_turns)
{
    const CtModel *model = instances->model;
    GArray *plan = g_array_new(FALSE, FALSE, sizeof(CtNaiveAction));

    *ret_turns = 0;
    for (CtId v = 0; v < model->vulnerabilities.length; v++) {
        const CtVulnerability *flaw = &model->vulnerabilities.data[v];
        int64_t known = ct_stated_ms(model, flaw->disclosed_after, -1);

        if (known > 0) {
            add(plan, 0, CT_ACTION_CONCEAL, v, CT_NO_ID);
            add(plan, known, CT_ACTION_DISCLOSE, v, CT_NO_ID);
            (*ret_turns)++;
        }
        if (ct_classes_is_mended(flaw) || flaw->vex == CT_VEX_NOT_AFFECTED)
            continue;
        for (CtId row = 0; row < model->assets.length; row++) {
            int64_t time = naive_patch(instances, v, row);

            for (uint32_t a = instances->asset_first[row];
                 time >= 0 && a < instances->asset_first[row + 1]; a++)
                add(plan, time, CT_ACTION_PATCH, a, v);
            *ret_turns += time >= 0;
        }
    }
    g_array_sort(plan, ct_naive_action_compare);
    return plan;
}

/* --- played --- */

typedef struct Recorder {
    const CtCourse *course;
    GArray *events; /* CtSmallEvent */
} Recorder;

static void
record(const CtTraceEvent *event, void *data)
{
    Recorder *recorder = data;
    CtSmallEvent small;

    if (ct_small_from_trace(event, recorder->course, &small))
        g_array_append_val(recorder->events, small);
}

static GArray *
play(const CtGraph *graph, const CtInstances *instances, const CtFactId *entries, uint32_t n)
{
    g_autoptr(CtSim) sim = ct_sim_new(horizon_ms, 7, 1000000);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, entries, n);
    g_auto(CtSummary) summary = {0};

    ct_sim_add(sim, ct_course_new_changing(graph, fixpoint, entries, n, NULL, 0, "mallory"), 0,
               CT_STRATEGY_RANDOM);
    ct_sim_close(sim);
    ct_patches_join(sim, instances, ct_patch_turns(instances));
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    Recorder recorder = {.course = sim->actors[0].course,
                         .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};

    ct_summary_init(&summary, sim);
    ct_engine_set_trace(engine, record, &recorder);
    ct_engine_run(engine, 0, &summary);
    g_array_sort(recorder.events, ct_small_compare);
    return recorder.events;
}

static void
compare(const CtGraph *graph, const CtInstances *instances, GArray *plan, uint32_t seed)
{
    CtFactId entries[2];
    uint32_t n = 0;

    for (uint32_t i = 0; i < MIN(instances->n_networks, 2); i++)
        entries[n++] = ct_graph_fact(graph, (CtFact){.kind = CT_FACT_LOCATED, .entity = i});
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
    g_autoptr(GArray) got = play(graph, instances, entries, n);

    ct_check_small_events(got, want->events, seed);
}

enum { N_MODELS = 100, MOST_STEPS = 400 };

static void
test_generated(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    uint32_t n_turns = 0, n_played = 0;

    CU_ASSERT_FATAL(library != NULL);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    for (uint32_t seed = 1; seed <= N_MODELS; seed++) {
        g_autofree char *text = with_times(seed);
        g_auto(CtLoaded) loaded = {0};
        g_autofree char *why = NULL;
        uint32_t want = 0;

        if (!ct_loaded_init(&loaded, text, &why))
            continue;
        g_autoptr(GArray) turns = ct_patch_turns(loaded.instances);
        g_autoptr(GArray) plan = naive_plan(loaded.instances, &want);
        g_autoptr(CtGuard) guard = ct_guard_new(library, loaded.instances, &traits);
        g_autoptr(CtGraph) graph =
            ct_ground(library, guard, loaded.reach, &traits, &ct_limits_default, NULL, 0, &error);

        CHECK_MSG(turns->len == want, "model of seed %u: %u turns, want %u", seed, turns->len,
                  want);
        n_turns += want;
        CU_ASSERT_FATAL(graph != NULL);
        if (graph->n_steps > MOST_STEPS)
            continue;
        n_played++;
        compare(graph, loaded.instances, plan, seed);
    }
    CHECK_MSG(n_played > N_MODELS / 3 && n_turns > 300, "%u models, %u turns", n_played, n_turns);
}

CU_TestInfo test_patches_tests[] = {
    {"patches by hand", test_by_hand},
    {"patches against a plan by the minute, and the oracle", test_generated},
    CU_TEST_INFO_NULL,
};
