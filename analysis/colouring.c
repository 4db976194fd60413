/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A node's new colour is told by 128 bits: its old colour and the sum, over its edges, of a number
 * made of the edge's kind and the neighbour's colour. Sums do not depend on order, so nothing needs
 * sorting.
 */
#include "analysis/colouring.h"

#include "base/hash.h"

#include <string.h>

enum { EDGE_PREMISE_OF, EDGE_PREMISE, EDGE_GAINED_BY, EDGE_GAIN, EDGE_ITEM_OF, EDGE_ITEM };

uint64_t
ct_colouring_mix(uint64_t value)
{
    /* The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
    value += UINT64_C(0x9e3779b97f4a7c15);
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

typedef struct Edges {
    CtIds from, to;
    GByteArray *kind;
} Edges;

static void
add_edge(Edges *edges, uint32_t a, uint32_t b, uint8_t a_sees, uint8_t b_sees)
{
    ct_ids_add(&edges->from, a);
    ct_ids_add(&edges->to, b);
    g_byte_array_append(edges->kind, &a_sees, 1);
    ct_ids_add(&edges->from, b);
    ct_ids_add(&edges->to, a);
    g_byte_array_append(edges->kind, &b_sees, 1);
}

static void
build_edges(CtColouring *colouring, const CtSlice *slice, const CtAdditiveCosts *costs)
{
    Edges edges = {.kind = g_byte_array_new()};
    g_auto(CtCsr) order = {0};
    g_autofree uint32_t *number = NULL;
    uint32_t first_item = slice->n_facts + slice->n_steps;

    for (uint32_t s = 0; s < slice->n_steps; s++) {
        for (uint32_t p = slice->premises.start[s]; p < slice->premises.start[s + 1]; p++)
            add_edge(&edges, slice->premises.value[p], slice->n_facts + s, EDGE_PREMISE_OF,
                     EDGE_PREMISE);
        add_edge(&edges, slice->gain[s], slice->n_facts + s, EDGE_GAINED_BY, EDGE_GAIN);
    }
    for (uint32_t a = 0; a < slice->n_attempts; a++)
        for (uint32_t i = costs->shares.start[a]; i < costs->shares.start[a + 1]; i++)
            add_edge(&edges, first_item + costs->shares.value[i], slice->n_facts + a, EDGE_ITEM_OF,
                     EDGE_ITEM);

    /* Kinds have to follow their edges into the rows: the rows are built of edge numbers first. */
    number = g_new(uint32_t, (size_t)edges.from.length + 1);
    for (uint32_t e = 0; e < edges.from.length; e++)
        number[e] = e;
    ct_csr_build(&order, colouring->n_nodes, edges.from.data, number, edges.from.length);
    ct_csr_build(&colouring->near, colouring->n_nodes, edges.from.data, edges.to.data,
                 edges.from.length);
    colouring->edge = g_new(uint8_t, (size_t)edges.from.length + 1);
    for (uint32_t e = 0; e < edges.from.length; e++)
        colouring->edge[e] = edges.kind->data[order.value[e]];
    ct_ids_clear(&edges.from);
    ct_ids_clear(&edges.to);
    g_byte_array_unref(edges.kind);
}

static uint64_t
bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* What a node is in itself. */
static void
describe(const CtSlice *slice,
         const CtAdditiveCosts *costs,
         const uint32_t *label,
         CtKey128 *ret_keys)
{
    CtKey128 *steps = ret_keys + slice->n_facts;
    CtKey128 *items = steps + slice->n_steps;

    for (uint32_t f = 0; f < slice->n_facts; f++)
        ret_keys[f] = (CtKey128){.hi = 1, .lo = f == 0};
    for (uint32_t e = 0; e < slice->entries.length; e++)
        ret_keys[slice->entries.data[e]].lo |= 2;
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        bool attempt = s < slice->n_attempts;
        const struct {
            uint64_t kind, need, label, cost;
        } step = {attempt ? 2 : 3, slice->need[s], attempt && label != NULL ? label[s] : 0,
                  attempt ? bits_of(costs->own[s]) : 0};

        steps[s] = ct_hash_key(&step, sizeof step);
    }
    for (uint32_t i = 0; i < costs->n_shared; i++)
        items[i] = (CtKey128){.hi = 4, .lo = bits_of(costs->shared[i])};
}

static guint
hash_key(gconstpointer key)
{
    return (guint)ct_colouring_mix(((const CtKey128 *)key)->lo ^ ((const CtKey128 *)key)->hi);
}

static gboolean
equal_keys(gconstpointer a, gconstpointer b)
{
    const CtKey128 *x = a, *y = b;

    return x->hi == y->hi && x->lo == y->lo;
}

/* Colours from keys, numbered as they first occur. */
static uint32_t
number_colours(CtColouring *colouring, const CtKey128 *keys)
{
    g_autoptr(GHashTable) known = g_hash_table_new(hash_key, equal_keys); /* asked, never walked */
    uint32_t n = 0;

    for (uint32_t i = 0; i < colouring->n_nodes; i++) {
        gpointer colour = g_hash_table_lookup(known, &keys[i]);

        if (colour == NULL) {
            colour = GUINT_TO_POINTER(++n);
            g_hash_table_insert(known, (gpointer)&keys[i], colour);
        }
        colouring->colour[i] = GPOINTER_TO_UINT(colour) - 1;
    }
    return n;
}

static void
look_around(const CtColouring *colouring, CtKey128 *keys)
{
    for (uint32_t i = 0; i < colouring->n_nodes; i++) {
        CtKey128 sum = {.hi = ct_colouring_mix(colouring->colour[i]),
                        .lo = ct_colouring_mix(~(uint64_t)colouring->colour[i])};

        for (uint32_t e = colouring->near.start[i]; e < colouring->near.start[i + 1]; e++) {
            uint64_t seen =
                (uint64_t)colouring->colour[colouring->near.value[e]] << 8 | colouring->edge[e];

            sum.hi += ct_colouring_mix(seen);
            sum.lo += ct_colouring_mix(ct_colouring_mix(seen) ^ UINT64_C(0x5bf0a8b1457695d3));
        }
        keys[i] = sum;
    }
}

void
ct_colouring_init(CtColouring *colouring,
                  const CtSlice *slice,
                  const CtAdditiveCosts *costs,
                  const uint32_t *label)
{
    uint32_t n_before;

    *colouring = (CtColouring){.n_nodes = slice->n_facts + slice->n_steps + costs->n_shared};
    colouring->colour = g_new(uint32_t, (size_t)colouring->n_nodes + 1);
    build_edges(colouring, slice, costs);

    g_autofree CtKey128 *keys = g_new(CtKey128, (size_t)colouring->n_nodes + 1);
    describe(slice, costs, label, keys);
    colouring->n_colours = number_colours(colouring, keys);
    do {
        n_before = colouring->n_colours;
        look_around(colouring, keys);
        colouring->n_colours = number_colours(colouring, keys);
    } while (colouring->n_colours > n_before);
}

void
ct_colouring_clear(CtColouring *colouring)
{
    g_free(colouring->colour);
    g_free(colouring->edge);
    ct_csr_clear(&colouring->near);
    *colouring = (CtColouring){0};
}
