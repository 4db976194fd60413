/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What opens a rule binds variable 0; each relation walks from a variable already bound to a new
 * one. Words that fit several kinds of entities are settled by what makes everything else fit.
 */
#include "attacks/lua_rule.h"

#include "lua/args.h"

#include <string.h>

static bool
read_opener(CtRuleReader *reader, int index)
{
    const CtLuaFact *fact = luaL_testudata(reader->L, index, CT_LUA_FACT);
    CtTechnique *t = reader->t;

    if (fact == NULL || !fact->is_named || fact->of_asset) {
        ct_rule_fail(reader, "from",
                     "from must be a fact over a new variable, such as reach \"s\", not %s",
                     fact == NULL ? ct_lua_describe(reader->L, index)
                                  : "one about an entity at hand");
        return false;
    }
    if (ct_fact_kind_entity(t->kinds, fact->kind) == CT_ENTITY_REQUIREMENT) {
        ct_rule_fail(reader, "from", "no technique starts from %s: it is where an attack ends",
                     t->kinds->infos[fact->kind].text);
        return false;
    }
    if (t->n_openers == CT_MAX_OPENERS) {
        ct_rule_fail(reader, "from", "at most %d facts may open a technique", CT_MAX_OPENERS);
        return false;
    }
    if (t->n_openers > 0 && strcmp(t->variable_name[0], fact->name) != 0) {
        ct_rule_fail(reader, "from",
                     "the facts in `from` must all bind one variable, not '%s' and '%s'",
                     t->variable_name[0], fact->name);
        return false;
    }
    t->variable_name[0] = ct_library_text(reader->owner, fact->name);
    reader->opener_word[t->n_openers] = fact->kind;
    reader->opener_entity[t->n_openers] = fact->entity;
    t->openers[t->n_openers++] = (CtOpener){.kind = fact->kind, .level = fact->level};
    return true;
}

static void
read_from(CtRuleReader *reader)
{
    lua_State *L = reader->L;
    int top = lua_gettop(L);

    ct_rule_push_field(reader, "from");
    const CtLuaGroup *group = luaL_testudata(L, -1, CT_LUA_GROUP);
    if (group == NULL && !lua_istable(L, -1)) {
        read_opener(reader, -1);
    } else if (group == NULL || group->how != CT_LUA_ANY) {
        ct_rule_fail(reader, "from",
                     "several facts in `from` are alternatives: write any_of { … }, and "
                     "put what is needed besides into `also`");
    } else {
        lua_getiuservalue(L, -1, 1);
        for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL && read_opener(reader, -1); i++)
            lua_pop(L, 1);
        if (reader->t->n_openers == 0 && !reader->failed)
            ct_rule_fail(reader, "from", "from is empty");
    }
    lua_settop(L, top);
}

/* Relations of `via`, then `each`, onto the Lua stack; how many. */
static int
push_walks(CtRuleReader *reader)
{
    lua_State *L = reader->L;
    int n = 0, type = ct_rule_push_field(reader, "via");

    if (type == LUA_TTABLE) {
        int list = lua_gettop(L);
        while (n < CT_MAX_VARIABLES && lua_rawgeti(L, list, n + 1) != LUA_TNIL)
            n++;
        if (n < CT_MAX_VARIABLES)
            lua_pop(L, 1);
        lua_remove(L, list);
    } else if (type == LUA_TNIL) {
        lua_pop(L, 1);
    } else {
        n = 1;
    }
    if (ct_rule_push_field(reader, "each") == LUA_TNIL)
        lua_pop(L, 1);
    else
        n++;
    return n;
}

static bool
find_start(const CtTechnique *t, const CtLuaRelation *relation, uint8_t *ret_start)
{
    CtEntityKind from = ct_relation_infos[relation->relation].from;

    for (int v = t->n_variables - 1; v >= 0; v--) {
        bool named = relation->start[0] != '\0';

        if (named ? strcmp(t->variable_name[v], relation->start) != 0 : t->variable_kind[v] != from)
            continue;
        *ret_start = (uint8_t)v;
        return t->variable_kind[v] == from;
    }
    return false;
}

static void
describe_variables(const CtTechnique *t, char *text, size_t size)
{
    text[0] = '\0';
    for (uint8_t v = 0; v < t->n_variables; v++) {
        g_strlcat(text, v > 0 ? ", " : "", size);
        g_strlcat(text, t->variable_name[v], size);
        g_strlcat(text, " (", size);
        g_strlcat(text, ct_entity_kind_text(t->variable_kind[v]), size);
        g_strlcat(text, ")", size);
    }
}

/* Binds one more variable. @quiet: only whether it can be done. */
static bool
bind_walk(CtRuleReader *reader, int index, bool quiet)
{
    const CtLuaRelation *relation = luaL_testudata(reader->L, index, CT_LUA_RELATION);
    CtTechnique *t = reader->t;
    char bound[256];
    CtPos pos = ct_rule_field_pos(reader, "via");

    if (relation == NULL) {
        if (!quiet)
            ct_rule_fail(reader, "via",
                         "via must be a list of relations such as { accepts \"c\" }, not %s",
                         ct_lua_describe(reader->L, index));
        return false;
    }
    const CtRelationInfo *info = &ct_relation_infos[relation->relation];
    uint8_t start;
    if (pos.line != relation->line)
        pos = (CtPos){.line = relation->line, .file = pos.file};
    for (uint8_t v = 0; v < t->n_variables; v++)
        if (strcmp(t->variable_name[v], relation->name) == 0) {
            if (!quiet)
                ct_rule_fail_at(reader, pos, "two variables are called '%s'", relation->name);
            return false;
        }
    if (!find_start(t, relation, &start)) {
        describe_variables(t, bound, sizeof bound);
        if (!quiet)
            ct_rule_fail_at(reader, pos,
                            "%s starts from a thing of kind %s, and %s%s%s; bound so far: %s",
                            info->word, ct_entity_kind_text(info->from),
                            relation->start[0] == '\0' ? "none is bound" : "'", relation->start,
                            relation->start[0] == '\0' ? "" : "' is not one", bound);
        return false;
    }
    t->variable_name[t->n_variables] = ct_library_text(reader->owner, relation->name);
    t->variable_kind[t->n_variables] = info->to;
    t->walks[t->n_variables++] = (CtWalk){.relation = relation->relation, .start = start};
    return true;
}

/* Whether static facts of @key fit the variables as they are bound now. */
static bool
facts_fit(CtRuleReader *reader, const char *key, bool gains)
{
    CtTerms terms = {0};

    if (ct_rule_push_field(reader, key) != LUA_TFUNCTION && !lua_isnil(reader->L, -1))
        ct_lua_read_terms(reader->L, -1, reader->t, NULL, gains, &terms);
    lua_pop(reader->L, 1);
    return terms.mistake[0] == '\0';
}

/* Binds all variables with variable 0 of kind @entity; walks lie on top of the stack. */
static bool
bind_as(CtRuleReader *reader, CtEntityKind entity, int n_walks, bool quiet)
{
    CtTechnique *t = reader->t;
    const CtFactKinds *kinds = t->kinds;
    int first = lua_gettop(reader->L) - n_walks + 1;

    t->n_variables = 1;
    t->variable_kind[0] = (uint8_t)entity;
    for (uint8_t i = 0; i < t->n_openers; i++) {
        int kind = ct_fact_kind_of_entity(kinds, reader->opener_word[i], entity);

        if (kind < 0 ||
            (reader->opener_entity[i] != CT_ENTITY_NONE && reader->opener_entity[i] != entity)) {
            if (!quiet)
                ct_rule_fail(reader, "from",
                             "the facts in `from` speak of different kinds of entities: "
                             "%s is not of %s",
                             kinds->infos[reader->opener_word[i]].text,
                             ct_entity_kind_text(entity));
            return false;
        }
        t->openers[i].kind = (uint8_t)kind;
    }
    for (int i = 0; i < n_walks; i++)
        if (!bind_walk(reader, first + i, quiet))
            return false;
    return !quiet || (facts_fit(reader, "also", false) && facts_fit(reader, "gains", true));
}

/* A word such as "touches" fits several kinds of entities: the one for which all else fits is
 * meant. */
static void
bind_variables(CtRuleReader *reader)
{
    const CtFactKinds *kinds = reader->t->kinds;
    int top = lua_gettop(reader->L);
    int n_walks = push_walks(reader), n_fit = 0;
    CtEntityKind fits = CT_ENTITY_NONE;

    if (n_walks >= CT_MAX_VARIABLES) {
        ct_rule_fail(reader, "via", "a technique binds at most %d variables", CT_MAX_VARIABLES);
        lua_settop(reader->L, top);
        return;
    }
    for (int entity = 1; entity < CT_ENTITY_COUNT; entity++)
        if (bind_as(reader, (CtEntityKind)entity, n_walks, true)) {
            fits = (CtEntityKind)entity;
            n_fit++;
        }
    if (n_fit > 1)
        ct_rule_fail(reader, "from",
                     "'%s' may be of several kinds: say which, such as %s(\"%s\", \"%s\")",
                     kinds->infos[reader->opener_word[0]].text,
                     kinds->infos[reader->opener_word[0]].text, reader->t->variable_name[0],
                     ct_entity_kind_text(fits));
    if (n_fit == 0)
        fits = kinds->infos[reader->opener_word[0]].entity;
    bind_as(reader, fits, n_walks, false);
    lua_settop(reader->L, top);
}

void
ct_rule_read_variables(CtRuleReader *reader)
{
    read_from(reader);
    if (reader->t->n_openers > 0)
        bind_variables(reader);
}
