/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-standards: ten catalogs over a fleet of zones. Its floor is one attack-graph pass
 * of the same fleet, grounding and fixpoint, which the judgement makes for itself as well, and the
 * segmentation that it asks for.
 */
#include "assurance/assess.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/measure.h"

#include <stdlib.h>
#include <string.h>

enum { REPEATS = 3, N_ZONES = 200 };

static const char *const standards[] = {
    "iec62443-3-3", "iec62443-4-2",      "iec62443-3-2", "etsi-en-303-645",
    "nis2-art21",   "eu-cra-annex-i",    "nist-iot",     "nist-sp800-207",
    "ml-parts",     "unece-r155-annex5", NULL,
};

static void
add_row(CtTextTable *table, const char *size, const char *what, double seconds, const char *note)
{
    char time[32];

    g_snprintf(time, sizeof time, "%.3f", seconds);
    ct_text_table_add(table, (const char *const[]){size, what, time, note});
}

/* The catalogs and checks that come with the program, and the fleet. */
typedef struct Bench {
    CtDiag *diag;
    CtChecks *checks;
    CtCatalogs *catalogs;
    CtSource *source;
    CtTwinStored stored; /* what the twin is asked outlives it */
    const char *entries[2];
    CtTwin *twin;
} Bench;

static void
bench_clear(Bench *bench)
{
    ct_twin_free(bench->twin);
    ct_catalogs_free(bench->catalogs);
    ct_checks_free(bench->checks);
    ct_diag_free(bench->diag);
    g_clear_pointer(&bench->source, ct_source_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bench, bench_clear)

static bool
bench_init(Bench *bench, uint32_t n, GError **error)
{
    g_autoptr(CtOut) yaml = ct_out_new_string();

    bench->entries[0] = ct_fleet_entry(CT_FLEET_PARTITIONED);

    ct_fleet_write_zones(n, N_ZONES, yaml);
    bench->source = ct_source_new_memory();
    ct_source_add(bench->source, "topology.yaml", ct_out_text(yaml), strlen(ct_out_text(yaml)));
    bench->stored = (CtTwinStored){.package = bench->source, .topology = "topology.yaml"};
    bench->twin =
        ct_twin_new(&(CtTwinOptions){.stored = &bench->stored, .entries = bench->entries});
    bench->diag = ct_diag_new();
    bench->checks = ct_checks_new(&ct_limits_default, error);
    bench->catalogs = ct_catalogs_new(&ct_limits_default);
    return bench->checks != NULL && ct_checks_load_builtin(bench->checks, bench->diag) &&
           ct_catalogs_load_builtin(bench->catalogs, bench->diag) &&
           ct_catalogs_bind(bench->catalogs, bench->checks, bench->diag) &&
           ct_twin_load(bench->twin, "fleet", CT_TWIN_REACH, error) &&
           ct_twin_load(bench->twin, "fleet", CT_TWIN_RULES, error);
}

/* The phases of one judgement: when each began. */
typedef struct Phases {
    double began, asked;
} Phases;

static void
on_phase(void *data, const char *what)
{
    if (strcmp(what, "asking the checks") == 0)
        ((Phases *)data)->asked = ct_measure_seconds();
}

static bool
run_size(CtTextTable *table, const char *size, GError **error)
{
    double pass[REPEATS], all[REPEATS], asking[REPEATS];
    g_auto(Bench) bench = {0};
    char note[128];
    int64_t n;

    if (!ct_units_parse_integer(size, 1, 10000000, &n, error) ||
        !bench_init(&bench, (uint32_t)n, error))
        return false;
    for (int r = 0; r < REPEATS; r++) {
        Phases phases = {.began = ct_measure_seconds()};
        CtAssessOptions options = {.standards = standards,
                                   .as_of = "2026-01-01",
                                   .on_phase = on_phase,
                                   .data = &phases};

        if (!ct_twin_select(bench.twin, 0, error))
            return false;
        ct_twin_solution_free(ct_twin_take_solution(bench.twin));
        pass[r] = ct_measure_seconds() - phases.began;
        phases.began = ct_measure_seconds();
        g_autoptr(CtAssurance) assurance =
            ct_assess(bench.twin, bench.catalogs, bench.checks, &options, error);

        if (assurance == NULL)
            return false;
        all[r] = ct_measure_seconds() - phases.began;
        asking[r] = ct_measure_seconds() - phases.asked;
    }
    double floor = ct_measure_median(pass, REPEATS);
    double own = ct_measure_median(asking, REPEATS);

    add_row(table, size, "attack graph", floor, "grounding and fixpoint");
    add_row(table, size, "ten catalogs", ct_measure_median(all, REPEATS),
            "with an attack graph and the segmentation");
    g_snprintf(note, sizeof note, "%.2f times the attack graph", own / floor);
    add_row(table, size, "of it checks", own, note);
    return true;
}

int
main(int argc, char **argv)
{
    static const char *const sizes[] = {"1000", "10000", "100000", NULL};
    static const char *const headers[] = {"assets", "what", "seconds", "", NULL};
    const char *const *size = argc > 1 ? (const char *const *)argv + 1 : sizes;
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, 100);
    g_autoptr(CtOut) out = ct_out_new_stream(stdout);
    g_autofree char *machine = ct_measure_machine();
    g_autoptr(GError) error = NULL;

    ct_text_table_set_right(table, 0);
    ct_text_table_set_right(table, 2);
    for (; *size != NULL; size++)
        if (!run_size(table, *size, &error)) {
            fprintf(stderr, "cybertwin-bench-standards: %s\n", error->message);
            return EXIT_FAILURE;
        }
    ct_out_printf(out, "%s\n%u zones, each open to the next and to the first\n\n", machine,
                  N_ZONES);
    ct_text_table_write(table, out, false);
    return ct_out_close(out, &error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
