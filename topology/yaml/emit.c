/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stack of open collections. In YAML an entry of a collection with lines starts a new line,
 * indented by the number of those collections around it; all others stand in flow style.
 */
#include "topology/yaml/emit.h"

#include "base/json_out.h"
#include "base/units.h"
#include "topology/yaml/reader.h"
#include "topology/yaml/scalar_text.h"

#include <math.h>
#include <stdlib.h>

typedef struct Frame {
    bool is_map, lines;
    uint32_t n; /* entries so far */
} Frame;

struct CtEmit {
    CtOut *out;
    CtJson *json;   /* NULL: YAML */
    GArray *frames; /* Frame */
};

CtEmit *
ct_emit_new(CtOut *out, bool json)
{
    CtEmit *emit = g_new0(CtEmit, 1);

    emit->out = out;
    emit->json = json ? ct_json_new(out) : NULL;
    emit->frames = g_array_new(FALSE, FALSE, sizeof(Frame));
    return emit;
}

void
ct_emit_free(CtEmit *emit)
{
    if (emit == NULL)
        return;
    ct_out_put(emit->out, "\n");
    ct_json_free(emit->json);
    g_array_unref(emit->frames);
    g_free(emit);
}

static Frame *
top(CtEmit *emit)
{
    return emit->frames->len == 0 ? NULL
                                  : &g_array_index(emit->frames, Frame, emit->frames->len - 1);
}

static void
new_line(CtEmit *emit)
{
    /* The first line of all needs none before it. */
    if (emit->frames->len > 1 || top(emit)->n > 0)
        ct_out_put(emit->out, "\n");
    for (guint i = 1; i < emit->frames->len; i++)
        ct_out_put(emit->out, "  ");
}

/* What stands before an entry of the open collection. */
static void
begin_entry(CtEmit *emit)
{
    Frame *frame = top(emit);

    if (frame == NULL || emit->json != NULL)
        return;
    if (frame->lines) {
        new_line(emit);
        if (!frame->is_map)
            ct_out_put(emit->out, "-");
    } else if (frame->n > 0) {
        ct_out_put(emit->out, ", ");
    } else if (frame->is_map) {
        ct_out_put(emit->out, " ");
    }
    frame->n++;
}

/* What stands before a value: of a list an entry, of a key a space. */
static void
begin_value(CtEmit *emit)
{
    Frame *frame = top(emit);

    if (frame == NULL || emit->json != NULL)
        return;
    if (!frame->is_map)
        begin_entry(emit);
    if (frame->is_map || frame->lines)
        ct_out_put(emit->out, " ");
}

static void
begin(CtEmit *emit, bool is_map, bool lines)
{
    Frame frame = {.is_map = is_map};
    Frame *around = top(emit);

    frame.lines = lines && (around == NULL || around->lines);
    if (emit->json != NULL) {
        if (is_map)
            ct_json_begin_object(emit->json);
        else
            ct_json_begin_array(emit->json);
    } else if (!frame.lines) {
        begin_value(emit);
        ct_out_put(emit->out, is_map ? "{" : "[");
    } else if (around != NULL && !around->is_map) {
        begin_entry(emit);
    }
    g_array_append_val(emit->frames, frame);
}

static void
end(CtEmit *emit)
{
    const Frame *innermost = top(emit);

    g_return_if_fail(innermost != NULL);

    Frame frame = *innermost;

    g_array_set_size(emit->frames, emit->frames->len - 1);
    if (emit->json != NULL) {
        if (frame.is_map)
            ct_json_end_object(emit->json);
        else
            ct_json_end_array(emit->json);
    } else if (frame.lines && frame.n == 0) {
        ct_out_put(emit->out, frame.is_map ? " {}" : " []");
    } else if (!frame.lines) {
        ct_out_put(emit->out, !frame.is_map ? "]" : frame.n > 0 ? " }" : "}");
    }
}

void
ct_emit_begin_map(CtEmit *emit, bool lines)
{
    begin(emit, true, lines);
}

void
ct_emit_end_map(CtEmit *emit)
{
    end(emit);
}

void
ct_emit_begin_list(CtEmit *emit, bool lines)
{
    begin(emit, false, lines);
}

void
ct_emit_end_list(CtEmit *emit)
{
    end(emit);
}

static void
put_quoted(CtEmit *emit, const char *text, bool value)
{
    g_autoptr(GString) quoted = g_string_new(NULL);

    ct_scalar_text_put(quoted, text);
    if (value)
        begin_value(emit);
    ct_out_put_n(emit->out, quoted->str, quoted->len);
}

void
ct_emit_key(CtEmit *emit, const char *key)
{
    if (emit->json != NULL) {
        ct_json_key(emit->json, key);
        return;
    }
    begin_entry(emit);
    put_quoted(emit, key, false);
    ct_out_put(emit->out, ":");
}

void
ct_emit_text(CtEmit *emit, const char *text)
{
    if (emit->json != NULL)
        ct_json_string(emit->json, text);
    else
        put_quoted(emit, text, true);
}

void
ct_emit_bool(CtEmit *emit, bool value)
{
    if (emit->json != NULL) {
        ct_json_bool(emit->json, value);
        return;
    }
    begin_value(emit);
    ct_out_put(emit->out, value ? "true" : "false");
}

void
ct_emit_integer(CtEmit *emit, int64_t number)
{
    if (emit->json != NULL) {
        ct_json_integer(emit->json, number);
        return;
    }
    begin_value(emit);
    ct_out_printf(emit->out, "%" G_GINT64_FORMAT, number);
}

void
ct_emit_number(CtEmit *emit, double number)
{
    char buffer[64];

    if (emit->json != NULL) {
        ct_json_number(emit->json, number);
        return;
    }
    begin_value(emit);
    ct_out_put(emit->out, ct_units_number_text(number, buffer));
}

void
ct_emit_float(CtEmit *emit, float number)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    char format[] = "%.0g";

    for (int digits = 1; digits <= 9; digits++) {
        format[2] = (char)('0' + digits);
        g_ascii_formatd(buffer, sizeof buffer, format, (double)number);
        if ((float)g_ascii_strtod(buffer, NULL) >= number &&
            (float)g_ascii_strtod(buffer, NULL) <= number)
            break;
    }
    ct_emit_number(emit, g_ascii_strtod(buffer, NULL));
}

static void
emit_scalar(CtEmit *emit, const CtYamlEvent *event)
{
    if (event->plain && g_str_equal(event->text, "null"))
        ct_json_null(emit->json);
    else if (event->plain && g_str_equal(event->text, "true"))
        ct_json_bool(emit->json, true);
    else if (event->plain && g_str_equal(event->text, "false"))
        ct_json_bool(emit->json, false);
    else if (event->plain && ct_scalar_text_is_json(event->text))
        ct_json_literal(emit->json, event->text);
    else
        ct_json_string(emit->json, event->text);
}

void
ct_emit_captured(CtEmit *emit, const char *yaml)
{
    g_autoptr(CtDiag) diag = ct_diag_new();
    CtYamlBudget budget = {0};
    GArray *frames; /* bool: in a map, a key is due */
    CtYamlEvent event;

    if (emit->json == NULL) {
        begin_value(emit);
        ct_out_put(emit->out, yaml);
        return;
    }

    g_autoptr(CtYaml) reader = ct_yaml_new(yaml, strlen(yaml), (CtPos){.line = 1, .column = 1},
                                           &ct_limits_default, &budget, diag);

    frames = g_array_new(FALSE, FALSE, sizeof(uint8_t));
    for (ct_yaml_next(reader, &event); event.kind != CT_YAML_END && event.kind != CT_YAML_FAILED;
         ct_yaml_next(reader, &event)) {
        uint8_t *state = frames->len == 0 ? NULL : &g_array_index(frames, uint8_t, frames->len - 1);
        uint8_t next = event.kind == CT_YAML_MAP ? 1 : 0;

        if (event.kind == CT_YAML_SCALAR && state != NULL && *state == 1) {
            ct_json_key(emit->json, event.text);
            *state = 2;
            continue;
        }
        if (state != NULL && *state == 2)
            *state = 1;
        switch ((CtYamlKind)event.kind) {
        case CT_YAML_SCALAR:
            emit_scalar(emit, &event);
            break;
        case CT_YAML_MAP:
            ct_json_begin_object(emit->json);
            g_array_append_val(frames, next);
            break;
        case CT_YAML_LIST:
            ct_json_begin_array(emit->json);
            g_array_append_val(frames, next);
            break;
        case CT_YAML_MAP_END:
            ct_json_end_object(emit->json);
            g_array_set_size(frames, frames->len - 1);
            break;
        case CT_YAML_LIST_END:
            ct_json_end_array(emit->json);
            g_array_set_size(frames, frames->len - 1);
            break;
        case CT_YAML_ALIAS:
        case CT_YAML_END:
        case CT_YAML_FAILED:
            break;
        }
    }
    g_array_unref(frames);
}
