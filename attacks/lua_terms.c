/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list is a conjunction; at the top it is flattened, inside an alternative it becomes "at least
 * all of". A member that can never hold falls out of an alternative, and takes a conjunction with
 * it.
 */
#include "attacks/lua_terms.h"

#include "base/ident.h"
#include "lua/args.h"

#include <string.h>

typedef enum Outcome { ADDED, NOTHING, UNSATISFIABLE, MISTAKE } Outcome;

enum { MAX_NESTING = 8 };

typedef struct Reader {
    lua_State *L;
    const CtTechnique *technique;
    const CtInstances *instances;
    bool gains;
    CtTerms *terms;
    int nesting;
} Reader;

static Outcome add_value(Reader *reader, int index, bool is_single);

static Outcome mistake(Reader *reader, uint32_t line, const char *format, ...) G_GNUC_PRINTF(3, 4);

static Outcome
mistake(Reader *reader, uint32_t line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_vsnprintf(reader->terms->mistake, sizeof reader->terms->mistake, format, arguments);
    va_end(arguments);
    reader->terms->line = line;
    return MISTAKE;
}

static Outcome
find_variable(Reader *reader, const CtLuaFact *fact, uint8_t *ret_variable)
{
    const CtTechnique *technique = reader->technique;
    char suggestion[96];

    for (uint8_t v = 0; v < technique->n_variables; v++)
        if (strcmp(technique->variable_name[v], fact->name) == 0) {
            *ret_variable = v;
            return ADDED;
        }
    return mistake(reader, fact->line, "%s: no variable of this rule is called '%s'%s",
                   reader->technique->kinds->infos[fact->kind].text, fact->name,
                   ct_lua_suggest(fact->name, technique->variable_name, technique->n_variables,
                                  suggestion, sizeof suggestion));
}

/* The one instance of a row that was read from an entity: "into" names networks by row. */
static bool
only_instance(const CtInstances *instances, const CtView *view, uint32_t *ret_entity)
{
    const uint32_t *first = NULL;

    *ret_entity = view->id;
    if (view->kind == CT_VIEW_NETWORK)
        first = instances->network_first;
    if (view->kind == CT_VIEW_ZONE)
        first = instances->zone_first;
    if (first == NULL)
        return true;
    *ret_entity = first[view->id];
    return first[view->id + 1] - first[view->id] == 1;
}

static Outcome
place_view(Reader *reader, const CtLuaFact *fact, CtFactTerm *term)
{
    const CtView *view = &fact->view;
    const char *word = reader->technique->kinds->infos[fact->kind].text;

    term->variable = view->variable;
    switch ((CtViewOrigin)view->origin) {
    case CT_VIEW_VARIABLE:
        term->how = CT_TERM_VARIABLE;
        return ADDED;
    case CT_VIEW_VARIABLE_ASSET:
        term->how = CT_TERM_VARIABLE_ASSET;
        return ADDED;
    case CT_VIEW_CONSTANT:
        term->how = CT_TERM_CONSTANT;
        if (only_instance(reader->instances, view, &term->entity))
            return ADDED;
        break;
    case CT_VIEW_OF_CLASS:
        break;
    }
    return mistake(reader, fact->line,
                   "%s: this %s is one of many alike; bind it as a variable, by a relation, to "
                   "name it in a fact",
                   word, ct_view_kind_text(view->kind));
}

static Outcome
wrong_entity(Reader *reader, const CtLuaFact *fact, CtEntityKind got)
{
    const char *word = reader->technique->kinds->infos[fact->kind].text;
    CtEntityKind want = reader->technique->kinds->infos[fact->kind].entity;
    const char *subject = fact->is_named ? fact->name : "what it is given";

    if (got == CT_ENTITY_SERVICE && want == CT_ENTITY_ASSET)
        return mistake(reader, fact->line, "%s is of an asset, and %s is a service: write %s", word,
                       subject, fact->is_named ? "\"s.asset\"" : "s.asset");
    return mistake(reader, fact->line, "%s is of %s, and %s is %s", word, ct_entity_kind_text(want),
                   subject, ct_entity_kind_text(got));
}

static Outcome
add_fact(Reader *reader, const CtLuaFact *fact)
{
    CtTerms *terms = reader->terms;
    CtFactTerm term = {.how = CT_TERM_VARIABLE, .level = fact->level};
    CtEntityKind entity = (CtEntityKind)fact->view.kind;

    if (fact->is_named) {
        if (find_variable(reader, fact, &term.variable) == MISTAKE)
            return MISTAKE;
        entity = (CtEntityKind)reader->technique->variable_kind[term.variable];
        if (fact->of_asset && entity != CT_ENTITY_SERVICE)
            return mistake(reader, fact->line, "'%s' is %s: only a service has an .asset",
                           fact->name, ct_entity_kind_text(entity));
        if (fact->of_asset) {
            term.how = CT_TERM_VARIABLE_ASSET;
            entity = CT_ENTITY_ASSET;
        }
    } else if (place_view(reader, fact, &term) == MISTAKE) {
        return MISTAKE;
    }

    int kind = ct_fact_kind_of_entity(reader->technique->kinds, fact->kind, entity);
    if (kind < 0)
        return wrong_entity(reader, fact, entity);
    if (terms->n == CT_MAX_TERMS)
        return mistake(reader, fact->line, "more than %d facts in one list", CT_MAX_TERMS);
    term.kind = (uint8_t)kind;
    terms->terms[terms->n++] = term;
    return ADDED;
}

/* Members of the table at @index one by one, each as a term of its own. Returns how many stayed;
 * @ret_left_out: how many can never hold. */
static Outcome
add_members(Reader *reader, int index, uint8_t *ret_n, uint8_t *ret_left_out)
{
    for (lua_Integer i = 1; lua_rawgeti(reader->L, index, i) != LUA_TNIL; i++) {
        uint8_t before = reader->terms->n;
        Outcome outcome = add_value(reader, lua_gettop(reader->L), true);

        lua_pop(reader->L, 1);
        if (outcome == MISTAKE)
            return MISTAKE;
        if (outcome == ADDED)
            (*ret_n)++;
        if (outcome == UNSATISFIABLE) {
            reader->terms->n = before;
            (*ret_left_out)++;
        }
    }
    lua_pop(reader->L, 1);
    return ADDED;
}

/* @k of the members of the table at @index; 0: all of them. */
static Outcome
add_choice(Reader *reader, int index, uint8_t how, uint32_t k)
{
    CtTerms *terms = reader->terms;
    uint8_t at = terms->n, n = 0, left_out = 0;

    if (terms->n == CT_MAX_TERMS)
        return mistake(reader, 0, "more than %d facts in one list", CT_MAX_TERMS);
    terms->n++;
    if (add_members(reader, index, &n, &left_out) == MISTAKE)
        return MISTAKE;

    uint32_t need = k != 0 ? k : (uint32_t)n + left_out;
    if (n + left_out == 0 || (k != 0 && k > (uint32_t)n + left_out))
        return mistake(reader, 0, "%u facts are asked for out of %u", MAX(need, 1),
                       (unsigned)n + left_out);
    if (need > n) {
        terms->n = at;
        return UNSATISFIABLE;
    }
    terms->unsatisfiable[0] = '\0';
    terms->terms[at] = (CtFactTerm){.how = how, .n_children = n, .entity = need};
    return ADDED;
}

static Outcome
add_list(Reader *reader, int index)
{
    bool any = false;

    for (lua_Integer i = 1; lua_rawgeti(reader->L, index, i) != LUA_TNIL; i++) {
        Outcome outcome = add_value(reader, lua_gettop(reader->L), false);

        lua_pop(reader->L, 1);
        if (outcome == MISTAKE || outcome == UNSATISFIABLE)
            return outcome;
        any = any || outcome == ADDED;
    }
    lua_pop(reader->L, 1);
    return any ? ADDED : NOTHING;
}

static Outcome
add_group(Reader *reader, const CtLuaGroup *group, int index, bool is_single)
{
    CtTerms *terms = reader->terms;
    Outcome outcome = NOTHING;

    if (reader->gains)
        return mistake(reader, 0, "a rule gains all that it lists: no alternatives in `gains`");
    lua_getiuservalue(reader->L, index, 1);
    int members = lua_gettop(reader->L);
    switch ((CtLuaGroupHow)group->how) {
    case CT_LUA_UNSATISFIABLE:
        g_strlcpy(terms->unsatisfiable, lua_tostring(reader->L, members),
                  sizeof terms->unsatisfiable);
        outcome = UNSATISFIABLE;
        break;
    case CT_LUA_ALL:
        outcome = is_single ? add_choice(reader, members, CT_TERM_AT_LEAST, 0)
                            : add_list(reader, members);
        break;
    case CT_LUA_ANY:
        outcome = add_choice(reader, members, CT_TERM_ANY, 1);
        break;
    case CT_LUA_AT_LEAST:
        outcome = add_choice(reader, members, CT_TERM_AT_LEAST, group->k);
        break;
    }
    lua_settop(reader->L, members - 1);
    return outcome;
}

static Outcome
add_value(Reader *reader, int index, bool is_single)
{
    lua_State *L = reader->L;
    const CtLuaFact *fact = luaL_testudata(L, index, CT_LUA_FACT);
    const CtLuaGroup *group = luaL_testudata(L, index, CT_LUA_GROUP);
    Outcome outcome;

    if (lua_isnil(L, index))
        return NOTHING;
    if (fact != NULL)
        return add_fact(reader, fact);
    if (group == NULL && !lua_istable(L, index))
        return mistake(reader, 0, "expected a fact or a list of facts, not %s",
                       ct_lua_describe(L, index));
    if (++reader->nesting > MAX_NESTING)
        return mistake(reader, 0, "lists of facts are nested deeper than %d", MAX_NESTING);
    luaL_checkstack(L, 8, NULL);
    if (group != NULL)
        outcome = add_group(reader, group, index, is_single);
    else if (is_single)
        outcome = add_choice(reader, index, CT_TERM_AT_LEAST, 0);
    else
        outcome = add_list(reader, index);
    reader->nesting--;
    return outcome;
}

void
ct_lua_read_terms(lua_State *L,
                  int index,
                  const CtTechnique *technique,
                  const CtInstances *instances,
                  bool gains,
                  CtTerms *ret_terms)
{
    Reader reader = {
        .L = L, .technique = technique, .instances = instances, .gains = gains, .terms = ret_terms};
    int top = lua_gettop(L);

    *ret_terms = (CtTerms){0};
    Outcome outcome = add_value(&reader, lua_absindex(L, index), false);
    lua_settop(L, top);
    if (outcome != UNSATISFIABLE)
        ret_terms->unsatisfiable[0] = '\0';
    if (outcome == UNSATISFIABLE)
        ret_terms->n = 0;
    if (gains && outcome == NOTHING)
        mistake(&reader, 0, "a rule gains at least one fact, not %s", ct_lua_describe(L, index));
}
