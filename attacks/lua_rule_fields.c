/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table knows no lines, so a field's place is found in the text: the first line from the
 * technique's on on which its name is given a value.
 */
#include "attacks/lua_rule.h"

#include "lua/args.h"
#include "lua/ordered.h"

#include <string.h>

/* The rest of @line starts with @key and is about to be given a value. */
static bool
assigns(const char *line, const char *end, const char *key)
{
    size_t length = strlen(key);

    if ((size_t)(end - line) <= length || memcmp(line, key, length) != 0)
        return false;
    for (line += length; line < end && (*line == ' ' || *line == '\t'); line++)
        ;
    return line < end && *line == '=' && (line + 1 == end || line[1] != '=');
}

CtPos
ct_rule_field_pos(const CtRuleReader *reader, const char *key)
{
    const CtRuleFile *file = reader->owner->file;
    const char *at = file->text, *end = file->text + file->length;
    CtPos pos = reader->rule.pos;

    for (uint32_t line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop == NULL ? end : stop;
        if (line > pos.line && g_str_has_prefix(at, "technique"))
            break;
        for (const char *c = at; line >= pos.line && c < stop; c++)
            if ((c == at || strchr(" \t,{", c[-1]) != NULL) && assigns(c, stop, key))
                return (CtPos){.line = line,
                               .column = (uint16_t)MIN(g_utf8_strlen(at, c - at) + 1, UINT16_MAX),
                               .file = pos.file};
        at = stop + 1;
    }
    return pos;
}

void
ct_rule_fail_at(CtRuleReader *reader, CtPos pos, const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    g_vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reader->failed = true;
    ct_diag_error(reader->owner->file->diag, pos, "technique '%s': %s", reader->t->name, text);
}

int
ct_rule_push_field(CtRuleReader *reader, const char *key)
{
    return ct_lua_raw_field(reader->L, reader->table, key);
}

const char *
ct_rule_read_text(CtRuleReader *reader, const char *key, bool required)
{
    const char *text = NULL;
    int type = ct_rule_push_field(reader, key);

    if (type == LUA_TSTRING && lua_rawlen(reader->L, -1) > 0)
        text = ct_library_text(reader->owner, lua_tostring(reader->L, -1));
    else if (type != LUA_TNIL || required)
        ct_rule_fail(reader, key, "%s must be a text, not %s", key, ct_lua_describe(reader->L, -1));
    lua_pop(reader->L, 1);
    return text;
}

const char *const *
ct_rule_read_texts(CtRuleReader *reader, const char *key, bool required)
{
    lua_State *L = reader->L;
    GPtrArray *texts = g_ptr_array_new();

    g_ptr_array_add(reader->owner->owned, texts); /* before anything can raise */
    int type = ct_rule_push_field(reader, key);
    if (type == LUA_TSTRING) {
        g_ptr_array_add(texts,
                        (char *)(uintptr_t)ct_library_text(reader->owner, lua_tostring(L, -1)));
    } else if (type == LUA_TTABLE) {
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
            if (lua_type(L, -1) == LUA_TSTRING)
                g_ptr_array_add(texts, (char *)(uintptr_t)ct_library_text(reader->owner,
                                                                          lua_tostring(L, -1)));
            else
                ct_rule_fail(reader, key, "%s must be a list of texts; element %d is %s", key,
                             (int)i, ct_lua_describe(L, -1));
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    } else if (type != LUA_TNIL) {
        ct_rule_fail(reader, key, "%s must be a list of texts, not %s", key,
                     ct_lua_describe(L, -1));
    }
    lua_pop(L, 1);
    if (required && texts->len == 0 && !reader->failed)
        ct_rule_fail(reader, key, "%s is missing: at least one text is needed", key);
    g_ptr_array_add(texts, NULL);
    return (const char *const *)texts->pdata;
}

void
ct_rule_check_keys(CtRuleReader *reader,
                   int index,
                   const char *key,
                   const char *what,
                   const char *const *known,
                   size_t n_known)
{
    lua_State *L = reader->L;
    char suggestion[96];
    size_t n = ct_lua_ordered_keys(L, index);

    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "[1]";
        bool found = false;

        for (size_t k = 0; k < n_known; k++)
            found = found || strcmp(known[k], name) == 0;
        ct_lua_suggest(name, known, n_known, suggestion, sizeof suggestion);
        if (!found && what == NULL)
            ct_rule_fail(reader, name, "there is no field '%.64s'%s", name, suggestion);
        else if (!found)
            ct_rule_fail(reader, key, "%s has no '%.64s'%s", what, name, suggestion);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}
