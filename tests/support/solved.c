/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/solved.h"

#include "tests/support/check.h"

#include "base/bits.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_attack.h"

/* Where an attacker of a generated model begins: everything here is drawn from the seed alone. */
static void
draw_entries(CtSolved *solved, uint64_t seed)
{
    static const uint8_t kinds[] = {CT_FACT_LOCATED, CT_FACT_LOCATED,  CT_FACT_EXEC,
                                    CT_FACT_HOLDS,   CT_FACT_SUPPLIER, CT_FACT_PEOPLE,
                                    CT_FACT_NEARBY,  CT_FACT_TOUCHES};
    uint64_t state = seed ^ UINT64_C(0x9e3779b97f4a7c15);
    uint32_t n = 1 + ct_random_below(&state, 3);

    for (uint32_t i = 0; i < n; i++) {
        CtFact fact = {.kind = kinds[ct_random_below(&state, G_N_ELEMENTS(kinds))]};
        uint32_t n_entities =
            ct_entity_count(solved->loaded.instances,
                            (CtEntityKind)ct_fact_kinds_builtin.infos[fact.kind].entity);

        if (n_entities == 0)
            continue;
        fact.entity = ct_random_below(&state, n_entities);
        if (ct_fact_kinds_builtin.infos[fact.kind].levels == 2)
            fact.level = ct_random_below(&state, 2) == 0 ? CT_LEVEL_USER : CT_LEVEL_ADMIN;
        g_array_append_val(solved->entries, fact);
    }
}

static void
solve(CtSolved *solved, CtLibrary *library)
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

void
ct_solved_clear(CtSolved *solved)
{
    ct_fixpoint_free(solved->fixpoint);
    ct_graph_free(solved->graph);
    ct_guard_free(solved->guard);
    ct_loaded_clear(&solved->loaded);
    g_array_unref(solved->entries);
    *solved = (CtSolved){0};
}

bool
ct_solved_init(
    CtSolved *solved, CtLibrary *library, const char *text, uint64_t seed, char **ret_why)
{
    *solved = (CtSolved){.traits = {.skill = CT_SKILL_EXPERT,
                                    .autonomous = seed % 5 == 0,
                                    .discover = seed % 7 == 0,
                                    .scale_times = 1}};
    solved->entries = g_array_new(FALSE, TRUE, sizeof(CtFact));
    if (!ct_loaded_init(&solved->loaded, text, ret_why)) {
        ct_solved_clear(solved);
        return false;
    }
    draw_entries(solved, seed);
    solve(solved, library);
    return true;
}

char *
ct_solved_difference(CtSolved *solved)
{
    CtLibrary *library = solved->library;
    const CtFactKinds *known = ct_library_fact_kinds(library);
    const CtInstances *instances = solved->loaded.instances;
    g_autoptr(NaiveAttack) naive =
        naive_attack_new(instances, library, solved->guard, &solved->traits);

    for (guint i = 0; i < solved->entries->len; i++)
        naive_attack_enter(naive, g_array_index(solved->entries, CtFact, i));
    naive_attack_solve(naive);
    for (uint8_t kind = 0; kind < known->n; kind++) {
        const CtFactKindInfo *info = &known->infos[kind];

        for (uint32_t e = 0; e < ct_entity_count(instances, (CtEntityKind)info->entity); e++)
            for (int level = CT_LEVEL_USER; level < CT_LEVEL_USER + info->levels; level++) {
                CtFact fact = {.kind = kind,
                               .entity = e,
                               .level = info->levels == 2 ? (uint8_t)level : 0};
                bool got = ct_bits_get(solved->fixpoint->holds, ct_graph_fact(solved->graph, fact));

                /* Beside plain reach a gated way adds nothing, and either side may drop it. */
                if (kind == CT_FACT_GATED &&
                    naive_attack_has(naive, (CtFact){.kind = CT_FACT_REACH, .entity = e}))
                    continue;
                if (got != naive_attack_has(naive, fact)) {
                    g_autofree char *name = ct_fact_text(known, instances, fact);

                    return g_strdup_printf("%s: the graph says %s", name, got ? "yes" : "no");
                }
            }
    }
    return NULL;
}
