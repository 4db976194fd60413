/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a check is given and gives back: entities as the views of topology/lua_model.h, open to be
 * read in full; a conduit and the design itself as tables.
 */
#include "assurance/checks_parts.h"

#include "lua/args.h"
#include "lua/json_push.h"

#include <math.h>

CtBench *
ct_lua_bench(lua_State *L)
{
    CtBench *bench = ct_lua_checks_of(L)->bench;

    if (bench == NULL)
        ct_lua_raise(L, "there is no design to look at while a file is read: ask in `judge`");
    return bench;
}

static const uint8_t view_kinds[CT_SUBJECT_KIND_COUNT] = {
    [CT_SUBJECT_ZONE] = CT_VIEW_ZONE,
    [CT_SUBJECT_NETWORK] = CT_VIEW_NETWORK,
    [CT_SUBJECT_ASSET] = CT_VIEW_ASSET,
    [CT_SUBJECT_PRODUCT] = CT_VIEW_PRODUCT,
    [CT_SUBJECT_SUPPLIER] = CT_VIEW_SUPPLIER,
    [CT_SUBJECT_PEOPLE] = CT_VIEW_PEOPLE,
    [CT_SUBJECT_CREDENTIAL] = CT_VIEW_CREDENTIAL,
    [CT_SUBJECT_CHANNEL] = CT_VIEW_CHANNEL,
    [CT_SUBJECT_DATA] = CT_VIEW_DATA,
    [CT_SUBJECT_FLOW] = CT_VIEW_FLOW,
    [CT_SUBJECT_FUNCTION] = CT_VIEW_FUNCTION,
};

static void
set_view(lua_State *L, const char *key, CtViewKind kind, uint32_t id)
{
    if (id == CT_NO_ID)
        return;
    ct_lua_model_push(L, (CtView){.kind = (uint8_t)kind,
                                  .id = id,
                                  .owner = CT_NO_ID,
                                  .origin = CT_VIEW_CONSTANT,
                                  .open = true});
    lua_setfield(L, -2, key);
}

static void
set_word(lua_State *L, const char *key, CtWordList list, unsigned value)
{
    if (value == 0)
        return;
    lua_pushstring(L, ct_word_text(list, value));
    lua_setfield(L, -2, key);
}

/* "tcp/443", "tcp/8000-8010", "can". */
static void
push_port(lua_State *L, const CtPortRange *port)
{
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, port->protocol);

    if (port->low == 0 && port->high == UINT16_MAX)
        lua_pushstring(L, protocol);
    else if (port->low == port->high)
        lua_pushfstring(L, "%s/%d", protocol, (int)port->low);
    else
        lua_pushfstring(L, "%s/%d-%d", protocol, (int)port->low, (int)port->high);
}

/* A list of { ports = nil or list, any = no port named, from = stated, to = stated }. */
static void
set_rules(lua_State *L, const CtModel *model, const char *key, CtSpan rules)
{
    lua_newtable(L);
    for (uint32_t i = 0; i < rules.length; i++) {
        const CtRule *rule = &model->rules.data[rules.start + i];

        lua_newtable(L);
        lua_pushboolean(L, !ct_span_is_stated(rule->ports));
        lua_setfield(L, -2, "any");
        lua_pushboolean(L, rule->from != CT_NO_ID);
        lua_setfield(L, -2, "from");
        lua_pushboolean(L, rule->to != CT_NO_ID);
        lua_setfield(L, -2, "to");
        lua_newtable(L);
        for (uint32_t p = 0; p < rule->ports.length; p++) {
            push_port(L, &model->port_ranges.data[rule->ports.start + p]);
            lua_rawseti(L, -2, (lua_Integer)p + 1);
        }
        lua_setfield(L, -2, "ports");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, key);
}

static void
set_free_map(lua_State *L, const CtModel *model, CtId json)
{
    ct_lua_push_json(L, json == CT_NO_ID ? "{}" : ct_model_text(model, json));
    lua_setfield(L, -2, "x");
}

static CtId
free_map_of(const CtModel *model, const CtEntity *entity)
{
    return entity->extra == CT_NO_ID ? CT_NO_ID : model->extras.data[entity->extra].x;
}

static void
push_conduit(lua_State *L, const CtBench *bench, uint32_t row)
{
    const CtModel *model = bench->subjects->model;
    const CtConduit *conduit = &model->conduits.data[row];
    const CtCsr *selected = &bench->subjects->instances->selected;

    lua_newtable(L);
    lua_pushinteger(L, row);
    lua_setfield(L, -2, "conduit_row");
    lua_pushstring(L, ct_model_id(model, CT_SECTION_CONDUITS, row));
    lua_setfield(L, -2, "id");
    set_view(L, "from", CT_VIEW_ZONE, conduit->from);
    set_view(L, "to", CT_VIEW_ZONE, conduit->to);
    set_word(L, "mfa", CT_WORDS_MFA, conduit->mfa);
    set_word(L, "inspection", CT_WORDS_INSPECTION, conduit->inspection);
    set_word(L, "encryption", CT_WORDS_ENCRYPTION, conduit->encryption);
    if (!isnan(conduit->sensor)) {
        lua_pushnumber(L, conduit->sensor);
        lua_setfield(L, -2, "sensor");
    }
    if (conduit->transit != CT_TRI_UNSTATED) {
        lua_pushboolean(L, conduit->transit == CT_TRI_TRUE);
        lua_setfield(L, -2, "transit");
    }
    if (conduit->window != CT_NO_ID) {
        lua_pushstring(L, ct_model_text(model, conduit->window));
        lua_setfield(L, -2, "window");
    }
    if (conduit->enforced_by != CT_NO_ID &&
        selected->start[conduit->enforced_by] < selected->start[conduit->enforced_by + 1])
        set_view(L, "enforced_by", CT_VIEW_ASSET,
                 selected->value[selected->start[conduit->enforced_by]]);
    set_rules(L, model, "allow", conduit->allow);
    set_rules(L, model, "deny", conduit->deny);
    set_free_map(L, model, free_map_of(model, &conduit->e));
}

static void
push_system(lua_State *L, const CtBench *bench)
{
    const CtModel *model = bench->subjects->model;

    lua_newtable(L);
    lua_pushboolean(L, true);
    lua_setfield(L, -2, "is_system");
    if (model->name != CT_NO_ID) {
        lua_pushstring(L, ct_model_text(model, model->name));
        lua_setfield(L, -2, "name");
    }
    if (model->domain != CT_NO_ID) {
        lua_pushstring(L, ct_model_text(model, model->domain));
        lua_setfield(L, -2, "domain");
    }
    set_free_map(L, model, model->x);
}

void
ct_lua_push_subject(lua_State *L, CtSubjectKind kind, uint32_t id, bool by_class)
{
    const CtBench *bench = ct_lua_bench(L);

    if (kind == CT_SUBJECT_SYSTEM) {
        push_system(L, bench);
        return;
    }
    if (kind == CT_SUBJECT_CONDUIT) {
        push_conduit(L, bench, id);
        return;
    }
    if (kind == CT_SUBJECT_ASSET)
        id = ct_subjects_first(bench->subjects, id);
    ct_lua_model_push(L, (CtView){.kind = view_kinds[kind],
                                  .id = id,
                                  .owner = CT_NO_ID,
                                  .origin = CT_VIEW_CONSTANT,
                                  .open = !by_class});
}

static bool
subject_of_view(const CtBench *bench, const CtView *view, CtSubjectKind *ret_kind, uint32_t *ret_id)
{
    *ret_id = view->id;
    if (view->kind == CT_VIEW_SERVICE && view->owner != CT_NO_ID) {
        *ret_kind = CT_SUBJECT_ASSET;
        *ret_id = bench->subjects->folds->of_asset[view->owner];
        return true;
    }
    if (view->kind == CT_VIEW_ASSET)
        *ret_id = bench->subjects->folds->of_asset[view->id];
    for (int kind = 0; kind < CT_SUBJECT_KIND_COUNT; kind++)
        if (view_kinds[kind] != CT_VIEW_NONE && view_kinds[kind] == view->kind) {
            *ret_kind = (CtSubjectKind)kind;
            return true;
        }
    return false;
}

void
ct_lua_check_subject(lua_State *L, int index, CtSubjectKind *ret_kind, uint32_t *ret_id)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtView *view = ct_lua_model_test(L, index);

    if (view != NULL && view->kind == CT_VIEW_ASSET && !view->open)
        ct_lua_raise(L, "a check by class sees what its assets share (services, flaws, security, "
                        "kind, product, updates) and nothing else of this one");
    if (view != NULL && subject_of_view(bench, view, ret_kind, ret_id))
        return;
    if (lua_istable(L, index)) {
        bool is_conduit = ct_lua_raw_field(L, index, "conduit_row") == LUA_TNUMBER;
        lua_Integer row = lua_tointeger(L, -1);
        bool is_system = ct_lua_raw_field(L, index, "is_system") == LUA_TBOOLEAN;

        lua_pop(L, 2);
        *ret_kind = is_conduit ? CT_SUBJECT_CONDUIT : CT_SUBJECT_SYSTEM;
        *ret_id = is_conduit ? (uint32_t)row : 0;
        if (is_conduit && row >= 0 && row < bench->subjects->model->conduits.length)
            return;
        if (is_system && !is_conduit)
            return;
    }
    ct_lua_raise(L, "expected an entity of the design, not %s", ct_lua_describe(L, index));
}

CtPos
ct_lua_subject_pos(lua_State *L, int index)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtClasses *classes = bench->subjects->instances->classes;
    const CtView *view = ct_lua_model_test(L, index);
    const CtModel *model = bench->subjects->model;
    CtSubjectKind kind;
    uint32_t id;

    if (view != NULL && view->kind == CT_VIEW_SERVICE)
        return classes->services.data[view->id].pos;
    if (view != NULL && view->kind == CT_VIEW_SECURITY)
        return classes->classes.data[view->id].security.pos;
    if (view != NULL && view->kind == CT_VIEW_COMPONENT)
        return model->components.data[view->id].e.pos;
    if (view != NULL && view->kind == CT_VIEW_VULNERABILITY)
        return model->vulnerabilities.data[classes->vulnerabilities.data[view->id].vulnerability]
            .e.pos;
    ct_lua_check_subject(L, lua_absindex(L, index), &kind, &id);
    return ct_subjects_pos(bench->subjects, kind, id);
}
