/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which nodes are wanted, and their ids; then one writer a format. */
#include "attacks/export.h"

#include "attacks/certificate.h"
#include "attacks/export_parts.h"

#include "base/bits.h"

#define DEFAULT_MAX_NODES 20000

G_DEFINE_QUARK(ct_export_error, ct_export_error)

/* Whether @step could fire on what holds. */
static bool
fires(const CtGraph *graph, const CtFixpoint *fixpoint, uint32_t step)
{
    uint32_t n = 0;

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        n += ct_bits_get(fixpoint->holds, graph->premises[i]);
    return n >= ct_graph_need(graph, step);
}

/* Backwards from the targets over steps that fire. */
static void
select_slice(CtExport *picture, const CtExportOptions *options)
{
    const CtGraph *graph = picture->graph;
    g_auto(CtIds) open = {0};

    for (uint32_t i = 0; i < options->n_targets; i++)
        if (!ct_bits_get(picture->facts, options->targets[i])) {
            ct_bits_set(picture->facts, options->targets[i]);
            ct_ids_add(&open, options->targets[i]);
        }
    while (open.length > 0) {
        CtFactId fact = open.data[--open.length];

        for (uint32_t i = graph->gained_start[fact]; i < graph->gained_start[fact + 1]; i++) {
            uint32_t step = graph->gained[i];

            if (!fires(graph, picture->fixpoint, step))
                continue;
            ct_bits_set(picture->steps, step);
            for (uint32_t k = graph->step_premise_start[step];
                 k < graph->step_premise_start[step + 1]; k++) {
                CtFactId premise = graph->premises[k];

                if (ct_bits_get(picture->facts, premise) ||
                    !ct_bits_get(picture->fixpoint->holds, premise))
                    continue;
                ct_bits_set(picture->facts, premise);
                ct_ids_add(&open, premise);
            }
        }
    }
}

static void
select_all(CtExport *picture, bool all)
{
    const CtGraph *graph = picture->graph;

    for (CtFactId fact = 0; fact < graph->n_facts; fact++)
        if (all || ct_bits_get(picture->fixpoint->holds, fact))
            ct_bits_set(picture->facts, fact);
    for (uint32_t step = 0; step < graph->n_steps; step++)
        if (all || fires(graph, picture->fixpoint, step))
            ct_bits_set(picture->steps, step);
}

static uint64_t
count_nodes(const CtExport *picture)
{
    uint64_t n = 0;

    for (CtFactId fact = 0; fact < picture->graph->n_facts; fact++)
        n += ct_bits_get(picture->facts, fact);
    for (uint32_t step = 0; step < picture->graph->n_steps; step++)
        n += ct_bits_get(picture->steps, step);
    return n;
}

static bool
is_within_limits(const CtExport *picture, const CtExportOptions *options, GError **error)
{
    uint64_t most = options->max_nodes != 0 ? options->max_nodes : DEFAULT_MAX_NODES;
    uint64_t n = count_nodes(picture);

    if (n <= most)
        return true;
    g_set_error(error, CT_EXPORT_ERROR, CT_EXPORT_ERROR_LIMIT,
                "the graph to write has %" G_GUINT64_FORMAT " nodes, more than %" G_GUINT64_FORMAT
                "; ask for what derives one goal, or for more nodes",
                n, most);
    return false;
}

static bool
targets_hold(const CtExport *picture, const CtExportOptions *options, GError **error)
{
    for (uint32_t i = 0; i < options->n_targets; i++)
        if (!ct_bits_get(picture->fixpoint->holds, options->targets[i])) {
            g_autofree char *text = ct_graph_fact_text(picture->graph, options->targets[i]);

            g_set_error(error, CT_EXPORT_ERROR, CT_EXPORT_ERROR_TARGET,
                        "%s does not hold, so nothing derives it", text);
            return false;
        }
    return true;
}

char *
ct_export_fact_id(const CtExport *picture, CtFactId fact)
{
    g_autofree char *text = ct_graph_fact_text(picture->graph, fact);

    if (fact < picture->graph->first_reach_node)
        return g_steal_pointer(&text);
    /* Auxiliary texts are not unique; their numbers follow from the topology. */
    return g_strdup_printf("%s #%u", text, fact);
}

char *
ct_export_step_id(const CtExport *picture, uint32_t step)
{
    g_autofree char *gain = ct_export_fact_id(picture, picture->graph->step_gain[step]);
    g_autofree char *by = ct_certificate_step_text(picture->graph, step);
    uint32_t nth = 0;

    /* The how-manieth way to its gain it is. */
    for (uint32_t i = picture->graph->gained_start[picture->graph->step_gain[step]];
         picture->graph->gained[i] != step; i++)
        nth++;
    return g_strdup_printf("%s -> %s /%u", by, gain, nth);
}

bool
ct_graph_export(const CtGraph *graph,
                const CtFixpoint *fixpoint,
                const CtExportOptions *options,
                CtOut *out,
                GError **error)
{
    g_autofree uint64_t *facts = ct_bits_new(graph->n_facts);
    g_autofree uint64_t *steps = ct_bits_new(graph->n_steps);
    CtExport picture = {
        .graph = graph, .fixpoint = fixpoint, .facts = facts, .steps = steps, .out = out};

    if (options->targets != NULL) {
        if (!targets_hold(&picture, options, error))
            return false;
        select_slice(&picture, options);
    } else {
        select_all(&picture, options->all);
    }
    if (!is_within_limits(&picture, options, error))
        return false;
    switch (options->format) {
    case CT_EXPORT_DOT:
        ct_export_write_dot(&picture);
        break;
    case CT_EXPORT_GRAPHML:
        ct_export_write_graphml(&picture);
        break;
    case CT_EXPORT_JSON:
        ct_export_write_json(&picture);
        break;
    }
    return true;
}
