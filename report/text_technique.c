/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A technique in words. */
#include "report/technique.h"

#include "report/technique_uses.h"
#include "report/text_parts.h"

#include <inttypes.h>

enum { MOST_USES = 6 };

static void
put_line(const CtTextReport *report, const char *label, const char *text)
{
    if (*text == '\0')
        return;
    ct_text_reason(report, 2, label, CT_STYLE_PLAIN, text, NULL);
}

static void
put_list(const CtTextReport *report, const char *label, const char *const *words)
{
    g_autofree char *text = words != NULL ? g_strjoinv(", ", (char **)words) : g_strdup("");

    put_line(report, label, text);
}

static void
put_ids(const CtTextReport *report, const CtTechniqueIds *ids)
{
    const struct {
        const char *id, *where;
    } all[] = {{ids->it, "on information technology"},
               {ids->ot, "on operational technology"},
               {ids->mobile, "on mobile devices"},
               {ids->internet_it, "on information technology, from the internet"},
               {ids->internet_ot, "on operational technology, from the internet"}};
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i].id != NULL)
            g_string_append_printf(text, "%s%s %s", text->len > 0 ? "; " : "", all[i].id,
                                   all[i].where);
    }
    put_line(report, "shown as  ", text->str);
    g_string_free(text, TRUE);
}

static void
put_openers(const CtTextReport *report, const CtTechnique *technique)
{
    for (unsigned i = 0; i < technique->n_openers; i++) {
        const CtFactKindInfo *info = &technique->kinds->infos[technique->openers[i].kind];
        const char *level =
            info->levels == 2 ? ct_word_text(CT_WORDS_LEVEL, technique->openers[i].level) : "";
        g_autofree char *text =
            g_strdup_printf("%s:%s%s%s (%s)", info->text, technique->variable_name[0],
                            *level != '\0' ? ":" : "", level, info->line);

        put_line(report, i == 0 ? "opened by " : "or by     ", text);
    }
    for (unsigned i = 1; i < technique->n_variables; i++) {
        const CtWalk *walk = &technique->walks[i];
        const CtRelationInfo *info = &ct_relation_infos[walk->relation];
        g_autofree char *text =
            g_strdup_printf("%s, by the relation %s of %s (%s)", technique->variable_name[i],
                            info->word, technique->variable_name[walk->start], info->line);

        put_line(report, "for each  ", text);
    }
}

static void
put_numbers(const CtTextReport *report, const CtVerdict *verdict)
{
    g_autofree char *time = ct_dist_text(&verdict->time);
    GString *text = g_string_new(time);

    if (ct_dist_mean_ms(&verdict->prepare) > 1) {
        g_autofree char *prepare = ct_dist_text(&verdict->prepare);

        g_string_append_printf(text, "; preparing it once: %s", prepare);
    }
    ct_text_reason(report, 4, "time   ", CT_STYLE_DIM, text->str, NULL);
    g_string_printf(text, "an attempt succeeds with %.3g", verdict->success);
    if (verdict->works < 1)
        g_string_append_printf(text, ", if it works at all (%.3g)", verdict->works);
    g_string_append_printf(text, "; a sensor notices it with %.3g; skill: %s", verdict->noise,
                           ct_skill_text((CtSkill)verdict->skill));
    ct_text_reason(report, 4, "chance ", CT_STYLE_DIM, text->str, NULL);
    g_string_free(text, TRUE);
}

static void
put_use(const CtTextReport *report,
        const CtTechnique *technique,
        const CtTwin *twin,
        const CtTechniqueUse *use)
{
    const CtVerdict *verdict = use->template->verdict;
    g_autofree char *gains =
        ct_technique_terms_text(twin, technique, verdict->gains, verdict->n_gains);
    g_autofree char *also =
        ct_technique_terms_text(twin, technique, verdict->also, verdict->n_also);
    g_autofree char *example = ct_technique_binding_text(twin, technique, use->example);
    g_autofree char *count = ct_text_plural(use->n_steps, "time", "times");
    g_autofree char *title =
        g_strdup_printf("%s, %" PRIu32 " within the attacker's reach; gains %s", count, use->n_hold,
                        gains);

    ct_text_reason(report, 2, "·", CT_STYLE_PLAIN, title, NULL);
    ct_text_reason(report, 4, "example", CT_STYLE_PLAIN, example, NULL);
    if (*also != '\0')
        ct_text_reason(report, 4, "needs  ", CT_STYLE_DIM, also, NULL);
    put_numbers(report, verdict);
    for (const char *const *assumed = verdict->assumed; assumed != NULL && *assumed != NULL;
         assumed++)
        ct_text_reason(report, 4, "assumed", CT_STYLE_WARN, *assumed, NULL);
}

static void
put_uses(const CtTextReport *report, const CtTechnique *technique, const CtTwin *twin)
{
    g_autoptr(GArray) uses = ct_technique_uses(twin, technique);
    guint most = report->options->all ? uses->len : MIN(uses->len, MOST_USES);

    ct_out_put(report->out, "\n");
    if (uses->len == 0) {
        ct_out_put(report->out, "  It applies nowhere in this package.\n");
        return;
    }
    ct_text_style(report->out, report->options->color, CT_STYLE_BOLD,
                  "  Where it applies in this package");
    ct_out_put(report->out, "\n");
    for (guint i = 0; i < most; i++)
        put_use(report, technique, twin, &g_array_index(uses, CtTechniqueUse, i));
    if (most < uses->len)
        ct_out_printf(report->out, "  and in %u more ways; --verbose shows them\n",
                      uses->len - most);
}

void
ct_report_technique_text(CtOut *out,
                         const CtTechnique *technique,
                         const CtTwin *twin,
                         const CtTextOptions *options)
{
    CtTextReport report = {.out = out, .options = options};
    g_autofree const char **ids = ct_technique_distinct_ids(technique);
    g_autofree char *joined = g_strjoinv(" / ", (char **)ids);
    g_autofree char *title = g_strdup_printf("%s  %s", joined, technique->title);
    g_autofree char *written = g_strdup_printf("%s:%" PRIu32, technique->file, technique->line);

    ct_text_style(out, options->color, CT_STYLE_BOLD, title);
    ct_out_put(out, "\n");
    put_line(&report, "rule      ", technique->name);
    put_list(&report, "tactics   ", technique->tactics);
    put_ids(&report, &technique->ids);
    put_openers(&report, technique);
    put_list(&report, "stopped by", technique->stops);
    if (technique->note != NULL)
        put_line(&report, "note      ", technique->note);
    if (technique->source != NULL)
        put_line(&report, "numbers by", technique->source);
    put_line(&report, "written in", written);
    if (twin != NULL)
        put_uses(&report, technique, twin);
}
