/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings as SARIF 2.1.0 (OASIS), for a repository: goals that can be reached, with the way as a
 * code flow, segmentation failures and missed targets, each at its line of the topology and with a
 * fingerprint that stays while everything else changes. What was waived is suppressed, what nobody
 * could decide is open; what holds is not mentioned.
 */
#pragma once

#include "report/data.h"

#include "base/out.h"

/* @prefix: put before the names of files, "designs/mill"; NULL where the package is the root.
 * Cost: linear in what is written. */
void ct_report_sarif(CtOut *out, const CtReportData *data, const char *prefix);
