/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as JUnit XML, which every build server reads. A test case each: for a goal (fails where
 * it can be reached), a target, a kind of segmentation failure that does not occur, and a failure
 * of it that does. What could not be decided is an error, what is accepted until a day is skipped.
 */
#pragma once

#include "report/data.h"

#include "base/out.h"

void ct_report_junit(CtOut *out, const CtReportData *data);
