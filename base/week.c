/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One bit a minute of the week while it is read; what is left are the stretches between. */
#include "base/week.h"

#include <string.h>

enum { DAY_MINUTES = 24 * 60, WEEK_MINUTES = 7 * DAY_MINUTES, MINUTE_MS = 60000 };

GQuark
ct_week_error_quark(void)
{
    return g_quark_from_static_string("ct_week_error");
}

/* Monday is 0; -1 where it is no day. */
static int
day_of(const char *text, size_t length)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
        if (length == 3 && strncmp(text, days[i], 3) == 0)
            return (int)i;
    return -1;
}

static bool
days_of(const char *text, int *ret_first, int *ret_last)
{
    const char *dash = strchr(text, '-');

    *ret_first = 0;
    *ret_last = 6;
    if (strcmp(text, "daily") == 0)
        return true;
    *ret_first = day_of(text, dash != NULL ? (size_t)(dash - text) : strlen(text));
    *ret_last = dash != NULL ? day_of(dash + 1, strlen(dash + 1)) : *ret_first;
    return *ret_first >= 0 && *ret_last >= 0;
}

/* Minutes of the "08:30" that @text begins with; -1 where it does not. */
static int
minute_of(const char *text)
{
    if (strlen(text) < 5 || !g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) ||
        text[2] != ':' || !g_ascii_isdigit(text[3]) || !g_ascii_isdigit(text[4]))
        return -1;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';

    if (minute > 59 || hour > 24 || (hour == 24 && minute > 0))
        return -1;
    return hour * 60 + minute;
}

static bool
hours_of(const char *text, int *ret_from, int *ret_to)
{
    if (strlen(text) != strlen("08:00-17:00") || text[5] != '-')
        return false;
    *ret_from = minute_of(text);
    *ret_to = minute_of(text + 6);
    return *ret_from >= 0 && *ret_to >= 0 && *ret_from != *ret_to;
}

static bool
add_part(char *part, uint8_t *open)
{
    int first = 0, last = 6, from = 0, to = DAY_MINUTES;
    char *space = strchr(part, ' ');

    if (space != NULL)
        *space = '\0';
    if (space != NULL ? !days_of(part, &first, &last) || !hours_of(g_strchug(space + 1), &from, &to)
                      : !days_of(part, &first, &last) && !hours_of(part, &from, &to))
        return false;
    if (first < 0 || last < 0) { /* hours alone: every day */
        first = 0;
        last = 6;
    }
    if (to < from)
        to += DAY_MINUTES;
    for (int d = 0; d <= (last - first + 7) % 7; d++)
        for (int m = from; m < to; m++)
            open[((first + d) % 7 * DAY_MINUTES + m) % WEEK_MINUTES] = 1;
    return true;
}

static void
find_spans(const uint8_t *open, CtWeek *week)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(CtWeekSpan));

    for (int m = 0, next; m < WEEK_MINUTES; m = next) {
        for (next = m + 1; next < WEEK_MINUTES && open[next] == open[m]; next++)
            continue;
        CtWeekSpan span = {.from = (int64_t)m * MINUTE_MS, .to = (int64_t)next * MINUTE_MS};

        if (open[m] == 0)
            continue;
        g_array_append_val(spans, span);
        week->open_ms += span.to - span.from;
    }
    week->n = week->open_ms == CT_WEEK_MS ? 0 : spans->len;
    week->spans = (CtWeekSpan *)(void *)g_array_free(spans, FALSE);
}

bool
ct_week_parse(const char *text, CtWeek *ret_week, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    g_autofree uint8_t *open = g_new0(uint8_t, WEEK_MINUTES);

    for (size_t i = 0; i == 0 || parts[i] != NULL; i++) {
        char *part = parts[i] != NULL ? g_strstrip(parts[i]) : NULL;
        g_autofree char *whole = g_strdup(part != NULL ? part : "");

        if (part != NULL && add_part(part, open))
            continue;
        g_set_error(error, CT_WEEK_ERROR, CT_WEEK_ERROR_FAILED,
                    "'%.64s' is no hours of the week; write days, hours or both, such as \"mon-fri "
                    "08:00-17:00\"",
                    whole);
        return false;
    }
    *ret_week = (CtWeek){0};
    find_spans(open, ret_week);
    return true;
}

void
ct_week_clear(CtWeek *week)
{
    g_free(week->spans);
    *week = (CtWeek){0};
}

/* The first span that ends after @at; n where there is none. */
static uint32_t
span_after(const CtWeek *week, int64_t at)
{
    uint32_t low = 0, high = week->n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (week->spans[middle].to <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool
ct_week_is_open(const CtWeek *week, int64_t time_ms)
{
    return ct_week_next_opening(week, time_ms) == time_ms;
}

int64_t
ct_week_next_opening(const CtWeek *week, int64_t time_ms)
{
    int64_t at = time_ms % CT_WEEK_MS, monday = time_ms - at;

    if (week->n == 0)
        return time_ms;
    uint32_t span = span_after(week, at);

    if (span == week->n)
        return monday + CT_WEEK_MS + week->spans[0].from;
    return MAX(time_ms, monday + week->spans[span].from);
}

int64_t
ct_week_next_turn(const CtWeek *week, int64_t time_ms)
{
    int64_t at = time_ms % CT_WEEK_MS, end = time_ms - at;

    if (week->n == 0)
        return -1;
    if (!ct_week_is_open(week, time_ms))
        return ct_week_next_opening(week, time_ms);
    end += week->spans[span_after(week, at)].to;
    /* Sunday night may be the beginning of Monday's hours. */
    if (end % CT_WEEK_MS == 0 && week->spans[0].from == 0)
        end += week->spans[0].to;
    return end;
}

int64_t
ct_week_open_until(const CtWeek *week, int64_t time_ms)
{
    int64_t at = time_ms % CT_WEEK_MS, open = time_ms / CT_WEEK_MS * week->open_ms;

    if (week->n == 0)
        return time_ms;
    for (uint32_t i = 0; i < week->n && week->spans[i].from < at; i++)
        open += MIN(at, week->spans[i].to) - week->spans[i].from;
    return open;
}
