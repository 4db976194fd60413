/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "viz/playback.h"

static void
test_plays_to_the_end_and_stops(void)
{
    CtPlayback playback;

    ct_playback_init(&playback, 100000);
    playback.speed = 100;
    CHECK_INT(ct_playback_advance(&playback, 50), false); /* it does not play yet */
    ct_playback_toggle(&playback);
    CHECK_INT(ct_playback_advance(&playback, 50), true);
    CHECK_INT(ct_playback_now(&playback), 5000);
    for (int i = 0; i < 30; i++)
        (void)ct_playback_advance(&playback, 50);
    CHECK_INT(ct_playback_now(&playback), 100000);
    CHECK_INT(playback.playing, false);
    ct_playback_toggle(&playback); /* once more from the start */
    CHECK_INT(ct_playback_now(&playback), 0);
    CHECK_INT(playback.playing, true);
}

static void
test_a_halt_skips_nothing(void)
{
    CtPlayback playback;

    ct_playback_init(&playback, INT64_MAX / 4);
    playback.speed = 10;
    ct_playback_toggle(&playback);
    (void)ct_playback_advance(&playback, 3600000);
    CHECK_INT(ct_playback_now(&playback), 2500);
}

static void
test_seeks_within_the_run(void)
{
    CtPlayback playback;

    ct_playback_init(&playback, 1000);
    ct_playback_seek(&playback, -5);
    CHECK_INT(ct_playback_now(&playback), 0);
    ct_playback_seek(&playback, INT64_MAX);
    CHECK_INT(ct_playback_now(&playback), 1000);
    ct_playback_init(&playback, 0); /* nothing happens in it */
    ct_playback_toggle(&playback);
    CHECK_INT(playback.playing, false);
}

static void
test_speeds_go_up_and_come_back(void)
{
    CtPlayback playback;
    double before = 0;

    ct_playback_init(&playback, 86400000);
    CU_ASSERT(playback.speed * 30000 <= 86400000);
    playback.speed = 1;
    for (int i = 0; i < 100; i++) {
        CU_ASSERT(playback.speed >= before);
        before = playback.speed;
        ct_playback_change_speed(&playback, 1);
    }
    CHECK_INT((int64_t)playback.speed, 10000000);
    for (int i = 0; i < 100; i++)
        ct_playback_change_speed(&playback, -1);
    CU_ASSERT(playback.speed > 0 && playback.speed <= 0.1);
    playback.speed = 700; /* one that is not in the table */
    ct_playback_change_speed(&playback, 1);
    CHECK_INT((int64_t)playback.speed, 1800);
    playback.speed = 700;
    ct_playback_change_speed(&playback, -1);
    CHECK_INT((int64_t)playback.speed, 600);
}

static void
test_reads_a_speed(void)
{
    static const char *const bad[] = {"",    "x",   "0",   "-5x",  "1e9x", "600 x",
                                      "nan", "inf", "6xx", "fast", "600X"};
    double speed = 0;

    CU_ASSERT(ct_playback_parse_speed("600x", &speed) && speed == 600);
    CU_ASSERT(ct_playback_parse_speed("0.5", &speed) && speed == 0.5);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        CHECK_MSG(!ct_playback_parse_speed(bad[i], &speed), "'%s' is no speed", bad[i]);
    CtPlayback playback = {.speed = 600};
    g_autofree char *text = ct_playback_speed_text(&playback);

    CHECK_STR(text, "600x");
}

CU_TestInfo test_playback_tests[] = {
    {"plays to the end and stops", test_plays_to_the_end_and_stops},
    {"a halt skips nothing", test_a_halt_skips_nothing},
    {"seeks within the run", test_seeks_within_the_run},
    {"speeds go up and come back", test_speeds_go_up_and_come_back},
    {"reads a speed", test_reads_a_speed},
    CU_TEST_INFO_NULL,
};
