/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the topology says of time: conduits that are open only at certain hours of the week. Time 0
 * is Monday 00:00. At rest all of them are open.
 */
#pragma once

#include "sim/sim.h"

enum { CT_WEEK_MINUTES = 7 * 24 * 60 };

/* The minutes of the week at which a window opens or closes, in turn, rising. */
typedef struct CtWindow {
    bool opens_first; /* the first of them opens it; without any: it is always as it is */
    bool at_start;    /* open on Monday 00:00 */
    uint32_t n;
    uint32_t *minutes;
} CtWindow;

/*
 * Of a text that ct_value_is_window() accepts: parts between commas, each days (mon, mon-fri,
 * daily), hours (08:00-17:00; 22:00-06:00 ends on the day after) or both; open in any of them.
 */
void ct_window_init(CtWindow *window, const char *text);
void ct_window_clear(CtWindow *window);

/* Whether any conduit of @model has a window that is not always open. */
bool ct_timeline_is_needed(const CtModel *model);

/* Lets the windows of @model open and close in every replication of @sim, whose courses were
 * compiled for it. @model outlives it. */
void ct_timeline_join(CtSim *sim, const CtModel *model);
