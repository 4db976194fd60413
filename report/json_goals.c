/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `goals` for programs. */
#include "report/goals.h"

#include "report/json_parts.h"
#include "report/place.h"

enum { MOST_ASSETS = 1000 };

static void
put_assets(CtJson *json, const CtTwin *twin, const CtIds *assets, const uint8_t *fails)
{
    ct_json_put_integer(json, "n_assets", assets->length);
    ct_json_key(json, "assets"); /* the first of them, in file order */
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < MIN(assets->length, MOST_ASSETS); i++) {
        g_autofree char *id = ct_instances_asset_text(twin->instances, assets->data[i]);

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", id);
        ct_json_key(json, "fails");
        ct_json_begin_array(json);
        for (unsigned bit = 1; bit < 1u << CT_N_FAILS; bit <<= 1)
            if ((fails[i] & bit) != 0)
                ct_json_string(json, ct_fails_text(bit));
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_function(CtJson *json, const CtTwin *twin, const CtFunctionFailing *failing)
{
    const CtFunctionNeeds *needs = &failing->needs;

    ct_json_begin_object(json);
    ct_json_put_string(json, "id",
                       ct_model_id(twin->model, CT_SECTION_FUNCTIONS, failing->function));
    ct_place_json(json, twin, twin->model->functions.data[failing->function].e.pos);
    ct_json_put_string(json, "loss", ct_word_text(CT_WORDS_LOSS, failing->loss));
    ct_json_put_bool(json, "own_loss", failing->is_own);
    ct_json_put_bool(json, "false_reports_count", ct_loss_counts_reports(failing->loss));
    ct_json_put_integer(json, "needs", needs->n);
    ct_json_put_integer(json, "must_work", needs->k);
    ct_json_put_integer(json, "failures_that_suffice", needs->enough);
    ct_json_put_integer(json, "can_fail", failing->n_failing);
    ct_json_put_bool(json, "can_be_lost", failing->is_lost);
    put_assets(json, twin, &needs->assets, failing->fails);
    ct_json_key(json, "functions");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < needs->functions.length; i++) {
        ct_json_begin_object(json);
        ct_json_put_string(json, "id",
                           ct_model_id(twin->model, CT_SECTION_FUNCTIONS,
                                       needs->functions.data[i]));
        ct_json_put_bool(json, "can_be_lost", failing->function_fails[i] != 0);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static void
put_data(CtJson *json, const CtTwin *twin, const CtRequirementGoal *goal)
{
    ct_json_key(json, "facts");
    ct_json_begin_array(json);
    for (guint i = 0; i < goal->data->len; i++) {
        const CtDataFailing *failing = &g_array_index(goal->data, CtDataFailing, i);
        g_autofree char *fact =
            ct_fact_text(ct_library_fact_kinds(twin->library), twin->instances, failing->fact);

        ct_json_begin_object(json);
        ct_json_put_string(json, "fact", fact);
        ct_json_put_string(json, "against", ct_word_text(CT_WORDS_MUST, failing->must));
        ct_json_put_string(json, "reachable", failing->holds ? "yes" : "no");
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    if (goal->holders.length > 0) {
        ct_json_key(json, "all_halted");
        ct_json_begin_object(json);
        put_assets(json, twin, &goal->holders, goal->halted); /* CT_FAILS_HALTED is 1 */
        ct_json_end_object(json);
    }
}

static void
put_musts(CtJson *json, const CtTwin *twin, const CtRequirementGoal *goal)
{
    ct_json_key(json, "must");
    ct_json_begin_array(json);
    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_INTACT; must++) {
        if (!ct_requirement_asks(twin->model, goal->requirement, must))
            continue;
        ct_json_begin_object(json);
        ct_json_put_string(json, "be", ct_word_text(CT_WORDS_MUST, must));
        ct_json_put_bool(json, "can_be_violated", (goal->violated >> (must - 1) & 1) != 0);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

static void
put_goal(CtJson *json, const CtTwin *twin, const CtRequirementGoal *goal)
{
    g_autofree char *asks = ct_requirement_text(twin->model, goal->requirement);
    g_autofree char *fact =
        ct_fact_text(ct_library_fact_kinds(twin->library), twin->instances, goal->goal);

    ct_json_begin_object(json);
    ct_json_put_string(json, "id",
                       ct_model_id(twin->model, CT_SECTION_REQUIREMENTS, goal->requirement));
    ct_json_put_string(json, "text", asks);
    ct_place_json(json, twin, twin->model->requirements.data[goal->requirement].e.pos);
    put_musts(json, twin, goal);
    ct_json_put_string(json, "goal", fact);
    ct_json_put_string(json, "reachable", goal->is_reachable ? "yes" : "no");
    if (goal->is_reachable) {
        ct_json_put_string(json, "ordered_by", ct_cost_text((CtCost)goal->ordered_by));
        ct_json_put_bool(json, "optimal", goal->is_optimal);
        ct_json_put_cost(json, &goal->cost);
    }
    if (goal->functions->len > 0) {
        ct_json_key(json, "functions");
        ct_json_begin_array(json);
        for (guint i = 0; i < goal->functions->len; i++)
            put_function(json, twin, &g_array_index(goal->functions, CtFunctionFailing, i));
        ct_json_end_array(json);
    }
    if (goal->data->len > 0)
        put_data(json, twin, goal);
    ct_json_end_object(json);
}

void
ct_report_goals_json(CtOut *out, const CtTwin *twin, const GArray *attackers)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_key(json, "attackers");
    ct_json_begin_array(json);
    for (guint a = 0; a < attackers->len; a++) {
        const CtAttackerGoals *own = &g_array_index(attackers, CtAttackerGoals, a);
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, own->attacker);

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", attacker->id);
        ct_json_key(json, "requirements");
        ct_json_begin_array(json);
        for (guint i = 0; i < own->goals->len; i++)
            put_goal(json, twin, own->goals->pdata[i]);
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
