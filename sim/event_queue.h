/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pending events of one replication, smallest (time, priority, key, sequence) first.
 *
 * The order is total. `key` is the identity of what happens, so two engines that push in different
 * orders pop in the same one; `sequence` is dealt at push and separates only events that agree in
 * all the rest: those leave in the order they came. Same pushes, same pops, on every machine.
 * Nothing here knows what an event means. One thread at a time.
 */
#pragma once

#include "base/hash.h"

#include <stdbool.h>

/* Who goes first within one millisecond (DESIGN 7): what a defender finishes comes before what an
 * attacker does. */
typedef enum CtEventPriority {
    CT_EVENT_PRIORITY_SCRIPT,
    CT_EVENT_PRIORITY_WORLD,
    CT_EVENT_PRIORITY_DEFENDER,
    CT_EVENT_PRIORITY_ATTACKER,
    CT_EVENT_PRIORITY_SENSOR,
} CtEventPriority;

typedef struct CtEvent {
    int64_t time;      /* ms since the start of the replication, 0 or more */
    CtKey128 key;      /* of (actor, step, attempt) */
    uint64_t sequence; /* set by ct_event_queue_push(), never by callers */
    uint32_t priority; /* CtEventPriority */
    uint32_t kind;     /* this and all below are the caller's own and bear on nothing here */
    uint32_t actor;
    uint32_t step;
    uint32_t attempt;
    uint32_t detail;
} CtEvent;

/* Names one pushed event until it is popped or cancelled; all zero names none. */
typedef struct CtEventHandle {
    uint32_t slot;
    uint32_t generation;
} CtEventHandle;

typedef struct CtEventQueue CtEventQueue;

CtEventQueue *ct_event_queue_new(void);
void ct_event_queue_free(CtEventQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEventQueue, ct_event_queue_free)

/* Forgets all events, starts sequences at 0 again and keeps the memory, so that the next
 * replication allocates nothing. Handles dealt before name nothing. Cost: the most events that were
 * ever pending since the last clear. */
void ct_event_queue_clear(CtEventQueue *queue);

/*
 * Copies @event in; its `sequence` is ignored. Its time may lie before the last popped one: it then
 * leaves next, in its order. Cost: O(1) in a steady state, at worst O(log n); allocates only when
 * more is pending than ever before.
 */
CtEventHandle ct_event_queue_push(CtEventQueue *queue, const CtEvent *event);

/* Takes the event out; false if it has left already. Cost: O(1), amortised. What a cancelled event
 * occupies is used again at the latest when the cancelled outnumber the pending. */
bool ct_event_queue_cancel(CtEventQueue *queue, CtEventHandle handle);

/* The pending event that @handle names, NULL if it has left; valid until the next push or pop. */
const CtEvent *ct_event_queue_find(const CtEventQueue *queue, CtEventHandle handle);

/* The first event, still in the queue; NULL if none is. Valid until the next push or pop. */
const CtEvent *ct_event_queue_first(CtEventQueue *queue);

/* Moves the first event to @ret_event. False, and @ret_event untouched, if none is pending. */
bool ct_event_queue_pop(CtEventQueue *queue, CtEvent *ret_event) G_GNUC_WARN_UNUSED_RESULT;

/* Pending events, cancelled ones not counted. */
uint32_t ct_event_queue_size(const CtEventQueue *queue);

/* Bytes held: bounded by the most events that were ever pending at once, at most 1 KiB for each
 * beyond 64 KiB, whatever the schedule; around 120 in a steady state. */
size_t ct_event_queue_bytes(const CtEventQueue *queue);
