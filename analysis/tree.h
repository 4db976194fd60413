/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attack tree of a goal: facts, any option of which suffices, and steps, which need all or at
 * least some of what stands below them, down to what the attacker has from the start (after B.
 * Schneier, "Attack trees", Dr. Dobb's Journal 24(12), 1999).
 *
 * An attack graph shares facts and has cycles; a tree has neither. A fact is shown in full once,
 * where it is least deep, and referred to elsewhere. A reference to a fact within whose own tree it
 * stands is a dead end *there*: whoever unfolds references, dropping options that come back to a
 * fact he is deriving, gets a finite tree whose minimal sets of attempts are exactly the minimal
 * ways to the goal. References that are dead ends wherever one comes from are left out, and so are
 * steps one of whose needs cannot be had without what the step gains.
 *
 * Options and needs that differ in alike assets alone (attacks/fold.h) are one, with the others
 * named: what is below it is below each of them, with the assets exchanged.
 */
#pragma once

#include "analysis/pipeline.h"
#include "analysis/slice.h"

typedef enum CtTreeKind {
    CT_TREE_ANY,   /* a fact: any of its children */
    CT_TREE_STEP,  /* at least `need` of its children, and, of an attempt, its success */
    CT_TREE_ENTRY, /* a fact had from the start, without an attempt */
    CT_TREE_SAME,  /* the fact of node `same`, shown there */
    CT_TREE_OPEN,  /* a fact whose options are left out: the tree is as large as it may be */
} CtTreeKind;

typedef struct CtTreeNode {
    uint8_t kind;   /* CtTreeKind */
    uint32_t fact;  /* of the graph; of a STEP, what it gains; CT_NO_ID: the goal of several */
    uint32_t own;   /* the fact that it follows from alone, which it is one with; else itself */
    uint32_t step;  /* STEP: of the graph; CT_NO_ID: the goal's own */
    uint32_t need;  /* STEP: how many of n */
    uint32_t n;     /* STEP: needs, alike ones counted */
    uint32_t same;  /* SAME: node */
    bool is_shared; /* ANY: some node refers to it */
    uint32_t depth; /* the root 0 */
    uint32_t size;  /* nodes of its subtree, itself included: i + size is what follows it */
    CtSpan alike;   /* tree->alike: of a fact, facts; of a STEP, steps; itself not counted */
} CtTreeNode;

typedef struct CtTree {
    GArray *nodes; /* CtTreeNode, each followed by its subtree; [0] is the goal */
    CtIds alike;
    uint32_t n_open;     /* OPEN nodes */
    uint32_t n_attempts; /* distinct ones in it, alike ones counted */
} CtTree;

/*
 * Of a goal of which @need of @goals must be had. NULL where the goal cannot be had. At most about
 * @most_nodes nodes. Cost: the slice; below CT_TREE_MOST_WORK also facts × slice, for steps that
 * are no use.
 */
CtTree *ct_tree_new(const CtGraph *graph,
                    const CtFixpoint *fixpoint,
                    const CtFactId *entries,
                    size_t n_entries,
                    const CtFactId *goals,
                    uint32_t n_goals,
                    uint32_t need,
                    uint32_t most_nodes);
void ct_tree_free(CtTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtTree, ct_tree_free)

#define CT_TREE_MOST_WORK 50000000

static inline const CtTreeNode *
ct_tree_node(const CtTree *tree, uint32_t i)
{
    return &g_array_index(tree->nodes, CtTreeNode, i);
}
