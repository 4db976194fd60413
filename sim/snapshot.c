/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/snapshot.h"

#include "base/units.h"

#include <string.h>

static const char *const shown_texts[CT_SHOWN_COUNT] = {
    [CT_SHOWN_UNTOUCHED] = "untouched", [CT_SHOWN_KNOWN] = "known",
    [CT_SHOWN_REACHED] = "reached",     [CT_SHOWN_ATTEMPTED] = "attempted",
    [CT_SHOWN_RESTORED] = "restored",   [CT_SHOWN_ISOLATED] = "isolated",
    [CT_SHOWN_IMPLANT] = "implanted",   [CT_SHOWN_USER] = "held as user",
    [CT_SHOWN_ADMIN] = "held as admin", [CT_SHOWN_COMMANDED] = "commanded",
    [CT_SHOWN_STOPPED] = "stopped",
};

const char *
ct_shown_text(CtShown shown)
{
    g_return_val_if_fail(shown < CT_SHOWN_COUNT, "");
    return shown_texts[shown];
}

CtShown
ct_shown_of(uint16_t marks)
{
    static const struct {
        uint16_t mark;
        CtShown shown;
    } first[] = {
        {CT_MARK_STOPPED, CT_SHOWN_STOPPED},     {CT_MARK_COMMANDED, CT_SHOWN_COMMANDED},
        {CT_MARK_ADMIN, CT_SHOWN_ADMIN},         {CT_MARK_USER, CT_SHOWN_USER},
        {CT_MARK_IMPLANT, CT_SHOWN_IMPLANT},     {CT_MARK_ISOLATED, CT_SHOWN_ISOLATED},
        {CT_MARK_AWAITED, CT_SHOWN_ISOLATED},    {CT_MARK_RESTORED, CT_SHOWN_RESTORED},
        {CT_MARK_ATTEMPTED, CT_SHOWN_ATTEMPTED}, {CT_MARK_REACHED, CT_SHOWN_REACHED},
        {CT_MARK_KNOWN, CT_SHOWN_KNOWN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
        if (marks & first[i].mark)
            return first[i].shown;
    return CT_SHOWN_UNTOUCHED;
}

uint32_t
ct_snapshot_fallen(const CtSnapshotCounts *counts)
{
    uint32_t n = 0;

    for (int i = CT_SHOWN_IMPLANT; i < CT_SHOWN_COUNT; i++)
        n += counts->shown[i];
    return n;
}

static uint32_t
count_of(const CtBlueprint *blueprint, CtChangeOf of)
{
    switch (of) {
    case CT_CHANGE_INSTANCE:
        return 0; /* in marks */
    case CT_CHANGE_ZONE:
        return blueprint->n_zones;
    case CT_CHANGE_CHANNEL:
    case CT_CHANGE_REVOKED:
        return blueprint->n_channels;
    case CT_CHANGE_BLOCKED:
    case CT_CHANGE_CLOSED:
        return blueprint->n_conduits;
    case CT_CHANGE_SUPPLIER:
        return blueprint->n_suppliers;
    case CT_CHANGE_CREDENTIAL:
    case CT_CHANGE_ROTATED:
        return blueprint->n_credentials;
    case CT_CHANGE_FUNCTION:
        return blueprint->n_functions;
    case CT_CHANGE_OF_COUNT:
        break;
    }
    g_assert_not_reached();
}

static void
begin(CtSnapshot *snapshot)
{
    const CtBlueprint *blueprint = snapshot->blueprint;

    snapshot->time = -1;
    snapshot->next = 0;
    memset(snapshot->marks, 0, blueprint->n_instances * sizeof *snapshot->marks);
    memset(snapshot->asset, 0, blueprint->n_assets * sizeof *snapshot->asset);
    memset(snapshot->fold, 0, blueprint->n_folds * sizeof *snapshot->fold);
    memset(snapshot->zone, 0, blueprint->n_zones * sizeof *snapshot->zone);
    snapshot->all = (CtSnapshotCounts){.shown[CT_SHOWN_UNTOUCHED] = blueprint->n_instances};
    for (uint32_t i = 0; i < blueprint->n_assets; i++) {
        const CtBlueAsset *asset = &blueprint->assets[i];

        snapshot->asset[i].shown[CT_SHOWN_UNTOUCHED] += asset->n;
        snapshot->fold[asset->fold].shown[CT_SHOWN_UNTOUCHED] += asset->n;
        snapshot->zone[asset->zone].shown[CT_SHOWN_UNTOUCHED] += asset->n;
    }
    for (int of = 0; of < CT_CHANGE_OF_COUNT; of++) {
        memset(snapshot->things[of], 0, count_of(blueprint, (CtChangeOf)of));
        snapshot->n_things[of] = 0;
    }
}

CtSnapshot *
ct_snapshot_new(const CtBlueprint *blueprint, const CtChronicle *chronicle)
{
    CtSnapshot *snapshot = g_new0(CtSnapshot, 1);

    snapshot->blueprint = blueprint;
    snapshot->chronicle = chronicle;
    snapshot->marks = g_new(uint16_t, (size_t)blueprint->n_instances + 1);
    snapshot->asset_of = g_new(uint32_t, (size_t)blueprint->n_instances + 1);
    for (uint32_t i = 0; i < blueprint->n_assets; i++)
        for (uint32_t k = 0; k < blueprint->assets[i].n; k++)
            snapshot->asset_of[blueprint->assets[i].first + k] = i;
    snapshot->changed = g_new(uint16_t, (size_t)chronicle->n_changes + 1);
    snapshot->asset = g_new(CtSnapshotCounts, (size_t)blueprint->n_assets + 1);
    snapshot->fold = g_new(CtSnapshotCounts, (size_t)blueprint->n_folds + 1);
    snapshot->zone = g_new(CtSnapshotCounts, (size_t)blueprint->n_zones + 1);
    for (int of = 0; of < CT_CHANGE_OF_COUNT; of++)
        snapshot->things[of] = g_new(uint8_t, (size_t)count_of(blueprint, (CtChangeOf)of) + 1);
    begin(snapshot);
    return snapshot;
}

void
ct_snapshot_free(CtSnapshot *snapshot)
{
    if (snapshot == NULL)
        return;
    for (int of = 0; of < CT_CHANGE_OF_COUNT; of++)
        g_free(snapshot->things[of]);
    g_free(snapshot->marks);
    g_free(snapshot->asset_of);
    g_free(snapshot->changed);
    g_free(snapshot->asset);
    g_free(snapshot->fold);
    g_free(snapshot->zone);
    g_free(snapshot);
}

/* What to add to a count of those with @mark; it may wrap around to less. */
static uint32_t
differs(uint16_t before, uint16_t after, uint16_t mark)
{
    return (uint32_t) !!(after & mark) - (uint32_t) !!(before & mark);
}

/* Gives instance @what the marks @after. */
static void
mark_instance(CtSnapshot *snapshot, uint32_t what, uint16_t after)
{
    uint32_t i = snapshot->asset_of[what];
    const CtBlueAsset *asset = &snapshot->blueprint->assets[i];
    uint16_t before = snapshot->marks[what];
    CtShown from = ct_shown_of(before), to = ct_shown_of(after);
    CtSnapshotCounts *counts[] = {&snapshot->all, &snapshot->asset[i], &snapshot->fold[asset->fold],
                                  &snapshot->zone[asset->zone]};

    snapshot->marks[what] = after;
    for (size_t k = 0; before != after && k < G_N_ELEMENTS(counts); k++) {
        counts[k]->shown[from]--;
        counts[k]->shown[to]++;
        counts[k]->data += differs(before, after, CT_MARK_DATA);
        counts[k]->patched += differs(before, after, CT_MARK_PATCHED);
        counts[k]->alerted += differs(before, after, CT_MARK_ALERTED);
    }
}

static void
set_thing(CtSnapshot *snapshot, const CtMarkChange *change, bool on)
{
    snapshot->things[change->of][change->what] = on;
    snapshot->n_things[change->of] += on ? 1 : UINT32_MAX;
}

/* Applies the next change, and notes what it turned. */
static void
apply(CtSnapshot *snapshot)
{
    const CtMarkChange *change = &snapshot->chronicle->changes[snapshot->next];
    uint16_t *changed = &snapshot->changed[snapshot->next++];

    if (change->of == CT_CHANGE_INSTANCE) {
        uint16_t before = snapshot->marks[change->what];
        uint16_t after = (uint16_t)(change->on ? before | change->mark : before & ~change->mark);

        *changed = before ^ after;
        if (*changed != 0)
            mark_instance(snapshot, change->what, after);
        return;
    }
    *changed = snapshot->things[change->of][change->what] != change->on;
    if (*changed != 0)
        set_thing(snapshot, change, change->on);
}

/* Takes the last change applied back. */
static void
undo(CtSnapshot *snapshot)
{
    const CtMarkChange *change = &snapshot->chronicle->changes[--snapshot->next];
    uint16_t changed = snapshot->changed[snapshot->next];

    if (changed == 0)
        return;
    if (change->of == CT_CHANGE_INSTANCE)
        mark_instance(snapshot, change->what, snapshot->marks[change->what] ^ changed);
    else
        set_thing(snapshot, change, !change->on);
}

/* How many changes there are up to @time, itself included. */
static uint32_t
changes_until(const CtChronicle *chronicle, int64_t time)
{
    uint32_t low = 0, high = chronicle->n_changes;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (chronicle->changes[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
ct_snapshot_seek(CtSnapshot *snapshot, int64_t time)
{
    uint32_t next = changes_until(snapshot->chronicle, time);

    if (next < snapshot->next && snapshot->next - next > next)
        begin(snapshot);
    while (snapshot->next > next)
        undo(snapshot);
    while (snapshot->next < next)
        apply(snapshot);
    snapshot->time = time;
}

void
ct_snapshot_series(const CtBlueprint *blueprint,
                   const CtChronicle *chronicle,
                   int64_t end_ms,
                   uint32_t n,
                   double *ret_held,
                   double *ret_up)
{
    g_autoptr(CtSnapshot) snapshot = ct_snapshot_new(blueprint, chronicle);

    for (uint32_t i = 0; i < n; i++) {
        int64_t time = n > 1 ? (int64_t)((double)end_ms * i / (n - 1)) : end_ms;

        ct_snapshot_seek(snapshot, time);
        ret_held[i] = blueprint->n_instances > 0
                          ? (double)ct_snapshot_fallen(&snapshot->all) / blueprint->n_instances
                          : 0;
        ret_up[i] =
            blueprint->n_functions > 0
                ? 1 - (double)snapshot->n_things[CT_CHANGE_FUNCTION] / blueprint->n_functions
                : 1;
    }
}

/* Of functions that are lost, up to `at`. */
typedef struct Cost {
    const CtBlueprint *blueprint;
    const CtChronicle *chronicle;
    uint8_t *down; /* per function */
    uint32_t next; /* change */
    int64_t at;
    double sum, per_ms;
} Cost;

static void
move_cost(Cost *cost, int64_t time)
{
    const CtChronicle *chronicle = cost->chronicle;

    for (; cost->next < chronicle->n_changes && chronicle->changes[cost->next].time <= time;
         cost->next++) {
        const CtMarkChange *change = &chronicle->changes[cost->next];

        if (change->of != CT_CHANGE_FUNCTION || cost->down[change->what] == change->on)
            continue;
        cost->sum += cost->per_ms * (double)(change->time - cost->at);
        cost->at = change->time;
        cost->down[change->what] = change->on;
        cost->per_ms += (change->on ? 1 : -1) *
                        cost->blueprint->functions[change->what].cost_per_hour / (double)CT_MS_HOUR;
    }
    cost->sum += cost->per_ms * (double)(time - cost->at);
    cost->at = time;
}

void
ct_snapshot_costs(const CtBlueprint *blueprint,
                  const CtChronicle *chronicle,
                  int64_t end_ms,
                  uint32_t n,
                  double *ret_cost)
{
    g_autofree uint8_t *down = g_new0(uint8_t, (size_t)blueprint->n_functions + 1);
    Cost cost = {.blueprint = blueprint, .chronicle = chronicle, .down = down};

    for (uint32_t i = 0; i < n; i++) {
        move_cost(&cost, n > 1 ? (int64_t)((double)end_ms * i / (n - 1)) : end_ms);
        ret_cost[i] = cost.sum;
    }
}

double
ct_snapshot_cost(const CtBlueprint *blueprint, const CtChronicle *chronicle, int64_t time)
{
    double cost;

    ct_snapshot_costs(blueprint, chronicle, time, 1, &cost);
    return cost;
}
