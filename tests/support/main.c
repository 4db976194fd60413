/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The main of every unit test executable: all suites, or those named on the command line. CUnit's
 * own run functions succeed even when tests fail, so the counts decide.
 */
#include "tests/support/check.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>

#include CT_SUITES

int
main(int argc, char **argv)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    if (CU_register_suites(suites) != CUE_SUCCESS) {
        fprintf(stderr, "cannot register suites: %s\n", CU_get_error_msg());
        return EXIT_FAILURE;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    if (argc < 2)
        CU_basic_run_tests();
    for (int i = 1; i < argc; i++) {
        CU_pSuite suite = CU_get_suite(argv[i]);

        if (suite == NULL) {
            fprintf(stderr, "no suite '%s'\n", argv[i]);
            CU_cleanup_registry();
            return EXIT_FAILURE;
        }
        CU_basic_run_suite(suite);
    }

    bool failed = CU_get_number_of_failures() > 0 || CU_get_number_of_suites_failed() > 0 ||
                  CU_get_number_of_tests_run() == 0;
    CU_cleanup_registry();
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
