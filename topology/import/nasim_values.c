/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps with known keys, numbers and names of a scenario. */
#include "topology/import/nasim_parts.h"

#include "base/ident.h"
#include "base/units.h"

#include <string.h>

static void
report_unknown(const CtNasimReader *reader,
               const CtDocNode *key,
               const char *what,
               const CtNasimKey *keys,
               size_t n_keys)
{
    const char *names[CT_NASIM_MOST_KEYS];
    g_autoptr(GString) all = g_string_new(NULL);
    const char *near;

    for (size_t i = 0; i < n_keys; i++) {
        names[i] = keys[i].name;
        g_string_append_printf(all, "%s%s", i == 0 ? "" : ", ", keys[i].name);
    }
    near = ct_ident_nearest(key->text, names, n_keys);
    if (near != NULL)
        ct_diag_error(reader->diag, key->pos, "%s has no key '%s'; did you mean '%s'?", what,
                      key->text, near);
    else
        ct_diag_error(reader->diag, key->pos, "%s has no key '%s'; it has: %s", what, key->text,
                      all->str);
}

static size_t
find_key(const CtNasimKey *keys, size_t n_keys, const char *text)
{
    size_t i = 0;

    while (i < n_keys && strcmp(keys[i].name, text) != 0)
        i++;
    return i;
}

/* The value at @node for @key, if it is of its kind. */
static uint32_t
take_value(const CtNasimReader *reader, uint32_t node, const char *what, const CtNasimKey *key)
{
    static const char *const wanted[] = {
        [CT_DOC_TEXT] = "a number or a name", [CT_DOC_MAP] = "a map", [CT_DOC_LIST] = "a list"};
    const CtDocNode *value = ct_nasim_node(reader, node);

    if (key->kind == CT_NASIM_ANY || value->kind == key->kind)
        return node;
    ct_diag_error(reader->diag, value->pos, "%s: %s must be %s, not %s", what, key->name,
                  wanted[key->kind], ct_document_kind_text(value));
    return CT_NO_ID;
}

void
ct_nasim_take_map(const CtNasimReader *reader,
                  uint32_t map,
                  const char *what,
                  const CtNasimKey *keys,
                  size_t n_keys,
                  uint32_t *ret_values)
{
    const CtDocNode *node = ct_nasim_node(reader, map);
    bool seen[CT_NASIM_MOST_KEYS] = {false};

    g_assert(n_keys <= CT_NASIM_MOST_KEYS);
    for (size_t i = 0; i < n_keys; i++)
        ret_values[i] = CT_NO_ID;
    if (node->kind != CT_DOC_MAP) {
        ct_diag_error(reader->diag, node->pos, "%s must be a map, not %s", what,
                      ct_document_kind_text(node));
        return;
    }
    for (uint32_t at = map + 1; at < node->end;) {
        const CtDocNode *key = ct_nasim_node(reader, at);
        size_t i = find_key(keys, n_keys, key->text);

        if (i == n_keys) {
            report_unknown(reader, key, what, keys, n_keys);
        } else if (seen[i] && !key->merged) {
            ct_diag_error(reader->diag, key->pos, "%s has the key '%s' twice", what, key->text);
        } else if (!seen[i]) {
            seen[i] = true;
            ret_values[i] = take_value(reader, key->end, what, &keys[i]);
        }
        at = ct_nasim_node(reader, key->end)->end;
    }
    for (size_t i = 0; i < n_keys; i++)
        if (keys[i].required && !seen[i])
            ct_diag_error(reader->diag, node->pos, "%s lacks the key '%s'", what, keys[i].name);
}

bool
ct_nasim_take_number(const CtNasimReader *reader,
                     uint32_t node,
                     const char *what,
                     double low,
                     double high,
                     double *ret_number)
{
    const CtDocNode *value = ct_nasim_node(reader, node);
    g_autoptr(GError) error = NULL;
    char first[32], last[32];

    if (value->kind == CT_DOC_TEXT && value->plain &&
        ct_units_parse_number(value->text, ret_number, &error) && *ret_number >= low &&
        *ret_number <= high)
        return true;
    ct_diag_error(reader->diag, value->pos, "%s must be a number from %s to %s, not %s%s%s%s", what,
                  ct_units_number_text(low, first), ct_units_number_text(high, last),
                  value->kind == CT_DOC_TEXT ? "'" : "",
                  value->kind == CT_DOC_TEXT ? value->text : ct_document_kind_text(value),
                  value->kind == CT_DOC_TEXT ? "'" : "",
                  value->kind == CT_DOC_TEXT && !value->plain ? " in quotes" : "");
    return false;
}

bool
ct_nasim_take_integer(const CtNasimReader *reader,
                      uint32_t node,
                      const char *what,
                      int64_t low,
                      int64_t high,
                      int64_t *ret_integer)
{
    const CtDocNode *value = ct_nasim_node(reader, node);
    g_autoptr(GError) error = NULL;

    if (value->kind == CT_DOC_TEXT && value->plain &&
        ct_units_parse_integer(value->text, low, high, ret_integer, &error))
        return true;
    ct_diag_error(reader->diag, value->pos,
                  "%s must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                  ", not %s%s%s",
                  what, low, high, value->kind == CT_DOC_TEXT ? "'" : "",
                  value->kind == CT_DOC_TEXT ? value->text : ct_document_kind_text(value),
                  value->kind == CT_DOC_TEXT ? "'" : "");
    return false;
}

/* For the first few mistakes: each costs a look at all names. */
static const char *
nearest_name(const CtNasimReader *reader, const char *text, const CtIntern *names)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();

    if (ct_diag_count(reader->diag, CT_SEVERITY_ERROR) >= 50)
        return NULL;
    for (CtId i = 0; i < ct_intern_count(names); i++)
        g_ptr_array_add(all, (void *)ct_intern_text(names, i));
    return ct_ident_nearest(text, (const char *const *)all->pdata, all->len);
}

uint32_t
ct_nasim_take_name(const CtNasimReader *reader,
                   uint32_t node,
                   const char *what,
                   const CtIntern *names)
{
    const CtDocNode *value = ct_nasim_node(reader, node);
    const char *near;

    if (value->kind != CT_DOC_TEXT) {
        ct_diag_error(reader->diag, value->pos, "the name of %s must be a text, not %s", what,
                      ct_document_kind_text(value));
        return CT_NO_ID;
    }
    CtId id = ct_intern_find(names, value->text);
    if (id != CT_NO_ID)
        return id;
    near = nearest_name(reader, value->text, names);
    ct_diag_error(reader->diag, value->pos, "there is no %s '%s'%s%s%s", what, value->text,
                  near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                  near != NULL ? "'?" : "");
    return CT_NO_ID;
}

CtSpan
ct_nasim_take_names(CtNasimReader *reader, uint32_t node, const char *what, const CtIntern *names)
{
    CtIds *ids = &reader->nasim->ids;
    CtSpan span = {.start = ids->length};
    const CtDocNode *list = ct_nasim_node(reader, node);

    if (list->kind != CT_DOC_LIST) {
        ct_diag_error(reader->diag, list->pos, "expected a list, a %s each, not %s", what,
                      ct_document_kind_text(list));
        return span;
    }
    uint32_t serial = ++reader->n_lists;
    for (uint32_t at = node + 1; at < list->end; at = ct_nasim_node(reader, at)->end) {
        uint32_t id = ct_nasim_take_name(reader, at, what, names);

        if (id == CT_NO_ID)
            continue;
        if (reader->seen_names[id] == serial)
            ct_diag_error(reader->diag, ct_nasim_node(reader, at)->pos, "%s '%s' is listed twice",
                          what, ct_nasim_node(reader, at)->text);
        else
            ct_ids_add(ids, id);
        reader->seen_names[id] = serial;
    }
    span.length = ids->length - span.start;
    return span;
}
