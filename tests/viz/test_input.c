/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "viz/input.h"

#include <string.h>

static bool
can_be(const CtKeyBinding *binding, bool is_run)
{
    return binding->of == CT_ACTION_OF_ALL || (binding->of == CT_ACTION_OF_RUN) == is_run;
}

static void
test_no_key_means_two_things(void)
{
    for (int run = 0; run < 2; run++)
        for (size_t i = 0; i < ct_n_bindings; i++) {
            const CtKeyBinding *binding = &ct_bindings[i];

            for (const char *c = binding->typed; can_be(binding, run) && *c != '\0'; c++) {
                CtInput input = {.kind = CT_INPUT_TEXT, .text = {*c}};

                CHECK_INT(ct_input_action(&input, run), binding->action);
            }
            if (can_be(binding, run) && binding->key != 0)
                CHECK_INT(ct_input_action(&(CtInput){.kind = CT_INPUT_KEY, .key = binding->key},
                                          run),
                          binding->action);
        }
}

static void
test_every_action_has_a_key(void)
{
    for (int action = CT_ACTION_NONE + 1; action < CT_ACTION_COUNT; action++) {
        bool found = false;

        for (size_t i = 0; i < ct_n_bindings; i++)
            found |= ct_bindings[i].action == action;
        CHECK_MSG(found, "no key for action %d", action);
    }
}

static void
test_the_same_key_differs_by_what_is_shown(void)
{
    CtInput next = {.kind = CT_INPUT_TEXT, .text = "n"};

    CHECK_INT(ct_input_action(&next, true), CT_ACTION_NEXT_EVENT);
    CHECK_INT(ct_input_action(&next, false), CT_ACTION_NEXT_PATH);
}

static void
test_other_input_means_nothing(void)
{
    CHECK_INT(ct_input_action(&(CtInput){.kind = CT_INPUT_TEXT, .text = "é"}, true),
              CT_ACTION_NONE);
    CHECK_INT(ct_input_action(&(CtInput){.kind = CT_INPUT_TEXT, .text = ""}, true), CT_ACTION_NONE);
    CHECK_INT(ct_input_action(&(CtInput){.kind = CT_INPUT_TEXT, .text = "qq"}, true),
              CT_ACTION_NONE);
    CHECK_INT(ct_input_action(
                  &(CtInput){.kind = CT_INPUT_KEY, .control = true, .key = CT_KEY_ESCAPE}, true),
              CT_ACTION_NONE);
    CHECK_INT(ct_input_action(&(CtInput){.kind = CT_INPUT_MOVE}, true), CT_ACTION_NONE);
}

/* A table of the keys of one sort, as the user guide has it; g_free(). */
static char *
keys_table(CtActionOf of)
{
    g_autoptr(GString) text = g_string_new("");

    for (size_t i = 0; i < ct_n_bindings; i++)
        if (ct_bindings[i].of == of && ct_bindings[i].keys != NULL)
            g_string_append_printf(text, "| `%s` | %s |\n", ct_bindings[i].keys,
                                   ct_bindings[i].what);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What the guide says of the keys is what they do: nothing more, nothing less. */
static void
test_the_guide_lists_these_keys(void)
{
    static const struct {
        CtActionOf of;
        const char *heading;
    } tables[] = {{CT_ACTION_OF_ALL, "| key | always |\n|---|---|\n"},
                  {CT_ACTION_OF_RUN, "| key | in a run |\n|---|---|\n"},
                  {CT_ACTION_OF_DESIGN, "| key | in a design |\n|---|---|\n"}};
    g_autofree char *guide = NULL;
    g_autoptr(GError) error = NULL;

    CHECK_OK(g_file_get_contents(CT_SOURCE_DIR "/docs/user-guide.md", &guide, NULL, &error), error);
    for (size_t i = 0; guide != NULL && i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *table = keys_table(tables[i].of);
        g_autofree char *wanted = g_strconcat(tables[i].heading, table, "\n", NULL);

        CHECK_MSG(strstr(guide, wanted) != NULL, "docs/user-guide.md should have:\n%s", wanted);
    }
}

CU_TestInfo test_input_tests[] = {
    {"no key means two things", test_no_key_means_two_things},
    {"every action has a key", test_every_action_has_a_key},
    {"the same key differs by what is shown", test_the_same_key_differs_by_what_is_shown},
    {"other input means nothing", test_other_input_means_nothing},
    {"the guide lists these keys", test_the_guide_lists_these_keys},
    CU_TEST_INFO_NULL,
};
