/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A view is a small userdata that names an entity; the model it belongs to is found through the
 * registry, and only while a question is being asked. Reading looks the attribute up in the table
 * of its kind, pushes the effective value and reports it.
 */
#include "topology/lua_model.h"

#include "lua/args.h"
#include "lua/json_push.h"
#include "topology/lua_values.h"

#include <string.h>

#define VIEW_TYPE "an entity"

static const char model_key = 'm';

static CtLuaModel *
current(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &model_key);
    CtLuaModel *model = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return model;
}

void
ct_lua_model_set(lua_State *L, CtLuaModel *model)
{
    lua_pushlightuserdata(L, model);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &model_key);
}

void
ct_lua_model_push(lua_State *L, CtView view)
{
    const CtLuaModel *model = current(L);
    CtView *own = ct_lua_new_object(L, VIEW_TYPE, sizeof *own, 0);

    *own = view;
    own->round = model != NULL ? model->round : 0;
}

const CtView *
ct_lua_model_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, VIEW_TYPE);
}

void
ct_lua_model_check(lua_State *L, const CtView *view)
{
    const CtLuaModel *model = current(L);

    if (model == NULL || view->round != model->round)
        ct_lua_raise(L,
                     "this %s belongs to an earlier question: a rule answers from its arguments "
                     "alone and keeps nothing",
                     ct_view_kind_text(view->kind));
}

/* Notes that what @view shows may have shaped the answer. One that was read from an argument adds
 * nothing: reading it was looking into the argument. */
static void
look_into(CtLuaModel *model, const CtView *view)
{
    if (view->origin == CT_VIEW_VARIABLE || view->origin == CT_VIEW_VARIABLE_ASSET)
        model->looked |= UINT32_C(1) << view->variable;
    if (view->kind == CT_VIEW_CONTROLS)
        model->looked |= CT_VIEW_LOOKED_CONTROLS;
}

/* Reports the value on top of the stack as read from @view; structure (s.asset) is no finding. */
static void
report(lua_State *L,
       const CtLuaModel *model,
       const CtView *view,
       const CtAttribute *attribute,
       bool assumed)
{
    char text[256];

    if (model->on_read == NULL || lua_isnil(L, -1) || lua_istable(L, -1))
        return;
    if (attribute->type == CT_ATTRIBUTE_CALL && lua_isuserdata(L, -1))
        return;
    g_snprintf(text, sizeof text, "%s.%s = ", ct_view_kind_text(view->kind), attribute->name);
    ct_lua_append_value(L, model, text, sizeof text);
    model->on_read(model->data, text, assumed);
}

static int
unknown_attribute(lua_State *L, const CtView *view, const char *name)
{
    const char *names[64] = {"id", "x"};
    char suggestion[96];
    char list[512] = "id, x";
    size_t n, known = 2;
    const CtAttribute *attributes = ct_attributes(view->kind, &n);

    g_assert(n + known <= G_N_ELEMENTS(names));
    for (size_t i = 0; i < n; i++) {
        names[known++] = attributes[i].name;
        g_strlcat(list, ", ", sizeof list);
        g_strlcat(list, attributes[i].name, sizeof list);
    }
    ct_lua_raise(L, "%s has no '%.64s'%s; it has: %s", ct_view_kind_text(view->kind), name,
                 ct_lua_suggest(name, names, known, suggestion, sizeof suggestion), list);
}

static int
not_declared(lua_State *L, const CtView *view, const char *name)
{
    const char *word = ct_attribute_sees_word(view->kind);

    ct_lua_raise(L,
                 "%s.%.64s may differ where everything this rule sees is equal: add \"%s\" to its "
                 "`sees` to read it",
                 ct_view_kind_text(view->kind), name, word != NULL ? word : "asset");
}

/* `id` and the free map `x`, which every entity has. */
static int
read_common(lua_State *L, const CtLuaModel *model, const CtView *view, const char *name)
{
    const CtModel *rows = model->instances->model;
    CtSection section;
    uint32_t row;

    if (!ct_view_entity(model, view, &section, &row))
        return unknown_attribute(L, view, name);
    if (ct_attribute_sees_word(view->kind) != NULL && !view->open)
        return not_declared(L, view, name);
    if (strcmp(name, "id") == 0) {
        lua_pushstring(L, ct_model_id(rows, section, row));
        return 1;
    }
    CtId extra = ct_model_entity(rows, section, row)->extra;
    CtId json = extra == CT_NO_ID ? CT_NO_ID : rows->extras.data[extra].x;
    ct_lua_push_json(L, json == CT_NO_ID ? "{}" : ct_model_text(rows, json));
    return 1;
}

static int
view_index(lua_State *L)
{
    const CtView *view = luaL_checkudata(L, 1, VIEW_TYPE);
    size_t n;

    if (lua_type(L, 2) != LUA_TSTRING)
        ct_lua_raise(L, "%s has attributes with names, not %s", ct_view_kind_text(view->kind),
                     ct_lua_describe(L, 2));
    ct_lua_model_check(L, view);

    CtLuaModel *model = current(L);
    const char *name = lua_tostring(L, 2);
    look_into(model, view);
    if (strcmp(name, "id") == 0 || strcmp(name, "x") == 0)
        return read_common(L, model, view, name);

    const CtAttribute *attributes = ct_attributes(view->kind, &n);
    for (size_t i = 0; i < n; i++) {
        const CtAttribute *attribute = &attributes[i];

        if (strcmp(attribute->name, name) != 0)
            continue;
        bool all = ct_attribute_sees_word(view->kind) != NULL && view->kind != CT_VIEW_ASSET;
        if ((attribute->single || all) && !view->open)
            return not_declared(L, view, name);
        bool assumed = ct_lua_push_attribute(L, model, view, attribute);
        report(L, model, view, attribute, assumed);
        return 1;
    }
    return unknown_attribute(L, view, name);
}

static int
view_newindex(lua_State *L)
{
    const CtView *view = luaL_checkudata(L, 1, VIEW_TYPE);

    ct_lua_raise(L, "%s is read-only: a rule changes nothing", ct_view_kind_text(view->kind));
}

/* Whether two of many alike are the same one is not part of what equal answers share. */
static int
view_eq(lua_State *L)
{
    const CtView *a = ct_lua_model_test(L, 1), *b = ct_lua_model_test(L, 2);

    if (a == NULL || b == NULL) {
        lua_pushboolean(L, false);
        return 1;
    }
    ct_lua_model_check(L, a);
    ct_lua_model_check(L, b);
    if (a->kind == b->kind && (a->kind == CT_VIEW_ASSET || a->kind == CT_VIEW_SERVICE))
        ct_lua_raise(L, "whether two of a kind are the same %s cannot be asked",
                     ct_view_kind_text(a->kind));
    if (a->kind == b->kind && (!a->open || !b->open))
        return not_declared(L, a, "id");
    look_into(current(L), a);
    look_into(current(L), b);
    lua_pushboolean(L, a->kind == b->kind && a->id == b->id);
    return 1;
}

static int
view_tostring(lua_State *L)
{
    const CtView *view = luaL_checkudata(L, 1, VIEW_TYPE);

    lua_pushstring(L, ct_view_kind_text(view->kind));
    return 1;
}

void
ct_lua_model_open(lua_State *L)
{
    static const luaL_Reg views[] = {
        {"__index", view_index},
        {"__newindex", view_newindex},
        {"__eq", view_eq},
        {"__tostring", view_tostring},
        {NULL, NULL},
    };
    ct_lua_register_type(L, VIEW_TYPE, views);
    ct_lua_values_open(L);
    ct_lua_model_set(L, NULL);
}
