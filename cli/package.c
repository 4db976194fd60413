/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loading a package for a command. */
#include "cli/package.h"

#include "cli/as_of.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <string.h>

static const char *const stage_words[] = {
    [CT_TWIN_MODEL] = "reading the topology",
    [CT_TWIN_INSTANCES] = "unfolding the topology",
    [CT_TWIN_REACH] = "working out who can reach whom",
    [CT_TWIN_RULES] = "reading techniques and scenario",
    [CT_TWIN_SOLVED] = "building the attack graph",
};

static void
clear_patch(void *data)
{
    CtPatch *patch = data;

    g_free((char *)patch->path);
    g_free((char *)patch->value);
}

void
ct_package_clear(CtPackage *package)
{
    ct_kpi_setup_clear(&package->kpis);
    g_clear_pointer(&package->twin, ct_twin_free);
    g_clear_pointer(&package->patches, g_array_unref);
    g_clear_pointer(&package->as_of, g_free);
}

bool
ct_package_init(CtPackage *package, const CtCli *cli)
{
    const CtOptions *options = &cli->options;
    g_autoptr(GError) error = NULL;

    package->as_of = ct_as_of(options->as_of, &error);
    if (package->as_of == NULL) {
        ct_say_error(cli, "%s", error->message);
        return false;
    }
    package->patches = g_array_new(FALSE, FALSE, sizeof(CtPatch));
    g_array_set_clear_func(package->patches, clear_patch);
    for (char **set = options->set; set != NULL && *set != NULL; set++) {
        const char *equals = strchr(*set, '=');

        if (equals == NULL || equals == *set) {
            ct_say_error(cli, "--set '%s': write PATH=VALUE, for example zones.control.sl_t=3",
                         *set);
            return false;
        }
        CtPatch patch = {.path = g_strndup(*set, (gsize)(equals - *set)),
                         .value = g_strdup(equals + 1)};
        g_array_append_val(package->patches, patch);
    }
    package->twin = ct_twin_new(&(CtTwinOptions){
        .limits = &options->limits,
        .patches = (const CtPatch *)package->patches->data,
        .n_patches = package->patches->len,
        .techniques = (const char *const *)options->techniques,
        .entries = (const char *const *)options->entries,
        .goals = (const char *const *)options->goals,
        .remember = true,
        /* In a run file and a report they are part of the result, whatever is said here. */
        .warnings = !options->quiet || g_strcmp0(cli->format, "json") == 0 ||
                    (cli->command->options & CT_OPTIONS_REPORT) != 0 ||
                    g_str_has_suffix(options->output != NULL ? options->output : "", ".ctrun"),
    });
    return true;
}

void
ct_package_check_day(CtPackage *package)
{
    CtTwin *twin = package->twin;

    if (twin->model != NULL && twin->options.warnings)
        ct_as_of_check_waivers(twin->model, package->as_of, twin->diag);
}

bool
ct_package_load_kpis(CtPackage *package, const CtCli *cli)
{
    return package->twin->model == NULL ||
           ct_kpi_setup_load(&package->kpis, cli, package->twin, NULL);
}

CtStatus
ct_package_status(const GError *error)
{
    if (g_error_matches(error, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED))
        return CT_STATUS_UNDECIDED;
    return CT_STATUS_INPUT;
}

CtStatus
ct_package_judge_goals(const CtDossier *dossier)
{
    CtStatus status = CT_STATUS_OK;

    for (uint32_t i = 0; i < dossier->n_attackers; i++)
        for (uint32_t k = 0; k < dossier->attackers[i].n_goals; k++) {
            const CtGoalFinding *goal = &dossier->attackers[i].goals[k];

            if (goal->reachable == CT_ANSWER_UNKNOWN || goal->limit != NULL)
                status = ct_status_worse(status, CT_STATUS_UNDECIDED);
        }
    return status;
}

/* Loads the stages after those that are there, up to @stage. */
static bool
load_stages(
    CtPackage *package, const CtCli *cli, const char *path, CtTwinStage stage, GError **error)
{
    for (int at = CT_TWIN_MODEL; at <= (int)stage; at++) {
        if (!ct_twin_stage_needs(stage, (CtTwinStage)at))
            continue;
        ct_progress_phase(cli, stage_words[at]);
        if (!ct_twin_load(package->twin, path, (CtTwinStage)at, error))
            return false;
    }
    return true;
}

/* What the variant changes in the topology is known once its scenario is read, which a twin of the
 * topology as written does. */
bool
ct_package_take_variant(CtPackage *package, const CtCli *cli, const char *path)
{
    CtTwinOptions *options = &package->twin->options;
    g_autoptr(GError) error = NULL;

    options->variant = cli->options.variant;
    CtTwinOptions asked = *options;

    asked.warnings = asked.remember = false;
    asked.only_reads = true; /* it may speak of what only it brings */
    g_autoptr(CtTwin) probe = ct_twin_new(&asked);

    if (!ct_twin_load(probe, path, CT_TWIN_RULES, &error)) {
        ct_say_diagnostics(cli, probe->diag);
        ct_say_error(cli, "%s", error->message);
        return false;
    }
    if (probe->scenario == NULL) {
        ct_say_error(cli, "--variant '%s': %s has no scenario", cli->options.variant, path);
        return false;
    }
    for (uint32_t i = 0; i < probe->scenario->patches.length; i++) {
        const CtScenarioPatch *one = &probe->scenario->patches.data[i];
        CtPatch patch = {.path = g_strdup(one->path), .value = g_strdup(one->value)};

        g_array_append_val(package->patches, patch);
    }
    options->patches = (const CtPatch *)package->patches->data;
    options->n_patches = package->patches->len;
    return true;
}

CtStatus
ct_package_load(CtPackage *package, const CtCli *cli, const char *path, CtTwinStage stage)
{
    if (!ct_package_init(package, cli))
        return CT_STATUS_INPUT;
    if (cli->options.variant != NULL && strcmp(cli->options.variant, "all") != 0 &&
        !ct_package_take_variant(package, cli, path))
        return CT_STATUS_INPUT;
    return ct_package_load_made(package, cli, path, stage);
}

CtStatus
ct_package_load_made(CtPackage *package, const CtCli *cli, const char *path, CtTwinStage stage)
{
    g_autoptr(GError) error = NULL;
    bool ok = load_stages(package, cli, path, stage, &error);
    bool has_kpis = ct_package_load_kpis(package, cli);

    ct_package_check_day(package);
    ct_say_diagnostics(cli, package->twin->diag);
    if (!ok) {
        ct_say_error(cli, "%s", error->message);
        return ct_package_status(error);
    }
    return has_kpis ? CT_STATUS_OK : CT_STATUS_INPUT;
}

CtDossier *
ct_package_analyse(CtPackage *package,
                   const CtCli *cli,
                   const CtDossierOptions *options,
                   CtStatus *ret_status)
{
    CtTwin *twin = package->twin;
    g_autoptr(GError) error = NULL;

    if (load_stages(package, cli, cli->operands[0], CT_TWIN_SOLVED, &error)) {
        ct_progress_phase(cli, "looking for the best paths");
        CtDossier *dossier = ct_dossier_new(twin, options, &error);

        if (dossier != NULL)
            return dossier;
    }
    ct_say_error(cli, "%s", error->message);
    *ret_status = ct_package_status(error);
    return *ret_status == CT_STATUS_UNDECIDED
               ? ct_dossier_new_undecided(twin, options, error->message)
               : NULL;
}
