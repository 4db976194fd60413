/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/slice_fold.h"

/* Facts that hold in the end, renumbered; CT_NO_ID for the others. */
static uint32_t *
number_facts(const CtProgress *all, uint32_t *ret_n)
{
    uint32_t n = all->slice->n_facts;
    uint32_t *local = g_new(uint32_t, (size_t)n + 1);

    *ret_n = 0;
    for (uint32_t f = 0; f < n; f++)
        local[f] = all->holds[f] != 0 ? (*ret_n)++ : CT_NO_ID;
    return local;
}

/* Steps of @slice that can be made, attempts first as there. */
static void
choose_steps(const CtProgress *all, const uint8_t *keep, CtIds *ret_steps, uint32_t *ret_attempts)
{
    const CtSlice *slice = all->slice;

    for (uint32_t s = 0; s < slice->n_steps; s++) {
        uint32_t have = 0;

        if (s == slice->n_attempts)
            *ret_attempts = ret_steps->length;
        if (s < slice->n_attempts && keep[s] == 0)
            continue;
        for (uint32_t i = slice->premises.start[s]; i < slice->premises.start[s + 1]; i++)
            have += all->holds[slice->premises.value[i]];
        if (have >= slice->need[s])
            ct_ids_add(ret_steps, s);
    }
}

static void
fill(CtSlice *slice, const CtSlice *from, const CtIds *steps, const uint32_t *local)
{
    g_auto(CtIds) rows = {0}, values = {0};

    slice->n_steps = steps->length;
    slice->step = g_new(uint32_t, (size_t)steps->length + 1);
    slice->gain = g_new(uint32_t, (size_t)steps->length + 1);
    slice->need = g_new(uint32_t, (size_t)steps->length + 1);
    for (uint32_t i = 0; i < steps->length; i++) {
        uint32_t s = steps->data[i];

        slice->step[i] = from->step[s];
        slice->gain[i] = local[from->gain[s]];
        slice->need[i] = from->need[s];
        for (uint32_t p = from->premises.start[s]; p < from->premises.start[s + 1]; p++)
            if (local[from->premises.value[p]] != CT_NO_ID) {
                ct_ids_add(&rows, i);
                ct_ids_add(&values, local[from->premises.value[p]]);
            }
    }
    ct_csr_build(&slice->premises, slice->n_steps, rows.data, values.data, rows.length);
    ct_csr_build(&slice->uses, slice->n_facts, values.data, rows.data, rows.length);
    for (uint32_t e = 0; e < from->entries.length; e++)
        ct_ids_add(&slice->entries, local[from->entries.data[e]]);
}

CtSlice *
ct_slice_restrict(const CtSlice *slice, const uint8_t *keep)
{
    g_autoptr(CtProgress) all = ct_progress_new(slice);
    g_auto(CtIds) steps = {0};
    CtSlice *less;

    for (uint32_t a = 0; a < slice->n_attempts; a++)
        if (keep[a] != 0)
            ct_progress_take(all, a);
    if (!ct_progress_has_goal(all))
        return NULL;
    less = g_new0(CtSlice, 1);

    g_autofree uint32_t *local = number_facts(all, &less->n_facts);
    choose_steps(all, keep, &steps, &less->n_attempts);
    fill(less, slice, &steps, local);
    return less;
}
