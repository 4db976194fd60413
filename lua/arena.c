/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything up to `used` has been handed out at some time; a list for each size class links what
 * came back. The lists lie at the start of the room itself, so that a thaw puts them back too.
 */
#include "lua/arena.h"

#include <string.h>
#include <sys/mman.h>

enum {
    ALIGNMENT = 16,
    SMALL = 1024,                     /* up to here a class is a multiple of the alignment … */
    N_SMALL = SMALL / ALIGNMENT,      /* … past it there are four to a doubling */
    N_CLASSES = N_SMALL + 1 + 4 * 54, /* enough for any size_t */
};

typedef struct Free {
    struct Free *next;
} Free;

typedef struct Head {
    size_t used; /* bytes from the start of the room, this head included */
    Free *free[N_CLASSES];
} Head;

struct CtLuaArena {
    Head *head; /* the room begins with it */
    size_t capacity;
    void *frozen; /* a copy of the room up to frozen_bytes; NULL before */
    size_t frozen_bytes;
};

/* The class of @size and, in @ret_room, what a block of it has. */
static unsigned
class_of(size_t size, size_t *ret_room)
{
    if (size <= SMALL) {
        unsigned class = (unsigned)((MAX(size, 1) + ALIGNMENT - 1) / ALIGNMENT);

        *ret_room = (size_t) class * ALIGNMENT;
        return class;
    }
    unsigned bits = (unsigned)g_bit_storage(size - 1) - 1; /* 2^bits <= size - 1 < 2^(bits + 1) */
    size_t quarter = (size_t)1 << (bits - 2);
    size_t quarters = (size - 1) / quarter + 1; /* 5 to 8 */

    *ret_room = quarters * quarter;
    return N_SMALL + 1 + 4 * (bits - 10) + (unsigned)(quarters - 5);
}

CtLuaArena *
ct_lua_arena_new(size_t bytes)
{
    CtLuaArena *arena = g_new0(CtLuaArena, 1);

    arena->capacity = MAX(bytes, 2 * sizeof(Head));
    void *room = mmap(NULL, arena->capacity, PROT_READ | PROT_WRITE,
                      /* cppcheck-suppress invalidFunctionArg; -1 is no file */
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED)
        g_error("cannot reserve %" G_GSIZE_FORMAT " bytes", arena->capacity);
    arena->head = room;
    arena->head->used = (sizeof(Head) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return arena;
}

void
ct_lua_arena_free(CtLuaArena *arena)
{
    if (arena == NULL)
        return;
    munmap(arena->head, arena->capacity);
    g_free(arena->frozen);
    g_free(arena);
}

static void *
take(CtLuaArena *arena, size_t size)
{
    Head *head = arena->head;
    size_t room;
    unsigned class = class_of(size, &room);
    Free *block = head->free[class];

    if (block != NULL) {
        head->free[class] = block->next;
        return block;
    }
    if (room > arena->capacity - head->used)
        return NULL;
    void *fresh = (char *)head + head->used;

    head->used += room;
    return fresh;
}

void *
ct_lua_arena_resize(CtLuaArena *arena, void *block, size_t old, size_t size)
{
    size_t old_room = 0, room;

    if (size > G_MAXSSIZE / 2)
        return NULL;
    if (block != NULL && class_of(old, &old_room) == class_of(size, &room))
        return block;
    void *result = take(arena, size);

    if (result != NULL && block != NULL) {
        memcpy(result, block, MIN(old, size));
        ct_lua_arena_release(arena, block, old);
    }
    return result;
}

void
ct_lua_arena_release(CtLuaArena *arena, void *block, size_t size)
{
    size_t room;
    Free *freed = block;

    if (block == NULL)
        return;
    Free **list = &arena->head->free[class_of(size, &room)];

    freed->next = *list;
    *list = freed;
}

void
ct_lua_arena_freeze(CtLuaArena *arena)
{
    g_return_if_fail(arena->frozen == NULL);
    arena->frozen_bytes = arena->head->used;
    arena->frozen = g_memdup2(arena->head, arena->frozen_bytes);
}

void
ct_lua_arena_thaw(CtLuaArena *arena)
{
    g_return_if_fail(arena->frozen != NULL);
    memcpy(arena->head, arena->frozen, arena->frozen_bytes);
}

size_t
ct_lua_arena_frozen_bytes(const CtLuaArena *arena)
{
    return arena->frozen_bytes;
}
