/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A version is compared part by part without taking it apart in memory.
 */
#include "topology/version.h"

#include <glib.h>
#include <string.h>

typedef struct Part {
    const char *text;
    size_t length;
    bool is_number;
    bool is_patch; /* one letter directly after a digit */
} Part;

static Part
next_part(const char **at, const char *start)
{
    Part part = {0};

    while (**at != '\0' && !g_ascii_isalnum(**at))
        (*at)++;
    part.text = *at;
    part.is_number = g_ascii_isdigit(**at);
    while (**at != '\0' && g_ascii_isalnum(**at) && g_ascii_isdigit(**at) == part.is_number)
        (*at)++;
    part.length = (size_t)(*at - part.text);
    part.is_patch =
        !part.is_number && part.length == 1 && part.text > start && g_ascii_isdigit(part.text[-1]);
    while (part.is_number && part.length > 1 && *part.text == '0') {
        part.text++;
        part.length--;
    }
    return part;
}

/* Where a part stands against the end of the other version: pre-release, end, more. */
static int
rank(Part part)
{
    if (part.length == 0)
        return 1;
    if (part.is_number || part.is_patch)
        return 2;
    return 0;
}

int
ct_version_compare(const char *a, const char *b)
{
    const char *at_a = a, *at_b = b;

    for (;;) {
        Part x = next_part(&at_a, a), y = next_part(&at_b, b);

        if (x.length == 0 && y.length == 0)
            return 0;
        if (rank(x) != rank(y))
            return rank(x) - rank(y);
        if (x.is_number != y.is_number)
            return x.is_number ? 1 : -1;
        if (x.is_number && x.length != y.length)
            return x.length < y.length ? -1 : 1;

        int order = strncmp(x.text, y.text, MIN(x.length, y.length));

        if (order != 0)
            return order;
        if (x.length != y.length)
            return x.length < y.length ? -1 : 1;
    }
}

/* The operator at the start of @term and where its version begins. */
static const char *
read_operator(const char *term, const char **ret_version)
{
    static const char *const operators[] = {"<=", ">=", "<", ">", "="};

    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (g_str_has_prefix(term, operators[i])) {
            *ret_version = term + strlen(operators[i]);
            return operators[i];
        }
    }
    *ret_version = term;
    return "=";
}

static bool
is_version_text(const char *text)
{
    if (!g_ascii_isalnum(*text))
        return false;
    for (; *text != '\0'; text++)
        if (!g_ascii_isalnum(*text) && strchr(".-_+~:%", *text) == NULL)
            return false;
    return true;
}

bool
ct_version_range_is_valid(const char *range)
{
    g_auto(GStrv) terms = g_strsplit(range, ",", -1);

    if (strcmp(range, "*") == 0)
        return true;
    if (terms[0] == NULL)
        return false;
    for (size_t i = 0; terms[i] != NULL; i++) {
        const char *version;

        read_operator(g_strstrip(terms[i]), &version);
        if (!is_version_text(version))
            return false;
    }
    return true;
}

static bool
term_holds(const char *version, const char *term)
{
    const char *limit;
    const char *sign = read_operator(term, &limit);
    int order = ct_version_compare(version, limit);

    switch (sign[0]) {
    case '<':
        return sign[1] == '=' ? order <= 0 : order < 0;
    case '>':
        return sign[1] == '=' ? order >= 0 : order > 0;
    default:
        return order == 0;
    }
}

bool
ct_version_in_range(const char *version, const char *range)
{
    g_auto(GStrv) terms = g_strsplit(range, ",", -1);

    if (strcmp(range, "*") == 0)
        return true;
    for (size_t i = 0; terms[i] != NULL; i++)
        if (!term_holds(version, g_strstrip(terms[i])))
            return false;
    return true;
}

bool
ct_purl_split(const char *purl, size_t *ret_base, char **ret_version)
{
    const char *slash, *at;

    if (!g_str_has_prefix(purl, "pkg:"))
        return false;
    slash = strchr(purl, '/');
    if (slash == NULL || slash == purl + 4 || slash[1] == '\0' || slash[1] == '@')
        return false;
    for (const char *c = purl; *c != '\0'; c++)
        if (g_ascii_isspace(*c) && *c != ' ')
            return false;

    size_t end = strcspn(purl, "?#");

    /* The '@' of a scope is written %40, so the first one starts the version. */
    at = memchr(purl, '@', end);
    *ret_base = at != NULL ? (size_t)(at - purl) : end;
    *ret_version = at != NULL ? g_strndup(at + 1, end - *ret_base - 1) : NULL;
    return true;
}
