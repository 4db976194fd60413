/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a field of a row to a Lua value, and from a value to the words a reason shows.
 */
#include "topology/lua_values.h"

#include "lua/args.h"
#include "lua/sandbox.h"
#include "topology/lua_calls.h"

#include <math.h>
#include <string.h>

#define WORDS_TYPE "a list of words"

typedef struct WordSet {
    uint32_t bits;
    uint8_t list; /* CtWordList */
} WordSet;

const void *
ct_view_record(const CtLuaModel *model, const CtView *view)
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

bool
ct_view_entity(const CtLuaModel *model,
               const CtView *view,
               CtSection *ret_section,
               uint32_t *ret_row)
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

/* True where the default stands in. */
static bool
push_number(lua_State *L, double value, int16_t fallback)
{
    bool is_assumed = isnan(value) && fallback != CT_ATTRIBUTE_NO_FALLBACK;

    if (!isnan(value) || is_assumed)
        lua_pushnumber(L, is_assumed ? (double)fallback : value);
    else
        lua_pushnil(L);
    return is_assumed;
}

static int
ct_lua_push_word(lua_State *L, CtWordList list, unsigned value)
{
    if (value == 0)
        lua_pushnil(L);
    else
        lua_pushstring(L, ct_word_text(list, value));
    return 1;
}

/* What classes.c filled in carries a bit that says so. */
static bool
was_assumed(const void *record, const CtView *view, const CtAttribute *attribute)
{
    uint32_t assumed = 0;

    if (view->kind == CT_VIEW_SERVICE)
        assumed = ((const CtClassService *)record)->assumed;
    if (view->kind == CT_VIEW_SECURITY)
        assumed = ((const CtClassSecurity *)record)->assumed;
    return (assumed & attribute->assumed) != 0;
}

/* Attributes whose field says by itself whether anything was stated, and that have no default. */
static void
push_plain(lua_State *L, const CtLuaModel *model, const CtAttribute *attribute, const void *field)
{
    switch ((CtAttributeType)attribute->type) {
    case CT_ATTRIBUTE_BOOL:
        lua_pushboolean(L, *(const bool *)field);
        return;
    case CT_ATTRIBUTE_COUNT:
        if (*(const uint32_t *)field != CT_NO_ID)
            lua_pushinteger(L, *(const uint32_t *)field);
        else
            lua_pushnil(L);
        return;
    case CT_ATTRIBUTE_SMALL:
        if (*(const int8_t *)field >= 0)
            lua_pushinteger(L, *(const int8_t *)field);
        else
            lua_pushnil(L);
        return;
    case CT_ATTRIBUTE_TEXT:
        if (*(const CtId *)field != CT_NO_ID)
            lua_pushstring(L, ct_model_text(model->instances->model, *(const CtId *)field));
        else
            lua_pushnil(L);
        return;
    case CT_ATTRIBUTE_REF:
        ct_lua_push_row(L, attribute->of, *(const CtId *)field);
        return;
    default:
        ct_lua_push_rows(L, model, attribute->of, *(const CtSpan *)field);
        return;
    }
}

bool
ct_lua_push_attribute(lua_State *L,
                      const CtLuaModel *model,
                      const CtView *view,
                      const CtAttribute *attribute)
{
    const char *record = ct_view_record(model, view);
    const void *field = record + attribute->offset;
    bool has_default = attribute->fallback != CT_ATTRIBUTE_NO_FALLBACK;
    uint8_t word = *(const uint8_t *)field;

    switch ((CtAttributeType)attribute->type) {
    case CT_ATTRIBUTE_WORD:
        ct_lua_push_word(L, attribute->of,
                         word == 0 && has_default ? (unsigned)attribute->fallback : word);
        return (word == 0 && has_default) || was_assumed(record, view, attribute);
    case CT_ATTRIBUTE_WORDS: {
        uint32_t bits = *(const uint32_t *)field;
        push_words(L, attribute->of,
                   bits == 0 && has_default ? (uint32_t)attribute->fallback : bits);
        return (bits == 0 && has_default) || was_assumed(record, view, attribute);
    }
    case CT_ATTRIBUTE_TRI:
        lua_pushboolean(L, ct_tri_or(word, attribute->fallback == 1));
        return word == CT_TRI_UNSTATED;
    case CT_ATTRIBUTE_NUMBER:
        return push_number(L, *(const double *)field, attribute->fallback);
    case CT_ATTRIBUTE_STATED: {
        const CtSpan *span = field;
        lua_pushboolean(L, ct_span_is_stated(*span) && span->length > 0);
        return !ct_span_is_stated(*span);
    }
    case CT_ATTRIBUTE_CALL:
        attribute->call(L, model, view);
        return false;
    default:
        push_plain(L, model, attribute, field);
        return was_assumed(record, view, attribute);
    }
}

void
ct_lua_append_value(lua_State *L, const CtLuaModel *model, char *text, gsize size)
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
    } else if (view != NULL && ct_view_entity(model, view, &section, &row)) {
        g_strlcat(text, ct_model_id(model->instances->model, section, row), size);
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        g_strlcat(text, g_ascii_formatd(number, sizeof number, "%.6g", lua_tonumber(L, -1)), size);
    } else if (lua_type(L, -1) == LUA_TBOOLEAN) {
        g_strlcat(text, lua_toboolean(L, -1) ? "true" : "false", size);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        g_strlcat(text, lua_tostring(L, -1), size);
    }
}

static int
words_index(lua_State *L)
{
    const WordSet *set = luaL_checkudata(L, 1, WORDS_TYPE);
    lua_Integer wanted = luaL_checkinteger(L, 2);

    for (unsigned v = 1; v <= ct_words_count(set->list); v++)
        if (((set->bits >> (v - 1)) & 1) && --wanted == 0)
            return ct_lua_push_word(L, set->list, v);
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

int
ct_lua_list_contains(lua_State *L)
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
ct_lua_values_open(lua_State *L)
{
    static const luaL_Reg metamethods[] = {
        {"__index", words_index},
        {"__len", words_len},
        {NULL, NULL},
    };

    ct_lua_register_type(L, WORDS_TYPE, metamethods);
    lua_pushcfunction(L, ct_lua_list_contains);
    ct_lua_sandbox_set(L, "contains");
}
