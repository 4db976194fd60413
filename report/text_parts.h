/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of the text report, private to report/text*.c. */
#pragma once

#include "report/text.h"

#include "base/text_table.h"

typedef struct CtTextReport {
    CtOut *out;
    const CtDossier *dossier;
    const CtTextOptions *options;
    const CtGoalFinding
        *shown; /* goals whose best paths stand above, which need not be told again */
    uint32_t n_shown;
} CtTextReport;

/* An empty line and @title in bold. */
void ct_text_heading(const CtTextReport *report, const char *title);

/*
 * "    because  TEXT        topology.yaml:12:5": @text wrapped beside @label, @place (may be NULL)
 * at the right edge, on a line of its own where it does not fit.
 */
void ct_text_reason(const CtTextReport *report,
                    unsigned indent,
                    const char *label,
                    CtStyle style,
                    const char *text,
                    const char *place);

/* A duration for reading: "at once", "12d 4h"; free with g_free(). */
char *ct_text_duration(int64_t ms);

/* "1 step", "3 steps"; free with g_free(). */
char *ct_text_plural(uint64_t n, const char *one, const char *many);

/*
 * The steps of @path with their reasons. A stretch of three or more that stands above, on the way
 * to another goal, becomes one line, unless everything is asked for.
 */
void ct_text_path(const CtTextReport *report, const CtPath *path);

/* How many steps do the @ret_period ones from @i on again, on other instances; 0, and it untouched,
 * where it is not worth a line. Cost: the steps that it counts, three times. */
uint32_t ct_text_alike_steps(const CtPath *path, uint32_t i, uint32_t *ret_period);

/* The line for the @n steps from @first on that do those before them again. */
void ct_text_alike_line(
    const CtTextReport *report, const CtPath *path, uint32_t first, uint32_t n, uint32_t period);

/*
 * The paths of @goal after the first, a line each with cost and techniques; those that differ from
 * one above only in the assets they use are counted. In full where everything is asked for.
 */
void ct_text_other_ways(const CtTextReport *report, const CtGoalFinding *goal);

/* One step: number, id, title, ends and how long; what it gains and the reasons where @reasons. */
void
ct_text_step(const CtTextReport *report, uint32_t number, const CtPathStep *step, bool reasons);

/* Whether both do the same to the same and gain the same. */
bool ct_text_same_step(const CtPathStep *a, const CtPathStep *b);

/* Hours of work as people say them; free with g_free(). */
char *ct_text_effort(double hours);

/* "13%", and for what is rarer "0.4%" or "under 0.1%"; free with g_free(). */
char *ct_text_chance(double chance);

/* "159 assets, 26 zones, …"; free with g_free(). */
char *ct_text_size(const CtDossier *dossier);

/* What was analysed; an attacker; a goal with its ways, or why it is out of reach. */
void ct_text_head(const CtTextReport *report);
void ct_text_attacker(const CtTextReport *report, const CtAttackerFinding *attacker);
void ct_text_goal(const CtTextReport *report, const CtGoalFinding *goal);

/* "8 steps · effort 12d 4h · time 10d · expert"; free with g_free(). */
char *ct_text_path_cost(const CtPath *path);

/* "crosses 3 zone boundaries; works at the first try: 13%; …"; free with g_free(). */
char *ct_text_path_chances(const CtPath *path);

/* A stretch of fewer equal steps is shown again rather than referred to. */
enum { CT_TEXT_SHORTEST_STRETCH = 3 };

/* The longest stretch from step @i of @path on that the best path to one of @shown has, too: of
 * which goal, from which step. Its length; 0 for none. */
uint32_t ct_text_find_stretch(const CtGoalFinding *shown,
                              uint32_t n_shown,
                              const CtPath *path,
                              uint32_t i,
                              const CtGoalFinding **ret_goal,
                              uint32_t *ret_from);

/* "8 steps · … : T1566.001 → T1071"; free with g_free(). */
char *ct_text_way(const CtPath *path);

bool ct_text_same_place(CtPos a, CtPos b);

/* "Close any one of 3 conduit rules", "take this one, at a cost of 15000"; free with g_free(). */
char *ct_text_cuts_headline(const CtCutsFinding *cuts);

/* Why there is no set; free with g_free(). */
char *ct_text_cuts_none(const CtCutsFinding *cuts);

/* What is not known of the paths of @goal because a limit ended the search; NULL where none did;
 * free with g_free(). */
char *ct_text_limit_text(const CtGoalFinding *goal);

/* What is not known of the paths of @goal because a limit ended the search; nothing where none did.
 */
void ct_text_limit(const CtTextReport *report, const CtGoalFinding *goal);

/* Why a goal is out of reach: what is one condition short. */
void ct_text_near_misses(const CtTextReport *report, const CtGoalFinding *goal);

/* "jump-1", "pc[0] and the 59 like it", "any 2 of the 60 like pc[0]"; free with g_free(). */
char *ct_text_element(const CtElementFinding *element);

/* Where to act against attacker number @attacker; nothing where nobody looked. */
void ct_text_exposure(const CtTextReport *report, uint32_t attacker);

/* What @attacker ends up with. */
void ct_text_fallen(const CtTextReport *report, const CtAttackerFinding *attacker);
