/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks the grammar tables over the rows: whatever is stated is written, in the tables' order.
 * How single types are written stands in write_values.c.
 */
#include "topology/yaml/write.h"

#include "topology/yaml/resolve.h"
#include "topology/yaml/write_values.h"

#include <string.h>

static void write_keys(const CtWriter *writer, const CtShape *shape, CtTable table, uint32_t row);

/* The row that holds @key's value, CT_NO_ID where it was never made. */
static uint32_t
placed(const CtWriter *writer, const CtKey *key, CtTable *table, uint32_t row)
{
    const CtModel *model = writer->model;

    if (key->place == CT_PLACE_EXTRA) {
        row = ((const CtEntity *)ct_rows_get(model, *table, row))->extra;
        *table = CT_TABLE_EXTRAS;
    } else if (key->place == CT_PLACE_OVERRIDE) {
        row = ((const CtAsset *)ct_rows_get(model, *table, row))->override;
        *table = CT_TABLE_OVERRIDES;
    }
    return row;
}

static void
write_entities(const CtWriter *writer, const CtKey *key, CtSpan span)
{
    ct_emit_begin_map(writer->emit, true);
    for (uint32_t i = span.start; i < span.start + span.length; i++) {
        const CtEntity *entity = ct_rows_get(writer->model, key->arg, i);

        ct_emit_key(writer->emit, ct_model_text(writer->model, entity->id));
        ct_emit_begin_map(writer->emit, false);
        write_keys(writer, key->shape, key->arg, i);
        ct_emit_end_map(writer->emit);
    }
    ct_emit_end_map(writer->emit);
}

/* A map of keys of the same row, left out when none of them is stated. */
static bool
has_stated(const CtWriter *writer, const CtShape *shape, CtTable table, uint32_t row)
{
    for (uint32_t i = 0; i < shape->n_keys; i++)
        if (ct_write_is_stated(writer, &shape->keys[i], table, row))
            return true;
    return false;
}

static void
write_nested(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row)
{
    ct_emit_key(writer->emit, key->name);
    ct_emit_begin_map(writer->emit, false);
    write_keys(writer, key->shape, table, row);
    ct_emit_end_map(writer->emit);
}

static void
write_key(const CtWriter *writer, const CtKey *key, CtTable table, uint32_t row)
{
    row = placed(writer, key, &table, row);
    if (row == CT_NO_ID)
        return;
    switch ((CtKeyType)key->type) {
    case CT_KEY_REFUSED:
        return;
    case CT_KEY_MAP:
        if (has_stated(writer, key->shape, table, row))
            write_nested(writer, key, table, row);
        return;
    case CT_KEY_POLICY:
        if (writer->model->policies.data[row].never == (key->arg != 0))
            write_nested(writer, key, table, row);
        return;
    default:
        break;
    }
    if (!ct_write_is_stated(writer, key, table, row))
        return;

    const char *field = (const char *)ct_rows_get(writer->model, table, row) + key->offset;
    CtSpan span;
    CtId part;

    ct_emit_key(writer->emit, key->name);
    if (key->type == CT_KEY_ENTITIES) {
        memcpy(&span, field, sizeof span);
        write_entities(writer, key, span);
    } else if (key->type == CT_KEY_PART) {
        memcpy(&part, field, sizeof part);
        ct_emit_begin_map(writer->emit, false);
        write_keys(writer, key->shape, key->arg, part);
        ct_emit_end_map(writer->emit);
    } else if (key->type == CT_KEY_RULES) {
        memcpy(&span, field, sizeof span);
        ct_emit_begin_list(writer->emit, true);
        for (uint32_t i = span.start; i < span.start + span.length; i++) {
            ct_emit_begin_map(writer->emit, false);
            write_keys(writer, &ct_shape_rule, CT_TABLE_RULES, i);
            ct_emit_end_map(writer->emit);
        }
        ct_emit_end_list(writer->emit);
    } else {
        ct_write_value(writer, key, table, row);
    }
}

static void
write_keys(const CtWriter *writer, const CtShape *shape, CtTable table, uint32_t row)
{
    for (uint32_t i = 0; shape->entity && i < ct_shape_entity.n_keys; i++)
        write_key(writer, &ct_shape_entity.keys[i], table, row);
    for (uint32_t i = 0; i < shape->n_keys; i++)
        write_key(writer, &shape->keys[i], table, row);
}

static bool
is_implied(const CtModel *model, CtSection section, uint32_t row)
{
    return section == CT_SECTION_NETWORKS && ct_resolve_is_implicit(model, row);
}

static void
write_section(const CtWriter *writer, const CtSectionGrammar *grammar)
{
    const CtModel *model = writer->model;
    uint32_t n = ct_model_count(model, grammar->section);
    bool open = false;

    for (uint32_t i = 0; i < n; i++) {
        if (is_implied(model, grammar->section, i))
            continue;
        if (!open) {
            ct_emit_key(writer->emit, ct_section_name(grammar->section));
            ct_emit_begin_map(writer->emit, true);
            open = true;
        }
        ct_emit_key(writer->emit,
                    ct_model_text(model, ct_model_entity(model, grammar->section, i)->id));
        ct_emit_begin_map(writer->emit, true);
        write_keys(writer, grammar->shape, (CtTable)grammar->section, i);
        ct_emit_end_map(writer->emit);
    }
    if (open)
        ct_emit_end_map(writer->emit);
}

static void
write_top(const CtWriter *writer)
{
    const CtModel *model = writer->model;

    ct_emit_key(writer->emit, "cybertwin");
    ct_emit_integer(writer->emit, 1);
    if (model->name != CT_NO_ID) {
        ct_emit_key(writer->emit, "name");
        ct_emit_text(writer->emit, ct_model_text(model, model->name));
    }
    if (model->domain != CT_NO_ID) {
        ct_emit_key(writer->emit, "domain");
        ct_emit_text(writer->emit, ct_model_text(model, model->domain));
    }
    if (model->x != CT_NO_ID) {
        ct_emit_key(writer->emit, "x");
        ct_emit_captured(writer->emit, ct_model_text(model, model->x));
    }
}

static void
write_model(const CtModel *model, CtOut *out, bool json)
{
    g_autoptr(CtEmit) emit = ct_emit_new(out, json);
    CtWriter writer = {.model = model, .emit = emit};

    ct_emit_begin_map(emit, true);
    write_top(&writer);
    for (size_t i = 0; i < ct_n_section_grammars; i++)
        write_section(&writer, &ct_section_grammars[i]);
    if (model->waivers.length > 0) {
        ct_emit_key(emit, "waivers");
        ct_emit_begin_list(emit, true);
        for (uint32_t i = 0; i < model->waivers.length; i++) {
            ct_emit_begin_map(emit, false);
            write_keys(&writer, &ct_shape_waiver, CT_TABLE_WAIVERS, i);
            ct_emit_end_map(emit);
        }
        ct_emit_end_list(emit);
    }
    ct_emit_end_map(emit);
}

void
ct_model_write_yaml(const CtModel *model, CtOut *out)
{
    write_model(model, out, false);
}

void
ct_model_write_json(const CtModel *model, CtOut *out)
{
    write_model(model, out, true);
}

bool
ct_model_equal(const CtModel *a, const CtModel *b)
{
    g_autoptr(CtOut) text_a = ct_out_new_string();
    g_autoptr(CtOut) text_b = ct_out_new_string();

    ct_model_write_yaml(a, text_a);
    ct_model_write_yaml(b, text_b);
    return strcmp(ct_out_text(text_a), ct_out_text(text_b)) == 0;
}
