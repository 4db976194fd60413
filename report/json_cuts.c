/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cuts` for programs. */
#include "report/weak_points.h"

#include "analysis/attacker.h"
#include "report/place.h"

static void
put_element(CtJson *json, const CtTwin *twin, CtElement element)
{
    g_autofree char *text = ct_element_text(twin->graph, element);

    ct_json_begin_object(json);
    ct_json_put_string(json, "kind", ct_element_kind_text((CtElementKind)element.kind));
    ct_json_put_string(json, "id", text);
    ct_place_json(json, twin, ct_element_pos(twin->graph, element));
    ct_json_end_object(json);
}

static void
put_chokes(CtJson *json, const CtTwin *twin, const CtWeakPoints *points)
{
    ct_json_key(json, "choke_points");
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < points->chokes.length; i++)
        put_element(json, twin,
                    g_array_index(points->elements->rows, CtElement, points->chokes.data[i]));
    ct_json_end_array(json);
}

static void
put_cuts(CtJson *json, const CtTwin *twin, const CtCutFinding *finding)
{
    const CtCutResult *cuts = finding->cuts;

    ct_json_begin_object(json);
    ct_json_put_string(json, "by", ct_element_kind_text((CtElementKind)finding->kind));
    ct_json_put_number(json, "weight", cuts->weight); /* null: no set of them is a cut */
    ct_json_put_bool(json, "optimal", cuts->is_optimal);
    ct_json_put_number(json, "lower_bound", cuts->lower_bound);
    ct_json_put_bool(json, "complete", cuts->is_complete);
    ct_json_key(json, "sets");
    ct_json_begin_array(json);
    for (guint i = 0; i < cuts->sets->len; i++) {
        const CtIds *set = &g_array_index(cuts->sets, CtIds, i);

        ct_json_begin_array(json);
        for (uint32_t k = 0; k < set->length; k++)
            put_element(json, twin,
                        g_array_index(finding->elements->rows, CtElement, set->data[k]));
        ct_json_end_array(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

void
ct_report_cuts_json(CtOut *out, const CtTwin *twin, const GPtrArray *points)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "attacker", attacker->id);
    ct_json_key(json, "goals");
    ct_json_begin_array(json);
    for (guint i = 0; i < points->len; i++) {
        const CtWeakPoints *point = points->pdata[i];
        const CtGoal *goal = &attacker->goals.data[point->goal];

        ct_json_begin_object(json);
        ct_json_put_string(json, "id", goal->id);
        ct_json_put_string(json, "fact", goal->text);
        ct_json_put_string(json, "reachable", point->is_reachable ? "yes" : "no");
        if (point->is_reachable)
            put_chokes(json, twin, point);
        ct_json_key(json, "cuts");
        ct_json_begin_array(json);
        for (uint32_t k = 0; k < point->n_cuts; k++)
            put_cuts(json, twin, &point->cuts[k]);
        ct_json_end_array(json);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}
