/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See the header. What is reached from something readable is constant for all who share an answer,
 * so it may be read in full. */
#include "topology/lua_calls.h"

#include "lua/args.h"

#include <math.h>

int
ct_lua_push_row(lua_State *L, CtViewKind kind, uint32_t id)
{
    if (id == CT_NO_ID)
        lua_pushnil(L);
    else
        ct_lua_model_push(L, (CtView){.kind = (uint8_t)kind,
                                      .id = id,
                                      .owner = CT_NO_ID,
                                      .origin = CT_VIEW_CONSTANT,
                                      .open = true});
    return 1;
}

int
ct_lua_push_rows(lua_State *L, const CtLuaModel *model, CtViewKind kind, CtSpan span)
{
    lua_newtable(L);
    for (uint32_t i = 0; ct_span_is_stated(span) && i < span.length; i++) {
        ct_lua_push_row(L, kind, model->instances->model->pool.data[span.start + i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static const CtClass *
class_of(const CtLuaModel *model, const CtView *view)
{
    return ct_instances_class(model->instances, view->id);
}

static const CtAsset *
row_of(const CtLuaModel *model, const CtView *view)
{
    return &model->instances->model->assets.data[model->instances->asset_row[view->id]];
}

static int
push_bool(lua_State *L, bool value)
{
    lua_pushboolean(L, value);
    return 1;
}

int
ct_call_asset_kind(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtModel *rows = model->instances->model;

    lua_pushstring(L,
                   ct_model_text(rows, rows->products.data[class_of(model, view)->product].kind));
    return 1;
}

int
ct_call_asset_product(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_PRODUCT, class_of(model, view)->product);
}

int
ct_call_asset_security(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(
        L, CT_VIEW_SECURITY,
        model->instances->classes->of_asset[model->instances->asset_row[view->id]]);
}

int
ct_call_asset_updates(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    lua_pushstring(L, ct_word_text(CT_WORDS_UPDATES, class_of(model, view)->updates));
    return 1;
}

int
ct_call_asset_forwards(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtClass *class = class_of(model, view);

    return push_bool(L, class->forwards || (class->kind != NULL && class->kind->forwards));
}

int
ct_call_asset_drives_process(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtKindInfo *kind = class_of(model, view)->kind;

    return push_bool(L, kind != NULL && kind->drives_process);
}

int
ct_call_asset_reports(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtKindInfo *kind = class_of(model, view)->kind;

    return push_bool(L, kind != NULL && kind->reports);
}

int
ct_call_asset_reads_mail(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtKindInfo *kind = class_of(model, view)->kind;

    return push_bool(L, kind != NULL && kind->reads_mail);
}

/* A zone met through an asset is any of its instances: no fact can name it. */
int
ct_call_asset_zone(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    ct_lua_model_push(L, (CtView){.kind = CT_VIEW_ZONE,
                                  .id = row_of(model, view)->zone,
                                  .owner = CT_NO_ID,
                                  .origin = CT_VIEW_OF_CLASS,
                                  .open = true});
    return 1;
}

int
ct_call_asset_site(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_SITE, row_of(model, view)->site);
}

int
ct_call_asset_criticality(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_CRITICALITY, model->instances->asset_row[view->id]);
}

int
ct_call_asset_sensor(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    float sensor = row_of(model, view)->sensor;

    lua_pushnumber(L, isnan(sensor) ? 0.0 : (lua_Number)sensor);
    return 1;
}

int
ct_call_asset_operated_by(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_SUPPLIER, row_of(model, view)->operated_by);
}

int
ct_call_asset_stores(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_rows(L, model, CT_VIEW_CREDENTIAL, row_of(model, view)->stores);
}

int
ct_call_asset_networks(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_rows(L, model, CT_VIEW_NETWORK, row_of(model, view)->networks);
}

int
ct_call_asset_roams(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_rows(L, model, CT_VIEW_NETWORK, row_of(model, view)->roams);
}

int
ct_call_asset_sl_t(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    int8_t level = row_of(model, view)->sl_t;

    if (level < 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, level);
    return 1;
}

int
ct_call_asset_count(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    lua_pushinteger(L, row_of(model, view)->count);
    return 1;
}

int
ct_call_service_asset(lua_State *L, G_GNUC_UNUSED const CtLuaModel *model, const CtView *view)
{
    if (view->owner == CT_NO_ID)
        ct_lua_raise(L,
                     "the service of a vulnerability is that of its class, of no asset: bind the "
                     "service itself");
    ct_lua_model_push(L,
                      (CtView){.kind = CT_VIEW_ASSET,
                               .id = view->owner,
                               .owner = CT_NO_ID,
                               .origin = view->origin == CT_VIEW_VARIABLE ? CT_VIEW_VARIABLE_ASSET
                                                                          : CT_VIEW_OF_CLASS,
                               .variable = view->variable,
                               .open = view->open});
    return 1;
}

int
ct_call_service_product(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtClassService *service = &model->instances->classes->services.data[view->id];

    return ct_lua_push_row(L, CT_VIEW_PRODUCT,
                           model->instances->model->services.data[service->service].product);
}

int
ct_call_service_port(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtPortRange *port = &model->instances->classes->services.data[view->id].port;
    const char *protocol = ct_word_text(CT_WORDS_PROTOCOL, port->protocol);

    if (port->protocol == CT_PROTOCOL_TCP || port->protocol == CT_PROTOCOL_UDP)
        lua_pushfstring(L, "%s/%d", protocol, (int)port->low);
    else
        lua_pushstring(L, protocol);
    return 1;
}

static CtMedium
medium_of(const CtLuaModel *model, const CtView *view)
{
    uint8_t medium = model->instances->model->networks.data[view->id].medium;

    return medium == CT_MEDIUM_UNSTATED ? CT_MEDIUM_ETHERNET : (CtMedium)medium;
}

int
ct_call_network_is_radio(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_bool(L, ct_medium_is_radio(medium_of(model, view)));
}

int
ct_call_network_is_bus(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_bool(L, ct_medium_is_bus(medium_of(model, view)));
}

int
ct_call_network_is_ip(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_bool(L, ct_medium_is_ip(medium_of(model, view)));
}

int
ct_call_network_is_carried(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_bool(L, ct_medium_is_carried(medium_of(model, view)));
}

/* The first of those that open a thing, nil where nothing does. */
static int
push_opener(lua_State *L, const CtCsr *openers, uint32_t row)
{
    uint32_t first = openers->start[row];

    return ct_lua_push_row(L, CT_VIEW_CREDENTIAL,
                           first < openers->start[row + 1] ? openers->value[first] : CT_NO_ID);
}

static int
push_openers(lua_State *L, const CtCsr *openers, uint32_t row)
{
    lua_newtable(L);
    for (uint32_t i = openers->start[row]; i < openers->start[row + 1]; i++) {
        ct_lua_push_row(L, CT_VIEW_CREDENTIAL, openers->value[i]);
        lua_rawseti(L, -2, (lua_Integer)(i - openers->start[row]) + 1);
    }
    return 1;
}

int
ct_call_network_key(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_opener(L, &model->instances->network_openers, view->id);
}

int
ct_call_network_keys(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_openers(L, &model->instances->network_openers, view->id);
}

int
ct_call_channel_credential(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_opener(L, &model->instances->channel_openers, view->id);
}

int
ct_call_channel_credentials(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_openers(L, &model->instances->channel_openers, view->id);
}

int
ct_call_data_keys(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return push_openers(L, &model->instances->data_openers, view->id);
}

int
ct_call_supplier_practices(lua_State *L, G_GNUC_UNUSED const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_PRACTICES, view->id);
}

int
ct_call_credential_privilege(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtCredential *credential = &model->instances->model->credentials.data[view->id];
    uint8_t privilege = credential->privilege;

    if (privilege == CT_LEVEL_UNSTATED)
        privilege = credential->kind == CT_CREDENTIAL_DOMAIN_ADMIN ||
                            credential->kind == CT_CREDENTIAL_TOKEN_SIGNING
                        ? CT_LEVEL_ADMIN
                        : CT_LEVEL_USER;
    lua_pushstring(L, ct_word_text(CT_WORDS_LEVEL, privilege));
    return 1;
}

int
ct_call_credential_authority(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtCsr *selected = &model->instances->selected;
    CtId authority = model->instances->model->credentials.data[view->id].authority;

    if (authority == CT_NO_ID || selected->start[authority + 1] - selected->start[authority] != 1) {
        lua_pushnil(L);
        return 1;
    }
    return ct_lua_push_row(L, CT_VIEW_ASSET, selected->value[selected->start[authority]]);
}

static const CtClassVulnerability *
flaw_of(const CtLuaModel *model, const CtView *view)
{
    return &model->instances->classes->vulnerabilities.data[view->id];
}

int
ct_call_flaw_product(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_PRODUCT, flaw_of(model, view)->product);
}

int
ct_call_flaw_component(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    return ct_lua_push_row(L, CT_VIEW_COMPONENT, flaw_of(model, view)->component);
}

/* The class whose flaws these are has its services numbered from its own first. */
int
ct_call_flaw_service(lua_State *L, const CtLuaModel *model, const CtView *view)
{
    const CtClasses *classes = model->instances->classes;
    const CtClassVulnerability *flaw = flaw_of(model, view);

    for (uint32_t i = 0; flaw->service != CT_NO_ID && i < classes->classes.length; i++) {
        const CtClass *class = &classes->classes.data[i];
        CtSpan flaws = class->vulnerabilities;

        if (!ct_span_is_stated(flaws) || view->id - flaws.start >= flaws.length)
            continue;
        ct_lua_model_push(L, (CtView){.kind = CT_VIEW_SERVICE,
                                      .id = class->services.start + flaw->service,
                                      .owner = CT_NO_ID,
                                      .origin = CT_VIEW_OF_CLASS,
                                      .open = false});
        return 1;
    }
    lua_pushnil(L);
    return 1;
}
