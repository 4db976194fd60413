/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values that name something. What is known already is stored at once; the rest is noted and
 * looked up after the last file.
 */
#include "topology/yaml/bind.h"

#include "base/units.h"
#include "topology/version.h"

#include <string.h>

void
ct_bind_fixup(CtBinder *binder, const CtFixup *fixup)
{
    g_array_append_vals(binder->fixups, fixup, 1);
}

CtSpan
ct_bind_pool(CtBinder *binder, guint mark)
{
    CtModel *model = binder->model;
    CtSpan span = {.start = ct_rows_count(model, CT_TABLE_POOL), .length = binder->ids->len - mark};

    for (guint i = mark; i < binder->ids->len; i++) {
        uint32_t row = ct_rows_append(model, CT_TABLE_POOL);

        model->pool.data[row] = g_array_index(binder->ids, CtId, i);
    }
    g_array_set_size(binder->ids, mark);
    return span;
}

void
ct_bind_ref(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    if (first->kind != CT_YAML_SCALAR) {
        ct_bind_expected(binder, key, first);
        return;
    }

    CtId name = ct_bind_intern(binder, first);
    CtId row = ct_index_find(binder->model, key->arg, 0, name);

    if (row != CT_NO_ID) {
        *(CtId *)ct_bind_field(binder, key, place) = row;
        return;
    }
    ct_bind_fixup(binder, &(CtFixup){.pos = first->pos,
                                     .name = name,
                                     .kind = CT_FIXUP_REF,
                                     .table = (uint8_t)place.table,
                                     .row = place.row,
                                     .offset = key->offset,
                                     .section = key->arg});
}

static void
add_ref(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)place;
    if (item->kind != CT_YAML_SCALAR || ct_bind_is_null(item)) {
        ct_bind_expected(binder, key, item);
        return;
    }

    CtId name = ct_bind_intern(binder, item);
    CtId row = ct_index_find(binder->model, key->arg, 0, name);

    /* A list is appended to the pool once it is complete: its items' places are known by then. */
    if (row == CT_NO_ID)
        ct_bind_fixup(binder, &(CtFixup){.pos = item->pos,
                                         .name = name,
                                         .kind = CT_FIXUP_REF,
                                         .table = CT_TABLE_POOL,
                                         .row = binder->ids->len,
                                         .section = key->arg});
    g_array_append_val(binder->ids, row);
}

void
ct_bind_refs(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    guint mark = binder->ids->len, fixup = binder->fixups->len;

    ct_bind_each(binder, key, place, first, add_ref);

    CtSpan span = ct_bind_pool(binder, mark);

    for (; fixup < binder->fixups->len; fixup++) {
        CtFixup *noted = &g_array_index(binder->fixups, CtFixup, fixup);

        noted->row = noted->row - mark + span.start;
    }
    *(CtSpan *)ct_bind_field(binder, key, place) = span;
}

/* Notes one name for a row that somebody else completes. */
static bool
note(
    CtBinder *binder, const CtKey *key, CtFixupKind kind, CtPlaceRow place, const CtYamlEvent *item)
{
    if (item->kind != CT_YAML_SCALAR || ct_bind_is_null(item)) {
        ct_bind_expected(binder, key, item);
        return false;
    }
    ct_bind_fixup(binder, &(CtFixup){.pos = item->pos,
                                     .name = ct_bind_intern(binder, item),
                                     .kind = (uint8_t)kind,
                                     .table = (uint8_t)place.table,
                                     .row = place.row,
                                     .offset = key->offset});
    return true;
}

void
ct_bind_component(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    note(binder, key, CT_FIXUP_COMPONENT, place, first);
}

static void
add_into(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    note(binder, key, CT_FIXUP_INTO, place, item);
}

void
ct_bind_into(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    *(CtSpan *)ct_bind_field(binder, key, place) = (CtSpan){0};
    ct_bind_each(binder, key, place, first, add_into);
}

/* Appends a row to @table for one name, noted under @kind. */
static uint32_t
note_row(
    CtBinder *binder, const CtKey *key, CtTable table, CtFixupKind kind, const CtYamlEvent *item)
{
    CtPlaceRow row = {.table = table, .row = ct_rows_count(binder->model, table)};
    CtPos pos = item->pos;

    if (!note(binder, key, kind, row, item))
        return CT_NO_ID;
    row.row = ct_rows_append(binder->model, table);
    memcpy(ct_rows_get(binder->model, table, row.row), &pos, sizeof pos); /* its first member */
    return row.row;
}

void
ct_bind_service(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtId row = note_row(binder, key, CT_TABLE_SERVICE_REFS, CT_FIXUP_SERVICE, first);

    *(CtId *)ct_bind_field(binder, key, place) = row;
}

static void
add_service(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)place;
    note_row(binder, key, CT_TABLE_SERVICE_REFS, CT_FIXUP_SERVICE, item);
}

static void
add_opens(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)place;
    note_row(binder, key, CT_TABLE_OPENS, CT_FIXUP_OPENS, item);
}

static void
add_party(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)place;
    if (item->kind != CT_YAML_MAP) {
        note_row(binder, key, CT_TABLE_PARTIES, CT_FIXUP_PARTY, item);
        return;
    }

    /* A map is a selector, so the party is a set of assets. */
    static const CtKey selector = {"confirmed_by", CT_KEY_SELECTOR,
                                   .offset = offsetof(CtParty, id)};
    CtPlaceRow row = {.table = CT_TABLE_PARTIES,
                      .row = ct_rows_append(binder->model, CT_TABLE_PARTIES)};

    binder->model->parties.data[row.row].pos = item->pos;
    ct_bind_selector(binder, &selector, row, item);
}

static void
add_need(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    (void)place;
    if (item->kind != CT_YAML_MAP) {
        note_row(binder, key, CT_TABLE_NEEDS, CT_FIXUP_NEED, item);
        return;
    }

    static const CtKey selector = {"needs", CT_KEY_SELECTOR, .offset = offsetof(CtNeed, asset)};
    CtPlaceRow row = {.table = CT_TABLE_NEEDS,
                      .row = ct_rows_append(binder->model, CT_TABLE_NEEDS)};

    binder->model->needs.data[row.row].pos = item->pos;
    ct_bind_selector(binder, &selector, row, item);
}

static void
bind_rows(CtBinder *binder,
          const CtKey *key,
          CtPlaceRow place,
          const CtYamlEvent *first,
          CtTable table,
          CtBindItem take)
{
    CtSpan span = {.start = ct_rows_count(binder->model, table)};

    ct_bind_each(binder, key, place, first, take);
    span.length = ct_rows_count(binder->model, table) - span.start;
    *(CtSpan *)ct_bind_field(binder, key, place) = span;
}

void
ct_bind_services(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    bind_rows(binder, key, place, first, CT_TABLE_SERVICE_REFS, add_service);
}

void
ct_bind_opens(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    bind_rows(binder, key, place, first, CT_TABLE_OPENS, add_opens);
}

void
ct_bind_parties(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    bind_rows(binder, key, place, first, CT_TABLE_PARTIES, add_party);
}

static bool
read_k(CtBinder *binder, const CtYamlEvent *value, uint32_t *ret_k)
{
    static const CtKey k = {"k", CT_KEY_COUNT, .low = 1, .high = 100000000};
    g_autoptr(GError) error = NULL;
    int64_t number;

    if (value->kind != CT_YAML_SCALAR || !value->plain ||
        !ct_units_parse_integer(value->text, k.low, k.high, &number, &error)) {
        ct_bind_expected(binder, &k, value);
        return false;
    }
    *ret_k = (uint32_t)number;
    return true;
}

/*
 * needs: a list, or a map with `all`, `any`, or `k` and `of`. The rows of the list come first and
 * last, nothing else is appended to that table in between.
 */
void
ct_bind_needs(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtPos pos = first->pos;
    CtYamlEvent event, value;
    uint32_t k = CT_NO_ID;
    unsigned lists = 0;
    bool any = false, of = false, is_told = false;

    if (first->kind != CT_YAML_MAP) {
        bind_rows(binder, key, place, first, CT_TABLE_NEEDS, add_need);
        return;
    }
    for (;;) {
        ct_bind_next(binder, &event);
        if (event.kind == CT_YAML_MAP_END || ct_bind_is_over(&event))
            break;

        bool is_any = strcmp(event.text, "any") == 0, is_of = strcmp(event.text, "of") == 0;
        bool is_k = strcmp(event.text, "k") == 0, is_all = strcmp(event.text, "all") == 0;
        CtPos key_pos = event.pos;

        ct_bind_next(binder, &value);
        if (is_k) {
            read_k(binder, &value, &k);
        } else if ((is_any || is_of || is_all) && lists == 0) {
            lists++;
            any = is_any;
            of = is_of;
            bind_rows(binder, key, place, &value, CT_TABLE_NEEDS, add_need);
        } else {
            ct_bind_error(binder, key_pos,
                          "'needs' is a list, {all: […]}, {any: […]} or {k: 2, of: […]}");
            ct_bind_skip(binder, &value);
            is_told = true;
        }
    }
    if (ct_bind_is_over(&event))
        return;
    if (!is_told && (lists == 0 || of != (k != CT_NO_ID)))
        ct_bind_error(binder, pos, "'needs' is a list, {all: […]}, {any: […]} or {k: 2, of: […]}");
    binder->model->functions.data[place.row].k = any ? 1 : k;
}

static void
add_affects(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    g_autofree char *version = NULL;
    size_t base;

    if (item->kind == CT_YAML_SCALAR && g_str_has_prefix(item->text, "pkg:") &&
        (!ct_purl_split(item->text, &base, &version) ||
         (version != NULL && !ct_version_range_is_valid(version)))) {
        ct_bind_error(binder, item->pos,
                      "'%s' is no package URL with versions such as "
                      "\"pkg:generic/goahead@<3.6.5\" or \"pkg:generic/goahead@>=2.5.0,<3.6.5\"",
                      item->text);
        return;
    }

    CtId name = item->kind == CT_YAML_SCALAR ? ct_bind_intern(binder, item) : CT_NO_ID;

    if (note(binder, key, CT_FIXUP_AFFECTS, place, item))
        g_array_append_val(binder->ids, name);
}

void
ct_bind_affects(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    guint mark = binder->ids->len;

    ct_bind_each(binder, key, place, first, add_affects);
    *(CtSpan *)ct_bind_field(binder, key, place) = ct_bind_pool(binder, mark);
}
