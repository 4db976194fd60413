/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The day on which the question is asked: an input like any other, and the only place where the
 * clock is read.
 */
#pragma once

#include "base/diag.h"
#include "topology/model.h"

/*
 * @text ("YYYY-MM-DD", of --as-of) where given, else the day of SOURCE_DATE_EPOCH, else today in
 * UTC; as YYYY-MM-DD, to free with g_free(). NULL if one of them is no date.
 */
char *ct_as_of(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Warns of every waiver of @model that ended before @day. */
void ct_as_of_check_waivers(const CtModel *model, const char *day, CtDiag *diag);
