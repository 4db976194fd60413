/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin view PACKAGE`: a design in the window. */
#include "cli/commands.h"

#include "cli/analyse_later.h"
#include "cli/open_window.h"
#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

/* Larger designs are shown before they are analysed. */
enum { MOST_ANALYSED = 20000, MOST_WAYS = 5 };

/* What falls when @id alone is the attacker's; NULL where nothing of that name can be. */
static CtChronicle *
blast_of(const char *id, void *data)
{
    const CtAppSubject *subject = data;

    if (subject->twin->graph == NULL)
        return NULL;
    return ct_chronicle_new_blast(subject->blueprint, subject->twin, id);
}

static CtDossierOptions
ask(const CtCli *cli, const CtPackage *package)
{
    CtDossierOptions options = {.cost = CT_COST_EFFORT,
                                .scenario_cost = cli->options.cost == NULL,
                                .n_paths = MOST_WAYS,
                                .as_of = package->as_of};

    if (cli->options.cost != NULL && !ct_cost_parse(cli->options.cost, &options.cost))
        g_assert_not_reached(); /* the options are checked */
    return options;
}

/* Ways and failures; false, having said why, where that is an error of the input. */
static bool
analyse(CtCli *cli, CtPackage *package, CtDossier **ret_dossier, CtStatus *ret_status)
{
    CtExposureOptions exposure;
    CtDossierOptions options = ask(cli, package);
    g_autoptr(GError) error = NULL;

    ct_exposure_options_brief(&exposure, &cli->options.limits);
    exposure.parts = CT_EXPOSURE_CUTS;
    options.exposure = &exposure;
    ct_progress_phase(cli, "looking for ways, cuts and failures");
    if (!ct_twin_load(package->twin, cli->operands[0], CT_TWIN_SOLVED, &error)) {
        ct_say_error(cli, "%s", error->message);
        *ret_status = ct_package_status(error);
        return *ret_status == CT_STATUS_UNDECIDED; /* the plan is there all the same */
    }
    *ret_dossier = ct_package_analyse(package, cli, &options, ret_status);
    return *ret_dossier != NULL;
}

CtStatus
ct_command_view(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    g_autoptr(CtDossier) dossier = NULL;
    g_autoptr(CtBlueprint) blueprint = NULL;
    g_autoptr(CtLayout) layout = NULL;
    g_auto(CtLater) later = {0};
    CtStatus status;
    bool is_large;

    if (!ct_window_is_built(cli))
        return CT_STATUS_INPUT;
    status = ct_package_load(&package, cli, cli->operands[0], CT_TWIN_INSTANCES);
    if (status != CT_STATUS_OK)
        return status;
    is_large = package.twin->instances->n_assets > MOST_ANALYSED;
    if (!is_large && !analyse(cli, &package, &dossier, &status))
        return status;
    ct_progress_phase(cli, "laying out the plan");
    blueprint = ct_blueprint_new(package.twin);
    layout = ct_layout_new(blueprint);
    CtAppSubject subject = {.blueprint = blueprint,
                            .layout = layout,
                            .dossier = dossier,
                            .segmentation = dossier != NULL ? dossier->segmentation : NULL,
                            .twin = package.twin,
                            .name = blueprint->name};
    g_autoptr(CtApp) app = ct_app_new(&subject, 1);
    g_autofree char *title = g_strdup_printf("%s - Cybertwin", blueprint->name);

    app->blast_of = blast_of;
    app->blast_data = &subject;
    if (is_large) {
        CtDossierOptions options = ask(cli, &package);

        ct_later_offer(&later, cli, package.twin, &options, app);
    }
    status = ct_window_run(cli, app, title, "view");
    ct_later_leave(&later, status);
    return status;
}
