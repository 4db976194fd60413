/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `tree`: the attack tree of a goal as text, DOT and JSON. */
#pragma once

#include "analysis/tree.h"
#include "report/text.h"

/* What the tree is of; @tree NULL: the goal is out of reach. */
typedef struct CtTreeReport {
    const CtTwin *twin;
    const CtAttacker *attacker;
    const CtGoal *goal;
    const CtTree *tree;
} CtTreeReport;

void ct_report_tree_text(CtOut *out, const CtTreeReport *report, const CtTextOptions *options);
void ct_report_tree_dot(CtOut *out, const CtTreeReport *report);
void ct_report_tree_json(CtOut *out, const CtTreeReport *report);

/* --- shared by the three --- */

/* "exec:hmi-1:user", the goal's own text for CT_NO_ID; g_free(). */
char *ct_tree_plain_text(const CtTreeReport *report, CtFactId fact);

/* Whether @node stands for a fact that can be named and is shown under another one's name. */
bool ct_tree_has_own(const CtTreeReport *report, const CtTreeNode *node);

/* "session:hmi-1.remote:user"; with what it follows from alone, where that is another; g_free(). */
char *ct_tree_fact_text(const CtTreeReport *report, const CtTreeNode *node);

/* "T0859 Valid Accounts on hmi-1", "conduit office-plant"; g_free(). */
char *ct_tree_step_text(const CtTreeReport *report, const CtTreeNode *node);

/* The @k-th of those alike, by the asset that differs where there is one; g_free(). */
char *ct_tree_alike_text(const CtTreeReport *report, const CtTreeNode *node, uint32_t k);

/* "all of", "2 of 3"; NULL where it needs one thing at most; g_free(). */
char *ct_tree_need_text(const CtTreeNode *node);

/* The one option of node @i, where it has no other and that is a step: the two are shown as one;
 * else CT_NO_ID. */
uint32_t ct_tree_only_step(const CtTree *tree, uint32_t i);

/* The children of node @i. */
uint32_t ct_tree_count_children(const CtTree *tree, uint32_t i);
