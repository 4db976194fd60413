/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/md_out.h"

#include "base/text.h"

#include <string.h>

/* What is markup anywhere in a line. */
static const char marks[] = "\\`*_{}[]<>#|~!@$^";

/* What hosts of repositories turn into mentions and references once Markdown has been read. */
static const char references[] = "@#!~%&$";

static bool
is_in(gunichar character, const char *set)
{
    return character > 0 && character < 0x80 && strchr(set, (int)character) != NULL;
}

/* "- x" and "1. x" begin a list, "=" underlines, where a text begins a line or an item. */
static bool
begins_block(const char *text, size_t at)
{
    size_t digits = strspn(text, "0123456789");

    return (at == 0 && is_in((guchar)text[0], "-+=")) ||
           (digits > 0 && at == digits && is_in((guchar)text[at], ".)"));
}

/* Addresses become links by themselves. */
static bool
makes_address(const char *text, size_t at)
{
    return g_str_has_prefix(text + at, "://") ||
           (text[at] == '.' && at >= 3 && g_ascii_strncasecmp(text + at - 3, "www", 3) == 0);
}

static void
append(GString *escaped, const char *text, size_t at, gunichar character)
{
    if (character == '<')
        g_string_append(escaped, "&lt;");
    else if (character == '&')
        g_string_append(escaped, "&amp;");
    else if (character == '\n')
        g_string_append_c(escaped, ' ');
    else if (is_in(character, marks) || begins_block(text, at) || makes_address(text, at))
        g_string_append_printf(escaped, "\\%c", (char)character);
    else
        ct_text_append_printable(escaped, character);
    if (is_in(character, references) && (g_ascii_isalnum(text[at + 1]) || text[at + 1] == '"'))
        g_string_append(escaped, "&#8203;");
}

char *
ct_md_text(const char *text)
{
    GString *escaped = g_string_new(NULL);
    size_t length, size;

    text += strspn(text, " \n\t"); /* four blanks begin code */
    length = strlen(text);
    for (size_t i = 0; i < length; i += size)
        append(escaped, text, i, ct_text_next(text + i, length - i, &size));
    return g_string_free(escaped, FALSE);
}

void
ct_md_put(CtOut *out, const char *text)
{
    g_autofree char *escaped = ct_md_text(text);

    ct_out_put(out, escaped);
}

void
ct_md_row(CtOut *out, const char *const *cells, unsigned n)
{
    ct_out_put(out, "|");
    for (unsigned i = 0; i < n; i++) {
        ct_out_put(out, " ");
        ct_md_put(out, cells[i] != NULL ? cells[i] : "");
        ct_out_put(out, " |");
    }
    ct_out_put(out, "\n");
}

void
ct_md_head(CtOut *out, const char *const *headers)
{
    unsigned n = g_strv_length((char **)headers);

    ct_md_row(out, headers, n);
    ct_out_put(out, "|");
    for (unsigned i = 0; i < n; i++)
        ct_out_put(out, "---|");
    ct_out_put(out, "\n");
}
