/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tries are counted once the replication has ended: those that were triggered before their fact was
 * gained and before the end. */
#include "sim/first_passage_private.h"

#include "base/prefetch.h"

/* Until when tries of an attempt count: its fact was gained, or the replication ended. */
typedef struct Until {
    int64_t time;
    const CtMoment *gain; /* NULL: the end … */
    CtInstant end;        /* … of the replication */
} Until;

static bool
comes_in_time(const CtCourse *course, CtMoment trigger, const Until *until)
{
    if (trigger.time != until->time)
        return trigger.time < until->time;
    return ct_instant_before(ct_moment_instant(course, trigger),
                             until->gain != NULL ? ct_moment_instant(course, *until->gain)
                                                 : until->end);
}

/* Tries of @begun that count: each whose trigger is before @until. False past the limit. */
static bool
count_tries(const CtSim *sim,
            const CtPassageActor *actor,
            const CtPassageBegun *begun,
            const Until *until,
            CtSummary *summary)
{
    const CtCourse *course = actor->state->course;
    uint32_t tries = ct_passage_most_tries(course, begun->attempt);
    CtMoment trigger = begun->trigger;
    int64_t time = begun->start;

    for (uint32_t n = 1; n <= tries; n++) {
        if (!comes_in_time(course, trigger, until))
            break;
        if (summary->tries >= sim->max_tries)
            return false;
        ct_summary_count_try(summary, actor->state, begun->attempt, trigger,
                             n == 1 && begun->begins);
        if (time > sim->horizon_ms || (n == 1 && begun->end == CT_PASSAGE_LATE))
            break;
        /* The end of the try that gained the fact is @until itself. */
        time = n == 1 ? begun->end : time + ct_course_state_try(actor->state, begun->attempt, n).ms;
        trigger = (CtMoment){.time = time, .attempt = begun->attempt, .n = n};
    }
    return true;
}

bool
ct_passage_count(const CtSim *sim, const CtPassageActor *actor, CtInstant end, CtSummary *summary)
{
    enum { AHEAD = 8 }; /* attempts whose rows are fetched before they are looked at */
    const CtCourseState *state = actor->state;

    for (uint32_t i = 0; i < actor->n_begun; i++) {
        const CtPassageBegun *begun = &actor->begun[i];
        const CtHeldFact *fact = &state->facts[state->course->gain[begun->attempt]];
        Until until = {.time = end.time, .end = end};

        if (i + AHEAD < actor->n_begun) {
            uint32_t later = begun[AHEAD].attempt;

            ct_prefetch(&state->course->attempts[later]);
            ct_prefetch(&state->facts[state->course->gain[later]]);
        }
        if (fact->epoch == state->epoch) {
            until.time = fact->moment.time;
            until.gain = &fact->moment;
            if (fact->step == begun->attempt)
                ct_summary_count_gain(summary, state, begun->attempt);
        }
        if (!count_tries(sim, actor, begun, &until, summary))
            return false;
    }
    return true;
}
