/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones against each other; what the business loses, whom it trusts, what hurts most to lose. */
#include "report/business.h"
#include "report/pdf_parts.h"
#include "report/text_parts.h"
#include "report/zone_signs.h"

#include <math.h>
#include <string.h>

enum { FEW_ZONES = 24, MOST_ZONES = 24, LARGE = 12, MOST_SOURCES = 12, MOST_ENTRIES = 15 };

/* --- the matrix --- */

static const CtPaint sign_paints[CT_ZONE_SIGN_COUNT] = {
    [CT_ZONE_SIGN_NONE] = CT_PAINT_INK_DIM,    [CT_ZONE_SIGN_CLOSED] = CT_PAINT_INK_DIM,
    [CT_ZONE_SIGN_HELD] = CT_PAINT_GUARD,      [CT_ZONE_SIGN_DOOR] = CT_PAINT_INK,
    [CT_ZONE_SIGN_UNMEANT] = CT_PAINT_FAILURE, [CT_ZONE_SIGN_OPEN] = CT_PAINT_FAILURE,
    [CT_ZONE_SIGN_THROUGH] = CT_PAINT_FAILURE, [CT_ZONE_SIGN_BLOCKED] = CT_PAINT_FAILURE,
    [CT_ZONE_SIGN_UNDECIDED] = CT_PAINT_INK,
};

/* Columns are numbered as the rows are: names across would not be read. */
static void
put_matrix_row(CtScene *scene,
               CtRect row,
               const CtSegmentation *segmentation,
               const CtIds *zones,
               uint32_t i,
               bool *seen)
{
    const double names = 150, cell = 14, middle = row.y + row.height / 2;
    uint32_t zone = zones->data[i];
    g_autofree char *name = g_strdup_printf("%u  %s", i + 1, segmentation->zones[zone].id);
    const CtPoint rule[] = {{row.x, ct_rect_bottom(row)},
                            {row.x + names + cell * zones->length, ct_rect_bottom(row)}};

    ct_scene_line(scene, rule, 2, CT_PAINT_PANEL_EDGE, 0.4);
    ct_scene_text(scene, (CtPoint){row.x, middle}, names - 8, name, 7, CT_PAINT_INK, CT_ALIGN_LEFT,
                  false);
    for (uint32_t k = 0; k < zones->length; k++) {
        CtZoneSign sign = ct_zone_sign(segmentation, zone, zones->data[k]);
        const char text[] = {ct_zone_signs[sign].sign, '\0'};

        seen[sign] = true;
        ct_scene_text(scene, (CtPoint){row.x + names + cell * (k + 0.5), middle}, cell,
                      sign == CT_ZONE_SIGN_NONE ? "" : text, 7.5, sign_paints[sign],
                      CT_ALIGN_MIDDLE, sign_paints[sign] == CT_PAINT_FAILURE);
    }
}

static void
put_matrix_heads(CtPaper *paper, uint32_t n)
{
    CtScene *scene = NULL;
    CtRect row = ct_paper_room(paper, 14, &scene);

    ct_scene_text(scene, (CtPoint){row.x, row.y + 7}, 140, "from ↓ into →", 6.5, CT_PAINT_INK_DIM,
                  CT_ALIGN_LEFT, false);
    for (uint32_t k = 0; k < n; k++) {
        char number[16];

        g_snprintf(number, sizeof number, "%u", k + 1);
        ct_scene_text(scene, (CtPoint){row.x + 150 + 14 * (k + 0.5), row.y + 7}, 14, number, 6.5,
                      CT_PAINT_INK_DIM, CT_ALIGN_MIDDLE, false);
    }
}

void
ct_pdf_zones(CtPaper *paper, const CtReportData *data)
{
    const CtSegmentation *segmentation = data->dossier->segmentation;
    bool seen[CT_ZONE_SIGN_COUNT] = {false};
    g_auto(CtIds) zones = {0};

    if (segmentation == NULL || segmentation->n_zones == 0)
        return;
    ct_report_choose_zones(segmentation, FEW_ZONES, MOST_ZONES, &zones);
    if (zones.length > LARGE)
        ct_paper_break(paper); /* better whole on the next sheet than cut in two */
    ct_paper_heading(paper, 2, "Zones against each other");
    ct_paper_text(paper, 0, CT_PAINT_INK,
                  "From the zone of a row into that of a column: what is intended, what the rules "
                  "allow, and what an attacker gets who holds the first and nothing else.");
    put_matrix_heads(paper, zones.length);
    for (uint32_t i = 0; i < zones.length; i++) {
        CtScene *scene = NULL;
        CtRect row = ct_paper_room(paper, 13, &scene);

        put_matrix_row(scene, row, segmentation, &zones, i, seen);
    }
    ct_paper_space(paper, 6);
    for (int sign = CT_ZONE_SIGN_CLOSED; sign < CT_ZONE_SIGN_COUNT; sign++) {
        g_autofree char *text =
            g_strdup_printf("%c  %s", ct_zone_signs[sign].sign, ct_zone_sign_text(sign));

        if (seen[sign])
            ct_paper_text(paper, 8, sign_paints[sign], text);
    }
    if (zones.length < segmentation->n_zones) {
        g_autofree char *text =
            g_strdup_printf("Shown are %u of %u zones: those between which something is amiss.",
                            zones.length, segmentation->n_zones);

        ct_paper_text(paper, 8, CT_PAINT_INK_DIM, text);
    }
}

/* --- functions and suppliers --- */

static void
put_function(CtPaper *paper, const CtReportData *data, const CtFunctionEntry *function)
{
    static const CtPaperCell verdicts[] = {
        [CT_ANSWER_YES] = {"✗ can be lost", NULL, true, CT_PAINT_FAILURE},
        [CT_ANSWER_NO] = {"✓ holds", NULL, true, CT_PAINT_GUARD},
        [CT_ANSWER_UNKNOWN] = {"? undecided", NULL, true, CT_PAINT_INK},
    };
    g_autofree char *needs = g_strdup_printf("%u of %u", function->k, function->n);
    g_autofree char *enough =
        function->enough > 0 ? g_strdup_printf("lost when %u fail", function->enough) : NULL;
    g_autofree char *cost = isnan(function->cost_per_hour)
                                ? NULL
                                : g_strdup_printf("%.12g an hour", function->cost_per_hour);
    const CtPaperCell cells[] = {{function->name != NULL ? function->name : function->id, NULL,
                                  true, CT_PAINT_NONE},
                                 verdicts[ct_report_is_lost(data->dossier, function->id)],
                                 {function->loss, NULL, false, CT_PAINT_NONE},
                                 {needs, enough, false, CT_PAINT_NONE},
                                 {function->safety, cost, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

void
ct_pdf_functions(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Function", "When nothing stops him", "What is lost",
                                          "Needs",    "Safety at stake, cost",  NULL};
    static const double shares[] = {0.28, 0.2, 0.16, 0.18, 0.18};
    const CtInventory *inventory = data->inventory;

    if (inventory == NULL || inventory->n_functions == 0)
        return;
    ct_paper_heading(paper, 2, "What the business can lose");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < inventory->n_functions; i++)
        put_function(paper, data, &inventory->functions[i]);
    ct_paper_end_table(paper);
}

static void
put_supplier(CtPaper *paper, const CtReportData *data, const CtSupplierEntry *supplier)
{
    const CtBlastFinding *blast = NULL;
    const CtBlastSource *source =
        ct_report_supplier_blast(&data->dossier->exposure, supplier->id, &blast);
    g_autofree char *practices = ct_report_practices_text(supplier);
    g_autofree char *tier = supplier->tier > 0 ? g_strdup_printf("tier %u", supplier->tier) : NULL;
    g_autofree char *makes = ct_report_supplies_text(supplier);
    g_autofree char *assets = g_strdup_printf("%u", supplier->n_assets);
    g_autofree char *falls =
        source != NULL ? g_strdup_printf("%u of %u", source->n_assets, blast->n_assets) : NULL;
    const CtPaperCell cells[] = {{supplier->name != NULL ? supplier->name : supplier->id, tier,
                                  true, CT_PAINT_NONE},
                                 {makes, NULL, false, CT_PAINT_NONE},
                                 {assets, NULL, false, CT_PAINT_NONE},
                                 {practices, NULL, false, CT_PAINT_NONE},
                                 {falls, NULL, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

void
ct_pdf_suppliers(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Supplier",  "Supplies",      "Assets",
                                          "Practices", "Falls with it", NULL};
    static const double shares[] = {0.26, 0.26, 0.09, 0.25, 0.14};
    const CtInventory *inventory = data->inventory;

    if (inventory == NULL || inventory->n_suppliers == 0)
        return;
    ct_paper_heading(paper, 2, "Whom the design trusts");
    ct_paper_text(paper, 0, CT_PAINT_INK,
                  "What falls with a supplier is what is lost when it, and nobody else, acts for "
                  "the attacker; given for the sources that hurt most.");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < inventory->n_suppliers; i++)
        put_supplier(paper, data, &inventory->suppliers[i]);
    ct_paper_end_table(paper);
}

/* --- exposure --- */

static void
put_source(CtPaper *paper, const CtBlastFinding *blast, const CtBlastSource *source)
{
    g_autofree char *alike =
        source->n_alike > 1 ? g_strdup_printf("%s, and %u alike", source->kind, source->n_alike - 1)
                            : g_strdup(source->kind);
    g_autofree char *assets = g_strdup_printf("%u of %u", source->n_assets, blast->n_assets);
    g_autofree char *share =
        g_strdup_printf("%.0f%%", blast->weighted_all > 0 ? 100.0 * (double)source->weighted /
                                                                (double)blast->weighted_all
                                                          : 0.0);
    g_autofree char *process = g_strdup_printf("%u", source->n_process);
    g_autofree char *others = g_strdup_printf("%u zones, %u functions, %u data", source->n_zones,
                                              source->n_functions, source->n_data);
    const CtPaperCell cells[] = {{source->id, alike, true, CT_PAINT_NONE},
                                 {assets, NULL, false, CT_PAINT_NONE},
                                 {share, NULL, false, CT_PAINT_NONE},
                                 {process, NULL, false, CT_PAINT_NONE},
                                 {others, NULL, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

void
ct_pdf_blast(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"What alone is his", "Assets that fall", "By criticality",
                                          "Process commanded", "And besides",      NULL};
    static const double shares[] = {0.32, 0.16, 0.14, 0.16, 0.22};
    const CtExposure *exposure = &data->dossier->exposure;

    for (uint32_t b = 0; b < exposure->n_blasts; b++) {
        const CtBlastFinding *blast = &exposure->blasts[b];
        g_autofree char *text = g_strdup_printf(
            "Each asset, product, component, credential and supplier in turn is the only thing "
            "that is the attacker's; the worst first. Computed: %u of %u sources.",
            blast->n_computed, blast->n_sources);

        if (b == 0)
            ct_paper_heading(paper, 2, "What hurts most to lose");
        ct_paper_text(paper, 0, CT_PAINT_INK, text);
        ct_paper_begin_table(paper, headers, shares);
        for (uint32_t i = 0; i < MIN(blast->n_listed, MOST_SOURCES); i++)
            put_source(paper, blast, &blast->sources[i]);
        ct_paper_end_table(paper);
    }
}

static void
put_entry(CtPaper *paper, const CtSurfaceEntry *entry)
{
    g_autofree char *alike =
        entry->n_alike > 1 ? g_strdup_printf("and %u alike", entry->n_alike - 1) : NULL;
    g_autofree char *guard =
        g_strdup_printf("%s%s%s", entry->auth != NULL ? "asks " : "",
                        entry->auth != NULL ? entry->auth : "",
                        entry->known_exploited ? ", a flaw is exploited in the wild" : "");
    const CtPaperCell cells[] = {{entry->id, alike, true, CT_PAINT_NONE},
                                 {entry->gated ? "service behind a second factor" : entry->kind,
                                  NULL, false, CT_PAINT_NONE},
                                 {entry->zone, NULL, false, CT_PAINT_NONE},
                                 {guard, NULL, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

void
ct_pdf_surface(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Which", "What", "Zone", "How it is guarded", NULL};
    static const double shares[] = {0.34, 0.22, 0.2, 0.24};
    const CtExposure *exposure = &data->dossier->exposure;

    for (uint32_t i = 0; i < exposure->n_surfaces; i++) {
        const CtSurfaceFinding *surface = &exposure->surfaces[i];
        g_autofree char *text = g_strdup_printf(
            "Before his first attempt %s can touch %u services, %u of them behind a second factor, "
            "%u groups of people, %u channels and %u networks.",
            surface->attacker, surface->n_services, surface->n_gated, surface->n_people,
            surface->n_channels, surface->n_networks);

        if (i == 0)
            ct_paper_heading(paper, 2, "What is open to him");
        ct_paper_text(paper, 0, CT_PAINT_INK, text);
        if (surface->n_entries == 0)
            continue;
        ct_paper_begin_table(paper, headers, shares);
        for (uint32_t k = 0; k < MIN(surface->n_entries, MOST_ENTRIES); k++)
            put_entry(paper, &surface->entries[k]);
        ct_paper_end_table(paper);
    }
}
