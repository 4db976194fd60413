/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of attributes as scripts get them. Internal to the views; all may raise.
 */
#pragma once

#include "topology/lua_attributes.h"

/* The row whose fields the table of @view's kind addresses. */
const void *ct_view_record(const CtLuaModel *model, const CtView *view);

/* The section and row that `id` and `x` of @view come from; false where it has none. */
bool ct_view_entity(const CtLuaModel *model,
                    const CtView *view,
                    CtSection *ret_section,
                    uint32_t *ret_row);

/* Pushes the value; true where it was not stated and its default stands in. */
bool ct_lua_push_attribute(lua_State *L,
                           const CtLuaModel *model,
                           const CtView *view,
                           const CtAttribute *attribute);

/* Appends the value on top of the stack, as a reason shows it, to @text of @size. */
void ct_lua_append_value(lua_State *L, const CtLuaModel *model, char *text, size_t size);

/* The word `contains`: contains(list, value). */
int ct_lua_list_contains(lua_State *L);

/* Adds lists of words and the word `contains`. */
void ct_lua_values_open(lua_State *L);
