/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a package on disk to everything a report shows. */
#include "tests/support/check.h"
#include "tests/support/package.h"

#include "analysis/best_parts.h"
#include "analysis/dossier.h"
#include "analysis/story.h"

/* Positions below are lines of this text. */
static const char waterworks[] =
    "cybertwin: 1\n"                                                                      /* 1 */
    "name: Waterworks\n"                                                                  /* 2 */
    "domain: water\n"                                                                     /* 3 */
    "suppliers: { maker: { tier: 1 } }\n"                                                 /* 4 */
    "products:\n"                                                                         /* 5 */
    "  controller:\n"                                                                     /* 6 */
    "    kind: plc\n"                                                                     /* 7 */
    "    supplier: maker\n"                                                               /* 8 */
    "    services:\n"                                                                     /* 9 */
    "      pcom: { port: tcp/20256, auth: password, gives: [control, manage] }\n"         /* 10 */
    "networks: { internet: { medium: internet }, plant: { medium: ethernet } }\n"         /* 11 */
    "zones:\n"                                                                            /* 12 */
    "  outside: { outside: true, networks: [internet] }\n"                                /* 13 */
    "  site: { domain: ot, networks: [plant] }\n"                                         /* 14 */
    "conduits:\n"                                                                         /* 15 */
    "  modem:\n"                                                                          /* 16 */
    "    from: outside\n"                                                                 /* 17 */
    "    to: site\n"                                                                      /* 18 */
    "    controls: { sensor: 0.5 }\n"                                                     /* 19 */
    "    allow: [ { port: tcp/20256, to: [pump] } ]\n"                                    /* 20 */
    "assets:\n"                                                                           /* 21 */
    "  pump: { product: controller, zone: site }\n"                                       /* 22 */
    "  valve: { product: controller, zone: site, criticality: { safety: high } }\n"       /* 23 */
    "credentials:\n"                                                                      /* 24 */
    "  pw: { kind: password, strength: default, privilege: admin, opens: [pump.pcom] }\n" /* 25 */
    "  key: { kind: password, privilege: admin, opens: [valve.pcom] }\n"                  /* 26 */
    "functions:\n"                                                                        /* 27 */
    "  pressure: { needs: [pump], loss: control }\n"                                      /* 28 */
    "flows: { poll: { from: pump, to: valve, service: pcom } }\n";                        /* 29 */

static const char scenario[] =
    "attacker \"outsider\" {\n"
    "  skill = \"novice\",\n"
    "  goals = { stop = halted \"pump\", flood = impaired \"pressure\",\n"
    "            both = all { halted \"pump\", halted \"valve\" } },\n"
    "}\n";

static CtDossier *
analyse(const CtTestPackage *package, const CtTwinOptions *options, CtCost cost)
{
    g_autoptr(CtTwin) twin = ct_twin_new(options);
    GError *error = NULL;
    CtDossier *dossier;

    CHECK_OK(ct_twin_load(twin, package->folder, CT_TWIN_SOLVED, &error), error);
    dossier = ct_dossier_new(twin, &(CtDossierOptions){.cost = cost, .n_paths = 3}, &error);
    CHECK_OK(dossier != NULL, error);
    return dossier;
}

static const CtGoalFinding *
goal_of(const CtDossier *dossier, const char *id)
{
    for (uint32_t i = 0; i < dossier->attackers[0].n_goals; i++)
        if (g_str_equal(dossier->attackers[0].goals[i].id, id))
            return &dossier->attackers[0].goals[i];
    CHECK_MSG(false, "no goal %s", id);
    return NULL;
}

/* A reason of @step that contains @text and stands at @line (0: wherever). */
static bool
has_why(const CtPathStep *step, CtWhyKind kind, const char *text, uint32_t line)
{
    for (uint32_t i = 0; i < step->n_why; i++)
        if (step->why[i].kind == kind && strstr(step->why[i].text, text) != NULL &&
            (line == 0 || step->why[i].pos.line == line))
            return true;
    return false;
}

static void
test_a_path_names_its_techniques_and_lines(void)
{
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier = analyse(package, &(CtTwinOptions){0}, CT_COST_TIME);
    const CtGoalFinding *goal = goal_of(dossier, "stop");

    CHECK_INT(goal->reachable, CT_ANSWER_YES);
    CHECK_STR(goal->text, "halted:pump");
    CU_ASSERT_FATAL(goal->n_paths >= 1);
    CU_ASSERT(goal->optimal);

    const CtPath *path = &goal->paths[0];
    CU_ASSERT_FATAL(path->n_steps == 2);
    CHECK_STR(path->steps[0].technique, "T0812");
    CHECK_STR(path->steps[0].from, "internet");
    CHECK_STR(path->steps[0].to, "pump.pcom");
    CHECK_STR(path->steps[0].from_zone, "outside");
    CHECK_STR(path->steps[0].to_zone, "site");
    CHECK_STR(path->steps[0].gains[0], "session:pump.pcom:admin");
    CHECK_STR(path->steps[0].needs[0], "located:internet");
    CU_ASSERT(has_why(&path->steps[0], CT_WHY_ROUTE, "conduit modem lets tcp/20256 pass", 20));
    CU_ASSERT(has_why(&path->steps[0], CT_WHY_NEEDS, "credential pw", 25));
    CU_ASSERT(has_why(&path->steps[0], CT_WHY_ROUTE, "pump.pcom listens on tcp/20256", 10));
    CU_ASSERT(has_why(&path->steps[0], CT_WHY_READ, "credential.strength = default", 25));
    CU_ASSERT(has_why(&path->steps[0], CT_WHY_ASSUMED, "service.mfa = none", 10));
    CHECK_STR(path->steps[1].technique, "T0816");
    CHECK_INT(path->steps[1].n_after, 1);
    CHECK_INT(path->steps[1].after[0], 0);
    CHECK_INT(path->n_hops, 1);
    CHECK_STR(path->hops[0], "pump");
    CHECK_INT(path->n_crossings, 1);
    CHECK_STR(path->crossings[0], "outside");
    CHECK_STR(path->crossings[1], "site");
    CHECK_INT(path->cost.steps, 2);
    CU_ASSERT(path->steps[0].detection > 0); /* the conduit's sensor */
    CU_ASSERT(path->cost.stealth < 1 && path->cost.stealth > 0);
    CHECK_STR(dossier->files[path->steps[0].why[0].pos.file], "topology.yaml");
}

static void
test_a_lost_function_is_shown_at_the_end_at_no_cost(void)
{
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier = analyse(package, &(CtTwinOptions){0}, CT_COST_STEPS);
    const CtGoalFinding *goal = goal_of(dossier, "flood");

    CHECK_INT(goal->reachable, CT_ANSWER_YES);
    CU_ASSERT_FATAL(goal->n_paths >= 1);

    const CtPath *path = &goal->paths[0];
    const CtPathStep *last = &path->steps[path->n_steps - 1];
    CHECK_INT(path->cost.steps, path->n_steps - 1);
    CU_ASSERT(last->is_outcome);
    CHECK_STR(last->technique, "T0827");
    CHECK_STR(last->to, "pressure");
    CHECK_STR(last->from, "pump");
    CHECK_STR(last->gains[0], "impaired:pressure");
    CU_ASSERT(has_why(last, CT_WHY_EFFECT, "impaired:pressure", 28));
}

static void
test_what_is_out_of_reach_says_what_is_missing(void)
{
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier = analyse(package, &(CtTwinOptions){0}, CT_COST_TIME);
    const CtGoalFinding *goal = goal_of(dossier, "both");
    bool found = false;

    CHECK_INT(goal->reachable, CT_ANSWER_NO);
    CHECK_INT(goal->n_paths, 0);
    CU_ASSERT(goal->certificate_facts > 0);
    CU_ASSERT(goal->n_near_misses > 0);
    for (uint32_t i = 0; i < goal->n_near_misses; i++) {
        CU_ASSERT_PTR_NOT_NULL(goal->near_misses[i].missing);
        found = found || (strstr(goal->near_misses[i].target, "valve") != NULL &&
                          strstr(goal->near_misses[i].missing, "reach:valve.pcom") != NULL &&
                          strstr(goal->near_misses[i].missing, "conduit modem") != NULL &&
                          goal->near_misses[i].pos.line == 20);
    }
    CHECK_MSG(found, "no near miss names the rule that keeps packets from valve");
}

static void
test_a_change_of_the_topology_ends_the_path(void)
{
    static const CtPatch patch = {.path = "credentials.pw.strength", .value = "strong"};
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier =
        analyse(package, &(CtTwinOptions){.patches = &patch, .n_patches = 1}, CT_COST_TIME);
    const CtGoalFinding *goal = goal_of(dossier, "stop");
    bool found = false;

    CHECK_INT(goal->reachable, CT_ANSWER_NO);
    for (uint32_t i = 0; i < goal->n_near_misses; i++)
        found = found || g_strcmp0(goal->near_misses[i].technique, "T0812") == 0;
    CHECK_MSG(found, "that the password was changed is no near miss");
    CHECK_INT(dossier->attackers[0].fallen.n_halted, 0);
}

static void
test_entries_and_goals_of_the_command_line_win(void)
{
    const char *const entries[] = {"holds:key", "located:plant", NULL};
    const char *const goals[] = {"any(exec:pump:admin, halted:valve)", NULL};
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier =
        analyse(package, &(CtTwinOptions){.entries = entries, .goals = goals}, CT_COST_SKILL);
    const CtAttackerFinding *attacker = &dossier->attackers[0];

    CHECK_STR(attacker->id, "outsider");
    CHECK_STR(attacker->entries[0], "holds:key");
    CHECK_STR(attacker->entries[1], "located:plant");
    CHECK_INT(attacker->n_goals, 1);
    CHECK_STR(attacker->goals[0].text, "any(exec:pump:admin, halted:valve)");
    CHECK_INT(attacker->goals[0].reachable, CT_ANSWER_YES);
    CHECK_STR(attacker->goals[0].paths[0].steps[0].from, "plant");
}

static void
test_what_falls_is_counted(void)
{
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtDossier) dossier = analyse(package, &(CtTwinOptions){0}, CT_COST_TIME);
    const CtFallen *fallen = &dossier->attackers[0].fallen;

    CHECK_INT(fallen->n_assets, 2);
    CHECK_INT(fallen->n_halted, 1);
    CHECK_INT(fallen->n_controlled, 1);
    CHECK_INT(fallen->n_credentials, 0);
    CHECK_INT(fallen->n_credentials_all, 2);
    CHECK_STR(fallen->functions[0], "pressure");
    CU_ASSERT_PTR_NULL(fallen->functions[1]);
    CHECK_STR(dossier->name, "Waterworks");
    CU_ASSERT(dossier->n_hashes >= 1);
    CHECK_INT(strlen(dossier->hashes[0].sha256), 64);
}

static void
check_fails(const CtTestPackage *package, const CtTwinOptions *options, CtTwinError code)
{
    g_autoptr(CtTwin) twin = ct_twin_new(options);
    GError *error = NULL;

    CHECK_ERR(ct_twin_load(twin, package->folder, CT_TWIN_SOLVED, &error), error, CT_TWIN_ERROR,
              (gint)code);
}

static void
test_bad_input_and_limits_are_told_apart(void)
{
    const char *const no_such[] = {"located:nowhere", NULL};
    const char *const half[] = {"all(halted:pump", NULL};
    CtLimits tight = ct_limits_default;
    g_autoptr(CtTestPackage) package =
        ct_test_package_new("topology.yaml", waterworks, "scenario.lua", scenario, NULL);
    g_autoptr(CtTestPackage) broken =
        ct_test_package_new("topology.yaml", "cybertwin: 1\nzoo: 3\n", NULL);

    check_fails(package, &(CtTwinOptions){.entries = no_such}, CT_TWIN_ERROR_INPUT);
    check_fails(package, &(CtTwinOptions){.goals = half}, CT_TWIN_ERROR_INPUT);
    check_fails(broken, &(CtTwinOptions){0}, CT_TWIN_ERROR_INPUT);
    tight.steps = 3;
    check_fails(package, &(CtTwinOptions){.limits = &tight}, CT_TWIN_ERROR_UNDECIDED);
    tight = ct_limits_default;
    tight.assets = 1;
    check_fails(package, &(CtTwinOptions){.limits = &tight}, CT_TWIN_ERROR_INPUT);
}

/*
 * Two ways of six steps to the server: through the office alone, whose machine keeps both secrets
 * of the server's desk, or through two open boxes. The boxes are first in the file.
 */
static const char two_ways[] =
    "cybertwin: 1\n"
    "products:\n"
    "  box: { kind: server, services: { sh: { port: tcp/22, auth: none, gives: [shell] } } }\n"
    "  srv:\n"
    "    kind: server\n"
    "    services:\n"
    "      desk: { port: tcp/22, auth: password, gives: [shell], mfa: otp }\n"
    "      back: { port: tcp/23, auth: none, gives: [shell] }\n"
    "networks: { internet: { medium: internet } }\n"
    "zones:\n"
    "  outside: { outside: true, networks: [internet] }\n"
    "  first: {}\n"
    "  second: {}\n"
    "  office: {}\n"
    "  core: {}\n"
    "conduits:\n"
    "  a: { from: outside, to: first, transit: false, allow: [ { port: tcp/22 } ] }\n"
    "  b: { from: first, to: second, allow: [ { port: tcp/22 } ] }\n"
    "  c: { from: second, to: core, allow: [ { port: tcp/23 } ] }\n"
    "  d: { from: outside, to: office, transit: false, allow: [ { port: tcp/22 } ] }\n"
    "  e: { from: office, to: core, allow: [ { port: tcp/22 } ] }\n"
    "assets:\n"
    "  box-1: { product: box, zone: first }\n"
    "  box-2: { product: box, zone: second }\n"
    "  pc: { product: box, zone: office, stores: [pw, token] }\n"
    "  server: { product: srv, zone: core }\n"
    "credentials:\n"
    "  pw: { kind: password, privilege: admin, opens: [server.desk], second: token }\n"
    "  token: { kind: otp }\n";

/* How many assets a path is about, as it is told. */
static uint32_t
hops_of(const CtTwin *twin, const CtPlan *plan)
{
    CtDossierStore *store = ct_store_new();
    CtPath path;

    ct_story_write(twin->graph, plan, store, &path);
    CHECK_INT(path.cost.steps, 6);
    uint32_t hops = path.n_hops;
    ct_store_free(store);
    return hops;
}

static void
test_fewer_assets_come_first(void)
{
    g_autoptr(CtTestPackage) package = ct_test_package_new(
        "topology.yaml", two_ways, "scenario.lua",
        "attacker \"outsider\" { goals = { own = exec(\"server\", \"admin\") } }\n", NULL);
    g_autoptr(CtTwin) twin = ct_twin_new(&(CtTwinOptions){0});
    GError *error = NULL;

    CHECK_OK(ct_twin_load(twin, package->folder, CT_TWIN_SOLVED, &error), error);
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, 0);
    const CtFactId *entries = (const CtFactId *)(const void *)twin->entries->data;
    CtFactId goal = ct_graph_fact(twin->graph, attacker->goals.data[0].facts[0]);
    g_autoptr(CtPathFinder) finder = ct_path_finder_new(twin->graph, entries, twin->entries->len);
    CtBestQuery query = {.graph = twin->graph,
                         .fixpoint = twin->fixpoint,
                         .entries = entries,
                         .n_entries = twin->entries->len,
                         .finder = finder,
                         .targets = {.facts = &goal, .n = 1, .need = 1},
                         .cost = CT_COST_STEPS,
                         .k = 3};
    g_autoptr(CtBestPaths) best = ct_best_paths_new(&query);
    gpointer *plans = best->plans->pdata;

    CU_ASSERT_FATAL(best->plans->len == 3);
    for (int turned = 0; turned < 2; turned++) { /* whatever the order in which they are met */
        CHECK_INT(hops_of(twin, plans[0]), 2);
        CHECK_INT(hops_of(twin, plans[1]), 2);
        CHECK_INT(hops_of(twin, plans[2]), 3);
        gpointer last = plans[2];
        plans[2] = plans[0];
        plans[0] = last;
        ct_best_order(&query, best);
    }
}

CU_TestInfo test_dossier_tests[] = {
    {"of equal paths that of fewer assets comes first", test_fewer_assets_come_first},
    {"a path names its techniques and lines", test_a_path_names_its_techniques_and_lines},
    {"a lost function is shown at the end at no cost",
     test_a_lost_function_is_shown_at_the_end_at_no_cost},
    {"what is out of reach says what is missing", test_what_is_out_of_reach_says_what_is_missing},
    {"a change of the topology ends the path", test_a_change_of_the_topology_ends_the_path},
    {"entries and goals of the command line win", test_entries_and_goals_of_the_command_line_win},
    {"what falls is counted", test_what_falls_is_counted},
    {"bad input and limits are told apart", test_bad_input_and_limits_are_told_apart},
    CU_TEST_INFO_NULL,
};
