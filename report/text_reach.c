/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `reach` for people: a verdict a service, then the way or what stands in it. */
#include "report/reach.h"

#include "report/place.h"
#include "report/text_parts.h"

enum { MOST_TRIES = 8 };

static const struct {
    const char *sign, *word;
    CtStyle style;
} looks[] = {
    [CT_REACH_NO] = {"✗", "not reachable", CT_STYLE_GOOD},
    [CT_REACH_GATED] = {"✓", "reachable with a second factor only", CT_STYLE_WARN},
    [CT_REACH_YES] = {"✓", "reachable", CT_STYLE_BAD},
};

/* What stands in the way of one who comes through, as far as anything does. */
static char *
describe_controls(const CtSignature *signature)
{
    GString *text = g_string_new(NULL);

    if (signature->mfa > CT_MFA_NONE)
        g_string_append_printf(text, ", second factor %s",
                               ct_word_text(CT_WORDS_MFA, signature->mfa));
    if (signature->inspection > CT_INSPECTION_NONE)
        g_string_append_printf(text, ", inspection %s",
                               ct_word_text(CT_WORDS_INSPECTION, signature->inspection));
    if (signature->encryption > CT_ENCRYPTION_NONE)
        g_string_append_printf(text, ", encryption %s",
                               ct_word_text(CT_WORDS_ENCRYPTION, signature->encryption));
    if (signature->sensor > 0)
        g_string_append_printf(text, ", a sensor that sees %.0f%%", signature->sensor * 100);
    return g_string_free(text, FALSE);
}

static void
put_door(const CtTextReport *report, const CtTwin *twin, const CtReachDoor *door)
{
    g_autofree char *place = ct_place_text(twin, door->pos);
    g_autofree char *way = g_strcmp0(door->from, door->to) == 0
                               ? g_strdup_printf("both are on %s", door->from)
                               : g_strdup_printf("%s → %s", door->from, door->to);
    g_autofree char *text =
        door->conduit == NULL
            ? g_strdup(way)
            : g_strdup_printf("%s: conduit %s%s%s", way, door->conduit,
                              door->rule != NULL ? ", " : "", door->rule != NULL ? door->rule : "");

    ct_text_reason(report, 4, "because", CT_STYLE_DIM, text, place);
}

static void
put_try(const CtTextReport *report, const CtTwin *twin, const CtReachTry *tried)
{
    g_autofree char *place = ct_place_text(twin, tried->pos);
    g_autofree char *text =
        tried->conduit == NULL
            ? g_strdup(tried->reason)
            : g_strdup_printf("conduit %s%s%s: %s", tried->conduit, tried->rule != NULL ? ", " : "",
                              tried->rule != NULL ? tried->rule : "", tried->reason);

    ct_text_reason(report, 4, "because", CT_STYLE_DIM, text, place);
}

static void
put_verdict(const CtTextReport *report, const CtTwin *twin, const CtReachVerdict *verdict)
{
    g_autofree char *controls = describe_controls(&verdict->signature);
    g_autofree char *answer =
        g_strdup_printf("%s %s%s", looks[verdict->answer].sign, looks[verdict->answer].word,
                        verdict->answer == CT_REACH_NO ? "" : controls);
    guint most = report->options->all ? verdict->tries->len : MIN(verdict->tries->len, MOST_TRIES);
    guint left_out = verdict->tries->len - most + verdict->n_tries_left_out;

    ct_out_put(report->out, "\n");
    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD, verdict->service);
    ct_out_printf(report->out, " (%s)  ", verdict->port);
    ct_text_style(report->out, report->options->color, looks[verdict->answer].style, answer);
    ct_out_put(report->out, "\n");
    for (guint i = 0; i < verdict->doors->len; i++)
        put_door(report, twin, verdict->doors->pdata[i]);
    for (guint i = 0; i < most; i++)
        put_try(report, twin, verdict->tries->pdata[i]);
    if (left_out > 0)
        ct_out_printf(report->out, "    and %u more that %s\n", left_out,
                      report->options->all ? "were tried" : "were tried; --verbose shows more");
}

void
ct_report_reach_text(CtOut *out,
                     const CtTwin *twin,
                     const CtReachExplanation *explanation,
                     const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};
    g_autofree char *title = g_strdup_printf("From %s to %s", explanation->from, explanation->to);

    ct_text_style(out, options->color, CT_STYLE_BOLD, title);
    ct_out_put(out, "\n");
    if (explanation->verdicts->len == 0)
        ct_out_printf(out, "  %s listens on nothing.\n", explanation->to);
    for (guint i = 0; i < explanation->verdicts->len; i++)
        put_verdict(&report, twin, explanation->verdicts->pdata[i]);
}
