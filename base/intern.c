/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts lie one after another in chunks that never move, each behind its length. An open-addressing
 * table with linear probing, at most half full, leads from a hash to an id; beside it stands a
 * table of tags, one byte a slot: that a name is new is seen there, and a text is looked at almost
 * only when it is the right one. Hashes are kept by id, so that growing reads no text.
 *
 * Names are mostly numbered, so all of a text but its last byte is hashed and the last byte counts
 * slots from there: node-120 … node-129 lie side by side, and one hash does for all of them. Texts
 * that differ in the last byte alone never share a slot. The hash is under a secret, so that who
 * writes a file cannot look for names whose slots coincide; ids do not depend on it.
 *
 * In front of the table, a few texts asked for lately are found without hashing: most values of a
 * topology are one of a handful of words.
 */
#include "base/intern.h"

#include "base/hash.h"
#include "base/pages.h"

#include <string.h>

#define CHUNK_BYTES ((size_t)1 << 18)
#define FIRST_BITS 10u
#define N_RECENT 64u

struct CtIntern {
    CtKey128 secret;
    uint8_t *tags;      /* of each slot: 0 empty, else tag_of() its hash */
    CtId *ids;          /* of each slot */
    unsigned bits;      /* there are 2^bits slots */
    const char **texts; /* by id */
    uint32_t *hashes;   /* by id */
    size_t n_texts, texts_capacity;
    GPtrArray *chunks;
    char *room; /* in the newest chunk */
    size_t left;
    CtId recent[N_RECENT]; /* by recent_slot() of their texts; CT_NO_ID: none */
};

static void
new_slots(CtIntern *intern, unsigned bits)
{
    size_t n = (size_t)1 << bits;

    g_assert(bits < 32);
    intern->bits = bits;
    intern->tags = g_new0(uint8_t, n);
    intern->ids = ct_pages_large(g_new(CtId, n), n * sizeof(CtId));
}

CtIntern *
ct_intern_new(void)
{
    CtIntern *intern = g_new0(CtIntern, 1);

    intern->secret = ct_hash_secret();
    new_slots(intern, FIRST_BITS);
    intern->chunks = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < N_RECENT; i++)
        intern->recent[i] = CT_NO_ID;
    return intern;
}

void
ct_intern_free(CtIntern *intern)
{
    if (intern == NULL)
        return;
    g_free(intern->tags);
    g_free(intern->ids);
    g_free(intern->texts);
    g_free(intern->hashes);
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

static bool
is_text(const CtIntern *intern, CtId id, const char *text, size_t length)
{
    const char *candidate = intern->texts[id];

    return length_of(candidate) == length && (length == 0 || memcmp(candidate, text, length) == 0);
}

/* The upper 24 bits are of all bytes but the last, the lower 8 are the last. */
static uint32_t
hash_of(const CtIntern *intern, const char *text, size_t length)
{
    size_t n = intern->n_texts;

    if (length == 0)
        return 0;
    if (n > 0 && length_of(intern->texts[n - 1]) == length &&
        memcmp(intern->texts[n - 1], text, length - 1) == 0)
        return (intern->hashes[n - 1] & ~UINT32_C(0xFF)) | (uint8_t)text[length - 1];
    return ((uint32_t)(ct_hash64_under(intern->secret, text, length - 1) >> 32) & ~UINT32_C(0xFF)) |
           (uint8_t)text[length - 1];
}

/* The top bits choose a slot, the last byte counts on from it. */
static size_t
home(const CtIntern *intern, uint32_t hash)
{
    return ((hash & ~UINT32_C(0xFF)) >> (32 - intern->bits)) + (hash & 0xFF);
}

static uint8_t
tag_of(uint32_t hash)
{
    return (uint8_t)(hash % 255 + 1);
}

/* The slot of the text, or the empty one where it belongs. */
static size_t
find_slot(const CtIntern *intern, uint32_t hash, const char *text, size_t length)
{
    size_t mask = ((size_t)1 << intern->bits) - 1;
    size_t slot = home(intern, hash) & mask;
    uint8_t tag = tag_of(hash);

    for (; intern->tags[slot] != 0; slot = (slot + 1) & mask)
        if (intern->tags[slot] == tag && intern->hashes[intern->ids[slot]] == hash &&
            is_text(intern, intern->ids[slot], text, length))
            break;
    return slot;
}

static size_t
recent_slot(const char *text, size_t length)
{
    if (length == 0)
        return 0;
    size_t middle = (uint8_t)text[length / 2], last = (uint8_t)text[length - 1];

    return (length * 7 + middle * 5 + last) % N_RECENT;
}

static void
grow_slots(CtIntern *intern)
{
    size_t mask = ((size_t)1 << (intern->bits + 1)) - 1;

    g_free(intern->tags);
    g_free(intern->ids);
    new_slots(intern, intern->bits + 1);
    for (size_t id = 0; id < intern->n_texts; id++) {
        size_t slot = home(intern, intern->hashes[id]) & mask;

        while (intern->tags[slot] != 0)
            slot = (slot + 1) & mask;
        intern->tags[slot] = tag_of(intern->hashes[id]);
        intern->ids[slot] = (CtId)id;
    }
}

/* Appends a text that is not there yet. */
static CtId
append(CtIntern *intern, uint32_t hash, const char *text, size_t length)
{
    g_assert(intern->n_texts < CT_NO_ID);
    if (intern->n_texts == intern->texts_capacity) {
        intern->texts_capacity = MAX(256, intern->texts_capacity * 2);
        intern->texts = ct_pages_grow(intern->texts, intern->n_texts * sizeof *intern->texts,
                                      intern->texts_capacity * sizeof *intern->texts);
        intern->hashes = ct_pages_grow(intern->hashes, intern->n_texts * sizeof *intern->hashes,
                                       intern->texts_capacity * sizeof *intern->hashes);
    }
    intern->texts[intern->n_texts] = keep_text(intern, text, length);
    intern->hashes[intern->n_texts] = hash;
    return (CtId)intern->n_texts++;
}

CtId
ct_intern_add(CtIntern *intern, const char *text, size_t length)
{
    CtId *recent;
    uint32_t hash;
    size_t slot;

    if (length == SIZE_MAX)
        length = strlen(text);
    recent = &intern->recent[recent_slot(text, length)];
    if (*recent != CT_NO_ID && is_text(intern, *recent, text, length))
        return *recent;

    if (intern->n_texts >= (size_t)1 << (intern->bits - 1))
        grow_slots(intern);
    hash = hash_of(intern, text, length);
    slot = find_slot(intern, hash, text, length);
    if (intern->tags[slot] == 0) {
        intern->ids[slot] = append(intern, hash, text, length);
        intern->tags[slot] = tag_of(hash);
    }
    *recent = intern->ids[slot];
    return *recent;
}

CtId
ct_intern_find(const CtIntern *intern, const char *text)
{
    size_t length = strlen(text);
    size_t slot = find_slot(intern, hash_of(intern, text, length), text, length);

    return intern->tags[slot] != 0 ? intern->ids[slot] : CT_NO_ID;
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
