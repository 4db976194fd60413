/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bindings of a rule that fans out, gain by gain: of all that agree in what a gain rests on,
 * one is enough. In the middle of a flow of many senders and many receivers one is between each and
 * each, and has what is to be had of every end once, never once a pair.
 */
#pragma once

#include "attacks/ground_step.h"

typedef struct CtFanWalk CtFanWalk;

/* All three outlive it. */
CtFanWalk *ct_fan_walk_new(CtBuilder *builder, CtRelations *relations, CtEmitter *emitter);
void ct_fan_walk_free(CtFanWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtFanWalk, ct_fan_walk_free)

/* To be called where a rule is opened anew: what was walked for the last opening is forgotten. */
void ct_fan_walk_begin(CtFanWalk *walk);

/*
 * Emits what every binding gains that begins with the first @depth entities of @binding, which all
 * have @verdict; it fires, and ct_fan_shares() holds. What was emitted since the last beginning is
 * left out. The entities from @depth on are overwritten. Cost: for each gain the bindings of the
 * variables that it rests on, and of those that lead there.
 */
void ct_fan_walk(CtFanWalk *walk, CtBinding *binding, uint32_t depth, const CtVerdict *verdict);
