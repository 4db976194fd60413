/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a topology to the attack graph of an expert, and the same topology without some of its
 * rules: for laws of what is blocked.
 */
#pragma once

#include "attacks/ground.h"

typedef struct CtGrounded {
    CtClasses *classes;
    CtInstances *instances;
    CtReach *reach;
    CtGuard *guard;
    CtGraph *graph;
} CtGrounded;

/* @every_door: with edges for each conduit and for each rule of @single (a bit a rule; NULL). */
void ct_grounded_init(CtGrounded *grounded,
                      CtLibrary *library,
                      const CtModel *model,
                      bool every_door,
                      const uint64_t *single);
void ct_grounded_clear(CtGrounded *grounded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtGrounded, ct_grounded_clear)

/*
 * @model without the allow rules of @rules (a bit a rule); those that stay move up. @ret_single,
 * where it is not NULL: those of @single that stay, by their new place; g_free(). The rest is
 * @model's; ct_without_rules_clear() frees what is not.
 */
CtModel ct_without_rules(const CtModel *model,
                         const uint64_t *rules,
                         const uint64_t *single,
                         uint64_t **ret_single);
void ct_without_rules_clear(CtModel *without);

/* What is wrong with @model, g_free(); NULL: nothing. It may draw from @state. */
typedef char *(*CtModelLaw)(CtLibrary *library, CtModel *model, uint64_t *state, void *data);

/* Holds generated models of seeds 1 to @n to @law, every other one with supply chains; ends with
 * the first that fails. */
void ct_check_models(uint32_t n, CtModelLaw law, void *data);
