/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small graph, each step of which goes with some of a few elements, and a goal that sets of
 * elements cut. What a set leaves is asked of the graph itself, so that cuts can be held against
 * every subset.
 */
#pragma once

#include "analysis/cut.h"
#include "attacks/build.h"

enum { CT_CUT_CASE_MOST_ELEMENTS = 12, CT_CUT_CASE_MOST_FACTS = 40 };

typedef struct CtCutCase {
    uint32_t n_elements;
    CtFactId goal;     /* the entry is fact 0 */
    GArray *step_mask; /* uint32_t per step of the graph: its elements */
    CtBuilder *builder;
    CtGraph *graph;
    CtFixpoint *fixpoint;
    CtSlice *slice;
    CtElements elements;
    double weight[CT_CUT_CASE_MOST_ELEMENTS]; /* by who makes the case */
} CtCutCase;

/* Nothing of @one has to be set before. */
void ct_cut_case_begin(CtCutCase *one, uint32_t n_facts, uint32_t n_elements, CtFactId goal);

/* @need of the premises suffice, all where it is 0; @mask: its elements. */
void ct_cut_case_add_step(CtCutCase *one,
                          CtFactId gain,
                          const CtFactId *premises,
                          uint32_t n,
                          uint32_t need,
                          uint32_t mask);

/* The graph is complete. False where nothing leads to the goal. */
bool ct_cut_case_finish(CtCutCase *one);
void ct_cut_case_clear(CtCutCase *one);

double ct_cut_case_weight(const CtCutCase *one, uint32_t mask);
uint32_t ct_cut_case_mask(const CtIds *set);

/* Whether the goal can be had while the elements of @gone are away. */
bool ct_cut_case_reaches(const CtCutCase *one, uint32_t gone);

/* The least cuts, proved to be. */
CtCutResult *ct_cut_case_find(const CtCutCase *one, uint32_t most_sets);
