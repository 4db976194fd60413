/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `cuts` for people: what every way needs, then the least that closes all of them. */
#include "report/exposure.h"

#include "report/text_parts.h"

#include <math.h>
#include <string.h>

enum { MOST_SETS = 5 };

/* What to do with one of a kind, and what many of them are called. */
typedef struct KindWords {
    const char *kind, *many, *act;
} KindWords;

static const KindWords kind_words[] = {
    {"rule", "conduit rules", "Close"},
    {"asset", "assets", "Harden"},
    {"credential", "credentials", "Keep from him"},
    {"vulnerability", "vulnerabilities", "Patch"},
    {"measure", "measures", "Take"},
};

static const KindWords *
words_of(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kind_words); i++)
        if (strcmp(kind_words[i].kind, kind) == 0)
            return &kind_words[i];
    return &kind_words[0];
}

static void
put_element(const CtTextReport *report, const char *label, const CtElementFinding *element)
{
    g_autofree char *name = ct_text_element(element);
    g_autofree char *text = element->note != NULL && *element->note != '\0'
                                ? g_strdup_printf("%s: %s", name, element->note)
                                : g_strdup(name);
    g_autofree char *place = ct_dossier_pos_text(report->dossier, element->pos);

    ct_text_reason(report, 4, label, CT_STYLE_PLAIN, text, place);
}

static void
put_chokes(const CtTextReport *report, const CtWeakFinding *weak)
{
    if (!weak->chokes_complete)
        ct_out_put(report->out,
                   "  Undecided for some rules, which are not listed (--max-trials is done).\n");
    if (weak->n_chokes == 0) {
        ct_out_put(report->out, "  No single thing lies on every way.\n");
        return;
    }
    ct_out_put(report->out, "  Every way needs each of these:\n");
    for (uint32_t i = 0; i < weak->n_chokes; i++) {
        g_autofree char *label = g_strdup_printf("%-13s", weak->chokes[i].kind);

        put_element(report, label, &weak->chokes[i]);
    }
}

char *
ct_text_cuts_headline(const CtCutsFinding *cuts)
{
    const KindWords *words = words_of(cuts->by);
    g_autofree char *sets =
        g_strdup_printf("%s%u", cuts->complete ? "" : "at least ", cuts->n_sets);
    bool one = cuts->weight < 1.5 && strcmp(cuts->by, "measure") != 0;

    if (strcmp(cuts->by, "measure") == 0)
        return g_strdup_printf("%s %s, at a cost of %.15g", words->act,
                               cuts->n_sets > 1               ? "one of these choices"
                               : cuts->sets[0].n_elements > 1 ? "these together"
                                                              : "this one",
                               cuts->weight);
    if (one && cuts->n_sets == 1 && (cuts->complete || !cuts->optimal))
        return g_strdup_printf("%s this one %s", words->act, cuts->by);
    if (one)
        return g_strdup_printf("%s any one of %s %s", words->act, sets,
                               cuts->n_sets == 1 ? cuts->by : words->many);
    if (!cuts->optimal)
        return g_strdup_printf("%s these %.0f %s together", words->act, cuts->weight, words->many);
    return g_strdup_printf("%s %.0f %s together; %s such %s", words->act, cuts->weight, words->many,
                           sets, cuts->n_sets == 1 ? "choice" : "choices");
}

char *
ct_text_cuts_none(const CtCutsFinding *cuts)
{
    const KindWords *words = words_of(cuts->by);

    if (cuts->exists == CT_ANSWER_UNKNOWN)
        return g_strdup_printf("undecided; at least %.15g would be needed (%s)", cuts->lower_bound,
                               cuts->why);
    if (cuts->why != NULL)
        return g_strdup(cuts->why);
    if (cuts->n_candidates == 0)
        return g_strdup("none is on any way");
    return g_strdup_printf("all %u %s together leave a way", cuts->n_candidates, words->many);
}

static void
put_none(const CtTextReport *report, const CtCutsFinding *cuts)
{
    g_autofree char *label = g_strdup_printf("By %s", cuts->by);
    g_autofree char *text = ct_text_cuts_none(cuts);

    ct_text_reason(report, 2, label, CT_STYLE_PLAIN, text, NULL);
}

static void
put_caveats(const CtTextReport *report, const CtCutsFinding *cuts)
{
    if (cuts->n_sets > 0 && !cuts->optimal) {
        g_autofree char *text =
            g_strdup_printf("not proved least: at least %.15g would be needed%s%s",
                            cuts->lower_bound, cuts->why != NULL ? "; " : "",
                            cuts->why != NULL ? cuts->why : "");

        ct_text_reason(report, 4, "", CT_STYLE_WARN, text, NULL);
    }
    if (cuts->presumes && cuts->exists != CT_ANSWER_UNKNOWN)
        ct_out_put(report->out, "    proved as long as a further measure opens no way\n");
    for (uint32_t i = 0; i < cuts->n_useless; i++)
        put_element(report, "cannot be applied", &cuts->useless[i]);
}

/* Where there is a choice: either … and …, or … */
static const char *
set_label(const CtCutsFinding *cuts, uint32_t set, uint32_t element)
{
    if (element > 0)
        return cuts->n_sets > 1 ? "and   " : "and";
    if (set > 0)
        return "or    ";
    return cuts->n_sets > 1 ? "either" : cuts->sets[0].n_elements > 1 ? "   " : "";
}

static void
put_cuts(const CtTextReport *report, const CtCutsFinding *cuts)
{
    uint32_t most = report->options->all ? cuts->n_sets : MIN(cuts->n_sets, MOST_SETS);

    if (cuts->n_sets == 0) {
        put_none(report, cuts);
        put_caveats(report, cuts);
        return;
    }
    g_autofree char *head = ct_text_cuts_headline(cuts);

    ct_out_printf(report->out, "  By %s: %c%s\n", cuts->by, g_ascii_tolower(head[0]), head + 1);
    for (uint32_t i = 0; i < most; i++)
        for (uint32_t k = 0; k < cuts->sets[i].n_elements; k++)
            put_element(report, set_label(cuts, i, k), &cuts->sets[i].elements[k]);
    if (most < cuts->n_sets)
        ct_out_printf(report->out, "    and %u more; --verbose shows them\n", cuts->n_sets - most);
    put_caveats(report, cuts);
}

/* Of what he starts with, only what the network gives him can be taken away. */
static void
put_from_start(const CtTextReport *report, const CtWeakFinding *weak)
{
    bool any = false;

    ct_out_put(report->out,
               "  He has it before his first attempt: there is no technique to stop.\n");
    for (uint32_t k = 0; k < weak->n_cuts; k++) {
        any = any || weak->cuts[k].n_sets > 0;
        if (weak->cuts[k].n_sets > 0)
            put_cuts(report, &weak->cuts[k]);
    }
    if (!any)
        ct_out_put(report->out,
                   "  No cut exists: it is what he starts with, or follows from it.\n");
}

static void
put_weak(const CtTextReport *report, const CtWeakFinding *weak)
{
    if (weak->from_start) {
        put_from_start(report, weak);
        return;
    }
    put_chokes(report, weak);
    for (uint32_t k = 0; k < weak->n_cuts; k++)
        put_cuts(report, &weak->cuts[k]);
}

void
ct_report_cuts_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    for (uint32_t i = 0; i < dossier->exposure.n_weak; i++) {
        const CtWeakFinding *weak = &dossier->exposure.weak[i];

        if (i > 0)
            ct_out_put(out, "\n");
        ct_text_style(out, options->color, CT_STYLE_BOLD, weak->goal);
        if (strcmp(weak->goal, weak->fact) != 0)
            ct_out_printf(out, "  %s,", weak->fact);
        ct_out_printf(out, " by %s\n", weak->attacker);
        if (weak->reachable != CT_ANSWER_YES) {
            ct_out_put(out, "  He cannot reach it: there is nothing to take away.\n");
            continue;
        }
        put_weak(&report, weak);
    }
}
