/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers with units, as users write and read them. Nothing here depends on the locale.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

#define CT_UNITS_ERROR ct_units_error_quark()
typedef enum CtUnitsError { CT_UNITS_ERROR_FAILED } CtUnitsError;
GQuark ct_units_error_quark(void);

#define CT_MS_SECOND INT64_C(1000)
#define CT_MS_MINUTE (60 * CT_MS_SECOND)
#define CT_MS_HOUR (60 * CT_MS_MINUTE)
#define CT_MS_DAY (24 * CT_MS_HOUR)

/* No time that anything is given is longer (36 million years): sums of a few do not overflow. */
#define CT_UNITS_LONGEST_MS (INT64_MAX / 8)
#define CT_UNITS_LONGEST_YEARS (CT_UNITS_LONGEST_MS / CT_MS_DAY / 365)

/* "250ms", "2h", "1.5d", "2h30m", "30.4d", "4w", "1y" (365 d) to milliseconds; "0" needs no unit.
 */
bool
ct_units_parse_time(const char *text, int64_t *ret_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The shortest of the same spellings with at most two parts, "2h 30m"; free with g_free(). */
char *ct_units_time_text(int64_t ms);

/* A finite decimal number, all of @text. */
bool ct_units_parse_number(const char *text,
                           double *ret_number,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An integer in [@low, @high], all of @text, no sign but '-'. */
bool ct_units_parse_integer(const char *text,
                            int64_t low,
                            int64_t high,
                            int64_t *ret_integer,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Shortest text that reads back as the same double, never in the locale's way; @buffer ≥ 32. */
const char *ct_units_number_text(double number, char *buffer);
