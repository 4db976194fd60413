/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of alike things, as a table for people and as JSON for programs, from the same cells.
 */
#pragma once

#include "base/out.h"

typedef enum CtColumnKind {
    CT_COLUMN_TEXT,
    CT_COLUMN_WORDS, /* words parted by ", "; an array in JSON */
    CT_COLUMN_MARK,  /* "yes" or empty; a boolean in JSON */
} CtColumnKind;

typedef struct CtColumn {
    const char *key;    /* in JSON */
    const char *header; /* in the table; NULL: JSON alone */
    CtColumnKind kind;
} CtColumn;

typedef struct CtListing CtListing;

/* @columns up to one with a NULL key; must outlive the listing. */
CtListing *ct_listing_new(const CtColumn *columns);
void ct_listing_free(CtListing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtListing, ct_listing_free)

/* A row of as many texts as columns, copied; NULL is empty. */
void ct_listing_add(CtListing *listing, const char *const *cells);

void ct_listing_write_text(const CtListing *listing, CtOut *out, unsigned width, bool color);

/* A table of Markdown with the columns that the text has. */
void ct_listing_write_markdown(const CtListing *listing, CtOut *out);

/* {"cybertwin": …, @key: [ … ]} */
void ct_listing_write_json(const CtListing *listing, CtOut *out, const char *key);
