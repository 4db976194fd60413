/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A generated model with actions, for the engine and for the oracle of a world that changes. */
#pragma once

#include "attacks/ground.h"
#include "tests/support/loaded.h"
#include "tests/support/model_generator.h"
#include "tests/support/naive_changing.h"

enum { CT_CHANGING_MOST_ACTIONS = 24, CT_CHANGING_MOST_GOALS = 2, CT_CHANGING_MOST_HOSTS = 64 };

typedef struct CtChangingCase {
    CtLoaded loaded;
    uint64_t *single; /* allow rules that may be blocked by themselves; NULL */
    CtReach *doors;
    CtGuard *guard;
    CtGraph *graph;
    CtFactId entries[64];
    uint32_t n_entries;
    CtFactId goals[CT_CHANGING_MOST_GOALS];
    uint32_t n_goals;
    uint32_t parallel;
    CtNaiveAction actions[CT_CHANGING_MOST_ACTIONS];
    uint32_t n_actions;
    CtFactId given;
    int64_t given_ms;
    int64_t horizon_ms;
    uint32_t spread; /* 0: no worm */
    CtFactId hosts[CT_CHANGING_MOST_HOSTS][2];
    uint32_t n_hosts;
    uint64_t n_cut_off; /* assets that actions cut off, in all that was played */
    uint32_t n_drops;   /* times at which something ended because its maker could not send */
} CtChangingCase;

/* The engine's side of a case. */
typedef struct CtChangingActor {
    const CtChangingCase *one;
    const CtCourse *course;
    uint32_t host;
    bool acts;
    GArray *events; /* CtSmallEvent */
    uint32_t n_lost, n_gained;
} CtChangingActor;

/* False where the model does not load. */
bool ct_changing_case_init(CtChangingCase *one,
                           CtLibrary *library,
                           const CtGeneratorSizes *sizes,
                           uint32_t seed);
void ct_changing_case_clear(CtChangingCase *one);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CtChangingCase, ct_changing_case_clear)

CtFactId
ct_changing_fact(const CtChangingCase *one, CtFactKind kind, uint32_t entity, CtLevel level);
uint32_t ct_changing_n_entities(const CtChangingCase *one, CtActionKind kind);

/* Half of them when something of @events happens, so that they meet tries. */
void ct_changing_draw_actions(CtChangingCase *one, GArray *events, uint64_t *state);

CtSim *ct_changing_sim(CtChangingCase *one);

/* A host whose data is a CtChangingActor: it does the actions of its case. */
extern const CtHost ct_changing_host;

/* The events of a course in which nothing changes. */
GArray *ct_changing_quiet_events(const CtSim *sim);

/* In what engine and oracle differ; NULL: in nothing. g_free() */
char *ct_changing_disagreement(CtChangingCase *one,
                               const CtSim *sim,
                               const CtSimKeys *keys,
                               uint64_t replication);

/* @why with the actions without which they do not differ; takes @why over. g_free() */
char *ct_changing_shrunk(CtChangingCase *one, const CtSim *sim, const CtSimKeys *keys, char *why);
