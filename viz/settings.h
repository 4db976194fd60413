/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the window remembers from one time to the next: a small file cybertwin/window.ini in the
 * user's folder for configuration (XDG). It is a convenience: what cannot be read is not there.
 */
#pragma once

#include "draw/palette.h"

typedef struct CtSettings {
    int width, height; /* of the window, 200×150 to 16384 each */
    int percent;       /* how large text and lines are: 100 to 400; 0: as the screen is large */
    bool is_new;       /* nothing was remembered: the size is not the user's */
    CtTheme theme;
    bool no_side_panel;
} CtSettings;

/* Of the user's folder; g_free(). */
char *ct_settings_path(void);

/* What @path holds, each value that it does not hold, or that is out of bounds, being the usual. */
CtSettings ct_settings_load(const char *path);

/* Writes the whole file or nothing; its folder is made. */
bool ct_settings_save(const CtSettings *settings,
                      const char *path,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
