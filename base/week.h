/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hours of the week that come again and again: "mon-fri 08:00-17:00", of shifts and of windows. A
 * week begins on Monday 00:00, which is time 0.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CT_WEEK_MS (INT64_C(7) * 24 * 3600 * 1000)

/* [from, to) in ms of the week. */
typedef struct CtWeekSpan {
    int64_t from, to;
} CtWeekSpan;

/* Plain data. Spans rise and do not touch each other; none: always open. */
typedef struct CtWeek {
    CtWeekSpan *spans; /* owned */
    uint32_t n;
    int64_t open_ms; /* of a week */
} CtWeek;

#define CT_WEEK_ERROR ct_week_error_quark()
typedef enum CtWeekError { CT_WEEK_ERROR_FAILED } CtWeekError;
GQuark ct_week_error_quark(void);

/*
 * Parts parted by commas, each days ("mon", "mon-fri", "sat-mon", "daily"), hours ("08:00-17:00",
 * "22:00-06:00" into the next day), or both. What is open the whole week comes out as always.
 */
bool ct_week_parse(const char *text, CtWeek *ret_week, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_week_clear(CtWeek *week);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtWeek, ct_week_clear)

/* Cost of each: log n. @time_ms is 0 or more. */
bool ct_week_is_open(const CtWeek *week, int64_t time_ms);
int64_t ct_week_next_opening(const CtWeek *week, int64_t time_ms); /* @time_ms where it is open */
/* The first moment after @time_ms at which it opens or closes; -1 where it is always open. */
int64_t ct_week_next_turn(const CtWeek *week, int64_t time_ms);
int64_t ct_week_open_until(const CtWeek *week, int64_t time_ms); /* open ms of [0, @time_ms) */
