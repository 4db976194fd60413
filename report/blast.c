/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `blast` as text and as JSON. */
#include "report/weak_points.h"

#include "base/json_out.h"
#include "base/text_table.h"
#include "report/place.h"

enum { MOST_ROWS = 20 };

/* What one would say has fallen first: "asset hmi-1", "supplier relayco". */
static const char *
source_kind(const CtBlastRow *row)
{
    return ct_entity_kind_text((CtEntityKind)ct_fact_kind_infos[row->source.kind].entity);
}

static char *
source_id(const CtTwin *twin, const CtBlastRow *row)
{
    return ct_entity_text(twin->instances,
                          (CtEntityKind)ct_fact_kind_infos[row->source.kind].entity,
                          row->source.entity);
}

static void
add_row(CtTextTable *table, const CtTwin *twin, const CtBlast *blast, const CtBlastRow *row)
{
    g_autofree char *id = source_id(twin, row);
    g_autofree char *name =
        row->n_alike > 1 ? g_strdup_printf("%s and %u alike", id, row->n_alike - 1) : g_strdup(id);
    g_autofree char *assets = g_strdup_printf("%u", row->n_assets);
    g_autofree char *share =
        g_strdup_printf("%.0f%%", blast->weighted_all > 0
                                      ? 100.0 * (double)row->weighted / (double)blast->weighted_all
                                      : 0.0);
    g_autofree char *zones = g_strdup_printf("%u", row->n_zones);
    g_autofree char *functions = g_strdup_printf("%u", row->n_functions);
    g_autofree char *data = g_strdup_printf("%u", row->n_data);

    ct_text_table_add(table, (const char *const[]){source_kind(row), name, assets, share, zones,
                                                   functions, data});
}

void
ct_report_blast_text(CtOut *out,
                     const CtTwin *twin,
                     const CtBlast *blast,
                     const CtTextOptions *options)
{
    static const char *const headers[] = {"what",  "falls first", "assets", "weighted",
                                          "zones", "functions",   "data",   NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);
    uint32_t most = options->all ? blast->n_rows : MIN(blast->n_rows, MOST_ROWS);

    ct_out_printf(out, "What falls when one thing alone is the attacker's, of %u assets\n",
                  blast->n_assets);
    ct_out_printf(out, "computed: %u of %u sources\n\n", blast->n_rows, blast->n_sources);
    for (unsigned column = 2; column < 7; column++)
        ct_text_table_set_right(table, column);
    for (uint32_t i = 0; i < most; i++)
        add_row(table, twin, blast, &blast->rows[i]);
    ct_text_table_write(table, out, options->color);
    if (most < blast->n_rows)
        ct_out_printf(out, "\n%u more; --verbose shows them\n", blast->n_rows - most);
}

void
ct_report_blast_json(CtOut *out, const CtTwin *twin, const CtBlast *blast)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_integer(json, "assets", blast->n_assets);
    ct_json_put_integer(json, "weighted", (int64_t)blast->weighted_all);
    ct_json_put_integer(json, "sources", blast->n_sources);
    ct_json_put_integer(json, "computed", blast->n_rows);
    ct_json_key(json, "blast_radius");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < blast->n_rows; i++) {
        const CtBlastRow *row = &blast->rows[i];
        g_autofree char *id = source_id(twin, row);

        ct_json_begin_object(json);
        ct_json_put_string(json, "kind", source_kind(row));
        ct_json_put_string(json, "id", id);
        ct_json_put_integer(json, "alike", row->n_alike);
        ct_json_put_integer(json, "assets", row->n_assets);
        ct_json_put_integer(json, "weighted", (int64_t)row->weighted);
        ct_json_put_integer(json, "zones", row->n_zones);
        ct_json_put_integer(json, "functions", row->n_functions);
        ct_json_put_integer(json, "data", row->n_data);
        ct_place_json(json, twin,
                      ct_entity_pos(twin->instances,
                                    (CtEntityKind)ct_fact_kind_infos[row->source.kind].entity,
                                    row->source.entity));
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
