/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the files that write what replications say. Private to report/. */
#pragma once

#include "report/statistics.h"

/* A paragraph of its own, indented; takes @text over. */
void ct_statistics_paragraph(CtOut *out, const CtTextOptions *options, char *text);

/* Functions and requirements; nothing where there are none. */
void
ct_statistics_write_losses(CtOut *out, const CtLossSummary *summary, const CtTextOptions *options);

/* The members `value`, `low`, `high` of an estimate under @key; null where there is none. */
void ct_statistics_put_estimate(CtJson *json, const char *key, CtEstimate estimate);

/* A time past the horizon is null. */
void ct_statistics_put_time(CtJson *json, const char *key, int64_t ms);

/* The key `losses`, within the object `statistics`; nothing where nothing can be lost. */
void ct_statistics_put_losses(CtJson *json, const CtLossSummary *summary);
