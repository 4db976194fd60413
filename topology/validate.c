/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Structure: what runs in circles, what has no place, what is too many. What single entities
 * contradict in themselves stands in validate_entities.c.
 */
#include "topology/validate.h"

#include "topology/rows.h"

#include <string.h>

/* Reports each cycle of a next-pointer relation once, at its first row in file order. */
static void
check_cycles(const CtModel *model, CtSection section, const uint32_t *next, CtDiag *diag)
{
    uint32_t n = ct_model_count(model, section);
    g_autofree uint32_t *visit = g_new0(uint32_t, n + 1); /* number of the walk + 1 */

    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;

        while (at != CT_NO_ID && visit[at] == 0) {
            visit[at] = i + 1;
            at = next[at];
        }
        if (at == CT_NO_ID || visit[at] != i + 1)
            continue;

        g_autoptr(GString) text = g_string_new(NULL);
        uint32_t member = at, shown = 0;

        do {
            if (shown++ < 8)
                g_string_append_printf(text, "%s → ", ct_model_id(model, section, member));
            member = next[member];
        } while (member != at);
        g_string_append(text, shown > 8 ? "…" : ct_model_id(model, section, at));
        ct_diag_error(diag, ct_model_entity(model, section, at)->pos,
                      section == CT_SECTION_ZONES ? "zone '%s' lies in itself: %s"
                                                  : "asset '%s' runs on itself: %s",
                      ct_model_id(model, section, at), text->str);
    }
}

/* No walk up is longer than the limit, so a chain of many zones costs no more than they are. */
static void
check_zone_depth(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->zones.length; i++) {
        CtId zone = i;
        uint32_t depth = 0;

        while (zone != CT_NO_ID && depth <= CT_MAX_ZONE_DEPTH) {
            depth++;
            zone = model->zones.data[zone].parent;
        }
        if (depth == CT_MAX_ZONE_DEPTH + 1 && zone == CT_NO_ID) /* the first past it speaks */
            ct_diag_error(diag, model->zones.data[i].e.pos,
                          "zone '%s' lies %u zones deep; the limit is %d",
                          ct_model_id(model, CT_SECTION_ZONES, i), depth, CT_MAX_ZONE_DEPTH);
    }
}

static bool
check_zone_parents(const CtModel *model, CtDiag *diag)
{
    g_autofree uint32_t *next = g_new(uint32_t, model->zones.length + 1);
    size_t before = ct_diag_count(diag, CT_SEVERITY_ERROR);

    for (uint32_t i = 0; i < model->zones.length; i++)
        next[i] = model->zones.data[i].parent;
    check_cycles(model, CT_SECTION_ZONES, next, diag);
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) == before)
        check_zone_depth(model, diag);
    return ct_diag_count(diag, CT_SEVERITY_ERROR) == before;
}

static void
check_hosts(const CtModel *model, CtDiag *diag)
{
    g_autofree uint32_t *next = NULL;
    uint32_t first = 0;

    while (first < model->assets.length && model->assets.data[first].runs_on == CT_NO_ID)
        first++;
    if (first == model->assets.length)
        return;
    next = g_new(uint32_t, model->assets.length + 1);

    for (uint32_t i = 0; i < model->assets.length; i++) {
        CtId host = model->assets.data[i].runs_on;

        next[i] = host == CT_NO_ID ? CT_NO_ID
                                   : model->terms.data[model->selectors.data[host].terms.start].id;
    }
    check_cycles(model, CT_SECTION_ASSETS, next, diag);
}

/* How often a zone stands in the model, its parents' counts multiplied in; saturates. */
static uint64_t *
zone_instances(const CtModel *model)
{
    uint64_t *instances = g_new(uint64_t, model->zones.length + 1);

    for (uint32_t i = 0; i < model->zones.length; i++) {
        uint64_t product = 1;

        for (CtId zone = i; zone != CT_NO_ID; zone = model->zones.data[zone].parent)
            product = MIN(product * model->zones.data[zone].count, UINT32_MAX);
        instances[i] = product;
    }
    return instances;
}

static void
check_sizes(const CtModel *model, const uint64_t *zones, const CtLimits *limits, CtDiag *diag)
{
    uint64_t total = 0;

    for (uint32_t i = 0; i < model->zones.length; i++) {
        uint64_t before = total;

        total += zones[i];
        if (before <= limits->assets && total > limits->assets)
            ct_diag_error(diag, model->zones.data[i].e.pos,
                          "with zone '%s' there are more than %" G_GUINT64_FORMAT
                          " zones, counts multiplied (--max-assets)",
                          ct_model_id(model, CT_SECTION_ZONES, i), limits->assets);
    }
    total = 0;
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];
        uint64_t before = total;

        total += zones[asset->zone] * asset->count;
        if (before <= limits->assets && total > limits->assets)
            ct_diag_error(diag, asset->e.pos,
                          "with asset '%s' there are more than %" G_GUINT64_FORMAT
                          " assets, counts multiplied (--max-assets)",
                          ct_model_id(model, CT_SECTION_ASSETS, i), limits->assets);
    }
}

/* Whether a zone leaves open which network those in it are on. */
static bool
has_choice(const CtModel *model)
{
    for (uint32_t i = 0; i < model->zones.length; i++)
        if (model->zones.data[i].networks.length > 1)
            return true;
    return false;
}

static void
check_attachment(const CtModel *model, CtDiag *diag)
{
    if (!has_choice(model))
        return;
    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];
        const CtZone *zone = &model->zones.data[asset->zone];

        if (!ct_span_is_stated(asset->networks) && zone->networks.length > 1)
            ct_diag_error(diag, asset->e.pos,
                          "asset '%s' lists no networks and its zone '%s' has %u; say which",
                          ct_model_id(model, CT_SECTION_ASSETS, i),
                          ct_model_id(model, CT_SECTION_ZONES, asset->zone), zone->networks.length);
    }
}

void
ct_model_validate(const CtModel *model, const CtLimits *limits, CtDiag *diag)
{
    if (check_zone_parents(model, diag)) {
        g_autofree uint64_t *zones = zone_instances(model);

        check_sizes(model, zones, limits, diag);
        ct_validate_intent(model, zones, diag);
    }
    check_hosts(model, diag);
    check_attachment(model, diag);
    ct_validate_entities(model, diag);
}
