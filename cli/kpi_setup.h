/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a package and the options say of KPIs before any is computed: a user's own, a profile, and
 * whether all targets name KPIs with bounds in their units.
 */
#pragma once

#include "cli/command.h"

#include "analysis/pipeline.h"
#include "assurance/kpi_own.h"
#include "assurance/kpi_profile.h"
#include "sim/run_file.h"

typedef struct CtKpiSetup {
    CtKpiOwn *own;         /* NULL: there are none */
    CtKpiProfile *profile; /* NULL: none was given */
    GBytes *profile_bytes; /* of it */
} CtKpiSetup;

void ct_kpi_setup_clear(CtKpiSetup *setup);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtKpiSetup, ct_kpi_setup_clear)

/*
 * @twin: CT_TWIN_MODEL at least. @header: of the run file that it was loaded from, whose profile
 * holds where no other is given; else NULL. False: what is wrong stands in twin->diag.
 */
bool ct_kpi_setup_load(CtKpiSetup *setup, const CtCli *cli, CtTwin *twin, const CtRunHeader *header)
    G_GNUC_WARN_UNUSED_RESULT;
