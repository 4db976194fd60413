/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The end of the report of `run`: where to act. A line or two on each goal, the worst blast radii,
 * the surface, and which command tells more.
 */
#include "report/text_parts.h"

#include "report/exposure.h"

#include <math.h>
#include <string.h>

enum { MOST_CHOKES = 6, WORST = 3 };

static const char *
kind_rank(unsigned i)
{
    static const char *const kinds[] = {"rule", "credential", "vulnerability", "asset"};

    return i < G_N_ELEMENTS(kinds) ? kinds[i] : NULL;
}

/* What can be named at a line first: rules, credentials, flaws, assets. */
static char *
chokes_text(const CtWeakFinding *weak)
{
    GString *text = g_string_new(NULL);
    uint32_t shown = 0;

    for (unsigned rank = 0; kind_rank(rank) != NULL; rank++)
        for (uint32_t i = 0; i < weak->n_chokes && shown < MOST_CHOKES; i++)
            if (strcmp(weak->chokes[i].kind, kind_rank(rank)) == 0)
                g_string_append_printf(text, "%s%s", shown++ > 0 ? ", " : "", weak->chokes[i].id);
    if (shown == 0)
        g_string_append(text,
                        weak->n_chokes == 0 ? "nothing lies on every way" : weak->chokes[0].id);
    shown = MAX(shown, MIN(weak->n_chokes, 1));
    if (shown < weak->n_chokes)
        g_string_append_printf(text, " and %u more", weak->n_chokes - shown);
    return g_string_free(text, FALSE);
}

/* The search whose sets have the fewest elements, measures aside; the kinds' order decides ties. */
static const CtCutsFinding *
least_cut(const CtWeakFinding *weak)
{
    const CtCutsFinding *least = NULL;

    for (uint32_t k = 0; k < weak->n_cuts; k++) {
        const CtCutsFinding *cuts = &weak->cuts[k];

        if (cuts->n_sets > 0 && strcmp(cuts->by, "measure") != 0 &&
            (least == NULL || cuts->weight < least->weight))
            least = cuts;
    }
    return least;
}

char *
ct_text_element(const CtElementFinding *element)
{
    if (element->n_alike == 1)
        return g_strdup(element->id);
    if (element->n < element->n_alike)
        return g_strdup_printf("any %u of the %u like %s", element->n, element->n_alike,
                               element->id);
    return g_strdup_printf("%s and the %u like it", element->id, element->n_alike - 1);
}

static char *
set_text(const CtCutSet *set)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < set->n_elements; i++) {
        g_autofree char *name = ct_text_element(&set->elements[i]);

        g_string_append_printf(text, "%s%s", i > 0 ? " and " : "", name);
    }
    return g_string_free(text, FALSE);
}

static void
put_least(const CtTextReport *report, const CtWeakFinding *weak)
{
    const CtCutsFinding *cuts = least_cut(weak);

    if (cuts == NULL) {
        ct_text_reason(report, 4, "least cut    ", CT_STYLE_PLAIN,
                       "none found; cybertwin cuts tells why", NULL);
        return;
    }
    const CtCutSet *set = &cuts->sets[0];
    g_autofree char *what = set_text(set);
    g_autofree char *text =
        g_strdup_printf("%s %s%s", cuts->by, what, cuts->optimal ? "" : " (not proved least)");
    g_autofree char *place =
        set->n_elements == 1 ? ct_dossier_pos_text(report->dossier, set->elements[0].pos) : NULL;

    ct_text_reason(report, 4, "least cut    ", CT_STYLE_PLAIN, text, place);
}

static void
put_measures(const CtTextReport *report, const CtWeakFinding *weak)
{
    const CtCutsFinding *cuts = ct_weak_find_cuts(weak, "measure");
    g_autofree char *text = NULL;

    if (cuts == NULL || cuts->n_candidates == 0)
        return;
    if (cuts->exists == CT_ANSWER_UNKNOWN) {
        text = g_strdup("undecided; cybertwin cuts takes the time");
    } else if (cuts->n_sets == 0) {
        text = g_strdup_printf("all %u together leave a way", cuts->n_candidates);
    } else {
        g_autofree char *what = set_text(&cuts->sets[0]);

        text = g_strdup_printf("%s, at a cost of %.15g%s", what, cuts->weight,
                               cuts->optimal ? "" : " (not proved least)");
    }
    ct_text_reason(report, 4, "measures     ", CT_STYLE_PLAIN, text, NULL);
}

static void
put_weak(const CtTextReport *report, const CtWeakFinding *weak)
{
    ct_out_printf(report->out, "  %s\n", weak->goal);
    if (weak->from_start) {
        ct_text_reason(report, 4, "", CT_STYLE_PLAIN,
                       "he has it before his first attempt: nothing can be taken away", NULL);
        return;
    }
    g_autofree char *chokes = chokes_text(weak);

    ct_text_reason(report, 4, "every way via", CT_STYLE_PLAIN, chokes, NULL);
    put_least(report, weak);
    put_measures(report, weak);
}

static void
put_worst(const CtTextReport *report, const CtBlastFinding *blast)
{
    for (uint32_t i = 0; i < MIN(blast->n_listed, WORST); i++) {
        const CtBlastSource *source = &blast->sources[i];
        g_autofree char *alike = source->n_alike > 1
                                     ? g_strdup_printf(" and %u alike", source->n_alike - 1)
                                     : g_strdup("");
        g_autofree char *text =
            g_strdup_printf("%s %s%s: %u of %u assets fall with it", source->kind, source->id,
                            alike, source->n_assets, blast->n_assets);
        g_autofree char *place = ct_dossier_pos_text(report->dossier, source->pos);

        ct_text_reason(report, 2, i == 0 ? "Worst to lose  " : "               ", CT_STYLE_PLAIN,
                       text, place);
    }
    if (blast->n_computed < blast->n_sources)
        ct_out_printf(report->out, "                   computed: %u of %u sources\n",
                      blast->n_computed, blast->n_sources);
}

static void
put_surface(const CtTextReport *report, const CtSurfaceFinding *surface)
{
    g_autofree char *services = ct_text_plural(surface->n_services, "service", "services");
    g_autofree char *people =
        ct_text_plural(surface->n_people, "group of people", "groups of people");
    g_autofree char *channels = ct_text_plural(surface->n_channels, "channel", "channels");
    g_autofree char *text = g_strdup_printf("%s, %s, %s", services, people, channels);

    ct_text_reason(report, 2, "Open to him    ", CT_STYLE_PLAIN, text, NULL);
}

void
ct_text_exposure(const CtTextReport *report, uint32_t attacker)
{
    const CtExposure *exposure = &report->dossier->exposure;
    const CtAttackerFinding *who = &report->dossier->attackers[attacker];

    if (!exposure->is_there)
        return;
    ct_text_heading(report, "Where to act");
    for (uint32_t i = 0; i < exposure->n_weak; i++)
        if (strcmp(exposure->weak[i].attacker, who->id) == 0 &&
            exposure->weak[i].reachable == CT_ANSWER_YES)
            put_weak(report, &exposure->weak[i]);
    for (uint32_t i = 0; i < exposure->n_blasts; i++)
        if (g_strv_contains(exposure->blasts[i].attackers, who->id)) {
            put_worst(report, &exposure->blasts[i]);
            break;
        }
    if (attacker < exposure->n_surfaces)
        put_surface(report, &exposure->surfaces[attacker]);
    ct_text_reason(report, 2, "More           ", CT_STYLE_DIM,
                   "cybertwin cuts, cybertwin blast, cybertwin surface", NULL);
}
