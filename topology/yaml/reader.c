/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two layers: the events of the file or of a stretch of the tape, by a stack of cursors
 * (raw_next); and what leaves, with frames that know whether a key is due, so that merge keys can
 * be seen and their maps played at the end of the map that asks for them (ct_yaml_next).
 *
 * A merge cursor runs up to and including the merged map's end, which then ends the outer map.
 */
#include "topology/yaml/reader.h"

#include "topology/yaml/events.h"

#include <string.h>

typedef struct Frame {
    bool is_map, expects_key, merging, has_merged;
} Frame;

/* A map still to be merged, and the depth of the frame that asked for it. */
typedef struct Merge {
    CtTapeRange range;
    uint32_t depth;
    CtPos pos;
} Merge;

struct CtYaml {
    CtParser *parser;
    CtTape *tape; /* the parser's */
    CtPos start;
    const CtLimits *limits;
    CtYamlBudget *budget;
    CtTapeRange target; /* of the last alias */
    GArray *cursors;    /* CtTapeRange: start moves */
    CtPos play_pos;     /* of the alias or merge key in the file that is being played */
    Frame *frames;      /* the innermost last */
    uint32_t n_frames, frames_capacity;
    GArray *merges; /* Merge, innermost frame last; of one frame, first to play last */
};

CtYaml *
ct_yaml_new(const char *text,
            size_t length,
            CtPos start,
            const CtLimits *limits,
            CtYamlBudget *budget,
            CtDiag *diag)
{
    CtYaml *yaml = g_new0(CtYaml, 1);

    yaml->parser = ct_parser_new(text, length, start, limits, diag);
    yaml->tape = ct_parser_tape(yaml->parser);
    yaml->start = start;
    yaml->limits = limits;
    yaml->budget = budget;
    yaml->cursors = g_array_new(FALSE, FALSE, sizeof(CtTapeRange));
    yaml->merges = g_array_new(FALSE, FALSE, sizeof(Merge));
    return yaml;
}

void
ct_yaml_free(CtYaml *yaml)
{
    if (yaml == NULL)
        return;
    ct_parser_free(yaml->parser);
    g_array_unref(yaml->cursors);
    g_free(yaml->frames);
    g_array_unref(yaml->merges);
    g_free(yaml);
}

static bool
is_playing(const CtYaml *yaml)
{
    return yaml->cursors->len > 0;
}

/* The next event of what is played; false once all of it is through. */
static G_GNUC_NO_INLINE bool
play_next(CtYaml *yaml, CtYamlEvent *ret)
{
    while (yaml->cursors->len > 0) {
        CtTapeRange *top = &g_array_index(yaml->cursors, CtTapeRange, yaml->cursors->len - 1);

        if (top->start < top->end) {
            const CtTapeEvent *event = ct_tape_get(yaml->tape, top->start++);

            *ret = (CtYamlEvent){.kind = event->kind,
                                 .plain = event->plain,
                                 .pos = event->pos,
                                 .text = ct_tape_text(yaml->tape, event),
                                 .length = event->length};
            yaml->target = event->target;
            return true;
        }
        g_array_set_size(yaml->cursors, yaml->cursors->len - 1);
    }
    return false;
}

/* The next event of the tape or the file; of an alias, yaml->target says what it stands for. */
static void
raw_next(CtYaml *yaml, CtYamlEvent *ret)
{
    if (!is_playing(yaml) || !play_next(yaml, ret))
        ct_parser_next(yaml->parser, ret, &yaml->target);
}

/* Plays @range next; @pos is what asks for it. */
static void
play(CtYaml *yaml, CtTapeRange range, CtPos pos)
{
    while (yaml->cursors->len > 0) { /* those that are through would only pile up */
        CtTapeRange *top = &g_array_index(yaml->cursors, CtTapeRange, yaml->cursors->len - 1);

        if (top->start < top->end)
            break;
        g_array_set_size(yaml->cursors, yaml->cursors->len - 1);
    }
    if (yaml->cursors->len == 0)
        yaml->play_pos = pos;
    g_array_append_val(yaml->cursors, range);
}

/* Of what is played, the alias is to blame, not the anchor. */
static CtPos
blamed(const CtYaml *yaml, CtPos pos)
{
    return is_playing(yaml) ? yaml->play_pos : pos;
}

static void
count_alias(CtYaml *yaml, CtPos pos)
{
    if (++yaml->budget->aliases > yaml->limits->yaml_aliases)
        ct_parser_fail(yaml->parser, blamed(yaml, pos),
                       "aliases and merge keys expand to more than %" G_GUINT64_FORMAT
                       " values (--max-yaml-aliases)",
                       yaml->limits->yaml_aliases);
}

/* The rest of the node that began with @first, as a range of the tape. */
static CtTapeRange
capture_node(CtYaml *yaml, const CtYamlEvent *first)
{
    CtTapeRange range = {0};

    if (is_playing(yaml)) {
        CtTapeRange *top = &g_array_index(yaml->cursors, CtTapeRange, yaml->cursors->len - 1);

        range.start = top->start - 1;
        range.end = top->start = ct_tape_node_end(yaml->tape, range.start);
        return range;
    }
    if (!ct_parser_is_recording(yaml->parser)) /* else it is on the tape already */
        ct_tape_add(yaml->tape, first, range);
    range.start = ct_tape_length(yaml->tape) - 1;
    ct_parser_keep(yaml->parser, true);
    for (uint32_t depth = 1; depth > 0 && !ct_parser_has_failed(yaml->parser);) {
        CtYamlEvent event;

        ct_parser_next(yaml->parser, &event, &yaml->target);
        if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
            depth++;
        else if (event.kind == CT_YAML_MAP_END || event.kind == CT_YAML_LIST_END)
            depth--;
        if (depth + yaml->n_frames > yaml->limits->yaml_depth)
            ct_parser_fail(yaml->parser, event.pos, "nested too deeply");
    }
    ct_parser_keep(yaml->parser, false);
    range.end = ct_tape_length(yaml->tape);
    return range;
}

#define MERGE_HINT "'<<' takes an alias of a map, or a list of such aliases"

/* Notes the map at @range to be merged into the open frame, before those noted earlier. */
static void
add_merge(CtYaml *yaml, CtTapeRange range, CtPos pos)
{
    const CtTapeEvent *first = ct_tape_get(yaml->tape, range.start);

    if (first->kind == CT_YAML_ALIAS) {
        range = first->target; /* never an alias itself */
        first = ct_tape_get(yaml->tape, range.start);
    }
    if (first->kind != CT_YAML_MAP) {
        ct_parser_fail(yaml->parser, pos, MERGE_HINT);
        return;
    }

    Merge merge = {.range = range, .depth = yaml->n_frames, .pos = pos};

    g_array_append_val(yaml->merges, merge);
    count_alias(yaml, pos);
}

/* The first of a list wins, so it has to be played first. */
static void
add_merges(CtYaml *yaml, CtTapeRange range, CtPos pos)
{
    uint32_t first = yaml->merges->len;

    if (ct_tape_get(yaml->tape, range.start)->kind != CT_YAML_LIST) {
        add_merge(yaml, range, pos);
        return;
    }
    for (uint32_t i = range.start + 1; i + 1 < range.end && !ct_parser_has_failed(yaml->parser);) {
        CtTapeRange item = {.start = i, .end = ct_tape_node_end(yaml->tape, i)};

        add_merge(yaml, item, ct_tape_get(yaml->tape, i)->pos);
        i = item.end;
    }
    for (uint32_t i = first, j = yaml->merges->len; i + 1 < j; i++) {
        j--;

        Merge merge = g_array_index(yaml->merges, Merge, i);

        g_array_index(yaml->merges, Merge, i) = g_array_index(yaml->merges, Merge, j);
        g_array_index(yaml->merges, Merge, j) = merge;
    }
}

/* The innermost open list or map; NULL outside of all. */
static Frame *
innermost(CtYaml *yaml)
{
    return yaml->n_frames == 0 ? NULL : &yaml->frames[yaml->n_frames - 1];
}

/* @frame: the map that says so, which moves when what is merged is read. */
static G_GNUC_NO_INLINE void
read_merge(CtYaml *yaml, Frame *frame, CtPos pos)
{
    CtYamlEvent event;
    CtTapeRange range = {0};

    /* What is merged may have merged, too. */
    if (frame->has_merged && !frame->merging)
        ct_parser_fail(yaml->parser, blamed(yaml, pos),
                       "'<<' is written twice in one map; merge a list: <<: [*a, *b]");
    frame->has_merged = true;
    raw_next(yaml, &event);
    if (ct_parser_has_failed(yaml->parser))
        return;
    if (event.kind == CT_YAML_ALIAS)
        range = yaml->target;
    else if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
        range = capture_node(yaml, &event);
    else
        ct_parser_fail(yaml->parser, event.pos, MERGE_HINT);
    if (!ct_parser_has_failed(yaml->parser))
        add_merges(yaml, range, event.pos);
}

/* Starts to play a map that waits to be merged into the open frame; false if none does. */
static bool
begin_merge(CtYaml *yaml)
{
    if (yaml->merges->len == 0 || yaml->n_frames == 0)
        return false;

    Merge merge = g_array_index(yaml->merges, Merge, yaml->merges->len - 1);

    if (merge.depth != yaml->n_frames)
        return false;
    g_array_set_size(yaml->merges, yaml->merges->len - 1);
    merge.range.start++;
    play(yaml, merge.range, merge.pos);
    yaml->frames[yaml->n_frames - 1].merging = true;
    return true;
}

static void
count_node(CtYaml *yaml, CtPos pos)
{
    if (++yaml->budget->nodes > yaml->limits->yaml_nodes)
        ct_parser_fail(yaml->parser, blamed(yaml, pos),
                       "more than %" G_GUINT64_FORMAT " values (--max-yaml-nodes)",
                       yaml->limits->yaml_nodes);
    if (is_playing(yaml))
        count_alias(yaml, pos);
}

static void
open_frame(CtYaml *yaml, const CtYamlEvent *event)
{
    bool is_map = event->kind == CT_YAML_MAP;
    Frame *parent = innermost(yaml);

    if (parent != NULL && parent->is_map && parent->expects_key)
        ct_parser_fail(yaml->parser, event->pos, "a key must be a word, not a list or a map");
    if (yaml->n_frames >= yaml->limits->yaml_depth)
        ct_parser_fail(yaml->parser, blamed(yaml, event->pos),
                       "nested more than %" G_GUINT64_FORMAT " deep (--max-yaml-depth)",
                       yaml->limits->yaml_depth);
    if (parent != NULL)
        parent->expects_key = true;
    if (yaml->n_frames == yaml->frames_capacity) {
        yaml->frames_capacity = MAX(16, yaml->frames_capacity * 2);
        yaml->frames = g_renew(Frame, yaml->frames, yaml->frames_capacity);
    }
    g_assert(yaml->frames != NULL);
    yaml->frames[yaml->n_frames++] = (Frame){.is_map = is_map, .expects_key = is_map};
}

/* A scalar of the innermost frame; false for a merge key, which is used up here. */
static bool
take_scalar(CtYaml *yaml, CtYamlEvent *event)
{
    Frame *frame = innermost(yaml);

    if (frame != NULL && frame->is_map && frame->expects_key) {
        if (event->plain && event->length == 2 && memcmp(event->text, "<<", 2) == 0) {
            read_merge(yaml, frame, event->pos);
            return false;
        }
        event->merged = frame->merging;
        frame->expects_key = false;
    } else if (frame != NULL) {
        frame->expects_key = true;
    }
    count_node(yaml, event->pos);
    return true;
}

/* One step; false where the event was used up here. */
static bool
step(CtYaml *yaml, CtYamlEvent *event)
{
    raw_next(yaml, event);
    switch ((CtYamlKind)event->kind) {
    case CT_YAML_ALIAS:
        play(yaml, yaml->target, event->pos);
        return false;
    case CT_YAML_SCALAR:
        return take_scalar(yaml, event);
    case CT_YAML_MAP:
    case CT_YAML_LIST:
        count_node(yaml, event->pos);
        open_frame(yaml, event);
        return true;
    case CT_YAML_MAP_END:
        if (begin_merge(yaml))
            return false;
        yaml->n_frames--;
        return true;
    case CT_YAML_LIST_END:
        yaml->n_frames--;
        return true;
    case CT_YAML_END:
    case CT_YAML_FAILED:
        return true;
    }
    return true;
}

void
ct_yaml_next(CtYaml *yaml, CtYamlEvent *ret_event)
{
    do {
        if (ct_parser_has_failed(yaml->parser)) {
            *ret_event = (CtYamlEvent){.kind = CT_YAML_FAILED, .pos = yaml->start};
            return;
        }
    } while (!step(yaml, ret_event));
    if (ct_parser_has_failed(yaml->parser))
        ret_event->kind = CT_YAML_FAILED;
}
