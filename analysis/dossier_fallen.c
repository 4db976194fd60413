/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What falls when nothing stops the attacker, counted by kind of fact and by zone. */
#include "analysis/dossier_parts.h"

#include "base/bits.h"

#define MOST_CREDENTIALS 1000

static bool
holds(const CtGraph *graph,
      const CtFixpoint *fixpoint,
      CtFactKind kind,
      uint32_t entity,
      CtLevel level)
{
    CtFact fact = {.kind = (uint8_t)kind, .entity = entity, .level = (uint8_t)level};

    return ct_bits_get(fixpoint->holds, ct_graph_fact(graph, fact));
}

static bool
holds_plain(const CtGraph *graph, const CtFixpoint *fixpoint, CtFactKind kind, uint32_t entity)
{
    return holds(graph, fixpoint, kind, entity, CT_LEVEL_UNSTATED);
}

static void
count_assets(const CtGraph *graph,
             const CtFixpoint *fixpoint,
             CtZoneFallen *zones,
             CtFallen *fallen)
{
    const CtInstances *instances = graph->instances;

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        CtZoneFallen *zone = &zones[instances->asset_zone[a]];
        bool user = holds(graph, fixpoint, CT_FACT_EXEC, a, CT_LEVEL_USER);
        bool admin = holds(graph, fixpoint, CT_FACT_EXEC, a, CT_LEVEL_ADMIN);

        zone->n_assets++;
        zone->n_user += user;
        zone->n_admin += admin;
        fallen->n_user += user;
        fallen->n_admin += admin;
        fallen->n_implanted += user || holds(graph, fixpoint, CT_FACT_IMPLANT, a, CT_LEVEL_USER);
        fallen->n_controlled += holds_plain(graph, fixpoint, CT_FACT_CONTROLS, a);
        fallen->n_halted += holds_plain(graph, fixpoint, CT_FACT_HALTED, a);
        fallen->n_spoofed += holds_plain(graph, fixpoint, CT_FACT_SPOOFS, a);
    }
}

/* Zones with something fallen, in file order. */
static void
write_zones(const CtInstances *instances,
            const CtZoneFallen *zones,
            CtDossierStore *store,
            CtFallen *fallen)
{
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(CtZoneFallen));

    for (uint32_t z = 0; z < instances->n_zones; z++) {
        CtZoneFallen zone = zones[z];

        if (zone.n_user == 0)
            continue;
        zone.id = ct_store_take_text(store, ct_instances_zone_text(instances, z));
        g_array_append_val(touched, zone);
    }
    fallen->zones = ct_store_array(store, touched);
    fallen->n_zones = touched->len;
}

static void
write_credentials(const CtGraph *graph,
                  const CtFixpoint *fixpoint,
                  CtDossierStore *store,
                  CtFallen *fallen)
{
    const CtModel *model = graph->instances->model;
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (uint32_t c = 0; c < model->credentials.length; c++) {
        if (!holds_plain(graph, fixpoint, CT_FACT_HOLDS, c))
            continue;
        if (fallen->n_credentials++ < MOST_CREDENTIALS)
            g_ptr_array_add(names, (gpointer)ct_model_id(model, CT_SECTION_CREDENTIALS, c));
    }
    fallen->n_credentials_all = model->credentials.length;
    fallen->credentials = ct_store_list(store, names);
}

void
ct_fallen_write(const CtGraph *graph,
                const CtFixpoint *fixpoint,
                CtDossierStore *store,
                CtFallen *ret_fallen)
{
    const CtInstances *instances = graph->instances;
    const CtModel *model = instances->model;
    g_autofree CtZoneFallen *zones = g_new0(CtZoneFallen, instances->n_zones + 1);
    g_autoptr(GPtrArray) functions = g_ptr_array_new();
    CtFallen fallen = {.n_assets = instances->n_assets};

    count_assets(graph, fixpoint, zones, &fallen);
    write_zones(instances, zones, store, &fallen);
    write_credentials(graph, fixpoint, store, &fallen);
    for (uint32_t d = 0; d < model->data.length; d++) {
        fallen.n_read += holds_plain(graph, fixpoint, CT_FACT_READS, d);
        fallen.n_altered += holds_plain(graph, fixpoint, CT_FACT_ALTERS, d);
        fallen.n_destroyed += holds_plain(graph, fixpoint, CT_FACT_DESTROYS, d);
        fallen.n_exfiltrated += holds_plain(graph, fixpoint, CT_FACT_EXFILTRATED, d);
    }
    for (uint32_t f = 0; f < model->functions.length; f++)
        if (holds_plain(graph, fixpoint, CT_FACT_IMPAIRED, f))
            g_ptr_array_add(functions, (gpointer)ct_model_id(model, CT_SECTION_FUNCTIONS, f));
    fallen.functions = ct_store_list(store, functions);
    *ret_fallen = fallen;
}
