/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `validate` for programs; `requirements` of a result. */
#include "report/validate.h"

#include "report/json_parts.h"

static void
put_place(CtJson *json, const CtSpot *place)
{
    ct_json_key(json, "position");
    if (place->file == NULL) {
        ct_json_null(json);
        return;
    }
    ct_json_begin_object(json);
    ct_json_put_string(json, "file", place->file);
    ct_json_put_integer(json, "line", place->line);
    ct_json_put_integer(json, "column", place->column);
    ct_json_end_object(json);
}

static void
put_counts(CtJson *json, const uint32_t *counts)
{
    for (int i = 0; i < CT_RULING_COUNT; i++)
        ct_json_put_integer(json, ct_ruling_text((CtRuling)i), counts[i]);
}

static void
put_level(CtJson *json, const char *key, int8_t level)
{
    ct_json_key(json, key);
    if (level < 0)
        ct_json_null(json);
    else
        ct_json_integer(json, level);
}

static void
put_levels(CtJson *json, const CtStandardResult *standard)
{
    ct_json_key(json, "zones");
    ct_json_begin_array(json);
    for (uint32_t z = 0; z < standard->n_levels; z++) {
        const CtZoneLevels *levels = &standard->levels[z];

        ct_json_begin_object(json);
        ct_json_put_string(json, "zone", levels->zone);
        put_place(json, &levels->place);
        ct_json_key(json, "levels");
        ct_json_begin_array(json);
        for (int i = 0; i < CT_N_AREAS; i++) {
            ct_json_begin_object(json);
            ct_json_put_string(json, "area", ct_area_text(i));
            put_level(json, "sl_t", levels->target[i]);
            put_level(json, "sl_a_at_least", levels->proven[i]);
            put_level(json, "sl_a_at_most", levels->achieved[i]);
            ct_json_put_integer(json, "open", levels->open[i]);
            ct_json_put_string(json, "stopped_by", levels->stopper[i]);
            ct_json_end_object(json);
        }
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_standards(CtJson *json, const CtAssurance *assurance)
{
    ct_json_key(json, "standards");
    ct_json_begin_array(json);
    for (uint32_t s = 0; s < assurance->n_standards; s++) {
        const CtStandardResult *standard = &assurance->standards[s];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", standard->id);
        ct_json_put_string(json, "title", standard->title);
        ct_json_put_string(json, "version", standard->version);
        ct_json_put_string(json, "scope", ct_scope_kind_text((CtScopeKind)standard->scope));
        put_counts(json, standard->counts);
        ct_json_put_integer(json, "missed", standard->n_missed);
        ct_json_put_integer(json, "waived", standard->n_waived);
        ct_json_put_integer(json, "on_claims", standard->n_on_claims);
        put_levels(json, standard);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_evidence(CtJson *json, const CtRequirementResult *result)
{
    ct_json_key(json, "evidence");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < result->n_evidence; i++) {
        const CtEvidence *evidence = &result->evidence[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "verdict", ct_ruling_text((CtRuling)evidence->ruling));
        ct_json_put_string(json, "kind", evidence->kind);
        ct_json_put_string(json, "id", evidence->id);
        ct_json_put_integer(json, "count", (int64_t)evidence->count);
        ct_json_put_string(json, "reason", evidence->reason);
        ct_json_put_string(json, "fix", evidence->fix);
        ct_json_put_bool(json, "claim", evidence->is_claim);
        put_place(json, &evidence->place);
        ct_json_put_witness(json, evidence->path);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_put_integer(json, "left_out", (int64_t)result->n_left_out);
}

static void
put_scopes(CtJson *json, const CtRequirementResult *result)
{
    ct_json_key(json, "scopes");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < result->n_scopes; i++) {
        const CtScopeRuling *scope = &result->scopes[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", scope->id);
        ct_json_put_string(json, "verdict", ct_ruling_text((CtRuling)scope->ruling));
        ct_json_put_bool(json, "required", scope->is_required);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_requirement(CtJson *json, const CtStandardResult *standard, const CtRequirementResult *result)
{
    bool fails = result->ruling == CT_RULING_FAIL;

    ct_json_begin_object(json);
    ct_json_put_string(json, "standard", standard->id);
    ct_json_put_string(json, "id", result->id);
    ct_json_put_string(json, "title", result->title);
    ct_json_put_string(json, "area", result->area);
    ct_json_put_string(json, "verdict", ct_ruling_text((CtRuling)result->ruling));
    ct_json_put_string(json, "severity",
                       fails ? ct_gravity_text((CtGravity)result->gravity) : NULL);
    ct_json_put_waiver(json, result->waiver, result->waived_for, result->owner, result->until);
    ct_json_put_integer(json, "min_sl", result->min_sl);
    ct_json_put_bool(json, "recommended", result->is_recommended);
    ct_json_put_string(json, "automation", ct_automation_text((CtAutomation)result->automation));
    ct_json_put_string(json, "check", result->check);
    ct_json_put_string(json, "condition", result->condition);
    ct_json_put_string(json, "note", result->note);
    ct_json_put_string(json, "reason", result->reason);
    ct_json_put_string(json, "fix", result->fix);
    ct_json_put_string(json, "document", result->document);
    ct_json_put_integer(json, "claims", (int64_t)result->n_claims);
    put_scopes(json, result);
    put_evidence(json, result);
    ct_json_end_object(json);
}

static void
put_actions(CtJson *json, const CtAssurance *assurance)
{
    ct_json_key(json, "actions");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < assurance->n_actions; i++) {
        const CtRemedy *action = &assurance->actions[i];

        ct_json_begin_object(json);
        ct_json_put_string(json, "fix", action->fix);
        ct_json_put_string(json, "kind", action->kind);
        ct_json_put_string(json, "id", action->id);
        put_place(json, &action->place);
        ct_json_put_integer(json, "settles", action->n_settles);
        ct_json_put_integer(json, "touches", action->n_touches);
        ct_json_put_string(json, "severity", ct_gravity_text((CtGravity)action->gravity));
        ct_json_put_texts(json, "requirements", action->requirements);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_idle_waivers(CtJson *json, const CtAssurance *assurance)
{
    ct_json_key(json, "idle_waivers");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < assurance->n_idle_waivers; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "finding", assurance->idle_waivers[i].finding);
        ct_json_put_string(json, "why", assurance->idle_waivers[i].why);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_json_put_assurance(CtJson *json, const CtAssurance *assurance)
{
    static const CtAssurance none = {0};

    if (assurance == NULL)
        assurance = &none;
    put_standards(json, assurance);
    ct_json_key(json, "requirements");
    ct_json_begin_array(json);
    for (uint32_t s = 0; s < assurance->n_standards; s++)
        for (uint32_t i = 0; i < assurance->standards[s].n_requirements; i++)
            put_requirement(json, &assurance->standards[s],
                            &assurance->standards[s].requirements[i]);
    ct_json_end_array(json);
    put_actions(json, assurance);
    put_idle_waivers(json, assurance);
}

void
ct_report_validate_json(CtOut *out, const CtAssurance *assurance)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "package", assurance->package);
    ct_json_put_bool(json, "with_run", assurance->run != NULL);
    ct_json_put_assurance(json, assurance);
    ct_json_put_string(json, "undecided", assurance->undecided);
    ct_json_end_object(json);
}
