/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The attack tree for programs: nodes in a list, each naming its children. */
#include "report/tree.h"

#include "analysis/plan_cost.h"
#include "attacks/certificate.h"
#include "report/place.h"

static const char *const kinds[] = {
    [CT_TREE_ANY] = "any",   [CT_TREE_STEP] = "step", [CT_TREE_ENTRY] = "entry",
    [CT_TREE_SAME] = "same", [CT_TREE_OPEN] = "open",
};

static void
put_step(CtJson *json, const CtTreeReport *report, const CtTreeNode *node)
{
    const CtGraph *graph = report->twin->graph;
    bool attempt = node->step != CT_NO_ID && graph->step_kind[node->step] == CT_STEP_ATTEMPT;
    g_autofree char *text =
        node->step == CT_NO_ID ? NULL : ct_certificate_step_text(graph, node->step);
    uint32_t asset = attempt ? ct_plan_target_asset(graph, node->step) : CT_NO_ID;

    ct_json_put_bool(json, "attempt", attempt);
    ct_json_put_string(json, "by", text); /* null: the goal of several facts itself */
    if (attempt)
        ct_json_put_string(json, "rule",
                           graph->templates.data[graph->step_reason[node->step]].technique->name);
    ct_json_put_integer(json, "need", node->need);
    ct_json_put_integer(json, "of", node->n);
    if (asset == CT_NO_ID)
        return;
    g_autofree char *target = ct_instances_asset_text(graph->instances, asset);

    ct_json_put_string(json, "target", target);
    ct_place_json(json, report->twin, ct_entity_pos(graph->instances, CT_ENTITY_ASSET, asset));
}

static void
put_node(CtJson *json, const CtTreeReport *report, uint32_t i)
{
    const CtTree *tree = report->tree;
    const CtTreeNode *node = ct_tree_node(tree, i);
    g_autofree char *fact = ct_tree_plain_text(report, node->fact);

    ct_json_begin_object(json);
    ct_json_put_integer(json, "id", i);
    ct_json_put_string(json, "kind", kinds[node->kind]);
    ct_json_put_string(json, node->kind == CT_TREE_STEP ? "gains" : "fact", fact);
    if (node->kind == CT_TREE_STEP)
        put_step(json, report, node);
    if (ct_tree_has_own(report, node)) {
        g_autofree char *own = ct_tree_plain_text(report, node->own);

        ct_json_put_string(json, "from", own);
    }
    if (node->kind == CT_TREE_SAME)
        ct_json_put_integer(json, "same_as", node->same);
    if (node->alike.length > 0) {
        ct_json_key(json, "alike");
        ct_json_begin_array(json);
        for (uint32_t k = 0; k < node->alike.length; k++) {
            g_autofree char *name = ct_tree_alike_text(report, node, k);

            ct_json_string(json, name);
        }
        ct_json_end_array(json);
    }
    if (node->kind == CT_TREE_ANY || node->kind == CT_TREE_STEP) {
        ct_json_key(json, "children");
        ct_json_begin_array(json);
        for (uint32_t c = i + 1; c < i + node->size; c += ct_tree_node(tree, c)->size)
            ct_json_integer(json, c);
        ct_json_end_array(json);
    }
    ct_json_end_object(json);
}

void
ct_report_tree_json(CtOut *out, const CtTreeReport *report)
{
    g_autoptr(CtJson) json = ct_json_new(out);

    ct_json_begin_object(json);
    ct_json_put_string(json, "cybertwin", CT_VERSION);
    ct_json_put_string(json, "attacker", report->attacker->id);
    ct_json_put_string(json, "id", report->goal->id);
    ct_json_put_string(json, "goal", report->goal->text);
    ct_json_put_string(json, "reachable", report->tree != NULL ? "yes" : "no");
    ct_json_put_integer(json, "attempts", report->tree != NULL ? report->tree->n_attempts : 0);
    ct_json_put_integer(json, "not_opened", report->tree != NULL ? report->tree->n_open : 0);
    ct_json_key(json, "nodes");
    ct_json_begin_array(json);
    for (uint32_t i = 0; report->tree != NULL && i < report->tree->nodes->len; i++)
        put_node(json, report, i);
    ct_json_end_array(json);
    ct_json_end_object(json);
}
