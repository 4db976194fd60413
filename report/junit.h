/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as JUnit XML, which every build server reads. A test case each: for a goal (fails where
 * it can be reached), a target, a kind of segmentation failure that does not occur, and a failure
 * of it that does; for a requirement of a standard that was asked for. What could not be decided is
 * an error; what is accepted until a day, does not apply or needs a document is skipped.
 */
#pragma once

#include "report/data.h"

#include "base/out.h"

void ct_report_junit(CtOut *out, const CtReportData *data);
