/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each attacker has a 4-ary heap of first successes, the children of i at 4i + 1 … 4i + 4. A
 * success whose fact holds already is dropped when it comes up. Once the replication has ended,
 * the tries of each attempt are counted (sim/first_passage_count.c).
 */
#include "sim/first_passage_private.h"

#include "base/prefetch.h"

struct CtFirstPassage {
    const CtSim *sim;
    CtPassageActor *actors;
    const CtCourseState **states; /* of the actors */
};

CtFirstPassage *
ct_first_passage_new(const CtSim *sim)
{
    CtFirstPassage *passage = g_new0(CtFirstPassage, 1);

    passage->sim = sim;
    passage->actors = g_new0(CtPassageActor, (size_t)sim->n_actors + 1);
    passage->states = g_new0(const CtCourseState *, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        passage->actors[i].state = ct_course_state_new(sim->actors[i].course);
        passage->states[i] = passage->actors[i].state;
        passage->actors[i].pending =
            g_new0(CtPassagePending, (size_t)sim->actors[i].course->n_facts + 1);
    }
    return passage;
}

void
ct_first_passage_free(CtFirstPassage *passage)
{
    if (passage == NULL)
        return;
    for (uint32_t i = 0; i < passage->sim->n_actors; i++) {
        ct_course_state_free(passage->actors[i].state);
        g_free(passage->actors[i].heap);
        g_free(passage->actors[i].begun);
        g_free(passage->actors[i].pending);
    }
    g_free(passage->actors);
    g_free(passage->states);
    g_free(passage);
}

const CtCourseState *
ct_first_passage_state(const CtFirstPassage *passage, uint32_t i)
{
    return passage->actors[i].state;
}

/* --- the heap --- */

static void
heap_push(CtPassageActor *actor, CtMoment moment)
{
    const CtCourse *course = actor->state->course;

    if (actor->n_heap == actor->heap_room) {
        actor->heap_room = MAX(256, actor->heap_room * 2);
        actor->heap = g_renew(CtMoment, actor->heap, actor->heap_room);
    }
    uint32_t i = actor->n_heap++;

    while (i > 0) {
        uint32_t parent = (i - 1) / 4;

        if (!ct_moment_before(course, moment, actor->heap[parent]))
            break;
        actor->heap[i] = actor->heap[parent];
        i = parent;
    }
    actor->heap[i] = moment;
}

static uint32_t
least_child(const CtPassageActor *actor, uint32_t i)
{
    uint32_t first = 4 * i + 1;
    uint32_t last = MIN(first + 4, actor->n_heap);
    uint32_t least = first;

    for (uint32_t child = first + 1; child < last; child++)
        if (ct_moment_before(actor->state->course, actor->heap[child], actor->heap[least]))
            least = child;
    return least;
}

static void
heap_drop_first(CtPassageActor *actor)
{
    CtMoment last = actor->heap[--actor->n_heap];
    uint32_t i = 0;

    while (4 * i + 1 < actor->n_heap) {
        uint32_t child = least_child(actor, i);

        if (!ct_moment_before(actor->state->course, actor->heap[child], last))
            break;
        actor->heap[i] = actor->heap[child];
        i = child;
    }
    if (actor->n_heap > 0)
        actor->heap[i] = last;
}

/* --- attempts --- */

static double
success_chance(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].success;
}

/* The time past which a success of @attempt is of no use: the first that waits for its fact, else
 * the horizon. */
static int64_t
latest_of_use(const CtSim *sim, const CtPassageActor *actor, uint32_t attempt)
{
    const CtPassagePending *pending = &actor->pending[actor->state->course->gain[attempt]];

    return pending->epoch == actor->state->epoch ? pending->time : sim->horizon_ms;
}

static void
push_success(CtPassageActor *actor, CtMoment moment)
{
    uint32_t fact = actor->state->course->attempts[moment.attempt].gain;

    actor->pending[fact] = (CtPassagePending){.time = moment.time, .epoch = actor->state->epoch};
    heap_push(actor, moment);
}

/*
 * Finds the first success of @begun and pushes it, if it comes before the horizon and not after
 * another that gains the same. One that takes more than the most tries is none: before it the
 * replication has ended, or failed.
 */
static void
find_success(const CtSim *sim, CtPassageActor *actor, CtPassageBegun *begun)
{
    CtCourseState *state = actor->state;
    double chance = success_chance(state->course, begun->attempt);
    uint32_t tries =
        (uint32_t)MIN(ct_passage_most_tries(state->course, begun->attempt), sim->max_tries);
    int64_t latest = latest_of_use(sim, actor, begun->attempt), time = begun->start;
    CtTry one;

    if (time > latest ||
        !ct_course_state_try_within(state, begun->attempt, 1, latest - time, &one)) {
        begun->end = CT_PASSAGE_LATE;
        return;
    }
    begun->end = time + one.ms;
    if (!(chance > 0) || begun->end > latest || !ct_course_state_works(state, begun->attempt))
        return;
    for (uint32_t n = 1; n <= tries; n++) {
        if (n > 1 && !ct_course_state_try_within(state, begun->attempt, n, latest - time, &one))
            return;
        time += one.ms;
        if (time > latest)
            return;
        if (one.success < chance) {
            push_success(actor, (CtMoment){.time = time, .attempt = begun->attempt, .n = n});
            return;
        }
    }
}

static CtPassageBegun *
add_begun(CtPassageActor *actor)
{
    if (actor->n_begun == actor->begun_room) {
        actor->begun_room = MAX(256, actor->begun_room * 2);
        actor->begun = g_renew(CtPassageBegun, actor->begun, actor->begun_room);
    }
    return &actor->begun[actor->n_begun++];
}

/* What the last moment made possible is begun, unless it is of no use any more. */
static void
begin_enabled(const CtSim *sim, CtPassageActor *actor, CtMoment moment)
{
    CtCourseState *state = actor->state;

    for (uint32_t i = 0; i < state->enabled.length; i++) {
        uint32_t gain = state->course->gain[state->enabled.data[i]];

        ct_prefetch(&state->course->attempts[state->enabled.data[i]]);
        ct_prefetch(&state->facts[gain]);
        ct_prefetch(&actor->pending[gain]);
    }
    for (uint32_t i = 0; i < state->enabled.length; i++) {
        uint32_t attempt = state->enabled.data[i];
        CtPassageBegun *begun;

        if (ct_course_state_holds(state, state->course->gain[attempt]))
            continue;
        begun = add_begun(actor);
        *begun = (CtPassageBegun){.trigger = moment, .end = CT_PASSAGE_UNKNOWN, .attempt = attempt};
        begun->start = ct_course_state_ready(state, attempt, moment.time, &begun->begins);
        find_success(sim, actor, begun);
    }
}

/* --- */

static uint32_t
goals_left(const CtFirstPassage *passage)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < passage->sim->n_actors; i++)
        left += passage->actors[i].state->n_goals_left;
    return left;
}

/* All that can be had: a goal out of reach at rest keeps nobody. */
static bool
has_what_it_can(const CtFirstPassage *passage)
{
    return passage->sim->n_possible > 0 && goals_left(passage) == 0;
}

static bool
has_ended(const CtFirstPassage *passage)
{
    return !passage->sim->to_horizon && has_what_it_can(passage);
}

static bool
comes_before(const CtPassageActor *a, const CtPassageActor *b)
{
    return ct_instant_before(ct_moment_instant(a->state->course, a->heap[0]),
                             ct_moment_instant(b->state->course, b->heap[0]));
}

/* The actor whose next success comes first; equal ones by their number. NULL: none is left. */
static CtPassageActor *
next_actor(const CtFirstPassage *passage)
{
    CtPassageActor *first = NULL;

    for (uint32_t i = 0; i < passage->sim->n_actors; i++) {
        CtPassageActor *actor = &passage->actors[i];
        const CtCourseState *state = actor->state;

        while (actor->n_heap > 0 &&
               ct_course_state_holds(state, state->course->gain[actor->heap[0].attempt]))
            heap_drop_first(actor);
        if (actor->n_heap > 0 && (first == NULL || comes_before(actor, first)))
            first = actor;
    }
    return first;
}

static void
begin(CtFirstPassage *passage, uint64_t replication)
{
    const CtSim *sim = passage->sim;

    for (uint32_t i = 0; i < sim->n_actors; i++) {
        CtPassageActor *actor = &passage->actors[i];

        actor->n_heap = 0;
        actor->n_begun = 0;
        ct_course_state_begin(actor->state, sim->seed, replication);
    }
    if (has_ended(passage))
        return;
    for (uint32_t i = 0; i < sim->n_actors; i++)
        begin_enabled(sim, &passage->actors[i], CT_MOMENT_START);
}

/* Until the last goal, or until nothing is left before the horizon; returns when that is. */
static CtInstant
play(CtFirstPassage *passage)
{
    const CtSim *sim = passage->sim;
    CtInstant end = {0};
    CtPassageActor *actor;

    while (!has_ended(passage)) {
        actor = next_actor(passage);
        if (actor == NULL)
            return (CtInstant){.time = sim->horizon_ms + 1};
        CtMoment moment = actor->heap[0];
        uint32_t gain = actor->state->course->gain[moment.attempt];

        ct_prefetch(&actor->state->course->uses.start[gain]);
        ct_prefetch(&actor->state->course->attempts[moment.attempt]);
        heap_drop_first(actor);
        ct_course_state_gain(actor->state, moment.attempt, moment);
        end = ct_moment_instant(actor->state->course, moment);
        if (!has_ended(passage))
            begin_enabled(sim, actor, moment);
    }
    return end;
}

void
ct_first_passage_run(CtFirstPassage *passage, uint64_t replication, CtSummary *summary)
{
    const CtSim *sim = passage->sim;

    ct_summary_begin(summary, sim, replication);
    begin(passage, replication);
    CtInstant end = play(passage);

    if (has_what_it_can(passage) && sim->n_possible == sim->n_goals)
        summary->outcome = CT_OUTCOME_REACHED;
    if (has_ended(passage))
        summary->end_ms = end.time;
    for (uint32_t i = 0; i < sim->n_actors; i++)
        if (!ct_passage_count(sim, &passage->actors[i], end, summary)) {
            ct_summary_fail(summary, sim);
            return;
        }
    ct_summary_take(summary, sim, passage->states);
}
