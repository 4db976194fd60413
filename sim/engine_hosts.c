/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Those who take part beside the attackers: when they are called. */
#include "sim/engine_private.h"

void
ct_engine_attach(CtEngine *engine)
{
    const CtSim *sim = engine->sim;

    engine->hosts = g_array_new(FALSE, FALSE, sizeof(CtEngineHost));
    engine->unheard = g_array_new(FALSE, FALSE, sizeof(CtTraceEvent));
    engine->attached = g_new0(void *, (size_t)sim->n_host_kinds + 1);
    for (uint32_t i = 0; i < sim->n_host_kinds; i++)
        engine->attached[i] = sim->host_kinds[i].attach(engine, sim->host_kinds[i].shared);
}

void
ct_engine_detach(CtEngine *engine)
{
    for (uint32_t i = engine->sim->n_host_kinds; i-- > 0;)
        if (engine->sim->host_kinds[i].detach != NULL)
            engine->sim->host_kinds[i].detach(engine->attached[i]);
    g_free(engine->attached);
    g_array_unref(engine->hosts);
    g_array_unref(engine->unheard);
}

void *
ct_engine_attached(const CtEngine *engine, uint32_t i)
{
    g_return_val_if_fail(i < engine->sim->n_host_kinds, NULL);
    return engine->attached[i];
}

uint32_t
ct_engine_add_host(CtEngine *engine, const CtHost *host, void *data)
{
    CtEngineHost one = {.host = host, .data = data};

    g_array_append_val(engine->hosts, one);
    engine->somebody_hears = engine->somebody_hears || host->hear != NULL;
    return engine->hosts->len - 1;
}

CtEventHandle
ct_engine_schedule(CtEngine *engine, uint32_t host, const CtEvent *event)
{
    CtEvent own = *event;

    g_return_val_if_fail(host < engine->hosts->len, (CtEventHandle){0});
    g_return_val_if_fail(event->time >= engine->now, (CtEventHandle){0});
    if (event->time > engine->sim->horizon_ms)
        return (CtEventHandle){0};
    own.kind = host + 1;
    return ct_event_queue_push(engine->queue, &own);
}

bool
ct_engine_unschedule(CtEngine *engine, CtEventHandle handle)
{
    return ct_event_queue_cancel(engine->queue, handle);
}

int64_t
ct_engine_now(const CtEngine *engine)
{
    return engine->now;
}

const CtSim *
ct_engine_sim(const CtEngine *engine)
{
    return engine->sim;
}

uint64_t
ct_engine_replication(const CtEngine *engine)
{
    g_return_val_if_fail(engine->summary != NULL, 0);
    return engine->summary->replication;
}

void
ct_engine_fail(CtEngine *engine)
{
    engine->failed = true;
}

void
ct_engine_fail_because(CtEngine *engine, const char *why)
{
    if (!engine->failed)
        engine->failure = g_strdup(why);
    engine->failed = true;
}

void
ct_engine_tell_of_host(CtEngine *engine, const CtTraceEvent *event)
{
    ct_engine_tell_event(engine, event);
}

void
ct_engine_log(CtEngine *engine, const char *text)
{
    if (engine->trace != NULL)
        engine->trace(&(CtTraceEvent){.time = engine->now,
                                      .kind = CT_TRACE_LOG,
                                      .attempt = CT_NO_ID,
                                      .fact = CT_NO_ID,
                                      .by = CT_NO_ID,
                                      .text = text},
                      engine->trace_data);
}

void
ct_engine_begin_hosts(CtEngine *engine)
{
    for (guint i = 0; i < engine->hosts->len && !engine->failed; i++) {
        const CtEngineHost *one = &g_array_index(engine->hosts, CtEngineHost, i);

        if (one->host->begin != NULL)
            one->host->begin(engine, one->data);
    }
}

void
ct_engine_wake(CtEngine *engine, const CtEvent *event)
{
    const CtEngineHost *one = &g_array_index(engine->hosts, CtEngineHost, event->kind - 1);

    if (one->host->wake != NULL)
        one->host->wake(engine, event, one->data);
}

/* The list grows while it is walked. */
void
ct_engine_let_hear(CtEngine *engine)
{
    for (guint i = 0; i < engine->unheard->len && !engine->failed; i++) {
        CtTraceEvent event = g_array_index(engine->unheard, CtTraceEvent, i);

        for (guint h = 0; h < engine->hosts->len && !engine->failed; h++) {
            const CtEngineHost *one = &g_array_index(engine->hosts, CtEngineHost, h);

            if (one->host->hear != NULL)
                one->host->hear(engine, &event, one->data);
        }
    }
    g_array_set_size(engine->unheard, 0);
}

void
ct_engine_end_hosts(CtEngine *engine)
{
    for (guint i = 0; i < engine->hosts->len; i++) {
        const CtEngineHost *one = &g_array_index(engine->hosts, CtEngineHost, i);

        if (one->host->end != NULL)
            one->host->end(engine, engine->summary->end_ms, engine->summary, one->data);
    }
}
