/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Alerts that wait for analysts, first in, first out, and analysts who look at one each at a time.
 * Nothing here knows chance or pending events: who uses it says what time it is. All memory is
 * reused from one replication to the next.
 */
#pragma once

#include "base/hash.h"
#include "base/week.h"

#include <stdbool.h>

typedef struct CtAlert {
    int64_t time;     /* ms: when it was raised */
    CtKey128 key;     /* whose luck it has … */
    uint32_t n;       /* … and which of them it is: the try; from 1 */
    uint32_t actor;   /* attacker; of a false alarm the section that its sensor stands in */
    uint32_t attempt; /* of his course; CT_NO_ID: a false alarm */
    uint32_t entity;  /* asset instance; of a false alarm the sensor: likewise, or a conduit's row.
                         CT_NO_ID: it is about no asset */
} CtAlert;

typedef struct CtAlerts {
    CtAlert *queue; /* a ring */
    uint32_t first, waiting, capacity;
    CtAlert *desks; /* per analyst: what is looked at */
    int64_t *until; /* per analyst: ms; when that ends */
    uint32_t *free; /* analysts without an alert, a stack */
    uint32_t n_free;
    uint32_t n_analysts;
    int64_t waited_ms; /* of all that were begun */
    uint64_t n_begun;
    uint64_t n_delayed; /* of them, those that waited at all */
    int64_t busy_ms;    /* of all that were begun, to their ends */
} CtAlerts;

/* @n analysts, at least one. */
void ct_alerts_init(CtAlerts *alerts, uint32_t n);
void ct_alerts_clear(CtAlerts *alerts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtAlerts, ct_alerts_clear)

/* A replication begins: nothing waits, everybody is free. */
void ct_alerts_begin(CtAlerts *alerts);

/* Cost: O(1), amortised. */
void ct_alerts_add(CtAlerts *alerts, const CtAlert *alert);

/* An analyst takes the first that waits; false where none waits or nobody is free. */
bool ct_alerts_take(CtAlerts *alerts, int64_t now, uint32_t *ret_analyst);

/* @analyst, who has taken one now, needs @ms for it. */
void ct_alerts_set(CtAlerts *alerts, uint32_t analyst, int64_t now, int64_t ms);

/* He is done with it; what it was. */
CtAlert ct_alerts_finish(CtAlerts *alerts, uint32_t analyst);

/* Busy ms of all analysts until @end_ms: what is under way counts up to then. Cost: analysts. */
int64_t ct_alerts_busy_until(const CtAlerts *alerts, int64_t end_ms);
