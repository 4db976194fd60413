/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a scenario.lua. Internal to analysis/entry.c.
 */
#pragma once

#include "analysis/entry.h"
#include "analysis/scenario_words.h"
#include "lua/host.h"

/*
 * Who plays the script takes its handlers over; at rest nobody does. Each is called where the
 * script calls the word, with its function at stack index @function, and may raise.
 */
typedef struct CtScenarioSink {
    void *data;
    void (*at)(lua_State *L, int64_t ms, int function, void *data);
    void (*every)(lua_State *L, int64_t period_ms, int function, void *data);
    void (*on)(lua_State *L, CtScenarioEvent event, int function, void *data);
    void (*spawn)(lua_State *L, int function, void *data); /* what follows it: its arguments */
    void (*lead)(lua_State *L, uint32_t attacker, int function, void *data);
    /* Whether a replication is being played: the script has been read. */
    bool (*is_playing)(void *data);
} CtScenarioSink;

typedef struct CtScenarioReader {
    CtScenario *scenario; /* what has been declared so far */
    CtDiag *diag;
    const CtScenarioVocabulary *vocabulary; /* NULL: built-in kinds alone */
    const CtFactKinds *kinds;               /* what it answered, once asked */
    uint16_t file;                          /* in @diag */
    const CtScenarioSink *sink;             /* NULL at rest */
    bool in_variant;                        /* what is declared anew changes what was declared */
} CtScenarioReader;

/* Adds the words to a sandbox; its argument is the CtScenarioReader. A CtLuaFunction. */
int ct_lua_entry_open(lua_State *L);

/* The reader of the state that runs. */
CtScenarioReader *ct_lua_entry_reader(lua_State *L);

/* Raises where the word of that @name is not to be used now. */
void ct_lua_entry_check(lua_State *L, const char *name);

/* The text of a duration at @index as milliseconds; raises, naming @word, where it is none. */
int64_t ct_lua_entry_duration(lua_State *L, int index, const char *word);

/* Runs what a script that was read says of variant @name. Error: there is none, or it raised. */
bool ct_lua_program_run_variant(CtLuaHost *host,
                                const char *name,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The words of handlers and coroutines. analysis/lua_program.c */
void ct_lua_program_open(lua_State *L);

/* `defender`, and the words of its durations. analysis/lua_defender.c */
void ct_lua_defender_open(lua_State *L);

/* The text of the fact at @index, or of a text; NULL where it is neither. */
const char *ct_lua_entry_fact_text(lua_State *L, int index);
