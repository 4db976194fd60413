/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What falls when one thing alone is the attacker's, and what he can touch to begin with. */
#include "report/html_parts.h"
#include "report/html_plots.h"
#include "report/text_parts.h"

#include <string.h>

enum { MOST_SOURCES = 15, MOST_ENTRIES = 30 };

static void
put_name(const CtHtml *html, const char *id, uint32_t n_alike, CtPos pos)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, id);
    if (n_alike > 1)
        ct_xml_textf(xml, " and %u alike", n_alike - 1);
    ct_xml_text(xml, " ");
    ct_html_place(html, pos);
    ct_xml_end(xml);
}

static void
put_number(const CtHtml *html, uint32_t number)
{
    g_autofree char *text = g_strdup_printf("%u", number);

    ct_html_cell(html, "number", text);
}

static void
put_source(const CtHtml *html, const CtBlastFinding *blast, const CtBlastSource *source)
{
    double share =
        blast->weighted_all > 0 ? (double)source->weighted / (double)blast->weighted_all : 0;
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    put_name(html, source->id, source->n_alike, source->pos);
    ct_html_cell(html, NULL, source->kind);
    put_number(html, source->n_assets);
    ct_xml_begin_class(xml, "td", "number");
    ct_xml_textf(xml, "%.0f%%", share * 100);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_html_plot_bar(html, share);
    ct_xml_end(xml);
    put_number(html, source->n_process);
    put_number(html, source->n_zones);
    put_number(html, source->n_functions);
    put_number(html, source->n_data);
    ct_xml_end(xml);
}

static void
put_blast(const CtHtml *html, const CtBlastFinding *blast)
{
    static const char *const headers[] = {
        "What is his",       "",      "Assets that fall", "By criticality", "",
        "Process commanded", "Zones", "Functions",        "Data",           NULL};
    CtXml *xml = html->xml;
    uint32_t shown = MIN(blast->n_listed, MOST_SOURCES);

    ct_xml_begin(xml, "p");
    ct_xml_textf(
        xml,
        "Each asset, product, component, credential and supplier in turn is the only thing "
        "that is the attacker's. Of %u assets, what falls with it; the worst first. "
        "Computed: %u of %u sources.",
        blast->n_assets, blast->n_computed, blast->n_sources);
    ct_xml_end(xml);
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < shown; i++)
        put_source(html, blast, &blast->sources[i]);
    ct_html_end_table(html);
    if (shown < blast->n_computed)
        ct_xml_putf(xml, "p", "note", "and %u less bad ones", blast->n_computed - shown);
}

void
ct_html_blast(const CtHtml *html)
{
    const CtExposure *exposure = &html->data->dossier->exposure;

    if (exposure->n_blasts == 0)
        return;
    ct_html_section(html, "blast", "What hurts most to lose");
    for (uint32_t i = 0; i < exposure->n_blasts; i++)
        put_blast(html, &exposure->blasts[i]);
    ct_xml_end(html->xml);
}

/* --- surface --- */

static void
put_entry(const CtHtml *html, const CtSurfaceEntry *entry)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    put_name(html, entry->id, entry->n_alike, entry->pos);
    ct_html_cell(html, NULL, entry->gated ? "service behind a second factor" : entry->kind);
    ct_html_cell(html, NULL, entry->zone != NULL ? entry->zone : "");
    ct_xml_begin(xml, "td");
    if (entry->auth != NULL)
        ct_xml_textf(xml, "asks %s", entry->auth);
    if (entry->flaws > 0)
        ct_xml_textf(xml, ", %u known %s%s", entry->flaws, entry->flaws == 1 ? "flaw" : "flaws",
                     entry->known_exploited ? ", exploited in the wild" : "");
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_surface(const CtHtml *html, const CtSurfaceFinding *surface)
{
    static const char *const headers[] = {"Which", "What", "Zone", "How it is guarded", NULL};
    CtXml *xml = html->xml;
    uint32_t shown = MIN(surface->n_entries, MOST_ENTRIES);

    ct_xml_putf(xml, "p", NULL,
                "Before his first attempt %s can touch %u services, %u of them behind a second "
                "factor, %u groups of people, %u channels and %u networks.",
                surface->attacker, surface->n_services, surface->n_gated, surface->n_people,
                surface->n_channels, surface->n_networks);
    if (shown == 0)
        return;
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < shown; i++)
        put_entry(html, &surface->entries[i]);
    ct_html_end_table(html);
    if (shown < surface->n_entries)
        ct_xml_putf(xml, "p", "note", "and %u more", surface->n_entries - shown);
}

void
ct_html_surface(const CtHtml *html)
{
    const CtExposure *exposure = &html->data->dossier->exposure;

    if (exposure->n_surfaces == 0)
        return;
    ct_html_section(html, "surface", "What is open to him");
    for (uint32_t i = 0; i < exposure->n_surfaces; i++)
        put_surface(html, &exposure->surfaces[i]);
    ct_xml_end(html->xml);
}
