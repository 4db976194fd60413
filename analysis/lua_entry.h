/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a scenario.lua. Internal to analysis/entry.c.
 */
#pragma once

#include "analysis/entry.h"
#include "lua/host.h"

typedef struct CtScenarioReader {
    CtScenario *scenario; /* what has been declared so far */
    CtDiag *diag;
    const CtScenarioVocabulary *vocabulary; /* NULL: built-in kinds alone */
    const CtFactKinds *kinds;               /* what it answered, once asked */
    uint16_t file;                          /* in @diag */
} CtScenarioReader;

/* Adds the words to a sandbox; its argument is the CtScenarioReader. A CtLuaFunction. */
int ct_lua_entry_open(lua_State *L);
