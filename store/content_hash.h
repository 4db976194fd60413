/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a database says, as one number: SHA-256 over the rows of its tables, whatever their pages
 * look like. Of each table its name, then row by row in the order of the key, value by value: a
 * letter for the type, the length of what follows, the bytes (whole numbers as text).
 */
#pragma once

#include "store/db.h"

/* A table and the columns that order it. */
typedef struct CtHashedTable {
    const char *name;
    const char *order; /* "number", "replication, goal" */
} CtHashedTable;

/* 64 hex digits; NULL with why. @tables ends with a NULL name. g_free(). Cost: the tables. */
char *
ct_content_hash(CtDb *db, const CtHashedTable *tables, GError **error) G_GNUC_WARN_UNUSED_RESULT;
