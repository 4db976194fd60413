/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of the words of technique files, from which their documentation and the editor's
 * definitions come; facts, relations and attributes join in from tables of their own.
 */
#pragma once

#include "base/out.h"

typedef struct CtLuaWord {
    const char *name;
    const char *parameters; /* as LuaLS writes them, "factor?: number"; NULL: a value */
    const char *returns;    /* type; "" for nothing */
    const char *line;       /* one line of documentation */
} CtLuaWord;

extern const CtLuaWord ct_lua_technique_words[];
extern const size_t ct_n_lua_technique_words;

/* One file of definitions for lua-language-server, which reads all of its folder. */
typedef struct CtLuaDefinitions {
    const char *path; /* "lua/definitions/words.d.lua" */
    void (*write)(CtOut *out);
} CtLuaDefinitions;

extern const CtLuaDefinitions ct_lua_definitions[];
extern const size_t ct_n_lua_definitions;

/* The tables of docs/technique-language.md, in Markdown. */
void ct_lua_write_reference(CtOut *out);
