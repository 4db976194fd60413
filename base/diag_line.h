/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The line of a text that a diagnostic is about, with a caret under the place. Part of diag.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* A text, and where the search for a line has come to; zero but for text and length to begin. */
typedef struct CtDiagLines {
    const char *text;
    size_t length;
    size_t offset; /* where line number + 1 begins */
    uint32_t number;
} CtDiagLines;

/*
 * Appends line @line (from 1, not before one asked for earlier) and a caret under character
 * @column (from 1; 0 for none) to @text. A long line is cut around the caret. Nothing where
 * there is no such line. Cost: linear in what lies between this line and the one before.
 */
void ct_diag_append_line(CtDiagLines *lines, uint32_t line, uint32_t column, GString *text);
