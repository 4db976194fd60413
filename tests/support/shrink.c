/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/shrink.h"

#include <string.h>

static size_t
indentation(const char *line)
{
    return strspn(line, " ");
}

/* The first line after @first that is not below it. */
static guint
end_of_tree(const GPtrArray *lines, guint first)
{
    size_t indent = indentation(lines->pdata[first]);
    guint end = first + 1;

    while (end < lines->len && indentation(lines->pdata[end]) > indent)
        end++;
    return end;
}

static char *
without(const GPtrArray *lines, guint first, guint end)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++)
        if (i < first || i >= end)
            g_string_append_printf(text, "%s\n", (const char *)lines->pdata[i]);
    return g_string_free(text, FALSE);
}

static GPtrArray *
split(const char *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) parts = g_strsplit(text, "\n", -1);

    for (size_t i = 0; parts[i] != NULL; i++)
        if (parts[i][0] != '\0')
            g_ptr_array_add(lines, g_strdup(parts[i]));
    return lines;
}

/* Tries to take out every tree of lines once; whether any could be. */
static bool
shrink_once(char **text, CtStillFails still_fails, void *data)
{
    g_autoptr(GPtrArray) lines = split(*text);
    bool shrank = false;

    for (guint i = 0; i < lines->len;) {
        guint end = end_of_tree(lines, i);
        g_autofree char *smaller = without(lines, i, end);

        if (!still_fails(smaller, data)) {
            i++;
            continue;
        }
        g_ptr_array_remove_range(lines, i, end - i);
        g_free(*text);
        *text = g_steal_pointer(&smaller);
        shrank = true;
    }
    return shrank;
}

char *
ct_shrink(const char *text, CtStillFails still_fails, void *data)
{
    char *small = g_strdup(text);

    while (shrink_once(&small, still_fails, data))
        ;
    return small;
}
