/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Generated models in which the world does something at stated times, played by the engine and by
 * the oracle of a world that changes. */
#pragma once

#include "tests/support/naive_changing.h"

/* @text, taken over, with what @draw gives put before every @word; where the word opens a map,
 * after its brace. g_free(). */
char *ct_put_before(char *text, const char *word, uint64_t *state, char *(*draw)(uint64_t *state));

/* The duration @text stands for; @otherwise where it is not stated. */
int64_t ct_stated_ms(const CtModel *model, CtId text, int64_t otherwise);

/* By time. */
int ct_naive_action_compare(const void *a, const void *b);

/* False where @event is none of those that the oracle tells. */
bool
ct_small_from_trace(const CtTraceEvent *event, const CtCourse *course, CtSmallEvent *ret_small);

/* Checks that both are the same, CtSmallEvent; @seed is of the model, for the message. */
void ct_check_small_events(const GArray *got, const GArray *want, uint32_t seed);
