/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counting pass against a naive one that walks all steps until nothing changes, on random
 * graphs with cycles, thresholds, axioms and repeated premises.
 */
#include "tests/support/check.h"

#include "attacks/build.h"
#include "attacks/fixpoint.h"
#include "base/bits.h"

enum { N_GRAPHS = 3000 };

static CtGraph *
random_graph(GRand *rand)
{
    uint32_t n_facts[CT_FACT_COUNT] = {0};
    uint32_t n = (uint32_t)g_rand_int_range(rand, 1, 24);
    uint32_t n_steps = (uint32_t)g_rand_int_range(rand, 0, 50);

    n_facts[CT_FACT_LOCATED] = n;
    CtBuilder *builder = ct_builder_new(n_facts, 0, 1000);
    for (uint32_t s = 0; s < n_steps; s++) {
        CtFactId premises[5];
        uint32_t n_premises =
            (uint32_t)g_rand_int_range(rand, g_rand_int_range(rand, 0, 8) == 0 ? 0 : 1, 5);

        for (uint32_t i = 0; i < n_premises; i++)
            premises[i] = (CtFactId)g_rand_int_range(rand, 0, (gint32)n);
        ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE,
                            (CtFactId)g_rand_int_range(rand, 0, (gint32)n), premises, n_premises);
        if (n_premises > 1 && g_rand_int_range(rand, 0, 3) == 0)
            ct_builder_set_need(builder,
                                (uint32_t)g_rand_int_range(rand, 1, (gint32)n_premises + 1));
    }

    CtGraph *graph = ct_builder_finish(builder);
    ct_builder_free(builder);
    return graph;
}

static void
naive_fixpoint(const CtGraph *graph, bool *holds)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < graph->n_steps; s++) {
            uint32_t have = 0;

            for (uint32_t i = graph->step_premise_start[s]; i < graph->step_premise_start[s + 1];
                 i++)
                have += holds[graph->premises[i]] ? 1 : 0;
            if (have >= ct_graph_need(graph, s) && !holds[graph->step_gain[s]]) {
                holds[graph->step_gain[s]] = true;
                changed = true;
            }
        }
    }
}

/* Premises of a fact's cause rank lower, and enough of them hold. */
static bool
cause_is_sound(const CtGraph *graph, const CtFixpoint *fixpoint, CtFactId fact)
{
    uint32_t step = fixpoint->cause[fact];
    uint32_t have = 0;

    if (graph->step_gain[step] != fact)
        return false;
    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1];
         i++) {
        CtFactId premise = graph->premises[i];

        if (ct_bits_get(fixpoint->holds, premise) &&
            fixpoint->order[premise] < fixpoint->order[fact])
            have++;
    }
    return have >= ct_graph_need(graph, step);
}

static void
check_graph(uint32_t seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(CtGraph) graph = random_graph(rand);
    g_autofree bool *holds = g_new0(bool, graph->n_facts);
    CtFactId entries[2] = {0, (CtFactId)g_rand_int_range(rand, 0, (gint32)graph->n_facts)};
    size_t n_entries = (size_t)g_rand_int_range(rand, 0, 3);
    g_autoptr(CtFixpoint) fixpoint = ct_fixpoint_new(graph, entries, n_entries);

    for (size_t i = 0; i < n_entries; i++)
        holds[entries[i]] = true;
    naive_fixpoint(graph, holds);
    for (uint32_t f = 0; f < graph->n_facts; f++) {
        bool is_entry = (n_entries > 0 && f == entries[0]) || (n_entries > 1 && f == entries[1]);

        CHECK_MSG(ct_bits_get(fixpoint->holds, f) == holds[f], "seed %u: fact %u: got %d, want %d",
                  seed, f, ct_bits_get(fixpoint->holds, f), holds[f]);
        if (holds[f] && !is_entry)
            CHECK_MSG(cause_is_sound(graph, fixpoint, f), "seed %u: fact %u has no sound cause",
                      seed, f);
    }
}

static void
test_equals_the_naive_fixpoint(void)
{
    for (uint32_t seed = 0; seed < N_GRAPHS; seed++)
        check_graph(seed);
}

static void
test_two_of_three_suffice_where_two_are_needed(void)
{
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = 4};
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 10);
    static const CtFactId premises[] = {0, 1, 2};
    static const CtFactId entries[] = {0, 2};

    ct_builder_add_step(builder, CT_STEP_LOSS, CT_REASON_IMPAIRED, 3, premises, 3);
    ct_builder_set_need(builder, 2);
    g_autoptr(CtGraph) graph = ct_builder_finish(builder);
    g_autoptr(CtFixpoint) one = ct_fixpoint_new(graph, entries, 1);
    g_autoptr(CtFixpoint) both = ct_fixpoint_new(graph, entries, 2);

    CU_ASSERT(!ct_bits_get(one->holds, 3));
    CU_ASSERT(ct_bits_get(both->holds, 3));
    CHECK_INT(both->n_held, 3);
}

/* Counters are a byte where that will do, and wrap where more premises hold than are needed. */
static void
test_steps_may_need_more_than_a_byte_counts(void)
{
    enum { N = 600 };
    static const uint32_t needs[] = {2, 255, 256, 300, 599, 600};
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = N + 1};
    CtFactId facts[N];

    for (uint32_t i = 0; i < N; i++)
        facts[i] = i;
    for (size_t k = 0; k < G_N_ELEMENTS(needs); k++)
        for (uint32_t held = needs[k] - 1; held <= needs[k]; held++) {
            g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 10);
            g_autoptr(CtGraph) graph = NULL;
            g_autoptr(CtFixpoint) fixpoint = NULL;

            ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, N, facts, N);
            ct_builder_set_need(builder, needs[k]);
            graph = ct_builder_finish(builder);
            fixpoint = ct_fixpoint_new(graph, facts, held);
            CHECK_MSG(ct_bits_get(fixpoint->holds, N) == (held >= needs[k]),
                      "%u of %u with %u held", needs[k], N, held);
        }
}

static void
test_a_full_builder_says_so(void)
{
    uint32_t n_facts[CT_FACT_COUNT] = {[CT_FACT_LOCATED] = 2};
    g_autoptr(CtBuilder) builder = ct_builder_new(n_facts, 0, 1);
    static const CtFactId premise = 0;

    ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, 1, &premise, 1);
    CU_ASSERT(!ct_builder_is_full(builder));
    ct_builder_add_step(builder, CT_STEP_DERIVED, CT_REASON_ALTERNATIVE, 1, &premise, 1);
    CU_ASSERT(ct_builder_is_full(builder));
}

CU_TestInfo test_fixpoint_tests[] = {
    {"equals the naive fixpoint", test_equals_the_naive_fixpoint},
    {"two of three suffice where two are needed", test_two_of_three_suffice_where_two_are_needed},
    {"steps may need more than a byte counts", test_steps_may_need_more_than_a_byte_counts},
    {"a full builder says so", test_a_full_builder_says_so},
    CU_TEST_INFO_NULL,
};
