/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `surface` as text and as JSON. */
#include "report/weak_points.h"

#include "base/json_out.h"
#include "base/text_table.h"
#include "report/place.h"

static const char *
row_kind(const CtSurfaceRow *row)
{
    switch (row->fact.kind) {
    case CT_FACT_REACH:
        return "service";
    case CT_FACT_GATED:
        return "service behind a second factor";
    case CT_FACT_CONTACT:
        return "people";
    case CT_FACT_OPERATES:
        return "channel";
    default:
        return "network";
    }
}

static char *
row_id(const CtTwin *twin, const CtSurfaceRow *row)
{
    return ct_entity_text(twin->instances, (CtEntityKind)ct_fact_kind_infos[row->fact.kind].entity,
                          row->fact.entity);
}

static bool
is_service(const CtSurfaceRow *row)
{
    return row->fact.kind == CT_FACT_REACH || row->fact.kind == CT_FACT_GATED;
}

/* "password, 1 known flaw, exploited in the wild" */
static char *
row_note(const CtTwin *twin, const CtSurfaceRow *row)
{
    GString *text = g_string_new(NULL);

    if (!is_service(row))
        return g_string_free(text, FALSE);
    g_string_append_printf(
        text, "asks %s",
        ct_word_text(CT_WORDS_AUTH, ct_instances_service(twin->instances, row->fact.entity)->auth));
    if (row->flaws > 0)
        g_string_append_printf(text, ", %u known %s%s", row->flaws,
                               row->flaws == 1 ? "flaw" : "flaws",
                               row->known_exploited ? ", exploited in the wild" : "");
    return g_string_free(text, FALSE);
}

void
ct_report_surface_text(CtOut *out,
                       const CtTwin *twin,
                       const CtSurface *surface,
                       const CtTextOptions *options)
{
    static const char *const headers[] = {"what", "which", "zone", "", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);

    ct_out_printf(out, "What the attacker can touch before his first attempt: %u services\n\n",
                  surface->n_services);
    for (uint32_t i = 0; i < surface->n_rows; i++) {
        const CtSurfaceRow *row = &surface->rows[i];
        g_autofree char *id = row_id(twin, row);
        g_autofree char *name = row->n_alike > 1
                                    ? g_strdup_printf("%s and %u alike", id, row->n_alike - 1)
                                    : g_strdup(id);
        g_autofree char *zone = row->zone == CT_NO_ID
                                    ? g_strdup("")
                                    : ct_instances_zone_text(twin->instances, row->zone);
        g_autofree char *note = row_note(twin, row);

        ct_text_table_add(table, (const char *const[]){row_kind(row), name, zone, note});
    }
    ct_text_table_write(table, out, options->color);
}

void
ct_report_surface_json(CtOut *out, const CtTwin *twin, const CtSurface *surface)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_integer(json, "services", surface->n_services);
    ct_json_key(json, "attack_surface");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < surface->n_rows; i++) {
        const CtSurfaceRow *row = &surface->rows[i];
        CtEntityKind kind = (CtEntityKind)ct_fact_kind_infos[row->fact.kind].entity;
        g_autofree char *id = row_id(twin, row);

        ct_json_begin_object(json);
        ct_json_put_string(json, "kind", ct_entity_kind_text(kind));
        ct_json_put_string(json, "id", id);
        ct_json_put_integer(json, "alike", row->n_alike);
        if (is_service(row)) {
            g_autofree char *zone = ct_instances_zone_text(twin->instances, row->zone);

            ct_json_put_string(json, "zone", zone);
            ct_json_put_bool(json, "gated", row->fact.kind == CT_FACT_GATED);
            ct_json_put_integer(json, "flaws", row->flaws);
            ct_json_put_bool(json, "known_exploited", row->known_exploited);
        }
        ct_place_json(json, twin, ct_entity_pos(twin->instances, kind, row->fact.entity));
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
