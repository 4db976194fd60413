/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Senders where things end (docs/decisions/0060). After a change of the world all links are found
 * anew from what holds. A fact rests on its host where it is execution there; on the attacker where
 * it was given; on the maker of the try that brought it. What is kept passes on to the attacker
 * for good once its maker is lost, and for so long as he is off. What lasts is sent by its maker
 * once it is found that he can send what opened the try; where that is not found, it ends. The same
 * is asked of a success that may still bring what lasts.
 *
 * Between changes nothing is lost, and links only come: what was sound stays so.
 */
#include "sim/worm_private.h"

#include "base/bits.h"

#include <stdlib.h>

CtWormChange *
ct_worm_change_new(const CtWormPlan *plan)
{
    CtWormChange *change = g_new0(CtWormChange, 1);

    change->sound = g_new0(uint32_t, (size_t)plan->course->n_facts + 1);
    change->place = g_new0(uint32_t, (size_t)plan->course->n_attempts + 1);
    return change;
}

void
ct_worm_change_free(CtWormChange *change)
{
    if (change == NULL)
        return;
    g_free(change->sound);
    g_free(change->place);
    ct_ids_clear(&change->running);
    ct_ids_clear(&change->rested);
    ct_ids_clear(&change->stranded);
    g_free(change);
}

void
ct_worm_change_began(CtWorm *worm, uint32_t attempt)
{
    worm->change->place[attempt] = worm->change->running.length;
    ct_ids_add(&worm->change->running, attempt);
}

void
ct_worm_change_ended(CtWorm *worm, uint32_t attempt)
{
    CtIds *running = &worm->change->running;
    uint32_t last = running->data[--running->length];

    running->data[worm->change->place[attempt]] = last;
    worm->change->place[last] = worm->change->place[attempt];
}

/* --- hosts --- */

bool
ct_worm_is_like_its_class(const CtWorm *worm, uint32_t host)
{
    const CtCsr *chain = &worm->plan->chain;

    for (uint32_t i = chain->start[host]; i < chain->start[host + 1]; i++)
        if (!ct_retract_is_taken(worm->state, chain->value[i]))
            return false;
    return true;
}

/* Whether what was gained from @host can be used from there. */
static bool
is_on(const CtWorm *worm, uint32_t host)
{
    uint32_t asset = worm->plan->asset_of[host];

    return ct_worm_is_held(worm, host) &&
           (worm->world == NULL || asset == CT_NO_ID || ct_world_asset(worm->world, asset) == 0);
}

/* Whether @host sends what @sender does. */
static bool
is_part_of(const CtWorm *worm, uint32_t host, uint32_t sender)
{
    const CtWormPlan *plan = worm->plan;

    return sender == host || (sender >= plan->n_hosts && !worm->hosts[host].is_apart &&
                              plan->class_of[host] == sender - plan->n_hosts);
}

/* Whether @host, which is held, sends what opens @attempt. */
static bool
can_send(const CtWorm *worm, uint32_t host, uint32_t attempt)
{
    const CtWormPlan *plan = worm->plan;
    uint32_t opener = plan->opener[attempt];

    if (opener == CT_NO_ID)
        return host == 0;
    if (plan->host_of[opener] != CT_NO_ID)
        return plan->host_of[opener] == host;
    return ct_worm_has_link(worm, opener, host) ||
           (plan->class_of[host] != CT_NO_ID && !worm->hosts[host].is_apart &&
            ct_worm_has_link(worm, opener, plan->n_hosts + plan->class_of[host]));
}

/* --- what tries brought --- */

static CtFactId
graph_fact(const CtWorm *worm, uint32_t fact)
{
    const CtCsr *members = &worm->plan->members;

    return members->value[members->start[fact]]; /* nothing is merged where things end */
}

static void
set_sound(CtWorm *worm, uint32_t fact)
{
    worm->change->sound[fact] = worm->generation;
    ct_worm_add_sender(worm, graph_fact(worm, fact), ct_retract_maker(worm->state, fact));
}

static void
find_sound(CtWorm *worm, uint32_t fact, uint32_t attempt, uint32_t sender)
{
    uint32_t by, maker = ct_retract_maker(worm->state, fact);

    if (ct_course_state_holds(worm->state, fact) && ct_worm_is_held(worm, maker) &&
        is_part_of(worm, maker, sender) &&
        worm->plan->host_of[graph_fact(worm, fact)] == CT_NO_ID &&
        ct_retract_ground(worm->state, fact, &by) == CT_RETRACT_LASTING && by == attempt)
        set_sound(worm, fact);
}

void
ct_worm_find_sound(CtWorm *worm, uint32_t attempt, uint32_t sender)
{
    const CtCourse *course = worm->plan->course;
    uint32_t gain = course->gain[attempt], maker;

    if (!ct_bits_get(course->changing->has_passing, attempt)) {
        find_sound(worm, gain, attempt, sender);
        return;
    }
    maker = ct_retract_maker(worm->state, gain);
    if (ct_course_state_holds(worm->state, gain) && ct_worm_is_held(worm, maker) &&
        is_part_of(worm, maker, sender))
        set_sound(worm, gain);
    for (uint32_t i = course->uses.start[gain]; i < course->uses.start[gain + 1]; i++)
        find_sound(worm, course->gain[course->uses.value[i]], attempt, sender);
}

uint32_t
ct_worm_sender_of_gain(const CtWorm *worm, uint32_t attempt)
{
    const CtCourse *course = worm->plan->course;
    uint32_t maker = worm->maker[attempt];

    if (ct_bits_get(course->changing->keeps, course->gain[attempt]) &&
        !ct_bits_get(course->changing->has_passing, attempt) && !is_on(worm, maker))
        return 0;
    return maker;
}

void
ct_worm_learn_outcomes(CtWorm *worm)
{
    const CtCourse *course = worm->plan->course;
    const CtIds *enabled = &worm->state->enabled;

    for (uint32_t i = 0; i < enabled->length; i++) {
        uint32_t attempt = enabled->data[i], gain = course->gain[attempt];

        if (!ct_bits_get(course->changing->has_passing, attempt) ||
            !ct_course_state_holds(worm->state, gain))
            continue;
        for (uint32_t u = course->uses.start[gain]; u < course->uses.start[gain + 1]; u++)
            if (ct_retract_is_taken(worm->state, course->uses.value[u]))
                ct_worm_carry_on(worm, graph_fact(worm, gain),
                                 course->graph_step[course->uses.value[u]]);
    }
}

/* --- everything anew --- */

/* The attempt with several gains whose success is @fact, and which may bring what lasts. */
static uint32_t
passing_attempt(const CtWorm *worm, uint32_t fact)
{
    const CtCourse *course = worm->plan->course;
    uint32_t first = course->gained.start[fact];

    if (first == course->gained.start[fact + 1] ||
        !ct_bits_get(course->changing->has_passing, course->gained.value[first]))
        return CT_NO_ID;
    return course->gained.value[first];
}

static void
send_what_is_kept(CtWorm *worm, uint32_t fact)
{
    uint32_t maker = ct_retract_maker(worm->state, fact);

    if (!ct_worm_is_held(worm, maker))
        ct_retract_hand_on(worm->state, fact, maker = 0);
    ct_worm_add_sender(worm, graph_fact(worm, fact), is_on(worm, maker) ? maker : 0);
}

static void
relearn_shared(CtWorm *worm, uint32_t fact)
{
    uint32_t attempt;

    switch (ct_retract_ground(worm->state, fact, &attempt)) {
    case CT_RETRACT_DERIVED:
        return;
    case CT_RETRACT_GIVEN:
        ct_worm_add_sender(worm, graph_fact(worm, fact), 0);
        return;
    case CT_RETRACT_KEPT:
        if (passing_attempt(worm, fact) != CT_NO_ID)
            ct_ids_add(&worm->change->rested, fact);
        else
            send_what_is_kept(worm, fact);
        return;
    case CT_RETRACT_LASTING:
        ct_ids_add(&worm->change->rested, fact);
        return;
    }
}

/* @id, which is host @host's own. */
static void
relearn_own(CtWorm *worm, CtFactId id, uint32_t host)
{
    const CtWormPlan *plan = worm->plan;

    for (uint32_t i = plan->carried.start[id]; i < plan->carried.start[id + 1]; i++)
        if (ct_worm_has_fired(worm, plan->carried.value[i]))
            ct_worm_carry_on(worm, id, plan->carried.value[i]);
    for (uint32_t i = plan->opened.start[id]; i < plan->opened.start[id + 1]; i++) {
        uint32_t attempt = plan->opened.value[i];

        if (ct_worm_waits(worm, attempt))
            ct_worm_enqueue(worm, host, attempt, worm->ranks[attempt]);
        ct_worm_find_sound(worm, attempt, host);
    }
}

static void
relearn_hosts(CtWorm *worm)
{
    const CtWormPlan *plan = worm->plan;

    ct_worm_hold_host(worm, 0);
    for (uint32_t h = 1; h < plan->n_hosts; h++) {
        uint32_t user = plan->course->fact_of[plan->hosts[h].user];

        if (user != CT_NO_ID && ct_course_state_holds(worm->state, user))
            ct_worm_hold_host(worm, h);
    }
}

static void
relearn_facts(CtWorm *worm)
{
    const CtWormPlan *plan = worm->plan;

    for (uint32_t f = 0; f < plan->course->first_goal; f++) {
        if (!ct_course_state_holds(worm->state, f))
            continue;
        CtFactId id = graph_fact(worm, f);

        if (plan->host_of[id] != CT_NO_ID)
            relearn_own(worm, id, plan->host_of[id]);
        else
            relearn_shared(worm, f);
    }
    for (uint32_t i = 0; i < plan->unopened.length; i++) {
        uint32_t attempt = plan->unopened.data[i];

        if (ct_worm_waits(worm, attempt))
            ct_worm_enqueue(worm, 0, attempt, worm->ranks[attempt]);
        ct_worm_find_sound(worm, attempt, 0);
    }
    ct_worm_send_axioms(worm);
}

/* False where all that rests on a maker does so still. */
static bool
end_what_is_not_sound(CtWorm *worm)
{
    const CtWormChange *change = worm->change;
    bool ends = false;

    for (uint32_t i = 0; i < change->rested.length; i++) {
        uint32_t fact = change->rested.data[i], attempt = passing_attempt(worm, fact);

        if (change->sound[fact] == worm->generation)
            continue;
        ends = true;
        if (attempt != CT_NO_ID)
            ct_retract_forget_success(worm->state, attempt);
        else
            ct_retract_drop_try(worm->state, fact);
    }
    return ends;
}

bool
ct_worm_relearn(CtWorm *worm, bool *ret_ends)
{
    bool fits;

    ct_retract_forget_lost(worm->state);
    ct_worm_forget_senders(worm);
    worm->change->rested.length = 0;
    worm->is_relearning = true;
    relearn_hosts(worm);
    relearn_facts(worm);
    fits = ct_worm_carry_links_on(worm);
    worm->is_relearning = false;
    *ret_ends = fits && end_what_is_not_sound(worm);
    return fits;
}

const CtIds *
ct_worm_stranded(CtWorm *worm)
{
    CtWormChange *change = worm->change;

    change->stranded.length = 0;
    for (uint32_t i = 0; i < change->running.length; i++) {
        uint32_t attempt = change->running.data[i], host = worm->maker[attempt];

        if (!ct_worm_is_held(worm, host) || !can_send(worm, host, attempt))
            ct_ids_add(&change->stranded, attempt);
    }
    ct_ids_sort_unique(&change->stranded);
    return &change->stranded;
}
