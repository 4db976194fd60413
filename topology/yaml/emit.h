/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree on its way out, as YAML or as JSON. The writer says what there is and whether a
 * collection has a line an entry; the form is the emitter's.
 */
#pragma once

#include "base/out.h"

#include <stdint.h>

typedef struct CtEmit CtEmit;

CtEmit *ct_emit_new(CtOut *out, bool json);
void ct_emit_free(CtEmit *emit); /* ends the text with a line feed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtEmit, ct_emit_free)

/* @lines: one entry a line, where the form has a choice and what is around has lines as well. */
void ct_emit_begin_map(CtEmit *emit, bool lines);
void ct_emit_end_map(CtEmit *emit);
void ct_emit_begin_list(CtEmit *emit, bool lines);
void ct_emit_end_list(CtEmit *emit);
void ct_emit_key(CtEmit *emit, const char *key);

void ct_emit_text(CtEmit *emit, const char *text);
void ct_emit_bool(CtEmit *emit, bool value);
void ct_emit_integer(CtEmit *emit, int64_t number);
void ct_emit_number(CtEmit *emit, double number);
void ct_emit_float(CtEmit *emit, float number); /* the shortest text that reads back the same */

/* @yaml in flow style, as the capture made it; JSON gets its values. */
void ct_emit_captured(CtEmit *emit, const char *yaml);
