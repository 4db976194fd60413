/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/csv_out.h"

#include "base/text.h"
#include "base/units.h"

#include <math.h>
#include <string.h>

struct CtCsv {
    CtOut *out;
    unsigned n_columns, column;
};

static void
put_cell(CtCsv *csv, const char *cell)
{
    if (csv->column > 0)
        ct_out_put_n(csv->out, ",", 1);
    ct_out_put(csv->out, cell);
    csv->column++;
    if (csv->column == csv->n_columns) {
        ct_out_put_n(csv->out, "\r\n", 2);
        csv->column = 0;
    }
}

/* What spreadsheets compute. Blanks before it are skipped by some of them. */
static bool
reads_as_formula(const char *text)
{
    const char *first = text + strspn(text, " ");

    return *first != '\0' && strchr("=+-@\t\r", *first) != NULL;
}

void
ct_csv_text(CtCsv *csv, const char *text)
{
    g_autoptr(GString) cell = g_string_new(NULL);
    size_t length = text != NULL ? strlen(text) : 0, size;
    bool quoted =
        text != NULL && (strpbrk(text, ",\"\n") != NULL || reads_as_formula(text) || *text == ' ');

    if (quoted)
        g_string_append_c(cell, '"');
    if (text != NULL && reads_as_formula(text))
        g_string_append_c(cell, '\'');
    for (size_t i = 0; i < length; i += size) {
        gunichar character = ct_text_next(text + i, length - i, &size);

        if (character == '"')
            g_string_append(cell, "\"\"");
        else if (character == '\n')
            g_string_append_c(cell, '\n');
        else
            ct_text_append_printable(cell, character);
    }
    if (quoted)
        g_string_append_c(cell, '"');
    put_cell(csv, cell->str);
}

CtCsv *
ct_csv_new(CtOut *out, const char *const *headers)
{
    CtCsv *csv = g_new0(CtCsv, 1);

    csv->out = out;
    csv->n_columns = g_strv_length((char **)headers);
    for (; *headers != NULL; headers++)
        ct_csv_text(csv, *headers);
    return csv;
}

void
ct_csv_free(CtCsv *csv)
{
    if (csv == NULL)
        return;
    g_assert(csv->column == 0);
    g_free(csv);
}

void
ct_csv_integer(CtCsv *csv, int64_t number)
{
    char cell[32];

    g_snprintf(cell, sizeof cell, "%" G_GINT64_FORMAT, number);
    put_cell(csv, cell);
}

void
ct_csv_number(CtCsv *csv, double number)
{
    char text[32];

    put_cell(csv, isfinite(number) ? ct_units_number_text(number, text) : "");
}

void
ct_csv_bool(CtCsv *csv, bool value)
{
    put_cell(csv, value ? "true" : "false");
}
