/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scenarios of the Network Attack Simulator, from their file to the least cost: generated ones
 * against a search over the states of the network, published ones against what is known of them.
 */
#include "tests/support/check.h"
#include "tests/support/nasim_model.h"
#include "tests/support/package.h"

#include "analysis/dossier.h"
#include "topology/import/import.h"

#include <math.h>

enum { N_MODELS = 300 };

/* The package of @text; NULL with what is wrong in @ret_why. */
static CtTestPackage *
convert(const char *text, char **ret_why)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtImportInput input = {.text = text,
                           .length = strlen(text),
                           .file = ct_diag_add_file(diag, "scenario.yaml", text, strlen(text)),
                           .name = "scenario",
                           .limits = &ct_limits_default,
                           .diag = diag};
    g_autoptr(CtOutFiles) files = ct_importer_find("nasim")->convert(&input);

    *ret_why = ct_diag_to_text(diag, 50);
    if (files == NULL)
        return NULL;
    return ct_test_package_new("topology.yaml", ct_out_files_get(files, "topology.yaml"),
                               "scenario.lua", ct_out_files_get(files, "scenario.lua"), NULL);
}

/* The least effort to the package's one goal, -1 where it cannot be reached, -2 on any failure. */
static double
solve(const char *folder)
{
    g_autoptr(CtTwin) twin = ct_twin_new(&(CtTwinOptions){.limits = &ct_limits_default});
    CtDossierOptions options = {.cost = CT_COST_EFFORT, .n_paths = 1};
    g_autoptr(GError) error = NULL;

    if (!ct_twin_load(twin, folder, CT_TWIN_SOLVED, &error)) {
        g_autofree char *said = ct_diag_to_text(twin->diag, 20);

        CHECK_MSG(false, "%s\n%s", error->message, said);
        return -2;
    }
    g_autoptr(CtDossier) dossier = ct_dossier_new(twin, &options, &error);
    CHECK_MSG(dossier != NULL, "%s", error != NULL ? error->message : "");
    if (dossier == NULL || dossier->attackers[0].n_goals != 1)
        return -2;
    const CtGoalFinding *goal = &dossier->attackers[0].goals[0];

    if (goal->reachable == CT_ANSWER_NO)
        return -1;
    if (goal->reachable != CT_ANSWER_YES || !goal->optimal || goal->n_paths == 0)
        return -2;
    return goal->paths[0].cost.effort_hours;
}

static void
test_least_cost_is_that_of_the_states(void)
{
    unsigned reachable = 0;

    for (guint32 seed = 0; seed < N_MODELS; seed++) {
        NasimModel model;
        g_autofree char *why = NULL;

        nasim_model_random(&model, seed);
        g_autofree char *text = nasim_model_text(&model);
        g_autoptr(CtTestPackage) package = convert(text, &why);
        CHECK_MSG(package != NULL, "seed %u: %s\n%s", seed, why, text);
        if (package == NULL)
            return;
        int want = nasim_model_least_cost(&model);
        double got = solve(package->folder);

        CHECK_MSG(fabs(got - want) < 1e-6, "seed %u: got %g, want %d\n%s", seed, got, want, text);
        reachable += want > 0 ? 1 : 0;
    }
    /* Enough of both kinds, or the generator tests nothing. */
    CHECK_MSG(reachable > N_MODELS / 3 && reachable < N_MODELS * 9 / 10, "%u of %u reachable",
              reachable, (unsigned)N_MODELS);
}

static void
test_published_scenarios(void)
{
    static const struct {
        const char *file;
        double cost;
    } known[] = {{"tiny", 6}, {"tiny-small", 11}, {"small", 14}};
    const char *folder = CT_SOURCE_DIR "/../shared/data/peer-models/nasim";

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_printerr("skipped: the simulator's own scenarios are not there\n");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.yaml", folder, known[i].file);
        g_autofree char *text = NULL;
        g_autofree char *why = NULL;

        CU_ASSERT_FATAL(g_file_get_contents(path, &text, NULL, NULL));
        g_autoptr(CtTestPackage) package = convert(text, &why);
        CHECK_MSG(package != NULL, "%s: %s", known[i].file, why);
        if (package == NULL)
            continue;
        double got = solve(package->folder);
        CHECK_MSG(fabs(got - known[i].cost) < 1e-6, "%s: got %g, want %g", known[i].file, got,
                  known[i].cost);
    }
}

CU_TestInfo test_nasim_tests[] = {
    {"the least cost is that of a search over states", test_least_cost_is_that_of_the_states},
    {"the published scenarios cost what is known", test_published_scenarios},
    CU_TEST_INFO_NULL,
};
