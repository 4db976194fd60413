/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who defends, as `defender "soc" { … }` of a scenario.lua declares it: analysts who look at
 * alerts, what they recognise, and what is then done. Played by sim/defender.h.
 */
#pragma once

#include "analysis/scenario_words.h"
#include "attacks/facts.h"
#include "base/diag.h"
#include "base/dist.h"
#include "base/week.h"
#include "topology/instances.h"

/* What a playbook does. Numbers are part of every trace: append only. */
typedef enum CtDefence {
    CT_DEFENCE_INVESTIGATE, /* looks for what led to it */
    CT_DEFENCE_ISOLATE,
    CT_DEFENCE_RECONNECT,
    CT_DEFENCE_RESTORE, /* down meanwhile */
    CT_DEFENCE_HALT,
    CT_DEFENCE_RESUME,
    CT_DEFENCE_PATCH,
    CT_DEFENCE_ROTATE,
    CT_DEFENCE_BLOCK,
    CT_DEFENCE_UNBLOCK,
    CT_DEFENCE_REVOKE,
    CT_DEFENCE_REINSTATE,
    CT_DEFENCE_QUARANTINE,
    CT_DEFENCE_ADMIT,
    CT_DEFENCE_COUNT,
} CtDefence;

const char *ct_defence_text(CtDefence defence);  /* "isolate" …; static */
CtSection ct_defence_section(CtDefence defence); /* of what it is done to */
bool ct_defence_needs_target(CtDefence defence); /* an alert does not say on what */

/* "isolate", "rotate op-password". */
typedef struct CtPlayAction {
    CtDefence defence;
    char *target;    /* id; NULL: what the alert is about */
    uint32_t part;   /* of a conduit: see topology/rule_names.h */
    uint32_t entity; /* once resolved: an instance of assets, else a row; CT_NO_ID */
} CtPlayAction;

typedef struct CtPlay {
    CtPos pos;
    char *on;          /* word of a fact kind that the attempt would gain; NULL: any */
    uint64_t kinds[4]; /* once resolved: a bit a kind */
    CT_ROWS(CtPlayAction) actions;
    CtDist after; /* from the verdict to the beginning */
    CtDist takes; /* from the beginning to the end */
} CtPlay;

/* How often a sensor, at work, sees what is not there. */
typedef struct CtFalseAlarms {
    char *sensor; /* id of an asset or of a conduit; NULL: every one that has a sensor */
    CtPos pos;
    double per_ms;
    CtSection section; /* once resolved */
    uint32_t row;
} CtFalseAlarms;

typedef struct CtDefender {
    char *name;
    CtPos pos;
    uint32_t analysts;
    CtDist triage;
    uint32_t experts;  /* who look at what analysts take for an attack; 0: nobody does */
    CtDist examines;   /* how long an expert needs */
    CtWeek shifts;     /* none: always */
    double recognises; /* chance that a true alert is confirmed */
    double dismisses;  /* chance that a false one is not */
    double finds;      /* chance that an investigation finds each execution that led there */
    CT_ROWS(CtFalseAlarms) false_alarms;
    CT_ROWS(CtPlay) playbook;
} CtDefender;

enum { CT_DEFENDER_MOST_PLAYS = 64, CT_DEFENDER_MOST_ANALYSTS = 10000 };

CtDefender *ct_defender_new(const char *name, CtPos pos);
void ct_defender_free(CtDefender *defender);
CtPlay *ct_defender_add_play(CtDefender *defender, CtPos pos);
CtPlayAction *ct_defender_add_action(CtPlay *play, CtDefence defence, const char *target);
CtFalseAlarms *ct_defender_add_false_alarms(CtDefender *defender, const char *sensor, CtPos pos);

/* "2/d", "0.5/week": how often, per ms. */
bool ct_defender_parse_rate(const char *text,
                            double *ret_per_ms,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Looks up what it names; false where anything is unknown, and @diag says what. */
bool ct_defender_resolve(CtDefender *defender,
                         const CtFactKinds *kinds,
                         const CtInstances *instances,
                         CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Whether anything that it does changes the world. */
bool ct_defender_acts(const CtDefender *defender);

#define CT_DEFENDER_ERROR ct_defender_error_quark()
typedef enum CtDefenderError { CT_DEFENDER_ERROR_FAILED } CtDefenderError;
GQuark ct_defender_error_quark(void);

/* Fields of `defender { … }` and of an entry of its playbook. */
extern const CtScenarioField ct_defender_fields[];
extern const size_t ct_n_defender_fields;
extern const CtScenarioField ct_play_fields[];
extern const size_t ct_n_play_fields;
