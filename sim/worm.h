/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The slots of a worm in one replication: `spread` on each asset that it holds, and as many where
 * the attacker is himself. An attempt that may be made waits until a host that can send it has a
 * slot free. Of those that wait the one of the least rank goes first; of the hosts that can send
 * it, the first in the order of the plan takes it. No two hosts are at one attempt.
 *
 * Hosts of one class share one queue: what a host costs does not grow with how many others it
 * reaches (sim/worm_plan.h).
 */
#pragma once

#include "sim/state.h"
#include "sim/world.h"
#include "sim/worm_plan.h"

typedef struct CtWorm CtWorm;

/* For one thread; @plan, @state and @world outlive it. @world: NULL where nothing is off.
 * @most_senders: how many pairs (sender, shared fact) a replication may come to, past which
 * ct_worm_learn() fails. */
CtWorm *ct_worm_new(const CtWormPlan *plan,
                    CtCourseState *state,
                    const CtWorld *world,
                    uint32_t spread,
                    uint64_t most_senders);
void ct_worm_free(CtWorm *worm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWorm, ct_worm_free)

/* After ct_course_state_begin() and before anything else. */
void ct_worm_begin(CtWorm *worm);

/*
 * What the last moment brought: @attempt succeeded, CT_NO_ID at the start. Before its
 * consequences are offered. False where there are too many senders. Cost: amortised, the
 * derivations behind what came to hold, and one for each sender of each fact that is shared.
 */
bool ct_worm_learn(CtWorm *worm, uint32_t attempt) G_GNUC_WARN_UNUSED_RESULT;

/* @attempt may be made from now on. Cost: O(log n) for each class that can send it. */
void ct_worm_offer(CtWorm *worm, uint32_t attempt, uint64_t rank);

/* The next attempt that a host takes up; false where none can. Cost: O(log n). */
bool ct_worm_take(CtWorm *worm, uint32_t *ret_attempt);

/* The try of @attempt that was taken has ended: its slot is free. */
void ct_worm_release(CtWorm *worm, uint32_t attempt);

/*
 * Where things end (docs/decisions/0060). After ct_retract_settle() and before
 * ct_retract_collect(): who can send what is found anew, and what lasted only while its maker could
 * send is ended; where there is any, *ret_ends is true, the state has to settle again, and this has
 * to be called again. False where there are too many senders. Cost: linear in the facts of the
 * course, and what they carry.
 */
bool ct_worm_relearn(CtWorm *worm, bool *ret_ends) G_GNUC_WARN_UNUSED_RESULT;

/* Attempts that are tried by a host that cannot send what opens them any more, in the order of
 * their numbers; valid until the next call. */
const CtIds *ct_worm_stranded(CtWorm *worm);

/* The number of the host that took @attempt; 0: the attacker. */
uint32_t ct_worm_maker_host(const CtWorm *worm, uint32_t attempt);

/* Execution on the host that took @attempt, in numbers of the graph; CT_NO_ID: the attacker. */
CtFactId ct_worm_maker(const CtWorm *worm, uint32_t attempt);
