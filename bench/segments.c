/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cybertwin-bench-segments: the segmentation matrix over a fleet of zones, stage by stage. Its
 * floor is what its attacks cannot do without: one sweep of ct_floor_words() for each 64 zones,
 * from the facts that the matrix enters with.
 */
#include "analysis/closure64.h"
#include "analysis/zones.h"
#include "base/text_table.h"
#include "base/units.h"
#include "bench/fleet.h"
#include "bench/floor_csr.h"
#include "bench/floor_words.h"
#include "bench/grounded.h"
#include "bench/measure.h"

#include <stdlib.h>

enum { REPEATS = 3, N_ZONES = 200 };

static void
add_row(CtTextTable *table, const char *size, const char *what, double seconds, const char *note)
{
    char time[32];

    g_snprintf(time, sizeof time, "%.4f", seconds);
    ct_text_table_add(table, (const char *const[]){size, what, time, note});
}

/* What the matrix enters with for zone rows @first …: user execution on their assets, and standing
 * on their networks, each in the world of its zone. The fleet's zones hold no others. */
static void
enter(const CtGrounded *fleet, uint32_t first, CtIds *facts, GArray *worlds)
{
    const CtInstances *instances = fleet->instances;
    const CtCsr *listed = &instances->network_zones;
    CtFact fact = {.kind = CT_FACT_EXEC, .level = CT_LEVEL_USER};

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        uint32_t zone = instances->zone_row[instances->asset_zone[a]];
        uint64_t world = zone - first < CT_N_WORLDS ? UINT64_C(1) << (zone - first) : 0;

        fact.entity = a;
        if (world == 0)
            continue;
        ct_ids_add(facts, ct_graph_fact(fleet->graph, fact));
        g_array_append_val(worlds, world);
    }
    fact = (CtFact){.kind = CT_FACT_LOCATED};
    for (uint32_t n = 0; n < instances->n_networks; n++)
        for (uint32_t i = listed->start[n]; i < listed->start[n + 1]; i++) {
            uint32_t zone = instances->zone_row[listed->value[i]];
            uint64_t world = zone - first < CT_N_WORLDS ? UINT64_C(1) << (zone - first) : 0;

            fact.entity = n;
            if (world == 0)
                continue;
            ct_ids_add(facts, ct_graph_fact(fleet->graph, fact));
            g_array_append_val(worlds, world);
        }
}

static double
sweep_floors(const CtGrounded *fleet, const CtCsr *edges)
{
    double seconds = 0;

    for (uint32_t first = 0; first < fleet->model->zones.length; first += CT_N_WORLDS) {
        g_auto(CtIds) facts = {0};
        g_autoptr(GArray) worlds = g_array_new(FALSE, FALSE, sizeof(uint64_t));

        enter(fleet, first, &facts, worlds);
        seconds += ct_floor_words(edges, facts.data, (const uint64_t *)worlds->data, facts.length);
    }
    return seconds;
}

typedef struct Times {
    double folds[REPEATS], reach[REPEATS], allowed[REPEATS], attackable[REPEATS], floor[REPEATS];
} Times;

/* The matrix with one of its two sides left out: what is asked of that side is unknown. */
static double
time_matrix(const CtGrounded *fleet,
            const CtFolds *folds,
            const CtReachZones *reach,
            const CtGraph *graph,
            uint32_t *ret_yes)
{
    double began = ct_measure_seconds();
    g_autoptr(CtZoneMatrix) matrix = ct_zone_matrix_new(fleet->instances, folds, reach, graph);
    double seconds = ct_measure_seconds() - began;

    *ret_yes = 0;
    for (size_t i = 0; i < (size_t)matrix->n * matrix->n; i++)
        *ret_yes += (reach != NULL ? matrix->cells[i].allowed : matrix->cells[i].attackable) ==
                    CT_ANSWER_YES;
    return seconds;
}

static void
report(CtTextTable *table,
       const char *size,
       const CtGrounded *fleet,
       Times *times,
       uint32_t allowed,
       uint32_t attackable)
{
    double folds = ct_measure_median(times->folds, REPEATS);
    double reach = ct_measure_median(times->reach, REPEATS);
    double let = ct_measure_median(times->allowed, REPEATS);
    double attack = ct_measure_median(times->attackable, REPEATS);
    double floor = ct_measure_median(times->floor, REPEATS);
    char note[128];

    add_row(table, size, "folds", folds, "");
    add_row(table, size, "ways by rules", reach, "");
    g_snprintf(note, sizeof note, "%u cells", allowed);
    add_row(table, size, "allowed", let, note);
    g_snprintf(note, sizeof note, "%u cells; %.2f times the floor of %.4f s; %u facts, %u steps",
               attackable, attack / floor, floor, fleet->graph->n_facts, fleet->graph->n_steps);
    add_row(table, size, "attackable", attack, note);
    g_snprintf(note, sizeof note, "%.2f times that floor", (folds + reach + let + attack) / floor);
    add_row(table, size, "matrix", folds + reach + let + attack, note);
}

static bool
bench_matrix(CtTextTable *table, const char *size, const CtGrounded *fleet, GError **error)
{
    g_auto(CtCsr) edges = {0};
    uint32_t allowed = 0;
    uint32_t attackable = 0;
    Times times;

    ct_floor_csr_build(fleet->graph, &edges);
    for (int r = 0; r < REPEATS; r++) {
        double began = ct_measure_seconds();
        g_autoptr(CtFolds) folds = ct_folds_new(fleet->instances, NULL, 0);

        times.folds[r] = ct_measure_seconds() - began;
        began = ct_measure_seconds();
        g_autoptr(CtReachZones) reach =
            ct_reach_zones_new(fleet->instances, &ct_limits_default, error);

        if (reach == NULL)
            return false;
        times.reach[r] = ct_measure_seconds() - began;
        times.allowed[r] = time_matrix(fleet, folds, reach, NULL, &allowed);
        times.attackable[r] = time_matrix(fleet, folds, NULL, fleet->graph, &attackable);
        times.floor[r] = sweep_floors(fleet, &edges);
    }
    report(table, size, fleet, &times, allowed, attackable);
    return true;
}

static bool
run_size(CtTextTable *table, const char *size, GError **error)
{
    g_auto(CtGrounded) fleet = {0};
    g_autoptr(CtOut) yaml = ct_out_new_string();
    int64_t n;

    if (!ct_units_parse_integer(size, 1, 10000000, &n, error))
        return false;
    ct_fleet_write_zones((uint32_t)n, N_ZONES, yaml);
    return ct_grounded_init(&fleet, ct_out_text(yaml), ct_fleet_entry(CT_FLEET_PARTITIONED),
                            error) &&
           bench_matrix(table, size, &fleet, error);
}

int
main(int argc, char **argv)
{
    static const char *const sizes[] = {"1000", "10000", "100000", NULL};
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
            fprintf(stderr, "cybertwin-bench-segments: %s\n", error->message);
            return EXIT_FAILURE;
        }
    ct_out_printf(out, "%s\n%u zones, each open to the next and to the first\n\n", machine,
                  N_ZONES);
    ct_text_table_write(table, out, false);
    return ct_out_close(out, &error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
