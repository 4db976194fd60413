/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by store/db.c and store/query.c. */
#pragma once

#include "store/db.h"

#include <sqlite3.h>

struct CtDb {
    sqlite3 *handle;
    char *path;
    const CtDbFormat *format;
};

/* Says what SQLite's @result means; false. */
bool ct_db_fail(const CtDb *db, int result, GError **error);
