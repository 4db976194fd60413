/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * 64 worlds at once against 64 naive walks, on random graphs with cycles, thresholds and long
 * steps, with worlds that differ in entries and in the steps they lack.
 */
#include "tests/support/check.h"

#include "analysis/closure64.h"
#include "attacks/build.h"

enum { N_GRAPHS = 400 };

static CtGraph *
random_graph(GRand *rand)
{
    uint32_t n_facts[CT_FACT_COUNT] = {0};
    gint32 n = g_rand_int_range(rand, 2, 30);
    gint32 n_steps = g_rand_int_range(rand, 1, 60);

    n_facts[CT_FACT_LOCATED] = (uint32_t)n;
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 1000);
    for (gint32 s = 0; s < n_steps; s++) {
        CtFactId premises[12];
        gint32 most = g_rand_int_range(rand, 0, 6) == 0 ? 12 : 3;
        gint32 least = g_rand_int_range(rand, 0, 12) == 0 ? 0 : 1;
        gint32 n_premises = g_rand_int_range(rand, least, most + 1);

        for (gint32 i = 0; i < n_premises; i++)
            premises[i] = (CtFactId)g_rand_int_range(rand, 0, n);
        ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE,
                            (CtFactId)g_rand_int_range(rand, 0, n), premises, (uint32_t)n_premises);
        if (n_premises > 1 && g_rand_int_range(rand, 0, 3) == 0)
            ct_builder_set_need(builder, (uint32_t)g_rand_int_range(rand, 1, n_premises + 1));
    }
    return ct_builder_finish(builder);
}

static void
naive_world(const CtGraph *graph, const uint64_t *available, unsigned world, bool *holds)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1];
                 i++)
                have += holds[graph->premises[i]] ? 1 : 0;
            if (have < ct_graph_need(graph, s) || holds[graph->step_gain[s]] ||
                ((available[s] >> world) & 1) == 0)
                continue;
            holds[graph->step_gain[s]] = true;
            changed = true;
        }
    }
}

static void
check_graph(uint32_t seed, CtFactId *entry_of)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(CtGraph) graph = random_graph(rand);
    g_autoptr(CtClosure) closure = ct_closure_new(graph);
    g_autofree uint64_t *available = g_new(uint64_t, graph->n_steps);

    for (uint32_t s = 0; s < graph->n_steps; s++)
        available[s] = ~((uint64_t)g_rand_int(rand) & g_rand_int(rand)) ^
                       ((uint64_t)(g_rand_int(rand) & g_rand_int(rand)) << 32);
    for (int again = 0; again < 2; again++) {
        ct_closure_clear(closure);
        for (unsigned world = 0; world < CT_N_WORLDS; world++) {
            entry_of[world] = (CtFactId)g_rand_int_range(rand, 0, (gint32)graph->n_facts);
            ct_closure_enter(closure, entry_of[world], UINT64_C(1) << world);
        }
        ct_closure_run(closure, available, UINT64_MAX);
        for (unsigned world = 0; world < CT_N_WORLDS; world++) {
            g_autofree bool *holds = g_new0(bool, graph->n_facts);

            holds[entry_of[world]] = true;
            naive_world(graph, available, world, holds);
            for (uint32_t f = 0; f < graph->n_facts; f++)
                CHECK_MSG(((ct_closure_worlds(closure, f) >> world) & 1) == (holds[f] ? 1 : 0),
                          "seed %u, world %u: fact %u: want %d", seed, world, f, holds[f]);
        }
    }
}

static void
test_each_world_is_its_own_fixpoint(void)
{
    CtFactId entry_of[CT_N_WORLDS];

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++)
        check_graph(seed, entry_of);
}

CU_TestInfo test_closure64_tests[] = {
    {"each world is its own fixpoint", test_each_world_is_its_own_fixpoint},
    CU_TEST_INFO_NULL,
};
