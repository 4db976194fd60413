/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables as comma-separated values (RFC 4180), safe to open in a spreadsheet: a
 * text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage
 * return, blanks before or not) gets an apostrophe before it. What does not print is '?'; line
 * feeds stay, within quotes. Numbers are written as JSON has them and never changed.
 */
#pragma once

#include "base/out.h"

#include <stdint.h>

typedef struct CtCsv CtCsv;

/* Writes the line of @headers, NULL-terminated; @out stays the caller's. */
CtCsv *ct_csv_new(CtOut *out, const char *const *headers);
void ct_csv_free(CtCsv *csv); /* no row may be half-written */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtCsv, ct_csv_free)

/* The next cell of the row; NULL and NaN are empty. The last one of as many as headers ends it. */
void ct_csv_text(CtCsv *csv, const char *text);
void ct_csv_integer(CtCsv *csv, int64_t number);
void ct_csv_number(CtCsv *csv, double number);
void ct_csv_bool(CtCsv *csv, bool value); /* "true", "false" */
