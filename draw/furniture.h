/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around the plan: title, legend, time line with marks and small plots. */
#pragma once

#include "draw/scene.h"

/* The name of the design, and a line about it below, from the upper left of @box. */
void ct_furniture_title(CtScene *scene, CtRect box, const char *title, const char *line);

typedef struct CtLegend {
    bool states; /* what an attacker has */
    bool channels, failures, path, chokes, cuts;
    bool defence;                 /* marks of what a defender sees and does */
    bool script;                  /* marks of what a script does */
    const CtBlueprint *blueprint; /* controls that its doors have; NULL: none */
    double text;                  /* size of text in pixels; 0: 10 */
} CtLegend;

/* In as many lines as fit in @box, what does not is left out and counted. */
void ct_furniture_legend(CtScene *scene, CtRect box, const CtLegend *legend);

/* How high the legend comes out at @width. */
double ct_furniture_legend_height(double width, const CtLegend *legend);

/* One line: channels that he can send over, credentials that he holds, and those that were
 * replaced; what does not fit is counted. Picks: CT_PICK_CHANNEL, CT_PICK_CREDENTIAL. */
void ct_furniture_holdings(CtScene *scene, CtRect box, const CtSnapshot *snapshot);
double ct_furniture_holdings_height(void);

/* How a number moves over the time shown. */
typedef struct CtPlot {
    const char *name, *value; /* "assets held", "12 of 81" */
    const double *samples;    /* 0–1, evenly over the time */
    uint32_t n;
    CtPaint paint;
} CtPlot;

typedef struct CtTimeline {
    const CtChronicle *chronicle;
    int64_t end_ms; /* of the line */
    int64_t now;
    const CtPlot *plots;
    uint32_t n_plots;
} CtTimeline;

/* Plots, the line with a tick for each success and a mark for goals, alerts, what the defender does
 * and what the script does, and the present. The pick of the line is CT_PICK_TIME. Cost: marks that
 * would cover each other are one. */
void ct_furniture_timeline(CtScene *scene, CtRect box, const CtTimeline *timeline);

/* Time at @x of the frame, and back, for a line drawn in @box. */
int64_t ct_furniture_time_at(CtRect box, const CtTimeline *timeline, double x);
double ct_furniture_x_of(CtRect box, const CtTimeline *timeline, int64_t time);

/* A name that fits time lines: "Goal trip reached" … of a happening; g_free(). */
char *ct_furniture_happening_text(const CtBlueprint *blueprint, const CtHappening *happening);
