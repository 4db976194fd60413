/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `fact "jailbroken" { of = "asset" }`: a kind of fact that the techniques of a file gain and need.
 * The kind is appended to the library's vocabulary, and its word is there from then on, for the
 * files read later too. A mistake ends the file: what comes after would speak of a kind that is not
 * there.
 */
#include "attacks/lua_rule.h"

#include "lua/args.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"

#include <string.h>

/* Names that mean something else where facts are written, or nothing in Lua. */
static const char *const reserved[] = {
    "all",  "and",     "any",   "at",      "attempt", "break",  "defender", "do",
    "else", "elseif",  "end",   "every",   "false",   "for",    "goal",     "goals",
    "goto", "horizon", "if",    "in",      "local",   "name",   "nil",      "not",
    "note", "on",      "or",    "pack",    "repeat",  "return", "spawn",    "starts",
    "then", "true",    "until", "variant", "wait",    "while",  "function",
};

/* One declaration on its way; texts are the library's. */
typedef struct Declaration {
    const char *name;
    uint32_t line;
    CtEntityKind of[CT_ENTITY_COUNT];
    uint32_t n_of;
    uint8_t levels;
    const char *means;
} Declaration;

static void
check_name(lua_State *L, const char *name, size_t length)
{
    bool is_valid = length > 0 && length < CT_LUA_NAME && !g_ascii_isdigit(name[0]);

    for (size_t i = 0; i < length; i++)
        is_valid = is_valid && (g_ascii_isalnum(name[i]) || name[i] == '_');
    if (!is_valid)
        ct_lua_raise(L,
                     "fact: '%.64s' is no word: letters, digits and _, no digit first, at most %d",
                     name, CT_LUA_NAME - 1);
    for (size_t i = 0; i < G_N_ELEMENTS(reserved); i++)
        if (strcmp(reserved[i], name) == 0)
            ct_lua_raise(L, "fact: '%s' means something else already: choose another word", name);
}

/* An earlier kind of that word. The same declaration may come with another folder. */
static bool
is_declared(lua_State *L, const CtLibrary *library, const Declaration *new)
{
    const CtFactKinds *kinds = &library->kinds;
    int first = ct_fact_kind_find(kinds, new->name);
    bool is_same = true;

    if (first < 0)
        return false;
    const CtFactKindInfo *old = &kinds->infos[first];
    if (old->file == NULL)
        ct_lua_raise(L, "fact: '%s' is a kind of fact already: %s", new->name, old->line);
    if (library->kind_batch[first] == library->batches)
        ct_lua_raise(L, "fact '%s' is declared twice, first at %s:%u", new->name, old->file,
                     old->line_number);
    for (uint32_t i = 0; i < new->n_of; i++) {
        uint32_t kind = (uint32_t)first + i;

        is_same = is_same && kind < kinds->n && strcmp(kinds->infos[kind].text, new->name) == 0 &&
                  kinds->infos[kind].entity == new->of[i] &&
                  kinds->infos[kind].levels == new->levels;
    }
    uint32_t after = (uint32_t)first + new->n_of;
    if (!is_same || (after < kinds->n && strcmp(kinds->infos[after].text, new->name) == 0))
        ct_lua_raise(L, "fact '%s' is declared otherwise at %s:%u: `of` and `levels` must be equal",
                     new->name, old->file, old->line_number);
    return true;
}

static void
check_word(lua_State *L, const char *name)
{
    for (int relation = 0; relation < CT_RELATION_COUNT; relation++)
        if (strcmp(ct_relation_infos[relation].word, name) == 0)
            ct_lua_raise(L, "fact: '%s' is a relation already: %s", name,
                         ct_relation_infos[relation].line);
    if (ct_lua_sandbox_has(L, name))
        ct_lua_raise(L, "fact: '%s' is a word of the language already: choose another", name);
}

static bool
is_refused(CtEntityKind kind)
{
    return kind == CT_ENTITY_VULNERABILITY || kind == CT_ENTITY_REQUIREMENT;
}

/* The text on top of the stack as one more kind of entities. */
static void
read_entity(lua_State *L, Declaration *declaration)
{
    const char *words[CT_ENTITY_COUNT];
    char suggestion[96], all[256] = "";
    size_t n = 0;

    for (int kind = 1; kind < CT_ENTITY_COUNT; kind++)
        if (!is_refused((CtEntityKind)kind)) {
            words[n++] = ct_entity_kind_text((CtEntityKind)kind);
            g_strlcat(all, n > 1 ? ", " : "", sizeof all);
            g_strlcat(all, words[n - 1], sizeof all);
        }
    if (lua_type(L, -1) != LUA_TSTRING)
        ct_lua_raise(L, "fact '%s': of must be a kind of entity such as \"asset\", not %s",
                     declaration->name, ct_lua_describe(L, -1));
    const char *text = lua_tostring(L, -1);
    CtEntityKind kind = ct_entity_kind_find(text);
    if (kind == CT_ENTITY_VULNERABILITY)
        ct_lua_raise(L, "fact '%s': no fact is of a vulnerability: say of what it sits in",
                     declaration->name);
    if (kind == CT_ENTITY_REQUIREMENT)
        ct_lua_raise(L, "fact '%s': no technique deals with a requirement: say what violates it",
                     declaration->name);
    if (kind == CT_ENTITY_NONE)
        ct_lua_raise(L, "fact '%s': there is no kind of entity '%.40s'%s; there are: %s",
                     declaration->name, text,
                     ct_lua_suggest(text, words, n, suggestion, sizeof suggestion), all);
    for (uint32_t i = 0; i < declaration->n_of; i++)
        if (declaration->of[i] == kind)
            ct_lua_raise(L, "fact '%s': of names %s twice", declaration->name, text);
    declaration->of[declaration->n_of++] = kind;
}

static void
read_of(lua_State *L, Declaration *declaration)
{
    int type = ct_lua_raw_field(L, 1, "of");

    if (type == LUA_TNIL)
        ct_lua_raise(L,
                     "fact '%s': of is missing: of which kind of entity is it, as in "
                     "of = \"asset\"?",
                     declaration->name);
    if (type != LUA_TTABLE) {
        read_entity(L, declaration);
        lua_pop(L, 1);
        return;
    }
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        read_entity(L, declaration);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    if (declaration->n_of == 0)
        ct_lua_raise(L, "fact '%s': of names no kind of entity", declaration->name);
}

static bool
is_text(lua_State *L, int index, const char *text)
{
    return lua_type(L, index) == LUA_TSTRING && strcmp(lua_tostring(L, index), text) == 0;
}

static void
read_levels(lua_State *L, Declaration *declaration)
{
    int type = ct_lua_raw_field(L, 1, "levels");

    declaration->levels = 1;
    if (type != LUA_TNIL) {
        bool is_pair = type == LUA_TTABLE && lua_rawlen(L, -1) == 2;

        if (is_pair) {
            lua_rawgeti(L, -1, 1);
            lua_rawgeti(L, -2, 2);
            is_pair = is_text(L, -2, "user") && is_text(L, -1, "admin");
            lua_pop(L, 2);
        }
        if (!is_pair)
            ct_lua_raise(
                L,
                "fact '%s': levels must be { \"user\", \"admin\" }, of which admin implies "
                "user, or left out",
                declaration->name);
        declaration->levels = 2;
    }
    lua_pop(L, 1);
}

static void
check_keys(lua_State *L, const Declaration *declaration)
{
    static const char *const known[] = {"of", "levels", "means"};
    char suggestion[96];
    size_t n = ct_lua_ordered_keys(L, 1);

    for (size_t i = 1; i <= n; i++) {
        bool found = false;

        lua_rawgeti(L, -1, (lua_Integer)i);
        for (size_t k = 0; k < G_N_ELEMENTS(known); k++)
            found = found || is_text(L, -1, known[k]);
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "[1]";
        if (!found)
            ct_lua_raise(L, "fact '%s': there is no field '%.64s'%s; it has: of, levels, means",
                         declaration->name, name,
                         ct_lua_suggest(name, known, G_N_ELEMENTS(known), suggestion,
                                        sizeof suggestion));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void
read_means(lua_State *L, CtLibrary *library, Declaration *declaration)
{
    int type = ct_lua_raw_field(L, 1, "means");

    if (type == LUA_TNIL)
        lua_pushfstring(L, "declared in %s", library->file->name);
    else if (type != LUA_TSTRING || lua_rawlen(L, -1) == 0)
        ct_lua_raise(L, "fact '%s': means must be a text, not %s", declaration->name,
                     type == LUA_TSTRING ? "an empty one" : ct_lua_describe(L, -1));
    declaration->means = ct_library_text(library, lua_tostring(L, -1));
    lua_settop(L, 1);
}

static void
append(lua_State *L, CtLibrary *library, const Declaration *declaration)
{
    CtFactKinds *kinds = &library->kinds;
    uint8_t first = (uint8_t)kinds->n;

    if (kinds->n + declaration->n_of > CT_FACT_KINDS_MOST)
        ct_lua_raise(L, "fact '%s': at most %d kinds of facts can be declared", declaration->name,
                     CT_FACT_KINDS_DECLARED);
    for (uint32_t i = 0; i < declaration->n_of; i++) {
        library->kind_batch[kinds->n] = library->batches;
        kinds->infos[kinds->n++] = (CtFactKindInfo){.text = declaration->name,
                                                    .entity = (uint8_t)declaration->of[i],
                                                    .levels = declaration->levels,
                                                    .held = true, /* only steps gain it */
                                                    .line = declaration->means,
                                                    .file = library->file->name,
                                                    .line_number = declaration->line};
    }
    ct_lua_words_add_fact(L, kinds, first);
}

/* The function that `fact "name"` returns. Upvalues: the name, the line. */
static int
take_table(lua_State *L)
{
    CtLibrary *library = ct_lua_library_of(L);
    Declaration declaration = {.line = (uint32_t)lua_tointeger(L, lua_upvalueindex(2))};

    if (library == NULL || library->file == NULL)
        ct_lua_raise(L, "fact: kinds are declared while a file is read, not later");
    lua_settop(L, 1);
    declaration.name = ct_library_text(library, lua_tostring(L, lua_upvalueindex(1)));
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "fact '%s': expected { of = \"asset\" } after the name, not %s",
                     declaration.name, ct_lua_describe(L, 1));
    check_keys(L, &declaration);
    read_of(L, &declaration);
    read_levels(L, &declaration);
    read_means(L, library, &declaration);
    if (is_declared(L, library, &declaration))
        return 0;
    check_word(L, declaration.name);
    append(L, library, &declaration);
    ct_library_note_late(library, declaration.name, declaration.line);
    return 0;
}

static int
fact_word(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING)
        ct_lua_raise(L, "fact: expected a word such as \"jailbroken\", not %s",
                     ct_lua_describe(L, 1));
    check_name(L, lua_tostring(L, 1), lua_rawlen(L, 1));
    lua_settop(L, 1);
    lua_pushinteger(L, ct_lua_calling_line(L));
    lua_pushcclosure(L, take_table, 2);
    return 1;
}

void
ct_lua_fact_kinds_open(lua_State *L)
{
    lua_pushcfunction(L, fact_word);
    ct_lua_sandbox_set(L, "fact");
}
