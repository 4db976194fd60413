/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/goals.h"

#include "analysis/best_paths.h"
#include "analysis/plan_cost.h"

#include "base/bits.h"

const char *
ct_fails_text(unsigned fails)
{
    switch (fails) {
    case CT_FAILS_HALTED:
        return "halted";
    case CT_FAILS_COMMANDED:
        return "commanded";
    case CT_FAILS_SPOOFED:
        return "made to report falsely";
    case CT_FAILS_SEVERED:
        return "cut off";
    default:
        return "";
    }
}

static bool
holds(const CtTwin *twin, CtFactKind kind, uint32_t entity)
{
    CtFact fact = {.kind = (uint8_t)kind, .entity = entity};

    return ct_bits_get(twin->fixpoint->holds, ct_graph_fact(twin->graph, fact));
}

/* Assets to which a required flow goes that can be severed; rising. */
static void
find_severed(const CtTwin *twin, CtIds *ret_assets)
{
    const CtCsr *selected = &twin->instances->selected;

    for (uint32_t f = 0; f < twin->model->flows.length; f++) {
        const CtFlow *flow = &twin->model->flows.data[f];

        if (!ct_tri_or(flow->required, false) || flow->to == CT_NO_ID ||
            !holds(twin, CT_FACT_SEVERED, f))
            continue;
        for (uint32_t i = selected->start[flow->to]; i < selected->start[flow->to + 1]; i++)
            ct_ids_add(ret_assets, selected->value[i]);
    }
    ct_ids_sort_unique(ret_assets);
}

static uint8_t
fails_of(const CtTwin *twin, const CtIds *severed, uint32_t asset, bool reports)
{
    unsigned fails = 0;

    if (holds(twin, CT_FACT_HALTED, asset))
        fails |= CT_FAILS_HALTED;
    if (holds(twin, CT_FACT_CONTROLS, asset))
        fails |= CT_FAILS_COMMANDED;
    if (reports && holds(twin, CT_FACT_SPOOFS, asset))
        fails |= CT_FAILS_SPOOFED;
    if (ct_ids_has_sorted(severed->data, severed->length, asset))
        fails |= CT_FAILS_SEVERED;
    return (uint8_t)fails;
}

static void
add_function(const CtTwin *twin,
             const CtIds *severed,
             uint32_t function,
             CtLoss loss,
             CtRequirementGoal *goal)
{
    CtLoss own = ct_function_loss(twin->model, function);
    CtFunctionFailing *failing;

    g_array_set_size(goal->functions, goal->functions->len + 1);
    failing = &g_array_index(goal->functions, CtFunctionFailing, goal->functions->len - 1);
    *failing = (CtFunctionFailing){.function = function, .loss = loss, .is_own = loss == own};

    ct_function_needs(twin->instances, function, &failing->needs);
    failing->fails = g_new0(uint8_t, failing->needs.assets.length + 1);
    failing->function_fails = g_new0(uint8_t, failing->needs.functions.length + 1);
    for (uint32_t i = 0; i < failing->needs.assets.length; i++) {
        failing->fails[i] =
            fails_of(twin, severed, failing->needs.assets.data[i], ct_loss_counts_reports(loss));
        failing->n_failing += failing->fails[i] != 0 ? 1 : 0;
    }
    for (uint32_t i = 0; i < failing->needs.functions.length; i++) {
        failing->function_fails[i] =
            holds(twin, CT_FACT_IMPAIRED, failing->needs.functions.data[i]) ? 1 : 0;
        failing->n_failing += failing->function_fails[i];
    }
    failing->is_lost = failing->needs.enough > 0 && failing->n_failing >= failing->needs.enough;
}

static bool
has_function(const CtRequirementGoal *goal, uint32_t function)
{
    for (guint i = 0; i < goal->functions->len; i++)
        if (g_array_index(goal->functions, CtFunctionFailing, i).function == function)
            return true;
    return false;
}

/* The functions beneath those already there: a function that needs itself is no valid topology. */
static void
add_needed_functions(const CtTwin *twin, const CtIds *severed, CtRequirementGoal *goal)
{
    for (guint i = 0; i < goal->functions->len; i++) {
        guint n = g_array_index(goal->functions, CtFunctionFailing, i).needs.functions.length;

        for (guint k = 0; k < n; k++) {
            /* The array may have moved. */
            uint32_t f =
                g_array_index(goal->functions, CtFunctionFailing, i).needs.functions.data[k];

            if (!has_function(goal, f))
                add_function(twin, severed, f, ct_function_loss(twin->model, f), goal);
        }
    }
}

/* What is asked is counted once for each way of counting: with false reports and without. The
 * function's own loss speaks for its way, where the requirement asks for it. */
static void
write_functions(const CtTwin *twin, CtRequirementGoal *goal)
{
    uint32_t f = twin->model->requirements.data[goal->requirement].function;
    CtLoss own = ct_function_loss(twin->model, f);
    g_auto(CtIds) severed = {0};
    CtLoss shown[2] = {CT_LOSS_UNSTATED, CT_LOSS_UNSTATED};

    find_severed(twin, &severed);
    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_SAFE; must++) {
        CtLoss loss = ct_must_loss(must);
        CtLoss *of_kind = &shown[ct_loss_counts_reports(loss)];

        if (ct_requirement_asks(twin->model, goal->requirement, must) &&
            (*of_kind == CT_LOSS_UNSTATED || loss == own))
            *of_kind = loss;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        if (shown[i] != CT_LOSS_UNSTATED)
            add_function(twin, &severed, f, shown[i], goal);
    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_SAFE; must++)
        for (guint i = 0; i < goal->functions->len; i++) {
            const CtFunctionFailing *failing =
                &g_array_index(goal->functions, CtFunctionFailing, i);

            if (ct_requirement_asks(twin->model, goal->requirement, must) && failing->is_lost &&
                ct_loss_counts_reports(failing->loss) == ct_loss_counts_reports(ct_must_loss(must)))
                goal->violated |= UINT32_C(1) << (must - 1);
        }
    add_needed_functions(twin, &severed, goal);
}

static void
write_data(const CtTwin *twin, CtRequirementGoal *goal)
{
    static const struct {
        CtMust must;
        CtFactKind kind;
    } ways[] = {
        {CT_MUST_CONFIDENTIAL, CT_FACT_READS}, {CT_MUST_CONFIDENTIAL, CT_FACT_EXFILTRATED},
        {CT_MUST_INTACT, CT_FACT_ALTERS},      {CT_MUST_INTACT, CT_FACT_DESTROYS},
        {CT_MUST_AVAILABLE, CT_FACT_DESTROYS},
    };
    uint32_t d = twin->model->requirements.data[goal->requirement].data;
    CtId at = twin->model->data.data[d].at;
    const CtCsr *selected = &twin->instances->selected;
    bool all_halted;

    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        CtDataFailing failing = {.must = ways[i].must,
                                 .fact = {.kind = (uint8_t)ways[i].kind, .entity = d},
                                 .holds = holds(twin, ways[i].kind, d)};

        if (!ct_requirement_asks(twin->model, goal->requirement, ways[i].must))
            continue;
        g_array_append_val(goal->data, failing);
        if (failing.holds)
            goal->violated |= UINT32_C(1) << (failing.must - 1);
    }
    if (!ct_requirement_asks(twin->model, goal->requirement, CT_MUST_AVAILABLE) || at == CT_NO_ID)
        return;
    for (uint32_t i = selected->start[at]; i < selected->start[at + 1]; i++)
        ct_ids_add(&goal->holders, selected->value[i]);
    goal->halted = g_new0(uint8_t, goal->holders.length + 1);
    all_halted = goal->holders.length > 0;
    for (uint32_t i = 0; i < goal->holders.length; i++) {
        goal->halted[i] = holds(twin, CT_FACT_HALTED, goal->holders.data[i]) ? 1 : 0;
        all_halted = all_halted && goal->halted[i] != 0;
    }
    if (all_halted)
        goal->violated |= UINT32_C(1) << (CT_MUST_AVAILABLE - 1);
}

static void
write_cost(const CtTwin *twin,
           CtPathFinder *finder,
           const CtAlike *alike,
           CtCost cost,
           CtRequirementGoal *goal)
{
    CtFactId fact = ct_graph_fact(twin->graph, goal->goal);
    CtBestQuery query = {.graph = twin->graph,
                         .fixpoint = twin->fixpoint,
                         .entries = (const CtFactId *)(const void *)twin->entries->data,
                         .n_entries = twin->entries->len,
                         .finder = finder,
                         .alike = alike,
                         .targets = {.facts = &fact, .n = 1, .need = 1},
                         .cost = cost,
                         .k = 1};
    g_autoptr(CtBestPaths) best = ct_best_paths_new(&query);

    g_assert(best != NULL && best->plans->len > 0); /* it holds */
    ct_plan_cost(twin->graph, g_ptr_array_index(best->plans, 0), &goal->cost, NULL);
    goal->is_optimal = best->is_optimal;
}

static void
free_goal(CtRequirementGoal *goal)
{
    for (guint i = 0; i < goal->functions->len; i++) {
        CtFunctionFailing *failing = &g_array_index(goal->functions, CtFunctionFailing, i);

        ct_function_needs_clear(&failing->needs);
        g_free(failing->fails);
        g_free(failing->function_fails);
    }
    g_array_unref(goal->functions);
    g_array_unref(goal->data);
    ct_ids_clear(&goal->holders);
    g_free(goal->halted);
    g_free(goal);
}

GPtrArray *
ct_requirement_goals_new(const CtTwin *twin, CtCost cost)
{
    GPtrArray *goals = g_ptr_array_new_with_free_func((GDestroyNotify)free_goal);
    g_autoptr(CtPathFinder) finder =
        ct_path_finder_new(twin->graph, (const CtFactId *)(const void *)twin->entries->data,
                           twin->entries->len);
    g_auto(CtIds) named = {0};

    for (uint32_t i = 0; i < twin->entries->len; i++)
        ct_ids_add(&named, g_array_index(twin->entries, CtFactId, i));
    g_autoptr(CtAlike) alike = ct_alike_new(twin->graph, named.data, named.length);

    for (uint32_t r = 0; r < twin->model->requirements.length; r++) {
        CtRequirementGoal *goal = g_new0(CtRequirementGoal, 1);

        g_ptr_array_add(goals, goal);
        goal->requirement = r;
        goal->goal = (CtFact){.kind = CT_FACT_VIOLATED, .entity = r};
        goal->is_reachable = holds(twin, CT_FACT_VIOLATED, r);
        goal->functions = g_array_new(FALSE, FALSE, sizeof(CtFunctionFailing));
        goal->data = g_array_new(FALSE, FALSE, sizeof(CtDataFailing));
        goal->ordered_by = (uint8_t)cost;
        if (twin->model->requirements.data[r].function != CT_NO_ID)
            write_functions(twin, goal);
        else
            write_data(twin, goal);
        if (goal->is_reachable)
            write_cost(twin, finder, alike, cost, goal);
    }
    return goals;
}
