/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys, chances, preparations and sensors of the attempts of a course. A preparation is shared by
 * attempts of one key and one duration.
 */
#include "analysis/costs.h"
#include "analysis/plan_cost.h"
#include "base/units.h"
#include "sim/course_parts.h"

#include <math.h>
#include <string.h>

/* About thirty years: ten million tries of it still add up in 64 bits. */
#define MOST_EFFORT_MS 9e11

static const CtVerdict *
verdict_of(const CtGraph *graph, uint32_t graph_step)
{
    return graph->templates.data[graph->step_reason[graph_step]].verdict;
}

static int64_t
effort_ms(const CtVerdict *verdict)
{
    double whole = verdict->effort_hours * (double)CT_MS_HOUR;

    if (!(whole > 0))
        return 0;
    return (int64_t)MIN(whole, MOST_EFFORT_MS);
}

static void
add_templates(CtCourse *course)
{
    const CtGraph *graph = course->graph;

    course->templates = g_new0(CtCourseTemplate, (size_t)graph->templates.length + 1);
    for (uint32_t t = 0; t < graph->templates.length; t++) {
        const CtTemplate *row = &graph->templates.data[t];
        const CtVerdict *verdict = row->verdict;

        course->templates[t] = (CtCourseTemplate){
            .works = verdict->works,
            .success = verdict->success,
            .noise = verdict->noise,
            .noise_ppm = llrint(verdict->noise * 1e6),
            .effort_ms = MAX(0, effort_ms(verdict) - ct_costs_mean_ms(&verdict->prepare)),
            .tries = verdict->tries,
            .rule = row->technique->index,
        };
        ct_sampler_init(&course->templates[t].time, &verdict->time);
        ct_sampler_init(&course->templates[t].retry, &verdict->retry);
        course->n_rules = MAX(course->n_rules, row->technique->index + 1);
    }
}

static bool
is_nothing(const CtDist *dist)
{
    return dist->kind == CT_DIST_CONSTANT && !(dist->a > 0) && !(dist->never > 0);
}

/* Preparations by key and duration. */
typedef struct PrepareRow {
    CtKey128 key;
    CtDist time;
} PrepareRow;

static guint
hash_prepare(gconstpointer row)
{
    return (guint)((const PrepareRow *)row)->key.lo;
}

static gboolean
equal_dists(const CtDist *a, const CtDist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           a->never == b->never;
}

static gboolean
equal_prepares(gconstpointer left, gconstpointer right)
{
    const PrepareRow *a = left, *b = right;

    return a->key.hi == b->key.hi && a->key.lo == b->key.lo && equal_dists(&a->time, &b->time);
}

static uint32_t
prepare_of(GHashTable *rows, GArray *prepares, CtKey128 key, const CtVerdict *verdict)
{
    PrepareRow row = {.key = key, .time = verdict->prepare};
    gpointer found = g_hash_table_lookup(rows, &row);

    if (found == NULL) {
        CtCoursePrepare prepare = {.key = key,
                                   .effort_ms = MIN(effort_ms(verdict),
                                                    ct_costs_mean_ms(&verdict->prepare))};

        ct_sampler_init(&prepare.time, &verdict->prepare);
        g_array_append_val(prepares, prepare);
        found = GUINT_TO_POINTER(prepares->len);
        g_hash_table_insert(rows, g_memdup2(&row, sizeof row), found);
    }
    return GPOINTER_TO_UINT(found) - 1;
}

static double
union_of(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

/* --- sensors on the way --- */

static double
node_sensor(const CtGraph *graph, uint32_t node)
{
    return graph->reach->signatures.data[graph->reach->nodes.data[node].signature].sensor;
}

static void
add_route(const CtCourse *course, CtFactId node_fact, GArray *routes)
{
    const CtGraph *graph = course->graph;
    CtCourseRoute route = {.fact = course->fact_of[node_fact],
                           .sensor = node_sensor(graph, node_fact - graph->first_reach_node)};

    if (route.fact != CT_NO_ID)
        g_array_append_val(routes, route);
}

static bool
is_node(const CtGraph *graph, CtFactId fact)
{
    return fact >= graph->first_reach_node && fact < graph->first_auxiliary;
}

/* The service group's nodes through which what opens @graph_step can hold, appended. */
static void
find_routes(const CtCourse *course, uint32_t graph_step, GArray *routes)
{
    const CtGraph *graph = course->graph;
    uint32_t start = graph->step_premise_start[graph_step];

    if (graph->instances == NULL || start == graph->step_premise_start[graph_step + 1])
        return;
    CtFactId opener = graph->premises[start];

    if (is_node(graph, opener)) {
        add_route(course, opener, routes);
        return;
    }
    for (uint32_t i = graph->gained_start[opener]; i < graph->gained_start[opener + 1]; i++) {
        uint32_t by = graph->gained[i];
        uint32_t first = graph->step_premise_start[by];

        if (graph->step_kind[by] != CT_STEP_DERIVED || first == graph->step_premise_start[by + 1] ||
            !is_node(graph, graph->premises[first]))
            continue;
        if (graph->reach->nodes.data[graph->premises[first] - graph->first_reach_node].kind ==
            CT_REACH_GROUP)
            add_route(course, graph->premises[first], routes);
    }
}

static bool
all_alike(const GArray *routes, guint from)
{
    for (guint i = from + 1; i < routes->len; i++)
        if (g_array_index(routes, CtCourseRoute, i).sensor !=
            g_array_index(routes, CtCourseRoute, from).sensor)
            return false;
    return true;
}

static double
target_sensor(const CtGraph *graph, uint32_t graph_step)
{
    uint32_t asset = graph->instances != NULL ? ct_plan_target_asset(graph, graph_step) : CT_NO_ID;

    if (asset == CT_NO_ID)
        return 0;
    double own =
        (double)graph->instances->model->assets.data[graph->instances->asset_row[asset]].sensor;
    return isnan(own) ? 0 : own;
}

/* A way that is watched like every other needs no list: its sensor joins that of the target. */
static void
add_sensors(CtCourse *course, uint32_t attempt, GArray *routes)
{
    guint before = routes->len;
    double own = target_sensor(course->graph, course->graph_step[attempt]);

    find_routes(course, course->graph_step[attempt], routes);
    if (routes->len > before && all_alike(routes, before)) {
        own = union_of(own, g_array_index(routes, CtCourseRoute, before).sensor);
        g_array_set_size(routes, before);
    }
    course->attempts[attempt].sensor = own;
}

/* --- */

static void
fill_attempt(CtCourse *course, const CtSimKeys *keys, uint32_t attempt, uint32_t key)
{
    uint32_t graph_step = course->graph_step[attempt];
    const CtVerdict *verdict = verdict_of(course->graph, graph_step);

    course->attempts[attempt] = (CtCourseAttempt){
        .identity = keys->identity[key],
        .draw = keys->draw[key],
        .gain = course->gain[attempt],
        .template = course->graph->step_reason[graph_step],
        .works = verdict->works < 1 ? keys->works[key] : CT_NO_ID,
        .prepare = CT_NO_ID,
    };
}

void
ct_course_add_attempts(CtCourse *course)
{
    CtSimKeys *keys = ct_sim_keys_new(course->graph, course->actor);
    g_autoptr(GHashTable) rows = /* asked, never walked */
        g_hash_table_new_full(hash_prepare, equal_prepares, g_free, NULL);
    GArray *prepares = g_array_new(FALSE, FALSE, sizeof(CtCoursePrepare));
    GArray *routes = g_array_new(FALSE, FALSE, sizeof(CtCourseRoute));
    uint32_t key = 0;

    add_templates(course);
    course->attempts =
        g_aligned_alloc((size_t)course->n_attempts + 1, sizeof *course->attempts, CT_COURSE_LINE);
    course->route_start = g_new(uint32_t, (size_t)course->n_attempts + 1);
    for (uint32_t a = 0; a < course->n_attempts; a++) {
        const CtVerdict *verdict = verdict_of(course->graph, course->graph_step[a]);

        while (keys->step[key] != course->graph_step[a])
            key++;
        fill_attempt(course, keys, a, key);
        if (!is_nothing(&verdict->prepare))
            course->attempts[a].prepare =
                prepare_of(rows, prepares, keys->prepare_key[keys->prepare[key]], verdict);
        course->route_start[a] = routes->len;
        add_sensors(course, a, routes);
    }
    course->route_start[course->n_attempts] = routes->len;
    if (routes->len == 0)
        g_clear_pointer(&course->route_start, g_free);
    course->n_prepares = prepares->len;
    course->prepares = (CtCoursePrepare *)(void *)g_array_free(prepares, FALSE);
    course->routes = (CtCourseRoute *)(void *)g_array_free(routes, FALSE);
    course->n_works = keys->n_works;
    course->works_key = g_steal_pointer(&keys->works_key);
    ct_sim_keys_free(keys);
}
