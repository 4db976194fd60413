/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Would it pass: each standard that was asked for, its failures, and levels zone by zone. */
#include "report/html_parts.h"

#include <string.h>

enum { MOST_ACTIONS = 10, MOST_EVIDENCE = 4 };

static void
put_spot(const CtHtml *html, const CtSpot *spot)
{
    if (spot->file != NULL)
        ct_xml_putf(html->xml, "span", "place", "%s:%u:%u", spot->file, spot->line, spot->column);
}

static void
put_ruling(const CtHtml *html, uint8_t ruling)
{
    static const struct {
        CtHtmlMark mark;
        const char *word;
    } looks[] = {
        [CT_RULING_PASS] = {CT_HTML_GOOD, "pass"},
        [CT_RULING_FAIL] = {CT_HTML_BAD, "fail"},
        [CT_RULING_NOT_APPLICABLE] = {CT_HTML_GOOD, "does not apply"},
        [CT_RULING_NOT_ASSESSABLE] = {CT_HTML_OPEN, "not assessable"},
    };

    ct_html_mark(html, looks[ruling].mark, looks[ruling].word);
}

/* --- all of them --- */

static void
put_count(const CtHtml *html, uint32_t n)
{
    g_autofree char *text = g_strdup_printf("%u", n);

    ct_html_cell(html, "number", text);
}

static void
put_overview(const CtHtml *html, const CtAssurance *assurance)
{
    static const char *const headers[] = {"Standard",
                                          "Pass",
                                          "Fail",
                                          "Does not apply",
                                          "Not assessable",
                                          "Demanded and missed",
                                          "Accepted for a time",
                                          "Pass on a claim alone",
                                          NULL};

    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < assurance->n_standards; i++) {
        const CtStandardResult *standard = &assurance->standards[i];

        ct_xml_begin(html->xml, "tr");
        ct_xml_begin(html->xml, "th");
        ct_xml_attribute(html->xml, "scope", "row");
        ct_xml_text(html->xml, standard->title);
        ct_xml_putf(html->xml, "small", NULL, "%s%s%s", standard->id,
                    standard->version != NULL ? ", " : "",
                    standard->version != NULL ? standard->version : "");
        ct_xml_end(html->xml);
        put_count(html, standard->counts[CT_RULING_PASS]);
        put_count(html, standard->counts[CT_RULING_FAIL]);
        put_count(html, standard->counts[CT_RULING_NOT_APPLICABLE]);
        put_count(html, standard->counts[CT_RULING_NOT_ASSESSABLE]);
        put_count(html, standard->n_missed);
        put_count(html, standard->n_waived);
        put_count(html, standard->n_on_claims);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

static void
put_action(const CtHtml *html, const CtRemedy *action)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "li");
    ct_xml_put(xml, "strong", NULL, action->fix);
    ct_xml_begin_class(xml, "span", "why");
    ct_xml_textf(xml, "%s %s: settles %u %s, touches %u more (", action->kind, action->id,
                 action->n_settles, action->n_settles == 1 ? "requirement" : "requirements",
                 action->n_touches);
    for (uint32_t i = 0; action->requirements != NULL && action->requirements[i] != NULL; i++)
        ct_xml_textf(xml, "%s%s", i > 0 ? ", " : "", action->requirements[i]);
    ct_xml_text(xml, ")");
    ct_xml_end(xml);
    put_spot(html, &action->place);
    ct_xml_end(xml);
}

static void
put_actions(const CtHtml *html, const CtAssurance *assurance)
{
    uint32_t n = MIN(assurance->n_actions, MOST_ACTIONS);

    if (n == 0)
        return;
    ct_xml_put(html->xml, "h3", NULL, "What would change most");
    ct_xml_begin_class(html->xml, "ol", "acts");
    for (uint32_t i = 0; i < n; i++)
        put_action(html, &assurance->actions[i]);
    ct_xml_end(html->xml);
}

/* --- one of them --- */

static void
put_evidence(const CtHtml *html, const CtRequirementResult *requirement)
{
    CtXml *xml = html->xml;
    uint32_t shown = 0;

    for (uint32_t i = 0; i < requirement->n_evidence && shown < MOST_EVIDENCE; i++) {
        const CtEvidence *evidence = &requirement->evidence[i];

        if (evidence->ruling != requirement->ruling)
            continue;
        if (shown++ == 0)
            ct_xml_begin_class(xml, "ul", "plain");
        ct_xml_begin(xml, "li");
        ct_xml_textf(xml, "%s ", evidence->kind != NULL ? evidence->kind : "");
        if (evidence->id != NULL)
            ct_xml_put(xml, "code", NULL, evidence->id);
        if (evidence->count > 1)
            ct_xml_textf(xml, " and %" G_GUINT64_FORMAT " alike", evidence->count - 1);
        ct_xml_textf(xml, ": %s%s ", evidence->reason,
                     evidence->path != NULL ? "; an attacker shows it" : "");
        put_spot(html, &evidence->place);
        ct_xml_end(xml);
    }
    if (shown > 0)
        ct_xml_end(xml);
}

static void
put_requirement(const CtHtml *html, const CtRequirementResult *requirement)
{
    g_autofree char *waiver = ct_requirement_waiver_text(requirement);
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, requirement->id);
    ct_xml_put(xml, "small", NULL, requirement->title);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    put_ruling(html, requirement->ruling);
    if (requirement->ruling == CT_RULING_FAIL)
        ct_xml_put(xml, "small", NULL, ct_gravity_text((CtGravity)requirement->gravity));
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_xml_put(xml, "p", NULL, requirement->reason);
    if (waiver != NULL)
        ct_xml_putf(xml, "p", "note", "%s %s",
                    requirement->waiver == CT_SEG_WAIVED ? "Accepted"
                                                         : "Had been accepted, but only",
                    waiver);
    put_evidence(html, requirement);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_xml_text(xml, requirement->fix);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_levels(const CtHtml *html, const CtStandardResult *standard)
{
    CtXml *xml = html->xml;
    uint32_t n_areas =
        MIN(standard->areas != NULL ? g_strv_length((char **)standard->areas) : 0, CT_N_AREAS);

    if (standard->n_levels == 0)
        return;
    ct_xml_put(xml, "h4", NULL, "Security levels, zone by zone");
    ct_xml_begin_class(xml, "div", "scroll");
    ct_xml_begin(xml, "table");
    ct_xml_put(xml, "caption", NULL,
               "What is asked for (SL-T) → what nothing that was looked at speaks against (SL-A). "
               "A range where a document would have to decide.");
    ct_xml_begin(xml, "thead");
    ct_xml_begin(xml, "tr");
    ct_xml_put(xml, "th", NULL, "Zone");
    for (uint32_t a = 0; a < n_areas; a++)
        ct_xml_put(xml, "th", NULL, standard->areas[a]);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_begin(xml, "tbody");
    for (uint32_t z = 0; z < standard->n_levels; z++) {
        const CtZoneLevels *zone = &standard->levels[z];

        ct_xml_begin(xml, "tr");
        ct_html_row_head(html, zone->zone);
        for (uint32_t a = 0; a < n_areas; a++) {
            bool misses = zone->target[a] > zone->achieved[a];

            ct_xml_begin_class(xml, "td",
                               zone->target[a] <= 0 ? "number"
                               : misses             ? "number bad"
                                                    : "number");
            if (zone->target[a] < 0)
                ct_xml_text(xml, "–");
            else
                ct_xml_textf(xml, "%d → ", zone->target[a]);
            if (zone->target[a] >= 0 && zone->proven[a] < zone->achieved[a])
                ct_xml_textf(xml, "%d–", MAX(zone->proven[a], 0));
            if (zone->target[a] >= 0)
                ct_xml_textf(xml, "%d", zone->achieved[a]);
            if (misses && zone->target[a] > 0)
                ct_xml_textf(xml, " ✗");
            ct_xml_end(xml);
        }
        ct_xml_end(xml);
    }
    for (int i = 0; i < 3; i++)
        ct_xml_end(xml);
}

/* Requirements with one verdict, each with its reasons. */
static void
put_requirements(const CtHtml *html, const CtStandardResult *standard, uint8_t ruling)
{
    static const char *const headers[] = {"Requirement", "Verdict", "Why", "What mends it", NULL};

    if (standard->counts[ruling] == 0)
        return;
    ct_html_table(html, "requirements", NULL, headers);
    for (uint32_t i = 0; i < standard->n_requirements; i++)
        if (standard->requirements[i].ruling == ruling)
            put_requirement(html, &standard->requirements[i]);
    ct_html_end_table(html);
}

/* What only documents can decide, and what does not apply, in short. */
static void
put_others(const CtHtml *html, const CtStandardResult *standard, uint8_t ruling, const char *title)
{
    CtXml *xml = html->xml;

    if (standard->counts[ruling] == 0)
        return;
    ct_xml_put(xml, "h4", NULL, title);
    ct_xml_begin_class(xml, "ul", "plain listed");
    for (uint32_t i = 0; i < standard->n_requirements; i++) {
        const CtRequirementResult *requirement = &standard->requirements[i];

        if (requirement->ruling != ruling)
            continue;
        ct_xml_begin(xml, "li");
        ct_xml_put(xml, "b", NULL, requirement->id);
        ct_xml_textf(xml, " %s", requirement->title);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
}

/* What fails first. */
static void
put_standard(const CtHtml *html, const CtStandardResult *standard)
{
    ct_xml_put(html->xml, "h3", NULL, standard->title);
    put_levels(html, standard);
    put_requirements(html, standard, CT_RULING_FAIL);
    put_requirements(html, standard, CT_RULING_PASS);
    put_others(html, standard, CT_RULING_NOT_ASSESSABLE,
               "Not assessable from the design: documents of the supplier or operator decide");
    put_others(html, standard, CT_RULING_NOT_APPLICABLE, "Does not apply to this design");
}

void
ct_html_standards(const CtHtml *html)
{
    const CtAssurance *assurance = html->data->assurance;

    ct_html_section(html, "standards", "Would it pass");
    if (assurance == NULL || assurance->n_standards == 0) {
        ct_html_paragraph(html, NULL,
                          "No standard was asked for (--standard; `cybertwin list standards` names "
                          "them).");
        ct_xml_end(html->xml);
        return;
    }
    put_overview(html, assurance);
    if (assurance->undecided != NULL)
        ct_xml_putf(html->xml, "p", "note", "Undecided: %s.", assurance->undecided);
    for (uint32_t i = 0; i < assurance->n_idle_waivers; i++)
        ct_xml_putf(html->xml, "p", "note", "The waiver of %s covers nothing: %s.",
                    assurance->idle_waivers[i].finding, assurance->idle_waivers[i].why);
    put_actions(html, assurance);
    for (uint32_t i = 0; i < assurance->n_standards; i++)
        put_standard(html, &assurance->standards[i]);
    ct_xml_end(html->xml);
}
