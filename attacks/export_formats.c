/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The attack graph in DOT, GraphML and JSON: facts in order, then steps with their edges. */
#include "attacks/certificate.h"
#include "attacks/export_parts.h"

#include "base/bits.h"

static const char *const kind_words[] = {
    [CT_STEP_ATTEMPT] = "attempt", [CT_STEP_OUTCOME] = "outcome", [CT_STEP_REACH] = "reach",
    [CT_STEP_DERIVED] = "derived", [CT_STEP_LOSS] = "loss",
};

typedef void (*PutFact)(const CtExport *picture, CtFactId fact, gpointer data);
typedef void (*PutStep)(const CtExport *picture, uint32_t step, gpointer data);

static void
each_fact(const CtExport *picture, PutFact put, gpointer data)
{
    for (CtFactId fact = 0; fact < picture->graph->n_facts; fact++)
        if (ct_bits_get(picture->facts, fact))
            put(picture, fact, data);
}

static void
each_step(const CtExport *picture, PutStep put, gpointer data)
{
    for (uint32_t step = 0; step < picture->graph->n_steps; step++)
        if (ct_bits_get(picture->steps, step))
            put(picture, step, data);
}

/* "entry", "held" (by an attempt), "derived", "auxiliary". */
static const char *
fact_word(const CtExport *picture, CtFactId fact)
{
    CtFact named;

    if (ct_bits_get(picture->fixpoint->holds, fact) && picture->fixpoint->cause[fact] == CT_NO_ID)
        return "entry";
    if (!ct_graph_fact_of(picture->graph, fact, &named))
        return "auxiliary";
    return picture->graph->kinds->infos[named.kind].held ? "held" : "derived";
}

/* --- DOT --- */

static void
put_quoted(CtOut *out, const char *text)
{
    ct_out_put(out, "\"");
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            ct_out_put(out, "\\");
        ct_out_put_n(out, at, 1);
    }
    ct_out_put(out, "\"");
}

static void
put_dot_fact(const CtExport *picture, CtFactId fact, G_GNUC_UNUSED gpointer data)
{
    g_autofree char *id = ct_export_fact_id(picture, fact);
    const char *word = fact_word(picture, fact);

    ct_out_put(picture->out, "  ");
    put_quoted(picture->out, id);
    ct_out_printf(picture->out, " [shape=ellipse,class=\"%s\"%s%s];\n", word,
                  g_str_equal(word, "entry") ? ",peripheries=2" : "",
                  ct_bits_get(picture->fixpoint->holds, fact) ? "" : ",style=dashed");
}

static void
put_dot_edge(CtOut *out, const char *from, const char *to)
{
    ct_out_put(out, "  ");
    put_quoted(out, from);
    ct_out_put(out, " -> ");
    put_quoted(out, to);
    ct_out_put(out, ";\n");
}

static void
put_dot_step(const CtExport *picture, uint32_t step, G_GNUC_UNUSED gpointer data)
{
    const CtGraph *graph = picture->graph;
    g_autofree char *id = ct_export_step_id(picture, step);
    g_autofree char *by = ct_certificate_step_text(graph, step);
    g_autofree char *gain = ct_export_fact_id(picture, graph->step_gain[step]);
    uint32_t start = graph->step_premise_start[step], end = graph->step_premise_start[step + 1];

    ct_out_put(picture->out, "  ");
    put_quoted(picture->out, id);
    ct_out_printf(picture->out,
                  " [shape=box,class=\"%s\",label=", kind_words[graph->step_kind[step]]);
    put_quoted(picture->out, by);
    if (ct_graph_need(graph, step) < end - start)
        ct_out_printf(picture->out, ",xlabel=\"%u of %u\"", ct_graph_need(graph, step),
                      end - start);
    ct_out_put(picture->out, "];\n");
    for (uint32_t i = start; i < end; i++)
        if (ct_bits_get(picture->facts, graph->premises[i])) {
            g_autofree char *premise = ct_export_fact_id(picture, graph->premises[i]);

            put_dot_edge(picture->out, premise, id);
        }
    if (ct_bits_get(picture->facts, graph->step_gain[step]))
        put_dot_edge(picture->out, id, gain);
}

void
ct_export_write_dot(const CtExport *picture)
{
    ct_out_put(picture->out, "digraph attack {\n  rankdir=LR;\n");
    each_fact(picture, put_dot_fact, NULL);
    each_step(picture, put_dot_step, NULL);
    ct_out_put(picture->out, "}\n");
}

/* --- GraphML --- */

static void
put_data(CtOut *out, const char *key, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);

    ct_out_printf(out, "      <data key=\"%s\">%s</data>\n", key, escaped);
}

static void
put_node(CtOut *out, const char *id, const char *type, const char *kind, const char *label)
{
    g_autofree char *escaped = g_markup_escape_text(id, -1);

    ct_out_printf(out, "    <node id=\"%s\">\n", escaped);
    put_data(out, "type", type);
    put_data(out, "kind", kind);
    put_data(out, "label", label);
    ct_out_put(out, "    </node>\n");
}

static void
put_graphml_edge(CtOut *out, const char *from, const char *to)
{
    g_autofree char *source = g_markup_escape_text(from, -1);
    g_autofree char *target = g_markup_escape_text(to, -1);

    ct_out_printf(out, "    <edge source=\"%s\" target=\"%s\"/>\n", source, target);
}

static void
put_graphml_fact(const CtExport *picture, CtFactId fact, G_GNUC_UNUSED gpointer data)
{
    g_autofree char *id = ct_export_fact_id(picture, fact);
    g_autofree char *text = ct_graph_fact_text(picture->graph, fact);

    put_node(picture->out, id, "fact", fact_word(picture, fact), text);
}

static void
put_graphml_step(const CtExport *picture, uint32_t step, G_GNUC_UNUSED gpointer data)
{
    const CtGraph *graph = picture->graph;
    g_autofree char *id = ct_export_step_id(picture, step);
    g_autofree char *by = ct_certificate_step_text(graph, step);

    put_node(picture->out, id, "step", kind_words[graph->step_kind[step]], by);
}

static void
put_graphml_edges(const CtExport *picture, uint32_t step, G_GNUC_UNUSED gpointer data)
{
    const CtGraph *graph = picture->graph;
    g_autofree char *id = ct_export_step_id(picture, step);
    g_autofree char *gain = ct_export_fact_id(picture, graph->step_gain[step]);

    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1]; i++)
        if (ct_bits_get(picture->facts, graph->premises[i])) {
            g_autofree char *premise = ct_export_fact_id(picture, graph->premises[i]);

            put_graphml_edge(picture->out, premise, id);
        }
    if (ct_bits_get(picture->facts, graph->step_gain[step]))
        put_graphml_edge(picture->out, id, gain);
}

void
ct_export_write_graphml(const CtExport *picture)
{
    ct_out_put(picture->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (unsigned i = 0; i < 3; i++) {
        static const char *const keys[] = {"type", "kind", "label"};

        ct_out_printf(picture->out,
                      "  <key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n",
                      keys[i], keys[i]);
    }
    ct_out_put(picture->out, "  <graph id=\"attack\" edgedefault=\"directed\">\n");
    each_fact(picture, put_graphml_fact, NULL);
    each_step(picture, put_graphml_step, NULL);
    each_step(picture, put_graphml_edges, NULL);
    ct_out_put(picture->out, "  </graph>\n</graphml>\n");
}

/* --- JSON --- */

static void
put_json_fact(const CtExport *picture, CtFactId fact, gpointer data)
{
    CtJson *json = data;
    g_autofree char *id = ct_export_fact_id(picture, fact);

    ct_json_begin_object(json);
    ct_json_put_string(json, "id", id);
    ct_json_put_string(json, "kind", fact_word(picture, fact));
    ct_json_put_bool(json, "holds", ct_bits_get(picture->fixpoint->holds, fact));
    ct_json_end_object(json);
}

static void
put_json_step(const CtExport *picture, uint32_t step, gpointer data)
{
    CtJson *json = data;
    const CtGraph *graph = picture->graph;
    uint8_t kind = graph->step_kind[step];
    g_autofree char *id = ct_export_step_id(picture, step);
    g_autofree char *by = ct_certificate_step_text(graph, step);
    g_autofree char *gain = ct_export_fact_id(picture, graph->step_gain[step]);

    ct_json_begin_object(json);
    ct_json_put_string(json, "id", id);
    ct_json_put_string(json, "kind", kind_words[kind]);
    if (kind == CT_STEP_ATTEMPT || kind == CT_STEP_OUTCOME)
        ct_json_put_string(json, "rule",
                           graph->templates.data[graph->step_reason[step]].technique->name);
    ct_json_put_string(json, "by", by);
    ct_json_put_string(json, "gains", gain);
    ct_json_put_integer(json, "need", ct_graph_need(graph, step));
    ct_json_key(json, "premises");
    ct_json_begin_array(json);
    for (uint32_t i = graph->step_premise_start[step]; i < graph->step_premise_start[step + 1];
         i++) {
        g_autofree char *premise = ct_export_fact_id(picture, graph->premises[i]);

        ct_json_string(json, premise);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

void
ct_export_write_json(const CtExport *picture)
{
    g_autoptr(CtJson) json = ct_json_new(picture->out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_key(json, "facts");
    ct_json_begin_array(json);
    each_fact(picture, put_json_fact, json);
    ct_json_end_array(json);
    ct_json_key(json, "steps");
    ct_json_begin_array(json);
    each_step(picture, put_json_step, json);
    ct_json_end_array(json);
    ct_json_end_object(json);
}
