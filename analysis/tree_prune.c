/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * References that are dead ends from wherever one comes. A reference from within the tree of fact
 * A back to A is one if A's tree is entered by way of A alone down to where the reference stands:
 * no node on the way is referred to from outside A's tree.
 */
#include "analysis/tree_parts.h"

typedef struct Prune {
    GArray *nodes;
    uint32_t *start, *end;          /* places in depth-first order */
    uint32_t *first_ref, *last_ref; /* places of the first and last reference to a node */
    bool changed;
} Prune;

static CtTreeDraftNode *
node_at(const Prune *prune, uint32_t i)
{
    return &g_array_index(prune->nodes, CtTreeDraftNode, i);
}

static void
number(Prune *prune)
{
    g_auto(CtIds) stack = {0};
    uint32_t place = 0;

    ct_ids_add(&stack, 0);
    while (stack.length > 0) {
        uint32_t i = stack.data[--stack.length];
        CtTreeDraftNode *node = node_at(prune, i);

        prune->start[i] = place++;
        for (uint32_t c = node->n_children; c-- > 0;)
            ct_ids_add(&stack, node->first + c);
    }
    /* Breadth first, children come after their parents: ends are had from the back. */
    for (guint i = prune->nodes->len; i-- > 0;) {
        CtTreeDraftNode *node = node_at(prune, i);

        prune->end[i] = prune->start[i];
        for (uint32_t c = 0; c < node->n_children; c++)
            prune->end[i] = MAX(prune->end[i], prune->end[node->first + c]);
    }
}

static void
find_references(Prune *prune)
{
    for (guint i = 0; i < prune->nodes->len; i++) {
        prune->first_ref[i] = CT_NO_ID;
        prune->last_ref[i] = 0;
    }
    for (guint i = 0; i < prune->nodes->len; i++) {
        const CtTreeDraftNode *node = node_at(prune, i);

        if (node->dropped || node->node.kind != CT_TREE_SAME)
            continue;
        uint32_t *first = &prune->first_ref[node->node.same];
        uint32_t *last = &prune->last_ref[node->node.same];

        *first = MIN(*first, prune->start[i]);
        *last = MAX(*last, prune->start[i]);
    }
}

static bool
is_dead(const Prune *prune, uint32_t i)
{
    uint32_t target = node_at(prune, i)->node.same;

    if (prune->start[i] < prune->start[target] || prune->start[i] > prune->end[target])
        return false;
    for (uint32_t at = node_at(prune, i)->parent; at != target; at = node_at(prune, at)->parent)
        if (prune->first_ref[at] != CT_NO_ID && (prune->first_ref[at] < prune->start[target] ||
                                                 prune->last_ref[at] > prune->end[target]))
            return false;
    return true;
}

static uint32_t
count_left(const Prune *prune, const CtTreeDraftNode *node)
{
    uint32_t n = 0;

    for (uint32_t c = 0; c < node->n_children; c++) {
        const CtTreeDraftNode *child = node_at(prune, node->first + c);

        n += child->dropped ? 0 : 1 + child->node.alike.length;
    }
    return n;
}

static void
drop_below(Prune *prune, uint32_t i)
{
    g_auto(CtIds) stack = {0};

    ct_ids_add(&stack, i);
    while (stack.length > 0) {
        CtTreeDraftNode *node = node_at(prune, stack.data[--stack.length]);

        node->dropped = true;
        for (uint32_t c = 0; c < node->n_children; c++)
            ct_ids_add(&stack, node->first + c);
    }
    prune->changed = true;
}

/*
 * Something below a fact that is dropped may be referred to from elsewhere, where it is no dead
 * end; then the fact stays.
 */
static bool
is_referred_to(const Prune *prune, uint32_t i)
{
    g_auto(CtIds) stack = {0};

    ct_ids_add(&stack, i);
    while (stack.length > 0) {
        uint32_t at = stack.data[--stack.length];
        const CtTreeDraftNode *node = node_at(prune, at);

        if (prune->first_ref[at] != CT_NO_ID &&
            (prune->first_ref[at] < prune->start[i] || prune->last_ref[at] > prune->end[i]))
            return true;
        for (uint32_t c = 0; c < node->n_children; c++)
            ct_ids_add(&stack, node->first + c);
    }
    return false;
}

/* Options that are none go, from the back: children first. */
static void
settle(Prune *prune)
{
    for (guint i = prune->nodes->len; i-- > 1;) {
        CtTreeDraftNode *node = node_at(prune, i);
        bool useless = false;

        if (node->dropped)
            continue;
        if (node->node.kind == CT_TREE_SAME)
            useless = node_at(prune, node->node.same)->dropped || is_dead(prune, i);
        else if (node->node.kind == CT_TREE_ANY)
            useless = count_left(prune, node) == 0;
        else if (node->node.kind == CT_TREE_STEP)
            useless = count_left(prune, node) < node->node.need;
        if (useless && !is_referred_to(prune, i))
            drop_below(prune, i);
    }
}

void
ct_tree_prune(CtTreeDraft *draft)
{
    size_t n = draft->nodes->len;
    g_autofree uint32_t *start = g_new(uint32_t, n + 1);
    g_autofree uint32_t *end = g_new(uint32_t, n + 1);
    g_autofree uint32_t *first = g_new(uint32_t, n + 1);
    g_autofree uint32_t *last = g_new(uint32_t, n + 1);
    Prune prune = {.nodes = draft->nodes,
                   .start = start,
                   .end = end,
                   .first_ref = first,
                   .last_ref = last,
                   .changed = true};

    number(&prune);
    while (prune.changed) {
        prune.changed = false;
        find_references(&prune);
        settle(&prune);
    }
}
