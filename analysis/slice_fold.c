/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nodes are facts, then steps, then shared items. Taking away the nodes whose colour occurs once
 * in a block leaves the blocks within it; at the top the block is the slice. A block is firm when
 * this ends with nothing left: then its colours say all about it, and firm blocks of one kind
 * within the same block are alike. What ends otherwise is kept whole.
 *
 * How many of a kind stay: a step outside that needs m of several may take m blocks, and each such
 * step is made at most once. Blocks can be laid on each other as long as none of these steps loses
 * one it counts: with one or two such steps the largest m are enough, else their sum surely is.
 */
#include "analysis/slice_fold.h"

#include "analysis/colouring.h"

#include <string.h>

#define LEAST_KEPT 2 /* one, and another of the rest */
#define DEEPEST 16   /* blocks within blocks; replicated zones nest less */

typedef struct Block {
    CtIds nodes;
    CtIds single; /* those of them with a colour of their own in it, by colour */
    uint64_t kind;
    uint32_t first; /* its lowest attempt; CT_NO_ID without */
    bool is_firm, stays;
    GPtrArray *within; /* Block; NULL where none is */
} Block;

typedef struct Folding {
    const CtSlice *slice;
    const CtColouring *colouring;
    uint32_t *count; /* per colour: nodes of it in the block at hand */
    uint32_t *block; /* per node: number of the block of the pass at hand it was put in; 0: none */
    uint32_t n_blocks;
    uint32_t *touched; /* per step: premises in blocks of the kind at hand */
    uint8_t *keep;
    GArray *groups; /* CtFoldGroup, in the slice's numbers */
} Folding;

static void
block_free(gpointer data)
{
    Block *block = data;

    ct_ids_clear(&block->nodes);
    ct_ids_clear(&block->single);
    if (block->within != NULL)
        g_ptr_array_unref(block->within);
    g_free(block);
}

/* Everything that hangs together with @node among nodes marked CT_NO_ID. */
static Block *
collect(Folding *folding, uint32_t node)
{
    const CtCsr *near = &folding->colouring->near;
    Block *block = g_new0(Block, 1);
    uint32_t number = ++folding->n_blocks;

    folding->block[node] = number;
    ct_ids_add(&block->nodes, node);
    for (uint32_t next = 0; next < block->nodes.length; next++) {
        uint32_t at = block->nodes.data[next];

        for (uint32_t i = near->start[at]; i < near->start[at + 1]; i++)
            if (folding->block[near->value[i]] == CT_NO_ID) {
                folding->block[near->value[i]] = number;
                ct_ids_add(&block->nodes, near->value[i]);
            }
    }
    return block;
}

static int
compare_kinds(gconstpointer a, gconstpointer b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* From the colours that occur once and the kinds of the blocks within. */
static uint64_t
kind_of(const Folding *folding, const Block *block)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    uint64_t kind = 0;

    for (uint32_t i = 0; i < block->single.length; i++) {
        uint64_t part = folding->colouring->colour[block->single.data[i]];

        g_array_append_val(parts, part);
    }
    for (guint i = 0; block->within != NULL && i < block->within->len; i++)
        g_array_append_val(parts, ((const Block *)g_ptr_array_index(block->within, i))->kind);
    g_array_sort(parts, compare_kinds);
    for (guint i = 0; i < parts->len; i++)
        kind = ct_colouring_mix(kind ^ g_array_index(parts, uint64_t, i));
    return kind;
}

static int
compare_colours(gconstpointer a, gconstpointer b, gpointer data)
{
    const uint32_t *colour = data;
    uint32_t x = colour[*(const uint32_t *)a], y = colour[*(const uint32_t *)b];

    return (x > y) - (x < y);
}

/* Marks the nodes of @block that share their colour with another of it; the others are single. */
static void
part_singles(Folding *folding, Block *block)
{
    const uint32_t *colour = folding->colouring->colour;

    for (uint32_t i = 0; i < block->nodes.length; i++)
        folding->count[colour[block->nodes.data[i]]]++;
    for (uint32_t i = 0; i < block->nodes.length; i++) {
        uint32_t node = block->nodes.data[i];

        if (folding->count[colour[node]] == 1) {
            folding->block[node] = 0;
            ct_ids_add(&block->single, node);
        } else {
            folding->block[node] = CT_NO_ID;
        }
    }
    for (uint32_t i = 0; i < block->nodes.length; i++)
        folding->count[colour[block->nodes.data[i]]] = 0;
    if (block->single.length > 1)
        g_qsort_with_data(block->single.data, (int)block->single.length, sizeof(uint32_t),
                          compare_colours, folding->colouring->colour);
}

/* Finds the blocks within @block, and theirs. */
static void
divide(Folding *folding, Block *block, unsigned depth)
{
    block->is_firm = true;
    block->first = CT_NO_ID;
    part_singles(folding, block);
    if (block->single.length == 0 || depth == DEEPEST) {
        block->is_firm = false; /* nothing tells its parts apart, and they hang together */
        for (uint32_t i = 0; i < block->nodes.length; i++)
            folding->block[block->nodes.data[i]] = 0;
        return;
    }
    for (uint32_t i = 0; i < block->nodes.length; i++) {
        uint32_t node = block->nodes.data[i];
        uint32_t step = node - folding->slice->n_facts;

        if (node >= folding->slice->n_facts && step < folding->slice->n_attempts)
            block->first = MIN(block->first, step);
        if (folding->block[node] != CT_NO_ID)
            continue;
        if (block->within == NULL)
            block->within = g_ptr_array_new_with_free_func(block_free);
        g_ptr_array_add(block->within, collect(folding, node));
    }
    for (guint i = 0; block->within != NULL && i < block->within->len; i++) {
        Block *inner = g_ptr_array_index(block->within, i);

        divide(folding, inner, depth + 1);
        block->is_firm = block->is_firm && inner->is_firm;
    }
    block->kind = kind_of(folding, block);
}

/* Firm blocks by kind, each kind's by their first attempt; then the others. */
static int
compare_blocks(gconstpointer a, gconstpointer b)
{
    const Block *x = *(Block *const *)a, *y = *(Block *const *)b;

    if (x->is_firm != y->is_firm)
        return x->is_firm ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* How many of the @n blocks of one kind at @first some way may have a use for. */
static uint32_t
count_useful(Folding *folding, Block *const *first, guint n)
{
    const CtSlice *slice = folding->slice;
    g_auto(CtIds) steps = {0};
    uint64_t sum = 0;
    uint32_t most = LEAST_KEPT, n_counting = 0;

    for (guint b = 0; b < n; b++)
        for (uint32_t i = 0; i < first[b]->nodes.length; i++)
            folding->block[first[b]->nodes.data[i]] = CT_NO_ID;
    for (guint b = 0; b < n; b++)
        for (uint32_t i = 0; i < first[b]->nodes.length; i++) {
            uint32_t fact = first[b]->nodes.data[i];

            if (fact >= slice->n_facts)
                continue;
            for (uint32_t u = slice->uses.start[fact]; u < slice->uses.start[fact + 1]; u++) {
                uint32_t step = slice->uses.value[u];

                if (folding->block[slice->n_facts + step] == CT_NO_ID)
                    continue; /* within a block */
                if (folding->touched[step]++ == 0)
                    ct_ids_add(&steps, step);
            }
        }
    for (uint32_t i = 0; i < steps.length; i++) {
        uint32_t takes = MIN(slice->need[steps.data[i]], folding->touched[steps.data[i]]);

        folding->touched[steps.data[i]] = 0;
        if (takes < 2)
            continue;
        n_counting++;
        sum += takes;
        most = MAX(most, takes);
    }
    for (guint b = 0; b < n; b++)
        for (uint32_t i = 0; i < first[b]->nodes.length; i++)
            folding->block[first[b]->nodes.data[i]] = 0;
    return n_counting > 2 ? (uint32_t)MIN(sum, UINT32_MAX) : most;
}

static void
drop(Folding *folding, const Block *block)
{
    const CtSlice *slice = folding->slice;

    for (uint32_t i = 0; i < block->nodes.length; i++) {
        uint32_t node = block->nodes.data[i];

        if (node >= slice->n_facts && node - slice->n_facts < slice->n_attempts)
            folding->keep[node - slice->n_facts] = 0;
    }
}

/* The attempts of @block in an order that is the same for all of its kind: its own by colour, then
 * those of the blocks within that stay. */
static void
list_attempts(const Folding *folding, const Block *block, CtIds *attempts)
{
    const CtSlice *slice = folding->slice;

    for (uint32_t i = 0; i < block->single.length; i++) {
        uint32_t node = block->single.data[i];

        if (node >= slice->n_facts && node - slice->n_facts < slice->n_attempts)
            ct_ids_add(attempts, node - slice->n_facts);
    }
    for (guint i = 0; block->within != NULL && i < block->within->len; i++) {
        const Block *inner = g_ptr_array_index(block->within, i);

        if (inner->stays)
            list_attempts(folding, inner, attempts);
    }
}

static void
add_group(Folding *folding, Block *const *blocks, uint32_t n)
{
    CtFoldGroup group = {.n_blocks = n};

    for (uint32_t b = 0; b < n; b++)
        list_attempts(folding, blocks[b], &group.attempts);
    group.width = group.attempts.length / n;
    g_assert(group.attempts.length == n * group.width);
    if (group.width > 0 && n > 1)
        g_array_append_val(folding->groups, group);
    else
        ct_ids_clear(&group.attempts);
}

static void fold_within(Folding *folding, const Block *block);

/* The @n blocks at @blocks are alike. */
static void
fold_kind(Folding *folding, Block *const *blocks, guint n)
{
    guint stay = n > LEAST_KEPT ? MIN(n, count_useful(folding, blocks, n)) : n;

    for (guint b = 0; b < n; b++) {
        blocks[b]->stays = b < stay;
        if (b < stay)
            fold_within(folding, blocks[b]);
        else
            drop(folding, blocks[b]);
    }
    add_group(folding, blocks, stay);
}

static void
fold_within(Folding *folding, const Block *block)
{
    if (block->within == NULL)
        return;

    Block **inner = (Block **)(void *)block->within->pdata;
    guint n = block->within->len, end;

    g_ptr_array_sort(block->within, compare_blocks);
    for (guint i = 0; i < n && inner[i]->is_firm; i = end) {
        end = i + 1;
        while (end < n && inner[end]->is_firm && inner[end]->kind == inner[i]->kind)
            end++;
        fold_kind(folding, inner + i, end - i);
    }
    for (guint i = n; i-- > 0 && !inner[i]->is_firm;) {
        inner[i]->stays = true;
        fold_within(folding, inner[i]);
    }
}

/* From numbers of the whole slice to those of what stays. A group that lost an attempt, which then
 * can no longer be made, is of no use. */
static void
renumber_groups(CtSliceFold *fold, const CtSlice *from)
{
    g_autofree uint32_t *number = g_new(uint32_t, (size_t)from->n_attempts + 1);
    uint32_t next = 0;

    for (uint32_t a = 0; a < from->n_attempts; a++) {
        bool stays = next < fold->slice->n_attempts && fold->slice->step[next] == from->step[a];

        number[a] = stays ? next++ : CT_NO_ID;
    }
    for (guint g = fold->groups->len; g-- > 0;) {
        CtFoldGroup *group = &g_array_index(fold->groups, CtFoldGroup, g);
        bool whole = true;

        for (uint32_t i = 0; i < group->attempts.length; i++) {
            group->attempts.data[i] = number[group->attempts.data[i]];
            whole = whole && group->attempts.data[i] != CT_NO_ID;
        }
        if (whole)
            continue;
        ct_ids_clear(&group->attempts);
        g_array_remove_index(fold->groups, g);
    }
}

CtSliceFold *
ct_slice_fold_new(const CtSlice *slice, const CtAdditiveCosts *costs, const uint32_t *label)
{
    g_auto(CtColouring) colouring = {0};
    CtSliceFold *fold = g_new0(CtSliceFold, 1);
    Folding folding = {.slice = slice, .colouring = &colouring};
    Block *whole = g_new0(Block, 1);

    ct_colouring_init(&colouring, slice, costs, label);
    folding.count = g_new0(uint32_t, (size_t)colouring.n_nodes + 1);
    folding.block = g_new0(uint32_t, (size_t)colouring.n_nodes + 1);
    folding.touched = g_new0(uint32_t, (size_t)slice->n_steps + 1);
    folding.keep = g_new(uint8_t, (size_t)slice->n_attempts + 1);
    folding.groups = fold->groups = g_array_new(FALSE, FALSE, sizeof(CtFoldGroup));
    memset(folding.keep, 1, (size_t)slice->n_attempts + 1);
    for (uint32_t i = 0; i < colouring.n_nodes; i++)
        ct_ids_add(&whole->nodes, i);
    divide(&folding, whole, 0);
    fold_within(&folding, whole);
    fold->slice = ct_slice_restrict(slice, folding.keep);
    g_assert(fold->slice != NULL);
    renumber_groups(fold, slice);

    block_free(whole);
    g_free(folding.count);
    g_free(folding.block);
    g_free(folding.touched);
    g_free(folding.keep);
    return fold;
}

void
ct_slice_fold_free(CtSliceFold *fold)
{
    if (fold == NULL)
        return;
    for (guint i = 0; i < fold->groups->len; i++)
        ct_ids_clear(&g_array_index(fold->groups, CtFoldGroup, i).attempts);
    g_array_unref(fold->groups);
    ct_slice_free(fold->slice);
    g_free(fold);
}
