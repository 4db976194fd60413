/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Relations of the supply chain and of traffic: channels, products, flows. */
#include "attacks/ground_pairs.h"

void
ct_pairs_derive_sent_by(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++) {
        CtId supplier = model->channels.data[ch].from_supplier;

        ct_pairs_add_selected(pairs, ch, model->channels.data[ch].from);
        for (uint32_t a = 0; supplier != CT_NO_ID && a < pairs->instances->n_assets; a++)
            if (ct_pairs_operator(pairs->instances, a) == supplier)
                ct_pairs_add(pairs, ch, a);
    }
}

void
ct_pairs_derive_supplier_sends(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++)
        if (model->channels.data[ch].from_supplier != CT_NO_ID)
            ct_pairs_add(pairs, model->channels.data[ch].from_supplier, ch);
}

static void
derive_products(CtPairs *pairs, CtChannelKind kind)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++)
        if (model->channels.data[ch].kind == kind)
            ct_pairs_add_pool(pairs, ch, model->channels.data[ch].to_products);
}

void
ct_pairs_derive_builds(CtPairs *pairs)
{
    derive_products(pairs, CT_CHANNEL_BUILD);
}

void
ct_pairs_derive_updates(CtPairs *pairs)
{
    derive_products(pairs, CT_CHANNEL_UPDATE);
}

static bool
runs_one_of(const CtInstances *instances, uint32_t asset, CtSpan products)
{
    for (uint32_t i = 0; ct_span_is_stated(products) && i < products.length; i++)
        if (ct_relations_runs(instances, asset, instances->model->pool.data[products.start + i]))
            return true;
    return false;
}

void
ct_pairs_derive_delivers(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++) {
        const CtChannel *channel = &model->channels.data[ch];
        uint32_t n;
        const uint32_t *assets = ct_pairs_selected(pairs->instances, channel->to, &n);

        for (uint32_t i = 0; channel->kind == CT_CHANNEL_UPDATE && i < n; i++)
            if (runs_one_of(pairs->instances, assets[i], channel->to_products))
                ct_pairs_add(pairs, ch, assets[i]);
    }
}

void
ct_pairs_derive_commands(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++)
        if (model->channels.data[ch].kind == CT_CHANNEL_COMMAND)
            ct_pairs_add_selected(pairs, ch, model->channels.data[ch].to);
}

void
ct_pairs_derive_maintains(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++) {
        CtSpan refs = model->channels.data[ch].services;

        for (uint32_t i = 0; ct_span_is_stated(refs) && i < refs.length; i++)
            ct_pairs_add_services(pairs, ch, &model->service_refs.data[refs.start + i], false);
    }
}

void
ct_pairs_derive_lands(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t ch = 0; ch < model->channels.length; ch++)
        ct_pairs_add_networks(pairs, ch, model->channels.data[ch].into, CT_NO_ID);
}

void
ct_pairs_derive_supplies(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t p = 0; p < model->products.length; p++)
        if (model->products.data[p].supplier != CT_NO_ID)
            ct_pairs_add(pairs, model->products.data[p].supplier, p);
}

static bool
port_matches(const CtModel *model, CtSpan ports, CtPortRange port)
{
    for (uint32_t i = 0; ct_span_is_stated(ports) && i < ports.length; i++) {
        CtPortRange range = model->port_ranges.data[ports.start + i];

        if (range.protocol == port.protocol && range.low <= port.low && port.low <= range.high)
            return true;
    }
    return false;
}

void
ct_pairs_derive_targets(CtPairs *pairs)
{
    const CtInstances *instances = pairs->instances;
    const CtModel *model = instances->model;

    for (uint32_t f = 0; f < model->flows.length; f++) {
        const CtFlow *flow = &model->flows.data[f];
        uint32_t n;
        const uint32_t *assets = ct_pairs_selected(instances, flow->to, &n);

        for (uint32_t i = 0; i < n; i++)
            for (uint32_t s = instances->service_first[assets[i]];
                 s < instances->service_first[assets[i] + 1]; s++) {
                const CtClassService *service = ct_instances_service(instances, s);

                if (flow->service != CT_NO_ID ? service->name == flow->service
                                              : port_matches(model, flow->ports, service->port))
                    ct_pairs_add(pairs, f, s);
            }
    }
}

static uint32_t
medium_bit(uint32_t medium)
{
    return 1u << (medium == CT_MEDIUM_UNSTATED ? (uint32_t)CT_MEDIUM_ETHERNET : medium);
}

/* The media that carry what the flow talks to, a bit each; all where it talks to nothing known. */
static uint32_t
media_of(const CtInstances *instances, const uint32_t *services, uint32_t n)
{
    uint64_t protocols = 0;
    uint32_t media = 0;

    for (uint32_t i = 0; i < n; i++)
        protocols |= UINT64_C(1) << ct_instances_service(instances, services[i])->port.protocol;
    for (unsigned medium = 1; medium <= ct_words_count(CT_WORDS_MEDIUM); medium++)
        for (unsigned protocol = 0; protocol < 64; protocol++)
            if ((protocols >> protocol & 1) != 0 &&
                ct_medium_carries((CtMedium)medium, (CtProtocol)protocol))
                media |= medium_bit(medium);
    return n == 0 ? UINT32_MAX : media;
}

static void
add_flow_networks(CtPairs *pairs, uint32_t flow, CtId selector, uint32_t media)
{
    const CtInstances *instances = pairs->instances;
    const CtCsr *attached = &instances->attached;
    uint32_t n;
    const uint32_t *assets = ct_pairs_selected(instances, selector, &n);

    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = attached->start[assets[i]]; k < attached->start[assets[i] + 1]; k++) {
            uint32_t row = instances->network_row[attached->value[k]];

            if ((media & medium_bit(instances->model->networks.data[row].medium)) != 0)
                ct_pairs_add(pairs, attached->value[k], flow);
        }
}

/* A flow over TCP does not pass the serial line behind one of its ends. */
void
ct_pairs_derive_carries(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;
    CtPairs targets = {.instances = pairs->instances, .installed = pairs->installed};

    ct_pairs_derive_targets(&targets);
    for (uint32_t f = 0, first = 0; f < model->flows.length; f++) {
        uint32_t end = first;

        while (end < targets.from.length && targets.from.data[end] == f)
            end++;
        uint32_t media = media_of(pairs->instances, targets.to.data + first, end - first);

        add_flow_networks(pairs, f, model->flows.data[f].from, media);
        add_flow_networks(pairs, f, model->flows.data[f].to, media);
        first = end;
    }
    ct_ids_clear(&targets.from);
    ct_ids_clear(&targets.to);
}

void
ct_pairs_derive_talks_from(CtPairs *pairs)
{
    const CtModel *model = pairs->instances->model;

    for (uint32_t f = 0; f < model->flows.length; f++)
        ct_pairs_add_selected(pairs, f, model->flows.data[f].from);
}
