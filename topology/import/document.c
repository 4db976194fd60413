/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/import/document.h"

#include "topology/yaml/reader.h"

#include <string.h>

struct CtDocument {
    GArray *nodes;       /* CtDocNode */
    GStringChunk *texts; /* of scalars */
    GArray *open;        /* uint32_t: the collections around what comes next */
};

static CtDocNode *
node_at(const CtDocument *document, uint32_t i)
{
    return &g_array_index(document->nodes, CtDocNode, i);
}

static void
open_node(CtDocument *document, const CtYamlEvent *event, CtDocKind kind)
{
    uint32_t index = document->nodes->len;
    CtDocNode node = {.kind = (uint8_t)kind,
                      .plain = event->plain,
                      .merged = event->merged,
                      .end = index + 1,
                      .pos = event->pos,
                      .text = ""};

    if (kind == CT_DOC_TEXT)
        node.text = g_string_chunk_insert_const(document->texts, event->text);
    if (document->open->len > 0) {
        uint32_t around = g_array_index(document->open, uint32_t, document->open->len - 1);
        node_at(document, around)->n++;
    }
    g_array_append_val(document->nodes, node);
    if (kind != CT_DOC_TEXT)
        g_array_append_val(document->open, index);
}

static void
close_node(CtDocument *document)
{
    uint32_t last = g_array_index(document->open, uint32_t, document->open->len - 1);
    CtDocNode *node = node_at(document, last);

    node->end = document->nodes->len;
    if (node->kind == CT_DOC_MAP)
        node->n /= 2;
    g_array_set_size(document->open, document->open->len - 1);
}

static bool
read_events(CtDocument *document, CtYaml *yaml)
{
    CtYamlEvent event;

    for (;;) {
        ct_yaml_next(yaml, &event);
        switch ((CtYamlKind)event.kind) {
        case CT_YAML_END:
            return true;
        case CT_YAML_FAILED:
            return false;
        case CT_YAML_SCALAR:
            open_node(document, &event, CT_DOC_TEXT);
            break;
        case CT_YAML_MAP:
            open_node(document, &event, CT_DOC_MAP);
            break;
        case CT_YAML_LIST:
            open_node(document, &event, CT_DOC_LIST);
            break;
        case CT_YAML_MAP_END:
        case CT_YAML_LIST_END:
            close_node(document);
            break;
        case CT_YAML_ALIAS: /* the reader has played it back */
            g_assert_not_reached();
        }
    }
}

CtDocument *
ct_document_read(
    const char *text, size_t length, uint16_t file, const CtLimits *limits, CtDiag *diag)
{
    g_autoptr(CtDocument) document = g_new0(CtDocument, 1);
    CtPos start = {.file = file, .line = 1, .column = 1};
    CtYamlBudget budget = {0};
    g_autoptr(CtYaml) yaml = ct_yaml_new(text, length, start, limits, &budget, diag);

    document->nodes = g_array_new(FALSE, FALSE, sizeof(CtDocNode));
    document->texts = g_string_chunk_new(4096);
    document->open = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (!read_events(document, yaml))
        return NULL;
    if (document->nodes->len == 0) {
        ct_diag_error(diag, start, "the file is empty");
        return NULL;
    }
    return g_steal_pointer(&document);
}

void
ct_document_free(CtDocument *document)
{
    if (document == NULL)
        return;
    g_array_unref(document->nodes);
    g_string_chunk_free(document->texts);
    g_array_unref(document->open);
    g_free(document);
}

const CtDocNode *
ct_document_node(const CtDocument *document, uint32_t i)
{
    return node_at(document, i);
}

uint32_t
ct_document_count(const CtDocument *document)
{
    return document->nodes->len;
}

bool
ct_document_is_null(const CtDocNode *node)
{
    return node->kind == CT_DOC_TEXT && node->plain &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0 ||
            g_ascii_strcasecmp(node->text, "null") == 0);
}

const char *
ct_document_kind_text(const CtDocNode *node)
{
    switch ((CtDocKind)node->kind) {
    case CT_DOC_TEXT:
        return ct_document_is_null(node) ? "nothing" : "a text";
    case CT_DOC_MAP:
        return "a map";
    case CT_DOC_LIST:
        return "a list";
    }
    g_assert_not_reached();
}
