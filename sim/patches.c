/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/patches.h"

#include "base/units.h"
#include "base/week.h"
#include "sim/turns.h"

/* How long an asset takes to install what is there, where neither it nor its zone says so: as the
 * shipped techniques have it for poisoned updates. */
static const int64_t auto_rollout_ms = INT64_C(3) * CT_MS_DAY;
static const int64_t manual_rollout_ms = INT64_C(30) * CT_MS_DAY;

/* --- from the topology --- */

/* From the disclosure to the patch of @flaw in @product; CT_TIME_NEVER: there will be none. */
static int64_t
patch_after(const CtModel *model, CtId flaw, CtId product)
{
    const CtProduct *what = &model->products.data[product];
    CtId text = model->vulnerabilities.data[flaw].patch_after;

    if (text == CT_NO_ID)
        text = what->patch_after;
    if (text == CT_NO_ID && what->supplier != CT_NO_ID)
        text = model->suppliers.data[what->supplier].patch_after;
    return ct_turns_duration(model, text, CT_TIME_NEVER);
}

/* What asset @row, else the innermost zone around it that says so, has at @of. */
static CtId
of_asset_or_zone(const CtModel *model, CtId row, bool is_rollout)
{
    const CtAsset *asset = &model->assets.data[row];
    CtId text = is_rollout ? asset->rollout : asset->maintenance;

    for (CtId z = asset->zone; text == CT_NO_ID && z != CT_NO_ID; z = model->zones.data[z].parent)
        text = is_rollout ? model->zones.data[z].rollout : model->zones.data[z].maintenance;
    return text;
}

/* When asset @row installs what is there at @time. */
static int64_t
installs_at(const CtModel *model, CtId row, const CtClass *class, int64_t time)
{
    CtId rollout = of_asset_or_zone(model, row, true);
    CtId window = of_asset_or_zone(model, row, false);
    g_auto(CtWeek) week = {0};

    if (class->updates == CT_UPDATES_NEVER || time >= CT_TIME_NEVER)
        return CT_TIME_NEVER;
    time += ct_turns_duration(model, rollout,
                              class->updates == CT_UPDATES_MANUAL ? manual_rollout_ms
                                                                  : auto_rollout_ms);
    if (window == CT_NO_ID || time >= CT_TIME_NEVER ||
        !ct_week_parse(ct_model_text(model, window), &week, NULL))
        return MIN(time, CT_TIME_NEVER);
    return ct_week_next_opening(&week, time);
}

static void
add_turn(GArray *turns, CtActionKind kind, int64_t time, CtId vulnerability, CtId asset)
{
    const CtPatchTurn turn = {.time = time,
                              .kind = kind,
                              .vulnerability = vulnerability,
                              .asset = asset};

    if (time < CT_TIME_NEVER)
        g_array_append_val(turns, turn);
}

/* A flaw of several products of an asset is mended with the last of them. The class has a flaw's
 * rows next to each other, being in file order. */
static void
add_asset(GArray *turns, const CtInstances *instances, CtId row)
{
    const CtModel *model = instances->model;
    const CtClasses *classes = instances->classes;
    const CtClass *class = &classes->classes.data[classes->of_asset[row]];

    for (uint32_t i = 0; i < class->vulnerabilities.length;) {
        const CtClassVulnerability *flaws =
            &classes->vulnerabilities.data[class->vulnerabilities.start];
        CtId flaw = flaws[i].vulnerability;
        int64_t known =
            ct_turns_duration(model, model->vulnerabilities.data[flaw].disclosed_after, 0);
        int64_t after = 0;

        for (; i < class->vulnerabilities.length && flaws[i].vulnerability == flaw; i++)
            after = MAX(after, patch_after(model, flaw, flaws[i].product));
        add_turn(turns, CT_ACTION_PATCH,
                 installs_at(model, row, class, MIN(known + after, CT_TIME_NEVER)), flaw, row);
    }
}

static gint
compare_turns(gconstpointer left, gconstpointer right)
{
    const CtPatchTurn *a = left, *b = right;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->vulnerability != b->vulnerability)
        return a->vulnerability < b->vulnerability ? -1 : 1;
    return (a->asset > b->asset) - (a->asset < b->asset);
}

GArray *
ct_patch_turns(const CtInstances *instances)
{
    const CtModel *model = instances->model;
    GArray *turns = g_array_new(FALSE, FALSE, sizeof(CtPatchTurn));

    for (CtId v = 0; v < model->vulnerabilities.length; v++) {
        int64_t known = ct_turns_duration(model, model->vulnerabilities.data[v].disclosed_after, 0);

        if (known > 0)
            add_turn(turns, CT_ACTION_DISCLOSE, known, v, CT_NO_ID);
    }
    for (CtId row = 0; row < model->assets.length; row++)
        add_asset(turns, instances, row);
    g_array_sort(turns, compare_turns);
    return turns;
}

/* --- in a replication --- */

static void
add_action(GArray *actions, CtActionKind kind, uint32_t entity, CtId vulnerability)
{
    const CtAction action = {.kind = kind, .entity = entity, .vulnerability = vulnerability};

    g_array_append_val(actions, action);
}

/* What will be disclosed is not known yet. */
static void
begin(const CtEngine *engine, const CtTurns *turns, GArray *actions)
{
    (void)engine;
    for (uint32_t i = 0; i < turns->turns->len; i++) {
        const CtPatchTurn *turn = &g_array_index(turns->turns, CtPatchTurn, i);

        if (turn->kind == CT_ACTION_DISCLOSE)
            add_action(actions, CT_ACTION_CONCEAL, turn->vulnerability, CT_NO_ID);
    }
}

static void
add(const CtEngine *engine, const CtTurns *turns, const void *data, GArray *actions)
{
    const uint32_t *first = turns->instances->asset_first;
    const CtPatchTurn *turn = data;

    (void)engine;
    if (turn->kind == CT_ACTION_DISCLOSE)
        add_action(actions, turn->kind, turn->vulnerability, CT_NO_ID);
    if (turn->asset == CT_NO_ID)
        return;
    for (uint32_t a = first[turn->asset]; a < first[turn->asset + 1]; a++)
        add_action(actions, turn->kind, a, turn->vulnerability);
}

void
ct_patches_join(CtSim *sim, const CtInstances *instances, GArray *turns)
{
    ct_turns_join(sim, &(CtTurns){.name = "patches",
                                  .instances = instances,
                                  .turns = turns,
                                  .begin = begin,
                                  .add = add});
}
