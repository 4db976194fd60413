/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A zstd frame with content size and XXH64 check sum, which zstd itself verifies. */
#include "store/chunk.h"

#include <zstd.h>

G_DEFINE_QUARK(ct_chunk_error, ct_chunk_error)

GBytes *
ct_chunk_pack(const void *bytes, size_t length)
{
    size_t room = ZSTD_compressBound(length);
    void *packed = g_malloc(room);
    ZSTD_CCtx *context = ZSTD_createCCtx();

    g_assert(context != NULL);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t written = ZSTD_compress2(context, packed, room, bytes, length);

    g_assert(!ZSTD_isError(written)); /* the room suffices */
    ZSTD_freeCCtx(context);
    return g_bytes_new_take(g_realloc(packed, written), written);
}

GBytes *
ct_chunk_unpack(const void *chunk, size_t length, size_t limit, GError **error)
{
    unsigned long long size = ZSTD_getFrameContentSize(chunk, length);

    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
        g_set_error_literal(error, CT_CHUNK_ERROR, CT_CHUNK_ERROR_DAMAGED,
                            "a packed part does not begin as one");
        return NULL;
    }
    if (size > limit) {
        g_set_error(error, CT_CHUNK_ERROR, CT_CHUNK_ERROR_TOO_LARGE,
                    "a packed part says that it holds %llu bytes; %" G_GSIZE_FORMAT " are allowed",
                    size, limit);
        return NULL;
    }
    void *bytes = g_malloc((size_t)size + 1);
    size_t got = ZSTD_decompress(bytes, (size_t)size, chunk, length);

    if (ZSTD_isError(got) || got != size) {
        g_free(bytes);
        g_set_error_literal(error, CT_CHUNK_ERROR, CT_CHUNK_ERROR_DAMAGED,
                            "a packed part is damaged");
        return NULL;
    }
    return g_bytes_new_take(bytes, got);
}
