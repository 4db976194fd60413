/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the defender share. */
#pragma once

#include "sim/actions.h"
#include "sim/alerts.h"
#include "sim/defender.h"

/* A row of assets, all instances together, or a conduit: it raises false alarms. */
typedef struct CtDefenderSensor {
    CtSection section;
    uint32_t first, n; /* instances of assets; of a conduit its row, 1 */
    CtKey128 key;
    CtSampler gap; /* between two false alarms */
} CtDefenderSensor;

typedef struct CtDefenderPlay {
    const CtPlay *declared;
    CtSampler after, takes;
} CtDefenderPlay;

enum { CT_MARK_FACT_HELD = 1, CT_MARK_FACT_IMPAIRED = 2 };

/* What all engines share. */
typedef struct CtDefenderPlan {
    const CtDefender *declared;
    const CtSim *sim;
    const CtInstances *instances;
    CtSampler triage, examines;
    CtDefenderSensor *sensors;
    uint32_t n_sensors;
    CtDefenderPlay plays[CT_DEFENDER_MOST_PLAYS];
    uint32_t n_plays;
    uint8_t **marks; /* per actor, per fact of the course */
    CtCsr *members;  /* per actor, ct_course_members() */
} CtDefenderPlan;

/* A play that is carried out. */
typedef struct CtResponse {
    CtAlert alert;
    uint32_t play;
    uint32_t next; /* free: the next free one */
} CtResponse;

/* What a host's events are for: the low bits of their `detail`. */
typedef enum CtDefenderWake {
    CT_WAKE_SEEN,    /* an alert: step and attempt are attempt and try, the rest of detail who */
    CT_WAKE_FALSE,   /* step: sensor */
    CT_WAKE_TRIAGED, /* step: analyst */
    CT_WAKE_SHIFT,
    CT_WAKE_BEGIN,    /* step: response */
    CT_WAKE_DONE,     /* likewise */
    CT_WAKE_EXAMINED, /* step: expert */
} CtDefenderWake;

enum { CT_WAKE_BITS = 3 };

typedef struct CtDefenderHost {
    const CtDefenderPlan *plan;
    CtEngine *engine;
    uint32_t number;
    CtDrawSource draws;
    CtAlerts alerts;
    CtAlerts experts; /* what analysts took for an attack */
    CtDefenceRow row;
    uint64_t n_alerts;
    uint64_t n_impaired; /* facts, now */
    bool shift_is_awaited;
    uint32_t *sensor_n; /* per sensor: the alarm that is to come */
    CtResponse *responses;
    uint32_t n_responses, most_responses, free_response; /* CT_NO_ID: none */
    uint64_t *under_way; /* per asset instance, and one more for none: a bit a play … */
    CtIds stirred;       /* … and where any was since the replication began */
    uint64_t **seen;     /* per actor, a bit per fact of the course: of a search */
    CtIds found;         /* facts of the course */
    GArray *actions;     /* CtAction */
} CtDefenderHost;

CtDefenderPlan *
ct_defender_plan_new(const CtSim *sim, const CtDefender *defender, const CtInstances *instances);
void ct_defender_plan_free(CtDefenderPlan *plan);

/* The kinds of facts that @attempt would bring, a bit each. */
void ct_defender_kinds(const CtCourse *course, uint32_t attempt, uint64_t kinds[4]);

/* Wakes the host at @time. */
void ct_defender_schedule(CtDefenderHost *host,
                          int64_t time,
                          CtEventPriority priority,
                          CtKey128 key,
                          CtDefenderWake wake,
                          uint32_t step);

/* @alert is taken for an attack: the plays for it, or for a fact of @kinds where that is given. */
void ct_defender_order(CtDefenderHost *host, const CtAlert *alert, const uint64_t *kinds);
void ct_defender_begin_response(CtDefenderHost *host, uint32_t response);
void ct_defender_end_response(CtDefenderHost *host, uint32_t response);

/* Looks for what led to @alert. */
void ct_defender_search(CtDefenderHost *host, const CtAlert *alert);
