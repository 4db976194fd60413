/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON's escapes are YAML's as well, so one quoting serves both.
 */
#include "topology/yaml/scalar_text.h"

#include <string.h>

void
ct_scalar_text_quote(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);

        if (character == '"' || character == '\\')
            g_string_append_printf(out, "\\%c", (char)character);
        else if (character == '\n')
            g_string_append(out, "\\n");
        else if (character == '\t')
            g_string_append(out, "\\t");
        else if (character < 0x20 || (character >= 0x7F && character < 0xA0) ||
                 character == 0x2028 || character == 0x2029 || character == 0xFEFF)
            g_string_append_printf(out, "\\u%04x", (unsigned)character);
        else
            g_string_append_unichar(out, character);
    }
    g_string_append_c(out, '"');
}

static const char *
skip_digits(const char *at)
{
    while (g_ascii_isdigit(*at))
        at++;
    return at;
}

static bool
is_json_number(const char *text)
{
    const char *at = text, *digits;

    if (*at == '-')
        at++;
    if (*at == '0')
        digits = at + 1;
    else
        digits = skip_digits(at);
    if (digits == at)
        return false;
    at = digits;
    if (*at == '.') {
        digits = skip_digits(++at);
        if (digits == at)
            return false;
        at = digits;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        digits = skip_digits(at);
        if (digits == at)
            return false;
        at = digits;
    }
    return *at == '\0';
}

bool
ct_scalar_text_is_json(const char *text)
{
    return strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || is_json_number(text);
}

/* Plain only where no YAML reader could see anything but this text. */
static bool
is_safe_plain(const char *text)
{
    static const char *const words[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "y",    "n"};

    if (!g_ascii_isalpha(text[0]))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0)
            return false;
    for (const char *c = text; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("-_./", *c) == NULL)
            return false;
    return true;
}

void
ct_scalar_text_put(GString *out, const char *text)
{
    if (is_safe_plain(text))
        g_string_append(out, text);
    else
        ct_scalar_text_quote(out, text);
}
