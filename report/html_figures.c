/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Key figures against their targets. */
#include "report/html_parts.h"
#include "report/kpi.h"

#include <math.h>

static void
put_verdict(const CtHtml *html, const CtKpi *kpi)
{
    ct_xml_begin(html->xml, "td");
    switch ((CtKpiMet)kpi->met) {
    case CT_KPI_NO_TARGET:
        break;
    case CT_KPI_MET:
        ct_html_mark(html, CT_HTML_GOOD, kpi->is_close ? "met, closely" : "met");
        break;
    case CT_KPI_MISSED:
        ct_html_mark(html, CT_HTML_BAD, kpi->is_close ? "missed, closely" : "missed");
        break;
    case CT_KPI_UNJUDGED:
        ct_html_mark(html, CT_HTML_OPEN, "not judged");
        break;
    }
    ct_xml_end(html->xml);
}

static void
put_figure(const CtHtml *html, const CtKpi *kpi)
{
    g_autofree char *value = ct_kpi_estimate_text(kpi);
    g_autofree char *target = ct_kpi_target_text(kpi);
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, kpi->info.name);
    ct_xml_putf(xml, "small", NULL, "%s%s%s", kpi->info.id, kpi->of != NULL ? ", of " : "",
                kpi->of != NULL ? kpi->of : "");
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "td", "number");
    ct_xml_text(xml, value);
    if (kpi->info.scale == CT_KPI_COUNT || kpi->info.scale == CT_KPI_NUMBER)
        ct_xml_textf(xml, " %s", kpi->info.unit);
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "td", "number");
    ct_xml_text(xml, target);
    ct_xml_end(xml);
    put_verdict(html, kpi);
    ct_xml_begin_class(xml, "td", "note");
    ct_xml_text(xml, kpi->info.formula);
    if (kpi->note != NULL)
        ct_xml_textf(xml, ". %s", kpi->note);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_missing(const CtHtml *html, const CtKpis *kpis)
{
    CtXml *xml = html->xml;
    uint32_t n = 0;

    for (uint32_t i = 0; i < kpis->n_kpis; i++) {
        const CtKpi *kpi = &kpis->kpis[i];

        if (kpi->because == NULL)
            continue;
        if (n++ == 0) {
            ct_xml_put(xml, "h3", NULL, "Not computable here");
            ct_xml_begin_class(xml, "ul", "plain");
        }
        ct_xml_begin(xml, "li");
        ct_xml_put(xml, "b", NULL, kpi->info.name);
        ct_xml_textf(xml, ", because %s", kpi->because);
        ct_xml_end(xml);
    }
    if (n > 0)
        ct_xml_end(xml);
}

void
ct_html_figures(const CtHtml *html)
{
    static const char *const headers[] = {"Figure",  "Value",      "Target",
                                          "Verdict", "What it is", NULL};
    const CtKpis *kpis = html->data->kpis;

    ct_html_section(html, "figures", "Key figures");
    ct_html_table(html, NULL,
                  "In brackets what sampling leaves open, at 95%. What hangs on a goal is given "
                  "for the goal where it is worst.",
                  headers);
    for (uint32_t i = 0; i < kpis->n_kpis; i++) /* what was asked for comes first */
        if (kpis->kpis[i].met != CT_KPI_NO_TARGET)
            put_figure(html, &kpis->kpis[i]);
    for (uint32_t i = 0; i < kpis->n_kpis; i++)
        if (kpis->kpis[i].because == NULL && kpis->kpis[i].met == CT_KPI_NO_TARGET)
            put_figure(html, &kpis->kpis[i]);
    ct_html_end_table(html);
    put_missing(html, kpis);
    ct_xml_end(html->xml);
}
