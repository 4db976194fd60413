/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim/scenario.h"

#include "analysis/defender.h"
#include "base/bits.h"
#include "sim/lua_run.h"
#include "sim/members.h"
#include "topology/rule_names.h"

G_DEFINE_QUARK(ct_scenario_run_error, ct_scenario_run_error)

static void
begin(G_GNUC_UNUSED CtEngine *engine, void *data)
{
    ct_lua_run_begin(data);
}

static void
wake(G_GNUC_UNUSED CtEngine *engine, const CtEvent *event, void *data)
{
    ct_lua_run_wake(data, event);
}

static void
hear(G_GNUC_UNUSED CtEngine *engine, const CtTraceEvent *event, void *data)
{
    ct_lua_run_hear(data, event);
}

static void *
attach(CtEngine *engine, const void *shared)
{
    static const CtHost host = {.begin = begin, .wake = wake, .hear = hear};
    CtLuaRun *run = ct_lua_run_new(engine, shared);

    run->number = ct_engine_add_host(engine, &host, run);
    return run;
}

static void
detach(void *data)
{
    ct_lua_run_free(data);
}

static void
free_shared(void *data)
{
    CtScenarioRun *shared = data;

    for (uint32_t i = 0; i < shared->n_actors; i++)
        ct_csr_clear(&shared->members[i]);
    g_free(shared->members);
    g_free(shared);
}

bool
ct_scenario_acts(const CtTwin *twin)
{
    gsize length;

    if (twin->scenario == NULL || !twin->scenario->is_program || twin->scenario->text == NULL)
        return false;
    const char *text = g_bytes_get_data(twin->scenario->text, &length);

    return ct_lua_text_acts(text, length);
}

static bool
add_rules_of_plays(const CtTwin *twin, uint64_t *rules)
{
    const CtDefender *defender = twin->scenario->defender;
    bool found = false;

    for (uint32_t i = 0; defender != NULL && i < defender->playbook.length; i++) {
        const CtPlay *play = &defender->playbook.data[i];

        for (uint32_t a = 0; a < play->actions.length; a++) {
            const CtPlayAction *action = &play->actions.data[a];

            if (action->part == 0)
                continue;
            ct_bits_set(rules, ct_conduit_part_rule(twin->model, action->entity, action->part));
            found = true;
        }
    }
    return found;
}

uint64_t *
ct_scenario_single_rules(const CtTwin *twin)
{
    g_autofree uint64_t *rules = ct_bits_new(twin->model->rules.length);
    bool found;

    if (twin->scenario == NULL)
        return NULL;
    found = add_rules_of_plays(twin, rules);
    if (ct_scenario_acts(twin)) {
        gsize length;
        const char *text = g_bytes_get_data(twin->scenario->text, &length);

        found = ct_conduit_parts_named(twin->model, text, length, rules) || found;
    }
    return found ? g_steal_pointer(&rules) : NULL;
}

void
ct_scenario_join(CtSim *sim, const CtTwin *twin)
{
    if (twin->scenario == NULL || !twin->scenario->is_program || twin->scenario->text == NULL)
        return;
    CtScenarioRun *shared = g_new0(CtScenarioRun, 1);

    shared->twin = twin;
    shared->sim = sim;
    shared->n_actors = sim->n_actors;
    shared->members = g_new0(CtCsr, (size_t)sim->n_actors + 1);
    for (uint32_t i = 0; i < sim->n_actors; i++)
        ct_course_members(sim->actors[i].course, &shared->members[i]);
    ct_sim_add_host_kind(sim, &(CtHostKind){.attach = attach,
                                            .detach = detach,
                                            .free_shared = free_shared,
                                            .shared = shared});
}

/* What the script said; NULL where it had nothing to do with it. g_free(). */
static char *
play(CtEngine *engine, const CtSim *sim, uint64_t replication)
{
    g_auto(CtSummary) summary = {0};

    ct_summary_init(&summary, sim);
    ct_engine_run(engine, replication, &summary);
    return g_strdup(ct_engine_failure(engine));
}

bool
ct_scenario_rehearse(const CtSim *sim, GError **error)
{
    enum { REHEARSALS = 3 };

    if (sim->n_host_kinds == 0)
        return true;
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_autofree char *first = play(engine, sim, 0);

    for (uint64_t i = 1; first != NULL && i < REHEARSALS; i++) {
        g_autofree char *why = play(engine, sim, i);

        if (why == NULL)
            return true;
    }
    if (first != NULL)
        g_set_error_literal(error, CT_SCENARIO_RUN_ERROR, CT_SCENARIO_RUN_ERROR_SCRIPT, first);
    return first == NULL;
}

char *
ct_scenario_why_failed(const CtSim *sim, uint64_t replication)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    char *why = play(engine, sim, replication);

    return why != NULL ? why : g_strdup("it hit a limit: --max-tries, or --max-reach for worms");
}

/* The script of @engine, made by attach(); NULL where it has none. */
static const CtLuaRun *
run_of(const CtSim *sim, const CtEngine *engine)
{
    for (uint32_t i = 0; i < sim->n_host_kinds; i++)
        if (sim->host_kinds[i].attach == attach)
            return ct_engine_attached(engine, i);
    return NULL;
}

void
ct_scenario_try(const CtSim *sim, uint64_t n, CtScenarioTrial *ret_trial)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    const CtLuaRun *run = run_of(sim, engine);

    *ret_trial = (CtScenarioTrial){.n_replications = n};
    for (uint64_t i = 0; i < n; i++) {
        g_autofree char *why = play(engine, sim, i);

        ret_trial->n_handlers += run != NULL ? run->n_events : 0;
        if (why == NULL)
            continue;
        if (ret_trial->n_failed++ > 0)
            continue;
        ret_trial->failed = i;
        ret_trial->failure = g_steal_pointer(&why);
    }
}

void
ct_scenario_trial_clear(CtScenarioTrial *trial)
{
    g_clear_pointer(&trial->failure, g_free);
}
