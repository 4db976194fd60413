/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts and alternatives that a script has put together, as terms over a rule's variables.
 */
#pragma once

#include "attacks/lua_words.h"

typedef struct CtTerms {
    CtFactTerm terms[CT_MAX_TERMS];
    uint8_t n;
    char unsatisfiable[256]; /* why they can never hold; "": they can */
    char mistake[512];       /* what is wrong with them; "": nothing */
    uint32_t line;           /* of the mistake, 0 if not known */
} CtTerms;

/*
 * Reads the value at @index: nothing, a fact, a list, any_of, all_of, at_least. @gains: facts
 * alone. @instances may be NULL where no entity can be at hand. Does not raise but when memory
 * runs out; mistakes are told.
 */
void ct_lua_read_terms(lua_State *L,
                       int index,
                       const CtTechnique *technique,
                       const CtInstances *instances,
                       bool gains,
                       CtTerms *ret_terms);
