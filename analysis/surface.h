/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attack surface: what one who stands at the entries can touch before his first attempt. The
 * services at which his packets arrive (behind a second factor only where no other
 * door is open), the people he can write
 * to, the channels he operates, the networks he is on. Alike services of a zone are one row.
 */
#pragma once

#include "attacks/graph.h"

typedef struct CtSurfaceRow {
    CtFact fact;          /* reach, gated, contact, operates or presence; of the first of them */
    uint32_t n_alike;     /* services of one class in one zone and its copies; else 1 */
    uint32_t zone;        /* zone instance of a service, else CT_NO_ID */
    uint32_t flaws;       /* known flaws exploited through the service */
    bool known_exploited; /* one of them is known to be exploited (KEV) */
} CtSurfaceRow;

typedef struct CtSurface {
    CtSurfaceRow *rows; /* by kind (reach, gated, contact, operates, presence), then file order */
    uint32_t n_rows;
    uint32_t n_services; /* instances, alike ones counted */
} CtSurface;

/* Cost: one sweep of the graph's structural steps. */
CtSurface *ct_surface_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries);
void ct_surface_free(CtSurface *surface);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtSurface, ct_surface_free)
