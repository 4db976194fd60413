/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/paths.h"

#include "report/json_parts.h"

void
ct_report_paths_json(CtOut *out, const CtDossier *dossier)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_model(json, dossier);
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        for (uint32_t k = 0; k < attacker->n_goals; k++)
            ct_json_put_goal(json, dossier, attacker, &attacker->goals[k]);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
