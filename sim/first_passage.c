/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Each attacker has a 4-ary heap of first successes, the children of i at 4i + 1 … 4i + 4. A
 * success whose fact holds already is dropped when it comes up. Once the replication has ended,
 * the tries of each attempt are counted: those that were triggered before its fact was gained and
 * before the end.
 */
#include "sim/first_passage.h"

/* An attempt that has become possible. */
typedef struct Begun {
    CtMoment trigger;
    int64_t start; /* of the first try, what it needs being prepared */
    uint32_t attempt;
    bool begins; /* what it needs to prepare */
} Begun;

typedef struct Actor {
    CtCourseState *state;
    CtMoment *heap;
    uint32_t n_heap, heap_room;
    GArray *begun; /* Begun */
} Actor;

struct CtFirstPassage {
    const CtSim *sim;
    Actor *actors;
    const CtCourseState **states; /* of the actors */
};

CtFirstPassage *
ct_first_passage_new(const CtSim *sim)
{
    CtFirstPassage *passage = g_new0(CtFirstPassage, 1);

    passage->sim = sim;
    passage->actors = g_new0(Actor, (size_t)sim->n_actors + 1);
    passage->states = g_new0(const CtCourseState *, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        passage->actors[i].state = ct_course_state_new(sim->actors[i].course);
        passage->states[i] = passage->actors[i].state;
        passage->actors[i].begun = g_array_new(FALSE, FALSE, sizeof(Begun));
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
        g_array_unref(passage->actors[i].begun);
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
heap_push(Actor *actor, CtMoment moment)
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
least_child(const Actor *actor, uint32_t i)
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
heap_drop_first(Actor *actor)
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

static uint32_t
most_tries(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].tries;
}

static double
success_chance(const CtCourse *course, uint32_t attempt)
{
    return course->templates[course->attempts[attempt].template].success;
}

/*
 * Pushes the first success of @attempt, if it comes before the horizon. One that takes more than
 * @most tries is none: before it the replication has ended, or failed.
 */
static void
push_success(Actor *actor, uint32_t attempt, int64_t start, int64_t horizon, uint64_t most)
{
    const CtCourse *course = actor->state->course;
    double chance = success_chance(course, attempt);
    uint32_t tries = (uint32_t)MIN(most_tries(course, attempt), most);
    int64_t time = start;

    if (!(chance > 0) || time > horizon || !ct_course_state_works(actor->state, attempt))
        return;
    for (uint32_t n = 1; n <= tries; n++) {
        CtTry one = ct_course_state_try(actor->state, attempt, n);

        time += one.ms;
        if (time > horizon)
            return;
        if (one.success < chance) {
            heap_push(actor, (CtMoment){.time = time, .attempt = attempt, .n = n});
            return;
        }
    }
}

/* What the last moment made possible is begun, unless it is of no use any more. */
static void
begin_enabled(const CtSim *sim, Actor *actor, CtMoment moment)
{
    CtCourseState *state = actor->state;

    for (uint32_t i = 0; i < state->enabled.length; i++) {
        uint32_t attempt = state->enabled.data[i];
        Begun begun = {.trigger = moment, .attempt = attempt};

        if (ct_course_state_holds(state, state->course->gain[attempt]))
            continue;
        begun.start = ct_course_state_ready(state, attempt, moment.time, &begun.begins);
        g_array_append_val(actor->begun, begun);
        push_success(actor, attempt, begun.start, sim->horizon_ms, sim->max_tries);
    }
}

/* --- counting --- */

/*
 * Tries of @begun that count: each whose trigger is before @until, which is the gain of its fact
 * or the end of the replication. False past the limit.
 */
static bool
count_tries(
    const CtSim *sim, const Actor *actor, const Begun *begun, CtInstant until, CtSummary *summary)
{
    const CtCourse *course = actor->state->course;
    uint32_t tries = most_tries(course, begun->attempt);
    CtMoment trigger = begun->trigger;
    int64_t time = begun->start;

    for (uint32_t n = 1; n <= tries; n++) {
        if (!ct_instant_before(ct_moment_instant(course, trigger), until))
            break;
        if (summary->tries >= sim->max_tries)
            return false;
        ct_summary_count_try(summary, actor->state, begun->attempt, trigger,
                             n == 1 && begun->begins);
        if (time > sim->horizon_ms)
            break;
        /* The end of the try that gained the fact is @until itself. */
        time += ct_course_state_try(actor->state, begun->attempt, n).ms;
        trigger = (CtMoment){.time = time, .attempt = begun->attempt, .n = n};
    }
    return true;
}

static bool
count_actor(const CtSim *sim, const Actor *actor, CtInstant end, CtSummary *summary)
{
    const CtCourseState *state = actor->state;

    for (guint i = 0; i < actor->begun->len; i++) {
        const Begun *begun = &g_array_index(actor->begun, Begun, i);
        const CtHeldFact *fact = &state->facts[state->course->gain[begun->attempt]];
        CtInstant until = end;

        if (fact->epoch == state->epoch) {
            until = ct_moment_instant(state->course, fact->moment);
            if (fact->step == begun->attempt)
                ct_summary_count_gain(summary, state, begun->attempt);
        }
        if (!count_tries(sim, actor, begun, until, summary))
            return false;
    }
    return true;
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

static bool
has_all_goals(const CtFirstPassage *passage)
{
    return passage->sim->n_goals > 0 && goals_left(passage) == 0;
}

static bool
has_ended(const CtFirstPassage *passage)
{
    return !passage->sim->to_horizon && has_all_goals(passage);
}

static bool
comes_before(const Actor *a, const Actor *b)
{
    return ct_instant_before(ct_moment_instant(a->state->course, a->heap[0]),
                             ct_moment_instant(b->state->course, b->heap[0]));
}

/* The actor whose next success comes first; equal ones by their number. NULL: none is left. */
static Actor *
next_actor(const CtFirstPassage *passage)
{
    Actor *first = NULL;

    for (uint32_t i = 0; i < passage->sim->n_actors; i++) {
        Actor *actor = &passage->actors[i];
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
        Actor *actor = &passage->actors[i];

        actor->n_heap = 0;
        g_array_set_size(actor->begun, 0);
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
    Actor *actor;

    while (!has_ended(passage)) {
        actor = next_actor(passage);
        if (actor == NULL)
            return (CtInstant){.time = sim->horizon_ms + 1};
        CtMoment moment = actor->heap[0];

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

    if (has_all_goals(passage))
        summary->outcome = CT_OUTCOME_REACHED;
    if (has_ended(passage))
        summary->end_ms = end.time;
    for (uint32_t i = 0; i < sim->n_actors; i++)
        if (!count_actor(sim, &passage->actors[i], end, summary)) {
            ct_summary_fail(summary, sim);
            return;
        }
    ct_summary_take(summary, sim, passage->states);
}
