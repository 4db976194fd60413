/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/floor_queue.h"

#include "bench/measure.h"

#include <glib.h>
#include <math.h>

typedef struct Event {
    int64_t time;
    uint32_t sequence;
    uint32_t place;
} Event;

typedef struct Heap {
    Event *events;
    uint32_t n, capacity;
} Heap;

typedef struct Bucket {
    Event *events;
    uint32_t n, capacity;
} Bucket;

static uint64_t
next_random(CtPhold *phold)
{
    uint64_t a = phold->random[0], b = phold->random[1]; /* xorshift128+ (Vigna) */

    phold->random[0] = b;
    a ^= a << 23;
    phold->random[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return phold->random[1] + b;
}

static double
uniform(CtPhold *phold)
{
    return ((double)(next_random(phold) >> 12) + 0.5) * 0x1p-52;
}

void
ct_phold_init(CtPhold *phold, uint32_t n_places)
{
    *phold = (CtPhold){.n_places = n_places,
                       .visits = g_new0(uint32_t, n_places),
                       .random = {UINT64_C(0x9e3779b97f4a7c15), UINT64_C(0xd1b54a32d192ed03)}};
}

void
ct_phold_clear(CtPhold *phold)
{
    g_free(phold->visits);
}

int64_t
ct_phold_next(CtPhold *phold, uint32_t *place)
{
    double delay = CT_PHOLD_HOUR * (1.0 - log(uniform(phold)));

    phold->visits[*place]++;
    if (uniform(phold) < 0.25)
        *place = (uint32_t)(next_random(phold) % MAX(1, phold->n_places));
    return phold->now + (int64_t)delay;
}

uint64_t
ct_phold_digest(const CtPhold *phold)
{
    uint64_t digest = (uint64_t)phold->now;

    for (uint32_t i = 0; i < phold->n_places; i++)
        digest = digest * UINT64_C(0x9e3779b97f4a7c15) + phold->visits[i];
    return digest;
}

static inline int
before(const Event *a, const Event *b)
{
    return a->time < b->time || (a->time == b->time && a->sequence < b->sequence);
}

static inline void
heap_push(Heap *heap, Event event)
{
    if (heap->n == heap->capacity) {
        heap->capacity = MAX(1024, 2 * heap->capacity);
        heap->events = g_renew(Event, heap->events, heap->capacity);
    }

    uint32_t i = heap->n++;
    while (i > 0 && before(&event, &heap->events[(i - 1) / 2])) {
        heap->events[i] = heap->events[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap->events[i] = event;
}

static inline Event
heap_pop(Heap *heap)
{
    Event first = heap->events[0], last = heap->events[--heap->n];
    uint32_t i = 0;

    for (uint32_t child = 1; child < heap->n; child = 2 * i + 1) {
        if (child + 1 < heap->n && before(&heap->events[child + 1], &heap->events[child]))
            child++;
        if (!before(&heap->events[child], &last))
            break;
        heap->events[i] = heap->events[child];
        i = child;
    }
    heap->events[i] = last;
    return first;
}

double
ct_floor_heap(CtPhold *phold, uint64_t n_warm, uint64_t n_events)
{
    Heap heap = {0};
    uint32_t sequence = 0;
    double start = 0;

    for (uint32_t i = 0; i < phold->n_places; i++) {
        uint32_t place = i;
        int64_t time = ct_phold_next(phold, &place);

        heap_push(&heap, (Event){time, sequence++, place});
    }
    for (uint64_t i = 0; i < n_warm + n_events; i++) {
        if (i == n_warm)
            start = ct_measure_seconds();
        Event event = heap_pop(&heap);
        phold->now = event.time;
        event.time = ct_phold_next(phold, &event.place);
        event.sequence = sequence++;
        heap_push(&heap, event);
    }
    double seconds = ct_measure_seconds() - start;
    g_free(heap.events);
    return seconds;
}

static inline void
bucket_push(
    Bucket *buckets, uint64_t mask, uint64_t current, Heap *heap, double inverse, Event event)
{
    uint64_t number = (uint64_t)((double)event.time * inverse);

    if (number <= current) {
        heap_push(heap, event);
        return;
    }
    g_assert(number - current <= mask);
    Bucket *bucket = &buckets[number & mask];
    if (bucket->n == bucket->capacity) {
        bucket->capacity = MAX(64, 2 * bucket->capacity);
        bucket->events = g_renew(Event, bucket->events, bucket->capacity);
    }
    bucket->events[bucket->n++] = event;
}

double
ct_floor_bucket(CtPhold *phold, uint64_t n_warm, uint64_t n_events, unsigned per_hour)
{
    uint64_t n_buckets = 1, current = 0;
    uint32_t sequence = 0;
    double inverse = per_hour / CT_PHOLD_HOUR, start = 0;
    Heap heap = {0};

    while (n_buckets < 48 * (uint64_t)per_hour)
        n_buckets *= 2;
    Bucket *buckets = g_new0(Bucket, n_buckets);
    for (uint32_t i = 0; i < phold->n_places; i++) {
        uint32_t place = i;
        int64_t time = ct_phold_next(phold, &place);

        bucket_push(buckets, n_buckets - 1, current, &heap, inverse,
                    (Event){time, sequence++, place});
    }
    for (uint64_t i = 0; i < n_warm + n_events; i++) {
        if (i == n_warm)
            start = ct_measure_seconds();
        while (heap.n == 0) {
            Bucket *bucket = &buckets[++current & (n_buckets - 1)];

            for (uint32_t k = 0; k < bucket->n; k++)
                heap_push(&heap, bucket->events[k]);
            bucket->n = 0;
        }
        Event event = heap_pop(&heap);
        phold->now = event.time;
        event.time = ct_phold_next(phold, &event.place);
        event.sequence = sequence++;
        bucket_push(buckets, n_buckets - 1, current, &heap, inverse, event);
    }
    double seconds = ct_measure_seconds() - start;
    for (uint64_t i = 0; i < n_buckets; i++)
        g_free(buckets[i].events);
    g_free(buckets);
    g_free(heap.events);
    return seconds;
}
