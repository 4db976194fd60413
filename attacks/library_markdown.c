/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the techniques of a library are, for people: docs/techniques.md is what this writes of the
 * library that comes with the program.
 */
#include "attacks/lua_terms.h"
#include "attacks/rules.h"

#include "lua/args.h"

#include <string.h>

/* One row being written; texts are owned by the caller's frame outside Lua. */
typedef struct Row {
    const CtLoadedRule *rule;
    GString *also, *gains, *time, *chance;
} Row;

static void
append_fact(GString *text, const CtTechnique *technique, const CtFactTerm *term)
{
    g_string_append_printf(text, "%s(%s%s", technique->kinds->infos[term->kind].text,
                           technique->variable_name[term->variable],
                           term->how == CT_TERM_VARIABLE_ASSET ? ".asset" : "");
    if (term->level != CT_LEVEL_UNSTATED)
        g_string_append_printf(text, ", %s", ct_word_text(CT_WORDS_LEVEL, term->level));
    g_string_append_c(text, ')');
}

/* Term *@i and what belongs to it. */
static void
append_term(GString *text, const CtTechnique *technique, const CtFactTerm *terms, uint8_t *i)
{
    const CtFactTerm *term = &terms[(*i)++];

    if (term->how != CT_TERM_ANY && term->how != CT_TERM_AT_LEAST) {
        append_fact(text, technique, term);
        return;
    }
    if (term->how == CT_TERM_ANY)
        g_string_append(text, "any of ");
    else
        g_string_append_printf(text, "at least %u of ", term->entity);
    for (uint8_t child = 0; child < term->n_children; child++) {
        g_string_append(text, child > 0 ? " / " : "");
        append_term(text, technique, terms, i);
    }
}

static void
append_facts(lua_State *L, const Row *row, CtRuleValue which, GString *text)
{
    CtTerms terms = {0};

    lua_rawgeti(L, -1, which);
    if (lua_isfunction(L, -1))
        g_string_append(text, "by its function");
    else
        ct_lua_read_terms(L, -1, &row->rule->technique, NULL, which == CT_RULE_GAINS, &terms);
    lua_pop(L, 1);
    for (uint8_t i = 0; i < terms.n;) {
        g_string_append(text, i > 0 ? ", " : "");
        append_term(text, &row->rule->technique, terms.terms, &i);
    }
}

static void
append_time(lua_State *L, CtRuleValue which, const char *before, GString *text)
{
    lua_rawgeti(L, -1, which);
    const CtDist *dist = luaL_testudata(L, -1, CT_LUA_DIST);
    if (dist != NULL) {
        char *own = ct_dist_text(dist);
        g_string_append_printf(text, "%s%s", before, own);
        g_free(own);
    } else if (lua_isfunction(L, -1)) {
        g_string_append_printf(text, "%sby its function", before);
    }
    lua_pop(L, 1);
}

static void
append_number(lua_State *L, CtRuleValue which, const char *before, GString *text)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    lua_rawgeti(L, -1, which);
    if (lua_type(L, -1) == LUA_TNUMBER)
        g_string_append_printf(text, "%s%s", before,
                               g_ascii_formatd(number, sizeof number, "%.4g", lua_tonumber(L, -1)));
    else if (lua_type(L, -1) == LUA_TSTRING)
        g_string_append_printf(text, "%s%s", before, lua_tostring(L, -1));
    else if (lua_isfunction(L, -1))
        g_string_append_printf(text, "%sby its function", before);
    lua_pop(L, 1);
}

/* The values that the rule keeps in Lua, as texts. A CtLuaFunction. */
static int
read_values(lua_State *L)
{
    const Row *row = lua_touserdata(L, 1);

    lua_rawgeti(L, LUA_REGISTRYINDEX, row->rule->values);
    append_facts(L, row, CT_RULE_ALSO, row->also);
    append_facts(L, row, CT_RULE_GAINS, row->gains);
    append_time(L, CT_RULE_PREPARE, "prepare ", row->time);
    append_time(L, CT_RULE_TIME, row->time->len > 0 ? "; then " : "", row->time);
    append_number(L, CT_RULE_WORKS, "works ", row->chance);
    append_number(L, CT_RULE_SUCCESS, row->chance->len > 0 ? "; success " : "success ",
                  row->chance);
    append_number(L, CT_RULE_NOISE, "; noise ", row->chance);
    append_number(L, CT_RULE_SKILL, "; skill ", row->chance);
    return 0;
}

static void
put_ids(CtOut *out, const CtTechniqueIds *ids)
{
    const struct {
        const char *where, *id;
    } all[] = {
        {"", ids->it},
        {"OT ", ids->ot},
        {"mobile ", ids->mobile},
        {"from the internet ", ids->internet_it},
        {"from the internet OT ", ids->internet_ot},
    };
    const char *separator = "";

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i].id != NULL) {
            ct_out_printf(out, "%s%s%s", separator, all[i].where, all[i].id);
            separator = ", ";
        }
}

static void
put_list(CtOut *out, const char *const *texts)
{
    for (size_t i = 0; texts[i] != NULL; i++)
        ct_out_printf(out, "%s%s", i > 0 ? ", " : "", texts[i]);
}

/* What opens it, what it walks, what else it needs. */
static void
put_needs(CtOut *out, const CtTechnique *technique, const char *also)
{
    for (uint8_t i = 0; i < technique->n_openers; i++) {
        const CtOpener *opener = &technique->openers[i];

        ct_out_printf(out, "%s%s(%s%s%s)", i > 0 ? " or " : "",
                      technique->kinds->infos[opener->kind].text, technique->variable_name[0],
                      opener->level == CT_LEVEL_UNSTATED ? "" : ", ",
                      ct_word_text(CT_WORDS_LEVEL, opener->level));
    }
    for (uint8_t v = 1; v < technique->n_variables; v++)
        ct_out_printf(out, "; %s %s %s", technique->variable_name[technique->walks[v].start],
                      ct_relation_infos[technique->walks[v].relation].word,
                      technique->variable_name[v]);
    if (also[0] != '\0')
        ct_out_printf(out, "; also %s", also);
}

/* A cell must not break the table it stands in. */
static void
put_cell(CtOut *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '|')
            ct_out_put(out, "\\|");
        else
            ct_out_put_n(out, g_ascii_iscntrl(*at) ? " " : at, 1);
    }
}

static void
put_row(CtOut *out, CtLibrary *library, const CtTechnique *technique)
{
    g_autoptr(GString) also = g_string_new(NULL);
    g_autoptr(GString) gains = g_string_new(NULL);
    g_autoptr(GString) time = g_string_new(NULL);
    g_autoptr(GString) chance = g_string_new(NULL);
    Row row = {ct_rule_of(technique), also, gains, time, chance};
    g_autoptr(CtOut) needs = ct_out_new_string();
    g_autoptr(GError) error = NULL;

    if (!ct_lua_host_call(library->host, read_values, &row, &error))
        g_string_assign(gains, error->message);
    put_needs(needs, technique, also->str);
    ct_out_put(out, "| `");
    put_cell(out, technique->name);
    ct_out_put(out, "` | ");
    put_cell(out, technique->title);
    ct_out_put(out, " | ");
    put_ids(out, &technique->ids);
    ct_out_put(out, " | ");
    put_list(out, technique->tactics);
    const char *const cells[] = {ct_out_text(needs), gains->str, time->str, chance->str};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        ct_out_put(out, " | ");
        put_cell(out, cells[i]);
    }
    ct_out_put(out, " | ");
    put_list(out, technique->stops);
    ct_out_put(out, " | ");
    put_cell(out, technique->source);
    ct_out_put(out, " |\n");
}

void
ct_library_write_markdown(CtLibrary *library, CtOut *out)
{
    ct_out_put(out,
               "| technique | title | ids | tactics | needs | gains | time | chance | stopped by | "
               "source of the numbers |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < ct_library_count(library); i++)
        put_row(out, library, ct_library_get(library, i));
}
