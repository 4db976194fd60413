/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What single entities contradict in themselves or with what they name.
 */
#include "topology/validate.h"

#include "base/ident.h"
#include "topology/rows.h"
#include "topology/yaml/value.h"

#include <math.h>
#include <string.h>

static void
check_services(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->services.length; i++) {
        const CtService *service = &model->services.data[i];
        const char *id = ct_model_id(model, CT_SECTION_SERVICES, i);
        bool overrides =
            service->asset != CT_NO_ID &&
            ct_index_find(model, CT_SECTION_SERVICES, model->assets.data[service->asset].product,
                          service->e.id) != CT_NO_ID;

        if (service->disabled == CT_TRI_TRUE && !overrides)
            ct_diag_error(diag, service->e.pos,
                          "service '%s' is disabled, but only an asset can disable a service, and "
                          "only one of its product",
                          id);
        else if (service->port.protocol == 0 && !overrides)
            ct_diag_error(diag, service->e.pos,
                          "service '%s' needs 'port': one port such as tcp/443, udp/161 or can",
                          id);
        if ((service->gives & CT_GIVES_NETWORK) != 0 && !ct_span_is_stated(service->into))
            ct_diag_error(diag, service->e.pos,
                          "service '%s' gives network and needs 'into': the networks it puts one "
                          "on",
                          id);
    }
}

static uint64_t
count_approvers(const CtModel *model, const CtChannel *channel)
{
    uint64_t n = 0;

    for (uint32_t i = 0; ct_span_is_stated(channel->approvers) && i < channel->approvers.length;
         i++)
        n += model->people.data[model->pool.data[channel->approvers.start + i]].count;
    return n;
}

static void
check_channels(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->channels.length; i++) {
        const CtChannel *channel = &model->channels.data[i];
        const char *id = ct_model_id(model, CT_SECTION_CHANNELS, i);
        bool maintains = channel->kind == CT_CHANNEL_REMOTE_MAINTENANCE;
        uint64_t people = count_approvers(model, channel);

        if (!maintains && channel->to == CT_NO_ID)
            ct_diag_error(diag, channel->e.pos,
                          "channel '%s' needs 'to': who receives what it delivers", id);
        if (maintains && channel->to == CT_NO_ID && !ct_span_is_stated(channel->into) &&
            !ct_span_is_stated(channel->services))
            ct_diag_error(diag, channel->e.pos,
                          "channel '%s' leads nowhere; write 'into', 'service' or 'to'", id);
        if (channel->approvals > people)
            ct_diag_error(diag, channel->e.pos,
                          "channel '%s' asks %u approvals of %" G_GUINT64_FORMAT " people", id,
                          channel->approvals, people);
    }
}

static void
check_requirements(const CtModel *model, CtDiag *diag)
{
    static const uint32_t of_function = 1u << (CT_MUST_AVAILABLE - 1) |
                                        1u << (CT_MUST_OBSERVABLE - 1) |
                                        1u << (CT_MUST_CONTROLLABLE - 1) | 1u << (CT_MUST_SAFE - 1);
    static const uint32_t of_data = 1u << (CT_MUST_AVAILABLE - 1) |
                                    1u << (CT_MUST_CONFIDENTIAL - 1) | 1u << (CT_MUST_INTACT - 1);

    for (uint32_t i = 0; i < model->requirements.length; i++) {
        const CtRequirement *row = &model->requirements.data[i];
        const char *id = ct_model_id(model, CT_SECTION_REQUIREMENTS, i);

        if ((row->function == CT_NO_ID) == (row->data == CT_NO_ID)) {
            ct_diag_error(diag, row->e.pos,
                          "requirement '%s' is about one thing: write either 'function' or 'data'",
                          id);
            continue;
        }
        if (row->function != CT_NO_ID && (row->must & ~of_function) != 0)
            ct_diag_error(diag, row->e.pos,
                          "requirement '%s': a function must be available, observable, "
                          "controllable or safe",
                          id);
        if (row->data != CT_NO_ID && (row->must & ~of_data) != 0)
            ct_diag_error(diag, row->e.pos,
                          "requirement '%s': data must be confidential, intact or available", id);
    }
}

/* Whether both are of one form, and the least that passes is above the most. */
static bool
is_nothing_between(const CtModel *model, const CtTarget *target)
{
    CtQuantityForm min_form, max_form;
    double min, max;

    return target->min != CT_NO_ID && target->max != CT_NO_ID &&
           ct_value_quantity(ct_model_text(model, target->min), &min, &min_form) &&
           ct_value_quantity(ct_model_text(model, target->max), &max, &max_form) &&
           min_form == max_form && min > max;
}

static void
check_targets(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->targets.length; i++) {
        const CtTarget *target = &model->targets.data[i];
        const char *id = ct_model_id(model, CT_SECTION_TARGETS, i);

        if (target->min == CT_NO_ID && target->max == CT_NO_ID)
            ct_diag_error(diag, target->e.pos, "target '%s' sets no bound; write 'min' or 'max'",
                          id);
        else if (is_nothing_between(model, target))
            ct_diag_error(diag, target->e.pos,
                          "target '%s': 'min' is above 'max', so nothing can pass", id);
    }
}

static void
check_policies(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->policies.length; i++)
        if (model->policies.data[i].from == CT_NO_ID)
            ct_diag_error(diag, model->policies.data[i].e.pos,
                          "policy '%s' says nothing; write 'never' or 'always'",
                          ct_model_id(model, CT_SECTION_POLICIES, i));
}

static void
check_credentials(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->credentials.length; i++)
        if (model->credentials.data[i].second == i)
            ct_diag_error(diag, model->credentials.data[i].e.pos,
                          "credential '%s' is its own second factor",
                          ct_model_id(model, CT_SECTION_CREDENTIALS, i));
}

static void
check_suppliers(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->suppliers.length; i++) {
        const CtSupplier *supplier = &model->suppliers.data[i];

        for (uint32_t j = 0;
             ct_span_is_stated(supplier->supplied_by) && j < supplier->supplied_by.length; j++)
            if (model->pool.data[supplier->supplied_by.start + j] == i)
                ct_diag_error(diag, supplier->e.pos, "supplier '%s' supplies itself",
                              ct_model_id(model, CT_SECTION_SUPPLIERS, i));
    }
}

/* Keys that may name one section or another need ids that differ between them. */
static void
check_shared_ids(const CtModel *model, const CtSection *sections, size_t n, CtDiag *diag)
{
    for (size_t i = 1; i < n; i++) {
        for (uint32_t row = 0; row < ct_model_count(model, sections[i]); row++) {
            const CtEntity *entity = ct_model_entity(model, sections[i], row);

            for (size_t j = 0; j < i; j++) {
                CtId other = ct_index_find(model, sections[j], 0, entity->id);
                g_autofree char *where = NULL;

                if (other == CT_NO_ID || (sections[j] == CT_SECTION_NETWORKS &&
                                          model->networks.data[other].of_zone != CT_NO_ID))
                    continue;
                where = ct_diag_pos_text(diag, ct_model_entity(model, sections[j], other)->pos);
                ct_diag_error(diag, entity->pos,
                              "'%s' stands under %s and under %s (%s), and one key may name "
                              "either; rename one",
                              ct_model_text(model, entity->id), ct_section_name(sections[i]),
                              ct_section_name(sections[j]), where);
            }
        }
    }
}

void
ct_validate_entities(const CtModel *model, CtDiag *diag)
{
    static const CtSection opened[] = {CT_SECTION_NETWORKS, CT_SECTION_CHANNELS,
                                       CT_SECTION_CONDUITS, CT_SECTION_DATA};
    static const CtSection needed[] = {CT_SECTION_ASSETS, CT_SECTION_FUNCTIONS};

    check_services(model, diag);
    check_channels(model, diag);
    check_requirements(model, diag);
    check_targets(model, diag);
    check_policies(model, diag);
    check_credentials(model, diag);
    check_suppliers(model, diag);
    check_shared_ids(model, opened, G_N_ELEMENTS(opened), diag);
    check_shared_ids(model, needed, G_N_ELEMENTS(needed), diag);
}
