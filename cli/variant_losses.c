/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/variant_losses.h"

#include <math.h>
#include <string.h>

typedef struct Pairs {
    double *a, *b; /* ms lost */
    size_t n;
    CtPairedCounts counts;
} Pairs;

static void
add_pair(Pairs *pairs, const CtLossTime *a, const CtLossTime *b)
{
    bool in_a = a->times > 0, in_b = b->times > 0;

    pairs->a[pairs->n] = (double)a->total_ms;
    pairs->b[pairs->n++] = (double)b->total_ms;
    pairs->counts.both += in_a && in_b;
    pairs->counts.only_a += in_a && !in_b;
    pairs->counts.only_b += !in_a && in_b;
    pairs->counts.neither += !in_a && !in_b;
}

/* Replications that failed in either make no pair. */
static void
compare(
    CtVariantLoss *row, const CtSimulation *written, const CtSimulation *other, guint a, guint b)
{
    guint n = MIN(written->rows->len, other->rows->len);
    Pairs pairs = {.a = g_new(double, (size_t)n + 1), .b = g_new(double, (size_t)n + 1)};

    for (guint i = 0; i < n; i++) {
        const CtRow *one = written->rows->pdata[i], *two = other->rows->pdata[i];

        if (one != NULL && two != NULL && one->outcome != CT_OUTCOME_FAILED &&
            two->outcome != CT_OUTCOME_FAILED)
            add_pair(&pairs, &one->losses[a], &two->losses[b]);
    }
    row->longer_ms = ct_stats_paired(pairs.a, pairs.b, pairs.n, CT_STATISTICS_CONFIDENCE);
    row->lost_more = ct_stats_paired_shares(&pairs.counts, CT_STATISTICS_CONFIDENCE);
    g_free(pairs.a);
    g_free(pairs.b);
}

static guint
find(const GArray *losses, const CtLossStatistics *wanted)
{
    guint i = 0;

    while (i < losses->len) {
        const CtLossStatistics *one = &g_array_index(losses, CtLossStatistics, i);

        if (strcmp(one->kind, wanted->kind) == 0 && strcmp(one->name, wanted->name) == 0)
            break;
        i++;
    }
    return i;
}

void
ct_variants_add_losses(CtVariants *variants,
                       const CtSimulation *written,
                       const CtSimulation *other,
                       const char *name,
                       bool stands)
{
    const CtEstimate none = {.value = NAN, .low = NAN, .high = NAN};
    const GArray *before = written->statistics->losses.losses;
    const GArray *after = other->statistics->losses.losses;

    variants->is_cut_off = variants->is_cut_off || !other->statistics->losses.is_whole;
    for (guint i = 0; i < after->len; i++) {
        const CtLossStatistics *loss = &g_array_index(after, CtLossStatistics, i);
        guint first = find(before, loss);
        CtVariantLoss row = {.kind = g_strdup(loss->kind),
                             .name = g_strdup(loss->name),
                             .variant = g_strdup(name),
                             .lost = stands ? loss->lost : none,
                             .lost_ms = stands ? loss->total_ms : none,
                             .cost_per_hour = loss->cost_per_hour,
                             .lost_more = none,
                             .longer_ms = none};

        if (stands && name != NULL && first < before->len)
            compare(&row, written, other, first, i);
        g_array_append_val(variants->losses, row);
    }
}
