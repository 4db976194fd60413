/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as changes to a run file: three bytes say where (in sixteenths of a page), one how
 * many, and so many follow. What is read of the outcome is what every command reads; it ends in an
 * error or in a result. An input that begins as a database does is one by itself, with the numbers
 * of a run file put in.
 */
#include "sim/run_read.h"
#include "sim/statistics.h"
#include "sim/trace.h"
#include "tests/support/sample_run.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Base {
    CtSampleRun sample;
    char *path, *bytes;
    gsize length;
} Base;

static Base *
base(void)
{
    static Base one;

    if (one.path != NULL)
        return &one;
    int fd = g_file_open_tmp("cybertwin-fuzz-XXXXXX.ctrun", &one.path, NULL);

    g_assert(fd >= 0);
    close(fd);
    g_unlink(one.path);
    ct_sample_run_init(&one.sample, 20);
    if (!ct_sample_run_write(&one.sample, one.path, NULL) ||
        !g_file_get_contents(one.path, &one.bytes, &one.length, NULL))
        g_error("cannot write the run to start from");
    return &one;
}

static char *
changed(const Base *from, const uint8_t *data, size_t size)
{
    char *bytes = g_memdup2(from->bytes, from->length);

    while (size >= 4) {
        size_t at = ((size_t)data[0] << 8 | data[1]) * 256 + data[2];
        size_t n = MIN(data[3], size - 4);

        data += 4;
        size -= 4;
        for (size_t i = 0; i < n; i++)
            bytes[(at + i) % from->length] = (char)data[i];
        data += n;
        size -= n;
    }
    return bytes;
}

static char *
with_our_numbers(const uint8_t *data, size_t size)
{
    static const char user_version[] = {0, 0, 0, 2};
    static const char application_id[] = {'C', 'T', 'W', 'R'};
    char *bytes = g_memdup2(data, size);

    if (size >= 100) {
        memcpy(bytes + 60, user_version, sizeof user_version);
        memcpy(bytes + 68, application_id, sizeof application_id);
    }
    return bytes;
}

static bool
take_chunk(const void *data, size_t length, void *user, GError **error)
{
    g_autoptr(GArray) records = ct_trace_records_new();

    return ct_trace_unpack(((Base *)user)->sample.sim, data, length, records, NULL, error);
}

static void
read_all(Base *from)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CtRunRead) run = ct_run_read_open(from->path, &error);
    g_autofree char *hash = NULL, *result = NULL;
    uint32_t n;

    if (run == NULL) {
        g_assert(error != NULL);
        return;
    }
    g_autoptr(CtStatisticsMaker) maker = ct_statistics_maker_new(ct_run_read_get_header(run));

    if (ct_run_read_each_row(run, ct_statistics_add, maker, NULL))
        ct_statistics_free(ct_statistics_finish(maker, NULL));
    hash = ct_run_read_hash(run, NULL);
    result = ct_run_read_result(run, "result", NULL);
    bool traced = ct_run_read_each_chunk(run, 0, take_chunk, from, &n, NULL);
    bool sound = ct_run_read_check(run, &error);

    g_assert(sound == (error == NULL) && (hash == NULL || strlen(hash) == 64));
    g_assert(!traced || n < 1000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char magic[] = "SQLite format 3";
    Base *from = base();
    bool whole = size >= sizeof magic && memcmp(data, magic, sizeof magic) == 0;
    g_autofree char *bytes = whole ? with_our_numbers(data, size) : changed(from, data, size);
    FILE *file = g_fopen(from->path, "wb");

    g_assert(file != NULL);
    fwrite(bytes, 1, whole ? size : from->length, file);
    fclose(file);
    read_all(from);
    g_unlink(from->path);
    return 0;
}
