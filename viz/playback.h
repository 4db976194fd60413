/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A clock for what is shown: where in a run's time one is, whether it moves and how fast. It knows
 * neither the wall clock nor what happens at any time; who shows it says how much time has passed.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CtPlayback {
    int64_t end_ms; /* of the run; ≥ 0 */
    double now;     /* in ms of the run, 0 to end_ms */
    double speed;   /* ms of the run in a ms of the one who watches */
    bool playing;
} CtPlayback;

/* At the start, still, as fast as shows all of it in about half a minute. */
void ct_playback_init(CtPlayback *playback, int64_t end_ms);

int64_t ct_playback_now(const CtPlayback *playback);

/* @elapsed_ms have passed for the one who watches. At the end it stops. Whether it moved. */
bool ct_playback_advance(CtPlayback *playback, uint64_t elapsed_ms);

/* Within the run, whatever @time is. */
void ct_playback_seek(CtPlayback *playback, int64_t time);

/* Plays, from the start where it is at the end; or pauses. */
void ct_playback_toggle(CtPlayback *playback);

/* The next speed of 1, 2, 5, 10, 30, 60 and so on; @by -1: the one before. */
void ct_playback_change_speed(CtPlayback *playback, int by);

/* "600x" or "600", above 0 and at most 10 million. */
bool ct_playback_parse_speed(const char *text, double *ret_speed);

/* "600x"; g_free(). */
char *ct_playback_speed_text(const CtPlayback *playback);
