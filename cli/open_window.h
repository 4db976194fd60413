/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An app in the window, with what a user has to be told around it. */
#pragma once

#include "cli/command.h"

#include "viz/app.h"

/* Whether this program has a window at all; says so where it has none, and what draws instead. */
bool ct_window_is_built(const CtCli *cli);

/* Until the user quits. @title: of the window; @name: what names of screenshots begin with. */
CtStatus ct_window_run(CtCli *cli, CtApp *app, const char *title, const char *name);
