/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/changing_case.h"

#include "base/bits.h"
#include "tests/support/check.h"
#include "tests/support/timed_world.h"

static const int64_t horizon_ms = INT64_C(60) * 86400000;

void
ct_changing_case_clear(CtChangingCase *one)
{
    ct_graph_free(one->graph);
    ct_guard_free(one->guard);
    ct_reach_free(one->doors);
    g_free(one->single);
    ct_loaded_clear(&one->loaded);
}

CtFactId
ct_changing_fact(const CtChangingCase *one, CtFactKind kind, uint32_t entity, CtLevel level)
{
    return ct_graph_fact(one->graph, (CtFact){.kind = (uint8_t)kind,
                                              .level = (uint8_t)level,
                                              .entity = entity});
}

bool
ct_changing_case_init(CtChangingCase *one,
                      CtLibrary *library,
                      const CtGeneratorSizes *sizes,
                      uint32_t seed)
{
    g_autofree char *text = ct_generate_model(seed, sizes);
    g_autofree char *trouble = NULL;
    CtAttackerTraits traits = {.skill = CT_SKILL_EXPERT, .scale_times = 1};
    g_autoptr(GError) error = NULL;
    uint64_t state = seed;

    *one = (CtChangingCase){.given = CT_NO_ID,
                            .parallel = seed % 3 == 0 ? 3 : 0,
                            .horizon_ms = horizon_ms};
    if (!ct_loaded_init(&one->loaded, text, &trouble))
        return false;
    ct_naive_require_flows(one->loaded.model, &state);
    one->guard = ct_guard_new(library, one->loaded.instances, &traits);
    one->single = ct_naive_choose_rules(one->loaded.model, &state);
    one->doors =
        ct_reach_new_every_rule(one->loaded.instances, one->single, &ct_limits_default, &error);
    CU_ASSERT_FATAL(one->doors != NULL);
    one->graph =
        ct_ground(library, one->guard, one->doors, &traits, &ct_limits_default, NULL, 0, &error);
    CU_ASSERT_FATAL(one->graph != NULL);
    uint32_t n_assets = one->loaded.instances->n_assets;

    for (uint32_t n = 0; n < MIN(one->loaded.instances->n_networks, 2); n++)
        one->entries[one->n_entries++] =
            ct_changing_fact(one, CT_FACT_LOCATED, n, CT_LEVEL_UNSTATED);
    if (n_assets > 0 && seed % 2 == 0)
        one->entries[one->n_entries++] =
            ct_changing_fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_ADMIN);
    for (uint32_t g = 0; g < CT_CHANGING_MOST_GOALS && n_assets > 0 && seed % 4 == 0; g++)
        one->goals[one->n_goals++] =
            ct_changing_fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_USER);
    if (n_assets > 0 && seed % 5 == 0) {
        one->given =
            ct_changing_fact(one, CT_FACT_EXEC, ct_random_below(&state, n_assets), CT_LEVEL_ADMIN);
        one->given_ms = ct_random_below(&state, 20 * 86400) * INT64_C(1000);
    }
    return true;
}

/* A course goes on for what can be had at rest; other goals would keep only the oracle. */
static void
drop_impossible_goals(CtChangingCase *one, const CtFixpoint *fixpoint)
{
    uint32_t kept = 0;

    for (uint32_t g = 0; g < one->n_goals; g++)
        if (ct_bits_get(fixpoint->holds, one->goals[g]))
            one->goals[kept++] = one->goals[g];
    one->n_goals = kept;
}

/* --- actions --- */

uint32_t
ct_changing_n_entities(const CtChangingCase *one, CtActionKind kind)
{
    CtSection section = ct_action_section(kind);

    return section == CT_SECTION_ASSETS ? one->loaded.instances->n_assets
                                        : ct_model_count(one->loaded.model, section);
}

/* One of the rules of @conduit that may be blocked by themselves, every other time; else all of it.
 */
static uint32_t
draw_part(const CtChangingCase *one, uint32_t conduit, uint64_t *state)
{
    CtSpan allow = one->loaded.model->conduits.data[conduit].allow;
    uint32_t i = allow.length > 0 ? ct_random_below(state, allow.length) : 0;

    return one->single != NULL && allow.length > 0 && ct_bits_get(one->single, allow.start + i) &&
                   ct_random_below(state, 4) != 0
               ? i + 1
               : 0;
}

/* Half of them when something of @events happens, so that they meet tries. */
void
ct_changing_draw_actions(CtChangingCase *one, GArray *events, uint64_t *state)
{
    uint32_t n = 1 + ct_random_below(state, CT_CHANGING_MOST_ACTIONS);

    one->n_actions = 0;
    for (uint32_t i = 0; i < n; i++) {
        CtActionKind kind = (CtActionKind)ct_random_below(state, CT_ACTION_COUNT);
        uint32_t n_vulnerabilities = one->loaded.model->vulnerabilities.length;
        int64_t time =
            (int64_t)ct_random_below(state, 50 * 86400) * 1000 % (one->horizon_ms * 5 / 6);

        if (events->len > 0 && ct_random_below(state, 2) == 0)
            time = g_array_index(events, CtSmallEvent, ct_random_below(state, events->len)).time;
        if (ct_random_below(state, 8) == 0)
            time = 0;
        if (one->spread > 0 && i % 2 == 0) /* mostly what hosts of a worm lose */
            kind = (CtActionKind)ct_random_below(state, CT_ACTION_RESUME + 1);
        if (ct_changing_n_entities(one, kind) == 0 ||
            (kind == CT_ACTION_PATCH && n_vulnerabilities == 0))
            continue;
        CtAction action = {.kind = kind,
                           .entity = ct_random_below(state, ct_changing_n_entities(one, kind))};

        if (kind == CT_ACTION_PATCH)
            action.vulnerability = ct_random_below(state, n_vulnerabilities);
        if (kind == CT_ACTION_BLOCK || kind == CT_ACTION_UNBLOCK)
            action.part = draw_part(one, action.entity, state);
        one->actions[one->n_actions++] = (CtNaiveAction){.time = time, .action = action};
    }
    if (one->n_actions > 0)
        qsort(one->actions, one->n_actions, sizeof *one->actions, ct_naive_action_compare);
}

/* --- the engine, with the actions as a host --- */

static void
schedule(CtEngine *engine, void *data)
{
    CtChangingActor *actor = data;
    const CtChangingCase *one = actor->one;

    if (one->given != CT_NO_ID)
        ct_engine_schedule(engine, actor->host,
                           &(CtEvent){.time = one->given_ms, .step = CT_NO_ID});
    for (uint32_t i = 0; i < one->n_actions; i++)
        if (i == 0 || one->actions[i].time != one->actions[i - 1].time)
            ct_engine_schedule(engine, actor->host,
                               &(CtEvent){.time = one->actions[i].time,
                                          .priority = CT_EVENT_PRIORITY_DEFENDER,
                                          .step = i});
}

static void
wake(CtEngine *engine, const CtEvent *event, void *data)
{
    CtChangingActor *actor = data;
    CtAction together[CT_CHANGING_MOST_ACTIONS];
    uint32_t n = 0;

    if (event->step == CT_NO_ID) {
        ct_engine_give(engine, 0, actor->one->given);
        return;
    }
    for (uint32_t i = event->step;
         i < actor->one->n_actions && actor->one->actions[i].time == event->time; i++)
        together[n++] = actor->one->actions[i].action;
    actor->acts = true;
    ct_engine_act_all(engine, CT_EVENT_PRIORITY_DEFENDER, together, n);
    actor->acts = false;
}

const CtHost ct_changing_host = {.begin = schedule, .wake = wake};

static bool
is_named(const CtCourse *course, uint32_t id)
{
    for (CtFactId f = 0; f < course->graph->first_reach_node; f++)
        if (course->fact_of[f] == id)
            return true;
    return false;
}

static void
record(const CtTraceEvent *event, void *data)
{
    CtChangingActor *actor = data;
    CtSmallEvent small;

    if (actor->acts && event->kind == CT_TRACE_LOSS)
        actor->n_lost += is_named(actor->course, event->fact);
    if (actor->acts && event->kind == CT_TRACE_GAIN)
        actor->n_gained += is_named(actor->course, event->fact);
    if (ct_small_from_trace(event, actor->course, &small))
        g_array_append_val(actor->events, small);
}

CtSim *
ct_changing_sim(CtChangingCase *one)
{
    CtSim *sim = ct_sim_new(one->horizon_ms, 7, 1000000);
    CtFactId all[65];
    CtCourseGoal goals[CT_CHANGING_MOST_GOALS];

    memcpy(all, one->entries, sizeof one->entries);
    all[one->n_entries] = one->given;
    g_autoptr(CtFixpoint) fixpoint =
        ct_fixpoint_new(one->graph, all, one->n_entries + (one->given != CT_NO_ID));

    drop_impossible_goals(one, fixpoint);
    for (uint32_t g = 0; g < one->n_goals; g++)
        goals[g] = (CtCourseGoal){.facts = &one->goals[g], .n_facts = 1, .need = 1};
    ct_sim_add(sim,
               ct_course_new_changing(one->graph, fixpoint, one->entries, one->n_entries, goals,
                                      one->n_goals, "mallory"),
               one->parallel, CT_STRATEGY_RANDOM);
    if (one->spread > 0) {
        CtWormHost hosts[CT_CHANGING_MOST_HOSTS];

        for (uint32_t h = 0; h < one->n_hosts; h++)
            hosts[h] = (CtWormHost){.user = one->hosts[h][0], .admin = one->hosts[h][1]};
        ct_sim_set_worm(sim, one->spread, hosts, one->n_hosts, UINT32_MAX);
    }
    ct_sim_close(sim);
    bool within = ct_sim_require_flows(sim, one->doors, ct_limits_default.reach, NULL);

    CU_ASSERT_FATAL(within);
    return sim;
}

/* --- comparing --- */

static char *
compare_events(const CtChangingCase *one, GArray *got, GArray *want)
{
    g_array_sort(got, ct_small_compare);
    for (guint i = 0; i < MAX(got->len, want->len); i++) {
        const CtSmallEvent *a = i < got->len ? &g_array_index(got, CtSmallEvent, i) : NULL;
        const CtSmallEvent *b = i < want->len ? &g_array_index(want, CtSmallEvent, i) : NULL;

        if (a != NULL && b != NULL && ct_small_compare(a, b) == 0)
            continue;
        const CtSmallEvent *first = a == NULL || (b != NULL && ct_small_compare(b, a) < 0) ? b : a;
        uint32_t template = one->graph->step_reason[first->step];

        return g_strdup_printf("event %u of %u (%u wanted): %s %" PRId64
                               " kind %u step %u (%s) try %u by %d",
                               i, got->len, want->len,
                               first == a ? "not wanted:" : "missing:", first->time, first->kind,
                               first->step, one->graph->templates.data[template].technique->name,
                               first->n, (int)first->by);
    }
    return NULL;
}

static char *
compare_facts(const CtChangingCase *one, const CtCourseState *state, const CtNaiveRun *want)
{
    const CtCourse *course = state->course;

    for (CtFactId f = 0; f < one->graph->n_facts; f++) {
        uint32_t id = course->fact_of[f];
        bool holds = id != CT_NO_ID && ct_course_state_holds(state, id);
        int64_t first = id != CT_NO_ID ? ct_course_state_first_ms(state, id) : -1;

        if (holds == want->holds[f] && first == want->first_ms[f] &&
            (!holds || state->facts[id].moment.time == want->since_ms[f]))
            continue;
        g_autofree char *text = ct_graph_fact_text(one->graph, f);

        return g_strdup_printf("fact %s: holds %d want %d, first %" PRId64 " want %" PRId64
                               ", since %" PRId64 " want %" PRId64,
                               text, holds, want->holds[f], first, want->first_ms[f],
                               holds ? state->facts[id].moment.time : -1, want->since_ms[f]);
    }
    return NULL;
}

char *
ct_changing_disagreement(CtChangingCase *one,
                         const CtSim *sim,
                         const CtSimKeys *keys,
                         uint64_t replication)
{
    CtNaiveProblem problem = {.small = {.graph = one->graph,
                                        .entries = one->entries,
                                        .n_entries = one->n_entries,
                                        .goals = one->goals,
                                        .n_goals = one->n_goals,
                                        .actor = "mallory",
                                        .parallel = one->parallel,
                                        .spread = one->spread,
                                        .hosts = (const CtFactId(*)[2])one->hosts,
                                        .n_hosts = one->n_hosts,
                                        .horizon_ms = one->horizon_ms,
                                        .seed = 7,
                                        .replication = replication},
                              .actions = one->actions,
                              .n_actions = one->n_actions,
                              .given = one->given,
                              .given_ms = one->given_ms};
    g_autoptr(CtNaiveRun) want = ct_naive_play(&problem, keys);
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0};
    CtChangingActor actor = {.one = one,
                             .course = sim->actors[0].course,
                             .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};
    char *why;

    actor.host = ct_engine_add_host(engine, &ct_changing_host, &actor);
    ct_summary_init(&summary, sim);
    ct_engine_set_trace(engine, record, &actor);
    ct_engine_run(engine, replication, &summary);
    one->n_drops += want->n_drops;
    one->n_cut_off += want->n_cut_off;
    why = compare_events(one, actor.events, want->events);
    if (why == NULL)
        why = compare_facts(one, ct_engine_state(engine, 0), want);
    if (why == NULL && (actor.n_lost != want->n_lost || actor.n_gained != want->n_gained))
        why = g_strdup_printf("actions took %u facts and brought %u, want %u and %u", actor.n_lost,
                              actor.n_gained, want->n_lost, want->n_gained);
    if (why == NULL && (summary.end_ms != want->end_ms || summary.tries != want->tries))
        why = g_strdup_printf("end %" PRId64 " want %" PRId64 ", tries %" PRIu64 " want %" PRIu64,
                              summary.end_ms, want->end_ms, summary.tries, want->tries);
    if (why == NULL && summary.losses != NULL)
        why = ct_naive_compare_losses(want, one->loaded.model, summary.losses);
    g_array_unref(actor.events);
    return why;
}

/* The events of a course in which nothing changes. */
GArray *
ct_changing_quiet_events(const CtSim *sim)
{
    g_autoptr(CtEngine) engine = ct_engine_new(sim);
    g_auto(CtSummary) summary = {0};
    CtChangingActor actor = {.course = sim->actors[0].course,
                             .events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent))};

    ct_summary_init(&summary, sim);
    ct_engine_set_trace(engine, record, &actor);
    ct_engine_run(engine, 0, &summary);
    return actor.events;
}

static char *
action_text(const CtChangingCase *one)
{
    GString *text = g_string_new("");

    for (uint32_t i = 0; i < one->n_actions; i++)
        g_string_append_printf(text, " %" PRId64 ":%s(%u,%u)", one->actions[i].time,
                               ct_action_text(one->actions[i].action.kind),
                               one->actions[i].action.entity, one->actions[i].action.vulnerability);
    return g_string_free(text, FALSE);
}

/* Actions without which it fails as well are taken out. */
char *
ct_changing_shrunk(CtChangingCase *one, const CtSim *sim, const CtSimKeys *keys, char *why)
{
    for (uint32_t i = 0; i < one->n_actions;) {
        CtNaiveAction left_out = one->actions[i];

        memmove(&one->actions[i], &one->actions[i + 1],
                (one->n_actions - i - 1) * sizeof *one->actions);
        one->n_actions--;
        char *still = ct_changing_disagreement(one, sim, keys, 0);

        if (still != NULL) {
            g_free(why);
            why = still;
            continue;
        }
        memmove(&one->actions[i + 1], &one->actions[i],
                (one->n_actions - i) * sizeof *one->actions);
        one->actions[i++] = left_out;
        one->n_actions++;
    }
    g_autofree char *actions = action_text(one);
    char *told = g_strconcat(why, "; actions:", actions, NULL);

    g_free(why);
    return told;
}
