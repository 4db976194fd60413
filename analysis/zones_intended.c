/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flows and policies speak of sets of assets. First they become pairs of zones, each standing alone
 * without the zones within; a cell then looks at the pairs of its two sides.
 */
#include "analysis/zones.h"

#include "base/bits.h"

#include <string.h>

/* Zones that a term of @selector names, with all within. */
static uint64_t *
named_zones(const CtInstances *instances, CtId selector)
{
    const CtModel *model = instances->model;
    uint64_t *bits = ct_bits_new(model->zones.length);
    CtSpan terms = model->selectors.data[selector].terms;

    for (uint32_t i = 0; i < terms.length; i++) {
        const CtTerm *term = &model->terms.data[terms.start + i];

        if (term->kind == CT_TERM_ZONE)
            for (uint32_t z = 0; z < model->zones.length; z++)
                if (ct_zone_is_within(model, z, term->id))
                    ct_bits_set(bits, z);
    }
    return bits;
}

uint64_t *
ct_selector_zones(const CtInstances *instances, CtId selector)
{
    const CtCsr *selected = &instances->selected;
    uint64_t *bits = named_zones(instances, selector);

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        ct_bits_set(bits, instances->zone_row[instances->asset_zone[selected->value[i]]]);
    return bits;
}

uint64_t *
ct_selector_covers(const CtInstances *instances, CtId selector)
{
    const CtCsr *selected = &instances->selected;
    uint32_t n_zones = instances->model->zones.length;
    uint64_t *bits = named_zones(instances, selector);
    g_autofree uint32_t *n_selected = g_new0(uint32_t, (size_t)n_zones + 1);
    g_autofree uint32_t *n_all = g_new0(uint32_t, (size_t)n_zones + 1);
    bool is_open = false; /* assets of a zone that no term names */

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++) {
        uint32_t z = instances->zone_row[instances->asset_zone[selected->value[i]]];

        is_open = is_open || !ct_bits_get(bits, z);
        n_selected[z]++;
    }
    for (uint32_t a = 0; is_open && a < instances->n_assets; a++)
        n_all[instances->zone_row[instances->asset_zone[a]]]++;
    for (uint32_t z = 0; z < n_zones; z++)
        if (n_all[z] > 0 && n_all[z] == n_selected[z] &&
            !ct_tri_or(instances->model->zones.data[z].outside, false))
            ct_bits_set(bits, z);
    return bits;
}

typedef struct Intent {
    uint32_t n, words;
    uint64_t *wanted, *forbidden; /* zone row × zone row, each alone */
} Intent;

static void
put_pairs(const Intent *intent, uint64_t *matrix, const uint64_t *from, const uint64_t *to)
{
    for (uint32_t z = 0; z < intent->n; z++)
        if (ct_bits_get(from, z))
            for (uint32_t w = 0; w < intent->words; w++)
                matrix[(size_t)z * intent->words + w] |= to[w];
}

static void
put_policy(const Intent *intent, const CtInstances *instances, const CtPolicy *policy)
{
    g_autofree uint64_t *from = NULL;
    g_autofree uint64_t *to = NULL;

    /* One that forbids a service alone leaves others open. */
    if (policy->never && (policy->service != CT_NO_ID || ct_span_is_stated(policy->ports)))
        return;
    if (policy->never) {
        from = ct_selector_covers(instances, policy->from);
        to = ct_selector_covers(instances, policy->to);
        put_pairs(intent, intent->forbidden, from, to);
        return;
    }
    from = ct_selector_zones(instances, policy->from);
    to = ct_selector_zones(instances, policy->to);
    put_pairs(intent, intent->wanted, from, to);
}

/* Rows of zones that hosts stand in, one bit each: assets, or outside ones without a name. */
static uint64_t *
peopled_zones(const CtInstances *instances)
{
    uint64_t *bits = ct_bits_new(instances->model->zones.length);

    for (uint32_t a = 0; a < instances->model->assets.length; a++)
        ct_bits_set(bits, instances->model->assets.data[a].zone);
    for (CtId z = 0; z < instances->model->zones.length; z++)
        if (ct_tri_or(instances->model->zones.data[z].outside, false))
            ct_bits_set(bits, z);
    return bits;
}

/* Zone rows of each part that is a side of a cell. */
static void
list_rows(const CtZoneParts *parts, uint32_t part, CtIds *ret_rows)
{
    ret_rows->length = 0;
    for (uint32_t k = parts->zones.start[part]; k < parts->zones.start[part + 1]; k++) {
        uint32_t row = parts->instances->zone_row[parts->zones.value[k]];

        if (ret_rows->length == 0 || ret_rows->data[ret_rows->length - 1] != row)
            ct_ids_add(ret_rows, row);
    }
    ct_ids_sort_unique(ret_rows);
}

static uint8_t
judge(const Intent *intent,
      const CtIds *from,
      const CtIds *to,
      const uint64_t *peopled,
      bool flows,
      bool itself)
{
    bool wanted = false;
    bool some = false;
    bool all = true;

    for (uint32_t i = 0; i < from->length; i++)
        for (uint32_t k = 0; k < to->length; k++) {
            size_t row = (size_t)from->data[i] * intent->words;
            bool forbidden = ct_bits_get(intent->forbidden + row, to->data[k]);

            /* A flow within a replicated zone stays within its instance. */
            wanted = wanted || (!itself && ct_bits_get(intent->wanted + row, to->data[k]));
            some = some || forbidden;
            /* Where nothing stands, nothing need be forbidden. */
            if (ct_bits_get(peopled, from->data[i]) && ct_bits_get(peopled, to->data[k]))
                all = all && forbidden;
        }
    if (some && all)
        return CT_ANSWER_NO;
    return wanted ? CT_ANSWER_YES : flows ? CT_ANSWER_NO : CT_ANSWER_UNKNOWN;
}

static void
fill(CtZoneMatrix *matrix, const Intent *intent, const uint64_t *peopled, bool flows)
{
    const CtZoneParts *parts = matrix->parts;
    CtIds *rows = g_new0(CtIds, (size_t)parts->rows->len + 1);

    for (uint32_t p = 0; p < parts->rows->len; p++)
        list_rows(parts, p, &rows[p]);
    for (CtId from = 0; from < matrix->n; from++)
        for (CtId to = 0; to < matrix->n; to++) {
            uint32_t start, goal;

            if (ct_zone_parts_of_cell(parts, from, to, &start, &goal))
                ct_zone_cell(matrix, from, to)->intended =
                    judge(intent, &rows[start], &rows[goal], peopled, flows, from == to);
        }
    for (uint32_t p = 0; p < parts->rows->len; p++)
        ct_ids_clear(&rows[p]);
    g_free(rows);
}

void
ct_zone_matrix_intend(CtZoneMatrix *matrix, const CtInstances *instances)
{
    const CtModel *model = instances->model;
    Intent intent = {.n = matrix->n, .words = matrix->n / 64 + 1};
    g_autofree uint64_t *wanted = g_new0(uint64_t, (size_t)intent.n * intent.words + 1);
    g_autofree uint64_t *forbidden = g_new0(uint64_t, (size_t)intent.n * intent.words + 1);
    g_autofree uint64_t *peopled = peopled_zones(instances);

    intent.wanted = wanted;
    intent.forbidden = forbidden;
    for (uint32_t i = 0; i < model->flows.length; i++) {
        g_autofree uint64_t *from = ct_selector_zones(instances, model->flows.data[i].from);
        g_autofree uint64_t *to = ct_selector_zones(instances, model->flows.data[i].to);

        put_pairs(&intent, wanted, from, to);
    }
    for (uint32_t i = 0; i < model->policies.length; i++)
        put_policy(&intent, instances, &model->policies.data[i]);
    fill(matrix, &intent, peopled, model->flows.length > 0);
}
