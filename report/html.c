/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page as a whole: head, title, the order of its sections, foot. */
#include "report/html.h"

#include "report/html_parts.h"
#include "report/lead.h"
#include "report/text_parts.h"

#include <string.h>

static const char *
name_of(const CtDossier *dossier)
{
    return dossier->name != NULL ? dossier->name : dossier->package;
}

/* "energy · 159 assets in 26 zones · as of 2026-01-01 · 1000 replications, seed 1" */
static char *
subtitle(const CtReportData *data)
{
    GString *text = g_string_new(NULL);
    g_autofree char *size = ct_text_size(data->dossier);

    if (data->dossier->domain != NULL)
        g_string_append_printf(text, "%s · ", data->dossier->domain);
    g_string_append(text, size);
    if (data->as_of != NULL)
        g_string_append_printf(text, " · as of %s", data->as_of);
    return g_string_free(text, FALSE);
}

static void
put_title(const CtHtml *html)
{
    CtXml *xml = html->xml;
    g_autofree char *below = subtitle(html->data);

    ct_xml_begin(xml, "header");
    ct_xml_put(xml, "p", "kicker", "What an attacker can do, and what stops him");
    ct_xml_put(xml, "h1", NULL, name_of(html->data->dossier));
    ct_xml_put(xml, "p", "below", below);
    ct_xml_end(xml);
}

/* In the order in which questions come up; what has a title is in the list of contents. */
static const struct {
    void (*put)(const CtHtml *html);
    const char *id, *title;
} sections[] = {
    {ct_html_summary, NULL, NULL},
    {ct_html_changes, "changes", "What to change"},
    {ct_html_design, "design", "The design"},
    {ct_html_paths, "paths", "Ways"},
    {ct_html_zones, "zones", "Segmentation"},
    {ct_html_figures, "figures", "Key figures"},
    {ct_html_simulation, "simulation", "Simulation"},
    {ct_html_losses, "losses", "What it costs"},
    {ct_html_defence, "defence", "Defence"},
    {ct_html_functions, "functions", "Functions"},
    {ct_html_suppliers, "suppliers", "Suppliers"},
    {ct_html_standards, "standards", "Standards"},
    {ct_html_blast, "blast", "Blast radius"},
    {ct_html_surface, "surface", "Attack surface"},
    {ct_html_appendix, "appendix", "Appendix"},
};

/* Sections that the report has. */
static bool
is_there(const CtReportData *data, const char *id)
{
    const CtExposure *exposure = &data->dossier->exposure;
    const CtStatistics *estimates = ct_report_estimates(data);
    const struct {
        const char *id;
        bool is_there;
    } conditions[] = {
        {"changes", ct_report_count_goals(data->dossier).n_yes > 0 && exposure->n_weak > 0},
        {"design", data->layout != NULL},
        {"zones", data->dossier->segmentation != NULL},
        {"simulation", data->statistics != NULL},
        {"losses", estimates != NULL && estimates->losses.losses->len > 0},
        {"defence", estimates != NULL && estimates->defence.is_there},
        {"functions", data->inventory != NULL && data->inventory->n_functions > 0},
        {"suppliers", data->inventory != NULL && data->inventory->n_suppliers > 0},
        {"blast", exposure->n_blasts > 0},
        {"surface", exposure->n_surfaces > 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(conditions); i++)
        if (strcmp(conditions[i].id, id) == 0)
            return conditions[i].is_there;
    return true;
}

static void
put_contents(const CtHtml *html)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "nav");
    ct_xml_attribute(xml, "aria-label", "Contents");
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
        if (sections[i].title == NULL || !is_there(html->data, sections[i].id))
            continue;
        ct_xml_begin(xml, "a");
        ct_xml_attributef(xml, "href", "#%s", sections[i].id);
        ct_xml_text(xml, sections[i].title);
        ct_xml_end(xml);
        ct_xml_text(xml, " ");
    }
    ct_xml_end(xml);
}

void
ct_report_html(CtOut *out, const CtReportData *data)
{
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_HTML);
    const CtHtml html = {.xml = xml, .data = data};
    g_autofree char *title = g_strconcat(name_of(data->dossier), ": what an attacker can do", NULL);

    ct_xml_begin(xml, "html");
    ct_xml_attribute(xml, "lang", "en");
    ct_html_head(xml, title);
    ct_xml_begin(xml, "body");
    put_title(&html);
    put_contents(&html);
    ct_xml_begin(xml, "main");
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        sections[i].put(&html);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}
