/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the library of checks share, private to assurance/. */
#pragma once

#include "assurance/checks.h"
#include "lua/host.h"
#include "topology/lua_model.h"

typedef struct CtLoadedCheck {
    CtCheck check;
    int judge; /* registry reference of the function */
    uint32_t batch;
} CtLoadedCheck;

struct CtChecks {
    CtLimits limits;
    CtLuaHost *host;
    GStringChunk *texts;
    GPtrArray *checks; /* CtLoadedCheck, sorted by name */
    GPtrArray *lists;  /* arrays of texts */
    uint32_t batches;

    CtDiag *diag; /* of the file being read; NULL: none is */
    const char *file;
    uint16_t file_index;

    const char *with; /* the JSON whose table is kept in the state; NULL: none is */

    CtBench *bench;
    CtLuaModel model; /* what views read */
};

/* The CtLuaFunction that adds the words of checks to a state; its argument is the library. */
int ct_lua_checks_open(lua_State *L);

/* The library that @L belongs to. */
CtChecks *ct_lua_checks_of(lua_State *L);

/* Adds or replaces a check; false, having said why, where it is there twice. */
bool ct_checks_add(CtChecks *checks, const CtLoadedCheck *check);

/* The words that walk the design (lua_walks.c, lua_links.c), and those for what was found about it
 * (lua_findings.c). */
void ct_lua_walks_open(lua_State *L);
void ct_lua_links_open(lua_State *L);
void ct_lua_findings_open(lua_State *L);

/* Pushes the subject @id of @kind; a class stands for its first fold. May raise. */
void ct_lua_push_subject(lua_State *L, CtSubjectKind kind, uint32_t id, bool by_class);

/* The subject at @index, raising where there is none. */
void ct_lua_check_subject(lua_State *L, int index, CtSubjectKind *ret_kind, uint32_t *ret_id);

/* The bench, raising where nothing is being judged. */
CtBench *ct_lua_bench(lua_State *L);

/* Where the entity at @index stands; line 0 for nowhere. */
CtPos ct_lua_subject_pos(lua_State *L, int index);
