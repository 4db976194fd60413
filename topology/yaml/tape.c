/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two growing arrays, events and the bytes of their scalars, and a table from anchor names to
 * ranges that is only looked up, never walked.
 */
#include "topology/yaml/tape.h"

struct CtTape {
    GArray *events;      /* CtTapeEvent */
    GByteArray *texts;   /* scalars, each followed by a NUL */
    GArray *ranges;      /* CtTapeRange by anchor handle; end 0 while open */
    GHashTable *anchors; /* name → handle + 1 of the latest */
};

CtTape *
ct_tape_new(void)
{
    CtTape *tape = g_new0(CtTape, 1);

    tape->events = g_array_new(FALSE, FALSE, sizeof(CtTapeEvent));
    tape->texts = g_byte_array_new();
    tape->ranges = g_array_new(FALSE, FALSE, sizeof(CtTapeRange));
    tape->anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return tape;
}

void
ct_tape_free(CtTape *tape)
{
    if (tape == NULL)
        return;
    g_array_unref(tape->events);
    g_byte_array_unref(tape->texts);
    g_array_unref(tape->ranges);
    g_hash_table_unref(tape->anchors);
    g_free(tape);
}

uint32_t
ct_tape_length(const CtTape *tape)
{
    return tape->events->len;
}

const CtTapeEvent *
ct_tape_get(const CtTape *tape, uint32_t i)
{
    g_assert(i < tape->events->len);
    return &g_array_index(tape->events, CtTapeEvent, i);
}

const char *
ct_tape_text(const CtTape *tape, const CtTapeEvent *event)
{
    return event->kind == CT_YAML_SCALAR ? (const char *)tape->texts->data + event->text : "";
}

void
ct_tape_add(CtTape *tape, const CtYamlEvent *event, CtTapeRange target)
{
    CtTapeEvent kept = {.kind = event->kind,
                        .plain = event->plain,
                        .pos = event->pos,
                        .length = event->length,
                        .target = target};

    if (kept.kind == CT_YAML_SCALAR) {
        kept.text = tape->texts->len;
        g_byte_array_append(tape->texts, (const guint8 *)event->text, kept.length);
        g_byte_array_append(tape->texts, (const guint8 *)"", 1);
    }
    g_array_append_val(tape->events, kept);
}

uint32_t
ct_tape_node_end(const CtTape *tape, uint32_t start)
{
    uint32_t depth = 0;

    for (uint32_t i = start; i < tape->events->len; i++) {
        uint8_t kind = ct_tape_get(tape, i)->kind;

        if (kind == CT_YAML_MAP || kind == CT_YAML_LIST)
            depth++;
        else if (kind == CT_YAML_MAP_END || kind == CT_YAML_LIST_END)
            depth--;
        if (depth == 0)
            return i + 1;
    }
    return tape->events->len;
}

uint32_t
ct_tape_open_anchor(CtTape *tape, const char *name, uint32_t start)
{
    CtTapeRange range = {.start = start};
    uint32_t handle = tape->ranges->len;

    g_array_append_val(tape->ranges, range);
    g_hash_table_replace(tape->anchors, g_strdup(name), GUINT_TO_POINTER(handle + 1));
    return handle;
}

void
ct_tape_close_anchor(CtTape *tape, uint32_t anchor, uint32_t end)
{
    g_array_index(tape->ranges, CtTapeRange, anchor).end = end;
}

CtAnchorState
ct_tape_find_anchor(const CtTape *tape, const char *name, CtTapeRange *ret_range)
{
    uint32_t handle = GPOINTER_TO_UINT(g_hash_table_lookup(tape->anchors, name));

    if (handle == 0)
        return CT_ANCHOR_UNKNOWN;

    CtTapeRange range = g_array_index(tape->ranges, CtTapeRange, handle - 1);

    if (range.end == 0)
        return CT_ANCHOR_OPEN;
    *ret_range = range;
    return CT_ANCHOR_CLOSED;
}
