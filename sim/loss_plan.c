/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who needs what, and which facts make that fail: worked out once for all replications. */
#include "base/bits.h"
#include "base/csr_pairs.h"
#include "sim/losses_private.h"

typedef struct Making {
    CtLossPlan *plan;
    const CtInstances *instances;
    GArray *units;                                         /* CtLossUnit */
    CtCsrPairs of_asset[CT_LOSS_N_WAYS], of_unit, guarded; /* as in the plan */
} Making;

static void
add_needs(Making *making, uint32_t function, bool reports, uint32_t unit)
{
    g_auto(CtFunctionNeeds) needs = {0};

    ct_function_needs(making->instances, function, &needs);
    for (uint32_t i = 0; i < needs.assets.length; i++)
        ct_csr_pairs_add(&making->of_asset[reports], needs.assets.data[i], unit);
    for (uint32_t i = 0; i < needs.functions.length; i++)
        ct_csr_pairs_add(&making->of_unit, needs.functions.data[i], unit);
    g_array_index(making->units, CtLossUnit, unit).enough = needs.enough;
}

static uint32_t
add_unit(Making *making, uint32_t requirement)
{
    CtLossUnit unit = {.requirement = requirement};

    g_array_append_val(making->units, unit);
    return making->units->len - 1;
}

static void
add_function_requirement(Making *making, uint32_t r)
{
    const CtModel *model = making->instances->model;
    uint32_t f = model->requirements.data[r].function;
    bool own = ct_loss_counts_reports(ct_function_loss(model, f));
    bool asked[2] = {false, false};

    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_SAFE; must++)
        if (ct_requirement_asks(model, r, must))
            asked[ct_loss_counts_reports(ct_must_loss(must))] = true;
    if (asked[own])
        ct_csr_pairs_add(&making->guarded, f, r);
    if (asked[!own])
        add_needs(making, f, !own, add_unit(making, r));
}

/* Data is not available while every asset that holds it is off; what else is done to it is a fact.
 */
static void
add_data_requirement(Making *making, uint32_t r)
{
    const CtModel *model = making->instances->model;
    CtId at = model->data.data[model->requirements.data[r].data].at;
    const CtCsr *selected = &making->instances->selected;

    if (!ct_requirement_asks(model, r, CT_MUST_AVAILABLE) || at == CT_NO_ID ||
        selected->start[at] == selected->start[at + 1])
        return;
    uint32_t unit = add_unit(making, r);

    g_array_index(making->units, CtLossUnit, unit).enough =
        selected->start[at + 1] - selected->start[at];
    for (uint32_t i = selected->start[at]; i < selected->start[at + 1]; i++)
        ct_csr_pairs_add(&making->of_asset[CT_LOSS_PLAIN], selected->value[i], unit);
}

static void
add_cause(
    const CtCourse *course, CtFactKind kind, uint32_t entity, uint32_t cause, CtCsrPairs *pairs)
{
    CtFactId id = ct_graph_fact(course->graph, (CtFact){.kind = (uint8_t)kind, .entity = entity});

    if (course->fact_of[id] == CT_NO_ID)
        return;
    ct_csr_pairs_add(pairs, course->fact_of[id], cause);
}

static void
add_flow_causes(const CtCourse *course, CtCsrPairs *pairs)
{
    const CtInstances *instances = course->graph->instances;

    for (uint32_t f = 0; f < instances->model->flows.length; f++) {
        const CtFlow *flow = &instances->model->flows.data[f];

        if (!ct_tri_or(flow->required, false) || flow->to == CT_NO_ID)
            continue;
        for (uint32_t i = instances->selected.start[flow->to];
             i < instances->selected.start[flow->to + 1]; i++)
            add_cause(course, CT_FACT_SEVERED, f,
                      ct_loss_cause(instances->selected.value[i], CT_LOSS_FAILS), pairs);
    }
}

static bool
is_needed(const CtLossPlan *plan, uint32_t asset)
{
    for (int way = 0; way < CT_LOSS_N_WAYS; way++)
        if (plan->of_asset[way].start[asset] < plan->of_asset[way].start[asset + 1])
            return true;
    return false;
}

static void
build_causes(CtLossPlan *plan, const CtCourse *course, uint32_t c)
{
    const CtInstances *instances = course->graph->instances;
    CtCsrPairs pairs = {0};

    for (uint32_t a = 0; a < instances->n_assets; a++) {
        if (!is_needed(plan, a))
            continue;
        add_cause(course, CT_FACT_HALTED, a, ct_loss_cause(a, CT_LOSS_FAILS), &pairs);
        add_cause(course, CT_FACT_CONTROLS, a, ct_loss_cause(a, CT_LOSS_FAILS), &pairs);
        add_cause(course, CT_FACT_SPOOFS, a, ct_loss_cause(a, CT_LOSS_FAILS_BY_REPORT), &pairs);
    }
    add_flow_causes(course, &pairs);
    for (uint32_t r = 0; r < instances->model->requirements.length; r++)
        if (instances->model->requirements.data[r].function == CT_NO_ID)
            add_cause(course, CT_FACT_VIOLATED, r, ct_loss_cause(r, CT_LOSS_VIOLATES), &pairs);
    for (uint32_t i = 0; i < pairs.row.length; i++)
        ct_ids_add(&plan->causing[c], pairs.row.data[i]);
    ct_ids_sort_unique(&plan->causing[c]);
    ct_csr_close(&plan->causes[c], course->n_facts, &pairs);
}

static void
build(Making *making)
{
    CtLossPlan *plan = making->plan;

    plan->n_units = making->units->len;
    for (int way = 0; way < CT_LOSS_N_WAYS; way++)
        ct_csr_close(&plan->of_asset[way], plan->n_assets, &making->of_asset[way]);
    ct_csr_close(&plan->of_unit, plan->n_functions, &making->of_unit);
    ct_csr_close(&plan->guarded, plan->n_functions, &making->guarded);
    plan->units = (CtLossUnit *)(void *)g_array_free(making->units, FALSE);
}

CtLossPlan *
ct_loss_plan_new(const CtCourse *const *courses, uint32_t n_courses)
{
    const CtInstances *instances = n_courses > 0 ? courses[0]->graph->instances : NULL;

    if (instances == NULL ||
        instances->model->functions.length + instances->model->requirements.length == 0)
        return NULL;
    CtLossPlan *plan = g_new0(CtLossPlan, 1);
    Making making = {.plan = plan,
                     .instances = instances,
                     .units = g_array_new(FALSE, FALSE, sizeof(CtLossUnit))};

    plan->n_assets = instances->n_assets;
    plan->n_functions = instances->model->functions.length;
    plan->n_requirements = instances->model->requirements.length;
    plan->n_courses = n_courses;
    for (uint32_t f = 0; f < plan->n_functions; f++)
        add_unit(&making, CT_NO_ID);
    for (uint32_t f = 0; f < plan->n_functions; f++)
        add_needs(&making, f, ct_loss_counts_reports(ct_function_loss(instances->model, f)), f);
    for (uint32_t r = 0; r < plan->n_requirements; r++) {
        if (instances->model->requirements.data[r].function != CT_NO_ID)
            add_function_requirement(&making, r);
        else
            add_data_requirement(&making, r);
    }
    build(&making);
    plan->causes = g_new0(CtCsr, (size_t)n_courses + 1);
    plan->causing = g_new0(CtIds, (size_t)n_courses + 1);
    for (uint32_t c = 0; c < n_courses; c++)
        build_causes(plan, courses[c], c);
    return plan;
}

bool
ct_loss_plan_add_flows(CtLossPlan *plan, const CtReach *reach, uint64_t most, GError **error)
{
    g_autofree uint64_t *needed = ct_bits_new(plan->n_assets);

    for (uint32_t a = 0; a < plan->n_assets; a++)
        if (is_needed(plan, a))
            ct_bits_set(needed, a);
    return ct_flow_plan_new(reach, needed, most, &plan->flows, error);
}

void
ct_loss_plan_free(CtLossPlan *plan)
{
    if (plan == NULL)
        return;
    ct_flow_plan_free(plan->flows);
    for (uint32_t c = 0; c < plan->n_courses; c++)
        ct_csr_clear(&plan->causes[c]);
    for (uint32_t c = 0; c < plan->n_courses; c++)
        ct_ids_clear(&plan->causing[c]);
    g_free(plan->causing);
    g_free(plan->causes);
    ct_csr_clear(&plan->of_asset[CT_LOSS_PLAIN]);
    ct_csr_clear(&plan->of_asset[CT_LOSS_REPORTS]);
    ct_csr_clear(&plan->of_unit);
    ct_csr_clear(&plan->guarded);
    g_free(plan->units);
    g_free(plan);
}
