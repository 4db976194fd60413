/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of two designs, private to report/html_diff*.c. */
#pragma once

#include "report/diff.h"
#include "report/html_parts.h"

typedef struct CtHtmlDiff {
    CtHtml html; /* of `after` */
    const CtComparison *comparison;
    const CtCompareSide *before, *after;
    const CtDiffNames *names;
} CtHtmlDiff;

/* The first screen. */
void ct_html_diff_summary(const CtHtmlDiff *diff);

/* "topology.yaml:12:5" of @dossier; nothing for nowhere. */
void ct_html_diff_place(const CtHtml *html, const CtDossier *dossier, CtPos pos);
