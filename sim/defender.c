/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Alerts from their sensors to a verdict. Every draw is keyed by the try that is seen, or by the
 * sensor that sees what is not there, so that neither the other alerts nor the analysts' number
 * bears on it.
 */
#include "sim/defender_private.h"

#include "analysis/plan_cost.h"
#include "base/bits.h"
#include "base/units.h"

void
ct_defender_schedule(CtDefenderHost *host,
                     int64_t time,
                     CtEventPriority priority,
                     CtKey128 key,
                     CtDefenderWake wake,
                     uint32_t step)
{
    ct_engine_schedule(
        host->engine, host->number,
        &(CtEvent){.time = time, .priority = priority, .key = key, .detail = wake, .step = step});
}

static void
tell_alert(CtDefenderHost *host, CtTraceKind kind, const CtAlert *alert)
{
    bool is_true = alert->attempt != CT_NO_ID;

    ct_engine_tell_of_host(host->engine, &(CtTraceEvent){.time = ct_engine_now(host->engine),
                                                         .kind = kind,
                                                         .actor = alert->actor,
                                                         .attempt = alert->attempt,
                                                         .n = is_true ? alert->n : 0,
                                                         .fact = is_true ? CT_NO_ID : alert->entity,
                                                         .by = CT_NO_ID});
}

/* --- the queue --- */

/* Who is free begins with what waits. */
static void
take_all(CtDefenderHost *host, CtAlerts *alerts, bool by_experts)
{
    const CtDefenderPlan *plan = host->plan;
    int64_t now = ct_engine_now(host->engine);
    uint32_t who;

    while (ct_alerts_take(alerts, now, &who)) {
        const CtAlert *alert = &alerts->desks[who];
        int64_t ms =
            ct_draw_defence(&host->draws, by_experts ? CT_DRAW_EXAMINE : CT_DRAW_TRIAGE, alert->key,
                            alert->n, by_experts ? &plan->examines : &plan->triage)
                .ms;

        ct_alerts_set(alerts, who, now, ms);
        tell_alert(host, CT_TRACE_TRIAGE, alert);
        ct_defender_schedule(host, MIN(now + ms, CT_TIME_NEVER), CT_EVENT_PRIORITY_DEFENDER,
                             alert->key, by_experts ? CT_WAKE_EXAMINED : CT_WAKE_TRIAGED, who);
    }
}

/* Analysts and experts begin while their shift lasts. */
static void
work(CtDefenderHost *host)
{
    const CtWeek *shifts = &host->plan->declared->shifts;
    int64_t now = ct_engine_now(host->engine), opens = ct_week_next_opening(shifts, now);
    bool waits = host->alerts.waiting > 0 || host->experts.waiting > 0;

    if (opens > now) {
        if (waits && !host->shift_is_awaited)
            ct_defender_schedule(host, opens, CT_EVENT_PRIORITY_DEFENDER, (CtKey128){0},
                                 CT_WAKE_SHIFT, 0);
        host->shift_is_awaited = host->shift_is_awaited || waits;
        return;
    }
    take_all(host, &host->alerts, false);
    take_all(host, &host->experts, true);
}

static void
raise_alert(CtDefenderHost *host, const CtAlert *alert)
{
    char why[128];

    if (++host->n_alerts > host->plan->sim->max_tries) {
        g_snprintf(why, sizeof why,
                   "more than %" G_GUINT64_FORMAT
                   " alerts in one replication (--max-tries): look at false_alarms",
                   host->plan->sim->max_tries);
        ct_engine_fail_because(host->engine, why);
        return;
    }
    tell_alert(host, alert->attempt != CT_NO_ID ? CT_TRACE_ALERT : CT_TRACE_FALSE_ALARM, alert);
    ct_alerts_add(&host->alerts, alert);
    work(host);
}

/* --- sensors --- */

/* A try has begun: it is seen or not, and if so at once. */
static void
watch(CtDefenderHost *host, const CtTraceEvent *event)
{
    const CtCourseState *state = ct_engine_state(host->engine, event->actor);
    const CtCourseAttempt *row = &state->course->attempts[event->attempt];

    if (row->sensor <= 0 && state->course->route_start == NULL)
        return;
    double chance = ct_course_state_detection(state, event->attempt, CT_MOMENT_ACTION(event->time));

    if (chance <= 0 ||
        ct_draw_defence(&host->draws, CT_DRAW_SENSOR, row->draw, event->n, NULL).success >= chance)
        return;
    CtKey128 key = row->identity;

    key.lo += event->n;
    ct_engine_schedule(host->engine, host->number,
                       &(CtEvent){.time = event->time,
                                  .priority = CT_EVENT_PRIORITY_SENSOR,
                                  .key = key,
                                  .detail = CT_WAKE_SEEN | event->actor << CT_WAKE_BITS,
                                  .step = event->attempt,
                                  .attempt = event->n});
}

static void
see(CtDefenderHost *host, const CtEvent *event)
{
    uint32_t actor = event->detail >> CT_WAKE_BITS;
    const CtCourse *course = host->plan->sim->actors[actor].course;
    CtAlert alert = {.time = event->time,
                     .key = course->attempts[event->step].draw,
                     .n = event->attempt,
                     .actor = actor,
                     .attempt = event->step,
                     .entity =
                         ct_plan_target_asset(course->graph, course->graph_step[event->step])};

    host->row.true_alerts++;
    if (host->row.alert_ms < 0)
        host->row.alert_ms = event->time;
    raise_alert(host, &alert);
}

static void
await_false_alarm(CtDefenderHost *host, uint32_t i)
{
    const CtDefenderSensor *sensor = &host->plan->sensors[i];
    uint32_t n = ++host->sensor_n[i];
    int64_t gap =
        ct_draw_defence(&host->draws, CT_DRAW_FALSE_ALARM, sensor->key, n, &sensor->gap).ms;

    ct_defender_schedule(host, MIN(ct_engine_now(host->engine) + gap, CT_TIME_NEVER),
                         CT_EVENT_PRIORITY_SENSOR, sensor->key, CT_WAKE_FALSE, i);
}

static void
see_nothing(CtDefenderHost *host, uint32_t i)
{
    const CtDefenderSensor *sensor = &host->plan->sensors[i];
    uint32_t n = host->sensor_n[i];
    double which =
        ct_draw_defence(&host->draws, CT_DRAW_FALSE_ALARM, sensor->key, n, &sensor->gap).success;
    CtAlert alert = {.time = ct_engine_now(host->engine),
                     .key = sensor->key,
                     .n = n,
                     .actor = sensor->section,
                     .attempt = CT_NO_ID,
                     .entity =
                         sensor->first + MIN(sensor->n - 1, (uint32_t)(which * (double)sensor->n))};

    host->row.false_alarms++;
    await_false_alarm(host, i);
    raise_alert(host, &alert);
}

/* --- verdicts --- */

static void
conclude(CtDefenderHost *host, const CtAlert *alert, bool is_confirmed)
{
    bool is_true = alert->attempt != CT_NO_ID;

    tell_alert(host, is_confirmed ? CT_TRACE_CONFIRMED : CT_TRACE_DISMISSED, alert);
    if (is_true && is_confirmed && host->row.detect_ms < 0)
        host->row.detect_ms = ct_engine_now(host->engine);
    host->row.confirmed += is_true && is_confirmed;
    host->row.missed += is_true && !is_confirmed;
    host->row.misled += !is_true && is_confirmed;
    if (is_confirmed)
        ct_defender_order(host, alert, NULL);
    work(host);
}

/* What an analyst takes for an attack goes to the experts, where there are any. */
static void
decide(CtDefenderHost *host, uint32_t analyst)
{
    CtAlert alert = ct_alerts_finish(&host->alerts, analyst);
    double luck = ct_draw_defence(&host->draws, CT_DRAW_TRIAGE, alert.key, alert.n, NULL).success;
    const CtDefender *defender = host->plan->declared;
    bool is_suspect =
        alert.attempt != CT_NO_ID ? luck < defender->recognises : luck >= defender->dismisses;

    if (!is_suspect || defender->experts == 0) {
        conclude(host, &alert, is_suspect);
        return;
    }
    host->row.escalated++;
    alert.time = ct_engine_now(host->engine); /* it waits from now on */
    ct_alerts_add(&host->experts, &alert);
    work(host);
}

static void
conclude_examined(CtDefenderHost *host, uint32_t expert)
{
    CtAlert alert = ct_alerts_finish(&host->experts, expert);

    conclude(host, &alert, alert.attempt != CT_NO_ID);
}

/* --- as a host --- */

static void
begin(CtEngine *engine, void *data)
{
    CtDefenderHost *host = data;

    host->draws =
        (CtDrawSource){.seed = host->plan->sim->seed, .replication = ct_engine_replication(engine)};
    ct_alerts_begin(&host->alerts);
    ct_alerts_begin(&host->experts);
    ct_defence_row_begin(&host->row);
    host->row.is_there = true;
    host->n_alerts = host->n_impaired = 0;
    host->shift_is_awaited = false;
    host->n_responses = 0;
    host->free_response = CT_NO_ID;
    for (uint32_t i = 0; i < host->stirred.length; i++)
        host->under_way[host->stirred.data[i]] = 0;
    host->stirred.length = 0;
    for (uint32_t i = 0; i < host->plan->n_sensors; i++) {
        host->sensor_n[i] = 0;
        await_false_alarm(host, i);
    }
}

static void
wake(G_GNUC_UNUSED CtEngine *engine, const CtEvent *event, void *data)
{
    CtDefenderHost *host = data;

    switch ((CtDefenderWake)(event->detail & ((1u << CT_WAKE_BITS) - 1))) {
    case CT_WAKE_SEEN:
        see(host, event);
        break;
    case CT_WAKE_FALSE:
        see_nothing(host, event->step);
        break;
    case CT_WAKE_TRIAGED:
        decide(host, event->step);
        break;
    case CT_WAKE_SHIFT:
        host->shift_is_awaited = false;
        work(host);
        break;
    case CT_WAKE_BEGIN:
        ct_defender_begin_response(host, event->step);
        break;
    case CT_WAKE_DONE:
        ct_defender_end_response(host, event->step);
        break;
    case CT_WAKE_EXAMINED:
        conclude_examined(host, event->step);
        break;
    }
}

/* What takes something from an attacker, done by a defender or by a script in his place. */
static bool
contains(const CtTraceEvent *event)
{
    if (event->actor != CT_EVENT_PRIORITY_DEFENDER && event->actor != CT_EVENT_PRIORITY_SCRIPT)
        return false;
    return event->kind == CT_TRACE_ISOLATE || event->kind == CT_TRACE_TAKE_DOWN ||
           event->kind == CT_TRACE_RESTORE || event->kind == CT_TRACE_HALT ||
           event->kind == CT_TRACE_PATCH || event->kind == CT_TRACE_ROTATE ||
           event->kind == CT_TRACE_BLOCK || event->kind == CT_TRACE_REVOKE ||
           event->kind == CT_TRACE_QUARANTINE;
}

static void
count_function(CtDefenderHost *host, bool is_lost, int64_t time)
{
    host->n_impaired += is_lost ? 1 : (uint64_t)-1;
    if (host->row.impair_ms < 0)
        host->row.impair_ms = time;
    host->row.recover_ms = host->n_impaired == 0 ? time : -1;
}

static void
hear_fact(CtDefenderHost *host, const CtTraceEvent *event)
{
    uint8_t marks = host->plan->marks[event->actor][event->fact];
    bool is_gain = event->kind == CT_TRACE_GAIN;

    if ((marks & CT_MARK_FACT_HELD) != 0 && is_gain && event->attempt != CT_NO_ID &&
        host->row.held_ms < 0)
        host->row.held_ms = event->time;
    /* Where things end, the world says what functions are up to. */
    if ((marks & CT_MARK_FACT_IMPAIRED) != 0 && ct_engine_world(host->engine) == NULL)
        count_function(host, is_gain, event->time);
}

static void
hear(G_GNUC_UNUSED CtEngine *engine, const CtTraceEvent *event, void *data)
{
    CtDefenderHost *host = data;

    if (event->kind == CT_TRACE_BEGIN)
        watch(host, event);
    else if (event->kind == CT_TRACE_GAIN || event->kind == CT_TRACE_LOSS)
        hear_fact(host, event);
    else if (event->kind == CT_TRACE_IMPAIRED || event->kind == CT_TRACE_RECOVERED)
        count_function(host, event->kind == CT_TRACE_IMPAIRED, event->time);
    else if (ct_trace_kind_is_action(event->kind) && contains(event) && host->row.detect_ms >= 0 &&
             host->row.contain_ms < 0)
        host->row.contain_ms = event->time;
}

static void
end(G_GNUC_UNUSED CtEngine *engine, int64_t end_ms, CtSummary *summary, void *data)
{
    CtDefenderHost *host = data;

    host->row.triaged = (int64_t)host->alerts.n_begun;
    host->row.delayed = (int64_t)host->alerts.n_delayed;
    host->row.waited_ms = host->alerts.waited_ms;
    host->row.busy_ms = ct_alerts_busy_until(&host->alerts, end_ms);
    int64_t shift_ms = ct_week_open_until(&host->plan->declared->shifts, end_ms);

    host->row.available_ms = shift_ms * host->alerts.n_analysts;
    host->row.examined = (int64_t)host->experts.n_begun;
    host->row.expert_waited_ms = host->experts.waited_ms;
    host->row.expert_busy_ms = ct_alerts_busy_until(&host->experts, end_ms);
    host->row.expert_available_ms = shift_ms * host->plan->declared->experts;
    summary->defence = host->row;
}

static void *
attach(CtEngine *engine, const void *shared)
{
    static const CtHost functions = {.begin = begin, .wake = wake, .hear = hear, .end = end};
    const CtDefenderPlan *plan = shared;
    CtDefenderHost *host = g_new0(CtDefenderHost, 1);

    host->plan = plan;
    host->engine = engine;
    ct_alerts_init(&host->alerts, plan->declared->analysts);
    ct_alerts_init(&host->experts, MAX(plan->declared->experts, 1));
    host->sensor_n = g_new0(uint32_t, (size_t)plan->n_sensors + 1);
    host->under_way = g_new0(uint64_t, (size_t)plan->instances->n_assets + 1);
    host->seen = g_new0(uint64_t *, (size_t)plan->sim->n_actors + 1);
    for (uint32_t i = 0; i < plan->sim->n_actors; i++)
        host->seen[i] = ct_bits_new(plan->sim->actors[i].course->n_facts);
    host->actions = g_array_new(FALSE, FALSE, sizeof(CtAction));
    host->number = ct_engine_add_host(engine, &functions, host);
    return host;
}

static void
detach(void *data)
{
    CtDefenderHost *host = data;

    for (uint32_t i = 0; i < host->plan->sim->n_actors; i++)
        g_free(host->seen[i]);
    g_free(host->seen);
    g_free(host->sensor_n);
    g_free(host->responses);
    g_free(host->under_way);
    ct_alerts_clear(&host->alerts);
    ct_alerts_clear(&host->experts);
    ct_ids_clear(&host->found);
    ct_ids_clear(&host->stirred);
    g_array_unref(host->actions);
    g_free(host);
}

static void
free_shared(void *data)
{
    ct_defender_plan_free(data);
}

bool
ct_defender_join(CtSim *sim,
                 const CtDefender *defender,
                 const CtInstances *instances,
                 GError **error)
{
    int64_t opens = ct_week_next_opening(&defender->shifts, 0);

    if (opens > sim->horizon_ms) {
        g_autofree char *first = ct_units_time_text(opens);
        g_autofree char *horizon = ct_units_time_text(sim->horizon_ms);

        g_set_error(error, CT_DEFENDER_ERROR, CT_DEFENDER_ERROR_FAILED,
                    "defender '%s': the shifts never open: the first begins after %s, the horizon "
                    "is %s (time 0 is Monday 00:00)",
                    defender->name, first, horizon);
        return false;
    }
    ct_sim_add_host_kind(sim,
                         &(CtHostKind){.attach = attach,
                                       .detach = detach,
                                       .free_shared = free_shared,
                                       .shared = ct_defender_plan_new(sim, defender, instances)});
    return true;
}
