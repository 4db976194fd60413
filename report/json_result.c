/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON result: keys in the order of DESIGN 9. */
#include "report/json_result.h"

#include "attacks/technique.h"
#include "base/diag.h"
#include "base/json_out.h"

static void
put_texts(CtJson *json, const char *key, const char *const *texts)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (; texts != NULL && *texts != NULL; texts++)
        ct_json_string(json, *texts);
    ct_json_end_array(json);
}

static void
put_place(CtJson *json, const CtDossier *dossier, CtPos pos)
{
    if (pos.line == 0 || pos.file >= dossier->n_files)
        return;
    ct_json_put_string(json, "file", dossier->files[pos.file]);
    ct_json_put_integer(json, "line", pos.line);
    ct_json_put_integer(json, "column", pos.column);
}

static void
put_model(CtJson *json, const CtDossier *dossier)
{
    ct_json_key(json, "model");
    ct_json_begin_object(json);
    ct_json_put_string(json, "package", dossier->package);
    ct_json_put_string(json, "name", dossier->name);
    ct_json_put_string(json, "domain", dossier->domain);
    ct_json_key(json, "hashes");
    ct_json_begin_object(json);
    for (uint32_t i = 0; i < dossier->n_hashes; i++)
        ct_json_put_string(json, dossier->hashes[i].path, dossier->hashes[i].sha256);
    ct_json_end_object(json);
    ct_json_key(json, "counts");
    ct_json_begin_object(json);
    for (uint32_t i = 0; i < dossier->n_counts; i++)
        ct_json_put_integer(json, dossier->counts[i].name, (int64_t)dossier->counts[i].count);
    ct_json_end_object(json);
    ct_json_end_object(json);
}

static void
put_fallen(CtJson *json, const CtFallen *fallen)
{
    const struct {
        const char *key;
        uint32_t n;
    } counts[] = {{"assets", fallen->n_assets},
                  {"user", fallen->n_user},
                  {"admin", fallen->n_admin},
                  {"implanted", fallen->n_implanted},
                  {"controlled", fallen->n_controlled},
                  {"halted", fallen->n_halted},
                  {"spoofed", fallen->n_spoofed},
                  {"credentials_held", fallen->n_credentials},
                  {"credentials_all", fallen->n_credentials_all},
                  {"data_read", fallen->n_read},
                  {"data_altered", fallen->n_altered},
                  {"data_destroyed", fallen->n_destroyed},
                  {"data_exfiltrated", fallen->n_exfiltrated}};

    ct_json_key(json, "fallen");
    ct_json_begin_object(json);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        ct_json_put_integer(json, counts[i].key, counts[i].n);
    put_texts(json, "credentials", fallen->credentials);
    put_texts(json, "functions", fallen->functions);
    ct_json_key(json, "zones");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < fallen->n_zones; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "id", fallen->zones[i].id);
        ct_json_put_integer(json, "assets", fallen->zones[i].n_assets);
        ct_json_put_integer(json, "user", fallen->zones[i].n_user);
        ct_json_put_integer(json, "admin", fallen->zones[i].n_admin);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_scenario(CtJson *json, const CtDossier *dossier)
{
    ct_json_key(json, "scenario");
    ct_json_begin_object(json);
    ct_json_key(json, "attackers");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", attacker->id);
        put_texts(json, "entry", attacker->entries);
        ct_json_key(json, "goals");
        ct_json_begin_object(json);
        for (uint32_t k = 0; k < attacker->n_goals; k++)
            ct_json_put_string(json, attacker->goals[k].id, attacker->goals[k].text);
        ct_json_end_object(json);
        ct_json_put_string(json, "skill", attacker->skill);
        ct_json_put_string(json, "knowledge", attacker->knowledge);
        ct_json_put_string(json, "parallel", "all");
        ct_json_put_bool(json, "autonomous", attacker->autonomous);
        ct_json_put_number(json, "capacity", attacker->capacity);
        ct_json_key(json, "graph");
        ct_json_begin_object(json);
        ct_json_put_integer(json, "facts", (int64_t)attacker->n_facts);
        ct_json_put_integer(json, "steps", (int64_t)attacker->n_steps);
        ct_json_put_integer(json, "held", (int64_t)attacker->n_held);
        ct_json_end_object(json);
        put_fallen(json, &attacker->fallen);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_why(CtJson *json, const CtDossier *dossier, const CtWhy *why)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", ct_why_kind_text((CtWhyKind)why->kind));
    ct_json_put_string(json, "reason", why->text);
    put_place(json, dossier, why->pos);
    ct_json_end_object(json);
}

static void
put_step(CtJson *json, const CtDossier *dossier, const CtPathStep *step)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "technique", step->technique);
    put_texts(json, "ids", step->ids);
    ct_json_put_string(json, "rule", step->rule);
    ct_json_put_string(json, "title", step->title);
    ct_json_put_string(json, "tactic", step->tactic);
    ct_json_put_string(json, "from", step->from);
    ct_json_put_string(json, "to", step->to);
    ct_json_put_string(json, "from_zone", step->from_zone);
    ct_json_put_string(json, "to_zone", step->to_zone);
    put_texts(json, "gains", step->gains);
    put_texts(json, "needs", step->needs);
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
    put_place(json, dossier, step->pos);
    ct_json_key(json, "why");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < step->n_why; i++)
        put_why(json, dossier, &step->why[i]);
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_cost(CtJson *json, const CtPathCost *cost)
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
    put_cost(json, &path->cost);
    ct_json_key(json, "steps");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < path->n_steps; i++)
        put_step(json, dossier, &path->steps[i]);
    ct_json_end_array(json);
    put_texts(json, "hops", path->hops);
    put_texts(json, "crossings", path->crossings);
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
        put_place(json, dossier, miss->pos);
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

static void
put_goal(CtJson *json,
         const CtDossier *dossier,
         const CtAttackerFinding *attacker,
         const CtGoalFinding *goal)
{
    ct_json_begin_object(json);
    ct_json_put_string(json, "id", goal->id);
    ct_json_put_string(json, "attacker", attacker->id);
    ct_json_put_string(json, "goal", goal->text);
    ct_json_put_string(json, "reachable", ct_answer_text((CtAnswer)goal->reachable));
    if (goal->reachable == CT_ANSWER_UNKNOWN)
        ct_json_put_string(json, "unknown_why", goal->unknown_why);
    ct_json_put_string(json, "ordered_by", ct_cost_text((CtCost)goal->ordered_by));
    ct_json_put_bool(json, "optimal", goal->optimal);
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

static void
put_diagnostics(CtJson *json, const CtDossier *dossier)
{
    static const char *const severities[] = {
        [CT_SEVERITY_ERROR] = "error",
        [CT_SEVERITY_WARNING] = "warning",
        [CT_SEVERITY_NOTE] = "note",
    };

    ct_json_key(json, "diagnostics");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_diagnostics; i++) {
        const CtDossierDiagnostic *diagnostic = &dossier->diagnostics[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "severity", severities[diagnostic->severity]);
        ct_json_put_string(json, "message", diagnostic->message);
        put_place(json, dossier, diagnostic->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_report_json(CtOut *out, const CtDossier *dossier)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    put_model(json, dossier);
    put_scenario(json, dossier);
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        for (uint32_t k = 0; k < attacker->n_goals; k++)
            put_goal(json, dossier, attacker, &attacker->goals[k]);
    }
    ct_json_end_array(json);
    put_diagnostics(json, dossier);
    ct_json_end_object(json);
}
