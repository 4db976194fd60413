/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exit statuses: their order and their words. */
#include "cli/status.h"

#include <stddef.h>

/* Worst first. */
static const struct {
    CtStatus status;
    const char *text;
} statuses[] = {
    {CT_STATUS_INTERRUPTED, "interrupted with Ctrl-C"},
    {CT_STATUS_INTERNAL, "internal error"},
    {CT_STATUS_INPUT, "bad input or usage"},
    {CT_STATUS_MISSED, "a target is missed, or a finding is at or above --fail-on"},
    {CT_STATUS_UNDECIDED, "undecided: a limit was hit before an answer was found"},
    {CT_STATUS_OK, "all targets met"},
};

static size_t
rank(CtStatus status)
{
    size_t i = 0;

    while (i + 1 < sizeof statuses / sizeof *statuses && statuses[i].status != status)
        i++;
    return i;
}

CtStatus
ct_status_worse(CtStatus a, CtStatus b)
{
    return rank(a) <= rank(b) ? a : b;
}

const char *
ct_status_text(CtStatus status)
{
    return statuses[rank(status)].text;
}
