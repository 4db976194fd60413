/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Devices that join while a replication runs: an asset with `joins` is not there before that time.
 * Its `security.onboarding` says what comes then: with `none` it is on its networks at once; else
 * it is in quarantine for its `admission`, and is then admitted, with `attested` only where nothing
 * of an attacker's shows on it. At rest all have joined. docs/decisions/0057 says why.
 */
#pragma once

#include "sim/actions.h"

/* Something that happens at a time to every instance of an asset. */
typedef struct CtOnboardingTurn {
    int64_t time;
    CtActionKind kind; /* AWAIT at 0, QUARANTINE, ADMIT */
    CtId asset;        /* row */
    bool is_checked;   /* ADMIT: only where ct_onboarding_finds() nothing */
} CtOnboardingTurn;

/* By time, then kind, then asset: CtOnboardingTurn. g_array_unref(). Cost: linear in asset rows. */
GArray *ct_onboarding_turns(const CtInstances *instances);

/*
 * What an attested check of instance @asset finds at present: commands or code of an attacker
 * there, or a tainted product whose maker's builds can be reproduced by others, so that it shows.
 * Returns CT_REFUSAL_COUNT where it finds nothing. Cost: attackers, and products of the asset.
 */
CtRefusal ct_onboarding_finds(const CtEngine *engine, uint32_t asset);

/* Lets what @turns says (taken over) happen in every replication of @sim, whose courses were
 * compiled over @instances for things that end. @instances outlives it. */
void ct_onboarding_join(CtSim *sim, const CtInstances *instances, GArray *turns);
