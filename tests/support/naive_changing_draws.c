/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The luck of an attacker in a world that changes: what the engine draws, said plainly. */
#include "tests/support/naive_changing_private.h"

const CtVerdict *
ct_naive_verdict_of(const CtNaive *naive, uint32_t step)
{
    return naive->graph->templates.data[naive->graph->step_reason[step]].verdict;
}

static CtSampler
sampler_of(const CtDist *dist)
{
    CtSampler sampler;

    ct_sampler_init(&sampler, dist);
    return sampler;
}

static bool
same_dist(const CtDist *a, const CtDist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           a->never == b->never;
}

int64_t
ct_naive_prepared_at(CtNaive *naive, uint32_t step, int64_t now)
{
    const CtDist *time = &ct_naive_verdict_of(naive, step)->prepare;
    CtNaivePrepared begun = {.row = naive->keys->prepare[naive->key_of[step]], .time = *time};
    CtSampler sampler = sampler_of(time);

    if (time->kind == CT_DIST_CONSTANT && time->a <= 0 && time->never <= 0)
        return now;
    for (guint i = 0; i < naive->prepared->len; i++) {
        const CtNaivePrepared *one = &g_array_index(naive->prepared, CtNaivePrepared, i);

        if (one->row == begun.row && same_dist(&one->time, time))
            return MAX(now, one->ready);
    }
    begun.ready =
        MIN(now + ct_draw_prepare(&naive->draws, naive->keys->prepare_key[begun.row], &sampler),
            CT_TIME_NEVER);
    g_array_append_val(naive->prepared, begun);
    return begun.ready;
}

CtTry
ct_naive_draw(const CtNaive *naive, uint32_t step, uint32_t n)
{
    const CtVerdict *verdict = ct_naive_verdict_of(naive, step);
    CtSampler sampler = sampler_of(n == 1 ? &verdict->time : &verdict->retry);

    return ct_draw_try(&naive->draws, naive->keys->draw[naive->key_of[step]], n, &sampler);
}

bool
ct_naive_works(const CtNaive *naive, uint32_t step)
{
    return ct_draw_works(&naive->draws,
                         naive->keys->works_key[naive->keys->works[naive->key_of[step]]]) <
           ct_naive_verdict_of(naive, step)->works;
}
