/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole answer of `kpi` as JSON. */
#include "report/json_parts.h"
#include "report/kpi.h"

void
ct_report_kpis_json(CtOut *out, const CtDossier *dossier, const CtKpis *kpis)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_model(json, dossier);
    ct_json_put_string(json, "profile", kpis->profile);
    ct_report_kpis_json_part(json, kpis);
    ct_json_end_object(json);
}
