/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pictures of the packages that come with the program, held to the draw commands in
 * tests/draw/pictures: the whole plan at rest, the tiles at two moments of a replication, and what
 * is drawn over it for the best way and the failures. CT_UPDATE_GOLDEN=1 writes them anew.
 */
#include "analysis/exposure_write.h"
#include "draw/frame.h"
#include "sim/setup.h"
#include "tests/draw/drawn.h"
#include "tests/support/check.h"

typedef struct Package {
    CtTwin *twin;
    CtSim *sim;
    CtBlueprint *blueprint;
    CtLayout *layout;
} Package;

static void
package_load(Package *package, const char *name, CtTwinStage stage)
{
    g_autofree char *path = g_build_filename(CT_SOURCE_DIR, "scenarios", name, NULL);
    g_autoptr(GError) error = NULL;

    *package = (Package){.twin = ct_twin_new(&(CtTwinOptions){0})};
    CHECK_OK(ct_twin_load(package->twin, path, stage, &error), error);
    package->blueprint = ct_blueprint_new(package->twin);
    package->layout = ct_layout_new(package->blueprint);
}

static void
package_clear(Package *package)
{
    ct_layout_free(package->layout);
    ct_blueprint_free(package->blueprint);
    ct_sim_free(package->sim);
    ct_twin_free(package->twin);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Package, package_clear)

static void
compare(const CtScene *scene, const char *name, const char *state)
{
    g_autofree char *file = g_strdup_printf("%s-%s.txt", name, state);
    g_autofree char *path = g_build_filename(CT_SOURCE_DIR, "tests/draw/pictures", file, NULL);
    g_autofree char *got = ct_drawn_text(scene);
    g_autofree char *want = NULL;

    if (g_strcmp0(g_getenv("CT_UPDATE_GOLDEN"), "1") == 0)
        g_file_set_contents(path, got, -1, NULL);
    if (!g_file_get_contents(path, &want, NULL, NULL) || strcmp(got, want) != 0) {
        size_t at = 0, line = 1;

        for (; want != NULL && got[at] != '\0' && got[at] == want[at]; at++)
            line += got[at] == '\n';
        CHECK_MSG(false, "%s is not what comes, from line %zu on: %.60s", file, line, got + at);
    }
}

static CtPlanView
view_of(const Package *package, const CtSnapshot *snapshot)
{
    CtPlanView view = {.layout = package->layout, .snapshot = snapshot, .text_scale = 1};

    view.camera = ct_camera_fit(package->layout->bounds, (CtRect){14, 60, 1252, 640}, 2);
    return view;
}

static void
check_rest(const char *name)
{
    g_auto(Package) package;
    package_load(&package, name, CT_TWIN_INSTANCES);
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    g_autofree char *fault = ct_drawn_layout_fault(package.layout);
    g_autofree char *covered = NULL;

    CHECK_MSG(fault == NULL, "%s: %s", name, fault);
    ct_frame_draw(scene, &(CtFrame){.layout = package.layout});
    covered = ct_drawn_scene_fault(scene);
    CHECK_MSG(covered == NULL, "%s: %s", name, covered);
    compare(scene, name, "rest");
}

/* After a quarter of the time, and in the end. */
static void
check_moments(const char *name)
{
    g_auto(Package) package;
    package_load(&package, name, CT_TWIN_SOLVED);
    g_autoptr(GError) error = NULL;
    package.sim = ct_sim_setup(package.twin, &(CtSimOptions){.seed = 1, .horizon_ms = -1}, &error);
    CHECK_OK(package.sim != NULL, error);
    g_autoptr(GArray) records = ct_trace_play(package.sim, 0, NULL);
    g_autoptr(CtChronicle) chronicle =
        ct_chronicle_new(package.blueprint, package.twin, package.sim, records);
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(package.blueprint, chronicle);

    for (int quarter = 1; quarter <= 4; quarter += 3) {
        g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
        CtPlanView view = view_of(&package, snapshot);

        ct_snapshot_seek(snapshot, chronicle->end_ms / 4 * quarter + quarter % 4);
        ct_plan_draw_assets(scene, &view);
        compare(scene, name, quarter == 1 ? "quarter" : "end");
    }
}

/* Everything at once covers no text. */
static void
check_whole(const Package *package, const char *name, const CtDossier *dossier)
{
    const CtWeakFinding *weak = &dossier->exposure.weak[0];
    const CtCutsFinding *cuts = ct_weak_find_cuts(weak, "asset");
    static const double sizes[][2] = {{1280, 800}, {3840, 2160}, {640, 400}};

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(CtScene) scene = ct_scene_new(sizes[i][0], sizes[i][1]);
        g_autofree char *fault = NULL;

        ct_frame_draw(scene, &(CtFrame){.layout = package->layout,
                                        .segmentation = dossier->segmentation,
                                        .path = &dossier->attackers[0].goals[0].paths[0],
                                        .chokes = weak->chokes,
                                        .n_chokes = weak->n_chokes,
                                        .cut = cuts->n_sets > 0 ? cuts->sets[0].elements : NULL,
                                        .n_cut = cuts->n_sets > 0 ? cuts->sets[0].n_elements : 0});
        fault = ct_drawn_scene_fault(scene);
        CHECK_MSG(fault == NULL, "%s, all of it, %.0f wide: %s", name, sizes[i][0], fault);
    }
}

static void
check_matrix(const char *name, const CtSegmentation *segmentation)
{
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    g_autofree char *fault = NULL;

    ct_matrix_draw(scene, (CtRect){14, 60, 1252, 700}, segmentation, (CtPick){CT_PICK_ZONE, 1});
    fault = ct_drawn_scene_fault(scene);
    CHECK_MSG(fault == NULL, "the matrix of %s: %s", name, fault);
    CHECK_MSG(scene->n_left_out == 0, "the matrix of %s: %u left out", name, scene->n_left_out);
    CHECK_MSG(scene->n_shortened == 0, "the matrix of %s: %u shortened", name, scene->n_shortened);
    compare(scene, name, "matrix");
}

static void
check_marks(const char *name)
{
    g_auto(Package) package;
    package_load(&package, name, CT_TWIN_SOLVED);
    CtExposureOptions exposure;
    g_autoptr(GError) error = NULL;

    ct_exposure_options_brief(&exposure, &ct_limits_default);
    exposure.parts = CT_EXPOSURE_CUTS;
    g_autoptr(CtDossier) dossier = ct_dossier_new(package.twin,
                                                  &(CtDossierOptions){.cost = CT_COST_EFFORT,
                                                                      .n_paths = 1,
                                                                      .as_of = "2026-01-01",
                                                                      .exposure = &exposure},
                                                  &error);
    g_autoptr(CtScene) scene = ct_scene_new(1280, 800);
    CtPlanView view = view_of(&package, NULL);

    CHECK_OK(dossier != NULL, error);
    const CtWeakFinding *weak = &dossier->exposure.weak[0];

    ct_plan_draw_failures(scene, &view, dossier->segmentation);
    ct_plan_draw_path(scene, &view, &dossier->attackers[0].goals[0].paths[0]);
    ct_plan_draw_elements(scene, &view, weak->chokes, weak->n_chokes, CT_ICON_SHIELD);
    compare(scene, name, "marks");
    check_whole(&package, name, dossier);
    check_matrix(name, dossier->segmentation);
}

#define PICTURES(suffix, name)                                                                     \
    static void test_##suffix##_rest(void)                                                         \
    {                                                                                              \
        check_rest(name);                                                                          \
    }                                                                                              \
    static void test_##suffix##_moments(void)                                                      \
    {                                                                                              \
        check_moments(name);                                                                       \
    }                                                                                              \
    static void test_##suffix##_marks(void)                                                        \
    {                                                                                              \
        check_marks(name);                                                                         \
    }
PICTURES(cars, "automotive-jeep-2015")
PICTURES(energy, "energy-ukraine-2015")
PICTURES(phones, "software-3cx-2023")
PICTURES(water, "water-unitronics-2023")
#undef PICTURES

CU_TestInfo test_pictures_tests[] = {
    {"cars at rest", test_cars_rest},
    {"cars over time", test_cars_moments},
    {"cars under attack", test_cars_marks},
    {"energy at rest", test_energy_rest},
    {"energy over time", test_energy_moments},
    {"energy under attack", test_energy_marks},
    {"telephones at rest", test_phones_rest},
    {"telephones over time", test_phones_moments},
    {"telephones under attack", test_phones_marks},
    {"water at rest", test_water_rest},
    {"water over time", test_water_moments},
    {"water under attack", test_water_marks},
    CU_TEST_INFO_NULL,
};
