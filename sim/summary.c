/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/summary.h"

#include <math.h>
#include <string.h>

void
ct_summary_init(CtSummary *summary, const CtSim *sim)
{
    *summary = (CtSummary){
        .goal_ms = g_new(int64_t, (size_t)sim->n_goals + 1),
        .rule_tries = g_new0(uint64_t, (size_t)sim->n_rules + 1),
        .rule_gains = g_new0(uint64_t, (size_t)sim->n_rules + 1),
        .place_ms = g_new(int64_t, (size_t)sim->places->n_places + 1),
        .losses = sim->losses != NULL ? ct_losses_new(sim->losses) : NULL,
        .place_fallen = g_new0(uint32_t, (size_t)sim->places->n_places + 1),
    };
}

void
ct_summary_clear(CtSummary *summary)
{
    g_free(summary->goal_ms);
    g_free(summary->rule_tries);
    g_free(summary->rule_gains);
    g_free(summary->place_ms);
    g_free(summary->place_fallen);
    ct_losses_free(summary->losses);
    *summary = (CtSummary){0};
}

void
ct_summary_begin(CtSummary *summary, const CtSim *sim, uint64_t replication)
{
    *summary = (CtSummary){
        .replication = replication,
        .outcome = CT_OUTCOME_CENSORED,
        .end_ms = sim->horizon_ms,
        .goal_ms = summary->goal_ms,
        .rule_tries = summary->rule_tries,
        .rule_gains = summary->rule_gains,
        .place_ms = summary->place_ms,
        .place_fallen = summary->place_fallen,
        .losses = summary->losses,
    };
    if (summary->losses != NULL)
        ct_losses_begin(summary->losses);
    ct_defence_row_begin(&summary->defence);
    for (uint32_t g = 0; g < sim->n_goals; g++)
        summary->goal_ms[g] = CT_NOT_REACHED;
    for (uint32_t p = 0; p < sim->places->n_places; p++)
        summary->place_ms[p] = CT_NOT_REACHED;
    memset(summary->place_fallen, 0, sim->places->n_places * sizeof *summary->place_fallen);
    memset(summary->rule_tries, 0, sim->n_rules * sizeof *summary->rule_tries);
    memset(summary->rule_gains, 0, sim->n_rules * sizeof *summary->rule_gains);
}

void
ct_summary_fail(CtSummary *summary, const CtSim *sim)
{
    ct_summary_begin(summary, sim, summary->replication);
    summary->outcome = CT_OUTCOME_FAILED;
    summary->end_ms = 0;
}

static int64_t
ppm(double chance)
{
    return llrint(chance * 1e6);
}

void
ct_summary_count_try(
    CtSummary *summary, const CtCourseState *state, uint32_t attempt, CtMoment moment, bool begins)
{
    const CtCourse *course = state->course;
    const CtCourseAttempt *row = &course->attempts[attempt];
    const CtCourseTemplate *template = &course->templates[row->template];

    summary->tries++;
    summary->rule_tries[template->rule]++;
    summary->noise_ppm += template->noise_ppm;
    if (row->sensor > 0 || course->route_start != NULL)
        summary->seen_ppm += ppm(ct_course_state_detection(state, attempt, moment));
    summary->effort_ms += template->effort_ms;
    if (begins)
        summary->effort_ms += course->prepares[row->prepare].effort_ms;
}

void
ct_summary_count_gain(CtSummary *summary, const CtCourseState *state, uint32_t attempt)
{
    const CtCourse *course = state->course;

    summary->gains++;
    summary->rule_gains[course->templates[course->attempts[attempt].template].rule]++;
}

void
ct_summary_take(CtSummary *summary, const CtSim *sim, const CtCourseState *const *states)
{
    uint32_t goal = 0;

    for (uint32_t i = 0; i < sim->n_actors; i++) {
        const CtCourse *course = states[i]->course;

        for (uint32_t g = 0; g < course->n_goals; g++, goal++)
            summary->goal_ms[goal] = ct_course_state_first_ms(states[i], course->first_goal + g);
    }
    if (summary->losses != NULL && sim->is_changing)
        ct_losses_end(summary->losses, summary->end_ms);
    else if (summary->losses != NULL)
        ct_losses_replay(summary->losses, states, summary->end_ms);
    ct_places_look(sim->places, states, summary->place_ms, summary->place_fallen);
}
