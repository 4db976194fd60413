/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of a run file; docs/run-file.md explains them. Private to sim/run_*.c. */
#pragma once

#include "store/content_hash.h"

extern const CtDbFormat ct_run_format;

/* All tables but `session`, for the content hash. */
extern const CtHashedTable ct_run_tables[];
