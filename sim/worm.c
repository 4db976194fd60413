/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sender is a host (its number) or a class (the number of hosts plus its own). Senders have
 * queues of attempts, which may hold what has been begun or is of no use any more: such entries go
 * when they come up, or when the queue would have to grow. A sender whose queue or slots have
 * changed is looked at before the moment is over; after that no sender has both a free slot and an
 * attempt that waits.
 */
#include "sim/worm.h"

#include "base/bits.h"
#include "sim/waiting.h"

#include <string.h>

/* A sender of a shared fact. */
typedef struct Link {
    uint32_t fact, sender;
    uint32_t next; /* in links; CT_NO_ID */
} Link;

typedef struct Host {
    uint32_t epoch; /* it is held if this is the state's */
    uint32_t n_free;
    uint32_t listed; /* epoch in which it stands in its class's list */
} Host;

typedef struct Sender {
    uint32_t epoch;
    CtWaiting waiting;
    CtWaiting free; /* of a class: its hosts, those without a free slot as well */
} Sender;

/* What a sender would begin next. */
typedef struct Offer {
    uint64_t rank;
    uint32_t attempt, host, sender;
} Offer;

struct CtWorm {
    const CtWormPlan *plan;
    const CtCourseState *state;
    uint32_t spread;
    uint64_t most_senders;
    Host *hosts;
    Sender *senders;
    uint32_t n_senders;
    struct {
        uint32_t epoch, first;
    } * links_of; /* per fact */
    Link *links;
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
    Offer *offers; /* binary heap */
    uint32_t n_offers, offers_room;
};

CtWorm *
ct_worm_new(const CtWormPlan *plan,
            const CtCourseState *state,
            uint32_t spread,
            uint64_t most_senders)
{
    CtWorm *worm = g_new0(CtWorm, 1);
    size_t n_attempts = (size_t)plan->course->n_attempts + 1;

    worm->plan = plan;
    worm->state = state;
    worm->spread = spread;
    worm->most_senders = MIN(most_senders, UINT32_MAX / 4);
    worm->hosts = g_new0(Host, plan->n_hosts);
    worm->n_senders = plan->n_hosts + plan->n_classes;
    worm->senders = g_new0(Sender, worm->n_senders);
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
    g_free(worm);
}

static uint32_t
epoch_of(const CtWorm *worm)
{
    return worm->state->epoch;
}

static Sender *
sender_at(CtWorm *worm, uint32_t sender)
{
    Sender *one = &worm->senders[sender];

    if (one->epoch != epoch_of(worm)) {
        one->epoch = epoch_of(worm);
        ct_waiting_empty(&one->waiting);
        ct_waiting_empty(&one->free);
    }
    return one;
}

/* --- who could begin what --- */

static bool
offer_before(const Offer *a, const Offer *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->attempt != b->attempt ? a->attempt < b->attempt : a->host < b->host;
}

static void
push_offer(CtWorm *worm, Offer offer)
{
    if (worm->n_offers == worm->offers_room) {
        worm->offers_room = MAX(64, worm->offers_room * 2);
        worm->offers = g_renew(Offer, worm->offers, worm->offers_room);
    }
    uint32_t i = worm->n_offers++;

    for (; i > 0 && offer_before(&offer, &worm->offers[(i - 1) / 2]); i = (i - 1) / 2)
        worm->offers[i] = worm->offers[(i - 1) / 2];
    worm->offers[i] = offer;
}

static Offer
pop_offer(CtWorm *worm)
{
    Offer first = worm->offers[0], last = worm->offers[--worm->n_offers];
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

static bool
does_wait(const CtWorm *worm, uint32_t attempt)
{
    return worm->waits[attempt] == epoch_of(worm) &&
           !ct_course_state_holds(worm->state, worm->state->course->gain[attempt]);
}

/* The first host of @sender with a free slot; CT_NO_ID: none. */
static uint32_t
free_host(CtWorm *worm, uint32_t sender)
{
    CtWaiting *list = &sender_at(worm, sender)->free;
    uint32_t host;

    if (sender < worm->plan->n_hosts)
        return worm->hosts[sender].epoch == epoch_of(worm) && worm->hosts[sender].n_free > 0
                   ? sender
                   : CT_NO_ID;
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
next_offer(CtWorm *worm, uint32_t sender, Offer *ret_offer)
{
    CtWaiting *waiting = &sender_at(worm, sender)->waiting;
    uint32_t attempt, host;

    while (waiting->length > 0 && !does_wait(worm, waiting->heap[0].attempt))
        (void)ct_waiting_take(waiting, &attempt);
    if (waiting->length == 0 || (host = free_host(worm, sender)) == CT_NO_ID)
        return false;
    *ret_offer = (Offer){.rank = waiting->heap[0].rank,
                         .attempt = waiting->heap[0].attempt,
                         .host = host,
                         .sender = sender};
    return true;
}

/* The queue or the slots of @sender have changed. */
static void
look_at(CtWorm *worm, uint32_t sender)
{
    Offer offer;

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

        if (!does_wait(worm, row.attempt) || worm->stamp[row.attempt] == worm->last_stamp)
            continue;
        worm->stamp[row.attempt] = worm->last_stamp;
        ct_waiting_add(waiting, row.rank, row.attempt);
    }
}

static void
enqueue(CtWorm *worm, uint32_t sender, uint32_t attempt, uint64_t rank)
{
    CtWaiting *waiting = &sender_at(worm, sender)->waiting;

    if (waiting->length == waiting->capacity && waiting->length > 0)
        tidy(worm, waiting);
    ct_waiting_add(waiting, rank, attempt);
    look_at(worm, sender);
}

bool
ct_worm_take(CtWorm *worm, uint32_t *ret_attempt)
{
    while (worm->n_offers > 0) {
        Offer offer = pop_offer(worm), now;

        if (!next_offer(worm, offer.sender, &now))
            continue;
        if (now.rank != offer.rank || now.attempt != offer.attempt || now.host != offer.host) {
            push_offer(worm, now);
            continue;
        }
        worm->waits[now.attempt] = 0;
        worm->maker[now.attempt] = now.host;
        worm->hosts[now.host].n_free--;
        look_at(worm, now.sender);
        *ret_attempt = now.attempt;
        return true;
    }
    return false;
}

/* @host has one more slot free than it had. */
static void
host_is_free(CtWorm *worm, uint32_t host)
{
    uint32_t class = worm->plan->class_of[host];

    look_at(worm, host);
    if (class == CT_NO_ID)
        return;
    class += worm->plan->n_hosts;
    CtWaiting *list = &sender_at(worm, class)->free;

    if (worm->hosts[host].listed != epoch_of(worm)) {
        worm->hosts[host].listed = epoch_of(worm);
        ct_waiting_add(list, host, host);
    }
    look_at(worm, class);
}

void
ct_worm_release(CtWorm *worm, uint32_t attempt)
{
    uint32_t host = worm->maker[attempt];

    worm->hosts[host].n_free++;
    host_is_free(worm, host);
}

CtFactId
ct_worm_maker(const CtWorm *worm, uint32_t attempt)
{
    return worm->plan->hosts[worm->maker[attempt]].user;
}

/* --- who can send what --- */

static uint32_t
first_link(const CtWorm *worm, CtFactId fact)
{
    return worm->links_of[fact].epoch == epoch_of(worm) ? worm->links_of[fact].first : CT_NO_ID;
}

static uint32_t
slot_of(const CtWorm *worm, CtFactId fact, uint32_t sender)
{
    uint64_t mixed = ((uint64_t)fact << 32 | sender) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t slot = (uint32_t)(mixed >> 32) & worm->table_mask;

    while (worm->table[slot].epoch == epoch_of(worm)) {
        const Link *link = &worm->links[worm->table[slot].link];

        if (link->fact == fact && link->sender == sender)
            break;
        slot = (slot + 1) & worm->table_mask;
    }
    return slot;
}

static void
grow_table(CtWorm *worm)
{
    worm->table_mask = worm->table_mask * 2 + 1;
    g_free(worm->table);
    worm->table = g_malloc0_n((size_t)worm->table_mask + 1, sizeof *worm->table);
    for (uint32_t i = 0; i < worm->n_links; i++) {
        uint32_t slot = slot_of(worm, worm->links[i].fact, worm->links[i].sender);

        worm->table[slot].epoch = epoch_of(worm);
        worm->table[slot].link = i;
    }
}

/* @sender can send @fact, which is shared, from now on. */
static void
add_sender(CtWorm *worm, CtFactId fact, uint32_t sender)
{
    uint32_t slot = slot_of(worm, fact, sender);

    if (worm->table[slot].epoch == epoch_of(worm))
        return;
    if (worm->n_links == worm->links_room) {
        worm->links_room = MAX(64, worm->links_room * 2);
        worm->links = g_renew(Link, worm->links, worm->links_room);
    }
    worm->links[worm->n_links] =
        (Link){.fact = fact, .sender = sender, .next = first_link(worm, fact)};
    worm->links_of[fact].epoch = epoch_of(worm);
    worm->links_of[fact].first = worm->n_links;
    worm->table[slot].epoch = epoch_of(worm);
    worm->table[slot].link = worm->n_links++;
    if (worm->n_links > worm->table_mask / 2)
        grow_table(worm);
}

static bool
holds(const CtWorm *worm, CtFactId fact)
{
    uint32_t known = worm->plan->course->fact_of[fact];

    return known != CT_NO_ID && ct_course_state_holds(worm->state, known);
}

static bool
has_fired(const CtWorm *worm, uint32_t step)
{
    uint32_t known = worm->plan->course_step[step];
    const CtGraph *graph = worm->plan->course->graph;

    if (known == CT_NO_ID)
        return holds(worm, graph->premises[graph->step_premise_start[step]]);
    return worm->state->steps[known].epoch == epoch_of(worm) &&
           worm->state->steps[known].missing == 0;
}

/* @fact, which holds, carries @step, which has fired. */
static void
carry_on(CtWorm *worm, CtFactId fact, uint32_t step)
{
    const CtGraph *graph = worm->plan->course->graph;
    CtFactId gain = graph->step_gain[step];
    uint32_t host = worm->plan->host_of[fact];

    if (worm->plan->host_of[gain] != CT_NO_ID)
        return;
    if (host == CT_NO_ID) {
        for (uint32_t i = first_link(worm, fact); i != CT_NO_ID; i = worm->links[i].next)
            add_sender(worm, gain, worm->links[i].sender);
        return;
    }
    /* What its class sends whenever it is held is said once for all of the class. */
    if (graph->step_premise_start[step + 1] > graph->step_premise_start[step] + 1 ||
        !ct_bits_get(worm->plan->always, fact))
        add_sender(worm, gain, host);
}

static void
hold_host(CtWorm *worm, uint32_t host)
{
    const CtWormPlan *plan = worm->plan;
    uint32_t class = plan->class_of[host];

    if (worm->hosts[host].epoch == epoch_of(worm))
        return;
    worm->hosts[host] = (Host){.epoch = epoch_of(worm), .n_free = worm->spread};
    for (uint32_t i = class != CT_NO_ID ? plan->frontier.start[class] : 0;
         class != CT_NO_ID && i < plan->frontier.start[class + 1] &&
         sender_at(worm, plan->n_hosts + class)->free.length == 0;
         i++)
        add_sender(worm, plan->frontier.value[i], plan->n_hosts + class);
    host_is_free(worm, host);
}

/* @fact has come to hold. */
static void
learn_fact(CtWorm *worm, CtFactId fact)
{
    const CtWormPlan *plan = worm->plan;
    const CtGraph *graph = plan->course->graph;
    uint32_t host = plan->host_of[fact];

    if (host != CT_NO_ID && plan->hosts[host].user == fact)
        hold_host(worm, host);
    for (uint32_t i = plan->carried.start[fact]; i < plan->carried.start[fact + 1]; i++)
        if (has_fired(worm, plan->carried.value[i]))
            carry_on(worm, fact, plan->carried.value[i]);
    for (uint32_t i = plan->completed.start[fact]; i < plan->completed.start[fact + 1]; i++) {
        uint32_t step = plan->completed.value[i], first = graph->step_premise_start[step];
        uint32_t last =
            ct_worm_has_one_carrier(graph, step) ? first + 1 : graph->step_premise_start[step + 1];

        for (uint32_t p = first; p < last && has_fired(worm, step); p++)
            if (holds(worm, graph->premises[p]))
                carry_on(worm, graph->premises[p], step);
    }
}

/* New senders of a fact take what waits for one, and send what follows from it. */
static bool
carry_links_on(CtWorm *worm)
{
    const CtWormPlan *plan = worm->plan;

    for (; worm->n_done < worm->n_links; worm->n_done++) {
        Link link = worm->links[worm->n_done];

        if (worm->n_links > worm->most_senders)
            return false;
        for (uint32_t i = plan->opened.start[link.fact]; i < plan->opened.start[link.fact + 1]; i++)
            if (does_wait(worm, plan->opened.value[i]))
                enqueue(worm, link.sender, plan->opened.value[i],
                        worm->ranks[plan->opened.value[i]]);
        for (uint32_t i = plan->carried.start[link.fact]; i < plan->carried.start[link.fact + 1];
             i++) {
            CtFactId gain = plan->course->graph->step_gain[plan->carried.value[i]];

            if (plan->host_of[gain] == CT_NO_ID && has_fired(worm, plan->carried.value[i]))
                add_sender(worm, gain, link.sender);
        }
    }
    return true;
}

static void
learn_start(CtWorm *worm)
{
    const CtIds *entries = &worm->plan->course->graph_entries;

    for (uint32_t i = 0; i < entries->length; i++)
        if (worm->plan->host_of[entries->data[i]] == CT_NO_ID)
            add_sender(worm, entries->data[i], 0);
    for (uint32_t i = 0; i < worm->plan->axioms.length; i++)
        if (worm->plan->host_of[worm->plan->axioms.data[i]] == CT_NO_ID)
            add_sender(worm, worm->plan->axioms.data[i], 0);
}

void
ct_worm_begin(CtWorm *worm)
{
    worm->n_links = worm->n_done = 0;
    worm->n_offers = 0;
    hold_host(worm, 0);
}

bool
ct_worm_learn(CtWorm *worm, uint32_t attempt)
{
    const CtCourseState *state = worm->state;
    const CtWormPlan *plan = worm->plan;

    if (attempt == CT_NO_ID) {
        learn_start(worm);
    } else {
        CtFactId gain = plan->course->graph->step_gain[plan->course->graph_step[attempt]];

        if (plan->host_of[gain] == CT_NO_ID)
            add_sender(worm, gain, worm->maker[attempt]);
    }
    for (uint32_t i = 0; i < state->n_gained; i++) {
        uint32_t fact = state->fresh.data[i];

        for (uint32_t m = plan->members.start[fact]; m < plan->members.start[fact + 1]; m++)
            learn_fact(worm, plan->members.value[m]);
    }
    return carry_links_on(worm);
}

void
ct_worm_offer(CtWorm *worm, uint32_t attempt, uint64_t rank)
{
    uint32_t opener = worm->plan->opener[attempt];
    uint32_t host = opener != CT_NO_ID ? worm->plan->host_of[opener] : 0;

    worm->waits[attempt] = epoch_of(worm);
    worm->ranks[attempt] = rank;
    if (host != CT_NO_ID) {
        enqueue(worm, host, attempt, rank);
        return;
    }
    for (uint32_t i = first_link(worm, opener); i != CT_NO_ID; i = worm->links[i].next)
        enqueue(worm, worm->links[i].sender, attempt, rank);
}
