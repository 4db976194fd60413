/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a binding to steps: the verdict's terms become facts, several gains become an attempt with
 * outcomes. Private to the grounding.
 */
#pragma once

#include "attacks/build.h"
#include "attacks/ground_relations.h"

/* One binding of a technique's variables, and the fact that opens it. */
typedef struct CtBinding {
    const CtTechnique *technique;
    uint8_t opener;
    CtFactId opener_fact;
    bool diode; /* it comes through a one-way door: only implants cross */
    uint32_t entities[CT_MAX_VARIABLES];
} CtBinding;

/* The entity bound last, among variables before @depth, of the kind that narrows @relation;
 * CT_NO_ID: none. */
uint32_t ct_binding_narrowing(const CtBinding *binding, CtRelationKind relation, uint32_t depth);

typedef struct CtEmitter CtEmitter;

/* @discover: reach needs the zone to be known first. */
CtEmitter *ct_emitter_new(CtBuilder *builder, bool discover);
void ct_emitter_free(CtEmitter *emitter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEmitter, ct_emitter_free)

/* To be called where the technique or its opener changes: what is remembered of the last ends. */
void ct_emitter_begin(CtEmitter *emitter);

/* Appends the steps of @binding under @verdict, which fires. */
void ct_emitter_emit(CtEmitter *emitter, const CtBinding *binding, const CtVerdict *verdict);

/* Appends what @binding of a rule that fans out has of gain number @gain of @verdict: its attempt,
 * if that is not there yet, and the outcome. */
void ct_emitter_emit_gain(CtEmitter *emitter,
                          const CtBinding *binding,
                          const CtVerdict *verdict,
                          uint8_t gain);

/* Whether reach needs the zone to be known first. */
bool ct_emitter_discovers(const CtEmitter *emitter);

/*
 * Groups of services whose reach was gained by a step since the last call of this function, each
 * with its auxiliary fact (ct_emitter_held_reach()); sorted. Free with ct_ids_clear().
 */
void ct_emitter_take_held_groups(CtEmitter *emitter, CtIds *ret_groups);

/* The fact "a trust path reaches the group", made on first use. */
CtFactId ct_emitter_held_reach(CtEmitter *emitter, uint32_t group);
