/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grounded graph and its fixpoint against an attack computed the slow and obvious way, on
 * generated models with the whole library; then the laws that must hold.
 */
#include "tests/support/check.h"

#include "attacks/fixpoint.h"
#include "attacks/ground.h"
#include "base/bits.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_attack.h"
#include "tests/support/shrink.h"

#include <stdio.h>

enum { N_MODELS = 2000 };

typedef struct Solved {
    CtLoaded loaded;
    CtAttackerTraits traits;
    CtLibrary *library;
    CtGuard *guard;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    GArray *entries; /* CtFact */
} Solved;

static CtLibrary *
library_new(void)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    CHECK_OK(ct_library_load_builtin(library, diag, &error), error);
    return library;
}

/* Where an attacker of a generated model begins: everything here is drawn from the seed alone. */
static void
draw_entries(Solved *solved, uint64_t seed)
{
    static const uint8_t kinds[] = {CT_FACT_LOCATED, CT_FACT_LOCATED,  CT_FACT_EXEC,
                                    CT_FACT_HOLDS,   CT_FACT_SUPPLIER, CT_FACT_PEOPLE,
                                    CT_FACT_NEARBY,  CT_FACT_TOUCHES};
    uint64_t state = seed ^ UINT64_C(0x9e3779b97f4a7c15);
    uint32_t n = 1 + ct_random_below(&state, 3);

    for (uint32_t i = 0; i < n; i++) {
        CtFact fact = {.kind = kinds[ct_random_below(&state, G_N_ELEMENTS(kinds))]};
        uint32_t n_entities = ct_entity_count(solved->loaded.instances,
                                              (CtEntityKind)ct_fact_kind_infos[fact.kind].entity);

        if (n_entities == 0)
            continue;
        fact.entity = ct_random_below(&state, n_entities);
        if (ct_fact_kind_infos[fact.kind].levels == 2)
            fact.level = ct_random_below(&state, 2) == 0 ? CT_LEVEL_USER : CT_LEVEL_ADMIN;
        g_array_append_val(solved->entries, fact);
    }
}

static void
solve(Solved *solved, CtLibrary *library)
{
    g_autofree CtFactId *ids = g_new(CtFactId, solved->entries->len + 1);
    GError *error = NULL;

    solved->library = library;
    solved->guard = ct_guard_new(library, solved->loaded.instances, &solved->traits);
    solved->graph = ct_ground(library, solved->guard, solved->loaded.reach, &solved->traits,
                              &ct_limits_default, NULL, 0, &error);
    CHECK_OK(solved->graph != NULL, error);
    for (guint i = 0; i < solved->entries->len; i++)
        ids[i] = ct_graph_fact(solved->graph, g_array_index(solved->entries, CtFact, i));
    solved->fixpoint = ct_fixpoint_new(solved->graph, ids, solved->entries->len);
}

static void
solved_clear(Solved *solved)
{
    ct_fixpoint_free(solved->fixpoint);
    ct_graph_free(solved->graph);
    ct_guard_free(solved->guard);
    ct_loaded_clear(&solved->loaded);
    g_array_unref(solved->entries);
    *solved = (Solved){0};
}

static bool
solved_init(Solved *solved, CtLibrary *library, const char *text, uint64_t seed, char **ret_why)
{
    *solved = (Solved){.traits = {.skill = CT_SKILL_EXPERT,
                                  .autonomous = seed % 5 == 0,
                                  .discover = seed % 7 == 0,
                                  .scale_times = 1}};
    solved->entries = g_array_new(FALSE, TRUE, sizeof(CtFact));
    if (!ct_loaded_init(&solved->loaded, text, ret_why)) {
        solved_clear(solved);
        return false;
    }
    draw_entries(solved, seed);
    solve(solved, library);
    return true;
}

/* The first fact on which the two differ; NULL if there is none. Free with g_free(). */
static char *
difference(Solved *solved, CtLibrary *library)
{
    const CtInstances *instances = solved->loaded.instances;
    g_autoptr(NaiveAttack) naive =
        naive_attack_new(instances, library, solved->guard, &solved->traits);

    for (guint i = 0; i < solved->entries->len; i++)
        naive_attack_enter(naive, g_array_index(solved->entries, CtFact, i));
    naive_attack_solve(naive);
    for (uint8_t kind = 0; kind < CT_FACT_COUNT; kind++) {
        const CtFactKindInfo *info = &ct_fact_kind_infos[kind];

        for (uint32_t e = 0; e < ct_entity_count(instances, (CtEntityKind)info->entity); e++)
            for (uint8_t level = CT_LEVEL_USER; level < CT_LEVEL_USER + info->levels; level++) {
                CtFact fact = {.kind = kind, .entity = e, .level = info->levels == 2 ? level : 0};
                bool got = ct_bits_get(solved->fixpoint->holds, ct_graph_fact(solved->graph, fact));

                /* Beside plain reach a gated way adds nothing, and either side may drop it. */
                if (kind == CT_FACT_GATED &&
                    naive_attack_has(naive, (CtFact){.kind = CT_FACT_REACH, .entity = e}))
                    continue;
                if (got != naive_attack_has(naive, fact)) {
                    g_autofree char *name = ct_fact_text(instances, fact);

                    return g_strdup_printf("%s: the graph says %s", name, got ? "yes" : "no");
                }
            }
    }
    return NULL;
}

typedef struct Question {
    CtLibrary *library;
    uint64_t seed;
} Question;

static bool
still_differs(const char *text, void *data)
{
    const Question *question = data;
    g_autofree char *why = NULL;
    Solved solved;

    if (!solved_init(&solved, question->library, text, question->seed, &why))
        return false;
    g_autofree char *found = difference(&solved, question->library);
    solved_clear(&solved);
    return found != NULL;
}

static void
report(CtLibrary *library, const char *text, uint64_t seed, const char *found)
{
    Question question = {.library = library, .seed = seed};
    g_autofree char *least = ct_shrink(text, still_differs, &question);

    fprintf(stderr, "seed %u: %s\n%s\n", (unsigned)seed, found, least);
}

static void
test_equals_the_naive_attack(void)
{
    g_autoptr(CtLibrary) library = library_new();
    uint32_t n_loaded = 0;
    uint64_t n_held = 0;

    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *why = NULL;
        Solved solved;

        if (!solved_init(&solved, library, text, seed, &why))
            continue;
        g_autofree char *found = difference(&solved, library);
        n_loaded++;
        n_held += solved.fixpoint->n_held;
        solved_clear(&solved);
        CHECK_MSG(found == NULL, "seed %u: %s", (unsigned)seed, found);
        if (found != NULL) {
            report(library, text, seed, found);
            return;
        }
    }
    CHECK_MSG(n_loaded > N_MODELS / 2, "only %u models load", n_loaded);
    CHECK_MSG(n_held > 10 * n_loaded, "only %u facts hold in all", (unsigned)n_held);
}

CU_TestInfo test_ground_tests[] = {
    {"equals the naive attack", test_equals_the_naive_attack},
    CU_TEST_INFO_NULL,
};
