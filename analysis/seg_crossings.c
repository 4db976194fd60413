/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Networks that join zones: crossings without a conduit (S1). */
#include "analysis/seg_parts.h"

#include <string.h>

/* One asset row on one network row. */
typedef struct Hanging {
    CtId network, zone, asset; /* rows; the zone is the asset's */
    bool roams;
} Hanging;

static int
compare_hanging(const void *a, const void *b)
{
    const Hanging *x = a;
    const Hanging *y = b;

    if (x->network != y->network)
        return x->network < y->network ? -1 : 1;
    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    return (x->asset > y->asset) - (x->asset < y->asset);
}

static GArray *
hang_assets(const CtModel *model)
{
    GArray *hanging = g_array_new(FALSE, FALSE, sizeof(Hanging));

    for (uint32_t a = 0; a < model->assets.length; a++) {
        const CtAsset *asset = &model->assets.data[a];
        const CtSpan lists[] = {asset->networks, asset->roams};

        for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
            for (uint32_t i = 0; ct_span_is_stated(lists[l]) && i < lists[l].length; i++) {
                Hanging one = {.network = model->pool.data[lists[l].start + i],
                               .zone = asset->zone,
                               .asset = a,
                               .roams = l == 1};

                g_array_append_val(hanging, one);
            }
    }
    g_array_sort(hanging, compare_hanging);
    return hanging;
}

void
ct_seg_list_zones(const CtModel *model, CtCsr *ret_listed)
{
    g_auto(CtIds) network = {0};
    g_auto(CtIds) zone = {0};

    for (uint32_t z = 0; z < model->zones.length; z++)
        for (uint32_t i = 0; i < model->zones.data[z].networks.length; i++) {
            ct_ids_add(&network, model->pool.data[model->zones.data[z].networks.start + i]);
            ct_ids_add(&zone, z);
        }
    ct_csr_build(ret_listed, model->networks.length, network.data, zone.data, network.length);
}

CtId
ct_seg_extreme_zone(const CtModel *model, const CtIds *zones, bool highest)
{
    CtId best = CT_NO_ID;

    for (uint32_t i = 0; i < zones->length; i++) {
        CtId z = zones->data[i];
        int level = ct_seg_highest_level(model, z);
        int known = best == CT_NO_ID ? 0 : ct_seg_highest_level(model, best);
        bool better = highest ? level > known : level < known;

        if (best == CT_NO_ID || better ||
            (level == known &&
             strcmp(ct_model_id(model, CT_SECTION_ZONES, z),
                    ct_model_id(model, CT_SECTION_ZONES, best)) < 0 &&
             z != best))
            best = z;
    }
    return best;
}

static const char *
kind_of_network(const CtModel *model, CtId network)
{
    CtMedium medium = (CtMedium)model->networks.data[network].medium;

    return ct_medium_is_carried(medium) ? "medium carried by hand"
           : ct_medium_is_bus(medium)   ? "bus"
           : ct_medium_is_radio(medium) ? "radio network"
                                        : "network";
}

/* Several zones meet on @network: those that list it, or that have assets on it where none does. */
static void
add_shared(CtSegWork *work, CtId network, const CtIds *zones, bool is_listed)
{
    const CtModel *model = work->model;
    const char *name = ct_model_id(model, CT_SECTION_NETWORKS, network);
    g_autofree char *names = ct_seg_zone_names(model, zones);
    CtId low = ct_seg_extreme_zone(model, zones, false);
    CtIds others = {0};
    CtSegDraft *draft = ct_seg_add(work, CT_SEG_CROSSING, g_strdup_printf("S1:%s", name),
                                   model->networks.data[network].e.pos);

    for (uint32_t i = 0; i < zones->length; i++)
        if (zones->data[i] != low)
            ct_ids_add(&others, zones->data[i]);
    CtId high = ct_seg_extreme_zone(model, &others, true);

    ct_ids_clear(&others);
    draft->failure.severity = CT_SEG_MEDIUM;
    draft->if_attackable = CT_SEG_HIGH;
    draft->failure.from = ct_seg_zone(work, low);
    draft->failure.to = ct_seg_zone(work, high);
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("network %s", name));
    draft->failure.what =
        ct_seg_keep(work,
                    is_listed
                        ? g_strdup_printf("the zones %s list one network, %s: nothing stands "
                                          "between them",
                                          names, name)
                        : g_strdup_printf("assets of the zones %s meet on the %s %s, which belongs "
                                          "to no zone: no conduit stands between them",
                                          names, kind_of_network(model, network), name));
    draft->failure.fix = ct_seg_keep(
        work,
        is_listed
            ? g_strdup_printf("Give each zone a network of its own and join them by a conduit "
                              "that allows what is needed, or make them one zone.")
        : ct_medium_is_carried((CtMedium)model->networks.data[network].medium)
            ? g_strdup_printf("Block removable media on the assets of %s, or let what comes in "
                              "pass a checking station.",
                              draft->failure.to)
            : g_strdup_printf("Split %s by zone and put a filtering gateway between, as a "
                              "conduit into %s that allows the messages needed.",
                              name, draft->failure.to));
    draft->start = CT_SEG_START_NETWORK;
    draft->start_id = network;
    draft->goal = is_listed ? CT_SEG_GOAL_MEMBERS : CT_SEG_GOAL_GUESTS;
    draft->goal_id = is_listed ? network : high;
    draft->goal_other = network;
}

/* "assets.hmi-1.networks=[…]" without @network; NULL where that leaves it none. */
static char *
set_networks(const CtModel *model, CtId asset, CtId network)
{
    CtSpan networks = model->assets.data[asset].networks;
    g_autoptr(GString) text = g_string_new(NULL);
    uint32_t n = 0;

    g_string_append_printf(text, "assets.%s.networks=[",
                           ct_model_id(model, CT_SECTION_ASSETS, asset));
    for (uint32_t i = 0; ct_span_is_stated(networks) && i < networks.length; i++) {
        CtId other = model->pool.data[networks.start + i];

        if (other == network)
            continue;
        /* A zone's own network has no name that a file could give. */
        g_string_append_printf(text, "%s%s", n++ > 0 ? ", " : "",
                               ct_model_id(model, CT_SECTION_NETWORKS, other));
    }
    g_string_append_c(text, ']');
    return n == 0 ? NULL : g_string_free(g_steal_pointer(&text), FALSE);
}

static bool
any_forwards(const CtSegWork *work, const CtIds *assets)
{
    for (uint32_t i = 0; i < assets->length; i++)
        if (work->instances->classes->classes
                .data[work->instances->classes->of_asset[assets->data[i]]]
                .forwards)
            return true;
    return false;
}

/* Assets of @zone hang on @network, which other zones list. */
static void
add_guests(
    CtSegWork *work, CtId network, const CtIds *owners, CtId zone, const CtIds *assets, bool roam)
{
    g_assert(assets->length > 0 && assets->data != NULL);

    const CtModel *model = work->model;
    const char *name = ct_model_id(model, CT_SECTION_NETWORKS, network);
    const char *guest_zone = ct_seg_zone(work, zone);
    CtId owner = ct_seg_extreme_zone(model, owners, false);
    g_autofree char *names = ct_seg_names(model, assets);
    bool many = assets->length > 1;
    CtSegDraft *draft =
        ct_seg_add(work, CT_SEG_CROSSING, g_strdup_printf("S1:%s:%s", guest_zone, name),
                   model->assets.data[assets->data[0]].e.pos);

    draft->failure.severity = CT_SEG_MEDIUM;
    draft->if_attackable = CT_SEG_HIGH;
    draft->failure.from = ct_seg_zone(work, owner);
    draft->failure.to = guest_zone;
    draft->failure.rule = ct_seg_keep(work, g_strdup_printf("asset %s", names));
    draft->failure.what = ct_seg_keep(
        work, g_strdup_printf("%s of zone %s %s network %s of zone %s%s: no conduit stands between",
                              names, guest_zone,
                              roam   ? "visits"
                              : many ? "are also on"
                                     : "is also on",
                              name, draft->failure.from,
                              any_forwards(work, assets) ? ", and forwards between them" : ""));
    draft->failure.fix = ct_seg_keep(
        work, g_strdup_printf("Take %s off %s and let what must be reached be reached through a "
                              "conduit from %s to %s; or move it to a zone between the two.",
                              many ? "them" : "it", name, draft->failure.from, guest_zone));
    if (!many && !roam)
        draft->failure.set = ct_seg_keep(work, set_networks(model, assets->data[0], network));
    draft->start = CT_SEG_START_NETWORK;
    draft->start_id = network;
    draft->goal = CT_SEG_GOAL_GUESTS;
    draft->goal_id = zone;
    draft->goal_other = network;
}

/* Assets @first … of @hanging are all on one network. */
static void
judge_network(CtSegWork *work, CtId network, const Hanging *first, guint n, const CtCsr *listed)
{
    g_auto(CtIds) owners = {0};
    g_auto(CtIds) zones = {0};
    g_auto(CtIds) assets = {0};

    for (uint32_t i = listed->start[network]; i < listed->start[network + 1]; i++)
        ct_ids_add(&owners, listed->value[i]);
    for (guint i = 0; i < n; i++)
        ct_ids_add(&zones, first[i].zone);
    ct_ids_sort_unique(&owners);
    ct_ids_sort_unique(&zones);
    if (owners.length > 1)
        add_shared(work, network, &owners, true);
    if (owners.length == 0) {
        if (zones.length > 1)
            add_shared(work, network, &zones, false);
        return;
    }
    for (uint32_t z = 0; z < zones.length; z++) {
        bool roam = true;

        if (ct_ids_has_sorted(owners.data, owners.length, zones.data[z]))
            continue;
        assets.length = 0;
        for (guint i = 0; i < n; i++)
            if (first[i].zone == zones.data[z]) {
                ct_ids_add(&assets, first[i].asset);
                roam = roam && first[i].roams;
            }
        add_guests(work, network, &owners, zones.data[z], &assets, roam);
    }
}

void
ct_seg_find_crossings(CtSegWork *work)
{
    g_autoptr(GArray) hanging = hang_assets(work->model);
    const Hanging *rows = (const Hanging *)(const void *)hanging->data;
    g_auto(CtCsr) listed = {0};
    guint at = 0;

    ct_seg_list_zones(work->model, &listed);
    for (CtId network = 0; network < work->model->networks.length; network++) {
        guint start = at;

        while (at < hanging->len && rows[at].network == network)
            at++;
        judge_network(work, network, rows + start, at - start, &listed);
    }
}
