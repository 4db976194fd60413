/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verdicts on standards, for a person and for a program. */
#pragma once

#include "assurance/verdict.h"
#include "base/json_out.h"
#include "report/text.h"

/*
 * What would change most first, then each standard as a table and its failures; with `all` every
 * requirement and what was looked at; with `brief` the counts alone. Cost: linear in what is
 * written.
 */
void
ct_report_validate_text(CtOut *out, const CtAssurance *assurance, const CtTextOptions *options);

/* The whole result. */
void ct_report_validate_json(CtOut *out, const CtAssurance *assurance);

/* The section of `run`: how each standard stands. */
void
ct_report_validate_summary(CtOut *out, const CtAssurance *assurance, const CtTextOptions *options);

/* The keys `standards`, `requirements`, `actions` and `idle_waivers` of a result, within its
 * object; all of them empty where @assurance is NULL. */
void ct_json_put_assurance(CtJson *json, const CtAssurance *assurance);
