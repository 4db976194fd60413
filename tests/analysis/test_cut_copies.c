/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cuts of graphs in which whole copies can be swapped, each with several elements of its own and
 * two that are alike, against every subset of the elements. Ways go through one copy, two, or a
 * number of them.
 */
#include "tests/support/check.h"
#include "tests/support/cut_case.h"

#include <math.h>

enum {
    N_GRAPHS = 3600,
    MOST_COPIES = 6,
    MOST_PLAIN = 2,
    N_TWINS = 2,
    N_LOCAL = 3, /* facts of a copy: of itself, and one of each twin */
    N_SINGLES = 2,
    MOST_PREMISES = 3,
    MOST_SETS = 3000,
};

/* A fact of a rule: shared, or of one copy or another one; of one of its twins or the other. */
typedef struct Ref {
    bool is_local, is_twins;
    uint32_t other, turned; /* 0, 1 */
    uint32_t fact;
} Ref;

typedef struct Rule {
    Ref gain, premises[MOST_PREMISES];
    uint32_t n_premises, need; /* 0: all */
    uint32_t n_of_all;         /* > 0: so many copies have the first premise */
    uint32_t singles;          /* bit per single element that it goes with */
    uint32_t plain[2];         /* bit per plain element of the copy, and of the other one */
    bool by_twin;              /* it goes with the twins it speaks of */
} Rule;

typedef struct Case {
    CtCutCase cut;
    uint32_t n_shared, n_copies, n_plain, n_twins;
    uint32_t alike[CT_CUT_CASE_MOST_ELEMENTS], copy[CT_CUT_CASE_MOST_ELEMENTS];
    uint32_t place[CT_CUT_CASE_MOST_ELEMENTS], orbit[MOST_COPIES];
} Case;

/* Which copies and twins the two letters of a rule stand for. */
typedef struct Letters {
    uint32_t copy[2], twin[2];
} Letters;

static uint32_t
per_copy(const Case *one)
{
    return one->n_plain + one->n_twins;
}

static uint32_t
twin_of(Ref ref, const Letters *letters)
{
    return letters->twin[ref.other] ^ ref.turned;
}

static CtFactId
fact_of(const Case *one, Ref ref, const Letters *letters)
{
    uint32_t first = one->n_shared + N_LOCAL * letters->copy[ref.other];

    if (!ref.is_local)
        return ref.fact;
    return ref.is_twins ? first + 1 + twin_of(ref, letters) : first;
}

static uint32_t
mask_of_twins(const Case *one, Ref ref, const Letters *letters)
{
    if (!ref.is_local || !ref.is_twins || one->n_twins == 0)
        return 0;
    return UINT32_C(1) << (letters->copy[ref.other] * per_copy(one) + one->n_plain +
                           twin_of(ref, letters));
}

static bool
uses(const Rule *rule, uint32_t other)
{
    bool used =
        (rule->gain.is_local && rule->gain.other == other) || (other == 0 && rule->plain[0] != 0);

    for (uint32_t i = rule->n_of_all > 0 ? 1 : 0; i < rule->n_premises; i++)
        used = used || (rule->premises[i].is_local && rule->premises[i].other == other);
    return used;
}

static void
add_instance(Case *one, const Rule *rule, const Letters *letters)
{
    CtFactId premises[MOST_PREMISES + MOST_COPIES];
    uint32_t mask = rule->singles << (one->n_copies * per_copy(one)), n = 0;

    for (uint32_t other = 0; other < 2; other++)
        if (uses(rule, other))
            mask |= rule->plain[other] << (letters->copy[other] * per_copy(one));
    mask |= rule->by_twin ? mask_of_twins(one, rule->gain, letters) : 0;
    for (uint32_t i = 0; i < rule->n_premises; i++) {
        if (i == 0 && rule->n_of_all > 0) {
            for (uint32_t c = 0; c < one->n_copies; c++)
                premises[n++] = one->n_shared + N_LOCAL * c;
            continue;
        }
        premises[n++] = fact_of(one, rule->premises[i], letters);
        mask |= rule->by_twin ? mask_of_twins(one, rule->premises[i], letters) : 0;
    }
    ct_cut_case_add_step(&one->cut, fact_of(one, rule->gain, letters), premises, n,
                         rule->n_of_all > 0 ? rule->n_of_all : rule->need, mask);
}

/* Once for each choice of copies, two distinct, and of their twins. */
static void
add_rule(Case *one, const Rule *rule)
{
    uint32_t n_first = uses(rule, 0) ? one->n_copies : 1;
    uint32_t n_second = uses(rule, 1) ? one->n_copies : 1;

    for (uint32_t a = 0; a < n_first; a++)
        for (uint32_t b = 0; b < n_second; b++)
            for (uint32_t twins = 0; twins < 4; twins++) {
                Letters letters = {.copy = {a, b}, .twin = {twins & 1, twins >> 1}};

                if (uses(rule, 0) && uses(rule, 1) && a == b)
                    continue;
                add_instance(one, rule, &letters);
            }
}

static Ref
draw_ref(GRand *rand, const Case *one, uint32_t least)
{
    if (g_rand_int_range(rand, 0, 5) < 2)
        return (Ref){.fact =
                         (uint32_t)g_rand_int_range(rand, (gint32)least, (gint32)one->n_shared)};
    return (Ref){.is_local = true,
                 .is_twins = g_rand_boolean(rand),
                 .turned = g_rand_int_range(rand, 0, 4) == 0,
                 .other = g_rand_int_range(rand, 0, 4) == 0};
}

static Rule
draw_rule(GRand *rand, const Case *one)
{
    gint32 n = g_rand_int_range(rand, -1, MOST_PREMISES + 1);
    Rule rule = {.gain = draw_ref(rand, one, 1),
                 .n_premises = (uint32_t)MAX(n, 1),
                 .by_twin = g_rand_int_range(rand, 0, 3) > 0};

    for (uint32_t i = 0; i < rule.n_premises; i++)
        rule.premises[i] = draw_ref(rand, one, 0);
    for (uint32_t s = 0; s < N_SINGLES; s++)
        rule.singles |= g_rand_int_range(rand, 0, 6) == 0 ? UINT32_C(1) << s : 0;
    for (uint32_t p = 0; p < one->n_plain; p++)
        for (uint32_t other = 0; other < 2; other++)
            rule.plain[other] |= g_rand_int_range(rand, 0, 3) == 0 ? UINT32_C(1) << p : 0;
    if (g_rand_int_range(rand, 0, 6) == 0) {
        rule.n_of_all = (uint32_t)g_rand_int_range(rand, 1, MOST_COPIES);
        rule.n_premises = 1;
    } else if (rule.n_premises > 1 && g_rand_int_range(rand, 0, 4) == 0) {
        rule.need = (uint32_t)g_rand_int_range(rand, 1, (gint32)rule.n_premises + 1);
    }
    return rule;
}

static void
name_elements(Case *one, GRand *rand)
{
    uint32_t n_in_copies = one->n_copies * per_copy(one);

    for (uint32_t e = 0; e < one->cut.n_elements; e++) {
        uint32_t within = e % MAX(per_copy(one), 1);

        one->alike[e] = e;
        one->copy[e] = one->place[e] = CT_NO_ID;
        one->cut.weight[e] = (double)g_rand_int_range(rand, 1, 4);
        if (e >= n_in_copies)
            continue;
        one->copy[e] = e / per_copy(one);
        one->place[e] = MIN(within, one->n_plain);
        if (within > one->n_plain)
            one->alike[e] = e - 1;
        if (within > one->n_plain || e >= per_copy(one))
            one->cut.weight[e] = one->cut.weight[one->place[e]];
    }
    one->cut.elements.alike = one->alike;
    one->cut.elements.copy = one->copy;
    one->cut.elements.place = one->place;
    one->cut.elements.orbit = one->orbit;
    one->cut.elements.n_copies = one->n_copies;
    one->cut.elements.n_orbits = 1;
}

static bool
make_case(Case *one, uint32_t seed)
{
    static const uint32_t shapes[][3] = {{6, 1, 0}, {5, 2, 0}, {5, 0, 2}, {3, 1, 2},
                                         {4, 2, 0}, {2, 2, 2}, {5, 1, 0}, {3, 2, 0}};
    const uint32_t *shape = shapes[seed % G_N_ELEMENTS(shapes)];
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    gint32 n_rules = g_rand_int_range(rand, 6, 14);

    *one = (Case){.n_shared = (uint32_t)g_rand_int_range(rand, 3, 6),
                  .n_copies = shape[0],
                  .n_plain = shape[1],
                  .n_twins = shape[2]};
    ct_cut_case_begin(&one->cut, one->n_shared + N_LOCAL * one->n_copies,
                      one->n_copies * per_copy(one) + N_SINGLES, one->n_shared - 1);
    for (gint32 r = 0; r < n_rules; r++) {
        Rule rule = draw_rule(rand, one);

        add_rule(one, &rule);
    }
    if (!ct_cut_case_finish(&one->cut))
        return false;
    name_elements(one, rand);
    return true;
}

/* --- every subset --- */

/* What of copy @c is gone, and how many of its twins. */
static uint32_t
pattern_of(const Case *one, uint32_t mask, uint32_t c)
{
    uint32_t within = mask >> (c * per_copy(one)) & ((UINT32_C(1) << per_copy(one)) - 1);
    uint32_t plain = within & ((UINT32_C(1) << one->n_plain) - 1);

    return plain | (uint32_t)__builtin_popcount(within >> one->n_plain) << one->n_plain;
}

/* What swaps leave of a set: how many copies have each pattern, and which single ones are gone. */
static uint64_t
kind_of_set(const Case *one, uint32_t mask)
{
    uint64_t kind = mask >> (one->n_copies * per_copy(one));

    for (uint32_t c = 0; c < one->n_copies; c++)
        kind += UINT64_C(1) << (N_SINGLES + 3 * pattern_of(one, mask, c));
    return kind;
}

/* Copies that lose the most all lose the same: of others one such set is as good. */
static bool
is_plain(const Case *one, uint32_t mask)
{
    uint32_t of_copy = (UINT32_C(1) << per_copy(one)) - 1, dearest = 0;
    double most = -1;

    for (uint32_t c = 0; c < one->n_copies; c++) {
        double weight = ct_cut_case_weight(&one->cut, mask & of_copy << (c * per_copy(one)));

        if (weight == most && pattern_of(one, mask, c) != dearest)
            return false;
        if (weight > most) {
            most = weight;
            dearest = pattern_of(one, mask, c);
        }
    }
    return true;
}

static bool
spares_a_copy(const Case *one, uint32_t mask)
{
    bool some = false, all = true;

    for (uint32_t c = 0; c < one->n_copies; c++) {
        some = some || pattern_of(one, mask, c) != 0;
        all = all && pattern_of(one, mask, c) != 0;
    }
    return some && !all;
}

typedef struct Least {
    double weight;
    GHashTable *kinds, *plain; /* of the sets of that weight */
    bool spares;               /* one of them takes something of some copies, but not of all */
} Least;

static void
add_kind(GHashTable *kinds, uint64_t kind)
{
    g_hash_table_add(kinds, g_memdup2(&kind, sizeof kind));
}

static Least
every_subset(const Case *one)
{
    Least least = {.weight = INFINITY,
                   .kinds = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                   .plain = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};

    for (uint32_t gone = 0; gone < UINT32_C(1) << one->cut.n_elements; gone++) {
        double weight = ct_cut_case_weight(&one->cut, gone);

        if (weight > least.weight || ct_cut_case_reaches(&one->cut, gone))
            continue;
        if (weight < least.weight) {
            least.weight = weight;
            least.spares = false;
            g_hash_table_remove_all(least.kinds);
            g_hash_table_remove_all(least.plain);
        }
        add_kind(least.kinds, kind_of_set(one, gone));
        least.spares = least.spares || spares_a_copy(one, gone);
        if (is_plain(one, gone))
            add_kind(least.plain, kind_of_set(one, gone));
    }
    return least;
}

static void
check(const Case *one, const Least *least, uint32_t seed)
{
    g_autoptr(CtCutResult) result = ct_cut_case_find(&one->cut, MOST_SETS);
    g_autoptr(GHashTable) found = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer kind;

    CHECK_MSG(isinf(least->weight) ? isinf(result->weight)
                                   : fabs(result->weight - least->weight) < 1e-6,
              "seed %u: weight %g, want %g", seed, result->weight, least->weight);
    CHECK_MSG(result->is_complete && result->is_optimal, "seed %u: not proved", seed);
    for (guint i = 0; i < result->sets->len; i++) {
        const CtIds *set = &g_array_index(result->sets, CtIds, i);
        uint32_t mask = ct_cut_case_mask(set);
        uint64_t kind_found = kind_of_set(one, mask);

        CHECK_MSG(!ct_cut_case_reaches(&one->cut, mask), "seed %u: set %u is no cut", seed, i);
        CHECK_MSG(g_hash_table_contains(least->kinds, &kind_found), "seed %u: set %u is not least",
                  seed, i);
        CHECK_MSG(!g_hash_table_contains(found, &kind_found), "seed %u: set %u comes twice", seed,
                  i);
        add_kind(found, kind_found);
    }
    g_hash_table_iter_init(&iter, least->plain);
    while (g_hash_table_iter_next(&iter, &kind, NULL))
        CHECK_MSG(g_hash_table_contains(found, kind), "seed %u: a set is missing", seed);
}

static void
test_cuts_of_copies_equal_every_subset(void)
{
    uint32_t n_folding = 0, n_sparing = 0;
    g_autofree Case *one = g_new(Case, 1);

    for (uint32_t seed = 0; seed < N_GRAPHS; seed++) {
        if (make_case(one, seed)) {
            Least least = every_subset(one);

            check(one, &least, seed);
            n_folding += isfinite(least.weight) && least.weight >= 3;
            n_sparing += least.spares;
            g_hash_table_unref(least.kinds);
            g_hash_table_unref(least.plain);
        }
        ct_cut_case_clear(&one->cut);
    }
    CHECK_MSG(n_folding > 300, "only %u cuts weigh as much as several copies", n_folding);
    CHECK_MSG(n_sparing > 50, "only %u goals have cuts that spare a copy", n_sparing);
}

CU_TestInfo test_cut_copies_tests[] = {
    {"cuts of copies equal every subset", test_cuts_of_copies_equal_every_subset},
    CU_TEST_INFO_NULL,
};
