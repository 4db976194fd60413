/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/pages.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE ((uintptr_t)2 << 20)

void *
ct_pages_large(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    /* Only whole large pages inside of the block: what lies around it is somebody else's. */
    uintptr_t start = ((uintptr_t)block + LARGE - 1) & ~(LARGE - 1);
    uintptr_t end = ((uintptr_t)block + bytes) & ~(LARGE - 1);

    if (block != NULL && start < end)
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
    return block;
}

/* Copies @used bytes and gives back what is copied on the way, so there are never two copies. */
static void
move_bytes(char *to, char *from, size_t used)
{
    uintptr_t given = ((uintptr_t)from + LARGE - 1) & ~(LARGE - 1); /* up to here, from there on */

    for (size_t done = 0; done < used;) {
        size_t n = MIN(used - done, (size_t)LARGE);
        uintptr_t end;

        memcpy(to + done, from + done, n);
        done += n;
        end = ((uintptr_t)from + done) & ~(LARGE - 1);
        if (given < end) {
            (void)madvise((void *)given, end - given, MADV_DONTNEED);
            given = end;
        }
    }
}

void *
ct_pages_grow(void *block, size_t used, size_t bytes)
{
    void *grown;

    g_assert(used <= bytes);
    if (bytes < 2 * LARGE) /* may not hold a single one */
        return g_realloc(block, bytes);
    grown = ct_pages_large(g_malloc(bytes), bytes);
    move_bytes(grown, block, used);
    g_free(block);
    return grown;
}
