/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blast radii of folds against a fixpoint for every single asset, on generated models: that shows
 * the sweep and the folds at once, since what is computed for one of a fold must hold for each.
 */
#include "tests/support/check.h"

#include "analysis/blast.h"
#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "base/bits.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"

enum { N_MODELS = 150 };

typedef struct Count {
    uint32_t n_assets, n_zones, n_functions;
} Count;

static bool
holds(const CtGraph *graph, const CtFixpoint *fixpoint, CtFactKind kind, uint32_t entity)
{
    CtFact fact = {.kind = (uint8_t)kind, .level = CT_LEVEL_USER, .entity = entity};

    return ct_bits_get(fixpoint->holds, ct_graph_fact(graph, fact));
}

static Count
count_alone(const CtGraph *graph, CtFact source)
{
    const CtInstances *instances = graph->instances;
    CtFactId entry = ct_graph_fact(graph, source);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, &entry, 1);
    g_autofree bool *zone = g_new0(bool, instances->n_zones + 1);
    Count count = {0};

    for (uint32_t a = 0; a < instances->n_assets; a++)
        if (holds(graph, fixpoint, CT_FACT_EXEC, a) || holds(graph, fixpoint, CT_FACT_IMPLANT, a)) {
            count.n_assets++;
            zone[instances->asset_zone[a]] = true;
        }
    for (uint32_t z = 0; z < instances->n_zones; z++)
        count.n_zones += zone[z] ? 1 : 0;
    for (uint32_t f = 0; f < instances->model->functions.length; f++)
        count.n_functions += holds(graph, fixpoint, CT_FACT_IMPAIRED, f) ? 1 : 0;
    return count;
}

static void
check_row(const CtGraph *graph, const CtBlastRow *row, CtFact source, uint64_t seed)
{
    g_autofree char *text = ct_fact_text(&ct_fact_kinds_builtin, graph->instances, source);
    Count want = count_alone(graph, source);

    CHECK_MSG(row->n_assets == want.n_assets && row->n_zones == want.n_zones &&
                  row->n_functions == want.n_functions,
              "seed %u, %s: %u assets, %u zones, %u functions; want %u, %u, %u", (unsigned)seed,
              text, row->n_assets, row->n_zones, row->n_functions, want.n_assets, want.n_zones,
              want.n_functions);
}

static void
check_graph(const CtGraph *graph, uint64_t seed, uint32_t *n_folded)
{
    g_autoptr(CtFolds) folds = ct_folds_new(graph->instances, NULL, 0);
    g_autoptr(CtBlast) blast = ct_blast_new(graph, folds, UINT32_MAX, 0);

    CHECK_INT(blast->n_rows, blast->n_sources);
    for (uint32_t r = 0; r < blast->n_rows; r++) {
        const CtBlastRow *row = &blast->rows[r];

        if (row->source.kind != CT_FACT_EXEC) {
            check_row(graph, row, row->source, seed);
            continue;
        }
        uint32_t fold = folds->of_asset[row->source.entity];
        *n_folded += row->n_alike > 1 ? 1 : 0;
        for (uint32_t i = folds->members.start[fold]; i < folds->members.start[fold + 1]; i++) {
            CtFact source = row->source;

            source.entity = folds->members.value[i];
            check_row(graph, row, source, seed);
        }
    }
}

static void
test_folds_fall_as_each_of_their_assets(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    GError *error = NULL;
    g_autoptr(CtLibrary) library = ct_library_new(&ct_limits_default, &error);
    uint32_t n_folded = 0;

    CHECK_OK(library != NULL && ct_library_load_builtin(library, diag, &error), error);
    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed + 7000, &ct_generator_all);
        g_autofree char *why = NULL;
        g_auto(CtLoaded) loaded = {0};

        if (!ct_loaded_init(&loaded, text, &why))
            continue;
        g_autoptr(CtGuard) guard = ct_guard_new(library, loaded.instances, &traits);
        g_autoptr(CtGraph) graph =
            ct_ground(library, guard, loaded.reach, &traits, &ct_limits_default, NULL, 0, &error);
        CHECK_OK(graph != NULL, error);
        check_graph(graph, seed, &n_folded);
    }
    CHECK_MSG(n_folded > N_MODELS / 2, "only %u folds of several assets", n_folded);
}

CU_TestInfo test_blast_tests[] = {
    {"folds fall as each of their assets", test_folds_fall_as_each_of_their_assets},
    CU_TEST_INFO_NULL,
};
