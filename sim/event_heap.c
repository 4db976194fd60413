/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/event_queue_private.h"

bool
ct_event_item_before_tied(const CtSlot *slots, const CtEventItem *a, const CtEventItem *b)
{
    const CtEvent *first = &slots[a->slot].event, *second = &slots[b->slot].event;

    if (first->key.lo != second->key.lo)
        return first->key.lo < second->key.lo;
    return first->sequence < second->sequence;
}

void
ct_event_heap_push(CtEventHeap *heap, const CtSlot *slots, CtEventItem item)
{
    if (heap->length == heap->capacity) {
        heap->capacity = MAX(64, heap->capacity * 2);
        heap->items = g_renew(CtEventItem, heap->items, heap->capacity);
    }

    uint32_t i = heap->length++;
    while (i > 0) {
        uint32_t parent = (i - 1) / 2;

        if (!ct_event_item_before(slots, &item, &heap->items[parent]))
            break;
        heap->items[i] = heap->items[parent];
        i = parent;
    }
    heap->items[i] = item;
}

static void
sift_down(CtEventHeap *heap, const CtSlot *slots, uint32_t i, CtEventItem item)
{
    for (;;) {
        uint32_t child = 2 * i + 1;

        if (child >= heap->length)
            break;
        if (child + 1 < heap->length &&
            ct_event_item_before(slots, &heap->items[child + 1], &heap->items[child]))
            child++;
        if (!ct_event_item_before(slots, &heap->items[child], &item))
            break;
        heap->items[i] = heap->items[child];
        i = child;
    }
    heap->items[i] = item;
}

void
ct_event_heap_drop_first(CtEventHeap *heap, const CtSlot *slots)
{
    CtEventItem last = heap->items[--heap->length];

    if (heap->length > 0)
        sift_down(heap, slots, 0, last);
}
