/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions impaired: a function that needs k of its n needs is lost when n - k + 1 of them fail.
 * An asset fails when it is halted or commanded by the attacker; where what is lost is view or
 * safety, also when what it reports is his. A function fails when it is impaired, and a required
 * flow that is severed fails the assets it goes to.
 */
#include "attacks/derived.h"

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

static void
put_needs(Losses *losses, const CtFunction *function, bool reports, CtIds *premises)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    const CtModel *model = graph->instances->model;
    const CtCsr *selected = &graph->instances->selected;

    for (uint32_t i = 0; ct_span_is_stated(function->needs) && i < function->needs.length; i++) {
        const CtNeed *need = &model->needs.data[function->needs.start + i];

        if (need->function != CT_NO_ID) {
            ct_ids_add(premises, plain(graph, CT_FACT_IMPAIRED, need->function));
            continue;
        }
        for (uint32_t k = selected->start[need->asset]; k < selected->start[need->asset + 1]; k++)
            ct_ids_add(premises, lost_asset(losses, selected->value[k], reports));
    }
}

static void
derive_function(Losses *losses, uint32_t f)
{
    const CtGraph *graph = ct_builder_graph(losses->builder);
    const CtFunction *function = &graph->instances->model->functions.data[f];
    bool reports = function->loss == CT_LOSS_VIEW || function->loss == CT_LOSS_SAFETY;
    CtFactId impaired = plain(graph, CT_FACT_IMPAIRED, f);
    g_auto(CtIds) premises = {0};

    put_needs(losses, function, reports, &premises);
    /* An instance that several needs name counts once. */
    ct_ids_sort_unique(&premises);

    uint32_t n = premises.length;
    uint32_t k = function->k == CT_NO_ID ? n : MIN(function->k, n);
    if (n == 0 || k == 0)
        return;
    if (n - k + 1 == 1) {
        for (uint32_t i = 0; i < n; i++)
            derive(losses, CT_STEP_LOSS, CT_REASON_IMPAIRED, impaired, premises.data[i]);
        return;
    }
    ct_builder_add_step(losses->builder, CT_STEP_LOSS, CT_REASON_IMPAIRED, impaired, premises.data,
                        n);
    if (k > 1)
        ct_builder_set_need(losses->builder, n - k + 1);
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

    if (graph->instances->model->functions.length == 0)
        return;
    for (int i = 0; i < 2; i++) {
        losses.lost[i] = g_new(uint32_t, (size_t)n_assets + 1);
        for (uint32_t a = 0; a < n_assets; a++)
            losses.lost[i][a] = CT_NO_ID;
    }
    build_severs(&losses);
    for (uint32_t f = 0; f < graph->instances->model->functions.length; f++)
        derive_function(&losses, f);
    ct_csr_clear(&losses.severs);
    g_free(losses.lost[0]);
    g_free(losses.lost[1]);
}
