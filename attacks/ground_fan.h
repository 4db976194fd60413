/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which bindings of a rule that fans out share one attempt: those that differ only in assets,
 * services and zones, and whose attempts are alike in every number.
 */
#pragma once

#include "attacks/ground_step.h"

/* Whether entities of @entity_kind are what a rule that fans out serves many of at once. */
bool ct_fan_is_instance(uint8_t entity_kind);

/* The variables that gain number @gain of a fan's outcomes rests on, a bit each: the one it speaks
 * of, and those of further needs that differ from instance to instance. */
uint32_t ct_fan_needed(const CtTechnique *technique, const CtVerdict *verdict, uint8_t gain);

/* Whether @technique fans out and some gain of @verdict rests on fewer instances than are bound, so
 * that bindings which differ in the others have it in common. */
bool ct_fan_shares(const CtTechnique *technique, const CtVerdict *verdict);

/* Whether the term at *@i, which moves past it and its children, speaks of what a fan serves many
 * of. */
bool ct_fan_term_has_instance(const CtTechnique *technique, const CtFactTerm *terms, uint8_t *i);

/* Whether two bindings of @technique differ at most in what a fan serves many of. */
bool ct_fan_same(const CtTechnique *technique, const uint32_t *a, const uint32_t *b);

/* Equal for bindings that share an attempt opened by @opener; the caller unrefs. */
GBytes *ct_fan_key(const CtBinding *binding, const CtVerdict *verdict, CtFactId opener);
