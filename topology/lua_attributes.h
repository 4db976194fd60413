/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attributes of views as tables: bindings, reports of reads and documentation come from them.
 */
#pragma once

#include "topology/lua_model.h"

typedef enum CtAttributeType {
    CT_ATTRIBUTE_WORD,   /* uint8_t, a word of list `of` */
    CT_ATTRIBUTE_WORDS,  /* uint32_t, a set of words of list `of` */
    CT_ATTRIBUTE_TRI,    /* uint8_t, CtTri */
    CT_ATTRIBUTE_BOOL,   /* bool */
    CT_ATTRIBUTE_NUMBER, /* double, NaN: not stated */
    CT_ATTRIBUTE_COUNT,  /* uint32_t, CT_NO_ID: none */
    CT_ATTRIBUTE_SMALL,  /* int8_t, -1: not stated */
    CT_ATTRIBUTE_TEXT,   /* CtId, interned */
    CT_ATTRIBUTE_REF,    /* CtId, row of view kind `of` */
    CT_ATTRIBUTE_REFS,   /* CtSpan of model->pool: rows of view kind `of` */
    CT_ATTRIBUTE_STATED, /* CtSpan: whether it holds anything */
    CT_ATTRIBUTE_CALL,   /* computed */
} CtAttributeType;

enum { CT_ATTRIBUTE_NO_FALLBACK = -1 };

typedef struct CtAttribute {
    const char *name;
    uint8_t type;     /* CtAttributeType */
    uint8_t of;       /* CtWordList or CtViewKind */
    bool single;      /* differs between entities of one class: needs `sees` */
    int16_t fallback; /* of WORD, WORDS, TRI, NUMBER where nothing is stated; else nil */
    uint16_t offset;  /* in the view's record */
    uint32_t assumed; /* the bit of the record's `assumed` that says it was not stated; 0: none */
    int (*call)(lua_State *L, const CtLuaModel *model, const CtView *view); /* pushes one value */
    const char *returns; /* of CALL, as LuaLS writes types */
    const char *line;    /* one line of documentation */
} CtAttribute;

/* The attributes of @kind, sorted by name as far as documentation is concerned: in table order. */
const CtAttribute *ct_attributes(CtViewKind kind, size_t *ret_n);

/* The word for `sees` that opens @kind, NULL where it needs none. */
const char *ct_attribute_sees_word(CtViewKind kind);

/* How an attribute's values read in LuaLS: "\"none\"|\"password\"", "boolean?". Free with g_free().
 */
char *ct_attribute_type_text(const CtAttribute *attribute);
