/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why packets do not arrive: asked from where the attacker stands, one asset or network a zone, and
 * of all that was tried the rule that came nearest is told.
 */
#include "analysis/near_miss_parts.h"

#include "base/bits.h"
#include "topology/reach_explain.h"

#define MOST_SOURCES 8

static void
add_source(GPtrArray *sources, GHashTable *zones, uint32_t zone, char *text)
{
    if (sources->len < MOST_SOURCES && g_hash_table_add(zones, GSIZE_TO_POINTER((size_t)zone + 1)))
        g_ptr_array_add(sources, text);
    else
        g_free(text);
}

/* Texts of where he can send from, networks first; one a zone. */
static GPtrArray *
positions(const CtSearch *search)
{
    const CtGraph *graph = search->graph;
    const CtInstances *instances = graph->instances;
    GPtrArray *sources = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) zones = g_hash_table_new(NULL, NULL); /* asked, never walked */

    for (uint32_t n = 0; n < instances->n_networks && sources->len < MOST_SOURCES; n++) {
        CtFact located = {.kind = CT_FACT_LOCATED, .entity = n};
        uint32_t first = instances->network_zones.start[n];
        bool in_zone = first < instances->network_zones.start[n + 1];

        if (ct_bits_get(search->fixpoint->holds, ct_graph_fact(graph, located)))
            add_source(sources, zones, in_zone ? instances->network_zones.value[first] : CT_NO_ID,
                       ct_fact_text(graph->kinds, instances, located));
    }
    for (uint32_t a = 0; a < instances->n_assets && sources->len < MOST_SOURCES; a++) {
        CtFact exec = {.kind = CT_FACT_EXEC, .entity = a, .level = CT_LEVEL_USER};

        if (ct_bits_get(search->fixpoint->holds, ct_graph_fact(graph, exec)))
            add_source(sources, zones, instances->asset_zone[a],
                       ct_instances_asset_text(instances, a));
    }
    return sources;
}

/* A rule or device that says no is nearer than that nothing leads there. */
static int
nearness(const CtReachTry *tried)
{
    if (tried->obstacle == CT_REACH_OBSTACLE_NO_CONDUIT)
        return 0;
    return 1 + (int)MIN(tried->doors, 1000);
}

char *
ct_near_miss_reach(const CtSearch *search, uint32_t service, CtPos *ret_pos)
{
    g_autoptr(GPtrArray) sources = positions(search);
    g_autofree char *to = ct_instances_service_text(search->graph->instances, service);
    char *reason = NULL;
    int best = -1;

    for (uint32_t i = 0; i < sources->len; i++) {
        const char *from = g_ptr_array_index(sources, i);
        g_autoptr(CtReachExplanation) explanation =
            ct_reach_explain(search->graph->reach, from, to, NULL, NULL);

        if (explanation == NULL || explanation->verdicts->len == 0)
            continue;
        const CtReachVerdict *verdict = g_ptr_array_index(explanation->verdicts, 0);

        for (uint32_t k = 0; k < verdict->tries->len; k++) {
            const CtReachTry *tried = g_ptr_array_index(verdict->tries, k);

            if (nearness(tried) <= best)
                continue;
            best = nearness(tried);
            *ret_pos = tried->pos;
            g_free(reason);
            reason = tried->conduit != NULL ? g_strdup_printf("from %s, conduit %s: %s", from,
                                                              tried->conduit, tried->reason)
                                            : g_strdup_printf("from %s: %s", from, tried->reason);
        }
    }
    return reason;
}
