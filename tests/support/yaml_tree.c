/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/yaml_tree.h"

#include <stdio.h>

CtYamlTree *
ct_yaml_tree_load(const char *path)
{
    CtYamlTree *tree = g_new0(CtYamlTree, 1);
    FILE *file = fopen(path, "rb");
    yaml_parser_t parser;

    if (file == NULL) {
        fprintf(stderr, "%s: cannot be read\n", path);
        g_free(tree);
        return NULL;
    }
    g_assert(yaml_parser_initialize(&parser) == 1);
    yaml_parser_set_input_file(&parser, file);
    if (yaml_parser_load(&parser, &tree->document) == 1)
        tree->root = yaml_document_get_root_node(&tree->document);
    if (tree->root == NULL) {
        fprintf(stderr, "%s:%zu: %s\n", path, parser.problem_mark.line + 1,
                parser.problem != NULL ? parser.problem : "nothing in it");
        yaml_document_delete(&tree->document);
        g_clear_pointer(&tree, g_free);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return tree;
}

void
ct_yaml_tree_free(CtYamlTree *tree)
{
    if (tree == NULL)
        return;
    yaml_document_delete(&tree->document);
    g_free(tree);
}

static yaml_node_t *
node_of(CtYamlTree *tree, int index)
{
    return yaml_document_get_node(&tree->document, index);
}

yaml_node_t *
ct_yaml_get(CtYamlTree *tree, const yaml_node_t *node, const char *key)
{
    for (uint32_t i = 0; i < ct_yaml_pairs(node); i++)
        if (g_strcmp0(ct_yaml_key(tree, node, i), key) == 0)
            return node_of(tree, node->data.mapping.pairs.start[i].value);
    return NULL;
}

const char *
ct_yaml_text(const yaml_node_t *node)
{
    if (node == NULL || node->type != YAML_SCALAR_NODE)
        return NULL;
    return (const char *)node->data.scalar.value;
}

uint32_t
ct_yaml_length(const yaml_node_t *node)
{
    if (node == NULL)
        return 0;
    if (node->type != YAML_SEQUENCE_NODE)
        return 1;
    return (uint32_t)(node->data.sequence.items.top - node->data.sequence.items.start);
}

const yaml_node_t *
ct_yaml_item(CtYamlTree *tree, const yaml_node_t *node, uint32_t i)
{
    if (node->type != YAML_SEQUENCE_NODE)
        return node;
    return node_of(tree, node->data.sequence.items.start[i]);
}

uint32_t
ct_yaml_pairs(const yaml_node_t *node)
{
    if (node == NULL || node->type != YAML_MAPPING_NODE)
        return 0;
    return (uint32_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
}

const char *
ct_yaml_key(CtYamlTree *tree, const yaml_node_t *node, uint32_t i)
{
    return ct_yaml_text(node_of(tree, node->data.mapping.pairs.start[i].key));
}

const yaml_node_t *
ct_yaml_value(CtYamlTree *tree, const yaml_node_t *node, uint32_t i)
{
    return node_of(tree, node->data.mapping.pairs.start[i].value);
}

unsigned
ct_yaml_line(const yaml_node_t *node)
{
    return (unsigned)node->start_mark.line + 1;
}

static void
write_scalar(const yaml_node_t *node, GString *out)
{
    const char *text = ct_yaml_text(node);

    if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

static void
write_flow(CtYamlTree *tree, const yaml_node_t *node, GString *out)
{
    if (node->type == YAML_SCALAR_NODE) {
        write_scalar(node, out);
    } else if (node->type == YAML_SEQUENCE_NODE) {
        g_string_append_c(out, '[');
        for (uint32_t i = 0; i < ct_yaml_length(node); i++) {
            g_string_append(out, i == 0 ? " " : ", ");
            write_flow(tree, ct_yaml_item(tree, node, i), out);
        }
        g_string_append(out, " ]");
    } else {
        g_string_append_c(out, '{');
        for (uint32_t i = 0; i < ct_yaml_pairs(node); i++) {
            g_string_append(out, i == 0 ? " " : ", ");
            write_flow(tree, node_of(tree, node->data.mapping.pairs.start[i].key), out);
            g_string_append(out, ": ");
            write_flow(tree, ct_yaml_value(tree, node, i), out);
        }
        g_string_append(out, " }");
    }
}

char *
ct_yaml_flow(CtYamlTree *tree, const yaml_node_t *node)
{
    GString *out = g_string_new(NULL);

    write_flow(tree, node, out);
    return g_string_free(out, FALSE);
}
