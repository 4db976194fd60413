/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small graphs whose paths and cuts are printed in the literature, ties included.
 *
 * bridge: the five-component bridge of reliability theory (R. Barlow, F. Proschan, "Statistical
 * Theory of Reliability and Life Testing", 1975, ch. 1): minimal paths 14, 25, 135, 234, minimal
 * cuts 12, 45, 135, 234.
 * hosts: three machines, ftp, rsh and sshd (S. Noel, S. Jajodia, B. O'Berry, M. Jacobs, "Efficient
 * minimum-cost network hardening via exploit dependency graphs", ACSAC 2003; L. Wang, S. Noel, S.
 * Jajodia, "Minimum-cost network hardening using attack graphs", Computer Communications 29(18),
 * 2006): root on machine 2 is kept from him by closing ftp(0,2) and ftp(1,2), or ftp(0,2), ftp(0,1)
 * and sshd(0,1).
 * flow: the network of T. Cormen, C. Leiserson, R. Rivest, C. Stein, "Introduction to Algorithms",
 * 3rd ed., fig. 26.1: the least cut weighs 23.
 * majority: two of three (Barlow and Proschan, ibid.): any two are a path, any two are a cut.
 */
#include "tests/support/check.h"

#include "analysis/cut.h"
#include "attacks/fixpoint.h"
#include "tests/support/brute_paths.h"
#include "tests/support/graph_builder.h"

#include <math.h>

enum { MOST_STEPS = 16 };

/* A step, and the element (counted from 1; 0: none) with which it goes. */
typedef struct Arc {
    uint32_t element;
    uint32_t gain, need, n;
    uint32_t premises[3];
} Arc;

typedef struct Published {
    const char *name;
    uint32_t n_facts, n_elements; /* fact 0 is the entry, the last one the goal */
    uint32_t n_arcs;
    Arc arcs[MOST_STEPS];
    double weight[MOST_STEPS + 1]; /* of elements, from 1 */
    const char *paths;             /* elements of every minimal path; "" where not printed */
    const char *cuts;              /* of every cut of least weight, fewest first */
    double least;
    const char *chokes;
} Published;

#define ARC(element, from, to)                                                                     \
    {                                                                                              \
        element, to, 0, 1,                                                                         \
        {                                                                                          \
            from                                                                                   \
        }                                                                                          \
    }

static const Published bridge = {
    .name = "bridge",
    .n_facts = 4, /* 0 source, 1 above, 2 below, 3 sink */
    .n_elements = 5,
    .n_arcs = 6,
    .arcs = {ARC(1, 0, 1), ARC(2, 0, 2), ARC(3, 1, 2), ARC(3, 2, 1), ARC(4, 1, 3), ARC(5, 2, 3)},
    .weight = {0, 1, 1, 1, 1, 1},
    .paths = "14 25 135 234",
    .cuts = "12 45",
    .least = 2,
    .chokes = "",
};

/* The same where the rim is dear and the bridge cheap: one of the cuts of three is least. */
static const Published dear_bridge = {
    .name = "bridge, weighted",
    .n_facts = 4,
    .n_elements = 5,
    .n_arcs = 6,
    .arcs = {ARC(1, 0, 1), ARC(2, 0, 2), ARC(3, 1, 2), ARC(3, 2, 1), ARC(4, 1, 3), ARC(5, 2, 3)},
    .weight = {0, 2, 9, 1, 9, 2},
    .paths = "14 25 135 234",
    .cuts = "135",
    .least = 5,
    .chokes = "",
};

/*
 * Facts: 0 his own machine, 1 trust(1,0), 2 user(1), 3 trust(2,0), 4 trust(2,1), 5 user(2),
 * 6 root(2). Elements: 1 ftp(0,1), 2 sshd(0,1), 3 ftp(0,2), 4 ftp(1,2).
 */
static const Published hosts = {
    .name = "hosts",
    .n_facts = 7,
    .n_elements = 4,
    .n_arcs = 8,
    .arcs = {ARC(1, 0, 1),         /* ftp_rhosts(0,1) */
             ARC(0, 1, 2),         /* rsh(0,1) */
             ARC(2, 0, 2),         /* sshd_bof(0,1) */
             ARC(3, 0, 3),         /* ftp_rhosts(0,2) */
             ARC(4, 2, 4),         /* ftp_rhosts(1,2) */
             ARC(0, 3, 5),         /* rsh(0,2) */
             {0, 5, 0, 2, {4, 2}}, /* rsh(1,2) */
             ARC(0, 5, 6)},        /* local_bof(2) */
    .weight = {0, 1, 1, 1, 1},
    .paths = "3 14 24",
    .cuts = "34",
    .least = 2,
    .chokes = "",
};

/* Where closing ftp(1,2) costs more than both ways to machine 1. */
static const Published dear_hosts = {
    .name = "hosts, weighted",
    .n_facts = 7,
    .n_elements = 4,
    .n_arcs = 8,
    .arcs = {ARC(1, 0, 1),
             ARC(0, 1, 2),
             ARC(2, 0, 2),
             ARC(3, 0, 3),
             ARC(4, 2, 4),
             ARC(0, 3, 5),
             {0, 5, 0, 2, {4, 2}},
             ARC(0, 5, 6)},
    .weight = {0, 1, 1, 1, 3},
    .paths = "3 14 24",
    .cuts = "123",
    .least = 3,
    .chokes = "",
};

/* Facts: 0 s, 1 v1, 2 v2, 3 v3, 4 v4, 5 t. */
static const Published flow = {
    .name = "flow",
    .n_facts = 6,
    .n_elements = 9,
    .n_arcs = 9,
    .arcs = {ARC(1, 0, 1), ARC(2, 0, 2), ARC(3, 2, 1), ARC(4, 1, 3), ARC(5, 3, 2), ARC(6, 2, 4),
             ARC(7, 4, 3), ARC(8, 3, 5), ARC(9, 4, 5)},
    .weight = {0, 16, 13, 4, 12, 9, 14, 7, 20, 4},
    .paths = "",
    .cuts = "479",
    .least = 23,
    .chokes = "",
};

/* 1, 2 and 3 from the entry; the goal needs two of them; 4 then lies on every way. */
static const Published majority = {
    .name = "majority",
    .n_facts = 6,
    .n_elements = 4,
    .n_arcs = 5,
    .arcs = {ARC(1, 0, 1), ARC(2, 0, 2), ARC(3, 0, 3), {0, 4, 2, 3, {1, 2, 3}}, ARC(4, 4, 5)},
    .weight = {0, 1, 1, 1, 2},
    .paths = "124 134 234",
    .cuts = "4 12 13 23",
    .least = 2,
    .chokes = "4",
};

static CtTestGraph *
build(const Published *published)
{
    CtTestGraph *test = ct_test_graph_new(published->n_facts);

    for (uint32_t i = 0; i < published->n_arcs; i++) {
        const Arc *arc = &published->arcs[i];

        ct_test_graph_attempt(test, arc->gain, arc->premises, arc->n, arc->need, 1000, 0);
    }
    ct_test_graph_finish(test);
    return test;
}

/* Local steps of @slice by the element of their arc, which is the step of the graph. */
static CtElements *
elements_of(const Published *published, const CtGraph *graph, const CtSlice *slice)
{
    CtElements *elements = g_new0(CtElements, 1);
    g_auto(CtIds) element = {0};
    g_auto(CtIds) step = {0};

    elements->graph = graph;
    elements->rows = g_array_new(FALSE, TRUE, sizeof(CtElement));
    g_array_set_size(elements->rows, published->n_elements);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        if (slice->step[s] == CT_NO_ID || published->arcs[slice->step[s]].element == 0)
            continue;
        ct_ids_add(&element, published->arcs[slice->step[s]].element - 1);
        ct_ids_add(&step, s);
    }
    ct_csr_build(&elements->steps, published->n_elements, element.data, step.data, step.length);
    ct_csr_build(&elements->of_step, slice->n_steps, step.data, element.data, step.length);
    return elements;
}

static void
append_set(GString *text, const uint32_t *elements, uint32_t n)
{
    if (text->len > 0)
        g_string_append_c(text, ' ');
    for (uint32_t i = 0; i < n; i++)
        g_string_append_printf(text, "%u", elements[i] + 1);
}

static int
compare_words(const void *a, const void *b)
{
    const char *x = *(const char *const *)a;
    const char *y = *(const char *const *)b;

    return strlen(x) != strlen(y) ? (strlen(x) < strlen(y) ? -1 : 1) : strcmp(x, y);
}

/* The elements of every minimal set of attempts, sorted; sets of the same elements once. */
static char *
paths_of(const Published *published, const CtGraph *graph)
{
    g_autoptr(CtBrute) brute = ct_brute_new(graph, 0, published->n_facts - 1);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    GString *text = g_string_new(NULL);

    for (guint m = 0; m < brute->minimal->len; m++) {
        uint64_t mask = g_array_index(brute->minimal, uint64_t, m);
        GString *word = g_string_new(NULL);

        for (uint32_t e = 1; e <= published->n_elements; e++)
            for (uint32_t i = 0; i < published->n_arcs; i++)
                if ((mask >> i & 1) != 0 && published->arcs[i].element == e)
                    g_string_append_printf(word, "%u", e);
        g_ptr_array_add(words, g_string_free(word, FALSE));
    }
    qsort(words->pdata, words->len, sizeof *words->pdata, compare_words);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", (char *)words->pdata[i]);
    return g_string_free(text, FALSE);
}

static void
check_published(const Published *published)
{
    g_autoptr(CtTestGraph) test = build(published);
    CtFactId entry = 0;
    CtFactId goal = published->n_facts - 1;
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(test->graph, &entry, 1);
    g_autoptr(CtSlice) slice = ct_slice_new(test->graph, fixpoint, &entry, 1, &goal, 1, 1);
    CtElements *elements = elements_of(published, test->graph, slice);
    CtCutLimits limits = {.most = 100, .work = UINT64_MAX / 2, .seconds = 600};
    g_autoptr(CtCutResult) cuts =
        ct_cuts_find(slice, elements, published->weight + 1, &limits, NULL);
    g_autofree char *paths = paths_of(published, test->graph);
    GString *sets = g_string_new(NULL);
    GString *points = g_string_new(NULL);
    g_auto(CtIds) chokes = {0};

    ct_choke_points(slice, elements, &chokes);
    for (uint32_t i = 0; i < chokes.length; i++)
        append_set(points, &chokes.data[i], 1);
    for (guint i = 0; i < cuts->sets->len; i++)
        append_set(sets, g_array_index(cuts->sets, CtIds, i).data,
                   g_array_index(cuts->sets, CtIds, i).length);
    CHECK_MSG(cuts->is_optimal && cuts->is_complete, "%s: not proved", published->name);
    CHECK_MSG(fabs(cuts->weight - published->least) < 1e-9, "%s: weight %g", published->name,
              cuts->weight);
    CHECK_STR(sets->str, published->cuts);
    CHECK_STR(points->str, published->chokes);
    if (*published->paths != '\0')
        CHECK_STR(paths, published->paths);
    g_string_free(sets, TRUE);
    g_string_free(points, TRUE);
    ct_elements_free(elements);
}

static void
test_bridge(void)
{
    check_published(&bridge);
    check_published(&dear_bridge);
}

static void
test_hosts(void)
{
    check_published(&hosts);
    check_published(&dear_hosts);
}

static void
test_flow(void)
{
    check_published(&flow);
}

static void
test_majority(void)
{
    check_published(&majority);
}

CU_TestInfo test_published_graphs_tests[] = {
    {"bridge: paths and cuts as printed, with ties", test_bridge},
    {"three hosts: paths and hardenings as printed", test_hosts},
    {"flow network: least cut weighs 23", test_flow},
    {"two of three: any two are a path and a cut", test_majority},
    CU_TEST_INFO_NULL,
};
