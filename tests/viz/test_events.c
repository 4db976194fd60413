/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of events of one run and of two, against all happenings sorted by a plain loop. */
#include "tests/support/check.h"

#include "tests/viz/shown_run.h"
#include "viz/app_parts.h"

#include <string.h>

enum { N_HAPPENINGS = 60, TIMES = 30 };

/* Happenings of every kind at times with many ties. */
typedef struct Made {
    CtHappening happenings[N_HAPPENINGS];
    CtChronicle chronicle;
} Made;

static void
make(Made *made, GRand *rand, uint32_t n)
{
    int64_t time = 0;

    *made = (Made){0};
    for (uint32_t i = 0; i < n; i++) {
        time += g_rand_int_range(rand, 0, 3);
        made->happenings[i] =
            (CtHappening){.time = time,
                          .kind = (uint8_t)g_rand_int_range(rand, 0, CT_TRACE_COUNT),
                          .target = "thing",
                          .to_instance = CT_NO_ID,
                          .to_zone = CT_NO_ID,
                          .from_instance = CT_NO_ID,
                          .from_zone = CT_NO_ID};
        /* Facts that come and go are no happenings. */
        if (made->happenings[i].kind == CT_TRACE_GAIN || made->happenings[i].kind == CT_TRACE_LOSS)
            made->happenings[i].kind = CT_TRACE_LOG;
        if (made->happenings[i].kind == CT_TRACE_GOAL)
            made->happenings[i].goal = "aim";
    }
    made->chronicle =
        (CtChronicle){.happenings = made->happenings, .n_happenings = n, .end_ms = time + 1};
}

static CtApp *
open_two(const CtShownRun *shown, const Made *made)
{
    CtAppSubject both[] = {shown->run, shown->run};

    both[0].chronicle = &made[0].chronicle;
    both[1].chronicle = &made[1].chronicle;
    return ct_app_new(both, 2);
}

static void
test_two_runs_are_listed_on_one_clock(void)
{
    g_auto(CtShownRun) shown = {0};
    GRand *rand = g_rand_new_with_seed(1);

    ct_shown_run_init(&shown);
    for (int round = 0; round < 100; round++) {
        Made made[2];

        make(&made[0], rand, (uint32_t)g_rand_int_range(rand, 0, N_HAPPENINGS));
        make(&made[1], rand, (uint32_t)g_rand_int_range(rand, 0, N_HAPPENINGS));
        g_autoptr(CtApp) app = open_two(&shown, made);
        uint32_t row = 0;

        ct_shown_type(app, "e");
        for (int64_t time = 0; time <= (int64_t)3 * N_HAPPENINGS; time++)
            for (uint32_t s = 0; s < 2; s++)
                for (uint32_t i = 0; i < made[s].chronicle.n_happenings; i++) {
                    if (made[s].happenings[i].time != time || row >= app->events->len)
                        continue;
                    CtAppEvent event = g_array_index(app->events, CtAppEvent, row);

                    CHECK_INT(event.side, s);
                    CHECK_INT(event.happening, i);
                    row++;
                }
        CHECK_INT(row, made[0].chronicle.n_happenings + made[1].chronicle.n_happenings);
        CHECK_INT(app->events->len, row);
    }
    g_rand_free(rand);
}

/* The time of the nearest event of @sort before or after @now that came to something; -1. */
static int64_t
nearest(const Made *made, CtAppSort sort, int64_t now, int by)
{
    int64_t found = -1;

    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < made[s].chronicle.n_happenings; i++) {
            const CtHappening *happening = &made[s].happenings[i];
            bool fits = by > 0 ? happening->time > now : happening->time < now;
            bool minor = happening->kind == CT_TRACE_BEGIN || happening->kind == CT_TRACE_FAILURE ||
                         happening->kind == CT_TRACE_CANCEL || happening->kind == CT_TRACE_TRIAGE ||
                         happening->kind == CT_TRACE_RESPONDING;

            if (!minor && ct_app_sort(happening) == sort && fits &&
                (found < 0 || (by > 0 ? happening->time < found : happening->time > found)))
                found = happening->time;
        }
    return found;
}

static void
test_steps_from_one_of_a_sort_to_the_next(void)
{
    static const struct {
        const char *next, *previous;
        CtAppSort sort;
    } keys[] = {{"g", "G", CT_APP_SORT_GOAL},
                {"d", "D", CT_APP_SORT_DETECTION},
                {"r", "R", CT_APP_SORT_DEFENCE},
                {"l", "L", CT_APP_SORT_LOSS},
                {"m", "M", CT_APP_SORT_MOMENT}};
    g_auto(CtShownRun) shown = {0};
    GRand *rand = g_rand_new_with_seed(2);
    int n_steps = 0;

    ct_shown_run_init(&shown);
    for (int round = 0; round < 40; round++) {
        Made made[2];

        make(&made[0], rand, N_HAPPENINGS);
        make(&made[1], rand, N_HAPPENINGS);
        g_autoptr(CtApp) app = open_two(&shown, made);

        for (size_t k = 0; k < 2 * G_N_ELEMENTS(keys); k++) {
            int by = k % 2 == 0 ? 1 : -1;

            ct_app_seek(app, g_rand_int_range(rand, 0, 2 * TIMES));
            int64_t now = ct_playback_now(&app->playback);
            int64_t to = nearest(made, keys[k / 2].sort, now, by);

            ct_shown_type(app, by > 0 ? keys[k / 2].next : keys[k / 2].previous);
            CHECK_INT(ct_playback_now(&app->playback), to < 0 ? now : to);
            CU_ASSERT(app->told != NULL); /* what it is, or that there is none */
            n_steps += to >= 0;
        }
    }
    CU_ASSERT(n_steps > 200);
    g_rand_free(rand);
}

/* A word for a sort finds what its text does not say. */
static void
test_the_filter_knows_sorts(void)
{
    static const CtAppSort sorts[] = {CT_APP_SORT_DETECTION, CT_APP_SORT_DEFENCE, CT_APP_SORT_LOSS,
                                      CT_APP_SORT_MOMENT};
    g_auto(CtShownRun) shown = {0};
    GRand *rand = g_rand_new_with_seed(3);
    Made made[2];

    ct_shown_run_init(&shown);
    make(&made[0], rand, N_HAPPENINGS);
    make(&made[1], rand, N_HAPPENINGS);
    g_autoptr(CtApp) app = open_two(&shown, made);

    ct_shown_type(app, "e");
    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++) {
        uint32_t n = 0;

        for (int s = 0; s < 2; s++)
            for (uint32_t k = 0; k < N_HAPPENINGS; k++)
                n += ct_app_sort(&made[s].happenings[k]) == sorts[i];
        ct_shown_type(app, "f");
        ct_shown_type(app, ct_app_sort_text(sorts[i]));
        CU_ASSERT(n > 0);
        CHECK_INT(app->events->len, n);
        for (size_t c = strlen(ct_app_sort_text(sorts[i])); c > 0; c--)
            ct_shown_key(app, CT_KEY_BACKSPACE);
        ct_shown_key(app, CT_KEY_ENTER);
    }
    g_rand_free(rand);
}

/* A row says which run it is of, and choosing it selects there. */
static void
test_a_row_leads_to_its_run(void)
{
    g_auto(CtShownRun) shown = {0};

    ct_shown_run_init(&shown);
    CtAppSubject both[] = {shown.run, shown.run};
    g_autoptr(CtApp) app = ct_app_new(both, 2);
    bool seen[2] = {false, false};

    for (uint32_t row = 0; row < app->events->len; row++) {
        CtAppEvent event = g_array_index(app->events, CtAppEvent, row);

        if (ct_app_happening(app, event)->to_instance == CT_NO_ID)
            continue;
        ct_app_follow_event(app, row);
        CHECK_INT(app->selected_side, event.side);
        CHECK_INT(ct_playback_now(&app->playback), ct_app_happening(app, event)->time);
        seen[event.side] = true;
    }
    CU_ASSERT(seen[0] && seen[1]);
}

CU_TestInfo test_events_tests[] = {
    {"two runs are listed on one clock", test_two_runs_are_listed_on_one_clock},
    {"steps from one of a sort to the next", test_steps_from_one_of_a_sort_to_the_next},
    {"the filter knows sorts", test_the_filter_knows_sorts},
    {"a row leads to its run", test_a_row_leads_to_its_run},
    CU_TEST_INFO_NULL,
};
