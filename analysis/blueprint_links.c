/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Doors and channels of a blueprint. */
#include "analysis/blueprint_parts.h"

#include "analysis/seg_parts.h"

#include <math.h>

/* --- conduits --- */

/* "hmi-1" of the instances that @selector names; "hmi-1, 3 more" of several rows. */
static char *
selected_text(const CtBlueDraft *draft, CtId selector)
{
    const CtCsr *selected = &draft->instances->selected;
    uint32_t start = selected->start[selector], end = selected->start[selector + 1];
    g_auto(CtIds) rows = {0};
    uint32_t least = CT_NO_ID;

    for (uint32_t i = start; i < end; i++) {
        uint32_t row = draft->instances->asset_row[selected->value[i]];

        if (rows.length == 0 || rows.data[rows.length - 1] != row)
            ct_ids_add(&rows, row);
    }
    ct_ids_sort_unique(&rows);
    for (uint32_t i = 0; i < rows.length; i++)
        least = MIN(least, draft->blueprint->asset_of_row[rows.data[i]]);
    if (rows.length == 0)
        return g_strdup("nobody");
    if (rows.length == 1)
        return g_strdup(draft->blueprint->assets[least].id);
    return g_strdup_printf("%s, %u more", draft->blueprint->assets[least].id, rows.length - 1);
}

static char *
rule_text(const CtBlueDraft *draft, const CtRule *rule)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *ports = ct_seg_ports_text(draft->model, rule->ports);

    g_string_append(text, ports);
    if (rule->from != CT_NO_ID) {
        g_autofree char *from = selected_text(draft, rule->from);

        g_string_append_printf(text, " from %s", from);
    }
    if (rule->to != CT_NO_ID) {
        g_autofree char *to = selected_text(draft, rule->to);

        g_string_append_printf(text, " to %s", to);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static const char *
control_word(CtWordList list, unsigned value)
{
    const char *text = ct_word_text(list, value);

    return value == 0 || g_str_equal(text, "none") ? NULL : text;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* Each port once. */
static char *
short_text(const CtBlueDraft *draft, CtSpan rules)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) text = g_string_new(NULL);

    for (uint32_t i = 0; ct_span_is_stated(rules) && i < rules.length; i++) {
        CtSpan ports = draft->model->rules.data[rules.start + i].ports;

        if (!ct_span_is_stated(ports))
            g_ptr_array_add(all, g_strdup("any"));
        for (uint32_t p = 0; ct_span_is_stated(ports) && p < ports.length; p++)
            g_ptr_array_add(all,
                            ct_seg_range_text(draft->model->port_ranges.data[ports.start + p]));
    }
    g_ptr_array_sort(all, compare_texts);
    for (uint32_t i = 0; i < all->len; i++) {
        const char *port = g_ptr_array_index(all, i);

        if (i > 0 && g_str_equal(port, g_ptr_array_index(all, i - 1)))
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", port);
    }
    if (all->len == 0)
        g_string_append(text, "nothing");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
write_conduit(CtBlueDraft *draft, uint32_t row, CtBlueConduit *ret_conduit)
{
    const CtModel *model = draft->model;
    const CtConduit *conduit = &model->conduits.data[row];
    const CtCsr *selected = &draft->instances->selected;
    g_autoptr(GPtrArray) allow = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t i = 0; ct_span_is_stated(conduit->allow) && i < conduit->allow.length; i++)
        g_ptr_array_add(allow, rule_text(draft, &model->rules.data[conduit->allow.start + i]));
    g_ptr_array_sort(allow, compare_texts);
    *ret_conduit = (CtBlueConduit){
        .id = ct_store_text(draft->store, ct_model_id(model, CT_SECTION_CONDUITS, row)),
        .title = ct_store_text(draft->store, ct_model_title(model, CT_SECTION_CONDUITS, row)),
        .pos = conduit->e.pos,
        .from = draft->blueprint->zone_of_row[conduit->from],
        .to = draft->blueprint->zone_of_row[conduit->to],
        .allow = ct_store_list(draft->store, allow),
        .n_allow = allow->len,
        .allow_short = ct_store_take_text(draft->store, short_text(draft, conduit->allow)),
        .mfa = control_word(CT_WORDS_MFA, conduit->mfa),
        .inspection = control_word(CT_WORDS_INSPECTION, conduit->inspection),
        .encryption = control_word(CT_WORDS_ENCRYPTION, conduit->encryption),
        .sensor = isnan(conduit->sensor) ? 0 : conduit->sensor,
        .enforced_by = CT_NO_ID,
        .transit = ct_tri_or(conduit->transit, false),
    };
    if (conduit->enforced_by != CT_NO_ID &&
        selected->start[conduit->enforced_by] < selected->start[conduit->enforced_by + 1]) {
        uint32_t asset = selected->value[selected->start[conduit->enforced_by]];

        ret_conduit->enforced_by =
            draft->blueprint->asset_of_row[draft->instances->asset_row[asset]];
    }
}

void
ct_blue_write_conduits(CtBlueDraft *draft)
{
    CtBlueprint *blueprint = draft->blueprint;
    g_autofree uint32_t *order =
        ct_blue_order(draft, CT_SECTION_CONDUITS, &blueprint->conduit_of_row);

    blueprint->n_conduits = draft->model->conduits.length;
    blueprint->conduits =
        ct_store_alloc(draft->store, blueprint->n_conduits, sizeof *blueprint->conduits);
    for (uint32_t i = 0; i < blueprint->n_conduits; i++)
        write_conduit(draft, order[i], &blueprint->conduits[i]);
}

/* --- channels --- */

static int
compare_ends(gconstpointer a, gconstpointer b)
{
    const CtBlueEnd *x = a, *y = b;

    return x->zone != y->zone ? (x->zone < y->zone ? -1 : 1) : 0;
}

/* @ends of one instance or zone each, joined by zone. */
static CtBlueEnd *
join_ends(CtBlueDraft *draft, GArray *ends, uint32_t *ret_n)
{
    uint32_t n = 0;

    g_array_sort(ends, compare_ends);
    for (uint32_t i = 0; i < ends->len; i++) {
        CtBlueEnd *end = &g_array_index(ends, CtBlueEnd, i);
        CtBlueEnd *last = n > 0 ? &g_array_index(ends, CtBlueEnd, n - 1) : NULL;

        if (last == NULL || last->zone != end->zone) {
            g_array_index(ends, CtBlueEnd, n++) = *end;
            continue;
        }
        if (last->asset != end->asset)
            last->asset = CT_NO_ID;
        last->n += end->n;
    }
    g_array_set_size(ends, n);
    *ret_n = n;
    return ct_store_array(draft->store, ends);
}

/* One end for each row that @selector names. */
static void
add_selected(const CtBlueDraft *draft, CtId selector, GArray *ends)
{
    const CtCsr *selected = &draft->instances->selected;
    uint32_t last = CT_NO_ID;

    if (selector == CT_NO_ID)
        return;
    for (uint32_t i = selected->start[selector]; i < selected->start[selector + 1]; i++) {
        uint32_t row = draft->instances->asset_row[selected->value[i]];
        uint32_t asset = draft->blueprint->asset_of_row[row];

        if (row == last) {
            g_array_index(ends, CtBlueEnd, ends->len - 1).n++;
            continue;
        }
        g_array_append_val(ends, ((CtBlueEnd){draft->blueprint->assets[asset].zone, asset, 1}));
        last = row;
    }
}

/* The zones that list the networks that the channel leads into. */
static void
add_networks(const CtBlueDraft *draft, CtSpan into, GArray *ends)
{
    const CtModel *model = draft->model;

    for (uint32_t z = 0; ct_span_is_stated(into) && z < model->zones.length; z++) {
        CtSpan networks = model->zones.data[z].networks;
        bool listed = false;

        for (uint32_t i = 0; i < networks.length; i++)
            for (uint32_t k = 0; k < into.length; k++)
                listed |= model->pool.data[networks.start + i] == model->pool.data[into.start + k];
        if (listed)
            g_array_append_val(ends, ((CtBlueEnd){draft->blueprint->zone_of_row[z], CT_NO_ID, 0}));
    }
}

/* Who is behind it: who is named, or runs the zone, or made what sends. */
static uint32_t
supplier_of(const CtBlueDraft *draft, const CtChannel *channel, const CtBlueChannel *written)
{
    const CtBlueprint *blueprint = draft->blueprint;

    if (channel->from_supplier != CT_NO_ID)
        return blueprint->supplier_of_row[channel->from_supplier];
    for (uint32_t i = 0; i < written->n_from; i++)
        for (uint32_t z = written->from[i].zone; z != CT_NO_ID; z = blueprint->zones[z].parent)
            if (blueprint->zones[z].operated_by != CT_NO_ID)
                return blueprint->zones[z].operated_by;
    return CT_NO_ID;
}

static void
write_channel(CtBlueDraft *draft, uint32_t row, CtBlueChannel *ret_channel)
{
    const CtModel *model = draft->model;
    const CtChannel *channel = &model->channels.data[row];
    g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(CtBlueEnd));
    g_autoptr(GArray) to = g_array_new(FALSE, FALSE, sizeof(CtBlueEnd));

    add_selected(draft, channel->from, from);
    add_selected(draft, channel->to, to);
    add_networks(draft, channel->into, to);
    *ret_channel = (CtBlueChannel){
        .id = ct_store_text(draft->store, ct_model_id(model, CT_SECTION_CHANNELS, row)),
        .title = ct_store_text(draft->store, ct_model_title(model, CT_SECTION_CHANNELS, row)),
        .kind = ct_store_text(draft->store, ct_word_text(CT_WORDS_CHANNEL_KIND, channel->kind)),
        .pos = channel->e.pos,
        .is_signed = ct_span_is_stated(channel->signed_with) && channel->signed_with.length > 0,
        .is_encrypted = ct_tri_or(channel->encrypted, false),
    };
    ret_channel->from = join_ends(draft, from, &ret_channel->n_from);
    ret_channel->to = join_ends(draft, to, &ret_channel->n_to);
    ret_channel->supplier = supplier_of(draft, channel, ret_channel);
    if (ret_channel->supplier != CT_NO_ID)
        draft->blueprint->suppliers[ret_channel->supplier].n_channels++;
}

void
ct_blue_write_channels(CtBlueDraft *draft)
{
    CtBlueprint *blueprint = draft->blueprint;
    g_autofree uint32_t *order =
        ct_blue_order(draft, CT_SECTION_CHANNELS, &blueprint->channel_of_row);

    blueprint->n_channels = draft->model->channels.length;
    blueprint->channels =
        ct_store_alloc(draft->store, blueprint->n_channels, sizeof *blueprint->channels);
    for (uint32_t i = 0; i < blueprint->n_channels; i++)
        write_channel(draft, order[i], &blueprint->channels[i]);
}
