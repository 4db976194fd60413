/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every section of the page is made of. */
#include "report/html_parts.h"

void
ct_html_head(CtXml *xml, const char *title)
{
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
    ct_xml_put(xml, "title", NULL, title);
    ct_xml_begin(xml, "style");
    for (const char *const *part = ct_html_style; *part != NULL; part++)
        ct_xml_markup(xml, *part);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

void
ct_html_section(const CtHtml *html, const char *id, const char *title)
{
    ct_xml_begin(html->xml, "section");
    ct_xml_attribute(html->xml, "id", id);
    ct_xml_put(html->xml, "h2", NULL, title);
}

void
ct_html_table(const CtHtml *html,
              const char *class,
              const char *caption,
              const char *const *headers)
{
    CtXml *xml = html->xml;

    ct_xml_begin_class(xml, "div", "scroll");
    ct_xml_begin_class(xml, "table", class);
    if (caption != NULL)
        ct_xml_put(xml, "caption", NULL, caption);
    ct_xml_begin(xml, "thead");
    ct_xml_begin(xml, "tr");
    for (; *headers != NULL; headers++) {
        ct_xml_begin(xml, "th");
        ct_xml_attribute(xml, "scope", "col");
        ct_xml_text(xml, *headers);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_begin(xml, "tbody");
}

void
ct_html_end_table(const CtHtml *html)
{
    for (int i = 0; i < 3; i++)
        ct_xml_end(html->xml);
}

void
ct_html_cell(const CtHtml *html, const char *class, const char *text)
{
    ct_xml_put(html->xml, "td", class, text);
}

void
ct_html_row_head(const CtHtml *html, const char *text)
{
    ct_xml_begin(html->xml, "th");
    ct_xml_attribute(html->xml, "scope", "row");
    ct_xml_text(html->xml, text);
    ct_xml_end(html->xml);
}

void
ct_html_mark(const CtHtml *html, CtHtmlMark mark, const char *word)
{
    static const struct {
        const char *class, *sign;
    } looks[] = {
        [CT_HTML_GOOD] = {"mark good", "✓"},
        [CT_HTML_BAD] = {"mark bad", "✗"},
        [CT_HTML_OPEN] = {"mark open", "?"},
        [CT_HTML_WARN] = {"mark warn", "!"},
    };

    ct_xml_begin_class(html->xml, "span", looks[mark].class);
    ct_xml_begin(html->xml, "span");
    ct_xml_attribute(html->xml, "aria-hidden", "true");
    ct_xml_text(html->xml, looks[mark].sign);
    ct_xml_end(html->xml);
    ct_xml_text(html->xml, " ");
    ct_xml_text(html->xml, word);
    ct_xml_end(html->xml);
}

void
ct_html_place(const CtHtml *html, CtPos pos)
{
    g_autofree char *text = ct_dossier_pos_text(html->data->dossier, pos);

    if (text != NULL)
        ct_xml_put(html->xml, "span", "place", text);
}

void
ct_html_paragraph(const CtHtml *html, const char *class, const char *text)
{
    ct_xml_put(html->xml, "p", class, text);
}
