/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worm in a world that changes, said host by host and fact by fact (docs/decisions/0060). */
#include "tests/support/naive_changing_private.h"

void
ct_naive_worm_init(CtNaive *naive)
{
    naive->used = g_new0(uint32_t, (size_t)naive->small->n_hosts + 1);
    if (naive->small->spread == 0)
        return;
    naive->sends = g_new(bool *, (size_t)naive->small->n_hosts + 1);
    for (uint32_t h = 0; h <= naive->small->n_hosts; h++)
        naive->sends[h] = g_new0(bool, (size_t)naive->graph->n_facts + 1);
}

void
ct_naive_worm_clear(CtNaive *naive)
{
    for (uint32_t h = 0; naive->sends != NULL && h <= naive->small->n_hosts; h++)
        g_free(naive->sends[h]);
    g_free(naive->sends);
    g_free(naive->used);
}

uint32_t
ct_naive_worm_by(const CtNaive *naive, uint32_t step)
{
    uint32_t maker = naive->maker[step];

    return naive->sends != NULL && maker > 0 ? naive->small->hosts[maker - 1][0] : CT_NO_ID;
}

/* The host that @fact is execution on; CT_NO_ID: none. */
static uint32_t
host_of(const CtNaive *naive, CtFactId fact)
{
    for (uint32_t h = 0; h < naive->small->n_hosts; h++)
        if (naive->small->hosts[h][0] == fact || naive->small->hosts[h][1] == fact)
            return h + 1;
    return CT_NO_ID;
}

static bool
is_held(const CtNaive *naive, uint32_t host)
{
    return host == 0 || naive->run->holds[naive->small->hosts[host - 1][0]];
}

/* Whether the worm runs on @host and the world lets that be. */
static bool
is_on(const CtNaive *naive, uint32_t host)
{
    CtFact fact;

    if (!is_held(naive, host))
        return false;
    return host == 0 || !ct_graph_fact_of(naive->graph, naive->small->hosts[host - 1][0], &fact) ||
           !ct_naive_is_off(&naive->world, fact.entity);
}

bool
ct_naive_worm_can_send(const CtNaive *naive, uint32_t host, uint32_t step)
{
    uint32_t start = naive->graph->step_premise_start[step];

    if (naive->sends == NULL)
        return true;
    if (!is_held(naive, host))
        return false;
    return start == naive->graph->step_premise_start[step + 1]
               ? host == 0
               : naive->sends[host][naive->graph->premises[start]];
}

uint32_t
ct_naive_worm_host_for(const CtNaive *naive, uint32_t step)
{
    if (naive->sends == NULL)
        return 0;
    for (uint32_t h = 0; h <= naive->small->n_hosts; h++)
        if (naive->used[h] < naive->small->spread && ct_naive_worm_can_send(naive, h, step))
            return h;
    return CT_NO_ID;
}

/* --- who sends what --- */

/* Whether @maker can keep up what a try of @attempt brought. */
static bool
keeps_up(const CtNaive *naive, uint32_t maker, uint32_t attempt)
{
    return ct_naive_worm_can_send(naive, maker, attempt);
}

/* The attempt whose success @fact is, and which brings something that is not kept; CT_NO_ID. */
static uint32_t
passing_attempt(const CtNaive *naive, CtFactId fact)
{
    const CtGraph *graph = naive->graph;

    if (!ct_naive_is_success(graph, fact))
        return CT_NO_ID;
    for (uint32_t s = 0; s < graph->n_steps; s++)
        if (graph->step_kind[s] == CT_STEP_OUTCOME && !ct_naive_stays(graph, graph->step_gain[s]) &&
            graph->step_gain[ct_naive_attempt_of(graph, s)] == fact)
            return ct_naive_attempt_of(graph, s);
    return CT_NO_ID;
}

static bool
send(CtNaive *naive, uint32_t host, CtFactId fact)
{
    bool news = !naive->sends[host][fact];

    naive->sends[host][fact] = true;
    return news;
}

/* For good where the host is lost; for so long where it is off. */
static void
send_what_is_kept(CtNaive *naive, CtFactId fact)
{
    if (!is_held(naive, naive->made_by[fact]))
        naive->made_by[fact] = 0;
    send(naive, is_on(naive, naive->made_by[fact]) ? naive->made_by[fact] : 0, fact);
}

static void
send_what_is_there(CtNaive *naive)
{
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        uint32_t host = host_of(naive, f);

        for (uint32_t h = 0; h <= naive->small->n_hosts; h++)
            naive->sends[h][f] = false;
        if (!naive->run->holds[f])
            continue;
        if (host != CT_NO_ID)
            send(naive, host, f);
        else if (naive->given_facts[f])
            send(naive, 0, f);
        else if (naive->kept[f] && passing_attempt(naive, f) == CT_NO_ID)
            send_what_is_kept(naive, f);
    }
}

/* What lasts, and successes that may bring such. */
static bool
send_what_is_kept_up(CtNaive *naive)
{
    bool news = false;

    for (guint i = 0; i < naive->brought->len; i++) {
        const CtNaiveBrought *one = &g_array_index(naive->brought, CtNaiveBrought, i);

        if (host_of(naive, one->fact) == CT_NO_ID && ct_naive_lasts(naive, one) &&
            keeps_up(naive, one->maker, one->attempt))
            news = send(naive, one->maker, one->fact) || news;
    }
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        uint32_t attempt = naive->run->holds[f] ? passing_attempt(naive, f) : CT_NO_ID;

        if (attempt != CT_NO_ID && keeps_up(naive, naive->made_by[f], attempt))
            news = send(naive, naive->made_by[f], f) || news;
    }
    return news;
}

static bool
is_taken(const CtNaive *naive, uint32_t step)
{
    const CtGraph *graph = naive->graph;

    if (graph->step_kind[step] == CT_STEP_ATTEMPT || !ct_naive_has_needs(naive, step, CT_NO_ID))
        return false;
    return graph->step_kind[step] != CT_STEP_OUTCOME ||
           ct_naive_stays(graph, graph->step_gain[step]) ||
           ct_naive_has_needs(naive, ct_naive_attempt_of(graph, step), CT_NO_ID);
}

/* What @step carries; true if that is news. */
static bool
carry(CtNaive *naive, uint32_t step)
{
    const CtGraph *graph = naive->graph;
    CtFactId gain = graph->step_gain[step];
    uint32_t first = graph->step_premise_start[step], last = graph->step_premise_start[step + 1];
    bool news = false;

    if (host_of(naive, gain) != CT_NO_ID || naive->given_facts[gain])
        return false;
    if (ct_graph_need(graph, step) == 0)
        return send(naive, 0, gain);
    if (ct_graph_need(graph, step) == last - first)
        last = first + 1;
    for (uint32_t p = first; p < last; p++)
        for (uint32_t h = 0; h <= naive->small->n_hosts; h++)
            if (naive->sends[h][graph->premises[p]])
                news = send(naive, h, gain) || news;
    return news;
}

static void
find_senders(CtNaive *naive)
{
    bool news = true;

    send_what_is_there(naive);
    while (news) {
        news = send_what_is_kept_up(naive);
        for (uint32_t s = 0; s < naive->graph->n_steps; s++)
            if (is_taken(naive, s))
                news = carry(naive, s) || news;
    }
}

bool
ct_naive_worm_drops(CtNaive *naive)
{
    bool drops = false;

    if (naive->sends == NULL)
        return false;
    find_senders(naive);
    for (guint i = naive->brought->len; i-- > 0;) {
        const CtNaiveBrought *one = &g_array_index(naive->brought, CtNaiveBrought, i);

        if (host_of(naive, one->fact) != CT_NO_ID || keeps_up(naive, one->maker, one->attempt))
            continue;
        g_array_remove_index(naive->brought, i);
        drops = true;
    }
    for (CtFactId f = 0; f < naive->graph->n_facts; f++) {
        uint32_t attempt = naive->run->holds[f] ? passing_attempt(naive, f) : CT_NO_ID;

        if (attempt == CT_NO_ID || keeps_up(naive, naive->made_by[f], attempt))
            continue;
        naive->kept[f] = naive->run->holds[f] = false;
        drops = true;
    }
    naive->run->n_drops += drops;
    return drops;
}
