/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/assessed.h"

#include "tests/support/check.h"

#include "analysis/exposure_write.h"
#include "sim/replicate.h"
#include "sim/run_make.h"
#include "sim/setup.h"

#include <string.h>

static void
put_file(CtSource *source, const char *path, const char *text)
{
    ct_source_add(source, path, text, strlen(text));
}

typedef struct Rows {
    GPtrArray *rows;
} Rows;

static bool
keep_row(CtRow *row, void *data)
{
    Rows *rows = data;

    rows->rows->pdata[row->replication] = row;
    return true;
}

static CtStatistics *
simulate(CtTwin *twin, uint64_t n)
{
    const CtRunRequest request = {.as_of = "2026-01-01",
                                  .n = n,
                                  .sim = {.seed = 1, .horizon_ms = -1}};
    g_autoptr(GError) error = NULL;
    CtSim *sim = ct_sim_setup(twin, &request.sim, &error);
    Rows rows = {.rows = g_ptr_array_new_with_free_func((GDestroyNotify)ct_row_free)};

    CHECK_OK(sim != NULL, error);
    g_autoptr(CtRunHeader) header = ct_run_make_header(twin, sim, &request);
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(header);

    g_ptr_array_set_size(rows.rows, (gint)n);
    CU_ASSERT_FATAL(
        ct_replicate(sim, &(CtReplicateRange){.n = n},
                     &(CtReplicateOptions){.jobs = 1, .sink = keep_row, .data = &rows}));
    for (guint i = 0; i < rows.rows->len; i++)
        ct_statistics_add(rows.rows->pdata[i], maker);
    CtStatistics *statistics = ct_statistics_finish(maker, &error);

    CHECK_OK(statistics != NULL, error);
    g_ptr_array_unref(rows.rows);
    ct_sim_free(sim);
    return statistics;
}

static void
load(CtAssessed *assessed, const char *topology, const char *scenario, const char *rules)
{
    g_autofree char *whole = g_strconcat("cybertwin: 1\n", topology, NULL);
    g_autofree char *script = g_strconcat(rules != NULL ? "pack \"nasim\"\n" : "", scenario, NULL);
    g_autoptr(GError) error = NULL;

    *assessed = (CtAssessed){.stored = {.package = ct_source_new_memory(), .topology = "t.yaml"}};
    put_file(assessed->stored.package, "t.yaml", whole);
    put_file(assessed->stored.package, "scenario.lua", script);
    if (rules != NULL)
        put_file(assessed->stored.package, "techniques/own.lua", rules);
    assessed->twin = ct_twin_new(&(CtTwinOptions){.stored = &assessed->stored, .remember = true});
    bool loaded = ct_twin_load(assessed->twin, "package", CT_TWIN_SOLVED, &error);
    g_autofree char *said = ct_diag_to_text(assessed->twin->diag, 5);

    CHECK_MSG(loaded, "%s\n%s\n%s", error != NULL ? error->message : "", said, whole);
    CU_ASSERT_FATAL(loaded);
}

void
ct_assessed_init(
    CtAssessed *assessed, const char *topology, const char *scenario, const char *rules, uint64_t n)
{
    CtExposureOptions exposure;
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .exposure = &exposure,
                                .as_of = "2026-01-01",
                                .look = ct_kpi_look};
    g_autoptr(GError) error = NULL;

    load(assessed, topology, scenario, rules);
    g_autoptr(CtKpiMaker) maker = ct_kpi_maker_new(assessed->twin, NULL, NULL);

    ct_exposure_options_full(&exposure, &assessed->twin->limits);
    exposure.parts = CT_EXPOSURE_BLAST | CT_EXPOSURE_SURFACE;
    options.look_data = maker;
    assessed->dossier = ct_dossier_new(assessed->twin, &options, &error);
    CHECK_OK(assessed->dossier != NULL, error);
    if (n > 0)
        assessed->statistics = simulate(assessed->twin, n);
    assessed->kpis = ct_kpi_maker_finish(maker, assessed->dossier, assessed->statistics);
}

void
ct_assessed_clear(CtAssessed *assessed)
{
    g_clear_pointer(&assessed->kpis, ct_kpis_free);
    g_clear_pointer(&assessed->dossier, ct_dossier_free);
    g_clear_pointer(&assessed->statistics, ct_statistics_free);
    g_clear_pointer(&assessed->twin, ct_twin_free);
    g_clear_pointer(&assessed->stored.package, ct_source_free);
}

const CtKpi *
ct_assessed_kpi(const CtAssessed *assessed, const char *id)
{
    const CtKpi *kpi = ct_kpis_find(assessed->kpis, id);

    CHECK_MSG(kpi != NULL, "there is no KPI %s", id);
    CU_ASSERT_FATAL(kpi != NULL);
    return kpi;
}

double
ct_assessed_value(const CtAssessed *assessed, const char *id)
{
    return ct_assessed_kpi(assessed, id)->value;
}
