/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/input.h"

#include <string.h>

const CtKeyBinding ct_bindings[] = {
    {CT_ACTION_PLAY, CT_ACTION_OF_RUN, " ", 0, "space", "play, or pause"},
    {CT_ACTION_SLOWER, CT_ACTION_OF_RUN, "<,", 0, "<", "slower"},
    {CT_ACTION_FASTER, CT_ACTION_OF_RUN, ">.", 0, ">", "faster"},
    {CT_ACTION_NEXT_EVENT, CT_ACTION_OF_RUN, "n", 0, "n", "on to the next event listed"},
    {CT_ACTION_PREVIOUS_EVENT, CT_ACTION_OF_RUN, "p", 0, "p", "back to the event before"},
    {CT_ACTION_NEXT_GOAL, CT_ACTION_OF_RUN, "g", 0, "g G", "next goal reached (G: the one before)"},
    {CT_ACTION_PREVIOUS_GOAL, CT_ACTION_OF_RUN, "G", 0, NULL, NULL},
    {CT_ACTION_NEXT_DETECTION, CT_ACTION_OF_RUN, "d", 0, "d D",
     "next detection (D: the one before)"},
    {CT_ACTION_PREVIOUS_DETECTION, CT_ACTION_OF_RUN, "D", 0, NULL, NULL},
    {CT_ACTION_NEXT_DEFENCE, CT_ACTION_OF_RUN, "r", 0, "r R",
     "next response of a defender (R: before)"},
    {CT_ACTION_PREVIOUS_DEFENCE, CT_ACTION_OF_RUN, "R", 0, NULL, NULL},
    {CT_ACTION_NEXT_LOSS, CT_ACTION_OF_RUN, "l", 0, "l L", "next loss of a function (L: before)"},
    {CT_ACTION_PREVIOUS_LOSS, CT_ACTION_OF_RUN, "L", 0, NULL, NULL},
    {CT_ACTION_NEXT_MOMENT, CT_ACTION_OF_RUN, "m", 0, "m M",
     "next moment of the script (M: before)"},
    {CT_ACTION_PREVIOUS_MOMENT, CT_ACTION_OF_RUN, "M", 0, NULL, NULL},
    {CT_ACTION_START, CT_ACTION_OF_RUN, "", CT_KEY_HOME, "Home", "to the start of the run"},
    {CT_ACTION_END, CT_ACTION_OF_RUN, "", CT_KEY_END, "End", "to the end of the run"},
    {CT_ACTION_LEFT, CT_ACTION_OF_ALL, "", CT_KEY_LEFT, "arrows", "move the plan (or drag it)"},
    {CT_ACTION_RIGHT, CT_ACTION_OF_ALL, "", CT_KEY_RIGHT, NULL, NULL},
    {CT_ACTION_UP, CT_ACTION_OF_ALL, "", CT_KEY_UP, NULL, NULL},
    {CT_ACTION_DOWN, CT_ACTION_OF_ALL, "", CT_KEY_DOWN, NULL, NULL},
    {CT_ACTION_ZOOM_IN, CT_ACTION_OF_ALL, "+=", 0, "+", "closer (or turn the wheel)"},
    {CT_ACTION_ZOOM_OUT, CT_ACTION_OF_ALL, "-_", 0, "-", "farther away"},
    {CT_ACTION_FIT, CT_ACTION_OF_ALL, "0", 0, "0", "show all of the plan"},
    {CT_ACTION_GO_TO, CT_ACTION_OF_ALL, "z", 0, "z", "go to what is selected"},
    {CT_ACTION_SEARCH, CT_ACTION_OF_ALL, "/", 0, "/", "search by name"},
    {CT_ACTION_FILTER, CT_ACTION_OF_RUN, "f", 0, "f", "list only events with a word"},
    {CT_ACTION_EVERYTHING, CT_ACTION_OF_RUN, "e", 0, "e", "list every try, or what succeeded"},
    {CT_ACTION_NEXT_TAB, CT_ACTION_OF_ALL, "", CT_KEY_TAB, "Tab", "the next list at the side"},
    {CT_ACTION_NEXT_ROW, CT_ACTION_OF_ALL, "j", 0, "j", "down the list"},
    {CT_ACTION_PREVIOUS_ROW, CT_ACTION_OF_ALL, "k", 0, "k", "up the list"},
    {CT_ACTION_PAGE_UP, CT_ACTION_OF_ALL, "", CT_KEY_PAGE_UP, "PgUp", "up the list by a page"},
    {CT_ACTION_PAGE_DOWN, CT_ACTION_OF_ALL, "", CT_KEY_PAGE_DOWN, "PgDn",
     "down the list by a page"},
    {CT_ACTION_CHOOSE, CT_ACTION_OF_ALL, "", CT_KEY_ENTER, "Enter", "go to the row chosen"},
    {CT_ACTION_NEXT_PATH, CT_ACTION_OF_DESIGN, "n", 0, "n", "show the next best way"},
    {CT_ACTION_PREVIOUS_PATH, CT_ACTION_OF_DESIGN, "p", 0, "p", "show the way before"},
    {CT_ACTION_NEXT_PATH, CT_ACTION_OF_RUN, "w", 0, "w W", "next best way at rest (W: before)"},
    {CT_ACTION_PREVIOUS_PATH, CT_ACTION_OF_RUN, "W", 0, NULL, NULL},
    {CT_ACTION_NEXT_CUT, CT_ACTION_OF_ALL, "c", 0, "c C", "next choke point or cut (C: before)"},
    {CT_ACTION_PREVIOUS_CUT, CT_ACTION_OF_ALL, "C", 0, NULL, NULL},
    {CT_ACTION_FAILURES, CT_ACTION_OF_ALL, "x", 0, "x", "mark where segmentation fails"},
    {CT_ACTION_MATRIX, CT_ACTION_OF_DESIGN, "m", 0, "m", "which zone reaches which, cell by cell"},
    {CT_ACTION_MATRIX, CT_ACTION_OF_RUN, "v", 0, "v", "which zone reaches which, cell by cell"},
    {CT_ACTION_BLAST, CT_ACTION_OF_DESIGN, "b", 0, "b", "what falls with what is selected"},
    {CT_ACTION_PANEL, CT_ACTION_OF_ALL, "h", 0, "h", "hide or show what is at the side"},
    {CT_ACTION_LARGER, CT_ACTION_OF_ALL, "]", 0, "] [", "larger text and lines, or smaller"},
    {CT_ACTION_SMALLER, CT_ACTION_OF_ALL, "[", 0, NULL, NULL},
    {CT_ACTION_THEME, CT_ACTION_OF_ALL, "t", 0, "t", "light or dark"},
    {CT_ACTION_FULL_SCREEN, CT_ACTION_OF_ALL, "", CT_KEY_F11, "F11", "fill the screen, or not"},
    {CT_ACTION_SCREENSHOT, CT_ACTION_OF_ALL, "s", 0, "s", "keep this picture in a file"},
    {CT_ACTION_HELP, CT_ACTION_OF_ALL, "?", CT_KEY_F1, "? F1", "these keys"},
    {CT_ACTION_BACK, CT_ACTION_OF_ALL, "", CT_KEY_ESCAPE, "Esc", "close, deselect, then quit"},
    {CT_ACTION_QUIT, CT_ACTION_OF_ALL, "q", 0, "q", "quit"},
};
const size_t ct_n_bindings = G_N_ELEMENTS(ct_bindings);

CtWindowAction
ct_input_action(const CtInput *input, bool is_run)
{
    for (size_t i = 0; i < ct_n_bindings; i++) {
        const CtKeyBinding *binding = &ct_bindings[i];

        if (binding->of == (is_run ? CT_ACTION_OF_DESIGN : CT_ACTION_OF_RUN))
            continue;
        if (input->kind == CT_INPUT_KEY && !input->control && binding->key != 0 &&
            input->key == binding->key)
            return (CtWindowAction)binding->action;
        if (input->kind == CT_INPUT_TEXT && input->text[0] != '\0' && input->text[1] == '\0' &&
            strchr(binding->typed, input->text[0]) != NULL)
            return (CtWindowAction)binding->action;
    }
    return CT_ACTION_NONE;
}
