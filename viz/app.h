/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the window shows and how it answers: its whole state, input in, scenes out. It knows no
 * window and no wall clock, so that a test can press keys and read the draw commands. Lengths are
 * in units of the window.
 */
#pragma once

#include "draw/furniture.h"
#include "draw/plan.h"
#include "viz/input.h"
#include "viz/playback.h"
#include "viz/widgets.h"

#include "sim/run_why.h"
#include "sim/snapshot.h"

/* What is shown: a design, or a replication of a run. All borrowed. */
typedef struct CtAppSubject {
    const CtBlueprint *blueprint;
    const CtLayout *layout;
    const CtChronicle *chronicle;       /* NULL: a design */
    const CtDossier *dossier;           /* ways to goals; NULL */
    const CtSegmentation *segmentation; /* NULL */
    CtRunWhy *why;                      /* of the run; NULL: reasons are not told */
    const CtTwin *twin;                 /* what the inspector reads; NULL: the blueprint alone */
    const char *name;                   /* below the title */
} CtAppSubject;

typedef enum CtAppTab {
    CT_APP_TAB_EVENTS,
    CT_APP_TAB_PATHS,
    CT_APP_TAB_WEAK, /* choke points and cuts */
    CT_APP_TAB_FAILURES,
    CT_APP_TAB_ABOUT, /* what is selected */
    CT_APP_TAB_COUNT,
} CtAppTab;

/* Parts of the window that are drawn apart. */
typedef enum CtAppPart {
    CT_APP_HEADER,
    CT_APP_LEGEND,
    CT_APP_HOLDINGS, /* what is in the attacker's hands */
    CT_APP_MATRIX,   /* of zones, in place of the plan */
    CT_APP_SIDE,
    CT_APP_TIME,
    CT_APP_PART_COUNT,
} CtAppPart;

enum { CT_APP_PLOT_SAMPLES = 240, CT_APP_MOST_SIDES = 2 };

/* An event that is listed. */
typedef struct CtAppEvent {
    uint32_t side;
    uint32_t happening; /* of that side's chronicle */
} CtAppEvent;

/* A row of what a goal hangs on: the goal itself, a choke point, or a cut. */
typedef struct CtAppWeak {
    const CtWeakFinding *weak;
    const CtCutsFinding *cuts;        /* NULL: a choke point */
    const CtElementFinding *elements; /* what is to be taken away */
    uint32_t n_elements;              /* 0: the goal */
} CtAppWeak;

/* What there is to find out about a design at rest, from whoever analyses it. All borrowed. */
typedef struct CtAppFindings {
    const CtDossier *dossier;           /* NULL: nothing came of it */
    const CtSegmentation *segmentation; /* likewise */
    const char *problem;                /* what kept it from all or part of that; NULL */
} CtAppFindings;

/* Who finds it out, beside the window: what takes long must not hold up a picture. */
typedef struct CtAppAnalyst {
    void (*start)(void *data);                             /* returns at once */
    bool (*look)(CtAppFindings *ret_findings, void *data); /* whether it has ended */
    void *data;
} CtAppAnalyst;

typedef enum CtAppAnalysis {
    CT_APP_ANALYSIS_NONE, /* all is known that can be */
    CT_APP_ANALYSIS_CAN,  /* it can be asked for */
    CT_APP_ANALYSIS_RUNS,
} CtAppAnalysis;

/* A plan of the one or two that are shown. */
typedef struct CtAppSide {
    CtAppSubject subject;
    CtSnapshot *snapshot;    /* NULL: nothing happens */
    CtChronicle *blast;      /* what falls with the selected; NULL */
    struct CtTries *tries;   /* NULL: nothing happens */
    double *held, *up;       /* CT_APP_PLOT_SAMPLES each, 0–1; NULL */
    double *cost;            /* likewise, as a share of most_cost */
    const CtPath *way;       /* that is shown; NULL */
    CtRect box;              /* where its plan is */
    uint64_t ground_version; /* grows when what the ground shows has changed */
    uint64_t assets_version; /* likewise */
} CtAppSide;

typedef struct CtApp {
    CtAppSide sides[CT_APP_MOST_SIDES];
    uint32_t n_sides;
    double width, height;
    CtTheme theme;

    CtPoint corner; /* of the plan, at the upper left of each side's box */
    double zoom;    /* pixels to a unit of the plan */
    bool fits;      /* all of it is shown, also when the size changes */

    bool defends, scripted; /* some event is a defender's, or a sensor's; a script's */
    double most_cost;       /* of lost functions up to the end, of the dearer run; 0: none */

    CtPlayback playback;
    CtPick selected, hovered;
    uint32_t selected_side, hovered_side;
    CtPoint pointer;

    bool no_side_panel, shows_help, shows_failures, shows_matrix;
    uint8_t tab; /* CtAppTab */
    CtList lists[CT_APP_TAB_COUNT];
    GArray *events;    /* CtAppEvent: those that are listed, by time */
    bool all_events;   /* tries that failed or still go on as well */
    GArray *ways;      /* const CtPath * */
    GArray *way_goals; /* const CtGoalFinding *, of each */
    uint32_t way;      /* the one shown; CT_LIST_NONE */
    CtList steps;      /* of it, below the ways */
    GPtrArray *step_lines;
    GArray *weak_rows;   /* CtAppWeak: choke points and cuts, below their goals */
    uint32_t weak;       /* the one shown; CT_LIST_NONE */
    GPtrArray *about;    /* lines on what is selected */
    GPtrArray *reachers; /* lines on who reaches it; what time does not change */

    uint8_t asks; /* CT_ACTION_SEARCH or FILTER while its field is open; else NONE */
    CtField field;
    char *filter;            /* of the events; NULL */
    uint32_t n_found, found; /* of the search: how many, and which is selected */

    CtAppAnalyst analyst;
    uint8_t analysis;     /* CtAppAnalysis */
    uint8_t awaits;       /* CtWindowAction to be done when it has ended */
    uint64_t analysed_ms; /* how long it has been going on */

    bool greets;      /* nothing was pressed yet: what to press is said */
    char *told;       /* a line for a while */
    uint64_t told_ms; /* how long yet */

    CtRect parts[CT_APP_PART_COUNT]; /* no height: not shown */
    uint64_t versions[CT_APP_PART_COUNT];
    CtRect tabs[CT_APP_TAB_COUNT];
    CtRect line; /* the time line within its part */

    uint8_t drags;  /* CtAppDrag */
    CtPoint grip;   /* where the pointer was last while dragging */
    double dragged; /* how far in all */

    /* For whoever owns the window; taken back by it. */
    bool wants_quit, wants_screenshot, wants_full_screen;
    int wants_larger;                                     /* 1: text and lines; -1: smaller */
    CtChronicle *(*blast_of)(const char *id, void *data); /* NULL: cannot be asked */
    void *blast_data;
} CtApp;

/* @n subjects, 1 or 2 side by side on one clock; they outlive it. */
CtApp *ct_app_new(const CtAppSubject *subjects, uint32_t n);
void ct_app_free(CtApp *app);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtApp, ct_app_free)

/* Ways, cuts and failures of side 0 are found by @analyst, copied, once they are asked for. */
void ct_app_set_analyst(CtApp *app, const CtAppAnalyst *analyst);

/* Shares out the window anew. */
void ct_app_resize(CtApp *app, double width, double height);
void ct_app_set_theme(CtApp *app, CtTheme theme);

void ct_app_input(CtApp *app, const CtInput *input);
void ct_app_act(CtApp *app, CtWindowAction action);

/* @elapsed_ms later. Whether anything looks different. */
bool ct_app_tick(CtApp *app, uint64_t elapsed_ms);

/* Whether something moves by itself, so that the next tick should come soon. */
bool ct_app_is_moving(const CtApp *app);

/* Whether something is being found out: the next tick should come before long. */
bool ct_app_is_analysing(const CtApp *app);

void ct_app_seek(CtApp *app, int64_t time);

/* A line at the lower edge of the plan for a few seconds. */
void ct_app_tell(CtApp *app, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* --- drawing; scenes are in the coordinates of the window --- */

/* The plan of @side as its camera sees it, with @margin more at every edge. */
CtPlanView ct_app_view(const CtApp *app, uint32_t side, double margin);

void ct_app_draw_part(CtApp *app, CtAppPart part, CtScene *scene);

/* What is over the plan of @side: way, failures, differences, tries under way. */
void ct_app_draw_marks(CtApp *app, uint32_t side, CtScene *scene);

/* What is over everything: what the pointer is on, a field, a line told, help. */
void ct_app_draw_overlay(CtApp *app, CtScene *scene);
