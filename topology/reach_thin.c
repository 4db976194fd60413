/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * States are numbered as they were found, so the one way into a state comes from a smaller number:
 * going up once is enough to hand over single ways in, going down once for single ways out (a way
 * out that leads back is left alone). Two steps can be one if at most one of them passes a conduit
 * or needs somebody to open it.
 */
#include "topology/reach_thin.h"

#include "base/bits.h"
#include "base/sort.h"
#include "topology/rows_add.h"

#include <stdlib.h>

typedef struct Thinning {
    const CtReachWalk *walk;
    CtThinWalk *thin;
    uint32_t *degree;     /* state → ways in, or out */
    uint32_t *only;       /* state → the only way in, or out */
    uint8_t *bare;        /* state → no way on the other side bears anything */
    CtWalkStep *replaced; /* state → what stands for it: `from` (or `to`), and what to bear */
    uint64_t *gone;
} Thinning;

static bool
is_end(const CtReachWalk *walk, uint32_t state)
{
    uint32_t place = walk->states.data[state].a;

    return place >= walk->first_end && place < walk->first_origin;
}

static bool
bears(const CtWalkStep *step)
{
    return step->conduit != CT_NO_ID || step->opener != CT_NO_ID;
}

static void
take_over(CtWalkStep *step, const CtWalkStep *from)
{
    if (!bears(from))
        return;
    step->conduit = from->conduit;
    step->rule = from->rule;
    step->opener = from->opener;
}

/* States from which an end is reached, against the steps. */
static void
find_useful(const CtReachWalk *walk, uint64_t *useful)
{
    uint32_t n = walk->steps.length;
    g_autofree uint32_t *to = g_new(uint32_t, (size_t)n + 1);
    g_autofree uint32_t *from = g_new(uint32_t, (size_t)n + 1);
    g_auto(CtCsr) into = {0};
    g_auto(CtIds) queue = {0};

    for (uint32_t i = 0; i < n; i++) {
        to[i] = walk->steps.data[i].to;
        from[i] = walk->steps.data[i].from;
    }
    ct_csr_build(&into, walk->states.length, to, from, n);
    for (uint32_t s = 0; s < walk->states.length; s++)
        if (is_end(walk, s)) {
            ct_bits_set(useful, s);
            ct_ids_add(&queue, s);
        }
    for (uint32_t i = 0; i < queue.length; i++) {
        uint32_t s = queue.data[i];

        for (uint32_t k = into.start[s]; k < into.start[s + 1]; k++)
            if (!ct_bits_get(useful, into.value[k])) {
                ct_bits_set(useful, into.value[k]);
                ct_ids_add(&queue, into.value[k]);
            }
    }
}

static void
count_ways(Thinning *thinning, bool in)
{
    CtThinWalk *thin = thinning->thin;

    for (uint32_t s = 0; s < thinning->walk->states.length; s++) {
        thinning->degree[s] = 0;
        thinning->bare[s] = 1;
    }
    for (uint32_t i = 0; i < thin->steps.length; i++) {
        const CtWalkStep *step = &thin->steps.data[i];
        uint32_t here = in ? step->to : step->from;
        uint32_t there = in ? step->from : step->to;

        thinning->degree[here]++;
        thinning->only[here] = i;
        if (bears(step))
            thinning->bare[there] = 0;
    }
}

static bool
is_between(const Thinning *thinning, uint32_t state)
{
    return state >= thinning->walk->n_origins && !is_end(thinning->walk, state);
}

/* Decides for @state; those before it on the only way have been decided. */
static void
try_replace(Thinning *thinning, uint32_t state, bool in)
{
    CtWalkStep step;
    uint32_t beyond;

    if (!is_between(thinning, state) || thinning->degree[state] != 1)
        return;
    step = thinning->thin->steps.data[thinning->only[state]];
    beyond = in ? step.from : step.to;
    if (in ? beyond >= state : beyond <= state)
        return;
    if (ct_bits_get(thinning->gone, beyond)) {
        take_over(&step, &thinning->replaced[beyond]);
        if (in)
            step.from = thinning->replaced[beyond].from;
        else
            step.to = thinning->replaced[beyond].to;
    }
    if (bears(&step) && !thinning->bare[state])
        return;
    thinning->replaced[state] = step;
    ct_bits_set(thinning->gone, state);
}

static void
apply(Thinning *thinning, bool in)
{
    CtThinWalk *thin = thinning->thin;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < thin->steps.length; i++) {
        CtWalkStep step = thin->steps.data[i];
        uint32_t here = in ? step.to : step.from;
        uint32_t there = in ? step.from : step.to;

        if (ct_bits_get(thinning->gone, here))
            continue; /* the only way of a state that is gone */
        if (ct_bits_get(thinning->gone, there)) {
            take_over(&step, &thinning->replaced[there]);
            if (in)
                step.from = thinning->replaced[there].from;
            else
                step.to = thinning->replaced[there].to;
        }
        thin->steps.data[kept++] = step;
    }
    thin->steps.length = kept;
}

static void
hand_on(Thinning *thinning, bool in)
{
    uint32_t n = thinning->walk->states.length;

    count_ways(thinning, in);
    for (uint32_t i = 0; i < n; i++)
        try_replace(thinning, in ? i : n - 1 - i, in);
    apply(thinning, in);
}

static int
compare_steps(const void *a, const void *b)
{
    const CtWalkStep *x = a;
    const CtWalkStep *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->opener != y->opener)
        return x->opener < y->opener ? -1 : 1;
    if (x->conduit != y->conduit)
        return x->conduit < y->conduit ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static void
sort_steps(CtThinWalk *thin)
{
    uint32_t kept = 0;

    if (thin->steps.length > 0)
        ct_sort(thin->steps.data, thin->steps.length, sizeof(CtWalkStep), compare_steps);
    for (uint32_t i = 0; i < thin->steps.length; i++)
        if (kept == 0 || compare_steps(&thin->steps.data[kept - 1], &thin->steps.data[i]) != 0)
            thin->steps.data[kept++] = thin->steps.data[i];
    thin->steps.length = kept;
}

/* Ends with several labels, grouped: compares by place, then as sorted before. */
typedef struct Arrival {
    uint32_t place, label, opener, step;
} Arrival;

static int
compare_arrivals(const void *a, const void *b)
{
    const Arrival *x = a;
    const Arrival *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->step > y->step) - (x->step < y->step);
}

/* Whether @arrival can be there while @other is not, once conduits and some rules may be blocked:
 * who commands the enforcing device does not mind. */
static bool
may_outlast(const CtReachRules *rules, const CtWalkStep *arrival, const CtWalkStep *other)
{
    if (other->opener != CT_NO_ID)
        return other->opener != arrival->opener;
    if (other->conduit == CT_NO_ID)
        return false;
    return arrival->opener != CT_NO_ID || arrival->conduit != other->conduit ||
           (arrival->rule != other->rule && ct_reach_rule_is_single(rules, other->rule));
}

static bool
is_bettered(const CtLabels *labels, const Arrival *arrival, const Arrival *other)
{
    if (other->opener != CT_NO_ID && other->opener != arrival->opener)
        return false;
    if (!ct_labels_at_least(labels, other->label, arrival->label))
        return false;
    return other->label != arrival->label || other->opener != arrival->opener;
}

/* Marks the steps of one state, [@first, @end), that another of them does better. */
static void
find_bettered(const CtReachWalk *walk,
              const CtThinWalk *thin,
              bool every_door,
              uint32_t first,
              uint32_t end,
              uint64_t *out)
{
    CT_ROWS(Arrival) arrivals = {0};

    for (uint32_t i = first; i < end; i++) {
        const CtWalkStep *step = &thin->steps.data[i];
        const CtTuple *to = &walk->states.data[step->to];

        if (is_end(walk, step->to))
            CT_ROWS_ADD(&arrivals, ((Arrival){to->a, to->d, step->opener, i}));
    }
    if (arrivals.length > 1)
        ct_sort(arrivals.data, arrivals.length, sizeof(Arrival), compare_arrivals);
    for (uint32_t i = 0, next; i < arrivals.length; i = next) {
        for (next = i + 1; next < arrivals.length; next++)
            if (arrivals.data[next].place != arrivals.data[i].place)
                break;
        for (uint32_t a = i; a < next; a++)
            for (uint32_t b = i; b < next; b++)
                if (a != b && is_bettered(&walk->labels, &arrivals.data[a], &arrivals.data[b]) &&
                    !(every_door &&
                      may_outlast(walk->routes->rules, &thin->steps.data[arrivals.data[a].step],
                                  &thin->steps.data[arrivals.data[b].step])))
                    ct_bits_set(out, arrivals.data[a].step);
    }
    g_free(arrivals.data);
}

static void
drop_bettered(const CtReachWalk *walk, CtThinWalk *thin, bool every_door)
{
    g_autofree uint64_t *out = ct_bits_new(thin->steps.length);
    uint32_t kept = 0;

    for (uint32_t i = 0, next; i < thin->steps.length; i = next) {
        for (next = i + 1; next < thin->steps.length; next++)
            if (thin->steps.data[next].from != thin->steps.data[i].from)
                break;
        find_bettered(walk, thin, every_door, i, next, out);
    }
    for (uint32_t i = 0; i < thin->steps.length; i++)
        if (!ct_bits_get(out, i))
            thin->steps.data[kept++] = thin->steps.data[i];
    thin->steps.length = kept;
}

void
ct_thin_walk_init(CtThinWalk *thin, const CtReachWalk *walk, bool every_door)
{
    uint32_t n = walk->states.length;
    g_autofree uint64_t *useful = ct_bits_new(n);
    Thinning thinning = {
        .walk = walk,
        .thin = thin,
        .degree = g_new(uint32_t, (size_t)n + 1),
        .only = g_new(uint32_t, (size_t)n + 1),
        .bare = g_new(uint8_t, (size_t)n + 1),
        .replaced = g_new(CtWalkStep, (size_t)n + 1),
        .gone = ct_bits_new(n),
    };

    *thin = (CtThinWalk){.kept = ct_bits_new(n)};
    find_useful(walk, useful);
    for (uint32_t i = 0; i < walk->steps.length; i++)
        if (ct_bits_get(useful, walk->steps.data[i].to))
            CT_ROWS_ADD(&thin->steps, walk->steps.data[i]);
    hand_on(&thinning, true);
    hand_on(&thinning, false);
    sort_steps(thin);
    if (!walk->labels.listening)
        drop_bettered(walk, thin, every_door);

    for (uint32_t s = 0; s < walk->n_origins; s++)
        ct_bits_set(thin->kept, s);
    for (uint32_t i = 0; i < thin->steps.length; i++) {
        ct_bits_set(thin->kept, thin->steps.data[i].from);
        ct_bits_set(thin->kept, thin->steps.data[i].to);
    }
    g_free(thinning.degree);
    g_free(thinning.only);
    g_free(thinning.bare);
    g_free(thinning.replaced);
    g_free(thinning.gone);
}

void
ct_thin_walk_clear(CtThinWalk *thin)
{
    g_free(thin->steps.data);
    g_free(thin->kept);
    *thin = (CtThinWalk){0};
}
