/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/turns.h"

#include "base/units.h"
#include "sim/host.h"

#include <string.h>

typedef struct Shared {
    CtTurns turns;
    size_t size; /* of a turn */
    CtKey128 key;
} Shared;

typedef struct Attached {
    const Shared *shared;
    GArray *actions; /* CtAction, of the moment */
    uint32_t host;
} Attached;

static const void *
turn_of(const Attached *attached, uint32_t i)
{
    const Shared *shared = attached->shared;

    return shared->turns.turns->data + (size_t)i * shared->size;
}

static int64_t
time_of(const Attached *attached, uint32_t i)
{
    return *(const int64_t *)turn_of(attached, i); /* the first member */
}

/* What was gathered happens; the next turn is @i. */
static void
act(CtEngine *engine, Attached *attached, uint32_t i)
{
    ct_engine_act_all(engine, CT_EVENT_PRIORITY_WORLD,
                      (const CtAction *)(const void *)attached->actions->data,
                      attached->actions->len);
    g_array_set_size(attached->actions, 0);
    if (i < attached->shared->turns.turns->len)
        ct_engine_schedule(engine, attached->host,
                           &(CtEvent){.time = time_of(attached, i),
                                      .priority = CT_EVENT_PRIORITY_WORLD,
                                      .key = attached->shared->key,
                                      .step = i});
}

static void
begin(CtEngine *engine, void *data)
{
    Attached *attached = data;
    const CtTurns *turns = &attached->shared->turns;

    turns->begin(engine, turns, attached->actions);
    act(engine, attached, turns->first);
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    Attached *attached = data;
    const CtTurns *turns = &attached->shared->turns;
    uint32_t i = event->step;

    for (; i < turns->turns->len && time_of(attached, i) == event->time; i++)
        turns->add(engine, turns, turn_of(attached, i), attached->actions);
    act(engine, attached, i);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new0(Attached, 1);

    attached->shared = shared;
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
free_shared(void *data)
{
    Shared *shared = data;

    g_array_unref(shared->turns.turns);
    g_free(shared);
}

void
ct_turns_join(CtSim *sim, const CtTurns *turns)
{
    Shared *shared = g_new0(Shared, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    *shared = (Shared){.turns = *turns,
                       .size = g_array_get_element_size(turns->turns),
                       .key = ct_hash_key(turns->name, strlen(turns->name))};
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = detach,
                                            .free_shared = free_shared,
                                            .shared = shared});
}

int64_t
ct_turns_duration(const CtModel *model, CtId text, int64_t otherwise)
{
    int64_t ms = otherwise;

    if (text != CT_NO_ID && !ct_units_parse_time(ct_model_text(model, text), &ms, NULL))
        return otherwise; /* not of a model that was loaded */
    return MIN(ms, CT_TIME_NEVER);
}
