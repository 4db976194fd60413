/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A closure over structural steps alone: nobody has tried anything yet. */
#include "analysis/surface.h"

#include "analysis/closure64.h"

static CtClosure *
before_any_attempt(const CtGraph *graph, const CtFactId *entries, size_t n_entries)
{
    CtClosure *closure = ct_closure_new(graph);
    g_autofree uint64_t *available = g_new(uint64_t, (size_t)graph->n_steps + 1);

    for (uint32_t s = 0; s < graph->n_steps; s++)
        available[s] = graph->step_kind[s] == CT_STEP_ATTEMPT ? 0 : UINT64_MAX;
    for (size_t i = 0; i < n_entries; i++)
        ct_closure_enter(closure, entries[i], 1);
    ct_closure_run(closure, available, 1);
    return closure;
}

static bool
holds(const CtGraph *graph, const CtClosure *closure, CtFact fact)
{
    return ct_closure_worlds(closure, ct_graph_fact(graph, fact)) != 0;
}

/* At one door without a second factor the others do not matter. */
static bool
is_reached(const CtGraph *graph, const CtClosure *closure, uint32_t service)
{
    return holds(graph, closure, (CtFact){.kind = CT_FACT_REACH, .entity = service});
}

static void
put_flaws(const CtInstances *instances, CtSurfaceRow *row)
{
    uint32_t service = row->fact.entity;
    uint32_t asset = ct_instances_service_asset(instances, service);
    CtSpan flaws = ct_instances_class(instances, asset)->vulnerabilities;

    for (uint32_t i = flaws.start; i < flaws.start + flaws.length; i++) {
        const CtClassVulnerability *flaw = &instances->classes->vulnerabilities.data[i];

        if (flaw->service != service - instances->service_first[asset])
            continue;
        row->flaws++;
        row->known_exploited =
            row->known_exploited ||
            ct_tri_or(instances->model->vulnerabilities.data[flaw->vulnerability].kev, false);
    }
}

/* Rows of services are told apart by kind of fact, class service and zone, whichever its copy. */
static void
add_services(const CtGraph *graph, const CtClosure *closure, CtFactKind kind, GArray *rows)
{
    const CtInstances *instances = graph->instances;
    g_autoptr(GHashTable) row_of = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);

    for (uint32_t s = 0; s < instances->n_services; s++) {
        CtSurfaceRow row = {.fact = {.kind = (uint8_t)kind, .entity = s}, .n_alike = 1};
        const CtClassService *service = ct_instances_service(instances, s);
        gint64 key;
        gpointer known;

        if (!holds(graph, closure, row.fact) ||
            (kind == CT_FACT_GATED && is_reached(graph, closure, s)))
            continue;
        row.zone = instances->asset_zone[ct_instances_service_asset(instances, s)];
        key = (gint64)(((uint64_t)instances->zone_row[row.zone] << 32) |
                       (uint32_t)(service - instances->classes->services.data));
        known = g_hash_table_lookup(row_of, &key);
        if (known != NULL) {
            g_array_index(rows, CtSurfaceRow, GPOINTER_TO_UINT(known) - 1).n_alike++;
            continue;
        }
        put_flaws(instances, &row);
        g_array_append_val(rows, row);
        g_ptr_array_add(keys, g_memdup2(&key, sizeof key));
        g_hash_table_insert(row_of, keys->pdata[keys->len - 1], GUINT_TO_POINTER(rows->len));
    }
}

static void
add_plain(const CtGraph *graph, const CtClosure *closure, CtFactKind kind, GArray *rows)
{
    uint32_t n = graph->first_of_kind[kind + 1] - graph->first_of_kind[kind];

    for (uint32_t e = 0; e < n; e++) {
        CtSurfaceRow row = {.fact = {.kind = (uint8_t)kind, .entity = e},
                            .n_alike = 1,
                            .zone = CT_NO_ID};

        if (holds(graph, closure, row.fact))
            g_array_append_val(rows, row);
    }
}

CtSurface *
ct_surface_new(const CtGraph *graph, const CtFactId *entries, size_t n_entries)
{
    CtSurface *surface = g_new0(CtSurface, 1);
    g_autoptr(CtClosure) closure = before_any_attempt(graph, entries, n_entries);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(CtSurfaceRow));

    add_services(graph, closure, CT_FACT_REACH, rows);
    add_services(graph, closure, CT_FACT_GATED, rows);
    for (guint i = 0; i < rows->len; i++)
        surface->n_services += g_array_index(rows, CtSurfaceRow, i).n_alike;
    add_plain(graph, closure, CT_FACT_CONTACT, rows);
    add_plain(graph, closure, CT_FACT_OPERATES, rows);
    add_plain(graph, closure, CT_FACT_PRESENCE, rows);
    surface->n_rows = rows->len;
    surface->rows = (CtSurfaceRow *)(void *)g_array_free(g_steal_pointer(&rows), FALSE);
    return surface;
}

void
ct_surface_free(CtSurface *surface)
{
    if (surface == NULL)
        return;
    g_free(surface->rows);
    g_free(surface);
}
