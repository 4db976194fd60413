/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a defender's host needs of sensors, plays and facts, worked out once for all engines. */
#include "sim/defender_private.h"

#include "sim/keys.h"
#include "sim/members.h"

#include <math.h>
#include <string.h>

/* The rate of the sensor of @row: its own, else that of all. */
static double
rate_of(const CtDefender *defender, CtSection section, uint32_t row)
{
    double rate = 0;

    for (uint32_t i = 0; i < defender->false_alarms.length; i++) {
        const CtFalseAlarms *alarms = &defender->false_alarms.data[i];

        if (alarms->sensor == NULL)
            rate = alarms->per_ms;
        else if (alarms->section == section && alarms->row == row)
            return alarms->per_ms;
    }
    return rate;
}

static void
add_sensor(CtDefenderPlan *plan, CtSection section, uint32_t row, uint32_t first, uint32_t n)
{
    double rate = rate_of(plan->declared, section, row) * n;
    CtDefenderSensor *sensor = &plan->sensors[plan->n_sensors];
    CtDist gap = {.kind = CT_DIST_EXPONENTIAL, .a = 1 / rate};

    if (!(rate > 0) || n == 0 || !isfinite(gap.a))
        return;
    g_autofree char *id = section == CT_SECTION_ASSETS
                              ? ct_sim_entity_name(plan->instances, CT_ENTITY_ASSET, first)
                              : g_strdup(ct_model_id(plan->instances->model, section, row));
    g_autofree char *text = g_strdup_printf("false-alarm\n%s\n%s", ct_section_name(section), id);

    *sensor = (CtDefenderSensor){.section = section,
                                 .first = first,
                                 .n = n,
                                 .key = ct_hash_key(text, strlen(text))};
    ct_sampler_init(&sensor->gap, &gap);
    plan->n_sensors++;
}

static void
find_sensors(CtDefenderPlan *plan)
{
    const CtInstances *instances = plan->instances;
    const CtModel *model = instances->model;

    plan->sensors =
        g_new0(CtDefenderSensor, (size_t)model->assets.length + model->conduits.length + 1);
    for (uint32_t i = 0; i < model->assets.length; i++)
        if (model->assets.data[i].sensor > 0)
            add_sensor(plan, CT_SECTION_ASSETS, i, instances->asset_first[i],
                       instances->asset_first[i + 1] - instances->asset_first[i]);
    for (uint32_t i = 0; i < model->conduits.length; i++)
        if (model->conduits.data[i].sensor > 0)
            add_sensor(plan, CT_SECTION_CONDUITS, i, i, 1);
}

static uint8_t *
mark_facts(const CtCourse *course)
{
    uint8_t *marks = g_new0(uint8_t, (size_t)course->n_facts + 1);

    for (CtFactId f = 0; f < course->graph->first_reach_node; f++) {
        uint32_t there = course->fact_of[f];
        CtFact fact;

        if (there == CT_NO_ID || !ct_graph_fact_of(course->graph, f, &fact))
            continue;
        if (course->graph->kinds->infos[fact.kind].held)
            marks[there] |= CT_MARK_FACT_HELD;
        if (fact.kind == CT_FACT_IMPAIRED)
            marks[there] |= CT_MARK_FACT_IMPAIRED;
    }
    return marks;
}

CtDefenderPlan *
ct_defender_plan_new(const CtSim *sim, const CtDefender *defender, const CtInstances *instances)
{
    CtDefenderPlan *plan = g_new0(CtDefenderPlan, 1);

    plan->declared = defender;
    plan->sim = sim;
    plan->instances = instances;
    ct_sampler_init(&plan->triage, &defender->triage);
    ct_sampler_init(&plan->examines, &defender->examines);
    find_sensors(plan);
    plan->n_plays = defender->playbook.length;
    for (uint32_t i = 0; i < plan->n_plays; i++) {
        const CtPlay *declared = &defender->playbook.data[i];

        plan->plays[i].declared = declared;
        ct_sampler_init(&plan->plays[i].after, &declared->after);
        ct_sampler_init(&plan->plays[i].takes, &declared->takes);
    }
    plan->marks = g_new0(uint8_t *, (size_t)sim->n_actors + 1);
    plan->members = g_new0(CtCsr, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        plan->marks[i] = mark_facts(sim->actors[i].course);
        ct_course_members(sim->actors[i].course, &plan->members[i]);
    }
    return plan;
}

void
ct_defender_plan_free(CtDefenderPlan *plan)
{
    for (uint32_t i = 0; i < plan->sim->n_actors; i++) {
        g_free(plan->marks[i]);
        ct_csr_clear(&plan->members[i]);
    }
    g_free(plan->marks);
    g_free(plan->members);
    g_free(plan->sensors);
    g_free(plan);
}

static void
add_kind(const CtGraph *graph, CtFactId id, uint64_t kinds[4])
{
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact))
        kinds[fact.kind / 64] |= UINT64_C(1) << (fact.kind % 64);
}

void
ct_defender_kinds(const CtCourse *course, uint32_t attempt, uint64_t kinds[4])
{
    const CtGraph *graph = course->graph;
    CtFactId gain = graph->step_gain[course->graph_step[attempt]];

    for (int i = 0; i < 4; i++)
        kinds[i] = 0;
    add_kind(graph, gain, kinds);
    for (uint32_t u = graph->uses_start[gain]; u < graph->uses_start[gain + 1]; u++)
        if (graph->step_kind[graph->uses[u]] == CT_STEP_OUTCOME)
            add_kind(graph, graph->step_gain[graph->uses[u]], kinds);
}
