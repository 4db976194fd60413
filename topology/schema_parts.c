/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/schema_parts.h"

void
ct_schema_type(CtJson *json, const char *type)
{
    ct_json_put_string(json, "type", type);
}

void
ct_schema_text(CtJson *json)
{
    ct_json_key(json, "type");
    ct_json_begin_array(json);
    ct_json_string(json, "string");
    ct_json_string(json, "number");
    ct_json_string(json, "boolean");
    ct_json_end_array(json);
}

static void
put_whole(CtJson *json, const char *pattern)
{
    g_autofree char *whole = g_strdup_printf("^(%s)$", pattern);

    ct_json_put_string(json, "pattern", whole);
}

void
ct_schema_pattern(CtJson *json, const char *pattern)
{
    ct_schema_type(json, "string");
    put_whole(json, pattern);
}

void
ct_schema_id(CtJson *json, const char *pattern)
{
    ct_schema_text(json);
    put_whole(json, pattern);
}

void
ct_schema_enum(CtJson *json, CtWordList list)
{
    ct_json_key(json, "enum");
    ct_json_begin_array(json);
    for (unsigned i = 1; i <= ct_words_count(list); i++)
        ct_json_string(json, ct_word_text(list, i));
    ct_json_end_array(json);
}

void
ct_schema_range(CtJson *json, const char *type, int64_t low, int64_t high)
{
    ct_schema_type(json, type);
    ct_json_put_integer(json, "minimum", low);
    ct_json_put_integer(json, "maximum", high);
}
