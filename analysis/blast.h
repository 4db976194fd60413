/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blast radius (DESIGN 6): what falls when one thing alone is the attacker's. An asset starts with
 * admin execution, a product or component tainted, a credential held, a supplier acting for him;
 * nothing else, and an implant counts as fallen. Sources are the folds of assets; 64 of them are
 * followed in one sweep.
 */
#pragma once

#include "attacks/fold.h"
#include "attacks/graph.h"

typedef struct CtBlastRow {
    CtFact source;     /* of the fold's first member */
    uint32_t n_alike;  /* members of the fold; 1 for all but assets */
    uint32_t n_assets; /* instances that fall, the source itself included */
    uint64_t weighted; /* the same, each counted with its highest criticality (low 1 … severe 4; 1
                          unstated) */
    uint32_t n_process;   /* instances commanded, halted or reporting falsely */
    uint32_t n_zones;     /* zone instances in which something falls */
    uint32_t n_functions; /* impaired */
    uint32_t n_data;      /* read, altered, destroyed or exfiltrated */
} CtBlastRow;

typedef struct CtBlast {
    CtBlastRow *rows;      /* the most weighted first, then by fact number */
    uint32_t n_rows;       /* computed */
    uint32_t n_sources;    /* there are; more than n_rows when a sample was taken */
    uint32_t n_assets;     /* instances in the model */
    uint64_t weighted_all; /* of all of them */
} CtBlast;

/*
 * @max_sources: past it a sample is taken, the sources with the least hash of (@seed, fact).
 * Cost: one sweep of the graph for each 64 sources.
 */
CtBlast *
ct_blast_new(const CtGraph *graph, const CtFolds *folds, uint32_t max_sources, uint64_t seed);
void ct_blast_free(CtBlast *blast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBlast, ct_blast_free)
