/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/snapshot.h"

#include "analysis/pipeline.h"
#include "sim/setup.h"
#include "tests/support/check.h"

static const char package[] = CT_SOURCE_DIR "/scenarios/energy-ukraine-2015";

typedef struct Played {
    CtTwin *twin;
    CtSim *sim;
    GArray *records;
    CtBlueprint *blueprint;
    CtChronicle *chronicle;
} Played;

static void
play(Played *played)
{
    g_autoptr(GError) error = NULL;

    *played = (Played){.twin = ct_twin_new(&(CtTwinOptions){0})};
    CHECK_OK(ct_twin_load(played->twin, package, CT_TWIN_SOLVED, &error), error);
    played->sim = ct_sim_setup(played->twin, &(CtSimOptions){.seed = 1, .horizon_ms = -1}, &error);
    CHECK_OK(played->sim != NULL, error);
    played->records = ct_trace_play(played->sim, 0, NULL);
    played->blueprint = ct_blueprint_new(played->twin);
    played->chronicle =
        ct_chronicle_new(played->blueprint, played->twin, played->sim, played->records);
}

static void
played_clear(Played *played)
{
    ct_chronicle_free(played->chronicle);
    ct_blueprint_free(played->blueprint);
    if (played->records != NULL)
        g_array_unref(played->records);
    ct_sim_free(played->sim);
    ct_twin_free(played->twin);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Played, played_clear)

/* What the attacker runs at @time, counted from the records alone. */
static uint32_t
naive_held(const Played *played, int64_t time)
{
    const CtGraph *graph = played->sim->actors[0].course->graph;
    g_autofree uint32_t *held = g_new0(uint32_t, (size_t)played->twin->instances->n_assets + 1);
    uint32_t n = 0;

    for (guint i = 0; i < played->records->len; i++) {
        const CtTraceRecord *record = &g_array_index(played->records, CtTraceRecord, i);
        CtFact fact;

        if ((record->kind != CT_TRACE_GAIN && record->kind != CT_TRACE_LOSS) ||
            record->time > time || !ct_graph_fact_of(graph, record->fact, &fact))
            continue;
        if (fact.kind == CT_FACT_EXEC || fact.kind == CT_FACT_IMPLANT ||
            fact.kind == CT_FACT_CONTROLS || fact.kind == CT_FACT_HALTED ||
            fact.kind == CT_FACT_SPOOFS)
            held[fact.entity] += record->kind == CT_TRACE_GAIN ? 1 : -1u;
    }
    for (uint32_t i = 0; i < played->twin->instances->n_assets; i++)
        n += held[i] > 0;
    return n;
}

static void
test_held_is_what_the_events_say(void)
{
    g_auto(Played) played;
    play(&played);
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(played.blueprint, played.chronicle);

    CHECK_INT(played.twin->instances->n_assets, played.blueprint->n_instances);
    for (int i = 0; i <= 20; i++) {
        int64_t time = played.chronicle->end_ms / 20 * i;

        ct_snapshot_seek(snapshot, time);
        CHECK_INT(ct_snapshot_fallen(&snapshot->all), naive_held(&played, time));
    }
    CHECK_MSG(ct_snapshot_fallen(&snapshot->all) > 10, "the attack gets nowhere");
}

static bool
equal(const CtSnapshot *a, const CtSnapshot *b)
{
    const CtBlueprint *blueprint = a->blueprint;

    return memcmp(a->marks, b->marks, blueprint->n_instances * sizeof *a->marks) == 0 &&
           memcmp(&a->all, &b->all, sizeof a->all) == 0 &&
           memcmp(a->asset, b->asset, blueprint->n_assets * sizeof *a->asset) == 0 &&
           memcmp(a->fold, b->fold, blueprint->n_folds * sizeof *a->fold) == 0 &&
           memcmp(a->zone, b->zone, blueprint->n_zones * sizeof *a->zone) == 0 &&
           memcmp(a->n_things, b->n_things, sizeof a->n_things) == 0 &&
           memcmp(a->things[CT_CHANGE_ZONE], b->things[CT_CHANGE_ZONE], blueprint->n_zones) == 0 &&
           memcmp(a->things[CT_CHANGE_FUNCTION], b->things[CT_CHANGE_FUNCTION],
                  blueprint->n_functions) == 0 &&
           a->next == b->next && a->time == b->time;
}

/* Back change by change from the end, which takes them back, as forward to the same moment. */
static void
test_going_back_step_by_step(void)
{
    g_auto(Played) played;
    play(&played);
    g_autoptr(CtSnapshot) back = ct_snapshot_new(played.blueprint, played.chronicle);
    uint32_t last = played.chronicle->n_changes, n = 0;

    ct_snapshot_seek(back, played.chronicle->end_ms);
    for (uint32_t k = last; k-- > last / 2; n++) {
        g_autoptr(CtSnapshot) fresh = NULL;

        ct_snapshot_seek(back, played.chronicle->changes[k].time - 1);
        CU_ASSERT(back->next <= k);
        if (n % 16 != 0)
            continue;
        fresh = ct_snapshot_new(played.blueprint, played.chronicle);
        ct_snapshot_seek(fresh, played.chronicle->changes[k].time - 1);
        CHECK_MSG(equal(back, fresh), "another moment before change %u", k);
    }
    CHECK_MSG(n > 100, "%u changes", n);
}

/* Wherever one comes from, a moment is the same; and its sums are sums. */
static void
test_seeking_from_anywhere(void)
{
    g_auto(Played) played;
    play(&played);
    g_autoptr(CtSnapshot) jumping = ct_snapshot_new(played.blueprint, played.chronicle);

    for (int i = 0; i < 40; i++) {
        int64_t time = played.chronicle->end_ms / 41 * (i * 17 % 41);
        g_autoptr(CtSnapshot) fresh = ct_snapshot_new(played.blueprint, played.chronicle);
        uint32_t sum = 0;

        ct_snapshot_seek(jumping, time);
        ct_snapshot_seek(fresh, time);
        CHECK_MSG(equal(jumping, fresh), "another moment at %d", i);
        for (int shown = 0; shown < CT_SHOWN_COUNT; shown++)
            sum += jumping->all.shown[shown];
        CHECK_INT(sum, played.blueprint->n_instances);
    }
}

static void
test_changes_are_in_order_and_in_bounds(void)
{
    g_auto(Played) played;
    play(&played);
    const CtChronicle *chronicle = played.chronicle;

    for (uint32_t i = 0; i < chronicle->n_changes; i++) {
        CHECK_MSG(i == 0 || chronicle->changes[i - 1].time <= chronicle->changes[i].time,
                  "change %u is too late", i);
        CHECK_MSG(chronicle->changes[i].of != CT_CHANGE_INSTANCE ||
                      chronicle->changes[i].what < played.blueprint->n_instances,
                  "change %u speaks of nothing", i);
    }
    for (uint32_t i = 0; i < chronicle->n_happenings; i++) {
        uint32_t after = ct_chronicle_after(chronicle, chronicle->happenings[i].time);

        CHECK_MSG(after > i && (after == chronicle->n_happenings ||
                                chronicle->happenings[after].time > chronicle->happenings[i].time),
                  "after %u comes %u", i, after);
    }
}

CU_TestInfo test_snapshot_tests[] = {
    {"held is what the events say", test_held_is_what_the_events_say},
    {"going back step by step", test_going_back_step_by_step},
    {"seeking from anywhere", test_seeking_from_anywhere},
    {"changes are in order and in bounds", test_changes_are_in_order_and_in_bounds},
    CU_TEST_INFO_NULL,
};
