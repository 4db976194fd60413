/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows by hand: which replications a run is looked at by. */
#include "tests/support/check.h"

#include "sim/trace_choice.h"

static CtRunHeader *
two_goals(bool second_is_possible)
{
    CtRunHeader *header = ct_run_header_new();

    for (int g = 0; g < 2; g++) {
        CtRunGoal goal = {.attacker = g_strdup("mallory"),
                          .name = g_strdup("goal"),
                          .text = g_strdup("goal"),
                          .is_possible = g == 0 || second_is_possible};

        g_array_append_val(header->goals, goal);
    }
    return header;
}

static void
add(CtTraceChoice *choice, uint64_t number, int64_t first, int64_t second)
{
    uint8_t nothing[] = {0, 0}; /* no rule, no place */
    int64_t goals[] = {first, second};
    CtRow row = {.replication = number,
                 .outcome = CT_OUTCOME_CENSORED,
                 .end_ms = 1000,
                 .goal_ms = goals,
                 .n_goals = 2,
                 .detail = nothing,
                 .detail_length = sizeof nothing};

    ct_trace_choice_add(&row, choice);
}

static void
check_named(const CtTraceChoice *choice, uint64_t median, uint64_t fastest)
{
    CHECK_INT(choice->n_named, 3);
    CHECK_STR(choice->named[0].reason, "median");
    CHECK_INT(choice->named[0].replication, median);
    CHECK_STR(choice->named[1].reason, "fastest");
    CHECK_INT(choice->named[1].replication, fastest);
    CHECK_STR(choice->named[2].reason, "worst");
}

static void
test_a_goal_out_of_reach_is_left_out(void)
{
    g_autoptr(CtRunHeader) header = two_goals(false);
    CtTraceChoice choice;

    ct_trace_choice_begin(&choice, header);
    add(&choice, 0, 30, CT_NOT_REACHED);
    add(&choice, 1, 10, CT_NOT_REACHED);
    add(&choice, 2, 20, CT_NOT_REACHED);
    ct_trace_choice_end(&choice);
    check_named(&choice, 2, 1);
}

static void
test_all_goals_that_can_be_had_count(void)
{
    g_autoptr(CtRunHeader) header = two_goals(true);
    CtTraceChoice choice;

    ct_trace_choice_begin(&choice, header);
    add(&choice, 0, 5, CT_NOT_REACHED);
    add(&choice, 1, 10, 90);
    add(&choice, 2, 80, 20);
    ct_trace_choice_end(&choice);
    check_named(&choice, 2, 2);
    CHECK_INT(choice.n_chosen, 2); /* 2, and the worst, of equal ones the first: 0 */
}

static void
test_where_none_had_them_the_first_stands_in(void)
{
    g_autoptr(CtRunHeader) header = two_goals(true);
    CtTraceChoice choice;

    ct_trace_choice_begin(&choice, header);
    add(&choice, 4, 5, CT_NOT_REACHED);
    add(&choice, 7, CT_NOT_REACHED, 6);
    ct_trace_choice_end(&choice);
    check_named(&choice, 4, 4);
    CHECK_INT(choice.n_chosen, 1);
}

CU_TestInfo test_trace_choice_tests[] = {
    {"a goal out of reach is left out", test_a_goal_out_of_reach_is_left_out},
    {"all goals that can be had count", test_all_goals_that_can_be_had_count},
    {"where none had them the first stands in", test_where_none_had_them_the_first_stands_in},
    CU_TEST_INFO_NULL,
};
