/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of texts; what they are is known from the columns. */
#include "report/listing.h"

#include "base/json_out.h"
#include "base/text_table.h"

#include <string.h>

struct CtListing {
    const CtColumn *columns;
    unsigned n_columns;
    GPtrArray *cells; /* row by row */
};

CtListing *
ct_listing_new(const CtColumn *columns)
{
    CtListing *listing = g_new0(CtListing, 1);

    listing->columns = columns;
    while (columns[listing->n_columns].key != NULL)
        listing->n_columns++;
    listing->cells = g_ptr_array_new_with_free_func(g_free);
    return listing;
}

void
ct_listing_free(CtListing *listing)
{
    if (listing == NULL)
        return;
    g_ptr_array_unref(listing->cells);
    g_free(listing);
}

void
ct_listing_add(CtListing *listing, const char *const *cells)
{
    for (unsigned i = 0; i < listing->n_columns; i++)
        g_ptr_array_add(listing->cells, g_strdup(cells[i] != NULL ? cells[i] : ""));
}

void
ct_listing_write_text(const CtListing *listing, CtOut *out, unsigned width, bool color)
{
    g_autoptr(GPtrArray) headers = g_ptr_array_new();
    g_autoptr(GPtrArray) shown = g_ptr_array_new();

    for (unsigned i = 0; i < listing->n_columns; i++) {
        if (listing->columns[i].header != NULL)
            g_ptr_array_add(headers, (void *)listing->columns[i].header);
    }
    g_ptr_array_add(headers, NULL);
    g_autoptr(CtTextTable) table = ct_text_table_new((const char *const *)headers->pdata, width);

    for (guint row = 0; row < listing->cells->len; row += listing->n_columns) {
        g_ptr_array_set_size(shown, 0);
        for (unsigned i = 0; i < listing->n_columns; i++) {
            if (listing->columns[i].header != NULL)
                g_ptr_array_add(shown, listing->cells->pdata[row + i]);
        }
        ct_text_table_add(table, (const char *const *)shown->pdata);
    }
    ct_text_table_write(table, out, color);
}

/* A cell between bars; a bar of its own would end it. */
static void
put_markdown_cell(CtOut *out, const char *cell)
{
    g_auto(GStrv) parts = g_strsplit(cell, "|", -1);
    g_autofree char *text = g_strjoinv("\\|", parts);

    ct_out_printf(out, " %s |", text);
}

void
ct_listing_write_markdown(const CtListing *listing, CtOut *out)
{
    ct_out_put(out, "|");
    for (unsigned i = 0; i < listing->n_columns; i++) {
        if (listing->columns[i].header != NULL)
            put_markdown_cell(out, listing->columns[i].header);
    }
    ct_out_put(out, "\n|");
    for (unsigned i = 0; i < listing->n_columns; i++)
        ct_out_put(out, listing->columns[i].header != NULL ? "---|" : "");
    ct_out_put(out, "\n");
    for (guint row = 0; row < listing->cells->len; row += listing->n_columns) {
        ct_out_put(out, "|");
        for (unsigned i = 0; i < listing->n_columns; i++) {
            if (listing->columns[i].header != NULL)
                put_markdown_cell(out, listing->cells->pdata[row + i]);
        }
        ct_out_put(out, "\n");
    }
}

static void
put_words(CtJson *json, const char *cell)
{
    g_auto(GStrv) words = g_strsplit(cell, ", ", -1);

    ct_json_begin_array(json);
    for (char **word = words; *word != NULL; word++)
        ct_json_string(json, *word);
    ct_json_end_array(json);
}

static void
put_cell(CtJson *json, const CtColumn *column, const char *cell)
{
    ct_json_key(json, column->key);
    switch (column->kind) {
    case CT_COLUMN_TEXT:
        ct_json_string(json, *cell != '\0' ? cell : NULL);
        return;
    case CT_COLUMN_WORDS:
        put_words(json, cell);
        return;
    case CT_COLUMN_MARK:
        ct_json_bool(json, strcmp(cell, "yes") == 0);
        return;
    }
}

void
ct_listing_write_json(const CtListing *listing, CtOut *out, const char *key)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (guint row = 0; row < listing->cells->len; row += listing->n_columns) {
        ct_json_begin_object(json);
        for (unsigned i = 0; i < listing->n_columns; i++)
            put_cell(json, &listing->columns[i], listing->cells->pdata[row + i]);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
