/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packages on disk for the time of a test. */
#pragma once

#include <glib.h>

typedef struct CtTestPackage {
    char *folder;
} CtTestPackage;

/* A folder of its own; names and texts in turn, NULL at the end. */
CtTestPackage *ct_test_package_new(const char *name, ...) G_GNUC_NULL_TERMINATED;
void ct_test_package_free(CtTestPackage *package); /* removes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTestPackage, ct_test_package_free)
