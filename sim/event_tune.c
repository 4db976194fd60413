/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How wide the buckets are. A bucket should have a few dozen events when its turn comes: fewer, and
 * the bucket itself is what is paid for; more, and it is sorting. So the width follows how many
 * events the buckets really had, gaps between them not counted, and the number of buckets how many
 * events are pending. Rebuilding is linear, and done at most once in as many pushes as events are
 * pending. Only speed hangs on any of this, never the order.
 */
#include "sim/event_queue_private.h"

#define BEST_LOAD 24   /* events in a bucket when its turn comes */
#define WORSE_BY 4     /* times too many or too few: worth rebuilding */
#define FEW_PENDING 48 /* below this a heap is as good */
#define FEW_MOMENTS 8  /* different times in a bucket that are not worth parting */
#define WIDEST 40      /* 2^40 ms: 35 years */
#define LEAST_LOOK 256 /* pops between two looks */

static unsigned
log2_floor(uint64_t x)
{
    return x == 0 ? 0 : 63 - (unsigned)__builtin_clzll(x);
}

static uint32_t
gather_heap(CtEventHeap *heap, uint32_t *list, uint32_t length)
{
    for (uint32_t i = 0; i < heap->length; i++)
        list[length++] = heap->items[i].slot;
    heap->length = 0;
    return length;
}

static void
rebuild(CtEventQueue *queue, unsigned fine_bits, unsigned shift)
{
    uint32_t length = 0;

    if (queue->gathered_capacity < queue->capacity) {
        queue->gathered_capacity = queue->capacity;
        queue->gathered = g_renew(uint32_t, queue->gathered, queue->capacity);
    }
    for (uint32_t i = queue->run.next; i < queue->run.length; i++)
        queue->gathered[length++] = queue->run.items[i].slot;
    queue->run.next = queue->run.length = 0;
    length = gather_heap(&queue->late, queue->gathered, length);
    length = gather_heap(&queue->overflow, queue->gathered, length);
    length = ct_event_buckets_empty(queue, queue->gathered, length);

    ct_event_buckets_shape(queue, fine_bits, shift);
    for (uint32_t i = 0; i < length; i++)
        if (queue->slots[queue->gathered[i]].state == CT_SLOT_PENDING)
            ct_event_buckets_insert(queue, queue->gathered[i]);
        else
            ct_event_slot_free(queue, queue->gathered[i]);
    queue->tuning.rebuilt_at = queue->sequence;
}

void
ct_event_sweep(CtEventQueue *queue)
{
    rebuild(queue, queue->buckets.fine_bits, queue->buckets.shift);
}

/* Enough buckets for twice what is pending. */
static unsigned
wanted_bits(const CtEventQueue *queue)
{
    unsigned bits = log2_floor(2 * (uint64_t)queue->n_pending / BEST_LOAD) + 1;

    return CLAMP(bits, CT_LEAST_FINE_BITS, CT_MOST_FINE_BITS);
}

/* From how fast time went: where there were no buckets yet, or nearly nothing in them. */
static unsigned
shift_by_rate(const CtEventQueue *queue)
{
    uint64_t span = (uint64_t)(queue->now - MIN(queue->tuning.since, queue->now));

    return log2_floor(span / MAX(1, queue->tuning.pops / BEST_LOAD));
}

/* From how full the buckets were. What happens in one millisecond no width can part: there, and
 * wherever buckets are nearly empty, what is better is to have less overflow. */
static unsigned
shift_by_load(const CtEventQueue *queue)
{
    const CtEventTuning *tuning = &queue->tuning;
    unsigned shift = queue->buckets.shift;
    uint32_t load = tuning->pops / (tuning->buckets + 1);
    uint32_t moments = tuning->moments / (tuning->buckets + 1);

    if (load >= BEST_LOAD * WORSE_BY && moments >= FEW_MOMENTS) {
        unsigned narrower = log2_floor(MIN(load / BEST_LOAD, moments / 2));

        return shift > narrower ? shift - narrower : 0;
    }
    if (load < BEST_LOAD / WORSE_BY) {
        unsigned wider = shift + log2_floor(BEST_LOAD / MAX(1, load));

        return MIN(MAX(wider, shift_by_rate(queue)), WIDEST);
    }
    if (moments < FEW_MOMENTS && tuning->overflowed > tuning->pops / 4)
        return MIN(shift + 4, WIDEST);
    return shift;
}

void
ct_event_tune(CtEventQueue *queue)
{
    CtEventTuning *tuning = &queue->tuning;
    unsigned bits = queue->buckets.fine_bits, shift = queue->buckets.shift;
    unsigned wanted = wanted_bits(queue);

    if (queue->sequence - tuning->rebuilt_at >= queue->n_pending) {
        if (bits == 0 && queue->n_pending >= FEW_PENDING) {
            rebuild(queue, wanted, shift_by_rate(queue));
        } else if (bits > 0 && queue->n_pending < FEW_PENDING / WORSE_BY) {
            rebuild(queue, 0, 0);
        } else if (bits > 0) {
            unsigned better = shift_by_load(queue);

            if (better != shift || wanted > bits + 1 || bits > wanted + 2)
                rebuild(queue, wanted, better);
        }
    }
    tuning->pops = tuning->buckets = tuning->moments = tuning->overflowed = 0;
    tuning->since = queue->now;
    tuning->countdown = MAX(LEAST_LOOK, queue->n_pending / 8);
}
