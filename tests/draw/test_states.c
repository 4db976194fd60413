/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every mark that a moment of a run can have, in one picture held to its draw commands; and on
 * generated models, in states drawn by lot, no mark that covers a text.
 */
#include "base/units.h"
#include "tests/draw/drawn.h"
#include "tests/support/check.h"
#include "tests/support/model_generator.h"
#include "tests/support/scenario_run.h"

#include <string.h>

enum { MODELS = 60, CHANGES = 200 };

static const char works[] =
    "cybertwin: 1\n"
    "name: A works\n"
    "suppliers: { maker: { name: The maker } }\n"
    "products:\n"
    "  box: { kind: workstation, services: { rdp: { port: tcp/3389, gives: [shell] } } }\n"
    "  pump: { kind: plc, supplier: maker, services: { modbus: { port: tcp/502, auth: none, gives: "
    "[control] } } }\n"
    "vulnerabilities:\n"
    "  flaw: { affects: [box.rdp], cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n"
    "networks: { internet: { medium: internet }, desk: {}, floor: {} }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  office: { networks: [desk], level: 4 }\n"
    "  plant: { networks: [floor], level: 1 }\n"
    "conduits:\n"
    "  in: { from: outside, to: office, allow: [ { port: tcp/3389 } ], controls: { mfa: otp, "
    "encryption: tls, inspection: proxy, sensor: 0.5 } }\n"
    "  down: { from: office, to: plant, allow: [ { port: tcp/502 } ] }\n"
    "assets:\n"
    "  pc: { product: box, zone: office, count: 3 }\n"
    "  desk-1: { product: box, zone: office }\n"
    "  plc: { product: pump, zone: plant }\n"
    "data:\n"
    "  recipe: { at: [desk-1] }\n"
    "credentials:\n"
    "  word: { kind: password, privilege: user, opens: [box.rdp], name: The word }\n"
    "  safe: { kind: key, strength: strong, privilege: admin, opens: [box.rdp] }\n"
    "channels:\n"
    "  care: { kind: update, from: { supplier: maker }, to: { product: pump } }\n"
    "functions:\n"
    "  water: { needs: [plc], loss: availability, impact: { cost_per_hour: 12000 } }\n";

static const char course[] =
    "attacker 'worker' { entry = { exec('desk-1', 'admin'), holds 'word' },\n"
    "  goals = { open = holds 'safe' } }\n"
    "horizon '20h'\n"
    "at('1h', function() isolate 'pc[1]' end)\n"
    "at('2h', function() patch('pc[2]', 'flaw') end)\n"
    "at('3h', function() rotate 'word' end)\n"
    "at('4h', function() block 'down' revoke 'care' end)\n"
    "at('5h', function() halt 'plc' end)\n";

static void
compare(const CtScene *scene, const char *file)
{
    g_autofree char *path = g_build_filename(CT_SOURCE_DIR, "tests/draw/pictures", file, NULL);
    g_autofree char *got = ct_drawn_text(scene), *want = NULL;

    if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0)
        g_file_set_contents(path, got, -1, NULL);
    CHECK_MSG(g_file_get_contents(path, &want, NULL, NULL) && strcmp(got, want) == 0,
              "%s is not what comes", file);
}

static void
test_every_mark(void)
{
    g_auto(CtScenarioTest) test = {0};
    ct_scenario_test_init(&test, works, course);
    CHECK_MSG(test.error == NULL, "%s", test.error);
    g_autoptr(GArray) records = ct_trace_play(test.sim, 0, NULL);
    g_autoptr(CtBlueprint) blueprint = ct_blueprint_new(test.twin);
    g_autoptr(CtLayout) layout = ct_layout_new(blueprint);
    g_autoptr(CtChronicle) chronicle = ct_chronicle_new(blueprint, test.twin, test.sim, records);
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(blueprint, chronicle);
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    g_autofree char *fault = NULL, *text = NULL;
    static const char *const marks[] = {
        "cut stroke=guard",      /* what is blocked and revoked */
        "patched stroke=guard",  /* a flaw mended */
        "replaced stroke=guard", /* a credential */
        "document stroke=",      /* data lost */
        "second-factor",         /* controls at the door */
        "encrypted",
        "inspected",
        "watched",
        "script stroke=", /* on the time line */
        "lost so far",
        "In the attacker's hands:",
    };

    ct_snapshot_seek(snapshot, 7 * CT_MS_HOUR);
    ct_frame_draw(scene, &(CtFrame){.layout = layout,
                                    .snapshot = snapshot,
                                    .chronicle = chronicle,
                                    .end_ms = 20 * CT_MS_HOUR});
    fault = ct_drawn_scene_fault(scene);
    CHECK_MSG(fault == NULL, "%s", fault);
    text = ct_drawn_text(scene);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        CHECK_MSG(strstr(text, marks[i]) != NULL, "there is no %s", marks[i]);
    compare(scene, "every-mark.txt");
}

/* --- by lot --- */

static uint32_t
lot(uint32_t *state, uint32_t n)
{
    *state = *state * 1664525U + 1013904223U;
    return n > 0 ? (*state >> 8) % n : 0;
}

static GArray *
draw_lots(const CtBlueprint *blueprint, uint32_t seed)
{
    GArray *changes = g_array_new(FALSE, TRUE, sizeof(CtMarkChange));
    uint32_t state = seed * 2654435761U + 1;

    for (int i = 0; i < CHANGES; i++) {
        CtChangeOf of = (CtChangeOf)lot(&state, CT_CHANGE_OF_COUNT);
        uint32_t n = ct_drawn_count(blueprint, of);
        CtMarkChange change = {.time = i,
                               .what = lot(&state, n),
                               .mark =
                                   (uint16_t)(of == CT_CHANGE_INSTANCE ? 1 << lot(&state, 14) : 1),
                               .of = (uint8_t)of,
                               .on = lot(&state, 4) > 0};

        if (n > 0)
            g_array_append_val(changes, change);
    }
    return changes;
}

static void
check_states(const CtDrawn *drawn, uint32_t seed)
{
    const CtBlueprint *blueprint = drawn->blueprint;
    g_autoptr(GArray) changes = draw_lots(blueprint, seed);
    CtChronicle chronicle = {.changes = (CtMarkChange *)(void *)changes->data,
                             .n_changes = changes->len,
                             .end_ms = CHANGES};
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(blueprint, &chronicle);
    g_autoptr(GArray) elements = g_array_new(FALSE, TRUE, sizeof(CtElementFinding));

    for (uint32_t i = 0; i < MIN(blueprint->n_conduits, 20); i++)
        g_array_append_val(elements,
                           ((CtElementFinding){.kind = "rule", .id = blueprint->conduits[i].id}));
    for (uint32_t i = 0; i < MIN(blueprint->n_assets, 20); i++)
        g_array_append_val(elements,
                           ((CtElementFinding){.kind = "asset", .id = blueprint->assets[i].id}));
    for (int64_t time = CHANGES / 2; time <= CHANGES; time += CHANGES / 2) {
        g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
        g_autofree char *fault = NULL;

        ct_snapshot_seek(snapshot, time);
        ct_frame_draw(scene, &(CtFrame){.layout = drawn->layout,
                                        .snapshot = snapshot,
                                        .chronicle = &chronicle,
                                        .end_ms = CHANGES,
                                        .chokes = (const CtElementFinding *)(void *)elements->data,
                                        .n_chokes = elements->len});
        fault = ct_drawn_scene_fault(scene);
        CHECK_MSG(fault == NULL, "model %u: %s", seed, fault);
    }
}

static void
test_states_by_lot(void)
{
    for (uint32_t seed = 0; seed < MODELS; seed++) {
        g_auto(CtDrawn) drawn = {0};
        g_autofree char *yaml = ct_generate_model(seed, &ct_generator_all), *why = NULL;

        if (ct_drawn_init(&drawn, yaml, 200, 150, &why))
            check_states(&drawn, seed);
    }
}

CU_TestInfo test_states_tests[] = {
    {"every mark", test_every_mark},
    {"states by lot", test_states_by_lot},
    CU_TEST_INFO_NULL,
};
