/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Maps and what leads to their values: which key, seen before or not, in which row. The handlers
 * of the single types stand in the other bind files.
 */
#include "topology/yaml/bind.h"

#include "base/ident.h"

#include <string.h>

enum { MAX_KEYS = 64 };

/* The keys of a map that were there already, and where; the entity's own behind the shape's. */
typedef struct Seen {
    uint64_t keys; /* bit by key */
    CtPos pos[MAX_KEYS];
} Seen;

static void
bind_nested(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    ct_bind_map(binder, key->shape, place, first);
}

static void
bind_part(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    CtPlaceRow part = {.table = key->arg};
    CtId row;

    if (first->kind != CT_YAML_MAP) {
        ct_bind_expected(binder, key, first);
        return;
    }
    part.row = row = ct_rows_append(binder->model, part.table);
    memcpy(ct_bind_field(binder, key, place), &row, sizeof row);

    /* Both parts begin with their position. */
    memcpy(ct_rows_get(binder->model, part.table, row), &first->pos, sizeof first->pos);
    ct_bind_map(binder, key->shape, part, first);
}

static void
bind_inner_entities(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    uint32_t owner = place.row;
    CtSpan span = CT_SPAN_UNSTATED;

    if (first->kind != CT_YAML_MAP && !ct_bind_is_null(first)) {
        ct_bind_expected(binder, key, first);
        return;
    }
    if (place.table == (CtTable)CT_SECTION_ASSETS)
        owner |= CT_OWNER_ASSET;
    ct_bind_entities(binder, key->arg, key->shape, owner, first, &span);
    memcpy(ct_bind_field(binder, key, place), &span, sizeof span);
}

static void
bind_refused(CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first)
{
    (void)place;
    ct_bind_error(binder, first->pos, "'%s' %s", key->name, key->doc);
    ct_bind_skip(binder, first);
}

static const CtBindValue handlers[CT_KEY_TYPE_COUNT] = {
    [CT_KEY_TEXT] = ct_bind_scalar,
    [CT_KEY_NAME] = ct_bind_scalar,
    [CT_KEY_PURL] = ct_bind_scalar,
    [CT_KEY_CVSS] = ct_bind_scalar,
    [CT_KEY_DATE] = ct_bind_scalar,
    [CT_KEY_WINDOW] = ct_bind_scalar,
    [CT_KEY_DURATION] = ct_bind_scalar,
    [CT_KEY_WORD] = ct_bind_word,
    [CT_KEY_WORDS] = ct_bind_words,
    [CT_KEY_BOOL] = ct_bind_scalar,
    [CT_KEY_MFA] = ct_bind_word,
    [CT_KEY_NUMBER] = ct_bind_scalar,
    [CT_KEY_QUANTITY] = ct_bind_scalar,
    [CT_KEY_CAPACITY] = ct_bind_scalar,
    [CT_KEY_FRACTION] = ct_bind_scalar,
    [CT_KEY_FRACTION_F] = ct_bind_scalar,
    [CT_KEY_INT8] = ct_bind_scalar,
    [CT_KEY_INT32] = ct_bind_scalar,
    [CT_KEY_COUNT] = ct_bind_scalar,
    [CT_KEY_REF] = ct_bind_ref,
    [CT_KEY_REFS] = ct_bind_refs,
    [CT_KEY_COMPONENT] = ct_bind_component,
    [CT_KEY_INTO] = ct_bind_into,
    [CT_KEY_SELECTOR] = ct_bind_selector,
    [CT_KEY_ASSET] = ct_bind_asset,
    [CT_KEY_PORT] = ct_bind_port,
    [CT_KEY_PORTS] = ct_bind_ports,
    [CT_KEY_RULES] = ct_bind_rules,
    [CT_KEY_SERVICE_NAME] = ct_bind_scalar,
    [CT_KEY_SERVICE] = ct_bind_service,
    [CT_KEY_SERVICES] = ct_bind_services,
    [CT_KEY_OPENS] = ct_bind_opens,
    [CT_KEY_PARTIES] = ct_bind_parties,
    [CT_KEY_APPROVALS] = ct_bind_approvals,
    [CT_KEY_SENDER] = ct_bind_sender,
    [CT_KEY_NEEDS] = ct_bind_needs,
    [CT_KEY_AFFECTS] = ct_bind_affects,
    [CT_KEY_SETTINGS] = ct_bind_settings,
    [CT_KEY_SL_T] = ct_bind_sl_t,
    [CT_KEY_FREE] = ct_bind_free,
    [CT_KEY_MAP] = bind_nested,
    [CT_KEY_PART] = bind_part,
    [CT_KEY_ENTITIES] = bind_inner_entities,
    [CT_KEY_POLICY] = ct_bind_policy,
    [CT_KEY_REFUSED] = bind_refused,
};

void
ct_bind_skip(CtBinder *binder, const CtYamlEvent *first)
{
    uint32_t depth = first->kind == CT_YAML_MAP || first->kind == CT_YAML_LIST ? 1 : 0;

    while (depth > 0) {
        CtYamlEvent event;

        ct_bind_next(binder, &event);
        if (ct_bind_is_over(&event))
            return;
        if (event.kind == CT_YAML_MAP || event.kind == CT_YAML_LIST)
            depth++;
        else if (event.kind != CT_YAML_SCALAR)
            depth--;
    }
}

CtId
ct_bind_intern(CtBinder *binder, const CtYamlEvent *event)
{
    return ct_intern_add(binder->model->names, event->text, event->length);
}

void
ct_bind_each(
    CtBinder *binder, const CtKey *key, CtPlaceRow place, const CtYamlEvent *first, CtBindItem take)
{
    CtYamlEvent item;

    if (first->kind != CT_YAML_LIST) {
        take(binder, key, place, first);
        return;
    }
    for (;;) {
        ct_bind_next(binder, &item);
        if (item.kind == CT_YAML_LIST_END || ct_bind_is_over(&item))
            return;
        take(binder, key, place, &item);
    }
}

/* The row of @key's value: the entity's own, or its extra or override, made when needed. */
static CtPlaceRow
placed(CtBinder *binder, const CtKey *key, CtPlaceRow place)
{
    CtPlaceRow other = {.table = CT_TABLE_EXTRAS};
    CtId *link;

    if (key->place == CT_PLACE_ROW)
        return place;
    if (key->place == CT_PLACE_EXTRA) {
        link = &((CtEntity *)ct_rows_get(binder->model, place.table, place.row))->extra;
    } else {
        other.table = CT_TABLE_OVERRIDES;
        link = &((CtAsset *)ct_rows_get(binder->model, place.table, place.row))->override;
    }
    if (*link == CT_NO_ID)
        *link = ct_rows_append(binder->model, other.table);
    other.row = *link;
    return other;
}

void *
ct_bind_field(const CtBinder *binder, const CtKey *key, CtPlaceRow place)
{
    if (place.table == CT_TABLE_COUNT) /* the model itself */
        return (char *)binder->model + key->offset;

    CtPlaceRow row = placed((CtBinder *)binder, key, place);

    return (char *)ct_rows_get(binder->model, row.table, row.row) + key->offset;
}

static void
report_unknown_key(CtBinder *binder, const CtShape *shape, const CtYamlEvent *event)
{
    const char *names[MAX_KEYS];
    size_t n = 0;
    g_autofree char *text = ct_bind_shown(event->text);
    g_autoptr(GString) all = g_string_new(NULL);

    for (uint32_t i = 0; i < shape->n_keys; i++)
        names[n++] = shape->keys[i].name;
    for (uint32_t i = 0; shape->entity && i < ct_shape_entity.n_keys; i++)
        names[n++] = ct_shape_entity.keys[i].name;

    const char *near = ct_ident_nearest(event->text, names, n);

    if (near != NULL) {
        ct_bind_error(binder, event->pos, "unknown key '%s' in %s; did you mean '%s'?", text,
                      shape->what, near);
        return;
    }
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i == 0 ? "" : ", ", names[i]);
    ct_bind_error(binder, event->pos, "unknown key '%s' in %s; it may have %s", text, shape->what,
                  all->str);
}

/* Whether key @i was there before, which is a mistake unless it came in by a merge key, which then
 * yields. */
static bool
is_repeated(CtBinder *binder, const CtYamlEvent *event, Seen *seen, size_t i)
{
    uint64_t bit = UINT64_C(1) << i;

    g_assert(i < MAX_KEYS);
    if ((seen->keys & bit) == 0) {
        seen->keys |= bit;
        seen->pos[i] = event->pos;
        return false;
    }
    if (!event->merged) {
        g_autofree char *where = ct_diag_pos_text(binder->diag, seen->pos[i]);
        g_autofree char *text = ct_bind_shown(event->text);

        ct_bind_error(binder, event->pos, "key '%s' is written twice; the first is at %s", text,
                      where);
    }
    return true;
}

/* The keys that a map of @shape needs, as bits. */
static uint64_t
required_keys(const CtShape *shape)
{
    uint64_t keys = 0;

    for (uint32_t i = 0; i < shape->n_keys; i++)
        keys |= (uint64_t)shape->keys[i].required << i;
    return keys;
}

static void
report_missing(CtBinder *binder, const CtShape *shape, uint64_t missing, CtPos pos)
{
    for (uint32_t i = 0; i < shape->n_keys; i++) {
        const CtKey *key = &shape->keys[i];

        if ((missing >> i & 1) != 0) {
            g_autofree char *expects = ct_key_expects(key);

            ct_bind_error(binder, pos, "%s needs '%s': %s", shape->what, key->name, expects);
        }
    }
}

/* Reads the keys of a map whose start has been taken. @pos is blamed for what is missing of the
 * @required keys. */
static void
bind_keys(CtBinder *binder, const CtShape *shape, uint64_t required, CtPlaceRow place, CtPos pos)
{
    CtYamlEvent event, value;
    const CtKey *expected = shape->keys;
    Seen seen;

    seen.keys = 0; /* no position is looked at before its key was there */

    for (;;) {
        ct_bind_next(binder, &event);
        if (ct_bind_is_over(&event))
            return;
        if (event.kind == CT_YAML_MAP_END)
            break;

        const CtKey *key = ct_shape_find_near(shape, expected, event.text);

        if (key == NULL) {
            report_unknown_key(binder, shape, &event);
            ct_bind_next(binder, &value);
            ct_bind_skip(binder, &value);
            continue;
        }

        size_t i = key >= shape->keys && key < shape->keys + shape->n_keys
                       ? (size_t)(key - shape->keys)
                       : shape->n_keys + (size_t)(key - ct_shape_entity.keys);
        bool repeated = is_repeated(binder, &event, &seen, i);

        expected = key + 1;
        ct_bind_next(binder, &value);
        if (ct_bind_is_over(&value))
            return;
        if (repeated)
            ct_bind_skip(binder, &value);
        else if (ct_bind_is_null(&value) && key->type != CT_KEY_REFUSED &&
                 key->type != CT_KEY_ENTITIES)
            ct_bind_expected(binder, key, &value);
        else
            handlers[key->type](binder, key, place, &value);
    }
    if ((required & ~seen.keys) != 0)
        report_missing(binder, shape, required & ~seen.keys, pos);
}

void
ct_bind_map(CtBinder *binder, const CtShape *shape, CtPlaceRow place, const CtYamlEvent *first)
{
    if (first->kind == CT_YAML_MAP) {
        bind_keys(binder, shape, required_keys(shape), place, first->pos);
        return;
    }
    ct_bind_error(binder, first->pos, "%s must be a map; found %s", shape->what,
                  ct_bind_kind_text(first));
    ct_bind_skip(binder, first);
}

/* Makes the row of the entity named by @event; CT_NO_ID if that id will not do. */
static uint32_t
begin_entity(CtBinder *binder, CtSection section, uint32_t owner, const CtYamlEvent *event)
{
    CtModel *model = binder->model;

    if (!ct_ident_is_valid(event->text, event->length)) {
        g_autofree char *text = ct_bind_shown(event->text);

        ct_bind_error(binder, event->pos,
                      "'%s' is no id: letters, digits, '-' and '_', a letter or digit first, at "
                      "most 128",
                      text);
        return CT_NO_ID;
    }

    CtId id = ct_bind_intern(binder, event);
    uint32_t row = ct_index_find(model, section, owner, id);

    if (row != CT_NO_ID) {
        if (!event->merged) {
            g_autofree char *where =
                ct_diag_pos_text(binder->diag, ct_model_entity(model, section, row)->pos);

            ct_bind_error(binder, event->pos, "%s '%s' is written twice; the first is at %s",
                          ct_section_word(section), event->text, where);
        }
        return CT_NO_ID;
    }
    row = ct_rows_append(model, (CtTable)section);

    CtEntity *entity = ct_model_entity(model, section, row);

    entity->id = id;
    entity->pos = event->pos;
    ct_index_add(model, section, owner, id, row);
    return row;
}

static void
set_owner(CtModel *model, CtSection section, uint32_t owner, uint32_t row)
{
    if (section == CT_SECTION_COMPONENTS)
        model->components.data[row].product = owner;
    else if (section == CT_SECTION_SERVICES && (owner & CT_OWNER_ASSET) != 0)
        model->services.data[row].asset = owner & ~CT_OWNER_ASSET;
    else if (section == CT_SECTION_SERVICES)
        model->services.data[row].product = owner;
}

void
ct_bind_entities(CtBinder *binder,
                 CtSection section,
                 const CtShape *shape,
                 uint32_t owner,
                 const CtYamlEvent *first,
                 CtSpan *ret_span)
{
    CtSpan span = {.start = ct_model_count(binder->model, section)};
    uint64_t required = required_keys(shape);
    CtYamlEvent event, value;

    if (first->kind != CT_YAML_MAP && !ct_bind_is_null(first)) {
        ct_bind_error(binder, first->pos, "'%s' must be a map from ids to entries; found %s",
                      ct_section_name(section), ct_bind_kind_text(first));
        ct_bind_skip(binder, first);
        return;
    }
    while (first->kind == CT_YAML_MAP) {
        ct_bind_next(binder, &event);
        if (event.kind == CT_YAML_MAP_END || ct_bind_is_over(&event))
            break;

        CtPlaceRow place = {.table = (CtTable)section,
                            .row = begin_entity(binder, section, owner, &event)};
        CtPos pos = event.pos;

        ct_bind_next(binder, &value);
        if (ct_bind_is_over(&value))
            break;
        if (place.row == CT_NO_ID) {
            ct_bind_skip(binder, &value);
            continue;
        }
        set_owner(binder->model, section, owner, place.row);
        if (ct_bind_is_null(&value)) {
            report_missing(binder, shape, required, pos);
        } else if (value.kind == CT_YAML_MAP) {
            bind_keys(binder, shape, required, place, pos);
        } else {
            ct_bind_map(binder, shape, place, &value);
        }
    }
    span.length = ct_model_count(binder->model, section) - span.start;
    if (ret_span != NULL)
        *ret_span = span;
}
