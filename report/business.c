/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/business.h"

#include "analysis/zone_sign.h"
#include "base/bits.h"
#include "report/text_parts.h"

#include <string.h>

CtAnswer
ct_report_is_lost(const CtDossier *dossier, const char *function)
{
    CtAnswer answer = CT_ANSWER_NO;

    for (uint32_t a = 0; a < dossier->n_attackers; a++) {
        const CtAttackerFinding *attacker = &dossier->attackers[a];

        if (attacker->n_facts == 0)
            answer = CT_ANSWER_UNKNOWN;
        else if (attacker->fallen.functions != NULL &&
                 g_strv_contains(attacker->fallen.functions, function))
            return CT_ANSWER_YES;
    }
    return answer;
}

const CtBlastSource *
ct_report_supplier_blast(const CtExposure *exposure,
                         const char *supplier,
                         const CtBlastFinding **ret_blast)
{
    for (uint32_t b = 0; b < exposure->n_blasts; b++)
        for (uint32_t i = 0; i < exposure->blasts[b].n_listed; i++) {
            const CtBlastSource *source = &exposure->blasts[b].sources[i];

            if (strcmp(source->kind, "supplier") == 0 && strcmp(source->id, supplier) == 0) {
                *ret_blast = &exposure->blasts[b];
                return source;
            }
        }
    return NULL;
}

char *
ct_report_practices_text(const CtSupplierEntry *supplier)
{
    if (supplier->sdl == NULL && supplier->signing == NULL)
        return g_strdup("nothing stated");
    return g_strconcat(supplier->sdl != NULL ? "secure development " : "",
                       supplier->sdl != NULL ? supplier->sdl : "",
                       supplier->sdl != NULL && supplier->signing != NULL ? ", " : "",
                       supplier->signing != NULL ? "signing " : "",
                       supplier->signing != NULL ? supplier->signing : "", NULL);
}

char *
ct_report_supplies_text(const CtSupplierEntry *supplier)
{
    g_autofree char *products = ct_text_plural(supplier->n_products, "product", "products");
    g_autofree char *components = ct_text_plural(supplier->n_components, "component", "components");
    g_autofree char *channels = ct_text_plural(supplier->n_channels, "channel", "channels");

    return g_strdup_printf("%s, %s, %s", products, components, channels);
}

static bool
is_amiss(CtZoneSign sign)
{
    switch (sign) {
    case CT_ZONE_SIGN_UNMEANT:
    case CT_ZONE_SIGN_OPEN:
    case CT_ZONE_SIGN_THROUGH:
    case CT_ZONE_SIGN_BLOCKED:
    case CT_ZONE_SIGN_UNDECIDED:
        return true;
    case CT_ZONE_SIGN_NONE:
    case CT_ZONE_SIGN_CLOSED:
    case CT_ZONE_SIGN_HELD:
    case CT_ZONE_SIGN_DOOR:
    case CT_ZONE_SIGN_COUNT:
        return false;
    }
    g_assert_not_reached();
}

void
ct_report_choose_zones(const CtSegmentation *segmentation,
                       uint32_t few,
                       uint32_t most,
                       CtIds *ret_zones)
{
    uint32_t n = segmentation->n_zones;
    bool all = n <= few;
    g_autofree uint64_t *amiss = ct_bits_new(n);

    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++)
            if (!all && is_amiss(ct_zone_sign(segmentation, from, to))) {
                ct_bits_set(amiss, from);
                ct_bits_set(amiss, to);
            }
    for (uint32_t z = 0; z < n && ret_zones->length < most; z++)
        if (all || ct_bits_get(amiss, z))
            ct_ids_add(ret_zones, z);
}
