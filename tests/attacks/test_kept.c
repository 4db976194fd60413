/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers that look alike, and steps that would yield what they need. */
#include "tests/support/check.h"
#include "tests/support/solved.h"

#include "base/bits.h"

static const char topology[] = "cybertwin: 1\n"
                               "products: { pc: { kind: workstation } }\n"
                               "zones: { lan: {} }\n"
                               "assets: { desk: { product: pc, zone: lan } }\n";

#define REST                                                                                       \
    "ids = { it = \"T1\" }, name = \"T\", tactics = \"impact\", source = \"assumption\", "         \
    "time = \"2h\", success = 0.5, noise = 0.1, skill = \"novice\" }\n"

static CtLibrary *
library_of(const char *rules)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GError) error = NULL;
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CU_ASSERT_FATAL(library != NULL);
    ct_source_add(source, "t/t.lua", rules, strlen(rules));
    bool ok = ct_library_load_folder(library, source, "t", diag, NULL);
    g_autofree char *report = ct_diag_to_text(diag, 20);
    CHECK_MSG(ok, "%s", report);
    return library;
}

/* Equal answers of two rules are kept apart: each rule is asked again for its own. */
static void
test_a_rule_that_remembers_is_found_out_beside_one_that_answers_alike(void)
{
    g_autoptr(CtLibrary) library = library_of(
        "technique \"honest\" { from = exec(\"a\", \"user\"), gains = halted \"a\", " REST
        "local n = 0\n"
        "technique \"remembers\" { from = exec(\"a\", \"user\"), gains = halted \"a\",\n"
        "when = function() n = n + 1 return n == 1 end, " REST);
    CtLoaded loaded = {0};
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT};
    g_autoptr(GError) error = NULL;
    g_autofree char *why = NULL;
    uint32_t desk = 0;

    CU_ASSERT_FATAL(ct_loaded_init(&loaded, topology, &why));
    CtGuard *guard = ct_guard_new(library, loaded.instances, &traits);
    for (uint32_t i = 0; i < 2; i++) {
        const CtVerdict *verdict =
            ct_guard_judge(guard, ct_library_get(library, i), 0, &desk, NULL, &error);

        CHECK_OK(verdict != NULL && verdict->fires, error);
    }
    CU_ASSERT(!ct_guard_verify(guard, &error));
    CHECK_MSG(error != NULL && strstr(error->message, "technique 'remembers'") != NULL, "%s",
              error != NULL ? error->message : "no error");
    ct_guard_free(guard);
    ct_loaded_clear(&loaded);
}

/* A step that would yield one of its own premises brings nothing and is left out. */
static void
test_a_gain_among_the_premises_is_no_gain(void)
{
    g_autoptr(CtLibrary) library = library_of(
        "technique \"t\" { from = exec(\"a\", \"user\"),\n"
        "gains = function(a) return { exec(a, \"user\"), halted(a) } end, " REST
        "technique \"u\" { from = exec(\"a\", \"user\"), gains = exec(\"a\", \"user\"), " REST);
    CtSolved solved = {0};
    g_autofree char *why = NULL;
    uint32_t attempts = 0;

    CU_ASSERT_FATAL(ct_solved_init(&solved, library, topology, 1, &why));
    for (uint32_t step = 0; step < solved.graph->n_steps; step++) {
        if (solved.graph->step_kind[step] != CT_STEP_ATTEMPT)
            continue;
        attempts++;
        CHECK_INT(solved.graph->step_gain[step],
                  ct_graph_fact(solved.graph, (CtFact){.kind = CT_FACT_HALTED}));
    }
    CHECK_INT(attempts, 1);
    ct_solved_clear(&solved);
}

/* Whether @technique's fact is had by one who starts with execution and the first @n of three. */
static bool
is_recruited(const CtGraph *graph, uint32_t n)
{
    static const uint8_t kinds[] = {CT_FACT_CONTROLS, CT_FACT_SPOOFS, CT_FACT_HALTED};
    CtFactId entries[4] = {
        ct_graph_fact(graph, (CtFact){.kind = CT_FACT_EXEC, .level = CT_LEVEL_USER})};

    for (uint32_t i = 0; i < n; i++)
        entries[i + 1] = ct_graph_fact(graph, (CtFact){.kind = kinds[i]});

    CtFixpoint *fixpoint = ct_fixpoint_new(graph, entries, n + 1);
    bool holds =
        ct_bits_get(fixpoint->holds, ct_graph_fact(graph, (CtFact){.kind = CT_FACT_RECRUITED}));

    ct_fixpoint_free(fixpoint);
    return holds;
}

/* At least two of three is neither any of them nor all of them. */
static void
test_at_least_needs_as_many_as_it_says(void)
{
    g_autoptr(CtLibrary) library =
        library_of("technique \"t\" { from = exec(\"a\", \"user\"), gains = recruited \"a\",\n"
                   "also = at_least(2, { controls \"a\", spoofs \"a\", halted \"a\" }), " REST);
    CtSolved solved = {0};
    g_autofree char *why = NULL;

    CU_ASSERT_FATAL(ct_solved_init(&solved, library, topology, 1, &why));
    CU_ASSERT(!is_recruited(solved.graph, 1));
    CU_ASSERT(is_recruited(solved.graph, 2));
    CU_ASSERT(is_recruited(solved.graph, 3));
    ct_solved_clear(&solved);
}

CU_TestInfo test_kept_tests[] = {
    {"a rule that remembers is found out beside one that answers alike",
     test_a_rule_that_remembers_is_found_out_beside_one_that_answers_alike},
    {"a gain among the premises is no gain", test_a_gain_among_the_premises_is_no_gain},
    {"at least needs as many as it says", test_at_least_needs_as_many_as_it_says},
    CU_TEST_INFO_NULL,
};
