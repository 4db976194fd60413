/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/alerts.h"

void
ct_alerts_init(CtAlerts *alerts, uint32_t n)
{
    g_return_if_fail(n > 0);
    *alerts = (CtAlerts){.n_analysts = n,
                         .desks = g_new0(CtAlert, n),
                         .until = g_new0(int64_t, n),
                         .free = g_new0(uint32_t, n)};
    ct_alerts_begin(alerts);
}

void
ct_alerts_clear(CtAlerts *alerts)
{
    g_free(alerts->queue);
    g_free(alerts->desks);
    g_free(alerts->until);
    g_free(alerts->free);
    *alerts = (CtAlerts){0};
}

void
ct_alerts_begin(CtAlerts *alerts)
{
    alerts->first = alerts->waiting = 0;
    alerts->n_free = alerts->n_analysts;
    for (uint32_t i = 0; i < alerts->n_analysts; i++) {
        alerts->free[i] = alerts->n_analysts - 1 - i; /* the first is on top */
        alerts->until[i] = 0;
    }
    alerts->waited_ms = alerts->busy_ms = 0;
    alerts->n_begun = alerts->n_delayed = 0;
}

static void
grow(CtAlerts *alerts)
{
    uint32_t capacity = MAX(64, alerts->capacity * 2);
    CtAlert *queue = g_new(CtAlert, capacity);

    for (uint32_t i = 0; i < alerts->waiting; i++)
        queue[i] = alerts->queue[(alerts->first + i) % alerts->capacity];
    g_free(alerts->queue);
    alerts->queue = queue;
    alerts->capacity = capacity;
    alerts->first = 0;
}

void
ct_alerts_add(CtAlerts *alerts, const CtAlert *alert)
{
    if (alerts->waiting == alerts->capacity)
        grow(alerts);
    alerts->queue[(alerts->first + alerts->waiting) % alerts->capacity] = *alert;
    alerts->waiting++;
}

bool
ct_alerts_take(CtAlerts *alerts, int64_t now, uint32_t *ret_analyst)
{
    if (alerts->waiting == 0 || alerts->n_free == 0)
        return false;
    const CtAlert *alert = &alerts->queue[alerts->first];
    uint32_t analyst = alerts->free[--alerts->n_free];

    alerts->desks[analyst] = *alert;
    alerts->waited_ms += now - alert->time;
    alerts->n_delayed += now > alert->time;
    alerts->n_begun++;
    alerts->first = (alerts->first + 1) % alerts->capacity;
    alerts->waiting--;
    *ret_analyst = analyst;
    return true;
}

void
ct_alerts_set(CtAlerts *alerts, uint32_t analyst, int64_t now, int64_t ms)
{
    alerts->until[analyst] = now + ms;
    alerts->busy_ms += ms;
}

CtAlert
ct_alerts_finish(CtAlerts *alerts, uint32_t analyst)
{
    alerts->free[alerts->n_free++] = analyst;
    return alerts->desks[analyst];
}

int64_t
ct_alerts_busy_until(const CtAlerts *alerts, int64_t end_ms)
{
    int64_t busy = alerts->busy_ms;

    for (uint32_t i = 0; i < alerts->n_analysts; i++)
        busy -= MAX(0, alerts->until[i] - end_ms);
    return busy;
}
