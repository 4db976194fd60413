/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "topology/rule_names.h"

#include "base/bits.h"
#include "base/ident.h"

#include <string.h>

G_DEFINE_QUARK(ct_conduit_part_error, ct_conduit_part_error)

static const char before_number[] = " allow[";

enum { MOST_DIGITS = 9 };

char *
ct_conduit_part_text(const CtModel *model, CtId conduit, uint32_t part)
{
    const char *id = ct_model_id(model, CT_SECTION_CONDUITS, conduit);

    return part == 0 ? g_strdup(id) : g_strdup_printf("%s%s%u]", id, before_number, part - 1);
}

/* The number in front of "]" at @text, of at most @length; false where there is none. */
static bool
read_number(const char *text, size_t length, uint32_t *ret_number, size_t *ret_length)
{
    uint32_t number = 0;
    size_t i = 0;

    while (i < length && i < MOST_DIGITS && g_ascii_isdigit(text[i]))
        number = number * 10 + (uint32_t)(text[i++] - '0');
    if (i == 0 || i == length || text[i] != ']' || (i > 1 && text[0] == '0'))
        return false;
    *ret_number = number;
    *ret_length = i + 1;
    return true;
}

static uint32_t
count_allows(const CtModel *model, CtId conduit)
{
    CtSpan allow = model->conduits.data[conduit].allow;

    return ct_span_is_stated(allow) ? allow.length : 0;
}

static CtId
find_conduit(const CtModel *model, const char *id, GError **error)
{
    CtId conduit = ct_model_find(model, CT_SECTION_CONDUITS, id);

    if (conduit != CT_NO_ID)
        return conduit;
    uint32_t n = model->conduits.length;
    g_autofree const char **names = g_new(const char *, (size_t)n + 1);

    for (uint32_t i = 0; i < n; i++)
        names[i] = ct_model_id(model, CT_SECTION_CONDUITS, i);
    const char *near = ct_ident_nearest(id, names, n);

    g_set_error(error, CT_CONDUIT_PART_ERROR, CT_CONDUIT_PART_ERROR_UNKNOWN,
                "the topology has no '%.64s' among its conduits%s%s%s", id,
                near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
                near != NULL ? "'?)" : "");
    return CT_NO_ID;
}

bool
ct_conduit_part_parse(
    const CtModel *model, const char *text, CtId *ret_conduit, uint32_t *ret_part, GError **error)
{
    const char *end = strchr(text, ' ');
    g_autofree char *id = end != NULL ? g_strndup(text, (gsize)(end - text)) : g_strdup(text);
    CtId conduit = find_conduit(model, id, error);
    uint32_t number = 0;
    size_t length = 0;

    if (conduit == CT_NO_ID)
        return false;
    if (end == NULL) {
        *ret_conduit = conduit;
        *ret_part = 0;
        return true;
    }
    const char *digits = end + strlen(before_number);
    bool is_rule = g_str_has_prefix(end, before_number) &&
                   read_number(digits, strlen(digits), &number, &length) && digits[length] == '\0';

    if (!is_rule || number >= count_allows(model, conduit)) {
        g_set_error(error, CT_CONDUIT_PART_ERROR, CT_CONDUIT_PART_ERROR_UNKNOWN,
                    "conduit '%s' has no '%.64s'; a rule is written as in \"%s allow[0]\", and it "
                    "has %u, counted from 0",
                    id, end + 1, id, count_allows(model, conduit));
        return false;
    }
    *ret_conduit = conduit;
    *ret_part = number + 1;
    return true;
}

CtId
ct_conduit_part_rule(const CtModel *model, CtId conduit, uint32_t part)
{
    return part == 0 ? CT_NO_ID : model->conduits.data[conduit].allow.start + part - 1;
}

static bool
is_of_id(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-';
}

bool
ct_conduit_parts_named(const CtModel *model, const char *text, size_t length, uint64_t *rules)
{
    const size_t n = strlen(before_number);
    const char *end = text + length;
    bool found = false;

    for (const char *at = text; (at = g_strstr_len(at, (gssize)(end - at), before_number)) != NULL;
         at += n) {
        const char *first = at;
        uint32_t number;
        size_t digits;

        while (first > text && is_of_id(first[-1]))
            first--;
        g_autofree char *id = g_strndup(first, (gsize)(at - first));
        CtId conduit = ct_model_find(model, CT_SECTION_CONDUITS, id);

        if (conduit == CT_NO_ID || !read_number(at + n, (size_t)(end - at) - n, &number, &digits) ||
            number >= count_allows(model, conduit))
            continue;
        ct_bits_set(rules, model->conduits.data[conduit].allow.start + number);
        found = true;
    }
    return found;
}
