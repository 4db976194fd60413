/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folded equals unfolded: graphs made of alike blocks within alike blocks, with thresholds over
 * them, steps across them and items shared by all or by those of a block, against every subset of
 * the attempts. Nothing here knows how folding works; swaps are tried out.
 */
#include "tests/support/check.h"

#include "analysis/slice_fold.h"
#include "attacks/build.h"

#include <math.h>

enum {
    N_GRAPHS = 12000,
    MOST_STEPS = 9,
    MOST_ATTEMPTS = 13,
    N_SETS = 8,
    N_OUTSIDE = 5,
    N_FACTS = 3
};

/* A step as drawn: its facts are of the outside (level 0), of a block (1), or of one within (2). */
typedef struct Ref {
    uint32_t level, number;
} Ref;

typedef struct Drawn {
    bool attempt, counts, crosses; /* counts: over the blocks below its level; crosses: two */
    uint32_t level, n_premises, need, item; /* item: 0 none, 1 everybody's, 2 the block's own */
    Ref gain, premises[2];
    double own;
} Drawn;

typedef struct Shape {
    uint32_t seed, n_blocks, n_within, n_steps;
    uint32_t dropped; /* bit i: leave out the i-th step drawn */
} Shape;

typedef struct Case {
    Shape shape;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtSlice *slice;
    GArray *own;  /* double, per step of the graph */
    GArray *item; /* uint32_t, likewise; CT_NO_ID: none */
    double *slice_own;
    CtAdditiveCosts costs;
} Case;

static Ref
draw_ref(GRand *rand, uint32_t level)
{
    uint32_t at = (uint32_t)g_rand_int_range(rand, 0, (gint32)level + 1);

    return (Ref){at,
                 (uint32_t)g_rand_int_range(rand, at == 0 ? 1 : 0, at == 0 ? N_OUTSIDE : N_FACTS)};
}

static Drawn
draw_step(GRand *rand)
{
    Drawn drawn = {.level = (uint32_t)g_rand_int_range(rand, 0, 3),
                   .attempt = g_rand_int_range(rand, 0, 4) != 0,
                   .n_premises = (uint32_t)g_rand_int_range(rand, 1, 3),
                   .item = (uint32_t)g_rand_int_range(rand, 0, 3),
                   .own = g_rand_int_range(rand, 0, 5)};

    drawn.counts = drawn.level < 2 && g_rand_int_range(rand, 0, 3) == 0;
    drawn.crosses = drawn.level == 1 && !drawn.counts && g_rand_int_range(rand, 0, 6) == 0;
    drawn.attempt = drawn.attempt && !drawn.counts && !drawn.crosses;
    drawn.gain = draw_ref(rand, drawn.level);
    for (uint32_t i = 0; i < 2; i++) {
        drawn.premises[i] = draw_ref(rand, drawn.level);
        if (drawn.premises[i].level == 0 && g_rand_boolean(rand))
            drawn.premises[i].number = 0; /* the entry */
    }
    drawn.need = drawn.attempt ? drawn.n_premises
                               : (uint32_t)g_rand_int_range(rand, 1, (gint32)drawn.n_premises + 1);
    if (drawn.counts)
        drawn.need = (uint32_t)g_rand_int_range(rand, 1, 4);
    return drawn;
}

static CtFactId
fact_at(const Shape *shape, Ref ref, uint32_t block, uint32_t within)
{
    uint32_t size = N_FACTS * (1 + shape->n_within);

    if (ref.level == 0)
        return ref.number;
    if (ref.level == 1)
        return N_OUTSIDE + block * size + ref.number;
    return N_OUTSIDE + block * size + N_FACTS * (1 + within) + ref.number;
}

static void
put_step(Case *one,
         CtBuilder *builder,
         const Drawn *drawn,
         CtFactId gain,
         const CtFactId *premises,
         uint32_t n,
         uint32_t block)
{
    uint32_t item = drawn->item == 0 || !drawn->attempt ? CT_NO_ID
                    : drawn->item == 1                  ? 0
                                                        : 1 + block;

    ct_builder_add_step(builder, drawn->attempt ? CT_STEP_ATTEMPT : CT_STEP_DERIVED, 0, gain,
                        premises, n);
    if (drawn->need < n)
        ct_builder_set_need(builder, drawn->need);
    g_array_append_val(one->own, drawn->own);
    g_array_append_val(one->item, item);
}

/* Over the same fact of every block, or of every block within @block. */
static void
put_counting(Case *one, CtBuilder *builder, const Drawn *drawn, uint32_t block)
{
    const Shape *shape = &one->shape;
    Ref counted = {drawn->level + 1, drawn->premises[0].number % N_FACTS};
    uint32_t n = drawn->level == 0 ? shape->n_blocks : shape->n_within;
    CtFactId premises[8];

    if (n == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        premises[i] =
            drawn->level == 0 ? fact_at(shape, counted, i, 0) : fact_at(shape, counted, block, i);
    put_step(one, builder, drawn, fact_at(shape, drawn->gain, block, 0), premises, n, block);
}

static void
put_instances(Case *one, CtBuilder *builder, const Drawn *drawn)
{
    const Shape *shape = &one->shape;
    uint32_t n_blocks = drawn->level == 0 ? 1 : shape->n_blocks;
    uint32_t n_within = drawn->level < 2 ? 1 : shape->n_within;

    for (uint32_t b = 0; b < n_blocks; b++) {
        if (drawn->counts) {
            put_counting(one, builder, drawn, b);
            continue;
        }
        for (uint32_t w = 0; w < n_within; w++) {
            uint32_t other = drawn->crosses ? (b + 1) % n_blocks : b;
            CtFactId premises[2] = {fact_at(shape, drawn->premises[0], b, w),
                                    fact_at(shape, drawn->premises[1], b, w)};

            put_step(one, builder, drawn, fact_at(shape, drawn->gain, other, w), premises,
                     drawn->n_premises, b);
        }
    }
}

static bool
take_costs(Case *one)
{
    g_auto(CtIds) rows = {0}, items = {0};
    uint32_t n = one->slice->n_attempts;
    double *shared = g_new0(double, 8);

    one->slice_own = g_new0(double, (size_t)n + 1);
    for (uint32_t a = 0; a < n; a++) {
        uint32_t item = g_array_index(one->item, uint32_t, one->slice->step[a]);

        one->slice_own[a] = g_array_index(one->own, double, one->slice->step[a]);
        if (item == CT_NO_ID)
            continue;
        ct_ids_add(&rows, a);
        ct_ids_add(&items, item);
    }
    shared[0] = 3;
    for (uint32_t i = 1; i < 8; i++)
        shared[i] = 2;
    ct_csr_build(&one->costs.shares, n, rows.data, items.data, rows.length);
    one->costs.own = one->slice_own;
    one->costs.shared = shared;
    one->costs.n_shared = 8;
    return n <= MOST_ATTEMPTS;
}

/* False where the goal cannot be had, or in more ways than can be tried. */
static bool
make_case(Case *one, Shape shape)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(shape.seed);
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = N_OUTSIDE + shape.n_blocks * N_FACTS *
                                                                           (1 + shape.n_within)};
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 1000);
    CtFactId entry = 0, goal = N_OUTSIDE - 1;

    *one = (Case){.shape = shape,
                  .own = g_array_new(FALSE, FALSE, sizeof(double)),
                  .item = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (uint32_t s = 0; s < shape.n_steps; s++) {
        Drawn drawn = draw_step(rand);

        if ((shape.dropped >> s & 1) == 0)
            put_instances(one, builder, &drawn);
    }
    one->graph = ct_builder_finish(builder);
    one->fixpoint = ct_fixpoint_new(one->graph, &entry, 1);
    one->slice = ct_slice_new(one->graph, one->fixpoint, &entry, 1, &goal, 1, 1);
    return one->slice != NULL && take_costs(one);
}

static void
clear_case(Case *one)
{
    ct_slice_free(one->slice);
    ct_fixpoint_free(one->fixpoint);
    ct_graph_free(one->graph);
    g_array_unref(one->own);
    g_array_unref(one->item);
    g_free(one->slice_own);
    g_free((double *)one->costs.shared);
    ct_csr_clear(&one->costs.shares);
}

/* Straight on a slice, with the attempts that @mask names. */
static bool
naive_reaches(const CtSlice *slice, uint32_t mask)
{
    bool holds[128] = {false};
    bool changed = true;

    for (uint32_t e = 0; e < slice->entries.length; e++)
        holds[slice->entries.data[e]] = true;
    while (changed && !holds[0]) {
        changed = false;
        for (uint32_t s = 0; s < slice->n_steps; s++) {
            uint32_t have = 0;

            if ((s < slice->n_attempts && (mask >> s & 1) == 0) || holds[slice->gain[s]])
                continue;
            for (uint32_t i = slice->premises.start[s]; i < slice->premises.start[s + 1]; i++)
                have += holds[slice->premises.value[i]] ? 1 : 0;
            if (have < slice->need[s])
                continue;
            holds[slice->gain[s]] = true;
            changed = true;
        }
    }
    return holds[0];
}

/* By the graph's steps, so that slices of one graph agree. */
static double
naive_cost(const Case *one, const CtSlice *slice, uint32_t mask)
{
    double cost = 0;
    uint32_t paid = 0;

    for (uint32_t a = 0; a < slice->n_attempts; a++) {
        uint32_t item = g_array_index(one->item, uint32_t, slice->step[a]);

        if ((mask >> a & 1) == 0)
            continue;
        cost += g_array_index(one->own, double, slice->step[a]);
        if (item != CT_NO_ID)
            paid |= UINT32_C(1) << item;
    }
    for (uint32_t i = 0; i < 8; i++)
        cost += (paid >> i & 1) != 0 ? (i == 0 ? 3 : 2) : 0;
    return cost;
}

static bool
is_minimal(const CtSlice *slice, uint32_t mask)
{
    if (!naive_reaches(slice, mask))
        return false;
    for (uint32_t a = 0; a < slice->n_attempts; a++)
        if ((mask >> a & 1) != 0 && naive_reaches(slice, mask & ~(UINT32_C(1) << a)))
            return false;
    return true;
}

static double
naive_optimum(const Case *one, const CtSlice *slice)
{
    double best = INFINITY;

    for (uint32_t mask = 0; mask < UINT32_C(1) << slice->n_attempts; mask++)
        if (naive_cost(one, slice, mask) < best && naive_reaches(slice, mask))
            best = naive_cost(one, slice, mask);
    return best;
}

static uint32_t
swap_blocks(const CtFoldGroup *group, uint32_t block, uint32_t mask)
{
    uint32_t swapped = mask;

    for (uint32_t i = 0; i < group->width; i++) {
        uint32_t a = group->attempts.data[block * group->width + i];
        uint32_t b = group->attempts.data[(block + 1) * group->width + i];

        swapped &= ~(UINT32_C(1) << a | UINT32_C(1) << b);
        swapped |= (mask >> a & 1) << b | (mask >> b & 1) << a;
    }
    return swapped;
}

/* Marks all that swaps make of @mask. */
static void
mark_orbit(const GArray *groups, uint32_t mask, uint8_t *seen)
{
    seen[mask] = 1;
    for (guint g = 0; g < groups->len; g++) {
        const CtFoldGroup *group = &g_array_index(groups, CtFoldGroup, g);

        for (uint32_t b = 0; b + 1 < group->n_blocks; b++) {
            uint32_t next = swap_blocks(group, b, mask);

            if (seen[next] == 0)
                mark_orbit(groups, next, seen);
        }
    }
}

static int
compare_costs(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The costs of all minimal sets, of those that swaps make of each other one. NULL where a swap
 * makes no minimal set of one, or not one of the same cost. */
static GArray *
naive_costs(const Case *one, const CtSliceFold *fold)
{
    uint32_t n = UINT32_C(1) << fold->slice->n_attempts;
    g_autofree uint8_t *seen = g_new0(uint8_t, n);
    g_autofree uint8_t *orbit = g_new0(uint8_t, n);
    g_autoptr(GArray) costs = g_array_new(FALSE, FALSE, sizeof(double));

    for (uint32_t mask = 0; mask < n; mask++) {
        double cost = naive_cost(one, fold->slice, mask);

        if (seen[mask] != 0 || !is_minimal(fold->slice, mask))
            continue;
        memset(orbit, 0, n);
        mark_orbit(fold->groups, mask, orbit);
        for (uint32_t other = 0; other < n; other++) {
            seen[other] |= orbit[other];
            if (orbit[other] != 0 && (!is_minimal(fold->slice, other) ||
                                      fabs(naive_cost(one, fold->slice, other) - cost) > 1e-9))
                return NULL;
        }
        g_array_append_val(costs, cost);
    }
    g_array_sort(costs, compare_costs);
    return g_steal_pointer(&costs);
}

static bool
solver_agrees(const Case *one, const CtSliceFold *fold, const GArray *want)
{
    Case folded = {.slice = fold->slice, .own = one->own, .item = one->item};
    bool agrees = take_costs(&folded);
    g_autoptr(CtAdditiveResult) result =
        ct_additive_solve(&(CtAdditiveProblem){.slice = fold->slice,
                                               .costs = &folded.costs,
                                               .k = N_SETS,
                                               .groups = fold->groups,
                                               .work = UINT64_C(1) << 40,
                                               .seconds = 60});

    agrees = agrees && result->sets->len == MIN(want->len, N_SETS);
    for (guint i = 0; agrees && i < result->sets->len; i++)
        agrees = fabs(g_array_index(result->sets, CtAdditiveSet, i).cost -
                      g_array_index(want, double, i)) < 1e-4;
    g_free(folded.slice_own);
    g_free((double *)folded.costs.shared);
    ct_csr_clear(&folded.costs.shares);
    return agrees;
}

/* @ret_dropped: how many attempts folding left out. */
static const char *
find_fault(Shape shape, uint32_t *ret_dropped)
{
    const char *fault = NULL;
    Case one;

    if (make_case(&one, shape)) {
        g_autoptr(CtSliceFold) fold = ct_slice_fold_new(one.slice, &one.costs, NULL);
        g_autoptr(GArray) want = naive_costs(&one, fold);

        *ret_dropped = one.slice->n_attempts - fold->slice->n_attempts;
        if (want == NULL)
            fault = "what are said to be alike are not";
        else if (fabs(naive_optimum(&one, one.slice) - naive_optimum(&one, fold->slice)) > 1e-9)
            fault = "the optimum is lost";
        else if (!solver_agrees(&one, fold, want))
            fault = "the solver disagrees";
    }
    clear_case(&one);
    return fault;
}

static void
test_folded_equals_unfolded(void)
{
    uint32_t n_folded = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        Shape shape = {.seed = seed,
                       .n_blocks = 3 + seed % 2,
                       .n_within = seed % 3 == 0 ? 3 : 0,
                       .n_steps = 4 + seed % (MOST_STEPS - 3)};
        uint32_t dropped = 0;
        const char *fault = find_fault(shape, &dropped);

        n_folded += dropped > 0;
        for (uint32_t s = 0; fault != NULL && s < shape.n_steps; s++) {
            Shape less = shape;

            less.dropped |= UINT32_C(1) << s;
            if (find_fault(less, &dropped) != NULL)
                shape = less;
        }
        CHECK_MSG(fault == NULL, "seed %u, %u blocks of %u, %u steps but for %x: %s", seed,
                  shape.n_blocks, shape.n_within, shape.n_steps, shape.dropped, fault);
        if (fault != NULL)
            return;
    }
    CHECK_MSG(n_folded > N_GRAPHS / 40, "only %u graphs were folded", n_folded);
}

CU_TestInfo test_slice_fold_tests[] = {
    {"folded equals unfolded", test_folded_equals_unfolded},
    CU_TEST_INFO_NULL,
};
