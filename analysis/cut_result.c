/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every search for cuts does with its sets and weights. */
#include "analysis/cut.h"

#include <math.h>

/* Programs are solved in floating point: past these, weights are scaled, or not told apart. */
#define LARGEST_UNSCALED 1e6
#define WIDEST_RATIO 1e7

CtCutResult *
ct_cut_result_new(void)
{
    CtCutResult *result = g_new0(CtCutResult, 1);

    result->sets = g_array_new(FALSE, FALSE, sizeof(CtIds));
    result->weight = INFINITY;
    return result;
}

void
ct_cut_result_free(CtCutResult *result)
{
    if (result == NULL)
        return;
    for (guint i = 0; i < result->sets->len; i++)
        ct_ids_clear(&g_array_index(result->sets, CtIds, i));
    g_array_unref(result->sets);
    g_free(result);
}

/* Fewer elements first, then by element. */
static int
compare_sets(const void *a, const void *b)
{
    const CtIds *x = a;
    const CtIds *y = b;

    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    for (uint32_t i = 0; i < x->length; i++)
        if (x->data[i] != y->data[i])
            return x->data[i] < y->data[i] ? -1 : 1;
    return 0;
}

static bool
contains(const CtIds *set, const CtIds *other)
{
    for (uint32_t i = 0; i < other->length; i++)
        if (!ct_ids_has_sorted(set->data, set->length, other->data[i]))
            return false;
    return true;
}

void
ct_cut_result_finish(CtCutResult *result)
{
    guint kept = 0;

    g_array_sort(result->sets, compare_sets);
    for (guint i = 0; i < result->sets->len; i++) {
        CtIds *set = &g_array_index(result->sets, CtIds, i);
        bool needless = false;

        for (guint k = 0; k < kept && !needless; k++)
            needless = contains(set, &g_array_index(result->sets, CtIds, k));
        if (needless)
            ct_ids_clear(set);
        else
            g_array_index(result->sets, CtIds, kept++) = *set;
    }
    g_array_set_size(result->sets, kept);
}

double
ct_cut_weight(const CtIds *set, const double *weight)
{
    double sum = 0;

    for (uint32_t i = 0; i < set->length; i++)
        sum += weight[set->data[i]];
    return sum;
}

double
ct_cut_scale(const double *weight, uint32_t n, bool *ret_is_exact)
{
    double least = INFINITY;
    double most = 0;

    for (uint32_t e = 0; e < n; e++) {
        if (!isfinite(weight[e]) || weight[e] <= 0)
            continue;
        least = MIN(least, weight[e]);
        most = MAX(most, weight[e]);
    }
    *ret_is_exact = most == 0 || most / least <= WIDEST_RATIO;
    return most > LARGEST_UNSCALED || (most > 0 && most < 1) ? most : 1;
}
