/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Relations that the model's columns already are get read off them; the others are derived as
 * pairs (ground_pairs.c) when first walked and kept as compressed rows.
 */
#include "attacks/ground_relations.h"

#include "attacks/ground_pairs.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

struct CtRelations {
    const CtInstances *instances;
    CtCsr rows[CT_RELATION_COUNT];
    bool derived[CT_RELATION_COUNT];
    CtCsr installed;    /* product → asset instances */
    CtCsr flows_from;   /* asset instance → flows it is a source of */
    CtIds mail_readers; /* people */
    CtIds scratch[CT_MAX_VARIABLES];
};

CtRelations *
ct_relations_new(const CtInstances *instances)
{
    CtRelations *relations = g_new0(CtRelations, 1);
    const CtModel *model = instances->model;

    relations->instances = instances;
    ct_pairs_installed(instances, &relations->installed);
    for (uint32_t p = 0; p < model->people.length; p++)
        if (ct_tri_or(model->people.data[p].mail, true))
            ct_ids_add(&relations->mail_readers, p);
    return relations;
}

void
ct_relations_free(CtRelations *relations)
{
    if (relations == NULL)
        return;
    for (size_t i = 0; i < CT_RELATION_COUNT; i++)
        ct_csr_clear(&relations->rows[i]);
    for (size_t i = 0; i < CT_MAX_VARIABLES; i++)
        ct_ids_clear(&relations->scratch[i]);
    ct_csr_clear(&relations->installed);
    ct_csr_clear(&relations->flows_from);
    ct_ids_clear(&relations->mail_readers);
    g_free(relations);
}

bool
ct_relations_runs(const CtInstances *instances, uint32_t asset, CtId product)
{
    CtSpan span = ct_instances_class(instances, asset)->software;

    for (uint32_t i = 0; i < span.length; i++)
        if (instances->classes->ids.data[span.start + i] == product)
            return true;
    return false;
}

typedef struct Pair {
    uint32_t from, to;
} Pair;

static int
compare_pairs(const void *a, const void *b)
{
    const Pair *x = a;
    const Pair *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Sorted and without repeats, so that the order in which a model lists things cannot show. */
static void
sort_pairs(CtPairs *pairs)
{
    uint32_t n = pairs->from.length;
    uint32_t kept = 0;
    g_autofree Pair *sorted = g_new(Pair, (size_t)n + 1);
    bool in_order = true;

    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = (Pair){pairs->from.data[i], pairs->to.data[i]};
        in_order = in_order && (i == 0 || compare_pairs(&sorted[i - 1], &sorted[i]) < 0);
    }
    if (in_order)
        return;
    ct_sort(sorted, n, sizeof *sorted, compare_pairs);
    for (uint32_t i = 0; i < n; i++) {
        if (kept > 0 && compare_pairs(&sorted[kept - 1], &sorted[i]) == 0)
            continue;
        sorted[kept] = sorted[i];
        pairs->from.data[kept] = sorted[i].from;
        pairs->to.data[kept++] = sorted[i].to;
    }
    pairs->from.length = kept;
    pairs->to.length = kept;
}

static const CtCsr *
derive(CtRelations *relations, CtRelationKind relation)
{
    const CtRelationInfo *info = &ct_relation_infos[relation];

    if (!relations->derived[relation]) {
        CtPairs pairs = {.instances = relations->instances, .installed = &relations->installed};
        bool inverse = false;
        bool known = ct_pairs_derive(&pairs, relation, &inverse);

        g_assert(known);
        if (inverse) {
            CtIds from = pairs.from;

            pairs.from = pairs.to;
            pairs.to = from;
        }
        sort_pairs(&pairs);
        ct_csr_build(&relations->rows[relation], ct_entity_count(relations->instances, info->from),
                     pairs.from.data, pairs.to.data, pairs.from.length);
        ct_ids_clear(&pairs.from);
        ct_ids_clear(&pairs.to);
        relations->derived[relation] = true;
    }
    return &relations->rows[relation];
}

static const uint32_t *
row_of(const CtCsr *csr, uint32_t row, uint32_t *ret_n)
{
    *ret_n = csr->start[row + 1] - csr->start[row];
    return csr->value + csr->start[row];
}

static void
put_range(CtIds *ids, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        ct_ids_add(ids, i);
}

static void
put_flaws_of_service(const CtInstances *instances, uint32_t service, CtIds *ids)
{
    uint32_t asset = ct_instances_service_asset(instances, service);
    CtSpan flaws = ct_instances_class(instances, asset)->vulnerabilities;
    uint32_t index = service - instances->service_first[asset];

    for (uint32_t i = flaws.start; i < flaws.start + flaws.length; i++)
        if (instances->classes->vulnerabilities.data[i].service == index)
            ct_ids_add(ids, i);
}

static void
put_products(const CtInstances *instances, uint32_t asset, CtIds *ids)
{
    CtSpan span = ct_instances_class(instances, asset)->software;

    for (uint32_t i = 0; i < span.length; i++)
        ct_ids_add(ids, instances->classes->ids.data[span.start + i]);
}

/* The services of all flows from an asset; flows are few, pairs of their ends could be many. */
static void
put_talks_to(CtRelations *relations, uint32_t asset, CtIds *ids)
{
    const CtCsr *targets = derive(relations, CT_RELATION_TARGETS);

    if (relations->flows_from.start == NULL) {
        const CtCsr *sources = derive(relations, CT_RELATION_TALKS_FROM);
        g_auto(CtIds) flow = {0};

        for (uint32_t f = 0; f < sources->n_rows; f++)
            for (uint32_t i = sources->start[f]; i < sources->start[f + 1]; i++)
                ct_ids_add(&flow, f);
        ct_csr_build(&relations->flows_from, relations->instances->n_assets, sources->value,
                     flow.data, flow.length);
    }
    for (uint32_t i = relations->flows_from.start[asset];
         i < relations->flows_from.start[asset + 1]; i++) {
        uint32_t flow = relations->flows_from.value[i];

        for (uint32_t k = targets->start[flow]; k < targets->start[flow + 1]; k++)
            ct_ids_add(ids, targets->value[k]);
    }
    ct_ids_sort_unique(ids);
}

static void
put_delivers(CtRelations *relations, uint32_t channel, CtId product, CtIds *ids)
{
    uint32_t n;
    const uint32_t *assets = row_of(derive(relations, CT_RELATION_DELIVERS), channel, &n);

    for (uint32_t i = 0; i < n; i++)
        if (product == CT_NO_ID || ct_relations_runs(relations->instances, assets[i], product))
            ct_ids_add(ids, assets[i]);
}

static bool
is_in_row(const CtCsr *rows, uint32_t row, uint32_t value)
{
    uint32_t low = rows->start[row];
    uint32_t high = rows->start[row + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (rows->value[middle] == value)
            return true;
        if (rows->value[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool
is_attached(const CtInstances *instances, uint32_t asset, uint32_t network)
{
    uint32_t n;
    const uint32_t *networks = row_of(&instances->attached, asset, &n);

    for (uint32_t i = 0; i < n; i++)
        if (networks[i] == network)
            return true;
    return false;
}

/* The services on @network that @flow talks to: of a large network and a small flow, the flow is
 * looked through. */
static void
put_receivers(CtRelations *relations, uint32_t flow, uint32_t network, CtIds *ids)
{
    const CtInstances *instances = relations->instances;
    const CtCsr *targets = derive(relations, CT_RELATION_TARGETS);
    uint32_t n, n_services;
    const uint32_t *assets = row_of(&instances->on_network, network, &n);
    const uint32_t *services = row_of(targets, flow, &n_services);

    if (n_services < n) {
        for (uint32_t i = 0; i < n_services; i++)
            if (is_attached(instances, ct_instances_service_asset(instances, services[i]), network))
                ct_ids_add(ids, services[i]);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t s = instances->service_first[assets[i]];
             s < instances->service_first[assets[i] + 1]; s++)
            if (is_in_row(targets, flow, s))
                ct_ids_add(ids, s);
}

/* The assets on @network that @flow comes from. */
static void
put_senders(CtRelations *relations, uint32_t flow, uint32_t network, CtIds *ids)
{
    const CtCsr *sources = derive(relations, CT_RELATION_TALKS_FROM);
    uint32_t n, n_senders;
    const uint32_t *assets = row_of(&relations->instances->on_network, network, &n);
    const uint32_t *senders = row_of(sources, flow, &n_senders);

    if (n_senders < n) {
        for (uint32_t i = 0; i < n_senders; i++)
            if (is_attached(relations->instances, senders[i], network))
                ct_ids_add(ids, senders[i]);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (is_in_row(sources, flow, assets[i]))
            ct_ids_add(ids, assets[i]);
}

/*
 * What of a flow passes a network: where a sender stands, all that it talks to; where a receiver
 * stands, all that talk to it; else its ends there. Without a network, the whole flow.
 */
static void
put_passing(
    CtRelations *relations, CtRelationKind relation, uint32_t flow, uint32_t network, CtIds *ids)
{
    bool targets = relation == CT_RELATION_TARGETS;

    if (network != CT_NO_ID) {
        (targets ? put_senders : put_receivers)(relations, flow, network, ids);
        if (ids->length == 0) {
            (targets ? put_receivers : put_senders)(relations, flow, network, ids);
            ct_ids_sort_unique(ids);
            return;
        }
        ids->length = 0;
    }
    uint32_t n;
    const uint32_t *all = row_of(derive(relations, relation), flow, &n);

    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(ids, all[i]);
}

/* Answers that are read off the model into @ids; false where the relation is kept as rows. */
static bool
put_direct(
    CtRelations *relations, CtRelationKind relation, uint32_t entity, uint32_t bound, CtIds *ids)
{
    const CtInstances *instances = relations->instances;
    const CtModel *model = instances->model;

    ids->length = 0;
    if (relation == CT_RELATION_LISTENS) {
        put_range(ids, instances->service_first[entity], instances->service_first[entity + 1]);
    } else if (relation == CT_RELATION_SERVICE_FLAW) {
        put_flaws_of_service(instances, entity, ids);
    } else if (relation == CT_RELATION_ASSET_FLAW) {
        CtSpan flaws = ct_instances_class(instances, entity)->vulnerabilities;

        put_range(ids, flaws.start, flaws.start + flaws.length);
    } else if (relation == CT_RELATION_ASSET_MENDED) {
        CtSpan flaws = ct_instances_class(instances, entity)->mended;

        put_range(ids, flaws.start, flaws.start + flaws.length);
    } else if (relation == CT_RELATION_LISTENS_ON) {
        ct_ids_add(ids, ct_instances_service_asset(instances, entity));
    } else if (relation == CT_RELATION_RUNS) {
        put_products(instances, entity, ids);
    } else if (relation == CT_RELATION_IN_ZONE) {
        ct_ids_add(ids, instances->asset_zone[entity]);
    } else if (relation == CT_RELATION_STANDS_AT) {
        CtId site = model->assets.data[instances->asset_row[entity]].site;

        put_range(ids, site, site == CT_NO_ID ? site : site + 1);
    } else if (relation == CT_RELATION_CONTAINS) {
        CtSpan span = model->products.data[entity].components;

        if (ct_span_is_stated(span))
            put_range(ids, span.start, span.start + span.length);
    } else if (relation == CT_RELATION_COMPONENT_OF) {
        ct_ids_add(ids, model->components.data[entity].product);
    } else if (relation == CT_RELATION_TALKS_TO) {
        put_talks_to(relations, entity, ids);
    } else if (relation == CT_RELATION_DELIVERS) {
        put_delivers(relations, entity, bound, ids);
    } else if (relation == CT_RELATION_TARGETS || relation == CT_RELATION_TALKS_FROM) {
        put_passing(relations, relation, entity, bound, ids);
    } else {
        return false;
    }
    return true;
}

const uint32_t *
ct_relations_walk(CtRelations *relations,
                  CtRelationKind relation,
                  uint32_t entity,
                  uint32_t bound,
                  uint32_t depth,
                  uint32_t *ret_n)
{
    const CtInstances *instances = relations->instances;
    CtIds *ids = &relations->scratch[depth];

    if (relation == CT_RELATION_ATTACHED)
        return row_of(&instances->on_network, entity, ret_n);
    if (relation == CT_RELATION_ATTACHED_TO)
        return row_of(&instances->attached, entity, ret_n);
    if (relation == CT_RELATION_INSTALLED)
        return row_of(&relations->installed, entity, ret_n);
    if (relation == CT_RELATION_COLLEAGUES) {
        *ret_n = relations->mail_readers.length;
        return relations->mail_readers.data;
    }
    if (put_direct(relations, relation, entity, bound, ids)) {
        *ret_n = ids->length;
        return ids->data;
    }
    return row_of(derive(relations, relation), entity, ret_n);
}

CtEntityKind
ct_relations_narrowed_by(CtRelationKind relation)
{
    if (relation == CT_RELATION_DELIVERS)
        return CT_ENTITY_PRODUCT;
    if (relation == CT_RELATION_TARGETS || relation == CT_RELATION_TALKS_FROM)
        return CT_ENTITY_NETWORK;
    return CT_ENTITY_NONE;
}

static bool
is_direct(CtRelationKind relation)
{
    static const uint8_t direct[] = {CT_RELATION_LISTENS,    CT_RELATION_SERVICE_FLAW,
                                     CT_RELATION_ASSET_FLAW, CT_RELATION_RUNS,
                                     CT_RELATION_IN_ZONE,    CT_RELATION_STANDS_AT,
                                     CT_RELATION_CONTAINS,   CT_RELATION_COMPONENT_OF,
                                     CT_RELATION_TALKS_TO,   CT_RELATION_COLLEAGUES,
                                     CT_RELATION_LISTENS_ON, CT_RELATION_ASSET_MENDED};

    return memchr(direct, (int)relation, sizeof direct) != NULL;
}

const CtCsr *
ct_relations_rows(CtRelations *relations, CtRelationKind relation)
{
    if (is_direct(relation))
        return NULL;
    if (relation == CT_RELATION_ATTACHED)
        return &relations->instances->on_network;
    if (relation == CT_RELATION_ATTACHED_TO)
        return &relations->instances->attached;
    if (relation == CT_RELATION_INSTALLED)
        return &relations->installed;
    return derive(relations, relation);
}

bool
ct_relations_leads(CtRelations *relations, CtRelationKind relation)
{
    const CtClasses *classes = relations->instances->classes;
    const CtCsr *rows;

    if (relation == CT_RELATION_ASSET_FLAW || relation == CT_RELATION_SERVICE_FLAW ||
        relation == CT_RELATION_ASSET_MENDED)
        return classes->vulnerabilities.length > 0;
    if (relation == CT_RELATION_COLLEAGUES)
        return relations->mail_readers.length > 0;
    if (relation == CT_RELATION_TALKS_TO)
        rows = derive(relations, CT_RELATION_TARGETS);
    else
        rows = ct_relations_rows(relations, relation);
    return rows == NULL || rows->start[rows->n_rows] > 0;
}
