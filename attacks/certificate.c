/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attacks/certificate.h"

#include "base/bits.h"

static const char *const kind_words[] = {
    [CT_STEP_ATTEMPT] = "attempt", [CT_STEP_OUTCOME] = "outcome", [CT_STEP_REACH] = "reach",
    [CT_STEP_DERIVED] = "derived", [CT_STEP_LOSS] = "loss",
};

CtCertificate *
ct_certificate_new(const CtGraph *graph,
                   const CtFixpoint *fixpoint,
                   const CtFactId *entries,
                   size_t n_entries,
                   CtFactId fact)
{
    CtCertificate *certificate = g_new0(CtCertificate, 1);

    certificate->fact = fact;
    certificate->holds = ct_bits_get(fixpoint->holds, fact);
    for (size_t i = 0; i < n_entries; i++)
        ct_ids_add(&certificate->entries, entries[i]);
    ct_ids_sort_unique(&certificate->entries);
    if (certificate->holds)
        ct_justify(graph, fixpoint, fact, &certificate->steps);
    else
        ct_justify_absence(graph, fixpoint, fact, &certificate->facts);
    return certificate;
}

void
ct_certificate_free(CtCertificate *certificate)
{
    if (certificate == NULL)
        return;
    ct_ids_clear(&certificate->entries);
    ct_ids_clear(&certificate->steps);
    ct_ids_clear(&certificate->facts);
    g_free(certificate);
}

static const char *
any_id(const CtTechniqueIds *ids)
{
    const char *candidates[] = {ids->it, ids->ot, ids->mobile, ids->internet_it, ids->internet_ot};

    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++)
        if (candidates[i] != NULL)
            return candidates[i];
    return "";
}

static char *
edge_text(const CtGraph *graph, uint32_t number)
{
    const CtReachEdge *edge = &graph->reach->edges.data[number];
    const CtModel *model = graph->instances->model;

    if (edge->conduit == CT_NO_ID)
        return g_strdup("same network");
    return g_strdup_printf("conduit %s", ct_model_id(model, CT_SECTION_CONDUITS, edge->conduit));
}

char *
ct_certificate_step_text(const CtGraph *graph, uint32_t step)
{
    uint32_t reason = graph->step_reason[step];

    switch ((CtStepKind)graph->step_kind[step]) {
    case CT_STEP_ATTEMPT:
    case CT_STEP_OUTCOME: {
        const CtTechnique *technique = graph->templates.data[reason].technique;

        const char *id = any_id(&technique->ids);

        return g_strdup_printf("%s %s", id, ct_technique_title(technique, id));
    }
    case CT_STEP_REACH:
        return edge_text(graph, reason);
    case CT_STEP_DERIVED:
    case CT_STEP_LOSS:
        return g_strdup(ct_reason_text((CtReason)reason));
    }
    return g_strdup("");
}

/* --- text --- */

static void
put_fact_line(CtOut *out, const CtGraph *graph, const char *lead, CtFactId fact)
{
    g_autofree char *text = ct_graph_fact_text(graph, fact);

    ct_out_printf(out, "%s%s\n", lead, text);
}

static void
put_step_text(CtOut *out, const CtGraph *graph, uint32_t number, uint32_t step)
{
    g_autofree char *gain = ct_graph_fact_text(graph, graph->step_gain[step]);
    g_autofree char *why = ct_certificate_step_text(graph, step);
    uint32_t start = graph->step_premise_start[step], end = graph->step_premise_start[step + 1];
    uint32_t need = ct_graph_need(graph, step);

    ct_out_printf(out, "%4u. %s\n      by %s\n", number, gain, why);
    if (need < end - start)
        ct_out_printf(out, "      with %u of %u\n", need, end - start);
    for (uint32_t i = start; i < end; i++)
        put_fact_line(out, graph, "      from ", graph->premises[i]);
}

void
ct_certificate_write_text(const CtCertificate *certificate,
                          const CtGraph *graph,
                          uint32_t most,
                          CtOut *out)
{
    g_autofree char *fact = ct_graph_fact_text(graph, certificate->fact);

    ct_out_printf(out, "%s %s\n", fact, certificate->holds ? "holds" : "does not hold");
    for (uint32_t i = 0; i < certificate->entries.length; i++)
        put_fact_line(out, graph, "entry ", certificate->entries.data[i]);
    for (uint32_t i = 0; i < certificate->steps.length; i++)
        put_step_text(out, graph, i + 1, certificate->steps.data[i]);
    if (certificate->holds)
        return;
    ct_out_printf(out,
                  "None of these %u facts can be the first to hold: whatever gains one needs "
                  "another.\n",
                  certificate->facts.length);
    for (uint32_t i = 0; i < MIN(most, certificate->facts.length); i++)
        put_fact_line(out, graph, "  ", certificate->facts.data[i]);
    if (certificate->facts.length > most)
        ct_out_printf(out, "  … and %u more\n", certificate->facts.length - most);
}

/* --- JSON --- */

static void
put_fact(CtJson *json, const CtGraph *graph, CtFactId fact)
{
    g_autofree char *text = ct_graph_fact_text(graph, fact);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "id", fact);
    ct_json_put_string(json, "fact", text);
    ct_json_end_object(json);
}

static void
put_facts(CtJson *json, const CtGraph *graph, const char *key, const CtFactId *facts, uint32_t n)
{
    ct_json_key(json, key);
    ct_json_begin_array(json);
    for (uint32_t i = 0; i < n; i++)
        put_fact(json, graph, facts[i]);
    ct_json_end_array(json);
}

static void
put_step(CtJson *json, const CtGraph *graph, uint32_t step)
{
    uint32_t start = graph->step_premise_start[step];
    uint32_t n = graph->step_premise_start[step + 1] - start;
    g_autofree char *gain = ct_graph_fact_text(graph, graph->step_gain[step]);
    g_autofree char *why = ct_certificate_step_text(graph, step);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "step", step);
    ct_json_put_string(json, "kind", kind_words[graph->step_kind[step]]);
    ct_json_put_string(json, "by", why);
    ct_json_put_integer(json, "gain", graph->step_gain[step]);
    ct_json_put_string(json, "gains", gain);
    ct_json_put_integer(json, "need", ct_graph_need(graph, step));
    put_facts(json, graph, "premises", graph->premises + start, n);
    ct_json_end_object(json);
}

void
ct_certificate_write_json(const CtCertificate *certificate, const CtGraph *graph, CtJson *json)
{
    g_autofree char *fact = ct_graph_fact_text(graph, certificate->fact);

    ct_json_begin_object(json);
    ct_json_put_string(json, "fact", fact);
    ct_json_put_integer(json, "id", certificate->fact);
    ct_json_put_bool(json, "holds", certificate->holds);
    put_facts(json, graph, "entries", certificate->entries.data, certificate->entries.length);
    if (certificate->holds) {
        ct_json_key(json, "steps");
        ct_json_begin_array(json);
        for (uint32_t i = 0; i < certificate->steps.length; i++)
            put_step(json, graph, certificate->steps.data[i]);
        ct_json_end_array(json);
    } else {
        put_facts(json, graph, "closed", certificate->facts.data, certificate->facts.length);
    }
    ct_json_end_object(json);
}
