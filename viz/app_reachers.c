/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who can send to an asset, zone by zone, from the network reach relation. */
#include "viz/app_parts.h"

#include "topology/reach_senders.h"

enum { MOST_ZONES_LISTED = 12, MOST_NAMES = 4 };

/* Of a zone of the blueprint. */
typedef struct Senders {
    uint32_t n;            /* assets there that reach some service */
    uint64_t services;     /* those reached, a bit each */
    uint64_t without_gate; /* of those, reached without a second factor */
    bool anybody;          /* any host on its networks, not only assets */
} Senders;

uint32_t
ct_app_instance(const CtAppSide *side, CtPick pick)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    uint32_t a, nth = 0;

    if (pick.of == CT_PICK_ASSET) {
        a = pick.what;
    } else if (pick.of == CT_PICK_FOLD) {
        a = blueprint->folds[pick.what].first;
    } else if (pick.of == CT_PICK_INSTANCE) {
        a = ct_blueprint_asset_of(blueprint, pick.what);
        nth = pick.what - blueprint->assets[a].first;
    } else {
        return CT_NO_ID;
    }
    for (uint32_t row = 0; row < side->subject.twin->model->assets.length; row++)
        if (blueprint->asset_of_row[row] == a)
            return side->subject.twin->instances->asset_first[row] + nth;
    return CT_NO_ID;
}

/* Adds what one at @node reaches to his zone. */
static void
add_words(Senders *zone, uint64_t all, uint64_t open)
{
    zone->services |= all;
    zone->without_gate |= open;
}

static void
gather(const CtAppSide *side,
       uint32_t receiver,
       const uint64_t *all,
       const uint64_t *open,
       Senders *zones)
{
    const CtInstances *instances = side->subject.twin->instances;
    const CtReach *reach = side->subject.twin->reach;
    const CtBlueprint *blueprint = side->subject.blueprint;

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        Senders *zone =
            &zones[blueprint->zone_of_row[instances->zone_row[instances->asset_zone[a]]]];
        uint64_t any = 0;

        if (a == receiver)
            continue;
        for (uint32_t i = reach->asset_origins.start[a]; i < reach->asset_origins.start[a + 1];
             i++) {
            uint32_t node = reach->asset_origins.value[i];

            any |= all[node];
            add_words(zone, all[node], open[node]);
        }
        zone->n += any != 0;
    }
    /* Where anybody may be, also one who is not in the topology. */
    for (uint32_t n = 0; n < instances->n_networks; n++) {
        uint32_t node = reach->anonymous_origin[n];

        for (uint32_t i = instances->network_zones.start[n];
             i < instances->network_zones.start[n + 1]; i++) {
            uint32_t z =
                blueprint->zone_of_row[instances->zone_row[instances->network_zones.value[i]]];

            if (!blueprint->zones[z].is_outside || all[node] == 0)
                continue;
            add_words(&zones[z], all[node], open[node]);
            zones[z].anybody = true;
        }
    }
}

/* "iec104, web with a second factor and 3 more"; g_free(). */
static char *
names_of(const CtTwin *twin, const Senders *zone, uint32_t first, uint32_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    uint32_t named = 0, rest = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (!(zone->services >> i & 1))
            continue;
        if (named == MOST_NAMES) {
            rest++;
            continue;
        }
        const CtClassService *service = ct_instances_service(twin->instances, first + i);

        g_string_append_printf(text, "%s%s%s", named++ > 0 ? ", " : "",
                               ct_intern_text(twin->model->names, service->name),
                               zone->without_gate >> i & 1 ? "" : " with a second factor");
    }
    if (rest > 0)
        g_string_append_printf(text, " and %u more", rest);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
say_zones(GPtrArray *lines, const CtAppSide *side, const Senders *zones, uint32_t first, uint32_t n)
{
    const CtBlueprint *blueprint = side->subject.blueprint;
    uint32_t listed = 0, rest = 0;

    for (uint32_t z = 0; z < blueprint->n_zones; z++) {
        if (zones[z].services == 0)
            continue;
        if (listed == MOST_ZONES_LISTED) {
            rest++;
            continue;
        }
        g_autofree char *names = names_of(side->subject.twin, &zones[z], first, n);

        listed++;
        if (zones[z].anybody)
            ct_app_say(lines, "%s, anybody: %s", blueprint->zones[z].title, names);
        else
            ct_app_say(lines, "%s, %u asset%s: %s", blueprint->zones[z].title, zones[z].n,
                       zones[z].n == 1 ? "" : "s", names);
    }
    if (rest > 0)
        ct_app_say(lines, "and %u zones more", rest);
    if (listed == 0)
        ct_app_say(lines, "nobody over a network");
}

void
ct_app_say_reachers(GPtrArray *lines, const CtAppSide *side, CtPick pick)
{
    const CtTwin *twin = side->subject.twin;

    if (twin == NULL || twin->reach == NULL)
        return;
    uint32_t receiver = ct_app_instance(side, pick);

    if (receiver == CT_NO_ID)
        return;
    uint32_t first = twin->instances->service_first[receiver], services[CT_REACH_MOST_RECEIVERS];
    uint32_t n = MIN(twin->instances->service_first[receiver + 1] - first, CT_REACH_MOST_RECEIVERS);
    g_autofree Senders *zones = g_new0(Senders, (size_t)side->subject.blueprint->n_zones + 1);

    for (uint32_t i = 0; i < n; i++)
        services[i] = first + i;
    g_autofree uint64_t *all = ct_reach_senders(twin->reach, services, n, false);
    g_autofree uint64_t *open = ct_reach_senders(twin->reach, services, n, true);

    gather(side, receiver, all, open, zones);
    ct_app_say(lines, "#Who reaches it");
    if (n == 0)
        ct_app_say(lines, "it listens on nothing");
    else
        say_zones(lines, side, zones, first, n);
}
