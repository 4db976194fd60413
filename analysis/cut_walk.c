/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/cut_walk.h"

#include <math.h>
#include <string.h>

CtCutWalk *
ct_cut_walk_new(const CtSlice *slice, const CtElements *elements)
{
    CtCutWalk *walk = g_new0(CtCutWalk, 1);

    walk->slice = slice;
    walk->elements = elements;
    walk->gone = g_new0(uint8_t, elements->rows->len + 1);
    walk->missing = g_new(uint32_t, (size_t)slice->n_steps + 1);
    walk->cause = g_new(uint32_t, (size_t)slice->n_facts + 1);
    return walk;
}

void
ct_cut_walk_free(CtCutWalk *walk)
{
    g_free(walk->gone);
    g_free(walk->missing);
    g_free(walk->cause);
    ct_ids_clear(&walk->facts);
    g_free(walk);
}

static bool
is_blocked(const CtCutWalk *walk, uint32_t step)
{
    const CtCsr *of_step = &walk->elements->of_step;

    for (uint32_t i = of_step->start[step]; i < of_step->start[step + 1]; i++)
        if (walk->gone[of_step->value[i]] != 0)
            return true;
    return false;
}

static void
gain(CtCutWalk *walk, uint32_t fact, uint32_t step)
{
    if (walk->cause[fact] != CT_NO_ID)
        return;
    walk->cause[fact] = step;
    ct_ids_add(&walk->facts, fact);
}

bool
ct_cut_walk(CtCutWalk *walk)
{
    const CtSlice *slice = walk->slice;
    const uint32_t is_entry = slice->n_steps;

    walk->looked += slice->n_steps + 1;
    walk->facts.length = 0;
    memset(walk->cause, 0xff, slice->n_facts * sizeof *walk->cause);
    for (uint32_t e = 0; e < slice->entries.length; e++)
        gain(walk, slice->entries.data[e], is_entry);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        walk->missing[s] = slice->need[s];
        if (walk->missing[s] == 0 && !is_blocked(walk, s))
            gain(walk, slice->gain[s], s);
    }
    for (uint32_t next = 0; next < walk->facts.length; next++) {
        uint32_t fact = walk->facts.data[next];

        for (uint32_t i = slice->uses.start[fact]; i < slice->uses.start[fact + 1]; i++) {
            uint32_t step = slice->uses.value[i];

            if (--walk->missing[step] == 0 && !is_blocked(walk, step))
                gain(walk, slice->gain[step], step);
        }
    }
    return walk->cause[0] != CT_NO_ID;
}

void
ct_cut_walk_path(const CtCutWalk *walk, CtIds *elements)
{
    const CtSlice *slice = walk->slice;
    const CtCsr *of_step = &walk->elements->of_step;
    g_autofree uint8_t *seen = g_new0(uint8_t, (size_t)slice->n_facts + 1);
    g_auto(CtIds) stack = {0};

    elements->length = 0;
    ct_ids_add(&stack, 0);
    seen[0] = 1;
    while (stack.length > 0) {
        uint32_t step = walk->cause[stack.data[--stack.length]];

        if (step == slice->n_steps)
            continue;
        for (uint32_t i = of_step->start[step]; i < of_step->start[step + 1]; i++)
            ct_ids_add(elements, of_step->value[i]);
        for (uint32_t i = slice->premises.start[step]; i < slice->premises.start[step + 1]; i++) {
            uint32_t premise = slice->premises.value[i];

            if (walk->cause[premise] == CT_NO_ID || seen[premise] != 0)
                continue;
            seen[premise] = 1;
            ct_ids_add(&stack, premise);
        }
    }
    ct_ids_sort_unique(elements);
}

void
ct_cut_walk_small_path(CtCutWalk *walk, const double *weight, CtIds *path)
{
    guint n = walk->elements->rows->len;
    g_autofree uint8_t *gone = g_memdup2(walk->gone, n + 1);

    ct_cut_walk_path(walk, path);
    for (uint32_t i = 0; i < path->length; i++) {
        if (weight != NULL && !isfinite(weight[path->data[i]]))
            continue;
        walk->gone[path->data[i]] = 1;
        if (!ct_cut_walk(walk))
            walk->gone[path->data[i]] = 0;
    }
    (void)ct_cut_walk(walk);
    ct_cut_walk_path(walk, path);
    memcpy(walk->gone, gone, n + 1);
}

void
ct_cut_way(const CtSlice *slice, const CtElements *elements, CtIds *ret_elements)
{
    CtCutWalk *walk = ct_cut_walk_new(slice, elements);

    if (ct_cut_walk(walk))
        ct_cut_walk_small_path(walk, NULL, ret_elements);
    ct_cut_walk_free(walk);
}
