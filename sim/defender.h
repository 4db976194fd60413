/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who defends, in every replication (DESIGN 7): sensors see tries with the chance that reports call
 * expected detections, and at times what is not there; alerts wait for analysts, who confirm or
 * dismiss them; the playbook is then carried out, through sim/actions.h. A host of its own.
 * docs/decisions/0044 says what is assumed.
 */
#pragma once

#include "analysis/defender.h"
#include "sim/host.h"
#include "sim/sim.h"

/*
 * @defender, which is resolved and outlives @sim, takes part; @sim is closed, and is_changing where
 * the playbook acts. False where it cannot: its shifts open after the horizon. Cost: facts of the
 * courses, rows of assets and conduits.
 */
bool ct_defender_join(CtSim *sim,
                      const CtDefender *defender,
                      const CtInstances *instances,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
