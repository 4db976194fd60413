/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Breadth first from the goal, so that each fact is shown where it is least deep. Facts that
 * follow from one fact alone, without an attempt, are one with it; what holds without any attempt
 * is a leaf.
 */
#include "analysis/tree.h"

#include "analysis/tree_parts.h"

#include <string.h>

typedef struct Planting {
    const CtGraph *graph;
    CtSlice *slice;
    uint8_t *given;   /* per fact: without any attempt */
    uint8_t *useless; /* per step */
    CtCsr gained;     /* fact → steps that gain it and are of use */
    uint32_t *uses;   /* fact → how many steps of use need it */
    uint32_t *shown;  /* resolved fact → draft node, CT_NO_ID */
    CtTreeFolds folds;
    CtTreeDraft draft;
    CtTree *tree;
    const CtFactId *goals;
    uint32_t n_goals;
    uint32_t most;
} Planting;

/* One thing that is to become a child. */
typedef struct Child {
    bool is_step;
    uint32_t id;    /* local step, or local fact as named by whoever needs it */
    uint32_t alike; /* how many follow it in the list that are like it */
} Child;

/* --- what is of use --- */

/* Which facts hold when all attempts are taken and @without is never had. */
static void
close_without(
    const CtSlice *slice, uint32_t without, uint8_t *holds, uint32_t *missing, CtIds *queue)
{
    memset(holds, 0, slice->n_facts);
    queue->length = 0;
    for (uint32_t e = 0; e < slice->entries.length; e++)
        if (slice->entries.data[e] != without && holds[slice->entries.data[e]]++ == 0)
            ct_ids_add(queue, slice->entries.data[e]);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        missing[s] = slice->need[s];
        if (missing[s] == 0 && slice->gain[s] != without && holds[slice->gain[s]]++ == 0)
            ct_ids_add(queue, slice->gain[s]);
    }
    for (uint32_t next = 0; next < queue->length; next++) {
        uint32_t fact = queue->data[next];

        for (uint32_t i = slice->uses.start[fact]; i < slice->uses.start[fact + 1]; i++) {
            uint32_t s = slice->uses.value[i];

            if (missing[s] == 0 || --missing[s] > 0 || slice->gain[s] == without ||
                holds[slice->gain[s]]++ > 0)
                continue;
            ct_ids_add(queue, slice->gain[s]);
        }
    }
}

/* A step whose needs cannot be had without what it gains adds nothing; nor does one that gains
 * what is there from the start. */
static void
find_useless(Planting *planting)
{
    const CtSlice *slice = planting->slice;
    uint64_t work =
        (uint64_t)slice->n_facts * (slice->premises.start[slice->n_steps] + slice->n_steps);
    g_autofree uint8_t *holds = g_new(uint8_t, (size_t)slice->n_facts + 1);
    g_autofree uint32_t *missing = g_new(uint32_t, (size_t)slice->n_steps + 1);
    g_auto(CtIds) queue = {0};
    g_auto(CtCsr) gainers = {0};
    g_auto(CtIds) rows = {0};

    planting->useless = g_new0(uint8_t, (size_t)slice->n_steps + 1);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        planting->useless[s] = planting->given[slice->gain[s]];
        ct_ids_add(&rows, s);
    }
    if (work > CT_TREE_MOST_WORK)
        return;
    ct_csr_build(&gainers, slice->n_facts, slice->gain, rows.data, slice->n_steps);
    for (uint32_t f = 0; f < slice->n_facts; f++) {
        if (planting->given[f])
            continue;
        close_without(slice, f, holds, missing, &queue);
        for (uint32_t i = gainers.start[f]; i < gainers.start[f + 1]; i++)
            planting->useless[gainers.value[i]] = missing[gainers.value[i]] > 0 ? 1 : 0;
    }
}

static void
index_steps(Planting *planting)
{
    const CtSlice *slice = planting->slice;
    g_auto(CtIds) facts = {0};
    g_auto(CtIds) steps = {0};

    planting->uses = g_new0(uint32_t, (size_t)slice->n_facts + 1);
    for (uint32_t s = 0; s < slice->n_steps; s++) {
        if (planting->useless[s])
            continue;
        ct_ids_add(&facts, slice->gain[s]);
        ct_ids_add(&steps, s);
        for (uint32_t i = slice->premises.start[s]; i < slice->premises.start[s + 1]; i++)
            planting->uses[slice->premises.value[i]]++;
    }
    ct_csr_build(&planting->gained, slice->n_facts, facts.data, steps.data, facts.length);
}

/* --- what is one --- */

static bool
is_free(const Planting *planting, uint32_t step)
{
    return step >= planting->slice->n_attempts;
}

static uint32_t
n_premises(const Planting *planting, uint32_t step)
{
    return planting->slice->premises.start[step + 1] - planting->slice->premises.start[step];
}

static uint32_t
only_premise(const Planting *planting, uint32_t step)
{
    return planting->slice->premises.value[planting->slice->premises.start[step]];
}

/* The fact that @fact is one with. */
static uint32_t
resolve(const Planting *planting, uint32_t fact)
{
    while (!planting->given[fact] &&
           planting->gained.start[fact + 1] - planting->gained.start[fact] == 1) {
        uint32_t step = planting->gained.value[planting->gained.start[fact]];

        if (!is_free(planting, step) || n_premises(planting, step) != 1)
            break;
        fact = only_premise(planting, step);
    }
    return fact;
}

/* A fact nobody asks for by name, needed once: its options are those of what needs it. */
static bool
is_inner(const Planting *planting, uint32_t fact)
{
    CtFact named;

    if (planting->given[fact] || planting->uses[fact] != 1)
        return false;
    if (!ct_graph_fact_of(planting->graph, planting->slice->fact[fact], &named))
        return true;
    return !planting->graph->kinds->infos[named.kind].held && named.kind != CT_FACT_IMPAIRED;
}

static void
add_child(GArray *children, bool is_step, uint32_t id)
{
    Child child = {.is_step = is_step, .id = id};

    g_array_append_val(children, child);
}

/* The options of @fact, in the order of steps, those of inner facts in their place. */
static void
find_options(const Planting *planting, uint32_t fact, GArray *children)
{
    g_auto(CtIds) waiting = {0}; /* facts whose options come next, on a stack */

    ct_ids_add(&waiting, fact);
    while (waiting.length > 0) {
        uint32_t at = waiting.data[--waiting.length];

        for (uint32_t i = planting->gained.start[at]; i < planting->gained.start[at + 1]; i++) {
            uint32_t step = planting->gained.value[i];

            if (!is_free(planting, step) || n_premises(planting, step) != 1) {
                add_child(children, true, step);
                continue;
            }
            uint32_t from = only_premise(planting, step);

            if (is_inner(planting, resolve(planting, from)) && is_inner(planting, from))
                ct_ids_add(&waiting, resolve(planting, from));
            else
                add_child(children, false, from);
        }
    }
}

/* --- alike ones --- */

static GBytes *
key_of(const Planting *planting, CtFactId parent, const Child *child)
{
    const CtSlice *slice = planting->slice;

    if (child->is_step)
        return is_free(planting, child->id)
                   ? NULL
                   : ct_tree_folds_key(&planting->folds, parent,
                                       planting->graph->step_gain[slice->step[child->id]],
                                       slice->step[child->id]);
    return ct_tree_folds_key(&planting->folds, parent, slice->fact[child->id], CT_NO_ID);
}

/* Puts alike children together behind the first of them; a fact asked for twice stands once among
 * options. */
static GArray *
group(const Planting *planting, CtFactId parent, const GArray *children, bool once)
{
    g_autoptr(GHashTable) places = /* key → group + 1; asked, never walked */
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    GArray *result = g_array_new(FALSE, FALSE, sizeof(Child));

    for (guint i = 0; i < children->len; i++) {
        const Child *child = &g_array_index(children, Child, i);
        size_t fact = (size_t)resolve(planting, child->is_step ? 0 : child->id) + 1;

        if (once && !child->is_step && !g_hash_table_add(seen, GSIZE_TO_POINTER(fact)))
            continue;
        g_autoptr(GBytes) key = key_of(planting, parent, child);
        gpointer known = key != NULL ? g_hash_table_lookup(places, key) : NULL;

        if (known == NULL) {
            known = GUINT_TO_POINTER(groups->len + 1);
            g_ptr_array_add(groups, g_array_new(FALSE, FALSE, sizeof(Child)));
            if (key != NULL)
                g_hash_table_insert(places, g_bytes_ref(key), known);
        }
        g_array_append_vals(groups->pdata[GPOINTER_TO_UINT(known) - 1], child, 1);
    }
    for (guint g = 0; g < groups->len; g++) {
        GArray *members = groups->pdata[g];

        g_array_index(members, Child, 0).alike = members->len - 1;
        g_array_append_vals(result, members->data, members->len);
    }
    return result;
}

/* --- nodes --- */

static CtTreeDraftNode *
draft_node(const Planting *planting, uint32_t i)
{
    return &g_array_index(planting->draft.nodes, CtTreeDraftNode, i);
}

static void
add_step_node(Planting *planting, uint32_t parent, uint32_t step)
{
    const CtSlice *slice = planting->slice;
    CtTreeDraftNode draft = {.parent = parent,
                             .local = step,
                             .node = {.kind = CT_TREE_STEP,
                                      .step = slice->step[step],
                                      .fact = slice->fact[slice->gain[step]],
                                      .need = slice->need[step],
                                      .n = n_premises(planting, step)}};

    g_array_append_val(planting->draft.nodes, draft);
}

static void
add_fact_node(Planting *planting, uint32_t parent, uint32_t fact)
{
    uint32_t own = resolve(planting, fact);
    CtTreeDraftNode draft = {.parent = parent,
                             .local = own,
                             .node = {.kind = CT_TREE_ANY,
                                      .fact = planting->slice->fact[fact],
                                      .step = CT_NO_ID}};

    draft.node.own = planting->slice->fact[own];
    if (draft.node.fact == CT_NO_ID && planting->n_goals == 1)
        draft.node.fact = planting->goals[0];
    if (planting->given[own]) {
        draft.node.kind = CT_TREE_ENTRY;
    } else if (planting->shown[own] != CT_NO_ID) {
        draft.node.kind = CT_TREE_SAME;
        draft.node.same = planting->shown[own];
    } else {
        planting->shown[own] = planting->draft.nodes->len;
    }
    g_array_append_val(planting->draft.nodes, draft);
}

static void
add_children(Planting *planting, uint32_t parent, const GArray *children)
{
    CtIds *alike = &planting->tree->alike;

    draft_node(planting, parent)->first = planting->draft.nodes->len;
    for (guint i = 0; i < children->len; i++) {
        const Child *child = &g_array_index(children, Child, i);
        CtSpan span = {.start = alike->length, .length = child->alike};

        if (child->is_step)
            add_step_node(planting, parent, child->id);
        else
            add_fact_node(planting, parent, child->id);
        for (uint32_t k = 1; k <= child->alike; k++) {
            uint32_t id = g_array_index(children, Child, i + k).id;

            ct_ids_add(alike,
                       child->is_step ? planting->slice->step[id] : planting->slice->fact[id]);
        }
        draft_node(planting, planting->draft.nodes->len - 1)->node.alike = span;
        draft_node(planting, parent)->n_children++;
        i += child->alike;
    }
}

static void
expand(Planting *planting, uint32_t i)
{
    CtTreeNode node = draft_node(planting, i)->node;
    uint32_t local = draft_node(planting, i)->local;
    g_autoptr(GArray) children = g_array_new(FALSE, FALSE, sizeof(Child));

    if (node.kind == CT_TREE_ANY) {
        find_options(planting, local, children);
    } else if (node.kind == CT_TREE_STEP) {
        const CtCsr *premises = &planting->slice->premises;

        for (uint32_t p = premises->start[local]; p < premises->start[local + 1]; p++)
            add_child(children, false, premises->value[p]);
    }
    g_autoptr(GArray) grouped = group(planting, node.fact, children, node.kind == CT_TREE_ANY);

    add_children(planting, i, grouped);
}

static void
grow(Planting *planting)
{
    add_fact_node(planting, CT_NO_ID, 0);
    for (uint32_t i = 0; i < planting->draft.nodes->len; i++) {
        CtTreeNode *node = &draft_node(planting, i)->node;

        /* A step's needs are few and part of it: only facts are left unopened. */
        if (node->kind == CT_TREE_ANY && planting->draft.nodes->len >= planting->most) {
            node->kind = CT_TREE_OPEN;
            planting->tree->n_open++;
        }
        if (node->kind == CT_TREE_ANY || node->kind == CT_TREE_STEP)
            expand(planting, i);
    }
}

/* Depth first, what was dropped left out. */
static void
write_nodes(Planting *planting)
{
    GArray *nodes = planting->tree->nodes;
    g_autofree uint32_t *place = g_new(uint32_t, planting->draft.nodes->len + 1);
    g_auto(CtIds) stack = {0};

    ct_ids_add(&stack, 0);
    while (stack.length > 0) {
        uint32_t i = stack.data[--stack.length];
        const CtTreeDraftNode *draft = draft_node(planting, i);
        CtTreeNode node = draft->node;

        place[i] = nodes->len;
        node.depth = draft->parent == CT_NO_ID
                         ? 0
                         : ct_tree_node(planting->tree, place[draft->parent])->depth + 1;
        g_array_append_val(nodes, node);
        for (uint32_t c = draft->n_children; c-- > 0;)
            if (!draft_node(planting, draft->first + c)->dropped)
                ct_ids_add(&stack, draft->first + c);
    }
    for (guint i = nodes->len; i-- > 0;) {
        CtTreeNode *node = &g_array_index(nodes, CtTreeNode, i);

        node->size = 1;
        while (i + node->size < nodes->len &&
               ct_tree_node(planting->tree, i + node->size)->depth > node->depth)
            node->size += ct_tree_node(planting->tree, i + node->size)->size;
        if (node->kind == CT_TREE_SAME)
            node->same = place[node->same];
    }
    for (guint i = 0; i < nodes->len; i++)
        if (ct_tree_node(planting->tree, i)->kind == CT_TREE_SAME)
            g_array_index(nodes, CtTreeNode, ct_tree_node(planting->tree, i)->same).is_shared =
                true;
}

static void
count_attempts(Planting *planting)
{
    g_auto(CtIds) steps = {0};

    for (guint i = 0; i < planting->tree->nodes->len; i++) {
        const CtTreeNode *node = ct_tree_node(planting->tree, i);

        if (node->kind != CT_TREE_STEP || node->step == CT_NO_ID ||
            planting->graph->step_kind[node->step] != CT_STEP_ATTEMPT)
            continue;
        ct_ids_add(&steps, node->step);
        for (uint32_t k = 0; k < node->alike.length; k++)
            ct_ids_add(&steps, planting->tree->alike.data[node->alike.start + k]);
    }
    ct_ids_sort_unique(&steps);
    planting->tree->n_attempts = steps.length;
}

static void
plant(Planting *planting)
{
    uint32_t n_facts = planting->slice->n_facts;
    g_autoptr(CtProgress) start = ct_progress_new(planting->slice);

    planting->given = start->holds;
    find_useless(planting);
    index_steps(planting);
    planting->shown = g_new(uint32_t, (size_t)n_facts + 1);
    for (uint32_t f = 0; f < n_facts; f++)
        planting->shown[f] = CT_NO_ID;
    planting->draft.nodes = g_array_new(FALSE, FALSE, sizeof(CtTreeDraftNode));
    grow(planting);
    if (planting->tree->n_open == 0)
        ct_tree_prune(&planting->draft);
    write_nodes(planting);
    count_attempts(planting);
    g_array_unref(planting->draft.nodes);
    ct_csr_clear(&planting->gained);
    g_free(planting->shown);
    g_free(planting->uses);
    g_free(planting->useless);
}

CtTree *
ct_tree_new(const CtGraph *graph,
            const CtFixpoint *fixpoint,
            const CtFactId *entries,
            size_t n_entries,
            const CtFactId *goals,
            uint32_t n_goals,
            uint32_t need,
            uint32_t most_nodes)
{
    g_autoptr(CtSlice) slice =
        ct_slice_new(graph, fixpoint, entries, n_entries, goals, n_goals, need);
    Planting planting = {
        .graph = graph, .slice = slice, .goals = goals, .n_goals = n_goals, .most = most_nodes};

    if (slice == NULL)
        return NULL;
    planting.tree = g_new0(CtTree, 1);
    planting.tree->nodes = g_array_new(FALSE, FALSE, sizeof(CtTreeNode));
    ct_tree_folds_init(&planting.folds, graph, entries, n_entries, goals, n_goals);
    plant(&planting);
    ct_tree_folds_clear(&planting.folds);
    return planting.tree;
}

void
ct_tree_free(CtTree *tree)
{
    if (tree == NULL)
        return;
    g_array_unref(tree->nodes);
    ct_ids_clear(&tree->alike);
    g_free(tree);
}
