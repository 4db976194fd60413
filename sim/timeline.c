/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each conduit with a window has one pending event: its next turn. */
#include "sim/timeline.h"

#include "base/week.h"
#include "sim/actions.h"

#include <string.h>

/* --- in a replication --- */

typedef struct Turning {
    CtId conduit;
    CtKey128 key;
    CtWeek window;
} Turning;

typedef struct Timeline {
    GArray *turnings; /* Turning */
} Timeline;

typedef struct Attached {
    const Timeline *timeline;
    uint32_t host;
} Attached;

static void
schedule(CtEngine *engine, const Attached *attached, uint32_t i)
{
    const Turning *one = &g_array_index(attached->timeline->turnings, Turning, i);

    ct_engine_schedule(engine, attached->host,
                       &(CtEvent){.time = ct_week_next_turn(&one->window, ct_engine_now(engine)),
                                  .priority = CT_EVENT_PRIORITY_WORLD,
                                  .key = one->key,
                                  .step = i});
}

static void
act(CtEngine *engine, const Turning *one, bool opens)
{
    ct_engine_act(engine, CT_EVENT_PRIORITY_WORLD,
                  &(CtAction){.kind = opens ? CT_ACTION_OPEN : CT_ACTION_CLOSE,
                              .entity = one->conduit});
}

static void
begin(CtEngine *engine, void *data)
{
    const Attached *attached = data;

    for (uint32_t i = 0; i < attached->timeline->turnings->len; i++) {
        const Turning *one = &g_array_index(attached->timeline->turnings, Turning, i);

        if (!ct_week_is_open(&one->window, 0))
            act(engine, one, false);
        schedule(engine, attached, i);
    }
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    const Attached *attached = data;
    const Turning *one = &g_array_index(attached->timeline->turnings, Turning, event->step);

    act(engine, one, ct_week_is_open(&one->window, event->time));
    schedule(engine, attached, event->step);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new(Attached, 1);

    attached->timeline = shared;
    attached->host = ct_engine_add_host(engine, &host, attached);
    return attached;
}

static void
free_timeline(void *shared)
{
    Timeline *timeline = shared;

    for (guint i = 0; i < timeline->turnings->len; i++)
        ct_week_clear(&g_array_index(timeline->turnings, Turning, i).window);
    g_array_unref(timeline->turnings);
    g_free(timeline);
}

/* --- */

/* False, and nothing to be cleared, where the conduit is always open. */
static bool
init_turning(Turning *turning, const CtModel *model, CtId conduit)
{
    CtId text = model->conduits.data[conduit].window;

    if (text == CT_NO_ID)
        return false;
    g_autofree char *name =
        g_strconcat("window ", ct_model_id(model, CT_SECTION_CONDUITS, conduit), NULL);

    *turning = (Turning){.conduit = conduit, .key = ct_hash_key(name, strlen(name))};
    if (!ct_week_parse(ct_model_text(model, text), &turning->window, NULL))
        return false; /* not of a model that was loaded */
    return turning->window.n > 0;
}

bool
ct_timeline_is_needed(const CtModel *model)
{
    for (CtId c = 0; c < model->conduits.length; c++) {
        Turning turning;

        if (!init_turning(&turning, model, c))
            continue;
        ct_week_clear(&turning.window);
        return true;
    }
    return false;
}

void
ct_timeline_join(CtSim *sim, const CtModel *model)
{
    Timeline *timeline = g_new0(Timeline, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    timeline->turnings = g_array_new(FALSE, FALSE, sizeof(Turning));
    for (CtId c = 0; c < model->conduits.length; c++) {
        Turning turning;

        if (init_turning(&turning, model, c))
            g_array_append_val(timeline->turnings, turning);
    }
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = g_free,
                                            .free_shared = free_timeline,
                                            .shared = timeline});
}
