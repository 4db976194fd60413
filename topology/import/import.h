/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Models of other tools made into packages. An importer turns one file's bytes into the texts of a
 * package's files; reading and writing files is the caller's matter.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"
#include "base/out_folder.h"

#include <stdbool.h>

typedef struct CtImportInput {
    const char *text; /* @length bytes that outlive the diagnostics; need not end in NUL */
    size_t length;
    uint16_t file;    /* of diag */
    const char *name; /* what the model is to be called */
    const CtLimits *limits;
    CtDiag *diag;
} CtImportInput;

typedef struct CtImporter {
    const char *name; /* of --from */
    const char *line; /* what it reads */
    /* NULL if the input is wrong; diag says all that is. */
    CtOutFiles *(*convert)(const CtImportInput *input);
} CtImporter;

extern const CtImporter ct_importers[]; /* sorted by name */
extern const size_t ct_n_importers;

const CtImporter *ct_importer_find(const char *name);
