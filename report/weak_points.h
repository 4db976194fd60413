/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Choke points and cuts (`cuts`), blast radii (`blast`) and attack surface (`surface`), as text
 * and as JSON. */
#pragma once

#include "analysis/blast.h"
#include "analysis/surface.h"
#include "analysis/weak_points.h"
#include "report/text.h"

/* @points: CtWeakPoints of each goal of the selected attacker. */
void ct_report_cuts_text(CtOut *out,
                         const CtTwin *twin,
                         const GPtrArray *points,
                         const CtTextOptions *options);
void ct_report_cuts_json(CtOut *out, const CtTwin *twin, const GPtrArray *points);

/* With options->all every row, else the first 20. */
void ct_report_blast_text(CtOut *out,
                          const CtTwin *twin,
                          const CtBlast *blast,
                          const CtTextOptions *options);
void ct_report_blast_json(CtOut *out, const CtTwin *twin, const CtBlast *blast);

void ct_report_surface_text(CtOut *out,
                            const CtTwin *twin,
                            const CtSurface *surface,
                            const CtTextOptions *options);
void ct_report_surface_json(CtOut *out, const CtTwin *twin, const CtSurface *surface);
