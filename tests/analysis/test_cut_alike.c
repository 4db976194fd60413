/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cuts of graphs that are full of symmetry against every subset of the elements, nothing folded:
 * blocks of facts that hang alike on what all share, in two groups, and lean on each other.
 */
#include "tests/support/check.h"
#include "tests/support/cut_case.h"

#include <math.h>

enum {
    N_GRAPHS = 8000,
    N_GROUPS = 2,
    MOST_BLOCKS = 3,
    N_LOCAL = 2,
    N_SINGLES = 2,
    MOST_PREMISES = 3,
    MOST_SETS = 300,
};

/* A fact of a rule: shared, or of one block or another one of a group. */
typedef struct Ref {
    bool is_local;
    uint32_t group, other; /* other: 0, 1 */
    uint32_t fact;
} Ref;

typedef struct Rule {
    Ref gain, premises[MOST_PREMISES];
    uint32_t n_premises;
    bool at_least_all; /* the first premise stands for all blocks of its group, need of them */
    uint32_t need;     /* 0: all */
    uint32_t singles;  /* bit per single element that it goes with */
    bool by_premise;   /* it goes with the blocks of its premises, too */
} Rule;

typedef struct Case {
    CtCutCase cut;
    uint32_t n_shared, n_blocks[N_GROUPS];
    uint32_t alike[CT_CUT_CASE_MOST_ELEMENTS];
} Case;

static uint32_t
element_of(const Case *one, uint32_t group, uint32_t block)
{
    return group == 0 ? block : one->n_blocks[0] + block;
}

static CtFactId
fact_of(const Case *one, Ref ref, const uint32_t block[N_GROUPS][2])
{
    if (!ref.is_local)
        return ref.fact;
    return one->n_shared + N_LOCAL * element_of(one, ref.group, block[ref.group][ref.other]) +
           ref.fact;
}

static uint32_t
mask_of_ref(const Case *one, Ref ref, const uint32_t block[N_GROUPS][2])
{
    return ref.is_local ? UINT32_C(1) << element_of(one, ref.group, block[ref.group][ref.other])
                        : 0;
}

static void
add_instance(Case *one, const Rule *rule, const uint32_t block[N_GROUPS][2])
{
    CtFactId premises[MOST_PREMISES + MOST_BLOCKS];
    uint32_t mask = rule->singles << (one->cut.n_elements - N_SINGLES), n = 0;

    mask |= mask_of_ref(one, rule->gain, block);
    for (uint32_t i = 0; i < rule->n_premises; i++) {
        if (i == 0 && rule->at_least_all) {
            for (uint32_t b = 0; b < one->n_blocks[rule->premises[0].group]; b++) {
                uint32_t each[N_GROUPS][2] = {{b, b}, {b, b}};

                premises[n++] = fact_of(one, rule->premises[0], (const uint32_t(*)[2])each);
            }
            continue;
        }
        premises[n++] = fact_of(one, rule->premises[i], block);
        mask |= rule->by_premise ? mask_of_ref(one, rule->premises[i], block) : 0;
    }
    ct_cut_case_add_step(&one->cut, fact_of(one, rule->gain, block), premises, n, rule->need, mask);
}

static bool
uses(const Rule *rule, uint32_t group, uint32_t other)
{
    bool used = rule->gain.is_local && rule->gain.group == group && rule->gain.other == other;

    for (uint32_t i = rule->at_least_all ? 1 : 0; i < rule->n_premises; i++)
        used = used || (rule->premises[i].is_local && rule->premises[i].group == group &&
                        rule->premises[i].other == other);
    return used;
}

/* Once for each choice of blocks, two of a group distinct. */
static void
add_rule(Case *one, const Rule *rule)
{
    uint32_t n[N_GROUPS][2];

    for (uint32_t g = 0; g < N_GROUPS; g++)
        for (uint32_t o = 0; o < 2; o++)
            n[g][o] = uses(rule, g, o) ? one->n_blocks[g] : 1;
    for (uint32_t a = 0; a < n[0][0]; a++)
        for (uint32_t b = 0; b < n[0][1]; b++)
            for (uint32_t c = 0; c < n[1][0]; c++)
                for (uint32_t d = 0; d < n[1][1]; d++) {
                    const uint32_t block[N_GROUPS][2] = {{a, b}, {c, d}};

                    if ((uses(rule, 0, 0) && uses(rule, 0, 1) && a == b) ||
                        (uses(rule, 1, 0) && uses(rule, 1, 1) && c == d))
                        continue;
                    add_instance(one, rule, block);
                }
}

static Ref
draw_ref(GRand *rand, const Case *one, uint32_t least)
{
    if (g_rand_boolean(rand))
        return (Ref){.fact =
                         (uint32_t)g_rand_int_range(rand, (gint32)least, (gint32)one->n_shared)};
    return (Ref){.is_local = true,
                 .group = (uint32_t)g_rand_int_range(rand, 0, N_GROUPS),
                 .other = (uint32_t)(g_rand_int_range(rand, 0, 4) == 0),
                 .fact = (uint32_t)g_rand_int_range(rand, 0, N_LOCAL)};
}

static Rule
draw_rule(GRand *rand, const Case *one)
{
    gint32 n = g_rand_int_range(rand, -1, MOST_PREMISES + 1);
    Rule rule = {.gain = draw_ref(rand, one, 1),
                 .n_premises = (uint32_t)MAX(n, 1),
                 .by_premise = g_rand_boolean(rand)};

    for (uint32_t i = 0; i < rule.n_premises; i++)
        rule.premises[i] = draw_ref(rand, one, 0);
    for (uint32_t s = 0; s < N_SINGLES; s++)
        rule.singles |= g_rand_int_range(rand, 0, 5) == 0 ? UINT32_C(1) << s : 0;
    if (!rule.gain.is_local && rule.singles == 0 &&
        g_rand_int_range(rand, 0, 8) != 0) { /* else hardly any goal can be cut */
        rule.by_premise = rule.premises[0].is_local = true;
        rule.premises[0].fact %= N_LOCAL;
    }
    rule.at_least_all = rule.premises[0].is_local && g_rand_boolean(rand);
    if (rule.at_least_all) {
        rule.n_premises = 1;
        rule.need = (uint32_t)g_rand_int_range(rand, 1, MOST_BLOCKS + 1);
    } else if (rule.n_premises > 1 && g_rand_int_range(rand, 0, 3) == 0) {
        rule.need = (uint32_t)g_rand_int_range(rand, 1, (gint32)rule.n_premises + 1);
    }
    return rule;
}

static void
name_elements(Case *one, GRand *rand)
{
    for (uint32_t e = 0; e < one->cut.n_elements; e++) {
        bool in_first = e < one->n_blocks[0], in_second = e < one->n_blocks[0] + one->n_blocks[1];

        one->alike[e] = in_first ? 0 : in_second ? one->n_blocks[0] : e;
        one->cut.weight[e] = one->alike[e] < e ? one->cut.weight[one->alike[e]]
                                               : (double)g_rand_int_range(rand, 1, 4);
    }
}

static bool
make_case(Case *one, uint32_t seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    gint32 n_rules = g_rand_int_range(rand, 6, 16);
    uint32_t n_blocks = 0;

    *one = (Case){.n_shared = (uint32_t)g_rand_int_range(rand, 3, 6)};
    for (uint32_t g = 0; g < N_GROUPS; g++) {
        one->n_blocks[g] = (uint32_t)g_rand_int_range(rand, 1, MOST_BLOCKS + 1);
        n_blocks += one->n_blocks[g];
    }
    ct_cut_case_begin(&one->cut, one->n_shared + N_LOCAL * n_blocks, n_blocks + N_SINGLES,
                      one->n_shared - 1);
    for (gint32 r = 0; r < n_rules; r++) {
        Rule rule = draw_rule(rand, one);

        add_rule(one, &rule);
    }
    if (!ct_cut_case_finish(&one->cut))
        return false;
    name_elements(one, rand);
    return true;
}

/* What swaps leave of a set: how many of each group, and which single ones. */
static uint32_t
kind_of_set(const Case *one, uint32_t mask)
{
    uint32_t first = (UINT32_C(1) << one->n_blocks[0]) - 1;
    uint32_t both = (UINT32_C(1) << (one->cut.n_elements - N_SINGLES)) - 1;

    return (uint32_t)__builtin_popcount(mask & first) |
           (uint32_t)__builtin_popcount(mask & both & ~first) << 4 |
           mask >> (one->cut.n_elements - N_SINGLES) << 8;
}

typedef struct Least {
    double weight;
    uint32_t n_sets, n_kinds;
} Least;

static Least
every_subset(const Case *one)
{
    g_autoptr(GHashTable) kinds = g_hash_table_new(NULL, NULL);
    Least least = {.weight = INFINITY};

    for (uint32_t gone = 0; gone < UINT32_C(1) << one->cut.n_elements; gone++) {
        double weight = ct_cut_case_weight(&one->cut, gone);

        if (weight > least.weight || ct_cut_case_reaches(&one->cut, gone))
            continue;
        if (weight < least.weight) {
            least = (Least){.weight = weight};
            g_hash_table_remove_all(kinds);
        }
        least.n_sets++;
        g_hash_table_add(kinds, GUINT_TO_POINTER(kind_of_set(one, gone)));
    }
    least.n_kinds = g_hash_table_size(kinds);
    return least;
}

static void
check(const Case *one, const Least *least, uint32_t n_sets, uint32_t seed)
{
    g_autoptr(CtCutResult) result = ct_cut_case_find(&one->cut, MOST_SETS);
    const char *how = one->cut.elements.alike != NULL ? "folded" : "unfolded";

    CHECK_MSG(result->sets->len == n_sets, "seed %u, %s: %u cuts, want %u", seed, how,
              result->sets->len, n_sets);
    CHECK_MSG(isinf(least->weight) ? isinf(result->weight)
                                   : fabs(result->weight - least->weight) < 1e-6,
              "seed %u, %s: weight %g, want %g", seed, how, result->weight, least->weight);
    CHECK_MSG(result->is_complete && result->is_optimal, "seed %u, %s: not proved", seed, how);
    for (guint i = 0; i < result->sets->len; i++) {
        const CtIds *set = &g_array_index(result->sets, CtIds, i);
        uint32_t mask = ct_cut_case_mask(set);
        CHECK_MSG(!ct_cut_case_reaches(&one->cut, mask), "seed %u, %s: set %u is no cut", seed, how,
                  i);
    }
}

static void
test_folded_cuts_equal_every_subset(void)
{
    uint32_t n_folding = 0, n_parts = 0;

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        Case one;

        if (make_case(&one, seed)) {
            Least least = every_subset(&one);

            check(&one, &least, least.n_sets, seed);
            one.cut.elements.alike = one.alike;
            check(&one, &least, least.n_kinds, seed);
            n_folding += least.n_kinds < least.n_sets;
            n_parts += isfinite(least.weight) && least.weight > 1;
        }
        ct_cut_case_clear(&one.cut);
    }
    CHECK_MSG(n_folding > 200, "only %u graphs have sets to fold", n_folding);
    CHECK_MSG(n_parts > 500, "only %u cuts weigh more than the least element", n_parts);
}

CU_TestInfo test_cut_alike_tests[] = {
    {"folded cuts equal every subset", test_folded_cuts_equal_every_subset},
    CU_TEST_INFO_NULL,
};
