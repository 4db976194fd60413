/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of the HTML report, a file a section, private to report/html*.c. */
#pragma once

#include "report/data.h"

#include "base/xml_out.h"

typedef struct CtHtml {
    CtXml *xml;
    const CtReportData *data;
} CtHtml;

/* What a verdict looks like: a sign for those who see no colour, and a colour. */
typedef enum CtHtmlMark { CT_HTML_GOOD, CT_HTML_BAD, CT_HTML_OPEN, CT_HTML_WARN } CtHtmlMark;

/* All of the page's style: screen, dark, print; in parts, NULL-terminated. */
extern const char *const ct_html_style[];

/* --- what sections have in common (report/html_words.c) --- */

/* <head>: that nothing is fetched and nothing runs, whatever got in; @title; the style. */
void ct_html_head(CtXml *xml, const char *title);

/* <section id> with its heading, to be ended by ct_xml_end(). */
void ct_html_section(const CtHtml *html, const char *id, const char *title);

/*
 * A table with its class and caption (NULL: none) and the headers of its columns, NULL-terminated;
 * rows are begun by ct_xml_begin("tr"), filled by ct_html_cell() and ended; then
 * ct_html_end_table().
 */
void ct_html_table(const CtHtml *html,
                   const char *class,
                   const char *caption,
                   const char *const *headers);
void ct_html_end_table(const CtHtml *html);
void ct_html_cell(const CtHtml *html, const char *class, const char *text);
void ct_html_row_head(const CtHtml *html, const char *text); /* the cell that names its row */

/* "✗ reachable" */
void ct_html_mark(const CtHtml *html, CtHtmlMark mark, const char *word);

/* "topology.yaml:12:5"; nothing for nowhere. */
void ct_html_place(const CtHtml *html, CtPos pos);

/* A paragraph. */
void ct_html_paragraph(const CtHtml *html, const char *class, const char *text);

/* --- sections --- */

/* Each writes nothing where there is nothing to say. */
void ct_html_summary(const CtHtml *html);
void ct_html_design(const CtHtml *html);
void ct_html_paths(const CtHtml *html);
void ct_html_zones(const CtHtml *html);
void ct_html_changes(const CtHtml *html);
void ct_html_figures(const CtHtml *html);
void ct_html_standards(const CtHtml *html);
void ct_html_simulation(const CtHtml *html);
void ct_html_losses(const CtHtml *html);
void ct_html_defence(const CtHtml *html);
void ct_html_functions(const CtHtml *html);
void ct_html_suppliers(const CtHtml *html);
void ct_html_blast(const CtHtml *html);
void ct_html_surface(const CtHtml *html);
void ct_html_appendix(const CtHtml *html);
