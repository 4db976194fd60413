/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What may come next is known from a stack with one frame for each open object or array.
 */
#include "base/json_out.h"

#include "base/units.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

typedef struct Frame {
    bool object;
    bool filled;  /* has a member already */
    bool has_key; /* a key is written and waits for its value */
} Frame;

struct CtJson {
    CtOut *out;
    GArray *frames; /* Frame */
    bool done;      /* a whole value stands at the top */
    bool compact;   /* all on one line */
};

CtJson *
ct_json_new(CtOut *out)
{
    CtJson *json = g_new0(CtJson, 1);

    json->out = out;
    json->frames = g_array_new(FALSE, FALSE, sizeof(Frame));
    return json;
}

CtJson *
ct_json_new_compact(CtOut *out)
{
    CtJson *json = ct_json_new(out);

    json->compact = true;
    return json;
}

void
ct_json_free(CtJson *json)
{
    if (json == NULL)
        return;
    g_array_unref(json->frames);
    g_free(json);
}

static Frame *
innermost(CtJson *json)
{
    return json->frames->len == 0 ? NULL
                                  : &g_array_index(json->frames, Frame, json->frames->len - 1);
}

static void
new_line(CtJson *json)
{
    if (json->compact)
        return;
    ct_out_put_n(json->out, "\n", 1);
    for (guint i = 0; i < json->frames->len; i++)
        ct_out_put_n(json->out, "  ", 2);
}

/* Comma and line break before the next member of the innermost frame. */
static void
begin_member(CtJson *json, Frame *frame)
{
    if (frame->filled)
        ct_out_put_n(json->out, ",", 1);
    frame->filled = true;
    new_line(json);
}

static void
begin_value(CtJson *json)
{
    Frame *frame = innermost(json);

    if (frame == NULL) {
        g_assert(!json->done);
        json->done = true;
    } else if (frame->object) {
        g_assert(frame->has_key);
        frame->has_key = false;
    } else {
        begin_member(json, frame);
    }
}

static void
begin_frame(CtJson *json, bool object)
{
    Frame frame = {.object = object};

    begin_value(json);
    ct_out_put_n(json->out, object ? "{" : "[", 1);
    g_array_append_val(json->frames, frame);
}

static void
end_frame(CtJson *json, bool object)
{
    Frame *frame = innermost(json);
    bool filled;

    g_assert(frame != NULL && frame->object == object && !frame->has_key);
    filled = frame->filled;
    g_array_set_size(json->frames, json->frames->len - 1);
    if (filled)
        new_line(json);
    ct_out_put_n(json->out, object ? "}" : "]", 1);
    if (json->frames->len == 0)
        ct_out_put_n(json->out, "\n", 1);
}

void
ct_json_begin_object(CtJson *json)
{
    begin_frame(json, true);
}

void
ct_json_end_object(CtJson *json)
{
    end_frame(json, true);
}

void
ct_json_begin_array(CtJson *json)
{
    begin_frame(json, false);
}

void
ct_json_end_array(CtJson *json)
{
    end_frame(json, false);
}

/* Bytes that stand for themselves; the rest are escaped one at a time. */
static size_t
plain_run(const char *text)
{
    size_t n = 0;

    while ((unsigned char)text[n] >= 0x20 && text[n] != '"' && text[n] != '\\')
        n++;
    return n;
}

static void
put_escaped(CtOut *out, unsigned char byte)
{
    switch (byte) {
    case '"':
        ct_out_put_n(out, "\\\"", 2);
        break;
    case '\\':
        ct_out_put_n(out, "\\\\", 2);
        break;
    case '\n':
        ct_out_put_n(out, "\\n", 2);
        break;
    case '\r':
        ct_out_put_n(out, "\\r", 2);
        break;
    case '\t':
        ct_out_put_n(out, "\\t", 2);
        break;
    default:
        ct_out_printf(out, "\\u%04x", byte);
    }
}

static void
put_string(CtOut *out, const char *text)
{
    g_autofree char *valid = NULL;

    if (!g_utf8_validate(text, -1, NULL))
        text = valid = g_utf8_make_valid(text, -1);
    ct_out_put_n(out, "\"", 1);
    for (;;) {
        size_t n = plain_run(text);

        ct_out_put_n(out, text, n);
        text += n;
        if (*text == '\0')
            break;
        put_escaped(out, (unsigned char)*text++);
    }
    ct_out_put_n(out, "\"", 1);
}

/* A scalar that is the whole document ends in a line break, as a collection does. */
static void
end_scalar(CtJson *json)
{
    if (json->frames->len == 0)
        ct_out_put_n(json->out, "\n", 1);
}

void
ct_json_key(CtJson *json, const char *key)
{
    Frame *frame = innermost(json);

    g_assert(frame != NULL && frame->object && !frame->has_key);
    begin_member(json, frame);
    frame->has_key = true;
    put_string(json->out, key);
    ct_out_put_n(json->out, ": ", 2);
}

static void
put_scalar(CtJson *json, const char *text)
{
    begin_value(json);
    ct_out_put(json->out, text);
    end_scalar(json);
}

void
ct_json_string(CtJson *json, const char *text)
{
    if (text == NULL) {
        ct_json_null(json);
        return;
    }
    begin_value(json);
    put_string(json->out, text);
    end_scalar(json);
}

void
ct_json_integer(CtJson *json, int64_t number)
{
    char text[32];

    g_snprintf(text, sizeof text, "%" PRId64, number);
    put_scalar(json, text);
}

void
ct_json_number(CtJson *json, double number)
{
    char text[32];

    put_scalar(json, isfinite(number) ? ct_units_number_text(number, text) : "null");
}

void
ct_json_literal(CtJson *json, const char *number)
{
    put_scalar(json, number);
}

void
ct_json_bool(CtJson *json, bool value)
{
    put_scalar(json, value ? "true" : "false");
}

void
ct_json_null(CtJson *json)
{
    put_scalar(json, "null");
}

void
ct_json_put_string(CtJson *json, const char *key, const char *text)
{
    ct_json_key(json, key);
    ct_json_string(json, text);
}

void
ct_json_put_integer(CtJson *json, const char *key, int64_t number)
{
    ct_json_key(json, key);
    ct_json_integer(json, number);
}

void
ct_json_put_number(CtJson *json, const char *key, double number)
{
    ct_json_key(json, key);
    ct_json_number(json, number);
}

void
ct_json_put_bool(CtJson *json, const char *key, bool value)
{
    ct_json_key(json, key);
    ct_json_bool(json, value);
}
