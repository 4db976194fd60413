/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A hint to the system about large arrays. First touching 4 KiB at a time is a good part of what a
 * pass over millions of facts costs; 2 MiB at a time it is not.
 */
#pragma once

#include <stddef.h>

/*
 * Asks for large pages behind @block, @bytes long and just allocated, not yet written. Changes
 * nothing but speed; does nothing for small blocks and where the system has no such pages.
 * Returns @block.
 */
void *ct_pages_large(void *block, size_t bytes);

/*
 * A block of @bytes in place of @block, whose first @used bytes are kept; @block is freed or grown.
 * Large blocks get large pages. Free with g_free().
 */
void *ct_pages_grow(void *block, size_t used, size_t bytes);
