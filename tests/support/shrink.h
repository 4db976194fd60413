/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes a failing text small. The text is taken as lines whose indentation makes a tree; lines are
 * taken out together with what is indented below them, as long as the failure stays.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Whether @text still fails in the way that is looked for; a text that does not load does not. */
typedef bool (*CtStillFails)(const char *text, void *data);

/* A text that still fails and from which no line can be taken out. Free with g_free(). */
char *ct_shrink(const char *text, CtStillFails still_fails, void *data);
