/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Functions and requirements worked out anew from what holds and from what is off. */
#include "tests/support/naive_changing_private.h"

#include "topology/functions.h"

#include <inttypes.h>

static bool
holds(const CtGraph *graph, const bool *facts, CtFactKind kind, uint32_t entity)
{
    return facts[ct_graph_fact(graph, (CtFact){.kind = (uint8_t)kind, .entity = entity})];
}

static bool
is_severed(const CtGraph *graph, const bool *facts, uint32_t asset)
{
    const CtInstances *instances = graph->instances;

    for (uint32_t f = 0; f < instances->model->flows.length; f++) {
        const CtFlow *flow = &instances->model->flows.data[f];

        if (!ct_tri_or(flow->required, false) || flow->to == CT_NO_ID ||
            !holds(graph, facts, CT_FACT_SEVERED, f))
            continue;
        for (uint32_t i = instances->selected.start[flow->to];
             i < instances->selected.start[flow->to + 1]; i++)
            if (instances->selected.value[i] == asset)
                return true;
    }
    return false;
}

static bool
fails(const CtNaiveWorld *world, const bool *facts, uint32_t asset, bool reports)
{
    const CtGraph *graph = world->graph;

    return ct_naive_is_off(world, asset) || holds(graph, facts, CT_FACT_HALTED, asset) ||
           holds(graph, facts, CT_FACT_CONTROLS, asset) || is_severed(graph, facts, asset) ||
           world->cut_off[asset] || (reports && holds(graph, facts, CT_FACT_SPOOFS, asset));
}

static bool
is_lost(const CtNaiveWorld *world, const bool *facts, uint32_t function, bool reports)
{
    const CtInstances *instances = world->graph->instances;
    g_auto(CtFunctionNeeds) needs = {0};
    uint32_t n = 0;

    ct_function_needs(instances, function, &needs);
    for (uint32_t i = 0; i < needs.assets.length; i++)
        n += fails(world, facts, needs.assets.data[i], reports);
    for (uint32_t i = 0; i < needs.functions.length; i++)
        n += ct_naive_is_impaired(world, facts, needs.functions.data[i]);
    return needs.n > 0 && needs.n - n < needs.k;
}

bool
ct_naive_is_impaired(const CtNaiveWorld *world, const bool *facts, uint32_t function)
{
    return is_lost(world, facts, function,
                   ct_loss_counts_reports(
                       ct_function_loss(world->graph->instances->model, function)));
}

bool
ct_naive_is_violated(const CtNaiveWorld *world, const bool *facts, uint32_t requirement)
{
    const CtInstances *instances = world->graph->instances;
    const CtRequirement *row = &instances->model->requirements.data[requirement];
    bool all = true;

    for (CtMust must = CT_MUST_AVAILABLE; row->function != CT_NO_ID && must <= CT_MUST_SAFE; must++)
        if (ct_requirement_asks(instances->model, requirement, must) &&
            is_lost(world, facts, row->function, ct_loss_counts_reports(ct_must_loss(must))))
            return true;
    if (row->function != CT_NO_ID)
        return false;
    if (holds(world->graph, facts, CT_FACT_VIOLATED, requirement))
        return true;
    CtId at = instances->model->data.data[row->data].at;

    if (!ct_requirement_asks(instances->model, requirement, CT_MUST_AVAILABLE) || at == CT_NO_ID ||
        instances->selected.start[at] == instances->selected.start[at + 1])
        return false;
    for (uint32_t i = instances->selected.start[at]; i < instances->selected.start[at + 1]; i++)
        all = all && fails(world, facts, instances->selected.value[i], false);
    return all;
}

CtNaiveRun *
ct_naive_run_new(const CtGraph *graph, int64_t horizon_ms)
{
    CtNaiveRun *run = g_new0(CtNaiveRun, 1);

    run->events = g_array_new(FALSE, FALSE, sizeof(CtSmallEvent));
    run->holds = g_new0(bool, (size_t)graph->n_facts + 1);
    run->since_ms = g_new0(int64_t, (size_t)graph->n_facts + 1);
    run->first_ms = g_new(int64_t, (size_t)graph->n_facts + 1);
    for (CtFactId f = 0; f < graph->n_facts; f++)
        run->first_ms[f] = -1;
    uint32_t n =
        graph->instances->model->functions.length + graph->instances->model->requirements.length;

    run->lost_ms = g_new0(int64_t, (size_t)n + 1);
    run->lost_times = g_new0(uint32_t, (size_t)n + 1);
    run->lost_first_ms = g_new(int64_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++)
        run->lost_first_ms[i] = -1;
    run->end_ms = horizon_ms;
    return run;
}

void
ct_naive_run_free(CtNaiveRun *run)
{
    if (run == NULL)
        return;
    g_array_unref(run->events);
    g_free(run->holds);
    g_free(run->since_ms);
    g_free(run->first_ms);
    g_free(run->lost_ms);
    g_free(run->lost_times);
    g_free(run->lost_first_ms);
    g_free(run->is_lost);
    g_free(run);
}

char *
ct_naive_compare_losses(const CtNaiveRun *want, const CtModel *model, const CtLosses *losses)
{
    uint32_t n_functions = model->functions.length;

    for (uint32_t i = 0; i < n_functions + model->requirements.length; i++) {
        CtLossTime got = i < n_functions ? ct_losses_of_function(losses, i)
                                         : ct_losses_of_requirement(losses, i - n_functions);

        if (got.total_ms != want->lost_ms[i] || got.times != want->lost_times[i] ||
            got.first_ms != want->lost_first_ms[i] || got.is_lost != want->is_lost[i])
            return g_strdup_printf("%s %u: lost %u times want %u, for %" PRId64 " want %" PRId64
                                   ", first %" PRId64 " want %" PRId64,
                                   i < n_functions ? "function" : "requirement",
                                   i < n_functions ? i : i - n_functions, got.times,
                                   want->lost_times[i], got.total_ms, want->lost_ms[i],
                                   got.first_ms, want->lost_first_ms[i]);
    }
    return NULL;
}
