/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/scenario_reference.h"

#include "analysis/defender.h"
#include "analysis/scenario_words.h"

#include <glib.h>
#include <string.h>

/* A cell of a table: a bar would end it. */
static char *
cell(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "|", -1);

    return g_strjoinv("\\|", parts);
}

static void
put_words(CtOut *out, CtWordWhen when, const char *title, const char *text)
{
    ct_out_printf(
        out, "### %s\n\n%s\n\n| word | what it does | returns | such as |\n|---|---|---|---|\n",
        title, text);
    for (size_t i = 0; i < ct_n_scenario_words; i++) {
        const CtScenarioWord *word = &ct_scenario_words[i];

        if (word->when != when)
            continue;
        g_autofree char *parameters = cell(word->parameters);
        g_autofree char *returns = cell(word->returns);
        g_autofree char *example = cell(word->example);

        ct_out_printf(out, "| `%s(%s)` | %s | %s%s%s | `%s` |\n", word->name, parameters,
                      word->line, returns[0] != '\0' ? "`" : "", returns,
                      returns[0] != '\0' ? "`" : "", example);
    }
    ct_out_put(out, "\n");
}

static void
put_fields(CtOut *out, const char *whose, const CtScenarioField *fields, size_t n)
{
    ct_out_printf(out, "### Fields of %s\n\n| field | values | what it says |\n|---|---|---|\n",
                  whose);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *type = cell(fields[i].type);

        ct_out_printf(out, "| `%s` | `%s` | %s |\n", fields[i].name, type, fields[i].line);
    }
    ct_out_put(out, "\n");
}

void
ct_scenario_write_reference(CtOut *out)
{
    put_words(out, CT_WORD_DECLARES, "Words that declare",
              "While the script is read; a handler cannot call them.");
    put_fields(out, "an attacker", ct_scenario_fields, ct_n_scenario_fields);
    put_fields(out, "a defender", ct_defender_fields, ct_n_defender_fields);
    put_fields(out, "an entry of a playbook", ct_play_fields, ct_n_play_fields);
    put_words(out, CT_WORD_SCHEDULES, "Words that schedule",
              "While the script is read, in handlers and in coroutines.");
    ct_out_put(out, "### Events\n\n| event | its handler is given | when |\n|---|---|---|\n");
    for (int i = 0; i < CT_SCENARIO_EVENT_COUNT; i++)
        ct_out_printf(out, "| `%s` | `%s` | %s |\n", ct_scenario_events[i].text,
                      ct_scenario_events[i].parameters, ct_scenario_events[i].line);
    ct_out_put(out, "\n");
    put_words(
        out, CT_WORD_ACTS, "Words that look and act",
        "While a replication is played: in handlers and coroutines. `me` is what the function "
        "of a `strategy` is given.");
    put_words(out, CT_WORD_WAITS, "Words that wait", "In coroutines.");
}

/* --- definitions --- */

/* "---@param x string" for each of @parameters; their names to @names. */
static void
define_parameters(CtOut *out, const char *parameters, GString *names)
{
    const char *at = parameters;

    while (*at != '\0') {
        const char *colon = strchr(at, ':');
        int depth = 0;
        const char *end = colon + 1;

        for (; *end != '\0' && (*end != ',' || depth > 0); end++)
            depth += *end == '(' || *end == '{' ? 1 : *end == ')' || *end == '}' ? -1 : 0;
        ct_out_printf(out, "---@param %.*s %.*s\n", (int)(colon - at), at, (int)(end - colon - 2),
                      colon + 2);
        g_string_append_printf(names, "%s%.*s", names->len > 0 ? ", " : "", (int)strcspn(at, "?:"),
                               at);
        at = *end == ',' ? end + 2 : end;
    }
}

static void
define_word(CtOut *out, const CtScenarioWord *word)
{
    g_autoptr(GString) names = g_string_new(NULL);
    const char *method = strchr(word->name, ':');

    ct_out_printf(out, "---%s\n", word->line);
    define_parameters(out, word->parameters, names);
    if (word->returns[0] != '\0')
        ct_out_printf(out, "---@return %s\n", word->returns);
    ct_out_printf(out, "function %s%s(%s) end\n\n", method != NULL ? "Leader" : "",
                  method != NULL ? method : word->name, names->str);
}

static void
define_fields(CtOut *out, const char *name, const CtScenarioField *fields, size_t n)
{
    ct_out_printf(out, "\n---@class %s\n", name);
    for (size_t i = 0; i < n; i++)
        ct_out_printf(out, "---@field %s? %s %s\n", fields[i].name, fields[i].type, fields[i].line);
}

void
ct_scenario_write_definitions(CtOut *out)
{
    ct_out_put(out, "---@meta\n"
                    "-- SPDX-License-Identifier: GPL-2.0-or-later\n"
                    "-- Words of scenario.lua, for lua-language-server. Generated from the tables\n"
                    "-- of the program; a test holds them together.\n\n"
                    "---@class Goal\n\n"
                    "---@class Option\n"
                    "---@field technique string\n---@field rule string\n---@field target string\n"
                    "---@field gains? string\n---@field effort_hours number\n"
                    "---@field noise number\n---@field success number\n\n"
                    "---@class Leader\n---@field name string\nlocal Leader = {}\n");
    define_fields(out, "AttackerFields", ct_scenario_fields, ct_n_scenario_fields);
    define_fields(out, "DefenderFields", ct_defender_fields, ct_n_defender_fields);
    define_fields(out, "Play", ct_play_fields, ct_n_play_fields);
    ct_out_put(out, "\n---@alias ScenarioEvent ");
    for (int i = 0; i < CT_SCENARIO_EVENT_COUNT; i++)
        ct_out_printf(out, "%s\"%s\"", i > 0 ? "|" : "", ct_scenario_events[i].text);
    ct_out_put(out, "\n\n");
    for (size_t i = 0; i < ct_n_scenario_words; i++)
        define_word(out, &ct_scenario_words[i]);
}
