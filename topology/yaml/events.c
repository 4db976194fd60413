/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Three layers, each a function: events of the parser, recorded on a tape while an anchor is open
 * (parse_next); those or a stretch of the tape, by a stack of cursors (raw_next); and what leaves,
 * with frames that know whether a key is due, so that merge keys can be seen and their maps played
 * at the end of the map that asks for them (ct_yaml_next).
 *
 * A merge cursor runs up to and including the merged map's end, which then ends the outer map.
 */
#include "topology/yaml/events.h"

#include <string.h>
#include <yaml.h>

typedef struct Frame {
    bool is_map, expects_key, merging;
    CtPos pos;
} Frame;

typedef struct OpenAnchor {
    uint32_t handle, depth;
} OpenAnchor;

/* A map still to be merged, and the depth of the frame that asked for it. */
typedef struct Merge {
    CtTapeRange range;
    uint32_t depth;
} Merge;

struct CtYaml {
    yaml_parser_t parser;
    yaml_event_t event; /* the last of the parser; its text is handed out */
    bool failed, over;
    const char *text;
    size_t length;
    CtPos start;
    const CtLimits *limits;
    CtYamlBudget *budget;
    CtDiag *diag;
    CtTape *tape;
    uint32_t keep;        /* > 0: record although no anchor is open */
    uint32_t parse_depth; /* open collections of the parser */
    GArray *open_anchors; /* OpenAnchor, innermost last */
    GArray *cursors;      /* CtTapeRange: start moves */
    GArray *frames;       /* Frame */
    GArray *merges;       /* Merge, innermost frame last; of one frame, first to play last */
};

static void fail(CtYaml *yaml, CtPos pos, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
fail(CtYaml *yaml, CtPos pos, const char *format, ...)
{
    va_list args;

    if (yaml->failed)
        return;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    ct_diag_error(yaml->diag, pos, "%s", message);
    yaml->failed = true;
}

static CtPos
pos_of(const CtYaml *yaml, yaml_mark_t mark)
{
    size_t column = mark.column + 1;

    if (mark.line == 0)
        column += yaml->start.column - 1u;
    return (CtPos){.line = (uint32_t)MIN(mark.line, UINT32_MAX - 2) + yaml->start.line,
                   .column = (uint16_t)MIN(column, UINT16_MAX),
                   .file = yaml->start.file};
}

/* Where byte @offset of the text is, for problems that come without a mark. */
static CtPos
pos_of_byte(const CtYaml *yaml, size_t offset)
{
    yaml_mark_t mark = {0};

    for (size_t i = 0; i < offset && i < yaml->length; i++) {
        if (yaml->text[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (((unsigned char)yaml->text[i] & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    return pos_of(yaml, mark);
}

/* libyaml gives no place for bytes that are not UTF-8, so they are looked for first. */
static void
check_text(CtYaml *yaml)
{
    const char *bad;

    if (g_utf8_validate_len(yaml->text, yaml->length, &bad))
        return;

    size_t offset = (size_t)(bad - yaml->text);

    if (*bad == '\0')
        fail(yaml, pos_of_byte(yaml, offset), "a NUL byte; a topology is text in UTF-8");
    else
        fail(yaml, pos_of_byte(yaml, offset),
             "byte 0x%02X is not UTF-8; save the file in the encoding UTF-8", (unsigned char)*bad);
}

CtYaml *
ct_yaml_new(const char *text,
            size_t length,
            CtPos start,
            const CtLimits *limits,
            CtYamlBudget *budget,
            CtDiag *diag)
{
    CtYaml *yaml = g_new0(CtYaml, 1);

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        text += 3;
        length -= 3;
    }
    yaml->text = text;
    yaml->length = length;
    yaml->start = start;
    yaml->limits = limits;
    yaml->budget = budget;
    yaml->diag = diag;
    yaml->tape = ct_tape_new();
    yaml->open_anchors = g_array_new(FALSE, FALSE, sizeof(OpenAnchor));
    yaml->cursors = g_array_new(FALSE, FALSE, sizeof(CtTapeRange));
    yaml->frames = g_array_new(FALSE, FALSE, sizeof(Frame));
    yaml->merges = g_array_new(FALSE, FALSE, sizeof(Merge));
    check_text(yaml);
    if (!yaml_parser_initialize(&yaml->parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)text, length);
    return yaml;
}

void
ct_yaml_free(CtYaml *yaml)
{
    if (yaml == NULL)
        return;
    yaml_event_delete(&yaml->event);
    yaml_parser_delete(&yaml->parser);
    ct_tape_free(yaml->tape);
    g_array_unref(yaml->open_anchors);
    g_array_unref(yaml->cursors);
    g_array_unref(yaml->frames);
    g_array_unref(yaml->merges);
    g_free(yaml);
}

static void
report_parser_error(CtYaml *yaml)
{
    const yaml_parser_t *parser = &yaml->parser;
    const char *problem = parser->problem != NULL ? parser->problem : "unknown problem";

    if (parser->error == YAML_READER_ERROR) {
        fail(yaml, pos_of_byte(yaml, parser->problem_offset),
             "character U+%04X cannot stand in YAML: %s", (unsigned)parser->problem_value, problem);
        return;
    }

    CtPos pos = pos_of(yaml, parser->problem_mark);
    size_t at = parser->problem_mark.index;

    if (at < yaml->length && yaml->text[at] == '\t')
        fail(yaml, pos, "a tab stands where YAML wants spaces; indent with spaces only");
    else if (parser->context != NULL && parser->context_mark.line != parser->problem_mark.line)
        fail(yaml, pos, "not valid YAML: %s (%s that began in line %zu)", problem, parser->context,
             parser->context_mark.line + yaml->start.line);
    else if (parser->context != NULL)
        fail(yaml, pos, "not valid YAML: %s, %s", problem, parser->context);
    else
        fail(yaml, pos, "not valid YAML: %s", problem);
}

/* A node starts: its tag is refused, its anchor remembered. */
static void
begin_node(CtYaml *yaml,
           const yaml_char_t *tag,
           const yaml_char_t *anchor,
           const CtTapeEvent *event)
{
    if (tag != NULL)
        fail(yaml, event->pos, "tag '%s': tags are not used in topologies; remove it",
             (const char *)tag);
    if (anchor == NULL)
        return;

    OpenAnchor open = {.handle = ct_tape_open_anchor(yaml->tape, (const char *)anchor,
                                                     ct_tape_length(yaml->tape)),
                       .depth = yaml->parse_depth};

    g_array_append_val(yaml->open_anchors, open);
}

/* The node that was opened last is complete. */
static void
close_anchor(CtYaml *yaml)
{
    uint32_t last = yaml->open_anchors->len - 1;

    ct_tape_close_anchor(yaml->tape, g_array_index(yaml->open_anchors, OpenAnchor, last).handle,
                         ct_tape_length(yaml->tape));
    g_array_set_size(yaml->open_anchors, last);
}

/* Whether the collection that ends now carries the innermost open anchor. */
static bool
ends_anchored(const CtYaml *yaml)
{
    uint32_t n = yaml->open_anchors->len;

    return n > 0 && g_array_index(yaml->open_anchors, OpenAnchor, n - 1).depth == yaml->parse_depth;
}

static void
find_alias(CtYaml *yaml, const char *name, CtTapeEvent *event)
{
    switch (ct_tape_find_anchor(yaml->tape, name, &event->target)) {
    case CT_ANCHOR_UNKNOWN:
        fail(yaml, event->pos, "alias '*%s' has no anchor '&%s' before it", name, name);
        break;
    case CT_ANCHOR_OPEN:
        fail(yaml, event->pos, "alias '*%s' stands inside its own anchor '&%s'", name, name);
        break;
    case CT_ANCHOR_CLOSED:
        break;
    }
}

static void
read_scalar(CtYaml *yaml, CtTapeEvent *event)
{
    const yaml_event_t *from = &yaml->event;

    event->kind = CT_YAML_SCALAR;
    event->plain = from->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    event->length = (uint32_t)from->data.scalar.length;
    begin_node(yaml, from->data.scalar.tag, from->data.scalar.anchor, event);
    if (from->data.scalar.length > MIN(yaml->limits->yaml_scalar, UINT32_MAX / 2))
        fail(yaml, event->pos,
             "a text of %zu bytes; the limit is %" G_GUINT64_FORMAT " (--max-yaml-scalar)",
             from->data.scalar.length, yaml->limits->yaml_scalar);
    else if (strlen((const char *)from->data.scalar.value) != from->data.scalar.length)
        fail(yaml, event->pos, "a NUL character ('\\0') in a text");
}

/* The document's end has come; more than one is a mistake. */
static void
read_document_end(CtYaml *yaml)
{
    yaml_event_delete(&yaml->event);
    if (!yaml_parser_parse(&yaml->parser, &yaml->event))
        report_parser_error(yaml);
    else if (yaml->event.type == YAML_DOCUMENT_START_EVENT)
        fail(yaml, pos_of(yaml, yaml->event.start_mark),
             "a second document starts here; a topology file is one document");
    yaml->over = true;
}

/* Takes one event from libyaml; its scalar text stays in yaml->event. */
static void
parse_next(CtYaml *yaml, CtTapeEvent *event)
{
    bool scalar = false, end = false;

    *event = (CtTapeEvent){.kind = CT_YAML_END};
    do {
        yaml_event_delete(&yaml->event);
        if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
            report_parser_error(yaml);
            return;
        }
    } while (yaml->event.type == YAML_STREAM_START_EVENT ||
             yaml->event.type == YAML_DOCUMENT_START_EVENT);

    event->pos = pos_of(yaml, yaml->event.start_mark);
    switch (yaml->event.type) {
    case YAML_SCALAR_EVENT:
        read_scalar(yaml, event);
        scalar = true;
        break;
    case YAML_ALIAS_EVENT:
        event->kind = CT_YAML_ALIAS;
        find_alias(yaml, (const char *)yaml->event.data.alias.anchor, event);
        break;
    case YAML_MAPPING_START_EVENT:
        event->kind = CT_YAML_MAP;
        yaml->parse_depth++;
        begin_node(yaml, yaml->event.data.mapping_start.tag, yaml->event.data.mapping_start.anchor,
                   event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        event->kind = CT_YAML_LIST;
        yaml->parse_depth++;
        begin_node(yaml, yaml->event.data.sequence_start.tag,
                   yaml->event.data.sequence_start.anchor, event);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        event->kind =
            yaml->event.type == YAML_MAPPING_END_EVENT ? CT_YAML_MAP_END : CT_YAML_LIST_END;
        end = true;
        break;
    case YAML_DOCUMENT_END_EVENT:
        read_document_end(yaml);
        return;
    default:
        yaml->over = true;
        return;
    }

    if (yaml->open_anchors->len > 0 || yaml->keep > 0)
        ct_tape_add(yaml->tape, event, scalar ? (const char *)yaml->event.data.scalar.value : "");
    if (end) {
        if (ends_anchored(yaml))
            close_anchor(yaml);
        yaml->parse_depth--;
    } else if (scalar && yaml->event.data.scalar.anchor != NULL) {
        close_anchor(yaml);
    }
}

/* The next event of the tape or the file, aliases as such; @ret_text for a scalar. */
static void
raw_next(CtYaml *yaml, CtTapeEvent *event, const char **ret_text)
{
    *ret_text = "";
    while (yaml->cursors->len > 0) {
        CtTapeRange *top = &g_array_index(yaml->cursors, CtTapeRange, yaml->cursors->len - 1);

        if (top->start < top->end) {
            *event = *ct_tape_get(yaml->tape, top->start++);
            *ret_text = ct_tape_text(yaml->tape, event);
            return;
        }
        g_array_set_size(yaml->cursors, yaml->cursors->len - 1);
    }
    parse_next(yaml, event);
    if (event->kind == CT_YAML_SCALAR)
        *ret_text = (const char *)yaml->event.data.scalar.value;
}

static bool
is_playing(const CtYaml *yaml)
{
    return yaml->cursors->len > 0;
}

static void
count_alias(CtYaml *yaml, CtPos pos)
{
    if (++yaml->budget->aliases > yaml->limits->yaml_aliases)
        fail(yaml, pos,
             "aliases and merge keys expand to more than %" G_GUINT64_FORMAT
             " values (--max-yaml-aliases)",
             yaml->limits->yaml_aliases);
}

/* The rest of the node that began with @first, as a range of the tape. */
static CtTapeRange
capture_node(CtYaml *yaml, const CtTapeEvent *first)
{
    CtTapeRange range;

    if (is_playing(yaml)) {
        CtTapeRange *top = &g_array_index(yaml->cursors, CtTapeRange, yaml->cursors->len - 1);

        range.start = top->start - 1;
        range.end = top->start = ct_tape_node_end(yaml->tape, range.start);
        return range;
    }
    if (yaml->open_anchors->len == 0) /* else it is on the tape already */
        ct_tape_add(yaml->tape, first, "");
    range.start = ct_tape_length(yaml->tape) - 1;
    yaml->keep++;
    for (uint32_t depth = 1; depth > 0 && !yaml->failed;) {
        CtTapeEvent event;

        parse_next(yaml, &event);
        if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
            depth++;
        else if (event.kind == CT_YAML_MAP_END || event.kind == CT_YAML_LIST_END)
            depth--;
        if (depth + yaml->frames->len > yaml->limits->yaml_depth)
            fail(yaml, event.pos, "nested too deeply");
    }
    yaml->keep--;
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
        fail(yaml, pos, MERGE_HINT);
        return;
    }

    Merge merge = {.range = range, .depth = yaml->frames->len};

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
    for (uint32_t i = range.start + 1; i + 1 < range.end && !yaml->failed;) {
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

static void
read_merge(CtYaml *yaml)
{
    CtTapeEvent event;
    const char *text;
    CtTapeRange range = {0};

    raw_next(yaml, &event, &text);
    if (yaml->failed)
        return;
    if (event.kind == CT_YAML_ALIAS)
        range = event.target;
    else if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
        range = capture_node(yaml, &event);
    else
        fail(yaml, event.pos, MERGE_HINT);
    if (!yaml->failed)
        add_merges(yaml, range, event.pos);
}

/* Starts to play a map that waits to be merged into the open frame; false if none does. */
static bool
begin_merge(CtYaml *yaml, Frame *frame)
{
    if (frame == NULL || yaml->merges->len == 0)
        return false;

    Merge merge = g_array_index(yaml->merges, Merge, yaml->merges->len - 1);

    if (merge.depth != yaml->frames->len)
        return false;
    g_array_set_size(yaml->merges, yaml->merges->len - 1);
    merge.range.start++;
    g_array_append_val(yaml->cursors, merge.range);
    frame->merging = true;
    return true;
}

static void
count_node(CtYaml *yaml, CtPos pos)
{
    if (++yaml->budget->nodes > yaml->limits->yaml_nodes)
        fail(yaml, pos, "more than %" G_GUINT64_FORMAT " values (--max-yaml-nodes)",
             yaml->limits->yaml_nodes);
    if (is_playing(yaml))
        count_alias(yaml, pos);
}

static void
open_frame(CtYaml *yaml, const CtTapeEvent *event, Frame *parent)
{
    Frame frame = {.is_map = event->kind == CT_YAML_MAP, .pos = event->pos};

    if (parent != NULL && parent->is_map && parent->expects_key)
        fail(yaml, event->pos, "a key must be a word, not a list or a map");
    if (yaml->frames->len >= yaml->limits->yaml_depth)
        fail(yaml, event->pos, "nested more than %" G_GUINT64_FORMAT " deep (--max-yaml-depth)",
             yaml->limits->yaml_depth);
    if (parent != NULL)
        parent->expects_key = true;
    frame.expects_key = frame.is_map;
    g_array_append_val(yaml->frames, frame);
}

/* One step; false where the event was used up here. */
static bool
step(CtYaml *yaml, CtYamlEvent *ret)
{
    CtTapeEvent event;
    const char *text;

    raw_next(yaml, &event, &text);
    if (yaml->failed)
        return true;

    Frame *frame =
        yaml->frames->len == 0 ? NULL : &g_array_index(yaml->frames, Frame, yaml->frames->len - 1);

    *ret = (CtYamlEvent){.kind = event.kind, .plain = event.plain, .pos = event.pos};
    switch ((CtYamlKind)event.kind) {
    case CT_YAML_ALIAS:
        g_array_append_val(yaml->cursors, event.target);
        return false;
    case CT_YAML_SCALAR:
        if (frame != NULL && frame->is_map && frame->expects_key) {
            if (event.plain && strcmp(text, "<<") == 0) {
                read_merge(yaml);
                return false;
            }
            ret->merged = frame->merging;
            frame->expects_key = false;
        } else if (frame != NULL) {
            frame->expects_key = true;
        }
        ret->text = text;
        ret->length = event.length;
        count_node(yaml, event.pos);
        return true;
    case CT_YAML_MAP:
    case CT_YAML_LIST:
        count_node(yaml, event.pos);
        open_frame(yaml, &event, frame);
        return true;
    case CT_YAML_MAP_END:
        if (begin_merge(yaml, frame))
            return false;
        g_array_set_size(yaml->frames, yaml->frames->len - 1);
        return true;
    case CT_YAML_LIST_END:
        g_array_set_size(yaml->frames, yaml->frames->len - 1);
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
    *ret_event = (CtYamlEvent){.kind = CT_YAML_END, .pos = yaml->start};
    if (!yaml->failed && !yaml->over)
        while (!yaml->failed && !step(yaml, ret_event))
            continue;
    if (yaml->failed)
        ret_event->kind = CT_YAML_FAILED;
}
