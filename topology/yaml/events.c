/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libyaml's pull parser, its marks counted from 1, its errors as diagnostics, and a tape that runs
 * while an anchor is open.
 */
#include "topology/yaml/events.h"

#include <string.h>
#include <yaml.h>

typedef struct OpenAnchor {
    uint32_t handle, depth;
} OpenAnchor;

struct CtParser {
    yaml_parser_t parser;
    yaml_event_t event; /* the last one; its text is handed out */
    bool failed, over;
    const char *text;
    size_t length;
    CtPos start;
    const CtLimits *limits;
    CtDiag *diag;
    CtTape *tape;
    uint32_t keep;        /* > 0: record although no anchor is open */
    uint32_t parse_depth; /* open collections */
    GArray *open_anchors; /* OpenAnchor, innermost last */
};

/* Out of line, so that a position is one word when it is stored, as it is when it is read again. */
static G_GNUC_NO_INLINE CtPos
pos_of(const CtParser *parser, yaml_mark_t mark)
{
    size_t column = mark.column + 1;

    if (mark.line == 0)
        column += parser->start.column - 1u;
    return (CtPos){.line = (uint32_t)MIN(mark.line, UINT32_MAX - 2) + parser->start.line,
                   .column = (uint16_t)MIN(column, UINT16_MAX),
                   .file = parser->start.file};
}

/* Where byte @offset of the text is, for problems that come without a mark. */
static CtPos
pos_of_byte(const CtParser *parser, size_t offset)
{
    yaml_mark_t mark = {0};

    for (size_t i = 0; i < offset && i < parser->length; i++) {
        if (parser->text[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (((unsigned char)parser->text[i] & 0xC0) != 0x80) {
            mark.column++;
        }
    }
    return pos_of(parser, mark);
}

/* Looks for bytes that are not UTF-8, once libyaml has stumbled over something: its own word for
 * them says neither which nor where. */
static void
check_text(CtParser *parser)
{
    const char *bad;

    if (g_utf8_validate_len(parser->text, parser->length, &bad))
        return;

    size_t offset = (size_t)(bad - parser->text);

    if (*bad == '\0')
        ct_parser_fail(parser, pos_of_byte(parser, offset),
                       "a NUL byte; a topology is text in UTF-8");
    else
        ct_parser_fail(parser, pos_of_byte(parser, offset),
                       "byte 0x%02X is not UTF-8; save the file in the encoding UTF-8",
                       (unsigned char)*bad);
}

CtParser *
ct_parser_new(const char *text, size_t length, CtPos start, const CtLimits *limits, CtDiag *diag)
{
    CtParser *parser = g_new0(CtParser, 1);

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        text += 3;
        length -= 3;
    }
    parser->text = text;
    parser->length = length;
    parser->start = start;
    parser->limits = limits;
    parser->diag = diag;
    parser->tape = ct_tape_new();
    parser->open_anchors = g_array_new(FALSE, FALSE, sizeof(OpenAnchor));
    if (!yaml_parser_initialize(&parser->parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&parser->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser->parser, (const unsigned char *)text, length);
    return parser;
}

void
ct_parser_free(CtParser *parser)
{
    if (parser == NULL)
        return;
    yaml_event_delete(&parser->event);
    yaml_parser_delete(&parser->parser);
    ct_tape_free(parser->tape);
    g_array_unref(parser->open_anchors);
    g_free(parser);
}

void
ct_parser_fail(CtParser *parser, CtPos pos, const char *format, ...)
{
    va_list args;

    if (parser->failed)
        return;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    ct_diag_error(parser->diag, pos, "%s", message);
    parser->failed = true;
}

bool
ct_parser_has_failed(const CtParser *parser)
{
    return parser->failed;
}

CtTape *
ct_parser_tape(CtParser *parser)
{
    return parser->tape;
}

bool
ct_parser_is_recording(const CtParser *parser)
{
    return parser->open_anchors->len > 0 || parser->keep > 0;
}

void
ct_parser_keep(CtParser *parser, bool keep)
{
    if (keep)
        parser->keep++;
    else
        parser->keep--;
}

/* libyaml counts characters. */
static size_t
byte_of(const CtParser *parser, size_t character)
{
    size_t at = 0;

    for (; at < parser->length; at++) {
        bool starts = ((unsigned char)parser->text[at] & 0xC0) != 0x80;

        if (starts && character-- == 0)
            break;
    }
    return at;
}

static void
report_parser_error(CtParser *parser)
{
    const yaml_parser_t *from = &parser->parser;
    const char *problem = from->problem != NULL ? from->problem : "unknown problem";

    if (from->error == YAML_READER_ERROR) {
        check_text(parser);
        ct_parser_fail(parser, pos_of_byte(parser, from->problem_offset),
                       "character U+%04X cannot stand in YAML: %s", (unsigned)from->problem_value,
                       problem);
        return;
    }

    CtPos pos = pos_of(parser, from->problem_mark);
    size_t at = byte_of(parser, from->problem_mark.index);

    if (at < parser->length && parser->text[at] == '\t')
        ct_parser_fail(parser, pos,
                       "a tab stands where YAML wants spaces; indent with spaces only");
    else if (at > 0 && at < parser->length && parser->text[at] == '[' &&
             g_ascii_isalnum(parser->text[at - 1]))
        ct_parser_fail(parser, pos,
                       "'[' begins a list here; write an instance in quotes, as in \"meter[17]\"");
    else if (from->context != NULL && from->context_mark.line != from->problem_mark.line)
        ct_parser_fail(parser, pos, "not valid YAML: %s (%s that began in line %zu)", problem,
                       from->context, from->context_mark.line + parser->start.line);
    else if (from->context != NULL)
        ct_parser_fail(parser, pos, "not valid YAML: %s, %s", problem, from->context);
    else
        ct_parser_fail(parser, pos, "not valid YAML: %s", problem);
}

/* A node starts: its tag is refused, its anchor remembered. */
static void
begin_node(CtParser *parser, const yaml_char_t *tag, const yaml_char_t *anchor, CtPos pos)
{
    if (tag != NULL)
        ct_parser_fail(parser, pos, "tag '%s': tags are not used in topologies; remove it",
                       (const char *)tag);
    if (anchor == NULL)
        return;

    OpenAnchor open = {.handle = ct_tape_open_anchor(parser->tape, (const char *)anchor,
                                                     ct_tape_length(parser->tape)),
                       .depth = parser->parse_depth};

    g_array_append_val(parser->open_anchors, open);
}

/* The node that was opened last is complete. */
static void
close_anchor(CtParser *parser)
{
    uint32_t last = parser->open_anchors->len - 1;

    ct_tape_close_anchor(parser->tape, g_array_index(parser->open_anchors, OpenAnchor, last).handle,
                         ct_tape_length(parser->tape));
    g_array_set_size(parser->open_anchors, last);
}

static bool
is_end(const CtYamlEvent *event)
{
    return event->kind == CT_YAML_MAP_END || event->kind == CT_YAML_LIST_END;
}

/* Whether the collection that ends now carries the innermost open anchor. */
static bool
ends_anchored(const CtParser *parser)
{
    uint32_t n = parser->open_anchors->len;

    return n > 0 &&
           g_array_index(parser->open_anchors, OpenAnchor, n - 1).depth == parser->parse_depth;
}

static void
find_alias(CtParser *parser, const char *name, CtPos pos, CtTapeRange *ret_target)
{
    switch (ct_tape_find_anchor(parser->tape, name, ret_target)) {
    case CT_ANCHOR_UNKNOWN:
        ct_parser_fail(parser, pos, "alias '*%s' has no anchor '&%s' before it", name, name);
        break;
    case CT_ANCHOR_OPEN:
        ct_parser_fail(parser, pos, "alias '*%s' stands inside its own anchor '&%s'", name, name);
        break;
    case CT_ANCHOR_CLOSED:
        break;
    }
}

static void
read_scalar(CtParser *parser, CtYamlEvent *event)
{
    const yaml_event_t *from = &parser->event;
    size_t length = from->data.scalar.length;

    event->kind = CT_YAML_SCALAR;
    event->text = (const char *)from->data.scalar.value;
    event->plain = from->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    event->length = (uint32_t)length;
    if (from->data.scalar.tag != NULL || from->data.scalar.anchor != NULL)
        begin_node(parser, from->data.scalar.tag, from->data.scalar.anchor, event->pos);
    if (length > MIN(parser->limits->yaml_scalar, UINT32_MAX / 2))
        ct_parser_fail(parser, event->pos,
                       "a text of %zu bytes; the limit is %" G_GUINT64_FORMAT
                       " (--max-yaml-scalar)",
                       length, parser->limits->yaml_scalar);
    /* libyaml takes no such byte from the file, so only an escape can have made it. */
    else if (from->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE &&
             strlen((const char *)from->data.scalar.value) != length)
        ct_parser_fail(parser, event->pos, "a NUL character ('\\0') in a text");
}

/* The document's end has come; more than one is a mistake. */
static void
read_document_end(CtParser *parser)
{
    yaml_event_delete(&parser->event);
    if (!yaml_parser_parse(&parser->parser, &parser->event))
        report_parser_error(parser);
    else if (parser->event.type == YAML_DOCUMENT_START_EVENT)
        ct_parser_fail(parser, pos_of(parser, parser->event.start_mark),
                       "a second document starts here; a topology file is one document");
    parser->over = true;
}

/* What libyaml's event says; false where the document ends. */
static bool
read_event(CtParser *parser, CtYamlEvent *event, CtTapeRange *ret_target)
{
    const yaml_event_t *from = &parser->event;

    *event = (CtYamlEvent){.kind = CT_YAML_END, .pos = pos_of(parser, from->start_mark)};
    switch (from->type) {
    case YAML_SCALAR_EVENT:
        read_scalar(parser, event);
        return true;
    case YAML_ALIAS_EVENT:
        event->kind = CT_YAML_ALIAS;
        find_alias(parser, (const char *)from->data.alias.anchor, event->pos, ret_target);
        return true;
    case YAML_MAPPING_START_EVENT:
        event->kind = CT_YAML_MAP;
        parser->parse_depth++;
        begin_node(parser, from->data.mapping_start.tag, from->data.mapping_start.anchor,
                   event->pos);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        event->kind = CT_YAML_LIST;
        parser->parse_depth++;
        begin_node(parser, from->data.sequence_start.tag, from->data.sequence_start.anchor,
                   event->pos);
        return true;
    case YAML_MAPPING_END_EVENT:
        event->kind = CT_YAML_MAP_END;
        return true;
    case YAML_SEQUENCE_END_EVENT:
        event->kind = CT_YAML_LIST_END;
        return true;
    case YAML_DOCUMENT_END_EVENT:
        read_document_end(parser);
        return false;
    default:
        parser->over = true;
        return false;
    }
}

/* Puts the event on the tape, and closes the anchor that ends with it. */
static G_GNUC_NO_INLINE void
record(CtParser *parser, const CtYamlEvent *event, CtTapeRange target)
{
    ct_tape_add(parser->tape, event, target);
    if (event->kind == CT_YAML_SCALAR ? parser->event.data.scalar.anchor != NULL
                                      : is_end(event) && ends_anchored(parser))
        close_anchor(parser);
}

/* Takes one event from libyaml; its scalar text stays in parser->event. */
static void
parse_next(CtParser *parser, CtYamlEvent *event, CtTapeRange *ret_target)
{
    do {
        yaml_event_delete(&parser->event);
        if (!yaml_parser_parse(&parser->parser, &parser->event)) {
            report_parser_error(parser);
            return;
        }
    } while (parser->event.type == YAML_STREAM_START_EVENT ||
             parser->event.type == YAML_DOCUMENT_START_EVENT);
    if (!read_event(parser, event, ret_target))
        return;
    if (ct_parser_is_recording(parser))
        record(parser, event,
               event->kind == CT_YAML_ALIAS && !parser->failed ? *ret_target : (CtTapeRange){0});
    if (is_end(event))
        parser->parse_depth--;
}

void
ct_parser_next(CtParser *parser, CtYamlEvent *ret_event, CtTapeRange *ret_target)
{
    if (parser->failed || parser->over)
        *ret_event = (CtYamlEvent){.kind = CT_YAML_END, .pos = parser->start};
    else
        parse_next(parser, ret_event, ret_target);
    if (parser->failed)
        *ret_event = (CtYamlEvent){.kind = CT_YAML_FAILED, .pos = parser->start};
}
