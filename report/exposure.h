/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Choke points and cuts (`cuts`), blast radii (`blast`) and attack surface (`surface`), as text and
 * as JSON. The values of `choke_points`, `cuts`, `blast_radius` and `attack_surface` are those that
 * the result of `run` has under the same keys.
 */
#pragma once

#include "analysis/dossier.h"
#include "report/text.h"

void ct_report_cuts_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
void ct_report_cuts_json(CtOut *out, const CtDossier *dossier);

/* With options->all every source, else the first 20. */
void ct_report_blast_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
void ct_report_blast_json(CtOut *out, const CtDossier *dossier);

void ct_report_surface_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
void ct_report_surface_json(CtOut *out, const CtDossier *dossier);
