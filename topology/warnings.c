/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One function an oddity.
 */
#include "topology/warnings.h"

#include "base/ident.h"

static void
warn_unlisted_kinds(const CtModel *model, CtDiag *diag)
{
    g_autofree const char **names = g_new(const char *, ct_n_kind_infos);

    for (size_t i = 0; i < ct_n_kind_infos; i++)
        names[i] = ct_kind_infos[i].name;
    for (uint32_t i = 0; i < model->products.length; i++) {
        const CtProduct *product = &model->products.data[i];
        const char *kind = ct_model_text(model, product->kind), *near;

        if (product->kind == CT_NO_ID || ct_kind_find(kind) != NULL)
            continue;
        near = ct_ident_nearest(kind, names, ct_n_kind_infos);
        ct_diag_warning(diag, product->e.pos,
                        near != NULL ? "product '%s': kind '%s' is not listed, so nothing is known "
                                       "of it; did you mean '%s'?"
                                     : "product '%s': kind '%s' is not listed, so nothing is known "
                                       "of it (cybertwin list kinds)%s",
                        ct_model_id(model, CT_SECTION_PRODUCTS, i), kind, near != NULL ? near : "");
    }
}

static void
warn_unstated_auth(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->services.length; i++) {
        const CtService *service = &model->services.data[i];

        if (service->auth == CT_AUTH_UNSTATED && service->product != CT_NO_ID)
            ct_diag_warning(diag, service->e.pos,
                            "service '%s': auth not stated; password is assumed",
                            ct_model_id(model, CT_SECTION_SERVICES, i));
    }
}

static void
warn_absent_flaws(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->affects.length; i++) {
        const CtAffects *affects = &model->affects.data[i];

        if (affects->product == CT_NO_ID)
            ct_diag_warning(diag, affects->pos, "no component matches '%s'",
                            ct_model_text(model, affects->text));
    }
}

static bool
names(const CtModel *model, CtSpan span, uint32_t row)
{
    for (uint32_t i = 0; ct_span_is_stated(span) && i < span.length; i++)
        if (model->pool.data[span.start + i] == row)
            return true;
    return false;
}

static void
warn_data_nowhere(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->data.length; i++) {
        const CtData *data = &model->data.data[i];

        if (data->at == CT_NO_ID && data->opened_by == CT_NO_ID &&
            (!ct_span_is_stated(data->served_by) || data->served_by.length == 0))
            ct_diag_warning(diag, data->e.pos,
                            "data '%s' is nowhere: nothing holds, serves or opens it",
                            ct_model_id(model, CT_SECTION_DATA, i));
    }
}

static void
warn_idle_people(const CtModel *model, CtDiag *diag)
{
    for (uint32_t i = 0; i < model->people.length; i++) {
        const CtPeople *people = &model->people.data[i];
        bool idle = people->uses == CT_NO_ID &&
                    (!ct_span_is_stated(people->accounts) || people->accounts.length == 0);

        for (uint32_t j = 0; idle && j < model->sites.length; j++)
            idle = !names(model, model->sites.data[j].access, i);
        for (uint32_t j = 0; idle && j < model->channels.length; j++)
            idle = !names(model, model->channels.data[j].approvers, i) &&
                   !ct_span_is_stated(model->channels.data[j].confirmed_by);
        if (idle)
            ct_diag_warning(diag, people->e.pos, "people '%s' use no asset and no account",
                            ct_model_id(model, CT_SECTION_PEOPLE, i));
    }
}

void
ct_model_warn(const CtModel *model, CtDiag *diag)
{
    warn_unlisted_kinds(model, diag);
    warn_unstated_auth(model, diag);
    warn_absent_flaws(model, diag);
    warn_idle_people(model, diag);
    warn_data_nowhere(model, diag);
    ct_warn_unused(model, diag);
    ct_warn_doors(model, diag);
    ct_warn_media(model, diag);
    ct_warn_times(model, diag);
}
