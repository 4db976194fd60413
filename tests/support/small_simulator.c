/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/small_simulator.h"

#include "analysis/plan_cost.h"
#include "base/bits.h"
#include "base/units.h"
#include "sim/draws.h"

#include <math.h>
#include <string.h>

typedef struct Pending {
    int64_t time;
    CtKey128 key;
    uint32_t step, n;
} Pending;

typedef struct Small {
    const CtSmallProblem *problem;
    const CtSimKeys *keys;
    const CtGraph *graph;
    CtSmallRun *run;
    CtDrawSource draws;
    CtFixpoint held;  /* `holds` alone */
    uint32_t *key_of; /* step → attempt of keys */
    uint32_t *tries;  /* per step */
    bool *running;    /* per step */
    GArray *prepared; /* of Prepared */
    GArray *pending;  /* of Pending */
    uint32_t n_running;
    uint64_t *possible; /* facts that can ever hold */
    uint32_t *used;     /* per host, the attacker first: slots in use */
    uint32_t *maker;    /* per step: host that tries it, of a worm */
    bool **sends;       /* per host, per fact */
    uint32_t *owner;    /* per fact: the host whose attempt gained it; CT_NO_ID: none */
} Small;

typedef struct Prepared {
    uint32_t row;
    CtDist time;
    int64_t ready;
} Prepared;

static const CtVerdict *
verdict_of(const Small *small, uint32_t step)
{
    return small->graph->templates.data[small->graph->step_reason[step]].verdict;
}

static void
tell(Small *small, CtSmallKind kind, int64_t time, uint32_t step, uint32_t n)
{
    CtSmallEvent event = {.time = time, .kind = kind, .step = step, .n = n, .by = CT_NO_ID};

    if (small->problem->spread > 0 && small->maker[step] > 0 &&
        (kind == CT_SMALL_BEGIN || kind == CT_SMALL_SUCCESS))
        event.by = small->problem->hosts[small->maker[step] - 1][0];

    g_array_append_val(small->run->events, event);
}

static bool
can_fire(const Small *small, uint32_t step)
{
    const CtGraph *graph = small->graph;
    uint32_t have = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        have += ct_bits_get(small->held.holds, graph->premises[i]);
    return have >= ct_graph_need(graph, step);
}

static void
hold(Small *small, CtFactId fact, int64_t time, uint32_t by)
{
    if (ct_bits_get(small->held.holds, fact))
        return;
    ct_bits_set(small->held.holds, fact);
    small->run->fact_ms[fact] = time;
    small->run->credited[fact] = by;
}

static void
close_facts(Small *small, int64_t time, uint32_t by)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < small->graph->n_steps; s++)
            if (small->graph->step_kind[s] != CT_STEP_ATTEMPT &&
                !ct_bits_get(small->held.holds, small->graph->step_gain[s]) && can_fire(small, s)) {
                hold(small, small->graph->step_gain[s], time, by);
                changed = true;
            }
    }
}

static bool
works(const Small *small, uint32_t step)
{
    const CtKey128 *keys = small->keys->works_key;

    return ct_draw_works(&small->draws, keys[small->keys->works[small->key_of[step]]]) <
           verdict_of(small, step)->works;
}

static CtSampler
sampler_of(const CtDist *dist)
{
    CtSampler sampler;

    ct_sampler_init(&sampler, dist);
    return sampler;
}

/* When what @step prepares is ready; begins it if nobody has. */
static int64_t
prepared_at(Small *small, uint32_t step, int64_t now)
{
    const CtVerdict *verdict = verdict_of(small, step);
    uint32_t row = small->keys->prepare[small->key_of[step]];
    Prepared begun = {.row = row, .time = verdict->prepare};

    if (verdict->prepare.kind == CT_DIST_CONSTANT && verdict->prepare.a <= 0 &&
        verdict->prepare.never <= 0)
        return now;
    for (guint i = 0; i < small->prepared->len; i++) {
        const Prepared *one = &g_array_index(small->prepared, Prepared, i);

        if (one->row == row && one->time.kind == begun.time.kind && one->time.a == begun.time.a &&
            one->time.b == begun.time.b && one->time.c == begun.time.c &&
            one->time.d == begun.time.d && one->time.never == begun.time.never)
            return MAX(now, one->ready);
    }
    CtSampler sampler = sampler_of(&verdict->prepare);

    begun.ready = now + ct_draw_prepare(&small->draws, small->keys->prepare_key[row], &sampler);
    begun.ready = MIN(begun.ready, CT_TIME_NEVER);
    g_array_append_val(small->prepared, begun);
    small->run->effort_ms += (int64_t)MIN(ct_dist_mean_ms(&verdict->prepare), 9e11);
    return begun.ready;
}

static void
begin_try(Small *small, uint32_t step, int64_t now)
{
    const CtVerdict *verdict = verdict_of(small, step);
    uint32_t n = ++small->tries[step];
    CtKey128 identity = small->keys->identity[small->key_of[step]];
    int64_t start = n == 1 ? prepared_at(small, step, now) : now;
    CtSampler sampler = sampler_of(n == 1 ? &verdict->time : &verdict->retry);
    CtTry one = ct_draw_try(&small->draws, small->keys->draw[small->key_of[step]], n, &sampler);
    Pending pending = {.time = start + one.ms, .key = identity, .step = step, .n = n};

    pending.key.lo += n;
    g_array_append_val(small->pending, pending);
    small->running[step] = true;
    small->n_running++;
    small->run->tries++;
    small->run->noise_ppm += llrint(verdict->noise * 1e6);
    small->run->seen_ppm +=
        llrint(verdict->noise * ct_plan_least_sensors(small->graph, &small->held, step) * 1e6);
    small->run->effort_ms += (int64_t)MIN(verdict->effort_hours * (double)CT_MS_HOUR, 9e11) -
                             (int64_t)MIN(ct_dist_mean_ms(&verdict->prepare), 9e11);
    tell(small, CT_SMALL_BEGIN, now, step, n);
}

static bool
may_begin(const Small *small, uint32_t step)
{
    return small->graph->step_kind[step] == CT_STEP_ATTEMPT && !small->running[step] &&
           small->tries[step] < verdict_of(small, step)->tries &&
           !ct_bits_get(small->held.holds, small->graph->step_gain[step]) && can_fire(small, step);
}

/* Whether @a is tried before @b. */
static bool
goes_first(const Small *small, uint32_t a, uint32_t b)
{
    CtKey128 left = small->keys->identity[small->key_of[a]];
    CtKey128 right = small->keys->identity[small->key_of[b]];

    if (small->problem->random_order)
        return ct_draw_rank(&small->draws, left) < ct_draw_rank(&small->draws, right);
    int64_t first = (int64_t)(verdict_of(small, a)->effort_hours * (double)CT_MS_HOUR);
    int64_t second = (int64_t)(verdict_of(small, b)->effort_hours * (double)CT_MS_HOUR);
    if (first != second)
        return first < second;
    return left.hi != right.hi ? left.hi < right.hi : left.lo < right.lo;
}

/* --- worms --- */

static bool
is_entry(const Small *small, CtFactId fact)
{
    for (uint32_t i = 0; i < small->problem->n_entries; i++)
        if (small->problem->entries[i] == fact)
            return true;
    return false;
}

/* The host that @fact is execution on; CT_NO_ID: none. */
static uint32_t
host_of(const Small *small, CtFactId fact)
{
    for (uint32_t h = 0; h < small->problem->n_hosts; h++)
        if (small->problem->hosts[h][0] == fact || small->problem->hosts[h][1] == fact)
            return h + 1;
    return CT_NO_ID;
}

static void
send_what_is_there(Small *small)
{
    for (CtFactId f = 0; f < small->graph->n_facts; f++) {
        uint32_t host = host_of(small, f);

        for (uint32_t h = 0; h <= small->problem->n_hosts; h++)
            small->sends[h][f] = false;
        if (!ct_bits_get(small->held.holds, f))
            continue;
        if (host != CT_NO_ID)
            small->sends[host][f] = true;
        else if (is_entry(small, f))
            small->sends[0][f] = true;
        else if (small->owner[f] != CT_NO_ID)
            small->sends[small->owner[f]][f] = true;
    }
}

/* What @step, which has fired, carries; true if that is news. */
static bool
carry(Small *small, uint32_t step)
{
    const CtGraph *graph = small->graph;
    CtFactId gain = graph->step_gain[step];
    uint32_t first = graph->step_premise_start[step], last = graph->step_premise_start[step + 1];
    bool news = false;

    if (host_of(small, gain) != CT_NO_ID || is_entry(small, gain))
        return false;
    if (ct_graph_need(graph, step) == 0) {
        news = !small->sends[0][gain];
        small->sends[0][gain] = true;
        return news;
    }
    if (ct_graph_need(graph, step) == last - first)
        last = first + 1;
    for (uint32_t p = first; p < last; p++)
        for (uint32_t h = 0; h <= small->problem->n_hosts; h++)
            if (small->sends[h][graph->premises[p]] && !small->sends[h][gain])
                news = small->sends[h][gain] = true;
    return news;
}

static void
find_senders(Small *small)
{
    bool news = true;

    send_what_is_there(small);
    while (news) {
        news = false;
        for (uint32_t s = 0; s < small->graph->n_steps; s++)
            if (small->graph->step_kind[s] != CT_STEP_ATTEMPT && can_fire(small, s))
                news = carry(small, s) || news;
    }
}

/* The first host that can take @step; CT_NO_ID: none. */
static uint32_t
host_for(const Small *small, uint32_t step)
{
    const CtGraph *graph = small->graph;
    uint32_t start = graph->step_premise_start[step];
    bool is_axiom = start == graph->step_premise_start[step + 1];

    for (uint32_t h = 0; h <= small->problem->n_hosts; h++) {
        bool held = h == 0 || ct_bits_get(small->held.holds, small->problem->hosts[h - 1][0]);

        if (held && small->used[h] < small->problem->spread &&
            (is_axiom ? h == 0 : small->sends[h][graph->premises[start]]))
            return h;
    }
    return CT_NO_ID;
}

static void
spread_out(Small *small, int64_t now)
{
    find_senders(small);
    for (;;) {
        uint32_t best = CT_NO_ID;

        for (uint32_t s = 0; s < small->graph->n_steps; s++)
            if (may_begin(small, s) && host_for(small, s) != CT_NO_ID &&
                (best == CT_NO_ID || goes_first(small, s, best)))
                best = s;
        if (best == CT_NO_ID)
            return;
        small->maker[best] = host_for(small, best);
        small->used[small->maker[best]]++;
        begin_try(small, best, now);
    }
}

/* --- */

static void
begin_what_may(Small *small, int64_t now)
{
    uint32_t parallel = small->problem->parallel;

    if (small->problem->spread > 0) {
        spread_out(small, now);
        return;
    }

    while (parallel == 0 || small->n_running < parallel) {
        uint32_t best = CT_NO_ID;

        for (uint32_t s = 0; s < small->graph->n_steps; s++)
            if (may_begin(small, s) && (best == CT_NO_ID || goes_first(small, s, best)))
                best = s;
        if (best == CT_NO_ID)
            return;
        begin_try(small, best, now);
    }
}

/* Every attempt succeeds, whatever it needs of luck. */
static void
find_possible(Small *small)
{
    CtFixpoint nothing = small->held;
    bool changed = true;

    small->possible = ct_bits_new(small->graph->n_facts);
    small->held.holds = small->possible;
    for (uint32_t i = 0; i < small->problem->n_entries; i++)
        ct_bits_set(small->possible, small->problem->entries[i]);
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < small->graph->n_steps; s++)
            if (!ct_bits_get(small->possible, small->graph->step_gain[s]) && can_fire(small, s)) {
                ct_bits_set(small->possible, small->graph->step_gain[s]);
                changed = true;
            }
    }
    small->held = nothing;
}

/* Whether all goals are had, those left out that @only_possible leaves out. */
static bool
has_goals(const Small *small, bool only_possible)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < small->problem->n_goals; i++) {
        CtFactId goal = small->problem->goals[i];

        if (only_possible && !ct_bits_get(small->possible, goal))
            continue;
        if (!ct_bits_get(small->held.holds, goal))
            return false;
        n++;
    }
    return n > 0;
}

static bool
has_ended(const Small *small)
{
    return has_goals(small, true);
}

static bool
is_before(const Pending *a, const Pending *b)
{
    if (a->time != b->time)
        return a->time < b->time;
    return a->key.hi != b->key.hi ? a->key.hi < b->key.hi : a->key.lo < b->key.lo;
}

static void
end_try(Small *small, guint i)
{
    uint32_t step = g_array_index(small->pending, Pending, i).step;

    small->running[step] = false;
    small->n_running--;
    if (small->problem->spread > 0)
        small->used[small->maker[step]]--;
    g_array_remove_index(small->pending, i);
}

static void
succeed(Small *small, const Pending *now)
{
    CtFactId fact = small->graph->step_gain[now->step];

    tell(small, CT_SMALL_SUCCESS, now->time, now->step, now->n);
    small->run->gains++;
    hold(small, fact, now->time, now->step);
    small->owner[fact] = small->maker[now->step];
    close_facts(small, now->time, now->step);
    for (guint i = small->pending->len; i-- > 0;) {
        Pending other = g_array_index(small->pending, Pending, i);

        if (!ct_bits_get(small->held.holds, small->graph->step_gain[other.step]))
            continue;
        tell(small, CT_SMALL_CANCEL, now->time, other.step, other.n);
        end_try(small, i);
    }
}

static void
play(Small *small)
{
    while (!has_ended(small) && small->pending->len > 0) {
        guint first = 0;

        for (guint i = 1; i < small->pending->len; i++)
            if (is_before(&g_array_index(small->pending, Pending, i),
                          &g_array_index(small->pending, Pending, first)))
                first = i;
        Pending now = g_array_index(small->pending, Pending, first);

        if (now.time > small->problem->horizon_ms)
            return;
        end_try(small, first);
        CtSampler sampler = sampler_of(&verdict_of(small, now.step)->time);
        CtTry one =
            ct_draw_try(&small->draws, small->keys->draw[small->key_of[now.step]], now.n, &sampler);

        if (one.success < verdict_of(small, now.step)->success && works(small, now.step))
            succeed(small, &now);
        else
            tell(small, CT_SMALL_FAILURE, now.time, now.step, now.n);
        if (has_ended(small))
            small->run->end_ms = now.time;
        else
            begin_what_may(small, now.time);
    }
}

int
ct_small_compare(gconstpointer left, gconstpointer right)
{
    const CtSmallEvent *a = left, *b = right;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->step != b->step)
        return a->step < b->step ? -1 : 1;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return a->by < b->by ? -1 : a->by > b->by;
}

static CtSmallRun *
run_new(const CtSmallProblem *problem)
{
    CtSmallRun *run = g_new0(CtSmallRun, 1);

    run->events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent));
    run->fact_ms = g_new(int64_t, (size_t)problem->graph->n_facts + 1);
    run->credited = g_new(uint32_t, (size_t)problem->graph->n_facts + 1);
    for (CtFactId f = 0; f < problem->graph->n_facts; f++) {
        run->fact_ms[f] = -1;
        run->credited[f] = CT_NO_ID;
    }
    run->end_ms = problem->horizon_ms;
    return run;
}

CtSmallRun *
ct_small_simulate(const CtSmallProblem *problem, const CtSimKeys *keys)
{
    const CtGraph *graph = problem->graph;
    size_t n_steps = (size_t)graph->n_steps + 1;
    Small small = {.problem = problem,
                   .keys = keys,
                   .graph = graph,
                   .run = run_new(problem),
                   .draws = {.seed = problem->seed, .replication = problem->replication},
                   .held = {.holds = ct_bits_new(graph->n_facts)},
                   .key_of = g_new0(uint32_t, n_steps),
                   .tries = g_new0(uint32_t, n_steps),
                   .running = g_new0(bool, n_steps),
                   .prepared = g_array_new(FALSE, FALSE, sizeof(Prepared)),
                   .pending = g_array_new(FALSE, FALSE, sizeof(Pending)),
                   .used = g_new0(uint32_t, (size_t)problem->n_hosts + 1),
                   .maker = g_new0(uint32_t, n_steps),
                   .sends = g_new(bool *, (size_t)problem->n_hosts + 1),
                   .owner = g_new(uint32_t, (size_t)graph->n_facts + 1)};

    for (uint32_t h = 0; h <= problem->n_hosts; h++)
        small.sends[h] = g_new0(bool, (size_t)graph->n_facts + 1);
    for (CtFactId f = 0; f < graph->n_facts; f++)
        small.owner[f] = CT_NO_ID;

    for (uint32_t a = 0; a < keys->n_attempts; a++)
        small.key_of[keys->step[a]] = a;
    find_possible(&small);
    for (uint32_t i = 0; i < problem->n_entries; i++)
        hold(&small, problem->entries[i], 0, CT_NO_ID);
    close_facts(&small, 0, CT_NO_ID);
    if (has_ended(&small))
        small.run->end_ms = 0;
    else
        begin_what_may(&small, 0);
    play(&small);
    small.run->reached = has_goals(&small, false);
    g_array_sort(small.run->events, ct_small_compare);
    g_free(small.held.holds);
    g_free(small.possible);
    g_free(small.key_of);
    g_free(small.tries);
    g_free(small.running);
    for (uint32_t h = 0; h <= problem->n_hosts; h++)
        g_free(small.sends[h]);
    g_free(small.sends);
    g_free(small.used);
    g_free(small.maker);
    g_free(small.owner);
    g_array_unref(small.prepared);
    g_array_unref(small.pending);
    return small.run;
}

void
ct_small_run_free(CtSmallRun *run)
{
    if (run == NULL)
        return;
    g_array_unref(run->events);
    g_free(run->fact_ms);
    g_free(run->credited);
    g_free(run);
}
