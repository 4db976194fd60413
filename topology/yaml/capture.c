/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nodes that are kept as text: free maps as JSON with sorted keys, settings as YAML in flow style
 * on one line. These are the only values of a file that are not bound to columns.
 */
#include "topology/yaml/bind.h"

#include "topology/yaml/scalar_text.h"

#include "base/sort.h"

#include <string.h>

static int
compare_members(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A member is `"key": value`: sorting members sorts keys, for '"' sorts before what an id has. */
static void
join(GString *text, GPtrArray *members, char open, char close)
{
    g_string_append_c(text, open);
    for (guint i = 0; i < members->len; i++)
        g_string_append_printf(text, "%s%s", i == 0 ? "" : ", ",
                               (const char *)g_ptr_array_index(members, i));
    g_string_append_c(text, close);
}

static bool capture(CtBinder *binder, const CtYamlEvent *first, GString *text, bool json);

static bool
capture_list(CtBinder *binder, GString *text, bool json)
{
    bool ok = true, more = false;
    CtYamlEvent item;

    g_string_append_c(text, '[');
    for (;;) {
        ct_bind_next(binder, &item);
        if (item.kind == CT_YAML_LIST_END || ct_bind_is_over(&item))
            break;
        if (more)
            g_string_append(text, ", ");
        more = true;
        ok = capture(binder, &item, text, json) && ok;
    }
    g_string_append_c(text, ']');
    return ok && !ct_bind_is_over(&item);
}

static bool
capture_map(CtBinder *binder, GString *text, bool json)
{
    g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free); /* key → its CtPos */
    CtYamlEvent key, value;
    bool ok = true;

    for (;;) {
        g_autoptr(GString) member = g_string_new(NULL);

        ct_bind_next(binder, &key);
        if (key.kind == CT_YAML_MAP_END || ct_bind_is_over(&key))
            break;

        const CtPos *before = g_hash_table_lookup(seen, key.text);
        bool fresh = before == NULL;

        if (fresh)
            g_hash_table_insert(seen, g_strdup(key.text), g_memdup2(&key.pos, sizeof key.pos));
        else if (!key.merged)
            ct_bind_twice(binder, &key, *before);
        ct_scalar_text_quote(member, key.text);
        g_string_append(member, ": ");
        ct_bind_next(binder, &value);
        if (!fresh) {
            ct_bind_skip(binder, &value);
            continue;
        }
        ok = capture(binder, &value, member, json) && ok;
        g_ptr_array_add(members, g_strdup(member->str));
    }
    if (json && members->len > 0)
        ct_sort(members->pdata, members->len, sizeof *members->pdata, compare_members);
    join(text, members, '{', '}');
    return ok && !ct_bind_is_over(&key);
}

static void
capture_scalar(const CtYamlEvent *event, GString *text)
{
    if (ct_bind_is_null(event))
        g_string_append(text, "null");
    else if (event->plain && ct_scalar_text_is_json(event->text))
        g_string_append(text, event->text);
    else
        ct_scalar_text_quote(text, event->text);
}

/* Depth is bounded by the reader. */
static bool
capture(CtBinder *binder, const CtYamlEvent *first, GString *text, bool json)
{
    switch ((CtYamlKind)first->kind) {
    case CT_YAML_SCALAR:
        capture_scalar(first, text);
        return true;
    case CT_YAML_MAP:
        return capture_map(binder, text, json);
    case CT_YAML_LIST:
        return capture_list(binder, text, json);
    case CT_YAML_END:
    case CT_YAML_FAILED:
    case CT_YAML_MAP_END:
    case CT_YAML_LIST_END:
    case CT_YAML_ALIAS:
        break;
    }
    return false;
}

bool
ct_bind_capture_json(CtBinder *binder, const CtYamlEvent *first, GString *json)
{
    return capture(binder, first, json, true);
}

bool
ct_bind_capture_yaml(CtBinder *binder, const CtYamlEvent *first, GString *yaml)
{
    return capture(binder, first, yaml, false);
}
