/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The factored relation against the naive one, over generated topologies. */
#include "tests/support/check.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_reach.h"
#include "tests/support/shrink.h"

#include "base/bits.h"

#include <math.h>
#include <stdlib.h>

/* What the relation says, from one origin, with some assets commanded. */
typedef struct Reached {
    const CtReach *reach;
    uint64_t *nodes;
} Reached;

static void
follow(Reached *reached, uint32_t from, const uint8_t *commanded)
{
    const CtReach *reach = reached->reach;
    g_auto(CtIds) queue = {0};

    reached->nodes = ct_bits_new(reach->nodes.length);
    ct_ids_add(&queue, from);
    ct_bits_set(reached->nodes, from);
    for (uint32_t i = 0; i < queue.length; i++)
        for (uint32_t e = reach->first_edge[queue.data[i]];
             e < reach->first_edge[queue.data[i] + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (ct_bits_get(reached->nodes, edge->to) ||
                (edge->opener != CT_NO_ID && !commanded[edge->opener]))
                continue;
            ct_bits_set(reached->nodes, edge->to);
            ct_ids_add(&queue, edge->to);
        }
}

static GArray *
signatures_of(const Reached *reached, uint32_t service)
{
    const CtReach *reach = reached->reach;
    GArray *signatures = g_array_new(FALSE, FALSE, sizeof(CtSignature));
    uint32_t group = reach->group_of_service[service];

    for (uint32_t i = reach->group_nodes.start[group]; i < reach->group_nodes.start[group + 1];
         i++) {
        uint32_t node = reach->group_nodes.value[i];

        if (ct_bits_get(reached->nodes, node))
            g_array_append_val(signatures,
                               reach->signatures.data[reach->nodes.data[node].signature]);
    }
    ct_naive_keep_best(signatures);
    return signatures;
}

static bool
same_signatures(const GArray *a, const GArray *b)
{
    for (guint i = 0; i < a->len; i++) {
        const CtSignature *x = &g_array_index(a, CtSignature, i);
        bool found = false;

        for (guint k = 0; k < b->len; k++) {
            const CtSignature *y = &g_array_index(b, CtSignature, k);

            found = found || (x->mfa == y->mfa && x->inspection == y->inspection &&
                              x->encryption == y->encryption && fabs(x->sensor - y->sensor) < 1e-5);
        }
        if (!found)
            return false;
    }
    return a->len == b->len;
}

static void
describe(GString *text, const GArray *signatures)
{
    g_string_append_printf(text, "%u:", signatures->len);
    for (guint i = 0; i < signatures->len; i++) {
        const CtSignature *s = &g_array_index(signatures, CtSignature, i);

        g_string_append_printf(text, " [%s %s %s %.3f]", ct_word_text(CT_WORDS_MFA, s->mfa),
                               ct_word_text(CT_WORDS_INSPECTION, s->inspection),
                               ct_word_text(CT_WORDS_ENCRYPTION, s->encryption), s->sensor);
    }
}

/* One comparison: models, who is commanded, and how many of the pairs. */
typedef struct Comparison {
    const CtLoaded *loaded;
    CtNaiveReach *naive;
    const uint8_t *commanded;
    uint64_t random;
    uint32_t percent; /* of the pairs to look at */
    GString *difference;
} Comparison;

static void
compare_services(Comparison *comparison, uint32_t origin, uint32_t network, uint32_t sender)
{
    const CtInstances *instances = comparison->loaded->instances;
    Reached reached = {.reach = comparison->loaded->reach};

    follow(&reached, origin, comparison->commanded);
    for (uint32_t s = 0; s < instances->n_services && comparison->difference->len == 0; s++) {
        if (ct_random_below(&comparison->random, 100) >= comparison->percent)
            continue;

        g_autoptr(GArray) want = ct_naive_reach_signatures(comparison->naive, network, sender, s);
        g_autoptr(GArray) got = signatures_of(&reached, s);

        if (!same_signatures(got, want)) {
            g_autofree char *from = ct_instances_network_text(instances, network);
            g_autofree char *who = sender == CT_NO_ID ? g_strdup("nobody")
                                                      : ct_instances_asset_text(instances, sender);
            g_autofree char *to = ct_instances_service_text(instances, s);

            g_string_append_printf(comparison->difference, "%s on %s to %s: got ", who, from, to);
            describe(comparison->difference, got);
            g_string_append(comparison->difference, ", want ");
            describe(comparison->difference, want);
        }
    }
    g_free(reached.nodes);
}

static void
compare_out(Comparison *comparison, uint32_t out, uint32_t network, uint32_t sender)
{
    const CtInstances *instances = comparison->loaded->instances;
    const CtReach *reach = comparison->loaded->reach;

    for (uint32_t k = 0; k < instances->n_networks && comparison->difference->len == 0; k++) {
        Reached reached = {.reach = reach};

        if (reach->listen[k] == CT_NO_ID ||
            ct_random_below(&comparison->random, 100) >= comparison->percent)
            continue;
        follow(&reached, reach->listen[k], comparison->commanded);

        bool got = ct_bits_get(reached.nodes, out);
        bool want = ct_naive_reach_out(comparison->naive, network, sender, k);

        if (got != want) {
            g_autofree char *from = ct_instances_network_text(instances, network);
            g_autofree char *to = ct_instances_network_text(instances, k);

            g_string_append_printf(comparison->difference, "out of %s as %u to %s: got %d, want %d",
                                   from, sender, to, got, want);
        }
        g_free(reached.nodes);
    }
}

static void
compare_all(Comparison *comparison)
{
    const CtInstances *instances = comparison->loaded->instances;
    const CtReach *reach = comparison->loaded->reach;

    for (uint32_t n = 0; n < instances->n_networks; n++) {
        compare_services(comparison, reach->anonymous_origin[n], n, CT_NO_ID);
        if (reach->anonymous_out[n] != CT_NO_ID)
            compare_out(comparison, reach->anonymous_out[n], n, CT_NO_ID);
    }
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        for (uint32_t i = reach->asset_origins.start[a]; i < reach->asset_origins.start[a + 1];
             i++) {
            uint32_t node = reach->asset_origins.value[i];

            compare_services(comparison, node, reach->nodes.data[node].place, a);
        }
        for (uint32_t i = reach->asset_outs.start[a]; i < reach->asset_outs.start[a + 1]; i++) {
            uint32_t node = reach->asset_outs.value[i];

            compare_out(comparison, node, reach->nodes.data[node].place, a);
        }
    }
}

/* The first difference between the two on @text, or why it does not load; empty if none. */
static char *
find_difference(const char *text, uint64_t seed, uint32_t percent, bool *ret_loads)
{
    g_auto(CtLoaded) loaded = {0};
    char *why = NULL;

    *ret_loads = ct_loaded_init(&loaded, text, &why);
    if (!*ret_loads)
        return why;

    Comparison comparison = {.loaded = &loaded, .random = seed, .percent = percent};
    g_autofree uint8_t *commanded = g_new0(uint8_t, loaded.instances->n_assets + 1);

    comparison.commanded = commanded;
    comparison.difference = g_string_new(NULL);
    for (uint32_t round = 0; round < 2 && comparison.difference->len == 0; round++) {
        g_autoptr(CtNaiveReach) naive = ct_naive_reach_new(loaded.instances, commanded);

        comparison.naive = naive;
        compare_all(&comparison);
        for (uint32_t a = 0; a < loaded.instances->n_assets; a++)
            commanded[a] = ct_random_below(&seed, 2) == 0;
    }
    return g_string_free(comparison.difference, FALSE);
}

static bool
differs(const char *text, G_GNUC_UNUSED void *data)
{
    bool loads;
    g_autofree char *difference = find_difference(text, 1, 100, &loads);

    return loads && difference[0] != '\0';
}

static void
check_models(const CtGeneratorSizes *sizes, uint64_t first, uint64_t n, uint32_t percent)
{
    for (uint64_t seed = first; seed < first + n; seed++) {
        g_autofree char *text = ct_generate_model(seed, sizes);
        bool loads;
        g_autofree char *difference = find_difference(text, seed, percent, &loads);

        if (difference[0] == '\0')
            continue;

        g_autofree char *small = loads ? ct_shrink(text, differs, NULL) : g_strdup(text);
        g_autofree char *again = find_difference(small, 1, 100, &loads);

        CHECK_MSG(false, "seed %" G_GUINT64_FORMAT ": %s\n%s", seed, loads ? again : difference,
                  small);
        return;
    }
    CU_PASS("no difference");
}

static void
test_small_models(void)
{
    const char *seed = g_getenv("CT_REACH_SEED"); /* to go on past what a run has seen */

    check_models(&ct_generator_reach, seed != NULL ? strtoull(seed, NULL, 10) : 1, 2000, 12);
}

static void
test_models_with_a_supply_chain(void)
{
    check_models(&ct_generator_all, 1, 200, 8);
}

CU_TestInfo test_reach_models_tests[] = {
    {"small models", test_small_models},
    {"models with a supply chain", test_models_with_a_supply_chain},
    CU_TEST_INFO_NULL,
};
