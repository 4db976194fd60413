/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `why` for people. */
#include "report/why.h"

#include "report/text_parts.h"

enum { MOST_FACTS = 20 };

/*
 * A fact that no attempt leads to is an entry, or follows from entries by itself; then the
 * derivation is the answer.
 */
static void
put_derivation(const CtTextReport *report, const CtWhyAnswer *answer)
{
    if (answer->certificate == NULL)
        return;
    ct_out_put(report->out, "\n");
    ct_certificate_write_text(answer->certificate, answer->graph,
                              report->options->all ? UINT32_MAX : MOST_FACTS, report->out);
}

static void
put_yes(const CtTextReport *report, const CtWhyAnswer *answer, const CtGoalFinding *goal)
{
    bool attempted = goal->n_paths > 0 && goal->paths[0].n_steps > 0;

    if (!attempted) {
        bool entry = answer->certificate != NULL && answer->certificate->steps.length == 0;

        ct_out_put(report->out,
                   entry ? "  He starts with it.\n"
                         : "  It follows from what he starts with, without an attempt.\n");
        if (!entry)
            put_derivation(report, answer);
        return;
    }
    g_autofree char *cost = ct_text_path_cost(&goal->paths[0]);
    g_autofree char *chances = ct_text_path_chances(&goal->paths[0]);

    ct_text_limit(report, goal);
    ct_text_reason(report, 2, "", CT_STYLE_DIM, cost, NULL);
    ct_text_reason(report, 2, "", CT_STYLE_DIM, chances, NULL);
    ct_text_path(report, &goal->paths[0]);
    if (report->options->all)
        put_derivation(report, answer);
}

static void
put_answer(const CtTextReport *report,
           const CtWhyAnswer *answer,
           const CtAttackerFinding *attacker,
           const CtGoalFinding *goal)
{
    static const struct {
        const char *text;
        CtStyle style;
    } looks[] = {
        [CT_ANSWER_YES] = {"✗ can be had", CT_STYLE_BAD},
        [CT_ANSWER_NO] = {"✓ cannot be had", CT_STYLE_GOOD},
        [CT_ANSWER_UNKNOWN] = {"? undecided", CT_STYLE_WARN},
    };
    g_autofree char *entries = g_strjoinv(", ", (char **)attacker->entries);

    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD, answer->fact);
    ct_out_put(report->out, "  ");
    ct_text_style(report->out, report->options->color, looks[goal->reachable].style,
                  looks[goal->reachable].text);
    ct_out_printf(report->out, " by %s, who starts with %s\n", attacker->id,
                  *entries != '\0' ? entries : "nothing");
    if (goal->reachable == CT_ANSWER_YES) {
        put_yes(report, answer, goal);
    } else if (goal->reachable == CT_ANSWER_NO) {
        ct_text_near_misses(report, goal);
        if (report->options->all)
            put_derivation(report, answer);
    } else if (goal->unknown_why != NULL) {
        ct_text_reason(report, 2, "", CT_STYLE_DIM, goal->unknown_why, NULL);
    }
}

void
ct_report_why_text(CtOut *out, const CtWhyAnswer *answer, const CtTextOptions *options)
{
    const CtDossier *dossier = answer->dossier;
    CtTextReport report = {.out = out, .dossier = dossier, .options = options};

    for (uint32_t i = 0; i < dossier->n_attackers; i++) {
        for (uint32_t k = 0; k < dossier->attackers[i].n_goals; k++) {
            if (i + k > 0)
                ct_out_put(out, "\n");
            put_answer(&report, answer, &dossier->attackers[i], &dossier->attackers[i].goals[k]);
        }
    }
}
