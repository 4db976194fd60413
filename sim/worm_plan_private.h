/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is worked on while the plan of a worm is made. Private to sim/worm_plan.c and its like. */
#pragma once

#include "sim/worm_plan.h"

typedef struct CtWormPlanner {
    CtWormPlan *plan;
    const CtGraph *graph;
    uint64_t *matters;   /* fact: it opens an attempt, or carries what does */
    uint64_t *is_root;   /* fact: execution on a host */
    uint64_t *by_others; /* fact: an attempt gains it, or more than one host sends it */
    uint32_t *n_left;    /* fact → derivations of it not yet labelled */
} CtWormPlanner;

/* --- sim/worm_classes.c, once it is known what each host alone sends --- */

/* Classes, and what each sends. */
void ct_worm_find_classes(CtWormPlanner *planner);

/* What has to be taken for a host to send all that its class does. */
void ct_worm_find_chains(CtWormPlanner *planner);
