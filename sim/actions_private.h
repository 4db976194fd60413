/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by sim/action*.c. */
#pragma once

#include "sim/engine_private.h"

/* --- sim/action_kinds.c --- */

CtTraceKind ct_action_trace_kind(CtActionKind kind);

/* --- sim/action_world.c --- */

/* Changes the world, and notes in engine->changes what that means to the attackers. False where it
 * is so already. */
bool ct_action_change_world(CtEngine *engine, const CtAction *action);

/* --- sim/action_course.c --- */

/* The number of the fact in @course; CT_NO_ID: it has none. */
uint32_t ct_action_fact_of(const CtCourse *course, CtFactKind kind, uint32_t entity, CtLevel level);

/* Ends what @change ends, and cuts what it cuts, of one attacker's course, which is being changed
 * (sim/retract.h). */
void ct_action_undergo(CtCourseState *state, const CtWorldChange *change);
