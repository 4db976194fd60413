/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones held against each other (`segments`), as text and as JSON. */
#pragma once

#include "analysis/segmentation.h"
#include "base/json_out.h"
#include "report/text.h"

/*
 * Matrix, then failures by severity. @name: of the package, for the title; may be NULL. With
 * options->all every failure and every row, else the gravest and what is of interest; with
 * options->brief the failures' first lines alone.
 */
void ct_report_segments_text(CtOut *out,
                             const CtSegmentation *segmentation,
                             const char *name,
                             const CtTextOptions *options);

/* A few lines at the end of a larger report. */
void ct_report_segments_summary(CtOut *out,
                                const CtSegmentation *segmentation,
                                const CtTextOptions *options);

void ct_report_segments_json(CtOut *out, const CtSegmentation *segmentation, const char *name);

/* The value of the key `segmentation` into an open object; null for NULL. */
void ct_json_put_segmentation(CtJson *json, const CtSegmentation *segmentation);
