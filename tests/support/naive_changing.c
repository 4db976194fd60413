/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/naive_changing_private.h"

#include "base/units.h"
#include "sim/draws.h"

typedef struct Pending {
    int64_t time;
    CtKey128 key;
    uint32_t step, n;
} Pending;

typedef struct Prepared {
    uint32_t row;
    CtDist time;
    int64_t ready;
} Prepared;

/* That a try brought a fact which is not kept: while all that it needed holds. */
typedef struct Brought {
    CtFactId fact;
    uint32_t attempt, outcome; /* CT_NO_ID: the attempt itself */
} Brought;

typedef struct Naive {
    const CtNaiveProblem *problem;
    const CtSmallProblem *small;
    const CtGraph *graph;
    const CtSimKeys *keys;
    CtNaiveRun *run;
    CtNaiveWorld world;
    CtDrawSource draws;
    bool *kept;       /* per fact */
    uint32_t *key_of; /* step → attempt of keys */
    uint32_t *tries;
    bool *running;
    bool *goal_reached;
    GArray *brought; /* Brought */
    GArray *prepared, *pending;
    uint32_t n_running, next_action;
    bool *lost; /* functions, then requirements, when last looked at */
    int64_t looked_ms;
    bool given;
} Naive;

static const CtVerdict *
verdict_of(const Naive *naive, uint32_t step)
{
    return naive->graph->templates.data[naive->graph->step_reason[step]].verdict;
}

static void
tell(Naive *naive, CtSmallKind kind, int64_t time, uint32_t step, uint32_t n)
{
    CtSmallEvent event = {.time = time, .kind = kind, .step = step, .n = n, .by = CT_NO_ID};

    g_array_append_val(naive->run->events, event);
}

/* All that @step needs, @spared left out of account. */
static bool
has_needs(const Naive *naive, uint32_t step, CtFactId spared)
{
    const CtGraph *graph = naive->graph;
    uint32_t have = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        have += graph->premises[i] == spared || naive->run->holds[graph->premises[i]];
    return have >= ct_graph_need(graph, step) && !ct_naive_world_stops(&naive->world, step);
}

static bool
still_lasts(const Naive *naive, const Brought *one)
{
    return has_needs(naive, one->attempt, CT_NO_ID) &&
           (one->outcome == CT_NO_ID ||
            has_needs(naive, one->outcome, naive->graph->step_gain[one->attempt]));
}

static bool
has_brought(const Naive *naive, CtFactId fact)
{
    for (guint i = 0; i < naive->brought->len; i++)
        if (g_array_index(naive->brought, Brought, i).fact == fact)
            return true;
    return false;
}

static void
note_brought(Naive *naive, CtFactId fact, uint32_t attempt, uint32_t outcome)
{
    Brought one = {.fact = fact, .attempt = attempt, .outcome = outcome};

    if (!has_brought(naive, fact))
        g_array_append_val(naive->brought, one);
}

static bool
come(Naive *naive, CtFactId fact)
{
    bool news = !naive->run->holds[fact];

    naive->run->holds[fact] = true;
    return news;
}

/* What @step, which needs no try, gains if it can be taken now. */
static bool
take(Naive *naive, uint32_t step)
{
    const CtGraph *graph = naive->graph;
    CtFactId gain = graph->step_gain[step];

    if (graph->step_kind[step] == CT_STEP_ATTEMPT || naive->run->holds[gain] ||
        !has_needs(naive, step, CT_NO_ID))
        return false;
    if (graph->step_kind[step] != CT_STEP_OUTCOME)
        return come(naive, gain);
    if (ct_naive_stays(graph, gain)) {
        naive->kept[gain] = true;
        return come(naive, gain);
    }
    if (!has_needs(naive, ct_naive_attempt_of(graph, step), CT_NO_ID))
        return false;
    note_brought(naive, gain, ct_naive_attempt_of(graph, step), step);
    return come(naive, gain);
}

/* The least set of facts that follows from what is kept. */
static void
close_facts(Naive *naive)
{
    bool changed = true;

    for (CtFactId f = 0; f < naive->graph->n_facts; f++)
        naive->run->holds[f] = naive->kept[f];
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < naive->graph->n_steps; s++)
            changed = take(naive, s) || changed;
        for (guint i = 0; i < naive->brought->len; i++) {
            const Brought *one = &g_array_index(naive->brought, Brought, i);

            if (!naive->run->holds[one->fact] && still_lasts(naive, one))
                changed = come(naive, one->fact) || changed;
        }
    }
}

/* The success of which @fact was one gain counts no more. */
static void
forget_success(Naive *naive, CtFactId fact)
{
    const CtGraph *graph = naive->graph;

    for (uint32_t s = 0; s < graph->n_steps; s++) {
        if (graph->step_kind[s] != CT_STEP_OUTCOME || graph->step_gain[s] != fact)
            continue;
        CtFactId success = graph->step_gain[ct_naive_attempt_of(graph, s)];

        naive->kept[success] = false;
        naive->run->holds[success] = false;
    }
}

static bool
is_named(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    return ct_graph_fact_of(graph, id, &fact);
}

/* Since the last look at what the business has lost, all was as it was then. */
static void
look_at_losses(Naive *naive, int64_t now)
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

/* What is different from @before, and what no longer lasts. */
static void
settle(Naive *naive, const bool *before, int64_t now)
{
    CtNaiveRun *run = naive->run;

    for (guint i = naive->brought->len; i-- > 0;)
        if (!still_lasts(naive, &g_array_index(naive->brought, Brought, i)))
            g_array_remove_index(naive->brought, i);
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        if (run->holds[f] && !before[f]) {
            run->since_ms[f] = now;
            if (run->first_ms[f] < 0)
                run->first_ms[f] = now;
        }
        if (before[f] && !run->holds[f] && !ct_naive_is_success(naive->graph, f))
            forget_success(naive, f);
    }
    look_at_losses(naive, now);
    for (uint32_t g = 0; g < naive->small->n_goals; g++)
        naive->goal_reached[g] = naive->goal_reached[g] || run->holds[naive->small->goals[g]];
}

static bool *
copy_facts(const Naive *naive)
{
    return g_memdup2(naive->run->holds, naive->graph->n_facts * sizeof(bool) + 1);
}

static void
refresh(Naive *naive, int64_t now)
{
    g_autofree bool *before = copy_facts(naive);

    close_facts(naive);
    settle(naive, before, now);
}

/* --- tries --- */

static CtSampler
sampler_of(const CtDist *dist)
{
    CtSampler sampler;

    ct_sampler_init(&sampler, dist);
    return sampler;
}

static bool
same_dist(const CtDist *a, const CtDist *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           a->never == b->never;
}

static int64_t
prepared_at(Naive *naive, uint32_t step, int64_t now)
{
    const CtDist *time = &verdict_of(naive, step)->prepare;
    Prepared begun = {.row = naive->keys->prepare[naive->key_of[step]], .time = *time};
    CtSampler sampler = sampler_of(time);

    if (time->kind == CT_DIST_CONSTANT && time->a <= 0 && time->never <= 0)
        return now;
    for (guint i = 0; i < naive->prepared->len; i++) {
        const Prepared *one = &g_array_index(naive->prepared, Prepared, i);

        if (one->row == begun.row && same_dist(&one->time, time))
            return MAX(now, one->ready);
    }
    begun.ready =
        MIN(now + ct_draw_prepare(&naive->draws, naive->keys->prepare_key[begun.row], &sampler),
            CT_TIME_NEVER);
    g_array_append_val(naive->prepared, begun);
    return begun.ready;
}

static CtTry
draw(const Naive *naive, uint32_t step, uint32_t n)
{
    const CtVerdict *verdict = verdict_of(naive, step);
    CtSampler sampler = sampler_of(n == 1 ? &verdict->time : &verdict->retry);

    return ct_draw_try(&naive->draws, naive->keys->draw[naive->key_of[step]], n, &sampler);
}

static void
begin_try(Naive *naive, uint32_t step, int64_t now)
{
    uint32_t n = ++naive->tries[step];
    int64_t start = n == 1 ? prepared_at(naive, step, now) : now;
    Pending pending = {.time = start + draw(naive, step, n).ms,
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
is_possible(const Naive *naive, uint32_t step)
{
    return !naive->run->holds[naive->graph->step_gain[step]] && has_needs(naive, step, CT_NO_ID);
}

static bool
goes_first(const Naive *naive, uint32_t a, uint32_t b)
{
    CtKey128 left = naive->keys->identity[naive->key_of[a]];
    CtKey128 right = naive->keys->identity[naive->key_of[b]];

    return ct_draw_rank(&naive->draws, left) < ct_draw_rank(&naive->draws, right);
}

static void
begin_what_may(Naive *naive, int64_t now)
{
    uint32_t parallel = naive->small->parallel;

    while (parallel == 0 || naive->n_running < parallel) {
        uint32_t best = CT_NO_ID;

        for (uint32_t s = 0; s < naive->graph->n_steps; s++)
            if (naive->graph->step_kind[s] == CT_STEP_ATTEMPT && !naive->running[s] &&
                naive->tries[s] < verdict_of(naive, s)->tries && is_possible(naive, s) &&
                (best == CT_NO_ID || goes_first(naive, s, best)))
                best = s;
        if (best == CT_NO_ID)
            return;
        begin_try(naive, best, now);
    }
}

static void
end_try(Naive *naive, guint i)
{
    naive->running[g_array_index(naive->pending, Pending, i).step] = false;
    naive->n_running--;
    g_array_remove_index(naive->pending, i);
}

static void
cancel_what_cannot_be(Naive *naive, int64_t now)
{
    for (guint i = naive->pending->len; i-- > 0;) {
        Pending one = g_array_index(naive->pending, Pending, i);

        if (is_possible(naive, one.step))
            continue;
        tell(naive, CT_SMALL_CANCEL, now, one.step, one.n);
        end_try(naive, i);
    }
}

static bool
has_ended(const Naive *naive)
{
    for (uint32_t g = 0; g < naive->small->n_goals; g++)
        if (!naive->goal_reached[g])
            return false;
    return naive->small->n_goals > 0;
}

/* --- actions --- */

static void
end_facts(Naive *naive, const CtAction *action)
{
    const CtGraph *graph = naive->graph;

    for (CtFactId f = 0; f < graph->n_facts; f++) {
        if (!ct_naive_action_ends(graph, action, f))
            continue;
        naive->kept[f] = false;
        if (naive->run->holds[f])
            forget_success(naive, f);
        for (guint i = naive->brought->len; i-- > 0;)
            if (g_array_index(naive->brought, Brought, i).fact == f)
                g_array_remove_index(naive->brought, i);
    }
    for (guint i = naive->brought->len; action->kind == CT_ACTION_ROTATE && i-- > 0;) {
        const Brought *one = &g_array_index(naive->brought, Brought, i);

        if (ct_naive_uses(graph, one->attempt, action->entity) ||
            (one->outcome != CT_NO_ID && ct_naive_uses(graph, one->outcome, action->entity)))
            g_array_remove_index(naive->brought, i);
    }
}

static void
count_differences(Naive *naive, const bool *before)
{
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        if (!is_named(naive->graph, f))
            continue;
        naive->run->n_lost += before[f] && !naive->run->holds[f];
        naive->run->n_gained += !before[f] && naive->run->holds[f];
    }
}

static void
go_on(Naive *naive, int64_t now, bool opening)
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
act(Naive *naive, int64_t now, bool opening)
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
    close_facts(naive);
    settle(naive, before, now);
    count_differences(naive, before);
    go_on(naive, now, opening);
}

static void
give(Naive *naive, int64_t now, bool opening)
{
    naive->given = true;
    if (!naive->run->holds[naive->problem->given]) {
        naive->kept[naive->problem->given] = true;
        refresh(naive, now);
    }
    go_on(naive, now, opening);
}

static int64_t
next_change(const Naive *naive)
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
change(Naive *naive, int64_t now, bool opening)
{
    if (naive->problem->given != CT_NO_ID && !naive->given && naive->problem->given_ms == now)
        give(naive, now, opening);
    if (!has_ended(naive) && naive->next_action < naive->problem->n_actions &&
        naive->problem->actions[naive->next_action].time == now)
        act(naive, now, opening);
}

/* --- */

static void
succeed(Naive *naive, const Pending *now)
{
    CtFactId fact = naive->graph->step_gain[now->step];

    tell(naive, CT_SMALL_SUCCESS, now->time, now->step, now->n);
    if (ct_naive_stays(naive->graph, fact))
        naive->kept[fact] = true;
    else
        note_brought(naive, fact, now->step, CT_NO_ID);
    refresh(naive, now->time);
}

static guint
first_pending(const Naive *naive)
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

static bool
works(const Naive *naive, uint32_t step)
{
    return ct_draw_works(&naive->draws,
                         naive->keys->works_key[naive->keys->works[naive->key_of[step]]]) <
           verdict_of(naive, step)->works;
}

static void
play(Naive *naive)
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
        if (draw(naive, now.step, now.n).success < verdict_of(naive, now.step)->success &&
            works(naive, now.step))
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
    Naive naive = {.problem = problem,
                   .small = &problem->small,
                   .graph = graph,
                   .keys = keys,
                   .run = ct_naive_run_new(graph, problem->small.horizon_ms),
                   .draws = {.seed = problem->small.seed,
                             .replication = problem->small.replication},
                   .kept = g_new0(bool, (size_t)graph->n_facts + 1),
                   .key_of = g_new0(uint32_t, n_steps),
                   .tries = g_new0(uint32_t, n_steps),
                   .running = g_new0(bool, n_steps),
                   .goal_reached = g_new0(bool, (size_t)problem->small.n_goals + 1),
                   .lost = g_new0(bool, (size_t)graph->instances->model->functions.length +
                                            graph->instances->model->requirements.length + 1),
                   .brought = g_array_new(FALSE, FALSE, sizeof(Brought)),
                   .prepared = g_array_new(FALSE, FALSE, sizeof(Prepared)),
                   .pending = g_array_new(FALSE, FALSE, sizeof(Pending))};

    ct_naive_world_init(&naive.world, graph);
    for (uint32_t a = 0; a < keys->n_attempts; a++)
        naive.key_of[keys->step[a]] = a;
    for (uint32_t i = 0; i < problem->small.n_entries; i++)
        naive.kept[problem->small.entries[i]] = true;
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
    ct_naive_world_clear(&naive.world);
    g_free(naive.kept);
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
