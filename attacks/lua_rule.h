/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A rule on its way from a Lua table to a CtLoadedRule, and the helpers its parts share: fields by
 * name, diagnostics where they stand. Internal to attacks/lua_*.c.
 */
#pragma once

#include "attacks/lua_terms.h"
#include "attacks/rules.h"

typedef struct CtRuleReader {
    lua_State *L;
    CtLibrary *owner;
    CtLoadedRule rule;
    CtTechnique *t;    /* rule.technique */
    int table, values; /* stack indices */
    bool failed;
    uint8_t opener_word[CT_MAX_OPENERS];   /* first kinds of the openers' words */
    uint8_t opener_entity[CT_MAX_OPENERS]; /* CtEntityKind insisted on */
} CtRuleReader;

/* The library whose state @L is, while it lives. */
CtLibrary *ct_lua_library_of(lua_State *L);

/* Adds the word `fact`. */
void ct_lua_fact_kinds_open(lua_State *L);

/* Where the rule gives field @key; where the rule starts if it does not. */
CtPos ct_rule_field_pos(const CtRuleReader *reader, const char *key);

void ct_rule_fail_at(CtRuleReader *reader, CtPos pos, const char *format, ...) G_GNUC_PRINTF(3, 4);

#define ct_rule_fail(reader, key, ...)                                                             \
    ct_rule_fail_at(reader, ct_rule_field_pos(reader, key), __VA_ARGS__)

/* Pushes field @key of the rule's table; its Lua type. */
int ct_rule_push_field(CtRuleReader *reader, const char *key);

/* The text of field @key, NULL if absent or wrong. */
const char *ct_rule_read_text(CtRuleReader *reader, const char *key, bool required);

/* A text or a list of texts as a NULL-terminated array; empty where absent. */
const char *const *ct_rule_read_texts(CtRuleReader *reader, const char *key, bool required);

/* Complains, as about field @key, of every key of the table at @index that is not in @known. @what
 * names the table: "ids has no …"; NULL: the rule itself, each key being its own field. */
void ct_rule_check_keys(CtRuleReader *reader,
                        int index,
                        const char *key,
                        const char *what,
                        const char *const *known,
                        size_t n_known);

/* `from`, `via` and `each`: the variables and how they are bound. */
void ct_rule_read_variables(CtRuleReader *reader);
