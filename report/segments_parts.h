/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of the text about segmentation, private to report/text_segments.c and text_failures.c.
 */
#pragma once

#include "report/segments.h"
#include "report/text_parts.h"

/* Failures by severity, waived ones last. */
void ct_text_failures(const CtTextReport *report, const CtSegmentation *segmentation);
