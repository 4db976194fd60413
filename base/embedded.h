/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that are part of the program: the build turns them into tables of these (ct_embed() in
 * cmake/Cybertwin.cmake), so that the command needs no data folder and no path of the machine.
 */
#pragma once

#include <stddef.h>

/* A table ends with a row whose path is NULL; its rows stand in the order of the build's list. */
typedef struct CtEmbedded {
    const char *path; /* from the root of the tree: "lua/prelude/core.lua" */
    const char *text; /* as in the file, and a 0 that `length` does not count */
    size_t length;    /* bytes */
} CtEmbedded;
