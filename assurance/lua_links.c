/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words for what is linked to one entity by its own fields: who holds a credential, which
 * services give data, what a group of persons logs in with.
 */
#include "assurance/checks_parts.h"

#include "lua/args.h"
#include "lua/sandbox.h"

#include <string.h>

static uint32_t
check_kind(lua_State *L, const char *word, CtSubjectKind wanted)
{
    CtSubjectKind kind;
    uint32_t id;

    ct_lua_check_subject(L, 1, &kind, &id);
    if (kind != wanted)
        ct_lua_raise(L, "%s: expected a %s, not %s", word, ct_subject_kind_text(wanted),
                     ct_lua_describe(L, 1));
    return id;
}

static void
append(lua_State *L, CtSubjectKind kind, uint32_t id, lua_Integer *n)
{
    ct_lua_push_subject(L, kind, id, false);
    lua_rawseti(L, -2, ++*n);
}

/* accounts(people): the credentials that they log in with. */
static int
word_accounts(lua_State *L)
{
    const CtModel *model = ct_lua_bench(L)->subjects->model;
    CtSpan accounts = model->people.data[check_kind(L, "accounts", CT_SUBJECT_PEOPLE)].accounts;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = 0; i < accounts.length; i++)
        append(L, CT_SUBJECT_CREDENTIAL, model->pool.data[accounts.start + i], &n);
    return 1;
}

/* account_of(credential): the groups of persons that log in with it. */
static int
word_account_of(lua_State *L)
{
    const CtModel *model = ct_lua_bench(L)->subjects->model;
    uint32_t credential = check_kind(L, "account_of", CT_SUBJECT_CREDENTIAL);
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t p = 0; p < model->people.length; p++) {
        CtSpan accounts = model->people.data[p].accounts;

        for (uint32_t i = 0; i < accounts.length; i++)
            if (model->pool.data[accounts.start + i] == credential) {
                append(L, CT_SUBJECT_PEOPLE, p, &n);
                break;
            }
    }
    ct_lua_charge(L, model->people.length);
    return 1;
}

static bool
is_in(const CtModel *model, CtSpan span, uint32_t wanted)
{
    for (uint32_t i = 0; i < span.length; i++)
        if (model->pool.data[span.start + i] == wanted)
            return true;
    return false;
}

/* Whether @asset keeps @credential: by itself, or as every instance of its products does. */
static bool
keeps(const CtBench *bench, uint32_t asset, uint32_t credential)
{
    const CtInstances *instances = bench->subjects->instances;
    const CtModel *model = bench->subjects->model;
    CtSpan software = ct_instances_class(instances, asset)->software;

    if (is_in(model, model->assets.data[instances->asset_row[asset]].stores, credential))
        return true;
    for (uint32_t i = 0; i < software.length; i++) {
        uint32_t product = instances->classes->ids.data[software.start + i];

        if (is_in(model, model->products.data[product].stores, credential))
            return true;
    }
    return false;
}

/* holders(credential): the assets that keep it. */
static int
word_holders(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    uint32_t credential = check_kind(L, "holders", CT_SUBJECT_CREDENTIAL);
    const CtFolds *folds = bench->subjects->folds;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t f = 0; f < folds->n_folds; f++)
        if (keeps(bench, ct_subjects_first(bench->subjects, f), credential))
            append(L, CT_SUBJECT_ASSET, f, &n);
    ct_lua_charge(L, folds->n_folds / 4.0);
    return 1;
}

static void
append_service(
    lua_State *L, const CtBench *bench, uint32_t asset, CtId product, CtId name, lua_Integer *n)
{
    const CtInstances *instances = bench->subjects->instances;
    uint32_t service = product != CT_NO_ID
                           ? ct_instances_find_product_service(instances, asset, product, name)
                           : ct_instances_find_service(instances, asset, name);

    if (service == CT_NO_ID)
        return;
    ct_lua_model_push(L, (CtView){.kind = CT_VIEW_SERVICE,
                                  .id = ct_instances_class(instances, asset)->services.start +
                                        (service - instances->service_first[asset]),
                                  .owner = asset,
                                  .origin = CT_VIEW_CONSTANT,
                                  .open = true});
    lua_rawseti(L, -2, ++*n);
}

/* Pushes onto the list on top the services that @ref names, one a kind of assets. */
static void
append_services(lua_State *L, const CtBench *bench, const CtServiceRef *ref, lua_Integer *n)
{
    const CtSubjects *subjects = bench->subjects;
    const CtCsr *folds = &subjects->of_product;

    if (ref->product != CT_NO_ID) {
        for (uint32_t i = folds->start[ref->product]; i < folds->start[ref->product + 1]; i++)
            append_service(L, bench, ct_subjects_first(subjects, folds->value[i]), ref->product,
                           ref->name, n);
        return;
    }
    const CtCsr *selected = &subjects->instances->selected;
    for (uint32_t i = selected->start[ref->selector]; i < selected->start[ref->selector + 1]; i++)
        append_service(L, bench, selected->value[i], CT_NO_ID, ref->name, n);
}

/* serving(data): the services that give it. */
static int
word_serving(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtModel *model = bench->subjects->model;
    CtSpan refs = model->data.data[check_kind(L, "serving", CT_SUBJECT_DATA)].served_by;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = 0; i < refs.length; i++)
        append_services(L, bench, &model->service_refs.data[refs.start + i], &n);
    return 1;
}

/* spoken_to(flow): the services that it uses. */
static int
word_spoken_to(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtModel *model = bench->subjects->model;
    const CtFlow *flow = &model->flows.data[check_kind(L, "spoken_to", CT_SUBJECT_FLOW)];
    const CtCsr *selected = &bench->subjects->instances->selected;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = selected->start[flow->to]; i < selected->start[flow->to + 1]; i++) {
        uint32_t asset = selected->value[i];
        const CtFolds *folds = bench->subjects->folds;

        if (asset != ct_subjects_first(bench->subjects, folds->of_asset[asset]))
            continue; /* alike ones listen alike */
        if (flow->service != CT_NO_ID) {
            append_service(L, bench, asset, CT_NO_ID, flow->service, &n);
            continue;
        }
        CtSpan services = ct_instances_class(bench->subjects->instances, asset)->services;
        for (uint32_t s = 0; s < services.length; s++) {
            const CtClassService *service =
                &bench->twin->classes->services.data[services.start + s];
            for (uint32_t p = 0; p < flow->ports.length; p++) {
                const CtPortRange *port = &model->port_ranges.data[flow->ports.start + p];
                if (port->protocol == service->port.protocol && port->low <= service->port.low &&
                    service->port.low <= port->high) {
                    append_service(L, bench, asset, CT_NO_ID, service->name, &n);
                    break;
                }
            }
        }
    }
    ct_lua_charge(L, selected->start[flow->to + 1] - selected->start[flow->to]);
    return 1;
}

/* begins(flow): the assets that begin it. */
static int
word_begins(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    CtId from = bench->subjects->model->flows.data[check_kind(L, "begins", CT_SUBJECT_FLOW)].from;
    const CtCsr *selected = &bench->subjects->instances->selected;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = selected->start[from]; i < selected->start[from + 1]; i++) {
        uint32_t fold = bench->subjects->folds->of_asset[selected->value[i]];

        if (selected->value[i] == ct_subjects_first(bench->subjects, fold))
            append(L, CT_SUBJECT_ASSET, fold, &n);
    }
    return 1;
}

/* flows_from(asset): the flows that it begins. */
static int
word_flows_from(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    uint32_t fold = check_kind(L, "flows_from", CT_SUBJECT_ASSET);
    const CtCsr *flows = ct_subjects_flows_from(bench->subjects);
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = flows->start[fold]; i < flows->start[fold + 1]; i++)
        append(L, CT_SUBJECT_FLOW, flows->value[i], &n);
    return 1;
}

/* enforces(asset): the conduits that it enforces. */
static int
word_enforces(lua_State *L)
{
    const CtBench *bench = ct_lua_bench(L);
    const CtModel *model = bench->subjects->model;
    const CtCsr *selected = &bench->subjects->instances->selected;
    uint32_t fold = check_kind(L, "enforces", CT_SUBJECT_ASSET);
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t c = 0; c < model->conduits.length; c++) {
        CtId by = model->conduits.data[c].enforced_by;

        for (uint32_t i = by == CT_NO_ID ? 0 : selected->start[by];
             by != CT_NO_ID && i < selected->start[by + 1]; i++)
            if (bench->subjects->folds->of_asset[selected->value[i]] == fold) {
                append(L, CT_SUBJECT_CONDUIT, c, &n);
                break;
            }
    }
    ct_lua_charge(L, model->conduits.length);
    return 1;
}

/* listed_by(network): the zones that list it. */
static int
word_listed_by(lua_State *L)
{
    const CtInstances *instances = ct_lua_bench(L)->subjects->instances;
    uint32_t network = instances->network_first[check_kind(L, "listed_by", CT_SUBJECT_NETWORK)];
    uint32_t last = CT_NO_ID;
    lua_Integer n = 0;

    lua_newtable(L);
    for (uint32_t i = instances->network_zones.start[network];
         i < instances->network_zones.start[network + 1]; i++) {
        uint32_t zone = instances->zone_row[instances->network_zones.value[i]];

        if (zone != last) /* copies of one zone follow one another */
            append(L, CT_SUBJECT_ZONE, zone, &n);
        last = zone;
    }
    return 1;
}

/* musts(s): what requirements ask of a function or of data: { "confidential", … }. */
static int
word_musts(lua_State *L)
{
    const CtModel *model = ct_lua_bench(L)->subjects->model;
    uint32_t must = 0, id;
    CtSubjectKind kind;
    lua_Integer n = 0;

    ct_lua_check_subject(L, 1, &kind, &id);
    for (uint32_t r = 0; r < model->requirements.length; r++) {
        const CtRequirement *requirement = &model->requirements.data[r];
        CtId of = kind == CT_SUBJECT_DATA ? requirement->data : requirement->function;

        if (of == id && (kind == CT_SUBJECT_DATA || kind == CT_SUBJECT_FUNCTION))
            must |= requirement->must;
    }
    lua_newtable(L);
    for (unsigned word = 1; word <= ct_words_count(CT_WORDS_MUST); word++)
        if (must >> (word - 1) & 1) {
            lua_pushstring(L, ct_word_text(CT_WORDS_MUST, word));
            lua_rawseti(L, -2, ++n);
        }
    ct_lua_charge(L, model->requirements.length);
    return 1;
}

/* confirmed(channel): how many others must agree to what it brings. */
static int
word_confirmed(lua_State *L)
{
    const CtModel *model = ct_lua_bench(L)->subjects->model;
    const CtChannel *channel =
        &model->channels.data[check_kind(L, "confirmed", CT_SUBJECT_CHANNEL)];

    lua_pushinteger(L, (lua_Integer)channel->confirmed_by.length + channel->approvals);
    return 1;
}

/* as_of(): the day of the question, YYYY-MM-DD. */
static int
word_as_of(lua_State *L)
{
    lua_pushstring(L, ct_lua_bench(L)->as_of);
    return 1;
}

void
ct_lua_links_open(lua_State *L)
{
    static const luaL_Reg words[] = {
        {"account_of", word_account_of},
        {"accounts", word_accounts},
        {"as_of", word_as_of},
        {"begins", word_begins},
        {"confirmed", word_confirmed},
        {"enforces", word_enforces},
        {"flows_from", word_flows_from},
        {"holders", word_holders},
        {"listed_by", word_listed_by},
        {"musts", word_musts},
        {"serving", word_serving},
        {"spoken_to", word_spoken_to},
        {NULL, NULL},
    };

    for (const luaL_Reg *word = words; word->name != NULL; word++) {
        lua_pushcfunction(L, word->func);
        ct_lua_sandbox_set(L, word->name);
    }
}
