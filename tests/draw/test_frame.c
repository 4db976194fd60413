/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a whole picture does with its size, and the matrix with very many cells. */
#include "analysis/segmentation.h"
#include "draw/frame.h"
#include "tests/draw/drawn.h"
#include "tests/support/check.h"

#include <string.h>

static void
test_what_is_in_a_picture_grows_with_it(void)
{
    static const struct {
        double width, height;
        int want;
    } cases[] = {{0, 0, 1},       {200, 150, 1},   {1280, 800, 1},  {1920, 1080, 1},
                 {2560, 1440, 1}, {3839, 2160, 1}, {3840, 2160, 2}, {2160, 3840, 2},
                 {3840, 2159, 1}, {5760, 3240, 3}, {7680, 4320, 4}, {16384, 16384, 8},
                 {16384, 400, 1}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        CHECK_MSG(ct_frame_scale(cases[i].width, cases[i].height) == cases[i].want, "%g × %g: %d",
                  cases[i].width, cases[i].height, ct_frame_scale(cases[i].width, cases[i].height));
}

/* @n zones of which nobody gets from one to another, drawn; g_free(). */
static char *
matrix_of(uint32_t n)
{
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    g_autofree CtSegZone *zones = g_new0(CtSegZone, n);
    g_autofree CtZoneCell *cells = g_new0(CtZoneCell, (size_t)n * n);
    CtSegmentation segmentation = {.zones = zones, .n_zones = n, .cells = cells};

    for (uint32_t i = 0; i < n; i++)
        zones[i].id = "z";
    for (size_t i = 0; i < (size_t)n * n; i++)
        cells[i] = (CtZoneCell){.intended = CT_ANSWER_NO,
                                .allowed = CT_ANSWER_NO,
                                .attackable = CT_ANSWER_NO};
    ct_matrix_draw(scene, (CtRect){0, 0, 1280, 800}, &segmentation, (CtPick){0});
    return ct_drawn_text(scene);
}

/* However many cells a sign has, its number is whole. */
static void
test_counts_of_the_matrix_are_whole(void)
{
    static const struct {
        uint32_t n;
        const char *want;
    } cases[] = {{3, "\"9\""},      {100, "\"10000\""}, {316, "\"99856\""}, {317, "\"100k\""},
                 {999, "\"998k\""}, {1000, "\"1.0M\""}, {1095, "\"1.2M\""}, {2000, "\"4.0M\""}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = matrix_of(cases[i].n);

        CHECK_MSG(strstr(text, cases[i].want) != NULL, "%u: no %s in %.3000s", cases[i].n,
                  cases[i].want,
                  strstr(text, "closed") != NULL ? strstr(text, "closed") - 200 : "");
    }
}

CU_TestInfo test_frame_tests[] = {
    {"what is in a picture grows with it", test_what_is_in_a_picture_grows_with_it},
    {"counts of the matrix are whole", test_counts_of_the_matrix_are_whole},
    CU_TEST_INFO_NULL,
};
