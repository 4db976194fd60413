/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every fact that holds is credited with one step whose premises came to hold before it (`stamp`),
 * entries apart; so the credits form no circle. When a step can no longer be taken, what it is
 * credited with is taken back, and so on; a threshold that is still met counts only premises older
 * than its fact. What was taken back and follows from the rest by another step then comes back,
 * with its old moment. Only what did not come back is lost.
 *
 * A fact that a try brought, though its kind is not kept, has a record of that try, which outlasts
 * its credit: it comes back as long as the try's needs hold throughout.
 */
#include "sim/retract.h"

#include "base/bits.h"
#include "sim/changing.h"

#include <string.h>

typedef struct Tally {
    uint32_t epoch;
    int32_t missing; /* premises; below 0 where a threshold has more than it needs */
    uint32_t cuts;
} Tally;

typedef struct Record {
    uint32_t epoch;
    uint32_t attempt;
    uint32_t outcome; /* CT_NO_ID: the attempt gains it itself */
} Record;

typedef struct First {
    uint32_t epoch;
    int64_t ms;
} First;

/* What the change at hand has met. */
typedef struct Mark {
    uint32_t change; /* number of the change that met it */
    bool was;        /* held, or could be tried, before it */
} Mark;

struct CtRetraction {
    Tally *tallies;  /* per step */
    Record *records; /* per fact */
    First *first;
    uint32_t *stamp;
    uint32_t next_stamp;
    uint32_t change; /* number of the present one */
    CtMoment moment; /* of the present one */
    Mark *fact_marks, *attempt_marks;
    CtIds facts, attempts; /* met */
    CtIds gone;            /* taken back, their uses not yet counted */
    CtIds came;            /* likewise come to hold */
    CtIds mended;          /* steps, once for each mending */
    CtIds outcomes;        /* cut */
    CtRetractResult result;
};

CtRetraction *
ct_retraction_new(const CtCourse *course)
{
    CtRetraction *retraction = g_new0(CtRetraction, 1);

    retraction->tallies = g_new0(Tally, (size_t)course->n_steps + 1);
    retraction->records = g_new0(Record, (size_t)course->n_facts + 1);
    retraction->first = g_new0(First, (size_t)course->n_facts + 1);
    retraction->stamp = g_new0(uint32_t, (size_t)course->n_facts + 1);
    retraction->fact_marks = g_new0(Mark, (size_t)course->n_facts + 1);
    retraction->attempt_marks = g_new0(Mark, (size_t)course->n_attempts + 1);
    return retraction;
}

void
ct_retraction_forget(CtCourseState *state)
{
    const CtCourse *course = state->course;
    CtRetraction *retraction = state->retraction;

    memset(retraction->tallies, 0, course->n_steps * sizeof *retraction->tallies);
    memset(retraction->records, 0, course->n_facts * sizeof *retraction->records);
    memset(retraction->first, 0, course->n_facts * sizeof *retraction->first);
}

void
ct_retraction_free(CtRetraction *retraction)
{
    if (retraction == NULL)
        return;
    g_free(retraction->tallies);
    g_free(retraction->records);
    g_free(retraction->first);
    g_free(retraction->stamp);
    g_free(retraction->fact_marks);
    g_free(retraction->attempt_marks);
    ct_ids_clear(&retraction->facts);
    ct_ids_clear(&retraction->attempts);
    ct_ids_clear(&retraction->gone);
    ct_ids_clear(&retraction->came);
    ct_ids_clear(&retraction->mended);
    ct_ids_clear(&retraction->outcomes);
    ct_ids_clear(&retraction->result.lost);
    ct_ids_clear(&retraction->result.stopped);
    g_free(retraction);
}

static bool
holds(const CtCourseState *state, uint32_t fact)
{
    return ct_course_state_holds(state, fact);
}

static bool
is_attempt(const CtCourseState *state, uint32_t step)
{
    return step < state->course->n_attempts;
}

static bool
is_kept(const CtCourseState *state, uint32_t fact)
{
    return ct_bits_get(state->course->changing->keeps, fact);
}

/* The attempt that @step is an outcome of, CT_NO_ID. */
static uint32_t
source_of(const CtCourseState *state, uint32_t step)
{
    return state->course->changing->source[step];
}

/* Whether a fact credited to @step outlasts it. */
static bool
outlasts(const CtCourseState *state, uint32_t step, uint32_t fact)
{
    return (is_attempt(state, step) || source_of(state, step) != CT_NO_ID) && is_kept(state, fact);
}

static Tally *
tally_of(CtCourseState *state, uint32_t step)
{
    Tally *tally = &state->retraction->tallies[step];

    if (tally->epoch != state->epoch)
        *tally = (Tally){.epoch = state->epoch, .missing = (int32_t)state->course->need[step]};
    return tally;
}

static bool
can_be_taken(const Tally *tally)
{
    return tally->missing <= 0 && tally->cuts == 0;
}

bool
ct_retract_is_possible(CtCourseState *state, uint32_t attempt)
{
    return can_be_taken(tally_of(state, attempt));
}

int64_t
ct_retract_first_ms(const CtCourseState *state, uint32_t fact)
{
    const First *first = &state->retraction->first[fact];

    return first->epoch == state->epoch ? first->ms : -1;
}

static Record *
record_of(CtCourseState *state, uint32_t fact)
{
    Record *record = &state->retraction->records[fact];

    return record->epoch == state->epoch ? record : NULL;
}

/* Whether @outcome has all that it needs, the success of its attempt left out of account. */
static bool
stands(CtCourseState *state, uint32_t outcome)
{
    uint32_t success = state->course->gain[source_of(state, outcome)];
    const Tally *tally = tally_of(state, outcome);

    return tally->cuts == 0 && tally->missing <= (holds(state, success) ? 0 : 1);
}

/* Whether the try that brought a fact which is not kept still has all that it needed. */
static bool
lasts(CtCourseState *state, const Record *record)
{
    return can_be_taken(tally_of(state, record->attempt)) &&
           (record->outcome == CT_NO_ID || stands(state, record->outcome));
}

static void
meet_fact(CtCourseState *state, uint32_t fact, bool was)
{
    CtRetraction *retraction = state->retraction;

    if (retraction->fact_marks[fact].change == retraction->change)
        return;
    retraction->fact_marks[fact] = (Mark){.change = retraction->change, .was = was};
    ct_ids_add(&retraction->facts, fact);
}

static void
meet_attempt(CtCourseState *state, uint32_t attempt, bool was)
{
    CtRetraction *retraction = state->retraction;

    if (retraction->attempt_marks[attempt].change == retraction->change)
        return;
    retraction->attempt_marks[attempt] = (Mark){.change = retraction->change, .was = was};
    ct_ids_add(&retraction->attempts, attempt);
}

/* --- taking back --- */

static void
take_back(CtCourseState *state, uint32_t fact)
{
    meet_fact(state, fact, true);
    state->facts[fact].epoch = 0; /* its moment stays, for when it comes back */
    ct_ids_add(&state->retraction->gone, fact);
}

/* What @step alone holds up. */
static void
take_back_gain(CtCourseState *state, uint32_t step)
{
    uint32_t fact = state->course->gain[step];

    if (holds(state, fact) && state->facts[fact].step == step && !outlasts(state, step, fact))
        take_back(state, fact);
}

/* Facts that are not kept and that @attempt brought among several. */
static void
take_back_outcomes(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t success = course->gain[attempt];

    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[success]; i < course->uses.start[success + 1]; i++)
        take_back_gain(state, course->uses.value[i]);
}

/* @step could be taken and no longer can. */
static void
lose_step(CtCourseState *state, uint32_t step)
{
    if (is_attempt(state, step)) {
        meet_attempt(state, step, true);
        take_back_outcomes(state, step);
    }
    take_back_gain(state, step);
}

static uint32_t
count_older(const CtCourseState *state, uint32_t step, uint32_t stamp)
{
    const CtCsr *premises = &state->course->changing->premises;
    uint32_t n = 0;

    for (uint32_t i = premises->start[step]; i < premises->start[step + 1]; i++)
        n += holds(state, premises->value[i]) &&
             state->retraction->stamp[premises->value[i]] < stamp;
    return n;
}

/* A threshold is still met, perhaps only by what follows from its own fact. */
static void
check_support(CtCourseState *state, uint32_t step)
{
    uint32_t fact = state->course->gain[step];

    if (holds(state, fact) && state->facts[fact].step == step && !outlasts(state, step, fact) &&
        count_older(state, step, state->retraction->stamp[fact]) < state->course->need[step])
        take_back(state, fact);
}

/* @outcome has lost a need, or was cut. */
static void
weaken(CtCourseState *state, uint32_t outcome)
{
    ct_ids_add(&state->retraction->outcomes, outcome);
    if (!stands(state, outcome))
        take_back_gain(state, outcome);
}

static void
uncount(CtCourseState *state, uint32_t step)
{
    Tally *tally = tally_of(state, step);
    bool could = can_be_taken(tally);

    tally->missing++;
    if (source_of(state, step) != CT_NO_ID) {
        weaken(state, step);
        return;
    }
    if (!could)
        return;
    if (!can_be_taken(tally))
        lose_step(state, step);
    else
        check_support(state, step);
}

static void
spread_losses(CtCourseState *state)
{
    const CtCsr *uses = &state->course->uses;
    CtIds *gone = &state->retraction->gone;

    for (uint32_t i = 0; i < gone->length; i++) /* grows while it is walked */
        for (uint32_t u = uses->start[gone->data[i]]; u < uses->start[gone->data[i] + 1]; u++)
            uncount(state, uses->value[u]);
    gone->length = 0;
}

/* --- coming to hold --- */

static void
come(CtCourseState *state, uint32_t fact, uint32_t step)
{
    CtRetraction *retraction = state->retraction;
    CtHeldFact *held = &state->facts[fact];

    if (held->epoch == state->epoch)
        return;
    meet_fact(state, fact, false);
    if (!retraction->fact_marks[fact].was)
        held->moment = retraction->moment;
    held->step = step;
    held->epoch = state->epoch;
    retraction->stamp[fact] = ++retraction->next_stamp;
    if (retraction->first[fact].epoch != state->epoch) {
        retraction->first[fact] = (First){.epoch = state->epoch, .ms = retraction->moment.time};
        if (fact >= state->course->first_goal)
            state->n_goals_left--;
    }
    ct_ids_add(&retraction->came, fact);
}

static void
come_by_try(CtCourseState *state, uint32_t fact, uint32_t attempt, uint32_t outcome)
{
    if (holds(state, fact))
        return;
    if (!is_kept(state, fact))
        state->retraction->records[fact] =
            (Record){.epoch = state->epoch, .attempt = attempt, .outcome = outcome};
    come(state, fact, outcome != CT_NO_ID ? outcome : attempt);
}

static void
come_by_outcome(CtCourseState *state, uint32_t outcome)
{
    uint32_t attempt = source_of(state, outcome);
    uint32_t fact = state->course->gain[outcome];

    if (is_kept(state, fact) || can_be_taken(tally_of(state, attempt)))
        come_by_try(state, fact, attempt, outcome);
}

/* What @outcome brought lasts again, though the success that it followed from is forgotten. */
static void
revive(CtCourseState *state, uint32_t outcome)
{
    const Record *record = record_of(state, state->course->gain[outcome]);

    if (record != NULL && record->outcome == outcome && lasts(state, record))
        come(state, state->course->gain[outcome], outcome);
}

/* What was brought by @attempt lasts again; and of several, what was held up by a cut comes. */
static void
bring_back(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t fact = course->gain[attempt];
    const Record *record = record_of(state, fact);

    if (record != NULL && record->attempt == attempt && record->outcome == CT_NO_ID)
        come(state, fact, attempt);
    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[fact]; i < course->uses.start[fact + 1]; i++) {
        uint32_t outcome = course->uses.value[i];

        if (can_be_taken(tally_of(state, outcome)))
            come_by_outcome(state, outcome);
        else
            revive(state, outcome);
    }
}

/* @step can be taken and could not. */
static void
gain_step(CtCourseState *state, uint32_t step)
{
    if (is_attempt(state, step)) {
        meet_attempt(state, step, false);
        bring_back(state, step);
    } else if (source_of(state, step) != CT_NO_ID) {
        come_by_outcome(state, step);
    } else {
        come(state, state->course->gain[step], step);
    }
}

static void
spread_gains(CtCourseState *state)
{
    const CtCsr *uses = &state->course->uses;
    CtIds *came = &state->retraction->came;

    for (uint32_t i = 0; i < came->length; i++) /* grows while it is walked */
        for (uint32_t u = uses->start[came->data[i]]; u < uses->start[came->data[i] + 1]; u++) {
            Tally *tally = tally_of(state, uses->value[u]);
            bool could = can_be_taken(tally);

            tally->missing--;
            if (!could && can_be_taken(tally))
                gain_step(state, uses->value[u]);
            else if (source_of(state, uses->value[u]) != CT_NO_ID)
                revive(state, uses->value[u]);
        }
    came->length = 0;
}

static void
mend_steps(CtCourseState *state)
{
    CtIds *mended = &state->retraction->mended;

    for (uint32_t i = 0; i < mended->length; i++) {
        Tally *tally = tally_of(state, mended->data[i]);

        g_assert(tally->cuts > 0);
        tally->cuts--;
        if (can_be_taken(tally))
            gain_step(state, mended->data[i]);
    }
    mended->length = 0;
}

/* By another step, or by the try that brought it. */
static void
find_support(CtCourseState *state, uint32_t fact)
{
    const CtCsr *gainers = &state->course->changing->gainers;
    const Record *record = record_of(state, fact);

    if (record != NULL && lasts(state, record)) {
        come(state, fact, record->outcome != CT_NO_ID ? record->outcome : record->attempt);
        return;
    }
    for (uint32_t i = gainers->start[fact]; i < gainers->start[fact + 1]; i++)
        if (!is_attempt(state, gainers->value[i]) &&
            can_be_taken(tally_of(state, gainers->value[i])))
            gain_step(state, gainers->value[i]);
}

/* --- a change --- */

static void
start_change(CtCourseState *state, CtMoment moment)
{
    CtRetraction *retraction = state->retraction;

    if (++retraction->change == 0) {
        memset(retraction->fact_marks, 0, state->course->n_facts * sizeof(Mark));
        memset(retraction->attempt_marks, 0, state->course->n_attempts * sizeof(Mark));
        retraction->change = 1;
    }
    retraction->moment = moment;
    retraction->facts.length = 0;
    retraction->attempts.length = 0;
    retraction->outcomes.length = 0;
    state->fresh.length = 0;
    state->enabled.length = 0;
}

void
ct_retract_begin(CtCourseState *state, int64_t time)
{
    start_change(state, CT_MOMENT_ACTION(time));
}

/* The success of the attempts that have @fact among several gains counts no more: they may be tried
 * anew. Nothing else needs it, and what else it brought stays. */
static void
forget_success(CtCourseState *state, uint32_t fact)
{
    const CtCourse *course = state->course;
    const CtCsr *gainers = &course->changing->gainers;

    for (uint32_t i = gainers->start[fact]; i < gainers->start[fact + 1]; i++) {
        uint32_t attempt = source_of(state, gainers->value[i]);
        uint32_t success = attempt != CT_NO_ID ? course->gain[attempt] : CT_NO_ID;

        if (success == CT_NO_ID || !holds(state, success))
            continue;
        state->facts[success].epoch = 0;
        for (uint32_t u = course->uses.start[success]; u < course->uses.start[success + 1]; u++)
            tally_of(state, course->uses.value[u])->missing++;
        ct_ids_add(&state->enabled, attempt);
    }
}

void
ct_retract_end(CtCourseState *state, uint32_t fact)
{
    state->retraction->records[fact].epoch = 0;
    if (!holds(state, fact))
        return;
    take_back(state, fact);
    forget_success(state, fact);
}

void
ct_retract_give(CtCourseState *state, uint32_t fact)
{
    come(state, fact, CT_NO_ID);
}

void
ct_retract_cut(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        Tally *tally = tally_of(state, steps[i]);
        bool could = can_be_taken(tally);

        tally->cuts++;
        if (source_of(state, steps[i]) != CT_NO_ID)
            weaken(state, steps[i]);
        else if (could)
            lose_step(state, steps[i]);
    }
}

void
ct_retract_mend(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        ct_ids_add(&state->retraction->mended, steps[i]);
}

static void
break_fact(CtCourseState *state, uint32_t fact, uint32_t attempt)
{
    Record *record = record_of(state, fact);

    if (record == NULL || record->attempt != attempt)
        return;
    uint32_t credited = record->outcome != CT_NO_ID ? record->outcome : attempt;

    record->epoch = 0;
    if (holds(state, fact) && state->facts[fact].step == credited)
        take_back(state, fact);
}

void
ct_retract_break(CtCourseState *state, const uint32_t *steps, uint32_t n)
{
    const CtCourse *course = state->course;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t source = source_of(state, steps[i]);
        uint32_t attempt = source != CT_NO_ID ? source : steps[i];

        break_fact(state, course->gain[steps[i]], attempt);
        if (source != CT_NO_ID || !ct_bits_get(course->changing->has_passing, attempt))
            continue;
        uint32_t success = course->gain[attempt];

        for (uint32_t u = course->uses.start[success]; u < course->uses.start[success + 1]; u++)
            break_fact(state, course->gain[course->uses.value[u]], attempt);
    }
}

/* --- what came of it --- */

/* A try whose needs are gone has brought nothing that lasts. */
static void
drop_records(CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;
    uint32_t fact = course->gain[attempt];
    Record *record = record_of(state, fact);

    if (record != NULL && record->attempt == attempt)
        record->epoch = 0;
    if (!ct_bits_get(course->changing->has_passing, attempt))
        return;
    for (uint32_t i = course->uses.start[fact]; i < course->uses.start[fact + 1]; i++) {
        record = record_of(state, course->gain[course->uses.value[i]]);
        if (record != NULL && record->attempt == attempt)
            record->epoch = 0;
    }
}

static void
collect_attempts(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;

    for (uint32_t i = 0; i < retraction->attempts.length; i++) {
        uint32_t attempt = retraction->attempts.data[i];
        bool was = retraction->attempt_marks[attempt].was;
        bool can = can_be_taken(tally_of(state, attempt));

        if (!can)
            drop_records(state, attempt);
        if (can && !was)
            ct_ids_add(&state->enabled, attempt);
        else if (was && !can)
            ct_ids_add(&retraction->result.stopped, attempt);
    }
    for (uint32_t i = 0; i < retraction->outcomes.length; i++) {
        uint32_t outcome = retraction->outcomes.data[i];
        Record *record = record_of(state, state->course->gain[outcome]);

        if (record != NULL && record->outcome == outcome && !stands(state, outcome))
            record->epoch = 0;
    }
}

static void
collect_facts(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;
    const CtCsr *gained = &state->course->gained;

    for (uint32_t i = 0; i < retraction->facts.length; i++) {
        uint32_t fact = retraction->facts.data[i];
        bool was = retraction->fact_marks[fact].was;

        if (holds(state, fact) && !was)
            ct_ids_add(&state->fresh, fact);
        if (holds(state, fact) || !was)
            continue;
        ct_ids_add(&retraction->result.lost, fact);
        forget_success(state, fact);
        for (uint32_t g = gained->start[fact]; g < gained->start[fact + 1]; g++)
            if (can_be_taken(tally_of(state, gained->value[g])))
                ct_ids_add(&state->enabled, gained->value[g]);
    }
    state->n_gained = state->fresh.length;
    state->fresh.length = 0;
}

const CtRetractResult *
ct_retract_finish(CtCourseState *state)
{
    CtRetraction *retraction = state->retraction;

    spread_losses(state);
    retraction->result.lost.length = 0;
    retraction->result.stopped.length = 0;
    mend_steps(state);
    for (uint32_t i = 0; i < retraction->facts.length; i++) /* grows while it is walked */
        if (!holds(state, retraction->facts.data[i]))
            find_support(state, retraction->facts.data[i]);
    spread_gains(state);
    collect_attempts(state);
    collect_facts(state);
    return &retraction->result;
}

void
ct_retract_replication(CtCourseState *state)
{
    const CtCourse *course = state->course;

    state->retraction->next_stamp = 0;
    state->retraction->gone.length = 0;
    state->retraction->came.length = 0;
    state->retraction->mended.length = 0;
    start_change(state, CT_MOMENT_START);
    for (uint32_t i = 0; i < course->entries.length; i++)
        come(state, course->entries.data[i], CT_NO_ID);
    for (uint32_t i = 0; i < course->axioms.length; i++)
        gain_step(state, course->axioms.data[i]);
    ct_retract_finish(state);
}

void
ct_retract_gain(CtCourseState *state, uint32_t attempt, CtMoment moment)
{
    start_change(state, moment);
    come_by_try(state, state->course->gain[attempt], attempt, CT_NO_ID);
    ct_retract_finish(state);
}
