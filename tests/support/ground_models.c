/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/ground_models.h"

#include "tests/support/check.h"
#include "tests/support/model_generator.h"
#include "tests/support/shrink.h"
#include "tests/support/solved.h"

#include <stdio.h>

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

typedef struct Question {
    CtLibrary *rules;
    uint64_t seed;
} Question;

static bool
still_differs(const char *text, void *data)
{
    const Question *question = data;
    g_autofree char *why = NULL;
    CtSolved solved;

    if (!ct_solved_init(&solved, question->rules, text, question->seed, &why))
        return false;
    g_autofree char *found = ct_solved_difference(&solved);
    ct_solved_clear(&solved);
    return found != NULL;
}

static void
report(CtLibrary *library, const char *text, uint64_t seed, const char *found)
{
    Question question = {.rules = library, .seed = seed};
    g_autofree char *least = ct_shrink(text, still_differs, &question);

    fprintf(stderr, "seed %u: %s\n%s\n", (unsigned)seed, found, least);
}

void
ct_check_ground_models(uint64_t first, uint32_t n)
{
    g_autoptr(CtLibrary) library = library_new();
    uint32_t n_loaded = 0;
    uint64_t n_held = 0;

    for (uint64_t seed = first; seed < first + n; seed++) {
        g_autofree char *text = ct_generate_model(seed, &ct_generator_all);
        g_autofree char *why = NULL;
        CtSolved solved;

        if (!ct_solved_init(&solved, library, text, seed, &why))
            continue;
        g_autofree char *found = ct_solved_difference(&solved);
        n_loaded++;
        n_held += solved.fixpoint->n_held;
        ct_solved_clear(&solved);
        CHECK_MSG(found == NULL, "seed %u: %s", (unsigned)seed, found);
        if (found != NULL) {
            report(library, text, seed, found);
            return;
        }
    }
    CHECK_MSG(n_loaded > n / 2, "only %u models load", n_loaded);
    CHECK_MSG(n_held > 10 * n_loaded, "only %u facts hold in all", (unsigned)n_held);
}
