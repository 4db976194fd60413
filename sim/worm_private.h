/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The slots of a worm, and who can send what. Private to sim/worm*.c. */
#pragma once

#include "sim/waiting.h"
#include "sim/worm.h"

/* A sender of a shared fact. */
typedef struct CtWormLink {
    uint32_t fact, sender;
    uint32_t next; /* in links; CT_NO_ID */
} CtWormLink;

typedef struct CtWormSlots {
    uint32_t epoch; /* it is held if this is the state's */
    uint32_t n_free;
    uint32_t listed; /* epoch in which it stands in its class's list */
} CtWormSlots;

typedef struct CtWormSender {
    uint32_t epoch;
    CtWaiting waiting;
    CtWaiting free; /* of a class: its hosts, those without a free slot as well */
} CtWormSender;

/* What a sender would begin next. */
typedef struct CtWormOffer {
    uint64_t rank;
    uint32_t attempt, host, sender;
} CtWormOffer;

struct CtWorm {
    const CtWormPlan *plan;
    const CtCourseState *state;
    uint32_t spread;
    uint64_t most_senders;
    CtWormSlots *hosts;
    CtWormSender *senders;
    uint32_t n_senders;
    struct {
        uint32_t epoch, first;
    } * links_of; /* per fact */
    CtWormLink *links;
    uint32_t n_links, links_room, n_done; /* those before n_done have been carried on */
    struct {
        uint32_t epoch, link;
    } * table; /* of links, open addressing */
    uint32_t table_mask;
    uint32_t *waits; /* per attempt: epoch in which it waits */
    uint64_t *ranks; /* per attempt, of those that wait */
    uint32_t *maker; /* per attempt: host */
    uint32_t *stamp; /* per attempt, for tidying */
    uint32_t last_stamp;
    CtWormOffer *offers; /* binary heap */
    uint32_t n_offers, offers_room;
};

static inline uint32_t
ct_worm_epoch(const CtWorm *worm)
{
    return worm->state->epoch;
}

static inline CtWormSender *
ct_worm_sender(CtWorm *worm, uint32_t sender)
{
    CtWormSender *one = &worm->senders[sender];

    if (one->epoch != ct_worm_epoch(worm)) {
        one->epoch = ct_worm_epoch(worm);
        ct_waiting_empty(&one->waiting);
        ct_waiting_empty(&one->free);
    }
    return one;
}

/* Whether somebody may still begin @attempt. */
static inline bool
ct_worm_waits(const CtWorm *worm, uint32_t attempt)
{
    return worm->waits[attempt] == ct_worm_epoch(worm) &&
           !ct_course_state_holds(worm->state, worm->state->course->gain[attempt]);
}

/* The last that was said to send @fact, which is shared; CT_NO_ID: nobody. */
static inline uint32_t
ct_worm_first_link(const CtWorm *worm, CtFactId fact)
{
    return worm->links_of[fact].epoch == ct_worm_epoch(worm) ? worm->links_of[fact].first
                                                             : CT_NO_ID;
}

/* @sender may begin @attempt, too. */
void ct_worm_enqueue(CtWorm *worm, uint32_t sender, uint32_t attempt, uint64_t rank);

/* @host has one more slot free than it had. */
void ct_worm_host_is_free(CtWorm *worm, uint32_t host);

/* @host is the attacker's from now on. */
void ct_worm_hold_host(CtWorm *worm, uint32_t host);
