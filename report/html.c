/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page as a whole: head, title, the order of its sections, foot. */
#include "report/html.h"

#include "report/html_parts.h"
#include "report/text_parts.h"

#include <string.h>

static const char *
name_of(const CtDossier *dossier)
{
    return dossier->name != NULL ? dossier->name : dossier->package;
}

static void
put_head(const CtHtml *html)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "head");
    ct_xml_begin(xml, "meta");
    ct_xml_attribute(xml, "charset", "utf-8");
    ct_xml_end(xml);
    ct_xml_begin(xml, "meta"); /* nothing is fetched and nothing runs, whatever got in here */
    ct_xml_attribute(xml, "http-equiv", "Content-Security-Policy");
    ct_xml_attribute(xml, "content", "default-src 'none'; style-src 'unsafe-inline'");
    ct_xml_end(xml);
    ct_xml_begin(xml, "meta");
    ct_xml_attribute(xml, "name", "viewport");
    ct_xml_attribute(xml, "content", "width=device-width, initial-scale=1");
    ct_xml_end(xml);
    ct_xml_begin(xml, "meta");
    ct_xml_attribute(xml, "name", "generator");
    ct_xml_attribute(xml, "content", "Cybertwin " CT_VERSION);
    ct_xml_end(xml);
    ct_xml_putf(xml, "title", NULL, "%s: what an attacker can do", name_of(html->data->dossier));
    ct_xml_begin(xml, "style");
    for (const char *const *part = ct_html_style; *part != NULL; part++)
        ct_xml_markup(xml, *part);
    ct_xml_end(xml);
    ct_xml_end(xml);
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

/* In the order in which questions come up. */
static void (*const sections[])(const CtHtml *html) = {
    ct_html_summary, ct_html_changes, ct_html_design,     ct_html_paths,
    ct_html_zones,   ct_html_figures, ct_html_simulation, ct_html_standards,
    ct_html_blast,   ct_html_surface, ct_html_appendix,
};

void
ct_report_html(CtOut *out, const CtReportData *data)
{
    g_autoptr(CtXml) xml = ct_xml_new(out, CT_XML_HTML);
    const CtHtml html = {.xml = xml, .data = data};

    ct_xml_begin(xml, "html");
    ct_xml_attribute(xml, "lang", "en");
    put_head(&html);
    ct_xml_begin(xml, "body");
    put_title(&html);
    ct_xml_begin(xml, "main");
    for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
        sections[i](&html);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}
