/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/igraph_structure.h"

#include "base/hash.h"
#include "base/sort.h"
#include "topology/igraph_door.h"

#include <stdlib.h>
#include <string.h>

typedef struct Drawn {
    uint64_t draw;
    uint32_t vertex;
} Drawn;

static int
compare_drawn(const void *a, const void *b)
{
    const Drawn *x = a;
    const Drawn *y = b;

    if (x->draw != y->draw)
        return x->draw < y->draw ? -1 : 1;
    return x->vertex < y->vertex ? -1 : x->vertex > y->vertex ? 1 : 0;
}

static int
compare_integers(const void *a, const void *b)
{
    const igraph_integer_t *x = a;
    const igraph_integer_t *y = b;

    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

/* The @n vertices of the least draws; a draw is a hash of the seed, the kind and the id, so that
 * the sample does not hang on the order of a file. */
static bool
sample(const CtEntityGraph *graph,
       uint32_t n,
       uint64_t seed,
       igraph_vector_int_t *sources,
       GError **error)
{
    g_autofree Drawn *drawn = g_new(Drawn, (size_t)graph->vertices.length + 1);

    for (uint32_t v = 0; v < graph->vertices.length; v++) {
        const CtVertex *vertex = &graph->vertices.data[v];
        CtSection section = ct_vertex_kind_section((CtVertexKind)vertex->kind);
        g_autofree char *text =
            g_strdup_printf("%" G_GUINT64_FORMAT ":%s:%s", seed,
                            ct_vertex_kind_word((CtVertexKind)vertex->kind),
                            ct_model_id(graph->instances->model, section, vertex->row));

        drawn[v] = (Drawn){.draw = ct_hash64(text, strlen(text)), .vertex = v};
    }
    ct_sort(drawn, graph->vertices.length, sizeof *drawn, compare_drawn);
    if (!ct_igraph_ok(igraph_vector_int_init(sources, n), "allocate a sample", error))
        return false;
    for (uint32_t i = 0; i < n; i++)
        VECTOR(*sources)[i] = drawn[i].vertex;
    ct_sort(VECTOR(*sources), n, sizeof(igraph_integer_t), compare_integers);
    return true;
}

/* Parallel arcs are one way, not several. */
static bool
simplify(const CtGraphView *view, igraph_t *ret_simple, GError **error)
{
    return ct_igraph_ok(igraph_copy(ret_simple, ct_graph_view_graph(view)), "copy a graph",
                        error) &&
           ct_igraph_ok(igraph_to_undirected(ret_simple, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL),
                        "drop directions", error) &&
           ct_igraph_ok(igraph_simplify(ret_simple, 1, 1, NULL), "drop parallel arcs", error);
}

bool
ct_graph_view_betweenness(const CtGraphView *view,
                          uint32_t most_sources,
                          uint64_t seed,
                          double **ret_share,
                          uint32_t *ret_sources,
                          GError **error)
{
    const CtEntityGraph *entities = ct_graph_view_entities(view);
    uint32_t n = entities->vertices.length;
    uint32_t n_sources = MIN(n, most_sources);
    double pairs = n > 2 ? (double)(n - 1) * (double)(n - 2) / 2 : 1;
    g_auto(igraph_t) simple = {0};
    g_auto(igraph_vector_t) sums = {0};
    g_auto(igraph_vector_int_t) sources = {0};
    igraph_error_t code;

    ct_igraph_enter();
    if (!simplify(view, &simple, error) ||
        !ct_igraph_ok(igraph_vector_init(&sums, 0), "allocate sums", error))
        return false;
    if (n_sources == n) {
        code = igraph_betweenness(&simple, &sums, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
    } else {
        if (!sample(entities, n_sources, seed, &sources, error))
            return false;
        code = igraph_betweenness_subset(&simple, &sums, igraph_vss_all(), IGRAPH_UNDIRECTED,
                                         igraph_vss_vector(&sources), igraph_vss_all(), NULL);
    }
    if (!ct_igraph_ok(code, "find what lies between", error))
        return false;
    *ret_share = g_new0(double, (size_t)n + 1);
    for (uint32_t v = 0; v < n; v++)
        (*ret_share)[v] = VECTOR(sums)[v] / pairs * ((double)n / (double)n_sources);
    *ret_sources = n_sources;
    return true;
}
