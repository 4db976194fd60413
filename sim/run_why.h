/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why a try of a replication came about: how it could be made from what the attacker held, and
 * through which doors that were open, at the moment at which it succeeded; with the reasons of
 * analysis/story.h. Told when somebody asks, one try at a time.
 */
#pragma once

#include "analysis/findings.h"
#include "sim/trace.h"

typedef struct CtRunWhy CtRunWhy;

/* Of @records, all events of a replication of @sim in order; @sim outlives it, and a reference to
 * @records is taken. Cost: none until it is asked. */
CtRunWhy *ct_run_why_new(const CtSim *sim, GArray *records);
void ct_run_why_free(CtRunWhy *why);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtRunWhy, ct_run_why_free)

/*
 * The try that event @record says, a success, or a goal that it reached, as done to asset instance
 * @asset, where it is done to many at once (CT_NO_ID: to any). Its times are those of the run, its
 * `after` is empty, and `from` is what its first need speaks of: of a session had before, its
 * service. NULL where the event is no success of a try. Good until the next question. Cost: the
 * events before, and what of the attack graph leads there; none for what was asked last.
 */
const CtPathStep *ct_run_why_step(CtRunWhy *why, uint32_t record, uint32_t asset);
