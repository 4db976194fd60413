/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces of the attack tree, private to analysis/tree*.c. */
#pragma once

#include "analysis/alike.h"
#include "analysis/tree.h"
#include "attacks/fold.h"

/* What may stand for what: assets that nothing tells apart. Empty where no two are. */
typedef struct CtTreeFolds {
    const CtGraph *graph;
    CtAlike *alike; /* NULL: nothing is folded */
    CtFolds *folds;
} CtTreeFolds;

void ct_tree_folds_init(CtTreeFolds *folds,
                        const CtGraph *graph,
                        const CtFactId *entries,
                        size_t n_entries,
                        const CtFactId *goals,
                        uint32_t n_goals);
void ct_tree_folds_clear(CtTreeFolds *folds);

/*
 * A key that two children of a node have in common exactly if exchanging their assets turns one
 * into the other and leaves the node as it is; NULL for a child that is like no other. @fact: of
 * the child; @step: its attempt, CT_NO_ID where it is a fact. Unref it.
 */
GBytes *ct_tree_folds_key(const CtTreeFolds *folds, CtFactId parent, CtFactId fact, uint32_t step);

/* Takes out of @nodes, children contiguous as @first and @n_children say, references that are dead
 * ends from wherever one comes, and what they leave without an option. */
typedef struct CtTreeDraft {
    GArray *nodes; /* CtTreeDraftNode, breadth first; [0] the root */
} CtTreeDraft;

typedef struct CtTreeDraftNode {
    CtTreeNode node;
    uint32_t local;             /* ANY, ENTRY, SAME, OPEN: resolved fact of the slice */
    uint32_t first, n_children; /* contiguous */
    uint32_t parent;            /* CT_NO_ID of the root */
    bool dropped;
} CtTreeDraftNode;

void ct_tree_prune(CtTreeDraft *draft);
