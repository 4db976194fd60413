/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions impaired and requirements violated, by what topology/functions.h says of both. A
 * required flow that is severed fails the assets it goes to.
 */
#include "attacks/derived.h"

#include "topology/functions.h"

typedef struct Losses {
    CtBuilder *builder;
    CtRelations *relations;
    uint32_t *lost[2]; /* per asset: auxiliary fact, without and with false reports; CT_NO_ID */
    CtCsr severs;      /* asset → required flows that go to it */
} Losses;

static CtFactId
plain(const CtGraph *graph, CtFactKind kind, uint32_t entity)
{
    return ct_graph_fact(graph, (CtFact){.kind = (uint8_t)kind, .entity = entity});
}

static void
derive(Losses *losses, CtStepKind kind, CtReason reason, CtFactId gain, CtFactId premise)
{
    ct_builder_add_step(losses->builder, kind, reason, gain, &premise, 1);
}

static CtFactId
lost_asset(Losses *losses, uint32_t asset, bool reports)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    uint32_t *known = &losses->lost[reports][asset];

    if (*known != CT_NO_ID)
        return *known;
    *known = ct_builder_add_auxiliary(losses->builder, CT_AUXILIARY_LOST, asset, reports);
    derive(losses, CT_STEP_DERIVED, CT_REASON_LOST_ASSET, *known,
           plain(graph, CT_FACT_HALTED, asset));
    derive(losses, CT_STEP_DERIVED, CT_REASON_LOST_ASSET, *known,
           plain(graph, CT_FACT_CONTROLS, asset));
    if (reports)
        derive(losses, CT_STEP_DERIVED, CT_REASON_LOST_ASSET, *known,
               plain(graph, CT_FACT_SPOOFS, asset));
    for (uint32_t i = losses->severs.start[asset]; i < losses->severs.start[asset + 1]; i++)
        derive(losses, CT_STEP_DERIVED, CT_REASON_LOST_FLOW, *known,
               plain(graph, CT_FACT_SEVERED, losses->severs.value[i]));
    return *known;
}

/* @gain, when at least `enough` of the needs of function @f fail. */
static void
derive_loss(
    Losses *losses, uint32_t f, bool reports, CtStepKind kind, CtReason reason, CtFactId gain)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    g_auto(CtFunctionNeeds) needs = {0};
    g_auto(CtIds) premises = {0};

    ct_function_needs(graph->instances, f, &needs);
    for (uint32_t i = 0; i < needs.assets.length; i++)
        ct_ids_add(&premises, lost_asset(losses, needs.assets.data[i], reports));
    for (uint32_t i = 0; i < needs.functions.length; i++)
        ct_ids_add(&premises, plain(graph, CT_FACT_IMPAIRED, needs.functions.data[i]));
    ct_ids_sort_unique(&premises);
    if (needs.enough == 0)
        return;
    if (needs.enough == 1) {
        for (uint32_t i = 0; i < premises.length; i++)
            derive(losses, kind, reason, gain, premises.data[i]);
        return;
    }
    ct_builder_add_step(losses->builder, kind, reason, gain, premises.data, premises.length);
    if (needs.k > 1)
        ct_builder_set_need(losses->builder, needs.enough);
}

static void
derive_function(Losses *losses, uint32_t f)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    bool reports = ct_loss_counts_reports(ct_function_loss(graph->instances->model, f));

    derive_loss(losses, f, reports, CT_STEP_LOSS, CT_REASON_IMPAIRED,
                plain(graph, CT_FACT_IMPAIRED, f));
}

/*
 * A requirement that asks for what its function's loss names is violated by that loss. One that
 * asks for something else counts the failing of the same needs in its own way.
 */
static void
derive_function_requirement(Losses *losses, uint32_t r)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    const CtModel *model = graph->instances->model;
    uint32_t f = model->requirements.data[r].function;
    bool own = ct_loss_counts_reports(ct_function_loss(model, f));
    CtFactId violated = plain(graph, CT_FACT_VIOLATED, r);
    bool asked[2] = {false, false}; /* without and with false reports */

    for (CtMust must = CT_MUST_AVAILABLE; must <= CT_MUST_SAFE; must++)
        if (ct_requirement_asks(model, r, must))
            asked[ct_loss_counts_reports(ct_must_loss(must))] = true;
    if (asked[own])
        derive(losses, CT_STEP_DERIVED, CT_REASON_VIOLATED_LOSS, violated,
               plain(graph, CT_FACT_IMPAIRED, f));
    if (asked[!own])
        derive_loss(losses, f, !own, CT_STEP_DERIVED, CT_REASON_VIOLATED_NEEDS, violated);
}

static void
derive_data_requirement(Losses *losses, uint32_t r)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    const CtModel *model = graph->instances->model;
    uint32_t d = model->requirements.data[r].data;
    CtId at = model->data.data[d].at;
    CtFactId violated = plain(graph, CT_FACT_VIOLATED, r);
    static const struct {
        CtMust must;
        CtFactKind kind;
        CtReason reason;
    } ways[] = {
        {CT_MUST_CONFIDENTIAL, CT_FACT_READS, CT_REASON_VIOLATED_READ},
        {CT_MUST_CONFIDENTIAL, CT_FACT_EXFILTRATED, CT_REASON_VIOLATED_EXFILTRATED},
        {CT_MUST_INTACT, CT_FACT_ALTERS, CT_REASON_VIOLATED_ALTERED},
        {CT_MUST_INTACT, CT_FACT_DESTROYS, CT_REASON_VIOLATED_DESTROYED},
        {CT_MUST_AVAILABLE, CT_FACT_DESTROYS, CT_REASON_VIOLATED_DESTROYED},
    };
    g_auto(CtIds) halted = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (ct_requirement_asks(model, r, ways[i].must))
            derive(losses, CT_STEP_DERIVED, ways[i].reason, violated,
                   plain(graph, ways[i].kind, d));
    if (!ct_requirement_asks(model, r, CT_MUST_AVAILABLE) || at == CT_NO_ID)
        return;
    for (uint32_t i = graph->instances->selected.start[at];
         i < graph->instances->selected.start[at + 1]; i++)
        ct_ids_add(&halted, plain(graph, CT_FACT_HALTED, graph->instances->selected.value[i]));
    if (halted.length > 0)
        ct_builder_add_step(losses->builder, CT_STEP_DERIVED, CT_REASON_VIOLATED_HOLDERS, violated,
                            halted.data, halted.length);
}

static void
build_severs(Losses *losses)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    const CtModel *model = graph->instances->model;
    const CtCsr *selected = &graph->instances->selected;
    g_auto(CtIds) assets = {0};
    g_auto(CtIds) flows = {0};

    for (uint32_t f = 0; f < model->flows.length; f++) {
        CtId to = model->flows.data[f].to;

        if (!ct_tri_or(model->flows.data[f].required, false) || to == CT_NO_ID)
            continue;
        for (uint32_t i = selected->start[to]; i < selected->start[to + 1]; i++) {
            ct_ids_add(&assets, selected->value[i]);
            ct_ids_add(&flows, f);
        }
    }
    ct_csr_build(&losses->severs, graph->instances->n_assets, assets.data, flows.data,
                 assets.length);
}

void
ct_derive_functions(CtBuilder *builder, CtRelations *relations)
{
    const CtGraph *graph = ct_builder_graph(builder);
    uint32_t n_assets = graph->instances->n_assets;
    Losses losses = {.builder = builder, .relations = relations};

    const CtModel *model = graph->instances->model;

    if (model->functions.length == 0 && model->requirements.length == 0)
        return;
    for (int i = 0; i < 2; i++) {
        losses.lost[i] = g_new(uint32_t, (size_t)n_assets + 1);
        for (uint32_t a = 0; a < n_assets; a++)
            losses.lost[i][a] = CT_NO_ID;
    }
    build_severs(&losses);
    for (uint32_t f = 0; f < model->functions.length; f++)
        derive_function(&losses, f);
    for (uint32_t r = 0; r < model->requirements.length; r++) {
        if (model->requirements.data[r].function != CT_NO_ID)
            derive_function_requirement(&losses, r);
        else
            derive_data_requirement(&losses, r);
    }
    ct_csr_clear(&losses.severs);
    g_free(losses.lost[0]);
    g_free(losses.lost[1]);
}
