/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How an attacker gets there: for each goal the best way, step by step, with why each step works,
 * the line that makes it so, and what would stop it; the other ways; or what is one condition
 * short.
 */
#include "report/html_parts.h"
#include "report/text_parts.h"

#include "attacks/technique.h"

#include <string.h>

enum { MOST_STOPS = 4 };

/* --- what stops a step --- */

static const CtWeakFinding *
weak_of(const CtHtml *html, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    const CtExposure *exposure = &html->data->dossier->exposure;

    for (uint32_t i = 0; i < exposure->n_weak; i++)
        if (strcmp(exposure->weak[i].attacker, attacker->id) == 0 &&
            strcmp(exposure->weak[i].goal, goal->id) == 0)
            return &exposure->weak[i];
    return NULL;
}

/* An element takes part in a step when the step's reasons stand at its line. */
static bool
takes_part(const CtElementFinding *element, const CtPathStep *step)
{
    if (element->pos.line == 0 || strcmp(element->kind, "technique") == 0)
        return false;
    if (ct_text_same_place(element->pos, step->pos))
        return true;
    for (uint32_t i = 0; i < step->n_why; i++)
        if (step->why[i].pos.line > 0 && ct_text_same_place(element->pos, step->why[i].pos))
            return true;
    return false;
}

static void
put_stop(const CtHtml *html, const CtElementFinding *element, const char *effect)
{
    static const struct {
        const char *kind, *act;
    } acts[] = {{"rule", "close the rule"},
                {"credential", "protect"},
                {"vulnerability", "patch"},
                {"asset", "harden"},
                {"supplier", "contain"}};
    const char *act = "change";

    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (strcmp(acts[i].kind, element->kind) == 0)
            act = acts[i].act;
    ct_xml_begin_class(html->xml, "li", "stop");
    ct_xml_put(html->xml, "b", NULL, "to stop it");
    ct_xml_textf(html->xml, " %s ", act);
    ct_xml_put(html->xml, "code", NULL, element->id);
    ct_xml_textf(html->xml, " %s ", effect);
    ct_html_place(html, element->pos);
    ct_xml_end(html->xml);
}

/* What lies on every way first, then what belongs to a least set that closes all of them. */
static void
put_stops(const CtHtml *html, const CtWeakFinding *weak, const CtPathStep *step)
{
    uint32_t n = 0;

    for (uint32_t i = 0; weak != NULL && i < weak->n_chokes && n < MOST_STOPS; i++)
        if (takes_part(&weak->chokes[i], step)) {
            put_stop(html, &weak->chokes[i], "(every way passes here)");
            n++;
        }
    for (uint32_t k = 0; weak != NULL && n == 0 && k < weak->n_cuts; k++) {
        const CtCutsFinding *cuts = &weak->cuts[k];

        for (uint32_t e = 0; cuts->n_sets > 0 && e < cuts->sets[0].n_elements && n == 0; e++)
            if (takes_part(&cuts->sets[0].elements[e], step)) {
                put_stop(html, &cuts->sets[0].elements[e],
                         cuts->sets[0].n_elements > 1 ? "(with others, see what to change)"
                                                      : "(that closes every way)");
                n++;
            }
    }
}

/* --- one step --- */

static const char *
label_of(uint8_t kind)
{
    switch ((CtWhyKind)kind) {
    case CT_WHY_NEEDS:
        return "uses";
    case CT_WHY_ASSUMED:
        return "assumed";
    case CT_WHY_ROUTE:
    case CT_WHY_READ:
    case CT_WHY_DERIVED:
    case CT_WHY_EFFECT:
        return "because";
    }
    g_assert_not_reached();
}

/* Reasons of one kind that stand at one place share a line. */
static void
put_reasons(const CtHtml *html, const CtPathStep *step)
{
    CtXml *xml = html->xml;

    for (uint32_t i = 0; i < step->n_why;) {
        const CtWhy *why = &step->why[i++];

        if (why->kind == CT_WHY_DERIVED)
            continue;
        ct_xml_begin_class(xml, "li", why->kind == CT_WHY_ASSUMED ? "assumed" : NULL);
        ct_xml_put(xml, "b", NULL, label_of(why->kind));
        ct_xml_textf(xml, " %s", why->text);
        while (i < step->n_why && step->why[i].kind == why->kind && why->pos.line > 0 &&
               ct_text_same_place(step->why[i].pos, why->pos))
            ct_xml_textf(xml, ", %s", step->why[i++].text);
        ct_xml_text(xml, " ");
        ct_html_place(html, why->pos);
        ct_xml_end(xml);
    }
}

static void
put_what(const CtHtml *html, const CtPathStep *step)
{
    CtXml *xml = html->xml;
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);
    bool moves = step->from != NULL && strcmp(step->from, step->to) != 0;

    ct_xml_begin(xml, "td");
    ct_xml_put(xml, "strong", NULL, step->title);
    ct_xml_text(xml, " ");
    if (step->technique != NULL)
        ct_xml_put(xml, "span", step->is_outcome ? "id outcome" : "id", step->technique);
    ct_xml_begin_class(xml, "div", "ends");
    if (moves)
        ct_xml_textf(xml, "%s → ", step->from);
    ct_xml_text(xml, step->to);
    ct_xml_end(xml);
    if (*gains != '\0')
        ct_xml_putf(xml, "div", "note", "gains %s", gains);
    ct_xml_end(xml);
}

static void
put_step(const CtHtml *html, const CtWeakFinding *weak, const CtPathStep *step, uint32_t number)
{
    CtXml *xml = html->xml;
    g_autofree char *time = step->is_outcome ? g_strdup("") : ct_text_duration(step->time_ms);

    ct_xml_begin(xml, "tr");
    ct_xml_begin_class(xml, "th", "step");
    ct_xml_attribute(xml, "scope", "row");
    ct_xml_textf(xml, "%u", number);
    ct_xml_end(xml);
    put_what(html, step);
    ct_html_cell(html, "number", time);
    ct_xml_begin(xml, "td");
    ct_xml_begin_class(xml, "ul", "reasons");
    put_reasons(html, step);
    put_stops(html, weak, step);
    ct_xml_end(xml);
    ct_xml_end(xml);
    ct_xml_end(xml);
}

/* --- the ways to one goal --- */

static void
put_way(const CtHtml *html, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    static const char *const headers[] = {"", "Step", "Takes", "Why it works, and what stops it",
                                          NULL};
    const CtPath *path = &goal->paths[0];
    const CtWeakFinding *weak = weak_of(html, attacker, goal);
    uint32_t n_shown = (uint32_t)(goal - attacker->goals);

    ct_html_table(html, "steps", NULL, headers);
    for (uint32_t i = 0; i < path->n_steps;) {
        const CtGoalFinding *other = NULL;
        uint32_t from = 0;
        uint32_t n = ct_text_find_stretch(attacker->goals, n_shown, path, i, &other, &from);

        if (n < CT_TEXT_SHORTEST_STRETCH) {
            put_step(html, weak, &path->steps[i], i + 1);
            i++;
            continue;
        }
        ct_xml_begin(html->xml, "tr");
        ct_xml_begin_class(html->xml, "th", "step");
        ct_xml_attribute(html->xml, "scope", "row");
        ct_xml_textf(html->xml, "%u–%u", i + 1, i + n);
        ct_xml_end(html->xml);
        ct_xml_begin_class(html->xml, "td", "note");
        ct_xml_attribute(html->xml, "colspan", "3");
        ct_xml_textf(html->xml, "the same as steps %u to %u of the way to %s", from + 1, from + n,
                     other->id);
        ct_xml_end(html->xml);
        ct_xml_end(html->xml);
        i += n;
    }
    ct_html_end_table(html);
}

static void
put_other_ways(const CtHtml *html, const CtGoalFinding *goal)
{
    static const char *const headers[] = {"Way",       "Steps", "Effort", "Time", "Works at once",
                                          "Unnoticed", "Skill", "By",     NULL};

    if (goal->n_paths < 2)
        return;
    ct_html_table(html, NULL,
                  "The best ways side by side. Times are means of steps that succeed: figures "
                  "to compare by, no forecast.",
                  headers);
    for (uint32_t i = 0; i < goal->n_paths; i++) {
        const CtPath *path = &goal->paths[i];
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        g_autofree char *steps = g_strdup_printf("%u", path->cost.steps);
        g_autofree char *effort = ct_text_effort(path->cost.effort_hours);
        g_autofree char *time = ct_text_duration(path->cost.time_ms);
        g_autofree char *works = ct_text_chance(path->cost.probability);
        g_autofree char *unseen = ct_text_chance(path->cost.stealth);
        g_autofree char *hops = g_strjoinv(" → ", (char **)path->hops);

        ct_xml_begin(html->xml, "tr");
        ct_html_row_head(html, number);
        ct_html_cell(html, "number", steps);
        ct_html_cell(html, "number", effort);
        ct_html_cell(html, "number", time);
        ct_html_cell(html, "number", works);
        ct_html_cell(html, "number", unseen);
        ct_html_cell(html, NULL, ct_skill_text((CtSkill)path->cost.skill));
        ct_html_cell(html, "note", hops);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

static void
put_near_misses(const CtHtml *html, const CtGoalFinding *goal)
{
    static const char *const headers[] = {"What would lead there", "What it lacks", "Where", NULL};

    ct_html_paragraph(html, NULL,
                      goal->n_near_misses > 0
                          ? "Out of reach, and proved to be. What is one condition short of it, "
                            "each by itself:"
                          : "Out of reach, and proved to be. Nothing is close: no step toward it "
                            "lacks only one condition.");
    if (goal->n_near_misses == 0)
        return;
    ct_html_table(html, NULL, NULL, headers);
    for (uint32_t i = 0; i < goal->n_near_misses; i++) {
        const CtNearMiss *miss = &goal->near_misses[i];

        ct_xml_begin(html->xml, "tr");
        ct_xml_begin(html->xml, "td");
        if (miss->technique != NULL)
            ct_xml_textf(html->xml, "%s %s on ", miss->technique, miss->title);
        ct_xml_text(html->xml, miss->target);
        ct_xml_end(html->xml);
        ct_html_cell(html, NULL, miss->missing);
        ct_xml_begin(html->xml, "td");
        ct_html_place(html, miss->pos);
        ct_xml_end(html->xml);
        ct_xml_end(html->xml);
    }
    ct_html_end_table(html);
}

static void
put_goal(const CtHtml *html, const CtAttackerFinding *attacker, const CtGoalFinding *goal)
{
    CtXml *xml = html->xml;

    ct_xml_putf(xml, "h3", NULL,
                goal->reachable == CT_ANSWER_YES  ? "The way to %s"
                : goal->reachable == CT_ANSWER_NO ? "Why %s is out of reach"
                                                  : "%s: undecided",
                goal->id);
    if (goal->requirement != NULL)
        ct_xml_putf(xml, "p", NULL, "It would violate the requirement that %s.", goal->requirement);
    if (goal->reachable == CT_ANSWER_UNKNOWN) {
        ct_html_paragraph(html, NULL, goal->unknown_why);
    } else if (goal->reachable == CT_ANSWER_NO) {
        put_near_misses(html, goal);
    } else if (goal->n_paths > 0) {
        g_autofree char *cost = ct_text_path_cost(&goal->paths[0]);
        g_autofree char *chances = ct_text_path_chances(&goal->paths[0]);
        g_autofree char *limit = ct_text_limit_text(goal);

        ct_xml_putf(xml, "p", NULL, "Best by %s%s: %s; %s.", ct_cost_text((CtCost)goal->ordered_by),
                    goal->optimal ? "" : " as far as known", cost, chances);
        if (limit != NULL)
            ct_html_paragraph(html, "note", limit);
        put_way(html, attacker, goal);
        put_other_ways(html, goal);
    }
}

static void
put_attacker(const CtHtml *html, const CtAttackerFinding *attacker)
{
    g_autofree char *from = g_strjoinv(", ", (char **)attacker->entries);
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "%s: %s, %s, ", attacker->id, attacker->skill,
                           strcmp(attacker->knowledge, "discover") == 0
                               ? "has to discover the architecture"
                               : "knows the architecture");
    if (attacker->is_led)
        g_string_append(text, "in phases of his own: the scenario says what he tries, and when");
    else if (attacker->parallel == 0)
        g_string_append(text, "tries all at once");
    else
        g_string_append_printf(text, "tries %u at a time, %s", attacker->parallel,
                               attacker->strategy);
    g_string_append_printf(text, "%s. He starts from %s.",
                           attacker->autonomous ? ", his code acts on its own" : "",
                           *from != '\0' ? from : "nowhere");
    ct_html_paragraph(html, NULL, text->str);
    g_string_free(text, TRUE);
    for (uint32_t i = 0; i < attacker->n_goals; i++)
        put_goal(html, attacker, &attacker->goals[i]);
}

void
ct_html_paths(const CtHtml *html)
{
    const CtDossier *dossier = html->data->dossier;

    ct_html_section(html, "paths", "How an attacker gets there");
    for (uint32_t i = 0; i < dossier->n_attackers; i++)
        put_attacker(html, &dossier->attackers[i]);
    ct_xml_end(html->xml);
}
