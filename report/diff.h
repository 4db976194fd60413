/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two designs side by side, for a person and for a program. */
#pragma once

#include "assurance/compare.h"
#include "report/text.h"

/* What is compared, as named by whoever asks. */
typedef struct CtDiffNames {
    const char *before, *after;
} CtDiffNames;

/* Cost of each: linear in what is written. */
void ct_report_diff_text(CtOut *out,
                         const CtComparison *comparison,
                         const CtCompareSide *before,
                         const CtCompareSide *after,
                         const CtDiffNames *names,
                         const CtTextOptions *options);
void ct_report_diff_json(CtOut *out,
                         const CtComparison *comparison,
                         const CtCompareSide *before,
                         const CtCompareSide *after);

/* A page in the style of `report`: whole, without scripts, nothing fetched. */
void ct_report_diff_html(CtOut *out,
                         const CtComparison *comparison,
                         const CtCompareSide *before,
                         const CtCompareSide *after,
                         const CtDiffNames *names);
