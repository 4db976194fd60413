/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * YAML in: files of a package bound straight into the columns of a model, includes merged,
 * `--set` applied, every error found and reported, then cross-references resolved and checked.
 */
#pragma once

#include "topology/model.h"

#include "base/limits.h"
#include "base/source.h"

/* One `--set path=value`. */
typedef struct CtPatch {
    const char *path;  /* "conduits.c1.allow" */
    const char *value; /* YAML; null removes the key */
} CtPatch;

typedef struct CtLoadOptions {
    const CtLimits *limits; /* NULL: defaults */
    const CtPatch *patches;
    size_t n_patches;
    bool warnings; /* look for what is legal but odd, too */
} CtLoadOptions;

/*
 * Loads @path of @source. All findings go to @diag, which keeps the texts it refers to alive
 * through the returned model. NULL if there was any error; the diagnostics say all. Patches stand
 * in them as file "--set".
 * Cost: linear in the bytes read.
 */
CtModel *ct_model_load(CtSource *source,
                       const char *path,
                       const CtLoadOptions *options,
                       CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
