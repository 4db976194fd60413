/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who in a worm can send to what, as far as it does not depend on time. Every asset on which the
 * worm runs is a *host*; the attacker himself is host 0. An attempt is made by a host that can send
 * what opens it (its first fact, DESIGN 5): what is carried from execution on that host alone by
 * derivations, each along the fact that opens it. Whatever else an attempt or a derivation needs
 * may have been had by anybody.
 *
 * Hosts that send to the same shared facts are one *class*, so that a network of a million hosts,
 * each of which reaches each, is a million hosts and one class, never pairs. What one host alone
 * can send is its own and belongs to no class. Numbers of facts and steps are those of the attack
 * graph; attempts are numbered as in the course.
 */
#pragma once

#include "sim/course.h"

/* Where a worm can run. */
typedef struct CtWormHost {
    CtFactId user, admin; /* execution there; the first is what holding it means */
} CtWormHost;

typedef struct CtWormPlan {
    const CtCourse *course;
    uint32_t n_hosts;     /* the attacker included */
    CtWormHost *hosts;    /* [0]: CT_NO_ID */
    uint32_t *host_of;    /* fact → the one host that can ever send it; CT_NO_ID: shared */
    uint64_t *always;     /* fact of one host: sent whenever the host is held */
    uint64_t *from_start; /* fact: an entry; its sender is the attacker, or the host that it is;
                             none where things end: see sim/worm_change.c */
    uint32_t *class_of;   /* host → class; CT_NO_ID: sends nothing that is shared */
    uint32_t n_classes;
    CtCsr frontier;        /* class → shared facts that its hosts send whenever they are held */
    CtCsr members;         /* fact of the course → facts */
    CtCsr carried;         /* fact → derivations that it carries … */
    CtCsr completed;       /* … and those that need it and that another fact carries */
    uint32_t *course_step; /* step → step of the course; CT_NO_ID: it is a mere renaming */
    uint32_t *opener;      /* attempt → the fact that opens it; CT_NO_ID: none is needed */
    CtCsr opened;          /* fact → attempts that it opens */
    CtIds axioms;          /* derivations that need nothing */
    CtIds unopened;        /* attempts that no fact opens */
    uint32_t *asset_of;    /* host → asset; CT_NO_ID: none, or not known */
    CtCsr chain;           /* where things end: host → steps of the course that have to be taken
                              for it to send all of its class's frontier */
} CtWormPlan;

/* The assets of @graph on which the worm can run, in the order in which slots are given out: by
 * a hash of their names, so that no place in a file matters. g_free() the result. */
CtWormHost *ct_worm_hosts(const CtCourse *course, uint32_t *ret_n);

/* @hosts is copied. Cost: linear in the attack graph. */
CtWormPlan *ct_worm_plan_new(const CtCourse *course, const CtWormHost *hosts, uint32_t n_hosts);
void ct_worm_plan_free(CtWormPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWormPlan, ct_worm_plan_free)

/* Whether @step needs all of its premises, so that the first carries it; else each of them does. */
static inline bool
ct_worm_has_one_carrier(const CtGraph *graph, uint32_t step)
{
    return ct_graph_need(graph, step) ==
           graph->step_premise_start[step + 1] - graph->step_premise_start[step];
}
