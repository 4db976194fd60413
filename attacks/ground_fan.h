/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which bindings of a rule that fans out share one attempt: those that differ only in assets,
 * services and zones, and whose attempts are alike in every number.
 */
#pragma once

#include "attacks/ground_step.h"

/* Whether the term at *@i, which moves past it and its children, speaks of what a fan serves many
 * of. */
bool ct_fan_term_has_instance(const CtTechnique *technique, const CtFactTerm *terms, uint8_t *i);

/* Whether two bindings of @technique differ at most in what a fan serves many of. */
bool ct_fan_same(const CtTechnique *technique, const uint32_t *a, const uint32_t *b);

/* Equal for bindings that share an attempt opened by @opener; the caller unrefs. */
GBytes *ct_fan_key(const CtBinding *binding, const CtVerdict *verdict, CtFactId opener);
