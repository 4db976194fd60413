/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw/icons.h"

#include "tests/support/check.h"

/* Every kind that the topology knows has an outline; only words that nobody knows share one. */
static void
test_every_kind_has_an_outline(void)
{
    for (size_t i = 0; i < ct_n_kind_infos; i++)
        CHECK_MSG(ct_icon_of_kind(ct_kind_infos[i].name) != CT_ICON_THING, "%s has no icon",
                  ct_kind_infos[i].name);
    CHECK_INT(ct_icon_of_kind("toaster"), CT_ICON_THING);
    CHECK_INT(ct_icon_of_kind(""), CT_ICON_THING);
}

static void
test_every_state_has_its_own_shape(void)
{
    for (int a = 0; a < CT_SHOWN_COUNT; a++)
        for (int b = 0; b < a; b++)
            CHECK_MSG(ct_icon_of_shown((CtShown)a) != ct_icon_of_shown((CtShown)b),
                      "%s and %s look alike", ct_shown_text((CtShown)a), ct_shown_text((CtShown)b));
}

static void
look(CtIconOp op, double x, double y, double radius, void *data)
{
    int *n = data;
    bool moves = op == CT_ICON_OP_MOVE || op == CT_ICON_OP_LINE || op == CT_ICON_OP_CIRCLE;

    (*n)++;
    CHECK_MSG(!moves ||
                  (x - radius >= 0 && x + radius <= 24 && y - radius >= 0 && y + radius <= 24),
              "a stroke leaves the square: %g %g %g", x, y, radius);
}

static void
test_strokes_stay_in_the_square(void)
{
    for (int i = 0; i < CT_ICON_COUNT; i++) {
        int n = 0;

        ct_icon_each((CtIcon)i, look, &n);
        CHECK_MSG(i == CT_ICON_NONE ? n == 0 : n > 1, "%s has no strokes", ct_icon_text((CtIcon)i));
    }
}

CU_TestInfo test_icons_tests[] = {
    {"every kind has an outline", test_every_kind_has_an_outline},
    {"every state has its own shape", test_every_state_has_its_own_shape},
    {"strokes stay in the square", test_strokes_stay_in_the_square},
    CU_TEST_INFO_NULL,
};
