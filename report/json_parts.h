/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several JSON results have in common, private to report/json_*.c. */
#pragma once

#include "analysis/dossier.h"
#include "base/json_out.h"

/* @key and an array of @texts, NULL-terminated or NULL. */
void ct_json_put_texts(CtJson *json, const char *key, const char *const *texts);

/* "file", "line" and "column" into the open object; nothing for nowhere. */
void ct_json_put_dossier_place(CtJson *json, const CtDossier *dossier, CtPos pos);

/* "waiver": an object, or null where @waiver (CtSegWaiver) is none. */
void ct_json_put_waiver(
    CtJson *json, uint8_t waiver, const char *reason, const char *owner, const char *until);

/* The keys choke_points, cuts, blast_radius and attack_surface; null where nobody looked. */
void ct_json_put_exposure(CtJson *json, const CtDossier *dossier);

/* "cost": the object of all six. */
void ct_json_put_cost(CtJson *json, const CtPathCost *cost);

/* "witness": how long the path takes, how likely it is and its steps; null where there is none. */
void ct_json_put_witness(CtJson *json, const CtPath *path);

/* "model": what was analysed, its inputs' hashes and its counts. */
void ct_json_put_model(CtJson *json, const CtDossier *dossier);

/* One goal with its paths, or with what is one condition short. */
void ct_json_put_goal(CtJson *json,
                      const CtDossier *dossier,
                      const CtAttackerFinding *attacker,
                      const CtGoalFinding *goal);
