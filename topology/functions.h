/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What functions need and what requirements ask, as plain lists: the ground on which facts about
 * assets and data become facts about what the business wants (DESIGN 6, error propagation). What
 * an attacker can make fail is the attack graph's matter.
 *
 * A function that needs k of n is lost when n - k + 1 of them fail. An asset fails when it is
 * halted or commanded by the attacker, or when a required flow to it is severed; where view or
 * safety is at stake, also when what it reports is his: a false picture is no sight, and a
 * protection that believes it does not trip. A function that is needed fails when it has lost what
 * its own `loss` names.
 */
#pragma once

#include "topology/instances.h"

/* `must` of a requirement on a function → the CtLoss that it guards against; unstated for a word
 * that is about data. */
CtLoss ct_must_loss(CtMust must);

/* Whether an asset fails by false reports alone where @loss is at stake. */
bool ct_loss_counts_reports(CtLoss loss);

/* What a function loses; unstated is availability. */
CtLoss ct_function_loss(const CtModel *model, uint32_t function);

typedef struct CtFunctionNeeds {
    CtIds assets;    /* instances, rising; one that several needs name stands once */
    CtIds functions; /* rows, rising */
    uint32_t n;      /* of both */
    uint32_t k;      /* how many must work, at most n */
    uint32_t enough; /* how many failing lose the function; 0: it cannot be lost */
} CtFunctionNeeds;

/* @ret_needs is filled and to be cleared. Cost: the sizes of its selectors. */
void ct_function_needs(const CtInstances *instances, uint32_t function, CtFunctionNeeds *ret_needs);
void ct_function_needs_clear(CtFunctionNeeds *needs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtFunctionNeeds, ct_function_needs_clear)

/* Whether requirement @requirement asks for @must. */
static inline bool
ct_requirement_asks(const CtModel *model, uint32_t requirement, CtMust must)
{
    return (model->requirements.data[requirement].must >> (must - 1) & 1) != 0;
}

/* "supply must stay available", "recipes must stay confidential and intact"; g_free(). */
char *ct_requirement_text(const CtModel *model, uint32_t requirement);
