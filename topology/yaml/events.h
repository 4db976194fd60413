/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The door to libyaml: the events of one document as they stand in the file, aliases as such. What
 * is not used in topologies (tags, several documents, NUL characters) is refused here.
 */
#pragma once

#include "base/diag.h"
#include "base/limits.h"
#include "topology/yaml/tape.h"

typedef struct CtParser CtParser;

/* @text must outlive it; @start is where it begins in its file. Problems go to @diag. */
CtParser *
ct_parser_new(const char *text, size_t length, CtPos start, const CtLimits *limits, CtDiag *diag);
void ct_parser_free(CtParser *parser);

/* The next event, its text valid until the next call; @ret_target is set for an alias only. END or
 * FAILED again and again once there. Cost: that of libyaml. */
void ct_parser_next(CtParser *parser, CtYamlEvent *ret_event, CtTapeRange *ret_target);

/* Reports why the file cannot be read on; only the first time counts. */
void ct_parser_fail(CtParser *parser, CtPos pos, const char *format, ...) G_GNUC_PRINTF(3, 4);
bool ct_parser_has_failed(const CtParser *parser);

/* The events of anchored nodes so far; the parser's own. It grows while an anchor is open, and
 * between ct_parser_keep(true) and ct_parser_keep(false), which nest. */
CtTape *ct_parser_tape(CtParser *parser);
bool ct_parser_is_recording(const CtParser *parser);
void ct_parser_keep(CtParser *parser, bool keep);
