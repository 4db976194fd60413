/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/check.h"

#include "analysis/ilp.h"

enum { N_VARIABLES = 15 };

/* Twice a whole number is never odd: no choice will do, and only a search through thousands of
 * nodes shows it. */
static CtIlp *
even_is_odd(void)
{
    CtIlp *ilp = ct_ilp_new();
    uint32_t variables[N_VARIABLES];
    double twice[N_VARIABLES], less_twice[N_VARIABLES];

    for (uint32_t i = 0; i < N_VARIABLES; i++) {
        variables[i] = ct_ilp_add_variable(ilp, 1);
        twice[i] = 2;
        less_twice[i] = -2;
    }
    ct_ilp_add_row(ilp, variables, twice, N_VARIABLES, N_VARIABLES);
    ct_ilp_add_row(ilp, variables, less_twice, N_VARIABLES, -N_VARIABLES);
    return ilp;
}

/* However few its rows are, a node costs what it takes to set one up. */
static void
test_nodes_of_small_programs_count(void)
{
    g_autoptr(CtIlp) ilp = even_is_odd();
    uint8_t values[N_VARIABLES];
    uint64_t work = 10000000;
    double bound;

    CHECK_INT(ct_ilp_solve_counted(ilp, &work, 600, &bound, values), CT_ILP_LIMIT);
    CHECK_INT(work, 0);
    const int most = N_VARIABLES / 2 + 1; /* of 15 variables half and one, rounded down */

    CU_ASSERT(bound <= most);
}

CU_TestInfo test_ilp_tests[] = {
    {"nodes of small programs count", test_nodes_of_small_programs_count},
    CU_TEST_INFO_NULL,
};
