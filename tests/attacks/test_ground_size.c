/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many steps a graph has where many stand against many. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"

#include "attacks/ground.h"

typedef struct Grounded {
    CtLoaded loaded;
    CtLibrary *library;
    CtGuard *guard;
    CtGraph *graph;
} Grounded;

static void
grounded_clear(Grounded *grounded)
{
    ct_graph_free(grounded->graph);
    ct_guard_free(grounded->guard);
    ct_library_free(grounded->library);
    ct_loaded_clear(&grounded->loaded);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Grounded, grounded_clear)

static void
ground(Grounded *grounded, const char *text, bool discover)
{
    static CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1.0};
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *why = NULL;

    traits.discover = discover;
    bool ok = ct_loaded_init(&grounded->loaded, text, &why);
    CHECK_MSG(ok, "%s", why);
    CU_ASSERT_FATAL(ok);
    grounded->library = ct_library_new(&ct_limits_default, &error);
    CHECK_OK(ct_library_load_builtin(grounded->library, diag, &error), error);
    grounded->guard = ct_guard_new(grounded->library, grounded->loaded.instances, &traits);
    grounded->graph = ct_ground(grounded->library, grounded->guard, grounded->loaded.reach, &traits,
                                &ct_limits_default, NULL, 0, &error);
    CHECK_OK(grounded->graph != NULL, error);
}

/* The steps of @kind that come of rule @name. */
static uint32_t
count(const CtGraph *graph, CtStepKind kind, const char *name)
{
    uint32_t n = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++)
        if (graph->step_kind[s] == kind &&
            strcmp(graph->templates.data[graph->step_reason[s]].technique->name, name) == 0)
            n++;
    return n;
}

/* How many outcomes of rule @name gain facts of @kind; each such fact has @each of them. */
static uint32_t
count_gains(const CtGraph *graph, CtFactKind kind, const char *name, uint32_t each)
{
    uint32_t n = 0;

    for (CtFactId id = graph->first_of_kind[kind]; id < graph->first_of_kind[kind + 1]; id++) {
        uint32_t here = 0;

        for (uint32_t i = graph->gained_start[id]; i < graph->gained_start[id + 1]; i++) {
            uint32_t step = graph->gained[i];

            if (graph->step_kind[step] == CT_STEP_OUTCOME &&
                strcmp(graph->templates.data[graph->step_reason[step]].technique->name, name) == 0)
                here++;
        }
        CHECK_MSG(here == 0 || here == each, "fact %u: %u", id, here);
        n += here;
    }
    return n;
}

/* @n senders talk to @n receivers of two classes, all of them on each of @networks networks. */
static char *
talk(uint32_t n, uint32_t networks)
{
    GString *text = g_string_new("cybertwin: 1\n"
                                 "products:\n"
                                 "  master: { kind: hmi }\n"
                                 "  unit: { kind: rtu, services: { iec: { port: tcp/2404, auth: "
                                 "none } } }\n"
                                 "  valve: { kind: actuator, services: { iec: { port: tcp/2404, "
                                 "auth: none } } }\n"
                                 "networks: {");
    GString *list = g_string_new(NULL);

    for (uint32_t i = 0; i < networks; i++) {
        g_string_append_printf(text, "%s n%u: {}", i > 0 ? "," : "", i);
        g_string_append_printf(list, "%sn%u", i > 0 ? ", " : "", i);
    }
    g_string_append_printf(text,
                           " }\nzones: { plant: { networks: [%s] } }\nassets:\n"
                           "  m: { product: master, zone: plant, networks: [%s], count: %u }\n"
                           "  u: { product: unit, zone: plant, networks: [%s], count: %u }\n"
                           "  v: { product: valve, zone: plant, networks: [%s], count: %u }\n"
                           "flows: { poll: { from: m, to: [u, v], port: tcp/2404 } }\n",
                           list->str, list->str, n, list->str, n / 2, list->str, n - n / 2);
    g_string_free(list, TRUE);
    return g_string_free(text, FALSE);
}

/* An attempt a network; there, each end once. */
static void
test_in_the_middle_ends_are_not_paired(void)
{
    static const struct {
        uint32_t n, networks;
    } cases[] = {{2, 1}, {2, 3}, {7, 3}, {40, 2}, {80, 2}};
    static const char rule[] = "adversary-in-the-middle";

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Grounded) grounded = {0};
        uint32_t n = cases[i].n, networks = cases[i].networks;
        g_autofree char *text = talk(n, networks);

        ground(&grounded, text, false);
        CHECK_INT(count(grounded.graph, CT_STEP_ATTEMPT, rule), networks);
        CHECK_INT(count(grounded.graph, CT_STEP_OUTCOME, rule), 2 * n * networks);
        CHECK_INT(count_gains(grounded.graph, CT_FACT_SESSION, rule, networks), n * networks);
        CHECK_INT(count_gains(grounded.graph, CT_FACT_SPOOFS, rule, networks), n * networks);
    }
}

/* Who finds his way first: the zones beside a zone are shown once a network, not by each of its
 * assets. */
static void
test_zones_are_shown_once(void)
{
    g_auto(Grounded) grounded = {0};
    GString *text = g_string_new("cybertwin: 1\nproducts: { pc: { kind: workstation } }\n"
                                 "zones: { core: {}");

    for (uint32_t z = 0; z < 30; z++)
        g_string_append_printf(text, ", edge-%u: {}", z);
    g_string_append(text, " }\nconduits:\n");
    for (uint32_t z = 0; z < 30; z++)
        g_string_append_printf(text,
                               "  c-%u: { from: core, to: edge-%u, allow: [ { port: any } ] }\n", z,
                               z);
    g_string_append(text, "assets: { pcs: { product: pc, zone: core, count: 50 } }\n");
    ground(&grounded, text->str, true);
    g_string_free(text, TRUE);
    CHECK_INT(count(grounded.graph, CT_STEP_OUTCOME, "scan-network"), 1);
    CHECK_INT(count(grounded.graph, CT_STEP_OUTCOME, "scan-neighbours"), 30);
    CHECK_INT(count_gains(grounded.graph, CT_FACT_KNOWN, "scan-neighbours", 1), 30);
}

CU_TestInfo test_ground_size_tests[] = {
    {"in the middle, ends are not paired", test_in_the_middle_ends_are_not_paired},
    {"zones are shown once", test_zones_are_shown_once},
    CU_TEST_INFO_NULL,
};
