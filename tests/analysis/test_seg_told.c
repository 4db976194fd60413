/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told beside the failures of segmentation: waivers, the target, the attacks. */
#include "tests/support/check.h"

#include "report/segments.h"
#include "tests/support/segmented.h"

#include <string.h>

#define ZONES "zones: { a: {}, b: {}, c: {} }\n"

/* --- waivers and target --- */

static const char divided[] =
    ZONES "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
          "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n"
          "policies: { p: { never: { from: { zone: a }, to: { zone: b } } } }\n"
          "targets: { segmentation_failures: { max: 0 } }\n";

static void
check_waiver(const char *until, CtSegWaiver want, bool misses)
{
    g_autofree char *text =
        g_strconcat(ct_segmented_head, divided,
                    "waivers: [{ finding: \"S2:p\", reason: soon, owner: me, until: ", until,
                    " }]\n", NULL);
    g_auto(CtSegmented) solved = {0};

    CHECK_MSG(ct_segmented_init(&solved, text, NULL, 0), "does not hold");
    CHECK_INT(solved.result->n_failures, 1);
    CHECK_INT(solved.result->failures[0].waiver, want);
    CHECK_INT(solved.result->n_counted, want == CT_SEG_WAIVED ? 0 : 1);
    CHECK_INT(ct_segmentation_misses(solved.result), misses);
}

static void
test_a_waiver_covers_until_its_last_day(void)
{
    check_waiver("2026-01-02", CT_SEG_WAIVED, false);
    check_waiver(CT_SEGMENTED_AS_OF, CT_SEG_WAIVED, false);
    check_waiver("2025-12-31", CT_SEG_EXPIRED, true);
}

static void
test_a_waiver_of_nothing_is_told(void)
{
    g_autofree char *text =
        g_strconcat(ct_segmented_head, divided,
                    "waivers: [{ finding: \"S5:d\", reason: r, owner: o, until: 2027-01-01 },\n"
                    "          { finding: other, reason: r, owner: o, until: 2027-01-01 }]\n",
                    NULL);
    g_auto(CtSegmented) solved = {0};

    CHECK_MSG(ct_segmented_init(&solved, text, NULL, 0), "does not hold");
    CHECK_STR(solved.result->idle_waivers[0], "S5:d");
    CHECK_MSG(solved.result->idle_waivers[1] == NULL, "does not hold");
    CHECK_MSG(solved.result->failures[0].path != NULL, "does not hold");
}

/* --- what is said of the attack --- */

#define RISING "zones: { a: { sl_t: 1 }, b: { sl_t: 2 }, c: { sl_t: 2 } }\n"
#define PROXY "controls: { inspection: proxy }"

static void
check_door(const char *text, const char *want)
{
    g_autofree char *whole = g_strconcat(ct_segmented_head, text, NULL);
    g_auto(CtSegmented) solved = {0};
    bool found = false;

    CHECK_MSG(ct_segmented_init(&solved, whole, NULL, 0), "does not hold");
    for (uint32_t i = 0; i < solved.result->n_failures; i++) {
        const CtSegFailure *failure = &solved.result->failures[i];
        const char *tail = strstr(failure->what, "; the cheapest attack");

        if (strcmp(failure->id, "S5:d") != 0)
            continue;
        found = true;
        CHECK_MSG(failure->path != NULL, "no attack on %s", failure->id);
        CHECK_STR(tail != NULL ? tail : "", want);
    }
    CHECK_MSG(found, "no S5:d in %s", text);
}

static void
test_an_attack_need_not_come_by_the_door(void)
{
    check_door(RISING "conduits: { d: { from: a, to: b, allow: [{ port: tcp/80 }] } }\n"
                      "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n",
               "");
    check_door(RISING "conduits:\n"
                      "  d: { from: a, to: b, allow: [{ port: tcp/22 }] }\n"
                      "  e: { from: a, to: b, allow: [{ port: tcp/80 }], " PROXY " }\n"
                      "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b } }\n",
               "; the cheapest attack may use another door between the two");
    check_door(RISING "conduits:\n"
                      "  d: { from: a, to: b, allow: [{ port: tcp/22 }] }\n"
                      "  e: { from: a, to: c, allow: [{ port: tcp/80 }], " PROXY " }\n"
                      "  f: { from: c, to: b, allow: [{ port: tcp/80 }] }\n"
                      "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b },\n"
                      "          z: { product: open, zone: c } }\n",
               "; the cheapest attack gets there without it, by another door or by none");
}

/* Two failures that an attacker makes use of, and one path asked for. */
static void
test_attacks_not_written_out_are_counted(void)
{
    static const CtTextOptions options = {.width = 80};
    g_autofree char *whole =
        g_strconcat(ct_segmented_head,
                    RISING
                    "conduits:\n"
                    "  d: { from: a, to: b, allow: [{ port: tcp/80 }] }\n"
                    "  e: { from: a, to: c, allow: [{ port: tcp/80 }] }\n"
                    "assets: { x: { product: safe, zone: a }, y: { product: open, zone: b },\n"
                    "          z: { product: open, zone: c } }\n",
                    NULL);
    g_auto(CtSegmented) solved = {0};
    g_autoptr(CtOut) out = ct_out_new_string();
    GError *error = NULL;

    CHECK_MSG(ct_segmented_init(&solved, whole, NULL, 0), "does not hold");
    CHECK_INT(solved.result->n_without_path, 0);
    ct_report_segments_text(out, solved.result, NULL, &options);
    CHECK_MSG(strstr(ct_out_text(out), "not written out") == NULL, "%s", ct_out_text(out));
    ct_segmentation_free(solved.result);
    solved.result =
        ct_segmentation_new(solved.twin,
                            &(CtSegOptions){.as_of = CT_SEGMENTED_AS_OF, .most_paths = 1}, &error);
    CHECK_OK(solved.result != NULL, error);
    CHECK_INT(solved.result->n_without_path, 1);
    ct_report_segments_text(out, solved.result, NULL, &options);
    CHECK_MSG(strstr(ct_out_text(out), "1 attack that succeeds is not written out") != NULL, "%s",
              ct_out_text(out));
}

CU_TestInfo test_seg_told_tests[] = {
    {"a waiver covers until its last day", test_a_waiver_covers_until_its_last_day},
    {"a waiver of nothing is told", test_a_waiver_of_nothing_is_told},
    {"an attack need not come by the door", test_an_attack_need_not_come_by_the_door},
    {"attacks not written out are counted", test_attacks_not_written_out_are_counted},
    CU_TEST_INFO_NULL,
};
