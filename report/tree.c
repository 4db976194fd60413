/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The attack tree as indented text, and what the other formats say in the same words. */
#include "report/tree.h"

#include "report/text_parts.h"

#include "analysis/plan_cost.h"
#include "attacks/certificate.h"

enum { MOST_ALIKE = 4, LEAST_ROOM = 44 };

/* How many services besides the one it names a fact about reach speaks of. */
static uint32_t
more_services(const CtGraph *graph, CtFactId id)
{
    const CtCsr *services = &graph->reach->group_services;
    uint32_t group = CT_NO_ID;
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact)) {
        if (fact.kind == CT_FACT_REACH || fact.kind == CT_FACT_GATED)
            group = graph->reach->group_of_service[fact.entity];
    } else if (id >= graph->first_reach_node && id < graph->first_auxiliary) {
        const CtReachNode *node = &graph->reach->nodes.data[id - graph->first_reach_node];

        group = node->kind == CT_REACH_GROUP ? node->place : CT_NO_ID;
    }
    return group == CT_NO_ID ? 0 : services->start[group + 1] - services->start[group] - 1;
}

char *
ct_tree_plain_text(const CtTreeReport *report, CtFactId fact)
{
    if (fact == CT_NO_ID)
        return g_strdup(report->goal->text);
    g_autofree char *text = ct_graph_fact_text(report->twin->graph, fact);
    uint32_t more = more_services(report->twin->graph, fact);

    return more == 0 ? g_steal_pointer(&text) : g_strdup_printf("%s and %u more", text, more);
}

bool
ct_tree_has_own(const CtTreeReport *report, const CtTreeNode *node)
{
    CtFact fact;

    return (node->kind == CT_TREE_ANY || node->kind == CT_TREE_SAME ||
            node->kind == CT_TREE_OPEN) &&
           node->own != node->fact && node->own != CT_NO_ID &&
           ct_graph_fact_of(report->twin->graph, node->own, &fact);
}

char *
ct_tree_fact_text(const CtTreeReport *report, const CtTreeNode *node)
{
    g_autofree char *text = ct_tree_plain_text(report, node->fact);
    g_autofree char *own = NULL;

    if (!ct_tree_has_own(report, node))
        return g_steal_pointer(&text);
    own = ct_tree_plain_text(report, node->own);
    return g_strdup_printf("%s, from %s", text, own);
}

static bool
is_attempt(const CtGraph *graph, uint32_t step)
{
    return step != CT_NO_ID && graph->step_kind[step] == CT_STEP_ATTEMPT;
}

/* What else tells attempts on one asset apart: a credential, a flaw, data; NULL. g_free(). */
static char *
step_detail(const CtGraph *graph, uint32_t step)
{
    const CtTechnique *technique = graph->templates.data[graph->step_reason[step]].technique;
    uint32_t n;
    const uint32_t *bound = ct_plan_bindings(graph, step, &n);

    for (uint32_t v = 0; bound != NULL && v < n; v++)
        switch ((CtEntityKind)technique->variable_kind[v]) {
        case CT_ENTITY_PEOPLE:
        case CT_ENTITY_CREDENTIAL:
        case CT_ENTITY_CHANNEL:
        case CT_ENTITY_DATA:
        case CT_ENTITY_VULNERABILITY:
            return ct_entity_text(graph->instances, (CtEntityKind)technique->variable_kind[v],
                                  bound[v]);
        default:
            break;
        }
    return NULL;
}

char *
ct_tree_step_text(const CtTreeReport *report, const CtTreeNode *node)
{
    const CtGraph *graph = report->twin->graph;
    GString *line;

    if (node->step == CT_NO_ID)
        return g_strdup("the goal");
    g_autofree char *text = ct_certificate_step_text(graph, node->step);

    if (!is_attempt(graph, node->step))
        return g_steal_pointer(&text);
    uint32_t asset = ct_plan_target_asset(graph, node->step);
    g_autofree char *detail = step_detail(graph, node->step);

    line = g_string_new(text);
    if (asset != CT_NO_ID) {
        g_autofree char *name = ct_instances_asset_text(graph->instances, asset);

        g_string_append_printf(line, " on %s", name);
    }
    if (detail != NULL)
        g_string_append_printf(line, " (%s)", detail);
    return g_string_free(line, FALSE);
}

/* What @id speaks of, without what it says of it. */
static char *
entity_of_fact(const CtGraph *graph, CtFactId id)
{
    CtFact fact;

    if (ct_graph_fact_of(graph, id, &fact))
        return ct_entity_text(graph->instances, (CtEntityKind)graph->kinds->infos[fact.kind].entity,
                              fact.entity);
    if (id >= graph->first_auxiliary &&
        graph->auxiliaries.data[id - graph->first_auxiliary].kind == CT_AUXILIARY_LOST)
        return ct_instances_asset_text(graph->instances,
                                       graph->auxiliaries.data[id - graph->first_auxiliary].a);
    return ct_graph_fact_text(graph, id);
}

/* What a step, or else a fact, is about. */
static char *
subject_of(const CtGraph *graph, bool is_step, uint32_t id)
{
    uint32_t asset;

    if (!is_step)
        return entity_of_fact(graph, id);
    asset = ct_plan_target_asset(graph, id);
    return asset == CT_NO_ID ? entity_of_fact(graph, graph->step_gain[id])
                             : ct_instances_asset_text(graph->instances, asset);
}

char *
ct_tree_alike_text(const CtTreeReport *report, const CtTreeNode *node, uint32_t k)
{
    return subject_of(report->twin->graph, node->kind == CT_TREE_STEP,
                      report->tree->alike.data[node->alike.start + k]);
}

char *
ct_tree_need_text(const CtTreeNode *node)
{
    if (node->n <= 1)
        return NULL;
    if (node->need == node->n)
        return g_strdup("all of");
    if (node->need == 1)
        return g_strdup("any of");
    return g_strdup_printf("%u of %u", node->need, node->n);
}

uint32_t
ct_tree_count_children(const CtTree *tree, uint32_t i)
{
    uint32_t n = 0;

    for (uint32_t c = i + 1; c < i + ct_tree_node(tree, i)->size; c += ct_tree_node(tree, c)->size)
        n++;
    return n;
}

uint32_t
ct_tree_only_step(const CtTree *tree, uint32_t i)
{
    const CtTreeNode *node = ct_tree_node(tree, i);

    if (node->kind != CT_TREE_ANY || node->size < 2)
        return CT_NO_ID;
    const CtTreeNode *child = ct_tree_node(tree, i + 1);

    return child->kind == CT_TREE_STEP && child->size + 1 == node->size && child->alike.length == 0
               ? i + 1
               : CT_NO_ID;
}

/* --- text --- */

typedef struct TextTree {
    CtTextReport text;
    const CtTreeReport *report;
    uint32_t *label; /* per node: its number, 0 where nobody refers to it */
} TextTree;

/* Those of the alike that are named; several steps on one thing are named once, and none that the
 * node itself names. */
static void
append_alike(const TextTree *text, GString *line, const CtTreeNode *node)
{
    g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    uint32_t most = text->text.options->all ? UINT32_MAX : MOST_ALIKE, n = 0;
    bool all = true;

    if (node->alike.length == 0)
        return;
    if (node->kind != CT_TREE_STEP || node->step != CT_NO_ID)
        g_hash_table_add(named, subject_of(text->report->twin->graph, node->kind == CT_TREE_STEP,
                                           node->kind == CT_TREE_STEP ? node->step : node->fact));
    g_string_append_printf(line, ", and %u alike", node->alike.length);
    for (uint32_t k = 0; k < node->alike.length; k++) {
        char *name = ct_tree_alike_text(text->report, node, k);

        if (g_hash_table_contains(named, name) || n == most) {
            all = all && n < most;
            g_free(name);
            continue;
        }
        g_string_append_printf(line, "%s%s", n++ > 0 ? ", " : ": ", name);
        g_hash_table_add(named, name);
    }
    if (!all)
        g_string_append(line, " …");
}

static void
append_need(GString *line, const CtTreeNode *step, bool has_children)
{
    g_autofree char *need = ct_tree_need_text(step);

    if (has_children && need != NULL)
        g_string_append_printf(line, ", with %s:", need);
    else if (has_children)
        g_string_append(line, ", with:");
}

/* The line of a fact whose options, or whose one step, follow. */
static void
append_any(const TextTree *text, GString *line, uint32_t i)
{
    const CtTree *tree = text->report->tree;
    uint32_t only = ct_tree_only_step(tree, i);

    if (text->label[i] != 0)
        g_string_append_printf(line, "  [%u]", text->label[i]);
    append_alike(text, line, ct_tree_node(tree, i));
    if (only == CT_NO_ID) {
        uint32_t n = ct_tree_count_children(tree, i);

        g_string_append(line, n > 1 ? ", by any of:" : ", by:");
        return;
    }
    g_autofree char *step = ct_tree_step_text(text->report, ct_tree_node(tree, only));

    g_string_append_printf(line, "\nby %s", step);
    append_need(line, ct_tree_node(tree, only), ct_tree_node(tree, only)->size > 1);
}

static char *
line_of(const TextTree *text, uint32_t i)
{
    const CtTreeNode *node = ct_tree_node(text->report->tree, i);
    g_autofree char *fact = ct_tree_fact_text(text->report, node);
    g_autofree char *step =
        node->kind == CT_TREE_STEP ? ct_tree_step_text(text->report, node) : NULL;
    GString *line = g_string_new(step != NULL ? step : fact);

    switch ((CtTreeKind)node->kind) {
    case CT_TREE_ANY:
        append_any(text, line, i);
        break;
    case CT_TREE_STEP:
        append_alike(text, line, node);
        append_need(line, node, node->size > 1);
        break;
    case CT_TREE_ENTRY:
        append_alike(text, line, node);
        g_string_append(line, ": from the start");
        break;
    case CT_TREE_SAME:
        append_alike(text, line, node);
        g_string_append_printf(line, ": see [%u]", text->label[node->same]);
        break;
    case CT_TREE_OPEN:
        append_alike(text, line, node);
        g_string_append(line, ": not opened");
        break;
    }
    return g_string_free(line, FALSE);
}

static void
put_node(const TextTree *text, uint32_t i, unsigned level)
{
    unsigned width = text->text.options->width;
    unsigned most = width > LEAST_ROOM ? (width - LEAST_ROOM) / 2 : 0;
    g_autofree char *line = line_of(text, i);
    g_auto(GStrv) parts = g_strsplit(line, "\n", -1);
    g_autofree char *deep = level > most ? g_strdup_printf("%u›", level) : NULL;

    for (unsigned p = 0; parts[p] != NULL; p++)
        ct_text_reason(&text->text, 2 * MIN(level, most) + (p > 0 ? 2 : 0),
                       p == 0 && deep != NULL ? deep : "", p == 0 ? CT_STYLE_PLAIN : CT_STYLE_DIM,
                       parts[p], NULL);
}

static void
put_nodes(const TextTree *text)
{
    const CtTree *tree = text->report->tree;
    g_autofree unsigned *level = g_new0(unsigned, tree->nodes->len + 1);

    for (uint32_t i = 0; i < tree->nodes->len; i++) {
        uint32_t only = ct_tree_only_step(tree, i);
        uint32_t with = only != CT_NO_ID ? only : i;

        put_node(text, i, level[i]);
        for (uint32_t c = with + 1; c < i + ct_tree_node(tree, i)->size;
             c += ct_tree_node(tree, c)->size)
            level[c] = level[i] + (only != CT_NO_ID ? 2 : 1);
        i = with;
    }
}

static void
put_summary(const TextTree *text, bool has_references)
{
    const CtTree *tree = text->report->tree;
    g_autofree char *nodes = ct_text_plural(tree->nodes->len, "node", "nodes");
    g_autofree char *attempts = ct_text_plural(tree->n_attempts, "attempt", "attempts");
    g_autofree char *line = g_strdup_printf(
        "%s, %s.%s", nodes, attempts,
        has_references ? " A fact shown elsewhere is referred to by its number; a reference to "
                         "what one is just deriving leads nowhere."
                       : "");

    ct_text_reason(&text->text, 0, "", CT_STYLE_DIM, line, NULL);
    if (tree->n_open == 0)
        return;
    g_autofree char *open = g_strdup_printf(
        "Left out: what leads to %u facts marked 'not opened', as the tree is as large as it may "
        "be; --max-nodes allows more.",
        tree->n_open);

    ct_text_reason(&text->text, 0, "", CT_STYLE_WARN, open, NULL);
}

void
ct_report_tree_text(CtOut *out, const CtTreeReport *report, const CtTextOptions *options)
{
    TextTree text = {.text = {.out = out, .options = options}, .report = report};
    uint32_t n_labels = 0;

    ct_text_style(out, options->color, CT_STYLE_BOLD, report->goal->id);
    ct_out_printf(out, "  %s, by %s\n", report->goal->text, report->attacker->id);
    if (report->tree == NULL) {
        ct_out_put(out, "He cannot reach it: there is no tree. 'why-not' says what he lacks.\n");
        return;
    }
    text.label = g_new0(uint32_t, report->tree->nodes->len + 1);
    for (uint32_t i = 0; i < report->tree->nodes->len; i++)
        if (ct_tree_node(report->tree, i)->is_shared)
            text.label[i] = ++n_labels;
    ct_out_put(out, "\n");
    put_nodes(&text);
    ct_out_put(out, "\n");
    put_summary(&text, n_labels > 0);
    g_free(text.label);
}
