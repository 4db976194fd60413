/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The document, its summary and what to change. */
#include "report/pdf.h"

#include "draw/render_cairo.h"
#include "report/acts.h"
#include "report/figures.h"
#include "report/lead.h"
#include "report/main_findings.h"
#include "report/pdf_parts.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <math.h>

enum { ACTS = 3, MOST_CHANGES = 40, MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

static const char *
name_of(const CtDossier *dossier)
{
    return dossier->name != NULL ? dossier->name : dossier->package;
}

static void
put_goal(CtPaper *paper,
         const CtReportData *data,
         const CtAttackerFinding *attacker,
         const CtGoalFinding *goal)
{
    static const CtPaperCell verdicts[] = {
        [CT_ANSWER_YES] = {"✗ reachable", NULL, true, CT_PAINT_FAILURE},
        [CT_ANSWER_NO] = {"✓ out of reach", NULL, true, CT_PAINT_GUARD},
        [CT_ANSWER_UNKNOWN] = {"? undecided", NULL, true, CT_PAINT_INK},
    };
    const CtGoalStatistics *statistics = ct_report_goal_statistics(data, attacker->id, goal->id);
    bool shown = statistics != NULL && goal->reachable == CT_ANSWER_YES;
    g_autofree char *words = ct_fact_words(goal->text);
    g_autofree char *share = shown ? ct_figure_estimate(statistics->success) : NULL;
    g_autofree char *half =
        shown ? ct_figure_quantile(statistics->quantiles[MEDIAN], data->statistics->horizon_ms)
              : NULL;
    g_autofree char *cost = goal->n_paths > 0 ? ct_text_path_cost(&goal->paths[0]) : NULL;
    const CtPaperCell cells[] = {
        {goal->id, goal->requirement != NULL ? goal->requirement : words, true, CT_PAINT_NONE},
        verdicts[goal->reachable],
        {share != NULL           ? share
         : shown || cost == NULL ? ""
                                 : "not simulated",
         NULL, false, CT_PAINT_NONE},
        {half, NULL, false, CT_PAINT_NONE},
        {cost, NULL, false, CT_PAINT_NONE},
    };

    ct_paper_row(paper, cells);
}

static void
put_goals(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Goal",     "Verdict", "How likely", "Half of all within",
                                          "Best way", NULL};
    static const double shares[] = {0.26, 0.15, 0.17, 0.21, 0.21};
    const CtDossier *dossier = data->dossier;

    if (ct_report_count_goals(dossier).n == 0)
        return;
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            put_goal(paper, data, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
    ct_paper_end_table(paper);
}

static void
put_acts(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"", "What to do first", "Where", NULL};
    static const double shares[] = {0.05, 0.67, 0.28};
    g_autoptr(GPtrArray) acts = ct_acts_new(data, ACTS);

    if (acts->len == 0)
        return;
    ct_paper_begin_table(paper, headers, shares);
    for (guint i = 0; i < acts->len; i++) {
        const CtAct *act = g_ptr_array_index(acts, i);
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        const CtPaperCell cells[] = {{number, NULL, true, CT_PAINT_NONE},
                                     {act->title, act->why, true, CT_PAINT_NONE},
                                     {act->place, NULL, false, CT_PAINT_INK_DIM}};

        ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}

static void
put_verdict(CtPaper *paper, const CtReportData *data)
{
    static const struct {
        const char *sign;
        CtPaint paint;
    } looks[] = {
        [CT_ANSWER_YES] = {"✗", CT_PAINT_FAILURE},
        [CT_ANSWER_NO] = {"✓", CT_PAINT_GUARD},
        [CT_ANSWER_UNKNOWN] = {"?", CT_PAINT_INK},
    };
    g_auto(CtOverall) verdict = {0};

    ct_report_overall(data, &verdict);
    g_autofree char *text = g_strdup_printf("%s %s", looks[verdict.is_bad].sign, verdict.text);

    ct_paper_text(paper, 13, looks[verdict.is_bad].paint, text);
    ct_paper_space(paper, 4);
}

static void
put_findings(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"", "What was found", NULL};
    static const double shares[] = {0.05, 0.95};
    g_autoptr(GPtrArray) findings = ct_main_findings_new(data, ACTS);

    if (findings->len == 0)
        return;
    ct_paper_begin_table(paper, headers, shares);
    for (guint i = 0; i < findings->len; i++) {
        const CtMainFinding *finding = g_ptr_array_index(findings, i);
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        const CtPaperCell cells[] = {{number, NULL, true, CT_PAINT_NONE},
                                     {finding->title, finding->why, true, CT_PAINT_NONE}};

        ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}

void
ct_pdf_summary(CtPaper *paper, const CtReportData *data)
{
    const CtDossier *dossier = data->dossier;
    g_autofree char *lead = ct_report_lead(data);
    g_autofree char *size = ct_text_size(dossier);
    g_autofree char *below =
        g_strdup_printf("%s%s%s%s%s", dossier->domain != NULL ? dossier->domain : "",
                        dossier->domain != NULL ? " · " : "", size,
                        data->as_of != NULL ? " · as of " : "",
                        data->as_of != NULL ? data->as_of : "");

    ct_paper_text(paper, 8, CT_PAINT_CONDUIT, "What an attacker can do, and what stops him");
    ct_paper_heading(paper, 1, name_of(dossier));
    ct_paper_text(paper, 0, CT_PAINT_INK_DIM, below);
    ct_paper_space(paper, 8);
    put_verdict(paper, data);
    ct_paper_text(paper, 10, CT_PAINT_INK, lead);
    ct_paper_space(paper, 8);
    put_findings(paper, data);
    put_acts(paper, data);
    put_goals(paper, data);
}

static void
put_change(CtPaper *paper, const CtReportData *data, const CtActCandidate *candidate)
{
    const CtElementFinding *element = candidate->element;
    const char *verb = ct_act_verb(element);
    g_autofree char *what =
        g_strdup_printf("%s %s", verb != NULL ? verb : "Stop the technique", element->id);
    g_autofree char *place = ct_dossier_pos_text(data->dossier, element->pos);
    g_autofree char *cost =
        isnan(candidate->cost) ? NULL : g_strdup_printf("at a cost of %.15g", candidate->cost);
    g_autoptr(GString) goals = g_string_new(NULL);

    for (guint i = 0; i < candidate->goals->len; i++)
        g_string_append_printf(
            goals, "%s%s", i > 0 ? ", " : "",
            ((const CtWeakFinding *)g_ptr_array_index(candidate->goals, i))->goal);
    const CtPaperCell cells[] = {
        {what,
         cost != NULL               ? cost
         : ct_act_has_note(element) ? element->note
                                    : NULL,
         true, CT_PAINT_NONE},
        {goals->str, NULL, false, CT_PAINT_NONE},
        {place, NULL, false, CT_PAINT_INK_DIM},
    };

    ct_paper_row(paper, cells);
}

void
ct_pdf_changes(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"One change at a time", "Goals out of reach then",
                                          "Where", NULL};
    static const double shares[] = {0.42, 0.3, 0.28};
    g_autoptr(GArray) candidates = ct_act_candidates_new(&data->dossier->exposure);

    if (candidates->len == 0)
        return;
    ct_paper_heading(paper, 2, "What to change");
    ct_paper_text(paper, 0, CT_PAINT_INK,
                  "Each change was verified by taking the thing away and asking again. A hardened "
                  "asset is one on which nothing can be gained any more.");
    ct_paper_begin_table(paper, headers, shares);
    for (guint i = 0; i < MIN(candidates->len, MOST_CHANGES); i++)
        put_change(paper, data, &g_array_index(candidates, CtActCandidate, i));
    ct_paper_end_table(paper);
}

bool
ct_report_pdf(CtOut *out, const CtReportData *data, GError **error)
{
    static void (*const chapters[])(CtPaper * paper, const CtReportData *data) = {
        ct_pdf_summary,   ct_pdf_design,   ct_pdf_changes,   ct_pdf_paths,
        ct_pdf_zones,     ct_pdf_failures, ct_pdf_figures,   ct_pdf_simulation,
        ct_pdf_losses,    ct_pdf_defence,  ct_pdf_functions, ct_pdf_suppliers,
        ct_pdf_standards, ct_pdf_blast,    ct_pdf_surface,   ct_pdf_appendix,
    };
    g_autoptr(CtPaper) paper = ct_paper_new();
    g_autofree char *foot = g_strdup_printf("%s · Cybertwin " CT_VERSION, name_of(data->dossier));
    g_autofree CtPdfPage *pages = NULL;
    uint32_t n;

    for (size_t i = 0; i < G_N_ELEMENTS(chapters); i++)
        chapters[i](paper, data);
    ct_paper_finish(paper, foot);
    n = ct_paper_count(paper);
    pages = g_new0(CtPdfPage, n);
    for (uint32_t i = 0; i < n; i++)
        pages[i].scene = ct_paper_sheet(paper, i, &pages[i].scale);
    return ct_render_pdf_pages(pages, n, CT_THEME_LIGHT, name_of(data->dossier), out, error);
}
