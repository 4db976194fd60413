/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One question to a rule, answered in Lua. Internal to attacks/guard.c.
 */
#pragma once

#include "attacks/rules.h"
#include "topology/lua_model.h"

typedef struct CtQuestion {
    const CtLoadedRule *rule;
    CtLuaModel *model; /* its on_read records into the answer */
    const CtAttackerTraits *traits;
    const uint32_t *entities;
    bool in_when;       /* `when` is running: what is read explains the answer */
    CtVerdict *verdict; /* filled in; texts and lists are left to who asks */
    char reason[512];   /* why it does not fire; "" if it does, or none was given */
} CtQuestion;

/* The CtLuaFunction that answers the CtQuestion it is called with. Raises on a rule's mistakes. */
int ct_lua_answer(lua_State *L);
