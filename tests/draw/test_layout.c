/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/draw/drawn.h"

#include "draw/plan_parts.h"
#include "tests/support/check.h"
#include "tests/support/model_generator.h"

enum { MODELS = 120 };

static const char *const plant[] = {
    "  outside: { outside: true, networks: [internet] }\n",
    "  office: { level: 4 }\n",
    "  plant: { level: 2, sl_t: 2 }\n",
    "  cell-a: { parent: plant, level: 1 }\n",
    "  cell-b: { parent: plant, level: 1, count: 3 }\n",
};
static const char *const assets[] = {
    "  pc: { product: p, zone: office, count: 12 }\n",
    "  server: { product: q, zone: office }\n",
    "  plc-1: { product: q, zone: cell-a }\n",
    "  plc-2: { product: q, zone: cell-a }\n",
    "  plc-b: { product: q, zone: cell-b, criticality: { safety: high } }\n",
};
static const char *const conduits[] = {
    "  in: { from: outside, to: office, allow: [{ port: tcp/443 }] }\n",
    ("  down: { from: office, to: plant, allow: [{ port: tcp/22, to: [plc-1] }], controls: { mfa: "
     "otp, encryption: tls, sensor: 0.4 } }\n"),
    "  across: { from: cell-a, to: cell-b, allow: [{ port: any }] }\n",
};

/* Rows of a section from @first on, and around. */
static void
add_rows(GString *yaml, const char *section, const char *const *rows, size_t n, size_t first)
{
    g_string_append_printf(yaml, "%s:\n", section);
    for (size_t i = 0; i < n; i++)
        g_string_append(yaml, rows[(i + first) % n]);
}

static char *
plant_yaml(size_t first, const char *more)
{
    GString *yaml = g_string_new("cybertwin: 1\nnetworks:\n  internet: { medium: internet }\n"
                                 "products:\n  p: { kind: workstation }\n  q: { kind: plc }\n");

    add_rows(yaml, "zones", plant, G_N_ELEMENTS(plant), first);
    add_rows(yaml, "conduits", conduits, G_N_ELEMENTS(conduits), first);
    add_rows(yaml, "assets", assets, G_N_ELEMENTS(assets), first);
    g_string_append(yaml, more);
    return g_string_free(yaml, FALSE);
}

/* The ways between all zones, as lines. */
static void
draw_ways(const CtDrawn *drawn)
{
    const CtLayout *layout = drawn->layout;
    CtPlanView view = {.layout = layout, .text_scale = 1};

    view.camera = ct_camera_fit(layout->bounds, (CtRect){0, 0, 1280, 800}, 2);
    for (uint32_t from = 0; from < drawn->blueprint->n_zones; from++)
        for (uint32_t to = 0; to < drawn->blueprint->n_zones; to++) {
            g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(CtPoint));

            if (from == to)
                continue;
            ct_plan_way(&view, ct_plan_room_box(&view, from), from, ct_plan_room_box(&view, to), to,
                        points);
            ct_scene_line(drawn->scene, (const CtPoint *)(void *)points->data, points->len,
                          CT_PAINT_PATH, 1);
        }
}

static char *
draw_text(const char *yaml)
{
    g_auto(CtDrawn) drawn = {0};
    g_autofree char *why = NULL;

    CHECK_MSG(ct_drawn_init(&drawn, yaml, 1280, 800, &why), "%s", why);
    if (drawn.scene == NULL)
        return NULL;
    draw_ways(&drawn);
    return ct_drawn_text(drawn.scene);
}

static void
test_the_order_of_the_file_does_not_matter(void)
{
    g_autofree char *yaml = plant_yaml(0, "");
    g_autofree char *want = draw_text(yaml);

    for (size_t first = 1; first < 5; first++) {
        g_autofree char *other = plant_yaml(first, "");
        g_autofree char *got = draw_text(other);

        CHECK_STR(got, want);
    }
}

/* Who stands left of whom, and above, stays when an asset comes to one of them. */
static void
test_an_asset_more_moves_no_room_past_another(void)
{
    g_auto(CtDrawn) before = {0}, after = {0};
    g_autofree char *first = plant_yaml(0, ""), *why = NULL;
    g_autofree char *second = plant_yaml(0, "  aaa: { product: p, zone: cell-b }\n");

    CHECK_MSG(ct_drawn_init(&before, first, 1280, 800, &why), "%s", why);
    CHECK_MSG(ct_drawn_init(&after, second, 1280, 800, &why), "%s", why);
    for (uint32_t a = 0; a < before.blueprint->n_zones; a++)
        for (uint32_t b = 0; b < before.blueprint->n_zones; b++) {
            const CtRoom *was = before.layout->rooms, *is = after.layout->rooms;

            if (was[a].box.x < was[b].box.x)
                CHECK_MSG(is[a].box.x <= is[b].box.x, "%u passes %u", a, b);
            if (was[a].box.y < was[b].box.y)
                CHECK_MSG(is[a].box.y <= is[b].box.y, "%u passes %u", a, b);
        }
}

static char *
fault_of(const char *yaml)
{
    static const double sizes[][2] = {{1280, 800}, {3840, 2160}, {200, 150}};
    g_auto(CtDrawn) drawn = {0};
    g_autofree char *why = NULL;
    char *fault;

    if (!ct_drawn_init(&drawn, yaml, 1280, 800, &why))
        return NULL; /* past a limit; others test that */
    fault = ct_drawn_layout_fault(drawn.layout);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes) && fault == NULL; i++) {
        g_autoptr(CtScene) scene = ct_scene_new(sizes[i][0], sizes[i][1]);

        ct_frame_draw(scene, &(CtFrame){.layout = drawn.layout});
        fault = ct_drawn_scene_fault(scene);
    }
    return fault;
}

static void
test_laws_of_generated_models(void)
{
    for (uint64_t seed = 0; seed < MODELS; seed++) {
        g_autofree char *yaml = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *fault = fault_of(yaml);

        CHECK_MSG(fault == NULL, "model %u: %s", (unsigned)seed, fault);
    }
}

static void
test_laws_of_the_plant(void)
{
    g_autofree char *yaml = plant_yaml(0, "");
    g_autofree char *fault = fault_of(yaml);

    CHECK_MSG(fault == NULL, "%s", fault);
}

/* A way enters no room but those around its ends. */
static void
test_ways_pass_no_other_room(void)
{
    g_auto(CtDrawn) drawn = {0};
    g_autofree char *yaml = plant_yaml(0, ""), *why = NULL;
    const CtLayout *layout;

    CHECK_MSG(ct_drawn_init(&drawn, yaml, 1280, 800, &why), "%s", why);
    layout = drawn.layout;
    for (uint32_t i = 0; i < layout->n_routes; i++)
        for (uint32_t z = 0; z < drawn.blueprint->n_zones; z++) {
            const CtRoute *route = &layout->routes[i];
            CtRect room = ct_rect_inset(layout->rooms[z].box, 1);

            if (ct_blueprint_is_within(drawn.blueprint, route->from_zone, z) ||
                ct_blueprint_is_within(drawn.blueprint, route->to_zone, z))
                continue;
            for (uint32_t k = 0; k + 1 < route->n_points; k++) {
                CtPoint a = layout->points[route->first_point + k];
                CtPoint b = layout->points[route->first_point + k + 1];
                CtRect leg = {MIN(a.x, b.x), MIN(a.y, b.y), ABS(a.x - b.x) + 1e-3,
                              ABS(a.y - b.y) + 1e-3};

                CHECK_MSG(!ct_rect_meets(leg, room), "the way of %u goes through %s", route->what,
                          drawn.blueprint->zones[z].id);
            }
        }
}

CU_TestInfo test_layout_tests[] = {
    {"the order of the file does not matter", test_the_order_of_the_file_does_not_matter},
    {"an asset more moves no room past another", test_an_asset_more_moves_no_room_past_another},
    {"laws of generated models", test_laws_of_generated_models},
    {"laws of the plant", test_laws_of_the_plant},
    {"ways pass no other room", test_ways_pass_no_other_room},
    CU_TEST_INFO_NULL,
};
