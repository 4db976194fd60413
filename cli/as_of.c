/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/as_of.h"

#include "base/units.h"
#include "cli/options.h"

#include <string.h>

/* Days from the year 1000 on, so that they compare as texts. */
static bool
is_day(const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || *text == '0')
        return false;
    for (int i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return false;
    }
    guint year = (guint)g_ascii_strtoull(text, NULL, 10);
    guint month = (guint)g_ascii_strtoull(text + 5, NULL, 10);
    guint day = (guint)g_ascii_strtoull(text + 8, NULL, 10);

    return month <= 12 && day <= 31 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static char *
day_of(int64_t seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

    return time != NULL ? g_date_time_format(time, "%Y-%m-%d") : NULL;
}

char *
ct_as_of(const char *text, GError **error)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = g_get_real_time() / G_USEC_PER_SEC;
    char *day;

    if (text != NULL) {
        if (is_day(text))
            return g_strdup(text);
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "--as-of '%s' is not a day, YYYY-MM-DD", text);
        return NULL;
    }
    if (epoch != NULL && !ct_units_parse_integer(epoch, 0, INT64_C(250000000000), &seconds, NULL)) {
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE,
                    "SOURCE_DATE_EPOCH '%s' is not a number of seconds since 1970", epoch);
        return NULL;
    }
    day = day_of(seconds);
    if (day == NULL)
        g_set_error(error, CT_OPTIONS_ERROR, CT_OPTIONS_ERROR_USAGE, "the day cannot be told");
    return day;
}

void
ct_as_of_check_waivers(const CtModel *model, const char *day, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->waivers.length; i++) {
        const CtWaiver *waiver = &model->waivers.data[i];
        const char *until = ct_model_text(model, waiver->until);

        if (*until != '\0' && strcmp(until, day) < 0)
            ct_diag_warning(diag, waiver->pos, "the waiver of '%s' ended on %s, before %s",
                            ct_model_text(model, waiver->finding), until, day);
    }
}
