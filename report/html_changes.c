/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to change: for each goal what lies on every way, and the least that closes all of them. */
#include "report/html_parts.h"
#include "report/text_parts.h"

#include <string.h>

enum { MOST_SETS = 5 };

static void
put_element(const CtHtml *html, const CtElementFinding *element)
{
    CtXml *xml = html->xml;

    ct_xml_put(xml, "code", NULL, element->id);
    if (element->note != NULL && *element->note != '\0')
        ct_xml_textf(xml, " %s", element->note);
    ct_xml_text(xml, " ");
    ct_html_place(html, element->pos);
}

static void
put_chokes(const CtHtml *html, const CtWeakFinding *weak)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    ct_html_row_head(html, "Every way passes");
    ct_xml_begin(xml, "td");
    if (weak->n_chokes == 0)
        ct_xml_text(xml, "no single thing");
    ct_xml_begin_class(xml, "ul", "plain");
    for (uint32_t i = 0; i < weak->n_chokes; i++) {
        ct_xml_begin(xml, "li");
        ct_xml_textf(xml, "%s ", weak->chokes[i].kind);
        put_element(html, &weak->chokes[i]);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
    if (!weak->chokes_complete)
        ct_xml_put(xml, "p", "note", "Undecided for some rules, which are not listed.");
    ct_xml_end(xml);
    ct_xml_end(xml);
}

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
    ct_xml_begin_class(xml, "ul", "plain");
    for (uint32_t i = 0; i < MIN(cuts->n_sets, MOST_SETS); i++)
        put_set(html, &cuts->sets[i]);
    ct_xml_end(xml);
    if (cuts->n_sets > MOST_SETS)
        ct_xml_putf(xml, "p", "note", "and %u more such choices", cuts->n_sets - MOST_SETS);
    if (cuts->presumes && cuts->exists != CT_ANSWER_UNKNOWN)
        ct_xml_put(xml, "p", "note", "Proved as long as a further measure opens no way.");
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_weak(const CtHtml *html, const CtWeakFinding *weak)
{
    static const char *const headers[] = {"", "What closes every way", NULL};

    ct_xml_putf(html->xml, "h3", NULL, "To keep him from %s", weak->goal);
    if (weak->reachable != CT_ANSWER_YES) {
        ct_html_paragraph(html, NULL,
                          weak->reachable == CT_ANSWER_NO
                              ? "It is out of reach: there is nothing to take away."
                              : "Undecided.");
        return;
    }
    if (weak->from_start) {
        ct_html_paragraph(html, NULL,
                          "He has it before his first attempt: there is no technique to stop.");
    }
    ct_html_table(html, NULL, headers);
    if (!weak->from_start)
        put_chokes(html, weak);
    for (uint32_t k = 0; k < weak->n_cuts; k++)
        put_cuts(html, &weak->cuts[k]);
    ct_html_end_table(html);
}

void
ct_html_changes(const CtHtml *html)
{
    const CtExposure *exposure = &html->data->dossier->exposure;

    if (!exposure->is_there || exposure->n_weak == 0)
        return;
    ct_html_section(html, "changes", "What to change");
    ct_html_paragraph(html, NULL,
                      "Each set below was verified by taking it away and asking again. A hardened "
                      "asset is one on which nothing can be gained any more.");
    for (uint32_t i = 0; i < exposure->n_weak; i++)
        put_weak(html, &exposure->weak[i]);
    ct_xml_end(html->xml);
}
