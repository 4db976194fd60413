/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Growing an attack graph: steps appended one by one, then closed into flat arrays with adjacency
 * both ways. Used by the grounding and by tests that need a graph of their own; nothing here knows
 * what a step means.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtBuilder CtBuilder;

/*
 * A graph with n_facts_of_kind[k] entities × levels of each nameable kind k of @kinds, then
 * @n_nodes reach nodes; past @max_steps steps it stops growing and ct_builder_is_full() says so.
 * @kinds outlives the graph.
 */
CtBuilder *ct_builder_new_of(const CtFactKinds *kinds,
                             const uint32_t *n_facts_of_kind,
                             uint32_t n_nodes,
                             uint64_t max_steps);

/* The same over the built-in kinds. */
CtBuilder *
ct_builder_new(const uint32_t n_facts_of_kind[CT_FACT_COUNT], uint32_t n_nodes, uint64_t max_steps);
void ct_builder_free(CtBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtBuilder, ct_builder_free)

/* The graph being built: fact numbers are valid from the start, adjacency only once finished. */
CtGraph *ct_builder_graph(CtBuilder *builder);

/* A new auxiliary fact. */
CtFactId ct_builder_add_auxiliary(CtBuilder *builder, CtAuxiliaryKind kind, uint32_t a, uint32_t b);

/* Sets what auxiliary fact @id stands for. */
void ct_builder_set_auxiliary(CtBuilder *builder, CtFactId id, uint32_t a, uint32_t b);

uint32_t ct_builder_add_template(CtBuilder *builder, CtTemplate template);

/* A step: @gain from all of the @n @premises. Returns its number. */
uint32_t ct_builder_add_step(CtBuilder *builder,
                             CtStepKind kind,
                             uint32_t reason,
                             CtFactId gain,
                             const CtFactId *premises,
                             uint32_t n);

/* What binds the variables of the step added last. */
void ct_builder_bind(CtBuilder *builder, const uint32_t *entities, uint32_t n);

/* Only @need of the premises of the step added last suffice. */
void ct_builder_set_need(CtBuilder *builder, uint32_t need);

bool ct_builder_is_full(const CtBuilder *builder);

/* Closes the graph and hands it over; the builder is empty afterwards. Cost: linear. */
CtGraph *ct_builder_finish(CtBuilder *builder);
