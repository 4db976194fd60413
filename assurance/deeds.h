/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the attackers of a scenario achieve, seen from what it is done to: which technique succeeds
 * on which entity. One for each technique and entity, the first attacker's first step. A deed is
 * what makes a claim of the topology untrue.
 */
#pragma once

#include "analysis/path.h"
#include "analysis/pipeline.h"
#include "analysis/store.h"
#include "assurance/subjects.h"

typedef struct CtDeed {
    const CtTechnique *technique; /* NULL: of a fact */
    const CtTechnique *last;      /* of a fact: by which it is had; NULL: it follows by itself */
    uint8_t kind;                 /* CtSubjectKind of what it is done to or with */
    uint32_t id;                  /* of that */
    uint32_t attacker;            /* of the twin */
    uint32_t step;                /* of the attacker's graph */
} CtDeed;

typedef struct CtDeeds CtDeeds;

/*
 * Solves @twin, loaded to CT_TWIN_REACH and CT_TWIN_RULES, for every attacker. Error: a script, or
 * CT_TWIN_ERROR_UNDECIDED past a limit. Cost: a grounding and a fixpoint an attacker, and linear in
 * the steps that hold.
 */
CtDeeds *
ct_deeds_new(CtTwin *twin, const CtSubjects *subjects, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ct_deeds_free(CtDeeds *deeds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDeeds, ct_deeds_free)

uint32_t ct_deeds_count(const CtDeeds *deeds);
const CtDeed *ct_deeds_get(const CtDeeds *deeds, uint32_t i);

/* The first deed of technique @name on @id of @kind, CT_NO_ID. Cost: one hash look-up. */
uint32_t ct_deeds_find(const CtDeeds *deeds, const char *name, CtSubjectKind kind, uint32_t id);

/* Whether the library has a rule of that name or id. */
bool ct_deeds_knows(const CtDeeds *deeds, const char *name);

/*
 * What no attacker of the scenario begins with and technique @name would need: "people" (someone
 * inside), "touches" or "possesses" (hands on it), "nearby", "supplier"; NULL where it fails for
 * something else, or is never possible.
 */
const char *ct_deeds_untried(const CtDeeds *deeds, const char *name);

/* The id under which deed @i is shown ("T0812"); NULL where it has none. */
const char *ct_deeds_shown_id(const CtDeeds *deeds, uint32_t i);

/* The least skill that suffices for deed @i. Cost: a Knuth pass an attacker, once. */
CtSkill ct_deeds_skill(CtDeeds *deeds, uint32_t i);

/* The best way by time to deed @i, in words, in @store; NULL where none was found. Cost: a Knuth
 * pass an attacker, once, and one restricted to the path. */
const CtPath *ct_deeds_path(CtDeeds *deeds, uint32_t i, CtDossierStore *store);

/* A deed of no technique: that @fact comes to hold; CT_NO_ID where it does not, or from the start.
 */
uint32_t ct_deeds_of_fact(CtDeeds *deeds, CtFact fact);
