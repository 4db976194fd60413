/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Selectors: who a set of assets is. Terms keep interned names until all files are read, so equal
 * texts make equal terms, and equal term lists share one selector.
 */
#include "topology/yaml/bind.h"

#include "base/hash.h"
#include "base/ident.h"
#include "topology/yaml/value.h"

#include <string.h>

bool
ct_bind_parse_asset(CtBinder *binder, const char *text, CtTerm *ret_term)
{
    CtTerm term = {.kind = CT_TERM_ASSET};
    g_autofree char *name = NULL;

    if (strchr(text, '[') == NULL) {
        if (!ct_ident_is_valid(text, strlen(text)))
            return false;
        term.id = ct_intern_add(binder->model->names, text, SIZE_MAX);
        *ret_term = term;
        return true;
    }
    name = g_strdup(text);
    if (!ct_value_split_instance(name, term.index, &term.depth) ||
        !ct_ident_is_valid(name, strlen(name)))
        return false;
    term.id = ct_intern_add(binder->model->names, name, SIZE_MAX);
    *ret_term = term;
    return true;
}

static bool
has_terms(const CtModel *model, CtId selector, const CtTerm *terms, size_t n_terms)
{
    CtSpan span = model->selectors.data[selector].terms;

    if (span.length != n_terms)
        return false;
    for (uint32_t i = 0; i < span.length; i++) {
        const CtTerm *term = &model->terms.data[span.start + i];

        if (term->kind != terms[i].kind || term->id != terms[i].id ||
            term->depth != terms[i].depth ||
            memcmp(term->index, terms[i].index, sizeof term->index) != 0)
            return false;
    }
    return true;
}

static gpointer
hash_terms(const CtTerm *terms, size_t n_terms)
{
    uint64_t hash = n_terms + 1;

    for (size_t i = 0; i < n_terms; i++) {
        hash = (hash ^ terms[i].id) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 31;
        hash =
            (hash ^ ((uint64_t)terms[i].kind << 8) ^ terms[i].depth) * UINT64_C(0xBF58476D1CE4E5B9);
        for (uint8_t j = 0; j < terms[i].depth; j++)
            hash = (hash ^ terms[i].index[j]) * UINT64_C(0x94D049BB133111EB);
        hash ^= hash >> 29;
    }
    return GSIZE_TO_POINTER((gsize)hash);
}

CtId
ct_bind_intern_selector(CtBinder *binder, const CtTerm *terms, size_t n_terms)
{
    CtModel *model = binder->model;
    gpointer hash = hash_terms(terms, n_terms);
    CtId first = GPOINTER_TO_UINT(g_hash_table_lookup(binder->selectors, hash));
    CtId next = first == 0 ? CT_NO_ID : first - 1;

    for (CtId i = next; i != CT_NO_ID; i = g_array_index(binder->same_hash, CtId, i))
        if (has_terms(model, i, terms, n_terms))
            return i;

    CtId selector = ct_rows_append(model, CT_TABLE_SELECTORS);

    g_array_append_val(binder->same_hash, next);
    g_hash_table_insert(binder->selectors, hash, GUINT_TO_POINTER(selector + 1));
    model->selectors.data[selector].terms =
        (CtSpan){.start = ct_rows_count(model, CT_TABLE_TERMS), .length = (uint32_t)n_terms};
    for (size_t i = 0; i < n_terms; i++) {
        uint32_t row = ct_rows_append(model, CT_TABLE_TERMS);

        model->terms.data[row] = terms[i];
    }
    return selector;
}

/* Notes that a term's name has to exist, unless it does already. */
static void
check_later(CtBinder *binder, CtSection section, CtId name, CtPos pos)
{
    if (ct_index_find(binder->model, section, 0, name) == CT_NO_ID)
        ct_bind_fixup(binder, &(CtFixup){.pos = pos,
                                         .name = name,
                                         .kind = CT_FIXUP_CHECK,
                                         .section = (uint8_t)section});
}

/* The same for an asset; indices are held against its counts at the end, too. */
static void
check_asset_later(CtBinder *binder, const CtTerm *term, const CtYamlEvent *event)
{
    check_later(binder, CT_SECTION_ASSETS, term->id, event->pos);
    if (term->depth > 0)
        ct_bind_fixup(binder, &(CtFixup){.pos = event->pos,
                                         .name = ct_bind_intern(binder, event),
                                         .kind = CT_FIXUP_INSTANCE});
}

static const struct {
    const char *name;
    CtTermKind kind;
    CtSection section;
} term_keys[] = {
    {"zone", CT_TERM_ZONE, CT_SECTION_ZONES},
    {"product", CT_TERM_PRODUCT, CT_SECTION_PRODUCTS},
    {"supplier", CT_TERM_SUPPLIER, CT_SECTION_SUPPLIERS},
    {"kind", CT_TERM_KIND, CT_SECTION_COUNT},
};

/* One value below {zone: …}; the place's row carries the index of the term key. */
static void
add_named_term(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    size_t which = place.row;

    if (item->kind != CT_YAML_SCALAR || !ct_ident_is_valid(item->text, item->length)) {
        ct_bind_expected(binder, key, item);
        return;
    }

    CtTerm term = {.kind = (uint8_t)term_keys[which].kind, .id = ct_bind_intern(binder, item)};

    if (term_keys[which].section != CT_SECTION_COUNT)
        check_later(binder, term_keys[which].section, term.id, item->pos);
    g_array_append_val(binder->terms, term);
}

static void
read_term_map(CtBinder *binder, const CtKey *key, CtPos start)
{
    static const CtKey values[] = {
        {"zone", CT_KEY_REFS, .arg = CT_SECTION_ZONES},
        {"product", CT_KEY_REFS, .arg = CT_SECTION_PRODUCTS},
        {"supplier", CT_KEY_REFS, .arg = CT_SECTION_SUPPLIERS},
        {"kind", CT_KEY_NAME, .arg = 0},
    };
    unsigned n_keys = 0;
    CtYamlEvent event, value;

    for (;;) {
        size_t which = 0;
        CtPos pos;

        ct_bind_next(binder, &event);
        if (event.kind == CT_YAML_MAP_END && n_keys == 0)
            ct_bind_error(binder, start,
                          "a selector in '%s' says nothing; write one of {zone: …}, {product: …}, "
                          "{supplier: …}, {kind: …}",
                          key->name);
        if (event.kind == CT_YAML_MAP_END || ct_bind_is_over(&event))
            return;
        while (which < G_N_ELEMENTS(term_keys) && strcmp(event.text, term_keys[which].name) != 0)
            which++;
        pos = event.pos;
        n_keys++;
        if (which == G_N_ELEMENTS(term_keys))
            ct_bind_error(binder, pos,
                          "unknown key '%s' in a selector; it is one of zone, product, supplier, "
                          "kind",
                          event.text);
        else if (n_keys > 1)
            ct_bind_error(binder, pos,
                          "a selector in '%s' has one key; for the assets of several write a list "
                          "of selectors",
                          key->name);
        ct_bind_next(binder, &value);
        if (which == G_N_ELEMENTS(term_keys) || n_keys > 1)
            ct_bind_skip(binder, &value);
        else
            ct_bind_each(binder, &values[which], (CtPlaceRow){.row = (uint32_t)which}, &value,
                         add_named_term);
    }
}

static void
add_asset_term(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *item)
{
    CtTerm term;

    (void)place;
    if (item->kind == CT_YAML_MAP) {
        read_term_map(binder, key, item->pos);
        return;
    }
    if (item->kind != CT_YAML_SCALAR || !ct_bind_parse_asset(binder, item->text, &term)) {
        ct_bind_expected(binder, key, item);
        return;
    }
    check_asset_later(binder, &term, item);
    g_array_append_val(binder->terms, term);
}

void
ct_bind_selector(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    g_array_set_size(binder->terms, 0);
    ct_bind_each(binder, key, place, first, add_asset_term);
    *(CtId *)ct_bind_field(binder, key, place) =
        ct_bind_intern_selector(binder, (const CtTerm *)(void *)binder->terms->data,
                                binder->terms->len);
}

void
ct_bind_asset(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtTerm term;

    if (first->kind != CT_YAML_SCALAR || !ct_bind_parse_asset(binder, first->text, &term)) {
        ct_bind_expected(binder, key, first);
        return;
    }
    check_asset_later(binder, &term, first);
    *(CtId *)ct_bind_field(binder, key, place) = ct_bind_intern_selector(binder, &term, 1);
}

/* A channel's sender: {supplier: s} there is the organisation, not what it made. */
void
ct_bind_sender(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtChannel *channel;
    CtPos pos = first->pos;
    CtId supplier = CT_NO_ID;
    uint32_t kept = 0;

    g_array_set_size(binder->terms, 0);
    ct_bind_each(binder, key, place, first, add_asset_term);
    for (guint i = 0; i < binder->terms->len; i++) {
        CtTerm term = g_array_index(binder->terms, CtTerm, i);

        if (term.kind != CT_TERM_SUPPLIER)
            g_array_index(binder->terms, CtTerm, kept++) = term;
        else if (supplier == CT_NO_ID)
            supplier = term.id;
        else if (supplier != term.id)
            ct_bind_error(binder, pos, "'from' of a channel names one supplier at most");
    }
    g_array_set_size(binder->terms, kept);
    channel = &binder->model->channels.data[place.row];
    if (kept > 0 || supplier == CT_NO_ID)
        channel->from = ct_bind_intern_selector(binder, (const CtTerm *)(void *)binder->terms->data,
                                                binder->terms->len);
    if (supplier != CT_NO_ID)
        ct_bind_fixup(binder, &(CtFixup){.pos = pos,
                                         .name = supplier,
                                         .kind = CT_FIXUP_REF,
                                         .table = CT_SECTION_CHANNELS,
                                         .row = place.row,
                                         .offset = offsetof(CtChannel, from_supplier),
                                         .section = CT_SECTION_SUPPLIERS});
}
