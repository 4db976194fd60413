/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requirements to facts: every word of `must` against every kind of loss, k of n and functions
 * that need functions, against every subset of failed assets; data likewise; and what `goals`
 * says against what the attack graph derives.
 */
#include "tests/support/check.h"
#include "tests/support/package.h"

#include "analysis/goals.h"

#include "base/bits.h"

enum { N_ASSETS = 3, N_KINDS = 3, N_FACTS = N_ASSETS * N_KINDS, EVERY = 37 };

static const char *const losses[] = {"availability", "control", "view", "safety"};
static const char *const musts[] = {"available", "controllable", "observable", "safe"};
static const CtFactKind kinds[N_KINDS] = {CT_FACT_HALTED, CT_FACT_CONTROLS, CT_FACT_SPOOFS};

/* f needs @k of the three assets, g needs f or the first; a requirement for each word of each,
 * and one that asks for two things. */
static char *
functions_text(unsigned k, unsigned loss_of_f, unsigned loss_of_g)
{
    GString *text = g_string_new("cybertwin: 1\n"
                                 "products: { p: { kind: plc } }\n"
                                 "zones: { z: {} }\n"
                                 "assets:\n");

    for (int a = 0; a < N_ASSETS; a++)
        g_string_append_printf(text, "  a%d: { product: p, zone: z }\n", a);
    g_string_append_printf(text,
                           "functions:\n"
                           "  f: { needs: { k: %u, of: [a0, a1, a2] }, loss: %s }\n"
                           "  g: { needs: { k: 1, of: [f, a0] }, loss: %s }\n"
                           "requirements:\n",
                           k, losses[loss_of_f], losses[loss_of_g]);
    for (size_t m = 0; m < G_N_ELEMENTS(musts); m++)
        g_string_append_printf(text,
                               "  rf%zu: { function: f, must: %s }\n"
                               "  rg%zu: { function: g, must: %s }\n",
                               m, musts[m], m, musts[m]);
    g_string_append(text, "  both: { function: f, must: [available, observable] }\n");
    return g_string_free(text, FALSE);
}

static CtTwin *
load(const CtTestPackage *package)
{
    CtTwin *twin = ct_twin_new(&(CtTwinOptions){0});
    GError *error = NULL;

    CHECK_OK(ct_twin_load(twin, package->folder, CT_TWIN_SOLVED, &error), error);
    return twin;
}

/* The twin, as if the attacker had @facts from the start and nothing else. */
static void
start_with(CtTwin *twin, const CtFact *facts, uint32_t n)
{
    g_array_set_size(twin->entries, 0);
    for (uint32_t i = 0; i < n; i++) {
        CtFactId id = ct_graph_fact(twin->graph, facts[i]);

        g_array_append_val(twin->entries, id);
    }
    ct_fixpoint_free(twin->fixpoint);
    twin->fixpoint =
        ct_fixpoint_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                        twin->entries->len);
}

static bool
is_violated(const CtTwin *twin, const char *requirement)
{
    CtId row = ct_model_find(twin->model, CT_SECTION_REQUIREMENTS, requirement);
    CtFact fact = {.kind = CT_FACT_VIOLATED, .entity = row};

    return ct_bits_get(twin->fixpoint->holds, ct_graph_fact(twin->graph, fact));
}

/* --- what it should be, in the words of topology/functions.h --- */

static bool
asset_fails(unsigned failed, int asset, unsigned at_stake)
{
    unsigned how = failed >> (asset * N_KINDS) & 7;

    return (how & 1) != 0 || (how & 2) != 0 || ((how & 4) != 0 && at_stake >= 2);
}

static bool
f_fails(unsigned failed, unsigned k, unsigned at_stake)
{
    unsigned n = 0;

    for (int a = 0; a < N_ASSETS; a++)
        n += asset_fails(failed, a, at_stake) ? 1 : 0;
    return n > N_ASSETS - k;
}

static void
check_goals(CtTwin *twin)
{
    g_autoptr(GPtrArray) goals = ct_requirement_goals_new(twin, CT_COST_TIME);

    CHECK_INT(goals->len, twin->model->requirements.length);
    for (guint i = 0; i < goals->len; i++) {
        const CtRequirementGoal *goal = goals->pdata[i];
        const char *id = ct_model_id(twin->model, CT_SECTION_REQUIREMENTS, i);

        CHECK_INT(goal->is_reachable, is_violated(twin, id));
        CHECK_INT(goal->is_reachable, goal->violated != 0);
        CHECK_INT(goal->violated & ~twin->model->requirements.data[i].must, 0);
    }
}

static uint32_t
facts_of(unsigned failed, CtFact *facts)
{
    uint32_t n = 0;

    for (unsigned bit = 0; bit < N_FACTS; bit++)
        if ((failed >> bit & 1) != 0)
            facts[n++] = (CtFact){.kind = (uint8_t)kinds[bit % N_KINDS], .entity = bit / N_KINDS};
    return n;
}

static void
check_failed(CtTwin *twin, unsigned failed, unsigned k, unsigned loss_of_f)
{
    CtFact facts[N_FACTS];
    bool f_lost = f_fails(failed, k, loss_of_f);

    start_with(twin, facts, facts_of(failed, facts));
    for (unsigned m = 0; m < G_N_ELEMENTS(musts); m++) {
        char id[8];

        g_snprintf(id, sizeof id, "rf%u", m);
        CHECK_INT(is_violated(twin, id), f_fails(failed, k, m));
        g_snprintf(id, sizeof id, "rg%u", m);
        CHECK_INT(is_violated(twin, id), f_lost && asset_fails(failed, 0, m));
    }
    CHECK_INT(is_violated(twin, "both"), f_fails(failed, k, 0) || f_fails(failed, k, 2));
    if (failed % EVERY == 0)
        check_goals(twin);
}

static void
test_every_must_against_every_loss(void)
{
    for (unsigned k = 1; k <= N_ASSETS; k++)
        for (unsigned loss = 0; loss < G_N_ELEMENTS(losses); loss++) {
            g_autofree char *text = functions_text(k, loss, (loss + k) % 4);
            g_autoptr(CtTestPackage) package = ct_test_package_new("topology.yaml", text, NULL);
            g_autoptr(CtTwin) twin = load(package);

            for (unsigned failed = 0; failed < 1u << N_FACTS; failed++)
                check_failed(twin, failed, k, loss);
        }
}

static const char vault[] = "cybertwin: 1\n"
                            "products: { p: { kind: server } }\n"
                            "zones: { z: {} }\n"
                            "assets: { a0: { product: p, zone: z }, a1: { product: p, zone: z } }\n"
                            "data: { d: { kind: file, at: [a0, a1] }, e: { kind: file, at: a0 } }\n"
                            "requirements:\n"
                            "  secret: { data: d, must: confidential }\n"
                            "  whole: { data: d, must: intact }\n"
                            "  there: { data: d, must: available }\n"
                            "  every: { data: d, must: [confidential, intact, available] }\n"
                            "  other: { data: e, must: available }\n";

static void
test_data(void)
{
    g_autoptr(CtTestPackage) package = ct_test_package_new("topology.yaml", vault, NULL);
    g_autoptr(CtTwin) twin = load(package);
    static const CtFact all[] = {
        {.kind = CT_FACT_READS},    {.kind = CT_FACT_EXFILTRATED},
        {.kind = CT_FACT_ALTERS},   {.kind = CT_FACT_DESTROYS},
        {.kind = CT_FACT_HALTED},   {.kind = CT_FACT_HALTED, .entity = 1},
        {.kind = CT_FACT_CONTROLS},
    };

    for (unsigned mask = 0; mask < 1u << G_N_ELEMENTS(all); mask++) {
        CtFact facts[G_N_ELEMENTS(all)];
        uint32_t n = 0;

        for (unsigned i = 0; i < G_N_ELEMENTS(all); i++)
            if ((mask >> i & 1) != 0)
                facts[n++] = all[i];
        start_with(twin, facts, n);
        bool secret = (mask & 3) != 0;
        bool whole = (mask & 12) != 0;
        bool there = (mask & 8) != 0 || (mask & 48) == 48;

        CHECK_INT(is_violated(twin, "secret"), secret);
        CHECK_INT(is_violated(twin, "whole"), whole);
        CHECK_INT(is_violated(twin, "there"), there);
        CHECK_INT(is_violated(twin, "every"), secret || whole || there);
        CHECK_INT(is_violated(twin, "other"), (mask & 16) != 0);
        check_goals(twin);
    }
}

/* A severed flow fails what it goes to only where the business requires it. */
static void
test_severed_flows(void)
{
    g_autoptr(CtTestPackage) package = ct_test_package_new(
        "topology.yaml",
        "cybertwin: 1\n"
        "products: { p: { kind: plc, services: { m: { port: tcp/502, auth: none } } } }\n"
        "zones: { z: {} }\n"
        "assets: { a0: { product: p, zone: z }, a1: { product: p, zone: z } }\n"
        "flows:\n"
        "  asked: { from: a1, to: a0, service: m, required: true }\n"
        "  idle: { from: a0, to: a1, service: m }\n"
        "functions: { f: { needs: a0 }, g: { needs: a1 } }\n"
        "requirements: { rf: { function: f, must: available }, rg: { function: g, must: available "
        "} }\n",
        NULL);
    g_autoptr(CtTwin) twin = load(package);
    const CtFact both[] = {{.kind = CT_FACT_SEVERED, .entity = 0},
                           {.kind = CT_FACT_SEVERED, .entity = 1}};

    start_with(twin, both, 2);
    CHECK_INT(is_violated(twin, "rf"), true);
    CHECK_INT(is_violated(twin, "rg"), false);
    g_autoptr(GPtrArray) goals = ct_requirement_goals_new(twin, CT_COST_TIME);
    const CtRequirementGoal *first = goals->pdata[0];
    const CtRequirementGoal *second = goals->pdata[1];

    CHECK_INT(g_array_index(first->functions, CtFunctionFailing, 0).fails[0], CT_FAILS_SEVERED);
    CHECK_INT(g_array_index(second->functions, CtFunctionFailing, 0).fails[0], 0);
}

/* Whoever names no goal is after the requirements; whoever names one is not. */
static void
test_derived_where_none_is_named(void)
{
    g_autoptr(CtTestPackage) package = ct_test_package_new(
        "topology.yaml", vault, "scenario.lua",
        "attacker \"idle\" {}\nattacker \"keen\" { goals = { stop = halted \"a0\" } }\n", NULL);
    g_autoptr(CtTwin) twin = load(package);
    const CtAttacker *idle = g_ptr_array_index(twin->attackers, 0);
    const CtAttacker *keen = g_ptr_array_index(twin->attackers, 1);

    CHECK_INT(idle->goals.length, 5);
    CHECK_STR(idle->goals.data[1].id, "whole");
    CHECK_STR(idle->goals.data[1].text, "violated:whole");
    CHECK_INT(idle->goals.data[1].requirement, 1);
    CHECK_INT(keen->goals.length, 1);
    CHECK_INT(keen->goals.data[0].requirement, CT_NO_ID);
}

static void
test_requirement_in_words(void)
{
    g_autoptr(CtTestPackage) package = ct_test_package_new("topology.yaml", vault, NULL);
    g_autoptr(CtTwin) twin = load(package);
    g_autofree char *one = ct_requirement_text(twin->model, 0);
    g_autofree char *three = ct_requirement_text(twin->model, 3);

    CHECK_STR(one, "d must stay confidential");
    CHECK_STR(three, "d must stay available, confidential and intact");
}

CU_TestInfo test_goals_tests[] = {
    {"every must against every loss", test_every_must_against_every_loss},
    {"data", test_data},
    {"severed flows", test_severed_flows},
    {"derived where none is named", test_derived_where_none_is_named},
    {"a requirement in words", test_requirement_in_words},
    CU_TEST_INFO_NULL,
};
