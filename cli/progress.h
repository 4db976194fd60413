/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One line on a terminal's standard error that says what a long command is doing. It appears after
 * a second, never elsewhere than on a terminal, and leaves no trace.
 */
#pragma once

#include "cli/command.h"

/* From now on @phase is being done: "searching for paths". Static text. */
void ct_progress_phase(const CtCli *cli, const char *phase);

/* Of the present phase @done of @total are done; the line then says how long the rest will take.
 * Any thread; 0 of 0: not known. */
void ct_progress_count(uint64_t done, uint64_t total);

/* No phase any more; ends the line's thread. Once, at the end of a command. */
void ct_progress_stop(void);

/* Removes the line if it is on the screen. Safe in a signal handler. */
void ct_progress_wipe(void);
