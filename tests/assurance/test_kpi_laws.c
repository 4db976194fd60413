/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Laws over generated designs: closing a rule, mending a flaw or asking for a second factor never
 * worsens what KPIs say of reach; names and the order of entities change nothing. The segmentation
 * index is held against a walk over all pairs.
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"
#include "tests/support/model_generator.h"

#include <math.h>
#include <string.h>

enum { N_DESIGNS = 60, MOST_ZONES = 6 };

/* What a design is drawn as; edits change it. */
typedef struct Design {
    uint32_t n_zones, n_conduits, n_products;
    uint32_t from[24], to[24];
    bool open[24], guarded[24];
    uint32_t product_of[MOST_ZONES][2]; /* two assets a zone */
    bool flawed[4];
} Design;

static Design
draw_design(uint64_t *state)
{
    Design design = {.n_zones = 3 + ct_random_below(state, MOST_ZONES - 2),
                     .n_products = 2 + ct_random_below(state, 3)};

    design.n_conduits = design.n_zones + ct_random_below(state, 2 * design.n_zones);
    for (uint32_t c = 0; c < design.n_conduits; c++) {
        design.from[c] = ct_random_below(state, design.n_zones);
        design.to[c] = 1 + ct_random_below(state, design.n_zones - 1);
        design.open[c] = design.from[c] != design.to[c];
        design.guarded[c] = ct_random_below(state, 5) == 0;
    }
    for (uint32_t z = 0; z < design.n_zones; z++)
        for (uint32_t i = 0; i < 2; i++)
            design.product_of[z][i] = ct_random_below(state, design.n_products);
    for (uint32_t p = 0; p < design.n_products; p++)
        design.flawed[p] = ct_random_below(state, 3) > 0;
    return design;
}

/* Entity number @i of @n in the order that @is_reversed says. */
static uint32_t
nth(uint32_t i, uint32_t n, bool is_reversed)
{
    return is_reversed ? n - 1 - i : i;
}

static char *
write_design(const Design *design, const char *prefix, bool is_reversed)
{
    GString *text = g_string_new("networks: { internet: { medium: internet } }\nproducts:\n");

    for (uint32_t i = 0; i < design->n_products; i++) {
        uint32_t p = nth(i, design->n_products, is_reversed);

        g_string_append_printf(text,
                               "  %sp%u: { kind: server, services: { web: { port: tcp/80,"
                               " auth: certificate, runs_as: %s } } }\n",
                               prefix, p, p % 2 == 0 ? "admin" : "user");
    }
    g_string_append(text, "zones:\n");
    for (uint32_t i = 0; i < design->n_zones; i++) {
        uint32_t z = nth(i, design->n_zones, is_reversed);

        if (z == 0)
            g_string_append_printf(text, "  %sz0: { outside: true, networks: [internet] }\n",
                                   prefix);
        else
            g_string_append_printf(text, "  %sz%u: {}\n", prefix, z);
    }
    g_string_append(text, "conduits:\n");
    for (uint32_t i = 0; i < design->n_conduits; i++) {
        uint32_t c = nth(i, design->n_conduits, is_reversed);

        if (design->open[c])
            g_string_append_printf(text,
                                   "  %sc%u: { from: %sz%u, to: %sz%u, transit: false,"
                                   " allow: [ { port: tcp/80 } ]%s }\n",
                                   prefix, c, prefix, design->from[c], prefix, design->to[c],
                                   design->guarded[c] ? ", controls: { mfa: otp }" : "");
    }
    g_string_append_printf(text,
                           "  %sin: { from: %sz0, to: %sz1, transit: false,"
                           " allow: [ { port: tcp/80 } ] }\nassets:\n",
                           prefix, prefix, prefix);
    for (uint32_t i = 0; i < 2 * (design->n_zones - 1); i++) {
        uint32_t a = 2 + nth(i, 2 * (design->n_zones - 1), is_reversed);

        g_string_append_printf(text, "  %sh%u: { product: %sp%u, zone: %sz%u }\n", prefix, a,
                               prefix, design->product_of[a / 2][a % 2], prefix, a / 2);
    }
    g_string_append(text, "vulnerabilities:\n");
    for (uint32_t i = 0; i <= design->n_products; i++) {
        uint32_t p = nth(i, design->n_products + 1, is_reversed);

        if (p < design->n_products && design->flawed[p])
            g_string_append_printf(text,
                                   "  %sv%u: { affects: [%sp%u.web],"
                                   " cvss: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\" }\n",
                                   prefix, p, prefix, p);
        else if (p == design->n_products)
            g_string_append_printf(text, "  %snone: { affects: [\"pkg:generic/nothing@<1\"] }\n",
                                   prefix);
    }
    return g_string_free(text, FALSE);
}

static const char rules[] =
    "technique \"nasim-exploit\" {\n"
    "  ids = { it = \"CT-1\" }, name = \"Exploit\", tactics = { \"impact\" },\n"
    "  from = reach \"s\", each = vulnerability \"v\",\n"
    "  gains = function(s) return exec(s.asset, s.runs_as) end,\n"
    "  works = { p = 0.6, per = \"vulnerability\" },\n"
    "  time = constant \"1d\", success = 0.7, noise = 0.5,\n"
    "  skill = \"novice\", stops = {}, source = \"assumption\",\n"
    "}\n";

static void
assess(CtAssessed *assessed, const Design *design, const char *prefix, bool is_reversed)
{
    g_autofree char *topology = write_design(design, prefix, is_reversed);
    g_autofree char *goal =
        g_strdup_printf("attacker \"o\" { goals = { last = exec \"%sh%u\" } }\n", prefix,
                        2 * design->n_zones - 1);

    ct_assessed_init(assessed, topology, goal, rules, 0);
}

/* What a defender's edit may only better; what cannot be had counts as best. */
static const char *const of_reach[] = {"attack_graph_probability",
                                       "compromise_percentage",
                                       "exposed_services",
                                       "shortest_path",
                                       "attack_surface_services",
                                       "segmentation_index",
                                       "zero_days_needed",
                                       "quickest_path",
                                       "blast_radius",
                                       "mean_blast_radius",
                                       "known_exploited_flaws"};

static double
worth(const CtAssessed *assessed, const char *id)
{
    const CtKpi *kpi = ct_assessed_kpi(assessed, id);
    bool is_lower = kpi->info.better == CT_KPI_LOWER;

    if (isnan(kpi->value))
        return (double)INFINITY;
    /* Of bounds only what is certain is held against each other. */
    return is_lower ? -kpi->value : kpi->value;
}

static bool
is_certain(const CtAssessed *assessed, const char *id)
{
    const CtKpi *kpi = ct_assessed_kpi(assessed, id);

    return kpi->n > 0 || (isnan(kpi->low) && isnan(kpi->high));
}

/* One thing that a defender does; false where there is nothing of the kind. */
static bool
defend(Design *design, uint32_t how, uint64_t *state)
{
    uint32_t c = ct_random_below(state, design->n_conduits);
    uint32_t p = ct_random_below(state, design->n_products);

    switch (how) {
    case 0:
        if (!design->open[c])
            return false;
        design->open[c] = false;
        return true;
    case 1:
        if (!design->flawed[p])
            return false;
        design->flawed[p] = false;
        return true;
    default:
        if (!design->open[c] || design->guarded[c])
            return false;
        design->guarded[c] = true;
        return true;
    }
}

static void
test_defence_never_worsens(void)
{
    uint64_t state = 4711;
    uint32_t n_edits = 0, n_better = 0;

    for (uint32_t i = 0; i < N_DESIGNS; i++) {
        Design design = draw_design(&state);
        g_auto(CtAssessed) before = {0};

        assess(&before, &design, "", false);
        for (uint32_t how = 0; how < 3; how++) {
            Design edited = design;
            g_auto(CtAssessed) after = {0};

            if (!defend(&edited, how, &state))
                continue;
            n_edits++;
            assess(&after, &edited, "", false);
            for (size_t k = 0; k < G_N_ELEMENTS(of_reach); k++) {
                double a = worth(&before, of_reach[k]), b = worth(&after, of_reach[k]);

                if (!is_certain(&before, of_reach[k]) || !is_certain(&after, of_reach[k]))
                    continue;
                CHECK_MSG(b >= a - 1e-12, "design %u, edit %u: %s was %g and is %g", i, how,
                          of_reach[k], a, b);
                n_better += b > a + 1e-12;
            }
        }
    }
    /* The law is worth little where edits do nothing. */
    CHECK_MSG(n_edits > 100 && n_better > 100, "%u edits, %u better", n_edits, n_better);
}

/* All figures but those drawn by luck, which hangs on names. */
static void
check_same(const CtAssessed *a, const CtAssessed *b, bool drawn_too, uint32_t number)
{
    for (uint32_t i = 0; i < a->kpis->n_kpis; i++) {
        const CtKpi *x = &a->kpis->kpis[i], *y = &b->kpis->kpis[i];

        if (x->n > 0 && !drawn_too)
            continue;
        CHECK_MSG((isnan(x->value) && isnan(y->value)) || fabs(x->value - y->value) < 1e-9,
                  "design %u: %s is %.12g and %.12g", number, x->info.id, x->value, y->value);
    }
}

static void
test_names_and_order(void)
{
    uint64_t state = 99;

    for (uint32_t i = 0; i < N_DESIGNS; i++) {
        Design design = draw_design(&state);
        g_auto(CtAssessed) plain = {0}, renamed = {0}, reversed = {0};

        assess(&plain, &design, "", false);
        assess(&renamed, &design, "other-", false);
        assess(&reversed, &design, "", true);
        check_same(&plain, &renamed, false, i);
        check_same(&plain, &reversed, true, i);
    }
}

/* --- the segmentation index, pair by pair --- */

static double
naive_index(const CtTwin *twin)
{
    const CtInstances *instances = twin->instances;
    const CtCsr *origins = &twin->reach->asset_origins;
    uint64_t possible = 0, passing = 0;

    for (uint32_t a = 0; a < instances->n_assets; a++)
        for (uint32_t s = 0; s < instances->n_services; s++) {
            bool passes = false;

            if (instances->asset_zone[ct_instances_service_asset(instances, s)] ==
                instances->asset_zone[a])
                continue;
            possible++;
            for (uint32_t i = origins->start[a]; i < origins->start[a + 1]; i++)
                passes = passes || ct_reach_allows(twin->reach, origins->value[i], s, NULL);
            passing += passes;
        }
    return possible > 0 ? 1 - (double)passing / (double)possible : (double)NAN;
}

static void
test_segmentation_index(void)
{
    uint32_t n_between = 0;

    for (uint64_t seed = 1; seed <= 80; seed++) {
        g_autofree char *whole = ct_generate_model(seed, &ct_generator_reach);
        const char *body = strchr(whole, '\n') + 1; /* after "cybertwin: 1" */
        g_auto(CtAssessed) assessed = {0};

        ct_assessed_init(&assessed, body, "attacker \"o\" {}\n", rules, 0);
        double got = ct_assessed_value(&assessed, "segmentation_index");
        double want = naive_index(assessed.twin);

        CHECK_MSG((isnan(got) && isnan(want)) || fabs(got - want) < 1e-12,
                  "seed %" PRIu64 ": got %.10g, want %.10g", seed, got, want);
        n_between += want > 0 && want < 1;
    }
    CHECK_MSG(n_between > 30, "only %u models are neither open nor shut", n_between);
}

CU_TestInfo test_kpi_laws_tests[] = {
    {"a defence never worsens what can be reached", test_defence_never_worsens},
    {"names and order change nothing", test_names_and_order},
    {"the segmentation index counts pairs", test_segmentation_index},
    CU_TEST_INFO_NULL,
};
