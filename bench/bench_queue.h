/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event queue on PHOLD beside its floors, at growing numbers of pending events. */
#pragma once

#include "base/out.h"

/* Writes the table: medians of @repeats runs, those of the three queues in turns. False, and
 * which, if two of them popped in different orders. */
bool ct_bench_queue(CtOut *out, int repeats, GError **error);
