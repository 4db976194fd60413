/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Column widths start at their widest cell; while the table is too wide, the widest column gives.
 */
#include "base/text_table.h"

#include "base/text.h"
#include "base/text_wrap.h"

#include <string.h>

#define DEFAULT_WIDTH 80
#define NARROWEST 6u /* columns; below this a table is wider than asked rather than unreadable */
#define GAP 2u       /* blanks between columns */

struct CtTextTable {
    unsigned n_columns;
    unsigned width;
    char **headers;
    bool *right;
    GPtrArray *cells; /* row by row */
};

CtTextTable *
ct_text_table_new(const char *const *headers, unsigned width)
{
    CtTextTable *table = g_new0(CtTextTable, 1);

    table->headers = g_strdupv((char **)headers);
    table->n_columns = g_strv_length(table->headers);
    table->width = width == 0 ? DEFAULT_WIDTH : width;
    table->right = g_new0(bool, table->n_columns);
    table->cells = g_ptr_array_new_with_free_func(g_free);
    return table;
}

void
ct_text_table_free(CtTextTable *table)
{
    if (table == NULL)
        return;
    g_strfreev(table->headers);
    g_free(table->right);
    g_ptr_array_unref(table->cells);
    g_free(table);
}

void
ct_text_table_add(CtTextTable *table, const char *const *cells)
{
    for (unsigned c = 0; c < table->n_columns; c++)
        g_ptr_array_add(table->cells, ct_text_wrap_clean(cells[c]));
}

void
ct_text_table_set_right(CtTextTable *table, unsigned column)
{
    g_return_if_fail(column < table->n_columns);
    table->right[column] = true;
}

static unsigned
widest_line(const char *cell)
{
    g_auto(GStrv) lines = g_strsplit(cell, "\n", -1);
    unsigned widest = 0;

    for (char **line = lines; *line != NULL; line++)
        widest = MAX(widest, ct_text_columns(*line));
    return widest;
}

/* Widths that fit where that is possible; free with g_free(). */
static unsigned *
fit_columns(const CtTextTable *table)
{
    unsigned *widths = g_new(unsigned, table->n_columns + 1);
    unsigned total = GAP * (table->n_columns - 1);

    for (unsigned c = 0; c < table->n_columns; c++) {
        widths[c] = ct_text_columns(table->headers[c]);
        for (guint i = c; i < table->cells->len; i += table->n_columns)
            widths[c] = MAX(widths[c], widest_line(g_ptr_array_index(table->cells, i)));
        total += widths[c];
    }
    while (total > table->width) {
        unsigned widest = 0;

        for (unsigned c = 1; c < table->n_columns; c++)
            if (widths[c] > widths[widest])
                widest = c;
        if (widths[widest] <= NARROWEST)
            break;
        widths[widest]--;
        total--;
    }
    return widths;
}

static void
put_blanks(CtOut *out, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        ct_out_put_n(out, " ", 1);
}

/* One line of each cell; blanks are held back until something follows them. */
static void
write_line(const CtTextTable *table,
           const unsigned *widths,
           char ***lines,
           const unsigned *n_lines,
           unsigned k,
           CtOut *out,
           bool colour,
           CtStyle style)
{
    unsigned held = 0;

    for (unsigned c = 0; c < table->n_columns; c++) {
        const char *text = k < n_lines[c] ? lines[c][k] : "";
        unsigned columns = ct_text_columns(text);
        unsigned padding = widths[c] > columns ? widths[c] - columns : 0;

        if (c > 0)
            held += GAP;
        if (*text == '\0') {
            held += padding;
            continue;
        }
        put_blanks(out, held + (table->right[c] ? padding : 0));
        ct_text_style(out, colour, style, text);
        held = table->right[c] ? 0 : padding;
    }
    ct_out_put_n(out, "\n", 1);
}

static void
write_row(const CtTextTable *table,
          const unsigned *widths,
          char **cells,
          CtOut *out,
          bool colour,
          CtStyle style)
{
    char ***lines = g_new0(char **, table->n_columns);
    unsigned *n_lines = g_new0(unsigned, table->n_columns);
    unsigned height = 1;

    for (unsigned c = 0; c < table->n_columns; c++) {
        lines[c] = ct_text_wrap_lines(cells[c], widths[c]);
        n_lines[c] = g_strv_length(lines[c]);
        height = MAX(height, n_lines[c]);
    }
    for (unsigned k = 0; k < height; k++)
        write_line(table, widths, lines, n_lines, k, out, colour, style);
    for (unsigned c = 0; c < table->n_columns; c++)
        g_strfreev(lines[c]);
    g_free(lines);
    g_free(n_lines);
}

void
ct_text_table_write(CtTextTable *table, CtOut *out, bool colour)
{
    g_autofree unsigned *widths = NULL;

    if (table->n_columns == 0)
        return;
    widths = fit_columns(table);
    write_row(table, widths, table->headers, out, colour, CT_STYLE_BOLD);
    for (guint i = 0; i + table->n_columns <= table->cells->len; i += table->n_columns)
        write_row(table, widths, (char **)&table->cells->pdata[i], out, colour, CT_STYLE_PLAIN);
}

void
ct_text_style(CtOut *out, bool colour, CtStyle style, const char *text)
{
    static const char *const codes[] = {
        [CT_STYLE_PLAIN] = "",    [CT_STYLE_BOLD] = "1", [CT_STYLE_DIM] = "2",
        [CT_STYLE_GOOD] = "32",   [CT_STYLE_BAD] = "31", [CT_STYLE_WARN] = "33",
        [CT_STYLE_ACCENT] = "36",
    };
    g_autofree char *clean = ct_text_wrap_clean(text);

    if (colour && style != CT_STYLE_PLAIN)
        ct_out_printf(out, "\033[%sm%s\033[0m", codes[style], clean);
    else
        ct_out_put(out, clean);
}

void
ct_text_wrap(CtOut *out, const char *text, unsigned width, unsigned indent)
{
    g_autofree char *clean = ct_text_wrap_clean(text);
    g_auto(GStrv) lines = ct_text_wrap_lines(clean, width > indent ? width - indent : 1);

    for (char **line = lines; *line != NULL; line++) {
        if (line != lines && **line != '\0')
            put_blanks(out, indent);
        ct_out_put(out, *line);
        if (line[1] != NULL)
            ct_out_put_n(out, "\n", 1);
    }
}
