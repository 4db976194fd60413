/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sender is a host (its number) or a class (the number of hosts plus its own). Senders have
 * queues of attempts, which may hold what has been begun or is of no use any more: such entries go
 * when they come up, or when the queue would have to grow. A sender whose queue or slots have
 * changed is looked at before the moment is over; after that no sender has both a free slot and an
 * attempt that waits.
 */
#include "sim/worm_private.h"

#include <string.h>

CtWorm *
ct_worm_new(const CtWormPlan *plan,
            CtCourseState *state,
            const CtWorld *world,
            uint32_t spread,
            uint64_t most_senders)
{
    CtWorm *worm = g_new0(CtWorm, 1);
    size_t n_attempts = (size_t)plan->course->n_attempts + 1;

    worm->plan = plan;
    worm->state = state;
    worm->world = world;
    if (state->retraction != NULL) {
        worm->change = ct_worm_change_new(plan);
        ct_retract_remember_makers(state);
    }
    worm->spread = spread;
    worm->most_senders = MIN(most_senders, UINT32_MAX / 4);
    worm->hosts = g_new0(CtWormSlots, plan->n_hosts);
    worm->n_senders = plan->n_hosts + plan->n_classes;
    worm->senders = g_new0(CtWormSender, worm->n_senders);
    worm->links_of = g_malloc0_n((size_t)plan->course->graph->n_facts + 1, sizeof *worm->links_of);
    worm->table_mask = 255;
    worm->table = g_malloc0_n((size_t)worm->table_mask + 1, sizeof *worm->table);
    worm->waits = g_new0(uint32_t, n_attempts);
    worm->ranks = g_new0(uint64_t, n_attempts);
    worm->maker = g_new0(uint32_t, n_attempts);
    worm->stamp = g_new0(uint32_t, n_attempts);
    return worm;
}

void
ct_worm_free(CtWorm *worm)
{
    if (worm == NULL)
        return;
    for (uint32_t s = 0; s < worm->n_senders; s++) {
        ct_waiting_clear(&worm->senders[s].waiting);
        ct_waiting_clear(&worm->senders[s].free);
    }
    g_free(worm->hosts);
    g_free(worm->senders);
    g_free(worm->links_of);
    g_free(worm->links);
    g_free(worm->table);
    g_free(worm->waits);
    g_free(worm->ranks);
    g_free(worm->maker);
    g_free(worm->stamp);
    g_free(worm->offers);
    ct_worm_change_free(worm->change);
    g_free(worm);
}

/* --- who could begin what --- */

static bool
offer_before(const CtWormOffer *a, const CtWormOffer *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->attempt != b->attempt ? a->attempt < b->attempt : a->host < b->host;
}

static void
push_offer(CtWorm *worm, CtWormOffer offer)
{
    if (worm->n_offers == worm->offers_room) {
        worm->offers_room = MAX(64, worm->offers_room * 2);
        worm->offers = g_renew(CtWormOffer, worm->offers, worm->offers_room);
    }
    uint32_t i = worm->n_offers++;

    for (; i > 0 && offer_before(&offer, &worm->offers[(i - 1) / 2]); i = (i - 1) / 2)
        worm->offers[i] = worm->offers[(i - 1) / 2];
    worm->offers[i] = offer;
}

static CtWormOffer
pop_offer(CtWorm *worm)
{
    CtWormOffer first = worm->offers[0], last = worm->offers[--worm->n_offers];
    uint32_t i = 0;

    for (uint32_t child = 1; child < worm->n_offers; child = 2 * i + 1) {
        if (child + 1 < worm->n_offers &&
            offer_before(&worm->offers[child + 1], &worm->offers[child]))
            child++;
        if (!offer_before(&worm->offers[child], &last))
            break;
        worm->offers[i] = worm->offers[child];
        i = child;
    }
    worm->offers[i] = last;
    return first;
}

/* The first host of @sender with a free slot; CT_NO_ID: none. */
static uint32_t
free_host(CtWorm *worm, uint32_t sender)
{
    CtWaiting *list = &ct_worm_sender(worm, sender)->free;
    uint32_t host;

    if (sender < worm->plan->n_hosts)
        return ct_worm_is_held(worm, sender) && worm->hosts[sender].n_free > 0 ? sender : CT_NO_ID;
    while (list->length > 0) {
        host = list->heap[0].attempt;
        if (worm->hosts[host].n_free > 0)
            return host;
        worm->hosts[host].listed = 0;
        (void)ct_waiting_take(list, &host);
    }
    return CT_NO_ID;
}

/* False where @sender has nothing to do or nobody to do it. */
static bool
next_offer(CtWorm *worm, uint32_t sender, CtWormOffer *ret_offer)
{
    CtWaiting *waiting = &ct_worm_sender(worm, sender)->waiting;
    uint32_t attempt, host;

    while (waiting->length > 0 && !ct_worm_waits(worm, waiting->heap[0].attempt))
        (void)ct_waiting_take(waiting, &attempt);
    if (waiting->length == 0 || (host = free_host(worm, sender)) == CT_NO_ID)
        return false;
    *ret_offer = (CtWormOffer){.rank = waiting->heap[0].rank,
                               .attempt = waiting->heap[0].attempt,
                               .host = host,
                               .sender = sender};
    return true;
}

/* The queue or the slots of @sender have changed. */
static void
look_at(CtWorm *worm, uint32_t sender)
{
    CtWormOffer offer;

    if (next_offer(worm, sender, &offer))
        push_offer(worm, offer);
}

/* Leaves what waits in @waiting, once each. */
static void
tidy(CtWorm *worm, CtWaiting *waiting)
{
    uint32_t n = waiting->length;

    if (++worm->last_stamp == 0) {
        memset(worm->stamp, 0, worm->plan->course->n_attempts * sizeof *worm->stamp);
        worm->last_stamp = 1;
    }
    ct_waiting_empty(waiting);
    for (uint32_t i = 0; i < n; i++) {
        CtWaitingRow row = waiting->heap[i]; /* what is added stays below i */

        if (!ct_worm_waits(worm, row.attempt) || worm->stamp[row.attempt] == worm->last_stamp)
            continue;
        worm->stamp[row.attempt] = worm->last_stamp;
        ct_waiting_add(waiting, row.rank, row.attempt);
    }
}

void
ct_worm_enqueue(CtWorm *worm, uint32_t sender, uint32_t attempt, uint64_t rank)
{
    CtWaiting *waiting = &ct_worm_sender(worm, sender)->waiting;

    if (waiting->length == waiting->capacity && waiting->length > 0)
        tidy(worm, waiting);
    ct_waiting_add(waiting, rank, attempt);
    look_at(worm, sender);
}

bool
ct_worm_take(CtWorm *worm, uint32_t *ret_attempt)
{
    while (worm->n_offers > 0) {
        CtWormOffer offer = pop_offer(worm), now;

        if (!next_offer(worm, offer.sender, &now))
            continue;
        if (now.rank != offer.rank || now.attempt != offer.attempt || now.host != offer.host) {
            push_offer(worm, now);
            continue;
        }
        worm->waits[now.attempt] = 0;
        worm->maker[now.attempt] = now.host;
        worm->hosts[now.host].n_free--;
        if (worm->change != NULL)
            ct_worm_change_began(worm, now.attempt);
        look_at(worm, now.sender);
        *ret_attempt = now.attempt;
        return true;
    }
    return false;
}

void
ct_worm_host_is_free(CtWorm *worm, uint32_t host)
{
    uint32_t class = worm->plan->class_of[host];

    if (!ct_worm_is_held(worm, host))
        return;
    look_at(worm, host);
    if (class == CT_NO_ID || worm->hosts[host].is_apart)
        return;
    class += worm->plan->n_hosts;
    CtWaiting *list = &ct_worm_sender(worm, class)->free;

    if (worm->hosts[host].listed != worm->generation) {
        worm->hosts[host].listed = worm->generation;
        ct_waiting_add(list, host, host);
    }
    look_at(worm, class);
}

void
ct_worm_release(CtWorm *worm, uint32_t attempt)
{
    uint32_t host = worm->maker[attempt];

    worm->hosts[host].n_free++;
    if (worm->change != NULL)
        ct_worm_change_ended(worm, attempt);
    ct_worm_host_is_free(worm, host);
}

uint32_t
ct_worm_maker_host(const CtWorm *worm, uint32_t attempt)
{
    return worm->maker[attempt];
}

CtFactId
ct_worm_maker(const CtWorm *worm, uint32_t attempt)
{
    return worm->plan->hosts[worm->maker[attempt]].user;
}

void
ct_worm_forget_senders(CtWorm *worm)
{
    worm->n_links = worm->n_done = 0;
    worm->n_offers = 0;
    if (++worm->generation > 0)
        return;
    for (uint32_t h = 0; h < worm->plan->n_hosts; h++)
        worm->hosts[h].held = worm->hosts[h].listed = 0;
    for (uint32_t s = 0; s < worm->n_senders; s++)
        worm->senders[s].generation = 0;
    memset(worm->links_of, 0, worm->plan->course->graph->n_facts * sizeof *worm->links_of);
    memset(worm->table, 0, ((size_t)worm->table_mask + 1) * sizeof *worm->table);
    if (worm->change != NULL)
        memset(worm->change->sound, 0, worm->plan->course->n_facts * sizeof *worm->change->sound);
    worm->generation = 1;
}

void
ct_worm_begin(CtWorm *worm)
{
    if (worm->change != NULL)
        worm->change->running.length = 0;
    ct_worm_forget_senders(worm);
    ct_worm_hold_host(worm, 0);
}

void
ct_worm_offer(CtWorm *worm, uint32_t attempt, uint64_t rank)
{
    uint32_t opener = worm->plan->opener[attempt];
    uint32_t host = opener != CT_NO_ID ? worm->plan->host_of[opener] : 0;

    worm->waits[attempt] = worm->state->epoch;
    worm->ranks[attempt] = rank;
    if (host != CT_NO_ID) {
        ct_worm_enqueue(worm, host, attempt, rank);
        return;
    }
    for (uint32_t i = ct_worm_first_link(worm, opener); i != CT_NO_ID; i = worm->links[i].next)
        ct_worm_enqueue(worm, worm->links[i].sender, attempt, rank);
}
