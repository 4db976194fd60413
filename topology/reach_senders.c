/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A word of services spreads from the nodes at which it arrives back over the edges that need
 * nobody, until nothing is added. A node waits in the queue at most once at a time.
 */
#include "topology/reach_senders.h"

/* Node → those with an edge to it that needs no device. */
static void
turn_around(const CtReach *reach, CtCsr *ret_before)
{
    g_autofree uint32_t *to = g_new(uint32_t, (size_t)reach->edges.length + 1);
    g_autofree uint32_t *from = g_new(uint32_t, (size_t)reach->edges.length + 1);
    size_t n = 0;

    for (uint32_t e = 0; e < reach->edges.length; e++) {
        const CtReachEdge *edge = &reach->edges.data[e];

        if (edge->opener != CT_NO_ID)
            continue;
        to[n] = edge->to;
        from[n++] = edge->from;
    }
    ct_csr_build(ret_before, reach->nodes.length, to, from, n);
}

/* Nodes whose word has grown. */
typedef struct Queue {
    GArray *nodes; /* uint32_t */
    uint8_t *waits;
    uint64_t *words;
} Queue;

static void
add_bits(Queue *queue, uint32_t node, uint64_t bits)
{
    if ((bits & ~queue->words[node]) == 0)
        return;
    queue->words[node] |= bits;
    if (queue->waits[node])
        return;
    queue->waits[node] = 1;
    g_array_append_val(queue->nodes, node);
}

uint64_t *
ct_reach_senders(const CtReach *reach, const uint32_t *services, uint32_t n, bool no_gate)
{
    g_return_val_if_fail(n <= CT_REACH_MOST_RECEIVERS, NULL);

    g_auto(CtCsr) before = {0};
    g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree uint8_t *waits = g_new0(uint8_t, (size_t)reach->nodes.length + 1);
    Queue queue = {nodes, waits, g_new0(uint64_t, (size_t)reach->nodes.length + 1)};

    turn_around(reach, &before);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t group = reach->group_of_service[services[i]];

        for (uint32_t k = reach->group_nodes.start[group]; k < reach->group_nodes.start[group + 1];
             k++) {
            uint32_t node = reach->group_nodes.value[k];
            const CtSignature *signature =
                &reach->signatures.data[reach->nodes.data[node].signature];

            if (!no_gate || !ct_signature_is_gated(signature))
                add_bits(&queue, node, (uint64_t)1 << i);
        }
    }
    for (guint i = 0; i < nodes->len; i++) {
        uint32_t node = g_array_index(nodes, uint32_t, i);

        waits[node] = 0;
        for (uint32_t k = before.start[node]; k < before.start[node + 1]; k++)
            add_bits(&queue, before.value[k], queue.words[node]);
    }
    return queue.words;
}
