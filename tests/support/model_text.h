/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A model from YAML text in a test, with everything that is derived from it before reach. */
#pragma once

#include "topology/instances.h"
#include "topology/load.h"

typedef struct CtTestModel {
    CtSource *source;
    CtDiag *diag;
    CtModel *model; /* NULL where the text has errors; diag says which */
    CtClasses *classes;
    CtInstances *instances;
} CtTestModel;

/* @yaml goes without "cybertwin: 1", which is put before it. Prints the diagnostics on errors. */
CtTestModel ct_test_model(const char *yaml);
void ct_test_model_clear(CtTestModel *test);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtTestModel, ct_test_model_clear)
