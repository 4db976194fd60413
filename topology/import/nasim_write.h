/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names that a scenario's parts get in a package: ids of the topology, none twice, and ports.
 */
#pragma once

#include "topology/import/nasim.h"

typedef struct CtNasimIds {
    GPtrArray *services;                     /* char *, by service */
    GPtrArray *actions;                      /* char *, exploits and then escalations */
    CtIds product_of_host, first_of_product; /* hosts alike are of one product */
    CtIds ports;                             /* by service */
    CtCsr with_service, with_process;        /* products by service, by process */
} CtNasimIds;

CtNasimIds *ct_nasim_ids_new(const CtNasim *nasim);
void ct_nasim_ids_free(CtNasimIds *ids);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtNasimIds, ct_nasim_ids_free)

/* How many products all actions together are flaws of. */
uint64_t ct_nasim_count_affected(const CtNasim *nasim, const CtNasimIds *ids);

/* "internet", "subnet-1"; "host-1-0". Free with g_free(). */
char *ct_nasim_subnet_id(uint32_t subnet);
char *ct_nasim_host_id(const CtNasim *nasim, uint32_t host);
