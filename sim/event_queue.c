/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/event_queue_private.h"

#define FEW_CANCELLED 64 /* not worth a sweep */
#define FIRST_LOOK 64    /* pops before tuning first looks */

G_STATIC_ASSERT(sizeof(CtSlot) == 64);

CtEventQueue *
ct_event_queue_new(void)
{
    CtEventQueue *queue = g_new0(CtEventQueue, 1);

    queue->first_free = CT_EVENT_NO_SLOT;
    queue->tuning.countdown = FIRST_LOOK;
    ct_event_buckets_shape(queue, 0, 0);
    return queue;
}

void
ct_event_queue_free(CtEventQueue *queue)
{
    if (queue == NULL)
        return;
    g_free(queue->slots);
    g_free(queue->late.items);
    g_free(queue->run.items);
    g_free(queue->run.spare);
    g_free(queue->overflow.items);
    g_free(queue->buckets.fine);
    g_free(queue->buckets.fine_used);
    g_free(queue->buckets.fine_used_summary);
    g_free(queue->buckets.chunks);
    g_free(queue->gathered);
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
    unsigned fine_bits = queue->buckets.fine_bits, shift = queue->buckets.shift;

    for (uint32_t i = queue->n_slots; i-- > 0;)
        if (queue->slots[i].state == CT_SLOT_PENDING) {
            queue->slots[i].state = CT_SLOT_CANCELLED;
            queue->n_cancelled++;
        }
    ct_event_sweep(queue);
    queue->n_pending = 0;
    queue->sequence = 0;
    queue->now = 0;
    queue->tuning = (CtEventTuning){.countdown = FIRST_LOOK};
    ct_event_buckets_shape(queue, fine_bits, shift);
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
    ct_event_buckets_insert(queue, slot);
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
        ct_event_sweep(queue);
    return true;
}

/* The first item of run and late, which together hold all that comes first; NULL if both are
 * empty. @ret_late: which it is in. */
static const CtEventItem *
first_item(const CtEventQueue *queue, bool *ret_late)
{
    const CtEventItem *run =
        queue->run.next < queue->run.length ? &queue->run.items[queue->run.next] : NULL;
    const CtEventItem *late = queue->late.length > 0 ? queue->late.items : NULL;

    *ret_late = run == NULL || (late != NULL && ct_event_item_before(queue->slots, late, run));
    return *ret_late ? late : run;
}

static void
drop_first(CtEventQueue *queue, bool late)
{
    if (late)
        ct_event_heap_drop_first(&queue->late, queue->slots);
    else
        queue->run.next++;
}

/* The slot of the first pending event, cancelled ones before it freed. */
static uint32_t
first_slot(CtEventQueue *queue, bool *ret_late)
{
    for (;;) {
        const CtEventItem *item = first_item(queue, ret_late);

        if (item == NULL) {
            if (!ct_event_buckets_advance(queue))
                return CT_EVENT_NO_SLOT;
            continue;
        }
        uint32_t slot = item->slot;
        if (queue->slots[slot].state == CT_SLOT_PENDING)
            return slot;
        drop_first(queue, *ret_late);
        ct_event_slot_free(queue, slot);
    }
}

const CtEvent *
ct_event_queue_first(CtEventQueue *queue)
{
    bool late;
    uint32_t slot = first_slot(queue, &late);

    return slot == CT_EVENT_NO_SLOT ? NULL : &queue->slots[slot].event;
}

bool
ct_event_queue_pop(CtEventQueue *queue, CtEvent *ret_event)
{
    bool late;
    uint32_t slot = first_slot(queue, &late);

    if (slot == CT_EVENT_NO_SLOT)
        return false;
    *ret_event = queue->slots[slot].event;
    drop_first(queue, late);
    ct_event_slot_free(queue, slot);
    queue->n_pending--;
    queue->now = ret_event->time;
    queue->tuning.pops++;
    if (--queue->tuning.countdown == 0)
        ct_event_tune(queue);
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
    size_t items =
        (size_t)queue->late.capacity + queue->overflow.capacity + 2 * (size_t)queue->run.capacity;
    size_t fine = queue->buckets.fine == NULL ? 0 : (size_t)1 << queue->buckets.room_bits;

    return sizeof *queue + queue->capacity * sizeof *queue->slots + items * sizeof(CtEventItem) +
           queue->buckets.chunk_capacity * sizeof(CtEventChunk) +
           fine * sizeof *queue->buckets.fine + fine / 8 + fine / 512 +
           queue->gathered_capacity * sizeof *queue->gathered;
}
