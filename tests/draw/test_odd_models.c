/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What nobody draws on purpose: nothing, too much, names in every script. */
#include "tests/draw/drawn.h"

#include "draw/render_cairo.h"
#include "draw/render_svg.h"
#include "tests/support/check.h"

static const char head[] = "cybertwin: 1\nproducts:\n  p: { kind: plc }\n";

/* A frame never takes more commands than this, whatever the model. */
enum { MOST_COMMANDS = 12000 };

static void
check_frames(const char *yaml)
{
    static const double sizes[][2] = {{1280, 800}, {200, 150}, {100, 100}};
    g_auto(CtDrawn) drawn = {0};
    g_autofree char *why = NULL;

    CHECK_MSG(ct_drawn_init(&drawn, yaml, 640, 480, &why), "%s", why);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(CtScene) scene = ct_scene_new(sizes[i][0], sizes[i][1]);
        g_autoptr(CtOut) png = ct_out_new_string(), svg = ct_out_new_string();
        g_autoptr(GError) error = NULL;

        ct_frame_draw(scene, &(CtFrame){.layout = drawn.layout});
        CHECK_MSG(scene->commands->len <= MOST_COMMANDS, "%u commands", scene->commands->len);
        CHECK_OK(ct_render_png(scene, CT_THEME_DARK, 1, png, &error), error);
        ct_render_svg(scene, CT_THEME_LIGHT, 1, "odd", true, svg);
        CHECK_MSG(g_utf8_validate(ct_out_text(svg), -1, NULL), "the SVG is no UTF-8");
    }
}

static void
test_nothing_at_all(void)
{
    check_frames("cybertwin: 1\n");
    check_frames("cybertwin: 1\nzones:\n  z: {}\n");
}

static void
test_a_hundred_thousand_in_one_zone(void)
{
    g_autofree char *yaml =
        g_strconcat(head, "zones:\n  z: {}\nassets:\n  a: { product: p, zone: z, count: 100000 }\n",
                    NULL);

    check_frames(yaml);
}

static void
test_a_zone_of_many_rows(void)
{
    g_autoptr(GString) yaml = g_string_new(head);

    for (int i = 0; i < 1000; i++)
        g_string_append_printf(yaml, "  p%d: { kind: hmi }\n", i);
    g_string_append(yaml, "zones:\n  z: {}\nassets:\n");
    for (int i = 0; i < 3000; i++)
        g_string_append_printf(yaml, "  a%d: { product: p%d, zone: z }\n", i, i % 1000);
    check_frames(yaml->str);
}

static void
test_two_thousand_zones(void)
{
    g_autoptr(GString) yaml = g_string_new(head);

    g_string_append(yaml, "zones:\n");
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(yaml, "  z%d: { level: %d }\n", i, i % 6);
    g_string_append(yaml, "conduits:\n");
    for (int i = 0; i + 1 < 2000; i++)
        g_string_append_printf(yaml, "  c%d: { from: z%d, to: z%d, allow: [{ port: any }] }\n", i,
                               i, i + 1);
    check_frames(yaml->str);
}

static void
test_zones_in_zones(void)
{
    g_autoptr(GString) yaml = g_string_new(head);

    g_string_append(yaml, "zones:\n  z0: {}\n");
    for (int i = 1; i < 40; i++)
        g_string_append_printf(yaml, "  z%d: { parent: z%d }\n", i, i - 1);
    g_string_append(yaml, "assets:\n  a: { product: p, zone: z39 }\n");
    check_frames(yaml->str);
}

static void
test_names_in_every_script(void)
{
    g_autofree char *longest = g_strnfill(300, 'W');
    g_autofree char *yaml = g_strdup_printf(
        "%szones:\n  a: { name: \"محطة فرعية شمالية\" }\n  b: { name: 变电站控制区域 }\n"
        "  c: { name: \"🏭🔥🏭🔥\" }\n  d: { name: %s }\n  e: { name: \"\\e[31mred\\0\\u202etxt\" }\n"
        "assets:\n  x: { product: p, zone: a, name: \"\\u0007bell\" }\n"
        "  y: { product: p, zone: b, name: 控制器, count: 7 }\n",
        head, longest);

    /* A NUL in a text is refused by the loader; without it all of it is drawn. */
    g_autofree char *without = NULL;
    g_auto(GStrv) parts = g_strsplit(yaml, "\\0", -1);

    without = g_strjoinv("", parts);
    check_frames(without);
}

/* As many zones as a matrix can have, all of them attackable from the first. */
static void
test_a_matrix_of_two_thousand_zones(void)
{
    static const double sizes[][2] = {{1280, 800}, {3840, 2160}, {200, 150}, {60, 40}};
    uint32_t n = CT_MOST_ZONES;
    g_autofree CtSegZone *zones = g_new0(CtSegZone, n);
    g_autofree CtZoneCell *cells = g_new0(CtZoneCell, (size_t)n * n);
    CtSegmentation segmentation = {.zones = zones, .n_zones = n, .cells = cells};

    for (uint32_t i = 0; i < n; i++) {
        zones[i].id = i % 2 == 0 ? "a-zone" : "محطة";
        cells[i].attackable = CT_ANSWER_YES;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(CtScene) scene = ct_scene_new(sizes[i][0], sizes[i][1]);
        g_autofree char *fault = NULL;

        ct_matrix_draw(scene, (CtRect){0, 0, sizes[i][0], sizes[i][1]}, &segmentation,
                       (CtPick){CT_PICK_CELL, n * n - 1});
        fault = ct_drawn_scene_fault(scene);
        CHECK_MSG(fault == NULL, "%s", fault);
        CHECK_MSG(scene->commands->len <= MOST_COMMANDS, "%u commands", scene->commands->len);
    }
}

static void
test_a_matrix_of_nothing(void)
{
    g_autoptr(CtScene) scene = ct_scene_new(400, 300);

    ct_matrix_draw(scene, (CtRect){0, 0, 400, 300}, &(CtSegmentation){0}, (CtPick){0});
    CHECK_INT(scene->commands->len, 1);
}

CU_TestInfo test_odd_models_tests[] = {
    {"nothing at all", test_nothing_at_all},
    {"a hundred thousand in one zone", test_a_hundred_thousand_in_one_zone},
    {"a zone of many rows", test_a_zone_of_many_rows},
    {"two thousand zones", test_two_thousand_zones},
    {"zones in zones", test_zones_in_zones},
    {"names in every script", test_names_in_every_script},
    {"a matrix of two thousand zones", test_a_matrix_of_two_thousand_zones},
    {"a matrix of nothing", test_a_matrix_of_nothing},
    CU_TEST_INFO_NULL,
};
