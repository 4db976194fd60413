/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-reports: a fleet analysed and simulated as `report` does it, then each format
 * written. The floor of a report is what it tells of: the analysis.
 */
#include "analysis/exposure_write.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/measure.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/json_result.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/pdf.h"
#include "report/sarif.h"
#include "sim/replicate.h"
#include "sim/run_make.h"

#include <stdlib.h>
#include <string.h>

enum { N_ZONES = 50, REPLICATIONS = 50 };

/* What a report is made of. */
typedef struct Subject {
    CtTwinStored stored;
    char *goal; /* what the twin was asked for, which outlives it */
    const char *goals[2], *entries[2];
    CtTwin *twin;
    CtSim *sim;
    CtRunHeader *header;
    CtDossier *dossier;
    CtKpis *kpis;
    CtStatistics *statistics;
    CtInventory *inventory;
    CtBlueprint *blueprint;
    CtLayout *layout;
} Subject;

static void
subject_clear(Subject *subject)
{
    ct_layout_free(subject->layout);
    ct_blueprint_free(subject->blueprint);
    ct_inventory_free(subject->inventory);
    ct_statistics_free(subject->statistics);
    ct_kpis_free(subject->kpis);
    ct_dossier_free(subject->dossier);
    ct_run_header_free(subject->header);
    ct_sim_free(subject->sim);
    ct_twin_free(subject->twin);
    ct_source_free(subject->stored.package);
    g_free(subject->goal);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Subject, subject_clear)

static bool
load(Subject *subject, uint32_t n, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();

    subject->goal = g_strdup_printf("exec:node-%u:admin", n / 5);
    subject->goals[0] = subject->goal;
    subject->entries[0] = ct_fleet_entry(CT_FLEET_PARTITIONED);
    ct_fleet_write_zones(n, N_ZONES, yaml);
    subject->stored = (CtTwinStored){.package = ct_source_new_memory(),
                                     .topology = "fleet.yaml",
                                     .is_lone = true};
    ct_source_add(subject->stored.package, "fleet.yaml", ct_out_text(yaml),
                  strlen(ct_out_text(yaml)));
    subject->twin = ct_twin_new(&(CtTwinOptions){.entries = subject->entries,
                                                 .goals = subject->goals,
                                                 .stored = &subject->stored,
                                                 .remember = true,
                                                 .warnings = true});
    return ct_twin_load(subject->twin, "fleet", CT_TWIN_SOLVED, error);
}

static bool
analyse(Subject *subject, GError **error)
{
    CtExposureOptions exposure;
    g_autoptr(CtKpiMaker) maker = ct_kpi_maker_new(subject->twin, NULL, NULL);
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .exposure = &exposure,
                                .as_of = "2026-01-01",
                                .look = ct_kpi_look,
                                .look_data = maker};

    ct_exposure_options_brief(&exposure, &ct_limits_default);
    subject->dossier = ct_dossier_new(subject->twin, &options, error);
    if (subject->dossier == NULL)
        return false;
    subject->kpis = ct_kpi_maker_finish(maker, subject->dossier, NULL);
    subject->inventory = ct_inventory_new(subject->twin->instances);
    subject->blueprint = ct_blueprint_new(subject->twin);
    subject->layout = ct_layout_new(subject->blueprint);
    return true;
}

static bool
simulate(Subject *subject, GError **error)
{
    CtRunRequest request = {.sim = {.seed = 1, .horizon_ms = -1}, .n = REPLICATIONS};

    subject->sim = ct_sim_setup(subject->twin, &request.sim, error);
    if (subject->sim == NULL)
        return false;
    subject->header = ct_run_make_header(subject->twin, subject->sim, &request);
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(subject->header);

    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        g_autoptr(CtRow) row = ct_replicate_one(subject->sim, r);

        ct_statistics_add(row, maker);
    }
    subject->statistics = ct_statistics_finish(maker, error);
    return subject->statistics != NULL;
}

/* --- the formats --- */

static bool
write_html(CtOut *out, const CtReportData *data, GError **error)
{
    (void)error;
    ct_report_html(out, data);
    return true;
}

static bool
write_sarif(CtOut *out, const CtReportData *data, GError **error)
{
    (void)error;
    ct_report_sarif(out, data, NULL);
    return true;
}

static bool
write_junit(CtOut *out, const CtReportData *data, GError **error)
{
    (void)error;
    ct_report_junit(out, data);
    return true;
}

static bool
write_markdown(CtOut *out, const CtReportData *data, GError **error)
{
    (void)error;
    ct_report_markdown(out, data);
    return true;
}

static bool
write_csv(CtOut *out, const CtReportData *data, GError **error)
{
    (void)error;
    for (const char *const *table = ct_report_csv_tables; *table != NULL; table++)
        ct_report_csv(out, data, *table);
    return true;
}

static const struct {
    const char *name;
    bool (*write)(CtOut *out, const CtReportData *data, GError **error);
} formats[] = {{"html", write_html},   {"sarif", write_sarif}, {"junit", write_junit},
               {"md", write_markdown}, {"csv", write_csv},     {"pdf", ct_report_pdf}};

/* --- rows --- */

static void
add_row(CtTextTable *table, const char *size, const char *what, double seconds, const char *note)
{
    char time[32];

    g_snprintf(time, sizeof time, "%.4f", seconds);
    ct_text_table_add(table, (const char *const[]){size, what, time, note});
}

static bool
time_formats(
    CtTextTable *table, const char *size, const Subject *subject, double analysis, GError **error)
{
    const CtReportData data = {.dossier = subject->dossier,
                               .statistics = subject->statistics,
                               .kpis = subject->kpis,
                               .inventory = subject->inventory,
                               .layout = subject->layout,
                               .as_of = "2026-01-01"};

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(CtOut) out = ct_out_new_string();
        double began = ct_measure_seconds();
        char note[64];

        if (!formats[i].write(out, &data, error))
            return false;
        double seconds = ct_measure_seconds() - began;

        g_snprintf(note, sizeof note, "%.3f times the analysis", seconds / analysis);
        add_row(table, size, formats[i].name, seconds, note);
    }
    return true;
}

static bool
run_size(CtTextTable *table, const char *size, GError **error)
{
    g_auto(Subject) subject = {0};
    double began = ct_measure_seconds(), loaded, analysed;
    int64_t n;

    if (!ct_units_parse_integer(size, N_ZONES, 10000000, &n, error) ||
        !load(&subject, (uint32_t)n, error))
        return false;
    loaded = ct_measure_seconds();
    if (!analyse(&subject, error))
        return false;
    analysed = ct_measure_seconds();
    if (!simulate(&subject, error))
        return false;
    add_row(table, size, "load", loaded - began, "topology to attack graph");
    add_row(table, size, "analysis", analysed - loaded, "paths, cuts, blast radii, zones, figures");
    add_row(table, size, "replications", ct_measure_seconds() - analysed, "");
    return time_formats(table, size, &subject, analysed - began, error);
}

int
main(int argc, char **argv)
{
    static const char *const sizes[] = {"1000", "10000", NULL};
    static const char *const headers[] = {"assets", "what", "seconds", "", NULL};
    const char *const *size = argc > 1 ? (const char *const *)argv + 1 : sizes;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 120);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;

    ct_text_table_set_right(table, 0);
    ct_text_table_set_right(table, 2);
    for (; *size != NULL; size++)
        if (!run_size(table, *size, &error)) {
            fprintf(stderr, "cybertwin-bench-reports: %s\n", error->message);
            return EXIT_FAILURE;
        }
    ct_out_printf(out, "%s\n%u zones, %u replications\n\n", machine, N_ZONES, REPLICATIONS);
    ct_text_table_write(table, out, false);
    return ct_out_close(out, &error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
