/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a loaded package to what is simulated: every attacker of its scenario, with his goals. */
#pragma once

#include "sim/sim.h"

typedef struct CtSimOptions {
    uint64_t seed;
    int64_t horizon_ms; /* -1: the scenario's, else CT_SIM_HORIZON_MS */
    bool to_horizon;
} CtSimOptions;

#define CT_SIM_HORIZON_MS (INT64_C(365) * 24 * 3600 * 1000)

/*
 * @twin is loaded to CT_TWIN_RULES at least and outlives the result, which owns the attack graphs.
 * Error: that of an attack graph that cannot be built. Cost: an attack graph an attacker, less one
 * where the twin has it already.
 */
CtSim *
ct_sim_setup(CtTwin *twin, const CtSimOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
