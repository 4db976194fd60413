/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/setup.h"

#include "sim/defender.h"
#include "sim/onboarding.h"
#include "sim/patches.h"
#include "sim/scenario.h"
#include "sim/starts.h"
#include "sim/timeline.h"

/* The entries that hold from the start: all but those that the script gives later. */
static GArray *
early_entries(const CtTwinSolution *solution, const CtAttacker *attacker)
{
    GArray *early = g_array_new(FALSE, FALSE, sizeof(CtFactId));

    for (guint i = 0; i < solution->entries->len; i++) {
        CtFactId fact = g_array_index(solution->entries, CtFactId, i);
        bool is_late = false;

        for (uint32_t k = attacker->entries.length - attacker->n_later;
             k < attacker->entries.length; k++)
            is_late = is_late || ct_graph_fact(solution->graph, attacker->entries.data[k]) == fact;
        if (!is_late)
            g_array_append_val(early, fact);
    }
    return early;
}

static CtCourse *
compile(const CtTwinSolution *solution, const CtAttacker *attacker, bool is_changing)
{
    uint32_t n = attacker->goals.length;
    g_autofree CtCourseGoal *goals = g_new0(CtCourseGoal, (size_t)n + 1);
    g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(CtFactId));
    size_t at = 0;

    for (uint32_t g = 0; g < n; g++)
        for (uint32_t i = 0; i < attacker->goals.data[g].n_facts; i++) {
            CtFactId fact = ct_graph_fact(solution->graph, attacker->goals.data[g].facts[i]);

            g_array_append_val(facts, fact);
        }
    for (uint32_t g = 0; g < n; g++) {
        const CtGoal *goal = &attacker->goals.data[g];

        goals[g] = (CtCourseGoal){.facts = &g_array_index(facts, CtFactId, at),
                                  .n_facts = goal->n_facts,
                                  .need = goal->need};
        at += goal->n_facts;
    }
    g_autoptr(GArray) entries = early_entries(solution, attacker);

    if (attacker->starts_ms > 0)
        g_array_set_size(entries, 0); /* sim/starts.h brings them */
    const CtFactId *ids = (const CtFactId *)(const void *)entries->data;

    return (is_changing ? ct_course_new_changing
                        : ct_course_new)(solution->graph, solution->fixpoint, ids, entries->len,
                                         goals, n, attacker->id);
}

static void
set_worm(CtSim *sim, const CtAttacker *attacker, uint64_t most_senders)
{
    uint32_t n;
    g_autofree CtWormHost *hosts = ct_worm_hosts(sim->actors[sim->n_actors - 1].course, &n);

    ct_sim_set_worm(sim, attacker->spread, hosts, n, most_senders);
}

static bool
add_attacker(CtSim *sim, CtTwin *twin, uint32_t i, GError **error)
{
    bool is_changing = sim->every_door != NULL;
    const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
    bool is_there = !is_changing && twin->reached >= CT_TWIN_SOLVED && twin->attacker == i &&
                    twin->graph != NULL;

    if (is_changing && !ct_twin_select_on(twin, i, sim->every_door, error))
        return false;
    if (!is_changing && !is_there && !ct_twin_select(twin, i, error))
        return false;
    CtTwinSolution *solution = ct_twin_take_solution(twin);

    ct_sim_add(sim, compile(solution, attacker, is_changing), attacker->parallel,
               (CtStrategy)attacker->strategy);
    sim->actors[sim->n_actors - 1].solution = solution;
    sim->actors[sim->n_actors - 1].is_led = attacker->is_led;
    if (attacker->spread > 0)
        set_worm(sim, attacker, twin->limits.reach);
    return true;
}

/* Those who come later, with what they then have. */
static GArray *
starts_of(const CtSim *sim, const CtTwin *twin)
{
    GArray *starts = ct_starts_new();

    for (uint32_t i = 0; i < twin->attackers->len; i++) {
        const CtAttacker *attacker = g_ptr_array_index(twin->attackers, i);
        CtStart start = {.actor = i, .time = attacker->starts_ms};

        if (attacker->starts_ms == 0)
            continue;
        g_autoptr(GArray) facts = early_entries(sim->actors[i].solution, attacker);

        for (guint k = 0; k < facts->len; k++)
            ct_ids_add(&start.facts, g_array_index(facts, CtFactId, k));
        g_array_append_val(starts, start);
    }
    return starts;
}

static bool
has_starts(const CtTwin *twin)
{
    for (uint32_t i = 0; i < twin->attackers->len; i++)
        if (((const CtAttacker *)g_ptr_array_index(twin->attackers, i))->starts_ms > 0)
            return true;
    return false;
}

static bool
undecided(GError *cause, GError **error)
{
    g_set_error_literal(error, CT_TWIN_ERROR, CT_TWIN_ERROR_UNDECIDED, cause->message);
    g_error_free(cause);
    return false;
}

/* Courses in which things end are compiled over every door, since conduits may be blocked. */
static bool
find_doors(CtSim *sim, const CtTwin *twin, GError **error)
{
    g_autofree uint64_t *single = ct_scenario_single_rules(twin);
    GError *cause = NULL;

    sim->every_door = ct_reach_new_every_rule(twin->instances, single, &twin->limits, &cause);
    return sim->every_door != NULL || undecided(cause, error);
}

static bool
find_flows(CtSim *sim, const CtTwin *twin, GError **error)
{
    GError *cause = NULL;

    return ct_sim_require_flows(sim, sim->every_door, twin->limits.reach, &cause) ||
           undecided(cause, error);
}

/* What the topology and attackers say of time: @patches, @onboarding. */
static void
join_times(CtSim *sim, CtTwin *twin, GArray *patches, GArray *onboarding)
{
    if (ct_timeline_is_needed(twin->model))
        ct_timeline_join(sim, twin->model);
    if (patches->len > 0)
        ct_patches_join(sim, twin->instances, g_array_ref(patches));
    if (onboarding->len > 0)
        ct_onboarding_join(sim, twin->instances, g_array_ref(onboarding));
    if (has_starts(twin))
        ct_starts_join(sim, starts_of(sim, twin));
}

CtSim *
ct_sim_setup(CtTwin *twin, const CtSimOptions *options, GError **error)
{
    int64_t horizon = options->horizon_ms >= 0 ? options->horizon_ms : twin->horizon_ms;
    g_autoptr(CtSim) sim =
        ct_sim_new(horizon >= 0 ? horizon : CT_SIM_HORIZON_MS, options->seed, twin->limits.tries);

    const CtDefender *defender = twin->scenario != NULL ? twin->scenario->defender : NULL;
    bool has_windows = ct_timeline_is_needed(twin->model);
    bool defends = defender != NULL && ct_defender_acts(defender);
    g_autoptr(GArray) turns = ct_patch_turns(twin->instances);
    g_autoptr(GArray) onboarding = ct_onboarding_turns(twin->instances);
    bool has_times = has_windows || turns->len > 0 || onboarding->len > 0 || has_starts(twin);
    bool is_changing = ct_scenario_acts(twin) || has_times || defends;

    if (is_changing && !find_doors(sim, twin, error))
        return NULL;

    sim->to_horizon = options->to_horizon;
    for (uint32_t i = 0; i < twin->attackers->len; i++)
        if (!add_attacker(sim, twin, i, error))
            return NULL;
    ct_sim_close(sim);
    if (is_changing && !find_flows(sim, twin, error))
        return NULL;
    if (is_changing)
        join_times(sim, twin, turns, onboarding);
    if (defender != NULL && !ct_defender_join(sim, defender, twin->instances, error))
        return NULL;
    ct_scenario_join(sim, twin);
    return g_steal_pointer(&sim);
}
