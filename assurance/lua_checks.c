/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `check "name" { … }`: the table is read field by field, every mistake in it is reported where
 * the check begins.
 */
#include "assurance/checks_parts.h"

#include "lua/args.h"
#include "lua/sandbox.h"

#include "base/sort.h"

#include <string.h>

static const char checks_key = 'c';

static const char *const fields[] = {"title", "about",    "by",    "needs",
                                     "takes", "document", "gives", "judge"};
static const char *const need_words[] = {"attack", "segments", "run"};

typedef struct Reader {
    lua_State *L;
    CtChecks *checks;
    CtLoadedCheck loaded;
    bool failed;
} Reader;

CtChecks *
ct_lua_checks_of(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &checks_key);
    CtChecks *checks = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return checks;
}

static void complain(Reader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
complain(Reader *reader, const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    g_vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ct_diag_error(reader->checks->diag, reader->loaded.check.pos, "check '%s': %s",
                  reader->loaded.check.name, text);
    reader->failed = true;
}

static const char *
read_text(Reader *reader, const char *key, bool required)
{
    int type = ct_lua_raw_field(reader->L, 1, key);
    const char *text = NULL;

    if (type == LUA_TSTRING)
        text = g_string_chunk_insert_const(reader->checks->texts, lua_tostring(reader->L, -1));
    else if (type != LUA_TNIL || required)
        complain(reader, "%s must be a text, not %s", key, ct_lua_describe(reader->L, -1));
    lua_pop(reader->L, 1);
    return text;
}

/* The bits of the words that the list @key holds. */
static unsigned
read_words(Reader *reader, const char *key, const char *const *words, size_t n)
{
    lua_State *L = reader->L;
    char suggestion[96];
    unsigned set = 0;
    int type = ct_lua_raw_field(L, 1, key);

    if (type != LUA_TTABLE && type != LUA_TNIL)
        complain(reader, "%s must be a list of words", key);
    for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        const char *word = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        bool known = false;

        for (size_t w = 0; w < n; w++)
            if (strcmp(words[w], word) == 0) {
                set |= 1U << w;
                known = true;
            }
        if (!known)
            complain(reader, "%s has no '%.40s'%s", key, word,
                     ct_lua_suggest(word, words, n, suggestion, sizeof suggestion));
        lua_pop(L, 1);
    }
    lua_settop(L, 1);
    return set;
}

static int
compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names that `with` may hold, sorted; Lua's order of keys is none. */
static const char *const *
read_takes(Reader *reader)
{
    enum { MOST = 32 };
    lua_State *L = reader->L;
    const char **names = g_new0(const char *, MOST + 1);
    size_t n = 0;
    int type = ct_lua_raw_field(L, 1, "takes");

    g_ptr_array_add(reader->checks->lists, names);
    if (type != LUA_TTABLE && type != LUA_TNIL)
        complain(reader, "takes must be a table from names to what they mean");
    if (type == LUA_TTABLE) {
        lua_pushnil(L);
        while (lua_next(L, -2) != 0) {
            if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING || n == MOST)
                complain(reader, "takes must be a table from names to what they mean");
            else
                names[n++] =
                    g_string_chunk_insert_const(reader->checks->texts, lua_tostring(L, -2));
            lua_pop(L, 1);
        }
    }
    lua_settop(L, 1);
    ct_sort(names, n, sizeof *names, compare_texts);
    return names;
}

static void
read_keys(Reader *reader)
{
    lua_State *L = reader->L;
    char suggestion[96];

    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        bool known = false;

        for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
            known = known || strcmp(fields[i], key) == 0;
        if (!known)
            complain(reader, "it has no field '%.40s'%s", key,
                     ct_lua_suggest(key, fields, G_N_ELEMENTS(fields), suggestion,
                                    sizeof suggestion));
        lua_pop(L, 1);
    }
}

static void
read_about(Reader *reader)
{
    const char *about = read_text(reader, "about", true);
    const char *by = read_text(reader, "by", false);
    CtCheck *check = &reader->loaded.check;
    CtSubjectKind kind = CT_SUBJECT_SYSTEM;

    if (about != NULL && !ct_subject_kind_parse(about, &kind)) {
        g_autoptr(GString) list = g_string_new(NULL);

        for (int i = 0; i < CT_SUBJECT_KIND_COUNT; i++)
            g_string_append_printf(list, "%s%s", i > 0 ? ", " : "",
                                   ct_subject_kind_text((CtSubjectKind)i));
        complain(reader, "about must be one of: %s", list->str);
    }
    check->about = (uint8_t)kind;
    if (by != NULL && (strcmp(by, "class") != 0 || kind != CT_SUBJECT_ASSET))
        complain(reader, "by can only be \"class\", of a check about assets");
    check->is_by_class = by != NULL;
}

/* What a reader does that Lua cannot leave: it may hold things. */
static void
read_fields(Reader *reader)
{
    static const char *const rulings[] = {"pass", "fail", "not-applicable", "not-assessable"};
    CtCheck *check = &reader->loaded.check;

    read_keys(reader);
    check->title = read_text(reader, "title", true);
    check->document = read_text(reader, "document", false);
    read_about(reader);
    check->needs = read_words(reader, "needs", need_words, G_N_ELEMENTS(need_words));
    check->gives = read_words(reader, "gives", rulings, G_N_ELEMENTS(rulings));
    if (check->gives == 0)
        complain(reader, "gives is missing: the verdicts it can come to");
    check->takes = read_takes(reader);
    if (ct_lua_raw_field(reader->L, 1, "judge") != LUA_TFUNCTION)
        complain(reader, "judge must be a function of what is looked at and of `with`");
}

/* The function that `check "name"` returns. Upvalues: the name, the line. */
static int
take_table(lua_State *L)
{
    CtChecks *checks = ct_lua_checks_of(L);
    Reader reader = {.L = L, .checks = checks};
    CtCheck *check = &reader.loaded.check;

    if (checks->diag == NULL)
        ct_lua_raise(L, "check: checks are declared while a file is read, not later");
    if (!lua_istable(L, 1))
        ct_lua_raise(L, "check: expected its fields in braces after the name, not %s",
                     ct_lua_describe(L, 1));
    lua_settop(L, 1);
    luaL_checkstack(L, 20, NULL);
    check->name = g_string_chunk_insert_const(checks->texts, lua_tostring(L, lua_upvalueindex(1)));
    check->file = checks->file;
    check->line = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
    check->pos = (CtPos){.line = check->line, .column = 1, .file = checks->file_index};
    read_fields(&reader);
    if (reader.failed)
        return 0;
    reader.loaded.judge = luaL_ref(L, LUA_REGISTRYINDEX);
    ct_checks_add(checks, &reader.loaded);
    return 0;
}

static int
word_check(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);

    if (name[0] == '\0' || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name) ||
        strlen(name) > 64)
        ct_lua_raise(L, "check: a name is made of a-z, 0-9 and '-', not '%.40s'", name);
    lua_settop(L, 1);
    lua_pushinteger(L, ct_lua_calling_line(L));
    lua_pushcclosure(L, take_table, 2);
    return 1;
}

int
ct_lua_checks_open(lua_State *L)
{
    CtChecks *checks = lua_touserdata(L, 1);

    lua_pushlightuserdata(L, checks);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &checks_key);
    ct_lua_model_open(L);
    lua_pushcfunction(L, word_check);
    ct_lua_sandbox_set(L, "check");
    ct_lua_walks_open(L);
    ct_lua_links_open(L);
    ct_lua_findings_open(L);
    return 0;
}
