/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goals, ways, steps and reasons as rows. */
#include "report/csv_parts.h"

#include "attacks/technique.h"

typedef void (*GoalFunc)(const CtCsvReport *report,
                         const CtAttackerFinding *attacker,
                         const CtGoalFinding *goal);

static void
each_goal(const CtCsvReport *report, GoalFunc put)
{
    const CtDossier *dossier = report->data->dossier;

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            put(report, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
}

/* Six cells; empty ones for no path. */
static void
put_cost(const CtCsvReport *report, const CtPath *path)
{
    CtCsv *csv = report->csv;

    if (path == NULL) {
        for (int i = 0; i < 6; i++)
            ct_csv_text(csv, NULL);
        return;
    }
    ct_csv_integer(csv, path->cost.steps);
    ct_csv_number(csv, path->cost.effort_hours);
    ct_csv_integer(csv, path->cost.time_ms);
    ct_csv_number(csv, path->cost.probability);
    ct_csv_number(csv, path->cost.stealth);
    ct_csv_text(csv, ct_skill_text((CtSkill)path->cost.skill));
}

static void
put_goal(const CtCsvReport *report, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    CtCsv *csv = report->csv;

    ct_csv_text(csv, attacker->id);
    ct_csv_text(csv, goal->id);
    ct_csv_text(csv, goal->text);
    ct_csv_text(csv, goal->requirement);
    ct_csv_text(csv, ct_answer_text((CtAnswer)goal->reachable));
    ct_csv_text(csv, ct_cost_text((CtCost)goal->ordered_by));
    ct_csv_bool(csv, goal->optimal);
    ct_csv_integer(csv, goal->n_paths);
    put_cost(report, goal->n_paths > 0 ? &goal->paths[0] : NULL);
}

void
ct_csv_put_goals(const CtCsvReport *report)
{
    each_goal(report, put_goal);
}

static void
put_ids(const CtCsvReport *report,
        const CtAttackerFinding *attacker,
        const CtGoalFinding *goal,
        uint32_t path)
{
    ct_csv_text(report->csv, attacker->id);
    ct_csv_text(report->csv, goal->id);
    ct_csv_integer(report->csv, path + 1);
}

static void
put_paths(const CtCsvReport *report, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    for (uint32_t p = 0; p < goal->n_paths; p++) {
        put_ids(report, attacker, goal, p);
        put_cost(report, &goal->paths[p]);
        ct_csv_put_list(report, goal->paths[p].hops);
        ct_csv_put_list(report, goal->paths[p].crossings);
    }
}

void
ct_csv_put_paths(const CtCsvReport *report)
{
    each_goal(report, put_paths);
}

static void
put_step(const CtCsvReport *report, const CtPathStep *step)
{
    CtCsv *csv = report->csv;

    ct_csv_text(csv, step->technique);
    ct_csv_text(csv, step->title);
    ct_csv_text(csv, step->from);
    ct_csv_text(csv, step->to);
    ct_csv_text(csv, step->from_zone);
    ct_csv_text(csv, step->to_zone);
    ct_csv_put_list(report, step->gains);
    ct_csv_bool(csv, step->is_outcome);
    ct_csv_integer(csv, step->time_ms);
    ct_csv_integer(csv, step->prepare_ms);
    ct_csv_integer(csv, step->done_ms);
    ct_csv_number(csv, step->works);
    ct_csv_number(csv, step->success);
    ct_csv_number(csv, step->detection);
    ct_csv_text(csv, step->skill);
    ct_csv_put_place(report, step->pos);
}

static void
put_steps(const CtCsvReport *report, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    for (uint32_t p = 0; p < goal->n_paths; p++)
        for (uint32_t s = 0; s < goal->paths[p].n_steps; s++) {
            put_ids(report, attacker, goal, p);
            ct_csv_integer(report->csv, s + 1);
            put_step(report, &goal->paths[p].steps[s]);
        }
}

void
ct_csv_put_steps(const CtCsvReport *report)
{
    each_goal(report, put_steps);
}

static void
put_reasons(const CtCsvReport *report, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    for (uint32_t p = 0; p < goal->n_paths; p++)
        for (uint32_t s = 0; s < goal->paths[p].n_steps; s++)
            for (uint32_t w = 0; w < goal->paths[p].steps[s].n_why; w++) {
                const CtWhy *why = &goal->paths[p].steps[s].why[w];

                put_ids(report, attacker, goal, p);
                ct_csv_integer(report->csv, s + 1);
                ct_csv_text(report->csv, ct_why_kind_text((CtWhyKind)why->kind));
                ct_csv_text(report->csv, why->text);
                ct_csv_put_place(report, why->pos);
            }
}

void
ct_csv_put_reasons(const CtCsvReport *report)
{
    each_goal(report, put_reasons);
}

static void
put_near_misses(const CtCsvReport *report,
                const CtAttackerFinding *attacker,
                const CtGoalFinding *goal)
{
    for (uint32_t i = 0; i < goal->n_near_misses; i++) {
        const CtNearMiss *miss = &goal->near_misses[i];

        ct_csv_text(report->csv, attacker->id);
        ct_csv_text(report->csv, goal->id);
        ct_csv_text(report->csv, miss->technique);
        ct_csv_text(report->csv, miss->title);
        ct_csv_text(report->csv, miss->target);
        ct_csv_text(report->csv, miss->gains);
        ct_csv_text(report->csv, miss->missing);
        ct_csv_put_place(report, miss->pos);
    }
}

void
ct_csv_put_near_misses(const CtCsvReport *report)
{
    each_goal(report, put_near_misses);
}
