/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of the event queue share.
 *
 * An event lies in a slot from push to pop; everything else holds slot numbers. By time, from now
 * on, a pending event is in one of
 *
 *   run, late    the bucket being served and what was pushed into it (or before it) since;
 *   fine         a ring of buckets 2^shift ms wide, those after the one being served;
 *   coarse       a ring of 64 buckets as wide as a quarter of the fine ring;
 *   overflow     a heap of all that is later.
 *
 * A bucket is an unsorted list of slot numbers; it is sorted when its turn comes. Coarse buckets
 * are poured into fine ones as the fine ring moves on, so most events are moved twice: into their
 * bucket, and into the run. Widths are tuned to how many events a bucket had (event_tune.c). With
 * few events everything is late: a binary heap.
 *
 * A cancelled event's slot is marked, and freed when a walk meets it.
 *
 * After R. Brown, "Calendar queues", CACM 31 (1988), and Tang, Goh and Thng, "Ladder queue", ACM
 * TOMACS 15 (2005); the two rings are those of a hierarchical timing wheel (Varghese and Lauck,
 * 1987).
 */
#pragma once

#include "sim/event_queue.h"

#define CT_EVENT_NO_SLOT UINT32_MAX

typedef enum CtSlotState {
    CT_SLOT_FREE,
    CT_SLOT_PENDING,
    CT_SLOT_CANCELLED,
} CtSlotState;

/* 64 bytes: one line of the cache. */
typedef struct CtSlot {
    CtEvent event; /* of a free slot, `detail` is the next free one */
    uint32_t generation;
    uint32_t state; /* CtSlotState */
} CtSlot;

/* What order is decided by nearly always, beside the slot. */
typedef struct CtEventItem {
    int64_t time;
    uint64_t key_hi;
    uint32_t priority;
    uint32_t slot;
} CtEventItem;

/* A binary heap of items: parent of i is (i - 1) / 2, children 2i + 1 and 2i + 2. */
typedef struct CtEventHeap {
    CtEventItem *items;
    uint32_t length;
    uint32_t capacity;
} CtEventHeap;

/* A bucket, sorted, read from `next` on. */
typedef struct CtEventRun {
    CtEventItem *items;
    CtEventItem *spare; /* what sorting merges into; as long as items */
    uint32_t next;
    uint32_t length;
    uint32_t capacity;
} CtEventRun;

#define CT_CHUNK_SLOTS 14
#define CT_COARSE_BUCKETS 64
#define CT_LEAST_FINE_BITS 6
#define CT_MOST_FINE_BITS 16

/* A piece of a bucket's list; 64 bytes. */
typedef struct CtEventChunk {
    uint32_t slots[CT_CHUNK_SLOTS];
    uint32_t length;
    uint32_t next; /* chunk, 0: none; the one after it is full. Also links the free ones. */
} CtEventChunk;

typedef struct CtEventBuckets {
    unsigned shift;              /* a fine bucket is 2^shift ms wide; its number is time >> shift */
    unsigned fine_bits;          /* of 2^fine_bits fine buckets; 0: none, everything is late */
    unsigned room_bits;          /* memory of `fine` and its bits is for so many */
    uint64_t current;            /* number of the fine bucket being served */
    uint64_t end;                /* of the fine ring: numbers current + 1 … end - 1 lie in it */
    uint32_t *fine;              /* by number modulo their count: first chunk, 0 where empty */
    uint64_t *fine_used;         /* a bit for each: not empty */
    uint64_t *fine_used_summary; /* a bit for each word of the above: not 0 */
    uint32_t coarse[CT_COARSE_BUCKETS]; /* by number modulo 64; numbers from end / width on */
    uint64_t coarse_used;
    CtEventChunk *chunks; /* the first is never used */
    uint32_t n_chunks;
    uint32_t chunk_capacity;
    uint32_t free_chunk;
} CtEventBuckets;

/* What tuning looks at, since it last did. */
typedef struct CtEventTuning {
    uint32_t countdown; /* pops until it looks again */
    uint32_t pops;
    uint32_t buckets;    /* whose turn came */
    uint32_t moments;    /* different times in them */
    uint32_t overflowed; /* pushes into the overflow */
    uint64_t rebuilt_at; /* the sequence then: the pushes since pay for the next rebuilding */
    int64_t since;       /* time popped when it last looked */
} CtEventTuning;

struct CtEventQueue {
    CtSlot *slots;
    uint32_t n_slots; /* used at least once */
    uint32_t capacity;
    uint32_t first_free;
    uint32_t n_pending;
    uint32_t n_cancelled; /* slots in that state */
    uint64_t sequence;
    int64_t now; /* popped last */
    CtEventHeap late;
    CtEventRun run;
    CtEventBuckets buckets;
    CtEventHeap overflow;
    CtEventTuning tuning;
    uint32_t *gathered; /* all pending slots, while rebuilding */
    uint32_t gathered_capacity;
};

bool ct_event_item_before_tied(const CtSlot *slots, const CtEventItem *a, const CtEventItem *b);

/* Whether @a leaves before @b. */
static inline bool
ct_event_item_before(const CtSlot *slots, const CtEventItem *a, const CtEventItem *b)
{
    if (a->time != b->time)
        return a->time < b->time;
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->key_hi != b->key_hi)
        return a->key_hi < b->key_hi;
    return ct_event_item_before_tied(slots, a, b);
}

static inline CtEventItem
ct_event_item(const CtSlot *slots, uint32_t slot)
{
    const CtEvent *event = &slots[slot].event;

    return (CtEventItem){event->time, event->key.hi, event->priority, slot};
}

void ct_event_heap_push(CtEventHeap *heap, const CtSlot *slots, CtEventItem item);
void ct_event_heap_drop_first(CtEventHeap *heap, const CtSlot *slots);

/* Room for @length items. */
void ct_event_run_reserve(CtEventRun *run, uint32_t length);

/* Sorts the items from `next` on. Cost: n log n at worst, n where they are in order; no allocation.
 */
void ct_event_run_sort(CtEventRun *run, const CtSlot *slots);

/* Gives a slot back; its handle then names nothing. */
void ct_event_slot_free(CtEventQueue *queue, uint32_t slot);

/* Lists a pending slot under its time. */
void ct_event_buckets_insert(CtEventQueue *queue, uint32_t slot);

/* With run and late empty: makes the next bucket the run. False when nothing is left. */
bool ct_event_buckets_advance(CtEventQueue *queue);

/* Appends the slots of all buckets to @list and empties them; returns the new length. */
uint32_t ct_event_buckets_empty(CtEventQueue *queue, uint32_t *list, uint32_t length);

/* Empty rings of 2^@fine_bits buckets 2^@shift ms wide, the one around `now` being served; with
 * @fine_bits 0, everything will be late. The rings are empty before. */
void ct_event_buckets_shape(CtEventQueue *queue, unsigned fine_bits, unsigned shift);

/* Looks whether another shape would be better, and rebuilds if so and if it is paid for. */
void ct_event_tune(CtEventQueue *queue);

/* Lists everything anew in the present shape; what was cancelled goes. */
void ct_event_sweep(CtEventQueue *queue);
