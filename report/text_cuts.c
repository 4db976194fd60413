/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cuts` for people: what every way needs, then the least that closes all of them. */
#include "report/weak_points.h"

#include "analysis/attacker.h"
#include "report/place.h"
#include "report/text_parts.h"

#include <math.h>

enum { MOST_SETS = 5 };

static void
put_element(const CtTextReport *report, const CtTwin *twin, const char *label, CtElement element)
{
    g_autofree char *text = ct_element_text(twin->graph, element);
    g_autofree char *place = ct_place_text(twin, ct_element_pos(twin->graph, element));

    ct_text_reason(report, 4, label, CT_STYLE_PLAIN, text, place);
}

static void
put_chokes(const CtTextReport *report, const CtTwin *twin, const CtWeakPoints *points)
{
    bool any = false;

    for (uint32_t i = 0; i < points->chokes.length; i++) {
        CtElement element =
            g_array_index(points->elements->rows, CtElement, points->chokes.data[i]);

        if (!any)
            ct_out_put(report->out, "  Every way needs each of these:\n");
        any = true;
        put_element(report, twin, ct_element_kind_text((CtElementKind)element.kind), element);
    }
    if (!any)
        ct_out_put(report->out, "  No single thing lies on every way.\n");
}

static void
put_set(const CtTextReport *report, const CtTwin *twin, const CtCutFinding *finding, guint i)
{
    const CtIds *set = &g_array_index(finding->cuts->sets, CtIds, i);

    for (uint32_t k = 0; k < set->length; k++)
        put_element(report, twin,
                    k > 0   ? "and"
                    : i > 0 ? "or"
                            : "",
                    g_array_index(finding->elements->rows, CtElement, set->data[k]));
}

static void
put_cuts(const CtTextReport *report, const CtTwin *twin, const CtCutFinding *finding)
{
    const CtCutResult *cuts = finding->cuts;
    const char *kind = ct_element_kind_text((CtElementKind)finding->kind);
    guint most = report->options->all ? cuts->sets->len : MIN(cuts->sets->len, MOST_SETS);

    if (cuts->sets->len == 0) {
        if (cuts->hit_limit)
            ct_out_printf(report->out, "  By %s: undecided; at least %.0f must go (time ran out)\n",
                          kind, ceil(cuts->lower_bound - 1e-6));
        else
            ct_out_printf(report->out, "  By %s: no number of them closes every way\n", kind);
        return;
    }
    ct_out_printf(report->out, "  By %s: %.0f must go%s; %s%u such %s\n", kind, cuts->weight,
                  cuts->is_optimal ? "" : " (not proved least)",
                  cuts->is_complete ? "" : "at least ", cuts->sets->len,
                  cuts->sets->len == 1 ? "set" : "sets");
    for (guint i = 0; i < most; i++)
        put_set(report, twin, finding, i);
    if (most < cuts->sets->len)
        ct_out_printf(report->out, "    and %u more; --verbose shows them\n",
                      cuts->sets->len - most);
}

void
ct_report_cuts_text(CtOut *out,
                    const CtTwin *twin,
                    const GPtrArray *points,
                    const CtTextOptions *options)
{
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, twin->attacker);
    CtTextReport report = {.out = out, .options = options};

    for (guint i = 0; i < points->len; i++) {
        const CtWeakPoints *point = points->pdata[i];
        const CtGoal *goal = &attacker->goals.data[point->goal];

        if (i > 0)
            ct_out_put(out, "\n");
        ct_text_style(out, options->color, CT_STYLE_BOLD, goal->id);
        ct_out_printf(out, "  %s, by %s\n", goal->text, attacker->id);
        if (!point->is_reachable) {
            ct_out_put(out, "  He cannot reach it: there is nothing to take away.\n");
            continue;
        }
        put_chokes(&report, twin, point);
        for (uint32_t k = 0; k < point->n_cuts; k++)
            put_cuts(&report, twin, &point->cuts[k]);
    }
}
