/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/starts.h"

#include "sim/actions.h"
#include "sim/host.h"

#include <string.h>

typedef struct Starts {
    GArray *starts; /* CtStart */
    CtKey128 key;
} Starts;

typedef struct Attached {
    const Starts *starts;
    uint32_t host;
} Attached;

static void
begin(CtEngine *engine, void *data)
{
    const Attached *attached = data;

    for (uint32_t i = 0; i < attached->starts->starts->len; i++) {
        const CtStart *start = &g_array_index(attached->starts->starts, CtStart, i);

        ct_engine_schedule(engine, attached->host,
                           &(CtEvent){.time = start->time,
                                      .priority = CT_EVENT_PRIORITY_WORLD,
                                      .key = attached->starts->key,
                                      .step = i});
    }
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    const Attached *attached = data;
    const CtStart *start = &g_array_index(attached->starts->starts, CtStart, event->step);

    ct_engine_give_all(engine, start->actor, start->facts.data, start->facts.length);
}

static const CtHost host = {.begin = begin, .wake = wake};

static void *
attach(CtEngine *engine, const void *shared)
{
    Attached *attached = g_new0(Attached, 1);

    attached->starts = shared;
    attached->host = ct_engine_add_host(engine, &host, attached);
    return attached;
}

static void
free_starts(void *shared)
{
    Starts *starts = shared;

    g_array_unref(starts->starts);
    g_free(starts);
}

static void
clear_start(void *data)
{
    ct_ids_clear(&((CtStart *)data)->facts);
}

GArray *
ct_starts_new(void)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(CtStart));

    g_array_set_clear_func(starts, clear_start);
    return starts;
}

void
ct_starts_join(CtSim *sim, GArray *array)
{
    static const char name[] = "starts";
    Starts *starts = g_new0(Starts, 1);

    g_return_if_fail(sim->is_changing || sim->n_actors == 0);
    *starts = (Starts){.starts = array, .key = ct_hash_key(name, strlen(name))};
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = g_free,
                                            .free_shared = free_starts,
                                            .shared = starts});
}
