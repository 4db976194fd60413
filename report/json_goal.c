/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Goals, paths and steps as JSON. */
#include "report/json_parts.h"

#include "attacks/technique.h"

void
ct_json_put_texts(CtJson *json, const char *key, const char *const *texts)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (; texts != NULL && *texts != NULL; texts++)
        ct_json_string(json, *texts);
    ct_json_end_array(json);
}

void
ct_json_put_witness(CtJson *json, const CtPath *path)
{
    ct_json_key(json, "witness");
    if (path == NULL) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_integer(json, "time_ms", path->cost.time_ms);
    ct_json_put_number(json, "probability", path->cost.probability);
    ct_json_key(json, "steps");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "technique", step->technique);
        ct_json_put_string(json, "title", step->title);
        ct_json_put_string(json, "from", step->from);
        ct_json_put_string(json, "to", step->to);
        ct_json_put_texts(json, "gains", step->gains);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

void
ct_json_put_dossier_place(CtJson *json, const CtDossier *dossier, CtPos pos)
{
    if (pos.line == 0 || pos.file >= dossier->n_files)
        return;
    ct_json_put_string(json, "file", dossier->files[pos.file]);
    ct_json_put_integer(json, "line", pos.line);
    ct_json_put_integer(json, "column", pos.column);
}

static void
put_why(CtJson *json, const CtDossier *dossier, const CtWhy *why)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", ct_why_kind_text((CtWhyKind)why->kind));
    ct_json_put_string(json, "reason", why->text);
    ct_json_put_dossier_place(json, dossier, why->pos);
    ct_json_end_object(json);
}

static void
put_step(CtJson *json, const CtDossier *dossier, const CtPathStep *step)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "technique", step->technique);
    ct_json_put_texts(json, "ids", step->ids);
    ct_json_put_string(json, "rule", step->rule);
    ct_json_put_string(json, "title", step->title);
    ct_json_put_string(json, "tactic", step->tactic);
    ct_json_put_string(json, "from", step->from);
    ct_json_put_string(json, "to", step->to);
    ct_json_put_string(json, "from_zone", step->from_zone);
    ct_json_put_string(json, "to_zone", step->to_zone);
    ct_json_put_texts(json, "gains", step->gains);
    ct_json_put_texts(json, "needs", step->needs);
    ct_json_key(json, "after");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < step->n_after; i++)
        ct_json_integer(json, step->after[i]);
    ct_json_end_array(json);
    ct_json_put_bool(json, "outcome", step->is_outcome);
    ct_json_put_integer(json, "time_ms", step->time_ms);
    ct_json_put_integer(json, "prepare_ms", step->prepare_ms);
    ct_json_put_integer(json, "done_ms", step->done_ms);
    ct_json_put_number(json, "effort", step->effort_hours);
    ct_json_put_number(json, "works", step->works);
    ct_json_put_number(json, "success", step->success);
    ct_json_put_number(json, "detection", step->detection);
    ct_json_put_string(json, "skill", step->skill);
    ct_json_put_dossier_place(json, dossier, step->pos);
    ct_json_key(json, "why");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < step->n_why; i++)
        put_why(json, dossier, &step->why[i]);
    ct_json_end_array(json);
    ct_json_end_object(json);
}

void
ct_json_put_cost(CtJson *json, const CtPathCost *cost)
{
    ct_json_key(json, "cost");
    ct_json_begin_object(json);
    ct_json_put_integer(json, "steps", cost->steps);
    ct_json_put_number(json, "effort", cost->effort_hours);
    ct_json_put_integer(json, "time_ms", cost->time_ms);
    ct_json_put_number(json, "probability", cost->probability);
    ct_json_put_number(json, "stealth", cost->stealth);
    ct_json_put_string(json, "skill", ct_skill_text((CtSkill)cost->skill));
    ct_json_end_object(json);
}

static void
put_path(CtJson *json, const CtDossier *dossier, const CtPath *path)
{
    ct_json_begin_object(json);
    ct_json_put_cost(json, &path->cost);
    ct_json_key(json, "steps");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < path->n_steps; i++)
        put_step(json, dossier, &path->steps[i]);
    ct_json_end_array(json);
    ct_json_put_texts(json, "hops", path->hops);
    ct_json_put_texts(json, "crossings", path->crossings);
    ct_json_end_object(json);
}

static void
put_near_misses(CtJson *json, const CtDossier *dossier, const CtGoalFinding *goal)
{
    ct_json_key(json, "near_misses");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < goal->n_near_misses; i++) {
        const CtNearMiss *miss = &goal->near_misses[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "technique", miss->technique);
        ct_json_put_string(json, "title", miss->title);
        ct_json_put_string(json, "target", miss->target);
        ct_json_put_string(json, "gains", miss->gains);
        ct_json_put_string(json, "missing", miss->missing);
        if (miss->n_alike > 1)
            ct_json_put_integer(json, "alike", miss->n_alike);
        ct_json_put_dossier_place(json, dossier, miss->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

/* The bound in the unit that the cost object uses for it: ms for time, a word for skill. */
static void
put_bound(CtJson *json, const CtGoalFinding *goal)
{
    ct_json_key(json, "lower_bound");
    if (goal->ordered_by == CT_COST_SKILL && goal->lower_bound >= 0 &&
        goal->lower_bound < CT_SKILL_COUNT)
        ct_json_string(json, ct_skill_text((CtSkill)goal->lower_bound));
    else
        ct_json_number(json, goal->lower_bound);
}

void
ct_json_put_goal(CtJson *json,
                 const CtDossier *dossier,
                 const CtAttackerFinding *attacker,
                 const CtGoalFinding *goal)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "id", goal->id);
    ct_json_put_string(json, "attacker", attacker->id);
    ct_json_put_string(json, "goal", goal->text);
    if (goal->requirement != NULL) {
        ct_json_key(json, "derived_from");
        ct_json_begin_object(json);
        ct_json_put_string(json, "requirement", goal->id);
        ct_json_put_string(json, "text", goal->requirement);
        ct_json_put_dossier_place(json, dossier, goal->requirement_pos);
        ct_json_end_object(json);
    }
    ct_json_put_string(json, "reachable", ct_answer_text((CtAnswer)goal->reachable));
    if (goal->reachable == CT_ANSWER_UNKNOWN)
        ct_json_put_string(json, "unknown_why", goal->unknown_why);
    ct_json_put_string(json, "ordered_by", ct_cost_text((CtCost)goal->ordered_by));
    ct_json_put_bool(json, "optimal", goal->optimal);
    ct_json_put_bool(json, "limit_hit", goal->limit != NULL);
    put_bound(json, goal);
    ct_json_key(json, "paths");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < goal->n_paths; i++)
        put_path(json, dossier, &goal->paths[i]);
    ct_json_end_array(json);
    if (goal->reachable == CT_ANSWER_NO) {
        ct_json_put_integer(json, "certificate_facts", goal->certificate_facts);
        put_near_misses(json, dossier, goal);
    }
    ct_json_end_object(json);
}
