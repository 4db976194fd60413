/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scenarios of the Network Attack Simulator (J. Schwartz and H. Kurniawati, "Autonomous Penetration
 * Testing using Reinforcement Learning", 2019; github.com/Jjschwartz/NetworkAttackSimulator): hosts
 * in subnets, which services pass between them, exploits and privilege escalations with their
 * costs. Read into a struct, checked, and written as a package whose rules are the pack "nasim".
 */
#pragma once

#include "base/intern.h"
#include "base/span.h"
#include "topology/import/import.h"

/* An exploit (of a service) or a privilege escalation (by a process). */
typedef struct CtNasimAction {
    const char *name;
    CtPos pos;
    uint32_t object; /* service or process; CT_NO_ID: any process */
    uint32_t os;     /* CT_NO_ID: any */
    double prob, cost;
    bool root; /* what it gains, else user */
} CtNasimAction;

/* Services that a host refuses to another. */
typedef struct CtNasimDenial {
    uint32_t from; /* host */
    CtSpan services;
} CtNasimDenial;

typedef struct CtNasimHost {
    CtPos pos; /* line 0 while its configuration has not been seen */
    uint32_t subnet, number;
    uint32_t os;
    CtSpan services, processes; /* as listed */
    CtSpan denials;
    double value;
    bool sensitive;
} CtNasimHost;

/* Lists of services and processes are spans of `ids`. Subnet 0 is the internet. */
typedef struct CtNasim {
    const char *name;
    GStringChunk *texts;
    CtIntern *os, *services, *processes; /* names, in the order declared */
    uint32_t n_subnets;                  /* with the internet */
    uint32_t *first_host;                /* n_subnets + 1; subnet 0 has none */
    uint8_t *connected;                  /* n_subnets² */
    CtSpan *permits;                     /* n_subnets²: services from row to column */
    GArray *exploits, *escalations;      /* CtNasimAction */
    GArray *hosts;                       /* CtNasimHost, by subnet and number */
    GArray *denials;                     /* CtNasimDenial */
    CtIds ids;
    uint32_t n_unused_permits; /* firewall rows between subnets that are not connected */
    double scan_cost[4];       /* CtNasimScan */
    int64_t step_limit;        /* 0: none */
} CtNasim;

typedef enum CtNasimScan {
    CT_NASIM_SERVICE_SCAN,
    CT_NASIM_OS_SCAN,
    CT_NASIM_SUBNET_SCAN,
    CT_NASIM_PROCESS_SCAN,
} CtNasimScan;

/*
 * Reads and checks a scenario; NULL with everything that is wrong in the diagnostics. Cost: linear
 * in the file, which holds a square of the subnets.
 */
CtNasim *ct_nasim_read(const CtImportInput *input) G_GNUC_WARN_UNUSED_RESULT;
void ct_nasim_free(CtNasim *nasim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNasim, ct_nasim_free)

/* Whether the attacker sees @subnet from the start: the topology's column 0. */
static inline bool
ct_nasim_is_public(const CtNasim *nasim, uint32_t subnet)
{
    return nasim->connected[(size_t)subnet * nasim->n_subnets] != 0;
}

/* Whether connections from subnet @from to @to are looked at by a firewall and may pass it. The
 * internet reaches only what it sees. */
static inline bool
ct_nasim_joins(const CtNasim *nasim, uint32_t from, uint32_t to)
{
    return from != to && nasim->connected[(size_t)from * nasim->n_subnets + to] != 0 &&
           (from != 0 || ct_nasim_is_public(nasim, to));
}

/* topology.yaml, scenario.lua and README.md; free with g_free(). */
char *ct_nasim_topology(const CtNasim *nasim);
char *ct_nasim_scenario(const CtNasim *nasim);
char *ct_nasim_readme(const CtNasim *nasim);

/* The three of them as an importer. */
CtOutFiles *ct_nasim_convert(const CtImportInput *input);
