/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which senders can send which shared fact: a link each, in an open-addressed table and in a list
 * a fact. A step that has fired carries the senders of its first fact on to what it gains.
 */
#include "sim/worm_private.h"

#include "base/bits.h"

static uint32_t
slot_of(const CtWorm *worm, CtFactId fact, uint32_t sender)
{
    uint64_t mixed = ((uint64_t)fact << 32 | sender) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t slot = (uint32_t)(mixed >> 32) & worm->table_mask;

    while (worm->table[slot].generation == worm->generation) {
        const CtWormLink *link = &worm->links[worm->table[slot].link];

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

        worm->table[slot].generation = worm->generation;
        worm->table[slot].link = i;
    }
}

bool
ct_worm_has_link(const CtWorm *worm, CtFactId fact, uint32_t sender)
{
    return worm->table[slot_of(worm, fact, sender)].generation == worm->generation;
}

static bool
holds(const CtWorm *worm, CtFactId fact)
{
    uint32_t known = worm->plan->course->fact_of[fact];

    return known != CT_NO_ID && ct_course_state_holds(worm->state, known);
}

/* What the attacker has without having gained it only he sends. */
static bool
is_given(const CtWorm *worm, CtFactId fact)
{
    uint32_t known = worm->plan->course->fact_of[fact], attempt;

    return worm->change != NULL && known != CT_NO_ID && ct_course_state_holds(worm->state, known) &&
           ct_retract_ground(worm->state, known, &attempt) == CT_RETRACT_GIVEN;
}

void
ct_worm_add_sender(CtWorm *worm, CtFactId fact, uint32_t sender)
{
    uint32_t slot = slot_of(worm, fact, sender);

    if (worm->table[slot].generation == worm->generation || (sender > 0 && is_given(worm, fact)))
        return;
    if (worm->n_links == worm->links_room) {
        worm->links_room = MAX(64, worm->links_room * 2);
        worm->links = g_renew(CtWormLink, worm->links, worm->links_room);
    }
    worm->links[worm->n_links] =
        (CtWormLink){.fact = fact, .sender = sender, .next = ct_worm_first_link(worm, fact)};
    worm->links_of[fact].generation = worm->generation;
    worm->links_of[fact].first = worm->n_links;
    worm->table[slot].generation = worm->generation;
    worm->table[slot].link = worm->n_links++;
    if (worm->n_links > worm->table_mask / 2)
        grow_table(worm);
}

bool
ct_worm_has_fired(const CtWorm *worm, uint32_t step)
{
    uint32_t known = worm->plan->course_step[step];
    const CtGraph *graph = worm->plan->course->graph;

    if (known == CT_NO_ID)
        return holds(worm, graph->premises[graph->step_premise_start[step]]);
    if (worm->change != NULL)
        return ct_retract_is_taken(worm->state, known);
    return worm->state->steps[known].epoch == worm->state->epoch &&
           worm->state->steps[known].missing == 0;
}

void
ct_worm_carry_on(CtWorm *worm, CtFactId fact, uint32_t step)
{
    const CtGraph *graph = worm->plan->course->graph;
    CtFactId gain = graph->step_gain[step];
    uint32_t host = worm->plan->host_of[fact];

    if (worm->plan->host_of[gain] != CT_NO_ID)
        return;
    if (host == CT_NO_ID) {
        for (uint32_t i = ct_worm_first_link(worm, fact); i != CT_NO_ID; i = worm->links[i].next)
            ct_worm_add_sender(worm, gain, worm->links[i].sender);
        return;
    }
    /* What its class sends whenever it is held is said once for all of the class. */
    if (graph->step_premise_start[step + 1] > graph->step_premise_start[step] + 1 ||
        !ct_bits_get(worm->plan->always, fact) || worm->hosts[host].is_apart)
        ct_worm_add_sender(worm, gain, host);
}

void
ct_worm_hold_host(CtWorm *worm, uint32_t host)
{
    const CtWormPlan *plan = worm->plan;
    CtWormSlots *slots = &worm->hosts[host];
    uint32_t class = plan->class_of[host];

    if (ct_worm_is_held(worm, host))
        return;
    if (slots->epoch != worm->state->epoch)
        slots->n_free = worm->spread;
    slots->epoch = worm->state->epoch;
    slots->held = worm->generation;
    slots->is_apart = worm->change != NULL && !ct_worm_is_like_its_class(worm, host);
    for (uint32_t i = class != CT_NO_ID ? plan->frontier.start[class] : 0;
         class != CT_NO_ID && !slots->is_apart && i < plan->frontier.start[class + 1] &&
         ct_worm_sender(worm, plan->n_hosts + class)->free.length == 0;
         i++)
        ct_worm_add_sender(worm, plan->frontier.value[i], plan->n_hosts + class);
    ct_worm_host_is_free(worm, host);
}

/* @fact has come to hold. */
static void
learn_fact(CtWorm *worm, CtFactId fact)
{
    const CtWormPlan *plan = worm->plan;
    const CtGraph *graph = plan->course->graph;
    uint32_t host = plan->host_of[fact];

    if (host != CT_NO_ID && plan->hosts[host].user == fact)
        ct_worm_hold_host(worm, host);
    for (uint32_t i = plan->carried.start[fact]; i < plan->carried.start[fact + 1]; i++)
        if (ct_worm_has_fired(worm, plan->carried.value[i]))
            ct_worm_carry_on(worm, fact, plan->carried.value[i]);
    for (uint32_t i = plan->completed.start[fact]; i < plan->completed.start[fact + 1]; i++) {
        uint32_t step = plan->completed.value[i], first = graph->step_premise_start[step];
        uint32_t last =
            ct_worm_has_one_carrier(graph, step) ? first + 1 : graph->step_premise_start[step + 1];

        for (uint32_t p = first; p < last && ct_worm_has_fired(worm, step); p++)
            if (holds(worm, graph->premises[p]))
                ct_worm_carry_on(worm, graph->premises[p], step);
    }
}

bool
ct_worm_carry_links_on(CtWorm *worm)
{
    const CtWormPlan *plan = worm->plan;

    for (; worm->n_done < worm->n_links; worm->n_done++) {
        CtWormLink link = worm->links[worm->n_done];

        if (worm->n_links > worm->most_senders)
            return false;
        for (uint32_t i = plan->opened.start[link.fact]; i < plan->opened.start[link.fact + 1];
             i++) {
            if (ct_worm_waits(worm, plan->opened.value[i]))
                ct_worm_enqueue(worm, link.sender, plan->opened.value[i],
                                worm->ranks[plan->opened.value[i]]);
            if (worm->is_relearning)
                ct_worm_find_sound(worm, plan->opened.value[i], link.sender);
        }
        for (uint32_t i = plan->carried.start[link.fact]; i < plan->carried.start[link.fact + 1];
             i++) {
            CtFactId gain = plan->course->graph->step_gain[plan->carried.value[i]];

            if (plan->host_of[gain] == CT_NO_ID && ct_worm_has_fired(worm, plan->carried.value[i]))
                ct_worm_add_sender(worm, gain, link.sender);
        }
    }
    return true;
}

void
ct_worm_send_axioms(CtWorm *worm)
{
    const CtWormPlan *plan = worm->plan;

    for (uint32_t i = 0; i < plan->axioms.length; i++) {
        CtFactId gain = plan->course->graph->step_gain[plan->axioms.data[i]];

        if (plan->host_of[gain] == CT_NO_ID &&
            (worm->change == NULL || ct_worm_has_fired(worm, plan->axioms.data[i])))
            ct_worm_add_sender(worm, gain, 0);
    }
}

static void
learn_start(CtWorm *worm)
{
    const CtIds *entries = &worm->plan->course->graph_entries;

    for (uint32_t i = 0; i < entries->length; i++)
        if (worm->plan->host_of[entries->data[i]] == CT_NO_ID)
            ct_worm_add_sender(worm, entries->data[i], 0);
    ct_worm_send_axioms(worm);
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
            ct_worm_add_sender(worm, gain,
                               worm->change != NULL ? ct_worm_sender_of_gain(worm, attempt)
                                                    : worm->maker[attempt]);
    }
    for (uint32_t i = 0; i < state->n_gained; i++) {
        uint32_t fact = state->fresh.data[i];

        for (uint32_t m = plan->members.start[fact]; m < plan->members.start[fact + 1]; m++)
            learn_fact(worm, plan->members.value[m]);
    }
    if (worm->change != NULL)
        ct_worm_learn_outcomes(worm);
    return ct_worm_carry_links_on(worm);
}
