/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cases are gathered first: a suite says how many of them failed before it names them. */
#include "report/junit.h"

#include "base/xml_out.h"
#include "report/kpi.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <string.h>

typedef enum Outcome { PASSED, FAILED, UNDECIDED, SKIPPED, N_OUTCOMES } Outcome;

typedef struct Case {
    char *class, *name;
    Outcome outcome;
    const char *type;     /* of a failure; static */
    char *message, *body; /* NULL where it passed */
} Case;

static void
clear_case(void *data)
{
    Case *one = data;

    g_free(one->class);
    g_free(one->name);
    g_free(one->message);
    g_free(one->body);
}

/* --- goals --- */

static char *
path_body(const CtDossier *dossier, const CtPath *path)
{
    GString *text = g_string_new("\n");

    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);
        g_autofree char *place = ct_dossier_pos_text(dossier, step->pos);

        g_string_append_printf(text, "%2u  %s %s: %s → %s; gains %s", i + 1,
                               step->technique != NULL ? step->technique : "", step->title,
                               step->from != NULL ? step->from : "", step->to, gains);
        if (place != NULL)
            g_string_append_printf(text, " (%s)", place);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

/* @cases owns what is in @one from now on. */
static void
add_case(GArray *cases, const Case *one)
{
    g_array_append_vals(cases, one, 1);
}

static void
add_goal(GArray *cases,
         const CtReportData *data,
         const CtAttackerFinding *attacker,
         const CtGoalFinding *goal)
{
    g_autofree char *words = ct_fact_words(goal->text);
    Case one = {.class = g_strdup_printf("goals.%s", attacker->id),
                .name = g_strdup_printf("%s stays out of reach (%s)", goal->id,
                                        goal->requirement != NULL ? goal->requirement : words)};

    if (goal->reachable == CT_ANSWER_UNKNOWN) {
        one.outcome = UNDECIDED;
        one.type = "undecided";
        one.message = g_strdup(goal->unknown_why);
    } else if (goal->reachable == CT_ANSWER_YES) {
        g_autofree char *cost =
            goal->n_paths > 0 ? ct_text_path_cost(&goal->paths[0]) : g_strdup("");

        one.outcome = FAILED;
        one.type = "goal-reachable";
        one.message = g_strdup_printf("%s can reach it: %s", attacker->id, cost);
        one.body = goal->n_paths > 0 ? path_body(data->dossier, &goal->paths[0]) : NULL;
    }
    add_case(cases, &one);
}

static GArray *
new_cases(void)
{
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(Case));

    g_array_set_clear_func(cases, clear_case);
    return cases;
}

static GArray *
goal_cases(const CtReportData *data)
{
    const CtDossier *dossier = data->dossier;
    GArray *cases = new_cases();

    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            add_goal(cases, data, &dossier->attackers[a], &dossier->attackers[a].goals[g]);
    return cases;
}

/* --- targets --- */

static GArray *
target_cases(const CtReportData *data)
{
    GArray *cases = new_cases();

    for (uint32_t i = 0; i < data->kpis->n_kpis; i++) {
        const CtKpi *kpi = &data->kpis->kpis[i];
        g_autofree char *value = ct_kpi_estimate_text(kpi);
        g_autofree char *target = ct_kpi_target_text(kpi);

        if (kpi->met == CT_KPI_NO_TARGET)
            continue;
        Case one = {.class = g_strdup("targets"),
                    .name = g_strdup_printf("%s %s", kpi->info.id, target)};

        if (kpi->met == CT_KPI_MISSED) {
            one.outcome = FAILED;
            one.type = "target-missed";
            one.message =
                g_strdup_printf("%s is %s%s%s", kpi->info.name, value,
                                kpi->of != NULL ? " of " : "", kpi->of != NULL ? kpi->of : "");
        } else if (kpi->met == CT_KPI_UNJUDGED) {
            one.outcome = UNDECIDED;
            one.type = "undecided";
            one.message = g_strdup(kpi->because != NULL ? kpi->because : "there is no value");
        }
        add_case(cases, &one);
    }
    return cases;
}

/* --- segmentation --- */

static void
add_failure(GArray *cases, const CtSegFailure *failure)
{
    Case one = {.class = g_strdup_printf("segmentation.S%u", failure->class),
                .name = g_strdup(failure->id)};

    if (failure->waiver == CT_SEG_WAIVED) {
        one.outcome = SKIPPED;
        one.message = g_strdup_printf("accepted until %s by %s: %s", failure->until, failure->owner,
                                      failure->reason);
    } else {
        one.outcome = FAILED;
        one.type = ct_seg_severity_text((CtSegSeverity)failure->severity);
        one.message = g_strdup(failure->what);
        one.body = failure->file != NULL
                       ? g_strdup_printf("\n%s\n%s:%u:%u\n", failure->fix, failure->file,
                                         failure->pos.line, failure->pos.column)
                       : g_strdup_printf("\n%s\n", failure->fix);
    }
    add_case(cases, &one);
}

static GArray *
segmentation_cases(const CtReportData *data)
{
    const CtSegmentation *segmentation = data->dossier->segmentation;
    GArray *cases = new_cases();
    bool occurs[CT_SEG_COUNT] = {0};

    if (segmentation == NULL)
        return cases;
    for (uint32_t i = 0; i < segmentation->n_failures; i++)
        occurs[segmentation->failures[i].class] = true;
    for (int class = 1; class < CT_SEG_COUNT; class ++) {
        Case one = {.class = g_strdup_printf("segmentation.S%d", class),
                    .name = g_strdup_printf("without %s", ct_seg_class_text((CtSegClass) class))};

        if (occurs[class]) {
            clear_case(&one);
            continue;
        }
        if (segmentation->undecided != NULL) {
            one.outcome = UNDECIDED;
            one.type = "undecided";
            one.message = g_strdup(segmentation->undecided);
        }
        add_case(cases, &one);
    }
    for (uint32_t i = 0; i < segmentation->n_failures; i++)
        add_failure(cases, &segmentation->failures[i]);
    return cases;
}

/* --- requirements --- */

static GArray *
requirement_cases(const CtReportData *data)
{
    GArray *cases = new_cases();

    for (uint32_t s = 0; data->assurance != NULL && s < data->assurance->n_standards; s++)
        for (uint32_t i = 0; i < data->assurance->standards[s].n_requirements; i++) {
            const CtStandardResult *standard = &data->assurance->standards[s];
            const CtRequirementResult *requirement = &standard->requirements[i];
            Case one = {.class = g_strdup_printf("requirements.%s", standard->id),
                        .name = g_strdup_printf("%s %s", requirement->id, requirement->title)};

            if (requirement->waiver == CT_SEG_WAIVED) {
                g_autofree char *waiver = ct_requirement_waiver_text(requirement);

                one.outcome = SKIPPED;
                one.message = g_strdup_printf("accepted %s", waiver);
            } else if (requirement->ruling == CT_RULING_FAIL) {
                one.outcome = FAILED;
                one.type = ct_gravity_text((CtGravity)requirement->gravity);
                one.body =
                    requirement->fix != NULL ? g_strdup_printf("\n%s\n", requirement->fix) : NULL;
            } else if (requirement->ruling != CT_RULING_PASS) {
                one.outcome = SKIPPED;
            }
            if (one.outcome != PASSED && one.message == NULL)
                one.message = g_strdup(requirement->reason);
            add_case(cases, &one);
        }
    return cases;
}

/* --- XML --- */

static void
count(const GArray *cases, unsigned counts[N_OUTCOMES])
{
    for (guint i = 0; i < cases->len; i++)
        counts[g_array_index(cases, Case, i).outcome]++;
}

static void
put_counts(CtXml *xml, const unsigned counts[N_OUTCOMES])
{
    ct_xml_attributef(xml, "tests", "%u",
                      counts[PASSED] + counts[FAILED] + counts[UNDECIDED] + counts[SKIPPED]);
    ct_xml_attributef(xml, "failures", "%u", counts[FAILED]);
    ct_xml_attributef(xml, "errors", "%u", counts[UNDECIDED]);
    ct_xml_attributef(xml, "skipped", "%u", counts[SKIPPED]);
}

static void
put_case(CtXml *xml, const Case *one)
{
    static const char *const elements[] = {
        [FAILED] = "failure", [UNDECIDED] = "error", [SKIPPED] = "skipped"};

    ct_xml_begin(xml, "testcase");
    ct_xml_attribute(xml, "classname", one->class);
    ct_xml_attribute(xml, "name", one->name);
    if (one->outcome != PASSED) {
        ct_xml_begin(xml, elements[one->outcome]);
        ct_xml_attribute(xml, "message", one->message);
        ct_xml_attribute(xml, "type", one->type);
        ct_xml_text(xml, one->body);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
}

void
ct_report_junit(CtOut *out, const CtReportData *data)
{
    static const struct {
        const char *name;
        GArray *(*cases)(const CtReportData *data);
    } suites[] = {{"goals", goal_cases},
                  {"targets", target_cases},
                  {"segmentation", segmentation_cases},
                  {"requirements", requirement_cases}};
    const CtDossier *dossier = data->dossier;
    GArray *cases[G_N_ELEMENTS(suites)];
    unsigned all[N_OUTCOMES] = {0};
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_XML);

    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        cases[i] = suites[i].cases(data);
        count(cases[i], all);
    }
    ct_xml_begin(xml, "testsuites");
    ct_xml_attribute(xml, "name", dossier->name != NULL ? dossier->name : dossier->package);
    put_counts(xml, all);
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        unsigned counts[N_OUTCOMES] = {0};

        count(cases[i], counts);
        ct_xml_begin(xml, "testsuite");
        ct_xml_attribute(xml, "name", suites[i].name);
        put_counts(xml, counts);
        for (guint k = 0; k < cases[i]->len; k++)
            put_case(xml, &g_array_index(cases[i], Case, k));
        ct_xml_end(xml);
        g_array_unref(cases[i]);
    }
    ct_xml_end(xml);
}
