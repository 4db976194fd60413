/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML document of another tool, whole, as flat nodes with positions: what importers read. Keys
 * and values of a map alternate. What a key means is the importer's matter.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"

#include <stdbool.h>

typedef enum CtDocKind { CT_DOC_TEXT, CT_DOC_MAP, CT_DOC_LIST } CtDocKind;

typedef struct CtDocNode {
    uint8_t kind; /* CtDocKind */
    bool plain;   /* a text without quotes */
    bool merged;  /* a key that came in by `<<` */
    uint32_t end; /* the node after this one and all that is in it */
    uint32_t n;   /* items of a list, pairs of a map */
    CtPos pos;
    const char *text; /* of a text, NUL-terminated; "" otherwise */
} CtDocNode;

typedef struct CtDocument CtDocument;

/*
 * Reads @length bytes at @text as file @file of @diag. NULL if they cannot be read on, with the
 * reason in @diag; also where there is nothing in them. Cost: linear; bounded by the limits of
 * YAML.
 */
CtDocument *ct_document_read(const char *text,
                             size_t length,
                             uint16_t file,
                             const CtLimits *limits,
                             CtDiag *diag) G_GNUC_WARN_UNUSED_RESULT;
void ct_document_free(CtDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtDocument, ct_document_free)

/* Node @i; the root is node 0. The first thing in a list or map @i is node @i + 1, if n > 0. */
const CtDocNode *ct_document_node(const CtDocument *document, uint32_t i);
uint32_t ct_document_count(const CtDocument *document);

/* An empty plain text, ~ or null. */
bool ct_document_is_null(const CtDocNode *node);

/* "a map", "a list", "a text": what messages call it; static. */
const char *ct_document_kind_text(const CtDocNode *node);
