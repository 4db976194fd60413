/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random scenarios of the Network Attack Simulator, their text, and what owning every sensitive
 * host costs at least: a search over all states of the simulated network. It shares
 * nothing with the importer, the pack or the attack graph.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { NASIM_SUBNETS = 5, NASIM_HOSTS = 6, NASIM_WORDS = 3, NASIM_ACTIONS = 4 };

typedef struct NasimAction {
    int object, os; /* os -1: any */
    int cost, access;
    bool never; /* prob 0 */
} NasimAction;

typedef struct NasimModel {
    int n_subnets; /* with the internet */
    int n_hosts, n_services, n_os, n_processes, n_exploits, n_escalations, scan_cost;
    bool connected[NASIM_SUBNETS][NASIM_SUBNETS];
    bool permits[NASIM_SUBNETS][NASIM_SUBNETS][NASIM_WORDS];
    int subnet[NASIM_HOSTS], os[NASIM_HOSTS];
    bool service[NASIM_HOSTS][NASIM_WORDS], process[NASIM_HOSTS][NASIM_WORDS];
    bool denies[NASIM_HOSTS][NASIM_HOSTS][NASIM_WORDS]; /* at, from, service */
    bool sensitive[NASIM_HOSTS];
    NasimAction exploits[NASIM_ACTIONS], escalations[NASIM_ACTIONS];
} NasimModel;

void nasim_model_random(NasimModel *model, guint32 seed);

/* Its file; free with g_free(). */
char *nasim_model_text(const NasimModel *model);

/* The least sum of costs; -1 where it cannot be done. */
int nasim_model_least_cost(const NasimModel *model);
