/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Shape and communities of generated topologies against naive ways: what falls apart when a vertex
 * or arc is taken away, all shortest ways of all pairs, all pairs of assets asked one by one; and
 * three hand models whose zones are not what they seem.
 */
#include "tests/support/check.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"

#include "analysis/structure.h"

#include <math.h>

enum { N_MODELS = 60 };

/* --- naive shape --- */

static uint32_t
naive_components(const CtEntityGraph *graph, uint32_t no_vertex, uint32_t no_arc)
{
    g_autofree uint32_t *of = g_new(uint32_t, graph->vertices.length + 1);
    bool changed = true;
    uint32_t n = 0;

    for (uint32_t v = 0; v < graph->vertices.length; v++)
        of[v] = v;
    while (changed) {
        changed = false;
        for (uint32_t a = 0; a < graph->arcs.length; a++) {
            const CtArc *arc = &graph->arcs.data[a];

            if (a == no_arc || arc->from == no_vertex || arc->to == no_vertex ||
                of[arc->from] == of[arc->to])
                continue;
            of[arc->from] = of[arc->to] = MIN(of[arc->from], of[arc->to]);
            changed = true;
        }
    }
    for (uint32_t v = 0; v < graph->vertices.length; v++)
        n += v != no_vertex && of[v] == v ? 1 : 0;
    return n;
}

static uint32_t
degree_of(const CtEntityGraph *graph, uint32_t v)
{
    uint32_t n = 0;

    for (uint32_t a = 0; a < graph->arcs.length; a++)
        n += (graph->arcs.data[a].from == v ? 1u : 0u) + (graph->arcs.data[a].to == v ? 1u : 0u);
    return n;
}

static void
check_falls_apart(const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    uint32_t whole = naive_components(graph, CT_NO_ID, CT_NO_ID);
    uint32_t n_points = 0;
    uint32_t n_bridges = 0;
    uint32_t n_pendant = 0;

    CHECK_INT(structure->n_components, whole);
    for (uint32_t v = 0; v < graph->vertices.length; v++) {
        bool is_point =
            graph->vertices.data[v].count == 1 && naive_components(graph, v, CT_NO_ID) > whole;
        bool said = false;

        for (uint32_t i = 0; i < structure->points.length; i++)
            said = said || structure->points.data[i] == v;
        CHECK_INT(said, is_point);
        n_points += is_point ? 1 : 0;
    }
    CHECK_INT(structure->points.length, n_points);
    for (uint32_t a = 0; a < graph->arcs.length; a++) {
        const CtArc *arc = &graph->arcs.data[a];
        bool pendant = degree_of(graph, arc->from) == 1 || degree_of(graph, arc->to) == 1;

        if (naive_components(graph, CT_NO_ID, a) == whole)
            continue;
        n_pendant += pendant ? 1 : 0;
        n_bridges += pendant ? 0 : 1;
        CHECK_INT(pendant ||
                      ct_ids_has_sorted(structure->bridges.data, structure->bridges.length, a),
                  true);
    }
    CHECK_INT(structure->bridges.length, n_bridges);
    CHECK_INT(structure->n_pendant, n_pendant);
}

/* All distances and numbers of shortest ways, by repeated relaxation. */
static void
naive_ways(const CtEntityGraph *graph, uint32_t from, uint32_t *distance, double *ways)
{
    uint32_t n = graph->vertices.length;
    g_autofree bool *next_to = g_new0(bool, (size_t)n *n + 1);

    for (uint32_t a = 0; a < graph->arcs.length; a++) {
        const CtArc *arc = &graph->arcs.data[a];

        if (arc->from != arc->to)
            next_to[arc->from * n + arc->to] = next_to[arc->to * n + arc->from] = true;
    }
    for (uint32_t v = 0; v < n; v++) {
        distance[v] = v == from ? 0 : CT_NO_ID;
        ways[v] = v == from ? 1 : 0;
    }
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t v = 0; v < n; v++) {
            double sum = 0;

            if (distance[v] <= d)
                continue;
            for (uint32_t u = 0; u < n; u++)
                if (distance[u] == d && next_to[u * n + v])
                    sum += ways[u];
            if (sum > 0) {
                distance[v] = d + 1;
                ways[v] = sum;
            }
        }
}

static void
check_betweenness(const CtStructure *structure)
{
    const CtEntityGraph *graph = ct_graph_view_entities(structure->view);
    uint32_t n = graph->vertices.length;
    g_autofree uint32_t *distance = g_new(uint32_t, (size_t)n * n + 1);
    g_autofree double *ways = g_new(double, (size_t)n *n + 1);

    for (uint32_t s = 0; s < n; s++)
        naive_ways(graph, s, distance + (size_t)s * n, ways + (size_t)s * n);
    for (uint32_t v = 0; v < n; v++) {
        double sum = 0;

        for (uint32_t s = 0; s < n; s++)
            for (uint32_t t = s + 1; t < n; t++) {
                uint32_t whole = distance[s * n + t];

                if (s != v && t != v && whole != CT_NO_ID && distance[s * n + v] != CT_NO_ID &&
                    distance[v * n + t] != CT_NO_ID &&
                    distance[s * n + v] + distance[v * n + t] == whole)
                    sum += ways[s * n + v] * ways[v * n + t] / ways[s * n + t];
            }
        double pairs = n > 2 ? (double)(n - 1) * (n - 2) / 2 : 1;

        CHECK_MSG(fabs(structure->share[v] - sum / pairs) < 1e-9, "vertex %u: %g, naive %g", v,
                  structure->share[v], sum / pairs);
    }
}

/* A sample of all is exact; of some it is an estimate whose mean over samples is near. */
static void
check_sample(const CtStructure *structure)
{
    uint32_t n = ct_graph_view_entities(structure->view)->vertices.length;
    g_autofree double *mean = g_new0(double, n + 1);
    double total = 0;
    double sampled = 0;

    if (n < 8)
        return;
    for (uint64_t seed = 0; seed < 40; seed++) {
        g_autofree double *share = NULL;
        GError *error = NULL;
        uint32_t sources;

        CHECK_OK(ct_graph_view_betweenness(structure->view, n / 2, seed, &share, &sources, &error),
                 error);
        CHECK_INT(sources, n / 2);
        for (uint32_t v = 0; v < n; v++)
            mean[v] += share[v] / 40;
    }
    for (uint32_t v = 0; v < n; v++) {
        total += structure->share[v];
        sampled += mean[v];
    }
    CHECK_MSG(fabs(total - sampled) < 0.15 * total + 1e-9, "sum %g, in samples %g", total, sampled);
}

/* --- naive connectivity --- */

static bool
sends(const CtReach *reach, uint32_t from, uint32_t to)
{
    const CtInstances *instances = reach->instances;

    for (uint32_t i = reach->asset_origins.start[from]; i < reach->asset_origins.start[from + 1];
         i++)
        for (uint32_t s = instances->service_first[to]; s < instances->service_first[to + 1]; s++)
            if (ct_reach_allows(reach, reach->asset_origins.value[i], s, NULL))
                return true;
    return false;
}

static void
check_communities(const CtStructure *structure, const CtReach *reach)
{
    const CtConnectivity *connectivity = structure->connectivity;
    uint32_t n = reach->instances->n_assets;
    double pairs = 0;
    double within = 0;
    double q = 0;
    g_autofree double *degree = g_new0(double, n + 1);

    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            if (sends(reach, a, b) || sends(reach, b, a)) {
                pairs++;
                degree[a]++;
                degree[b]++;
                within += structure->community[connectivity->of_asset[a]] ==
                                  structure->community[connectivity->of_asset[b]]
                              ? 1
                              : 0;
            }
    CHECK_MSG(connectivity->n_pairs == pairs, "pairs: got %g, want %g", connectivity->n_pairs,
              pairs);
    if (pairs == 0)
        return;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++)
            if (structure->community[connectivity->of_asset[a]] ==
                structure->community[connectivity->of_asset[b]])
                q -= degree[a] * degree[b] / (4 * pairs * pairs);
    q += within / pairs;
    CHECK_MSG(fabs(structure->modularity - q) < 1e-9, "modularity: got %g, want %g",
              structure->modularity, q);
}

/* No worse than everything in one community, or each class alone. */
static void
check_partition(const CtStructure *structure)
{
    const CtWeightedGraph *graph = &structure->connectivity->graph;
    g_autofree uint32_t *one = g_new0(uint32_t, graph->n + 1);
    g_autofree uint32_t *each = g_new0(uint32_t, graph->n + 1);

    for (uint32_t v = 0; v < graph->n; v++)
        each[v] = v;
    CHECK_INT(structure->modularity >= ct_communities_modularity(graph, one) - 1e-9, true);
    CHECK_INT(structure->modularity >= ct_communities_modularity(graph, each) - 1e-9, true);
}

static void
test_generated(void)
{
    uint32_t n_checked = 0;

    for (uint32_t seed = 0; seed < N_MODELS; seed++) {
        g_auto(CtLoaded) loaded = {0};
        g_autoptr(GError) error = NULL;
        g_autofree char *why = NULL;
        g_autofree char *text = ct_generate_model(seed + 1, &ct_generator_reach);

        if (!ct_loaded_init(&loaded, text, &why))
            continue;
        g_autoptr(CtStructure) structure = ct_structure_new(loaded.reach, 1, &error);

        CHECK_OK(structure != NULL, error);
        check_falls_apart(structure);
        check_betweenness(structure);
        check_sample(structure);
        check_communities(structure, loaded.reach);
        check_partition(structure);
        n_checked++;
    }
    CHECK_MSG(n_checked > N_MODELS / 2, "only %u models", n_checked);
}

/* --- zones that are not what they seem --- */

#define HEAD                                                                                       \
    "cybertwin: 1\n"                                                                               \
    "products: { p: { kind: server, services: { s: { port: tcp/80, auth: none } } } }\n"           \
    "networks: { one: { medium: ethernet }, two: { medium: ethernet } }\n"                         \
    "zones: { a: { networks: [one] }, b: { networks: [two] } }\n"

static CtStructure *
structure_of(CtLoaded *loaded, const char *text)
{
    g_autofree char *why = NULL;
    GError *error = NULL;
    CtStructure *structure;

    CHECK_MSG(ct_loaded_init(loaded, text, &why), "%s", why);
    structure = ct_structure_new(loaded->reach, 1, &error);
    CHECK_OK(structure != NULL, error);
    return structure;
}

static const CtDisagreement *
only_disagreement(const CtStructure *structure, CtDisagreementKind kind)
{
    CHECK_INT(structure->disagreements->len, 1);
    const CtDisagreement *found = &g_array_index(structure->disagreements, CtDisagreement, 0);

    CHECK_INT(found->kind, kind);
    return found;
}

static void
test_zones_as_declared(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autoptr(CtStructure) structure =
        structure_of(&loaded, HEAD "conduits: { c: { from: a, to: b, allow: [ { port: tcp/80, "
                                   "from: [\"x[0]\"], to: [\"y[0]\"] } ] } }\n"
                                   "assets: { x: { product: p, zone: a, count: 6 }, y: { product: "
                                   "p, zone: b, count: 6 } }\n");

    CHECK_INT(structure->n_communities, 2);
    CHECK_INT(structure->disagreements->len, 0);
    CHECK_MSG(structure->connectivity->n_pairs == 31, "got %g", structure->connectivity->n_pairs);
}

static void
test_zones_that_are_one(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autoptr(CtStructure) structure =
        structure_of(&loaded,
                     HEAD "conduits: { c: { from: a, to: b, allow: [ { port: tcp/80 } ] } }\n"
                          "assets: { x: { product: p, zone: a, count: 6 }, y: { product: "
                          "p, zone: b, count: 6 } }\n");
    const CtDisagreement *found = only_disagreement(structure, CT_DISAGREEMENT_MERGED);

    CHECK_INT(found->zones.length, 2);
    CHECK_INT(found->conduits.length, 1);
    CHECK_MSG(found->across == 36 && found->possible == 36, "%g of %g", found->across,
              found->possible);
}

static void
test_an_asset_that_strays(void)
{
    g_auto(CtLoaded) loaded = {0};
    g_autoptr(CtStructure) structure =
        structure_of(&loaded, HEAD "assets:\n"
                                   "  x: { product: p, zone: a, count: 6 }\n"
                                   "  y: { product: p, zone: b, count: 6 }\n"
                                   "  z: { product: p, zone: a, networks: [two] }\n");
    const CtDisagreement *split = &g_array_index(structure->disagreements, CtDisagreement, 0);
    const CtDisagreement *stray = &g_array_index(structure->disagreements, CtDisagreement, 1);

    CHECK_INT(structure->disagreements->len, 2);
    CHECK_INT(split->kind, CT_DISAGREEMENT_SPLIT);
    CHECK_INT(split->zone, 0);
    CHECK_INT(split->parts.length, 2);
    CHECK_INT(stray->kind, CT_DISAGREEMENT_STRAY);
    CHECK_INT(stray->assets.length, 1);
    CHECK_INT(stray->assets.data[0], 12);
    CHECK_INT(stray->zones.data[0], 1);
}

CU_TestInfo test_structure_tests[] = {
    {"generated topologies", test_generated},
    {"zones as declared", test_zones_as_declared},
    {"zones that are one", test_zones_that_are_one},
    {"an asset that strays", test_an_asset_that_strays},
    CU_TEST_INFO_NULL,
};
