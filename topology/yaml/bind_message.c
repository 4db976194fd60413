/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said of a value or a key that will not do: what was expected, what was found, what is
 * close to it.
 */
#include "topology/yaml/bind.h"

#include "base/hash.h"
#include "base/ident.h"

#include <string.h>

bool
ct_bind_is_null(const CtYamlEvent *event)
{
    return event->kind == CT_YAML_SCALAR && event->plain &&
           (event->length == 0 || (event->length == 1 && event->text[0] == '~') ||
            (event->length == 4 && memcmp(event->text, "null", 4) == 0));
}

void
ct_bind_error(CtBinder *binder, CtPos pos, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);

    /* An alias plays a mistake again, at the same place. */
    g_autofree char *said = g_strdup_printf("%u:%u:%u %s", pos.file, pos.line, pos.column, message);
    gpointer hash = GSIZE_TO_POINTER(ct_hash64(said, strlen(said)));

    if (g_hash_table_add(binder->reported, hash))
        ct_diag_error(binder->diag, pos, "%s", message);
}

const char *
ct_bind_kind_text(const CtYamlEvent *event)
{
    if (event->kind == CT_YAML_MAP)
        return "a map";
    if (event->kind == CT_YAML_LIST)
        return "a list";
    return ct_bind_is_null(event) ? "nothing" : "a text";
}

static const char *
nearest_word(CtWordList list, const char *text)
{
    const char *words[32];
    unsigned n = MIN(ct_words_count(list), G_N_ELEMENTS(words));

    for (unsigned i = 0; i < n; i++)
        words[i] = ct_word_text(list, i + 1);
    return ct_ident_nearest(text, words, n);
}

static bool
is_boolean_word(const char *text)
{
    static const char *const words[] = {"yes", "no", "on", "off", "True", "False", "TRUE", "FALSE",
                                        "Yes", "No", "On", "Off", "YES",  "NO",    "ON",   "OFF"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Long texts are cut in messages, never inside a character. */
char *
ct_bind_shown(const char *text)
{
    if (g_utf8_strlen(text, -1) <= 60)
        return g_strdup(text);

    g_autofree char *cut = g_utf8_substring(text, 0, 60);

    return g_strconcat(cut, "…", NULL);
}

void
ct_bind_expected(CtBinder *binder, const CtKey *key, const CtYamlEvent *found)
{
    g_autofree char *expects = ct_key_expects(key);

    if (ct_bind_is_over(found)) /* why, has been said */
        return;
    if (found->kind != CT_YAML_SCALAR || ct_bind_is_null(found)) {
        ct_bind_error(binder, found->pos, "'%s' must be %s; found %s", key->name, expects,
                      ct_bind_kind_text(found));
        ct_bind_skip(binder, found);
        return;
    }

    g_autofree char *text = ct_bind_shown(found->text);
    bool unquoted = !found->plain && key->type >= CT_KEY_BOOL && key->type <= CT_KEY_COUNT;
    bool wants_word = key->type == CT_KEY_WORD || key->type == CT_KEY_WORDS;
    const char *near = wants_word ? nearest_word(key->arg, found->text) : NULL;

    if ((key->type == CT_KEY_BOOL || key->type == CT_KEY_MFA) && found->plain &&
        is_boolean_word(found->text))
        ct_bind_error(binder, found->pos, "'%s' must be %s; '%s' is only text here, write %s",
                      key->name, expects, text,
                      strchr("yYtT", found->text[0]) != NULL || g_ascii_strcasecmp(text, "on") == 0
                          ? "true"
                          : "false");
    else if (unquoted)
        ct_bind_error(binder, found->pos,
                      "'%s' must be %s; '%s' in quotes is text; remove the quotes", key->name,
                      expects, text);
    else if (near != NULL)
        ct_bind_error(binder, found->pos, "'%s' must be %s; found '%s', did you mean '%s'?",
                      key->name, expects, text, near);
    else
        ct_bind_error(binder, found->pos, "'%s' must be %s; found '%s'", key->name, expects, text);
}

void
ct_bind_twice(CtBinder *binder, const CtYamlEvent *key, CtPos before)
{
    g_autofree char *where = ct_diag_pos_text(binder->diag, before);
    g_autofree char *text = ct_bind_shown(key->text);

    ct_bind_error(binder, key->pos, "key '%s' is written twice; the first is at %s", text, where);
}
