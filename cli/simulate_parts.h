/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of a simulation that have a grammar of their own. Private to cli/simulate*.c. */
#pragma once

#include "cli/simulate.h"

/* --shard I/N: every N-th replication, from the I-th on. */
typedef struct CtShare {
    uint64_t i, n; /* from 0; n 0: all */
} CtShare;

/* False, having said why. */
bool ct_share_parse(const CtCli *cli, CtShare *ret_share);
bool ct_share_has(const CtShare *share, uint64_t replication);

/* How many of 0 … @n - 1 it has. */
uint64_t ct_share_size(const CtShare *share, uint64_t n);

/* --until WHAT:HALF */
typedef struct CtUntil {
    char *what; /* NULL: not given */
    double half_width;
} CtUntil;

bool ct_until_parse(const CtCli *cli, CtUntil *ret_until);
void ct_until_clear(CtUntil *until);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtUntil, ct_until_clear)

/*
 * --resume where the run file @path is there already: shows in @ret_is_complete, with statistics,
 * that nothing is left to do; or starts a part with its rows, where @n asks for more. Does nothing
 * where it is not there, or is being replaced by a part.
 */
CtStatus ct_simulation_take_over(CtSimulation *simulation,
                                 const CtCli *cli,
                                 const char *path,
                                 const CtUntil *until,
                                 uint64_t n,
                                 bool *ret_is_complete) G_GNUC_WARN_UNUSED_RESULT;
