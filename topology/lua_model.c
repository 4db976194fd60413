/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A view is a small userdata that names an entity; the model it belongs to is found through the
 * registry, and only while a question is being asked. Reading looks the attribute up in the table
 * of its kind, pushes the effective value and reports it.
 */
#include "topology/lua_model.h"

#include "lua/args.h"
#include "lua/json_push.h"
#include "lua/sandbox.h"
#include "topology/lua_attributes.h"
#include "topology/lua_calls.h"

#include <math.h>
#include <string.h>

#define VIEW_TYPE "an entity"
#define WORDS_TYPE "a list of words"

static const char model_key = 'm';

typedef struct WordSet {
    uint32_t bits;
    uint8_t list; /* CtWordList */
} WordSet;

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

/* The row whose fields the table of @view's kind addresses. */
static const void *
record_of(const CtLuaModel *model, const CtView *view)
{
    const CtModel *rows = model->instances->model;
    const CtClasses *classes = model->instances->classes;

    switch ((CtViewKind)view->kind) {
    case CT_VIEW_SERVICE:
        return &classes->services.data[view->id];
    case CT_VIEW_VULNERABILITY:
        return &rows->vulnerabilities.data[classes->vulnerabilities.data[view->id].vulnerability];
    case CT_VIEW_SECURITY:
        return &classes->classes.data[view->id].security;
    case CT_VIEW_CRITICALITY:
        return &rows->assets.data[view->id];
    case CT_VIEW_PRACTICES:
        return &rows->suppliers.data[view->id];
    case CT_VIEW_CONTROLS:
        return &model->signature;
    case CT_VIEW_ASSET:
        return &rows->assets.data[model->instances->asset_row[view->id]];
    case CT_VIEW_NETWORK:
        return &rows->networks.data[view->id];
    case CT_VIEW_ZONE:
        return &rows->zones.data[view->id];
    case CT_VIEW_SITE:
        return &rows->sites.data[view->id];
    case CT_VIEW_PRODUCT:
        return &rows->products.data[view->id];
    case CT_VIEW_COMPONENT:
        return &rows->components.data[view->id];
    case CT_VIEW_SUPPLIER:
        return &rows->suppliers.data[view->id];
    case CT_VIEW_PEOPLE:
        return &rows->people.data[view->id];
    case CT_VIEW_CREDENTIAL:
        return &rows->credentials.data[view->id];
    case CT_VIEW_CHANNEL:
        return &rows->channels.data[view->id];
    case CT_VIEW_DATA:
        return &rows->data.data[view->id];
    case CT_VIEW_FLOW:
        return &rows->flows.data[view->id];
    case CT_VIEW_FUNCTION:
        return &rows->functions.data[view->id];
    case CT_VIEW_CONDITION:
        return &rows->conditions.data[view->id];
    case CT_VIEW_NONE:
    case CT_VIEW_COUNT:
        break;
    }
    return NULL;
}

/* The section and row that `id` and `x` of @view come from; false where it has none. */
static bool
entity_of(const CtLuaModel *model, const CtView *view, CtSection *ret_section, uint32_t *ret_row)
{
    static const int8_t sections[CT_VIEW_COUNT] = {
        [CT_VIEW_ASSET] = CT_SECTION_ASSETS,
        [CT_VIEW_SERVICE] = CT_SECTION_SERVICES,
        [CT_VIEW_NETWORK] = CT_SECTION_NETWORKS,
        [CT_VIEW_ZONE] = CT_SECTION_ZONES,
        [CT_VIEW_SITE] = CT_SECTION_SITES,
        [CT_VIEW_PRODUCT] = CT_SECTION_PRODUCTS,
        [CT_VIEW_COMPONENT] = CT_SECTION_COMPONENTS,
        [CT_VIEW_SUPPLIER] = CT_SECTION_SUPPLIERS,
        [CT_VIEW_PEOPLE] = CT_SECTION_PEOPLE,
        [CT_VIEW_CREDENTIAL] = CT_SECTION_CREDENTIALS,
        [CT_VIEW_CHANNEL] = CT_SECTION_CHANNELS,
        [CT_VIEW_DATA] = CT_SECTION_DATA,
        [CT_VIEW_FLOW] = CT_SECTION_FLOWS,
        [CT_VIEW_FUNCTION] = CT_SECTION_FUNCTIONS,
        [CT_VIEW_CONDITION] = CT_SECTION_CONDITIONS,
        [CT_VIEW_VULNERABILITY] = CT_SECTION_VULNERABILITIES,
    };

    if (view->kind == CT_VIEW_NONE || view->kind > CT_VIEW_VULNERABILITY)
        return false;
    *ret_section = (CtSection)sections[view->kind];
    *ret_row = view->id;
    if (view->kind == CT_VIEW_ASSET)
        *ret_row = model->instances->asset_row[view->id];
    if (view->kind == CT_VIEW_SERVICE)
        *ret_row = model->instances->classes->services.data[view->id].service;
    if (view->kind == CT_VIEW_VULNERABILITY)
        *ret_row = model->instances->classes->vulnerabilities.data[view->id].vulnerability;
    return true;
}

static int
push_words(lua_State *L, CtWordList list, uint32_t bits)
{
    WordSet *set = ct_lua_new_object(L, WORDS_TYPE, sizeof *set, 0);

    set->bits = bits;
    set->list = (uint8_t)list;
    return 1;
}

static int
push_number_or_fallback(lua_State *L, double value, int16_t fallback)
{
    if (!isnan(value))
        lua_pushnumber(L, value);
    else if (fallback != CT_ATTRIBUTE_NO_FALLBACK)
        lua_pushnumber(L, fallback);
    else
        lua_pushnil(L);
    return 1;
}

static int
push_word(lua_State *L, CtWordList list, unsigned value)
{
    if (value == 0)
        lua_pushnil(L);
    else
        lua_pushstring(L, ct_word_text(list, value));
    return 1;
}

/* Pushes the value; true where it was not stated and its default stands in. */
static bool
push_value(lua_State *L, const CtLuaModel *model, const CtView *view, const CtAttribute *attribute)
{
    const char *record = record_of(model, view);
    const void *field = record + attribute->offset;
    int16_t fallback = attribute->fallback;
    bool has_fallback = fallback != CT_ATTRIBUTE_NO_FALLBACK;

    switch ((CtAttributeType)attribute->type) {
    case CT_ATTRIBUTE_WORD: {
        uint8_t value = *(const uint8_t *)field;
        push_word(L, attribute->of, value == 0 && has_fallback ? (unsigned)fallback : value);
        return value == 0 && has_fallback;
    }
    case CT_ATTRIBUTE_WORDS: {
        uint32_t bits = *(const uint32_t *)field;
        push_words(L, attribute->of, bits == 0 && has_fallback ? (uint32_t)fallback : bits);
        return bits == 0 && has_fallback;
    }
    case CT_ATTRIBUTE_TRI:
        lua_pushboolean(L, ct_tri_or(*(const uint8_t *)field, fallback == 1));
        return *(const uint8_t *)field == CT_TRI_UNSTATED;
    case CT_ATTRIBUTE_BOOL:
        lua_pushboolean(L, *(const bool *)field);
        return false;
    case CT_ATTRIBUTE_NUMBER:
        push_number_or_fallback(L, *(const double *)field, fallback);
        return isnan(*(const double *)field) && has_fallback;
    case CT_ATTRIBUTE_SHARE:
        push_number_or_fallback(L, (double)*(const float *)field, fallback);
        return isnan(*(const float *)field) && has_fallback;
    case CT_ATTRIBUTE_COUNT:
        if (*(const uint32_t *)field == CT_NO_ID)
            lua_pushnil(L);
        else
            lua_pushinteger(L, *(const uint32_t *)field);
        return false;
    case CT_ATTRIBUTE_SMALL:
        if (*(const int8_t *)field < 0)
            lua_pushnil(L);
        else
            lua_pushinteger(L, *(const int8_t *)field);
        return false;
    case CT_ATTRIBUTE_TEXT:
        if (*(const CtId *)field == CT_NO_ID)
            lua_pushnil(L);
        else
            lua_pushstring(L, ct_model_text(model->instances->model, *(const CtId *)field));
        return false;
    case CT_ATTRIBUTE_REF:
        ct_lua_push_row(L, attribute->of, *(const CtId *)field);
        return false;
    case CT_ATTRIBUTE_REFS:
        ct_lua_push_rows(L, model, attribute->of, *(const CtSpan *)field);
        return false;
    case CT_ATTRIBUTE_STATED: {
        const CtSpan *span = field;
        bool holds = ct_span_is_stated(*span) && span->length > 0;
        lua_pushboolean(L, holds);
        return !ct_span_is_stated(*span);
    }
    case CT_ATTRIBUTE_CALL:
        attribute->call(L, model, view);
        return false;
    }
    return false;
}

static void
append_value(lua_State *L, const CtLuaModel *model, char *text, gsize size)
{
    const WordSet *set = luaL_testudata(L, -1, WORDS_TYPE);
    const CtView *view = ct_lua_model_test(L, -1);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    CtSection section;
    uint32_t row;

    if (set != NULL) {
        const char *separator = "";
        for (unsigned v = 1; v <= ct_words_count(set->list); v++)
            if ((set->bits >> (v - 1)) & 1) {
                g_strlcat(text, separator, size);
                g_strlcat(text, ct_word_text(set->list, v), size);
                separator = ", ";
            }
    } else if (view != NULL && entity_of(model, view, &section, &row)) {
        g_strlcat(text, ct_model_id(model->instances->model, section, row), size);
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        g_strlcat(text, g_ascii_formatd(number, sizeof number, "%.6g", lua_tonumber(L, -1)), size);
    } else if (lua_type(L, -1) == LUA_TBOOLEAN) {
        g_strlcat(text, lua_toboolean(L, -1) ? "true" : "false", size);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        g_strlcat(text, lua_tostring(L, -1), size);
    }
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
    append_value(L, model, text, sizeof text);
    model->on_read(model->data, text, assumed);
}

static bool
was_assumed(const CtLuaModel *model, const CtView *view, const CtAttribute *attribute)
{
    uint32_t assumed = 0;

    if (attribute->assumed == 0)
        return false;
    if (view->kind == CT_VIEW_SERVICE)
        assumed = ((const CtClassService *)record_of(model, view))->assumed;
    if (view->kind == CT_VIEW_SECURITY)
        assumed = ((const CtClassSecurity *)record_of(model, view))->assumed;
    return (assumed & attribute->assumed) != 0;
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

    if (!entity_of(model, view, &section, &row))
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

    const CtLuaModel *model = current(L);
    const char *name = lua_tostring(L, 2);
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
        bool assumed = push_value(L, model, view, attribute);
        report(L, model, view, attribute, assumed || was_assumed(model, view, attribute));
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

static int
words_index(lua_State *L)
{
    const WordSet *set = luaL_checkudata(L, 1, WORDS_TYPE);
    lua_Integer wanted = luaL_checkinteger(L, 2);

    for (unsigned v = 1; v <= ct_words_count(set->list); v++)
        if (((set->bits >> (v - 1)) & 1) && --wanted == 0)
            return push_word(L, set->list, v);
    lua_pushnil(L);
    return 1;
}

static int
words_len(lua_State *L)
{
    const WordSet *set = luaL_checkudata(L, 1, WORDS_TYPE);

    lua_pushinteger(L, __builtin_popcount(set->bits));
    return 1;
}

static bool
words_contain(lua_State *L, const WordSet *set, const char *word)
{
    const char *names[32];
    char suggestion[96];
    unsigned value = ct_word_find(set->list, word), n = ct_words_count(set->list);

    if (value != 0)
        return ((set->bits >> (value - 1)) & 1) != 0;
    g_assert(n <= G_N_ELEMENTS(names));
    for (unsigned v = 1; v <= n; v++)
        names[v - 1] = ct_word_text(set->list, v);
    ct_lua_raise(L, "'%.64s' is not one of the words of this list%s", word,
                 ct_lua_suggest(word, names, n, suggestion, sizeof suggestion));
}

/* contains(list, value) */
static int
contains(lua_State *L)
{
    const WordSet *set = luaL_testudata(L, 1, WORDS_TYPE);
    bool found = false;

    if (set != NULL) {
        lua_pushboolean(L, words_contain(L, set, luaL_checkstring(L, 2)));
        return 1;
    }
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "contains: expected a list, not %s", ct_lua_describe(L, 1));
    for (lua_Integer i = 1; !found && lua_rawgeti(L, 1, i) != LUA_TNIL; i++) {
        found = lua_compare(L, -1, 2, LUA_OPEQ);
        lua_pop(L, 1);
    }
    lua_pushboolean(L, found);
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
    static const luaL_Reg words[] = {
        {"__index", words_index},
        {"__len", words_len},
        {NULL, NULL},
    };

    ct_lua_register_type(L, VIEW_TYPE, views);
    ct_lua_register_type(L, WORDS_TYPE, words);
    ct_lua_model_set(L, NULL);
    lua_pushcfunction(L, contains);
    ct_lua_sandbox_set(L, "contains");
}
