/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attack trees of random graphs, cyclic and with thresholds: what a reader gets who unfolds
 * references and drops options that come back to what he is deriving has exactly the minimal sets
 * of attempts that brute force finds.
 */
#include "tests/support/brute_paths.h"
#include "tests/support/check.h"
#include "tests/support/graph_builder.h"

#include "analysis/tree.h"

enum { N_GRAPHS = 1500 };

typedef struct Reader {
    const CtTree *tree;
    const CtGraph *graph;
    uint32_t *bit; /* step of the graph → number of its attempt */
    uint64_t mask; /* attempts that succeed */
    bool *inside;  /* per node: it is being derived */
} Reader;

static bool reads(Reader *reader, uint32_t i);

static bool
step_works(Reader *reader, uint32_t i)
{
    const CtTreeNode *node = ct_tree_node(reader->tree, i);
    uint32_t have = 0;

    if (node->step != CT_NO_ID && reader->graph->step_kind[node->step] == CT_STEP_ATTEMPT &&
        (reader->mask >> reader->bit[node->step] & 1) == 0)
        return false;
    for (uint32_t c = i + 1; c < i + node->size; c += ct_tree_node(reader->tree, c)->size)
        have += reads(reader, c) ? 1 : 0;
    return have >= node->need;
}

static bool
reads(Reader *reader, uint32_t i)
{
    const CtTreeNode *node = ct_tree_node(reader->tree, i);
    bool had = false;

    switch ((CtTreeKind)node->kind) {
    case CT_TREE_ENTRY:
        return true;
    case CT_TREE_SAME:
        return reads(reader, node->same);
    case CT_TREE_STEP:
        return step_works(reader, i);
    case CT_TREE_OPEN:
        return false;
    case CT_TREE_ANY:
        break;
    }
    if (reader->inside[i])
        return false;
    reader->inside[i] = true;
    for (uint32_t c = i + 1; c < i + node->size && !had; c += ct_tree_node(reader->tree, c)->size)
        had = reads(reader, c);
    reader->inside[i] = false;
    return had;
}

/* The minimal sets of attempts for which the tree says yes, rising. */
static GArray *
minimal_sets(const CtTree *tree, const CtGraph *graph)
{
    g_autofree uint32_t *bit = g_new0(uint32_t, graph->n_steps + 1);
    g_autofree bool *inside = g_new0(bool, tree->nodes->len + 1);
    Reader reader = {.tree = tree, .graph = graph, .bit = bit, .inside = inside};
    GArray *minimal = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    uint32_t n = 0;

    for (uint32_t s = 0; s < graph->n_steps; s++)
        if (graph->step_kind[s] == CT_STEP_ATTEMPT)
            bit[s] = n++;
    for (uint64_t mask = 0; mask < UINT64_C(1) << n; mask++) {
        bool covered = false;

        for (guint m = 0; m < minimal->len && !covered; m++)
            covered = (g_array_index(minimal, uint64_t, m) & ~mask) == 0;
        reader.mask = mask;
        if (!covered && reads(&reader, 0))
            g_array_append_val(minimal, mask);
    }
    return minimal;
}

static bool
same_sets(const GArray *a, const GArray *b)
{
    if (a->len != b->len)
        return false;
    for (guint i = 0; i < a->len; i++)
        if (g_array_index(a, uint64_t, i) != g_array_index(b, uint64_t, i))
            return false;
    return true;
}

static gint
compare_masks(gconstpointer a, gconstpointer b)
{
    const uint64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

static bool
differs(const CtGraph *graph, G_GNUC_UNUSED gpointer data)
{
    CtFactId entry = 0;
    CtFactId goal = graph->n_facts - 1;
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, &entry, 1);
    g_autoptr(CtTree) tree = ct_tree_new(graph, fixpoint, &entry, 1, &goal, 1, 1, 100000);
    g_autoptr(CtBrute) brute = ct_brute_new(graph, entry, goal);

    if (tree == NULL)
        return brute->reachable;
    g_autoptr(GArray) minimal = minimal_sets(tree, graph);

    g_array_sort(minimal, compare_masks);
    return tree->n_open != 0 || !same_sets(minimal, brute->minimal);
}

static void
test_has_exactly_the_minimal_ways(void)
{
    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        CtRandomGraph shape = {.seed = seed,
                               .n_facts = 3 + seed % 7,
                               .n_attempts = 1 + seed % 8,
                               .n_derived = seed % 6,
                               .thresholds = seed % 2 == 0};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);

        if (!differs(test->graph, NULL))
            continue;
        shape = ct_random_graph_shrink(shape, differs, NULL);
        g_autofree char *text = ct_random_graph_text(&shape);

        CHECK_MSG(false, "seed %u: the tree has other ways than the graph:\n%s", seed, text);
        return;
    }
}

/* Cut short, it says where, and has no way that is none. */
static void
test_cut_short(void)
{
    uint32_t n_cut = 0;

    for (uint32_t seed = 0; seed < 300; seed++) {
        CtRandomGraph shape = {.seed = seed, .n_facts = 9, .n_attempts = 8, .n_derived = 4};
        g_autoptr(CtTestGraph) test = ct_random_graph(&shape);
        CtFactId entry = 0;
        CtFactId goal = test->graph->n_facts - 1;
        g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(test->graph, &entry, 1);
        g_autoptr(CtTree) tree = ct_tree_new(test->graph, fixpoint, &entry, 1, &goal, 1, 1, 3);
        g_autoptr(CtBrute) brute = ct_brute_new(test->graph, entry, goal);

        if (tree == NULL)
            continue;
        n_cut += tree->n_open > 0 ? 1 : 0;
        g_autoptr(GArray) minimal = minimal_sets(tree, test->graph);

        for (guint i = 0; i < minimal->len; i++) {
            bool holds = false;

            for (guint m = 0; m < brute->minimal->len && !holds; m++)
                holds = (g_array_index(brute->minimal, uint64_t, m) &
                         ~g_array_index(minimal, uint64_t, i)) == 0;
            CHECK_INT(holds, true);
        }
    }
    CHECK_MSG(n_cut > 10, "only %u trees were cut short", n_cut);
}

CU_TestInfo test_tree_tests[] = {
    {"has exactly the minimal ways", test_has_exactly_the_minimal_ways},
    {"cut short", test_cut_short},
    CU_TEST_INFO_NULL,
};
