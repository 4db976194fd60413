/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What JSON Schema says of one scalar. Internal to topology/schema*.c; each writes into an object
 * that is open. */
#pragma once

#include "base/json_out.h"
#include "topology/words.h"

void ct_schema_type(CtJson *json, const char *type);
/* Texts may be written without quotes and then look like numbers to a YAML reader. */
void ct_schema_text(CtJson *json);
void ct_schema_pattern(CtJson *json, const char *pattern);
/* Ids look like numbers too: a substation may be called 110. */
void ct_schema_id(CtJson *json, const char *pattern);
void ct_schema_enum(CtJson *json, CtWordList list);
void ct_schema_range(CtJson *json, const char *type, int64_t low, int64_t high);
