/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small YAML document as a tree: catalogs are read whole, and every node knows where it stands.
 * What the reader of topologies bounds (nodes, depth, aliases, bytes) is bounded here too.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"

typedef enum CtYamlNodeKind {
    CT_YAML_NODE_TEXT,
    CT_YAML_NODE_MAP,
    CT_YAML_NODE_LIST
} CtYamlNodeKind;

typedef struct CtYamlNode {
    uint8_t kind; /* CtYamlNodeKind */
    bool plain;   /* a text without quotes */
    CtPos pos;
    CtPos key_pos;            /* within a map */
    const char *key;          /* within a map; else NULL */
    const char *text;         /* of TEXT */
    struct CtYamlNode *first; /* of MAP and LIST */
    struct CtYamlNode *next;
    uint32_t n; /* members */
} CtYamlNode;

typedef struct CtYamlTree CtYamlTree;

/*
 * Reads @length bytes of @text, which may be freed afterwards; @start.file is its number in @diag,
 * which gets what is wrong (twice the same key included). NULL then.
 */
CtYamlTree *ct_yaml_tree_new(const char *text,
                             size_t length,
                             CtPos start,
                             const CtLimits *limits,
                             CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
void ct_yaml_tree_free(CtYamlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtYamlTree, ct_yaml_tree_free)

/* The document's root; owned by the tree. */
const CtYamlNode *ct_yaml_tree_root(const CtYamlTree *tree);

/* The member @key of @map, NULL if it has none or is no map. Cost: linear in members. */
const CtYamlNode *ct_yaml_node_get(const CtYamlNode *map, const char *key);

/* @node as JSON with its keys in the order of the alphabet; g_free(). */
char *ct_yaml_node_json(const CtYamlNode *node);
