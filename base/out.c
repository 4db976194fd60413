/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One buffer for all kinds; it is emptied into the stream or file when it is full. The first error
 * is kept until close, and nothing is written after it.
 */
#include "base/out.h"

#include "base/out_file.h"

#include <errno.h>
#include <string.h>

#define FULL ((size_t)1 << 16)

G_DEFINE_QUARK(ct_out_error_quark, ct_out_error)

struct CtOut {
    GString *buffer;
    FILE *stream;    /* the caller's, NULL for other kinds */
    CtOutFile *file; /* NULL for other kinds */
    GError *first_error;
};

static CtOut *
new_out(void)
{
    CtOut *out = g_new0(CtOut, 1);

    out->buffer = g_string_new(NULL);
    return out;
}

CtOut *
ct_out_new_string(void)
{
    return new_out();
}

CtOut *
ct_out_new_stream(FILE *stream)
{
    CtOut *out = new_out();

    out->stream = stream;
    return out;
}

CtOut *
ct_out_new_file(const char *path)
{
    CtOut *out = new_out();

    out->file = ct_out_file_open(path, &out->first_error);
    return out;
}

void
ct_out_free(CtOut *out)
{
    if (out == NULL)
        return;
    if (out->file != NULL)
        ct_out_file_abandon(out->file);
    g_string_free(out->buffer, TRUE);
    g_clear_error(&out->first_error);
    g_free(out);
}

static void
flush_buffer(CtOut *out)
{
    const char *bytes = out->buffer->str;
    size_t length = out->buffer->len;

    if (out->stream != NULL && out->first_error == NULL) {
        errno = 0;
        if (fwrite(bytes, 1, length, out->stream) != length)
            g_set_error(&out->first_error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "cannot write: %s",
                        g_strerror(errno));
    }
    if (out->file != NULL && out->first_error == NULL)
        ct_out_file_write(out->file, bytes, length, &out->first_error);
    g_string_truncate(out->buffer, 0);
}

static void
flush_if_full(CtOut *out)
{
    bool in_memory = out->stream == NULL && out->file == NULL && out->first_error == NULL;

    if (out->buffer->len >= FULL && !in_memory)
        flush_buffer(out);
}

void
ct_out_put_n(CtOut *out, const char *bytes, size_t length)
{
    g_string_append_len(out->buffer, bytes, (gssize)length);
    flush_if_full(out);
}

void
ct_out_put(CtOut *out, const char *text)
{
    ct_out_put_n(out, text, strlen(text));
}

void
ct_out_printf(CtOut *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_string_append_vprintf(out->buffer, format, args);
    va_end(args);
    flush_if_full(out);
}

const char *
ct_out_text(const CtOut *out)
{
    return out->buffer->str;
}

bool
ct_out_is_good(const CtOut *out)
{
    return out->first_error == NULL;
}

bool
ct_out_close(CtOut *out, GError **error)
{
    if (out->stream != NULL || out->file != NULL)
        flush_buffer(out);
    if (out->stream != NULL && out->first_error == NULL && fflush(out->stream) != 0)
        g_set_error(&out->first_error, CT_OUT_ERROR, CT_OUT_ERROR_FAILED, "cannot write: %s",
                    g_strerror(errno));
    if (out->file != NULL && out->first_error == NULL)
        ct_out_file_commit(out->file, &out->first_error);
    else if (out->file != NULL)
        ct_out_file_abandon(out->file);
    out->file = NULL;
    if (out->first_error == NULL)
        return true;
    g_propagate_error(error, g_steal_pointer(&out->first_error));
    return false;
}
