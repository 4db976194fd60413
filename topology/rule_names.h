/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conduits and single allow rules of theirs by name: "corp-control", "corp-control allow[2]", as
 * cuts and findings print them, counted from 0. The part of a conduit that is meant is 0 for the
 * whole, else the number of its allow rule plus 1.
 */
#pragma once

#include "topology/model.h"

#include <glib.h>

/* g_free(). */
char *ct_conduit_part_text(const CtModel *model, CtId conduit, uint32_t part);

/* False, with a message that says what is close, where there is no such conduit or rule. */
bool ct_conduit_part_parse(const CtModel *model,
                           const char *text,
                           CtId *ret_conduit,
                           uint32_t *ret_part,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The row of the allow rule that is meant; CT_NO_ID: the whole conduit. */
CtId ct_conduit_part_rule(const CtModel *model, CtId conduit, uint32_t part);

/* Sets the bits, of a bit a rule of @model, of the allow rules that @text names anywhere; whether
 * there is one. Cost: length. */
bool ct_conduit_parts_named(const CtModel *model, const char *text, size_t length, uint64_t *rules);

#define CT_CONDUIT_PART_ERROR ct_conduit_part_error_quark()
typedef enum CtConduitPartError {
    CT_CONDUIT_PART_ERROR_UNKNOWN,
} CtConduitPartError;
GQuark ct_conduit_part_error_quark(void);
