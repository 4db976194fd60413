/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "viz/playback.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

/* Seconds, minutes, hours and days of the run in a second. */
static const double speeds[] = {0.1,   0.2,   0.5,    1,      2,      5,       10,      30,
                                60,    120,   300,    600,    1800,   3600,    7200,    14400,
                                43200, 86400, 172800, 432000, 864000, 2592000, 10000000};

enum { WHOLE_MS = 30000, LONGEST_STEP_MS = 250 };

void
ct_playback_init(CtPlayback *playback, int64_t end_ms)
{
    *playback = (CtPlayback){.end_ms = MAX(end_ms, 0), .speed = speeds[0]};
    for (size_t i = 0; i < G_N_ELEMENTS(speeds); i++)
        if (speeds[i] * WHOLE_MS <= (double)playback->end_ms)
            playback->speed = speeds[i];
}

int64_t
ct_playback_now(const CtPlayback *playback)
{
    return (int64_t)playback->now;
}

bool
ct_playback_advance(CtPlayback *playback, uint64_t elapsed_ms)
{
    if (!playback->playing || elapsed_ms == 0)
        return false;
    /* After a long halt of the machine nothing is skipped. */
    playback->now += playback->speed * (double)MIN(elapsed_ms, LONGEST_STEP_MS);
    if (playback->now >= (double)playback->end_ms) {
        playback->now = (double)playback->end_ms;
        playback->playing = false;
    }
    return true;
}

void
ct_playback_seek(CtPlayback *playback, int64_t time)
{
    playback->now = (double)CLAMP(time, 0, playback->end_ms);
}

void
ct_playback_toggle(CtPlayback *playback)
{
    if (!playback->playing && playback->now >= (double)playback->end_ms)
        playback->now = 0;
    playback->playing = !playback->playing && playback->end_ms > 0;
}

void
ct_playback_change_speed(CtPlayback *playback, int by)
{
    const double slack = playback->speed * 1e-9;

    if (by > 0) {
        for (size_t i = 0; i < G_N_ELEMENTS(speeds); i++)
            if (speeds[i] > playback->speed + slack) {
                playback->speed = speeds[i];
                return;
            }
    } else {
        for (size_t i = G_N_ELEMENTS(speeds); i-- > 0;)
            if (speeds[i] < playback->speed - slack) {
                playback->speed = speeds[i];
                return;
            }
    }
}

bool
ct_playback_parse_speed(const char *text, double *ret_speed)
{
    g_autofree char *number = g_strdup(text);
    size_t length = strlen(number);
    double speed;

    if (length > 0 && number[length - 1] == 'x')
        number[length - 1] = '\0';
    if (!ct_units_parse_number(number, &speed, NULL) || !(speed > 0 && speed <= 10000000))
        return false;
    *ret_speed = speed;
    return true;
}

char *
ct_playback_speed_text(const CtPlayback *playback)
{
    char buffer[32];

    return g_strconcat(ct_units_number_text(playback->speed, buffer), "x", NULL);
}
