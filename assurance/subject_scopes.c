/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an entity is about, and so which zones and products it speaks for. */
#include "assurance/subjects.h"

#include "topology/functions.h"

static void
add_selected(const CtSubjects *subjects, CtId selector, CtIds *folds)
{
    const CtCsr *selected = &subjects->instances->selected;

    if (selector == CT_NO_ID)
        return;
    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        ct_ids_add(folds, subjects->folds->of_asset[selected->value[i]]);
}

static void
add_row(const CtCsr *csr, uint32_t row, CtIds *ret_values)
{
    for (uint32_t i = csr->start[row]; i < csr->start[row + 1]; i++)
        ct_ids_add(ret_values, csr->value[i]);
}

static void
add_service(const CtSubjects *subjects, uint32_t ref, CtIds *folds)
{
    const CtServiceRef *service = &subjects->model->service_refs.data[ref];

    if (service->product != CT_NO_ID)
        add_row(&subjects->of_product, service->product, folds);
    else
        add_selected(subjects, service->selector, folds);
}

static void
add_network(const CtSubjects *subjects, uint32_t network, CtIds *folds)
{
    const CtInstances *instances = subjects->instances;

    for (uint32_t n = instances->network_first[network]; n < instances->network_first[network + 1];
         n++)
        for (uint32_t i = instances->on_network.start[n]; i < instances->on_network.start[n + 1];
             i++)
            ct_ids_add(folds, subjects->folds->of_asset[instances->on_network.value[i]]);
}

static void
add_channel(const CtSubjects *subjects, uint32_t row, CtIds *folds)
{
    const CtModel *model = subjects->model;
    const CtChannel *channel = &model->channels.data[row];

    add_selected(subjects, channel->to, folds);
    for (uint32_t i = 0; i < channel->to_products.length; i++)
        add_row(&subjects->of_product, model->pool.data[channel->to_products.start + i], folds);
    for (uint32_t i = 0; i < channel->services.length; i++)
        add_service(subjects, channel->services.start + i, folds);
    for (uint32_t i = 0; i < channel->into.length; i++)
        add_network(subjects, model->pool.data[channel->into.start + i], folds);
}

/* Of a credential: what it opens; a key, what is on its network. */
static void
add_opened(const CtSubjects *subjects, uint32_t row, CtIds *folds)
{
    const CtModel *model = subjects->model;
    CtSpan opens = model->credentials.data[row].opens;

    for (uint32_t i = 0; i < opens.length; i++) {
        const CtOpens *opened = &model->opens.data[opens.start + i];

        switch ((CtOpensKind)opened->kind) {
        case CT_OPENS_SERVICE:
            add_service(subjects, opened->id, folds);
            break;
        case CT_OPENS_NETWORK:
            add_network(subjects, opened->id, folds);
            break;
        case CT_OPENS_CHANNEL:
            add_channel(subjects, opened->id, folds);
            break;
        case CT_OPENS_DATA:
            add_selected(subjects, model->data.data[opened->id].at, folds);
            break;
        case CT_OPENS_CONDUIT:
            add_row(&subjects->in_zone, model->conduits.data[opened->id].to, folds);
            break;
        }
    }
    for (uint32_t n = 0; n < model->networks.length; n++)
        if (model->networks.data[n].key == row)
            add_network(subjects, n, folds);
}

static void
add_function(const CtSubjects *subjects, uint32_t row, CtIds *folds)
{
    g_auto(CtFunctionNeeds) needs = {0};

    ct_function_needs(subjects->instances, row, &needs);
    for (uint32_t i = 0; i < needs.assets.length; i++)
        ct_ids_add(folds, subjects->folds->of_asset[needs.assets.data[i]]);
}

static void
add_supplied(const CtSubjects *subjects, uint32_t supplier, CtIds *folds)
{
    for (uint32_t p = 0; p < subjects->model->products.length; p++)
        if (subjects->model->products.data[p].supplier == supplier)
            add_row(&subjects->of_product, p, folds);
}

void
ct_subjects_folds(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id, CtIds *ret_folds)
{
    const CtModel *model = subjects->model;
    g_auto(CtIds) folds = {0};

    switch (kind) {
    case CT_SUBJECT_ZONE:
        add_row(&subjects->in_zone, id, &folds);
        break;
    case CT_SUBJECT_CONDUIT:
        add_row(&subjects->in_zone, model->conduits.data[id].to, &folds);
        break;
    case CT_SUBJECT_NETWORK:
        add_network(subjects, id, &folds);
        break;
    case CT_SUBJECT_ASSET:
        ct_ids_add(&folds, id);
        break;
    case CT_SUBJECT_PRODUCT:
        add_row(&subjects->of_product, id, &folds);
        break;
    case CT_SUBJECT_SUPPLIER:
        add_supplied(subjects, id, &folds);
        break;
    case CT_SUBJECT_PEOPLE:
        add_selected(subjects, model->people.data[id].uses, &folds);
        break;
    case CT_SUBJECT_CREDENTIAL:
        add_opened(subjects, id, &folds);
        break;
    case CT_SUBJECT_CHANNEL:
        add_channel(subjects, id, &folds);
        break;
    case CT_SUBJECT_DATA:
        add_selected(subjects, model->data.data[id].at, &folds);
        break;
    case CT_SUBJECT_FLOW:
        add_selected(subjects, model->flows.data[id].to, &folds);
        break;
    case CT_SUBJECT_FUNCTION:
        add_function(subjects, id, &folds);
        break;
    case CT_SUBJECT_SYSTEM:
    case CT_SUBJECT_KIND_COUNT:
        break;
    }
    ct_ids_sort_unique(&folds);
    for (uint32_t i = 0; i < folds.length; i++)
        ct_ids_add(ret_folds, folds.data[i]);
}

static bool
is_within(const CtModel *model, uint32_t zone, uint32_t outer)
{
    for (; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
        if (zone == outer)
            return true;
    return false;
}

/* A conduit is a door of the zone it leads into, and of what lies in that. */
static void
conduit_zones(const CtSubjects *subjects, uint32_t conduit, CtIds *rows)
{
    uint32_t to = subjects->model->conduits.data[conduit].to;

    for (uint32_t z = 0; z < subjects->model->zones.length; z++)
        if (is_within(subjects->model, z, to))
            ct_ids_add(rows, z);
}

static void
network_zones(const CtSubjects *subjects, uint32_t network, CtIds *rows)
{
    const CtInstances *instances = subjects->instances;
    uint32_t n = instances->network_first[network];

    for (uint32_t i = instances->network_zones.start[n]; i < instances->network_zones.start[n + 1];
         i++)
        ct_ids_add(rows, instances->zone_row[instances->network_zones.value[i]]);
}

static void
zones_of(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id, CtIds *rows)
{
    g_auto(CtIds) folds = {0};

    if (kind == CT_SUBJECT_ZONE) {
        ct_ids_add(rows, id);
        return;
    }
    if (kind == CT_SUBJECT_CONDUIT) {
        conduit_zones(subjects, id, rows);
        return;
    }
    if (kind == CT_SUBJECT_NETWORK)
        network_zones(subjects, id, rows);
    ct_subjects_folds(subjects, kind, id, &folds);
    for (uint32_t i = 0; i < folds.length; i++)
        ct_ids_add(rows, ct_subjects_zone(subjects, folds.data[i]));
}

/* The products that folds are made of; software on them only where it is asked about itself. */
static void
products_of(const CtSubjects *subjects, CtSubjectKind kind, uint32_t id, CtIds *rows)
{
    const CtClasses *classes = subjects->instances->classes;
    g_auto(CtIds) folds = {0};

    if (kind == CT_SUBJECT_PRODUCT) {
        ct_ids_add(rows, id);
        return;
    }
    if (kind == CT_SUBJECT_ZONE || kind == CT_SUBJECT_CONDUIT)
        return;
    ct_subjects_folds(subjects, kind, id, &folds);
    for (uint32_t i = 0; i < folds.length; i++)
        ct_ids_add(rows, classes->classes.data[ct_subjects_class(subjects, folds.data[i])].product);
}

void
ct_subjects_scopes(
    const CtSubjects *subjects, CtSubjectKind kind, uint32_t id, CtScopeKind scope, CtIds *ret_rows)
{
    if (scope == CT_SCOPE_ZONE)
        zones_of(subjects, kind, id, ret_rows);
    if (scope == CT_SCOPE_PRODUCT)
        products_of(subjects, kind, id, ret_rows);
    ct_ids_sort_unique(ret_rows);
}
