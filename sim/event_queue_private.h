/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of the event queue share. An event lies in a slot from push to pop; everything
 * else holds slot numbers. A cancelled event's slot is marked, and freed when the walk meets it.
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

struct CtEventQueue {
    CtSlot *slots;
    uint32_t n_slots; /* used at least once since the last clear */
    uint32_t capacity;
    uint32_t first_free;
    uint32_t n_pending;
    uint32_t n_cancelled; /* slots in that state */
    uint64_t sequence;
    CtEventHeap late;
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

/* Drops what was cancelled and frees its slots. Cost: linear. */
void ct_event_heap_sweep(CtEventHeap *heap, CtEventQueue *queue);

/* Gives a slot back; its handle then names nothing. */
void ct_event_slot_free(CtEventQueue *queue, uint32_t slot);
