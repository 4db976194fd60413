/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones against each other: the matrix, and where the segmentation fails. */
#include "report/business.h"
#include "report/html_parts.h"
#include "report/text_parts.h"
#include "report/zone_signs.h"

#include <string.h>

enum { FEW_ZONES = 30, MOST_ZONES = 60, MOST_FAILURES = 100, SHOWN_STEPS = 5 };

typedef struct View {
    const CtHtml *html;
    const CtSegmentation *segmentation;
    CtIds zones; /* shown, as rows and as columns */
    bool seen[CT_ZONE_SIGN_COUNT];
} View;

static void
put_heads(const View *view)
{
    CtXml *xml = view->html->xml;

    ct_xml_begin(xml, "thead");
    ct_xml_begin(xml, "tr");
    ct_xml_put(xml, "td", NULL, "from ↓ into →");
    for (uint32_t i = 0; i < view->zones.length; i++) {
        ct_xml_begin_class(xml, "th", "up");
        ct_xml_attribute(xml, "scope", "col");
        ct_xml_put(xml, "span", NULL, view->segmentation->zones[view->zones.data[i]].id);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
    ct_xml_end(xml);
}

static void
put_cell(View *view, uint32_t from, uint32_t to)
{
    static const char *const classes[CT_ZONE_SIGN_COUNT] = {
        [CT_ZONE_SIGN_NONE] = "none",      [CT_ZONE_SIGN_CLOSED] = "closed",
        [CT_ZONE_SIGN_HELD] = "good",      [CT_ZONE_SIGN_DOOR] = "door",
        [CT_ZONE_SIGN_UNMEANT] = "open",   [CT_ZONE_SIGN_OPEN] = "bad",
        [CT_ZONE_SIGN_THROUGH] = "bad",    [CT_ZONE_SIGN_BLOCKED] = "open",
        [CT_ZONE_SIGN_UNDECIDED] = "open",
    };
    const CtSegmentation *segmentation = view->segmentation;
    CtZoneSign sign = ct_zone_sign(segmentation, from, to);
    CtXml *xml = view->html->xml;

    view->seen[sign] = true;
    ct_xml_begin_class(xml, "td", classes[sign]);
    if (sign != CT_ZONE_SIGN_NONE) {
        ct_xml_attributef(xml, "title", "from %s into %s: %s", segmentation->zones[from].id,
                          segmentation->zones[to].id, ct_zone_sign_text(sign));
        ct_xml_textf(xml, "%c", ct_zone_signs[sign].sign);
    }
    ct_xml_end(xml);
}

static void
put_row(View *view, uint32_t zone)
{
    const CtSegZone *row = &view->segmentation->zones[zone];
    CtXml *xml = view->html->xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "th");
    ct_xml_attribute(xml, "scope", "row");
    if (row->depth > 0)
        ct_xml_attributef(xml, "class", "deep%u", MIN(row->depth, 3));
    ct_xml_text(xml, row->id);
    if (row->count > 1)
        ct_xml_textf(xml, " ×%u", row->count);
    ct_xml_end(xml);
    for (uint32_t i = 0; i < view->zones.length; i++)
        put_cell(view, zone, view->zones.data[i]);
    ct_xml_end(xml);
}

static void
put_legend(const View *view)
{
    CtXml *xml = view->html->xml;

    ct_xml_begin_class(xml, "ul", "legend");
    for (int sign = CT_ZONE_SIGN_CLOSED; sign < CT_ZONE_SIGN_COUNT; sign++) {
        if (!view->seen[sign])
            continue;
        ct_xml_begin(xml, "li");
        ct_xml_putf(xml, "b", NULL, "%c", ct_zone_signs[sign].sign);
        ct_xml_textf(xml, " %s", ct_zone_sign_text(sign));
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
}

static void
put_matrix(const CtHtml *html, const CtSegmentation *segmentation)
{
    View view = {.html = html, .segmentation = segmentation};
    CtXml *xml = html->xml;

    ct_report_choose_zones(segmentation, FEW_ZONES, MOST_ZONES, &view.zones);
    ct_html_paragraph(html, NULL,
                      "From the zone of a row into that of a column: what is intended, what the "
                      "rules allow, and what an attacker gets who holds the first and nothing "
                      "else.");
    ct_xml_begin_class(xml, "div", "scroll");
    ct_xml_begin_class(xml, "table", "matrix");
    put_heads(&view);
    ct_xml_begin(xml, "tbody");
    for (uint32_t i = 0; i < view.zones.length; i++)
        put_row(&view, view.zones.data[i]);
    for (int i = 0; i < 3; i++)
        ct_xml_end(xml);
    put_legend(&view);
    if (view.zones.length < segmentation->n_zones)
        ct_xml_putf(xml, "p", "note",
                    "Shown are %u of %u zones: those between which something is amiss. `cybertwin "
                    "segments --verbose` has all of them.",
                    view.zones.length, segmentation->n_zones);
    ct_ids_clear(&view.zones);
}

/* --- failures --- */

static void
put_attack(const CtHtml *html, const CtPath *path)
{
    CtXml *xml = html->xml;
    g_autofree char *time = ct_text_duration(path->cost.time_ms);
    g_autofree char *steps = ct_text_plural(path->cost.steps, "step", "steps");

    ct_xml_begin_class(xml, "p", "attack");
    ct_xml_put(xml, "b", NULL, "attack");
    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];
        bool left_out =
            path->n_steps > SHOWN_STEPS + 1 && i >= SHOWN_STEPS - 1 && i + 1 < path->n_steps;

        if (left_out && i > SHOWN_STEPS - 1)
            continue;
        ct_xml_text(xml, i > 0 ? ", " : " ");
        if (left_out)
            ct_xml_text(xml, "…");
        else
            ct_xml_textf(xml, "%s %s", step->technique != NULL ? step->technique : step->title,
                         step->to);
    }
    ct_xml_textf(xml, " (%s, %s)", steps, time);
    ct_xml_end(xml);
}

static void
put_failure(const CtHtml *html, const CtSegFailure *failure)
{
    CtXml *xml = html->xml;

    ct_xml_begin(xml, "tr");
    ct_xml_begin(xml, "td");
    ct_xml_put(xml, "code", "finding", failure->id);
    if (failure->file != NULL) {
        ct_xml_begin(xml, "div");
        ct_xml_putf(xml, "span", "place", "%s:%u:%u", failure->file, failure->pos.line,
                    failure->pos.column);
        ct_xml_end(xml);
    }
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_xml_put(xml, "p", NULL, failure->what);
    if (failure->path != NULL)
        put_attack(html, failure->path);
    if (failure->waiver != CT_SEG_NOT_WAIVED)
        ct_xml_putf(xml, "p", "note", "%s until %s by %s: %s",
                    failure->waiver == CT_SEG_WAIVED ? "Accepted" : "Had been accepted, but only",
                    failure->until, failure->owner, failure->reason);
    ct_xml_end(xml);
    ct_xml_begin(xml, "td");
    ct_xml_put(xml, "p", NULL, failure->fix);
    if (failure->set != NULL)
        ct_xml_putf(xml, "code", NULL, "--set '%s'", failure->set);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

/* Those of one severity, or the waived ones; how many were shown. */
static uint32_t
put_failures(const CtHtml *html,
             const CtSegmentation *segmentation,
             const char *title,
             int severity,
             bool waived,
             uint32_t room)
{
    static const char *const headers[] = {"Finding", "What is wrong", "What mends it", NULL};
    uint32_t n = 0;

    for (uint32_t i = 0; i < segmentation->n_failures && n < room; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if ((failure->waiver == CT_SEG_WAIVED) != waived ||
            (severity >= 0 && failure->severity != severity))
            continue;
        if (n++ == 0) {
            ct_xml_put(html->xml, "h4", NULL, title);
            ct_html_table(html, "findings", NULL, headers);
        }
        put_failure(html, failure);
    }
    if (n > 0)
        ct_html_end_table(html);
    return n;
}

static void
put_count(const CtHtml *html, const CtSegmentation *segmentation)
{
    CtXml *xml = html->xml;
    uint32_t n_waived = segmentation->n_failures - segmentation->n_counted;
    g_autofree char *counted = ct_text_plural(segmentation->n_counted, "failure", "failures");

    ct_xml_begin(xml, "p");
    ct_html_mark(html, segmentation->n_counted > 0 ? CT_HTML_BAD : CT_HTML_GOOD, counted);
    if (n_waived > 0)
        ct_xml_textf(xml, ", %u more accepted", n_waived);
    if (segmentation->has_target)
        ct_xml_textf(xml, "; the target bears %.0f: %s", segmentation->target_max,
                     ct_segmentation_misses(segmentation) ? "missed" : "met");
    ct_xml_text(xml, ".");
    ct_xml_end(xml);
    if (segmentation->undecided != NULL)
        ct_xml_putf(xml, "p", "note", "Undecided: %s.", segmentation->undecided);
}

void
ct_html_zones(const CtHtml *html)
{
    static const char *const titles[] = {[CT_SEG_LOW] = "Low",
                                         [CT_SEG_MEDIUM] = "Medium",
                                         [CT_SEG_HIGH] = "High",
                                         [CT_SEG_CRITICAL] = "Critical"};
    const CtSegmentation *segmentation = html->data->dossier->segmentation;
    uint32_t room = MOST_FAILURES;

    if (segmentation == NULL)
        return;
    ct_html_section(html, "zones", "Where the segmentation fails");
    put_count(html, segmentation);
    if (segmentation->cells != NULL && segmentation->n_zones > 0)
        put_matrix(html, segmentation);
    for (int severity = CT_SEG_CRITICAL; severity >= CT_SEG_LOW; severity--)
        room -= put_failures(html, segmentation, titles[severity], severity, false, room);
    if (MOST_FAILURES - room < segmentation->n_counted)
        ct_xml_putf(html->xml, "p", "note", "%u more, no graver than these.",
                    segmentation->n_counted - (MOST_FAILURES - room));
    put_failures(html, segmentation, "Accepted, and not counted", -1, true, MOST_FAILURES);
    ct_xml_end(html->xml);
}
