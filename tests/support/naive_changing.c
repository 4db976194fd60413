/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/naive_changing_private.h"

#include "base/units.h"
#include "sim/draws.h"

typedef struct Pending {
    int64_t time;
    CtKey128 key;
    uint32_t step, n;
} Pending;

static void
tell(CtNaive *naive, CtSmallKind kind, int64_t time, uint32_t step, uint32_t n)
{
    CtSmallEvent event = {.time = time, .kind = kind, .step = step, .n = n, .by = CT_NO_ID};

    if (kind == CT_SMALL_BEGIN || kind == CT_SMALL_SUCCESS)
        event.by = ct_naive_worm_by(naive, step);
    g_array_append_val(naive->run->events, event);
}

static bool
is_named(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    return ct_graph_fact_of(graph, id, &fact);
}

/* Since the last look at what the business has lost, all was as it was then. */
static void
look_at_losses(CtNaive *naive, int64_t now)
{
    const CtModel *model = naive->graph->instances->model;
    CtNaiveRun *run = naive->run;

    for (uint32_t i = 0; i < model->functions.length + model->requirements.length; i++) {
        bool is_function = i < model->functions.length;

        bool was = naive->lost[i];

        if (was)
            run->lost_ms[i] += now - naive->looked_ms;
        naive->lost[i] = is_function ? ct_naive_is_impaired(&naive->world, run->holds, i)
                                     : ct_naive_is_violated(&naive->world, run->holds,
                                                            i - model->functions.length);
        run->lost_times[i] += naive->lost[i] && !was;
        if (naive->lost[i] && run->lost_first_ms[i] < 0)
            run->lost_first_ms[i] = now;
    }
    naive->looked_ms = now;
}

/* What is different from @before. */
static void
settle(CtNaive *naive, const bool *before, int64_t now)
{
    CtNaiveRun *run = naive->run;

    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        if (!run->holds[f] || before[f])
            continue;
        run->since_ms[f] = now;
        if (run->first_ms[f] < 0)
            run->first_ms[f] = now;
    }
    look_at_losses(naive, now);
    for (uint32_t g = 0; g < naive->small->n_goals; g++)
        naive->goal_reached[g] = naive->goal_reached[g] || run->holds[naive->small->goals[g]];
}

static bool *
copy_facts(const CtNaive *naive)
{
    return g_memdup2(naive->run->holds, naive->graph->n_facts * sizeof(bool) + 1);
}

static void
refresh(CtNaive *naive, int64_t now)
{
    g_autofree bool *before = copy_facts(naive);

    ct_naive_close_from(naive, before);
    settle(naive, before, now);
}

/* --- tries --- */

static void
begin_try(CtNaive *naive, uint32_t step, int64_t now)
{
    uint32_t n = ++naive->tries[step];
    int64_t start = n == 1 ? ct_naive_prepared_at(naive, step, now) : now;
    Pending pending = {.time = start + ct_naive_draw(naive, step, n).ms,
                       .key = naive->keys->identity[naive->key_of[step]],
                       .step = step,
                       .n = n};

    pending.key.lo += n;
    g_array_append_val(naive->pending, pending);
    naive->running[step] = true;
    naive->n_running++;
    naive->run->tries++;
    tell(naive, CT_SMALL_BEGIN, now, step, n);
}

static bool
is_possible(const CtNaive *naive, uint32_t step)
{
    return !naive->run->holds[naive->graph->step_gain[step]] &&
           ct_naive_has_needs(naive, step, CT_NO_ID);
}

static bool
goes_first(const CtNaive *naive, uint32_t a, uint32_t b)
{
    CtKey128 left = naive->keys->identity[naive->key_of[a]];
    CtKey128 right = naive->keys->identity[naive->key_of[b]];

    return ct_draw_rank(&naive->draws, left) < ct_draw_rank(&naive->draws, right);
}

static void
begin_what_may(CtNaive *naive, int64_t now)
{
    uint32_t parallel = naive->small->parallel;

    while (parallel == 0 || naive->small->spread > 0 || naive->n_running < parallel) {
        uint32_t best = CT_NO_ID;

        for (uint32_t s = 0; s < naive->graph->n_steps; s++)
            if (naive->graph->step_kind[s] == CT_STEP_ATTEMPT && !naive->running[s] &&
                naive->tries[s] < ct_naive_verdict_of(naive, s)->tries && is_possible(naive, s) &&
                ct_naive_worm_host_for(naive, s) != CT_NO_ID &&
                (best == CT_NO_ID || goes_first(naive, s, best)))
                best = s;
        if (best == CT_NO_ID)
            return;
        naive->maker[best] = ct_naive_worm_host_for(naive, best);
        naive->used[naive->maker[best]]++;
        begin_try(naive, best, now);
    }
}

static void
end_try(CtNaive *naive, guint i)
{
    uint32_t step = g_array_index(naive->pending, Pending, i).step;

    naive->running[step] = false;
    naive->used[naive->maker[step]]--;
    naive->n_running--;
    g_array_remove_index(naive->pending, i);
}

static void
cancel_what_cannot_be(CtNaive *naive, int64_t now)
{
    for (guint i = naive->pending->len; i-- > 0;) {
        Pending one = g_array_index(naive->pending, Pending, i);

        if (is_possible(naive, one.step) &&
            ct_naive_worm_can_send(naive, naive->maker[one.step], one.step))
            continue;
        tell(naive, CT_SMALL_CANCEL, now, one.step, one.n);
        end_try(naive, i);
    }
}

static bool
has_ended(const CtNaive *naive)
{
    for (uint32_t g = 0; g < naive->small->n_goals; g++)
        if (!naive->goal_reached[g])
            return false;
    return naive->small->n_goals > 0;
}

/* --- actions --- */

static void
end_facts(CtNaive *naive, const CtAction *action)
{
    const CtGraph *graph = naive->graph;

    for (CtFactId f = 0; f < graph->n_facts; f++) {
        if (!ct_naive_action_ends(graph, action, f))
            continue;
        naive->kept[f] = naive->given_facts[f] = false;
        if (naive->run->holds[f])
            ct_naive_forget_success(naive, f);
        for (guint i = naive->brought->len; i-- > 0;)
            if (g_array_index(naive->brought, CtNaiveBrought, i).fact == f)
                g_array_remove_index(naive->brought, i);
    }
    for (guint i = naive->brought->len; action->kind == CT_ACTION_ROTATE && i-- > 0;) {
        const CtNaiveBrought *one = &g_array_index(naive->brought, CtNaiveBrought, i);

        if (ct_naive_uses(graph, one->attempt, action->entity) ||
            (one->outcome != CT_NO_ID && ct_naive_uses(graph, one->outcome, action->entity)))
            g_array_remove_index(naive->brought, i);
    }
}

static void
count_differences(CtNaive *naive, const bool *before)
{
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        if (!is_named(naive->graph, f))
            continue;
        naive->run->n_lost += before[f] && !naive->run->holds[f];
        naive->run->n_gained += !before[f] && naive->run->holds[f];
    }
}

static void
go_on(CtNaive *naive, int64_t now, bool opening)
{
    cancel_what_cannot_be(naive, now);
    if (has_ended(naive))
        naive->run->end_ms = now;
    else if (!opening)
        begin_what_may(naive, now);
}

/* All actions of the next time, as one change; resuming and restoring end facts even where the
 * world is as it was. */
static void
act(CtNaive *naive, int64_t now, bool opening)
{
    const CtNaiveProblem *problem = naive->problem;
    g_autofree bool *before = copy_facts(naive);

    while (naive->next_action < problem->n_actions &&
           problem->actions[naive->next_action].time == now) {
        const CtNaiveAction *next = &problem->actions[naive->next_action++];
        CtAction action = next->action;

        if (next->is_checked &&
            !ct_naive_is_clean(naive->graph, naive->run->holds, action.entity)) {
            action.kind = CT_ACTION_REFUSE;
            naive->run->n_refused++;
        }
        if (ct_naive_world_apply(&naive->world, &action))
            end_facts(naive, &action);
    }
    ct_naive_find_cut_off(&naive->world);
    for (uint32_t a = 0; a < naive->graph->instances->n_assets; a++)
        naive->run->n_cut_off += naive->world.cut_off[a];
    ct_naive_close_from(naive, before);
    settle(naive, before, now);
    count_differences(naive, before);
    go_on(naive, now, opening);
}

static void
give(CtNaive *naive, int64_t now, bool opening)
{
    naive->given = true;
    if (!naive->run->holds[naive->problem->given]) {
        naive->kept[naive->problem->given] = naive->given_facts[naive->problem->given] = true;
        refresh(naive, now);
    }
    go_on(naive, now, opening);
}

static int64_t
next_change(const CtNaive *naive)
{
    int64_t time = INT64_MAX;

    if (naive->problem->given != CT_NO_ID && !naive->given)
        time = naive->problem->given_ms;
    if (naive->next_action < naive->problem->n_actions)
        time = MIN(time, naive->problem->actions[naive->next_action].time);
    return time;
}

/* What happens at @now before attackers come to anything. */
static void
change(CtNaive *naive, int64_t now, bool opening)
{
    if (naive->problem->given != CT_NO_ID && !naive->given && naive->problem->given_ms == now)
        give(naive, now, opening);
    if (!has_ended(naive) && naive->next_action < naive->problem->n_actions &&
        naive->problem->actions[naive->next_action].time == now)
        act(naive, now, opening);
}

/* --- */

static void
succeed(CtNaive *naive, const Pending *now)
{
    CtFactId fact = naive->graph->step_gain[now->step];

    tell(naive, CT_SMALL_SUCCESS, now->time, now->step, now->n);
    if (ct_naive_stays(naive->graph, fact))
        naive->kept[fact] = true;
    else
        ct_naive_note_brought(naive, fact, now->step, CT_NO_ID, naive->maker[now->step]);
    naive->made_by[fact] = naive->maker[now->step];
    refresh(naive, now->time);
}

static guint
first_pending(const CtNaive *naive)
{
    guint first = 0;

    for (guint i = 1; i < naive->pending->len; i++) {
        const Pending *a = &g_array_index(naive->pending, Pending, i);
        const Pending *b = &g_array_index(naive->pending, Pending, first);

        if (a->time != b->time
                ? a->time < b->time
                : (a->key.hi != b->key.hi ? a->key.hi < b->key.hi : a->key.lo < b->key.lo))
            first = i;
    }
    return first;
}

static void
play(CtNaive *naive)
{
    while (!has_ended(naive)) {
        int64_t change_ms = next_change(naive), try_ms = INT64_MAX;
        guint first = first_pending(naive);

        if (naive->pending->len > 0)
            try_ms = g_array_index(naive->pending, Pending, first).time;
        if (MIN(change_ms, try_ms) > naive->small->horizon_ms)
            return;
        if (change_ms <= try_ms) {
            change(naive, change_ms, false);
            continue;
        }
        Pending now = g_array_index(naive->pending, Pending, first);

        end_try(naive, first);
        if (ct_naive_draw(naive, now.step, now.n).success <
                ct_naive_verdict_of(naive, now.step)->success &&
            ct_naive_works(naive, now.step))
            succeed(naive, &now);
        else
            tell(naive, CT_SMALL_FAILURE, now.time, now.step, now.n);
        go_on(naive, now.time, false);
    }
}

CtNaiveRun *
ct_naive_play(const CtNaiveProblem *problem, const CtSimKeys *keys)
{
    const CtGraph *graph = problem->small.graph;
    size_t n_steps = (size_t)graph->n_steps + 1;
    CtNaive naive = {.problem = problem,
                     .small = &problem->small,
                     .graph = graph,
                     .keys = keys,
                     .run = ct_naive_run_new(graph, problem->small.horizon_ms),
                     .draws = {.seed = problem->small.seed,
                               .replication = problem->small.replication},
                     .kept = g_new0(bool, (size_t)graph->n_facts + 1),
                     .given_facts = g_new0(bool, (size_t)graph->n_facts + 1),
                     .made_by = g_new0(uint32_t, (size_t)graph->n_facts + 1),
                     .maker = g_new0(uint32_t, n_steps),
                     .key_of = g_new0(uint32_t, n_steps),
                     .tries = g_new0(uint32_t, n_steps),
                     .running = g_new0(bool, n_steps),
                     .goal_reached = g_new0(bool, (size_t)problem->small.n_goals + 1),
                     .lost = g_new0(bool, (size_t)graph->instances->model->functions.length +
                                              graph->instances->model->requirements.length + 1),
                     .brought = g_array_new(FALSE, FALSE, sizeof(CtNaiveBrought)),
                     .prepared = g_array_new(FALSE, FALSE, sizeof(CtNaivePrepared)),
                     .pending = g_array_new(FALSE, FALSE, sizeof(Pending))};

    ct_naive_world_init(&naive.world, graph);
    for (uint32_t a = 0; a < keys->n_attempts; a++)
        naive.key_of[keys->step[a]] = a;
    for (uint32_t i = 0; i < problem->small.n_entries; i++)
        naive.kept[problem->small.entries[i]] = naive.given_facts[problem->small.entries[i]] = true;
    ct_naive_worm_init(&naive);
    refresh(&naive, 0);
    if (has_ended(&naive))
        naive.run->end_ms = 0;
    else if (next_change(&naive) == 0)
        change(&naive, 0, true);
    if (!has_ended(&naive))
        begin_what_may(&naive, 0);
    play(&naive);
    look_at_losses(&naive, naive.run->end_ms);
    g_array_sort(naive.run->events, ct_small_compare);
    ct_naive_worm_clear(&naive);
    ct_naive_world_clear(&naive.world);
    g_free(naive.kept);
    g_free(naive.given_facts);
    g_free(naive.made_by);
    g_free(naive.maker);
    g_free(naive.key_of);
    g_free(naive.tries);
    g_free(naive.running);
    g_free(naive.goal_reached);
    naive.run->is_lost = naive.lost;
    g_array_unref(naive.brought);
    g_array_unref(naive.prepared);
    g_array_unref(naive.pending);
    return naive.run;
}
