/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-kpis: everything that the key figures cost beside the dossier that they look at.
 * The floor is one pass of the attack graph: grounding it and its fixpoint.
 */
#include "analysis/exposure_write.h"
#include "assurance/kpi.h"
#include "base/text_table.h"
#include "bench/fleet.h"
#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_ZONES = 50 };

/* Looks at one attacker, and counts the time. */
typedef struct Timed {
    CtKpiMaker *maker;
    double seconds;
} Timed;

static void
look(const CtTwin *twin, void *data)
{
    Timed *timed = data;
    double start = ct_measure_seconds();

    ct_kpi_look(twin, timed->maker);
    timed->seconds += ct_measure_seconds() - start;
}

/* One row: grounding and fixpoint, then the figures. */
static bool
measure(uint32_t n, CtTextTable *table, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();
    g_autofree char *goal = g_strdup_printf("exec:node-%u:admin", n / 5);
    const char *const goals[] = {goal, NULL};
    const char *const entries[] = {ct_fleet_entry(CT_FLEET_PARTITIONED), NULL};
    CtTwinStored stored = {.topology = "fleet.yaml", .is_lone = true};
    CtExposureOptions exposure;
    Timed timed = {0};
    CtDossierOptions options = {.cost = CT_COST_TIME,
                                .n_paths = 1,
                                .exposure = &exposure,
                                .look = look,
                                .look_data = &timed};

    ct_fleet_write_zones(n, N_ZONES, yaml);
    stored.package = ct_source_new_memory();
    ct_source_add(stored.package, "fleet.yaml", ct_out_text(yaml), strlen(ct_out_text(yaml)));
    CtTwin *twin =
        ct_twin_new(&(CtTwinOptions){.entries = entries, .goals = goals, .stored = &stored});
    bool ok = ct_twin_load(twin, "fleet", CT_TWIN_RULES, error) &&
              ct_twin_load(twin, "fleet", CT_TWIN_REACH, error);
    double start = ct_measure_seconds();

    ok = ok && ct_twin_load(twin, "fleet", CT_TWIN_SOLVED, error);
    double floor_seconds = ct_measure_seconds() - start;

    if (ok) {
        timed.maker = ct_kpi_maker_new(twin, NULL, NULL);
        ct_exposure_options_brief(&exposure, &ct_limits_default);
        exposure.parts = CT_EXPOSURE_SURFACE;
        g_autoptr(CtDossier) dossier = ct_dossier_new(twin, &options, error);

        ok = dossier != NULL;
        start = ct_measure_seconds();
        g_autoptr(CtKpis) kpis = ok ? ct_kpi_maker_finish(timed.maker, dossier, NULL) : NULL;

        timed.seconds += ct_measure_seconds() - start;
        ct_kpi_maker_free(timed.maker);
    }
    g_autofree char *assets = g_strdup_printf("%u", n);
    g_autofree char *floor = g_strdup_printf("%.3f s", floor_seconds);
    g_autofree char *figures = g_strdup_printf("%.3f s", timed.seconds);
    g_autofree char *ratio = g_strdup_printf("%.2f", timed.seconds / floor_seconds);
    const char *const cells[] = {assets, floor, figures, ratio};

    ct_text_table_add(table, cells);
    ct_twin_free(twin);
    ct_source_free(stored.package);
    return ok;
}

int
main(int argc, char **argv)
{
    static const char *const sizes[] = {"10000", "100000", NULL};
    static const char *const headers[] = {"assets", "attack graph", "key figures", "ratio", NULL};
    const char *const *size = argc > 1 ? (const char *const *)argv + 1 : sizes;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 80);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;

    for (; *size != NULL; size++)
        if (!measure((uint32_t)strtoul(*size, NULL, 10), table, &error)) {
            fprintf(stderr, "cybertwin-bench-kpis: %s\n", error->message);
            return EXIT_FAILURE;
        }
    ct_out_printf(out, "%s\n%u zones\n\n", machine, N_ZONES);
    ct_text_table_write(table, out, false);
    return ct_out_close(out, &error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
