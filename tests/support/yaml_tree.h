/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML file as a tree, for tests that are data: what is expected of a topology, which topology a
 * technique fires in. It uses libyaml's document interface and nothing of the program's own reader,
 * so that a mistake there cannot hide here. Anchors are followed, merge keys are not known.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <yaml.h>

typedef struct CtYamlTree {
    yaml_document_t document;
    yaml_node_t *root;
} CtYamlTree;

/* NULL if @path cannot be read or is no YAML; the reason goes to standard error. */
CtYamlTree *ct_yaml_tree_load(const char *path);
void ct_yaml_tree_free(CtYamlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtYamlTree, ct_yaml_tree_free)

/* The value under @key of a mapping; NULL if there is none or @node is no mapping (or NULL). */
yaml_node_t *ct_yaml_get(CtYamlTree *tree, const yaml_node_t *node, const char *key);

/* Text of a scalar; NULL of anything else. */
const char *ct_yaml_text(const yaml_node_t *node);

/* Length and items of a sequence; a scalar counts as a sequence of itself, NULL as an empty one. */
uint32_t ct_yaml_length(const yaml_node_t *node);
const yaml_node_t *ct_yaml_item(CtYamlTree *tree, const yaml_node_t *node, uint32_t i);

/* Length, keys and values of a mapping; of anything else the length is 0. */
uint32_t ct_yaml_pairs(const yaml_node_t *node);
const char *ct_yaml_key(CtYamlTree *tree, const yaml_node_t *node, uint32_t i);
const yaml_node_t *ct_yaml_value(CtYamlTree *tree, const yaml_node_t *node, uint32_t i);

/* Line in the file, counted from 1. */
unsigned ct_yaml_line(const yaml_node_t *node);

/* @node as YAML in flow style, plain scalars staying plain; free with g_free(). */
char *ct_yaml_flow(CtYamlTree *tree, const yaml_node_t *node);
