/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From keys to what they do: one table, from which the help overlay and the manual are made too. */
#pragma once

#include "viz/window.h"

typedef enum CtWindowAction {
    CT_ACTION_NONE,
    CT_ACTION_PLAY,
    CT_ACTION_SLOWER,
    CT_ACTION_FASTER,
    CT_ACTION_NEXT_EVENT,
    CT_ACTION_PREVIOUS_EVENT,
    CT_ACTION_NEXT_GOAL,
    CT_ACTION_PREVIOUS_GOAL,
    CT_ACTION_NEXT_DETECTION,
    CT_ACTION_PREVIOUS_DETECTION,
    CT_ACTION_NEXT_DEFENCE,
    CT_ACTION_PREVIOUS_DEFENCE,
    CT_ACTION_NEXT_LOSS,
    CT_ACTION_PREVIOUS_LOSS,
    CT_ACTION_NEXT_MOMENT,
    CT_ACTION_PREVIOUS_MOMENT,
    CT_ACTION_START,
    CT_ACTION_END,
    CT_ACTION_LEFT,
    CT_ACTION_RIGHT,
    CT_ACTION_UP,
    CT_ACTION_DOWN,
    CT_ACTION_ZOOM_IN,
    CT_ACTION_ZOOM_OUT,
    CT_ACTION_FIT,
    CT_ACTION_GO_TO,
    CT_ACTION_SEARCH,
    CT_ACTION_FILTER,
    CT_ACTION_EVERYTHING,
    CT_ACTION_NEXT_TAB,
    CT_ACTION_NEXT_ROW,
    CT_ACTION_PREVIOUS_ROW,
    CT_ACTION_PAGE_UP,
    CT_ACTION_PAGE_DOWN,
    CT_ACTION_CHOOSE,
    CT_ACTION_NEXT_PATH,
    CT_ACTION_PREVIOUS_PATH,
    CT_ACTION_NEXT_CUT,
    CT_ACTION_PREVIOUS_CUT,
    CT_ACTION_FAILURES,
    CT_ACTION_MATRIX,
    CT_ACTION_BLAST,
    CT_ACTION_PANEL,
    CT_ACTION_LARGER,
    CT_ACTION_SMALLER,
    CT_ACTION_THEME,
    CT_ACTION_FULL_SCREEN,
    CT_ACTION_SCREENSHOT,
    CT_ACTION_HELP,
    CT_ACTION_BACK,
    CT_ACTION_QUIT,
    CT_ACTION_COUNT,
} CtWindowAction;

/* Where an action means something. */
typedef enum CtActionOf {
    CT_ACTION_OF_ALL,
    CT_ACTION_OF_RUN,    /* where time passes */
    CT_ACTION_OF_DESIGN, /* where it does not */
} CtActionOf;

typedef struct CtKeyBinding {
    uint8_t action;    /* CtWindowAction */
    uint8_t of;        /* CtActionOf */
    const char *typed; /* each of these characters; "" none */
    uint32_t key;      /* CtWindowKey; 0 none */
    const char *keys;  /* as the help says them; NULL: with those before */
    const char *what;  /* what it does */
} CtKeyBinding;

extern const CtKeyBinding ct_bindings[];
extern const size_t ct_n_bindings;

/* What a KEY or TEXT does in a run, else in a design; CT_ACTION_NONE. */
CtWindowAction ct_input_action(const CtInput *input, bool is_run);
