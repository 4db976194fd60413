/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The slots of a worm, and who can send what. Private to sim/worm*.c. */
#pragma once

#include "sim/retract.h"
#include "sim/waiting.h"
#include "sim/worm.h"

/* A sender of a shared fact. */
typedef struct CtWormLink {
    uint32_t fact, sender;
    uint32_t next; /* in links; CT_NO_ID */
} CtWormLink;

typedef struct CtWormSlots {
    uint32_t held;   /* generation in which it is held */
    uint32_t listed; /* generation in which it stands in its class's list */
    uint32_t epoch;  /* of n_free, the state's */
    uint32_t n_free;
    bool is_apart; /* it does not send all that its class does, and so it is alone */
} CtWormSlots;

typedef struct CtWormSender {
    uint32_t generation;
    CtWaiting waiting;
    CtWaiting free; /* of a class: its hosts, those without a free slot as well */
} CtWormSender;

/* What a sender would begin next. */
typedef struct CtWormOffer {
    uint64_t rank;
    uint32_t attempt, host, sender;
} CtWormOffer;

/* What a worm carries where things end. */
typedef struct CtWormChange {
    uint32_t *sound; /* per fact of the course: generation in which its try's maker can send */
    uint32_t *place; /* per attempt that is tried: in running */
    CtIds running;   /* attempts */
    CtIds rested;    /* facts that rest on tries that last, and successes likewise */
    CtIds stranded;
} CtWormChange;

struct CtWorm {
    const CtWormPlan *plan;
    CtCourseState *state;
    const CtWorld *world;
    CtWormChange *change; /* NULL: nothing ends */
    uint32_t generation;  /* another for each replication, and each time senders are found anew */
    bool is_relearning;
    uint32_t spread;
    uint64_t most_senders;
    CtWormSlots *hosts;
    CtWormSender *senders;
    uint32_t n_senders;
    struct {
        uint32_t generation, first;
    } * links_of; /* per fact */
    CtWormLink *links;
    uint32_t n_links, links_room, n_done; /* those before n_done have been carried on */
    struct {
        uint32_t generation, link;
    } * table; /* of links, open addressing */
    uint32_t table_mask;
    uint32_t *waits; /* per attempt: epoch of the state in which it waits */
    uint64_t *ranks; /* per attempt, of those that wait */
    uint32_t *maker; /* per attempt: host */
    uint32_t *stamp; /* per attempt, for tidying */
    uint32_t last_stamp;
    CtWormOffer *offers; /* binary heap */
    uint32_t n_offers, offers_room;
};

static inline CtWormSender *
ct_worm_sender(CtWorm *worm, uint32_t sender)
{
    CtWormSender *one = &worm->senders[sender];

    if (one->generation != worm->generation) {
        one->generation = worm->generation;
        ct_waiting_empty(&one->waiting);
        ct_waiting_empty(&one->free);
    }
    return one;
}

/* Whether somebody may still begin @attempt. */
static inline bool
ct_worm_waits(const CtWorm *worm, uint32_t attempt)
{
    return worm->waits[attempt] == worm->state->epoch &&
           !ct_course_state_holds(worm->state, worm->state->course->gain[attempt]) &&
           (worm->change == NULL || ct_retract_is_possible(worm->state, attempt));
}

/* The last that was said to send @fact, which is shared; CT_NO_ID: nobody. */
static inline uint32_t
ct_worm_first_link(const CtWorm *worm, CtFactId fact)
{
    return worm->links_of[fact].generation == worm->generation ? worm->links_of[fact].first
                                                               : CT_NO_ID;
}

static inline bool
ct_worm_is_held(const CtWorm *worm, uint32_t host)
{
    return worm->hosts[host].held == worm->generation;
}

/* @sender may begin @attempt, too. */
void ct_worm_enqueue(CtWorm *worm, uint32_t sender, uint32_t attempt, uint64_t rank);

/* @host has one more slot free than it had. */
void ct_worm_host_is_free(CtWorm *worm, uint32_t host);

/* Nobody sends anything, and nobody is held. */
void ct_worm_forget_senders(CtWorm *worm);

/* @host is the attacker's from now on. */
void ct_worm_hold_host(CtWorm *worm, uint32_t host);

/* --- sim/worm_send.c --- */

/* Whether @step, of the graph, can be taken now. */
bool ct_worm_has_fired(const CtWorm *worm, uint32_t step);

/* @fact, which holds, carries @step, which has fired. */
void ct_worm_carry_on(CtWorm *worm, CtFactId fact, uint32_t step);

/* @sender can send @fact, which is shared, from now on; unless it was given. */
void ct_worm_add_sender(CtWorm *worm, CtFactId fact, uint32_t sender);

/* The attacker sends what follows from nothing. */
void ct_worm_send_axioms(CtWorm *worm);

bool ct_worm_has_link(const CtWorm *worm, CtFactId fact, uint32_t sender);

/* New senders of a fact take what waits for one, and send what follows from it. False where there
 * are too many. */
bool ct_worm_carry_links_on(CtWorm *worm);

/* --- sim/worm_change.c: where things end --- */

CtWormChange *ct_worm_change_new(const CtWormPlan *plan);
void ct_worm_change_free(CtWormChange *change);
void ct_worm_change_began(CtWorm *worm, uint32_t attempt);
void ct_worm_change_ended(CtWorm *worm, uint32_t attempt);

/* Whether the steps by which @host sends what its class does can all be taken. */
bool ct_worm_is_like_its_class(const CtWorm *worm, uint32_t host);

/* Who sends what @attempt has gained: its maker; the attacker, if that is off and it is kept. */
uint32_t ct_worm_sender_of_gain(const CtWorm *worm, uint32_t attempt);

/* Outcomes that can be taken once more because their attempt can. */
void ct_worm_learn_outcomes(CtWorm *worm);

/* @sender can send what opens @attempt: what it brought and he made lasts. */
void ct_worm_find_sound(CtWorm *worm, uint32_t attempt, uint32_t sender);
