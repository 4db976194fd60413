/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the business loses, and whom it trusts: functions and suppliers. */
#include "report/business.h"
#include "report/html_parts.h"
#include "report/html_plots.h"

#include <math.h>

/* --- functions --- */

static void
put_function(const CtHtml *html, const CtFunctionEntry *function)
{
    CtXml *xml = html->xml;
    CtAnswer lost = ct_report_is_lost(html->data->dossier, function->id);

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, function->name != NULL ? function->name : function->id);
    ct_xml_text(xml, " ");
    ct_html_place(html, function->pos);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_html_mark(html,
                 lost == CT_ANSWER_YES  ? CT_HTML_BAD
                 : lost == CT_ANSWER_NO ? CT_HTML_GOOD
                                        : CT_HTML_OPEN,
                 lost == CT_ANSWER_YES  ? "can be lost"
                 : lost == CT_ANSWER_NO ? "holds"
                                        : "undecided");
    ct_xml_end(xml);
    ct_html_cell(html, NULL, function->loss);
    ct_xml_begin(xml, "td");
    ct_xml_textf(xml, "%u of %u", function->k, function->n);
    if (function->enough > 0)
        ct_xml_textf(xml, "; lost when %u fail%s", function->enough,
                     function->enough == 1 ? "s" : "");
    ct_xml_end(xml);
    ct_html_cell(html, NULL, function->safety);
    ct_xml_begin_class(xml, "td", "number");
    if (!isnan(function->cost_per_hour))
        ct_xml_textf(xml, "%.12g", function->cost_per_hour);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

void
ct_html_functions(const CtHtml *html)
{
    static const char *const headers[] = {"Function", "When nothing stops him", "What is lost",
                                          "Needs",    "Safety at stake",        "Cost an hour",
                                          NULL};
    const CtInventory *inventory = html->data->inventory;

    if (inventory == NULL || inventory->n_functions == 0)
        return;
    ct_html_section(html, "functions", "What the business can lose");
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < inventory->n_functions; i++)
        put_function(html, &inventory->functions[i]);
    ct_html_end_table(html);
    ct_xml_end(html->xml);
}

/* --- suppliers --- */

static void
put_supplier(const CtHtml *html, const CtSupplierEntry *supplier)
{
    CtXml *xml = html->xml;
    const CtBlastFinding *blast = NULL;
    const CtBlastSource *source =
        ct_report_supplier_blast(&html->data->dossier->exposure, supplier->id, &blast);
    g_autofree char *practices = ct_report_practices_text(supplier);
    g_autofree char *supplies = ct_report_supplies_text(supplier);

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_text(xml, supplier->name != NULL ? supplier->name : supplier->id);
    ct_xml_text(xml, " ");
    ct_html_place(html, supplier->pos);
    ct_xml_end(xml);
    ct_xml_begin_class(xml, "td", "number");
    if (supplier->tier > 0)
        ct_xml_textf(xml, "%u", supplier->tier);
    ct_xml_end(xml);
    ct_html_cell(html, NULL, supplies);
    ct_xml_begin_class(xml, "td", "number");
    ct_xml_textf(xml, "%u", supplier->n_assets);
    ct_xml_end(xml);
    ct_html_cell(html, NULL, practices);
    ct_xml_begin_class(xml, "td", "number");
    if (source != NULL)
        ct_xml_textf(xml, "%u of %u", source->n_assets, blast->n_assets);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    if (source != NULL && blast->n_assets > 0)
        ct_html_plot_bar(html, (double)source->n_assets / blast->n_assets);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

void
ct_html_suppliers(const CtHtml *html)
{
    static const char *const headers[] = {"Supplier",  "Tier",
                                          "Supplies",  "Assets of its make",
                                          "Practices", "Falls with it",
                                          "",          NULL};
    const CtInventory *inventory = html->data->inventory;

    if (inventory == NULL || inventory->n_suppliers == 0)
        return;
    ct_html_section(html, "suppliers", "Whom the design trusts");
    ct_html_table(html, NULL,
                  "What falls with a supplier is what is lost when it, and nobody else, acts for "
                  "the attacker; given for the sources that hurt most.",
                  headers);
    for (uint32_t i = 0; i < inventory->n_suppliers; i++)
        put_supplier(html, &inventory->suppliers[i]);
    ct_html_end_table(html);
    ct_xml_end(html->xml);
}
