/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verdicts for people: what to do first, then how each standard stands, then requirement by
 * requirement. */
#include "report/validate.h"

#include "report/text_parts.h"

#include <string.h>

enum { MOST_ACTIONS = 10, MOST_FAILURES = 12, INDENT = 4, SHOWN_STEPS = 4, SHOWN_EVIDENCE = 20 };

static char *
place_text(const CtSpot *place)
{
    if (place->file == NULL)
        return NULL;
    return place->column == 0
               ? g_strdup_printf("%s:%u", place->file, place->line)
               : g_strdup_printf("%s:%u:%u", place->file, place->line, place->column);
}

/* "T1078 jump-1.rdp, T0855 rtu-1": what is done to what, in order. */
static char *
path_text(const CtPath *path)
{
    g_autoptr(GString) text = g_string_new(NULL);
    uint32_t n_left = path->n_steps > SHOWN_STEPS + 1 ? path->n_steps - SHOWN_STEPS : 0;

    for (uint32_t i = 0; i < path->n_steps; i++) {
        const CtPathStep *step = &path->steps[i];

        /* The first ones and the last say most. */
        if (n_left > 0 && i >= SHOWN_STEPS - 1 && i + 1 < path->n_steps) {
            if (i == SHOWN_STEPS - 1)
                g_string_append(text, ", …");
            continue;
        }
        g_string_append_printf(text, "%s%s %s", i > 0 ? ", " : "",
                               step->technique != NULL ? step->technique : step->title, step->to);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
put_head(const CtTextReport *report, const CtAssurance *assurance)
{
    uint32_t counts[CT_RULING_COUNT] = {0}, n = 0, claims = 0, waived = 0;

    for (uint32_t s = 0; s < assurance->n_standards; s++) {
        n += assurance->standards[s].n_requirements;
        claims += assurance->standards[s].n_on_claims;
        waived += assurance->standards[s].n_waived;
        for (int i = 0; i < CT_RULING_COUNT; i++)
            counts[i] += assurance->standards[s].counts[i];
    }
    g_autofree char *standards = ct_text_plural(assurance->n_standards, "standard", "standards");
    g_autofree char *rows = ct_text_plural(n, "requirement", "requirements");

    ct_out_printf(report->out, "%s: %s, %s", assurance->package, standards, rows);
    if (assurance->run != NULL)
        ct_out_printf(report->out, ", with the run %s", assurance->run);
    ct_out_printf(report->out, "\n  %u fail", counts[CT_RULING_FAIL]);
    if (waived > 0)
        ct_out_printf(report->out, " (%u waived)", waived);
    ct_out_printf(report->out, ", %u pass", counts[CT_RULING_PASS]);
    if (claims > 0)
        ct_out_printf(report->out, " (%u on a claim alone)", claims);
    ct_out_printf(report->out, ", %u do not apply, %u wait for a document\n",
                  counts[CT_RULING_NOT_APPLICABLE], counts[CT_RULING_NOT_ASSESSABLE]);
    if (assurance->undecided != NULL)
        ct_text_reason(report, 2, "undecided", CT_STYLE_WARN, assurance->undecided, NULL);
    for (uint32_t i = 0; i < assurance->n_idle_waivers; i++) {
        const CtIdleWaiver *idle = &assurance->idle_waivers[i];
        g_autofree char *text =
            g_strdup_printf("the waiver of %s covers nothing: %s", idle->finding, idle->why);

        ct_text_reason(report, 2, "note", CT_STYLE_WARN, text, NULL);
    }
}

static char *
effect_text(const CtRemedy *action)
{
    g_autofree char *names = g_strjoinv(", ", (char **)action->requirements);
    uint32_t part = action->n_touches - action->n_settles;
    uint32_t n_named = g_strv_length((char **)action->requirements);
    const char *more = action->n_touches > n_named ? ", …" : "";

    if (action->n_settles == 0)
        return g_strdup_printf("part of %u: %s%s", part, names, more);
    if (part == 0)
        return g_strdup_printf("settles %u: %s%s", action->n_settles, names, more);
    return g_strdup_printf("settles %u, part of %u more: %s%s", action->n_settles, part, names,
                           more);
}

static void
put_actions(const CtTextReport *report, const CtAssurance *assurance)
{
    uint32_t n = report->options->all ? assurance->n_actions
                                      : MIN(assurance->n_actions, (uint32_t)MOST_ACTIONS);

    if (n == 0)
        return;
    ct_text_heading(report, "What would change most");
    for (uint32_t i = 0; i < n; i++) {
        const CtRemedy *action = &assurance->actions[i];
        g_autofree char *label = g_strdup_printf("%2u", i + 1);
        g_autofree char *place = place_text(&action->place);
        g_autofree char *effect = effect_text(action);

        ct_text_reason(report, 1, label, CT_STYLE_ACCENT, action->fix, place);
        ct_text_reason(report, INDENT, "", CT_STYLE_DIM, effect, NULL);
    }
    if (n < assurance->n_actions)
        ct_out_printf(report->out, "    %u more; --all shows them\n", assurance->n_actions - n);
}

/* How the areas of a standard stand, a row each. */
static void
put_areas(const CtTextReport *report, const CtStandardResult *standard)
{
    static const char *const headers[] = {
        "area", "fail", "pass", "not applicable", "needs a document", NULL};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, report->options->width);

    for (unsigned c = 1; c < 5; c++)
        ct_text_table_set_right(table, c);
    for (uint32_t a = 0; standard->areas[a] != NULL; a++) {
        uint32_t counts[CT_RULING_COUNT] = {0}, n = 0;

        for (uint32_t i = 0; i < standard->n_requirements; i++)
            if (g_strcmp0(standard->requirements[i].area, standard->areas[a]) == 0) {
                counts[standard->requirements[i].ruling]++;
                n++;
            }
        if (n == 0) /* none of it was asked for */
            continue;
        g_autofree char *name =
            g_strcmp0(standard->areas[a], standard->area_titles[a]) == 0
                ? g_strdup(standard->areas[a])
                : g_strdup_printf("%s  %s", standard->areas[a], standard->area_titles[a]);
        g_autofree char *fail = g_strdup_printf("%u", counts[CT_RULING_FAIL]);
        g_autofree char *pass = g_strdup_printf("%u", counts[CT_RULING_PASS]);
        g_autofree char *none = g_strdup_printf("%u", counts[CT_RULING_NOT_APPLICABLE]);
        g_autofree char *open = g_strdup_printf("%u", counts[CT_RULING_NOT_ASSESSABLE]);
        const char *const cells[] = {name, fail, pass, none, open};

        ct_text_table_add(table, cells);
    }
    if (standard->areas[0] != NULL)
        ct_text_table_write(table, report->out, report->options->color);
}

/* "3/1": is to be 3 and is 1 at most; "3/3?" where documents are open; "-" where nothing is asked.
 */
static char *
level_text(const CtZoneLevels *levels, int area)
{
    int8_t target = levels->target[area], most = levels->achieved[area];

    if (target <= 0)
        return g_strdup("-");
    if (most < target)
        return g_strdup_printf("%d/%d!", target, most);
    return g_strdup_printf("%d/%d%s", target, target, levels->open[area] > 0 ? "?" : "");
}

static void
put_levels(const CtTextReport *report, const CtStandardResult *standard)
{
    const char *headers[CT_N_AREAS + 2] = {"zone"};
    bool any = false;

    for (int i = 0; i < CT_N_AREAS; i++)
        headers[i + 1] = ct_area_text(i);
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, report->options->width);

    for (uint32_t z = 0; z < standard->n_levels; z++) {
        const CtZoneLevels *levels = &standard->levels[z];
        char *cells[CT_N_AREAS + 1] = {(char *)levels->zone};
        bool asked = false;

        for (int i = 0; i < CT_N_AREAS; i++) {
            asked = asked || levels->target[i] > 0;
            cells[i + 1] = level_text(levels, i);
        }
        if (asked)
            ct_text_table_add(table, (const char *const *)cells);
        any = any || asked;
        for (int i = 0; i < CT_N_AREAS; i++)
            g_free(cells[i + 1]);
    }
    if (standard->n_levels == 0)
        return;
    ct_out_put(report->out, "\n");
    if (!any) {
        ct_text_reason(report, 2, "note", CT_STYLE_WARN,
                       "no zone sets a security level target (zones.*.sl_t): nothing is asked of "
                       "any",
                       NULL);
        return;
    }
    ct_text_table_write(table, report->out, report->options->color);
    ct_text_reason(report, 2, "", CT_STYLE_DIM,
                   "SL-T/SL-A: ! a requirement of that level fails; ? none fails, and documents "
                   "are open; - nothing is asked",
                   NULL);
}

static void
put_evidence(const CtTextReport *report, const CtRequirementResult *result)
{
    for (uint32_t i = 0; i < result->n_evidence && i < SHOWN_EVIDENCE; i++) {
        const CtEvidence *evidence = &result->evidence[i];
        g_autofree char *place = place_text(&evidence->place);
        g_autofree char *count = evidence->count > 1
                                     ? g_strdup_printf(" (%" G_GUINT64_FORMAT ")", evidence->count)
                                     : g_strdup("");
        g_autofree char *text =
            g_strdup_printf("%s %s%s: %s", evidence->kind, evidence->id, count,
                            evidence->reason != NULL ? evidence->reason : "holds");

        ct_text_reason(report, INDENT + 2, ct_ruling_text((CtRuling)evidence->ruling), CT_STYLE_DIM,
                       text, place);
    }
    uint64_t left = result->n_left_out +
                    (result->n_evidence > SHOWN_EVIDENCE ? result->n_evidence - SHOWN_EVIDENCE : 0);
    if (left > 0)
        ct_out_printf(report->out, "      and %" G_GUINT64_FORMAT " more\n", left);
}

static CtStyle
style_of(CtRuling ruling)
{
    switch (ruling) {
    case CT_RULING_PASS:
        return CT_STYLE_GOOD;
    case CT_RULING_FAIL:
        return CT_STYLE_BAD;
    case CT_RULING_NOT_ASSESSABLE:
        return CT_STYLE_WARN;
    case CT_RULING_NOT_APPLICABLE:
    case CT_RULING_COUNT:
        break;
    }
    return CT_STYLE_DIM;
}

/* What the waiver of a failing requirement says; NULL where there is none. */
static char *
waiver_text(const CtRequirementResult *result)
{
    g_autofree char *text = ct_requirement_waiver_text(result);

    if (result->waiver != CT_SEG_EXPIRED)
        return g_steal_pointer(&text);
    return g_strdup_printf("it has ended, so this counts: %s", text);
}

static void
put_requirement(const CtTextReport *report, const CtRequirementResult *result)
{
    bool fails = result->ruling == CT_RULING_FAIL;
    g_autofree char *waiver = waiver_text(result);
    const CtEvidence *first = result->n_evidence > 0 ? &result->evidence[0] : NULL;
    g_autofree char *place = first != NULL ? place_text(&first->place) : NULL;

    ct_out_put(report->out, "  ");
    ct_text_style(report->out, report->options->color, style_of((CtRuling)result->ruling),
                  fails ? ct_gravity_text((CtGravity)result->gravity)
                        : ct_ruling_text((CtRuling)result->ruling));
    ct_out_put(report->out, "  ");
    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD, result->id);
    ct_out_printf(report->out, "  ");
    ct_text_wrap(report->out, result->title, report->options->width - 2, INDENT);
    ct_out_put(report->out, "\n");
    ct_text_reason(report, INDENT, "", CT_STYLE_PLAIN, result->reason, fails ? place : NULL);
    if (fails && first != NULL && first->path != NULL) {
        g_autofree char *path = path_text(first->path);

        ct_text_reason(report, INDENT, "attack", CT_STYLE_DIM, path, NULL);
    }
    if (waiver != NULL)
        ct_text_reason(report, INDENT, result->waiver == CT_SEG_WAIVED ? "waived" : "waiver",
                       result->waiver == CT_SEG_WAIVED ? CT_STYLE_DIM : CT_STYLE_WARN, waiver,
                       NULL);
    if (fails && result->fix != NULL)
        ct_text_reason(report, INDENT, "mend  ", CT_STYLE_PLAIN, result->fix, NULL);
    if (result->document != NULL)
        ct_text_reason(report, INDENT, "decide", CT_STYLE_DIM, result->document, NULL);
    if (result->note != NULL && report->options->all)
        ct_text_reason(report, INDENT, "note  ", CT_STYLE_DIM, result->note, NULL);
    if (report->options->all)
        put_evidence(report, result);
}

/* Failures that count, the gravest first, then those that are accepted; with `all` every
 * requirement, in the order of the catalog. */
static void
put_requirements(const CtTextReport *report, const CtStandardResult *standard)
{
    uint32_t shown = 0, n = standard->counts[CT_RULING_FAIL] - standard->n_waived;

    if (report->options->all) {
        ct_out_put(report->out, "\n");
        for (uint32_t i = 0; i < standard->n_requirements; i++)
            put_requirement(report, &standard->requirements[i]);
        return;
    }
    if (standard->counts[CT_RULING_FAIL] > 0)
        ct_out_put(report->out, "\n");
    for (int gravity = CT_GRAVITY_CRITICAL; gravity >= CT_GRAVITY_LOW; gravity--)
        for (uint32_t i = 0; i < standard->n_requirements && shown < MOST_FAILURES; i++) {
            const CtRequirementResult *result = &standard->requirements[i];

            if (!ct_requirement_counts(result) || result->gravity != gravity)
                continue;
            put_requirement(report, result);
            shown++;
        }
    if (shown < n)
        ct_out_printf(report->out, "  %u more fail, no graver than these; --all shows them\n",
                      n - shown);
    for (uint32_t i = 0; i < standard->n_requirements; i++)
        if (standard->requirements[i].waiver == CT_SEG_WAIVED)
            put_requirement(report, &standard->requirements[i]);
}

void
ct_report_validate_text(CtOut *out, const CtAssurance *assurance, const CtTextOptions *options)
{
    const CtTextReport report = {.out = out, .options = options};

    put_head(&report, assurance);
    if (!options->brief)
        put_actions(&report, assurance);
    for (uint32_t s = 0; s < assurance->n_standards; s++) {
        const CtStandardResult *standard = &assurance->standards[s];
        g_autofree char *title =
            standard->version != NULL
                ? g_strdup_printf("%s  %s (%s)", standard->id, standard->title, standard->version)
                : g_strdup_printf("%s  %s", standard->id, standard->title);

        ct_text_heading(&report, title);
        if (standard->areas[0] == NULL)
            ct_out_printf(out, "  %u fail, %u pass, %u do not apply, %u wait for a document\n",
                          standard->counts[CT_RULING_FAIL], standard->counts[CT_RULING_PASS],
                          standard->counts[CT_RULING_NOT_APPLICABLE],
                          standard->counts[CT_RULING_NOT_ASSESSABLE]);
        put_areas(&report, standard);
        put_levels(&report, standard);
        if (!options->brief)
            put_requirements(&report, standard);
    }
}

void
ct_report_validate_summary(CtOut *out, const CtAssurance *assurance, const CtTextOptions *options)
{
    static const char *const headers[] = {"standard", "fail",           "waived",
                                          "pass",     "not applicable", "needs a document",
                                          NULL};
    const CtTextReport report = {.out = out, .options = options};
    g_autoptr(CtTextTable) table = ct_text_table_new(headers, options->width);

    for (unsigned c = 1; c < 6; c++)
        ct_text_table_set_right(table, c);
    for (uint32_t s = 0; s < assurance->n_standards; s++) {
        const CtStandardResult *standard = &assurance->standards[s];
        const uint32_t counts[] = {standard->counts[CT_RULING_FAIL], standard->n_waived,
                                   standard->counts[CT_RULING_PASS],
                                   standard->counts[CT_RULING_NOT_APPLICABLE],
                                   standard->counts[CT_RULING_NOT_ASSESSABLE]};
        char texts[G_N_ELEMENTS(counts)][16];
        const char *cells[G_N_ELEMENTS(counts) + 1] = {standard->id};

        for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
            g_snprintf(texts[i], sizeof texts[i], "%u", counts[i]);
            cells[i + 1] = texts[i];
        }
        ct_text_table_add(table, cells);
    }
    ct_text_heading(&report, "Standards");
    ct_text_table_write(table, out, options->color);
    if (assurance->undecided != NULL)
        ct_text_reason(&report, 2, "undecided", CT_STYLE_WARN, assurance->undecided, NULL);
    if (!options->brief)
        ct_text_reason(&report, 2, "", CT_STYLE_PLAIN,
                       "'cybertwin validate' says what fails, where, and what would mend it.",
                       NULL);
}
