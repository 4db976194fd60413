/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One replication in one pass, where nothing can change the course of an attempt once it is begun
 * (ct_sim_is_one_pass()): each attempt's first success is drawn when it becomes possible, failures
 * in between cost no event, and facts settle in the order of time (Knuth 1977, as Dijkstra's
 * algorithm does for paths). Times, credited steps and counts are those of sim/engine.h.
 */
#pragma once

#include "sim/summary.h"

typedef struct CtFirstPassage CtFirstPassage;

/* For one thread; @sim outlives it. */
CtFirstPassage *ct_first_passage_new(const CtSim *sim);
void ct_first_passage_free(CtFirstPassage *passage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFirstPassage, ct_first_passage_free)

/*
 * Plays replication @replication; @summary is initialised. Cost: O(log n) for each attempt that
 * becomes possible, and what drawing its tries takes. Allocates nothing once grown to its size.
 */
void ct_first_passage_run(CtFirstPassage *passage, uint64_t replication, CtSummary *summary);

/* What actor @i had at the end of the replication played last; valid until the next. */
const CtCourseState *ct_first_passage_state(const CtFirstPassage *passage, uint32_t i);
