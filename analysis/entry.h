/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The declarative part of a scenario.lua: who attacks, from where, for what, for how long. Read
 * once into plain texts with positions, then resolved against a topology, so that a misspelt id is
 * reported at its line with what is close to it.
 */
#pragma once

#include "analysis/attacker.h"
#include "analysis/defender.h"
#include "base/source.h"

/* A fact as the script names it. */
typedef struct CtScenarioFact {
    char *text; /* "exec:hmi-1:admin" */
    CtPos pos;
    CtFact fact; /* once resolved */
} CtScenarioFact;

typedef struct CtScenarioGoal {
    char *id; /* the script's key, or the fact's text */
    CtPos pos;
    CT_ROWS(CtScenarioFact) facts;
    uint32_t need; /* how many of them: all for all{…}, 1 for any{…} */
} CtScenarioGoal;

typedef struct CtScenarioAttacker {
    char *name;
    CtPos pos;
    CT_ROWS(CtScenarioFact) entries; /* none: located on the networks of zones marked outside */
    CT_ROWS(CtScenarioFact) later;   /* what the script may give him, later */
    CT_ROWS(CtScenarioGoal) goals;
    CtAttackerTraits traits; /* unsaid: expert, knows all, commanded; scale_times 1 */
    uint32_t parallel;       /* attempts at once; 0: all */
    uint32_t spread;         /* slots a held asset; 0: no worm */
    int64_t starts_ms;       /* when he comes; 0: at once */
    uint8_t strategy;        /* CtStrategy */
    bool is_led;             /* a function of the script decides what is tried */
    uint8_t cost;            /* CtCost, where has_cost */
    bool has_cost;
} CtScenarioAttacker;

/* `variant("name", f)`: another design, or another course of things. */
typedef struct CtScenarioVariant {
    char *name;
    CtPos pos;
} CtScenarioVariant;

/* `set(path, value)` in a variant: what CtPatch is. */
typedef struct CtScenarioPatch {
    char *path, *value;
} CtScenarioPatch;

typedef struct CtScenario {
    char *name;                            /* NULL unsaid */
    char *note;                            /* NULL unsaid */
    char *pack;                            /* whose techniques it takes; NULL: the library's */
    int64_t horizon_ms;                    /* -1 unsaid */
    CT_ROWS(CtScenarioAttacker) attackers; /* in the order declared */

    CT_ROWS(CtScenarioVariant) variants;
    CT_ROWS(CtScenarioPatch) patches; /* of the variant that was asked for */
    CtDefender *defender;             /* NULL: nobody defends */

    bool is_program; /* it has handlers, coroutines or attackers that it leads */
    char *file;      /* as messages name it */
    GBytes *text;    /* to be read again by who plays it; NULL where options made it */
} CtScenario;

/*
 * Where the kinds of facts that technique files declare come from. Asked at most once, when the
 * script uses a word that is not built in, so that `pack`, which says whose techniques they are,
 * is read before. NULL: they cannot be had, and @find has said why to the diagnostics.
 */
typedef struct CtScenarioVocabulary {
    const CtFactKinds *(*find)(void *data, const CtScenario *scenario);
    void *data;
} CtScenarioVocabulary;

/*
 * Reads @path of @source. @vocabulary may be NULL: the built-in kinds alone. Everything wrong goes
 * to @diag with file and line; NULL then. Entries and goals are not looked up yet.
 */
CtScenario *ct_scenario_load(CtSource *source,
                             const char *path,
                             const CtScenarioVocabulary *vocabulary,
                             const CtLimits *limits,
                             CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Likewise, as variant @variant has it; one that there is not is an error. NULL: as written. */
CtScenario *ct_scenario_load_variant(CtSource *source,
                                     const char *path,
                                     const char *variant,
                                     const CtScenarioVocabulary *vocabulary,
                                     const CtLimits *limits,
                                     CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/*
 * One attacker of default traits, with entries and goals as the command line gives them
 * (NULL-terminated or NULL): a goal is a fact, all(fact, …) or any(fact, …). Error: a goal that is
 * malformed.
 */
CtScenario *ct_scenario_from_options(const char *const *entries,
                                     const char *const *goals,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Nothing declared. */
CtScenario *ct_scenario_new(void);
void ct_scenario_free(CtScenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtScenario, ct_scenario_free)

#define CT_SCENARIO_ERROR ct_scenario_error_quark()
typedef enum CtScenarioError { CT_SCENARIO_ERROR_FAILED } CtScenarioError;
GQuark ct_scenario_error_quark(void);

/*
 * Looks every fact up in @instances. An attacker without entries gets `located` on every instance
 * of every network of the zones marked outside. False if anything is unknown; @diag says what.
 */
bool ct_scenario_resolve(CtScenario *scenario,
                         const CtFactKinds *kinds,
                         const CtInstances *instances,
                         CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* The attackers of a resolved @scenario as analyses take them, appended to @attackers (CtAttacker).
 */
void ct_scenario_add_to(const CtScenario *scenario,
                        const CtFactKinds *kinds,
                        const CtInstances *instances,
                        GPtrArray *attackers);

/* Appends; for the reader. The fact's text is taken over. */
void ct_scenario_add_variant(CtScenario *scenario, const char *name, CtPos pos);
void ct_scenario_add_patch(CtScenario *scenario, const char *path, const char *value);
void ct_scenario_drop_facts(CtScenarioAttacker *attacker,
                            const char *field); /* entry, later, goals */
CtScenarioAttacker *ct_scenario_add_attacker(CtScenario *scenario, const char *name, CtPos pos);
void ct_scenario_add_entry(CtScenarioAttacker *attacker, char *text, CtPos pos);
void ct_scenario_add_later(CtScenarioAttacker *attacker, char *text, CtPos pos);
CtScenarioGoal *ct_scenario_add_goal(CtScenarioAttacker *attacker, const char *id, CtPos pos);
void ct_scenario_add_fact(CtScenarioGoal *goal, char *text, CtPos pos);
