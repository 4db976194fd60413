/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small designs of which every KPI is worked out by hand. */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

#include <math.h>

#define NETWORK_FLAW "cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\""

static void
check_kpi(const CtAssessed *assessed, const char *id, double want)
{
    double got = ct_assessed_value(assessed, id);

    CHECK_MSG(fabs(got - want) < 1e-9, "%s: got %.10g, want %.10g", id, got, want);
}

/* How a flaw is exploited, with a chance that it works for each @per and one of each try. */
static char *
rule(const char *per, double works, double success)
{
    return g_strdup_printf(
        "technique \"nasim-exploit\" {\n"
        "  ids = { it = \"CT-1\" }, name = \"Exploit\", tactics = { \"impact\" },\n"
        "  from = reach \"s\", each = vulnerability \"v\",\n"
        "  gains = function(s) return exec(s.asset, s.runs_as) end,\n"
        "  works = { p = %g, per = \"%s\" },\n"
        "  time = constant \"1d\", success = %g, noise = 0.5,\n"
        "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
        "}\n",
        works, per, success);
}

/* outside → front → back; @second: the product of what stands in the back. */
static char *
chain(const char *second, const char *flaws)
{
    return g_strdup_printf(
        "suppliers: { one: {}, two: {} }\n"
        "products:\n"
        "  host: { kind: server, supplier: one, version: \"1\","
        " services: { web: { port: tcp/80, auth: none } } }\n"
        "  other: { kind: server, supplier: two,"
        " services: { web: { port: tcp/80, auth: certificate } } }\n"
        "networks: { internet: { medium: internet }, a: {}, b: {} }\n"
        "zones:\n"
        "  outside: { outside: true, networks: [internet] }\n"
        "  front: { networks: [a] }\n"
        "  back: { networks: [b] }\n"
        "conduits:\n"
        "  in: { from: outside, to: front, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "  on: { from: front, to: back, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "assets:\n"
        "  first: { product: host, zone: front }\n"
        "  second: { product: %s, zone: back }\n"
        "%s",
        second, flaws);
}

static const char on_second[] = "attacker \"outsider\" { goals = { second = exec \"second\" } }\n";

#define BOTH_FLAWED                                                                                \
    "vulnerabilities:\n"                                                                           \
    "  flaw-1: { affects: [host.web], epss: 0.5, kev: true, " NETWORK_FLAW " }\n"                  \
    "  flaw-2: { affects: [other.web], epss: 0.2, " NETWORK_FLAW " }\n"

/* One flaw on two steps works on both or on neither: 0.6, and not its square. */
static void
test_shared_chance(void)
{
    static const struct {
        const char *per, *second;
        double works, success, chance;
    } rows[] = {{"vulnerability", "host", 0.6, 1, 0.6},  {"vulnerability", "other", 0.6, 1, 0.36},
                {"asset", "host", 0.6, 1, 0.36},         {"vulnerability", "host", 0.6, 0.5, 0.15},
                {"vulnerability", "host", 1, 0.5, 0.25}, {"product", "host", 0.3, 1, 0.3}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *rules = rule(rows[i].per, rows[i].works, rows[i].success);
        g_autofree char *topology = chain(rows[i].second, BOTH_FLAWED);
        g_auto(CtAssessed) assessed = {0};

        ct_assessed_init(&assessed, topology, on_second, rules, 0);
        check_kpi(&assessed, "attack_graph_probability", rows[i].chance);
        CHECK_INT(ct_assessed_kpi(&assessed, "attack_graph_probability")->n, 0);
    }
}

/* Everything else of the chain with both flawed, of two products. */
static void
test_chain(void)
{
    g_autofree char *rules = rule("vulnerability", 1, 1);
    g_autofree char *topology = chain("other", BOTH_FLAWED);
    g_auto(CtAssessed) assessed = {0};

    ct_assessed_init(&assessed, topology, on_second, rules, 200);
    check_kpi(&assessed, "attack_success_probability", 1);
    check_kpi(&assessed, "attack_paths", 1);
    check_kpi(&assessed, "shortest_path", 2);
    check_kpi(&assessed, "mean_path_length", 2);
    check_kpi(&assessed, "normalised_mean_path_length", 2);
    check_kpi(&assessed, "quickest_path", 2); /* a day each */
    check_kpi(&assessed, "time_to_compromise", 2);
    check_kpi(&assessed, "early_time_to_compromise", 2);
    check_kpi(&assessed, "mean_time_to_compromise", 2);
    check_kpi(&assessed, "zero_days_needed", 0);
    check_kpi(&assessed, "compromise_percentage", 100);
    check_kpi(&assessed, "blast_radius", 1);        /* the first takes the second */
    check_kpi(&assessed, "mean_blast_radius", 0.5); /* the second takes nothing */
    check_kpi(&assessed, "exposed_services", 1);
    check_kpi(&assessed, "attack_surface_services", 2); /* admin 2, asks nothing 1 */
    check_kpi(&assessed, "attack_surface_channels", 1); /* the internet */
    check_kpi(&assessed, "attack_surface_data", 0);
    check_kpi(&assessed, "diversity_d1", 1);
    check_kpi(&assessed, "diversity_d2", 1);
    check_kpi(&assessed, "segmentation_index", 0.5); /* first may reach second, and not back */
    check_kpi(&assessed, "highest_exploitability", 1);
    check_kpi(&assessed, "fleet_epss", 0.6); /* 1 − 0.5 · 0.8 */
    check_kpi(&assessed, "known_exploited_flaws", 1);
    check_kpi(&assessed, "supplier_concentration", 0.5);
    check_kpi(&assessed, "technique_coverage", 1);
    check_kpi(&assessed, "sensor_coverage", 0);
    /* Two assets with a flaw each, by an expert: P1 = 1 − e^(−450/9447), no wait. */
    double at_hand = 1 - exp(-450.0 / 9447);
    double each = at_hand + 5.8 * (1 - at_hand);

    check_kpi(&assessed, "mcqueen_time_to_compromise", 2 * each);
}

/* Two ways round to the same goal, one longer by an attempt. */
static void
test_two_ways(void)
{
    static const char topology[] =
        "products: { host: { kind: server, services: { web: { port: tcp/80 } } } }\n"
        "networks: { internet: { medium: internet }, a: {}, b: {}, c: {}, d: {} }\n"
        "zones:\n"
        "  outside: { outside: true, networks: [internet] }\n"
        "  one: { networks: [a] }\n"
        "  two: { networks: [b] }\n"
        "  three: { networks: [c] }\n"
        "  four: { networks: [d] }\n"
        "conduits:\n"
        "  c1: { from: outside, to: one, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "  c2: { from: outside, to: two, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "  c3: { from: one, to: four, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "  c4: { from: two, to: three, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "  c5: { from: three, to: four, transit: false, allow: [ { port: tcp/80 } ] }\n"
        "assets:\n"
        "  h1: { product: host, zone: one }\n"
        "  h2: { product: host, zone: two }\n"
        "  h3: { product: host, zone: three }\n"
        "  h4: { product: host, zone: four }\n"
        "vulnerabilities: { flaw: { affects: [host.web], " NETWORK_FLAW " } }\n";
    static const char goal[] = "attacker \"outsider\" { goals = { h4 = exec \"h4\" } }\n";
    g_autofree char *rules = rule("asset", 0.5, 1);
    g_auto(CtAssessed) assessed = {0};

    ct_assessed_init(&assessed, topology, goal, rules, 0);
    check_kpi(&assessed, "attack_paths", 2);
    check_kpi(&assessed, "shortest_path", 2);
    check_kpi(&assessed, "mean_path_length", 2.5);
    check_kpi(&assessed, "normalised_mean_path_length", 1.25);
    check_kpi(&assessed, "quickest_path", 2);
    check_kpi(&assessed, "diversity_d2", 1.0 / 3); /* one product on three */
    check_kpi(&assessed, "diversity_d1", 0.25);
    /* h4 works, and h1 or both h2 and h3: 0.5 · (1 − 0.5 · 0.75) */
    check_kpi(&assessed, "attack_graph_probability", 0.3125);
    /* 12 ordered pairs across zones, of which three are let through. */
    check_kpi(&assessed, "segmentation_index", 0.75);
}

/* Without a flaw: as many unknown ones as there are kinds of services on the way. */
static void
test_zero_days(void)
{
    static const struct {
        const char *second, *flaws;
        double needed;
    } rows[] = {{"host", "", 1}, /* one flaw opens both */
                {"other", "", 2},
                {"other", "vulnerabilities: { f: { affects: [host.web], " NETWORK_FLAW " } }\n", 1},
                {"other", "vulnerabilities: { f: { affects: [other.web], " NETWORK_FLAW " } }\n",
                 1},
                {"other", BOTH_FLAWED, 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *rules = rule("vulnerability", 1, 1);
        g_autofree char *topology = chain(rows[i].second, rows[i].flaws);
        g_auto(CtAssessed) assessed = {0};

        ct_assessed_init(&assessed, topology, on_second, rules, 0);
        check_kpi(&assessed, "zero_days_needed", rows[i].needed);
    }
}

/* A chain of @n products: all of their services must have one. */
static void
test_many_zero_days(void)
{
    for (uint32_t n = 1; n <= 5; n++) {
        g_autoptr(GString) text = g_string_new("networks: { internet: { medium: internet } }\n"
                                               "products:\n");
        g_autofree char *rules = rule("vulnerability", 1, 1);
        g_autofree char *goal =
            g_strdup_printf("attacker \"o\" { goals = { last = exec \"h%u\" } }\n", n);
        g_auto(CtAssessed) assessed = {0};

        for (uint32_t i = 1; i <= n; i++)
            g_string_append_printf(text,
                                   "  p%u: { kind: server, services: { web: { port: tcp/80 } } }\n",
                                   i);
        g_string_append(text, "zones:\n  z0: { outside: true, networks: [internet] }\n");
        for (uint32_t i = 1; i <= n; i++)
            g_string_append_printf(text, "  z%u: {}\n", i);
        g_string_append(text, "conduits:\n");
        for (uint32_t i = 1; i <= n; i++)
            g_string_append_printf(text,
                                   "  c%u: { from: z%u, to: z%u, transit: false,"
                                   " allow: [ { port: tcp/80 } ] }\n",
                                   i, i - 1, i);
        g_string_append(text, "assets:\n");
        for (uint32_t i = 1; i <= n; i++)
            g_string_append_printf(text, "  h%u: { product: p%u, zone: z%u }\n", i, i, i);
        ct_assessed_init(&assessed, text->str, goal, rules, 0);
        check_kpi(&assessed, "zero_days_needed", n);
        if (n > 3)
            CU_ASSERT(ct_assessed_kpi(&assessed, "zero_days_needed")->low == 3);
    }
}

/* What no rule lets through no flaw opens; what cannot be had has no length. */
static void
test_out_of_reach(void)
{
    g_autofree char *rules = rule("vulnerability", 1, 1);
    g_autofree char *open = chain("other", "");
    g_autofree char *topology = NULL;
    g_auto(CtAssessed) assessed = {0};
    g_auto(GStrv) parts = g_strsplit(open, "  on: {", 2);
    const char *rest = strchr(parts[1], '\n') + 1;

    topology = g_strconcat(parts[0], rest, NULL);
    ct_assessed_init(&assessed, topology, on_second, rules, 50);
    CU_ASSERT(isnan(ct_assessed_value(&assessed, "zero_days_needed")));
    CU_ASSERT(ct_assessed_kpi(&assessed, "zero_days_needed")->because != NULL);
    CU_ASSERT(isnan(ct_assessed_value(&assessed, "shortest_path")));
    check_kpi(&assessed, "attack_paths", 0);
    check_kpi(&assessed, "attack_graph_probability", 0);
    check_kpi(&assessed, "attack_success_probability", 0);
    check_kpi(&assessed, "segmentation_index", 1);
    /* Half of none: later than the horizon of a year, which is at least as much as asked for. */
    const CtKpi *time = ct_assessed_kpi(&assessed, "time_to_compromise");

    CU_ASSERT(isnan(time->value));
    CU_ASSERT(time->low == 365);
    check_kpi(&assessed, "mean_time_to_compromise", 365);
}

/* Of several goals the worst decides, and is named. */
static void
test_worst_goal(void)
{
    g_autofree char *rules = rule("asset", 0.5, 1);
    g_autofree char *topology = chain("other", BOTH_FLAWED);
    g_auto(CtAssessed) assessed = {0};

    ct_assessed_init(
        &assessed, topology,
        "attacker \"o\" { goals = { far = exec \"second\", near = exec \"first\" } }\n", rules, 0);
    const CtKpi *chance = ct_assessed_kpi(&assessed, "attack_graph_probability");

    check_kpi(&assessed, "attack_graph_probability", 0.5);
    CHECK_STR(chance->of, "near");
    CHECK_INT(chance->n_parts, 2);
    CU_ASSERT(chance->parts[0].value == 0.25);
    check_kpi(&assessed, "shortest_path", 1);
}

/* Values against bounds: met, missed, close, and not judged without a value. */
static void
test_targets(void)
{
    static const struct {
        const char *target;
        const char *id;
        CtKpiMet met;
    } rows[] = {
        {"shortest_path: { min: 2 }", "shortest_path", CT_KPI_MET},
        {"shortest_path: { min: 3 }", "shortest_path", CT_KPI_MISSED},
        {"shortest_path: { min: 1, max: 1 }", "shortest_path", CT_KPI_MISSED},
        {"quickest_path: { min: 48h }", "quickest_path", CT_KPI_MET},
        {"quickest_path: { min: 49h }", "quickest_path", CT_KPI_MISSED},
        {"compromise_percentage: { max: 99% }", "compromise_percentage", CT_KPI_MISSED},
        {"fleet_epss: { max: 60% }", "fleet_epss", CT_KPI_MET},
        {"time_to_detect: { max: 3h }", "time_to_detect", CT_KPI_UNJUDGED},
        {"attack_success_probability: { max: 1 }", "attack_success_probability", CT_KPI_UNJUDGED},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *rules = rule("vulnerability", 1, 1);
        g_autofree char *base = chain("other", BOTH_FLAWED);
        g_autofree char *topology = g_strdup_printf("%stargets: { %s }\n", base, rows[i].target);
        g_auto(CtAssessed) assessed = {0};

        ct_assessed_init(&assessed, topology, on_second, rules, 0);
        const CtKpi *kpi = ct_assessed_kpi(&assessed, rows[i].id);

        CHECK_MSG(kpi->met == rows[i].met, "%s: %s", rows[i].target,
                  ct_kpi_met_text((CtKpiMet)kpi->met));
        CHECK_STR(kpi->file, "t.yaml");
        CU_ASSERT(kpi->line > 0);
        CHECK_INT(assessed.kpis->n_met + assessed.kpis->n_missed + assessed.kpis->n_unjudged, 1);
    }
}

CU_TestInfo test_kpi_models_tests[] = {
    {"a shared flaw is one chance", test_shared_chance},
    {"a chain of two", test_chain},
    {"two ways to one goal", test_two_ways},
    {"unknown flaws of shared services count once", test_zero_days},
    {"a chain needs one for each product", test_many_zero_days},
    {"what is out of reach", test_out_of_reach},
    {"the worst goal decides", test_worst_goal},
    {"values against targets", test_targets},
    CU_TEST_INFO_NULL,
};
