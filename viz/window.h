/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one window of the program, its input as plain values and its picture as pixels.
 * The door to SDL: nothing else knows it, and nothing here knows what is shown. One thread; at most
 * one window at a time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CT_WINDOW_ERROR ct_window_error_quark()
typedef enum CtWindowError {
    CT_WINDOW_ERROR_FAILED,
    CT_WINDOW_ERROR_NO_DISPLAY, /* nothing to show a window on */
} CtWindowError;
GQuark ct_window_error_quark(void);

typedef enum CtInputKind {
    CT_INPUT_KEY,     /* one that types nothing, pressed or held down for long */
    CT_INPUT_TEXT,    /* typed, whatever the layout of the keyboard */
    CT_INPUT_PRESS,   /* of a button of the pointer */
    CT_INPUT_RELEASE, /* of it */
    CT_INPUT_MOVE,    /* of the pointer */
    CT_INPUT_WHEEL,
    CT_INPUT_LEAVE,  /* the pointer has left the window */
    CT_INPUT_RESIZE, /* ask ct_window_size() */
    CT_INPUT_REDRAW, /* what was shown is lost */
    CT_INPUT_QUIT,   /* the window was closed */
} CtInputKind;

/* Keys that type nothing, and the character on a key that is pressed with control. */
typedef enum CtWindowKey {
    CT_KEY_FIRST = 0x110000, /* past the last character */
    CT_KEY_LEFT,
    CT_KEY_RIGHT,
    CT_KEY_UP,
    CT_KEY_DOWN,
    CT_KEY_HOME,
    CT_KEY_END,
    CT_KEY_PAGE_UP,
    CT_KEY_PAGE_DOWN,
    CT_KEY_ENTER,
    CT_KEY_ESCAPE,
    CT_KEY_TAB,
    CT_KEY_BACKSPACE,
    CT_KEY_DELETE,
    CT_KEY_F1,
    CT_KEY_F11,
} CtWindowKey;

typedef struct CtInput {
    uint8_t kind; /* CtInputKind */
    bool shift, control;
    uint8_t button; /* PRESS, RELEASE: 1 left, 2 middle, 3 right */
    uint8_t clicks; /* PRESS: 1, 2 for the second of a double click … */
    uint32_t key;   /* KEY */
    double x, y;    /* of the pointer, in units of the window */
    double wheel;   /* WHEEL: upwards positive */
    char text[32];  /* TEXT: UTF-8 */
} CtInput;

typedef struct CtWindow CtWindow;

/*
 * Opens a window of @width × @height units, whose pixels are finer where the screen is. @software:
 * draws without the help of a graphics card, as tests do. Error: NO_DISPLAY, or FAILED.
 */
CtWindow *ct_window_new(const char *title, int width, int height, bool software, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void ct_window_free(CtWindow *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtWindow, ct_window_free)

/* The size in units of the screen that it would open on; 0 × 0 where nobody says. Before a window
 * is opened. */
void ct_window_screen(int *ret_width, int *ret_height);

/* Its size in units, and how many pixels there are to one. */
void ct_window_size(const CtWindow *window, int *ret_width, int *ret_height, double *ret_scale);

void ct_window_set_title(CtWindow *window, const char *title);
void ct_window_toggle_full_screen(CtWindow *window);

/* The next input; waits for @wait_ms at most, 0 not at all. False where there is none. */
bool ct_window_next(CtWindow *window, int wait_ms, CtInput *ret_input) G_GNUC_WARN_UNUSED_RESULT;

/* Milliseconds since the program began, for playing; never for anything that is computed. */
uint64_t ct_window_clock_ms(void);

/*
 * Shows @width × @height pixels, 0xAARRGGBB in the machine's order and nothing to be seen through,
 * @stride bytes a row; they are copied and fill the window. Cost: linear in them.
 */
void ct_window_show(CtWindow *window, const void *pixels, int width, int height, int stride);
