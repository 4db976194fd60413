/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who attacks, from where, for what: resolved against one topology. What a scenario or the command
 * line declares ends up here.
 */
#pragma once

#include "analysis/findings.h"
#include "attacks/guard.h"

/* A fact, all{…} or any{…} of facts: at least `need` of them. */
typedef struct CtGoal {
    char *id;   /* the scenario's key, or the text */
    char *text; /* "controls:rtu-1", "any(exec:a:user, exec:b:user)" */
    CtFact *facts;
    uint32_t n_facts;
    uint32_t need;
    CtId requirement; /* that it was derived from, as nobody named a goal; else CT_NO_ID */
} CtGoal;

typedef struct CtAttacker {
    char *id;
    CtAttackerTraits traits;
    CT_ROWS(CtFact) entries; /* at rest all of them; in simulation … */
    uint32_t n_later;        /* … the last so many only once the script gives them */
    CT_ROWS(CtGoal) goals;
    uint32_t parallel; /* tries at once in simulation; 0: all */
    uint32_t spread;   /* of a worm: tries at once on each asset that it holds; 0: no worm */
    int64_t starts_ms; /* in simulation: he has nothing before; 0: from the start */
    uint8_t strategy;  /* CtStrategy: what he tries first where he cannot try all */
    bool is_led;       /* the scenario's script says what is tried in simulation */
    uint8_t cost;      /* CtCost that its paths are ordered by, where `has_cost` */
    bool has_cost;
} CtAttacker;

/* What an attacker who cannot try everything at once tries first. */
typedef enum CtStrategy {
    CT_STRATEGY_CHEAPEST, /* the least effort */
    CT_STRATEGY_RANDOM,   /* a rank drawn for each attempt, once a replication */
    CT_STRATEGY_GOAL,     /* the fewest attempts left to a goal, then the least effort */
    CT_STRATEGY_COUNT,
} CtStrategy;

const char *ct_strategy_text(CtStrategy strategy); /* "cheapest-first" …; static */
bool ct_strategy_parse(const char *text, CtStrategy *ret_strategy);

/* An attacker of the default traits (expert, knows everything, commanded) with no entry or goal. */
CtAttacker *ct_attacker_new(const char *id);
void ct_attacker_free(CtAttacker *attacker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtAttacker, ct_attacker_free)

/* Appends; @facts are copied. */
void ct_attacker_add_entry(CtAttacker *attacker, CtFact entry);
void ct_attacker_add_goal(CtAttacker *attacker,
                          const CtFactKinds *kinds,
                          const CtInstances *instances,
                          const char *id,
                          const CtFact *facts,
                          uint32_t n_facts,
                          uint32_t need);

/*
 * Reads a goal: a fact, or `all(fact, …)`, `any(fact, …)`; braces will do as well. Its id is its
 * text. Says which part was not understood.
 */
bool ct_attacker_parse_goal(CtAttacker *attacker,
                            const CtFactKinds *kinds,
                            const CtInstances *instances,
                            const char *text,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ct_attacker_clear_goals(CtAttacker *attacker);

/* A goal for each requirement of the topology, named as it: that it is violated. */
void ct_attacker_add_requirements(CtAttacker *attacker, const CtInstances *instances);

/* The zone instances that a fact of @instances stands in: none, one, or all that list a network. */
void ct_attacker_zones_of(const CtFactKinds *kinds,
                          const CtInstances *instances,
                          CtFact fact,
                          CtIds *ret_zones);

/* Located on every network of a zone marked `outside`: where one without another entry starts. */
void ct_attacker_add_outside(CtAttacker *attacker, const CtInstances *instances);
