/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Single values of rows as they are written.
 */
#pragma once

#include "topology/yaml/emit.h"
#include "topology/yaml/grammar.h"

typedef struct CtWriter {
    const CtModel *model;
    CtEmit *emit;
} CtWriter;

/* Whether row @row of @table says anything for @key. */
bool ct_write_is_stated(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row);

/* Writes the stated value of @key, a type without keys of its own. */
void ct_write_value(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row);

/* The part of it that writes names; false where the type of @key names nothing. @field is the value
 * in its row. */
bool ct_write_names(const CtWriter *writer, const CtKey *key, const char *field);
