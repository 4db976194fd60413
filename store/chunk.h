/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes packed with zstd, level 1, each chunk with its length and a check sum: what is unpacked is
 * what was packed, or an error.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#define CT_CHUNK_ERROR ct_chunk_error_quark()
typedef enum CtChunkError { CT_CHUNK_ERROR_DAMAGED, CT_CHUNK_ERROR_TOO_LARGE } CtChunkError;
GQuark ct_chunk_error_quark(void);

/* Never fails; equal bytes give an equal chunk with one version of zstd. Unref it. */
GBytes *ct_chunk_pack(const void *bytes, size_t length);

/* At most @limit bytes; NULL with why. Unref it. */
GBytes *ct_chunk_unpack(const void *chunk, size_t length, size_t limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
