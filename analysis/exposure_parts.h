/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of an exposure, private to analysis/exposure*.c. */
#pragma once

#include "analysis/cut.h"
#include "analysis/exposure_write.h"
#include "analysis/measure_trials.h"
#include "analysis/rule_trials.h"

/* @element as plain data. */
CtElementFinding ct_element_finding(const CtGraph *graph, CtElement element, CtDossierStore *store);

/* The sets of @cuts as plain data, what is alike told once. */
void ct_exposure_write_sets(const CtElements *elements,
                            const CtCutResult *cuts,
                            CtDossierStore *store,
                            CtCutsFinding *finding);

/* Choke points, and cuts by every kind but measures, of goal @goal of the selected attacker; room
 * for the cuts by measure is left at the end. */
void ct_exposure_goal(const CtTwin *twin,
                      CtRuleTrials *trials,
                      uint32_t goal,
                      const CtExposureOptions *options,
                      CtDossierStore *store,
                      CtWeakFinding *ret_weak);

/* Cuts by measure of goal @goal of attacker @attacker. */
void ct_exposure_measures(CtMeasureTrials *trials,
                          const CtTwin *twin,
                          uint32_t attacker,
                          uint32_t goal,
                          const CtExposureOptions *options,
                          CtDossierStore *store,
                          CtCutsFinding *ret_cuts);

void ct_exposure_blast(const CtTwin *twin,
                       const CtExposureOptions *options,
                       CtDossierStore *store,
                       CtBlastFinding *ret_blast);

void ct_exposure_surface(const CtTwin *twin, CtDossierStore *store, CtSurfaceFinding *ret_surface);
