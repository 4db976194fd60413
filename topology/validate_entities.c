/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What single entities contradict in themselves or with what they name.
 */
#include "topology/validate.h"

#include "topology/rows.h"

static void
check_services(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->services.length; i++) {
        const CtService *service = &model->services.data[i];
        bool overrides = false;

        if (service->asset != CT_NO_ID)
            overrides = ct_index_find(model, CT_SECTION_SERVICES,
                                      model->assets.data[service->asset].product,
                                      service->e.id) != CT_NO_ID;
        if (service->port.protocol == 0 && !overrides)
            ct_diag_error(diag, service->e.pos,
                          "service '%s' needs 'port': one port such as tcp/443, udp/161 or can",
                          ct_model_id(model, CT_SECTION_SERVICES, i));
        if ((service->gives & CT_GIVES_NETWORK) != 0 && !ct_span_is_stated(service->into))
            ct_diag_error(diag, service->e.pos,
                          "service '%s' gives network and needs 'into': the networks it puts one "
                          "on",
                          ct_model_id(model, CT_SECTION_SERVICES, i));
    }
}

void
ct_validate_entities(const CtModel *model, CtDiag *diag)
{
    check_services(model, diag);
}
