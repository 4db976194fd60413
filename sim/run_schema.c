/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/run_schema.h"

static const char *const schema[] = {
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE option (name TEXT, position INTEGER, value TEXT NOT NULL,"
    " PRIMARY KEY (name, position)) STRICT, WITHOUT ROWID",
    "CREATE TABLE input (path TEXT PRIMARY KEY, kind TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " length INTEGER NOT NULL, data BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE goal (id INTEGER PRIMARY KEY, attacker TEXT NOT NULL, name TEXT NOT NULL,"
    " text TEXT NOT NULL, possible INTEGER NOT NULL) STRICT",
    "CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL) STRICT",
    "CREATE TABLE place (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " instances INTEGER NOT NULL) STRICT",
    "CREATE TABLE loss (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " cost_per_hour TEXT) STRICT",
    "CREATE TABLE replication (number INTEGER PRIMARY KEY, outcome INTEGER NOT NULL,"
    " end_ms INTEGER NOT NULL, tries INTEGER NOT NULL, gains INTEGER NOT NULL,"
    " noise_ppm INTEGER NOT NULL, seen_ppm INTEGER NOT NULL, effort_ms INTEGER NOT NULL,"
    " detail BLOB NOT NULL) STRICT",
    "CREATE TABLE goal_time (replication INTEGER, goal INTEGER, ms INTEGER NOT NULL,"
    " PRIMARY KEY (replication, goal)) STRICT, WITHOUT ROWID",
    "CREATE TABLE loss_time (replication INTEGER, loss INTEGER, first_ms INTEGER NOT NULL,"
    " total_ms INTEGER NOT NULL, times INTEGER NOT NULL, at_end INTEGER NOT NULL,"
    " PRIMARY KEY (replication, loss)) STRICT, WITHOUT ROWID",
    "CREATE TABLE result (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE trace (replication INTEGER PRIMARY KEY, reason TEXT NOT NULL,"
    " events INTEGER NOT NULL) STRICT",
    "CREATE TABLE trace_chunk (replication INTEGER, part INTEGER, first_ms INTEGER NOT NULL,"
    " last_ms INTEGER NOT NULL, events INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (replication, part)) STRICT, WITHOUT ROWID",
    "CREATE TABLE session (id INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (id, key))"
    " STRICT, WITHOUT ROWID",
    NULL,
};

const CtDbFormat ct_run_format = {
    .application = 0x43545752, /* "CTWR" */
    .version = 2,
    .what = "run file",
    .schema = schema,
};

const CtHashedTable ct_run_tables[] = {
    {"meta", "key"},
    {"option", "name, position"},
    {"input", "path"},
    {"goal", "id"},
    {"rule", "id"},
    {"place", "id"},
    {"loss", "id"},
    {"replication", "number"},
    {"goal_time", "replication, goal"},
    {"loss_time", "replication, loss"},
    {"result", "name"},
    {"trace", "replication"},
    {"trace_chunk", "replication, part"},
    {NULL, NULL},
};
