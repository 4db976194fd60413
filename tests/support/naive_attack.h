/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an attacker ends up with, computed the slow and obvious way: a set of facts, and every rule
 * tried on every binding until nothing changes. Shares with the product the model, the relations'
 * walks and the rules' verdicts, but neither the grounding nor the fixpoint, nor the reach relation
 * (it asks tests/support/naive_reach). An oracle for small models.
 */
#pragma once

#include "attacks/ground_relations.h"
#include "attacks/guard.h"

typedef struct NaiveAttack NaiveAttack;

NaiveAttack *naive_attack_new(const CtInstances *instances,
                              CtLibrary *library,
                              CtGuard *guard,
                              const CtAttackerTraits *traits);
void naive_attack_free(NaiveAttack *attack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NaiveAttack, naive_attack_free)

void naive_attack_enter(NaiveAttack *attack, CtFact entry);

/* Everything that follows. */
void naive_attack_solve(NaiveAttack *attack);

bool naive_attack_has(const NaiveAttack *attack, CtFact fact);
