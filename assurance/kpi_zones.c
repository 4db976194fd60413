/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Segmentation effectiveness: of all pairs of an asset and a service in another zone, the share
 * that the rules do not let through. Pairs are never walked one by one: assets of one zone with
 * the same origins are followed together, 64 such groups at a time.
 */
#include "assurance/kpi_parts.h"

#include "analysis/closure64.h"
#include "base/bits.h"

#include <math.h>
#include <string.h>

/* Assets of one zone that send from the same nodes. */
typedef struct Sender {
    uint32_t asset; /* the first of them */
    uint64_t n;
} Sender;

typedef struct Zoned {
    const CtInstances *instances;
    const CtReach *reach;
    GArray *senders;      /* Sender */
    uint64_t *n_services; /* per zone instance */
    uint64_t *n_assets;   /* likewise */
    GArray *runs;         /* Run: services of a group by zone */
    uint32_t *first_run;  /* group → its first run; n + 1 entries */
} Zoned;

typedef struct Run {
    uint32_t zone;
    uint64_t n;
} Run;

/* --- what is counted --- */

static gint
compare_assets(gconstpointer a, gconstpointer b, gpointer data)
{
    const Zoned *zoned = data;
    const CtCsr *origins = &zoned->reach->asset_origins;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t zone_x = zoned->instances->asset_zone[x], zone_y = zoned->instances->asset_zone[y];
    uint32_t n_x = origins->start[x + 1] - origins->start[x];
    uint32_t n_y = origins->start[y + 1] - origins->start[y];

    if (zone_x != zone_y)
        return zone_x < zone_y ? -1 : 1;
    if (n_x != n_y)
        return n_x < n_y ? -1 : 1;
    return memcmp(origins->value + origins->start[x], origins->value + origins->start[y],
                  n_x * sizeof *origins->value);
}

static void
find_senders(Zoned *zoned)
{
    uint32_t n = zoned->instances->n_assets;
    g_autoptr(GArray) assets = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), n);

    for (uint32_t a = 0; a < n; a++)
        g_array_append_val(assets, a);
    g_array_sort_with_data(assets, compare_assets, zoned);
    for (uint32_t i = 0; i < n; i++) {
        Sender sender = {.asset = g_array_index(assets, uint32_t, i), .n = 1};
        Sender *last =
            i > 0 ? &g_array_index(zoned->senders, Sender, zoned->senders->len - 1) : NULL;

        if (last != NULL && compare_assets(&last->asset, &sender.asset, zoned) == 0)
            last->n++;
        else
            g_array_append_val(zoned->senders, sender);
    }
}

static gint
compare_ids(gconstpointer a, gconstpointer b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

/* Services of each group, counted by zone. */
static void
find_runs(Zoned *zoned)
{
    const CtReach *reach = zoned->reach;
    g_autoptr(GArray) zones = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    zoned->first_run = g_new(uint32_t, (size_t)reach->n_groups + 1);
    for (uint32_t g = 0; g < reach->n_groups; g++) {
        zoned->first_run[g] = zoned->runs->len;
        g_array_set_size(zones, 0);
        for (uint32_t i = reach->group_services.start[g]; i < reach->group_services.start[g + 1];
             i++) {
            uint32_t asset =
                ct_instances_service_asset(zoned->instances, reach->group_services.value[i]);

            g_array_append_val(zones, zoned->instances->asset_zone[asset]);
        }
        g_array_sort(zones, compare_ids);
        for (uint32_t i = 0; i < zones->len; i++) {
            Run run = {.zone = g_array_index(zones, uint32_t, i), .n = 1};

            if (i > 0 && g_array_index(zones, uint32_t, i - 1) == run.zone)
                g_array_index(zoned->runs, Run, zoned->runs->len - 1).n++;
            else
                g_array_append_val(zoned->runs, run);
        }
    }
    zoned->first_run[reach->n_groups] = zoned->runs->len;
}

static void
count_zones(Zoned *zoned)
{
    const CtInstances *instances = zoned->instances;

    zoned->n_services = g_new0(uint64_t, (size_t)instances->n_zones + 1);
    zoned->n_assets = g_new0(uint64_t, (size_t)instances->n_zones + 1);
    for (uint32_t a = 0; a < instances->n_assets; a++) {
        zoned->n_assets[instances->asset_zone[a]]++;
        zoned->n_services[instances->asset_zone[a]] +=
            instances->service_first[a + 1] - instances->service_first[a];
    }
}

/* --- following --- */

/* Words per node: the senders, of 64, whose packets get there; no device commanded. */
static void
follow(const CtReach *reach, uint64_t *word, CtIds *queue, uint64_t *queued)
{
    for (uint32_t at = 0; at < queue->length; at++) {
        uint32_t node = queue->data[at];

        ct_bits_unset(queued, node);
        for (uint32_t e = reach->first_edge[node]; e < reach->first_edge[node + 1]; e++) {
            const CtReachEdge *edge = &reach->edges.data[e];

            if (edge->opener != CT_NO_ID || (word[node] & ~word[edge->to]) == 0)
                continue;
            word[edge->to] |= word[node];
            if (!ct_bits_get(queued, edge->to)) {
                ct_bits_set(queued, edge->to);
                ct_ids_add(queue, edge->to);
            }
        }
    }
}

static void
enter(
    const Zoned *zoned, uint32_t first, uint32_t n, uint64_t *word, CtIds *queue, uint64_t *queued)
{
    const CtCsr *origins = &zoned->reach->asset_origins;

    for (uint32_t w = 0; w < n; w++) {
        uint32_t asset = g_array_index(zoned->senders, Sender, first + w).asset;

        for (uint32_t i = origins->start[asset]; i < origins->start[asset + 1]; i++) {
            uint32_t node = origins->value[i];

            word[node] |= UINT64_C(1) << w;
            if (!ct_bits_get(queued, node)) {
                ct_bits_set(queued, node);
                ct_ids_add(queue, node);
            }
        }
    }
}

/* Services of group @g that stand in @zone. */
static uint64_t
services_in(const Zoned *zoned, uint32_t g, uint32_t zone)
{
    uint32_t low = zoned->first_run[g], end = zoned->first_run[g + 1];

    for (uint32_t high = end; low < high;) {
        uint32_t middle = low + (high - low) / 2;

        if (g_array_index(zoned->runs, Run, middle).zone < zone)
            low = middle + 1;
        else
            high = middle;
    }
    const Run *run = low < end ? &g_array_index(zoned->runs, Run, low) : NULL;

    return run != NULL && run->zone == zone ? run->n : 0;
}

/* Pairs that pass, of the @n senders from @first on. */
static double
count_passing(const Zoned *zoned, uint32_t first, uint32_t n, const uint64_t *word)
{
    const CtReach *reach = zoned->reach;
    double pairs = 0;

    for (uint32_t g = 0; g < reach->n_groups; g++) {
        uint64_t all = reach->group_services.start[g + 1] - reach->group_services.start[g];
        uint64_t senders = 0;

        for (uint32_t i = reach->group_nodes.start[g]; i < reach->group_nodes.start[g + 1]; i++)
            senders |= word[reach->group_nodes.value[i]];
        for (uint32_t w = 0; senders != 0 && w < n; w++) {
            const Sender *sender = &g_array_index(zoned->senders, Sender, first + w);
            uint32_t own = zoned->instances->asset_zone[sender->asset];

            if (((senders >> w) & 1) != 0)
                pairs += (double)sender->n * (double)(all - services_in(zoned, g, own));
        }
    }
    return pairs;
}

static double
count_all_passing(const Zoned *zoned)
{
    uint32_t n_nodes = zoned->reach->nodes.length;
    g_autofree uint64_t *word = g_new(uint64_t, (size_t)n_nodes + 1);
    g_autofree uint64_t *queued = ct_bits_new(n_nodes);
    g_auto(CtIds) queue = {0};
    double pairs = 0;

    for (uint32_t first = 0; first < zoned->senders->len; first += CT_N_WORLDS) {
        uint32_t n = MIN(CT_N_WORLDS, zoned->senders->len - first);

        memset(word, 0, n_nodes * sizeof *word);
        queue.length = 0;
        enter(zoned, first, n, word, &queue, queued);
        follow(zoned->reach, word, &queue, queued);
        pairs += count_passing(zoned, first, n, word);
    }
    return pairs;
}

void
ct_kpi_segmentation_index(const CtKpiWork *work, CtKpi *kpi)
{
    const CtInstances *instances = work->twin->instances;
    Zoned zoned = {.instances = instances, .reach = work->twin->reach};
    double possible = 0;

    if (zoned.reach == NULL) {
        ct_kpi_refuse(kpi, "a limit kept network reach from being worked out");
        return;
    }
    zoned.senders = g_array_new(FALSE, FALSE, sizeof(Sender));
    zoned.runs = g_array_new(FALSE, FALSE, sizeof(Run));
    find_senders(&zoned);
    find_runs(&zoned);
    count_zones(&zoned);
    for (uint32_t z = 0; z < instances->n_zones; z++)
        possible +=
            (double)zoned.n_assets[z] * (double)(instances->n_services - zoned.n_services[z]);
    if (possible > 0)
        kpi->value = 1 - count_all_passing(&zoned) / possible;
    else
        ct_kpi_refuse(kpi, "no asset has a service in another zone");
    g_array_unref(zoned.senders);
    g_array_unref(zoned.runs);
    g_free(zoned.first_run);
    g_free(zoned.n_services);
    g_free(zoned.n_assets);
}
