/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `--set path=value` as filters between the events of a file and the binder, one filter a patch,
 * the first patch nearest to the file. A filter replaces the value at its path, or adds it at the
 * end of the entity's map; null takes a key out. What it makes stands in file "--set".
 */
#pragma once

#include "topology/load.h"
#include "topology/yaml/reader.h"

typedef struct CtPatchFilter CtPatchFilter;

/*
 * The chain for @patches; NULL if there are none or a patch is malformed, which @diag then says.
 * @yaml is where the events come from, whatever stands there at the time.
 */
CtPatchFilter *ct_patch_filter_new(const CtPatch *patches,
                                   size_t n_patches,
                                   CtYaml *const *yaml,
                                   const CtLimits *limits,
                                   CtYamlBudget *budget,
                                   CtDiag *diag);
void ct_patch_filter_free(CtPatchFilter *last);

void ct_patch_filter_next(CtPatchFilter *filter, CtYamlEvent *ret_event);

/* A new file starts; it returned to the file before, whose top-level map is open. */
void ct_patch_filter_begin_file(CtPatchFilter *last);
void ct_patch_filter_resume_file(CtPatchFilter *last);

/*
 * After the last file: the first patch that found no place, NULL if all did. Each is returned
 * once. Where the patch names a whole entity or top-level key, the chain is set to yield a
 * document that holds just that, and @ret_feeds is true; else the entity does not exist.
 */
const CtPatch *ct_patch_filter_next_unused(CtPatchFilter *last, bool *ret_feeds, CtPos *ret_pos);
