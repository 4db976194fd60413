/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways past the doors: pivots over a zone between (S3), channels that no door stands in (S7). */
#include "analysis/seg_parts.h"

#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

/* --- S3 --- */

static bool
is_pivot(const CtZoneMatrix *matrix, CtId from, CtId to, CtIds *between)
{
    const CtZoneCell *cell = ct_zone_cell(matrix, from, to);

    if (from == to || cell->attackable != CT_ANSWER_YES || cell->allowed != CT_ANSWER_NO ||
        cell->intended == CT_ANSWER_YES)
        return false;
    ct_seg_list_between(matrix, from, to, between);
    return between->length > 0;
}

/* Zone row → rows of it and of all zones within. */
static void
list_within(const CtModel *model, CtCsr *ret_within)
{
    g_auto(CtIds) around = {0};
    g_auto(CtIds) zone = {0};

    for (CtId z = 0; z < model->zones.length; z++)
        for (CtId up = z; up != CT_NO_ID; up = model->zones.data[up].parent) {
            ct_ids_add(&around, up);
            ct_ids_add(&zone, z);
        }
    ct_csr_build(ret_within, model->zones.length, around.data, zone.data, zone.length);
}

/* A finding about zones within says more than one about those around them. */
static bool
is_said_within(const CtCsr *within, const uint64_t *pivots, CtId from, CtId to)
{
    for (uint32_t i = within->start[from]; i < within->start[from + 1]; i++)
        for (uint32_t k = within->start[to]; k < within->start[to + 1]; k++) {
            CtId a = within->value[i];
            CtId b = within->value[k];

            if ((a != from || b != to) && ct_bits_get(pivots, (size_t)a * within->n_rows + b))
                return true;
        }
    return false;
}

static void
add_pivot(CtSegWork *work, CtId from, CtId to, const CtIds *between)
{
    const CtModel *model = work->model;
    const char *a = ct_seg_zone(work, from);
    const char *c = ct_seg_zone(work, to);
    g_autofree char *over = ct_seg_zone_names(model, between);
    CtId door = ct_seg_find_door(model, between->data[0], to);
    CtSegDraft *draft = ct_seg_add(work, CT_SEG_PIVOT, g_strdup_printf("S3:%s:%s", a, c),
                                   door != CT_NO_ID ? model->conduits.data[door].e.pos
                                                    : model->zones.data[to].e.pos);

    draft->failure.from = a;
    draft->failure.to = c;
    draft->is_known = true;
    draft->attackable = CT_ANSWER_YES;
    draft->if_attackable = ct_seg_highest_level(model, to) > ct_seg_highest_level(model, from)
                               ? CT_SEG_HIGH
                               : CT_SEG_MEDIUM;
    if (door != CT_NO_ID)
        draft->failure.rule =
            ct_seg_keep(work, g_strdup_printf("conduit %s",
                                              ct_model_id(model, CT_SECTION_CONDUITS, door)));
    draft->failure.what = ct_seg_keep(
        work, g_strdup_printf("no rule lets %s into %s, yet who holds %s gets there: it may enter "
                              "%s, which may enter %s",
                              a, c, a, over, c));
    draft->failure.fix = ct_seg_keep(
        work,
        door == CT_NO_ID
            ? g_strdup_printf("Take what %s offers to %s off its network.", c, over)
            : g_strdup_printf("Narrow %s to the senders and services that %s needs, ask a "
                              "second factor there, or harden what %s offers to %s. If %s is "
                              "meant to get there, declare the flow.",
                              ct_model_id(model, CT_SECTION_CONDUITS, door), over, over, a, a));
    draft->from_row = from;
    draft->to_row = to;
    ct_zone_parts_of_cell(work->matrix->parts, from, to, &draft->start_id, &draft->goal_id);
    draft->start = CT_SEG_START_PART;
    draft->goal = CT_SEG_GOAL_PART;
}

void
ct_seg_find_pivots(CtSegWork *work)
{
    const CtZoneMatrix *matrix = work->matrix;
    g_autofree uint64_t *pivots = NULL;
    g_auto(CtIds) between = {0};
    g_auto(CtCsr) within = {0};

    if (matrix == NULL || work->graph == NULL)
        return;
    pivots = ct_bits_new((size_t)matrix->n * matrix->n);
    list_within(work->model, &within);
    for (CtId a = 0; a < matrix->n; a++)
        for (CtId c = 0; c < matrix->n; c++)
            if (is_pivot(matrix, a, c, &between))
                ct_bits_set(pivots, (size_t)a * matrix->n + c);
    for (CtId a = 0; a < matrix->n; a++)
        for (CtId c = 0; c < matrix->n; c++)
            if (ct_bits_get(pivots, (size_t)a * matrix->n + c) &&
                !is_said_within(&within, pivots, a, c)) {
                ct_seg_list_between(matrix, a, c, &between);
                add_pivot(work, a, c, &between);
            }
}

/* --- S7 --- */

/* Zone rows in which the channel's senders stand; empty: an organisation that is not in the model.
 */
static void
sender_zones(const CtSegWork *work, const CtChannel *channel, CtIds *zones)
{
    const CtModel *model = work->model;
    const CtCsr *selected = &work->instances->selected;

    for (uint32_t i = channel->from == CT_NO_ID ? 0 : selected->start[channel->from];
         channel->from != CT_NO_ID && i < selected->start[channel->from + 1]; i++)
        ct_ids_add(zones,
                   work->instances->zone_row[work->instances->asset_zone[selected->value[i]]]);
    for (CtId z = 0; channel->from_supplier != CT_NO_ID && z < model->zones.length; z++)
        if (model->zones.data[z].operated_by == channel->from_supplier)
            ct_ids_add(zones, z);
    ct_ids_sort_unique(zones);
}

static void
add_zones_of(const CtSegWork *work, CtId selector, CtIds *zones)
{
    const CtCsr *selected = &work->instances->selected;

    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++)
        ct_ids_add(zones,
                   work->instances->zone_row[work->instances->asset_zone[selected->value[i]]]);
}

static void
receiver_zones(const CtSegWork *work, const CtChannel *channel, const CtCsr *listed, CtIds *zones)
{
    const CtModel *model = work->model;

    if (channel->to != CT_NO_ID)
        add_zones_of(work, channel->to, zones);
    for (uint32_t i = 0; ct_span_is_stated(channel->into) && i < channel->into.length; i++) {
        CtId network = model->pool.data[channel->into.start + i];

        for (uint32_t k = listed->start[network]; k < listed->start[network + 1]; k++)
            ct_ids_add(zones, listed->value[k]);
    }
    for (uint32_t i = 0; ct_span_is_stated(channel->services) && i < channel->services.length;
         i++) {
        const CtServiceRef *ref = &model->service_refs.data[channel->services.start + i];

        if (ref->selector != CT_NO_ID)
            add_zones_of(work, ref->selector, zones);
    }
    ct_ids_sort_unique(zones);
}

/* No door between the two, in either direction: who fetches an update opens the connection. */
static bool
bypasses(const CtSegWork *work, const CtIds *from, CtId to)
{
    for (uint32_t i = 0; i < from->length; i++) {
        CtId z = from->data[i];

        if (z == to || ct_seg_cell(work, z, to).allowed == CT_ANSWER_YES ||
            ct_seg_cell(work, to, z).allowed == CT_ANSWER_YES)
            return false;
        if (ct_seg_cell(work, z, to).allowed == CT_ANSWER_UNKNOWN)
            return false;
    }
    return true;
}

static const char *
channel_fix(const CtSegWork *work, const CtChannel *channel, const char *to)
{
    switch ((CtChannelKind)channel->kind) {
    case CT_CHANNEL_REMOTE_MAINTENANCE:
        return ct_seg_keep((CtSegWork *)work,
                           g_strdup_printf("End the maintenance access in a zone of its own before "
                                           "%s, with a second factor and opened on demand, and let "
                                           "a conduit allow what goes on from there.",
                                           to));
    case CT_CHANNEL_UPDATE:
        return ct_seg_keep(
            (CtSegWork *)work,
            g_strdup_printf("Put a server for releases where a conduit into %s can "
                            "allow it, check signatures there (signed_with) and have "
                            "somebody confirm what is released (confirmed_by).",
                            to));
    default:
        return ct_seg_keep((CtSegWork *)work,
                           g_strdup_printf("Lead the commands over a gateway in a zone of its own "
                                           "before %s, bound what one command can do (batch) and "
                                           "have the sender log in with more than a password.",
                                           to));
    }
}

static void
add_channel(CtSegWork *work, CtId row, const CtIds *from, CtId to, uint32_t n_more)
{
    const CtModel *model = work->model;
    const CtChannel *channel = &model->channels.data[row];
    const char *id = ct_model_id(model, CT_SECTION_CHANNELS, row);
    g_autofree char *zones = ct_seg_zone_names(model, from);
    g_autofree char *more = n_more > 0 ? g_strdup_printf(" and %u more", n_more) : g_strdup("");
    CtSegDraft *draft =
        ct_seg_add(work, CT_SEG_CHANNEL, g_strdup_printf("S7:%s", id), channel->e.pos);

    draft->failure.severity = CT_SEG_MEDIUM;
    draft->if_attackable = CT_SEG_HIGH;
    draft->failure.to = ct_seg_zone(work, to);
    draft->failure.from = from->length > 0
                              ? ct_seg_zone(work, ct_seg_extreme_zone(model, from, false))
                              : ct_store_text(work->store, ct_model_id(model, CT_SECTION_SUPPLIERS,
                                                                       channel->from_supplier));
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("channel %s", id));
    draft->failure.what = ct_seg_keep(
        work,
        from->length > 0
            ? g_strdup_printf("the %s channel %s goes from %s to %s%s; no conduit joins them, "
                              "so no door checks what it brings",
                              ct_word_text(CT_WORDS_CHANNEL_KIND, channel->kind), id, zones,
                              draft->failure.to, more)
            : g_strdup_printf("the %s channel %s brings %s, who is in no zone, straight to "
                              "%s%s: no door checks it",
                              ct_word_text(CT_WORDS_CHANNEL_KIND, channel->kind), id,
                              draft->failure.from, draft->failure.to, more));
    draft->failure.fix = channel_fix(work, channel, draft->failure.to);
    draft->start = CT_SEG_START_CHANNEL;
    draft->start_id = row;
    draft->goal = CT_SEG_GOAL_CHANNEL;
    draft->goal_id = row;
    draft->goal_other = to;
}

void
ct_seg_find_channels(CtSegWork *work)
{
    const CtModel *model = work->model;
    g_auto(CtCsr) listed = {0};

    ct_seg_list_zones(model, &listed);
    for (CtId row = 0; row < model->channels.length; row++) {
        const CtChannel *channel = &model->channels.data[row];
        g_auto(CtIds) from = {0};
        g_auto(CtIds) to = {0};
        uint32_t n = 0;

        if (channel->kind == CT_CHANNEL_BUILD || work->matrix == NULL)
            continue;
        sender_zones(work, channel, &from);
        receiver_zones(work, channel, &listed, &to);
        if (from.length == 0 && channel->from_supplier == CT_NO_ID)
            continue;
        for (uint32_t i = 0; i < to.length; i++)
            if (bypasses(work, &from, to.data[i]))
                to.data[n++] = to.data[i];
        to.length = n;
        if (n > 0)
            add_channel(work, row, &from, ct_seg_extreme_zone(model, &to, true), n - 1);
    }
}
