/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be said about a thing: from the blueprint, the topology and what has happened to it. */
#include "viz/app_parts.h"

#include "base/units.h"

#include <string.h>

enum { MOST_LINES = 400, MOST_BRIEF = 12 };

void
ct_app_say(GPtrArray *lines, const char *format, ...)
{
    va_list arguments;

    if (lines->len + 1 == MOST_LINES)
        g_ptr_array_add(lines, g_strdup("and more, which is left out here"));
    if (lines->len >= MOST_LINES)
        return;
    va_start(arguments, format);
    g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

char *
ct_app_pos_text(const CtAppSide *side, CtPos pos)
{
    const CtTwin *twin = side->subject.twin;

    if (twin == NULL || pos.line == 0)
        return NULL;
    const char *file = ct_diag_file_name(twin->diag, pos.file);
    size_t length = strlen(twin->package);

    /* Within the package, as people know it. */
    if (strncmp(file, twin->package, length) == 0 && file[length] == '/')
        file += length + 1;
    return g_strdup_printf("%s:%u:%u", file, pos.line, pos.column);
}

void
ct_app_say_position(GPtrArray *lines, const CtAppSide *side, CtPos pos)
{
    g_autofree char *text = ct_app_pos_text(side, pos);

    if (text != NULL)
        ct_app_say(lines, "%s", text);
}

/* --- a thing of each sort --- */

static void
about_asset(
    GPtrArray *lines, const CtAppSide *side, uint32_t a, uint32_t first, uint32_t n, bool reasons)
{
    static const char *const critical[] = {"", ", low", ", medium", ", high", ", severe"};
    const CtBlueprint *blueprint = side->subject.blueprint;
    const CtBlueAsset *asset = &blueprint->assets[a];

    ct_app_say(lines, "%s%s in %s", *asset->kind != '\0' ? asset->kind : "asset",
               critical[MIN(asset->critical, 4)], blueprint->zones[asset->zone].title);
    ct_app_say(lines, "product %s%s%s", asset->product, asset->supplier != CT_NO_ID ? " of " : "",
               asset->supplier != CT_NO_ID ? blueprint->suppliers[asset->supplier].title : "");
    if (n > 1)
        ct_app_say(lines, "%u alike", n);
    ct_app_say_position(lines, side, asset->pos);
    ct_app_say_held(lines, side, first, n, reasons);
    ct_app_say_content(lines, side, a);
}

static void
about_zone(GPtrArray *lines, const CtAppSide *side, uint32_t z, bool reasons)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    const CtBlueZone *zone = &blueprint->zones[z];
    uint32_t n = 0;

    for (uint32_t i = 0; i < zone->n_assets; i++)
        n += blueprint->assets[zone->first_asset + i].n;
    ct_app_say(lines, "%s%s%s", zone->is_outside ? "outside" : "zone",
               zone->parent != CT_NO_ID ? " in " : "",
               zone->parent != CT_NO_ID ? blueprint->zones[zone->parent].title : "");
    if (zone->level_stated)
        ct_app_say(lines, "level %d", zone->level);
    if (zone->sl_t >= 0)
        ct_app_say(lines, "target security level %d", zone->sl_t);
    ct_app_say(lines, "%u asset%s", n, n == 1 ? "" : "s");
    if (side->snapshot != NULL)
        ct_app_say(lines, "%u of them held", ct_snapshot_fallen(&side->snapshot->zone[z]));
    ct_app_say_position(lines, side, zone->pos);
    ct_app_say_thing(lines, side, CT_CHANGE_ZONE, z, "stands on a network of it", reasons);
}

static void
about_conduit(GPtrArray *lines, const CtAppSide *side, uint32_t c)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    const CtBlueConduit *conduit = &blueprint->conduits[c];

    ct_app_say(lines, "conduit from %s to %s", blueprint->zones[conduit->from].title,
               blueprint->zones[conduit->to].title);
    if (conduit->enforced_by != CT_NO_ID)
        ct_app_say(lines, "enforced by %s", blueprint->assets[conduit->enforced_by].id);
    if (conduit->mfa != NULL)
        ct_app_say(lines, "second factor: %s", conduit->mfa);
    if (conduit->inspection != NULL)
        ct_app_say(lines, "inspection: %s", conduit->inspection);
    if (conduit->encryption != NULL)
        ct_app_say(lines, "encryption: %s", conduit->encryption);
    if (conduit->sensor > 0)
        ct_app_say(lines, "a sensor sees %.0f%%", 100 * conduit->sensor);
    ct_app_say_position(lines, side, conduit->pos);
    ct_app_say(lines, "#Lets through");
    for (uint32_t i = 0; i < conduit->n_allow; i++)
        ct_app_say(lines, "%s", conduit->allow[i]);
    if (conduit->n_allow == 0)
        ct_app_say(lines, "nothing");
}

static void
about_supplier(GPtrArray *lines, const CtAppSide *side, uint32_t s, bool reasons)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    const CtBlueSupplier *supplier = &blueprint->suppliers[s];

    ct_app_say(lines, "supplier%s", supplier->tier > 1 ? " of a supplier" : "");
    ct_app_say(lines, "%u products, on %u assets", supplier->n_products, supplier->n_assets);
    ct_app_say_position(lines, side, supplier->pos);
    ct_app_say_thing(lines, side, CT_CHANGE_SUPPLIER, s, "acts for the attacker", reasons);
    if (supplier->n_channels > 0)
        ct_app_say(lines, "#Channels into the building");
    for (uint32_t i = 0; i < blueprint->n_channels; i++)
        if (blueprint->channels[i].supplier == s)
            ct_app_say(lines, "%s: %s", blueprint->channels[i].title, blueprint->channels[i].kind);
}

static void
about_channel(GPtrArray *lines, const CtAppSide *side, uint32_t c, bool reasons)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    const CtBlueChannel *channel = &blueprint->channels[c];

    ct_app_say(lines, "%s channel%s%s", channel->kind, channel->supplier != CT_NO_ID ? " of " : "",
               channel->supplier != CT_NO_ID ? blueprint->suppliers[channel->supplier].title : "");
    ct_app_say(lines, "%s, %s", channel->is_signed ? "signed" : "not signed",
               channel->is_encrypted ? "encrypted" : "not encrypted");
    ct_app_say_position(lines, side, channel->pos);
    ct_app_say_thing(lines, side, CT_CHANGE_CHANNEL, c, "can send over it", reasons);
    if (channel->n_to > 0)
        ct_app_say(lines, "#Leads to");
    for (uint32_t i = 0; i < channel->n_to; i++)
        ct_app_say(lines, "%s, %u assets", blueprint->zones[channel->to[i].zone].title,
                   channel->to[i].n);
}

static void
about_credential(GPtrArray *lines, const CtAppSide *side, uint32_t c, bool reasons)
{
    ct_app_say(lines, "credential");
    ct_app_say_position(lines, side, side->subject.blueprint->credentials[c].pos);
    ct_app_say_thing(lines, side, CT_CHANGE_CREDENTIAL, c, "holds it", reasons);
    if (side->snapshot != NULL && side->snapshot->things[CT_CHANGE_ROTATED][c])
        ct_app_say(lines, "it was replaced");
}

GPtrArray *
ct_app_about(const CtAppSide *side, CtPick pick, bool reasons)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *id = ct_app_id(blueprint, pick);
    const char *title = ct_app_title(blueprint, pick);

    if (pick.of == CT_PICK_CELL)
        ct_app_say_cell(lines, side, pick.what);
    if (pick.of == CT_PICK_FAILURE && side->subject.segmentation != NULL) {
        ct_app_say(lines, "#The segmentation fails here");
        ct_app_say_failure(lines, side, &side->subject.segmentation->failures[pick.what]);
    }
    if (pick.of == CT_PICK_STEP && side->way != NULL && pick.what < side->way->n_steps)
        ct_app_say_step(lines, side, &side->way->steps[pick.what], pick.what + 1);
    if (id == NULL)
        return lines;
    ct_app_say(lines, "#%s", title != NULL ? title : id);
    if (title != NULL && g_strcmp0(title, id) != 0)
        ct_app_say(lines, "%s", id);
    if (pick.of == CT_PICK_ASSET) {
        const CtBlueAsset *asset = &blueprint->assets[pick.what];

        about_asset(lines, side, pick.what, asset->first, asset->n, reasons);
    } else if (pick.of == CT_PICK_INSTANCE) {
        about_asset(lines, side, ct_blueprint_asset_of(blueprint, pick.what), pick.what, 1,
                    reasons);
    } else if (pick.of == CT_PICK_FOLD) {
        const CtBlueFold *fold = &blueprint->folds[pick.what];

        about_asset(lines, side, fold->first, blueprint->assets[fold->first].first, fold->n,
                    reasons);
    } else if (pick.of == CT_PICK_ZONE) {
        about_zone(lines, side, pick.what, reasons);
    } else if (pick.of == CT_PICK_CONDUIT) {
        about_conduit(lines, side, pick.what);
    } else if (pick.of == CT_PICK_SUPPLIER) {
        about_supplier(lines, side, pick.what, reasons);
    } else if (pick.of == CT_PICK_CHANNEL) {
        about_channel(lines, side, pick.what, reasons);
    } else if (pick.of == CT_PICK_CREDENTIAL) {
        about_credential(lines, side, pick.what, reasons);
    }
    return lines;
}

char *
ct_app_brief(const CtAppSide *side, CtPick pick)
{
    g_autoptr(GPtrArray) whole = ct_app_about(side, pick, false);
    g_autoptr(GPtrArray) lines = ct_app_break_lines(whole);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < MIN(lines->len, MOST_BRIEF); i++) {
        const char *line = lines->pdata[i];

        /* What he has is what one looks for; of what it is made, a click tells. */
        if (i > 0 && *line == '#' && *(const char *)lines->pdata[i - 1] != '#' &&
            (i + 1 == MOST_BRIEF || !g_str_has_prefix(line, ct_app_held_heading)))
            break;
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", line + (*line == '#'));
    }
    return lines->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
