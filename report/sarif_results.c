/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings: where, how grave, what an attacker makes of them. */
#include "report/sarif_parts.h"

#include "base/hash.h"
#include "report/kpi.h"
#include "report/text_parts.h"

#include <string.h>

void
ct_sarif_put_place(const CtSarif *sarif, const char *file, CtPos pos)
{
    CtJson *json = sarif->json;

    ct_json_key(json, "physicalLocation");
    ct_json_begin_object(json);
    ct_sarif_put_file(sarif, "artifactLocation", file);
    if (pos.line > 0) {
        ct_json_key(json, "region");
        ct_json_begin_object(json);
        ct_json_put_integer(json, "startLine", pos.line);
        if (pos.column > 0)
            ct_json_put_integer(json, "startColumn", pos.column);
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
}

/* A place in the dossier's files, if it is one; what it is called. */
static void
put_dossier_place(const CtSarif *sarif, CtPos pos)
{
    const CtDossier *dossier = sarif->data->dossier;

    if (pos.line > 0 && pos.file < dossier->n_files)
        ct_sarif_put_place(sarif, dossier->files[pos.file], pos);
}

/* A place that has none of its own is the topology's first line: viewers drop what stands nowhere.
 */
static void
put_locations(const CtSarif *sarif, const char *file, CtPos pos, const char *name)
{
    const CtDossier *dossier = sarif->data->dossier;
    CtJson *json = sarif->json;

    ct_json_key(json, "locations");
    ct_json_begin_array(json);
    ct_json_begin_object(json);
    if (file == NULL && pos.line > 0 && pos.file < dossier->n_files)
        file = dossier->files[pos.file];
    if (file == NULL && dossier->n_files > 0) {
        file = dossier->files[0];
        pos = (CtPos){.line = 1};
    }
    if (file != NULL)
        ct_sarif_put_place(sarif, file, pos);
    if (name != NULL) {
        ct_json_key(json, "logicalLocations");
        ct_json_begin_array(json);
        ct_json_begin_object(json);
        ct_json_put_string(json, "fullyQualifiedName", name);
        ct_json_end_object(json);
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
    ct_json_end_array(json);
}

/* Of what is found, never of where: it survives every edit that does not mend or rename. */
static void
put_fingerprint(const CtSarif *sarif, const char *rule, const char *id)
{
    CtJson *json = sarif->json;
    g_autofree char *identity = g_strdup_printf("%s\n%s", rule, id);
    g_autofree char *hash = ct_hash_sha256(identity, strlen(identity));

    ct_json_key(json, "partialFingerprints");
    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwinFinding/v1", hash);
    ct_json_end_object(json);
}

static char *
step_text(const CtPathStep *step)
{
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);
    bool moves = step->from != NULL && strcmp(step->from, step->to) != 0;

    return g_strdup_printf("%s%s%s: %s%s%s%s%s", step->technique != NULL ? step->technique : "",
                           step->technique != NULL ? " " : "", step->title, moves ? step->from : "",
                           moves ? " → " : "", step->to, *gains != '\0' ? "; gains " : "", gains);
}

static void
put_step(const CtSarif *sarif, const CtPathStep *step, uint32_t order)
{
    CtJson *json = sarif->json;
    g_autofree char *text = step_text(step);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "executionOrder", order);
    ct_json_put_string(json, "importance", step->is_outcome ? "essential" : "important");
    ct_json_key(json, "location");
    ct_json_begin_object(json);
    put_dossier_place(sarif, step->pos);
    ct_sarif_put_message(sarif, "message", text);
    ct_json_end_object(json);
    ct_json_end_object(json);
}

/* A flow: alternatives are separate ones. */
static void
put_flow(const CtSarif *sarif, const CtPath *path)
{
    CtJson *json = sarif->json;
    g_autofree char *cost = ct_text_path_cost(path);

    ct_json_begin_object(json);
    ct_sarif_put_message(sarif, "message", cost);
    ct_json_key(json, "threadFlows");
    ct_json_begin_array(json);
    ct_json_begin_object(json);
    ct_json_key(json, "locations");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < path->n_steps; i++)
        put_step(sarif, &path->steps[i], i + 1);
    ct_json_end_array(json);
    ct_json_end_object(json);
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_flows(const CtSarif *sarif, const CtPath *paths, uint32_t n_paths)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < n_paths; i++)
        n += paths[i].n_steps > 0;
    if (n == 0) /* he has it from the start */
        return;
    ct_json_key(sarif->json, "codeFlows");
    ct_json_begin_array(sarif->json);
    for (uint32_t i = 0; i < n_paths; i++)
        if (paths[i].n_steps > 0)
            put_flow(sarif, &paths[i]);
    ct_json_end_array(sarif->json);
}

static void
begin_result(const CtSarif *sarif, size_t rule, const char *kind, const char *level, double rank)
{
    CtJson *json = sarif->json;

    ct_json_begin_object(json);
    ct_json_put_string(json, "ruleId", ct_sarif_rules[rule].id);
    ct_json_put_integer(json, "ruleIndex", (int64_t)rule);
    ct_json_put_string(json, "kind", kind);
    ct_json_put_string(json, "level", level);
    if (rank > 0)
        ct_json_put_number(json, "rank", rank);
}

/* --- goals --- */

static char *
goal_text(const CtSarif *sarif, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    const CtGoalStatistics *statistics =
        ct_report_goal_statistics(sarif->data, attacker->id, goal->id);
    bool named = strcmp(goal->id, goal->text) != 0;
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "%s %s %s%s%s%s", attacker->id,
                           goal->reachable == CT_ANSWER_YES ? "can reach" : "may or may not reach",
                           goal->id, named ? " (" : "", named ? goal->text : "", named ? ")" : "");
    if (goal->requirement != NULL)
        g_string_append_printf(text, "; then the requirement does not hold that %s",
                               goal->requirement);
    if (goal->reachable == CT_ANSWER_UNKNOWN)
        g_string_append_printf(text, ": %s", goal->unknown_why);
    if (goal->n_paths > 0) {
        g_autofree char *cost = ct_text_path_cost(&goal->paths[0]);

        g_string_append_printf(text, ". The best way by %s: %s",
                               ct_cost_text((CtCost)goal->ordered_by), cost);
    }
    if (statistics != NULL) {
        g_autofree char *chance = ct_text_chance(statistics->success.value);

        g_string_append_printf(text, ". In simulation %s of the replications reached it", chance);
    }
    g_string_append_c(text, '.');
    return g_string_free(text, FALSE);
}

/* The requirement, or what the best way ends at. */
static CtPos
goal_pos(const CtGoalFinding *goal)
{
    if (goal->requirement != NULL)
        return goal->requirement_pos;
    if (goal->n_paths > 0 && goal->paths[0].n_steps > 0)
        return goal->paths[0].steps[goal->paths[0].n_steps - 1].pos;
    return (CtPos){0};
}

static void
put_goal(const CtSarif *sarif, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    bool is_open = goal->reachable == CT_ANSWER_UNKNOWN;
    g_autofree char *text = goal_text(sarif, attacker, goal);
    g_autofree char *id = g_strdup_printf("%s\n%s", attacker->id, goal->id);

    if (goal->reachable == CT_ANSWER_NO)
        return;
    begin_result(sarif, CT_SARIF_RULE_GOAL, is_open ? "open" : "fail", is_open ? "none" : "error",
                 is_open ? -1 : 100);
    ct_sarif_put_message(sarif, "message", text);
    put_locations(sarif, NULL, goal_pos(goal), goal->text);
    put_fingerprint(sarif, "goal-reachable", id);
    put_flows(sarif, goal->paths, goal->n_paths);
    ct_json_end_object(sarif->json);
}

/* --- segmentation --- */

static void
put_suppression(const CtSarif *sarif, const char *reason, const char *owner, const char *until)
{
    CtJson *json = sarif->json;
    g_autofree char *why = g_strdup_printf("%s (%s, until %s)", reason, owner, until);

    ct_json_key(json, "suppressions");
    ct_json_begin_array(json);
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", "external");
    ct_json_put_string(json, "status", "accepted");
    ct_json_put_string(json, "justification", why);
    ct_json_end_object(json);
    ct_json_end_array(json);
}

static void
put_failure(const CtSarif *sarif, const CtSegFailure *failure)
{
    static const char *const levels[] = {
        [CT_SEG_LOW] = "note",
        [CT_SEG_MEDIUM] = "warning",
        [CT_SEG_HIGH] = "error",
        [CT_SEG_CRITICAL] = "error",
    };
    CtJson *json = sarif->json;
    size_t rule = (size_t)failure->class - 1;
    g_autofree char *text =
        g_strdup_printf("%s: %s To mend it: %s", failure->id, failure->what, failure->fix);

    begin_result(sarif, rule, "fail", levels[failure->severity], 25.0 * (failure->severity + 1));
    ct_sarif_put_message(sarif, "message", text);
    put_locations(sarif, failure->file, failure->pos, failure->rule);
    put_fingerprint(sarif, ct_sarif_rules[rule].id, failure->id);
    if (failure->path != NULL)
        put_flows(sarif, failure->path, 1);
    if (failure->waiver == CT_SEG_WAIVED)
        put_suppression(sarif, failure->reason, failure->owner, failure->until);
    ct_json_key(json, "properties");
    ct_json_begin_object(json);
    ct_json_put_string(json, "id", failure->id);
    ct_json_put_string(json, "severity", ct_seg_severity_text((CtSegSeverity)failure->severity));
    if (failure->set != NULL)
        ct_json_put_string(json, "set", failure->set);
    ct_json_end_object(json);
    ct_json_end_object(json);
}

/* --- targets --- */

static void
put_target(const CtSarif *sarif, const CtKpi *kpi)
{
    CtPos pos = {.line = kpi->line, .column = (uint16_t)MIN(kpi->column, UINT16_MAX)};
    bool is_open = kpi->met == CT_KPI_UNJUDGED;
    g_autofree char *value = ct_kpi_value_text(&kpi->info, kpi->value);
    g_autofree char *target = ct_kpi_target_text(kpi);
    g_autofree char *text = NULL;

    if (kpi->met != CT_KPI_MISSED && !is_open)
        return;
    if (is_open)
        text = g_strdup_printf("The target of %s, %s, is not judged: %s.", kpi->info.id, target,
                               kpi->because != NULL ? kpi->because : "there is no value");
    else
        text =
            g_strdup_printf("The target of %s, %s, is missed: it is %s%s%s.", kpi->info.id, target,
                            value, kpi->of != NULL ? " of " : "", kpi->of != NULL ? kpi->of : "");
    begin_result(sarif, CT_SARIF_RULE_TARGET, is_open ? "open" : "fail", is_open ? "none" : "error",
                 is_open ? -1 : 90);
    ct_sarif_put_message(sarif, "message", text);
    put_locations(sarif, kpi->file, pos, kpi->info.id);
    put_fingerprint(sarif, "target-missed", kpi->info.id);
    ct_json_end_object(sarif->json);
}

/* --- requirements --- */

static CtSpot
requirement_spot(const CtRequirementResult *requirement)
{
    for (uint32_t i = 0; i < requirement->n_evidence; i++)
        if (requirement->evidence[i].ruling == CT_RULING_FAIL &&
            requirement->evidence[i].place.file != NULL)
            return requirement->evidence[i].place;
    return (CtSpot){0};
}

/* One result a requirement; how an attacker shows it is the flow of the first that he can. */
static void
put_requirement(const CtSarif *sarif,
                const CtStandardResult *standard,
                const CtRequirementResult *requirement)
{
    static const char *const levels[] = {
        [CT_GRAVITY_LOW] = "note",
        [CT_GRAVITY_MEDIUM] = "warning",
        [CT_GRAVITY_HIGH] = "error",
        [CT_GRAVITY_CRITICAL] = "error",
    };
    CtSpot spot = requirement_spot(requirement);
    g_autofree char *name = g_strdup_printf("%s %s", standard->id, requirement->id);
    g_autofree char *text =
        g_strdup_printf("%s, %s: %s.%s%s", name, requirement->title, requirement->reason,
                        requirement->fix != NULL ? " To mend it: " : "",
                        requirement->fix != NULL ? requirement->fix : "");

    begin_result(sarif, CT_SARIF_RULE_REQUIREMENT, "fail", levels[requirement->gravity],
                 25.0 * (requirement->gravity + 1));
    ct_sarif_put_message(sarif, "message", text);
    put_locations(sarif, spot.file, (CtPos){.line = spot.line, .column = spot.column}, name);
    put_fingerprint(sarif, "requirement-failed", name);
    for (uint32_t i = 0; i < requirement->n_evidence; i++)
        if (requirement->evidence[i].path != NULL) {
            put_flows(sarif, requirement->evidence[i].path, 1);
            break;
        }
    if (requirement->waiver == CT_SEG_WAIVED)
        put_suppression(sarif, requirement->waived_for, requirement->owner, requirement->until);
    ct_json_end_object(sarif->json);
}

static void
put_requirements(const CtSarif *sarif)
{
    const CtAssurance *assurance = sarif->data->assurance;

    for (uint32_t i = 0; assurance != NULL && i < assurance->n_standards; i++)
        for (uint32_t k = 0; k < assurance->standards[i].n_requirements; k++)
            if (assurance->standards[i].requirements[k].ruling == CT_RULING_FAIL)
                put_requirement(sarif, &assurance->standards[i],
                                &assurance->standards[i].requirements[k]);
}

void
ct_sarif_put_results(const CtSarif *sarif)
{
    const CtDossier *dossier = sarif->data->dossier;
    const CtSegmentation *segmentation = dossier->segmentation;

    ct_json_key(sarif->json, "results");
    ct_json_begin_array(sarif->json);
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            put_goal(sarif, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures; i++)
        put_failure(sarif, &segmentation->failures[i]);
    for (uint32_t i = 0; i < sarif->data->kpis->n_kpis; i++)
        put_target(sarif, &sarif->data->kpis->kpis[i]);
    put_requirements(sarif);
    ct_json_end_array(sarif->json);
}
