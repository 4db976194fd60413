/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text report: head, verdicts, and the order of its parts. */
#include "report/segments.h"
#include "report/text_parts.h"

#include "base/units.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

void
ct_text_heading(const CtTextReport *report, const char *title)
{
    ct_out_put(report->out, "\n");
    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD, title);
    ct_out_put(report->out, "\n");
}

char *
ct_text_duration(int64_t ms)
{
    /* An attempt that takes no time takes one tick, so that causes stay ahead of effects. */
    if (ms < CT_MS_SECOND)
        return g_strdup("at once");
    return ct_units_time_text(ms);
}

char *
ct_text_plural(uint64_t n, const char *one, const char *many)
{
    return g_strdup_printf("%" PRIu64 " %s", n, n == 1 ? one : many);
}

/* @text broken into lines of at most @width columns. */
static char **
break_lines(const char *text, unsigned width)
{
    g_autoptr(CtOut) out = ct_out_new_string();

    ct_text_wrap(out, text, width, 0);
    return g_strsplit(ct_out_text(out), "\n", -1);
}

static void
put_spaces(CtOut *out, unsigned n)
{
    ct_out_printf(out, "%*s", (int)n, "");
}

void
ct_text_reason(const CtTextReport *report,
               unsigned indent,
               const char *label,
               CtStyle style,
               const char *text,
               const char *place)
{
    unsigned label_columns = *label != '\0' ? ct_text_columns(label) + 2 : 0;
    unsigned left = indent + label_columns;
    unsigned room = report->options->width > left + 20 ? report->options->width - left : 20;
    g_auto(GStrv) lines = break_lines(text, room);
    bool color = report->options->color;

    put_spaces(report->out, indent);
    if (label_columns > 0)
        ct_text_style(report->out, color, style, label);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        unsigned columns = ct_text_columns(lines[i]);

        if (i > 0)
            put_spaces(report->out, left);
        else if (label_columns > 0)
            ct_out_put(report->out, "  ");
        ct_text_style(report->out, color, style, lines[i]);
        if (lines[i + 1] == NULL && place != NULL) {
            unsigned place_columns = ct_text_columns(place);

            if (columns + 2 + place_columns <= room) {
                put_spaces(report->out, room - columns - place_columns);
            } else {
                ct_out_put(report->out, "\n");
                put_spaces(report->out, left + (room > place_columns ? room - place_columns : 0));
            }
            ct_text_style(report->out, color, CT_STYLE_DIM, place);
        }
        ct_out_put(report->out, "\n");
    }
}

static uint64_t
count_of(const CtDossier *dossier, const char *name)
{
    for (uint32_t i = 0; i < dossier->n_counts; i++) {
        if (strcmp(dossier->counts[i].name, name) == 0)
            return dossier->counts[i].count;
    }
    return 0;
}

/* "159 assets, 26 zones, …": what there is. */
char *
ct_text_size(const CtDossier *dossier)
{
    static const struct {
        const char *name, *one;
    } shown[] = {{"assets", "asset"},          {"zones", "zone"},
                 {"conduits", "conduit"},      {"channels", "channel"},
                 {"suppliers", "supplier"},    {"credentials", "credential"},
                 {"people", "group of people"}};
    GString *line = g_string_new(NULL);

    for (size_t i = 0, n = 0; i < G_N_ELEMENTS(shown); i++) {
        uint64_t unfolded = i == 0 ? count_of(dossier, "asset instances") : 0;
        uint64_t count = MAX(unfolded, count_of(dossier, shown[i].name));
        g_autofree char *text =
            ct_text_plural(count, shown[i].one,
                           strcmp(shown[i].name, "people") == 0 ? "groups of people"
                                                                : shown[i].name);

        if (count > 0)
            g_string_append_printf(line, "%s%s", n++ > 0 ? ", " : "", text);
    }
    return g_string_free(line, FALSE);
}

/* What was analysed: its name, its kind and its size. */
void
ct_text_head(const CtTextReport *report)
{
    const CtDossier *dossier = report->dossier;
    g_autofree char *size = ct_text_size(dossier);
    g_autofree char *text = dossier->domain != NULL
                                ? g_strdup_printf("%s · %s", dossier->domain, size)
                                : g_strdup(size);

    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD,
                  dossier->name != NULL ? dossier->name : dossier->package);
    ct_out_put(report->out, "\n");
    ct_text_reason(report, 0, "", CT_STYLE_DIM, text, NULL);
}

void
ct_text_attacker(const CtTextReport *report, const CtAttackerFinding *attacker)
{
    GString *who = g_string_new(attacker->id);
    g_autofree char *from = g_strjoinv(", ", (char **)attacker->entries);

    g_string_append_printf(who, ": %s, %s, ", attacker->skill,
                           strcmp(attacker->knowledge, "discover") == 0
                               ? "has to discover the architecture"
                               : "knows the architecture");
    if (attacker->spread > 0)
        g_string_append_printf(who, "a worm that tries %u at a time from each asset it holds",
                               attacker->spread);
    else if (attacker->is_led)
        g_string_append(who, "in phases of his own: the scenario says what he tries, and when");
    else if (attacker->parallel == 0)
        g_string_append(who, "tries all at once");
    else
        g_string_append_printf(who, "tries %u at a time, %s", attacker->parallel,
                               attacker->strategy);
    if (attacker->autonomous)
        g_string_append(who, ", his code acts on its own");
    if (attacker->starts_ms > 0) {
        g_autofree char *time = ct_units_time_text(attacker->starts_ms);

        g_string_append_printf(who, ", comes after %s", time);
    }
    g_autofree char *text = g_string_free(who, FALSE);

    ct_out_put(report->out, "\n");
    ct_text_reason(report, 0, "Attacker", CT_STYLE_PLAIN, text, NULL);
    ct_text_reason(report, 0, "From    ", CT_STYLE_PLAIN,
                   *from != '\0' ? from
                                 : "nowhere: no zone is marked outside, and no entry is given",
                   NULL);
}

/* The line below a verdict: what the best path costs, or which limit was hit. */
static void
put_outcome(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autofree char *cost = goal->reachable == CT_ANSWER_YES && goal->n_paths > 0
                                ? ct_text_path_cost(&goal->paths[0])
                                : NULL;

    if (cost != NULL)
        ct_text_reason(report, 19, "", CT_STYLE_DIM, cost, NULL);
    else if (goal->reachable == CT_ANSWER_UNKNOWN && goal->unknown_why != NULL)
        ct_text_reason(report, 19, "", CT_STYLE_DIM, goal->unknown_why, NULL);
}

static void
put_verdict(const CtTextReport *report, const CtGoalFinding *goal, unsigned id_columns)
{
    static const struct {
        const char *sign, *word;
        CtStyle style;
    } looks[] = {
        [CT_ANSWER_YES] = {"✗", "reachable", CT_STYLE_BAD},
        [CT_ANSWER_NO] = {"✓", "not reachable", CT_STYLE_GOOD},
        [CT_ANSWER_UNKNOWN] = {"?", "undecided", CT_STYLE_WARN},
    };
    CtOut *out = report->out;
    g_autofree char *verdict =
        g_strdup_printf("%s %s", looks[goal->reachable].sign, looks[goal->reachable].word);

    ct_out_put(out, "  ");
    ct_text_style(out, report->options->color, looks[goal->reachable].style, verdict);
    put_spaces(out, 17 - MIN(17, ct_text_columns(verdict)));
    ct_out_put(out, goal->id);
    if (goal->requirement != NULL) {
        g_autofree char *place = ct_dossier_pos_text(report->dossier, goal->requirement_pos);

        ct_out_put(out, "\n");
        ct_text_reason(report, 19, "", CT_STYLE_PLAIN, goal->requirement, place);
        put_outcome(report, goal);
        return;
    }
    if (strcmp(goal->id, goal->text) != 0) {
        put_spaces(out, id_columns - MIN(id_columns, ct_text_columns(goal->id)) + 2);
        ct_out_put(out, goal->text);
    }
    ct_out_put(out, "\n");
    put_outcome(report, goal);
}

static void
put_verdicts(const CtTextReport *report, const CtAttackerFinding *attacker)
{
    unsigned columns = 0;

    for (uint32_t i = 0; i < attacker->n_goals; i++)
        columns = MAX(columns, MIN(24, ct_text_columns(attacker->goals[i].id)));
    if (attacker->n_goals == 0)
        ct_text_reason(report, 0, "Goals   ", CT_STYLE_PLAIN,
                       "none: name one with --goal, or in scenario.lua of the package, or state "
                       "requirements in the topology",
                       NULL);
    else if (attacker->goals[0].requirement != NULL)
        ct_text_reason(report, 0, "Goals   ", CT_STYLE_PLAIN,
                       "that requirements be violated, as no scenario names a goal", NULL);
    else
        ct_out_put(report->out, "Goals\n");
    for (uint32_t i = 0; i < attacker->n_goals; i++)
        put_verdict(report, &attacker->goals[i], columns);
}

void
ct_text_goal(const CtTextReport *report, const CtGoalFinding *goal)
{
    g_autofree char *title = NULL;

    if (goal->reachable == CT_ANSWER_UNKNOWN)
        return;
    if (goal->reachable == CT_ANSWER_NO) {
        title = g_strdup_printf("Why %s is out of reach", goal->id);
        ct_text_heading(report, title);
        ct_text_near_misses(report, goal);
        return;
    }
    title = g_strdup_printf("The way to %s, best by %s%s", goal->id,
                            ct_cost_text((CtCost)goal->ordered_by),
                            goal->optimal ? "" : " as far as known");
    ct_text_heading(report, title);
    if (goal->n_paths > 0) {
        g_autofree char *chances = ct_text_path_chances(&goal->paths[0]);

        ct_text_reason(report, 2, "", CT_STYLE_DIM, chances, NULL);
        ct_text_limit(report, goal);
        ct_text_path(report, &goal->paths[0]);
    }
    ct_text_other_ways(report, goal);
}

void
ct_report_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    ct_text_head(&report);
    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        const CtAttackerFinding *attacker = &dossier->attackers[i];

        ct_text_attacker(&report, attacker);
        put_verdicts(&report, attacker);
        report.shown = attacker->goals;
        for (uint32_t k = 0; !options->brief && k < attacker->n_goals; k++) {
            report.n_shown = k;
            ct_text_goal(&report, &attacker->goals[k]);
        }
        if (!options->brief && attacker->n_facts > 0)
            ct_text_fallen(&report, attacker);
        if (!options->brief)
            ct_text_exposure(&report, i);
    }
    if (!options->brief && dossier->segmentation != NULL)
        ct_report_segments_summary(out, dossier->segmentation, options);
}
