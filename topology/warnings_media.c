/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Services on ports that no network of their assets carries: a lock that listens on ble and hangs
 * on zigbee alone is reached by nobody, which is hardly what its author meant.
 */
#include "topology/warnings.h"
#include "topology/words.h"

static uint64_t
medium_bit(const CtModel *model, CtId network)
{
    uint8_t medium = model->networks.data[network].medium;

    return UINT64_C(1) << (medium == CT_MEDIUM_UNSTATED ? CT_MEDIUM_ETHERNET : medium);
}

/* The media of the networks that @asset is on, as bits. */
static uint64_t
media_of(const CtModel *model, const CtAsset *asset)
{
    CtSpan networks = ct_span_is_stated(asset->networks) ? asset->networks
                                                         : model->zones.data[asset->zone].networks;
    uint64_t media = 0;

    for (uint32_t i = 0; i < networks.length; i++)
        media |= medium_bit(model, model->pool.data[networks.start + i]);
    for (uint32_t i = 0; ct_span_is_stated(asset->roams) && i < asset->roams.length; i++)
        media |= medium_bit(model, model->pool.data[asset->roams.start + i]);
    return media;
}

static bool
is_carried(uint64_t media, uint8_t protocol)
{
    for (unsigned medium = 1; medium <= ct_words_count(CT_WORDS_MEDIUM); medium++)
        if (media >> medium & 1 && ct_medium_carries((CtMedium)medium, (CtProtocol)protocol))
            return true;
    return false;
}

void
ct_warn_media(const CtModel *model, CtDiag *diag)
{
    g_autofree uint64_t *of_product = g_new0(uint64_t, model->products.length + 1);

    for (uint32_t i = 0; i < model->assets.length; i++) {
        const CtAsset *asset = &model->assets.data[i];
        uint64_t media = media_of(model, asset);

        of_product[asset->product] |= media;
        for (uint32_t j = 0; ct_span_is_stated(asset->software) && j < asset->software.length; j++)
            of_product[model->pool.data[asset->software.start + j]] |= media;
    }
    for (uint32_t i = 0; i < model->services.length; i++) {
        const CtService *service = &model->services.data[i];
        uint64_t media = service->product != CT_NO_ID
                             ? of_product[service->product]
                             : media_of(model, &model->assets.data[service->asset]);

        if (media != 0 && service->port.protocol != CT_PROTOCOL_UNSTATED &&
            service->disabled != CT_TRI_TRUE && !is_carried(media, service->port.protocol))
            ct_diag_warning(diag, service->e.pos,
                            "service '%s' can never be reached: no network of %s carries %s",
                            ct_model_id(model, CT_SECTION_SERVICES, i),
                            service->product != CT_NO_ID ? "an asset that has it" : "its asset",
                            ct_word_text(CT_WORDS_PROTOCOL, service->port.protocol));
    }
}
