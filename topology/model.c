/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index from names to rows: an array by interned id for each section, since ids are dense and
 * come in file order, and one open-addressing table, never iterated, for what has an owner.
 */
#include "topology/model.h"
#include "topology/rows.h"

#include <glib.h>
#include <string.h>

typedef struct IndexSlot {
    uint32_t row; /* CT_NO_ID: empty */
    CtId id;
    uint32_t owner;
    uint32_t section;
} IndexSlot;

typedef struct RowsOf {
    uint32_t *row; /* by interned id; CT_NO_ID: none */
    uint32_t n;
} RowsOf;

typedef struct CtModelIndex {
    RowsOf sections[CT_SECTION_COUNT];
    IndexSlot *slots;
    uint32_t n_slots; /* a power of two */
    uint32_t n_used;
    CtId *service_ids; /* service row → "product.service" interned */
    uint32_t n_service_ids;
    CtId *component_ids;
    uint32_t n_component_ids;
} CtModelIndex;

static uint32_t
slot_hash(uint32_t section, uint32_t owner, CtId id)
{
    uint64_t h = (((uint64_t)owner << 32) | id) * UINT64_C(0x9E3779B97F4A7C15);

    h ^= h >> 29;
    h = (h + section) * UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(h >> 32);
}

/*
 * The slot that holds the key, or the empty one where it belongs. Ids of a section's rows were
 * interned one after the other, so the id itself is the first place to look: filling and asking in
 * file order walks the table from end to end. What collides jumps by its hash, so that such runs
 * are no obstacle.
 */
static IndexSlot *
find_slot(const CtModelIndex *index, uint32_t section, uint32_t owner, CtId id)
{
    uint32_t hash = slot_hash(section, owner, id);
    uint32_t mask = index->n_slots - 1;

    for (uint32_t i = owner == 0 ? id : hash;; i += hash | 1) {
        IndexSlot *slot = &index->slots[i & mask];

        if (slot->row == CT_NO_ID ||
            (slot->id == id && slot->owner == owner && slot->section == section))
            return slot;
    }
}

static void
index_grow(CtModelIndex *index)
{
    IndexSlot *old = index->slots;
    uint32_t n_old = index->n_slots;

    index->n_slots = n_old == 0 ? 64 : n_old * 2;
    index->slots = g_new(IndexSlot, index->n_slots);
    for (uint32_t i = 0; i < index->n_slots; i++)
        index->slots[i].row = CT_NO_ID;
    for (uint32_t i = 0; i < n_old; i++)
        if (old[i].row != CT_NO_ID)
            *find_slot(index, old[i].section, old[i].owner, old[i].id) = old[i];
    g_free(old);
}

/* Services and components are known to users by a joined id, made once here. */
static void
remember_joined_id(CtModel *model, CtSection section, uint32_t owner, CtId id, uint32_t row)
{
    CtModelIndex *index = model->index;
    CtId **ids = section == CT_SECTION_SERVICES ? &index->service_ids : &index->component_ids;
    uint32_t *n = section == CT_SECTION_SERVICES ? &index->n_service_ids : &index->n_component_ids;
    CtSection owners = owner & CT_OWNER_ASSET ? CT_SECTION_ASSETS : CT_SECTION_PRODUCTS;
    const CtEntity *of = ct_rows_get(model, (CtTable)owners, owner & ~CT_OWNER_ASSET);
    g_autofree char *text =
        g_strconcat(ct_model_text(model, of->id), ".", ct_model_text(model, id), NULL);

    if (row >= *n) {
        uint32_t capacity = MAX(row + 1, 2 * *n);

        *ids = g_renew(CtId, *ids, capacity);
        for (uint32_t i = *n; i < capacity; i++)
            (*ids)[i] = CT_NO_ID;
        *n = capacity;
    }
    (*ids)[row] = ct_intern_add(model->names, text, SIZE_MAX);
}

static uint32_t
add_row(RowsOf *rows, CtId id, uint32_t row)
{
    if (id >= rows->n) {
        uint32_t n = MAX(id + 1, rows->n + rows->n / 2 + 64);

        rows->row = g_renew(uint32_t, rows->row, n);
        memset(rows->row + rows->n, 0xFF, (n - rows->n) * sizeof *rows->row);
        rows->n = n;
    }
    if (rows->row[id] == CT_NO_ID) {
        rows->row[id] = row;
        return CT_NO_ID;
    }
    return rows->row[id];
}

uint32_t
ct_index_add(CtModel *model, CtSection section, uint32_t owner, CtId id, uint32_t row)
{
    CtModelIndex *index = model->index;

    if (section != CT_SECTION_COMPONENTS && section != CT_SECTION_SERVICES)
        return add_row(&index->sections[section], id, row);
    if (index->n_used >= index->n_slots - index->n_slots / 4)
        index_grow(index);

    IndexSlot *slot = find_slot(index, section, owner, id);

    if (slot->row != CT_NO_ID)
        return slot->row;
    *slot = (IndexSlot){.row = row, .id = id, .owner = owner, .section = section};
    index->n_used++;
    remember_joined_id(model, section, owner, id, row);
    return CT_NO_ID;
}

uint32_t
ct_index_find(const CtModel *model, CtSection section, uint32_t owner, CtId id)
{
    const RowsOf *rows = &model->index->sections[section];

    if (section == CT_SECTION_COMPONENTS || section == CT_SECTION_SERVICES)
        return find_slot(model->index, section, owner, id)->row;
    return id < rows->n ? rows->row[id] : CT_NO_ID;
}

CtModel *
ct_model_new(CtDiag *diag)
{
    CtModel *model = g_new0(CtModel, 1);

    model->names = ct_intern_new();
    model->diag = diag;
    model->name = model->domain = model->x = CT_NO_ID;
    model->index = g_new0(CtModelIndex, 1);
    index_grow(model->index);
    return model;
}

void
ct_model_free(CtModel *model)
{
    if (model == NULL)
        return;
    for (CtTable table = 0; table < CT_TABLE_COUNT; table++)
        ct_rows_free(model, table);
    for (CtSection section = 0; section < CT_SECTION_COUNT; section++)
        g_free(model->index->sections[section].row);
    g_free(model->index->slots);
    g_free(model->index->service_ids);
    g_free(model->index->component_ids);
    g_free(model->index);
    ct_intern_free(model->names);
    g_free(model);
}

const char *
ct_model_text(const CtModel *model, CtId id)
{
    return ct_intern_text(model->names, id);
}

uint32_t
ct_model_count(const CtModel *model, CtSection section)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, 0);
    return ct_rows_count(model, (CtTable)section);
}

CtEntity *
ct_model_entity(const CtModel *model, CtSection section, uint32_t i)
{
    g_return_val_if_fail(section < CT_SECTION_COUNT, NULL);
    return ct_rows_get(model, (CtTable)section, i);
}

CtId
ct_model_find(const CtModel *model, CtSection section, const char *id)
{
    const char *dot = strchr(id, '.');
    uint32_t owner = 0;

    g_return_val_if_fail(section < CT_SECTION_COUNT, CT_NO_ID);

    if (section != CT_SECTION_SERVICES && section != CT_SECTION_COMPONENTS) {
        CtId name = ct_intern_find(model->names, id);

        return name == CT_NO_ID ? CT_NO_ID : ct_index_find(model, section, 0, name);
    }
    if (dot == NULL)
        return CT_NO_ID;

    g_autofree char *owner_id = g_strndup(id, (size_t)(dot - id));
    CtId name = ct_intern_find(model->names, dot + 1);

    if (name == CT_NO_ID)
        return CT_NO_ID;
    owner = ct_model_find(model, CT_SECTION_PRODUCTS, owner_id);
    if (owner != CT_NO_ID) {
        CtId found = ct_index_find(model, section, owner, name);

        if (found != CT_NO_ID)
            return found;
    }
    owner = ct_model_find(model, CT_SECTION_ASSETS, owner_id);
    return owner == CT_NO_ID || section == CT_SECTION_COMPONENTS
               ? CT_NO_ID
               : ct_index_find(model, section, owner | CT_OWNER_ASSET, name);
}

const char *
ct_model_id(const CtModel *model, CtSection section, uint32_t i)
{
    const CtModelIndex *index = model->index;

    if (section == CT_SECTION_SERVICES && i < index->n_service_ids)
        return ct_model_text(model, index->service_ids[i]);
    if (section == CT_SECTION_COMPONENTS && i < index->n_component_ids)
        return ct_model_text(model, index->component_ids[i]);

    const CtEntity *entity = ct_model_entity(model, section, i);

    g_return_val_if_fail(entity != NULL, "");
    return ct_model_text(model, entity->id);
}

const char *
ct_model_title(const CtModel *model, CtSection section, uint32_t i)
{
    const CtEntity *entity = ct_model_entity(model, section, i);

    g_return_val_if_fail(entity != NULL, "");
    if (entity->extra != CT_NO_ID && model->extras.data[entity->extra].name != CT_NO_ID)
        return ct_model_text(model, model->extras.data[entity->extra].name);
    return ct_model_id(model, section, i);
}
