/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scalars as they are written: quoted so that JSON and YAML read them alike, and which may stand
 * without quotes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Appends @text between double quotes, escaped as JSON. */
void ct_scalar_text_quote(GString *out, const char *text);

/* Whether @text is a JSON number, true or false: what a plain scalar of a free map stands for. */
bool ct_scalar_text_is_json(const char *text);

/* Appends @text plain where YAML reads it back as the same text, else quoted. */
void ct_scalar_text_put(GString *out, const char *text);
