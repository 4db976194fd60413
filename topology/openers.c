/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/openers.h"

/* What the rows of the section say themselves. */
static CtId
stated_opener(const CtModel *model, CtOpensKind kind, uint32_t row)
{
    if (kind == CT_OPENS_CHANNEL)
        return model->channels.data[row].credential;
    return kind == CT_OPENS_NETWORK ? model->networks.data[row].key : CT_NO_ID;
}

static uint32_t
count_rows(const CtModel *model, CtOpensKind kind)
{
    static const CtSection sections[] = {
        [CT_OPENS_SERVICE] = CT_SECTION_SERVICES, [CT_OPENS_NETWORK] = CT_SECTION_NETWORKS,
        [CT_OPENS_CHANNEL] = CT_SECTION_CHANNELS, [CT_OPENS_CONDUIT] = CT_SECTION_CONDUITS,
        [CT_OPENS_DATA] = CT_SECTION_DATA,
    };

    return ct_model_count(model, sections[kind]);
}

void
ct_openers_build(const CtModel *model, CtOpensKind kind, CtCsr *ret_openers)
{
    uint32_t n = count_rows(model, kind);
    g_autofree uint32_t *last = g_new(uint32_t, (size_t)n + 1); /* credential that named the row */
    g_auto(CtIds) row = {0};
    g_auto(CtIds) opener = {0};

    for (uint32_t i = 0; i < n; i++) {
        CtId stated = stated_opener(model, kind, i);

        last[i] = CT_NO_ID;
        if (stated == CT_NO_ID)
            continue;
        ct_ids_add(&row, i);
        ct_ids_add(&opener, stated);
    }
    for (uint32_t c = 0; c < model->credentials.length; c++) {
        CtSpan opens = model->credentials.data[c].opens;

        for (uint32_t i = 0; ct_span_is_stated(opens) && i < opens.length; i++) {
            const CtOpens *target = &model->opens.data[opens.start + i];

            if (target->kind != kind || last[target->id] == c ||
                stated_opener(model, kind, target->id) == c)
                continue;
            last[target->id] = c;
            ct_ids_add(&row, target->id);
            ct_ids_add(&opener, c);
        }
    }
    ct_csr_build(ret_openers, n, row.data, opener.data, row.length);
}
