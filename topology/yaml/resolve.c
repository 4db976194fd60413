/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * After the last file: names to rows. Plain references first, since services and components are
 * looked up through the product of an asset; then what may name several sections; then selectors'
 * terms, which kept names so that equal ones could be shared.
 */
#include "topology/yaml/resolve.h"

#include "topology/yaml/value.h"

#include <string.h>

/* "people" is no single thing. */
static const char *
noun(CtSection section)
{
    return section == CT_SECTION_PEOPLE ? "group of people" : ct_section_word(section);
}

static void
report_missing(CtBinder *binder, const CtFixup *fixup, CtSection section)
{
    const char *text = ct_model_text(binder->model, fixup->name);
    const char *near = ct_bind_nearest(binder, section, text);

    if (near != NULL)
        ct_bind_error(binder, fixup->pos, "there is no %s '%s'; did you mean '%s'?", noun(section),
                      text, near);
    else if (ct_model_count(binder->model, section) == 0)
        ct_bind_error(binder, fixup->pos, "there is no %s '%s': the topology has no %s",
                      noun(section), text, ct_section_name(section));
    else
        ct_bind_error(binder, fixup->pos, "there is no %s '%s'", noun(section), text);
}

static void
resolve_ref(CtBinder *binder, const CtFixup *fixup)
{
    CtId row = ct_index_find(binder->model, fixup->section, 0, fixup->name);

    if (row == CT_NO_ID)
        report_missing(binder, fixup, fixup->section);
    else if (fixup->kind == CT_FIXUP_REF)
        memcpy((char *)ct_rows_get(binder->model, fixup->table, fixup->row) + fixup->offset, &row,
               sizeof row);
}

/* A zone that lists no networks owns one of its own name, declared or made here. */
static void
own_networks(CtBinder *binder)
{
    CtModel *model = binder->model;

    for (uint32_t i = 0; i < model->zones.length; i++) {
        CtZone *zone = &model->zones.data[i];
        CtId network;

        if (ct_span_is_stated(zone->networks) && zone->networks.length > 0)
            continue;
        network = ct_index_find(model, CT_SECTION_NETWORKS, 0, zone->e.id);
        if (network == CT_NO_ID) {
            network = ct_rows_append(model, (CtTable)CT_SECTION_NETWORKS);
            model->networks.data[network].e.id = zone->e.id;
            model->networks.data[network].e.pos = zone->e.pos;
            ct_index_add(model, CT_SECTION_NETWORKS, 0, zone->e.id, network);
        }
        model->networks.data[network].of_zone = i;
        zone->networks = (CtSpan){.start = ct_rows_append(model, CT_TABLE_POOL), .length = 1};
        model->pool.data[zone->networks.start] = network;
    }
}

bool
ct_resolve_is_implicit(const CtModel *model, CtId network)
{
    const CtNetwork *row = &model->networks.data[network];

    if (row->of_zone == CT_NO_ID)
        return false;

    CtPos own = row->e.pos, zone = model->zones.data[row->of_zone].e.pos;

    return own.line == zone.line && own.column == zone.column && own.file == zone.file;
}

static bool
product_has(const CtModel *model, CtId product, CtId service)
{
    return product != CT_NO_ID &&
           ct_index_find(model, CT_SECTION_SERVICES, product, service) != CT_NO_ID;
}

bool
ct_resolve_asset_has(const CtModel *model, CtId asset, CtId service)
{
    const CtAsset *row = &model->assets.data[asset];

    if (ct_index_find(model, CT_SECTION_SERVICES, asset | CT_OWNER_ASSET, service) != CT_NO_ID ||
        product_has(model, row->product, service))
        return true;
    for (uint32_t i = 0; ct_span_is_stated(row->software) && i < row->software.length; i++)
        if (product_has(model, model->pool.data[row->software.start + i], service))
            return true;
    return false;
}

/* The service of @owner that is nearest to @text. */
static const char *
nearest_service(CtBinder *binder, CtId product, const char *text)
{
    const CtModel *model = binder->model;
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    if (product == CT_NO_ID || !ct_span_is_stated(model->products.data[product].services))
        return NULL;

    CtSpan services = model->products.data[product].services;

    for (uint32_t i = 0; i < services.length; i++)
        g_ptr_array_add(names,
                        (char *)ct_model_text(model,
                                              model->services.data[services.start + i].e.id));
    return ct_bind_nearest_of(names, text);
}

static void
report_no_owner(CtBinder *binder, const CtFixup *fixup, const char *owner)
{
    const char *near = ct_bind_nearest(binder, CT_SECTION_PRODUCTS, owner);

    if (near == NULL)
        near = ct_bind_nearest(binder, CT_SECTION_ASSETS, owner);
    ct_bind_error(binder, fixup->pos,
                  near != NULL ? "there is no product or asset '%s'; did you mean '%s'?"
                               : "there is no product or asset '%s'%s",
                  owner, near != NULL ? near : "");
}

/* "product.service" or "asset.service" into a row of service_refs. */
static void
resolve_service(CtBinder *binder, const CtFixup *fixup, CtId ref)
{
    CtModel *model = binder->model;
    g_autofree char *owner = g_strdup(ct_model_text(model, fixup->name));
    char *dot = strrchr(owner, '.');
    CtTerm term;

    if (dot == NULL) {
        ct_bind_error(binder, fixup->pos,
                      "'%s' is no service; write product.service or asset.service", owner);
        return;
    }
    *dot = '\0';

    const char *name = dot + 1;
    CtId service = ct_intern_add(model->names, name, SIZE_MAX);
    CtId product = ct_model_find(model, CT_SECTION_PRODUCTS, owner), asset = CT_NO_ID;

    if (ct_bind_parse_asset(binder, owner, &term))
        asset = ct_index_find(model, CT_SECTION_ASSETS, 0, term.id);
    if (product == CT_NO_ID && asset == CT_NO_ID) {
        report_no_owner(binder, fixup, owner);
        return;
    }

    bool of_product = product_has(model, product, service);
    bool of_asset = asset != CT_NO_ID && ct_resolve_asset_has(model, asset, service);

    if (of_product && of_asset) {
        ct_bind_error(binder, fixup->pos,
                      "'%s' is both a product and an asset with a service '%s'; rename one", owner,
                      name);
        return;
    }
    if (!of_product && !of_asset) {
        CtId of = product != CT_NO_ID ? product : model->assets.data[asset].product;
        const char *near = nearest_service(binder, of, name);

        ct_bind_error(binder, fixup->pos,
                      near != NULL ? "'%s' has no service '%s'; did you mean '%s'?"
                                   : "'%s' has no service '%s'%s",
                      owner, name, near != NULL ? near : "");
        return;
    }

    if (of_asset)
        ct_resolve_check_instance(binder, fixup->pos, &term);

    CtId selector = of_asset ? ct_bind_intern_selector(binder, &term, 1) : CT_NO_ID;
    CtServiceRef *row = &model->service_refs.data[ref];

    row->name = service;
    row->product = of_product ? product : CT_NO_ID;
    row->selector = selector;
}

static void
resolve_component(CtBinder *binder, const CtFixup *fixup)
{
    CtModel *model = binder->model;
    CtService *service = &model->services.data[fixup->row];
    CtId product = service->product;

    if (product == CT_NO_ID)
        product = model->assets.data[service->asset].product;
    if (product == CT_NO_ID) /* reported already */
        return;

    CtId component = ct_index_find(model, CT_SECTION_COMPONENTS, product, fixup->name);

    if (component == CT_NO_ID)
        ct_bind_error(binder, fixup->pos, "product '%s' has no component '%s'",
                      ct_model_id(model, CT_SECTION_PRODUCTS, product),
                      ct_model_text(model, fixup->name));
    else
        service->component = component;
}

static void
add_to_pool(CtModel *model, CtId id)
{
    uint32_t row = ct_rows_append(model, CT_TABLE_POOL);

    model->pool.data[row] = id;
}

/* A network, or all of a zone's. */
static void
resolve_into(CtBinder *binder, const CtFixup *fixup)
{
    CtModel *model = binder->model;
    CtSpan *into =
        (CtSpan *)(void *)((char *)ct_rows_get(model, fixup->table, fixup->row) + fixup->offset);
    CtId network = ct_index_find(model, CT_SECTION_NETWORKS, 0, fixup->name);
    CtId zone = ct_index_find(model, CT_SECTION_ZONES, 0, fixup->name);

    if (network == CT_NO_ID && zone == CT_NO_ID) {
        const char *text = ct_model_text(model, fixup->name);
        const char *near = ct_bind_nearest(binder, CT_SECTION_NETWORKS, text);

        if (near == NULL)
            near = ct_bind_nearest(binder, CT_SECTION_ZONES, text);
        ct_bind_error(binder, fixup->pos,
                      near != NULL ? "there is no network or zone '%s'; did you mean '%s'?"
                                   : "there is no network or zone '%s'%s",
                      text, near != NULL ? near : "");
        return;
    }
    if (into->length == 0)
        into->start = model->pool.length;
    if (network != CT_NO_ID) {
        add_to_pool(model, network);
        into->length++;
        return;
    }
    for (uint32_t i = 0; i < model->zones.data[zone].networks.length; i++) {
        CtId of_zone = model->pool.data[model->zones.data[zone].networks.start + i];

        add_to_pool(model, of_zone);
        into->length++;
    }
}

typedef struct Candidate {
    CtSection section;
    uint8_t kind; /* of the row that is filled */
} Candidate;

/* The one section of @candidates that has the name; reports none and several. */
static const Candidate *
choose(CtBinder *binder,
       const CtFixup *fixup,
       CtId name,
       const Candidate *candidates,
       size_t n,
       const char *what)
{
    CtModel *model = binder->model;
    const Candidate *chosen = NULL;
    const char *text = ct_model_text(model, name), *near = NULL;
    bool implicit = false;

    for (size_t i = 0; i < n; i++) {
        CtId row = ct_index_find(model, candidates[i].section, 0, name);

        if (row == CT_NO_ID)
            continue;
        if (chosen != NULL && !implicit) {
            ct_bind_error(binder, fixup->pos, "'%s' stands under %s and under %s; rename one", text,
                          ct_section_name(chosen->section), ct_section_name(candidates[i].section));
            return NULL;
        }
        chosen = &candidates[i];
        implicit = chosen->section == CT_SECTION_NETWORKS && ct_resolve_is_implicit(model, row);
    }
    for (size_t i = 0; chosen == NULL && near == NULL && i < n; i++)
        near = ct_bind_nearest(binder, candidates[i].section, text);
    if (chosen == NULL)
        ct_bind_error(binder, fixup->pos,
                      near != NULL ? "there is no %s '%s'; did you mean '%s'?"
                                   : "there is no %s '%s'%s",
                      what, text, near != NULL ? near : "");
    return chosen;
}

/* Whether an asset or a product has the name where a service of it is meant; says so. */
static bool
is_without_service(CtBinder *binder, const CtFixup *fixup)
{
    static const CtSection sections[] = {CT_SECTION_ASSETS, CT_SECTION_PRODUCTS};

    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        if (ct_index_find(binder->model, sections[i], 0, fixup->name) != CT_NO_ID) {
            const char *text = ct_model_text(binder->model, fixup->name);

            ct_bind_error(binder, fixup->pos, "%s '%s' is opened by its services: write %s.SERVICE",
                          ct_section_word(sections[i]), text, text);
            return true;
        }
    return false;
}

static void
resolve_opens(CtBinder *binder, const CtFixup *fixup)
{
    static const Candidate candidates[] = {
        {CT_SECTION_NETWORKS, CT_OPENS_NETWORK},
        {CT_SECTION_CHANNELS, CT_OPENS_CHANNEL},
        {CT_SECTION_CONDUITS, CT_OPENS_CONDUIT},
        {CT_SECTION_DATA, CT_OPENS_DATA},
    };
    CtModel *model = binder->model;

    if (strchr(ct_model_text(model, fixup->name), '.') != NULL) {
        CtId ref = ct_rows_append(model, CT_TABLE_SERVICE_REFS);

        model->service_refs.data[ref].pos = fixup->pos;
        model->opens.data[fixup->row].kind = CT_OPENS_SERVICE;
        model->opens.data[fixup->row].id = ref;
        resolve_service(binder, fixup, ref);
        return;
    }

    bool is_candidate = false;

    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++)
        is_candidate |= ct_index_find(model, candidates[i].section, 0, fixup->name) != CT_NO_ID;
    if (!is_candidate && is_without_service(binder, fixup))
        return;

    const Candidate *chosen = choose(binder, fixup, fixup->name, candidates,
                                     G_N_ELEMENTS(candidates), "network, channel, conduit or data");

    if (chosen == NULL)
        return;
    model->opens.data[fixup->row].kind = chosen->kind;
    model->opens.data[fixup->row].id = ct_index_find(model, chosen->section, 0, fixup->name);
}

static void
resolve_party(CtBinder *binder, const CtFixup *fixup)
{
    static const Candidate candidates[] = {
        {CT_SECTION_ASSETS, CT_PARTY_ASSETS},
        {CT_SECTION_CREDENTIALS, CT_PARTY_CREDENTIAL},
        {CT_SECTION_PEOPLE, CT_PARTY_PEOPLE},
    };
    CtModel *model = binder->model;
    CtTerm term = {.id = fixup->name};
    bool is_asset = ct_bind_parse_asset(binder, ct_model_text(model, fixup->name), &term);
    const Candidate *chosen = choose(binder, fixup, term.id, candidates, G_N_ELEMENTS(candidates),
                                     "asset, credential or people");

    if (chosen == NULL)
        return;
    if (chosen->kind == CT_PARTY_ASSETS && is_asset)
        ct_resolve_check_instance(binder, fixup->pos, &term);

    CtId id = chosen->kind == CT_PARTY_ASSETS && is_asset
                  ? ct_bind_intern_selector(binder, &term, 1)
                  : ct_index_find(model, chosen->section, 0, term.id);

    model->parties.data[fixup->row].kind = chosen->kind;
    model->parties.data[fixup->row].id = id;
}

static void
resolve_need(CtBinder *binder, const CtFixup *fixup)
{
    static const Candidate candidates[] = {{CT_SECTION_ASSETS, 0}, {CT_SECTION_FUNCTIONS, 1}};
    CtModel *model = binder->model;
    CtTerm term = {.id = fixup->name};
    bool is_asset = ct_bind_parse_asset(binder, ct_model_text(model, fixup->name), &term);
    const Candidate *chosen =
        choose(binder, fixup, term.id, candidates, G_N_ELEMENTS(candidates), "asset or function");

    if (chosen == NULL)
        return;
    if (chosen->kind == 0 && is_asset) {
        ct_resolve_check_instance(binder, fixup->pos, &term);
        model->needs.data[fixup->row].asset = ct_bind_intern_selector(binder, &term, 1);
    } else
        model->needs.data[fixup->row].function =
            ct_index_find(model, CT_SECTION_FUNCTIONS, 0, term.id);
}

static void
resolve_terms(CtBinder *binder)
{
    static const CtSection sections[] = {[CT_TERM_ASSET] = CT_SECTION_ASSETS,
                                         [CT_TERM_ZONE] = CT_SECTION_ZONES,
                                         [CT_TERM_PRODUCT] = CT_SECTION_PRODUCTS,
                                         [CT_TERM_SUPPLIER] = CT_SECTION_SUPPLIERS};
    CtModel *model = binder->model;

    for (uint32_t i = 0; i < model->terms.length; i++) {
        CtTerm *term = &model->terms.data[i];

        if (term->kind != CT_TERM_KIND)
            term->id = ct_index_find(model, sections[term->kind], 0, term->id);
    }
}

static void
resolve_one(CtBinder *binder, const CtFixup *fixup)
{
    CtTerm term;

    switch ((CtFixupKind)fixup->kind) {
    case CT_FIXUP_REF:
    case CT_FIXUP_CHECK:
        break;
    case CT_FIXUP_INSTANCE:
        if (ct_bind_parse_asset(binder, ct_model_text(binder->model, fixup->name), &term))
            ct_resolve_check_instance(binder, fixup->pos, &term);
        break;
    case CT_FIXUP_COMPONENT:
        resolve_component(binder, fixup);
        break;
    case CT_FIXUP_INTO:
        resolve_into(binder, fixup);
        break;
    case CT_FIXUP_SERVICE:
        resolve_service(binder, fixup, fixup->row);
        break;
    case CT_FIXUP_OPENS:
        resolve_opens(binder, fixup);
        break;
    case CT_FIXUP_PARTY:
        resolve_party(binder, fixup);
        break;
    case CT_FIXUP_NEED:
        resolve_need(binder, fixup);
        break;
    case CT_FIXUP_AFFECTS:
        ct_resolve_affects(binder, fixup);
        break;
    }
}

void
ct_bind_resolve(CtBinder *binder)
{
    own_networks(binder);
    for (guint i = 0; i < binder->fixups->len; i++) {
        const CtFixup *fixup = &g_array_index(binder->fixups, CtFixup, i);

        if (fixup->kind == CT_FIXUP_REF || fixup->kind == CT_FIXUP_CHECK)
            resolve_ref(binder, fixup);
    }
    ct_resolve_index_components(binder);
    for (guint i = 0; i < binder->fixups->len; i++) {
        CtFixup fixup = g_array_index(binder->fixups, CtFixup, i);

        resolve_one(binder, &fixup);
    }
    resolve_terms(binder);
    ct_resolve_flaws(binder);
    ct_resolve_channels(binder);
}
