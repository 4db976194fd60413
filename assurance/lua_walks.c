/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that walk a design: from a zone to its assets, from an asset to what listens on it,
 * what opens it, what flows to it.
 */
#include "assurance/checks_parts.h"

#include "lua/args.h"
#include "lua/json_push.h"
#include "lua/sandbox.h"
#include "topology/lua_values.h"

#include <string.h>

/* --- lists --- */

static void
append(lua_State *L, CtSubjectKind kind, uint32_t id, lua_Integer *n)
{
    ct_lua_push_subject(L, kind, id, false);
    lua_rawseti(L, -2, ++*n);
}

/* all("zone"): every one that counts, in file order. */
static int
word_all(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtSubjectKind kind;
    lua_Integer n = 0;

    if (!ct_subject_kind_parse(luaL_checkstring(L, 1), &kind))
        ct_lua_raise(L, "all: there is no kind '%.40s'", lua_tostring(L, 1));
    lua_newtable(L);
    for (uint32_t i = 0; i < ct_subjects_count(bench->subjects, kind); i++)
        if (ct_subjects_counts(bench->subjects, kind, i))
            append(L, kind, i, &n);
    return 1;
}

/* Ids that a C function gathered, in a userdata that frees them whatever happens. */
static CtIds *
new_ids(lua_State *L)
{
    return ct_lua_new_object(L, "a list of ids", sizeof(CtIds), 0);
}

static int
free_ids(lua_State *L)
{
    ct_ids_clear(luaL_checkudata(L, 1, "a list of ids"));
    return 0;
}

/* assets(s): what it is about, each that counts once; alike ones as one. */
static int
word_assets(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtSubjectKind kind;
    uint32_t id;
    lua_Integer n = 0;

    ct_lua_check_subject(L, 1, &kind, &id);
    CtIds *folds = new_ids(L);
    if (kind == CT_SUBJECT_SYSTEM)
        for (uint32_t i = 0; i < bench->subjects->folds->n_folds; i++)
            ct_ids_add(folds, i);
    else
        ct_subjects_folds(bench->subjects, kind, id, folds);
    lua_newtable(L);
    for (uint32_t i = 0; i < folds->length; i++)
        if (ct_subjects_counts(bench->subjects, CT_SUBJECT_ASSET, folds->data[i]))
            append(L, CT_SUBJECT_ASSET, folds->data[i], &n);
    return 1;
}

/* related(s, "flow"): rows of that kind about any of the assets of s. */
static int
word_related(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtSubjectKind kind, wanted;
    uint32_t id;
    lua_Integer n = 0;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (!ct_subject_kind_parse(luaL_checkstring(L, 2), &wanted) || wanted == CT_SUBJECT_ASSET ||
        wanted == CT_SUBJECT_SYSTEM)
        ct_lua_raise(L, "related: there is no kind '%.40s' to ask for", lua_tostring(L, 2));
    CtIds *folds = new_ids(L), *rows = new_ids(L);
    const CtCsr *related = ct_subjects_related(bench->subjects, wanted);

    ct_subjects_folds(bench->subjects, kind, id, folds);
    for (uint32_t i = 0; i < folds->length; i++)
        for (uint32_t k = related->start[folds->data[i]]; k < related->start[folds->data[i] + 1];
             k++)
            ct_ids_add(rows, related->value[k]);
    ct_ids_sort_unique(rows);
    ct_lua_charge(L, (double)folds->length + rows->length);
    lua_newtable(L);
    for (uint32_t i = 0; i < rows->length; i++)
        append(L, wanted, rows->data[i], &n);
    return 1;
}

static uint32_t
check_asset(lua_State *L, const char *word)
{
    const CtView *view = ct_lua_model_test(L, 1);

    if (view != NULL && view->kind == CT_VIEW_ASSET)
        return view->id;
    ct_lua_raise(L, "%s: expected an asset, not %s", word, ct_lua_describe(L, 1));
}

static int
word_services(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    uint32_t asset = check_asset(L, "services");
    CtSpan services = ct_instances_class(bench->subjects->instances, asset)->services;
    bool open = ct_lua_model_test(L, 1)->open;

    lua_newtable(L);
    for (uint32_t i = 0; i < services.length; i++) {
        ct_lua_model_push(L, (CtView){.kind = CT_VIEW_SERVICE,
                                      .id = services.start + i,
                                      .owner = asset,
                                      .origin = CT_VIEW_CONSTANT,
                                      .open = open});
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* name(service): as listed on its asset; "web@scada" where two products have one of that name. */
static int
word_service_name(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtView *view = ct_lua_model_test(L, 1);

    if (view != NULL && view->kind == CT_VIEW_SERVICE) {
        lua_pushstring(
            L, ct_model_text(bench->subjects->model,
                             bench->subjects->instances->classes->services.data[view->id].name));
        return 1;
    }
    ct_lua_raise(L, "service_name: expected a service, not %s", ct_lua_describe(L, 1));
}

static int
word_flaws(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    uint32_t asset = check_asset(L, "flaws");
    CtSpan flaws = ct_instances_class(bench->subjects->instances, asset)->vulnerabilities;

    lua_newtable(L);
    for (uint32_t i = 0; i < flaws.length; i++) {
        ct_lua_model_push(L, (CtView){.kind = CT_VIEW_VULNERABILITY,
                                      .id = flaws.start + i,
                                      .owner = CT_NO_ID,
                                      .origin = CT_VIEW_CONSTANT,
                                      .open = true});
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* networks(s): those its assets are attached to, or a zone lists. */
static int
word_networks(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtInstances *instances = bench->subjects->instances;
    CtSubjectKind kind;
    uint32_t id;
    lua_Integer n = 0;

    ct_lua_check_subject(L, 1, &kind, &id);
    CtIds *rows = new_ids(L);
    if (kind == CT_SUBJECT_ZONE) {
        uint32_t zone = instances->zone_first[id];
        for (uint32_t i = instances->zone_networks.start[zone];
             i < instances->zone_networks.start[zone + 1]; i++)
            ct_ids_add(rows, instances->network_row[instances->zone_networks.value[i]]);
    } else {
        CtIds *folds = new_ids(L);

        ct_subjects_folds(bench->subjects, kind, id, folds);
        for (uint32_t f = 0; f < folds->length; f++) {
            uint32_t asset = ct_subjects_first(bench->subjects, folds->data[f]);
            for (uint32_t i = instances->attached.start[asset];
                 i < instances->attached.start[asset + 1]; i++)
                ct_ids_add(rows, instances->network_row[instances->attached.value[i]]);
        }
        ct_lua_charge(L, folds->length);
    }
    ct_ids_sort_unique(rows);
    lua_newtable(L);
    for (uint32_t i = 0; i < rows->length; i++)
        append(L, CT_SUBJECT_NETWORK, rows->data[i], &n);
    return 1;
}

/* conduits_into(zone), conduits_from(zone): their doors, those of a zone around it too. */
static int
push_conduits(lua_State *L, bool into)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtModel *model = bench->subjects->model;
    CtSubjectKind kind;
    uint32_t id;
    lua_Integer n = 0;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (kind != CT_SUBJECT_ZONE)
        ct_lua_raise(L, "expected a zone, not %s", ct_lua_describe(L, 1));
    lua_newtable(L);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        uint32_t end = into ? model->conduits.data[c].to : model->conduits.data[c].from;

        for (uint32_t zone = id; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
            if (zone == end) {
                append(L, CT_SUBJECT_CONDUIT, c, &n);
                break;
            }
    }
    ct_lua_charge(L, model->conduits.length);
    return 1;
}

static int
word_conduits_into(lua_State *L)
{
    return push_conduits(L, true);
}

static int
word_conduits_from(lua_State *L)
{
    return push_conduits(L, false);
}

static int
word_components(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtSubjectKind kind;
    uint32_t id;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (kind != CT_SUBJECT_PRODUCT)
        ct_lua_raise(L, "components: expected a product, not %s", ct_lua_describe(L, 1));
    CtSpan components = bench->subjects->model->products.data[id].components;
    lua_newtable(L);
    for (uint32_t i = 0; i < components.length; i++) {
        ct_lua_model_push(L, (CtView){.kind = CT_VIEW_COMPONENT,
                                      .id = components.start + i,
                                      .owner = CT_NO_ID,
                                      .origin = CT_VIEW_CONSTANT,
                                      .open = true});
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* --- single values --- */

/* sl_t(zone, "IAC"): 0 to 4, nil where it is not stated; without a word the highest. */
static int
word_sl_t(lua_State *L)
{
    static const char *const words[] = {"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"};
    const CtBench *bench = ct_lua_bench(L);
    const char *word = luaL_optstring(L, 2, NULL);
    CtSubjectKind kind;
    uint32_t id;
    int area = -1;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (kind != CT_SUBJECT_ZONE)
        ct_lua_raise(L, "sl_t: expected a zone, not %s", ct_lua_describe(L, 1));
    for (int i = 0; word != NULL && i < CT_N_FR; i++)
        if (strcmp(words[i], word) == 0)
            area = i;
    if (word != NULL && area < 0)
        ct_lua_raise(L, "sl_t: there is no foundational requirement '%.20s'", word);
    int level = ct_subjects_sl_t(bench->subjects, id, area);
    if (level < 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, level);
    return 1;
}

/* claim(s, "name"): what x.claims of the entity says; of an asset, else its product's. */
static int
push_claim(lua_State *L, CtId json, const char *name)
{
    const CtModel *model = ct_lua_bench(L)->subjects->model;

    if (json == CT_NO_ID)
        return LUA_TNIL;
    ct_lua_push_json(L, ct_model_text(model, json));
    if (!lua_istable(L, -1) || ct_lua_raw_field(L, -1, "claims") != LUA_TTABLE)
        return LUA_TNIL;
    return ct_lua_raw_field(L, -1, name);
}

static CtId
free_map_of(const CtModel *model, const CtEntity *entity)
{
    return entity->extra == CT_NO_ID ? CT_NO_ID : model->extras.data[entity->extra].x;
}

static CtId
json_of(const CtBench *bench, CtSubjectKind kind, uint32_t id)
{
    const CtModel *model = bench->subjects->model;

    if (kind == CT_SUBJECT_SYSTEM)
        return model->x;
    if (kind == CT_SUBJECT_ASSET)
        id = bench->subjects->instances->asset_row[ct_subjects_first(bench->subjects, id)];
    return free_map_of(model, ct_model_entity(model, ct_subjects_section(kind), id));
}

static int
word_claim(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const char *name = luaL_checkstring(L, 2);
    CtSubjectKind kind;
    uint32_t id;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (push_claim(L, json_of(bench, kind, id), name) != LUA_TNIL)
        return 1;
    if (kind == CT_SUBJECT_ASSET) {
        uint32_t product = bench->subjects->instances->classes->classes
                               .data[ct_subjects_class(bench->subjects, id)]
                               .product;
        if (push_claim(L, json_of(bench, CT_SUBJECT_PRODUCT, product), name) != LUA_TNIL)
            return 1;
    }
    lua_pushnil(L);
    return 1;
}

/* stated(view, "auth"): whether the topology says it, or a default stands in. */
static int
word_stated(lua_State *L)
{
    const CtView *view = ct_lua_model_test(L, 1);
    const char *name = luaL_checkstring(L, 2);
    size_t n;

    ct_lua_bench(L);
    if (view == NULL)
        return ct_lua_raise(L, "stated: expected an entity, not %s", ct_lua_describe(L, 1));
    const CtAttribute *attributes = ct_attributes((CtViewKind)view->kind, &n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(attributes[i].name, name) == 0) {
            if (attributes[i].single && !view->open)
                ct_lua_raise(L, "stated: a check by class does not see '%.40s'", name);
            bool assumed =
                ct_lua_push_attribute(L, &ct_lua_checks_of(L)->model, view, &attributes[i]);

            lua_pushboolean(L, !assumed && !lua_isnil(L, -1));
            return 1;
        }
    ct_lua_raise(L, "stated: %s has no '%.40s'", ct_view_kind_text((CtViewKind)view->kind), name);
}

static int
word_count(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtSubjectKind kind;
    uint32_t id;

    ct_lua_check_subject(L, 1, &kind, &id);
    lua_pushinteger(L, (lua_Integer)ct_subjects_size(bench->subjects, kind, id));
    return 1;
}

static int
word_component_type(lua_State *L)
{
    static const char *const words[] = {"embedded", "host", "network", "software"};

    lua_pushstring(L, words[ct_component_type_of(luaL_checkstring(L, 1))]);
    return 1;
}

/* same(a, b): whether both are one entity (alike assets are). */
static int
word_same(lua_State *L)
{
    CtSubjectKind a_kind, b_kind;
    uint32_t a, b;

    ct_lua_check_subject(L, 1, &a_kind, &a);
    ct_lua_check_subject(L, 2, &b_kind, &b);
    lua_pushboolean(L, a_kind == b_kind && a == b);
    return 1;
}

static int
word_is_outside(lua_State *L)
{
    CtSubjectKind kind;
    uint32_t id;

    ct_lua_check_subject(L, 1, &kind, &id);
    lua_pushboolean(L, kind == CT_SUBJECT_ZONE &&
                           ct_subjects_is_outside(ct_lua_bench(L)->subjects, id));
    return 1;
}

void
ct_lua_walks_open(lua_State *L)
{
    static const luaL_Reg ids[] = {{"__gc", free_ids}, {NULL, NULL}};
    static const luaL_Reg words[] = {
        {"all", word_all},
        {"assets", word_assets},
        {"claim", word_claim},
        {"component_type", word_component_type},
        {"components", word_components},
        {"conduits_from", word_conduits_from},
        {"conduits_into", word_conduits_into},
        {"count", word_count},
        {"flaws", word_flaws},
        {"is_outside", word_is_outside},
        {"networks", word_networks},
        {"related", word_related},
        {"same", word_same},
        {"service_name", word_service_name},
        {"services", word_services},
        {"sl_t", word_sl_t},
        {"stated", word_stated},
        {NULL, NULL},
    };

    ct_lua_register_type(L, "a list of ids", ids);
    for (const luaL_Reg *word = words; word->name != NULL; word++) {
        lua_pushcfunction(L, word->func);
        ct_lua_sandbox_set(L, word->name);
    }
}
