/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kinds of facts that technique files declare: what is declared is known where facts are spoken of,
 * and a kind that takes the part of a built-in one in every rule is had exactly where that one was,
 * on generated models, by the grounding and by the attack computed the slow way.
 */
#include "tests/support/check.h"

#include "base/bits.h"
#include "lua/embedded.h"
#include "tests/support/model_generator.h"
#include "tests/support/solved.h"

#include <string.h>

enum { N_MODELS = 100 };

/* No fact that a rule could need follows from these but by rules; the words that take their part.
 */
static const struct {
    const char *word, *stand_in, *of;
    uint8_t kind;
    bool levels;
} renamed[] = {
    {"implant", "planted", "asset", CT_FACT_IMPLANT, true},
    {"possesses", "grabbed", "asset", CT_FACT_POSSESSES, false},
    {"recruited", "enrolled", "asset", CT_FACT_RECRUITED, false},
    {"reads", "learns", "data", CT_FACT_READS, false},
    {"alters", "doctors", "data", CT_FACT_ALTERS, false},
    {"exfiltrated", "carried_off", "data", CT_FACT_EXFILTRATED, false},
};

static CtLibrary *
library_new(void)
{
    GError *error = NULL;
    CtLibrary *library = ct_library_new(&ct_limits_default, &error);

    CHECK_OK(library != NULL, error);
    return library;
}

/* @text with every word of a fact that has a stand-in replaced. */
static char *
rename_words(const char *text)
{
    char *result = g_strdup(text);

    for (size_t i = 0; i < G_N_ELEMENTS(renamed); i++) {
        g_autofree char *pattern = g_strdup_printf("\\b%s(?=\\s*[\"(])", renamed[i].word);
        g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
        g_autofree char *before = result;

        result = g_regex_replace_literal(regex, before, -1, 0, renamed[i].stand_in, 0, NULL);
    }
    return result;
}

/* The library that comes with the program, in other words. */
static CtLibrary *
renamed_library_new(void)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(GString) facts = g_string_new(NULL);
    CtLibrary *library = library_new();
    GError *error = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(renamed); i++)
        g_string_append_printf(facts, "fact \"%s\" { of = \"%s\"%s }\n", renamed[i].stand_in,
                               renamed[i].of,
                               renamed[i].levels ? ", levels = { \"user\", \"admin\" }" : "");
    ct_source_add(source, "t/_facts.lua", facts->str, facts->len);
    for (size_t i = 0; i < ct_n_embedded_techniques; i++) {
        const CtEmbedded *file = &ct_embedded_techniques[i];
        g_autofree char *base = g_path_get_basename(file->name);
        g_autofree char *path = g_strconcat("t/", base, NULL);
        g_autofree char *text = rename_words(file->text);

        ct_source_add(source, path, text, strlen(text));
    }
    CHECK_OK(ct_library_load_folder(library, source, "t", diag, &error), error);
    return library;
}

static bool
holds(const CtSolved *solved, uint8_t kind, uint32_t entity, uint8_t level)
{
    CtFact fact = {.kind = kind, .entity = entity, .level = level};

    return ct_bits_get(solved->fixpoint->holds, ct_graph_fact(solved->graph, fact));
}

/* How many facts of renamed kinds hold; each of them must under its other name. */
static uint32_t
compare(const CtSolved *plain, const CtSolved *other, uint64_t seed)
{
    uint32_t n_held = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(renamed); i++) {
        int stand_in = ct_fact_kind_find(other->graph->kinds, renamed[i].stand_in);
        CtEntityKind entity = ct_fact_kind_entity(&ct_fact_kinds_builtin, renamed[i].kind);
        uint8_t first = renamed[i].levels ? CT_LEVEL_USER : CT_LEVEL_UNSTATED;
        uint8_t last = renamed[i].levels ? CT_LEVEL_ADMIN : CT_LEVEL_UNSTATED;

        CU_ASSERT_FATAL(stand_in >= CT_FACT_COUNT);
        for (uint32_t e = 0; e < ct_entity_count(plain->loaded.instances, entity); e++)
            for (uint8_t level = first; level <= last; level++) {
                bool want = holds(plain, renamed[i].kind, e, level);

                CHECK_MSG(holds(other, (uint8_t)stand_in, e, level) == want,
                          "seed %u: %s of %u: %s", (unsigned)seed, renamed[i].stand_in, e,
                          want ? "lost" : "gained");
                n_held += want ? 1 : 0;
            }
    }
    return n_held;
}

/* All that is held but what the program itself derives from data that is read and altered. */
static uint32_t
count_but_violated(const CtSolved *solved)
{
    const CtGraph *graph = solved->graph;
    uint32_t n = solved->fixpoint->n_held;

    for (CtFactId id = graph->first_of_kind[CT_FACT_VIOLATED];
         id < graph->first_of_kind[CT_FACT_VIOLATED + 1]; id++)
        n -= ct_bits_get(solved->fixpoint->holds, id) ? 1 : 0;
    return n;
}

static void
test_a_stand_in_is_had_where_the_kind_was(void)
{
    g_autoptr(CtLibrary) plain_library = library_new(), other_library = renamed_library_new();
    g_autoptr(CtDiag) diag = ct_diag_new();
    GError *error = NULL;
    uint32_t n_held = 0, n_facts_plain = 0, n_facts_other = 0;

    CHECK_OK(ct_library_load_builtin(plain_library, diag, &error), error);
    CHECK_INT(ct_library_count(other_library), ct_library_count(plain_library));
    for (uint64_t seed = 0; seed < N_MODELS; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *why = NULL;
        CtSolved plain, other;

        /* Through a diode nothing but an implant arrives: there the word does matter. */
        if (strstr(text, "diode") != NULL ||
            !ct_solved_init(&plain, plain_library, text, seed, &why))
            continue;
        CU_ASSERT_FATAL(ct_solved_init(&other, other_library, text, seed, &why));
        n_held += compare(&plain, &other, seed);
        g_autofree char *found = ct_solved_difference(&other);
        CHECK_MSG(found == NULL, "seed %u: %s", (unsigned)seed, found);
        n_facts_plain += count_but_violated(&plain);
        n_facts_other += count_but_violated(&other);
        ct_solved_clear(&plain);
        ct_solved_clear(&other);
    }
    CHECK_INT(n_facts_other, n_facts_plain);
    CHECK_MSG(n_held > N_MODELS, "only %u facts of renamed kinds hold", n_held);
}

/* Loads @text as a folder of its own; the diagnostics, g_free(). */
static char *
load(CtLibrary *library, const char *name, const char *text)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autofree char *path = g_strdup_printf("t/%s", name);
    g_autoptr(GError) error = NULL;

    ct_source_add(source, path, text, strlen(text));
    (void)!ct_library_load_folder(library, source, "t", diag, &error);
    return ct_diag_to_text(diag, 50);
}

static void
test_kinds_are_numbered_as_declared(void)
{
    g_autoptr(CtLibrary) library = library_new();
    g_autofree char *said =
        load(library, "a.lua",
             "fact \"pried\" { of = { \"site\", \"asset\" }, means = \"it was forced open\" }\n"
             "fact \"worn\" { of = \"people\", levels = { \"user\", \"admin\" } }\n");
    const CtFactKinds *kinds = ct_library_fact_kinds(library);

    CHECK_STR(said, "");
    CHECK_INT(kinds->n, CT_FACT_COUNT + 3);
    CHECK_INT(ct_fact_kind_find(kinds, "pried"), CT_FACT_COUNT);
    CHECK_INT(ct_fact_kind_of_entity(kinds, CT_FACT_COUNT, CT_ENTITY_ASSET), CT_FACT_COUNT + 1);
    CHECK_INT(ct_fact_kind_of_entity(kinds, CT_FACT_COUNT, CT_ENTITY_ZONE), -1);
    CHECK_STR(kinds->infos[CT_FACT_COUNT].line, "it was forced open");
    CHECK_STR(kinds->infos[CT_FACT_COUNT + 2].line, "declared in t/a.lua");
    CHECK_INT(kinds->infos[CT_FACT_COUNT + 2].levels, 2);
    CHECK_INT(kinds->infos[CT_FACT_COUNT + 2].line_number, 2);
    CU_ASSERT(kinds->infos[CT_FACT_COUNT].held);
    CHECK_INT(ct_fact_kinds_builtin.n, CT_FACT_COUNT);
}

static void
test_two_folders_may_declare_the_same(void)
{
    g_autoptr(CtLibrary) library = library_new();
    g_autofree char *first = load(library, "a.lua", "fact \"worn\" { of = \"people\" }\n");
    g_autofree char *again = load(library, "b.lua", "fact \"worn\" { of = \"people\" }\n");
    g_autofree char *levels =
        load(library, "c.lua",
             "fact \"worn\" { of = \"people\", levels = { \"user\", \"admin\" } }\n");
    g_autofree char *more =
        load(library, "d.lua", "fact \"worn\" { of = { \"people\", \"asset\" } }\n");
    static const char otherwise[] = "fact 'worn' is declared otherwise at t/a.lua:1: `of` and "
                                    "`levels` must be equal";

    CHECK_STR(first, "");
    CHECK_STR(again, "");
    CU_ASSERT(strstr(levels, "t/c.lua:1:") != NULL && strstr(levels, otherwise) != NULL);
    CU_ASSERT(strstr(more, "t/d.lua:1:") != NULL && strstr(more, otherwise) != NULL);
    CHECK_INT(ct_library_fact_kinds(library)->n, CT_FACT_COUNT + 1);
}

static void
test_asked_for_before_it_is_declared(void)
{
    g_autoptr(CtSource) source = ct_source_new_memory();
    g_autoptr(CtDiag) diag = ct_diag_new();
    g_autoptr(CtLibrary) library = library_new();
    g_autoptr(GError) error = NULL;
    static const char early[] = "local wanted = 1\nwanted = worn \"p\"\n",
                      late[] = "\nfact \"worn\" { of = \"people\" }\n";

    ct_source_add(source, "t/early.lua", early, strlen(early));
    ct_source_add(source, "t/late.lua", late, strlen(late));
    CU_ASSERT(!ct_library_load_folder(library, source, "t", diag, &error));
    g_autofree char *said = ct_diag_to_text(diag, 50);
    CU_ASSERT(strstr(said, "t/early.lua:2: there is no variable or word 'worn'") != NULL);
    CU_ASSERT(strstr(said, "t/late.lua:2: note: fact 'worn' is declared here, after t/early.lua:2 "
                           "asked for it") != NULL);
}

CU_TestInfo test_declared_tests[] = {
    {"a stand-in is had where the kind was", test_a_stand_in_is_had_where_the_kind_was},
    {"kinds are numbered as declared", test_kinds_are_numbered_as_declared},
    {"two folders may declare the same", test_two_folders_may_declare_the_same},
    {"asked for before it is declared", test_asked_for_before_it_is_declared},
    CU_TEST_INFO_NULL,
};
