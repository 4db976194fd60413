/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segmentation failures for people: what is wrong, what an attacker makes of it, what mends it. */
#include "report/segments_parts.h"

#include <string.h>

enum { MOST_FAILURES = 25, INDENT = 4, SHOWN_STEPS = 4 };

/* "T1078 jump-1.rdp, T0855 rtu-1": what is done to what, in order. */
static char *
path_text(const CtPath *path)
{
    g_autoptr(GString) text = g_string_new(NULL);
    uint32_t n_left = path->n_steps > SHOWN_STEPS + 1 ? path->n_steps - SHOWN_STEPS : 0;
    g_autofree char *time = ct_text_duration(path->cost.time_ms);
    g_autofree char *steps = ct_text_plural(path->cost.steps, "step", "steps");

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
    g_string_append_printf(text, " (%s, %s)", steps, time);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
put_failure(const CtTextReport *report, const CtSegFailure *failure)
{
    CtOut *out = report->out;
    g_autofree char *place =
        failure->file == NULL ? NULL
        : failure->pos.column == 0
            ? g_strdup_printf("%s:%u", failure->file, failure->pos.line)
            : g_strdup_printf("%s:%u:%u", failure->file, failure->pos.line, failure->pos.column);

    ct_out_put(out, "  ");
    ct_text_style(out, report->options->color, CT_STYLE_ACCENT, failure->id);
    ct_out_put(out, "\n");
    ct_text_reason(report, INDENT, "", CT_STYLE_PLAIN, failure->what, place);
    if (report->options->brief)
        return;
    if (failure->path != NULL) {
        g_autofree char *path = path_text(failure->path);

        ct_text_reason(report, INDENT, "attack", CT_STYLE_DIM, path, NULL);
    }
    ct_text_reason(report, INDENT, "mend  ", CT_STYLE_PLAIN, failure->fix, NULL);
    if (failure->set != NULL) /* to be copied: never broken */
        ct_out_printf(out, "    try     --set '%s'\n", failure->set);
    if (failure->waiver == CT_SEG_EXPIRED) {
        g_autofree char *ended = g_strdup_printf("its waiver (%s, %s) ended on %s", failure->reason,
                                                 failure->owner, failure->until);

        ct_text_reason(report, INDENT, "counts", CT_STYLE_WARN, ended, NULL);
    }
}

static void
put_waived(const CtTextReport *report, const CtSegmentation *segmentation)
{
    bool any = false;

    for (uint32_t i = 0; i < segmentation->n_failures; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];
        g_autofree char *text = NULL;

        if (failure->waiver != CT_SEG_WAIVED)
            continue;
        if (!any)
            ct_text_heading(report, "Waived, and not counted");
        any = true;
        text =
            g_strdup_printf("until %s, by %s: %s", failure->until, failure->owner, failure->reason);
        ct_out_printf(report->out, "  %s\n", failure->id);
        ct_text_reason(report, INDENT, "", CT_STYLE_DIM, text, NULL);
    }
    for (const char *const *idle = segmentation->idle_waivers; *idle != NULL; idle++) {
        g_autofree char *text =
            g_strdup_printf("the waiver of %s covers no failure: it can go", *idle);

        ct_text_reason(report, 2, "note", CT_STYLE_WARN, text, NULL);
    }
}

void
ct_text_failures(const CtTextReport *report, const CtSegmentation *segmentation)
{
    uint32_t most = report->options->all ? UINT32_MAX : MOST_FAILURES;
    uint32_t shown = 0;
    int severity = -1;

    for (uint32_t i = 0; i < segmentation->n_failures && shown < most; i++) {
        const CtSegFailure *failure = &segmentation->failures[i];

        if (failure->waiver == CT_SEG_WAIVED)
            continue;
        if (failure->severity != severity) {
            g_autofree char *title =
                g_ascii_strup(ct_seg_severity_text((CtSegSeverity)failure->severity), -1);

            severity = failure->severity;
            ct_text_heading(report, title);
        }
        put_failure(report, failure);
        shown++;
    }
    if (shown < segmentation->n_counted)
        ct_out_printf(report->out, "\n%u more, no graver than these; --verbose shows them.\n",
                      segmentation->n_counted - shown);
    if (segmentation->n_without_path > 0) {
        g_autofree char *attacks =
            ct_text_plural(segmentation->n_without_path, "attack that succeeds is",
                           "attacks that succeed are");
        g_autofree char *text =
            g_strdup_printf("%s not written out; only those of the gravest failures are", attacks);

        ct_out_put(report->out, "\n");
        ct_text_reason(report, 2, "note", CT_STYLE_PLAIN, text, NULL);
    }
    put_waived(report, segmentation);
}
