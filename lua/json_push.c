/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader of the JSON that this program itself has written: no more liberal than that, and safe
 * on anything else.
 */
#include "lua/json_push.h"

#include "lua/args.h"

#include <string.h>

enum { MAX_DEPTH = 64 };

typedef struct Reader {
    lua_State *L;
    const char *at;
    int depth;
} Reader;

static void push_value(Reader *reader);

static void
fail(Reader *reader)
{
    ct_lua_raise(reader->L, "a free map is not valid JSON");
}

static void
skip_space(Reader *reader)
{
    reader->at += strspn(reader->at, " \t\r\n");
}

static bool
take(Reader *reader, char c)
{
    skip_space(reader);
    if (*reader->at != c)
        return false;
    reader->at++;
    return true;
}

static unsigned
read_hex(Reader *reader)
{
    unsigned value = 0;

    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(*reader->at);

        if (digit < 0)
            fail(reader);
        value = value * 16 + (unsigned)digit;
        reader->at++;
    }
    return value;
}

static void
add_escape(Reader *reader, luaL_Buffer *buffer)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = *reader->at++;
    const char *found = c == '\0' ? NULL : strchr(plain, c);

    if (found != NULL) {
        luaL_addchar(buffer, meant[found - plain]);
        return;
    }
    if (c != 'u')
        fail(reader);
    gunichar code = read_hex(reader);
    if (code >= 0xd800 && code < 0xdc00 && reader->at[0] == '\\' && reader->at[1] == 'u') {
        reader->at += 2;
        code = 0x10000 + ((code - 0xd800) << 10) + ((read_hex(reader) - 0xdc00) & 0x3ff);
    }
    char bytes[6];
    luaL_addlstring(buffer, bytes, (size_t)g_unichar_to_utf8(code, bytes));
}

static void
push_string(Reader *reader)
{
    luaL_Buffer buffer;

    luaL_buffinit(reader->L, &buffer);
    for (;;) {
        size_t run = strcspn(reader->at, "\"\\");

        luaL_addlstring(&buffer, reader->at, run);
        reader->at += run;
        if (*reader->at == '\0')
            fail(reader);
        if (*reader->at++ == '"')
            break;
        add_escape(reader, &buffer);
    }
    luaL_pushresult(&buffer);
}

static void
push_object(Reader *reader)
{
    lua_newtable(reader->L);
    if (take(reader, '}'))
        return;
    do {
        if (!take(reader, '"'))
            fail(reader);
        push_string(reader);
        if (!take(reader, ':'))
            fail(reader);
        push_value(reader);
        lua_rawset(reader->L, -3);
    } while (take(reader, ','));
    if (!take(reader, '}'))
        fail(reader);
}

static void
push_array(Reader *reader)
{
    lua_newtable(reader->L);
    if (take(reader, ']'))
        return;
    for (lua_Integer i = 1; i == 1 || take(reader, ','); i++) {
        push_value(reader);
        lua_rawseti(reader->L, -2, i);
    }
    if (!take(reader, ']'))
        fail(reader);
}

static void
push_number(Reader *reader)
{
    size_t length = strspn(reader->at, "+-0123456789.eE");
    bool is_integer = strspn(reader->at, "-0123456789") == length && length < 18;
    char *end = NULL;

    if (length == 0)
        fail(reader);
    if (is_integer)
        lua_pushinteger(reader->L, (lua_Integer)g_ascii_strtoll(reader->at, &end, 10));
    else
        lua_pushnumber(reader->L, g_ascii_strtod(reader->at, &end));
    if (end != reader->at + length)
        fail(reader);
    reader->at = end;
}

static bool
take_word(Reader *reader, const char *word)
{
    if (!g_str_has_prefix(reader->at, word))
        return false;
    reader->at += strlen(word);
    return true;
}

static void
push_value(Reader *reader)
{
    if (++reader->depth > MAX_DEPTH)
        ct_lua_raise(reader->L, "a free map is nested deeper than %d", MAX_DEPTH);
    luaL_checkstack(reader->L, 6, NULL);
    if (take(reader, '{'))
        push_object(reader);
    else if (take(reader, '['))
        push_array(reader);
    else if (take(reader, '"'))
        push_string(reader);
    else if (take_word(reader, "true"))
        lua_pushboolean(reader->L, true);
    else if (take_word(reader, "false"))
        lua_pushboolean(reader->L, false);
    else if (take_word(reader, "null"))
        lua_pushnil(reader->L);
    else
        push_number(reader);
    reader->depth--;
}

void
ct_lua_push_json(lua_State *L, const char *json)
{
    Reader reader = {.L = L, .at = json};

    push_value(&reader);
    skip_space(&reader);
    if (*reader.at != '\0')
        fail(&reader);
}
