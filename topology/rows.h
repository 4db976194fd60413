/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a model is filled: its arrays by number, blank rows, and the index from names to rows. For
 * the loader and for tests that build models; everybody else reads a finished CtModel.
 */
#pragma once

#include "topology/model.h"

/* The arrays of a model; the first CT_SECTION_COUNT are the sections. */
typedef enum CtTable {
    CT_TABLE_WAIVERS = CT_SECTION_COUNT,
    CT_TABLE_EXTRAS,
    CT_TABLE_SECURITIES,
    CT_TABLE_FIREWALLS,
    CT_TABLE_OVERRIDES,
    CT_TABLE_RULES,
    CT_TABLE_PORT_RANGES,
    CT_TABLE_AFFECTS,
    CT_TABLE_SERVICE_REFS,
    CT_TABLE_OPENS,
    CT_TABLE_PARTIES,
    CT_TABLE_NEEDS,
    CT_TABLE_SETTINGS,
    CT_TABLE_TERMS,
    CT_TABLE_SELECTORS,
    CT_TABLE_POOL,
    CT_TABLE_COUNT,
} CtTable;

/* Appends a row in which nothing is stated and returns its number. Cost: amortised constant.
 * Pointers to rows of that table may move. */
uint32_t ct_rows_append(CtModel *model, CtTable table);

/* Row @row of @table; valid until the next append to that table. */
void *ct_rows_get(const CtModel *model, CtTable table, uint32_t row);

uint32_t ct_rows_count(const CtModel *model, CtTable table);

/* Frees the array; for ct_model_free(). */
void ct_rows_free(CtModel *model, CtTable table);

/*
 * Makes row @row of @section known under its id. @owner is the product row of a component or
 * service, or an asset row + CT_OWNER_ASSET of an asset's own service, else 0. Returns CT_NO_ID,
 * or the row that already has that id, which then stays.
 */
#define CT_OWNER_ASSET UINT32_C(0x80000000)
uint32_t ct_index_add(CtModel *model, CtSection section, uint32_t owner, CtId id, uint32_t row);

/* The row of interned @id, CT_NO_ID if none. Cost: one hash look-up. */
uint32_t ct_index_find(const CtModel *model, CtSection section, uint32_t owner, CtId id);
