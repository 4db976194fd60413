/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that will happen is known beforehand, and sorted. One event is pending: the next turn; what
 * has the same time happens as one change.
 */
#include "sim/patches.h"

#include "base/units.h"
#include "base/week.h"
#include "sim/host.h"

#include <string.h>

/* How long an asset takes to install what is there, where neither it nor its zone says so: as the
 * shipped techniques have it for poisoned updates. */
static const int64_t auto_rollout_ms = INT64_C(3) * CT_MS_DAY;
static const int64_t manual_rollout_ms = INT64_C(30) * CT_MS_DAY;

/* --- from the topology --- */

/* The duration @text stands for, @otherwise where it is not stated. */
static int64_t
time_of(const CtModel *model, CtId text, int64_t otherwise)
{
    int64_t ms = otherwise;

    if (text != CT_NO_ID && !ct_units_parse_time(ct_model_text(model, text), &ms, NULL))
        return otherwise; /* not of a model that was loaded */
    return MIN(ms, CT_TIME_NEVER);
}

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
    return time_of(model, text, CT_TIME_NEVER);
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
    time += time_of(model, rollout,
                    class->updates == CT_UPDATES_MANUAL ? manual_rollout_ms : auto_rollout_ms);
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
        int64_t known = time_of(model, model->vulnerabilities.data[flaw].disclosed_after, 0);
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
        int64_t known = time_of(model, model->vulnerabilities.data[v].disclosed_after, 0);

        if (known > 0)
            add_turn(turns, CT_ACTION_DISCLOSE, known, v, CT_NO_ID);
    }
    for (CtId row = 0; row < model->assets.length; row++)
        add_asset(turns, instances, row);
    g_array_sort(turns, compare_turns);
    return turns;
}

/* --- in a replication --- */

typedef struct Patches {
    const CtInstances *instances;
    GArray *turns; /* CtPatchTurn */
    CtKey128 key;
} Patches;

typedef struct Attached {
    const Patches *patches;
    GArray *actions; /* CtAction, of the moment */
    uint32_t host;
} Attached;

static const CtPatchTurn *
turn_of(const Attached *attached, uint32_t i)
{
    return &g_array_index(attached->patches->turns, CtPatchTurn, i);
}

static void
schedule(CtEngine *engine, const Attached *attached, uint32_t i)
{
    if (i < attached->patches->turns->len)
        ct_engine_schedule(engine, attached->host,
                           &(CtEvent){.time = turn_of(attached, i)->time,
                                      .priority = CT_EVENT_PRIORITY_WORLD,
                                      .key = attached->patches->key,
                                      .step = i});
}

static void
add_action(Attached *attached, CtActionKind kind, uint32_t entity, CtId vulnerability)
{
    const CtAction action = {.kind = kind, .entity = entity, .vulnerability = vulnerability};

    g_array_append_val(attached->actions, action);
}

static void
act(CtEngine *engine, Attached *attached)
{
    ct_engine_act_all(engine, CT_EVENT_PRIORITY_WORLD,
                      (const CtAction *)(const void *)attached->actions->data,
                      attached->actions->len);
    g_array_set_size(attached->actions, 0);
}

static void
begin(CtEngine *engine, void *data)
{
    Attached *attached = data;

    for (uint32_t i = 0; i < attached->patches->turns->len; i++)
        if (turn_of(attached, i)->kind == CT_ACTION_DISCLOSE)
            add_action(attached, CT_ACTION_CONCEAL, turn_of(attached, i)->vulnerability, CT_NO_ID);
    act(engine, attached);
    schedule(engine, attached, 0);
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    Attached *attached = data;
    const CtInstances *instances = attached->patches->instances;
    uint32_t i = event->step;

    for (; i < attached->patches->turns->len && turn_of(attached, i)->time == event->time; i++) {
        const CtPatchTurn *turn = turn_of(attached, i);

        if (turn->kind == CT_ACTION_DISCLOSE)
            add_action(attached, turn->kind, turn->vulnerability, CT_NO_ID);
        for (uint32_t a = 0;
             turn->asset != CT_NO_ID &&
             a < instances->asset_first[turn->asset + 1] - instances->asset_first[turn->asset];
             a++)
            add_action(attached, turn->kind, instances->asset_first[turn->asset] + a,
                       turn->vulnerability);
    }
    act(engine, attached);
    schedule(engine, attached, i);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new0(Attached, 1);

    attached->patches = shared;
    attached->actions = g_array_new(FALSE, FALSE, sizeof(CtAction));
    attached->host = ct_engine_add_host(engine, &host, attached);
    return attached;
}

static void
detach(void *data)
{
    Attached *attached = data;

    g_array_unref(attached->actions);
    g_free(attached);
}

static void
free_patches(void *shared)
{
    Patches *patches = shared;

    g_array_unref(patches->turns);
    g_free(patches);
}

void
ct_patches_join(CtSim *sim, const CtInstances *instances, GArray *turns)
{
    static const char name[] = "patches";
    Patches *patches = g_new0(Patches, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    *patches =
        (Patches){.instances = instances, .turns = turns, .key = ct_hash_key(name, strlen(name))};
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = detach,
                                            .free_shared = free_patches,
                                            .shared = patches});
}
