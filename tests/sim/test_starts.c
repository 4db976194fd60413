/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An attacker who comes later does what he would have done before, so much later: luck does not
 * hang on the clock. And what may not be said of when he comes.
 */
#include "tests/support/check.h"

#include "base/units.h"
#include "sim/trace.h"
#include "tests/support/scenario_run.h"

#include <string.h>

#define DELAY "5d"
static const int64_t delay_ms = 5 * CT_MS_DAY;
static const int64_t horizon_ms = 40 * CT_MS_DAY;

/* An action that never comes lets both runs be compiled alike, for things that end. */
static char *
script(const char *fields, const char *starts)
{
    return g_strdup_printf("horizon '40d'\n"
                           "attacker 'outsider' { %s%s goals = { stop = controls 'plc', all = "
                           "exec('pc[2]', 'admin') } }\n"
                           "at('300d', function() isolate 'plc' end)\n",
                           starts, fields);
}

/* Of what he does in @records, before @until, one line an event, @shift earlier. */
static char *
deeds(const GArray *records, int64_t until, int64_t shift)
{
    static const CtTraceKind kinds[] = {CT_TRACE_BEGIN, CT_TRACE_SUCCESS, CT_TRACE_FAILURE,
                                        CT_TRACE_CANCEL, CT_TRACE_GOAL};
    GString *text = g_string_new("");

    for (guint i = 0; i < records->len; i++) {
        const CtTraceRecord *record = &g_array_index(records, CtTraceRecord, i);

        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
            if (record->kind == kinds[k] && record->time < until)
                g_string_append_printf(text, "%" G_GINT64_FORMAT " %s %u %u %u\n",
                                       record->time - shift, ct_trace_kind_text(record->kind),
                                       record->step, record->n, record->fact);
    }
    return g_string_free(text, FALSE);
}

static int64_t
first_time(const GArray *records, CtTraceKind kind)
{
    for (guint i = 0; i < records->len; i++)
        if (g_array_index(records, CtTraceRecord, i).kind == kind)
            return g_array_index(records, CtTraceRecord, i).time;
    return -1;
}

static void
test_later_is_the_same(void)
{
    static const char *const fields[] = {
        "",
        "parallel = 1, ",
        "parallel = 2, strategy = 'random', ",
        "knowledge = 'discover', ",
        ("entry = { located 'internet', exec('pc[0]', 'user') }, "
         "parallel = 2, "),
        "spread = 1, ",
        "entry = { exec('pc[0]', 'user') }, spread = 2, ",
    };

    for (size_t f = 0; f < G_N_ELEMENTS(fields); f++) {
        g_autofree char *now = script(fields[f], ""),
                        *then = script(fields[f], "starts = '" DELAY "', ");
        g_auto(CtScenarioTest) first = {0}, second = {0};
        uint64_t n_deeds = 0;

        ct_scenario_test_init(&first, NULL, now);
        ct_scenario_test_init(&second, NULL, then);
        CHECK_MSG(first.error == NULL && second.error == NULL, "%s%s",
                  first.error != NULL ? first.error : "", second.error != NULL ? second.error : "");
        if (first.error != NULL || second.error != NULL)
            return;
        for (uint64_t r = 0; r < 20; r++) {
            g_autoptr(GArray) a = ct_trace_play(first.sim, r, NULL);
            g_autoptr(GArray) b = ct_trace_play(second.sim, r, NULL);
            g_autofree char *want = deeds(a, horizon_ms - delay_ms, 0);
            g_autofree char *got = deeds(b, horizon_ms, delay_ms);

            CHECK_MSG(strcmp(got, want) == 0, "fields '%s', replication %u:\n%s\nwant\n%s",
                      fields[f], (unsigned)r, got, want);
            CHECK_INT(first_time(b, CT_TRACE_GIVE), delay_ms);
            CHECK_INT(first_time(b, CT_TRACE_BEGIN) >= delay_ms, true);
            n_deeds += strlen(got);
        }
        CHECK_MSG(n_deeds > 2000, "fields '%s': %u bytes of deeds", fields[f], (unsigned)n_deeds);
    }
}

static void
test_what_may_not_be_said(void)
{
    static const struct {
        const char *fields, *says;
    } wrong[] = {
        {"starts = 'soon',", "starts"},
        {"starts = 3,", "starts"},
        {"starts = '-1d',", "starts"},
        {"starts = '1d', strategy = function(me) me:wait() end,", "begin the function with wait"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text =
            g_strdup_printf("attacker 'outsider' { %s goals = { stop = controls 'plc' } }\n",
                            wrong[i].fields);
        g_auto(CtScenarioTest) test = {0};

        ct_scenario_test_init(&test, NULL, text);
        CHECK_MSG(test.error != NULL && strstr(test.error, wrong[i].says) != NULL, "%s: %s",
                  wrong[i].fields, test.error != NULL ? test.error : "no error");
    }
}

CU_TestInfo test_starts_tests[] = {
    {"who comes later does the same, later", test_later_is_the_same},
    {"what may not be said of it", test_what_may_not_be_said},
    CU_TEST_INFO_NULL,
};
