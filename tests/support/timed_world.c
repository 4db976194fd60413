/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/timed_world.h"

#include "base/units.h"
#include "tests/support/check.h"

#include <string.h>

char *
ct_put_before(char *text, const char *word, uint64_t *state, char *(*draw)(uint64_t *state))
{
    g_auto(GStrv) parts = g_strsplit(text, word, -1);
    GString *whole = g_string_new(parts[0]);
    const char *brace = strchr(word, '{');

    for (size_t i = 1; parts[i] != NULL; i++) {
        g_autofree char *drawn = draw(state);

        g_string_append_printf(whole, "%s%s%s%s", brace != NULL ? "{ " : "", drawn,
                               brace != NULL ? brace + 2 : word, parts[i]);
    }
    g_free(text);
    return g_string_free(whole, FALSE);
}

int64_t
ct_stated_ms(const CtModel *model, CtId text, int64_t otherwise)
{
    int64_t ms = otherwise;

    if (text != CT_NO_ID)
        CU_ASSERT_FATAL(ct_units_parse_time(ct_model_text(model, text), &ms, NULL));
    return ms;
}

int
ct_naive_action_compare(const void *a, const void *b)
{
    const CtNaiveAction *x = a, *y = b;

    return (x->time > y->time) - (x->time < y->time);
}

bool
ct_small_from_trace(const CtTraceEvent *event, const CtCourse *course, CtSmallEvent *ret_small)
{
    static const struct {
        CtTraceKind kind;
        CtSmallKind small;
    } kinds[] = {{CT_TRACE_BEGIN, CT_SMALL_BEGIN},
                 {CT_TRACE_SUCCESS, CT_SMALL_SUCCESS},
                 {CT_TRACE_FAILURE, CT_SMALL_FAILURE},
                 {CT_TRACE_CANCEL, CT_SMALL_CANCEL}};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (event->kind == kinds[i].kind) {
            *ret_small = (CtSmallEvent){.time = event->time,
                                        .kind = kinds[i].small,
                                        .step = course->graph_step[event->attempt],
                                        .n = event->n,
                                        .by = event->by};
            return true;
        }
    return false;
}

void
ct_check_small_events(const GArray *got, const GArray *want, uint32_t seed)
{
    CHECK_MSG(got->len == want->len, "model of seed %u: %u events, want %u", seed, got->len,
              want->len);
    for (guint i = 0; i < MIN(got->len, want->len); i++)
        if (ct_small_compare(&g_array_index(got, CtSmallEvent, i),
                             &g_array_index(want, CtSmallEvent, i)) != 0) {
            CHECK_MSG(false, "model of seed %u: event %u differs", seed, i);
            return;
        }
}
