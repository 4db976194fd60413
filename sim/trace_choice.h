/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which replications are worth looking at: the fastest to all goals that can be reached, the one in
 * the middle, and the one in which most had fallen. Where none reached them all, the first takes
 * the place of the first two. Equal ones by number.
 */
#pragma once

#include "sim/run_file.h"

typedef struct CtTraceChosen {
    uint64_t replication;
    const char *reason; /* "fastest", "median", "worst"; static */
} CtTraceChosen;

typedef struct CtTraceChoice {
    const CtRunHeader *header;
    GArray *reached;                     /* of those that reached all goals: end and number */
    uint64_t worst, most_fallen, fallen; /* the worst so far; of the row at hand */
    uint64_t first;
    bool any;
    CtTraceChosen named[3];  /* median, fastest, worst; some may be one replication */
    uint32_t n_named;        /* 3, or 0 where there is no replication */
    CtTraceChosen chosen[3]; /* the same, each replication once */
    uint32_t n_chosen;
} CtTraceChoice;

void ct_trace_choice_begin(CtTraceChoice *choice, const CtRunHeader *header);

/* The next row in the order of replications; @choice is a CtTraceChoice. */
void ct_trace_choice_add(const CtRow *row, void *choice);

/* Fills in what was chosen, each replication once, and frees what was kept for it. */
void ct_trace_choice_end(CtTraceChoice *choice);
