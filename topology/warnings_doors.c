/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Zones nobody stands in and conduits that can let nothing through.
 */
#include "topology/warnings.h"

#include "base/bits.h"

/* Bits of the zones that lie in @ancestor, itself included. */
static uint64_t *
zones_in(const CtModel *model, CtId ancestor)
{
    uint64_t *bits = ct_bits_new(model->zones.length);

    for (uint32_t i = 0; i < model->zones.length; i++)
        for (CtId zone = i; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
            if (zone == ancestor)
                ct_bits_set(bits, i);
    return bits;
}

/* The internet is somewhere else: who stands there is not in the model. */
static bool
is_outside(const CtModel *model, const CtZone *zone)
{
    if (zone->outside == CT_TRI_TRUE)
        return true;
    for (uint32_t i = 0; i < zone->networks.length; i++)
        if (model->networks.data[model->pool.data[zone->networks.start + i]].medium ==
            CT_MEDIUM_INTERNET)
            return true;
    return false;
}

static void
warn_empty_zones(const CtModel *model, CtDiag *diag)
{
    g_autofree uint64_t *full = ct_bits_new(model->zones.length);
    g_autofree uint64_t *listed = ct_bits_new(model->networks.length);

    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];

        for (CtId zone = asset->zone; zone != CT_NO_ID && !ct_bits_get(full, zone);
             zone = model->zones.data[zone].parent)
            ct_bits_set(full, zone);
        for (uint32_t j = 0; ct_span_is_stated(asset->networks) && j < asset->networks.length; j++)
            ct_bits_set(listed, model->pool.data[asset->networks.start + j]);
    }
    for (uint32_t i = 0; i < model->zones.length; i++) {
        const CtZone *zone = &model->zones.data[i];
        bool reached = ct_bits_get(full, i) || is_outside(model, zone);

        for (uint32_t j = 0; j < zone->networks.length; j++)
            reached = reached || ct_bits_get(listed, model->pool.data[zone->networks.start + j]);
        if (!reached)
            ct_diag_warning(diag, zone->e.pos, "zone '%s' has no assets",
                            ct_model_id(model, CT_SECTION_ZONES, i));
    }
}

static bool
rule_matches(const CtModel *model, const CtRule *rule, CtPortRange port)
{
    if (!ct_span_is_stated(rule->ports))
        return true;
    for (uint32_t i = 0; i < rule->ports.length; i++) {
        CtPortRange range = model->port_ranges.data[rule->ports.start + i];

        if (range.protocol == port.protocol && range.low <= port.low && port.low <= range.high)
            return true;
    }
    return false;
}

static bool
any_rule_matches(const CtModel *model, const CtConduit *conduit, CtPortRange port)
{
    for (uint32_t i = 0; i < conduit->allow.length; i++)
        if (rule_matches(model, &model->rules.data[conduit->allow.start + i], port))
            return true;
    return false;
}

static bool
product_matches(const CtModel *model, const CtConduit *conduit, CtId product)
{
    CtSpan services = model->products.data[product].services;

    for (uint32_t i = 0; ct_span_is_stated(services) && i < services.length; i++)
        if (any_rule_matches(model, conduit, model->services.data[services.start + i].port))
            return true;
    return false;
}

/* Whether some service of an asset in the receiving zones listens where a rule allows. */
static bool
can_match(const CtModel *model, const CtConduit *conduit, const uint64_t *zones)
{
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];

        if (!ct_bits_get(zones, asset->zone))
            continue;
        if (product_matches(model, conduit, asset->product))
            return true;
        for (uint32_t j = 0; ct_span_is_stated(asset->software) && j < asset->software.length; j++)
            if (product_matches(model, conduit, model->pool.data[asset->software.start + j]))
                return true;
        if (asset->override == CT_NO_ID)
            continue;

        CtSpan own = model->overrides.data[asset->override].services;

        for (uint32_t j = 0; ct_span_is_stated(own) && j < own.length; j++)
            if (any_rule_matches(model, conduit, model->services.data[own.start + j].port))
                return true;
    }
    return false;
}

/* An asset of another zone may hang on a network of this one; then nothing is said. */
static bool
has_guests(const CtModel *model, const uint64_t *zones)
{
    g_autofree uint64_t *networks = ct_bits_new(model->networks.length);

    for (uint32_t i = 0; i < model->zones.length; i++)
        for (uint32_t j = 0; ct_bits_get(zones, i) && j < model->zones.data[i].networks.length; j++)
            ct_bits_set(networks, model->pool.data[model->zones.data[i].networks.start + j]);
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];

        if (ct_bits_get(zones, asset->zone) || !ct_span_is_stated(asset->networks))
            continue;
        for (uint32_t j = 0; j < asset->networks.length; j++)
            if (ct_bits_get(networks, model->pool.data[asset->networks.start + j]))
                return true;
    }
    return false;
}

/* So many assets and zones are looked at for all conduits together; those past it pass unseen. */
enum { MOST_LOOKS = 200000000 };

static void
warn_conduit(const CtModel *model, uint32_t row, uint64_t *looks, CtDiag *diag)
{
    const CtConduit *conduit = &model->conduits.data[row];
    const char *id = ct_model_id(model, CT_SECTION_CONDUITS, row);
    g_autofree uint64_t *zones = NULL;

    if (conduit->from == conduit->to)
        ct_diag_warning(diag, conduit->e.pos, "conduit '%s' leads from a zone to itself", id);
    if (!ct_span_is_stated(conduit->allow) || conduit->allow.length == 0) {
        ct_diag_warning(diag, conduit->e.pos, "conduit '%s' allows nothing", id);
        return;
    }
    *looks += model->zones.length + model->assets.length;
    if (*looks > MOST_LOOKS)
        return;
    zones = zones_in(model, conduit->to);
    for (uint32_t i = 0; i < model->zones.length; i++)
        if (ct_bits_get(zones, i) && is_outside(model, &model->zones.data[i]))
            return;
    if (!can_match(model, conduit, zones) && !has_guests(model, zones))
        ct_diag_warning(diag, conduit->e.pos,
                        "conduit '%s' can never match: no service in zone '%s' listens where it "
                        "allows",
                        id, ct_model_id(model, CT_SECTION_ZONES, conduit->to));
}

void
ct_warn_doors(const CtModel *model, CtDiag *diag)
{
    uint64_t looks = 0;

    warn_empty_zones(model, diag);
    for (uint32_t i = 0; i < model->conduits.length; i++)
        warn_conduit(model, i, &looks, diag);
}
