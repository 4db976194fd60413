/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/words.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *kind, *before, *after;
} words[] = {
    {"exec", "runs commands on ", ""},
    {"implant", "has code on ", ""},
    {"controls", "commands ", ""},
    {"halted", "stops ", ""},
    {"spoofs", "falsifies what ", " reports"},
    {"impaired", "makes the function ", " fail"},
    {"reads", "reads ", ""},
    {"alters", "alters ", ""},
    {"destroys", "destroys ", ""},
    {"exfiltrated", "carries ", " away"},
    {"holds", "holds the credential ", ""},
    {"session", "gets a session with ", ""},
    {"tainted", "has his code in what is released of ", ""},
    {"severed", "cuts ", " off"},
    {"recruited", "makes ", " one of his fleet"},
    {"violated", "breaks the requirement ", ""},
    {"operates", "acts as the sender of ", ""},
};

char *
ct_fact_words(const char *fact)
{
    g_auto(GStrv) parts = g_strsplit(fact, ":", -1);
    guint n = g_strv_length(parts);
    const char *as = n == 3 && strcmp(parts[2], "admin") == 0 ? " as administrator" : "";

    for (size_t i = 0; i < G_N_ELEMENTS(words) && (n == 2 || n == 3); i++)
        if (strcmp(words[i].kind, parts[0]) == 0 && strpbrk(fact, "(,") == NULL)
            return g_strconcat(words[i].before, parts[1], words[i].after, as, NULL);
    return g_strdup(fact);
}
