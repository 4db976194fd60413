/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attack graph: facts (any step that gains it suffices) and steps (which need all, or at least
 * `need`, of their premises and gain one fact). Flat arrays, adjacency both ways, linear in assets,
 * rules and services. Facts are numbered kind by kind, entity by entity, so that a fact's number
 * is arithmetic; after the nameable kinds come auxiliary ones: reach nodes, attempts with several
 * gains, alternatives and thresholds.
 *
 * Built by attacks/ground.h; immutable afterwards.
 */
#pragma once

#include "attacks/guard.h"

typedef uint32_t CtFactId;

/* Why a step exists. */
typedef enum CtStepKind {
    CT_STEP_ATTEMPT, /* a technique applied: takes time, may fail */
    CT_STEP_OUTCOME, /* one gain of an attempt that has several; no cost */
    CT_STEP_REACH,   /* an edge of the reach relation */
    CT_STEP_DERIVED, /* structural: admin implies user, presence, out, operates … */
    CT_STEP_LOSS,    /* a function is impaired: threshold over its needs */
} CtStepKind;

/* What an auxiliary fact stands for. */
typedef enum CtAuxiliaryKind {
    CT_AUXILIARY_ATTEMPT,  /* an attempt succeeded; its gains are the outcomes. `a`: the attempt's
                              step */
    CT_AUXILIARY_ANY,      /* one of several facts; `a`: the first step that yields it */
    CT_AUXILIARY_AT_LEAST, /* `b` of several facts */
    CT_AUXILIARY_LOST, /* asset `a` fails the functions that need it; `b`: false reports count too
                        */
    CT_AUXILIARY_HELD_REACH /* reach of group `a` gained by a step, behind no conduit */
} CtAuxiliaryKind;

typedef struct CtAuxiliary {
    uint8_t kind; /* CtAuxiliaryKind */
    uint32_t a, b;
} CtAuxiliary;

/* Why a structural step holds; the sentence is ct_reason_text(). */
typedef enum CtReason {
#define CT_REASON(NAME, text) CT_REASON_##NAME,
#include "attacks/reasons.def"
#undef CT_REASON
    CT_REASON_COUNT,
} CtReason;

const char *ct_reason_text(CtReason reason);

/* One technique applied under one verdict: what equal steps share. */
typedef struct CtTemplate {
    const CtTechnique *technique;
    const CtVerdict *verdict;
    uint8_t opener;
} CtTemplate;

typedef struct CtGraph {
    const CtInstances *instances;
    const CtReach *reach;
    CtAttackerTraits traits;
    const CtFactKinds *kinds; /* the library's, which outlives the graph */

    uint32_t n_facts; /* all, auxiliary ones included */
    /* Nameable kinds, in the order of @kinds; REACH and GATED have one fact a service group. */
    CtFactId first_of_kind[CT_FACT_KINDS_MOST + 1];
    CtFactId first_reach_node; /* fact of reach node i is first_reach_node + i */
    CtFactId first_auxiliary;  /* fact of auxiliary i is first_auxiliary + i */
    CT_ROWS(CtAuxiliary) auxiliaries;

    uint32_t n_steps;
    CtFactId *step_gain;
    uint32_t *step_premise_start; /* n + 1 offsets into premises */
    CtFactId *premises;
    uint32_t *step_need;   /* how many of its premises; NULL where all steps need all */
    uint8_t *step_kind;    /* CtStepKind */
    uint32_t *step_reason; /* ATTEMPT and OUTCOME: template; REACH: edge of reach; DERIVED, LOSS: a
                              CtReason */
    uint32_t *step_binding_start; /* n + 1 offsets into bindings; ATTEMPT, and OUTCOME of a rule
                                     that fans out: one entity a variable; else empty */
    uint32_t *bindings;

    CT_ROWS(CtTemplate) templates;

    /* What steps need, summed up for whoever counts it. */
    uint64_t *needs_several; /* bit per step: more than one of its premises */
    CtIds needs_nothing;     /* steps that hold by themselves, rising */
    uint32_t most_needed;    /* by any step */

    /* Adjacency: fact → steps that need it, fact → steps that gain it. */
    uint32_t *uses_start, *uses;
    uint32_t *gained_start, *gained;
} CtGraph;

void ct_graph_free(CtGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtGraph, ct_graph_free)

/* The graph's number of a nameable fact (REACH and GATED of a service go to its group). */
CtFactId ct_graph_fact(const CtGraph *graph, CtFact fact);

/*
 * The nameable fact behind a number; false for an auxiliary one. A reach group answers with its
 * first service.
 */
bool ct_graph_fact_of(const CtGraph *graph, CtFactId id, CtFact *ret_fact);

/* Text of any fact, auxiliary ones in words; free with g_free(). */
char *ct_graph_fact_text(const CtGraph *graph, CtFactId id);

static inline uint32_t
ct_graph_need(const CtGraph *graph, uint32_t step)
{
    if (graph->step_need != NULL)
        return graph->step_need[step];
    return graph->step_premise_start[step + 1] - graph->step_premise_start[step];
}
