/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON result: keys in the order of DESIGN 9. */
#include "report/json_result.h"

#include "base/diag.h"
#include "report/json_parts.h"
#include "report/kpi.h"
#include "report/scales.h"
#include "report/segments.h"
#include "report/statistics.h"
#include "report/validate.h"
#include "report/variants.h"

#include <math.h>

void
ct_json_put_model(CtJson *json, const CtDossier *dossier)
{
    ct_json_key(json, "model");
    ct_json_begin_object(json);
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
    ct_json_put_texts(json, "credentials", fallen->credentials);
    ct_json_put_texts(json, "functions", fallen->functions);
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
        ct_json_put_texts(json, "entry", attacker->entries);
        ct_json_key(json, "goals");
        ct_json_begin_object(json);
        for (uint32_t k = 0; k < attacker->n_goals; k++)
            ct_json_put_string(json, attacker->goals[k].id, attacker->goals[k].text);
        ct_json_end_object(json);
        ct_json_put_string(json, "skill", attacker->skill);
        ct_json_put_string(json, "knowledge", attacker->knowledge);
        if (attacker->spread > 0) {
            ct_json_key(json, "parallel");
            ct_json_null(json);
            ct_json_put_integer(json, "spread", attacker->spread);
        } else if (attacker->is_led) {
            ct_json_key(json, "parallel");
            ct_json_null(json);
        } else if (attacker->parallel == 0)
            ct_json_put_string(json, "parallel", "all");
        else
            ct_json_put_integer(json, "parallel", attacker->parallel);
        ct_json_put_string(json, "strategy", attacker->strategy);
        if (attacker->starts_ms > 0)
            ct_json_put_integer(json, "starts_ms", attacker->starts_ms);
        ct_json_put_bool(json, "autonomous", attacker->autonomous);
        ct_json_put_number(json, "capacity", attacker->capacity);
        ct_json_key(json, "graph");
        ct_json_begin_object(json);
        ct_json_put_integer(json, "facts", (int64_t)attacker->n_facts);
        ct_json_put_integer(json, "steps", (int64_t)attacker->n_steps);
        ct_json_put_integer(json, "held", (int64_t)attacker->n_held);
        ct_json_end_object(json);
        if (attacker->n_facts > 0) {
            put_fallen(json, &attacker->fallen);
        } else {
            ct_json_key(json, "fallen");
            ct_json_null(json); /* not decided, which is not nothing */
        }
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
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
        ct_json_put_dossier_place(json, dossier, diagnostic->pos);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

void
ct_report_json(CtOut *out, const CtReportData *data)
{
    const CtDossier *dossier = data->dossier;
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_model(json, dossier);
    put_scenario(json, dossier);
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        for (uint32_t k = 0; k < attacker->n_goals; k++)
            ct_json_put_goal(json, dossier, attacker, &attacker->goals[k]);
    }
    ct_json_end_array(json);
    ct_json_put_exposure(json, dossier);
    ct_report_statistics_json(json, data->statistics, data->allow_failed);
    if (dossier->scales != NULL)
        ct_report_scales_json(json, dossier->scales);
    if (dossier->variants != NULL)
        ct_report_variants_json(json, dossier->variants);
    ct_json_put_segmentation(json, dossier->segmentation);
    ct_report_kpis_json_part(json, data->kpis);
    ct_json_put_assurance(json, data->assurance);
    put_diagnostics(json, dossier);
    ct_json_end_object(json);
}
