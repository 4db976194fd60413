/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small grammars of single values.
 */
#include "topology/yaml/value.h"

#include "base/units.h"
#include "base/week.h"

#include <string.h>

static bool
number(const char *text, double *ret)
{
    g_autoptr(GError) error = NULL;

    return ct_units_parse_number(text, ret, &error);
}

bool
ct_value_fraction(const char *text, double *ret_fraction)
{
    size_t length = strlen(text);
    double value;

    if (length > 1 && text[length - 1] == '%') {
        g_autofree char *digits = g_strndup(text, length - 1);

        if (!number(digits, &value))
            return false;
        value /= 100;
    } else if (!number(text, &value)) {
        return false;
    }
    if (!(value >= 0 && value <= 1))
        return false;
    *ret_fraction = value;
    return true;
}

bool
ct_value_quantity(const char *text, double *ret_value, CtQuantityForm *ret_form)
{
    size_t length = strlen(text);
    int64_t ms;

    if (number(text, ret_value)) {
        *ret_form = CT_QUANTITY_NUMBER;
        return true;
    }
    if (length > 1 && text[length - 1] == '%') {
        g_autofree char *digits = g_strndup(text, length - 1);

        *ret_form = CT_QUANTITY_PERCENT;
        return number(digits, ret_value);
    }
    if (!ct_units_parse_time(text, &ms, NULL))
        return false;
    *ret_form = CT_QUANTITY_TIME;
    *ret_value = (double)ms;
    return true;
}

bool
ct_value_capacity(const char *text, double *ret_mbit)
{
    static const struct {
        const char *unit;
        double factor;
    } units[] = {{"kbit", 0.001}, {"Mbit", 1}, {"Gbit", 1000}};
    g_autofree char *digits = g_strdup(text);
    double value, factor = 1;

    if (g_str_has_suffix(digits, "/s"))
        digits[strlen(digits) - 2] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_str_has_suffix(digits, units[i].unit)) {
            digits[strlen(digits) - strlen(units[i].unit)] = '\0';
            factor = units[i].factor;
            break;
        }
    }
    if (!number(g_strchomp(digits), &value) || value < 0)
        return false;
    *ret_mbit = value * factor;
    return true;
}

/* Digits at @at, at most 65535; -1 if there are none or too many. */
static long
port_number(const char **at)
{
    long value = 0;

    if (!g_ascii_isdigit(**at))
        return -1;
    for (; g_ascii_isdigit(**at); (*at)++) {
        value = value * 10 + (**at - '0');
        if (value > UINT16_MAX)
            return -1;
    }
    return value;
}

bool
ct_value_port(const char *text, CtPortRange *ret_range, bool *ret_any, const char **ret_problem)
{
    const char *slash = strchr(text, '/');
    char name[16];
    size_t length = slash != NULL ? (size_t)(slash - text) : strlen(text);

    *ret_any = strcmp(text, "any") == 0;
    *ret_problem = NULL;
    if (*ret_any)
        return true;
    if (g_ascii_isdigit(text[0])) {
        *ret_problem = "a port names its protocol, as in tcp/443";
        return false;
    }
    if (length >= sizeof name)
        return false;
    memcpy(name, text, length);
    name[length] = '\0';

    CtPortRange range = {.protocol = (uint8_t)ct_word_find(CT_WORDS_PROTOCOL, name),
                         .high = UINT16_MAX};
    bool numbered = range.protocol == CT_PROTOCOL_TCP || range.protocol == CT_PROTOCOL_UDP;

    if (range.protocol == 0)
        return false;
    if (slash == NULL) {
        *ret_range = range;
        return true;
    }
    if (!numbered) {
        *ret_problem = "only tcp and udp have port numbers";
        return false;
    }

    const char *at = slash + 1;
    long low = port_number(&at), high = low;

    if (low >= 0 && *at == '-') {
        at++;
        high = port_number(&at);
    }
    if (low < 0 || high < 0 || *at != '\0') {
        *ret_problem = "a port number is 0 to 65535, a range two of them as in tcp/8000-8010";
        return false;
    }
    if (high < low) {
        *ret_problem = "the range ends before it begins";
        return false;
    }
    range.low = (uint16_t)low;
    range.high = (uint16_t)high;
    *ret_range = range;
    return true;
}

bool
ct_value_is_date(const char *text)
{
    unsigned year, month, day;

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (size_t i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return false;
    year = (unsigned)g_ascii_strtoull(text, NULL, 10);
    month = (unsigned)g_ascii_strtoull(text + 5, NULL, 10);
    day = (unsigned)g_ascii_strtoull(text + 8, NULL, 10);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

bool
ct_value_is_window(const char *text)
{
    g_auto(CtWeek) week = {0};

    return ct_week_parse(text, &week, NULL);
}

bool
ct_value_split_instance(char *text, uint32_t *indices, uint8_t *ret_depth)
{
    char *at = strchr(text, '[');
    uint8_t depth = 0;

    *ret_depth = 0;
    if (at == NULL)
        return true;
    for (char *bracket = at; *bracket != '\0'; depth++) {
        guint64 value = 0;

        if (*bracket != '[' || depth == CT_MAX_PATH || !g_ascii_isdigit(bracket[1]))
            return false;
        for (bracket++; g_ascii_isdigit(*bracket); bracket++) {
            value = value * 10 + (guint64)(*bracket - '0');
            if (value >= UINT32_MAX)
                return false;
        }
        if (*bracket++ != ']')
            return false;
        indices[depth] = (uint32_t)value;
    }
    *at = '\0';
    *ret_depth = depth;
    return true;
}
