/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Events of anchored nodes, kept so that aliases and merge keys can play them again. A node is a
 * range of the tape; an alias on the tape names the range it stands for, which always lies before
 * it, so playing back ends.
 */
#pragma once

#include "base/ids.h"

#include <glib.h>

typedef enum CtYamlKind {
    CT_YAML_END,    /* the document is over */
    CT_YAML_FAILED, /* the file cannot be read on; the reason has been reported */
    CT_YAML_SCALAR,
    CT_YAML_MAP,
    CT_YAML_MAP_END,
    CT_YAML_LIST,
    CT_YAML_LIST_END,
    CT_YAML_ALIAS, /* below the door only */
} CtYamlKind;

/* A range of the tape, end exclusive. */
typedef struct CtTapeRange {
    uint32_t start, end;
} CtTapeRange;

/* One event as it comes from the file, or from the tape. */
typedef struct CtYamlEvent {
    uint8_t kind;     /* CtYamlKind; ALIAS below the door only */
    bool plain;       /* a scalar without quotes */
    bool merged;      /* a key that came in by `<<`: one that is there already wins */
    CtPos pos;        /* of its first character */
    const char *text; /* a scalar's bytes, NUL-terminated; valid until the next event is asked */
    uint32_t length;
} CtYamlEvent;

/* One event as the tape keeps it. */
typedef struct CtTapeEvent {
    uint8_t kind;
    bool plain;
    CtPos pos;
    size_t text;        /* offset of a scalar's bytes, NUL-terminated */
    uint32_t length;    /* of them */
    CtTapeRange target; /* of an alias */
} CtTapeEvent;

typedef struct CtTape CtTape;

CtTape *ct_tape_new(void);
void ct_tape_free(CtTape *tape);

uint32_t ct_tape_length(const CtTape *tape);
const CtTapeEvent *ct_tape_get(const CtTape *tape, uint32_t i);

/* A recorded scalar's bytes; valid until the next ct_tape_add(). */
const char *ct_tape_text(const CtTape *tape, const CtTapeEvent *event);

/* Appends @event and its text; @target of an alias. */
void ct_tape_add(CtTape *tape, const CtYamlEvent *event, CtTapeRange target);

/* Just past the node that starts at @start. Cost: its length. */
uint32_t ct_tape_node_end(const CtTape *tape, uint32_t start);

/* Anchor @name stands for the node that starts at @start; open until closed. A later anchor of the
 * same name replaces it. Returns a handle to close it with. */
uint32_t ct_tape_open_anchor(CtTape *tape, const char *name, uint32_t start);
void ct_tape_close_anchor(CtTape *tape, uint32_t anchor, uint32_t end);

typedef enum CtAnchorState { CT_ANCHOR_UNKNOWN, CT_ANCHOR_OPEN, CT_ANCHOR_CLOSED } CtAnchorState;

CtAnchorState ct_tape_find_anchor(const CtTape *tape, const char *name, CtTapeRange *ret_range);
