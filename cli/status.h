/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the command answers to the shell. The numbers are a promise to scripts (DESIGN 9).
 */
#pragma once

typedef enum CtStatus {
    CT_STATUS_OK = 0,            /* nothing missed, nothing found */
    CT_STATUS_MISSED = 1,        /* a target is missed, or a finding at or above --fail-on */
    CT_STATUS_INPUT = 2,         /* bad input or bad usage */
    CT_STATUS_INTERNAL = 3,      /* a fault of the program or of the machine */
    CT_STATUS_UNDECIDED = 4,     /* a limit was hit: some answer is unknown */
    CT_STATUS_INTERRUPTED = 130, /* Ctrl-C */
} CtStatus;

/*
 * The status of two results together: trouble first, then a proven miss, which wins over an
 * undecided answer, then undecided, then success.
 */
CtStatus ct_status_worse(CtStatus a, CtStatus b);

/* One line that says what @status means, for help and manual; static. */
const char *ct_status_text(CtStatus status);
