/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/cli/sample_dossier.h"

#include "attacks/technique.h"
#include "base/units.h"

#include <math.h>

#define AT(l, c)                                                                                   \
    {                                                                                              \
        .line = (l), .column = (c)                                                                 \
    }

static const char *const no_texts[] = {NULL};
static const char *const entries[] = {"located:internet", NULL};
static const char *const ids_mail[] = {"T1566.001", "T0865", NULL};
static const char *const ids_command[] = {"T0855", NULL};
static const char *const ids_loss[] = {"T0827", NULL};
static const char *const gains_mail[] = {"implant:ws-12:user", NULL};
static const char *const gains_command[] = {"controls:breaker-1", NULL};
static const char *const gains_loss[] = {"impaired:switching", NULL};
static const char *const hops[] = {"ws-12", "breaker-1", NULL};
static const char *const crossings[] = {"outside", "corporate", "substation", NULL};
static const char *const credentials[] = {"op-password", NULL};
static const char *const functions[] = {"switching", NULL};
static const uint32_t after_first[] = {0};
static const uint32_t after_second[] = {1};

static const CtWhy mail_why[] = {
    {.kind = CT_WHY_NEEDS, .text = "people staff work on ws-12 and read mail", .pos = AT(123, 5)},
    {.kind = CT_WHY_ASSUMED, .text = "security.macros = allowed", .pos = AT(12, 3)},
    {.kind = CT_WHY_DERIVED, .text = "located on the internet, he can write to staff"},
};
static const CtWhy command_why[] = {
    {.kind = CT_WHY_ROUTE,
     .text = "conduit control-substation allows tcp/2404 from hmi-1 to every breaker of every "
             "substation that the control centre operates, whoever is logged in",
     .pos = AT(88, 7)},
    {.kind = CT_WHY_READ, .text = "service.auth = none", .pos = AT(31, 17)},
};

static CtPathStep steps[] = {
    {.technique = "T1566.001",
     .ids = ids_mail,
     .rule = "attachment",
     .title = "Spearphishing Attachment",
     .tactic = "initial-access",
     .from = "mail",
     .to = "ws-12",
     .from_zone = "outside",
     .to_zone = "corporate",
     .gains = gains_mail,
     .needs = entries,
     .time_ms = CT_MS_DAY,
     .done_ms = CT_MS_DAY,
     .effort_hours = 24,
     .works = 1,
     .success = 0.3,
     .skill = "novice",
     .pos = AT(60, 3),
     .why = mail_why,
     .n_why = G_N_ELEMENTS(mail_why)},
    {.technique = "T0855",
     .ids = ids_command,
     .rule = "unauthorised-command",
     .title = "Unauthorized Command Message",
     .tactic = "impair-process-control",
     .from = "ws-12",
     .to = "breaker-1.iec104",
     .from_zone = "corporate",
     .to_zone = "substation",
     .gains = gains_command,
     .needs = gains_mail,
     .after = after_first,
     .n_after = 1,
     .time_ms = 4 * CT_MS_HOUR,
     .done_ms = 28 * CT_MS_HOUR,
     .effort_hours = 4,
     .works = 1,
     .success = 0.9,
     .detection = 0.12,
     .skill = "intermediate",
     .pos = AT(70, 3),
     .why = command_why,
     .n_why = G_N_ELEMENTS(command_why)},
    {.technique = "T0827",
     .ids = ids_loss,
     .title = "Loss of Control",
     .from = "breaker-1",
     .to = "switching",
     .gains = gains_loss,
     .needs = gains_command,
     .after = after_second,
     .n_after = 1,
     .is_outcome = true,
     .time_ms = 0,
     .done_ms = 28 * CT_MS_HOUR,
     .works = 1,
     .success = 1,
     .skill = "novice",
     .pos = AT(99, 3)},
};

static CtPath paths[] = {{
    .cost = {.steps = 2,
             .effort_hours = 28,
             .time_ms = 28 * CT_MS_HOUR,
             .probability = 0.27,
             .stealth = 0.88,
             .skill = CT_SKILL_INTERMEDIATE},
    .steps = steps,
    .n_steps = G_N_ELEMENTS(steps),
    .hops = hops,
    .crossings = crossings,
    .n_hops = 2,
    .n_crossings = 2,
}};

static CtNearMiss misses[] = {
    {.technique = "T0857",
     .title = "System Firmware",
     .target = "gw-1.web",
     .gains = "exec:gw-1:admin",
     .missing = "security.update_signed is true",
     .pos = AT(44, 9)},
};

static CtGoalFinding goals[] = {
    {.id = "blackout",
     .text = "impaired:switching",
     .reachable = CT_ANSWER_YES,
     .ordered_by = CT_COST_TIME,
     .optimal = true,
     .lower_bound = 28.0 * CT_MS_HOUR,
     .paths = paths,
     .n_paths = 1},
    {.id = "exec:gw-1:admin",
     .text = "exec:gw-1:admin",
     .reachable = CT_ANSWER_NO,
     .ordered_by = CT_COST_TIME,
     .optimal = true,
     .near_misses = misses,
     .n_near_misses = 1,
     .certificate_facts = 17},
    {.id = "deep",
     .text = "controls:relay-1",
     .reachable = CT_ANSWER_UNKNOWN,
     .unknown_why = "the attack graph has more than 10 steps (--max-steps)",
     .ordered_by = CT_COST_TIME},
};

static CtZoneFallen zones[] = {{"corporate", 40, 3, 1}, {"substation", 12, 0, 0}};

static CtAttackerFinding attackers[] = {{
    .id = "outsider",
    .skill = "expert",
    .knowledge = "all",
    .entries = entries,
    .goals = goals,
    .n_goals = G_N_ELEMENTS(goals),
    .n_facts = 100,
    .n_steps = 200,
    .n_held = 9,
    .fallen = {.n_assets = 52,
               .n_user = 3,
               .n_admin = 1,
               .n_implanted = 3,
               .n_controlled = 1,
               .n_credentials = 1,
               .n_credentials_all = 4,
               .credentials = credentials,
               .functions = functions,
               .zones = zones,
               .n_zones = G_N_ELEMENTS(zones)},
}};

static CtNamedCount counts[] = {{"suppliers", 1}, {"zones", 2}, {"assets", 52}};
static CtNamedHash hashes[] = {
    {"topology.yaml", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}};
static const char *const files[] = {"topology.yaml"};

const CtDossier *
sample_dossier(void)
{
    static CtDossier dossier = {
        .package = "sample",
        .name = "A distributor",
        .domain = "energy",
        .counts = counts,
        .n_counts = G_N_ELEMENTS(counts),
        .hashes = hashes,
        .n_hashes = 1,
        .attackers = attackers,
        .n_attackers = 1,
        .files = files,
        .n_files = 1,
    };

    goals[1].lower_bound = NAN;
    goals[2].lower_bound = NAN;
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (steps[i].needs == NULL)
            steps[i].needs = no_texts;
    }
    return &dossier;
}
