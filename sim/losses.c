/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters all the way: causes of each asset, failing needs of each unit, failing units of each
 * requirement. A unit is a function, or the same needs counted the other way for a requirement that
 * asks for something else than the function's own loss, or the holders of data. Units come after
 * those that they need, so that there is no circle (topology/validate refuses one).
 */
#include "sim/losses.h"

#include "base/bits.h"

enum { PLAIN, REPORTS }; /* the two ways in which an asset fails */

typedef struct Unit {
    uint32_t enough;      /* failing needs that lose it; 0: it cannot be lost */
    uint32_t requirement; /* that it violates; CT_NO_ID */
} Unit;

struct CtLossPlan {
    uint32_t n_assets, n_functions, n_requirements, n_units, n_courses;
    Unit *units;       /* functions first, by row */
    CtCsr of_asset[2]; /* asset → units that need it, by how they count */
    CtCsr of_unit;     /* function → units that need it */
    CtCsr guarded;     /* function → requirements that ask for its own loss */
    CtCsr *causes;     /* per course: fact → what it does, see `code` */
    CtIds *causing;    /* per course: facts that do anything, rising */
    CtFlowPlan *flows; /* NULL: nobody requires one, or nothing is blocked */
};

/* What a fact does: an asset fails plainly, by its reports alone, or a requirement is violated. */
static uint32_t
code(uint32_t entity, unsigned what)
{
    return entity * 3 + what;
}

enum { FAILS, FAILS_BY_REPORT, VIOLATES };

typedef struct Making {
    CtLossPlan *plan;
    const CtInstances *instances;
    GArray *units;                 /* Unit */
    CtIds asset[2], asset_unit[2]; /* pairs */
    CtIds function, function_unit; /* pairs */
    CtIds guarded, guard;          /* pairs */
} Making;

static void
add_needs(Making *making, uint32_t function, bool reports, uint32_t unit)
{
    g_auto(CtFunctionNeeds) needs = {0};

    ct_function_needs(making->instances, function, &needs);
    for (uint32_t i = 0; i < needs.assets.length; i++) {
        ct_ids_add(&making->asset[reports], needs.assets.data[i]);
        ct_ids_add(&making->asset_unit[reports], unit);
    }
    for (uint32_t i = 0; i < needs.functions.length; i++) {
        ct_ids_add(&making->function, needs.functions.data[i]);
        ct_ids_add(&making->function_unit, unit);
    }
    g_array_index(making->units, Unit, unit).enough = needs.enough;
}

static uint32_t
add_unit(Making *making, uint32_t requirement)
{
    Unit unit = {.requirement = requirement};

    g_array_append_val(making->units, unit);
    return making->units->len - 1;
}

static void
add_function_requirement(Making *making, uint32_t r)
{
    const CtModel *model = making->instances->model;
    uint32_t f = model->requirements.data[r].function;
    bool own = ct_loss_counts_reports(ct_function_loss(model, f));
    bool asked[2] = {false, false};

    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_SAFE; must++)
        if (ct_requirement_asks(model, r, must))
            asked[ct_loss_counts_reports(ct_must_loss(must))] = true;
    if (asked[own]) {
        ct_ids_add(&making->guarded, f);
        ct_ids_add(&making->guard, r);
    }
    if (asked[!own])
        add_needs(making, f, !own, add_unit(making, r));
}

/* Data is not available while every asset that holds it is off; what else is done to it is a fact.
 */
static void
add_data_requirement(Making *making, uint32_t r)
{
    const CtModel *model = making->instances->model;
    CtId at = model->data.data[model->requirements.data[r].data].at;
    const CtCsr *selected = &making->instances->selected;

    if (!ct_requirement_asks(model, r, CT_MUST_AVAILABLE) || at == CT_NO_ID ||
        selected->start[at] == selected->start[at + 1])
        return;
    uint32_t unit = add_unit(making, r);

    g_array_index(making->units, Unit, unit).enough = selected->start[at + 1] - selected->start[at];
    for (uint32_t i = selected->start[at]; i < selected->start[at + 1]; i++) {
        ct_ids_add(&making->asset[PLAIN], selected->value[i]);
        ct_ids_add(&making->asset_unit[PLAIN], unit);
    }
}

static void
add_cause(const CtCourse *course, CtFactKind kind, uint32_t entity, uint32_t what, CtIds pairs[2])
{
    CtFactId id = ct_graph_fact(course->graph, (CtFact){.kind = (uint8_t)kind, .entity = entity});

    if (course->fact_of[id] == CT_NO_ID)
        return;
    ct_ids_add(&pairs[0], course->fact_of[id]);
    ct_ids_add(&pairs[1], what);
}

static void
add_flow_causes(const CtCourse *course, CtIds pairs[2])
{
    const CtInstances *instances = course->graph->instances;

    for (uint32_t f = 0; f < instances->model->flows.length; f++) {
        const CtFlow *flow = &instances->model->flows.data[f];

        if (!ct_tri_or(flow->required, false) || flow->to == CT_NO_ID)
            continue;
        for (uint32_t i = instances->selected.start[flow->to];
             i < instances->selected.start[flow->to + 1]; i++)
            add_cause(course, CT_FACT_SEVERED, f, code(instances->selected.value[i], FAILS), pairs);
    }
}

static bool
is_needed(const CtLossPlan *plan, uint32_t asset)
{
    for (int way = 0; way < 2; way++)
        if (plan->of_asset[way].start[asset] < plan->of_asset[way].start[asset + 1])
            return true;
    return false;
}

static void
build_causes(CtLossPlan *plan, const CtCourse *course, uint32_t c)
{
    const CtInstances *instances = course->graph->instances;
    CtIds pairs[2] = {{0}, {0}};

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        if (!is_needed(plan, a))
            continue;
        add_cause(course, CT_FACT_HALTED, a, code(a, FAILS), pairs);
        add_cause(course, CT_FACT_CONTROLS, a, code(a, FAILS), pairs);
        add_cause(course, CT_FACT_SPOOFS, a, code(a, FAILS_BY_REPORT), pairs);
    }
    add_flow_causes(course, pairs);
    for (uint32_t r = 0; r < instances->model->requirements.length; r++)
        if (instances->model->requirements.data[r].function == CT_NO_ID)
            add_cause(course, CT_FACT_VIOLATED, r, code(r, VIOLATES), pairs);
    ct_csr_build(&plan->causes[c], course->n_facts, pairs[0].data, pairs[1].data, pairs[0].length);
    ct_ids_sort_unique(&pairs[0]);
    for (uint32_t i = 0; i < pairs[0].length; i++)
        ct_ids_add(&plan->causing[c], pairs[0].data[i]);
    ct_ids_clear(&pairs[0]);
    ct_ids_clear(&pairs[1]);
}

static void
build(Making *making)
{
    CtLossPlan *plan = making->plan;

    plan->n_units = making->units->len;
    for (int way = 0; way < 2; way++) {
        ct_csr_build(&plan->of_asset[way], plan->n_assets, making->asset[way].data,
                     making->asset_unit[way].data, making->asset[way].length);
        ct_ids_clear(&making->asset[way]);
        ct_ids_clear(&making->asset_unit[way]);
    }
    ct_csr_build(&plan->of_unit, plan->n_functions, making->function.data,
                 making->function_unit.data, making->function.length);
    ct_csr_build(&plan->guarded, plan->n_functions, making->guarded.data, making->guard.data,
                 making->guarded.length);
    plan->units = (Unit *)(void *)g_array_free(making->units, FALSE);
    ct_ids_clear(&making->function);
    ct_ids_clear(&making->function_unit);
    ct_ids_clear(&making->guarded);
    ct_ids_clear(&making->guard);
}

CtLossPlan *
ct_loss_plan_new(const CtCourse *const *courses, uint32_t n_courses)
{
    const CtInstances *instances = n_courses > 0 ? courses[0]->graph->instances : NULL;

    if (instances == NULL ||
        instances->model->functions.length + instances->model->requirements.length == 0)
        return NULL;
    CtLossPlan *plan = g_new0(CtLossPlan, 1);
    Making making = {.plan = plan,
                     .instances = instances,
                     .units = g_array_new(FALSE, FALSE, sizeof(Unit))};

    plan->n_assets = instances->n_assets;
    plan->n_functions = instances->model->functions.length;
    plan->n_requirements = instances->model->requirements.length;
    plan->n_courses = n_courses;
    for (uint32_t f = 0; f < plan->n_functions; f++)
        add_unit(&making, CT_NO_ID);
    for (uint32_t f = 0; f < plan->n_functions; f++)
        add_needs(&making, f, ct_loss_counts_reports(ct_function_loss(instances->model, f)), f);
    for (uint32_t r = 0; r < plan->n_requirements; r++) {
        if (instances->model->requirements.data[r].function != CT_NO_ID)
            add_function_requirement(&making, r);
        else
            add_data_requirement(&making, r);
    }
    build(&making);
    plan->causes = g_new0(CtCsr, (size_t)n_courses + 1);
    plan->causing = g_new0(CtIds, (size_t)n_courses + 1);
    for (uint32_t c = 0; c < n_courses; c++)
        build_causes(plan, courses[c], c);
    return plan;
}

bool
ct_loss_plan_add_flows(CtLossPlan *plan, const CtReach *reach, uint64_t most, GError **error)
{
    g_autofree uint64_t *needed = ct_bits_new(plan->n_assets);

    for (uint32_t a = 0; a < plan->n_assets; a++)
        if (is_needed(plan, a))
            ct_bits_set(needed, a);
    return ct_flow_plan_new(reach, needed, most, &plan->flows, error);
}

void
ct_loss_plan_free(CtLossPlan *plan)
{
    if (plan == NULL)
        return;
    ct_flow_plan_free(plan->flows);
    for (uint32_t c = 0; c < plan->n_courses; c++)
        ct_csr_clear(&plan->causes[c]);
    for (uint32_t c = 0; c < plan->n_courses; c++)
        ct_ids_clear(&plan->causing[c]);
    g_free(plan->causing);
    g_free(plan->causes);
    ct_csr_clear(&plan->of_asset[PLAIN]);
    ct_csr_clear(&plan->of_asset[REPORTS]);
    ct_csr_clear(&plan->of_unit);
    ct_csr_clear(&plan->guarded);
    g_free(plan->units);
    g_free(plan);
}

/* --- in a replication --- */

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
    const Unit *row = &plan->units[unit];
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
        count_needs(losses, PLAIN, asset, fails);
    if ((before.plain + before.reports > 0) != (failing->plain + failing->reports > 0))
        count_needs(losses, REPORTS, asset, fails);
}

void
ct_losses_fact(CtLosses *losses, uint32_t actor, uint32_t fact, bool holds)
{
    const CtCsr *causes = &losses->plan->causes[actor];

    for (uint32_t i = causes->start[fact]; i < causes->start[fact + 1]; i++) {
        uint32_t entity = causes->value[i] / 3, what = causes->value[i] % 3;

        if (what == VIOLATES)
            count_requirement(losses, entity, holds);
        else
            count_asset(losses, entity, what == FAILS_BY_REPORT, holds);
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
