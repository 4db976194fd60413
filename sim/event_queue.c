/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/event_queue_private.h"

#define FEW_CANCELLED 64 /* not worth a sweep */

G_STATIC_ASSERT(sizeof(CtSlot) == 64);

CtEventQueue *
ct_event_queue_new(void)
{
    CtEventQueue *queue = g_new0(CtEventQueue, 1);

    queue->first_free = CT_EVENT_NO_SLOT;
    return queue;
}

void
ct_event_queue_free(CtEventQueue *queue)
{
    if (queue == NULL)
        return;
    g_free(queue->slots);
    g_free(queue->late.items);
    g_free(queue);
}

void
ct_event_slot_free(CtEventQueue *queue, uint32_t slot)
{
    CtSlot *own = &queue->slots[slot];

    if (own->state == CT_SLOT_CANCELLED)
        queue->n_cancelled--;
    own->state = CT_SLOT_FREE;
    own->generation++;
    if (own->generation == 0) /* no handle is all zero */
        own->generation = 1;
    own->event.detail = queue->first_free;
    queue->first_free = slot;
}

void
ct_event_queue_clear(CtEventQueue *queue)
{
    for (uint32_t i = queue->n_slots; i-- > 0;)
        if (queue->slots[i].state != CT_SLOT_FREE)
            ct_event_slot_free(queue, i);
    queue->n_pending = 0;
    queue->late.length = 0;
    queue->sequence = 0;
}

static uint32_t
take_slot(CtEventQueue *queue)
{
    uint32_t slot = queue->first_free;

    if (slot != CT_EVENT_NO_SLOT) {
        queue->first_free = queue->slots[slot].event.detail;
        return slot;
    }
    if (queue->n_slots == queue->capacity) {
        g_assert(queue->capacity < UINT32_MAX / 2);
        queue->capacity = MAX(64, queue->capacity * 2);
        queue->slots = g_renew(CtSlot, queue->slots, queue->capacity);
    }
    slot = queue->n_slots++;
    queue->slots[slot].generation = 1;
    return slot;
}

CtEventHandle
ct_event_queue_push(CtEventQueue *queue, const CtEvent *event)
{
    g_return_val_if_fail(event->time >= 0, (CtEventHandle){0});

    uint32_t slot = take_slot(queue);
    CtSlot *own = &queue->slots[slot];

    own->event = *event;
    own->event.sequence = queue->sequence++;
    own->state = CT_SLOT_PENDING;
    queue->n_pending++;
    ct_event_heap_push(&queue->late, queue->slots, ct_event_item(queue->slots, slot));
    return (CtEventHandle){slot, own->generation};
}

const CtEvent *
ct_event_queue_find(const CtEventQueue *queue, CtEventHandle handle)
{
    if (handle.slot >= queue->n_slots)
        return NULL;
    const CtSlot *own = &queue->slots[handle.slot];

    return own->generation == handle.generation && own->state == CT_SLOT_PENDING ? &own->event
                                                                                 : NULL;
}

bool
ct_event_queue_cancel(CtEventQueue *queue, CtEventHandle handle)
{
    if (ct_event_queue_find(queue, handle) == NULL)
        return false;
    queue->slots[handle.slot].state = CT_SLOT_CANCELLED;
    queue->n_pending--;
    queue->n_cancelled++;
    if (queue->n_cancelled > queue->n_pending && queue->n_cancelled > FEW_CANCELLED)
        ct_event_heap_sweep(&queue->late, queue);
    return true;
}

/* The slot of the first pending event, cancelled ones before it freed. */
static uint32_t
first_slot(CtEventQueue *queue)
{
    while (queue->late.length > 0) {
        uint32_t slot = queue->late.items[0].slot;

        if (queue->slots[slot].state == CT_SLOT_PENDING)
            return slot;
        ct_event_heap_drop_first(&queue->late, queue->slots);
        ct_event_slot_free(queue, slot);
    }
    return CT_EVENT_NO_SLOT;
}

const CtEvent *
ct_event_queue_first(CtEventQueue *queue)
{
    uint32_t slot = first_slot(queue);

    return slot == CT_EVENT_NO_SLOT ? NULL : &queue->slots[slot].event;
}

bool
ct_event_queue_pop(CtEventQueue *queue, CtEvent *ret_event)
{
    uint32_t slot = first_slot(queue);

    if (slot == CT_EVENT_NO_SLOT)
        return false;
    *ret_event = queue->slots[slot].event;
    ct_event_heap_drop_first(&queue->late, queue->slots);
    ct_event_slot_free(queue, slot);
    queue->n_pending--;
    return true;
}

uint32_t
ct_event_queue_size(const CtEventQueue *queue)
{
    return queue->n_pending;
}

size_t
ct_event_queue_bytes(const CtEventQueue *queue)
{
    return sizeof *queue + queue->capacity * sizeof *queue->slots +
           queue->late.capacity * sizeof *queue->late.items;
}
