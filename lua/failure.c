/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lua prefixes its own messages with a chunk name cut to 60 bytes; frames know the whole name, so
 * the prefix is taken off and the frame it belongs to is remembered.
 */
#include "lua/failure.h"

#include <lua.h>
#include <stdlib.h>
#include <string.h>

/* Lua finds a level by counting from the innermost one: a stack as deep as it gets would take a
 * square of its depth. */
enum { MOST_LEVELS = 256 };

static bool
is_ours(const lua_Debug *call)
{
    return call->currentline < 0 || call->source[0] != '@' ||
           g_str_has_prefix(call->source + 1, CT_LUA_PRELUDE_PREFIX);
}

static void
add_frame(CtLuaFailure *failure, const lua_Debug *call)
{
    if (failure->n_frames == CT_LUA_MAX_FRAMES)
        return;

    CtLuaFrame *frame = &failure->frames[failure->n_frames++];
    g_strlcpy(frame->file, call->source + 1, sizeof frame->file);
    frame->line = (uint32_t)call->currentline;
    if (strcmp(call->what, "main") != 0)
        g_strlcpy(frame->function, call->name != NULL ? call->name : "?", sizeof frame->function);
}

/* The part of @message after "chunk:line: " if that is what @call would have put there. */
static const char *
after_prefix(const char *message, const lua_Debug *call)
{
    char prefix[LUA_IDSIZE + 24];

    g_snprintf(prefix, sizeof prefix, "%s:%d: ", call->short_src, call->currentline);
    return g_str_has_prefix(message, prefix) ? message + strlen(prefix) : NULL;
}

const char *
ct_lua_failure_locate(CtLuaFailure *failure, lua_State *L, int level, const char *message)
{
    lua_Debug call;
    const char *rest = message;
    int last = level + MOST_LEVELS;

    failure->n_frames = 0;
    for (; level < last && lua_getstack(L, level, &call) == 1; level++) {
        lua_getinfo(L, "nSl", &call);
        const char *after = rest == message && message != NULL && call.currentline >= 0
                                ? after_prefix(message, &call)
                                : NULL;
        if (after != NULL) {
            rest = after;
            if (!is_ours(&call))
                failure->n_frames = 0;
        }
        if (!is_ours(&call))
            add_frame(failure, &call);
    }
    return rest;
}

/* A message of the compiler, "chunk:line: text near …": no frame stands for it. */
static const char *
read_compiler_prefix(CtLuaFailure *failure, const char *message)
{
    for (const char *at = strchr(message, ':'); at != NULL; at = strchr(at + 1, ':')) {
        char *end = NULL;
        unsigned long line = strtoul(at + 1, &end, 10);

        if (end == at + 1 || !g_str_has_prefix(end, ": "))
            continue;
        CtLuaFrame *frame = &failure->frames[0];
        g_strlcpy(frame->file, message, MIN(sizeof frame->file, (size_t)(at - message) + 1));
        frame->function[0] = '\0';
        frame->line = (uint32_t)line;
        failure->n_frames = 1;
        return end + 2;
    }
    return message;
}

void
ct_lua_failure_read(CtLuaFailure *failure, lua_State *L)
{
    const char *message = NULL;
    char other[64];

    if (lua_type(L, -1) == LUA_TSTRING) {
        message = lua_tostring(L, -1);
    } else {
        g_snprintf(other, sizeof other, "the script raised a %s, which says nothing",
                   lua_typename(L, lua_type(L, -1)));
        message = other;
    }
    const char *rest = ct_lua_failure_locate(failure, L, 0, message);
    if (failure->code == CT_LUA_ERROR_SYNTAX)
        rest = read_compiler_prefix(failure, rest);

    g_autofree char *valid = g_utf8_make_valid(rest, -1); /* no Lua call follows */
    g_strlcpy(failure->message, valid, sizeof failure->message);
}

char *
ct_lua_failure_text(const CtLuaFailure *failure)
{
    GString *text = g_string_new(NULL);

    if (failure->n_frames > 0)
        g_string_append_printf(text, "%s:%u: ", failure->frames[0].file, failure->frames[0].line);
    g_string_append(text, failure->message);
    if (failure->n_frames > 1)
        g_string_append(text, "\nstack traceback:");
    for (uint32_t i = 0; failure->n_frames > 1 && i < failure->n_frames; i++) {
        const CtLuaFrame *frame = &failure->frames[i];

        g_string_append_printf(text, "\n\t%s:%u: in %s%s%s", frame->file, frame->line,
                               frame->function[0] == '\0' ? "the file itself" : "function '",
                               frame->function, frame->function[0] == '\0' ? "" : "'");
    }
    return g_string_free(text, FALSE);
}
