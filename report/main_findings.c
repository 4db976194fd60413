/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/main_findings.h"

#include "report/figures.h"
#include "report/kpi.h"
#include "report/lead.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <string.h>

enum { MEDIAN = CT_STATISTICS_N_QUANTILES / 2 };

/* --- the verdict --- */

static void
append(GString *text, char *part)
{
    g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", part);
    g_free(part);
}

static uint32_t
count_demanded(const CtAssurance *assurance)
{
    uint32_t n = 0;

    for (uint32_t i = 0; assurance != NULL && i < assurance->n_standards; i++)
        n += assurance->standards[i].n_missed;
    return n;
}

void
ct_report_overall(const CtReportData *data, CtOverall *ret_overall)
{
    CtGoalCount goals = ct_report_count_goals(data->dossier);
    const CtSegmentation *segmentation = data->dossier->segmentation;
    uint32_t n_failures = segmentation != NULL ? segmentation->n_counted : 0;
    uint32_t n_missed = data->kpis != NULL ? data->kpis->n_missed : 0;
    uint32_t n_demanded = count_demanded(data->assurance);
    bool is_open = goals.n == 0 || goals.n_unknown > 0 ||
                   (segmentation != NULL && segmentation->undecided != NULL) ||
                   (data->kpis != NULL && data->kpis->n_unjudged > 0) ||
                   (data->assurance != NULL && data->assurance->undecided != NULL);
    GString *text = g_string_new(NULL);

    if (goals.n_yes > 0)
        append(text, g_strdup_printf("%u of %u goals can be reached", goals.n_yes, goals.n));
    if (n_failures > 0)
        append(text, ct_text_plural(n_failures, "segmentation failure", "segmentation failures"));
    if (n_missed > 0)
        append(text, ct_text_plural(n_missed, "target missed", "targets missed"));
    if (n_demanded > 0)
        append(text, ct_text_plural(n_demanded, "mandatory requirement fails",
                                    "mandatory requirements fail"));
    ret_overall->is_bad = text->len > 0 ? CT_ANSWER_YES
                          : is_open     ? CT_ANSWER_UNKNOWN
                                        : CT_ANSWER_NO;
    if (ret_overall->is_bad == CT_ANSWER_NO)
        g_string_append(text, "nothing that was asked speaks against it");
    if (is_open)
        append(text, g_strdup(goals.n == 0 ? "nobody said what an attacker is after"
                                           : "a part could not be decided"));
    ret_overall->text = g_string_free(text, FALSE);
}

void
ct_report_overall_clear(CtOverall *verdict)
{
    g_clear_pointer(&verdict->text, g_free);
}

/* --- findings, one of a kind; each adds at most one --- */

static void
free_finding(void *data)
{
    CtMainFinding *finding = data;

    g_free(finding->title);
    g_free(finding->why);
    g_free(finding);
}

static void
add(GPtrArray *findings, char *title, char *why)
{
    CtMainFinding *finding = g_new0(CtMainFinding, 1);

    finding->title = title;
    finding->why = why;
    g_ptr_array_add(findings, finding);
}

/* The one that @statistics are of; without them the first that can be reached. */
static const CtGoalFinding *
worst_of(const CtDossier *dossier, const CtGoalStatistics *statistics, const char **ret_attacker)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++) {
            const CtAttackerFinding *attacker = &dossier->attackers[a];
            const CtGoalFinding *goal = &attacker->goals[g];

            if (goal->reachable != CT_ANSWER_YES ||
                (statistics != NULL && (strcmp(statistics->attacker, attacker->id) != 0 ||
                                        strcmp(statistics->name, goal->id) != 0)))
                continue;
            *ret_attacker = attacker->id;
            return goal;
        }
    return NULL;
}

static void
find_goal(const CtReportData *data, GPtrArray *findings)
{
    const CtGoalStatistics *statistics = ct_report_worst_goal(data);
    const char *attacker = NULL;
    const CtGoalFinding *worst = worst_of(data->dossier, statistics, &attacker);

    if (worst == NULL)
        return;
    g_autofree char *words = ct_fact_words(worst->text);
    g_autofree char *cost = worst->n_paths > 0 ? ct_text_path_cost(&worst->paths[0]) : NULL;
    char *title = g_strdup_printf("%s reaches %s", attacker, worst->id);

    if (statistics == NULL) {
        add(findings, title,
            g_strdup_printf("%s; the best way: %s", words, cost != NULL ? cost : "not known"));
        return;
    }
    g_autofree char *share = ct_figure_share(statistics->success.value);
    g_autofree char *half =
        ct_figure_quantile(statistics->quantiles[MEDIAN], data->statistics->horizon_ms);

    add(findings, title,
        g_strdup_printf("%s: in %s of the simulated courses, half of all within %s", words, share,
                        half));
}

static void
find_failure(const CtReportData *data, GPtrArray *findings)
{
    const CtSegmentation *segmentation = data->dossier->segmentation;

    for (uint32_t i = 0; segmentation != NULL && i < segmentation->n_failures; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];
        const char *severity = ct_seg_severity_text((CtSegSeverity)failure->severity);

        if (failure->waiver == CT_SEG_WAIVED)
            continue;
        add(findings, g_strdup(failure->what),
            segmentation->n_counted > 1
                ? g_strdup_printf("%s, %s, the gravest of %u segmentation failures", failure->id,
                                  severity, segmentation->n_counted)
                : g_strdup_printf("%s, %s", failure->id, severity));
        return;
    }
}

static void
find_target(const CtReportData *data, GPtrArray *findings)
{
    for (uint32_t i = 0; data->kpis != NULL && i < data->kpis->n_kpis; i++) {
        const CtKpi *kpi = &data->kpis->kpis[i];

        if (kpi->met != CT_KPI_MISSED)
            continue;
        g_autofree char *value = ct_kpi_value_text(&kpi->info, kpi->value);
        g_autofree char *target = ct_kpi_target_text(kpi);
        uint32_t n_more = data->kpis->n_missed - 1;
        g_autofree char *more =
            ct_text_plural(n_more, "more target is missed", "more targets are missed");

        add(findings, g_strdup_printf("%s: %s", kpi->info.name, value),
            g_strdup_printf("the target is %s%s%s", target, n_more > 0 ? "; " : "",
                            n_more > 0 ? more : ""));
        return;
    }
}

static void
find_standard(const CtReportData *data, GPtrArray *findings)
{
    const CtStandardResult *worst = NULL;

    for (uint32_t i = 0; data->assurance != NULL && i < data->assurance->n_standards; i++)
        if (data->assurance->standards[i].n_missed > (worst != NULL ? worst->n_missed : 0))
            worst = &data->assurance->standards[i];
    if (worst != NULL)
        add(findings, g_strdup_printf("%s would not pass", worst->title),
            g_strdup_printf("%u of its mandatory requirements fail, %u wait for a document",
                            worst->n_missed, worst->counts[CT_RULING_NOT_ASSESSABLE]));
}

static void
find_blast(const CtReportData *data, GPtrArray *findings)
{
    const CtExposure *exposure = &data->dossier->exposure;

    if (exposure->n_blasts == 0 || exposure->blasts[0].n_listed == 0)
        return;
    const CtBlastSource *source = &exposure->blasts[0].sources[0];

    if (source->n_assets > 1)
        add(findings,
            g_strdup_printf("%s %s is a single point of failure", source->kind, source->id),
            g_strdup_printf("%u of %u assets and %u functions fall when it alone is the attacker's",
                            source->n_assets, exposure->blasts[0].n_assets, source->n_functions));
}

static void
find_functions(const CtReportData *data, GPtrArray *findings)
{
    for (uint32_t a = 0; a < data->dossier->n_attackers; a++) {
        const CtFallen *fallen = &data->dossier->attackers[a].fallen;

        if (data->dossier->attackers[a].n_facts == 0 || fallen->functions == NULL ||
            fallen->functions[0] == NULL)
            continue;
        g_autofree char *names = g_strjoinv(", ", (char **)fallen->functions);

        add(findings, g_strdup("The business loses functions"),
            g_strdup_printf("if nobody stops the attacker: %s", names));
        return;
    }
}

GPtrArray *
ct_main_findings_new(const CtReportData *data, uint32_t most)
{
    static void (*const kinds[])(const CtReportData *, GPtrArray *) = {find_goal,   find_failure,
                                                                       find_target, find_standard,
                                                                       find_blast,  find_functions};
    GPtrArray *findings = g_ptr_array_new_with_free_func(free_finding);

    for (size_t i = 0; i < G_N_ELEMENTS(kinds) && findings->len < most; i++)
        kinds[i](data, findings);
    return findings;
}
