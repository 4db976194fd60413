/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The design, the ways through it, and where the segmentation fails. */
#include "report/pdf_parts.h"
#include "report/text_parts.h"

#include "draw/frame.h"

#include <string.h>

/* A4 across, in the pixels for which the blueprint is drawn. */
enum { PICTURE_WIDTH = 1280, PICTURE_HEIGHT = 905, MOST_FAILURES = 100 };

static void
put_picture(CtPaper *paper, const CtFrame *frame)
{
    CtScene *scene = ct_scene_new(PICTURE_WIDTH, PICTURE_HEIGHT);

    ct_frame_draw(scene, frame);
    ct_paper_picture(paper, scene);
}

static const CtGoalFinding *
first_reached(const CtDossier *dossier)
{
    for (uint32_t a = 0; a < dossier->n_attackers; a++)
        for (uint32_t g = 0; g < dossier->attackers[a].n_goals; g++)
            if (dossier->attackers[a].goals[g].n_paths > 0 &&
                dossier->attackers[a].goals[g].paths[0].n_steps > 0)
                return &dossier->attackers[a].goals[g];
    return NULL;
}

void
ct_pdf_design(CtPaper *paper, const CtReportData *data)
{
    const CtGoalFinding *goal = first_reached(data->dossier);
    CtFrame frame = {.layout = data->layout,
                     .segmentation = data->dossier->segmentation,
                     .line = "Where the segmentation fails"};

    if (frame.layout == NULL)
        return;
    put_picture(paper, &frame);
    if (goal == NULL)
        return;
    g_autofree char *line = g_strdup_printf("The way to %s, its steps numbered", goal->id);

    frame.segmentation = NULL;
    frame.path = &goal->paths[0];
    frame.line = line;
    put_picture(paper, &frame);
}

/* --- ways --- */

static char *
reasons_text(const CtReportData *data, const CtPathStep *step)
{
    GString *text = g_string_new(NULL);

    for (uint32_t i = 0; i < step->n_why; i++) {
        const CtWhy *why = &step->why[i];
        g_autofree char *place = ct_dossier_pos_text(data->dossier, why->pos);

        if (why->kind == CT_WHY_DERIVED)
            continue;
        g_string_append_printf(text, "%s%s%s", text->len > 0 ? "; " : "",
                               why->kind == CT_WHY_ASSUMED ? "assumed: "
                               : why->kind == CT_WHY_NEEDS ? "uses "
                                                           : "",
                               why->text);
        if (place != NULL)
            g_string_append_printf(text, " (%s)", place);
    }
    return g_string_free(text, FALSE);
}

static void
put_step(CtPaper *paper, const CtReportData *data, const CtPathStep *step, uint32_t number)
{
    g_autofree char *count = g_strdup_printf("%u", number);
    g_autofree char *title =
        g_strdup_printf("%s%s%s", step->title, step->technique != NULL ? " " : "",
                        step->technique != NULL ? step->technique : "");
    g_autofree char *gains = g_strjoinv(", ", (char **)step->gains);
    bool moves = step->from != NULL && strcmp(step->from, step->to) != 0;
    g_autofree char *ends = g_strdup_printf("%s%s%s; gains %s", moves ? step->from : "",
                                            moves ? " → " : "", step->to, gains);
    g_autofree char *time = step->is_outcome ? NULL : ct_text_duration(step->time_ms);
    g_autofree char *why = reasons_text(data, step);
    const CtPaperCell cells[] = {{count, NULL, true, CT_PAINT_CONDUIT},
                                 {title, ends, true, CT_PAINT_NONE},
                                 {time, NULL, false, CT_PAINT_NONE},
                                 {NULL, why, false, CT_PAINT_NONE}};

    ct_paper_row(paper, cells);
}

static void
put_way(CtPaper *paper,
        const CtReportData *data,
        const CtAttackerFinding *attacker,
        const CtGoalFinding *goal)
{
    static const char *const headers[] = {"", "Step", "Takes", "Why it works", NULL};
    static const double shares[] = {0.08, 0.38, 0.09, 0.45};
    const CtPath *path = &goal->paths[0];
    uint32_t n_shown = (uint32_t)(goal - attacker->goals);

    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < path->n_steps;) {
        const CtGoalFinding *other = NULL;
        uint32_t from = 0;
        uint32_t n = ct_text_find_stretch(attacker->goals, n_shown, path, i, &other, &from);

        if (n < CT_TEXT_SHORTEST_STRETCH) {
            put_step(paper, data, &path->steps[i], i + 1);
            i++;
            continue;
        }
        g_autofree char *count = g_strdup_printf("%u–%u", i + 1, i + n);
        g_autofree char *same = g_strdup_printf("the same as steps %u to %u of the way to %s",
                                                from + 1, from + n, other->id);
        const CtPaperCell cells[] = {{count, NULL, true, CT_PAINT_CONDUIT},
                                     {NULL, same, false, CT_PAINT_NONE},
                                     {NULL, NULL, false, CT_PAINT_NONE},
                                     {NULL, NULL, false, CT_PAINT_NONE}};

        ct_paper_row(paper, cells);
        i += n;
    }
    ct_paper_end_table(paper);
}

static void
put_goal(CtPaper *paper,
         const CtReportData *data,
         const CtAttackerFinding *attacker,
         const CtGoalFinding *goal)
{
    g_autofree char *title =
        g_strdup_printf(goal->reachable == CT_ANSWER_YES  ? "The way to %s"
                        : goal->reachable == CT_ANSWER_NO ? "%s is out of reach, and proved to be"
                                                          : "%s: undecided",
                        goal->id);

    ct_paper_heading(paper, 3, title);
    if (goal->reachable == CT_ANSWER_UNKNOWN)
        ct_paper_text(paper, 0, CT_PAINT_INK, goal->unknown_why);
    for (uint32_t i = 0; i < MIN(goal->n_near_misses, 5); i++) {
        const CtNearMiss *miss = &goal->near_misses[i];
        g_autofree char *text =
            g_strdup_printf("One condition short: %s%s%s on %s: %s",
                            miss->technique != NULL ? miss->technique : "",
                            miss->technique != NULL ? " " : "",
                            miss->title != NULL ? miss->title : "", miss->target, miss->missing);

        ct_paper_text(paper, 0, CT_PAINT_INK, text);
    }
    if (goal->n_paths == 0)
        return;
    g_autofree char *cost = ct_text_path_cost(&goal->paths[0]);
    g_autofree char *chances = ct_text_path_chances(&goal->paths[0]);
    g_autofree char *text =
        g_strdup_printf("Best by %s%s: %s; %s.", ct_cost_text((CtCost)goal->ordered_by),
                        goal->optimal ? "" : " as far as known", cost, chances);

    ct_paper_text(paper, 0, CT_PAINT_INK, text);
    put_way(paper, data, attacker, goal);
}

void
ct_pdf_paths(CtPaper *paper, const CtReportData *data)
{
    const CtDossier *dossier = data->dossier;

    ct_paper_heading(paper, 2, "How an attacker gets there");
    for (uint32_t a = 0; a < dossier->n_attackers; a++) {
        const CtAttackerFinding *attacker = &dossier->attackers[a];
        g_autofree char *from = g_strjoinv(", ", (char **)attacker->entries);
        g_autofree char *text = g_strdup_printf("%s: %s, starts from %s.", attacker->id,
                                                attacker->skill, *from != '\0' ? from : "nowhere");

        ct_paper_text(paper, 0, CT_PAINT_INK, text);
        for (uint32_t g = 0; g < attacker->n_goals; g++)
            put_goal(paper, data, attacker, &attacker->goals[g]);
    }
}

/* --- failures --- */

void
ct_pdf_failures(CtPaper *paper, const CtReportData *data)
{
    static const char *const headers[] = {"Finding", "What is wrong", "What mends it", NULL};
    static const double shares[] = {0.26, 0.38, 0.36};
    const CtSegmentation *segmentation = data->dossier->segmentation;

    if (segmentation == NULL || segmentation->n_failures == 0)
        return;
    ct_paper_heading(paper, 2, "Where the segmentation fails");
    ct_paper_begin_table(paper, headers, shares);
    for (uint32_t i = 0; i < MIN(segmentation->n_failures, MOST_FAILURES); i++) {
        const CtSegFailure *failure = &segmentation->failures[i];
        g_autofree char *place =
            g_strdup_printf("%s%s %s:%u", failure->waiver == CT_SEG_WAIVED ? "accepted, " : "",
                            ct_seg_severity_text((CtSegSeverity)failure->severity),
                            failure->file != NULL ? failure->file : "", failure->pos.line);
        const CtPaperCell cells[] = {{failure->id, place, true, CT_PAINT_NONE},
                                     {failure->what, NULL, false, CT_PAINT_NONE},
                                     {failure->fix, failure->set, false, CT_PAINT_NONE}};

        ct_paper_row(paper, cells);
    }
    ct_paper_end_table(paper);
}
