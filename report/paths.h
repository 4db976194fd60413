/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best ways to each goal side by side: all six costs, what differs, and the steps. */
#pragma once

#include "report/text.h"

/* Keys of the JSON result, of which this has `model` and `goals`. Cost: linear in what is written.
 */
void ct_report_paths_json(CtOut *out, const CtDossier *dossier);
void ct_report_paths_text(CtOut *out, const CtDossier *dossier, const CtTextOptions *options);
