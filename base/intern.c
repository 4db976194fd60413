/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts lie one after another in chunks that never move, each behind its length; a table of slots
 * with linear probing, at most half full, leads from a hash to an id. A slot keeps its hash, so
 * that a text is looked at almost only when it is the right one, and its place is the top bits of
 * the hash, so that growing the table walks old and new slots from end to end.
 */
#include "base/intern.h"

#include "base/hash.h"
#include "base/pages.h"

#include <string.h>

#define CHUNK_BYTES ((size_t)1 << 18)
#define FIRST_BITS 10u

typedef struct Slot {
    uint32_t hash;
    CtId id; /* CT_NO_ID: empty */
} Slot;

struct CtIntern {
    Slot *slots;
    unsigned bits; /* there are 2^bits slots */
    const char **texts;
    size_t n_texts, texts_capacity;
    GPtrArray *chunks;
    char *room; /* in the newest chunk */
    size_t left;
};

static Slot *
new_slots(size_t n)
{
    Slot *slots = ct_pages_large(g_new(Slot, n), n * sizeof(Slot));

    for (size_t i = 0; i < n; i++)
        slots[i] = (Slot){.id = CT_NO_ID};
    return slots;
}

CtIntern *
ct_intern_new(void)
{
    CtIntern *intern = g_new0(CtIntern, 1);

    intern->bits = FIRST_BITS;
    intern->slots = new_slots((size_t)1 << intern->bits);
    intern->chunks = g_ptr_array_new_with_free_func(g_free);
    return intern;
}

void
ct_intern_free(CtIntern *intern)
{
    if (intern == NULL)
        return;
    g_free(intern->slots);
    g_free(intern->texts);
    g_ptr_array_unref(intern->chunks);
    g_free(intern);
}

static uint32_t
length_of(const char *text)
{
    uint32_t length;

    memcpy(&length, text - sizeof length, sizeof length);
    return length;
}

static const char *
keep_text(CtIntern *intern, const char *text, size_t length)
{
    uint32_t prefix = (uint32_t)length;
    size_t size = sizeof prefix + length + 1;
    char *kept;

    g_assert(length < UINT32_MAX);
    if (size > intern->left) {
        intern->left = MAX(size, CHUNK_BYTES);
        intern->room = g_malloc(intern->left);
        g_ptr_array_add(intern->chunks, intern->room);
    }
    memcpy(intern->room, &prefix, sizeof prefix);
    kept = intern->room + sizeof prefix;
    if (length > 0)
        memcpy(kept, text, length);
    kept[length] = '\0';
    intern->room += size;
    intern->left -= size;
    return kept;
}

static uint32_t
hash_of(const char *text, size_t length)
{
    return (uint32_t)(ct_hash64(text, length) >> 32);
}

static size_t
home(const CtIntern *intern, uint32_t hash)
{
    return (size_t)hash >> (32 - intern->bits);
}

/* The slot of the text, or the empty one where it belongs. */
static Slot *
find_slot(const CtIntern *intern, uint32_t hash, const char *text, size_t length)
{
    size_t mask = ((size_t)1 << intern->bits) - 1;

    for (size_t i = home(intern, hash);; i = (i + 1) & mask) {
        Slot *slot = &intern->slots[i];

        if (slot->id == CT_NO_ID)
            return slot;
        if (slot->hash == hash) {
            const char *candidate = intern->texts[slot->id];

            if (length_of(candidate) == length &&
                (length == 0 || memcmp(candidate, text, length) == 0))
                return slot;
        }
    }
}

static void
grow_slots(CtIntern *intern)
{
    size_t n = (size_t)1 << intern->bits;
    g_autofree Slot *old = intern->slots;

    g_assert(intern->bits < 32);
    intern->bits++;
    intern->slots = new_slots(2 * n);
    for (size_t k = 0; k < n; k++) {
        size_t i;

        if (old[k].id == CT_NO_ID)
            continue;
        i = home(intern, old[k].hash);
        while (intern->slots[i].id != CT_NO_ID)
            i = (i + 1) & (2 * n - 1);
        intern->slots[i] = old[k];
    }
}

CtId
ct_intern_add(CtIntern *intern, const char *text, size_t length)
{
    uint32_t hash;
    Slot *slot;

    if (length == SIZE_MAX)
        length = strlen(text);
    if (intern->n_texts >= (size_t)1 << (intern->bits - 1))
        grow_slots(intern);
    hash = hash_of(text, length);
    slot = find_slot(intern, hash, text, length);
    if (slot->id != CT_NO_ID)
        return slot->id;

    g_assert(intern->n_texts < CT_NO_ID);
    if (intern->n_texts == intern->texts_capacity) {
        intern->texts_capacity = MAX(256, intern->texts_capacity * 2);
        intern->texts = g_renew(const char *, intern->texts, intern->texts_capacity);
    }
    intern->texts[intern->n_texts] = keep_text(intern, text, length);
    *slot = (Slot){.hash = hash, .id = (CtId)intern->n_texts++};
    return slot->id;
}

CtId
ct_intern_find(const CtIntern *intern, const char *text)
{
    size_t length = strlen(text);

    return find_slot(intern, hash_of(text, length), text, length)->id;
}

const char *
ct_intern_text(const CtIntern *intern, CtId id)
{
    if (id == CT_NO_ID)
        return "";
    g_return_val_if_fail(id < intern->n_texts, "");
    return intern->texts[id];
}

size_t
ct_intern_count(const CtIntern *intern)
{
    return intern->n_texts;
}
