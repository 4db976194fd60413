/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/markdown.h"

#include "base/md_out.h"
#include "report/acts.h"
#include "report/defence_words.h"
#include "report/figures.h"
#include "report/kpi.h"
#include "report/lead.h"
#include "report/loss_words.h"
#include "report/text_parts.h"
#include "report/words.h"

enum { ACTS = 3, MOST_GOALS = 15, MOST_LOSSES = 10, MOST_FAILURES = 5 };
enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

/* Bad news, none, or a question left open: nothing undecided reads as good. */
static const char *
sign_of(const CtReportData *data, const CtGoalCount *count)
{
    const CtSegmentation *segmentation = data->dossier->segmentation;

    if (count->n_yes > 0 || data->kpis->n_missed > 0 ||
        (data->assurance != NULL && ct_assurance_fails(data->assurance, CT_GRAVITY_MEDIUM)))
        return "✗";
    if (count->n == 0 || count->n_unknown > 0 || data->kpis->n_unjudged > 0 ||
        (segmentation != NULL && segmentation->undecided != NULL) ||
        (data->assurance != NULL && data->assurance->undecided != NULL))
        return "?";
    return "✓";
}

static void
put_title(CtOut *out, const CtReportData *data)
{
    const CtDossier *dossier = data->dossier;
    CtGoalCount count = ct_report_count_goals(dossier);

    ct_out_printf(out, "### %s ", sign_of(data, &count));
    ct_md_put(out, dossier->name != NULL ? dossier->name : dossier->package);
    ct_out_printf(out, ": %u of %u %s within reach", count.n_yes, count.n,
                  count.n == 1 ? "goal" : "goals");
    if (data->kpis->n_missed > 0)
        ct_out_printf(out, ", %u %s missed", data->kpis->n_missed,
                      data->kpis->n_missed == 1 ? "target" : "targets");
    ct_out_put(out, "\n\n");

    g_autofree char *lead = ct_report_lead(data);

    ct_md_put(out, lead);
    ct_out_put(out, "\n");
}

static void
put_goal(CtOut *out,
         const CtReportData *data,
         const CtAttackerFinding *attacker,
         const CtGoalFinding *goal)
{
    static const char *const verdicts[] = {
        [CT_ANSWER_YES] = "✗ reachable",
        [CT_ANSWER_NO] = "✓ out of reach",
        [CT_ANSWER_UNKNOWN] = "? undecided",
    };
    const CtGoalStatistics *statistics = ct_report_goal_statistics(data, attacker->id, goal->id);
    bool shown = statistics != NULL && goal->reachable == CT_ANSWER_YES;
    g_autofree char *words = ct_fact_words(goal->text);
    g_autofree char *name =
        g_strdup_printf("%s: %s", goal->id, goal->requirement != NULL ? goal->requirement : words);
    g_autofree char *cost = goal->n_paths > 0 ? ct_text_path_cost(&goal->paths[0]) : g_strdup("");
    g_autofree char *share = shown ? ct_figure_estimate(statistics->success) : g_strdup("");
    g_autofree char *half = statistics != NULL ? ct_figure_quantile(statistics->quantiles[MEDIAN],
                                                                    data->statistics->horizon_ms)
                                               : g_strdup("");
    const char *const cells[] = {name, verdicts[goal->reachable], share, half, cost};

    ct_md_row(out, cells, G_N_ELEMENTS(cells));
}

static void
put_goals(CtOut *out, const CtReportData *data)
{
    static const char *const headers[] = {"Goal",     "Verdict", "How likely", "Half of all within",
                                          "Best way", NULL};
    const CtDossier *dossier = data->dossier;
    uint32_t n = 0;

    if (ct_report_count_goals(dossier).n == 0)
        return;
    ct_out_put(out, "\n");
    ct_md_head(out, headers);
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            if (n++ < MOST_GOALS)
                put_goal(out, data, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
    if (n > MOST_GOALS)
        ct_out_printf(out, "\nand %u more\n", n - MOST_GOALS);
}

static void
put_acts(CtOut *out, const CtReportData *data)
{
    g_autoptr(GPtrArray) acts = ct_acts_new(data, ACTS);

    if (acts->len == 0)
        return;
    ct_out_put(out, "\n**What to do first**\n\n");
    for (guint i = 0; i < acts->len; i++) {
        const CtAct *act = g_ptr_array_index(acts, i);

        ct_out_printf(out, "%u. **", i + 1);
        ct_md_put(out, act->title);
        ct_out_put(out, "**: ");
        ct_md_put(out, act->why);
        if (act->place != NULL) {
            ct_out_put(out, " \\(");
            ct_md_put(out, act->place);
            ct_out_put(out, "\\)");
        }
        ct_out_put(out, "\n");
    }
}

static void
put_targets(CtOut *out, const CtReportData *data)
{
    static const char *const headers[] = {"Target", "Value", "Bears", "Verdict", NULL};
    const CtKpis *kpis = data->kpis;

    if (kpis->n_met + kpis->n_missed + kpis->n_unjudged == 0)
        return;
    ct_out_put(out, "\n");
    ct_md_head(out, headers);
    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpi *kpi = &kpis->kpis[i];
        g_autofree char *value = ct_kpi_estimate_text(kpi);
        g_autofree char *target = ct_kpi_target_text(kpi);
        const char *const cells[] = {kpi->info.name, value, target,
                                     kpi->met == CT_KPI_MET      ? "✓ met"
                                     : kpi->met == CT_KPI_MISSED ? "✗ missed"
                                                                 : "? not judged"};

        if (kpi->met != CT_KPI_NO_TARGET)
            ct_md_row(out, cells, G_N_ELEMENTS(cells));
    }
}

static void
put_losses(CtOut *out, const CtLossSummary *losses)
{
    static const char *const headers[] = {"Function",         "Lost in", "Half within",
                                          "Lost for, in all", "Costs",   NULL};
    g_autoptr(GPtrArray) rows = ct_loss_rows(losses, "function");
    g_autofree char *sums = ct_loss_sums_text(losses);
    guint shown = MIN(ct_loss_count_lost(rows), MOST_LOSSES);

    if (shown == 0)
        return;
    ct_out_put(out, "\n**What it costs**");
    if (sums != NULL) {
        ct_out_put(out, ": ");
        ct_md_put(out, sums);
    }
    ct_out_put(out, "\n\n");
    ct_md_head(out, headers);
    for (guint i = 0; i < shown; i++) {
        const CtLossStatistics *loss = g_ptr_array_index(rows, i);
        g_autofree char *lost = ct_figure_estimate(loss->lost);
        g_autofree char *first = ct_loss_first_text(loss);
        g_autofree char *total = ct_loss_duration_text(loss->total_ms);
        g_autofree char *cost = ct_loss_amount_text(loss->cost);
        const char *const cells[] = {loss->name, lost, first, losses->is_whole ? total : "",
                                     losses->is_whole ? cost : ""};

        ct_md_row(out, cells, G_N_ELEMENTS(cells));
    }
}

static void
put_defence(CtOut *out, const CtStatistics *statistics)
{
    static const char *const headers[] = {"How soon", "Happens in", "Half of all within", NULL};
    CtDefenceQuestion questions[CT_DEFENCE_N_QUESTIONS];

    if (!statistics->defence.is_there)
        return;
    ct_defence_questions(&statistics->defence, questions);
    ct_out_put(out, "\n");
    ct_md_head(out, headers);
    for (int i = 0; i < CT_DEFENCE_N_QUESTIONS; i++) {
        const CtDefenceTimes *times = questions[i].times;
        g_autofree char *share = ct_figure_estimate(times->share);
        g_autofree char *median = ct_figure_quantile(times->median, statistics->horizon_ms);
        const char *const cells[] = {questions[i].what, share, median};

        if (times->n > 0)
            ct_md_row(out, cells, G_N_ELEMENTS(cells));
    }
}

static void
put_failures(CtOut *out, const CtSegmentation *segmentation)
{
    uint32_t n = 0;

    if (segmentation == NULL || segmentation->n_counted == 0)
        return;
    ct_out_printf(out, "\n**%u segmentation %s**\n\n", segmentation->n_counted,
                  segmentation->n_counted == 1 ? "failure" : "failures");
    for (uint32_t i = 0; i < segmentation->n_failures && n < MOST_FAILURES; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED)
            continue;
        n++;
        ct_out_printf(out, "- %s, **", ct_seg_severity_text((CtSegSeverity)failure->severity));
        ct_md_put(out, failure->id);
        ct_out_put(out, "**: ");
        ct_md_put(out, failure->what);
        ct_out_put(out, "\n");
    }
    if (n < segmentation->n_counted)
        ct_out_printf(out, "- and %u more, no graver\n", segmentation->n_counted - n);
}

static void
put_standards(CtOut *out, const CtAssurance *assurance)
{
    static const char *const headers[] = {"Standard", "Pass", "Fail", "Not assessable", NULL};

    if (assurance == NULL || assurance->n_standards == 0)
        return;
    ct_out_put(out, "\n");
    ct_md_head(out, headers);
    for (uint32_t i = 0; i < assurance->n_standards; i++) {
        const CtStandardResult *standard = &assurance->standards[i];
        g_autofree char *pass = g_strdup_printf("%u", standard->counts[CT_RULING_PASS]);
        g_autofree char *fail = g_strdup_printf("%u", standard->counts[CT_RULING_FAIL]);
        g_autofree char *open = g_strdup_printf("%u", standard->counts[CT_RULING_NOT_ASSESSABLE]);
        const char *const cells[] = {standard->title, pass, fail, open};

        ct_md_row(out, cells, G_N_ELEMENTS(cells));
    }
}

static void
put_foot(CtOut *out, const CtReportData *data)
{
    ct_out_put(out, "\nCybertwin " CT_VERSION);
    if (data->as_of != NULL)
        ct_out_printf(out, " · as of %s", data->as_of);
    if (data->statistics != NULL)
        ct_out_printf(out,
                      " · %" G_GUINT64_FORMAT " replications, seed %" G_GUINT64_FORMAT
                      ", sampling error only",
                      data->statistics->n, data->statistics->seed);
    else
        ct_out_put(out, " · not simulated");
    ct_out_put(out, "\n");
}

void
ct_report_markdown(CtOut *out, const CtReportData *data)
{
    const CtStatistics *statistics = ct_report_estimates(data);

    put_title(out, data);
    put_goals(out, data);
    put_targets(out, data);
    if (statistics != NULL) {
        put_losses(out, &statistics->losses);
        put_defence(out, statistics);
    }
    put_standards(out, data->assurance);
    put_acts(out, data);
    put_failures(out, data->dossier->segmentation);
    put_foot(out, data);
}
