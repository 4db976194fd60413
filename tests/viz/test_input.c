/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "viz/input.h"

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

CU_TestInfo test_input_tests[] = {
    {"no key means two things", test_no_key_means_two_things},
    {"every action has a key", test_every_action_has_a_key},
    {"the same key differs by what is shown", test_the_same_key_differs_by_what_is_shown},
    {"other input means nothing", test_other_input_means_nothing},
    CU_TEST_INFO_NULL,
};
