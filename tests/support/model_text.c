/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/model_text.h"

#include <stdio.h>
#include <string.h>

CtTestModel
ct_test_model(const char *yaml)
{
    g_autofree char *text = g_strconcat("cybertwin: 1\n", yaml, NULL);
    CtLoadOptions options = {0};
    CtTestModel test = {.source = ct_source_new_memory(), .diag = ct_diag_new()};

    ct_source_add(test.source, "topology.yaml", text, strlen(text));
    test.model = ct_model_load(test.source, "topology.yaml", &options, test.diag);
    if (test.model == NULL) {
        g_autofree char *report = ct_diag_to_text(test.diag, 20);

        fputs(report, stderr);
        return test;
    }
    test.classes = ct_classes_new(test.model);
    test.instances = ct_instances_new(test.classes, ct_limits_default.assets, NULL);
    return test;
}

void
ct_test_model_clear(CtTestModel *test)
{
    ct_instances_free(test->instances);
    ct_classes_free(test->classes);
    ct_model_free(test->model);
    ct_diag_free(test->diag);
    ct_source_free(test->source);
}
