/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/functions.h"

CtLoss
ct_must_loss(CtMust must)
{
    switch (must) {
    case CT_MUST_AVAILABLE:
        return CT_LOSS_AVAILABILITY;
    case CT_MUST_OBSERVABLE:
        return CT_LOSS_VIEW;
    case CT_MUST_CONTROLLABLE:
        return CT_LOSS_CONTROL;
    case CT_MUST_SAFE:
        return CT_LOSS_SAFETY;
    case CT_MUST_UNSTATED:
    case CT_MUST_CONFIDENTIAL:
    case CT_MUST_INTACT:
        break;
    }
    return CT_LOSS_UNSTATED;
}

bool
ct_loss_counts_reports(CtLoss loss)
{
    return loss == CT_LOSS_VIEW || loss == CT_LOSS_SAFETY;
}

CtLoss
ct_function_loss(const CtModel *model, uint32_t function)
{
    CtLoss loss = (CtLoss)model->functions.data[function].loss;

    return loss == CT_LOSS_UNSTATED ? CT_LOSS_AVAILABILITY : loss;
}

void
ct_function_needs(const CtInstances *instances, uint32_t function, CtFunctionNeeds *ret_needs)
{
    const CtFunction *row = &instances->model->functions.data[function];
    const CtCsr *selected = &instances->selected;

    *ret_needs = (CtFunctionNeeds){0};
    for (uint32_t i = 0; ct_span_is_stated(row->needs) && i < row->needs.length; i++) {
        const CtNeed *need = &instances->model->needs.data[row->needs.start + i];

        if (need->function != CT_NO_ID) {
            ct_ids_add(&ret_needs->functions, need->function);
            continue;
        }
        for (uint32_t s = selected->start[need->asset]; s < selected->start[need->asset + 1]; s++)
            ct_ids_add(&ret_needs->assets, selected->value[s]);
    }
    ct_ids_sort_unique(&ret_needs->assets);
    ct_ids_sort_unique(&ret_needs->functions);
    ret_needs->n = ret_needs->assets.length + ret_needs->functions.length;
    ret_needs->k = row->k == CT_NO_ID ? ret_needs->n : MIN(row->k, ret_needs->n);
    ret_needs->enough = ret_needs->k == 0 ? 0 : ret_needs->n - ret_needs->k + 1;
}

void
ct_function_needs_clear(CtFunctionNeeds *needs)
{
    ct_ids_clear(&needs->assets);
    ct_ids_clear(&needs->functions);
}

char *
ct_requirement_text(const CtModel *model, uint32_t requirement)
{
    const CtRequirement *row = &model->requirements.data[requirement];
    GString *text = g_string_new(row->function != CT_NO_ID
                                     ? ct_model_id(model, CT_SECTION_FUNCTIONS, row->function)
                                     : ct_model_id(model, CT_SECTION_DATA, row->data));
    uint32_t left = row->must;
    const char *before = " must stay ";

    for (uint32_t must = CT_MUST_AVAILABLE; left != 0; must++, left >>= 1) {
        if ((left & 1) == 0)
            continue;
        g_string_append(text, before);
        g_string_append(text, ct_word_text(CT_WORDS_MUST, must));
        /* The last one is joined by "and". */
        before = (left >> 1 & ((left >> 1) - 1)) == 0 ? " and " : ", ";
    }
    return g_string_free(text, FALSE);
}
