/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "assurance/yaml_tree.h"

#include "topology/yaml/reader.h"
#include "topology/yaml/scalar_text.h"

#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

struct CtYamlTree {
    GStringChunk *texts;
    GPtrArray *nodes;
    CtYamlNode *root;
    CtYaml *reader; /* while it is read */
    CtDiag *diag;
};

void
ct_yaml_tree_free(CtYamlTree *tree)
{
    if (tree == NULL)
        return;
    g_string_chunk_free(tree->texts);
    g_ptr_array_unref(tree->nodes);
    g_free(tree);
}

const CtYamlNode *
ct_yaml_tree_root(const CtYamlTree *tree)
{
    return tree->root;
}

const CtYamlNode *
ct_yaml_node_get(const CtYamlNode *map, const char *key)
{
    if (map == NULL || map->kind != CT_YAML_NODE_MAP)
        return NULL;
    for (const CtYamlNode *at = map->first; at != NULL; at = at->next)
        if (strcmp(at->key, key) == 0)
            return at;
    return NULL;
}

static CtYamlNode *
new_node(CtYamlTree *tree, CtYamlNodeKind kind, const CtYamlEvent *event)
{
    CtYamlNode *node = g_new0(CtYamlNode, 1);

    node->kind = (uint8_t)kind;
    node->plain = event->plain;
    node->pos = event->pos;
    g_ptr_array_add(tree->nodes, node);
    return node;
}

static CtYamlNode *build(CtYamlTree *tree, const CtYamlEvent *event);

static bool
is_over(const CtYamlEvent *event)
{
    return event->kind == CT_YAML_END || event->kind == CT_YAML_FAILED;
}

static bool
build_list(CtYamlTree *tree, CtYamlNode *list)
{
    CtYamlNode **end = &list->first;
    CtYamlEvent event;

    for (;;) {
        ct_yaml_next(tree->reader, &event);
        if (event.kind == CT_YAML_LIST_END)
            return true;
        if (is_over(&event))
            return false;
        *end = build(tree, &event);
        if (*end == NULL)
            return false;
        end = &(*end)->next;
        list->n++;
    }
}

/* Keys are looked up in a set of their own: a map of many members is no square. */
static bool
build_map(CtYamlTree *tree, CtYamlNode *map)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    CtYamlNode **end = &map->first;
    CtYamlEvent event;

    for (;;) {
        ct_yaml_next(tree->reader, &event);
        if (event.kind == CT_YAML_MAP_END)
            return true;
        if (is_over(&event))
            return false;
        const char *key = g_string_chunk_insert_const(tree->texts, event.text);
        CtPos key_pos = event.pos;
        bool merged = event.merged;
        const CtYamlNode *before = g_hash_table_lookup(seen, key);

        ct_yaml_next(tree->reader, &event);
        CtYamlNode *node = is_over(&event) ? NULL : build(tree, &event);
        if (node == NULL)
            return false;
        node->key = key;
        node->key_pos = key_pos;
        if (before != NULL) {
            if (!merged)
                ct_diag_error(tree->diag, key_pos, "'%.128s' is there twice, first on line %u", key,
                              before->key_pos.line);
            continue;
        }
        g_hash_table_insert(seen, (void *)key, node);
        *end = node;
        end = &node->next;
        map->n++;
    }
}

/* Depth is bounded by the reader. NULL where the file cannot be read on. */
static CtYamlNode *
build(CtYamlTree *tree, const CtYamlEvent *event)
{
    CtYamlNode *node;

    switch ((CtYamlKind)event->kind) {
    case CT_YAML_SCALAR:
        node = new_node(tree, CT_YAML_NODE_TEXT, event);
        node->text = g_string_chunk_insert_const(tree->texts, event->text);
        return node;
    case CT_YAML_MAP:
        node = new_node(tree, CT_YAML_NODE_MAP, event);
        return build_map(tree, node) ? node : NULL;
    case CT_YAML_LIST:
        node = new_node(tree, CT_YAML_NODE_LIST, event);
        return build_list(tree, node) ? node : NULL;
    case CT_YAML_END:
    case CT_YAML_FAILED:
    case CT_YAML_MAP_END:
    case CT_YAML_LIST_END:
    case CT_YAML_ALIAS:
        break;
    }
    return NULL;
}

CtYamlTree *
ct_yaml_tree_new(const char *text, size_t length, CtPos start, const CtLimits *limits, CtDiag *diag)
{
    g_autoptr(CtYamlTree) tree = g_new0(CtYamlTree, 1);
    CtYamlBudget budget = {0};
    size_t errors = ct_diag_count(diag, CT_SEVERITY_ERROR);
    CtYamlEvent event;

    tree->texts = g_string_chunk_new(4096);
    tree->nodes = g_ptr_array_new_with_free_func(g_free);
    tree->diag = diag;
    tree->reader = ct_yaml_new(text, length, start, limits, &budget, diag);
    ct_yaml_next(tree->reader, &event);
    tree->root = is_over(&event) ? NULL : build(tree, &event);
    if (tree->root != NULL)
        ct_yaml_next(tree->reader, &event); /* what is left over is an error of the reader's */
    ct_yaml_free(g_steal_pointer(&tree->reader));
    if (tree->root == NULL && ct_diag_count(diag, CT_SEVERITY_ERROR) == errors)
        ct_diag_error(diag, start, "the file is empty");
    if (ct_diag_count(diag, CT_SEVERITY_ERROR) != errors)
        return NULL;
    return g_steal_pointer(&tree);
}

static int
compare_keys(const void *a, const void *b)
{
    return strcmp((*(const CtYamlNode *const *)a)->key, (*(const CtYamlNode *const *)b)->key);
}

static void
append_json(GString *json, const CtYamlNode *node)
{
    bool is_map = node->kind == CT_YAML_NODE_MAP;

    if (node->kind == CT_YAML_NODE_TEXT) {
        if (node->plain && ct_scalar_text_is_json(node->text))
            g_string_append(json, node->text);
        else
            ct_scalar_text_quote(json, node->text);
        return;
    }
    g_autofree const CtYamlNode **members = g_new(const CtYamlNode *, (size_t)node->n + 1);
    uint32_t n = 0;

    for (const CtYamlNode *at = node->first; at != NULL; at = at->next)
        members[n++] = at;
    if (is_map)
        ct_sort(members, n, sizeof *members, compare_keys);
    g_string_append_c(json, is_map ? '{' : '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            g_string_append(json, ", ");
        if (is_map) {
            ct_scalar_text_quote(json, members[i]->key);
            g_string_append(json, ": ");
        }
        append_json(json, members[i]);
    }
    g_string_append_c(json, is_map ? '}' : ']');
}

char *
ct_yaml_node_json(const CtYamlNode *node)
{
    GString *json = g_string_new(NULL);

    append_json(json, node);
    return g_string_free(json, FALSE);
}
