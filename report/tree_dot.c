/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The attack tree for Graphviz: the goal at the left, what the attacker starts with at the right.
 */
#include "report/tree.h"

#include "base/text.h"

enum { MOST_COLUMNS = 34 };

static void
put_escaped(CtOut *out, const char *text)
{
    g_autofree char *printable = ct_text_printable(text, SIZE_MAX);
    g_autofree char *escaped = g_markup_escape_text(printable, -1);

    ct_out_put(out, escaped);
}

/* @text in lines of bearable length, broken at spaces. */
static void
put_broken(CtOut *out, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    size_t columns = 0;

    for (size_t i = 0; words[i] != NULL; i++) {
        size_t length = (size_t)g_utf8_strlen(words[i], -1);

        if (i > 0) {
            bool next = columns + 1 + length > MOST_COLUMNS;

            ct_out_put(out, next ? "<br/>" : " ");
            columns = next ? 0 : columns + 1;
        }
        put_escaped(out, words[i]);
        columns += length;
    }
}

static void
put_gate(CtOut *out, const char *gate)
{
    if (gate != NULL)
        ct_out_printf(out, "<br/><font point-size=\"8\" color=\"#4a4a4a\"><i>%s</i></font>", gate);
}

static void
put_alike(CtOut *out, const CtTreeNode *node)
{
    if (node->alike.length > 0)
        ct_out_printf(out, "<br/><font point-size=\"8\"><b>and %u alike</b></font>",
                      node->alike.length);
}

static void
put_fact(CtOut *out, const CtTreeReport *report, uint32_t i, uint32_t label)
{
    const CtTreeNode *node = ct_tree_node(report->tree, i);
    uint32_t only = ct_tree_only_step(report->tree, i);
    g_autofree char *fact = ct_tree_fact_text(report, node);
    g_autofree char *need = NULL;

    put_broken(out, fact);
    if (label != 0)
        ct_out_printf(out, " <b>[%u]</b>", label);
    put_alike(out, node);
    if (only == CT_NO_ID) {
        put_gate(out, ct_tree_count_children(report->tree, i) > 1 ? "any of" : NULL);
        return;
    }
    g_autofree char *step = ct_tree_step_text(report, ct_tree_node(report->tree, only));

    ct_out_put(out, "<br/><b>");
    put_broken(out, step);
    ct_out_put(out, "</b>");
    need = ct_tree_need_text(ct_tree_node(report->tree, only));
    put_gate(out, need);
}

/* Shape tells what colour tells: a fact is round, a step square, the start a note, a reference
 * dotted. */
static const char *
look_of(const CtTreeReport *report, uint32_t i)
{
    switch ((CtTreeKind)ct_tree_node(report->tree, i)->kind) {
    case CT_TREE_ANY:
        if (i == 0)
            return "style=\"rounded,filled,bold\", fillcolor=\"#f6d5d2\", color=\"#a33b32\"";
        return ct_tree_only_step(report->tree, i) != CT_NO_ID
                   ? "style=\"filled\", fillcolor=\"#fdf3dc\", color=\"#9a7b2d\""
                   : "style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#4a4a4a\"";
    case CT_TREE_STEP:
        return "style=\"filled\", fillcolor=\"#fdf3dc\", color=\"#9a7b2d\"";
    case CT_TREE_ENTRY:
        return "shape=note, style=\"filled\", fillcolor=\"#dbe9f4\", color=\"#3b6a8f\"";
    case CT_TREE_SAME:
        return "style=\"rounded,dotted\", color=\"#6a6a6a\", fontcolor=\"#4a4a4a\"";
    case CT_TREE_OPEN:
        break;
    }
    return "style=\"rounded,dashed\", color=\"#a33b32\"";
}

static void
put_node(CtOut *out, const CtTreeReport *report, const uint32_t *labels, uint32_t i)
{
    const CtTreeNode *node = ct_tree_node(report->tree, i);
    g_autofree char *fact = ct_tree_fact_text(report, node);

    ct_out_printf(out, "  n%u [%s, label=<", i, look_of(report, i));
    if (node->kind == CT_TREE_ANY) {
        put_fact(out, report, i, labels[i]);
    } else if (node->kind == CT_TREE_STEP) {
        g_autofree char *step = ct_tree_step_text(report, node);
        g_autofree char *need = ct_tree_need_text(node);

        ct_out_put(out, "<b>");
        put_broken(out, step);
        ct_out_put(out, "</b>");
        put_alike(out, node);
        put_gate(out, need);
    } else {
        put_broken(out, fact);
        if (node->kind == CT_TREE_SAME)
            ct_out_printf(out, " <b>→ [%u]</b>", labels[node->same]);
        put_alike(out, node);
        put_gate(out, node->kind == CT_TREE_OPEN ? "not opened" : NULL);
    }
    ct_out_put(out, ">];\n");
}

static void
put_tree(CtOut *out, const CtTreeReport *report)
{
    const CtTree *tree = report->tree;
    g_autofree uint32_t *labels = g_new0(uint32_t, tree->nodes->len + 1);
    uint32_t n_labels = 0;

    for (uint32_t i = 0; i < tree->nodes->len; i++)
        if (ct_tree_node(tree, i)->is_shared)
            labels[i] = ++n_labels;
    for (uint32_t i = 0; i < tree->nodes->len; i++) {
        uint32_t only = ct_tree_only_step(tree, i);
        uint32_t with = only != CT_NO_ID ? only : i;

        put_node(out, report, labels, i);
        for (uint32_t c = with + 1; c < i + ct_tree_node(tree, i)->size;
             c += ct_tree_node(tree, c)->size)
            ct_out_printf(out, "  n%u -> n%u;\n", i, c);
        i = with;
    }
}

void
ct_report_tree_dot(CtOut *out, const CtTreeReport *report)
{
    ct_out_put(out,
               "digraph \"attack tree\" {\n"
               "  rankdir=LR; ranksep=0.35; nodesep=0.12;\n"
               "  node [shape=box, fontname=\"DejaVu Sans\", fontsize=10, margin=\"0.09,0.05\", "
               "height=0.3];\n"
               "  edge [color=\"#6a6a6a\", arrowsize=0.6, dir=back];\n");
    if (report->tree == NULL) {
        ct_out_put(out, "  n0 [style=\"rounded,dashed\", label=<");
        put_escaped(out, report->goal->text);
        ct_out_put(out, "<br/>out of reach>];\n");
    } else {
        put_tree(out, report);
    }
    if (report->tree != NULL && report->tree->n_open > 0)
        ct_out_printf(out,
                      "  label=\"%u facts are not opened: --max-nodes allows more\"; "
                      "fontname=\"DejaVu Sans\"; fontsize=10;\n",
                      report->tree->n_open);
    ct_out_put(out, "}\n");
}
