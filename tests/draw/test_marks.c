/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every state that a thing can be in, in every package that comes with the program: the draw
 * commands that come with it, and that the same design untouched has not, held to
 * tests/draw/pictures/PACKAGE-states.txt. CT_UPDATE_GOLDEN=1 writes them anew.
 */
#include "draw/frame.h"
#include "sim/snapshot.h"
#include "tests/draw/drawn.h"
#include "tests/support/check.h"

static const struct {
    const char *name;
    CtChangeOf of;
    uint16_t mark; /* 0: nothing happens */
} states[] = {
    {"untouched", CT_CHANGE_INSTANCE, 0},
    {"known", CT_CHANGE_INSTANCE, CT_MARK_KNOWN},
    {"reached", CT_CHANGE_INSTANCE, CT_MARK_REACHED},
    {"attempted", CT_CHANGE_INSTANCE, CT_MARK_ATTEMPTED},
    {"implanted", CT_CHANGE_INSTANCE, CT_MARK_IMPLANT},
    {"held as user", CT_CHANGE_INSTANCE, CT_MARK_USER},
    {"held as admin", CT_CHANGE_INSTANCE, CT_MARK_USER | CT_MARK_ADMIN},
    {"commanded", CT_CHANGE_INSTANCE, CT_MARK_COMMANDED},
    {"stopped", CT_CHANGE_INSTANCE, CT_MARK_STOPPED},
    {"data lost", CT_CHANGE_INSTANCE, CT_MARK_DATA},
    {"isolated", CT_CHANGE_INSTANCE, CT_MARK_ISOLATED},
    {"restored", CT_CHANGE_INSTANCE, CT_MARK_RESTORED},
    {"patched", CT_CHANGE_INSTANCE, CT_MARK_PATCHED},
    {"alerted", CT_CHANGE_INSTANCE, CT_MARK_ALERTED},
    {"not admitted", CT_CHANGE_INSTANCE, CT_MARK_AWAITED},
    {"he stands in a zone", CT_CHANGE_ZONE, 1},
    {"a channel is his", CT_CHANGE_CHANNEL, 1},
    {"a supplier is his", CT_CHANGE_SUPPLIER, 1},
    {"a credential is his", CT_CHANGE_CREDENTIAL, 1},
    {"a function is lost", CT_CHANGE_FUNCTION, 1},
    {"a conduit is blocked", CT_CHANGE_BLOCKED, 1},
    {"a conduit is out of its hours", CT_CHANGE_CLOSED, 1},
    {"a channel is revoked", CT_CHANGE_REVOKED, 1},
    {"a credential is replaced", CT_CHANGE_ROTATED, 1},
};

/* What defenders and scripts do, as the time line has it. */
static const CtHappening deeds[] = {
    {.time = 10, .kind = CT_TRACE_ALERT, .by = CT_EVENT_PRIORITY_SENSOR},
    {.time = 30, .kind = CT_TRACE_ISOLATE, .by = CT_EVENT_PRIORITY_DEFENDER},
    {.time = 40, .kind = CT_TRACE_RESTORE, .by = CT_EVENT_PRIORITY_DEFENDER},
    {.time = 50, .kind = CT_TRACE_RECONNECT, .by = CT_EVENT_PRIORITY_DEFENDER},
    {.time = 60, .kind = CT_TRACE_BLOCK, .by = CT_EVENT_PRIORITY_SCRIPT},
};

enum { END = 100 };

/* Two rows of assets: one alone, and one of several alike; of each the first instance. */
static void
put_instances(GArray *changes, const CtBlueprint *blueprint, uint16_t mark)
{
    bool seen[2] = {false, false};

    for (uint32_t i = 0; i < blueprint->n_assets; i++) {
        const CtBlueAsset *asset = &blueprint->assets[i];
        bool several = asset->n > 1;

        if (seen[several])
            continue;
        seen[several] = true;
        g_array_append_val(changes, ((CtMarkChange){.what = asset->first,
                                                    .mark = mark,
                                                    .of = CT_CHANGE_INSTANCE,
                                                    .on = true}));
    }
    CU_ASSERT_TRUE(seen[0] && seen[1]);
}

/* The lines of the whole picture after these changes and happenings; g_strfreev(). */
static char **
drawn_lines(const CtLayout *layout,
            const CtBlueprint *blueprint,
            const GArray *changes,
            const CtHappening *happenings,
            uint32_t n_happenings)
{
    CtChronicle chronicle = {.changes =
                                 changes != NULL ? (CtMarkChange *)(void *)changes->data : NULL,
                             .n_changes = changes != NULL ? changes->len : 0,
                             .happenings = (CtHappening *)happenings,
                             .n_happenings = n_happenings,
                             .end_ms = END};
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(blueprint, &chronicle);
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    g_autofree char *fault = NULL, *text = NULL;

    ct_snapshot_seek(snapshot, END);
    ct_frame_draw(scene, &(CtFrame){.layout = layout,
                                    .snapshot = snapshot,
                                    .chronicle = &chronicle,
                                    .end_ms = END});
    fault = ct_drawn_scene_fault(scene);
    CHECK_MSG(fault == NULL, "%s: %s", blueprint->name, fault);
    text = ct_drawn_text(scene);
    return g_strsplit(text, "\n", -1);
}

/* The lines of @now that are not, or not as often, in @before; the first counts all the others. */
static uint32_t
put_new_lines(GString *out, char *const *before, char *const *now)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    uint32_t n = 0;

    for (; *before != NULL; before++)
        g_hash_table_insert(counts, *before,
                            GUINT_TO_POINTER(
                                GPOINTER_TO_UINT(g_hash_table_lookup(counts, *before)) + 1));
    for (now++; *now != NULL; now++) {
        guint left = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *now));

        if (left > 0) {
            g_hash_table_insert(counts, *now, GUINT_TO_POINTER(left - 1));
            continue;
        }
        g_string_append_printf(out, "%s\n", *now);
        n++;
    }
    return n;
}

/* What comes with one state, to @out; of things other than assets, of the first, from the middle
 * on, at which it shows: suppliers without a channel, for one, stand nowhere. How many lines. */
static uint32_t
put_state(GString *out,
          size_t state,
          const CtBlueprint *blueprint,
          const CtLayout *layout,
          char *const *untouched)
{
    CtChangeOf of = states[state].of;
    uint32_t n = of == CT_CHANGE_INSTANCE ? 1 : ct_drawn_count(blueprint, of), lines = 0;

    for (uint32_t i = 0; i < n && lines == 0; i++) {
        g_autoptr(GArray) changes = g_array_new(FALSE, TRUE, sizeof(CtMarkChange));

        if (of != CT_CHANGE_INSTANCE)
            g_array_append_val(changes, ((CtMarkChange){.what = (n / 2 + i) % n,
                                                        .mark = states[state].mark,
                                                        .of = (uint8_t)of,
                                                        .on = true}));
        else if (states[state].mark != 0)
            put_instances(changes, blueprint, states[state].mark);
        g_auto(GStrv) now = drawn_lines(layout, blueprint, changes, NULL, 0);

        lines = put_new_lines(out, untouched, now);
    }
    return lines;
}

static char *
states_text(const char *name, const CtBlueprint *blueprint, const CtLayout *layout)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) untouched = drawn_lines(layout, blueprint, NULL, NULL, 0);
    g_auto(GStrv) defended =
        drawn_lines(layout, blueprint, NULL, deeds, (uint32_t)G_N_ELEMENTS(deeds));

    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        g_string_append_printf(out, "== %s\n", states[i].name);
        uint32_t lines = put_state(out, i, blueprint, layout, untouched);

        CHECK_MSG((lines > 0) == (states[i].mark != 0), "%s: '%s' shows %u lines more", name,
                  states[i].name, lines);
    }
    g_string_append(out, "== what is done about it\n");
    CHECK_MSG(put_new_lines(out, untouched, defended) >= G_N_ELEMENTS(deeds),
              "%s: the time line leaves deeds out", name);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
check_states(const char *name)
{
    g_autofree char *package = g_build_filename(CT_SOURCE_DIR, "scenarios", name, NULL);
    g_autofree char *file = g_strdup_printf("%s-states.txt", name);
    g_autofree char *path = g_build_filename(CT_SOURCE_DIR, "tests/draw/pictures", file, NULL);
    g_autofree char *got = NULL, *want = NULL;
    g_autoptr(CtTwin) twin = ct_twin_new(&(CtTwinOptions){0});
    g_autoptr(GError) error = NULL;

    CHECK_OK(ct_twin_load(twin, package, CT_TWIN_INSTANCES, &error), error);
    g_autoptr(CtBlueprint) blueprint = ct_blueprint_new(twin);
    g_autoptr(CtLayout) layout = ct_layout_new(blueprint);

    got = states_text(name, blueprint, layout);
    if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0)
        g_file_set_contents(path, got, -1, NULL);
    CHECK_MSG(g_file_get_contents(path, &want, NULL, NULL) && strcmp(got, want) == 0,
              "%s is not what comes", file);
}

#define STATES(suffix, name)                                                                       \
    static void test_##suffix(void)                                                                \
    {                                                                                              \
        check_states(name);                                                                        \
    }
STATES(cars, "automotive-jeep-2015")
STATES(energy, "energy-ukraine-2015")
STATES(phones, "software-3cx-2023")
STATES(water, "water-unitronics-2023")
#undef STATES

CU_TestInfo test_marks_tests[] = {
    {"states of cars", test_cars},
    {"states of the distributor", test_energy},
    {"states of telephones", test_phones},
    {"states of the water suppliers", test_water},
    CU_TEST_INFO_NULL,
};
