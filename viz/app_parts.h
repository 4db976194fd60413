/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of viz/app share. */
#pragma once

#include "viz/app.h"

typedef enum CtAppDrag { CT_APP_DRAG_NONE, CT_APP_DRAG_PLAN, CT_APP_DRAG_TIME } CtAppDrag;

/* A line of text in a list at the side: its size, and how wide it may be. */
enum { CT_APP_LINE_TEXT = 11, CT_APP_LINE_WIDTH = 296 };

static inline bool
ct_app_is_run(const CtApp *app)
{
    return app->sides[0].subject.chronicle != NULL;
}

/* @part is to be drawn anew. */
static inline void
ct_app_touch(CtApp *app, CtAppPart part)
{
    app->versions[part]++;
}

/* The plan is to be drawn anew. */
void ct_app_touch_plan(CtApp *app);

/* Opens the field of CT_ACTION_SEARCH or FILTER. */
void ct_app_open_field(CtApp *app, CtWindowAction what);

/* Whether the open field, if there is one, takes @input. */
bool ct_app_field_input(CtApp *app, const CtInput *input);

/* --- camera --- */

void ct_app_fit(CtApp *app);
void ct_app_pan(CtApp *app, double dx, double dy);          /* in pixels */
void ct_app_zoom(CtApp *app, double factor, CtPoint about); /* of the window */
void ct_app_show_rect(CtApp *app, CtRect rect);             /* of the plan */

/* What is at @point of the window, on a plan; CT_PICK_NONE. Cost: what is drawn there. */
CtPick ct_app_pick(const CtApp *app, CtPoint point, uint32_t *ret_side);

/* Where @pick stands in the plan; false for what has no place. */
bool ct_app_place(const CtLayout *layout, CtPick pick, CtRect *ret_rect);

/* --- lists --- */

/* Whether @tab has anything to show for this subject. */
bool ct_app_has_tab(const CtApp *app, CtAppTab tab);
void ct_app_list_ways(CtApp *app);

/* Its part has its ground already. */
void ct_app_draw_time(CtApp *app, CtScene *scene);

/* How the rows of each tab are drawn; their data is the app. */
extern const CtListDraw ct_app_rows[CT_APP_TAB_COUNT];

/* "A", "B": what a side of two is called; static. */
static inline const char *
ct_app_letter(uint32_t side)
{
    return side == 0 ? "A" : "B";
}

/* Shows way @way, or none for CT_LIST_NONE, and lists its steps. */
void ct_app_show_way(CtApp *app, uint32_t way);

/* Draws a line of text of a list, bold where it begins with '#'. */
void ct_app_draw_line(CtScene *scene, CtRect box, const char *line);

/* Goes to row @row of the tab shown: its time, its way, its failure. */
void ct_app_follow_row(CtApp *app, uint32_t row);

/* --- events --- */

/* What an event is about, for whoever steps from one to the next of a sort. */
typedef enum CtAppSort {
    CT_APP_SORT_ATTACK,
    CT_APP_SORT_GOAL,
    CT_APP_SORT_DETECTION, /* alerts, and what becomes of them */
    CT_APP_SORT_DEFENCE,   /* what a defender does */
    CT_APP_SORT_LOSS,      /* functions and requirements, lost and back */
    CT_APP_SORT_MOMENT,    /* of the script, or of the world's own time-line */
    CT_APP_SORT_COUNT,
} CtAppSort;

CtAppSort ct_app_sort(const CtHappening *happening);
const char *ct_app_sort_text(CtAppSort sort); /* "attack" …; static */

const CtHappening *ct_app_happening(const CtApp *app, CtAppEvent event);

/* Lists the events of all sides that the filter lets through, by time, then by side. */
void ct_app_list_events(CtApp *app);

/* Goes to the time of row @row, and selects what it happened to. */
void ct_app_follow_event(CtApp *app, uint32_t row);

/* Moves the list of events to the present. */
void ct_app_follow_time(CtApp *app);

/* To the next event listed, @by 1, or the one before, -1. */
void ct_app_step_event(CtApp *app, int by);

/* Likewise to the next of @sort, listed or not, that came to something; says which. */
void ct_app_step_sort(CtApp *app, CtAppSort sort, int by);

/* --- choke points and cuts --- */

void ct_app_list_weak(CtApp *app);

/* "rule corp-control allow[2] + asset jump-1": what is to be taken away; g_free(). */
char *ct_app_weak_text(const CtAppWeak *row);

/* Where @element stands: an asset, a supplier, a rule's conduit; CT_PICK_NONE for what has no
 * place. */
CtPick ct_app_element_pick(const CtBlueprint *blueprint, const CtElementFinding *element);

/* Shows row @row, or, @by, the next of them and the one before. */
void ct_app_follow_weak(CtApp *app, uint32_t row);
void ct_app_change_weak(CtApp *app, int by);
bool ct_app_shows_cut(const CtApp *app); /* else a choke point, or nothing */
void ct_app_draw_weak(const CtApp *app, CtScene *scene, const CtPlanView *view);

/* On the plan of @side: frames around what differs from the other run, with how many more have
 * fallen here. Cost: what is seen. */
void
ct_app_draw_differences(const CtApp *app, uint32_t side, CtScene *scene, const CtPlanView *view);

/* What the legend is about. */
CtLegend ct_app_legend(const CtApp *app);

/* --- what is found out on request --- */

/* Whether @action waits for it: it is begun, unless it goes on already. */
bool ct_app_await_analysis(CtApp *app, CtWindowAction action);

/* Takes what was found, if it was; whether anything looks different. */
bool ct_app_look_for_findings(CtApp *app, uint64_t elapsed_ms);

/* What is said while it goes on; NULL; g_free(). */
char *ct_app_analysis_text(const CtApp *app);

/* --- the zone matrix --- */

bool ct_app_has_matrix(const CtApp *app);

/* In place of the plan, or no longer; says so where there is none. */
void ct_app_show_matrix(CtApp *app, bool shows);

/* What keys do while it is shown; false: the usual. */
bool ct_app_act_on_matrix(CtApp *app, CtWindowAction action);

/* --- what is selected --- */

/* And turns to the list about it. */
void ct_app_select(CtApp *app, CtPick pick, uint32_t side);

/* The list at the side stays what it is. */
void ct_app_choose(CtApp *app, CtPick pick, uint32_t side);

/* The zone, asset, supplier, conduit or channel that @text names best, the @nth of those; how many
 * there are. */
CtPick ct_app_search(const CtBlueprint *blueprint, const char *text, uint32_t nth, uint32_t *ret_n);

/* "rtu-1", "meter[17]": the id of @pick; g_free(). NULL. */
char *ct_app_id(const CtBlueprint *blueprint, CtPick pick);

/* What people call it; NULL. */
const char *ct_app_title(const CtBlueprint *blueprint, CtPick pick);

/* @lines, each broken so that a list at the side holds it; g_ptr_array_unref() both. */
GPtrArray *ct_app_break_lines(const GPtrArray *lines);

/* What can be said about @pick at the moment shown, a line each (char *); headings begin with '#'.
 * At most 400 lines. Who reaches it is not among them: that costs more, and time does not change
 * it. @reasons: of what the attacker has in a run also why, which costs ct_run_why_step(). */
GPtrArray *ct_app_about(const CtAppSide *side, CtPick pick, bool reasons);

/* "#What the attacker has here". */
extern const char ct_app_held_heading[];

/* What he has of instances first … first + n - 1 of the blueprint, each with the first time, by
 * what and, for @reasons, why. Cost: all changes so far. */
void
ct_app_say_held(GPtrArray *lines, const CtAppSide *side, uint32_t first, uint32_t n, bool reasons);

/* Likewise of thing @what, which is no asset, in the words of @text. */
void ct_app_say_thing(GPtrArray *lines,
                      const CtAppSide *side,
                      CtChangeOf of,
                      uint32_t what,
                      const char *text,
                      bool reasons);

/* What asset @a is made of, appended to such lines: services, components, vulnerabilities. */
void ct_app_say_content(GPtrArray *lines, const CtAppSide *side, uint32_t a);

/* Who can send to which of its services, likewise; no attacker is meant. Cost: the reach relation.
 */
void ct_app_say_reachers(GPtrArray *lines, const CtAppSide *side, CtPick pick);

/* "topology.yaml:12:5"; NULL for nowhere and without a topology; g_free(). */
char *ct_app_pos_text(const CtAppSide *side, CtPos pos);

/* Where the topology says so, a line; none without a topology. */
void ct_app_say_position(GPtrArray *lines, const CtAppSide *side, CtPos pos);

/* Why a step can be done, a line a reason. */
void ct_app_say_why(GPtrArray *lines, const CtAppSide *side, const CtPathStep *step);

/* Step @number of a way, with why it can be done. */
void
ct_app_say_step(GPtrArray *lines, const CtAppSide *side, const CtPathStep *step, uint32_t number);

/* What is wrong at a wall, and what to do about it. */
void ct_app_say_failure(GPtrArray *lines, const CtAppSide *side, const CtSegFailure *failure);

/* What cell @what of the zone matrix says, and why. */
void ct_app_say_cell(GPtrArray *lines, const CtAppSide *side, uint32_t what);

/* The instance of the model that @pick means: of several alike the first; CT_NO_ID. */
uint32_t ct_app_instance(const CtAppSide *side, CtPick pick);

/* A line more, unless there are too many. */
void ct_app_say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The first of those lines; NULL for nothing. */
char *ct_app_brief(const CtAppSide *side, CtPick pick);
