/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters all the way: causes of each asset, failing needs of each unit, failing units of each
 * requirement.
 */
#include "sim/losses_private.h"

typedef struct Count {
    uint32_t n;
    bool lost;        /* when last settled … */
    int64_t since_ms; /* … since when */
    CtLossTime time;
} Count;

typedef struct Failing {
    uint32_t plain, reports; /* causes */
} Failing;

/* What happened to a fact, to be told in the order of time. */
typedef struct Event {
    int64_t time;
    uint32_t actor, fact;
} Event;

struct CtLosses {
    const CtLossPlan *plan;
    CtLossFunc func;
    void *data;
    Failing *assets;
    Count *units;
    Count *requirements;
    CtIds unsettled; /* functions, then requirements; may name one twice */
    CtIds touched;   /* assets, since the replication began */
    GArray *events;  /* Event, of a replay */
    CtFlows *flows;  /* NULL: as the plan's */
};

CtLosses *
ct_losses_new(const CtLossPlan *plan)
{
    CtLosses *losses = g_new0(CtLosses, 1);

    losses->plan = plan;
    losses->assets = g_new0(Failing, (size_t)plan->n_assets + 1);
    losses->units = g_new0(Count, (size_t)plan->n_units + 1);
    losses->requirements = g_new0(Count, (size_t)plan->n_requirements + 1);
    losses->events = g_array_new(FALSE, FALSE, sizeof(Event));
    losses->flows = plan->flows != NULL ? ct_flows_new(plan->flows) : NULL;
    ct_losses_begin(losses);
    return losses;
}

void
ct_losses_free(CtLosses *losses)
{
    if (losses == NULL)
        return;
    g_free(losses->assets);
    g_free(losses->units);
    g_free(losses->requirements);
    ct_ids_clear(&losses->touched);
    ct_ids_clear(&losses->unsettled);
    g_array_unref(losses->events);
    ct_flows_free(losses->flows);
    g_free(losses);
}

void
ct_losses_set_func(CtLosses *losses, CtLossFunc func, void *data)
{
    losses->func = func;
    losses->data = data;
}

void
ct_losses_begin(CtLosses *losses)
{
    const Count well = {.time = {.first_ms = -1}};

    for (uint32_t i = 0; i < losses->touched.length; i++)
        losses->assets[losses->touched.data[i]] = (Failing){0};
    losses->touched.length = 0;
    losses->unsettled.length = 0;
    losses->func = NULL;
    if (losses->flows != NULL)
        ct_flows_begin(losses->flows);
    for (uint32_t u = 0; u < losses->plan->n_units; u++)
        losses->units[u] = well;
    for (uint32_t r = 0; r < losses->plan->n_requirements; r++)
        losses->requirements[r] = well;
}

static void
count_requirement(CtLosses *losses, uint32_t r, bool lost)
{
    Count *count = &losses->requirements[r];

    count->n = lost ? count->n + 1 : count->n - 1;
    ct_ids_add(&losses->unsettled, losses->plan->n_functions + r);
}

/* One more need of @unit fails, or one less. As deep as functions need functions. */
static void
count_unit(CtLosses *losses, uint32_t unit, bool fails)
{
    const CtLossPlan *plan = losses->plan;
    const CtLossUnit *row = &plan->units[unit];
    Count *count = &losses->units[unit];

    count->n = fails ? count->n + 1 : count->n - 1;
    if (row->enough == 0 || count->n != (fails ? row->enough : row->enough - 1))
        return;
    if (unit >= plan->n_functions) {
        count_requirement(losses, row->requirement, fails);
        return;
    }
    ct_ids_add(&losses->unsettled, unit);
    for (uint32_t i = plan->guarded.start[unit]; i < plan->guarded.start[unit + 1]; i++)
        count_requirement(losses, plan->guarded.value[i], fails);
    for (uint32_t i = plan->of_unit.start[unit]; i < plan->of_unit.start[unit + 1]; i++)
        count_unit(losses, plan->of_unit.value[i], fails);
}

static void
count_needs(CtLosses *losses, int way, uint32_t asset, bool fails)
{
    const CtCsr *units = &losses->plan->of_asset[way];

    for (uint32_t i = units->start[asset]; i < units->start[asset + 1]; i++)
        count_unit(losses, units->value[i], fails);
}

static void
count_asset(CtLosses *losses, uint32_t asset, bool by_report, bool fails)
{
    Failing *failing = &losses->assets[asset];
    Failing before = *failing;
    uint32_t *causes = by_report ? &failing->reports : &failing->plain;

    if (before.plain + before.reports == 0)
        ct_ids_add(&losses->touched, asset);
    *causes = fails ? *causes + 1 : *causes - 1;
    if ((before.plain > 0) != (failing->plain > 0))
        count_needs(losses, CT_LOSS_PLAIN, asset, fails);
    if ((before.plain + before.reports > 0) != (failing->plain + failing->reports > 0))
        count_needs(losses, CT_LOSS_REPORTS, asset, fails);
}

void
ct_losses_fact(CtLosses *losses, uint32_t actor, uint32_t fact, bool holds)
{
    const CtCsr *causes = &losses->plan->causes[actor];

    for (uint32_t i = causes->start[fact]; i < causes->start[fact + 1]; i++) {
        uint32_t entity = causes->value[i] / CT_LOSS_EFFECT_COUNT;
        uint32_t effect = causes->value[i] % CT_LOSS_EFFECT_COUNT;

        if (effect == CT_LOSS_VIOLATES)
            count_requirement(losses, entity, holds);
        else
            count_asset(losses, entity, effect == CT_LOSS_FAILS_BY_REPORT, holds);
    }
}

void
ct_losses_asset(CtLosses *losses, uint32_t asset, bool is_off)
{
    count_asset(losses, asset, false, is_off);
    if (losses->flows != NULL)
        ct_flows_asset(losses->flows, asset, is_off);
}

void
ct_losses_shut(CtLosses *losses, CtId conduit, CtId rule, bool is_blocked, bool is_closed)
{
    if (losses->flows != NULL)
        ct_flows_shut(losses->flows, conduit, rule, is_blocked, is_closed);
}

/* A CtFlowFunc. */
static void
count_cut_off(uint32_t asset, bool cut_off, void *data)
{
    count_asset(data, asset, false, cut_off);
}

static void
turn(CtLosses *losses, Count *count, bool is_function, uint32_t row, bool lost, int64_t time)
{
    if (count->lost == lost)
        return;
    count->lost = lost;
    if (lost) {
        count->since_ms = time;
        count->time.times++;
        if (count->time.first_ms < 0)
            count->time.first_ms = time;
    } else {
        count->time.total_ms += time - count->since_ms;
    }
    if (losses->func != NULL)
        losses->func(is_function, row, lost, time, losses->data);
}

void
ct_losses_settle(CtLosses *losses, int64_t time)
{
    uint32_t n_functions = losses->plan->n_functions;

    if (losses->flows != NULL)
        ct_flows_settle(losses->flows, count_cut_off, losses);
    for (uint32_t i = 0; i < losses->unsettled.length; i++) {
        uint32_t row = losses->unsettled.data[i];

        if (row < n_functions)
            turn(losses, &losses->units[row], true, row, ct_losses_is_impaired(losses, row), time);
        else
            turn(losses, &losses->requirements[row - n_functions], false, row - n_functions,
                 ct_losses_is_violated(losses, row - n_functions), time);
    }
    losses->unsettled.length = 0;
}

static void
end_count(Count *count, bool is_lost, int64_t end_ms)
{
    count->time.is_lost = is_lost;
    if (is_lost)
        count->time.total_ms += end_ms - count->since_ms;
}

void
ct_losses_end(CtLosses *losses, int64_t end_ms)
{
    for (uint32_t f = 0; f < losses->plan->n_functions; f++)
        end_count(&losses->units[f], ct_losses_is_impaired(losses, f), end_ms);
    for (uint32_t r = 0; r < losses->plan->n_requirements; r++)
        end_count(&losses->requirements[r], ct_losses_is_violated(losses, r), end_ms);
}

static bool
event_before(const Event *a, const Event *b)
{
    if (a->time != b->time)
        return a->time < b->time;
    if (a->actor != b->actor)
        return a->actor < b->actor;
    return a->fact < b->fact;
}

/* Shell's, in place: the library's may allocate. */
static void
sort_events(GArray *events)
{
    Event *rows = (Event *)(void *)events->data;

    for (guint gap = events->len / 2; gap > 0; gap /= 2)
        for (guint i = gap; i < events->len; i++) {
            Event row = rows[i];
            guint k = i;

            for (; k >= gap && event_before(&row, &rows[k - gap]); k -= gap)
                rows[k] = rows[k - gap];
            rows[k] = row;
        }
}

void
ct_losses_replay(CtLosses *losses, const CtCourseState *const *states, int64_t end_ms)
{
    g_array_set_size(losses->events, 0);
    for (uint32_t a = 0; a < losses->plan->n_courses; a++) {
        const CtIds *causing = &losses->plan->causing[a];

        for (uint32_t i = 0; i < causing->length; i++) {
            Event event = {.actor = a, .fact = causing->data[i]};

            if (!ct_course_state_holds(states[a], event.fact))
                continue;
            event.time = states[a]->facts[event.fact].moment.time;
            g_array_append_val(losses->events, event);
        }
    }
    sort_events(losses->events);
    for (guint i = 0; i < losses->events->len; i++) {
        const Event *event = &g_array_index(losses->events, Event, i);

        ct_losses_fact(losses, event->actor, event->fact, true);
        ct_losses_settle(losses, event->time);
    }
    ct_losses_end(losses, end_ms);
}

uint32_t
ct_losses_n_functions(const CtLosses *losses)
{
    return losses->plan->n_functions;
}

uint32_t
ct_losses_n_requirements(const CtLosses *losses)
{
    return losses->plan->n_requirements;
}

bool
ct_losses_is_impaired(const CtLosses *losses, uint32_t function)
{
    g_return_val_if_fail(function < losses->plan->n_functions, false);
    uint32_t enough = losses->plan->units[function].enough;

    return enough > 0 && losses->units[function].n >= enough;
}

bool
ct_losses_is_violated(const CtLosses *losses, uint32_t requirement)
{
    g_return_val_if_fail(requirement < losses->plan->n_requirements, false);
    return losses->requirements[requirement].n > 0;
}

CtLossTime
ct_losses_of_function(const CtLosses *losses, uint32_t function)
{
    g_return_val_if_fail(function < losses->plan->n_functions, (CtLossTime){.first_ms = -1});
    return losses->units[function].time;
}

CtLossTime
ct_losses_of_requirement(const CtLosses *losses, uint32_t requirement)
{
    g_return_val_if_fail(requirement < losses->plan->n_requirements, (CtLossTime){.first_ms = -1});
    return losses->requirements[requirement].time;
}
