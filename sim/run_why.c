/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts that follow from others stand in the events, too, without saying by what; so only what is
 * held by itself is taken from there, and the rest derived again.
 */
#include "sim/run_why.h"

#include "analysis/plan_cost.h"
#include "analysis/story.h"
#include "analysis/try_plan.h"
#include "base/bits.h"
#include "sim/actions.h"
#include "topology/rule_names.h"

enum { KEPT = 32 /* answers; then all are forgotten */ };

/* What keeps an asset, conduit, rule or channel from passing anything: several at once. */
enum {
    OFF = 1,
    DOWN = 2,
    HALTED = 4,
    ABSENT = 8,
    SHUT_IN = 16,
    BLOCKED = 1,
    CLOSED = 2,
    REVOKED = 1
};

typedef struct Answer {
    uint32_t record, asset;
    const CtPathStep *step; /* NULL: cannot be told */
} Answer;

struct CtRunWhy {
    const CtSim *sim;
    GArray *records;
    GArray *answers; /* Answer */
    CtDossierStore *store;
};

CtRunWhy *
ct_run_why_new(const CtSim *sim, GArray *records)
{
    CtRunWhy *why = g_new0(CtRunWhy, 1);

    why->sim = sim;
    why->records = g_array_ref(records);
    why->answers = g_array_new(FALSE, FALSE, sizeof(Answer));
    why->store = ct_store_new();
    return why;
}

void
ct_run_why_free(CtRunWhy *why)
{
    if (why == NULL)
        return;
    g_array_unref(why->records);
    g_array_unref(why->answers);
    ct_store_free(why->store);
    g_free(why);
}

static const CtTraceRecord *
record_of(const CtRunWhy *why, uint32_t record)
{
    return &g_array_index(why->records, CtTraceRecord, record);
}

/* --- the moment --- */

static bool
is_held(const CtGraph *graph, CtFactId id, bool derived_too)
{
    CtFact fact;

    return ct_graph_fact_of(graph, id, &fact) &&
           (derived_too || graph->kinds->infos[fact.kind].held);
}

/* What the actor of @record held just before it: a bit a fact. What a try gained that nobody names
 * stays as well. */
static uint64_t *
find_held(const CtRunWhy *why, uint32_t record, bool derived_too)
{
    uint32_t actor = record_of(why, record)->actor;
    const CtCourse *course = why->sim->actors[actor].course;
    const CtGraph *graph = course->graph;
    uint64_t *held = ct_bits_new(graph->n_facts);
    CtFact named;

    for (uint32_t i = 0; i < course->graph_entries.length; i++)
        ct_bits_set(held, course->graph_entries.data[i]);
    for (uint32_t i = 0; i < record; i++) {
        const CtTraceRecord *one = record_of(why, i);

        if (one->kind > CT_TRACE_GIVE || one->actor != actor)
            continue;
        if ((one->kind == CT_TRACE_GAIN || one->kind == CT_TRACE_GIVE) &&
            is_held(graph, one->fact, derived_too))
            ct_bits_set(held, one->fact);
        else if (one->kind == CT_TRACE_LOSS)
            ct_bits_unset(held, one->fact);
        else if (one->kind == CT_TRACE_SUCCESS && one->step != CT_NO_ID &&
                 !ct_graph_fact_of(graph, graph->step_gain[one->step], &named))
            ct_bits_set(held, graph->step_gain[one->step]);
    }
    return held;
}

/* Of a worm it is known from which asset a try came: he is nowhere else. */
static void
stand_at(const CtGraph *graph, CtFactId by, uint64_t *held)
{
    CtFact fact;

    for (CtFactId id = 0; id < graph->first_reach_node; id++)
        if (ct_bits_get(held, id) && id != by && ct_graph_fact_of(graph, id, &fact) &&
            (fact.kind == CT_FACT_EXEC || fact.kind == CT_FACT_IMPLANT ||
             fact.kind == CT_FACT_LOCATED))
            ct_bits_unset(held, id);
    ct_bits_set(held, by);
}

static const struct {
    uint32_t kind; /* CtTraceKind */
    uint8_t cut;   /* CtCutKind of what it is done to */
    uint8_t sets, clears;
} closings[] = {
    {CT_TRACE_ISOLATE, CT_CUT_NETWORK, OFF, 0},
    {CT_TRACE_RECONNECT, CT_CUT_NETWORK, 0, OFF},
    {CT_TRACE_TAKE_DOWN, CT_CUT_NETWORK, DOWN, 0},
    {CT_TRACE_RESTORE, CT_CUT_NETWORK, 0, DOWN},
    {CT_TRACE_HALT, CT_CUT_NETWORK, HALTED, 0},
    {CT_TRACE_RESUME, CT_CUT_NETWORK, 0, HALTED},
    {CT_TRACE_AWAIT, CT_CUT_NETWORK, ABSENT, SHUT_IN},
    {CT_TRACE_QUARANTINE, CT_CUT_NETWORK, SHUT_IN, ABSENT},
    {CT_TRACE_REFUSE, CT_CUT_NETWORK, SHUT_IN, ABSENT},
    {CT_TRACE_ADMIT, CT_CUT_NETWORK, 0, SHUT_IN | ABSENT},
    {CT_TRACE_BLOCK, CT_CUT_CONDUIT, BLOCKED, 0},
    {CT_TRACE_UNBLOCK, CT_CUT_CONDUIT, 0, BLOCKED},
    {CT_TRACE_CLOSE, CT_CUT_CONDUIT, CLOSED, 0},
    {CT_TRACE_OPEN, CT_CUT_CONDUIT, 0, CLOSED},
    {CT_TRACE_BLOCK, CT_CUT_RULE, BLOCKED, 0},
    {CT_TRACE_UNBLOCK, CT_CUT_RULE, 0, BLOCKED},
    {CT_TRACE_REVOKE, CT_CUT_CHANNEL, REVOKED, 0},
    {CT_TRACE_REINSTATE, CT_CUT_CHANNEL, 0, REVOKED},
};

static void
close_steps(const CtCourse *course, CtCutKind cut, uint32_t entity, uint64_t *closed)
{
    const CtCsr *cuts = &course->changing->cuts[cut];

    for (uint32_t i = cuts->start[entity]; i < cuts->start[entity + 1]; i++)
        if (course->graph_step[cuts->value[i]] != CT_NO_ID)
            ct_bits_set(closed, course->graph_step[cuts->value[i]]);
}

/* The row of @cut that @one was done to; CT_NO_ID: to none. A conduit is blocked as a whole, or a
 * rule of it. */
static uint32_t
row_of(const CtModel *model, const CtTraceRecord *one, uint32_t cut)
{
    bool is_blocking = one->kind == CT_TRACE_BLOCK || one->kind == CT_TRACE_UNBLOCK;
    uint32_t rule = is_blocking ? ct_conduit_part_rule(model, one->fact, one->n) : CT_NO_ID;

    if (cut == CT_CUT_RULE)
        return rule;
    return rule == CT_NO_ID ? one->fact : CT_NO_ID;
}

/* What keeps each row of @cut shut just before @record: OFF, BLOCKED … joined; g_free(). */
static uint8_t *
find_bits(const CtRunWhy *why, uint32_t record, CtCutKind cut, uint32_t n)
{
    const CtModel *model = why->sim->actors[0].course->graph->instances->model;
    uint8_t *bits = g_new0(uint8_t, (size_t)n + 1);

    for (uint32_t i = 0; i < record; i++) {
        const CtTraceRecord *one = record_of(why, i);

        for (size_t k = 0; one->kind >= CT_TRACE_ISOLATE && k < G_N_ELEMENTS(closings); k++) {
            if (closings[k].kind != one->kind || closings[k].cut != cut)
                continue;
            uint32_t row = row_of(model, one, cut);

            if (row < n)
                bits[row] = (uint8_t)((bits[row] & ~closings[k].clears) | closings[k].sets);
        }
    }
    return bits;
}

/* Steps of the graph that nothing passes just before @record: a bit each; NULL where nothing ever
 * closes. */
static uint64_t *
find_closed(const CtRunWhy *why, uint32_t record)
{
    const CtCourse *course = why->sim->actors[record_of(why, record)->actor].course;
    const CtInstances *instances = course->graph->instances;
    const struct {
        CtCutKind cut;
        uint32_t n;
    } rows[] = {{CT_CUT_NETWORK, instances->n_assets},
                {CT_CUT_CONDUIT, instances->model->conduits.length},
                {CT_CUT_RULE, instances->model->rules.length},
                {CT_CUT_CHANNEL, instances->model->channels.length}};

    if (course->changing == NULL)
        return NULL;
    uint64_t *closed = ct_bits_new(course->graph->n_steps);

    for (size_t r = 0; r < G_N_ELEMENTS(rows); r++) {
        g_autofree uint8_t *bits = find_bits(why, record, rows[r].cut, rows[r].n);

        for (uint32_t entity = 0; entity < rows[r].n; entity++) {
            if (bits[entity] != 0)
                close_steps(course, rows[r].cut, entity, closed);
            if (rows[r].cut == CT_CUT_NETWORK && (bits[entity] & (DOWN | HALTED)) != 0)
                close_steps(course, CT_CUT_ASSET, entity, closed);
            if (rows[r].cut == CT_CUT_NETWORK && (bits[entity] & ABSENT) != 0)
                close_steps(course, CT_CUT_ABSENT, entity, closed);
        }
    }
    return closed;
}

/* --- the try --- */

static uint32_t
asset_of(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (!ct_graph_fact_of(graph, id, &fact))
        return CT_NO_ID;
    if (ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_ASSET)
        return fact.entity;
    if (ct_fact_kind_entity(graph->kinds, fact.kind) == CT_ENTITY_SERVICE)
        return ct_instances_service_asset(graph->instances, fact.entity);
    return CT_NO_ID;
}

/* The outcome of the try that gives something of @asset, else its first that came about; CT_NO_ID.
 * What came about stands right after the success. */
static uint32_t
find_outcome(const CtRunWhy *why, uint32_t record, uint32_t asset)
{
    const CtTraceRecord *success = record_of(why, record);
    const CtGraph *graph = why->sim->actors[success->actor].course->graph;
    CtFactId attempt = graph->step_gain[success->step];
    uint32_t first = CT_NO_ID;
    CtFact named;

    if (ct_graph_fact_of(graph, attempt, &named))
        return CT_NO_ID;
    for (uint32_t r = record + 1; r < why->records->len; r++) {
        const CtTraceRecord *gain = record_of(why, r);

        if (gain->time != success->time || gain->kind == CT_TRACE_SUCCESS)
            break;
        if (gain->kind != CT_TRACE_GAIN || gain->actor != success->actor)
            continue;
        for (uint32_t i = graph->gained_start[gain->fact]; i < graph->gained_start[gain->fact + 1];
             i++) {
            uint32_t step = graph->gained[i];

            if (graph->step_kind[step] != CT_STEP_OUTCOME ||
                graph->premises[graph->step_premise_start[step]] != attempt)
                continue;
            if (asset == CT_NO_ID || asset_of(graph, gain->fact) == asset)
                return step;
            first = first == CT_NO_ID ? step : first;
        }
    }
    return first;
}

/* What is held by itself should do; where a rule gains what else follows, that is taken as had. */
static CtPlan *
plan_of(const CtRunWhy *why, uint32_t record, uint32_t asset)
{
    const CtTraceRecord *success = record_of(why, record);
    const CtGraph *graph = why->sim->actors[success->actor].course->graph;
    g_autofree uint64_t *closed = find_closed(why, record);
    uint32_t outcome = find_outcome(why, record, asset);
    CtPlan *plan = NULL;

    for (int lenient = 0; plan == NULL && lenient < 3; lenient++) {
        g_autofree uint64_t *held = find_held(why, record, lenient == 2);

        if (lenient == 0 && success->fact == CT_NO_ID)
            continue;
        if (lenient == 0)
            stand_at(graph, success->fact, held);
        plan = ct_try_plan_new(graph, held, closed, success->step, outcome, success->time);
    }
    return plan;
}

static const CtPathStep *
tell(CtRunWhy *why, uint32_t record, uint32_t asset)
{
    const CtTraceRecord *success = record_of(why, record);
    g_autoptr(CtPlan) plan = plan_of(why, record, asset);
    CtPath path;

    if (plan == NULL)
        return NULL;
    const CtGraph *graph = why->sim->actors[success->actor].course->graph;

    ct_story_write(graph, plan, why->store, &path);
    if (path.n_steps != 1)
        return NULL;
    /* A session that was had before does not say from where; the event of a worm does. */
    if (success->fact != CT_NO_ID && asset_of(graph, success->fact) != CT_NO_ID)
        path.steps[0].from =
            ct_store_take_text(why->store, ct_instances_asset_text(graph->instances,
                                                                   asset_of(graph, success->fact)));
    return path.steps;
}

/* The success of a try that @record is, or, being a goal, follows on; CT_NO_ID. */
static uint32_t
find_success(const CtRunWhy *why, uint32_t record)
{
    const CtTraceRecord *asked = record < why->records->len ? record_of(why, record) : NULL;

    if (asked == NULL || asked->step == CT_NO_ID ||
        (asked->kind != CT_TRACE_SUCCESS && asked->kind != CT_TRACE_GOAL))
        return CT_NO_ID;
    for (uint32_t r = record; record_of(why, r)->time == asked->time; r--) {
        const CtTraceRecord *one = record_of(why, r);

        if (one->kind == CT_TRACE_SUCCESS && one->actor == asked->actor && one->step == asked->step)
            return r;
        if (r == 0)
            break;
    }
    return CT_NO_ID;
}

const CtPathStep *
ct_run_why_step(CtRunWhy *why, uint32_t record, uint32_t asset)
{
    record = find_success(why, record);
    if (record == CT_NO_ID)
        return NULL;
    for (guint i = 0; i < why->answers->len; i++) {
        const Answer *answer = &g_array_index(why->answers, Answer, i);

        if (answer->record == record && answer->asset == asset)
            return answer->step;
    }
    if (why->answers->len >= KEPT) {
        g_array_set_size(why->answers, 0);
        ct_store_free(why->store);
        why->store = ct_store_new();
    }
    Answer answer = {.record = record, .asset = asset, .step = tell(why, record, asset)};

    g_array_append_val(why->answers, answer);
    return answer.step;
}
