/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two rings of time buckets, and the way events take from one to the other. */
#include "sim/event_queue_private.h"

static uint32_t
take_chunk(CtEventBuckets *buckets)
{
    uint32_t chunk = buckets->free_chunk;

    if (chunk != 0) {
        buckets->free_chunk = buckets->chunks[chunk].next;
        return chunk;
    }
    if (buckets->n_chunks == buckets->chunk_capacity) {
        buckets->chunk_capacity = MAX(64, buckets->chunk_capacity * 2);
        buckets->chunks = g_renew(CtEventChunk, buckets->chunks, buckets->chunk_capacity);
        buckets->n_chunks = MAX(1, buckets->n_chunks);
    }
    return buckets->n_chunks++;
}

static void
free_chunk(CtEventBuckets *buckets, uint32_t chunk)
{
    buckets->chunks[chunk].next = buckets->free_chunk;
    buckets->free_chunk = chunk;
}

/* Adds to the list that starts at *@first. */
static void
list_add(CtEventBuckets *buckets, uint32_t *first, uint32_t slot)
{
    uint32_t chunk = *first;

    if (chunk == 0 || buckets->chunks[chunk].length == CT_CHUNK_SLOTS) {
        uint32_t fresh = take_chunk(buckets);

        buckets->chunks[fresh].next = chunk;
        buckets->chunks[fresh].length = 0;
        *first = chunk = fresh;
    }
    CtEventChunk *own = &buckets->chunks[chunk];
    own->slots[own->length++] = slot;
}

static void
fine_add(CtEventBuckets *buckets, uint64_t number, uint32_t slot)
{
    uint32_t i = (uint32_t)(number & ((UINT64_C(1) << buckets->fine_bits) - 1));

    if (buckets->fine[i] == 0) {
        buckets->fine_used[i / 64] |= UINT64_C(1) << (i % 64);
        buckets->fine_used_summary[i / 4096] |= UINT64_C(1) << (i / 64 % 64);
    }
    list_add(buckets, &buckets->fine[i], slot);
}

static unsigned
coarse_bits(const CtEventBuckets *buckets)
{
    return buckets->fine_bits - 2;
}

static void
coarse_add(CtEventBuckets *buckets, uint64_t number, uint32_t slot)
{
    buckets->coarse_used |= UINT64_C(1) << (number % CT_COARSE_BUCKETS);
    list_add(buckets, &buckets->coarse[number % CT_COARSE_BUCKETS], slot);
}

static void
overflow(CtEventQueue *queue, uint32_t slot)
{
    ct_event_heap_push(&queue->overflow, queue->slots, ct_event_item(queue->slots, slot));
    queue->tuning.overflowed++;
}

void
ct_event_buckets_insert(CtEventQueue *queue, uint32_t slot)
{
    CtEventBuckets *buckets = &queue->buckets;
    uint64_t number = (uint64_t)queue->slots[slot].event.time >> buckets->shift;

    if (number <= buckets->current) {
        ct_event_heap_push(&queue->late, queue->slots, ct_event_item(queue->slots, slot));
    } else if (number < buckets->end) {
        fine_add(buckets, number, slot);
    } else {
        unsigned bits = coarse_bits(buckets);

        if ((number >> bits) - (buckets->end >> bits) < CT_COARSE_BUCKETS)
            coarse_add(buckets, number >> bits, slot);
        else
            overflow(queue, slot);
    }
}

/* What of the overflow the coarse ring has come to reach. */
static void
take_from_overflow(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;
    unsigned bits = coarse_bits(buckets);

    while (queue->overflow.length > 0) {
        const CtEventItem *first = &queue->overflow.items[0];
        uint64_t number = (uint64_t)first->time >> buckets->shift >> bits;
        uint32_t slot = first->slot;

        if (number - (buckets->end >> bits) >= CT_COARSE_BUCKETS)
            break;
        ct_event_heap_drop_first(&queue->overflow, queue->slots);
        if (queue->slots[slot].state == CT_SLOT_PENDING)
            coarse_add(buckets, number, slot);
        else
            ct_event_slot_free(queue, slot);
    }
}

/* Turns the list round, and returns its new first chunk: what came first is met first, so that
 * order that there was is kept. */
static uint32_t
reversed(CtEventBuckets *buckets, uint32_t chunk)
{
    uint32_t before = 0;

    while (chunk != 0) {
        uint32_t next = buckets->chunks[chunk].next;

        buckets->chunks[chunk].next = before;
        before = chunk;
        chunk = next;
    }
    return before;
}

/* Pours the coarse bucket that begins at the fine ring's end into it. */
static void
pour(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;
    unsigned bits = coarse_bits(buckets);
    uint32_t i = (uint32_t)((buckets->end >> bits) % CT_COARSE_BUCKETS);
    uint32_t chunk = reversed(buckets, buckets->coarse[i]);

    buckets->coarse[i] = 0;
    buckets->coarse_used &= ~(UINT64_C(1) << i);
    buckets->end += UINT64_C(1) << bits;
    while (chunk != 0) {
        CtEventChunk own = buckets->chunks[chunk];

        free_chunk(buckets, chunk);
        chunk = own.next;
        for (uint32_t k = 0; k < own.length; k++)
            __builtin_prefetch(&queue->slots[own.slots[k]]);
        for (uint32_t k = 0; k < own.length; k++) {
            const CtSlot *slot = &queue->slots[own.slots[k]];

            if (slot->state == CT_SLOT_PENDING)
                fine_add(buckets, (uint64_t)slot->event.time >> buckets->shift, own.slots[k]);
            else
                ct_event_slot_free(queue, own.slots[k]);
        }
    }
    take_from_overflow(queue);
}

/* The fine ring reaches as far as it can. */
static void
extend(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;
    uint64_t width = UINT64_C(1) << coarse_bits(buckets);

    while (buckets->end - buckets->current + width <= UINT64_C(1) << buckets->fine_bits)
        pour(queue);
}

/* The first bit set from @from on, of @n bits with a summary; @n if there is none. */
static uint32_t
next_used(const uint64_t *used, const uint64_t *summary, uint32_t from, uint32_t n)
{
    uint32_t word = from / 64;
    uint64_t bits = used[word] & (UINT64_MAX << (from % 64));

    if (bits != 0)
        return word * 64 + (uint32_t)__builtin_ctzll(bits);
    word++;
    for (uint32_t i = word / 64; i * 4096 < n; i++) {
        uint64_t words = summary[i];

        if (i == word / 64)
            words &= UINT64_MAX << (word % 64);
        if (words != 0) {
            word = i * 64 + (uint32_t)__builtin_ctzll(words);
            return word * 64 + (uint32_t)__builtin_ctzll(used[word]);
        }
    }
    return n;
}

/* Moves `current` to the next fine bucket that is not empty; false where there is none. */
static bool
to_next_fine(CtEventBuckets *buckets)
{
    uint32_t n = UINT32_C(1) << buckets->fine_bits;
    uint32_t from = (uint32_t)((buckets->current + 1) & (n - 1));
    uint32_t i = next_used(buckets->fine_used, buckets->fine_used_summary, from, n);

    if (i == n && from > 0) {
        i = next_used(buckets->fine_used, buckets->fine_used_summary, 0, n);
        if (i >= from)
            return false;
    }
    if (i == n)
        return false;
    buckets->current += 1 + ((i - from) & (n - 1));
    return true;
}

/* With all fine buckets empty: the fine ring begins at the first thing that is left. */
static bool
to_next_coarse(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;
    unsigned bits = coarse_bits(buckets);
    uint64_t number = buckets->end >> bits;

    if (buckets->coarse_used != 0) {
        unsigned turn = (unsigned)(number % CT_COARSE_BUCKETS);
        uint64_t turned = buckets->coarse_used >> turn;

        if (turn > 0)
            turned |= buckets->coarse_used << (CT_COARSE_BUCKETS - turn);
        number += (unsigned)__builtin_ctzll(turned);
    } else if (queue->overflow.length > 0) {
        number = (uint64_t)queue->overflow.items[0].time >> buckets->shift >> bits;
    } else {
        return false;
    }
    buckets->end = number << bits;
    buckets->current = buckets->end - 1;
    take_from_overflow(queue);
    extend(queue);
    return true;
}

/* The current bucket becomes the run; what was cancelled goes. */
static void
load_run(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;
    CtEventRun *run = &queue->run;
    uint32_t i = (uint32_t)(buckets->current & ((UINT64_C(1) << buckets->fine_bits) - 1));
    uint32_t length = 0;

    for (uint32_t chunk = buckets->fine[i]; chunk != 0; chunk = buckets->chunks[chunk].next) {
        const CtEventChunk *own = &buckets->chunks[chunk];

        for (uint32_t k = 0; k < own->length; k++)
            __builtin_prefetch(&queue->slots[own->slots[k]]);
        length += own->length;
    }
    ct_event_run_reserve(run, length);
    run->length = length;
    run->next = length;
    for (uint32_t chunk = buckets->fine[i], next; chunk != 0; chunk = next) {
        const CtEventChunk *own = &buckets->chunks[chunk];

        /* The list begins with what came last: from the back, so that what was pushed in order
         * lies in order. */
        next = own->next;
        for (uint32_t k = own->length; k-- > 0;)
            if (queue->slots[own->slots[k]].state == CT_SLOT_PENDING)
                run->items[--run->next] = ct_event_item(queue->slots, own->slots[k]);
            else
                ct_event_slot_free(queue, own->slots[k]);
        free_chunk(buckets, chunk);
    }
    buckets->fine[i] = 0;
    buckets->fine_used[i / 64] &= ~(UINT64_C(1) << (i % 64));
    if (buckets->fine_used[i / 64] == 0)
        buckets->fine_used_summary[i / 4096] &= ~(UINT64_C(1) << (i / 64 % 64));
    ct_event_run_sort(run, queue->slots);
    queue->tuning.buckets++;
    for (uint32_t k = run->next; k < run->length; k++)
        queue->tuning.moments += k == run->next || run->items[k].time != run->items[k - 1].time;
}

bool
ct_event_buckets_advance(CtEventQueue *queue)
{
    CtEventBuckets *buckets = &queue->buckets;

    if (buckets->fine_bits == 0)
        return false;
    do {
        while (!to_next_fine(buckets))
            if (!to_next_coarse(queue))
                return false;
        extend(queue);
        load_run(queue);
    } while (queue->run.next == queue->run.length); /* all of it was cancelled */
    return true;
}

static uint32_t
list_empty(CtEventBuckets *buckets, uint32_t *first, uint32_t *list, uint32_t length)
{
    for (uint32_t chunk = *first, next; chunk != 0; chunk = next) {
        const CtEventChunk *own = &buckets->chunks[chunk];

        next = own->next;
        for (uint32_t k = 0; k < own->length; k++)
            list[length++] = own->slots[k];
        free_chunk(buckets, chunk);
    }
    *first = 0;
    return length;
}

uint32_t
ct_event_buckets_empty(CtEventQueue *queue, uint32_t *list, uint32_t length)
{
    CtEventBuckets *buckets = &queue->buckets;
    uint32_t n = buckets->fine_bits == 0 ? 0 : UINT32_C(1) << buckets->fine_bits;

    for (uint32_t i = 0;
         i < n && (i = next_used(buckets->fine_used, buckets->fine_used_summary, i, n)) < n; i++) {
        length = list_empty(buckets, &buckets->fine[i], list, length);
        buckets->fine_used[i / 64] &= ~(UINT64_C(1) << (i % 64));
        if (buckets->fine_used[i / 64] == 0)
            buckets->fine_used_summary[i / 4096] &= ~(UINT64_C(1) << (i / 64 % 64));
    }
    for (uint32_t i = 0; i < CT_COARSE_BUCKETS; i++)
        length = list_empty(buckets, &buckets->coarse[i], list, length);
    buckets->coarse_used = 0;
    return length;
}

void
ct_event_buckets_shape(CtEventQueue *queue, unsigned fine_bits, unsigned shift)
{
    CtEventBuckets *buckets = &queue->buckets;

    if (fine_bits > buckets->room_bits) {
        size_t n = (size_t)1 << fine_bits, words = n / 64, summaries = (words + 63) / 64;

        g_free(buckets->fine);
        g_free(buckets->fine_used);
        g_free(buckets->fine_used_summary);
        buckets->fine = g_new0(uint32_t, n);
        buckets->fine_used = g_new0(uint64_t, words);
        buckets->fine_used_summary = g_new0(uint64_t, summaries);
        buckets->room_bits = fine_bits;
    }
    buckets->fine_bits = fine_bits;
    buckets->shift = shift;
    if (fine_bits == 0) {
        buckets->current = buckets->end = UINT64_MAX;
        return;
    }
    buckets->current = (uint64_t)queue->now >> shift;
    buckets->end = ((buckets->current >> coarse_bits(buckets)) + 1) << coarse_bits(buckets);
    extend(queue);
}
