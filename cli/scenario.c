/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cybertwin scenario check PACKAGE`: a scenario's script, read and played. */
#include "cli/commands.h"

#include "cli/package.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include "base/text_table.h"
#include "base/units.h"
#include "report/text_parts.h"
#include "sim/scenario.h"
#include "sim/setup.h"

#include <string.h>

enum { REPLICATIONS = 100 };

static void
put_attackers(CtOut *out, const CtTwin *twin)
{
    for (guint i = 0; i < twin->attackers->len; i++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
        g_autofree char *goals = ct_text_plural(attacker->goals.length, "goal", "goals");
        g_autofree char *later = attacker->n_later > 0
                                     ? g_strdup_printf(", %u of them later", attacker->n_later)
                                     : g_strdup("");
        g_autofree char *entries =
            ct_text_plural(attacker->entries.length, "entry fact", "entry facts");

        ct_out_printf(out, "  attacker %s: %s%s, %s%s\n", attacker->id, entries, later, goals,
                      attacker->is_led ? ", led by a function" : "");
    }
}

/* @what: the script as written, or one of its variants. */
static CtStatus
put_trial(CtOut *out, const CtCli *cli, const CtSim *sim, const char *what)
{
    g_auto(CtScenarioTrial) trial = {0};

    ct_progress_phase(cli, "playing the scenario");
    ct_scenario_try(sim, REPLICATIONS, &trial);
    g_autofree char *handlers = ct_text_plural(trial.n_handlers, "thing done by its handlers",
                                               "things done by its handlers");

    if (trial.n_failed == 0) {
        ct_out_printf(out, "  %s: played %u times, %s\n", what, REPLICATIONS, handlers);
        return CT_STATUS_OK;
    }
    ct_out_printf(out,
                  "  %s: played %u times, failed in %" G_GUINT64_FORMAT
                  ", first in replication %" G_GUINT64_FORMAT "\n",
                  what, REPLICATIONS, trial.n_failed, trial.failed);
    ct_text_style(out, cli->color, CT_STYLE_BAD, trial.failure);
    ct_out_put(out, "\n");
    return CT_STATUS_INPUT;
}

static bool
has_sensor(const CtModel *model)
{
    for (uint32_t i = 0; i < model->assets.length; i++) {
        if (model->assets.data[i].sensor > 0)
            return true;
    }
    for (uint32_t i = 0; i < model->conduits.length; i++) {
        if (model->conduits.data[i].sensor > 0)
            return true;
    }
    return false;
}

/* A defender is woken by alerts alone. That there can be none is legal, and hardly meant. */
static void
put_deaf_defender(CtOut *out, const CtTwin *twin, const char *what)
{
    const CtDefender *defender = twin->scenario->defender;

    if (defender == NULL || has_sensor(twin->model))
        return;
    ct_out_printf(out, "  %s: there is no 'sensor' anywhere, and defender %s hears nothing\n", what,
                  defender->name);
}

/* Prepared and, where there are handlers, played. */
static CtStatus
try_package(CtOut *out, const CtCli *cli, CtPackage *package, const char *what)
{
    const CtSimOptions options = {.seed = 1, .horizon_ms = -1};
    g_autoptr(GError) error = NULL;

    ct_progress_phase(cli, "preparing to play it");
    g_autoptr(CtSim) sim = ct_sim_setup(package->twin, &options, &error);

    if (sim == NULL) {
        ct_say_error(cli, "%s: %s", what, error->message);
        return ct_package_status(error);
    }
    put_deaf_defender(out, package->twin, what);
    if (package->twin->scenario->is_program)
        return put_trial(out, cli, sim, what);
    ct_out_printf(out, "  %s: no handlers, it declares, and the engine does the rest\n", what);
    return CT_STATUS_OK;
}

static CtStatus
try_variant(CtOut *out, const CtCli *cli, const char *name, const char *folder, const char *file)
{
    g_auto(CtPackage) package = {0};
    g_autofree char *what = g_strdup_printf("variant %s", name);
    CtCli each = *cli;

    each.options.variant = (char *)(uintptr_t)name;
    if (!ct_package_init(&package, &each))
        return CT_STATUS_INPUT;
    package.twin->options.scenario = file;
    if (!ct_package_take_variant(&package, &each, folder))
        return CT_STATUS_INPUT;
    CtStatus status = ct_package_load_made(&package, &each, folder, CT_TWIN_SOLVED);

    return status != CT_STATUS_OK ? status : try_package(out, cli, &package, what);
}

/* As written, then each variant: what is wrong with one is said, and the others are tried. */
static CtStatus
try_all(CtOut *out, const CtCli *cli, CtPackage *package, const char *folder, const char *file)
{
    const CtScenario *scenario = package->twin->scenario;
    CtStatus worst = try_package(out, cli, package, "as written");

    for (uint32_t i = 0; i < scenario->variants.length; i++) {
        CtStatus status = try_variant(out, cli, scenario->variants.data[i].name, folder, file);

        worst = worst == CT_STATUS_OK ? status : worst;
    }
    return worst;
}

static CtStatus
check(CtCli *cli, CtPackage *package, const char *folder, const char *name)
{
    const CtScenario *scenario = package->twin->scenario;

    if (scenario == NULL) {
        ct_say_error(cli, "%s has no scenario.lua", cli->operands[1]);
        return CT_STATUS_INPUT;
    }
    CtOut *out = ct_result_open(cli);
    int64_t said = package->twin->horizon_ms;
    g_autofree char *horizon = ct_units_time_text(said >= 0 ? said : CT_SIM_HORIZON_MS);

    ct_out_printf(out, "%s\n", scenario->name != NULL ? scenario->name : scenario->file);
    put_attackers(out, package->twin);
    ct_out_printf(out, "  a replication lasts %s at most\n", horizon);
    CtStatus status = try_all(out, cli, package, folder, name);

    if (status == CT_STATUS_OK) {
        ct_out_printf(out, "%s: ", scenario->file);
        ct_text_style(out, cli->color, CT_STYLE_GOOD, "nothing wrong");
        ct_out_put(out, "\n");
    }
    return ct_result_close(cli, out, status);
}

/*
 * A script without a design: what can be said without one, and that this is not all. Facts are not
 * looked up, nor handlers played.
 */
static CtStatus
check_alone(const CtCli *cli, CtPackage *package, const char *folder, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtSource) source = ct_source_new_folder(folder, &error);
    CtDiag *diag = package->twin->diag;

    if (source == NULL) {
        ct_say_error(cli, "%s", error->message);
        return CT_STATUS_INPUT;
    }
    g_autoptr(CtScenario) scenario =
        ct_scenario_load(source, name, NULL, &cli->options.limits, diag);

    ct_say_diagnostics(cli, diag);
    if (scenario != NULL)
        ct_say_error(cli,
                     "'%s' reads well, but there is no topology.yaml in '%s' to look its facts up "
                     "in and to play it on",
                     name, folder);
    return CT_STATUS_INPUT;
}

CtStatus
ct_command_scenario(CtCli *cli)
{
    g_auto(CtPackage) package = {0};
    const char *path = cli->operands[1];
    bool is_file = g_str_has_suffix(path, ".lua");
    g_autofree char *folder = is_file ? g_path_get_dirname(path) : g_strdup(path);
    g_autofree char *name = is_file ? g_path_get_basename(path) : NULL;

    if (strcmp(cli->operands[0], "check") != 0) {
        ct_say_error(cli, "scenario: there is 'check' only, not '%s'", cli->operands[0]);
        return CT_STATUS_INPUT;
    }
    if (!ct_package_init(&package, cli))
        return CT_STATUS_INPUT;
    if (is_file) {
        g_autofree char *topology = g_build_filename(folder, "topology.yaml", NULL);

        if (!g_file_test(topology, G_FILE_TEST_EXISTS))
            return check_alone(cli, &package, folder, name);
    }
    package.twin->options.scenario = name;
    CtStatus status = ct_package_load_made(&package, cli, folder, CT_TWIN_SOLVED);

    return status != CT_STATUS_OK ? status : check(cli, &package, folder, name);
}
