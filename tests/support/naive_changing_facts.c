/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which facts hold: worked out anew from what is kept and what lasts. */
#include "tests/support/naive_changing_private.h"

bool
ct_naive_has_needs(const CtNaive *naive, uint32_t step, CtFactId spared)
{
    const CtGraph *graph = naive->graph;
    uint32_t have = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        have += graph->premises[i] == spared || naive->run->holds[graph->premises[i]];
    return have >= ct_graph_need(graph, step) && !ct_naive_world_stops(&naive->world, step);
}

bool
ct_naive_lasts(const CtNaive *naive, const CtNaiveBrought *one)
{
    return ct_naive_has_needs(naive, one->attempt, CT_NO_ID) &&
           (one->outcome == CT_NO_ID ||
            ct_naive_has_needs(naive, one->outcome, naive->graph->step_gain[one->attempt]));
}

static bool
has_brought(const CtNaive *naive, CtFactId fact)
{
    for (guint i = 0; i < naive->brought->len; i++)
        if (g_array_index(naive->brought, CtNaiveBrought, i).fact == fact)
            return true;
    return false;
}

void
ct_naive_note_brought(
    CtNaive *naive, CtFactId fact, uint32_t attempt, uint32_t outcome, uint32_t maker)
{
    CtNaiveBrought one = {.fact = fact, .attempt = attempt, .outcome = outcome, .maker = maker};

    if (!has_brought(naive, fact))
        g_array_append_val(naive->brought, one);
}

static bool
come(CtNaive *naive, CtFactId fact)
{
    bool news = !naive->run->holds[fact];

    naive->run->holds[fact] = true;
    return news;
}

/* What @step, which needs no try, gains if it can be taken now. */
static bool
take(CtNaive *naive, uint32_t step)
{
    const CtGraph *graph = naive->graph;
    CtFactId gain = graph->step_gain[step];

    if (graph->step_kind[step] == CT_STEP_ATTEMPT || naive->run->holds[gain] ||
        !ct_naive_has_needs(naive, step, CT_NO_ID))
        return false;
    if (graph->step_kind[step] != CT_STEP_OUTCOME)
        return come(naive, gain);
    uint32_t attempt = ct_naive_attempt_of(graph, step);
    uint32_t maker = naive->made_by[graph->step_gain[attempt]];

    if (ct_naive_stays(graph, gain)) {
        naive->kept[gain] = true;
        naive->made_by[gain] = maker;
        return come(naive, gain);
    }
    if (!ct_naive_has_needs(naive, attempt, CT_NO_ID))
        return false;
    ct_naive_note_brought(naive, gain, attempt, step, maker);
    return come(naive, gain);
}

/* The least set of facts that follows from what is kept and what lasts. */
static void
close_once(CtNaive *naive)
{
    bool changed = true;

    for (CtFactId f = 0; f < naive->graph->n_facts; f++)
        naive->run->holds[f] = naive->kept[f];
    while (changed) {
        changed = false;
        for (uint32_t s = 0; s < naive->graph->n_steps; s++)
            changed = take(naive, s) || changed;
        for (guint i = 0; i < naive->brought->len; i++) {
            const CtNaiveBrought *one = &g_array_index(naive->brought, CtNaiveBrought, i);

            if (!naive->run->holds[one->fact] && ct_naive_lasts(naive, one))
                changed = come(naive, one->fact) || changed;
        }
    }
}

/* What a try brought counts no more once what it needed is gone. */
static void
close_facts(CtNaive *naive)
{
    bool dropped = true;

    while (dropped) {
        dropped = false;
        close_once(naive);
        for (guint i = naive->brought->len; i-- > 0;)
            if (!ct_naive_lasts(naive, &g_array_index(naive->brought, CtNaiveBrought, i))) {
                g_array_remove_index(naive->brought, i);
                dropped = true;
            }
    }
}

void
ct_naive_forget_success(CtNaive *naive, CtFactId fact)
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

void
ct_naive_close_from(CtNaive *naive, const bool *before)
{
    do {
        close_facts(naive);
        for (CtFactId f = 0; f < naive->graph->n_facts; f++)
            if (before[f] && !naive->run->holds[f] && !ct_naive_is_success(naive->graph, f))
                ct_naive_forget_success(naive, f);
    } while (ct_naive_worm_drops(naive));
}
