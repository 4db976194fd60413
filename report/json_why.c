/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `why` for programs. */
#include "report/why.h"

#include "report/json_parts.h"

void
ct_report_why_json(CtOut *out, const CtWhyAnswer *answer)
{
    const CtDossier *dossier = answer->dossier;
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "fact", answer->fact);
    ct_json_key(json, "answers");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        for (uint32_t k = 0; k < dossier->attackers[i].n_goals; k++)
            ct_json_put_goal(json, dossier, &dossier->attackers[i],
                             &dossier->attackers[i].goals[k]);
    }
    ct_json_end_array(json);
    ct_json_key(json, "certificate");
    if (answer->certificate != NULL)
        ct_certificate_write_json(answer->certificate, answer->graph, json);
    else
        ct_json_null(json);
    ct_json_end_object(json);
}
