/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/sim.h"

#include "sim/host.h"

CtSim *
ct_sim_new(int64_t horizon_ms, uint64_t seed, uint64_t max_tries)
{
    CtSim *sim = g_new0(CtSim, 1);

    sim->horizon_ms = horizon_ms;
    sim->seed = seed;
    sim->max_tries = max_tries;
    return sim;
}

void
ct_sim_free(CtSim *sim)
{
    if (sim == NULL)
        return;
    for (uint32_t i = 0; i < sim->n_actors; i++) {
        ct_worm_plan_free(sim->actors[i].worm);
        ct_course_free(sim->actors[i].course);
        ct_twin_solution_free(sim->actors[i].solution);
        g_free(sim->actors[i].order);
    }
    g_free(sim->actors);
    ct_reach_free(sim->every_door);
    for (uint32_t i = 0; i < sim->n_host_kinds; i++)
        if (sim->host_kinds[i].free_shared != NULL)
            sim->host_kinds[i].free_shared(sim->host_kinds[i].shared);
    g_free(sim->host_kinds);
    ct_loss_plan_free(sim->losses);
    ct_places_free(sim->places);
    g_free(sim);
}

void
ct_sim_add(CtSim *sim, CtCourse *course, uint32_t parallel, CtStrategy strategy)
{
    sim->actors = g_renew(CtActor, sim->actors, sim->n_actors + 1);
    sim->actors[sim->n_actors++] =
        (CtActor){.course = course,
                  .parallel = parallel,
                  .strategy = strategy,
                  .order = parallel > 0 ? ct_strategy_order(course, strategy) : NULL};
    sim->n_goals += course->n_goals;
    sim->n_possible += course->n_possible;
    sim->n_rules = MAX(sim->n_rules, course->n_rules);
    sim->is_changing = course->changing != NULL && (sim->n_actors == 1 || sim->is_changing);
}

void
ct_sim_set_worm(
    CtSim *sim, uint32_t spread, const CtWormHost *hosts, uint32_t n_hosts, uint64_t most_senders)
{
    CtActor *actor = &sim->actors[sim->n_actors - 1];

    g_return_if_fail(spread > 0 && actor->worm == NULL);
    actor->spread = spread;
    actor->most_senders = most_senders;
    actor->worm = ct_worm_plan_new(actor->course, hosts, n_hosts);
    actor->strategy = CT_STRATEGY_RANDOM;
    g_clear_pointer(&actor->order, g_free);
}

void
ct_sim_add_host_kind(CtSim *sim, const CtHostKind *kind)
{
    sim->host_kinds = g_renew(CtHostKind, sim->host_kinds, sim->n_host_kinds + 1);
    sim->host_kinds[sim->n_host_kinds++] = *kind;
}

void
ct_sim_close(CtSim *sim)
{
    g_autofree const CtCourse **courses = g_new(const CtCourse *, (size_t)sim->n_actors + 1);

    for (uint32_t i = 0; i < sim->n_actors; i++)
        courses[i] = sim->actors[i].course;
    sim->places = ct_places_new(courses, sim->n_actors);
    sim->losses = ct_loss_plan_new(courses, sim->n_actors);
}

bool
ct_sim_require_flows(CtSim *sim, const CtReach *reach, uint64_t most, GError **error)
{
    return sim->losses == NULL || ct_loss_plan_add_flows(sim->losses, reach, most, error);
}

bool
ct_sim_is_one_pass(const CtSim *sim)
{
    for (uint32_t i = 0; i < sim->n_actors; i++)
        if (sim->actors[i].parallel > 0 || sim->actors[i].worm != NULL || sim->actors[i].is_led ||
            sim->actors[i].course->changing != NULL)
            return false;
    return sim->n_host_kinds == 0;
}
