/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every layer agrees on: dense ids, slices of a shared pool, places in a file.
 *
 * An id is an index into an array in file order. Nothing here allocates.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t CtId;

#define CT_NO_ID UINT32_MAX

/* Where something stands in the input. Line and column count from 1; 0 means "nowhere". */
typedef struct CtPos {
    uint32_t line;
    uint16_t column; /* in characters; saturates */
    uint16_t file;   /* index into the CtDiag's files */
} CtPos;

/* A slice of an array that the field's comment names. start == CT_NO_ID: not stated at all. */
typedef struct CtSpan {
    uint32_t start;
    uint32_t length;
} CtSpan;

#define CT_SPAN_UNSTATED ((CtSpan){.start = CT_NO_ID, .length = 0})

/* A yes/no that may have been left unsaid; the reader supplies the default. */
typedef enum CtTri {
    CT_TRI_UNSTATED = 0,
    CT_TRI_FALSE = 1,
    CT_TRI_TRUE = 2,
} CtTri;

static inline bool
ct_span_is_stated(CtSpan span)
{
    return span.start != CT_NO_ID;
}

static inline bool
ct_tri_or(uint8_t tri, bool fallback)
{
    return tri == CT_TRI_UNSTATED ? fallback : tri == CT_TRI_TRUE;
}
