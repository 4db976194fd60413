/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts whose word has grown wait, each once, and are taken in sweeps over one fixed order: the
 * reverse postorder of a walk along the steps, so that a fact mostly comes after what it follows
 * from. Words that start far apart on a chain of zones meet and go on as one, where first come
 * first served would send each down the whole chain by itself. A short step is evaluated
 * anew whenever one of its premises grows. A long one (a function over thousands of assets) would
 * make that quadratic, so it only gets a mark, and marked steps are evaluated when the queue has
 * run empty. Counting in 64 worlds at once is adding into bit planes: plane i holds bit i of each
 * world's count.
 */
#include "analysis/closure64.h"

#include "base/bits.h"

#include <string.h>

enum {
    LONG_STEP = 8, /* premises past which a step waits for the queue to run empty */
    MAX_PLANES = 32,
};

/* The arrays of a graph or of a slice of one, borrowed. */
typedef struct Net {
    uint32_t n_facts, n_steps;
    const uint32_t *premise_start, *premises, *gain, *uses_start, *uses;
    const uint32_t *need; /* NULL where all steps need all */
} Net;

struct CtClosure {
    Net net;
    uint64_t *word;    /* per fact */
    uint32_t *rank;    /* fact → place in the order of sweeps */
    uint32_t *fact_at; /* place → fact */
    uint64_t *queued;  /* bit per place */
    uint32_t n_queued;
    uint32_t cursor; /* word of `queued` that the sweep has come to */
    CtIds marked;    /* long steps to evaluate */
    uint64_t *is_marked;
};

/* Fills rank and fact_at: depth first from every fact in turn, last finished first. */
static void
put_order(CtClosure *closure)
{
    const Net *net = &closure->net;
    g_autofree uint32_t *next = g_new(uint32_t, (size_t)net->n_facts + 1);
    g_autofree uint32_t *stack = g_new(uint32_t, (size_t)net->n_facts + 1);
    uint32_t place = net->n_facts;

    memset(next, 0xff, net->n_facts * sizeof *next);
    for (uint32_t root = 0; root < net->n_facts; root++) {
        uint32_t depth = 0;

        if (next[root] != CT_NO_ID)
            continue;
        next[root] = net->uses_start[root];
        stack[depth++] = root;
        while (depth > 0) {
            uint32_t fact = stack[depth - 1];
            uint32_t gain;

            if (next[fact] == net->uses_start[fact + 1]) {
                closure->fact_at[--place] = fact;
                closure->rank[fact] = place;
                depth--;
                continue;
            }
            gain = net->gain[net->uses[next[fact]++]];
            if (next[gain] != CT_NO_ID)
                continue;
            next[gain] = net->uses_start[gain];
            stack[depth++] = gain;
        }
    }
}

static CtClosure *
closure_new(const Net *net)
{
    CtClosure *closure = g_new0(CtClosure, 1);

    closure->net = *net;
    closure->word = g_new0(uint64_t, (size_t)net->n_facts + 1);
    closure->queued = ct_bits_new(net->n_facts + 64);
    closure->rank = g_new(uint32_t, (size_t)net->n_facts + 1);
    closure->fact_at = g_new(uint32_t, (size_t)net->n_facts + 1);
    closure->is_marked = ct_bits_new(net->n_steps);
    put_order(closure);
    return closure;
}

CtClosure *
ct_closure_new(const CtGraph *graph)
{
    return closure_new(&(Net){.n_facts = graph->n_facts,
                              .n_steps = graph->n_steps,
                              .premise_start = graph->step_premise_start,
                              .premises = graph->premises,
                              .gain = graph->step_gain,
                              .uses_start = graph->uses_start,
                              .uses = graph->uses,
                              .need = graph->step_need});
}

CtClosure *
ct_closure_new_slice(const CtSlice *slice)
{
    return closure_new(&(Net){.n_facts = slice->n_facts,
                              .n_steps = slice->n_steps,
                              .premise_start = slice->premises.start,
                              .premises = slice->premises.value,
                              .gain = slice->gain,
                              .uses_start = slice->uses.start,
                              .uses = slice->uses.value,
                              .need = slice->need});
}

void
ct_closure_free(CtClosure *closure)
{
    if (closure == NULL)
        return;
    g_free(closure->word);
    g_free(closure->queued);
    g_free(closure->rank);
    g_free(closure->fact_at);
    g_free(closure->is_marked);
    ct_ids_clear(&closure->marked);
    g_free(closure);
}

void
ct_closure_clear(CtClosure *closure)
{
    memset(closure->word, 0, closure->net.n_facts * sizeof *closure->word);
}

static void
push(CtClosure *closure, CtFactId fact)
{
    uint32_t place = closure->rank[fact];

    if (ct_bits_get(closure->queued, place))
        return;
    ct_bits_set(closure->queued, place);
    closure->n_queued++;
}

void
ct_closure_enter(CtClosure *closure, CtFactId fact, uint64_t worlds)
{
    g_return_if_fail(fact < closure->net.n_facts);
    if ((worlds & ~closure->word[fact]) == 0)
        return;
    closure->word[fact] |= worlds;
    push(closure, fact);
}

uint64_t
ct_closure_worlds(const CtClosure *closure, CtFactId fact)
{
    g_return_val_if_fail(fact < closure->net.n_facts, 0);
    return closure->word[fact];
}

/* The worlds in which at least @need of the @n words have their bit. */
static uint64_t
at_least(const CtClosure *closure, const CtFactId *facts, uint32_t n, uint32_t need)
{
    uint64_t planes[MAX_PLANES] = {0};
    uint64_t more = 0;
    uint64_t equal = UINT64_MAX;

    for (uint32_t i = 0; i < n; i++) {
        uint64_t carry = closure->word[facts[i]];

        for (uint32_t p = 0; carry != 0 && p < MAX_PLANES; p++) {
            uint64_t sum = planes[p] ^ carry;

            carry &= planes[p];
            planes[p] = sum;
        }
    }
    /* Compares all counts with @need, highest bit first. */
    for (uint32_t p = MAX_PLANES; p-- > 0;) {
        uint64_t wanted = ((need >> p) & 1) != 0 ? UINT64_MAX : 0;

        more |= equal & planes[p] & ~wanted;
        equal &= ~(planes[p] ^ wanted);
    }
    return more | equal;
}

static uint64_t
evaluate(const CtClosure *closure, uint32_t step)
{
    const Net *net = &closure->net;
    uint32_t start = net->premise_start[step];
    uint32_t end = net->premise_start[step + 1];
    uint64_t worlds = UINT64_MAX;

    if (net->need != NULL && net->need[step] != end - start)
        return at_least(closure, net->premises + start, end - start, net->need[step]);
    for (uint32_t i = start; i < end; i++)
        worlds &= closure->word[net->premises[i]];
    return worlds;
}

static void
take(CtClosure *closure, uint32_t step, const uint64_t *available)
{
    uint64_t worlds = evaluate(closure, step);

    if (available != NULL)
        worlds &= available[step];
    ct_closure_enter(closure, closure->net.gain[step], worlds);
}

static void
mark(CtClosure *closure, uint32_t step)
{
    if (ct_bits_get(closure->is_marked, step))
        return;
    ct_bits_set(closure->is_marked, step);
    ct_ids_add(&closure->marked, step);
}

/* The next that waits, in the order of the sweep; there is one. */
static CtFactId
pop(CtClosure *closure)
{
    uint32_t n_words = closure->net.n_facts / 64 + 1;
    uint64_t word;
    uint32_t bit;

    while (closure->queued[closure->cursor] == 0)
        closure->cursor = closure->cursor + 1 == n_words ? 0 : closure->cursor + 1;
    word = closure->queued[closure->cursor];
    bit = (uint32_t)__builtin_ctzll(word);
    closure->queued[closure->cursor] = word & (word - 1);
    closure->n_queued--;
    return closure->fact_at[closure->cursor * 64 + bit];
}

static void
run_queue(CtClosure *closure, const uint64_t *available)
{
    const Net *net = &closure->net;

    while (closure->n_queued > 0) {
        CtFactId fact = pop(closure);

        for (uint32_t i = net->uses_start[fact]; i < net->uses_start[fact + 1]; i++) {
            uint32_t step = net->uses[i];
            uint32_t length = net->premise_start[step + 1] - net->premise_start[step];

            if (length > LONG_STEP)
                mark(closure, step);
            else
                take(closure, step, available);
        }
    }
}

void
ct_closure_run(CtClosure *closure, const uint64_t *available, uint64_t axioms_in)
{
    const Net *net = &closure->net;

    for (uint32_t s = 0; s < net->n_steps; s++)
        if (net->premise_start[s] == net->premise_start[s + 1])
            ct_closure_enter(closure, net->gain[s],
                             axioms_in & (available != NULL ? available[s] : UINT64_MAX));
    run_queue(closure, available);
    while (closure->marked.length > 0) {
        uint32_t step = closure->marked.data[--closure->marked.length];

        ct_bits_unset(closure->is_marked, step);
        take(closure, step, available);
        run_queue(closure, available);
    }
}
