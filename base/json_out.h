/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Streaming JSON with stable bytes: keys in the order written, two-space indent, numbers the
 * shortest that read back the same, never in the locale's way. NaN and infinities become null.
 * Misuse (a key outside an object, an unbalanced end) is a bug and asserts.
 */
#pragma once

#include "base/out.h"

#include <stdint.h>

typedef struct CtJson CtJson;

CtJson *ct_json_new(CtOut *out);         /* @out stays the caller's */
CtJson *ct_json_new_compact(CtOut *out); /* all on one line */
void ct_json_free(CtJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CtJson, ct_json_free)

void ct_json_begin_object(CtJson *json);
void ct_json_end_object(CtJson *json);
void ct_json_begin_array(CtJson *json);
void ct_json_end_array(CtJson *json);
void ct_json_key(CtJson *json, const char *key);
void ct_json_string(CtJson *json,
                    const char *text); /* NULL writes null; bad UTF-8 becomes U+FFFD */
void ct_json_integer(CtJson *json, int64_t number);
void ct_json_number(CtJson *json, double number);
void ct_json_literal(CtJson *json, const char *number); /* a number in JSON's form, as it is */
void ct_json_bool(CtJson *json, bool value);
void ct_json_null(CtJson *json);

/* key, then value */
void ct_json_put_string(CtJson *json, const char *key, const char *text);
void ct_json_put_integer(CtJson *json, const char *key, int64_t number);
void ct_json_put_number(CtJson *json, const char *key, double number);
void ct_json_put_bool(CtJson *json, const char *key, bool value);
