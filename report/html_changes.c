/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What to change. One table of single changes against goals, since most designs have a few things
 * that lie on every way to everything; below it, for goals that no single thing closes, the least
 * sets that do.
 */
#include "report/acts.h"
#include "report/html_parts.h"
#include "report/text_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_SETS = 5, MOST_COLUMNS = 16, MOST_ROWS = 40 };

typedef struct Changes {
    const CtHtml *html;
    GPtrArray *goals; /* const CtWeakFinding: those within reach */
    bool by_column;   /* few enough goals for a column each */
} Changes;

static void
put_element(const CtHtml *html, const CtElementFinding *element)
{
    CtXml *xml = html->xml;

    ct_xml_put(xml, "code", NULL, element->id);
    if (ct_act_has_note(element))
        ct_xml_textf(xml, " %s", element->note);
    ct_xml_text(xml, " ");
    ct_html_place(html, element->pos);
}

/* --- single changes --- */

static void
put_heads(const Changes *changes, const char *title)
{
    CtXml *xml = changes->html->xml;

    ct_xml_begin_class(xml, "div", "scroll");
    ct_xml_begin_class(xml, "table", changes->by_column ? "crossed" : NULL);
    ct_xml_begin(xml, "thead");
    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "col");
    ct_xml_text(xml, title);
    ct_xml_end(xml);
    for (guint i = 0; changes->by_column && i < changes->goals->len; i++) {
        const CtWeakFinding *weak = g_ptr_array_index(changes->goals, i);

        ct_xml_begin_class(xml, "th", "up");
        ct_xml_attribute(xml, "scope", "col");
        ct_xml_put(xml, "span", NULL, weak->goal);
        ct_xml_end(xml);
    }
    ct_xml_put(xml, "th", "number", "Closes");
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_begin(xml, "tbody");
}

static void
put_marks(const Changes *changes, const CtActCandidate *candidate)
{
    CtXml *xml = changes->html->xml;

    for (guint i = 0; changes->by_column && i < changes->goals->len; i++) {
        bool closes =
            g_ptr_array_find(candidate->goals, g_ptr_array_index(changes->goals, i), NULL);

        ct_xml_begin_class(xml, "td", closes ? "dot" : "dot none");
        ct_xml_begin_class(xml, "span", "hidden");
        ct_xml_text(xml, closes ? "closed" : "stays open");
        ct_xml_end(xml);
        ct_xml_begin(xml, "span");
        ct_xml_attribute(xml, "aria-hidden", "true");
        ct_xml_text(xml, closes ? "●" : "·");
        ct_xml_end(xml);
        ct_xml_end(xml);
    }
}

static void
put_candidate(const Changes *changes, const CtActCandidate *candidate)
{
    const char *verb = ct_act_verb(candidate->element);
    CtXml *xml = changes->html->xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "td");
    if (verb != NULL)
        ct_xml_textf(xml, "%s ", verb);
    put_element(changes->html, candidate->element);
    if (!isnan(candidate->cost))
        ct_xml_textf(xml, " at a cost of %.15g", candidate->cost);
    ct_xml_end(xml);
    put_marks(changes, candidate);
    ct_xml_begin_class(xml, "td", "number");
    ct_xml_textf(xml, "%u of %u", candidate->goals->len, changes->goals->len);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

/* Those that somebody can do, or the techniques. */
static void
put_candidates(const Changes *changes, const GArray *candidates, bool acts, const char *title)
{
    uint32_t n = 0, n_more = 0;

    for (guint i = 0; i < candidates->len; i++) {
        const CtActCandidate *candidate = &g_array_index(candidates, CtActCandidate, i);

        if ((ct_act_verb(candidate->element) != NULL) != acts)
            continue;
        if (n == MOST_ROWS) {
            n_more++;
            continue;
        }
        if (n++ == 0)
            put_heads(changes, title);
        put_candidate(changes, candidate);
    }
    if (n > 0)
        ct_html_end_table(changes->html);
    if (n_more > 0)
        ct_xml_putf(changes->html->xml, "p", "note", "and %u more that close no more goals",
                    n_more);
}

/* --- sets --- */

static void
put_set(const CtHtml *html, const CtCutSet *set)
{
    ct_xml_begin(html->xml, "li");
    for (uint32_t i = 0; i < set->n_elements; i++) {
        if (i > 0)
            ct_xml_text(html->xml, " and ");
        put_element(html, &set->elements[i]);
    }
    ct_xml_end(html->xml);
}

static void
put_cuts(const CtHtml *html, const CtCutsFinding *cuts)
{
    CtXml *xml = html->xml;
    g_autofree char *text =
        cuts->n_sets > 0 ? ct_text_cuts_headline(cuts) : ct_text_cuts_none(cuts);
    g_autofree char *head = g_strdup_printf("By %s", cuts->by);

    ct_xml_begin(xml, "tr");
    ct_html_row_head(html, head);
    ct_xml_begin(xml, "td");
    ct_xml_text(xml, text);
    if (cuts->n_sets > 0 && !cuts->optimal)
        ct_xml_putf(xml, "span", "note", " (not proved least: at least %.15g would be needed)",
                    cuts->lower_bound);
    if (cuts->n_sets > 0) {
        ct_xml_begin_class(xml, "ul", "plain");
        for (uint32_t i = 0; i < MIN(cuts->n_sets, MOST_SETS); i++)
            put_set(html, &cuts->sets[i]);
        ct_xml_end(xml);
    }
    if (cuts->n_sets > MOST_SETS)
        ct_xml_putf(xml, "p", "note", "and %u more such choices", cuts->n_sets - MOST_SETS);
    if (cuts->presumes && cuts->exists != CT_ANSWER_UNKNOWN)
        ct_xml_put(xml, "p", "note", "Proved as long as a further measure opens no way.");
    ct_xml_end(xml);
    ct_xml_end(xml);
}

/* A search whose sets are single elements stands in the table above; one that had nothing to look
 * at has nothing to say. */
static bool
is_told(const CtCutsFinding *cuts)
{
    if (cuts->n_sets == 0)
        return cuts->exists == CT_ANSWER_NO && cuts->n_candidates == 0 && cuts->n_useless == 0;
    return cuts->sets[0].n_elements == 1 && cuts->optimal;
}

static void
put_weak(const CtHtml *html, const CtWeakFinding *weak)
{
    static const char *const headers[] = {"", "What else closes every way", NULL};
    bool any = false;

    for (uint32_t k = 0; k < weak->n_cuts; k++)
        any = any || !is_told(&weak->cuts[k]);
    if (!any && weak->chokes_complete && !weak->from_start)
        return;
    ct_xml_putf(html->xml, "h3", NULL, "To keep him from %s", weak->goal);
    if (weak->from_start)
        ct_html_paragraph(html, NULL,
                          "He has it before his first attempt: there is no technique to stop.");
    if (!weak->chokes_complete)
        ct_html_paragraph(html, "note", "Undecided for some rules, which are not listed.");
    if (!any)
        return;
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t k = 0; k < weak->n_cuts; k++)
        if (!is_told(&weak->cuts[k]))
            put_cuts(html, &weak->cuts[k]);
    ct_html_end_table(html);
}

void
ct_html_changes(const CtHtml *html)
{
    const CtExposure *exposure = &html->data->dossier->exposure;
    g_autoptr(GArray) candidates = ct_act_candidates_new(exposure);
    g_autoptr(GPtrArray) goals = g_ptr_array_new();
    Changes changes = {.html = html, .goals = goals};

    for (uint32_t i = 0; i < exposure->n_weak; i++)
        if (exposure->weak[i].reachable == CT_ANSWER_YES)
            g_ptr_array_add(goals, &exposure->weak[i]);
    if (goals->len == 0)
        return;
    changes.by_column = goals->len <= MOST_COLUMNS;
    ct_html_section(html, "changes", "What to change");
    ct_html_paragraph(html, NULL,
                      "Each change below was verified by taking the thing away and asking again. A "
                      "hardened asset is one on which nothing can be gained any more.");
    put_candidates(&changes, candidates, true, "One change at a time");
    put_candidates(&changes, candidates, false,
                   "Techniques without which he does not get there, and what stops them");
    for (guint i = 0; i < goals->len; i++)
        put_weak(html, g_ptr_array_index(goals, i));
    ct_xml_end(html->xml);
}
