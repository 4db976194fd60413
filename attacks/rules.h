/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The inside of a library: rules with their Lua values, and the report of a file being read.
 * For attacks/library.c, attacks/guard.c and attacks/lua_*.c.
 */
#pragma once

#include "attacks/guard.h"
#include "lua/host.h"

/* The values of a rule that may be functions, kept in one Lua table under these indices. */
typedef enum CtRuleValue {
    CT_RULE_WHEN = 1,
    CT_RULE_ALSO,
    CT_RULE_GAINS,
    CT_RULE_PREPARE,
    CT_RULE_WORKS,
    CT_RULE_TIME,
    CT_RULE_SUCCESS,
    CT_RULE_NOISE,
    CT_RULE_SKILL,
    CT_RULE_EFFORT,
    CT_RULE_RETRY,
} CtRuleValue;

typedef struct CtLoadedRule {
    CtTechnique technique; /* first: a technique of a library is a rule */
    int values;            /* reference to its table in the registry of the library's state */
    uint32_t batch;        /* which load brought it */
    CtPos pos;
    uint32_t tries;                 /* UINT32_MAX: unlimited */
    uint8_t prepare_per, works_per; /* CtPer */
} CtLoadedRule;

/* A file on its way in. */
typedef struct CtRuleFile {
    const char *name; /* as messages show it; owned by the library */
    const char *text;
    size_t length;
    CtDiag *diag;
    uint16_t index; /* in @diag */
} CtRuleFile;

struct CtLibrary {
    CtLuaHost *host;
    CtLimits limits;
    GStringChunk *texts;
    GPtrArray *owned;                        /* arrays that techniques point to */
    GPtrArray *rules;                        /* CtLoadedRule, sorted by name */
    CtFactKinds kinds;                       /* what files have declared so far included */
    uint32_t kind_batch[CT_FACT_KINDS_MOST]; /* which load declared it */
    uint32_t rounds;                         /* questions asked so far by any guard */
    uint32_t batches;                        /* loads so far */
    const CtRuleFile *file;                  /* being read, else NULL */
    GArray *missing; /* MissingWord of the present load: words that ended a file */
};

static inline const CtLoadedRule *
ct_rule_of(const CtTechnique *technique)
{
    return (const CtLoadedRule *)technique;
}

/* Adds the words `technique` and `fact`. A CtLuaFunction. */
int ct_lua_technique_open(lua_State *L);

/*
 * Takes @rule in, or says why not. A rule of its name from an earlier load is replaced, with a
 * note; one from the same load is an error. @rule is copied; its Lua table is the library's.
 */
void ct_library_add(CtLibrary *library, const CtLoadedRule *rule);

/* Says so where the kind of fact @name, declared now in line @line of the file being read, was
 * asked for by a file read earlier. */
void ct_library_note_late(CtLibrary *library, const char *name, uint32_t line);

/* A text that lives as long as the library. */
const char *ct_library_text(CtLibrary *library, const char *text);

bool ct_per_parse(const char *text, CtPer *ret_per);

extern const char *const ct_per_names[];
extern const size_t ct_n_per_names;
