/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/units.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(ct_units_error_quark, ct_units_error)

#define MOST_FRACTION_DIGITS 6

typedef struct TimeUnit {
    const char *name;
    int64_t ms;
} TimeUnit;

/* Longest first; a time names its units in this order. */
static const TimeUnit time_units[] = {
    {"y", 365 * CT_MS_DAY}, {"w", 7 * CT_MS_DAY}, {"d", CT_MS_DAY}, {"h", CT_MS_HOUR},
    {"m", CT_MS_MINUTE},    {"s", CT_MS_SECOND},  {"ms", 1},
};

static bool
fail_time(GError **error, const char *text, const char *why)
{
    g_set_error(error, CT_UNITS_ERROR, CT_UNITS_ERROR_FAILED,
                "'%s' is not a time: %s (write 30d, 2h30m, 250ms)", text, why);
    return false;
}

/* Digits, and a fraction if any, as whole and millionths; what follows them or NULL. */
static const char *
parse_decimal(const char *at, int64_t *ret_whole, int64_t *ret_millionths)
{
    int64_t whole = 0, millionths = 0;
    int64_t place = 100000;

    if (!g_ascii_isdigit(*at))
        return NULL;
    for (; g_ascii_isdigit(*at); at++) {
        if (whole > INT64_MAX / 10 - 1)
            return NULL;
        whole = whole * 10 + (*at - '0');
    }
    if (*at == '.') {
        at++;
        if (!g_ascii_isdigit(*at))
            return NULL;
        for (; g_ascii_isdigit(*at); at++, place /= 10) {
            if (place == 0)
                return NULL;
            millionths += (*at - '0') * place;
        }
    }
    *ret_whole = whole;
    *ret_millionths = millionths;
    return at;
}

/* The unit named at @at, which must come after unit @last of the table; its index or -1. Minutes
 * may be written "min", too. */
static int
find_unit(const char *at, size_t length, int last)
{
    if (length == strlen("min") && strncmp(at, "min", length) == 0)
        length = strlen("m");
    for (int i = last + 1; i < (int)G_N_ELEMENTS(time_units); i++) {
        const char *name = time_units[i].name;

        if (name[0] == at[0] && strncmp(name, at, length) == 0 && name[length] == '\0')
            return i;
    }
    return -1;
}

bool
ct_units_parse_time(const char *text, int64_t *ret_ms, GError **error)
{
    const char *at = text;
    int64_t total = 0;
    int unit = -1;

    if (strcmp(text, "0") == 0) {
        *ret_ms = 0;
        return true;
    }
    do {
        int64_t whole, millionths, part;
        size_t letters = 0;

        at = parse_decimal(at, &whole, &millionths);
        if (at == NULL)
            return fail_time(error, text, "it wants a number with at most six decimals");
        while (g_ascii_isalpha(at[letters]))
            letters++;
        unit = find_unit(at, letters, unit);
        if (unit < 0)
            return fail_time(error, text,
                             "its units are y, w, d, h, m, s, ms, each once, in order");
        if (__builtin_mul_overflow(whole, time_units[unit].ms, &part) ||
            __builtin_add_overflow(part, (millionths * time_units[unit].ms + 500000) / 1000000,
                                   &part) ||
            __builtin_add_overflow(total, part, &total))
            return fail_time(error, text, "it is too long");
        at += letters;
        while (*at == ' ' && g_ascii_isdigit(at[1]))
            at++;
    } while (*at != '\0');
    *ret_ms = total;
    return true;
}

char *
ct_units_time_text(int64_t ms)
{
    static const TimeUnit units[] = {
        {"y", 365 * CT_MS_DAY}, {"d", CT_MS_DAY},    {"h", CT_MS_HOUR},
        {"m", CT_MS_MINUTE},    {"s", CT_MS_SECOND}, {"ms", 1},
    };
    const char *sign = ms < 0 ? "-" : "";
    uint64_t rest = ms < 0 ? (uint64_t)0 - (uint64_t)ms : (uint64_t)ms;
    size_t i = 0;

    if (rest == 0)
        return g_strdup("0s");
    while ((uint64_t)units[i].ms > rest)
        i++;
    if (i + 1 < G_N_ELEMENTS(units)) {
        /* Round to the second unit shown; the carry may reach the next longer first unit. */
        uint64_t small = (uint64_t)units[i + 1].ms;

        rest = (rest + small / 2) / small * small;
        if (i > 0 && rest >= (uint64_t)units[i - 1].ms)
            i--;
    }

    uint64_t first = rest / (uint64_t)units[i].ms;

    rest %= (uint64_t)units[i].ms;
    if (rest == 0 || i + 1 == G_N_ELEMENTS(units))
        return g_strdup_printf("%s%" G_GUINT64_FORMAT "%s", sign, first, units[i].name);
    return g_strdup_printf("%s%" G_GUINT64_FORMAT "%s %" G_GUINT64_FORMAT "%s", sign, first,
                           units[i].name, rest / (uint64_t)units[i + 1].ms, units[i + 1].name);
}

static bool
is_decimal(const char *at)
{
    size_t digits = 0;

    at += *at == '-' || *at == '+';
    for (; g_ascii_isdigit(*at); at++)
        digits++;
    if (*at == '.')
        for (at++; g_ascii_isdigit(*at); at++)
            digits++;
    if (digits == 0)
        return false;
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '-' || *at == '+';
        if (!g_ascii_isdigit(*at))
            return false;
        while (g_ascii_isdigit(*at))
            at++;
    }
    return *at == '\0';
}

bool
ct_units_parse_number(const char *text, double *ret_number, GError **error)
{
    /* The grammar is checked first: g_ascii_strtod() also reads "inf", "nan" and "0x1p3". */
    double number = is_decimal(text) ? g_ascii_strtod(text, NULL) : NAN;

    if (!isfinite(number)) {
        g_set_error(error, CT_UNITS_ERROR, CT_UNITS_ERROR_FAILED, "'%s' is not a finite number",
                    text);
        return false;
    }
    *ret_number = number;
    return true;
}

bool
ct_units_parse_integer(
    const char *text, int64_t low, int64_t high, int64_t *ret_integer, GError **error)
{
    const char *digits = text + (*text == '-');
    int64_t integer = 0;

    if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits)) {
        g_set_error(error, CT_UNITS_ERROR, CT_UNITS_ERROR_FAILED, "'%s' is not an integer", text);
        return false;
    }
    errno = 0;
    integer = g_ascii_strtoll(text, NULL, 10);
    if (errno == ERANGE || integer < low || integer > high) {
        g_set_error(error, CT_UNITS_ERROR, CT_UNITS_ERROR_FAILED,
                    "%s is out of range: %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, text, low,
                    high);
        return false;
    }
    *ret_integer = integer;
    return true;
}

const char *
ct_units_number_text(double number, char *buffer)
{
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};

    /* A text of at most 15 digits survives the way through a double, so %.15g finds it if there is
     * one; 17 digits always read back. */
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(buffer, 32, formats[i], number);
        if (g_ascii_strtod(buffer, NULL) == number)
            break;
    }
    return buffer;
}
