/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones, failures, changes, blast radii and surface as rows. */
#include "report/acts.h"
#include "report/csv_parts.h"
#include "report/zone_signs.h"

void
ct_csv_put_zones(const CtCsvReport *report)
{
    const CtSegmentation *segmentation = report->data->dossier->segmentation;
    uint32_t n = segmentation != NULL && segmentation->cells != NULL ? segmentation->n_zones : 0;

    for (uint32_t from = 0; from < n; from++)
        for (uint32_t to = 0; to < n; to++) {
            const CtZoneCell *cell = &segmentation->cells[(size_t)from * n + to];

            if (cell->allowed == CT_NO_ANSWER)
                continue;
            ct_csv_text(report->csv, segmentation->zones[from].id);
            ct_csv_text(report->csv, segmentation->zones[to].id);
            ct_csv_text(report->csv, ct_answer_text((CtAnswer)cell->intended));
            ct_csv_text(report->csv, ct_answer_text((CtAnswer)cell->allowed));
            ct_csv_text(report->csv, ct_answer_text((CtAnswer)cell->attackable));
            ct_csv_text(report->csv, ct_zone_sign_text(ct_zone_sign(segmentation, from, to)));
        }
}

const char *
ct_csv_waiver_text(uint8_t waiver)
{
    static const char *const texts[] = {
        [CT_SEG_NOT_WAIVED] = "", [CT_SEG_WAIVED] = "accepted", [CT_SEG_EXPIRED] = "expired"};

    return texts[waiver];
}

static void
put_failure(const CtCsvReport *report, const CtSegFailure *failure)
{
    const char class[3] = {'S', (char)('0' + failure->class), '\0'};
    CtCsv *csv = report->csv;

    ct_csv_text(csv, failure->id);
    ct_csv_text(csv, class);
    ct_csv_text(csv, ct_seg_severity_text((CtSegSeverity)failure->severity));
    ct_csv_text(csv, failure->from);
    ct_csv_text(csv, failure->to);
    ct_csv_text(csv, failure->rule);
    ct_csv_text(csv, failure->what);
    ct_csv_text(csv, failure->fix);
    ct_csv_text(csv, failure->set);
    ct_csv_text(csv, ct_csv_waiver_text(failure->waiver));
    ct_csv_text(csv, failure->until);
    ct_csv_text(csv, failure->owner);
    ct_csv_text(csv, failure->reason);
    ct_csv_text(csv, failure->file);
    if (failure->file != NULL) {
        ct_csv_integer(csv, failure->pos.line);
        ct_csv_integer(csv, failure->pos.column);
    } else {
        ct_csv_text(csv, NULL);
        ct_csv_text(csv, NULL);
    }
}

void
ct_csv_put_failures(const CtCsvReport *report)
{
    const CtSegmentation *segmentation = report->data->dossier->segmentation;

    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures; i++)
        put_failure(report, &segmentation->failures[i]);
}

void
ct_csv_put_changes(const CtCsvReport *report)
{
    g_autoptr(GArray) candidates = ct_act_candidates_new(&report->data->dossier->exposure);

    for (guint i = 0; i < candidates->len; i++) {
        const CtActCandidate *candidate = &g_array_index(candidates, CtActCandidate, i);
        g_autoptr(GString) goals = g_string_new(NULL);

        for (guint g = 0; g < candidate->goals->len; g++)
            g_string_append_printf(
                goals, "%s%s", g > 0 ? " " : "",
                ((const CtWeakFinding *)g_ptr_array_index(candidate->goals, g))->goal);
        ct_csv_text(report->csv, candidate->element->kind);
        ct_csv_text(report->csv, candidate->element->id);
        ct_csv_text(report->csv, candidate->element->note);
        ct_csv_number(report->csv, candidate->cost);
        ct_csv_integer(report->csv, candidate->goals->len);
        ct_csv_text(report->csv, goals->str);
        ct_csv_put_place(report, candidate->element->pos);
    }
}

static void
put_cuts(const CtCsvReport *report, const CtWeakFinding *weak, const CtCutsFinding *cuts)
{
    for (uint32_t s = 0; s < cuts->n_sets; s++)
        for (uint32_t e = 0; e < cuts->sets[s].n_elements; e++) {
            const CtElementFinding *element = &cuts->sets[s].elements[e];

            ct_csv_text(report->csv, weak->attacker);
            ct_csv_text(report->csv, weak->goal);
            ct_csv_text(report->csv, cuts->by);
            ct_csv_integer(report->csv, s + 1);
            ct_csv_text(report->csv, element->kind);
            ct_csv_text(report->csv, element->id);
            ct_csv_text(report->csv, element->note);
            ct_csv_number(report->csv, cuts->weight);
            ct_csv_bool(report->csv, cuts->optimal);
            ct_csv_put_place(report, element->pos);
        }
}

void
ct_csv_put_cuts(const CtCsvReport *report)
{
    const CtExposure *exposure = &report->data->dossier->exposure;

    for (uint32_t i = 0; i < exposure->n_weak; i++)
        for (uint32_t k = 0; k < exposure->weak[i].n_cuts; k++)
            put_cuts(report, &exposure->weak[i], &exposure->weak[i].cuts[k]);
}

static void
put_source(const CtCsvReport *report, const CtBlastFinding *blast, const CtBlastSource *source)
{
    CtCsv *csv = report->csv;

    ct_csv_text(csv, source->kind);
    ct_csv_text(csv, source->id);
    ct_csv_integer(csv, source->n_alike);
    ct_csv_integer(csv, source->n_assets);
    ct_csv_number(csv, (double)source->weighted);
    ct_csv_number(csv, (double)blast->weighted_all);
    ct_csv_integer(csv, source->n_process);
    ct_csv_integer(csv, source->n_zones);
    ct_csv_integer(csv, source->n_functions);
    ct_csv_integer(csv, source->n_data);
    ct_csv_put_place(report, source->pos);
}

void
ct_csv_put_blast(const CtCsvReport *report)
{
    const CtExposure *exposure = &report->data->dossier->exposure;

    for (uint32_t i = 0; i < exposure->n_blasts; i++)
        for (uint32_t k = 0; k < exposure->blasts[i].n_listed; k++)
            put_source(report, &exposure->blasts[i], &exposure->blasts[i].sources[k]);
}

static void
put_entry(const CtCsvReport *report, const char *attacker, const CtSurfaceEntry *entry)
{
    CtCsv *csv = report->csv;

    ct_csv_text(csv, attacker);
    ct_csv_text(csv, entry->kind);
    ct_csv_text(csv, entry->id);
    ct_csv_integer(csv, entry->n_alike);
    ct_csv_text(csv, entry->zone);
    ct_csv_text(csv, entry->auth);
    ct_csv_bool(csv, entry->gated);
    ct_csv_integer(csv, entry->flaws);
    ct_csv_bool(csv, entry->known_exploited);
    ct_csv_put_place(report, entry->pos);
}

void
ct_csv_put_surface(const CtCsvReport *report)
{
    const CtExposure *exposure = &report->data->dossier->exposure;

    for (uint32_t i = 0; i < exposure->n_surfaces; i++)
        for (uint32_t k = 0; k < exposure->surfaces[i].n_entries; k++)
            put_entry(report, exposure->surfaces[i].attacker, &exposure->surfaces[i].entries[k]);
}
