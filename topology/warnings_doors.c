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
lies_in(const CtModel *model, CtId zone, CtId ancestor)
{
    while (zone != CT_NO_ID && zone != ancestor)
        zone = model->zones.data[zone].parent;
    return zone != CT_NO_ID;
}

static bool
runs(const CtModel *model, const CtAsset *asset, CtId product)
{
    CtSpan software = asset->software;

    for (uint32_t i = 0; ct_span_is_stated(software) && i < software.length; i++)
        if (model->pool.data[software.start + i] == product)
            return true;
    return asset->product == product;
}

static bool
is_term(const CtModel *model, const CtTerm *term, uint32_t row)
{
    const CtAsset *asset = &model->assets.data[row];
    const CtProduct *product = &model->products.data[asset->product];

    switch ((CtTermKind)term->kind) {
    case CT_TERM_ASSET:
        return term->id == row;
    case CT_TERM_ZONE:
        return lies_in(model, asset->zone, term->id);
    case CT_TERM_PRODUCT:
        return runs(model, asset, term->id);
    case CT_TERM_SUPPLIER:
        return product->supplier == term->id;
    case CT_TERM_KIND:
        return product->kind == term->id;
    }
    return false;
}

/* Whether some instance of asset @row is meant; everybody is where nobody is named. */
static bool
is_meant(const CtModel *model, CtId selector, uint32_t row)
{
    CtSpan terms;

    if (selector == CT_NO_ID)
        return true;
    terms = model->selectors.data[selector].terms;
    for (uint32_t i = 0; i < terms.length; i++)
        if (is_term(model, &model->terms.data[terms.start + i], row))
            return true;
    return false;
}

/* What stands between one receiver and what a conduit allows. */
typedef struct Door {
    const CtModel *model;
    const CtConduit *conduit;
    const uint8_t *sends; /* by allow rule: somebody it asks for is where the conduit begins */
} Door;

/* A deny rule that asks no sender takes it away again. */
static bool
is_denied(const Door *door, uint32_t row, CtPortRange port)
{
    CtSpan deny = door->conduit->deny;

    for (uint32_t i = 0; ct_span_is_stated(deny) && i < deny.length; i++) {
        const CtRule *rule = &door->model->rules.data[deny.start + i];

        if (rule->from == CT_NO_ID && is_meant(door->model, rule->to, row) &&
            rule_matches(door->model, rule, port))
            return true;
    }
    return false;
}

static bool
service_matches(const Door *door, uint32_t row, CtPortRange port)
{
    CtSpan allow = door->conduit->allow;

    for (uint32_t i = 0; i < allow.length; i++) {
        const CtRule *rule = &door->model->rules.data[allow.start + i];

        if (door->sends[i] && rule_matches(door->model, rule, port) &&
            is_meant(door->model, rule->to, row))
            return !is_denied(door, row, port);
    }
    return false;
}

static bool
any_service_matches(const Door *door, uint32_t row, CtSpan services)
{
    for (uint32_t i = 0; ct_span_is_stated(services) && i < services.length; i++)
        if (service_matches(door, row, door->model->services.data[services.start + i].port))
            return true;
    return false;
}

/* Whether some service of an asset in the receiving zones listens where a rule allows. */
static bool
can_match(const Door *door, const uint64_t *zones)
{
    const CtModel *model = door->model;

    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];

        if (!ct_bits_get(zones, asset->zone))
            continue;
        if (any_service_matches(door, i, model->products.data[asset->product].services))
            return true;
        for (uint32_t j = 0; ct_span_is_stated(asset->software) && j < asset->software.length; j++)
            if (any_service_matches(
                    door, i,
                    model->products.data[model->pool.data[asset->software.start + j]].services))
                return true;
        if (asset->override != CT_NO_ID &&
            any_service_matches(door, i, model->overrides.data[asset->override].services))
            return true;
    }
    return false;
}

/* Whether one whom the rule asks for stands where the conduit begins. Who lists networks himself,
 * or comes over another conduit, may. */
static bool
can_send(const CtModel *model, const CtConduit *conduit, const CtRule *rule)
{
    if (rule->from == CT_NO_ID || conduit->transit == CT_TRI_TRUE ||
        is_outside(model, &model->zones.data[conduit->from]))
        return true;
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];

        if ((lies_in(model, asset->zone, conduit->from) || ct_span_is_stated(asset->networks)) &&
            is_meant(model, rule->from, i))
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

/* How many terms each asset is held against, at worst. */
static uint64_t
count_looks(const CtModel *model, const CtConduit *conduit)
{
    const CtSpan lists[] = {conduit->allow, conduit->deny};
    uint64_t looks = 1;

    for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
        for (uint32_t i = 0; ct_span_is_stated(lists[l]) && i < lists[l].length; i++) {
            const CtRule *rule = &model->rules.data[lists[l].start + i];
            const CtId ends[] = {rule->from, rule->to};

            looks++;
            for (size_t e = 0; e < G_N_ELEMENTS(ends); e++)
                if (ends[e] != CT_NO_ID)
                    looks += model->selectors.data[ends[e]].terms.length;
        }
    return looks;
}

static void
warn_conduit(const CtModel *model, uint32_t row, uint64_t *looks, CtDiag *diag)
{
    const CtConduit *conduit = &model->conduits.data[row];
    const char *id = ct_model_id(model, CT_SECTION_CONDUITS, row);
    g_autofree uint64_t *zones = NULL;
    g_autofree uint8_t *sends = NULL;
    bool somebody = false;

    if (conduit->from == conduit->to)
        ct_diag_warning(diag, conduit->e.pos, "conduit '%s' leads from a zone to itself", id);
    if (!ct_span_is_stated(conduit->allow) || conduit->allow.length == 0) {
        ct_diag_warning(diag, conduit->e.pos, "conduit '%s' allows nothing", id);
        return;
    }
    *looks += model->zones.length + model->assets.length * (uint64_t)count_looks(model, conduit);
    if (*looks > MOST_LOOKS)
        return;
    zones = zones_in(model, conduit->to);
    for (uint32_t i = 0; i < model->zones.length; i++)
        if (ct_bits_get(zones, i) && is_outside(model, &model->zones.data[i]))
            return;
    sends = g_new0(uint8_t, (size_t)conduit->allow.length + 1);
    for (uint32_t i = 0; i < conduit->allow.length; i++)
        somebody |= sends[i] =
            can_send(model, conduit, &model->rules.data[conduit->allow.start + i]);
    if (!somebody)
        ct_diag_warning(diag, conduit->e.pos,
                        "conduit '%s' can never match: nobody whom it allows stands in zone '%s'",
                        id, ct_model_id(model, CT_SECTION_ZONES, conduit->from));
    else if (!can_match(&(Door){model, conduit, sends}, zones) && !has_guests(model, zones))
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
