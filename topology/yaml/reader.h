/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One document as a stream of events: aliases played back, merge keys expanded, every size
 * bounded, maps as keys refused. Nothing here knows what a key means.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"
#include "topology/yaml/tape.h"

/* Counted over all files of a topology. */
typedef struct CtYamlBudget {
    uint64_t nodes;   /* so far */
    uint64_t aliases; /* nodes that came from aliases and merge keys */
} CtYamlBudget;

typedef struct CtYaml CtYaml;

/*
 * A reader of @length bytes at @text, which must outlive it. @start is where the text begins in
 * its file (line 1, column 1 for a whole one). Problems go to @diag.
 */
CtYaml *ct_yaml_new(const char *text,
                    size_t length,
                    CtPos start,
                    const CtLimits *limits,
                    CtYamlBudget *budget,
                    CtDiag *diag);
void ct_yaml_free(CtYaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtYaml, ct_yaml_free)

/* The next event; END or FAILED again and again once there. Cost: that of libyaml. */
void ct_yaml_next(CtYaml *yaml, CtYamlEvent *ret_event);
