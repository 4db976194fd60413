/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Groups within others come first: once the blocks within each block are in order, whole blocks are
 * compared and moved, what is in them included.
 */
#include "analysis/additive_parts.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* What of a block is in the set: a byte an attempt. */
typedef struct Pattern {
    uint8_t *in;
    uint32_t width;
} Pattern;

static int
compare_patterns(const void *a, const void *b)
{
    const Pattern *x = a, *y = b;

    return memcmp(y->in, x->in, x->width);
}

static void
order_blocks(const CtFoldGroup *group, uint8_t *in)
{
    size_t n = (size_t)group->n_blocks * group->width;
    g_autofree uint8_t *bytes = g_new(uint8_t, n + 1);
    g_autofree Pattern *patterns = g_new(Pattern, group->n_blocks);

    for (size_t i = 0; i < n; i++)
        bytes[i] = in[group->attempts.data[i]];
    for (uint32_t b = 0; b < group->n_blocks; b++)
        patterns[b] = (Pattern){bytes + (size_t)b * group->width, group->width};
    ct_sort(patterns, group->n_blocks, sizeof *patterns, compare_patterns);
    for (uint32_t b = 0; b < group->n_blocks; b++) {
        for (uint32_t i = 0; i < group->width; i++)
            in[group->attempts.data[(size_t)b * group->width + i]] = patterns[b].in[i];
    }
}

void
ct_additive_canonise(const CtAdditiveSolver *solver, CtIds *set)
{
    const GArray *groups = solver->problem->groups;
    g_autofree uint8_t *in = NULL;

    if (groups == NULL || groups->len == 0)
        return;
    in = g_new0(uint8_t, (size_t)solver->slice->n_attempts + 1);
    for (uint32_t i = 0; i < set->length; i++)
        in[set->data[i]] = 1;
    for (guint g = 0; g < groups->len; g++)
        order_blocks(&g_array_index(groups, CtFoldGroup, g), in);
    set->length = 0;
    for (uint32_t a = 0; a < solver->slice->n_attempts; a++)
        if (in[a] != 0)
            ct_ids_add(set, a);
}
