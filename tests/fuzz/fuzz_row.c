/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as the detail of a replication: it is refused, or read twice alike and within its
 * bounds. The first two bytes say for how many rules and places.
 */
#include "sim/row.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Bounds {
    uint32_t n_rules, n_places;
    int64_t last_rule, last_place;
} Bounds;

static void
see_rule(uint32_t rule, uint64_t tries, uint64_t gains, void *data)
{
    Bounds *bounds = data;

    g_assert(rule < bounds->n_rules && rule > bounds->last_rule && gains <= tries);
    bounds->last_rule = rule;
}

static void
see_place(uint32_t place, int64_t first_ms, uint32_t fallen, void *data)
{
    Bounds *bounds = data;

    g_assert(place < bounds->n_places && place > bounds->last_place);
    g_assert(first_ms >= 0 && fallen > 0);
    bounds->last_place = place;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    Bounds bounds = {.n_rules = data[0], .n_places = data[1], .last_rule = -1, .last_place = -1};
    const CtRowVisitor visitor = {.rule = see_rule, .place = see_place, .data = &bounds};
    g_autofree uint8_t *detail = g_malloc(size); /* never NULL, as a file gives it */

    memcpy(detail, data + 2, size - 2);
    CtRow row = {.detail = detail, .detail_length = size - 2};
    g_autoptr(GError) error = NULL;
    bool read = ct_row_read_detail(&row, data[0], data[1], &visitor, &error);

    g_assert(read == (error == NULL));
    g_assert(read || (bounds.last_rule < 0 && bounds.last_place < 0));
    return 0;
}
